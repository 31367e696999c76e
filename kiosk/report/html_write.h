#pragma once
/* Writing HTML: escaped text and the figures of the board in words. Only for html*.c. */
#include "html_view.h"

/* Appends the format; every %s is escaped, the format is not. */
void put(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The sentence board.KEY. */
const char *board_say(const struct wording *w, const char *key);

/* "93,45%"; where it is not published, the range of what is possible when that says anything, else that it is
 * not. */
char *board_share(const struct wording *w, struct seen seen);

/* "120 lượt đánh giá"; "Không công bố". */
char *board_answers(const struct wording *w, struct seen seen);

/* "120"; a dash when it is not published. */
char *board_count(const struct wording *w, struct seen seen);

/* "90,10–95,80%", or NULL when the share is not published. */
char *board_interval(const struct wording *w, struct seen seen);

/* A verdict: shape, word, colour; and whether its target is in force. */
void put_verdict(GString *out, const struct view *view, const struct report_target *target);

/* What the number of ratings can bear, when that has to be said. */
void put_basis(GString *out, const struct view *view, struct seen seen);

/* The shapes that verdicts are drawn with. Once a page. */
void put_shapes(GString *out);
