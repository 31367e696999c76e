#include "options.h"
#include "folder.h"
#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK(options_error, options_error)

/* What GOptionContext writes into; plain types of its own. */
struct raw {
    char *data, *device, *area, *screenshot, *size, *write_reports;
    gboolean window, verbose, version;
    int rotation;
    char **drives, **rest;
};

static GOptionContext *make_context(struct raw *raw)
{
    const GOptionEntry entries[] = {
        {"data", 0, 0, G_OPTION_ARG_FILENAME, &raw->data,
         "The center's data folder (else $SIPAS_DATA, else /var/lib/sipas)", "DIR"},
        {"device", 0, 0, G_OPTION_ARG_STRING, &raw->device, "Which device this is: [a-z0-9-] (kiosk-1)",
         "ID"},
        {"area", 0, 0, G_OPTION_ARG_STRING, &raw->area, "Stand for one area only; overrides center.ini",
         "ID"},
        {"window", 0, 0, G_OPTION_ARG_NONE, &raw->window,
         "Run in a window for trying out: closing it or Escape ends the program", NULL},
        {"size", 0, 0, G_OPTION_ARG_STRING, &raw->size, "Size of that window (1280x720)", "WxH"},
        {"rotation", 0, 0, G_OPTION_ARG_INT, &raw->rotation,
         "How far the panel is turned: 0, 90, 180 or 270 degrees clockwise; overrides center.ini", "N"},
        {"screenshot", 0, 0, G_OPTION_ARG_FILENAME, &raw->screenshot,
         "Write a PNG of what is shown to FILE at every SIGUSR1", "FILE"},
        {"drives", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw->drives,
         "Look for removable drives mounted below this folder; may be given several times (/media, "
         "/run/media)",
         "DIR"},
        {"write-reports", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &raw->write_reports,
         "What the kiosk starts itself for: write the reports to the removable drive", "LANGUAGE"},
        {"verbose", 0, 0, G_OPTION_ARG_NONE, &raw->verbose,
         "Say on stderr which display is in use, and whether there is a code for phones", NULL},
        {"version", 0, 0, G_OPTION_ARG_NONE, &raw->version, "Print the version", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &raw->rest, "", NULL},
        G_OPTION_ENTRY_NULL,
    };
    GOptionContext *context = g_option_context_new(NULL);
    g_option_context_set_summary(context,
                                 "The satisfaction kiosk: shows the pages on a touch screen and stores each "
                                 "rating in the journal of its device.");
    g_option_context_add_main_entries(context, entries, NULL);
    return context;
}

static bool wrong(GError **error, const char *option, const char *value, const char *expected)
{
    g_set_error(error, OPTIONS_ERROR, OPTIONS_ERROR_USAGE, "%s %s: expected %s", option, value, expected);
    return false;
}

static bool read_number(int *out, const char *text, const char **end)
{
    *out = 0;
    for (*end = text; g_ascii_isdigit(**end) && *out < 10000; (*end)++)
        *out = *out * 10 + g_ascii_digit_value(**end);
    return *end > text && *out >= 600 && *out <= 3840;
}

static bool read_size(struct options *out, const char *text)
{
    const char *end;
    return read_number(&out->width, text, &end) && *end == 'x' && read_number(&out->height, end + 1, &end) &&
           *end == '\0';
}

static bool check(struct options *out, const struct raw *raw, GError **error)
{
    if (raw->rest != NULL)
        return wrong(error, "argument", raw->rest[0], "options only");
    if (!device_id_is_valid(out->device))
        return wrong(error, "--device", out->device, "[a-z0-9-], 1 to 31 of them");
    if (raw->size != NULL && !raw->window)
        return wrong(error, "--size", raw->size, "--window with it");
    if (raw->size != NULL && !read_size(out, raw->size))
        return wrong(error, "--size", raw->size, "WIDTHxHEIGHT, each 600 to 3840");
    if (raw->rotation != -1 && (raw->rotation < 0 || raw->rotation > 270 || raw->rotation % 90 != 0)) {
        g_autofree char *rotation = g_strdup_printf("%d", raw->rotation);
        return wrong(error, "--rotation", rotation, "0, 90, 180 or 270");
    }
    return true;
}

/* Whole and real paths, as mount points are told. */
static char **take_drives(struct raw *raw)
{
    char **drives =
        raw->drives != NULL ? g_steal_pointer(&raw->drives) : g_strsplit("/media:/run/media", ":", -1);

    for (char **drive = drives; *drive != NULL; drive++) {
        char *real = realpath(*drive, NULL);
        char *whole = real != NULL ? g_strdup(real) : g_canonicalize_filename(*drive, NULL);
        free(real);
        g_free(*drive);
        *drive = whole;
    }
    return drives;
}

static void take(struct options *out, struct raw *raw)
{
    *out = (struct options){
        .data = folder_data(raw->data),
        .device = raw->device != NULL ? g_steal_pointer(&raw->device) : g_strdup("kiosk-1"),
        .area = g_steal_pointer(&raw->area),
        .screenshot = g_steal_pointer(&raw->screenshot),
        .drives = take_drives(raw),
        .write_reports = g_steal_pointer(&raw->write_reports),
        .window = raw->window,
        .rotation = raw->rotation,
        .verbose = raw->verbose,
        .version = raw->version,
    };
}

static void clear_raw(struct raw *raw)
{
    g_free(raw->data);
    g_free(raw->device);
    g_free(raw->area);
    g_free(raw->screenshot);
    g_free(raw->size);
    g_free(raw->write_reports);
    g_strfreev(raw->drives);
    g_strfreev(raw->rest);
}

bool options_read(struct options *out, int argc, char **argv, GError **error)
{
    struct raw raw = {.rotation = -1};
    g_autoptr(GOptionContext) context = make_context(&raw);
    bool read = g_option_context_parse(context, &argc, &argv, error);
    take(out, &raw);
    bool valid = read && check(out, &raw, error);
    clear_raw(&raw);
    return valid;
}

void options_clear(struct options *options)
{
    g_free(options->data);
    g_free(options->device);
    g_free(options->area);
    g_free(options->screenshot);
    g_strfreev(options->drives);
    g_free(options->write_reports);
}

char *options_help(void)
{
    struct raw raw = {0};
    g_autoptr(GOptionContext) context = make_context(&raw);
    return g_option_context_get_help(context, TRUE, NULL);
}
