#pragma once
/* Items: the questions a respondent can answer with a level, and the reasons a respondent can add.
 *
 * Both are closed sets: a journal has one column an item and one bit a reason, so that a level outside
 * 1..5 or an unknown question cannot be stored. A center chooses which items it asks and how it words
 * them. Pure; any thread. */
#include <stdbool.h>

enum item {
    ITEM_TTHC,    /* "tthc": how the procedure was handled; the main question */
    ITEM_PHUC_VU, /* "phuc-vu": how the staff served */
    ITEM_M02_1,   /* "m02-1" .. "m02-9": the nine questions of the ward form "Mẫu số 02" */
    ITEM_M02_2,
    ITEM_M02_3,
    ITEM_M02_4,
    ITEM_M02_5,
    ITEM_M02_6,
    ITEM_M02_7,
    ITEM_M02_8,
    ITEM_M02_9,
    ITEM_COUNT
};

/* The id as files write it ("tthc"). Static storage. `item` must be in range. */
const char *item_id(enum item item);

/* Finds an item by its id; false when there is none of that name (`*out` is then untouched). */
bool item_from_id(enum item *out, const char *id);

/* What a respondent may name as having shaped the rating: bit i of a reasons mask is reason i. */
enum reason {
    REASON_WAITING,    /* "cho-doi" */
    REASON_PAPERS,     /* "giay-to" */
    REASON_COURTESY,   /* "thai-do" */
    REASON_GUIDANCE,   /* "huong-dan" */
    REASON_ON_TIME,    /* "dung-hen" */
    REASON_FEES,       /* "phi" */
    REASON_FACILITIES, /* "co-so" */
    REASON_OTHER,      /* "khac" */
    REASON_COUNT
};

const char *reason_id(enum reason reason);
bool reason_from_id(enum reason *out, const char *id);
