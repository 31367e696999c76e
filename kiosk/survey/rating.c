#include "rating.h"
#include "level.h"
#include "period.h"
#include <string.h>

static const char *const channel_ids[] = {"kiosk", "phone", "paper", "other", "poster"};
G_STATIC_ASSERT(G_N_ELEMENTS(channel_ids) == CHANNEL_COUNT);

const char *channel_id(enum channel channel)
{
    g_assert((unsigned)channel < CHANNEL_COUNT);
    return channel_ids[channel];
}

bool channel_from_id(enum channel *out, const char *id)
{
    for (int i = 0; i < CHANNEL_COUNT; i++) {
        if (strcmp(channel_ids[i], id) == 0) {
            *out = (enum channel)i;
            return true;
        }
    }
    return false;
}

int moment_local_day(gint64 utc_ms)
{
    const gint64 day_ms = 24 * 3600 * G_GINT64_CONSTANT(1000), offset_ms = 7 * 3600 * G_GINT64_CONSTANT(1000);
    const gint64 julian_1970 = 719163;
    gint64 local = utc_ms + offset_ms;
    gint64 days = local / day_ms - (local % day_ms < 0); /* floor, also before 1970 */
    GDate date;
    g_assert(g_date_valid_julian((guint32)(days + julian_1970)));
    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32)(days + julian_1970));
    return g_date_get_year(&date) * 10000 + (int)g_date_get_month(&date) * 100 + g_date_get_day(&date);
}

/* [a-z0-9-], ending inside the room it has. */
static bool id_in_room(const char *id, size_t room)
{
    size_t length = strnlen(id, room);
    return length > 0 && length < room && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

bool area_id_is_valid(const char *id)
{
    return id_in_room(id, AREA_ID_SIZE);
}

/* What each kind must (ALWAYS), must not (NEVER) and may (MAYBE) say. */
enum due { NEVER, MAYBE, ALWAYS };

static const struct {
    enum due refers, area, answers, reasons, note;
} rules[] = {
    [ENTRY_RATING] = {NEVER, ALWAYS, ALWAYS, MAYBE, NEVER},
    [ENTRY_FURTHER] = {ALWAYS, MAYBE, ALWAYS, NEVER, NEVER},
    [ENTRY_REASONS] = {ALWAYS, MAYBE, NEVER, ALWAYS, NEVER},
    [ENTRY_CORRECTION] = {ALWAYS, MAYBE, ALWAYS, NEVER, NEVER},
    [ENTRY_CLOCK] = {NEVER, MAYBE, NEVER, NEVER, ALWAYS},
    [ENTRY_NOTE] = {NEVER, MAYBE, NEVER, NEVER, ALWAYS},
};

static const char *check_due(enum due due, bool there, const char *missing, const char *superfluous)
{
    if (due == ALWAYS && !there)
        return missing;
    return due == NEVER && there ? superfluous : NULL;
}

static bool has_answers(const struct rating *rating)
{
    for (int i = 0; i < ITEM_COUNT; i++) {
        if (rating->answers[i] != LEVEL_NONE)
            return true;
    }
    return false;
}

static const char *check_kind(const struct rating *rating)
{
    unsigned kind = (unsigned)rating->kind;
    if (kind == 0 || kind >= G_N_ELEMENTS(rules))
        return "unknown kind of entry";
    const char *wrong = check_due(rules[kind].refers, rating->refers != 0,
                                  "it must refer to an earlier rating", "it must not refer to another entry");
    if (!wrong)
        wrong = check_due(rules[kind].area, rating->area[0] != '\0', "it needs an area", NULL);
    if (!wrong)
        wrong = check_due(rules[kind].answers, has_answers(rating), "it needs an answer",
                          "its kind carries no answers");
    if (!wrong)
        wrong = check_due(rules[kind].reasons, rating->reasons != 0, "it needs a reason",
                          "its kind carries no reasons");
    if (!wrong)
        wrong = check_due(rules[kind].note, rating->note[0] != '\0', "it needs a note",
                          "its kind carries no note");
    return wrong;
}

static const char *check_values(const struct rating *rating)
{
    const unsigned all_flags = (FLAG_CLOCK << 1) - 1;
    for (int i = 0; i < ITEM_COUNT; i++) {
        if (rating->answers[i] != LEVEL_NONE && !level_is_valid(rating->answers[i]))
            return "a level outside 1..5";
    }
    if (rating->refers < 0)
        return "a negative reference";
    if ((unsigned)rating->channel >= CHANNEL_COUNT)
        return "an unknown channel";
    if (rating->reasons >> REASON_COUNT)
        return "an unknown reason";
    if (rating->flags & ~all_flags)
        return "an unknown flag";
    if ((unsigned)rating->when.trust > CLOCK_GIVEN)
        return "an unknown trust of the clock";
    if (!day_is_valid(rating->when.day))
        return "its day is not a date";
    return NULL;
}

static const char *check_texts(const struct rating *rating)
{
    if (rating->area[0] && !area_id_is_valid(rating->area))
        return "its area is not an id of [a-z0-9-], 1 to 31 bytes";
    if (strnlen(rating->language, LANGUAGE_SIZE) == LANGUAGE_SIZE)
        return "its language tag is too long";
    size_t length = strnlen(rating->note, NOTE_SIZE);
    if (length == NOTE_SIZE || !g_utf8_validate(rating->note, (gssize)length, NULL))
        return "its note is not UTF-8 of at most 159 bytes";
    return NULL;
}

bool rating_is_valid(const struct rating *rating, const char **why)
{
    const char *wrong = check_kind(rating);
    if (!wrong)
        wrong = check_values(rating);
    if (!wrong)
        wrong = check_texts(rating);
    if (why)
        *why = wrong;
    return wrong == NULL;
}
