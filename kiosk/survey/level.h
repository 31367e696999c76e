#pragma once
/* Response levels: the five-point satisfaction scale.
 *
 * 1 Rất không hài lòng .. 5 Rất hài lòng (the wording of the ministry's SIPAS questionnaire and of the ward
 * form "Mẫu số 02"). Codes are 1..5 in every form, whatever order the form prints them in. "Satisfied" is
 * level 4 or 5; "Bình thường" is not satisfied. Pure; any thread. */
#include <stdbool.h>

enum {
    LEVEL_NONE = 0, /* the item was not answered */
    LEVEL_MIN = 1,
    LEVEL_MAX = 5,
    LEVEL_COUNT = 5,
    LEVEL_SATISFIED = 4 /* this level and those above count as satisfied */
};

/* True for 1..5. */
bool level_is_valid(int level);

/* True for 4 and 5. */
bool level_is_satisfied(int level);
