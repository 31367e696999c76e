#pragma once
/* Board: what the staff page of the kiosk shows, as lines. Pure. */
#include "link.h"
#include "report.h"
#include "staff_board.h"
#include "verify.h"

struct board_source {
    const report_t *today, *week; /* the same center and plans; NULL, both: they could not be read */
    const char *device;
    gint64 free_bytes; /* on the disk of the data folder; -1: not known */
    enum clock_trust clock;
    const struct verify_result *journal; /* NULL: it could not be read */
    const words_t *words;
    const char *language;
};

/* Fills the board: today and the week with their figures, the week's targets with their verdicts, the device,
 * which always has its lines. Where there is more to say than lines, one says that the report has the rest.
 */
void board_fill(struct staff_board *out, const struct board_source *source);

/* Adds to a filled board, below the device, whether the screen shows codes for phones. */
void board_add_link(struct staff_board *board, enum link_state state, const words_t *words,
                    const char *language);
