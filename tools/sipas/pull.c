#include "pull.h"
#include "bundle.h"
#include "folder.h"
#include "owner.h"
#include "remote.h"
#include "sign.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

G_DEFINE_QUARK(pull_error, pull_error)

/* --- whom to trust --- */

/* The device of a file trusted-ID.pub, to be freed with g_free; NULL when it is none. */
static char *device_of(const char *name)
{
    static const char begin[] = "trusted-", end[] = ".pub";
    const size_t length = strlen(name), around = strlen(begin) + strlen(end);

    if (length <= around || !g_str_has_prefix(name, begin) || !g_str_has_suffix(name, end))
        return NULL;
    char *device = g_strndup(name + strlen(begin), length - around);
    if (!device_id_is_valid(device))
        g_clear_pointer(&device, g_free);
    return device;
}

static int compare_ids(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *pull_trusted(const struct place *place, GError **error)
{
    g_autofree char *keys = folder_keys(place->data);
    g_autoptr(GDir) dir = g_dir_open(keys, 0, error);
    const char *name;

    if (!dir)
        return NULL;
    GPtrArray *devices = g_ptr_array_new_with_free_func(g_free);
    while ((name = g_dir_read_name(dir))) {
        char *device = device_of(name);
        if (device)
            g_ptr_array_add(devices, device);
    }
    g_ptr_array_sort(devices, compare_ids);
    return devices;
}

/* --- what is wrong --- */

static int status_of(const GError *error)
{
    const bool wrong = g_error_matches(error, PULL_ERROR, PULL_ERROR_WRONG) ||
                       g_error_matches(error, SIGN_ERROR, SIGN_ERROR_WRONG) ||
                       g_error_matches(error, REMOTE_ERROR, REMOTE_ERROR_WRONG) ||
                       g_error_matches(error, JOURNAL_ERROR, JOURNAL_ERROR_DAMAGED) ||
                       g_error_matches(error, JOURNAL_ERROR, JOURNAL_ERROR_FOREIGN);
    return wrong ? EXIT_WRONG : EXIT_FAILED;
}

/* Nobody knows the folder where what was brought was looked at. */
void pull_failed(struct pull *pull, const char *shown, const GError *error)
{
    const char *bundle = staging_bundle(pull->staging), *what = error->message;

    if (g_str_has_prefix(what, bundle)) {
        what += strlen(bundle);
        if (g_str_has_prefix(what, SIGN_ENDING))
            what += strlen(SIGN_ENDING);
        what += strspn(what, ": ");
    }
    command_say(pull->self, "%s: %s", shown, what);
    pull->status = MAX(pull->status, status_of(error));
}

/* --- checking --- */

static bool is_signed_by(const struct pull *pull, const char *device, GError **error)
{
    g_autofree char *public = folder_trusted(pull->place->data, device);
    return sign_check(staging_bundle(pull->staging), public, error);
}

/* Whether any machine that the center trusts has signed it. */
static bool is_signed(const struct pull *pull, GError **error)
{
    g_autoptr(GError) problem = NULL;

    for (guint i = 0; i < pull->devices->len; i++) {
        g_clear_error(&problem);
        if (is_signed_by(pull, g_ptr_array_index(pull->devices, i), &problem))
            return true;
        if (!g_error_matches(problem, SIGN_ERROR, SIGN_ERROR_WRONG))
            break;
    }
    if (pull->devices->len == 1 || !g_error_matches(problem, SIGN_ERROR, SIGN_ERROR_WRONG))
        g_propagate_error(error, g_steal_pointer(&problem));
    else
        g_set_error(error, PULL_ERROR, PULL_ERROR_WRONG,
                    "signed by none of the %u machines that the center trusts", pull->devices->len);
    return false;
}

/* sign_check reads the signature before the file, and so far there is none: a signature that is right as far
 * as it goes fails for that reason alone. */
bool pull_stage(const struct pull *pull, const char *file, GError **error)
{
    g_autoptr(GError) problem = NULL;

    if (!staging_copy_signature(pull->staging, file, error))
        return false;
    is_signed(pull, &problem);
    if (g_error_matches(problem, SIGN_ERROR, SIGN_ERROR_FILE))
        return staging_copy(pull->staging, file, error);
    g_propagate_error(error, g_steal_pointer(&problem));
    return false;
}

bool pull_is_wanted(const struct pull *pull, const char *device)
{
    return !pull->wanted || strcmp(pull->wanted, device) == 0;
}

static bool is_trusted(const struct pull *pull, const char *device)
{
    return g_ptr_array_find_with_equal_func(pull->devices, device, g_str_equal, NULL);
}

bool pull_check(struct bundle_about *out, const struct pull *pull, GError **error)
{
    if (!is_signed(pull, error) || !bundle_look(out, staging_bundle(pull->staging), error))
        return false;
    if (strcmp(out->center, pull->place->center->id) != 0)
        g_set_error(error, PULL_ERROR, PULL_ERROR_WRONG, "of center \"%s\", expected \"%s\"", out->center,
                    pull->place->center->id);
    else if (!is_trusted(pull, out->device))
        g_set_error(error, PULL_ERROR, PULL_ERROR_WRONG, "of device \"%s\", whose machine has not signed it",
                    out->device);
    else
        return is_signed_by(pull, out->device, error);
    return false;
}

/* --- taking --- */

/* "4 511": a long number is read at a glance. Free with g_free. */
static char *spaced(gint64 number)
{
    g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, number);
    const size_t length = strlen(digits);
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            g_string_append_c(text, ' ');
        g_string_append_c(text, digits[i]);
    }
    return g_string_free(text, FALSE);
}

