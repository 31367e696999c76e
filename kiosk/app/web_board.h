#pragma once
/* Web board: the public board, the HTML face of the last week that is over, made once and then the same.
 *
 * What was filed of that week is served, its latest amendment; where nothing is filed, the board is made from
 * the journals and kept in DIR/devices/ID/board-WEEK-LANGUAGE.html, so that a restart serves the very same
 * bytes: two boards of one week could be subtracted from each other, and small numbers that both hide would
 * show. Looks for a new week and for what was newly filed once a minute, in a thread of its own. */
#include "center.h"
#include "words.h"
#include <glib.h>
#include <stdbool.h>

typedef struct web_board web_board_t;

struct web_board_options {
    const char *data, *device; /* borrowed for the board's life, as is all */
    const center_t *center;
    const words_t *words;
    const char *fonts;
    /* Called by the board's thread with each new board. */
    void (*show)(const char *language, GBytes *html, void *payload);
    void *payload;
};

web_board_t *web_board_open(const struct web_board_options *options);

/* Waits for a board that is being made. NULL is fine. */
void web_board_close(web_board_t *board);
