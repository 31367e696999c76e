#include "kiosk.h"
#include "center.h"
#include "clock.h"
#include "doubt.h"
#include "errand.h"
#include "folder.h"
#include "latest.h"
#include "link.h"
#include "screen.h"
#include "seal.h"
#include "staff.h"
#include "words.h"
#include "writer.h"
#include <errno.h>
#include <glib/gstdio.h>

struct kiosk {
    const struct options *options;
    center_t *center;
    words_t *words;
    char *assets, *fonts;
    writer_t *writer;
    screen_t *screen;
    staff_t *staff;
    link_t *link;
    gint64 kept_ms; /* the latest moment that was kept; the writer's thread alone */
};

/* A request on its way through the writer. */
struct errand {
    kiosk_t *kiosk;
    guint64 ticket;
};

G_DEFINE_QUARK(kiosk_error, kiosk_error)

/* What stands there is at most a minute behind the last answer. */
static void keep_latest(kiosk_t *kiosk)
{
    enum { MINUTE_MS = 60 * 1000 };
    g_autoptr(GError) error = NULL;
    struct moment now;
    clock_read(&now);
    if (now.trust != CLOCK_NTP || ABS(now.utc_ms - kiosk->kept_ms) < MINUTE_MS)
        return;
    kiosk->kept_ms = now.utc_ms;
    g_autofree char *file = latest_file(kiosk->options->data, kiosk->options->device);
    if (!latest_write(file, now.utc_ms, &error))
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
}

static void answered(gint64 seq, const GError *error, void *payload)
{
    g_autofree struct errand *errand = payload;
    if (error != NULL)
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
    screen_answer(errand->kiosk->screen, errand->ticket, seq > 0 ? FLOW_STORED : FLOW_REFUSED, seq);
    if (error == NULL)
        keep_latest(errand->kiosk);
}

static struct errand *errand_new(kiosk_t *kiosk, guint64 ticket)
{
    struct errand *errand = g_new(struct errand, 1);
    *errand = (struct errand){.kiosk = kiosk, .ticket = ticket};
    return errand;
}

static void submit(const struct rating *rating, guint64 ticket, void *payload)
{
    kiosk_t *kiosk = payload;
    struct rating entry = *rating;
    clock_read(&entry.when);
    entry.channel = CHANNEL_KIOSK;
    if (entry.kind == ENTRY_RATING) /* what refers to it is set aside with it */
        entry.flags |= doubt_flags(kiosk->center, &entry.when, doubt_earliest());
    writer_submit(kiosk->writer, &entry, answered, errand_new(kiosk, ticket));
}

static void probe(void *payload)
{
    kiosk_t *kiosk = payload;
    writer_probe(kiosk->writer, answered, errand_new(kiosk, 0));
}

static bool make_link(char url[TOKEN_URL_SIZE], enum token_kind kind, const char *area, void *payload)
{
    kiosk_t *kiosk = payload;
    struct moment now;
    clock_read(&now);
    return link_make(kiosk->link, url, kind, area, &now);
}

static void tell_link(enum token_kind kind, bool shown, void *payload)
{
    kiosk_t *kiosk = payload;
    link_shown(kiosk->link, kind, shown);
}

/* --- staff --- */

static void noted(gint64 seq, const GError *error, void *payload)
{
    (void)seq;
    (void)payload;
    if (error != NULL)
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
}

static void note(const char *text, void *payload)
{
    kiosk_t *kiosk = payload;
    struct rating entry = {.kind = ENTRY_NOTE, .channel = CHANNEL_KIOSK};
    clock_read(&entry.when);
    g_strlcpy(entry.note, text, sizeof entry.note);
    writer_submit(kiosk->writer, &entry, noted, NULL);
}

static void staff_has_answered(guint64 ticket, const struct staff_answer *answer, void *payload)
{
    kiosk_t *kiosk = payload;
    screen_staff_answer(kiosk->screen, ticket, answer);
}

static void ask_staff(const struct staff_errand *errand, guint64 ticket, void *payload)
{
    kiosk_t *kiosk = payload;
    staff_ask(kiosk->staff, errand, ticket);
}

static struct staff_options staff_options(const kiosk_t *kiosk)
{
    return (struct staff_options){
        .data = kiosk->options->data,
        .device = kiosk->options->device,
        .fonts = kiosk->fonts,
        .drives = (const char *const *)kiosk->options->drives,
        .center = kiosk->center,
        .words = kiosk->words,
        .link = kiosk->link,
    };
}

static void open_staff(kiosk_t *kiosk)
{
    const struct staff_options staff = staff_options(kiosk);
    kiosk->staff = staff_new(&staff, staff_has_answered, note, kiosk);
}

/* --- opening --- */

static bool open_center(kiosk_t *kiosk, GError **error)
{
    const char *data = kiosk->options->data;
    if (!g_file_test(data, G_FILE_TEST_IS_DIR)) {
        g_set_error(error, KIOSK_ERROR, KIOSK_ERROR_DATA,
                    "%s: expected the data folder of a center, as \"sipas init\" makes it", data);
        return false;
    }
    g_autofree char *file = folder_center_ini(data);
    return center_load(&kiosk->center, file, error);
}

