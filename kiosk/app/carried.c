#include "carried.h"
#include "bundle.h"
#include "folder.h"
#include "sign.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* --- what the drive has already --- */

struct run {
    gint64 first, last;
};

/* Whether it is a bundle of this device, signed by this machine. */
static bool read_run(struct run *out, const char *file, const char *device, const char *public)
{
    struct bundle_about about;

    if (!sign_check(file, public, NULL) || !bundle_look(&about, file, NULL) ||
        !g_str_equal(about.device, device))
        return false;
    *out = (struct run){about.first_seq, about.last_seq};
    return about.first_seq > 0;
}

static GArray *read_runs(const char *folder, const char *device, const char *public)
{
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(struct run));
    g_autofree char *begin = g_strconcat(device, "-", NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    struct run run;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *file = g_build_filename(folder, name, NULL);
        if (g_str_has_prefix(name, begin) && g_str_has_suffix(name, BUNDLE_ENDING) &&
            read_run(&run, file, device, public))
            g_array_append_val(runs, run);
    }
    return runs;
}

/* The last entry up to which the drive has all. */
static gint64 read_end(const char *folder, const char *device, const char *public)
{
    g_autoptr(GArray) runs = read_runs(folder, device, public);
    gint64 end = 0, before = -1;

    while (end > before) {
        before = end;
        for (guint i = 0; i < runs->len; i++) {
            const struct run *run = &g_array_index(runs, struct run, i);
            if (run->first <= end + 1)
                end = MAX(end, run->last);
        }
    }
    return end;
}

/* --- the bundle --- */

/* A drive with entries that the journal has not, as after a journal was set back, gets all of it. */
static bool write_after(struct bundle_about *about, const char *file, const char *journal, gint64 end,
                        GError **error)
{
    g_autoptr(GError) problem = NULL;

    if (bundle_write(about, file, journal, end, &problem))
        return true;
    if (end > 0 && g_error_matches(problem, JOURNAL_ERROR, JOURNAL_ERROR_INVALID))
        return bundle_write(about, file, journal, 0, error);
    g_propagate_error(error, g_steal_pointer(&problem));
    return false;
}

/* What is mapped is taken off the disk at once: whatever becomes of this program then, nothing is left lying.
 */
static GBytes *take_bytes(const char *file, GError **error)
{
    g_autoptr(GMappedFile) mapped = g_mapped_file_new(file, FALSE, error);
    g_unlink(file);
    return mapped != NULL ? g_mapped_file_get_bytes(mapped) : NULL;
}

static bool sign_and_read(struct carried *out, const struct bundle_about *about, const char *file,
                          const char *signature, const char *secret, GError **error)
{
    g_autofree char *comment =
        g_strdup_printf("device %s of center %s, entries %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT,
                        about->device, about->center, about->first_seq, about->last_seq);

    if (about->last_seq == 0)
        return true;
    if (!sign_file(file, secret, comment, error) || (out->bundle = take_bytes(file, error)) == NULL ||
        (out->signature = take_bytes(signature, error)) == NULL)
        return false;
    out->name = g_strdup_printf("%s-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "%s", about->device,
                                about->first_seq, about->last_seq, BUNDLE_ENDING);
    return true;
}

static bool make_in(struct carried *out, const char *place, const char *data, const char *device, gint64 end,
                    GError **error)
{
    g_autofree char *file = g_build_filename(place, "bundle", NULL);
    g_autofree char *signature = g_strconcat(file, SIGN_ENDING, NULL);
    g_autofree char *journal = folder_journal(data, device), *secret = folder_sign_key(data);
    struct bundle_about about;

    g_unlink(file);
    g_unlink(signature);
    const bool made = write_after(&about, file, journal, end, error) &&
                      sign_and_read(out, &about, file, signature, secret, error);
    g_unlink(file);
    g_unlink(signature);
    return made;
}

/* Beside the journal, which holds all of it too; what one that was killed left there is replaced. */
static bool make_place(const char *place, GError **error)
{
    if (g_mkdir(place, 0700) == 0 || errno == EEXIST)
        return true;
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(errno), "%s: %s", place, g_strerror(errno));
    return false;
}

bool carried_make(struct carried *out, const char *data, const char *device, const char *folder,
                  GError **error)
{
    g_autofree char *secret = folder_sign_key(data), *public = folder_sign_public(data);

    *out = (struct carried){.name = NULL};
    if (!g_file_test(secret, G_FILE_TEST_EXISTS))
        return true;
    g_autofree char *own = folder_device(data, device);
    g_autofree char *place = g_build_filename(own, "carried", NULL);
    if (!make_place(place, error))
        return false;
    const bool made = make_in(out, place, data, device, read_end(folder, device, public), error);
    g_rmdir(place);
    if (!made)
        carried_clear(out);
    return made;
}

void carried_clear(struct carried *carried)
{
    g_clear_pointer(&carried->name, g_free);
    g_clear_pointer(&carried->bundle, g_bytes_unref);
    g_clear_pointer(&carried->signature, g_bytes_unref);
}
