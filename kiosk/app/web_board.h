#pragma once
/* Web board: the public board, the HTML face of the last week that is over, and never two states of one week:
 * they could be subtracted from each other, and small numbers that both hide would show.
 *
 * Where weeks are filed (DIR/reports holds the board of any), the latest filed board is served, its latest
 * amendment; the last week waits for its own. Where none ever was (DIR/devices/ID/boards-are-filed remembers
 * it), the board of the last week is made once from the journals and kept in
 * DIR/devices/ID/board-WEEK-DAY-LANGUAGE.html, so that a restart serves the very same bytes; a week whose
 * board was made here keeps it, whatever is filed of it later. A machine that joined a center, and has a part
 * of the ratings, makes none. A board is made only while something vouches for the clock, and one whose DAY,
 * that of its making, is none on which its week was over is thrown away. Looks for a new week and for what
 * was newly filed once a minute, in a thread of its own. */
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
