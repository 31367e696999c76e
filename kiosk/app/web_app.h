#pragma once
/* Web app: the parts of sipas-web, opened in order and closed in reverse. Main thread. */
#include "web_options.h"

typedef struct web_app web_app_t;

#define WEB_APP_ERROR web_app_error_quark()
GQuark web_app_error_quark(void);
enum web_app_error { WEB_APP_ERROR_DATA };

/* Holds back the signals that end the program, in this thread and those it starts from now on. */
void web_app_hold_signals(void);

/* Opens everything `options` (borrowed) ask for, taking sockets that the system hands over. On false nothing
 * is left open. Makes the device's folder and journal when they are not there, and nothing before all else
 * has been read and found right. */
bool web_app_open(web_app_t **out, const struct web_options *options, GError **error);

/* Serves until SIGTERM, SIGINT or SIGHUP; a second one then ends the process at once. */
void web_app_run(web_app_t *app);

/* Answers what is under way and stores what waits. NULL is fine. */
void web_app_close(web_app_t *app);
