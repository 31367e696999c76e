#pragma once
/* Weekly: files the reports of the weeks that are over, and amends those whose figures changed since. */
#include "command.h"
#include "place.h"
#include "words.h"

/* The days it can work on. */
enum { WEEKLY_FIRST_DAY = 19000101, WEEKLY_LAST_DAY = 99981231 };

struct weekly {
    const struct command *command; /* speaks */
    const struct place *place;
    const words_t *words;
    int today; /* yyyymmdd: weeks before the one around it are over */
    int most;  /* only the last weeks, 0: all */
};

/* Files what is to be filed; prints a line for each report filed or amended, and says each filed file that is
 * no longer as it was, whose report is then left alone. *sound: no such file. */
bool weekly_file(bool *sound, const struct weekly *weekly, GError **error);
