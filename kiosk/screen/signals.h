#pragma once
/* Signals: hears the signals held back from the process on a thread of its own and passes them on, so that
 * one arrives at once even while the main thread sleeps in the video driver. */
#include <stdbool.h>

typedef struct signals signals_t;

/* Called on the thread of signals with SIGTERM, SIGINT, SIGHUP or SIGUSR1. */
typedef void (*signals_heard)(int signal, void *payload);

/* Blocks them in the calling thread and those it will start. */
void signals_hold(void);

/* After signals_hold. One at a time in a process. */
signals_t *signals_open(signals_heard heard, void *payload);
void signals_close(signals_t *signals); /* NULL is fine; `heard` is not called after it */
