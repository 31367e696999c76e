#pragma once
/* Labour: threads for what takes its time, such as a password or a report, and the queue before them. */
#include <stdbool.h>

typedef struct labour labour_t;

typedef void (*labour_do)(void *job, void *payload);

/* `threads` threads, each doing one job after another; at most `most` jobs are to wait. */
labour_t *labour_new(int threads, int most, labour_do act, void *payload);

/* Any thread. Whether fewer than `most` jobs wait; of those who give, only one may ask at a time. */
bool labour_has_room(labour_t *labour);
void labour_give(labour_t *labour, void *job);

/* Forgets the jobs that wait, waits for those being done, and ends the threads. NULL is fine. */
void labour_free(labour_t *labour);