static bool open_words(kiosk_t *kiosk, GError **error)
{
    g_autofree char *folder = g_build_filename(kiosk->assets, "words", NULL);
    if (!words_load(&kiosk->words, folder, error))
        return false;
    for (char **language = kiosk->center->languages; *language != NULL; language++) {
        if (!words_has_language(kiosk->words, *language)) {
            g_set_error(error, KIOSK_ERROR, KIOSK_ERROR_DATA,
                        "center.ini: [kiosk] languages: %s: expected a language that %s has a file for",
                        *language, folder);
            return false;
        }
    }
    return true;
}

static int local_today(void *payload)
{
    (void)payload;
    return moment_local_day(g_get_real_time() / 1000);
}

/* The area the kiosk is bound to, if it is, must be one that it can offer. */
static bool check_area(const kiosk_t *kiosk, GError **error)
{
    const char *id = kiosk->options->area != NULL ? kiosk->options->area : kiosk->center->bound_area;
    const struct area *area = id != NULL ? center_area(kiosk->center, id) : NULL;
    int today = local_today(NULL);
    if (id == NULL || (area != NULL && area_is_active(area, today)))
        return true;
    g_set_error(error, KIOSK_ERROR, KIOSK_ERROR_DATA,
                "area %s: expected the id of an [area ...] of center.ini that is active on %d", id, today);
    return false;
}

static bool make_device_folder(const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, 0750) == 0)
        return true;
    g_set_error(error, KIOSK_ERROR, KIOSK_ERROR_DATA,
                "%s: expected a folder that can be made and written: %s", folder, g_strerror(errno));
    return false;
}

static bool open_writer(kiosk_t *kiosk, GError **error)
{
    const struct options *options = kiosk->options;
    g_autofree char *key_file = folder_seal_key(options->data);
    g_autofree char *folder = folder_device(options->data, options->device);
    g_autofree char *journal = folder_journal(options->data, options->device);
    uint8_t key[SEAL_KEY_SIZE];
    if (!seal_key_load(key, key_file, error) || !make_device_folder(folder, error))
        return false;
    const struct journal_identity identity = {
        .device = options->device, .center = kiosk->center->id, .key = key};
    bool opened = writer_open(&kiosk->writer, journal, &identity, error);
    explicit_bzero(key, sizeof key);
    return opened;
}

static bool open_screen(kiosk_t *kiosk, GError **error)
{
    const struct options *options = kiosk->options;
    kiosk->link = link_new(options->data, options->device, kiosk->center, options->verbose);
    const struct screen_options screen = {
        .center = kiosk->center,
        .words = kiosk->words,
        .assets = kiosk->assets,
        .fonts = kiosk->fonts,
        .bound_area = options->area,
        .window = options->window,
        .window_width = options->width,
        .window_height = options->height,
        .rotation = options->rotation,
        .today = local_today,
        .staff = ask_staff,
        .link = kiosk->center->web_url != NULL ? make_link : NULL,
        .link_shown = tell_link,
        .screenshot = options->screenshot,
        .verbose = options->verbose,
    };
    return screen_open(&kiosk->screen, &screen, submit, probe, kiosk, error);
}

static kiosk_t *kiosk_new(const struct options *options)
{
    kiosk_t *kiosk = g_new0(kiosk_t, 1);
    kiosk->options = options;
    kiosk->assets = folder_assets();
    kiosk->fonts = folder_fonts();
    return kiosk;
}

int kiosk_write_reports(const struct options *options, GError **error)
{
    kiosk_t *kiosk = kiosk_new(options);
    int status = -1;
    if (open_center(kiosk, error) && open_words(kiosk, error)) {
        const struct staff_options staff = staff_options(kiosk);
        status = errand_write(&staff, options->write_reports);
    }
    kiosk_close(kiosk);
    return status;
}

bool kiosk_open(kiosk_t **out, const struct options *options, GError **error)
{
    kiosk_t *kiosk = kiosk_new(options);
    if (open_center(kiosk, error) && open_words(kiosk, error) && check_area(kiosk, error) &&
        open_screen(kiosk, error) && open_writer(kiosk, error)) {
        open_staff(kiosk);
        *out = kiosk;
        return true;
    }
    kiosk_close(kiosk);
    return false;
}

int kiosk_run(kiosk_t *kiosk)
{
    return screen_run(kiosk->screen);
}

void kiosk_close(kiosk_t *kiosk)
{
    if (kiosk == NULL)
        return;
    staff_free(kiosk->staff);    /* before the writer: its remarks go there */
    writer_close(kiosk->writer); /* before the screen: its last answers still go there */
    screen_close(kiosk->screen);
    link_free(kiosk->link);
    words_free(kiosk->words);
    center_free(kiosk->center);
    g_free(kiosk->assets);
    g_free(kiosk->fonts);
    g_free(kiosk);
}
