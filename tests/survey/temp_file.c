#include "temp_file.h"
#include <glib/gstdio.h>

struct temp_file temp_file_new(const char *name, const char *text)
{
    GError *error = NULL;
    struct temp_file file = {.folder = g_dir_make_tmp("survey-XXXXXX", &error)};
    g_assert_no_error(error);
    file.path = g_build_filename(file.folder, name, NULL);
    g_file_set_contents(file.path, text, -1, &error);
    g_assert_no_error(error);
    return file;
}

void temp_file_clear(struct temp_file *file)
{
    g_assert_cmpint(g_unlink(file->path), ==, 0);
    g_assert_cmpint(g_rmdir(file->folder), ==, 0);
    g_free(file->path);
    g_free(file->folder);
}
