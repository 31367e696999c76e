/* sipas-web: the phone page. Exit status: 0 ended as asked, 1 failed, 2 wrong usage. */
#include "web_app.h"
#include <locale.h>
#include <signal.h>

enum { EXIT_USAGE = 2 };

static int complain(int status, const GError *error)
{
    g_printerr("%s: %s\n", g_get_prgname(), error->message);
    return status;
}

static int run(const struct web_options *options)
{
    g_autoptr(GError) error = NULL;
    web_app_t *app;
    if (!web_app_open(&app, options, &error))
        return complain(1, error);
    web_app_run(app);
    web_app_close(app);
    return 0;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    struct web_options options;
    int status = 0;

    setlocale(LC_ALL, "");
    g_set_prgname("sipas-web");
    signal(SIGPIPE, SIG_IGN);
    web_app_hold_signals();
    if (!web_options_read(&options, argc, argv, &error))
        status = complain(EXIT_USAGE, error);
    else if (options.version)
        g_print("sipas-web %s\n", SIPAS_VERSION);
    else
        status = run(&options);
    web_options_clear(&options);
    return status;
}
