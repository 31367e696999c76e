#include "cabinet.h"
#include "disk.h"
#include "owner.h"
#include "sums_file.h"
#include "tree.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { FOLDER_MODE = 0750, FILE_MODE = 0640 };

/* Beside a report's folder: what is still being written, and an amendment that is whole and on its way in. */
static const char WRITING[] = "new", ENTERING[] = "add";

struct cabinet {
    char *folder;
    int lock;
};

G_DEFINE_QUARK(cabinet_error, cabinet_error)

static bool fail(GError **error, const char *path)
{
    const int code = errno;

    g_set_error(error, CABINET_ERROR, CABINET_ERROR_FAILED, "%s: %s", path, g_strerror(code));
    return false;
}

static char *path_of(const cabinet_t *cabinet, const char *name)
{
    return g_build_filename(cabinet->folder, name, NULL);
}

static char *beside(const cabinet_t *cabinet, const char *name, const char *ending)
{
    g_autofree char *hidden = g_strconcat(".", name, ".", ending, NULL);
    return path_of(cabinet, hidden);
}

static GPtrArray *list(const char *folder, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
    GPtrArray *names = dir ? g_ptr_array_new_with_free_func(g_free) : NULL;
    const char *name;

    while (dir && (name = g_dir_read_name(dir)))
        g_ptr_array_add(names, g_strdup(name));
    return names;
}

static bool rename_to(const char *from, const char *to, GError **error)
{
    return g_rename(from, to) == 0 || fail(error, to);
}

/* --- putting in --- */

static bool write_file(const char *folder, const struct filing_file *file, GError **error)
{
    g_autofree char *path = g_build_filename(folder, file->name, NULL);

    return g_file_set_contents_full(path, file->content->str, (gssize)file->content->len,
                                    G_FILE_SET_CONTENTS_NONE, FILE_MODE, error) &&
           owner_hand_over(path, error) && (disk_sync_file(path) || fail(error, path));
}

static bool write_files(const char *folder, const GPtrArray *files, GError **error)
{
    bool written = tree_make(folder, FOLDER_MODE, error) && owner_hand_over(folder, error);

    for (guint i = 0; written && i < files->len; i++)
        written = write_file(folder, g_ptr_array_index(files, i), error);
    return written && tree_sync(folder, error);
}

/* Writes a hidden folder whole and gives it its name; leaves nothing behind on failure. */
static bool put(const cabinet_t *cabinet, const char *name, const GPtrArray *files, const char *place,
                GError **error)
{
    g_autofree char *writing = beside(cabinet, name, WRITING);

    if (write_files(writing, files, error) && rename_to(writing, place, error))
        return tree_sync(cabinet->folder, error);
    tree_remove(writing);
    return false;
}

bool cabinet_file(const cabinet_t *cabinet, const char *name, const GPtrArray *files, GError **error)
{
    g_autofree char *place = path_of(cabinet, name);
    return put(cabinet, name, files, place, error);
}

static int compare_sums_last(gconstpointer a, gconstpointer b)
{
    int day, nth;
    const char *first = *(const char *const *)a, *second = *(const char *const *)b;
    return filing_is_sums(first, &day, &nth) - filing_is_sums(second, &day, &nth);
}

static bool move_file(const char *from, const char *to, const char *name, GError **error)
{
    g_autofree char *source = g_build_filename(from, name, NULL);
    g_autofree char *target = g_build_filename(to, name, NULL);

    if (g_file_test(target, G_FILE_TEST_EXISTS)) {
        errno = EEXIST;
        return fail(error, target);
    }
    return rename_to(source, target, error);
}

/* Moves an amendment's files into the report's folder, the sums last: where they are, all they name is there.
 */
static bool enter(const cabinet_t *cabinet, const char *name, GError **error)
{
    g_autofree char *from = beside(cabinet, name, ENTERING);
    g_autofree char *to = path_of(cabinet, name);
    g_autoptr(GPtrArray) files = list(from, error);
    bool moved = files != NULL;

    if (files)
        g_ptr_array_sort(files, compare_sums_last);
    for (guint i = 0; moved && i < files->len; i++)
        moved = move_file(from, to, g_ptr_array_index(files, i), error);
    if (!moved || !tree_sync(to, error))
        return false;
    return g_rmdir(from) == 0 || fail(error, from);
}

