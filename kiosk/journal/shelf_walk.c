#include "field.h"
#include "level.h"
#include "shelf_internal.h"
#include <string.h>

/* Two cursors go forward in step: ratings as they were stored, and what refers to them in order of the rating
 * it refers to. Only the columns that are handed over are read, as they lie. A rating's are the arguments of
 * a function of ours: asking for them one by one as columns of a result takes half as long again. */
#define ANSWER_COLUMNS "tthc, phuc_vu, m02_1, m02_2, m02_3, m02_4, m02_5, m02_6, m02_7, m02_8, m02_9"
static const char ratings_sql[] =
    "SELECT take_rating(seq, utc_ms, day, trust, area, channel, language, flags, reasons, " ANSWER_COLUMNS
    ") FROM entry WHERE kind = 1 AND day BETWEEN ?1 AND ?2 ORDER BY seq";
/* Without that index the whole table would be sorted first. */
static const char followers_sql[] =
    "SELECT refers, seq, kind, reasons, " ANSWER_COLUMNS
    " FROM entry INDEXED BY entry_refers WHERE refers >= ?1 ORDER BY refers, seq";

enum {
    SEQ,
    UTC_MS,
    DAY,
    TRUST,
    AREA,
    CHANNEL,
    LANGUAGE,
    FLAGS,
    REASONS,
    ANSWERS,
    FIELDS = ANSWERS + ITEM_COUNT
};
enum { BY_REFERS, BY_SEQ, BY_KIND, BY_REASONS, BY_ANSWERS };

static const gint64 flags_end = FLAG_CLOCK << 1, reasons_end = 1 << REASON_COUNT;

G_STATIC_ASSERT(ITEM_COUNT == 11);

struct walk {
    sqlite3 *db;
    sqlite3_stmt *ratings, *followers;
    bool begun;      /* the followers are, with those of the first rating */
    gint64 refers;   /* of the follower that stands next; 0: there is none */
    gint64 seq;      /* of the rating */
    const char *why; /* the rating cannot be; NULL: it can */
    struct rating rating;
};

/* --- one rating as it was stored --- */

/* Ratings in a row mostly say the same here, so that what was found right once is only compared. */
static const char *read_texts(struct rating *out, sqlite3_value **fields)
{
    if ((out->area[0] == '\0' || !field_is_text(fields[AREA], out->area)) &&
        !field_read_area(out->area, fields[AREA]))
        return "its area is no id";
    if (!field_is_text(fields[CHANNEL], channel_id(out->channel)) &&
        !field_read_channel(&out->channel, fields[CHANNEL]))
        return "an unknown channel";
    if (!field_is_text(fields[LANGUAGE], out->language) &&
        !(field_read_text(out->language, sizeof out->language, fields[LANGUAGE]) &&
          g_utf8_validate(out->language, -1, NULL)))
        return "its language tag is none";
    return NULL;
}

static const char *read_moment(struct moment *out, sqlite3_value **fields)
{
    /* The years 1 to 9999, as of days. */
    const gint64 first_ms = G_GINT64_CONSTANT(-62135596800000), end_ms = G_GINT64_CONSTANT(253402300800000);
    gint64 day = sqlite3_value_int64(fields[DAY]), trust = sqlite3_value_int64(fields[TRUST]);
    out->utc_ms = sqlite3_value_int64(fields[UTC_MS]);
    if (out->utc_ms < first_ms || out->utc_ms >= end_ms || trust < CLOCK_UNKNOWN || trust > CLOCK_GIVEN)
        return "a time that is none";
    if (day != out->day && !day_is_valid((int)day))
        return "its day is not a date";
    out->day = (int)day;
    out->trust = (enum clock_trust)trust;
    return NULL;
}

/* A mask below `end`. */
static bool read_mask(unsigned *out, sqlite3_value *field, gint64 end)
{
    gint64 bits = sqlite3_value_int64(field);
    *out = (unsigned)bits;
    return bits >= 0 && bits < end;
}

/* Puts the answer, when there is one, in the place of the one before; NULL is read as 0, LEVEL_NONE. */
static bool take_answer(uint8_t *answer, sqlite3_value *field)
{
    gint64 level = sqlite3_value_int64(field);
    if (level != LEVEL_NONE)
        *answer = (uint8_t)level;
    return level >= LEVEL_NONE && level <= LEVEL_MAX;
}

static const char *read_rating(struct rating *out, sqlite3_value **fields)
{
    bool can_be = true;
    const char *why = read_moment(&out->when, fields);
    if (why == NULL)
        why = read_texts(out, fields);
    if (why == NULL && (!read_mask(&out->flags, fields[FLAGS], flags_end) ||
                        !read_mask(&out->reasons, fields[REASONS], reasons_end)))
        why = "flags or reasons that are none";
    memset(out->answers, LEVEL_NONE, sizeof out->answers);
    for (int i = 0; i < ITEM_COUNT; i++)
        can_be = take_answer(&out->answers[i], fields[ANSWERS + i]) && can_be;
    return why != NULL || can_be ? why : "a level outside 1..5";
}