static void print_taken(const char *device, const struct bundle_taken *taken)
{
    g_autofree char *entries = spaced(taken->entries), *ratings = spaced(taken->ratings),
                    *last = spaced(taken->last_seq);

    printf("%s: %s new %s (%s %s), now %s\n", device, entries, taken->entries == 1 ? "entry" : "entries",
           ratings, taken->ratings == 1 ? "rating" : "ratings", last);
}

/* The copy's folder is made when there is none; one that stays empty goes again. */
static bool make_folder(const char *folder, bool *made, GError **error)
{
    *made = g_mkdir(folder, 0750) == 0;
    if (*made || errno == EEXIST)
        return true;
    g_set_error(error, PULL_ERROR, PULL_ERROR_FAILED, "%s: %s", folder, g_strerror(errno));
    return false;
}

static bool take_sealed(struct bundle_taken *taken, const struct pull *pull, const char *device,
                        GError **error)
{
    g_autofree char *key_file = folder_device_seal_key(pull->place->data, device);
    g_autofree char *journal = folder_journal(pull->place->data, device);
    uint8_t key[SEAL_KEY_SIZE];
    const struct journal_identity identity = {
        .device = device, .center = pull->place->center->id, .key = key};

    const bool done = seal_key_load(key, key_file, error) &&
                      bundle_take(taken, staging_bundle(pull->staging), journal, &identity, error);
    explicit_bzero(key, sizeof key);
    return done;
}

bool pull_take(const struct pull *pull, const char *device, GError **error)
{
    g_autofree char *folder = folder_device(pull->place->data, device);
    struct bundle_taken taken = {0};
    bool made = false;

    if (!make_folder(folder, &made, error))
        return false;
    if (take_sealed(&taken, pull, device, error) && owner_hand_over_all(folder, error)) {
        print_taken(device, &taken);
        return true;
    }
    if (made)
        g_rmdir(folder);
    return false;
}

bool pull_last(gint64 *out, const struct pull *pull, const char *device, GError **error)
{
    g_autofree char *journal = folder_journal(pull->place->data, device);
    return bundle_last(out, journal, error);
}
