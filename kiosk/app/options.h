#pragma once
/* Options: the command line of sipas-kiosk as a value. */
#include <glib.h>
#include <stdbool.h>

struct options {
    char *data;          /* the center's data folder; never NULL */
    char *device;        /* which device this machine is */
    char *area;          /* the one area it stands for, or NULL: center.ini's */
    char *screenshot;    /* where SIGUSR1 writes a picture of the screen, or NULL */
    char **drives;       /* folders under which removable drives are mounted; NULL-ended */
    char *write_reports; /* only write the reports to the drive, in that language; NULL: be the kiosk */
    bool window;
    int width, height; /* of the window, 0: its own */
    int rotation;      /* degrees clockwise, -1: center.ini's */
    bool verbose;
    bool version; /* only say which version this is */
};

#define OPTIONS_ERROR options_error_quark()
GQuark options_error_quark(void);
enum options_error { OPTIONS_ERROR_USAGE };

/* Fills *out, to be given to options_clear whatever comes of it. --help prints and ends the process. */
bool options_read(struct options *out, int argc, char **argv, GError **error);
void options_clear(struct options *options);

/* The text of --help. Free with g_free. */
char *options_help(void);
