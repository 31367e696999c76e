#pragma once
/* The man pages and the bash completion, made from the table of commands. Free what is returned with g_free.
 */
#include "command.h"

char *page_overview(void);                         /* sipas.1 */
char *page_command(const struct command *command); /* sipas-NAME.1 */

/* sipas-kiosk.1; `help` is what sipas-kiosk --help prints. */
char *page_kiosk(const char *help);

/* sipas-web.1; `help` is what sipas-web --help prints. */
char *page_web(const char *help);

/* For sipas, for sipas-kiosk and for sipas-web. */
char *bash_completion(const char *kiosk_help, const char *web_help);

/* An option as the text of a help names it. */
struct help_option {
    char short_name;                   /* 0: none */
    char *long_name, *argument, *text; /* argument NULL: none */
};

/* The options a help text names, in its order: of struct help_option. Free with g_ptr_array_unref. */
GPtrArray *help_options(const char *help);
