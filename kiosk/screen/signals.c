#include "signals.h"
#include <glib.h>
#include <pthread.h>
#include <signal.h>

struct signals {
    pthread_t thread;
    gint closing; /* atomic */
    signals_heard heard;
    void *payload;
};

static sigset_t held(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGUSR1);
    return set;
}

void signals_hold(void)
{
    const sigset_t set = held();
    int failed = pthread_sigmask(SIG_BLOCK, &set, NULL);
    g_assert(failed == 0);
}

static void *listen_for_signals(void *payload)
{
    signals_t *signals = payload;
    const sigset_t set = held();
    for (;;) {
        int signal = 0;
        if (sigwait(&set, &signal) != 0)
            continue;
        if (g_atomic_int_get(&signals->closing))
            return NULL;
        signals->heard(signal, signals->payload);
    }
}

signals_t *signals_open(signals_heard heard, void *payload)
{
    signals_t *signals = g_new0(signals_t, 1);
    signals->heard = heard;
    signals->payload = payload;
    int failed = pthread_create(&signals->thread, NULL, listen_for_signals, signals);
    if (failed != 0)
        g_error("no thread for signals: %s", g_strerror(failed));
    return signals;
}

void signals_close(signals_t *signals)
{
    if (signals == NULL)
        return;
    g_atomic_int_set(&signals->closing, 1);
    pthread_kill(signals->thread, SIGUSR1);
    pthread_join(signals->thread, NULL);
    g_free(signals);
}
