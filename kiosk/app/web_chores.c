#include "web_chores.h"
#include "alive.h"
#include "folder.h"
#include <glib/gstdio.h>
#include <string.h>

enum { KEYS_SECONDS = 2, PROBE_SECONDS = 10, MINUTE_SECONDS = 60 };

/* What tells one state of a file from another. */
struct version {
    dev_t device;
    ino_t inode;
    gint64 size, changed_ns;
};

struct web_chores {
    struct web_chores_options options;
    char *keys_file, *alive_file;
    struct version keys_version;                       /* of the last that was looked at, right or wrong */
    gint64 misuse[MISUSE_COUNT];                       /* not in the journal yet */
    int day;                                           /* of the last look; 0: none yet */
    gint64 keys_due, probe_due, alive_due, minute_due; /* by g_get_monotonic_time, seconds */
};

static void complain(const GError *error)
{
    g_printerr("%s: %s\n", g_get_prgname(), error->message);
}

static struct version version_of(const char *file)
{
    GStatBuf state;
    if (g_stat(file, &state) != 0)
        return (struct version){0};
    return (struct version){.device = state.st_dev,
                            .inode = state.st_ino,
                            .size = state.st_size,
                            .changed_ns = (gint64)state.st_ctim.tv_sec * G_GINT64_CONSTANT(1000000000) +
                                          state.st_ctim.tv_nsec};
}

static bool same_version(const struct version *a, const struct version *b)
{
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           a->changed_ns == b->changed_ns;
}

static bool load_keys(web_chores_t *chores, GError **error)
{
    token_keys_t *keys = NULL;
    chores->keys_version = version_of(chores->keys_file);
    if (!token_keys_load(&keys, chores->keys_file, error))
        return false;
    site_set_keys(chores->options.site, keys);
    return true;
}

static void mind_keys(web_chores_t *chores)
{
    g_autoptr(GError) error = NULL;
    const struct version now = version_of(chores->keys_file);
    if (same_version(&now, &chores->keys_version) || load_keys(chores, &error))
        return;
    g_printerr("%s: %s; the keys of before stay in force\n", g_get_prgname(), error->message);
}

static void take_misuse(web_chores_t *chores)
{
    gint64 counts[MISUSE_COUNT];
    site_take_misuse(chores->options.site, counts);
    web_figures_misused(chores->options.store->figures, counts);
    for (size_t i = 0; i < MISUSE_COUNT; i++)
        chores->misuse[i] += counts[i];
}

static void store_misuse(web_chores_t *chores)
{
    static const gint64 none[MISUSE_COUNT];
    for (size_t i = 0; i < MISUSE_COUNT; i++)
        chores->misuse[i] += atomic_exchange(&chores->options.store->unstored[i], 0);
    if (memcmp(chores->misuse, none, sizeof none) == 0)
        return;
    web_store_misuse(chores->options.store, chores->misuse);
    memset(chores->misuse, 0, sizeof chores->misuse);
}

/* The kiosk looks for the sign of the device that takes what comes by phone, and for no other. */
static void show_life(web_chores_t *chores)
{
    g_autoptr(GError) error = NULL;
    struct moment now;
    if (strcmp(chores->options.device, chores->options.store->center->web_device) != 0)
        return;
    web_time_read(chores->options.store->time, &now, NULL);
    if (!alive_write(chores->alive_file, &now, &error))
        complain(error);
}

static void keep_time(web_chores_t *chores)
{
    g_autoptr(GError) error = NULL;
    if (!web_time_keep(chores->options.store->time, &error))
        complain(error);
}

/* On a day's first look, thus after midnight. The journal is tidy when it was just opened. */
static void mind_day(web_chores_t *chores)
{
    struct moment now;
    web_time_read(chores->options.store->time, &now, NULL);
    if (chores->day != 0 && chores->day != now.day)
        web_store_tidy(chores->options.store);
    chores->day = now.day;
}

bool web_chores_new(web_chores_t **out, const struct web_chores_options *options, GError **error)
{
    web_chores_t *chores = g_new0(web_chores_t, 1);
    chores->options = *options;
    chores->keys_file = folder_token_keys(options->data);
    chores->alive_file = alive_file(options->data, options->device);
    if (load_keys(chores, error)) {
        *out = chores;
        return true;
    }
    web_chores_free(chores);
    return false;
}

/* Whether what comes every `seconds` is due, and then when it is next. */
static bool is_due(gint64 *due, gint64 now, gint64 seconds)
{
    if (now < *due)
        return false;
    *due = now + seconds;
    return true;
}

void web_chores_do(web_chores_t *chores)
{
    const gint64 now = g_get_monotonic_time() / G_USEC_PER_SEC;
    take_misuse(chores);
    mind_day(chores);
    if (is_due(&chores->keys_due, now, KEYS_SECONDS))
        mind_keys(chores);
    if (is_due(&chores->probe_due, now, PROBE_SECONDS))
        web_store_probe(chores->options.store);
    if (is_due(&chores->alive_due, now, ALIVE_EVERY_MS / 1000))
        show_life(chores);
    if (is_due(&chores->minute_due, now, MINUTE_SECONDS)) {
        store_misuse(chores);
        keep_time(chores);
    }
}

void web_chores_free(web_chores_t *chores)
{
    if (chores == NULL)
        return;
    take_misuse(chores);
    store_misuse(chores);
    g_free(chores->keys_file);
    g_free(chores->alive_file);
    g_free(chores);
}