static void take_rating(sqlite3_context *context, int n, sqlite3_value **fields)
{
    struct walk *walk = sqlite3_user_data(context);
    g_assert(n == FIELDS);
    walk->seq = sqlite3_value_int64(fields[SEQ]);
    walk->why = read_rating(&walk->rating, fields);
}

/* --- what was added to it --- */

static bool refuse(sqlite3 *db, gint64 seq, const char *why, GError **error)
{
    return sql_refuse(db, JOURNAL_ERROR_DAMAGED, error, "damaged: entry %" G_GINT64_FORMAT ": %s", seq, why);
}

static bool step_follower(struct walk *walk, GError **error)
{
    int result = sqlite3_step(walk->followers);
    walk->refers = result == SQLITE_ROW ? sqlite3_column_int64(walk->followers, BY_REFERS) : 0;
    return result == SQLITE_ROW || result == SQLITE_DONE ||
           sql_fail(walk->db, "reading what belongs to a rating", error);
}

/* Begins with what belongs to the first rating handed over: what comes before belongs to none of them. */
static bool begin_followers(struct walk *walk, GError **error)
{
    const struct value first = value_integer(walk->seq);
    walk->begun = true;
    sql_bind(walk->followers, &first, 1);
    return step_follower(walk, error);
}

static bool take_in(struct walk *walk, GError **error)
{
    sqlite3_stmt *follower = walk->followers;
    gint64 kind = sqlite3_column_int64(follower, BY_KIND), seq = sqlite3_column_int64(follower, BY_SEQ);
    unsigned reasons = 0;
    bool can_be = true;
    if (kind != ENTRY_FURTHER && kind != ENTRY_REASONS && kind != ENTRY_CORRECTION)
        return refuse(walk->db, seq, "its kind refers to no other entry", error);
    if (!read_mask(&reasons, sqlite3_column_value(follower, BY_REASONS), reasons_end))
        return refuse(walk->db, seq, "reasons that are none", error);
    walk->rating.reasons |= reasons;
    for (int i = 0; i < ITEM_COUNT; i++)
        can_be =
            take_answer(&walk->rating.answers[i], sqlite3_column_value(follower, BY_ANSWERS + i)) && can_be;
    return can_be || refuse(walk->db, seq, "a level outside 1..5", error);
}

static bool take_all_in(struct walk *walk, GError **error)
{
    if (!walk->begun && !begin_followers(walk, error))
        return false;
    while (walk->refers != 0 && walk->refers <= walk->seq) {
        if (walk->refers == walk->seq && !take_in(walk, error))
            return false;
        if (!step_follower(walk, error))
            return false;
    }
    return true;
}

/* --- all of them --- */

static bool walk_ratings(struct walk *walk, const char *device, shelf_rating each, void *payload,
                         GError **error)
{
    int result;
    while ((result = sqlite3_step(walk->ratings)) == SQLITE_ROW) {
        if (walk->why != NULL)
            return refuse(walk->db, walk->seq, walk->why, error);
        if (!take_all_in(walk, error) || !each(device, &walk->rating, payload, error))
            return false;
    }
    return result == SQLITE_DONE || sql_fail(walk->db, "reading the ratings", error);
}

/* The function is the connection's as long as the walk lasts. */
static bool offer_function(sqlite3 *db, struct walk *walk, GError **error)
{
    void (*function)(sqlite3_context *, int, sqlite3_value **) = walk != NULL ? take_rating : NULL;
    return sqlite3_create_function_v2(db, "take_rating", FIELDS, SQLITE_UTF8 | SQLITE_DIRECTONLY, walk,
                                      function, NULL, NULL, NULL) == SQLITE_OK ||
           sql_fail(db, "preparing to read", error);
}

static bool walk_volume(sqlite3 *db, const char *device, int from, int to, shelf_rating each, void *payload,
                        GError **error)
{
    struct walk walk = {.db = db, .rating = {.kind = ENTRY_RATING}};
    bool walked = offer_function(db, &walk, error) && sql_prepare(&walk.ratings, db, ratings_sql, error) &&
                  sql_prepare(&walk.followers, db, followers_sql, error);
    if (walked) {
        shelf_bind_days(walk.ratings, from, to);
        walked = walk_ratings(&walk, device, each, payload, error);
    }
    sqlite3_finalize(walk.ratings);
    sqlite3_finalize(walk.followers);
    offer_function(db, NULL, NULL);
    return walked;
}

bool shelf_walk(shelf_t *shelf, int from, int to, shelf_rating each, void *payload, GError **error)
{
    for (guint i = 0; i < shelf->volumes->len; i++) {
        sqlite3 *db = g_array_index(shelf->volumes, struct volume, i).db;
        const char *device = g_array_index(shelf->journals, struct shelf_journal, i).device;
        if (!walk_volume(db, device, from, to, each, payload, error))
            return false;
    }
    return true;
}
