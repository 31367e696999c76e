/* sipas-kiosk: the kiosk program. Exit status: 0 ended as asked, 1 failed, 2 wrong usage. */
#include "kiosk.h"
#include "screen.h"
#include <locale.h>
#include <signal.h>

enum { EXIT_USAGE = 2 };

static int complain(int status, const GError *error)
{
    g_printerr("%s: %s\n", g_get_prgname(), error->message);
    return status;
}

/* Must not outlive the order to end, which the kiosk holds back for its loop. */
static int write_reports(const struct options *options)
{
    g_autoptr(GError) error = NULL;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int status = kiosk_write_reports(options, &error);
    return status < 0 ? complain(1, error) : status;
}

static int run(const struct options *options)
{
    g_autoptr(GError) error = NULL;
    kiosk_t *kiosk;
    if (!kiosk_open(&kiosk, options, &error))
        return complain(1, error);
    int status = kiosk_run(kiosk);
    kiosk_close(kiosk);
    return status;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    struct options options;
    int status = 0;

    setlocale(LC_ALL, "");
    g_set_prgname("sipas-kiosk");
    signal(SIGPIPE, SIG_IGN);
    screen_hold_signals();
    if (!options_read(&options, argc, argv, &error))
        status = complain(EXIT_USAGE, error);
    else if (options.version)
        g_print("sipas-kiosk %s\n", SIPAS_VERSION);
    else if (options.write_reports != NULL)
        status = write_reports(&options);
    else
        status = run(&options);
    options_clear(&options);
    return status;
}