bool cabinet_add(const cabinet_t *cabinet, const char *name, const GPtrArray *files, GError **error)
{
    g_autofree char *entering = beside(cabinet, name, ENTERING);
    return put(cabinet, name, files, entering, error) && enter(cabinet, name, error);
}

bool cabinet_is_free(const cabinet_t *cabinet, const char *name, const GPtrArray *files)
{
    g_autofree char *folder = path_of(cabinet, name);

    for (guint i = 0; i < files->len; i++) {
        const struct filing_file *file = g_ptr_array_index(files, i);
        g_autofree char *path = g_build_filename(folder, file->name, NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            return false;
    }
    return true;
}

/* --- opening --- */

/* NAME when the hidden folder is ".NAME.ENDING", to be freed with g_free; else NULL. */
static char *name_beside(const char *hidden, const char *ending)
{
    g_autofree char *dotted = g_strconcat(".", ending, NULL);
    const size_t length = strlen(hidden), tail = strlen(dotted);

    if (hidden[0] != '.' || length <= tail + 1 || !g_str_has_suffix(hidden, dotted))
        return NULL;
    return g_strndup(hidden + 1, length - tail - 1);
}

/* Finishes an amendment that a killed program left on its way, or leaves it for cabinet_check to tell of;
 * removes what was still being written, and an amendment whose report is gone. */
static void settle(const cabinet_t *cabinet, const char *left)
{
    g_autofree char *writing = name_beside(left, WRITING);
    g_autofree char *entering = name_beside(left, ENTERING);

    if (entering && cabinet_has(cabinet, entering)) {
        enter(cabinet, entering, NULL);
    } else if (writing || entering) {
        g_autofree char *path = path_of(cabinet, left);
        tree_remove(path);
    }
}

static bool settle_all(const cabinet_t *cabinet, GError **error)
{
    g_autoptr(GPtrArray) names = list(cabinet->folder, error);

    for (guint i = 0; names && i < names->len; i++)
        settle(cabinet, g_ptr_array_index(names, i));
    return names != NULL;
}

/* The folder itself is the lock: it is there anyway, and whoever may read it may take it. */
static bool lock(cabinet_t *cabinet, GError **error)
{
    cabinet->lock = g_open(cabinet->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (cabinet->lock < 0)
        return fail(error, cabinet->folder);
    while (flock(cabinet->lock, LOCK_EX) != 0)
        if (errno != EINTR)
            return fail(error, cabinet->folder);
    return true;
}

bool cabinet_open(cabinet_t **out, const char *folder, GError **error)
{
    g_autoptr(cabinet_t) cabinet = g_new0(cabinet_t, 1);

    cabinet->folder = g_strdup(folder);
    cabinet->lock = -1;
    if (g_mkdir(folder, FOLDER_MODE) != 0 && errno != EEXIST)
        return fail(error, folder);
    if (!owner_hand_over(folder, error) || !lock(cabinet, error) || !settle_all(cabinet, error))
        return false;
    *out = g_steal_pointer(&cabinet);
    return true;
}

void cabinet_close(cabinet_t *cabinet)
{
    if (!cabinet)
        return;
    if (cabinet->lock >= 0)
        close(cabinet->lock);
    g_free(cabinet->folder);
    g_free(cabinet);
}

GPtrArray *cabinet_names(const cabinet_t *cabinet, GError **error)
{
    return list(cabinet->folder, error);
}

bool cabinet_has(const cabinet_t *cabinet, const char *name)
{
    g_autofree char *path = path_of(cabinet, name);
    return g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

/* --- looking --- */

static void find(GPtrArray *findings, const char *name, const char *file, const char *found)
{
    g_ptr_array_add(findings,
                    g_strdup_printf("%s/%s: found %s, expected it as it was filed", name, file, found));
}

/* An amendment that is still beside the report could not come in when the cabinet was opened. */
static void check_entering(GPtrArray *findings, const cabinet_t *cabinet, const char *name)
{
    g_autofree char *folder = path_of(cabinet, name);
    g_autofree char *entering = beside(cabinet, name, ENTERING);
    g_autofree char *hidden = g_path_get_basename(entering);
    g_autoptr(GPtrArray) files = list(entering, NULL);
    const char *in_the_way = NULL;

    if (!files && !g_file_test(entering, G_FILE_TEST_EXISTS) &&
        !g_file_test(entering, G_FILE_TEST_IS_SYMLINK))
        return;
    for (guint i = 0; files && i < files->len; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(files, i), NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            in_the_way = g_ptr_array_index(files, i);
    }
    if (in_the_way)
        g_ptr_array_add(findings, g_strdup_printf("%s/%s: found already there, expected %s/%s to come in",
                                                  name, in_the_way, hidden, in_the_way));
    else
        g_ptr_array_add(
            findings,
            g_strdup_printf("%s: found it not to be moved into %s, expected an amendment", hidden, name));
}

static void check_line(GPtrArray *findings, const char *folder, const char *name, const struct sum_line *line)
{
    g_autofree char *path = g_build_filename(folder, line->name, NULL);
    bool same = false;

    if (!sums_agree(&same, path, line->sum, NULL))
        find(findings, name, line->name, "no file that can be read");
    else if (!same)
        find(findings, name, line->name, "another content");
}

static void check_sums(GPtrArray *findings, const char *folder, const char *name, const char *sums)
{
    g_autofree char *path = g_build_filename(folder, sums, NULL);
    g_autoptr(GPtrArray) lines = sums_read(path, NULL);

    if (!lines)
        find(findings, name, sums, "no sums that can be read");
    for (guint i = 0; lines && i < lines->len; i++)
        check_line(findings, folder, name, g_ptr_array_index(lines, i));
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *cabinet_check(const cabinet_t *cabinet, const char *name)
{
    GPtrArray *findings = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *folder = path_of(cabinet, name);
    g_autoptr(GPtrArray) files = list(folder, NULL);
    bool first = false;
    int day, nth;

    if (files)
        g_ptr_array_sort(files, compare_names);
    for (guint i = 0; files && i < files->len; i++) {
        const char *file = g_ptr_array_index(files, i);
        if (!filing_is_sums(file, &day, &nth))
            continue;
        first |= day == 0;
        check_sums(findings, folder, name, file);
    }
    if (!first)
        find(findings, name, "SHA-256SUMS", "no sums that can be read");
    check_entering(findings, cabinet, name);
    return findings;
}

/* The sums of the last amendment, else of the first filing, to be freed with g_free; NULL when there are
 * none. */
static char *last_sums(int *day, const GPtrArray *files)
{
    const char *last = NULL;
    int last_nth = 0, its_day, nth;

    *day = 0;
    for (guint i = 0; i < files->len; i++) {
        const char *file = g_ptr_array_index(files, i);
        if (!filing_is_sums(file, &its_day, &nth) || its_day < *day || (its_day == *day && nth < last_nth))
            continue;
        last = file;
        *day = its_day;
        last_nth = nth;
    }
    return g_strdup(last);
}

static const char *name_ending_in(const GPtrArray *lines, const char *ending)
{
    for (guint i = 0; i < lines->len; i++) {
        const struct sum_line *line = g_ptr_array_index(lines, i);
        if (g_str_has_suffix(line->name, ending))
            return line->name;
    }
    return NULL;
}

GString *cabinet_last(char **file, int *day, const cabinet_t *cabinet, const char *name, const char *ending,
                      GError **error)
{
    g_autofree char *folder = path_of(cabinet, name);
    g_autoptr(GPtrArray) files = list(folder, error);
    g_autofree char *sums = files ? last_sums(day, files) : NULL;
    g_autofree char *sums_path = sums ? g_build_filename(folder, sums, NULL) : NULL;
    g_autoptr(GPtrArray) lines = sums_path ? sums_read(sums_path, error) : NULL;
    g_autofree char *content = NULL;
    gsize length = 0;

    *file = lines ? g_strdup(name_ending_in(lines, ending)) : NULL;
    if (!*file) {
        if (lines || (files && !sums))
            g_set_error(error, CABINET_ERROR, CABINET_ERROR_FAILED, "no sums of a %s file", ending);
        return NULL;
    }
    g_autofree char *path = g_build_filename(folder, *file, NULL);
    if (!g_file_get_contents(path, &content, &length, error))
        return NULL;
    return g_string_new_len(content, (gssize)length);
}
