#pragma once
/* Gate: who may open the staff pages.
 *
 * Holds how often in a row a wrong PIN was given, and keeps that number in a file of the device, written
 * before a PIN is looked at: neither a restart nor a pulled plug gives further tries for free. After a start
 * the wait that the number asks for begins anew. Where the number cannot be kept the staff still come in, for
 * that is when they are needed: the first try is heard after a minute, and a wrong one costs the longest
 * wait. Times are monotonic milliseconds handed in. One thread. */
#include <glib.h>
#include <stdbool.h>

typedef struct gate gate_t;

/* `pin_file` holds the hash as "sipas staff set-pin" writes it; it is read at each try, so that a new PIN
 * holds without a restart. `tries_file` holds the number. Both are copied. */
gate_t *gate_new(const char *pin_file, const char *tries_file, gint64 now);
void gate_free(gate_t *gate); /* NULL is fine */

enum gate_verdict {
    GATE_OPEN,
    GATE_WRONG,  /* a wrong PIN */
    GATE_EARLY,  /* not looked at: the wait is not over */
    GATE_NO_PIN, /* none was set */
    GATE_BROKEN  /* the PIN's file could not be read: `error` says why */
};

/* Tries a PIN. *wait_seconds is how long no further one is heard. */
enum gate_verdict gate_try(gate_t *gate, const char *pin, gint64 now, int *wait_seconds, GError **error);
