#include "output.h"
#include <errno.h>
#include <stdio.h>

static bool write_out(const GString *text, GError **error)
{
    if (fwrite(text->str, 1, text->len, stdout) == text->len && fflush(stdout) == 0)
        return true;
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(errno), "standard output: %s",
                g_strerror(errno));
    return false;
}

bool output_write(const char *file, const GString *text, GError **error)
{
    if (!file)
        return write_out(text, error);
    if (g_file_test(file, G_FILE_TEST_EXISTS) && !g_file_test(file, G_FILE_TEST_IS_REGULAR)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: expected a plain file or none", file);
        return false;
    }
    return g_file_set_contents_full(file, text->str, (gssize)text->len,
                                    G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                    error);
}
