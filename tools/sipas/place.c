#include "place.h"
#include "folder.h"
#include "owner.h"
#include "reading.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK(place_error, place_error)

static bool is_readable(const char *file, const char *data, GError **error)
{
    if (g_access(file, R_OK) == 0)
        return true;
    if (errno == ENOENT)
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED,
                    "%s: no center.ini there, expected a data folder made by sipas init", data);
    else
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "%s: %s, expected a file that can be read", file,
                    g_strerror(errno));
    return false;
}

bool place_open(struct place *out, const char *given, GError **error)
{
    *out = (struct place){.data = folder_data(given)};
    g_autofree char *file = folder_center_ini(out->data);

    return is_readable(file, out->data, error) && reading_center(&out->center, file, error);
}

void place_close(struct place *place)
{
    g_free(place->data);
    center_free(place->center);
}

static bool has_plan(const GPtrArray *plans, const char *id)
{
    for (guint i = 0; i < plans->len; i++) {
        const struct plan *plan = g_ptr_array_index(plans, i);
        if (strcmp(plan->id, id) == 0)
            return true;
    }
    return false;
}

static bool refuse_again(const char *name, const char *id, bool given, GError **error)
{
    if (given)
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_NAME,
                    "plan \"%s\": the plan %s again, expected every plan once", name, id);
    else
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED,
                    "center.ini: [report] plans: found %s, the plan %s again, expected every plan once", name,
                    id);
    return false;
}

static bool add_plan(GPtrArray *plans, const struct place *place, const char *name, bool given,
                     GError **error)
{
    g_autofree char *file =
        given ? folder_find_given_plan(place->data, name) : folder_find_plan(place->data, name);
    g_autoptr(plan_t) plan = NULL;

    if (!file) {
        g_set_error(error, PLACE_ERROR, given ? PLACE_ERROR_NAME : PLACE_ERROR_FAILED,
                    "plan \"%s\": not found, expected the name of a plan in %s/plans or a file", name,
                    place->data);
        return false;
    }
    if (!reading_plan(&plan, file, place->center, error))
        return false;
    if (has_plan(plans, plan->id))
        return refuse_again(name, plan->id, given, error);
    g_ptr_array_add(plans, g_steal_pointer(&plan));
    return true;
}

static void free_plan(gpointer plan)
{
    plan_free(plan);
}

GPtrArray *place_plans(const struct place *place, char **names, GError **error)
{
    g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func(free_plan);

    for (char **name = names ? names : place->center->plans; *name; name++)
        if (!add_plan(plans, place, *name, names != NULL, error))
            return NULL;
    return g_steal_pointer(&plans);
}

/* The file of the key of a device that another machine writes; NULL of one that is written here. */
static char *key_of_another(const struct place *place, const char *device)
{
    g_autofree char *file = folder_device_seal_key(place->data, device);
    return g_file_test(file, G_FILE_TEST_EXISTS) ? g_steal_pointer(&file) : NULL;
}

bool place_key(uint8_t key[SEAL_KEY_SIZE], const struct place *place, const char *device, GError **error)
{
    g_autofree char *of_another = key_of_another(place, device);
    g_autofree char *own = folder_seal_key(place->data);
    return seal_key_load(key, of_another ? of_another : own, error);
}

static bool is_written_here(const struct place *place, const char *device, GError **error)
{
    g_autofree char *file = key_of_another(place, device);
    if (file)
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED,
                    "device %s: another machine writes it (%s), expected a device of this one", device, file);
    return !file;
}

static bool open_sealed(journal_t **out, const struct place *place, const char *device, GError **error)
{
    g_autofree char *file = folder_journal(place->data, device);
    uint8_t key[SEAL_KEY_SIZE];
    const struct journal_identity identity = {.device = device, .center = place->center->id, .key = key};

    const bool opened = place_key(key, place, device, error) && journal_open(out, file, &identity, error);
    explicit_bzero(key, sizeof key);
    return opened;
}

bool place_open_journal(journal_t **out, const struct place *place, const char *device, GError **error)
{
    g_autofree char *folder = folder_device(place->data, device);

    if (!is_written_here(place, device, error))
        return false;
    const bool made = g_mkdir(folder, 0750) == 0;
    if (!made && errno != EEXIST) {
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "%s: %s, expected a folder that can be made",
                    folder, g_strerror(errno));
        return false;
    }
    if (open_sealed(out, place, device, error)) {
        if (owner_hand_over_all(folder, error))
            return true;
        journal_close(*out);
        return false;
    }
    if (made)
        g_rmdir(folder);
    return false;
}
