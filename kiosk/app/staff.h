#pragma once
/* Staff: what the staff pages of the kiosk ask for, done in a thread of its own.
 *
 * Checks PINs, counts, writes reports to a removable drive, restarts the machine; journals who came in and
 * what was done, without a name. Errands are done one after another. */
#include "center.h"
#include "link.h"
#include "staff_board.h"
#include "words.h"

typedef struct staff staff_t;

/* All borrowed for the staff's life. */
struct staff_options {
    const char *data, *device, *fonts;
    const char *const *drives; /* folders under which removable drives are mounted; NULL-ended */
    const center_t *center;
    const words_t *words;
    const link_t *link; /* whose state the staff page tells; NULL: nothing is said of it */
};

/* The answer to an errand, and a remark for the journal ("staff page opened"). Called on the staff's thread.
 */
typedef void (*staff_answered)(guint64 ticket, const struct staff_answer *answer, void *payload);
typedef void (*staff_remark)(const char *note, void *payload);

staff_t *staff_new(const struct staff_options *options, staff_answered answered, staff_remark remark,
                   void *payload);

/* Waits for the errand under way and drops those behind it. NULL is fine. */
void staff_free(staff_t *staff);

/* Any thread; does not wait. */
void staff_ask(staff_t *staff, const struct staff_errand *errand, guint64 ticket);
