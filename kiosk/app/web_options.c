#include "web_options.h"
#include "folder.h"

G_DEFINE_QUARK(web_options_error, web_options_error)

/* What GOptionContext writes into; plain types of its own. */
struct raw {
    char *data, *device, *listen, *staff_listen, *status_listen;
    gboolean verbose, version;
    char **rest;
};

static GOptionContext *make_context(struct raw *raw)
{
    const GOptionEntry entries[] = {
        {"data", 0, 0, G_OPTION_ARG_FILENAME, &raw->data,
         "The center's data folder (else $SIPAS_DATA, else /var/lib/sipas)", "DIR"},
        {"device", 0, 0, G_OPTION_ARG_STRING, &raw->device,
         "Which device this is: [a-z0-9-] (else [web] device of center.ini)", "ID"},
        {"listen", 0, 0, G_OPTION_ARG_STRING, &raw->listen,
         "Where the phone page listens, port 0 being any free one; overrides center.ini", "ADDRESS:PORT"},
        {"staff-listen", 0, 0, G_OPTION_ARG_STRING, &raw->staff_listen, "Likewise the staff's pages",
         "ADDRESS:PORT"},
        {"status-listen", 0, 0, G_OPTION_ARG_STRING, &raw->status_listen, "Likewise health and metrics",
         "ADDRESS:PORT"},
        {"verbose", 0, 0, G_OPTION_ARG_NONE, &raw->verbose,
         "Say on stderr method, route and status of each request", NULL},
        {"version", 0, 0, G_OPTION_ARG_NONE, &raw->version, "Print the version", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &raw->rest, "", NULL},
        G_OPTION_ENTRY_NULL,
    };
    GOptionContext *context = g_option_context_new(NULL);
    g_option_context_set_summary(context,
                                 "The phone page: serves the page behind the codes, the public board and "
                                 "the staff pages, and stores each rating in the journal of its device.");
    g_option_context_add_main_entries(context, entries, NULL);
    return context;
}

static bool check(const struct web_options *out, const struct raw *raw, GError **error)
{
    if (raw->rest != NULL)
        g_set_error(error, WEB_OPTIONS_ERROR, WEB_OPTIONS_ERROR_USAGE, "argument %s: expected options only",
                    raw->rest[0]);
    else if (out->device != NULL && !device_id_is_valid(out->device))
        g_set_error(error, WEB_OPTIONS_ERROR, WEB_OPTIONS_ERROR_USAGE,
                    "--device %s: expected [a-z0-9-], 1 to 31 of them", out->device);
    else
        return true;
    return false;
}

bool web_options_read(struct web_options *out, int argc, char **argv, GError **error)
{
    struct raw raw = {0};
    g_autoptr(GOptionContext) context = make_context(&raw);
    const bool read = g_option_context_parse(context, &argc, &argv, error);
    *out = (struct web_options){
        .data = folder_data(raw.data),
        .device = raw.device,
        .listen = raw.listen,
        .staff_listen = raw.staff_listen,
        .status_listen = raw.status_listen,
        .verbose = raw.verbose,
        .version = raw.version,
    };
    const bool valid = read && check(out, &raw, error);
    g_free(raw.data);
    g_strfreev(raw.rest);
    return valid;
}

void web_options_clear(struct web_options *options)
{
    g_free(options->data);
    g_free(options->device);
    g_free(options->listen);
    g_free(options->staff_listen);
    g_free(options->status_listen);
}

char *web_options_help(void)
{
    struct raw raw = {0};
    g_autoptr(GOptionContext) context = make_context(&raw);
    return g_option_context_get_help(context, TRUE, NULL);
}
