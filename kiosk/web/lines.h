#pragma once
/* Lines: the open connections of a server, how many there are by address, and until when each may take.
 *
 * A line that takes too long is shut down, never closed: whoever serves it sees its end and closes it. That
 * is done under the lock that a line is taken out with before its descriptor can be closed, so it never
 * meets a descriptor that was given to another. Any thread. */
#include "peer.h"
#include <glib.h>
#include <stdatomic.h>

typedef struct lines lines_t;

struct line {
    int descriptor;
    uint8_t peer[PEER_SIZE];    /* never stored, shown or logged */
    _Atomic gint64 until_ms;    /* by g_get_monotonic_time; 0: as long as it likes */
    void *guest;                /* what whoever serves the line keeps with it; NULL at first */
    struct line *before, *next; /* the lines' own */
};

struct lines_figures {
    int open;           /* now */
    gint64 taken;       /* since the start */
    gint64 turned_away; /* because too many came from one address */
    gint64 cut_off;     /* because a request took too long */
};

/* `most` in all; `most_by_address` of one address that is not this machine's. */
lines_t *lines_new(int most, int most_by_address);
void lines_free(lines_t *lines); /* all must be taken out */

bool lines_are_full(lines_t *lines);

/* Counts in a connection from that address; false, counting nothing, when there are too many from there. */
bool lines_admit(lines_t *lines, const uint8_t peer[PEER_SIZE]);
/* Undoes lines_admit for a connection that never became a line. */
void lines_dismiss(lines_t *lines, const uint8_t peer[PEER_SIZE]);

/* The line of a connection that was admitted, until `until_ms`. */
struct line *lines_put_in(lines_t *lines, int descriptor, const uint8_t peer[PEER_SIZE], gint64 until_ms);
/* Ends and frees it, and what lines_admit counted. Its descriptor is not closed. */
void lines_take_out(lines_t *lines, struct line *line);

/* Shuts down those whose time is over. */
void lines_sweep(lines_t *lines, gint64 now_ms);

struct lines_figures lines_figures(lines_t *lines);
