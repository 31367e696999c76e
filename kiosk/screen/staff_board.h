#pragma once
/* The staff board: what the kiosk tells its staff, as lines made elsewhere, and what the staff can ask of it.
 *
 * The screen knows the pages and the buttons; what a request does and what the lines say is the callee's. */
#include <glib.h>
#include <stdbool.h>

enum { STAFF_PIN_MAX = 12, STAFF_TEXT_SIZE = 320, STAFF_LINES = 28 };

enum staff_mood {
    STAFF_PLAIN,
    STAFF_GOOD, /* a target met, a check passed */
    STAFF_BAD,  /* a target missed, something that needs a person */
    STAFF_TITLE /* a heading: value is empty */
};

/* Copies a text; one that is too long is cut between two characters and ends with "…". */
void staff_text(char out[STAFF_TEXT_SIZE], const char *text);

/* "Đất đai, xây dựng: trên 80%" | "82,10% · n = 312 · Đạt" */
struct staff_line {
    char label[STAFF_TEXT_SIZE];
    char value[STAFF_TEXT_SIZE];
    enum staff_mood mood;
};

struct staff_board {
    struct staff_line lines[STAFF_LINES];
    int n;
};

enum staff_request {
    STAFF_UNLOCK,    /* is `pin` right? */
    STAFF_FIGURES,   /* today's and this week's counts and verdicts, the state of the device */
    STAFF_EXPORT,    /* write the week's files to a removable drive */
    STAFF_RESTART,   /* start the machine anew */
    STAFF_SHUT_DOWN, /* turn the machine off */
    STAFF_LEFT       /* the staff pages were left; not answered */
};

struct staff_errand {
    enum staff_request request;
    char pin[STAFF_PIN_MAX + 1]; /* STAFF_UNLOCK: digits */
    const char *language;        /* the words' own; of the answer's texts */
};

struct staff_answer {
    bool granted;                  /* STAFF_UNLOCK: right; others: done */
    int wait_seconds;              /* STAFF_UNLOCK: no further try is heard for so long */
    char message[STAFF_TEXT_SIZE]; /* a sentence for the person, e.g. what became of the export; may be "" */
    struct staff_board board;      /* STAFF_FIGURES */
};
