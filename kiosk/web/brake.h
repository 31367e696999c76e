#pragma once
/* Brake: how long a log-in has to wait after wrong passwords.
 *
 * A try that comes while it has to wait is not heard, whatever its password, and changes nothing. One that is
 * heard counts as wrong until brake_right. Waits grow as those of the kiosk's PIN (pin_wait_seconds). Four
 * counts are kept, and the longest wait holds:
 *
 *   a name from one sender      from the first wrong try on, up to 15 minutes
 *   a sender, whatever names    after 10, up to 15 minutes
 *   a name, whoever sends       after 20, up to 1 minute
 *   all names together          after 50, up to 5 seconds
 *
 * The first two slow down whoever guesses, and nobody else. The last two bound what guessing from many
 * addresses yields (1440 passwords a day of a name), and could be used to keep staff out; so they let a name
 * pass that logged in before from the same sender, which is what staff do at their desks: it is known as long
 * as the server runs, unless 64 others were since. They are short, forgive by and by, and all is forgotten
 * when the accounts are changed (`sipas staff add` gives an account another password). So nobody is kept out
 * for good.
 *
 * A sender is an IPv4 address or the first half of an IPv6 one. Neither it nor a name is kept: only a keyed
 * hash. Memory is bounded; the count unused for the longest gives way. Times are monotonic milliseconds. Any
 * thread. */
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct brake brake_t;

brake_t *brake_new(void);
void brake_free(brake_t *brake); /* NULL is fine */

/* For how many seconds no try of that name, any text, from that sender is heard; 0: this one is, and counts.
 */
int brake_try(brake_t *brake, const char *name, const uint8_t sender[16], gint64 now);

/* The try that was heard last had the right password. */
void brake_right(brake_t *brake, const char *name, const uint8_t sender[16], gint64 now);

/* Nobody has to wait, nobody is known. */
void brake_forget(brake_t *brake);
