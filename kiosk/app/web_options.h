#pragma once
/* Web options: the command line of sipas-web as a value. */
#include <glib.h>
#include <stdbool.h>

struct web_options {
    char *data;                                  /* the center's data folder; never NULL */
    char *device;                                /* which device this is; NULL: center.ini's [web] device */
    char *listen, *staff_listen, *status_listen; /* in place of center.ini's; NULL: those */
    bool verbose;
    bool version; /* only say which version this is */
};

#define WEB_OPTIONS_ERROR web_options_error_quark()
GQuark web_options_error_quark(void);
enum web_options_error { WEB_OPTIONS_ERROR_USAGE };

/* Fills *out, to be given to web_options_clear whatever comes of it. --help prints and ends the process. */
bool web_options_read(struct web_options *out, int argc, char **argv, GError **error);
void web_options_clear(struct web_options *options);

/* The text of --help. Free with g_free. */
char *web_options_help(void);
