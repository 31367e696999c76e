#include "entry.h"
#include <string.h>

static bool is_zero(const uint8_t *bytes, size_t n)
{
    while (n > 0 && bytes[n - 1] == 0)
        n--;
    return n == 0;
}

static struct value text_or_null(const char *text)
{
    return text[0] == '\0' ? value_null() : value_text(text);
}

static struct value integer_or_null(gint64 integer)
{
    return integer == 0 ? value_null() : value_integer(integer);
}

void entry_values(struct value out[ENTRY_SEALED], gint64 seq, const struct rating *rating)
{
    const struct moment *when = &rating->when;
    out[ENTRY_SEQ] = value_integer(seq);
    out[ENTRY_KIND] = value_integer(rating->kind);
    out[ENTRY_UTC_MS] = value_integer(when->utc_ms);
    out[ENTRY_DAY] = value_integer(when->day);
    out[ENTRY_MONO_MS] = value_integer(when->mono_ms);
    out[ENTRY_BOOT] = is_zero(when->boot, BOOT_ID_SIZE) ? value_null() : value_blob(when->boot, BOOT_ID_SIZE);
    out[ENTRY_TRUST] = value_integer(when->trust);
    out[ENTRY_AREA] = text_or_null(rating->area);
    out[ENTRY_CHANNEL] = value_text(channel_id(rating->channel));
    out[ENTRY_LANGUAGE] = value_text(rating->language);
    out[ENTRY_FLAGS] = value_integer(rating->flags);
    for (int i = 0; i < ITEM_COUNT; i++)
        out[ENTRY_ANSWERS + i] = integer_or_null(rating->answers[i]);
    out[ENTRY_REASON_BITS] = value_integer(rating->reasons);
    out[ENTRY_REFERS] = integer_or_null(rating->refers);
    out[ENTRY_NOTE_TEXT] = text_or_null(rating->note);
}

/* An integer in low..high. */
static bool read_integer(gint64 *out, const struct value *value, gint64 low, gint64 high)
{
    *out = value->integer;
    return value->type == VALUE_INTEGER && value->integer >= low && value->integer <= high;
}

/* Likewise, where 0 is stored as NULL. */
static bool read_integer_or_null(gint64 *out, const struct value *value, gint64 low, gint64 high)
{
    *out = 0;
    return value->type == VALUE_NULL || read_integer(out, value, low, high);
}

/* A text without NUL that fits into `room` bytes with its closing NUL. */
static bool read_text(char *out, size_t room, const struct value *value)
{
    out[0] = '\0';
    if (value->type == VALUE_NULL)
        return true;
    if (value->type != VALUE_TEXT || value->size >= room || memchr(value->bytes, 0, value->size) != NULL)
        return false;
    memcpy(out, value->bytes, value->size);
    out[value->size] = '\0';
    return true;
}

static bool read_moment(struct moment *out, const struct value *values)
{
    const struct value *boot = &values[ENTRY_BOOT];
    gint64 day = 0, trust = 0;
    if (!read_integer(&out->utc_ms, &values[ENTRY_UTC_MS], G_MININT64, G_MAXINT64) ||
        !read_integer(&day, &values[ENTRY_DAY], 1, G_MAXINT) ||
        !read_integer(&out->mono_ms, &values[ENTRY_MONO_MS], G_MININT64, G_MAXINT64) ||
        !read_integer(&trust, &values[ENTRY_TRUST], CLOCK_UNKNOWN, CLOCK_GIVEN))
        return false;
    out->day = (int)day;
    out->trust = (enum clock_trust)trust;
    memset(out->boot, 0, BOOT_ID_SIZE);
    if (boot->type == VALUE_NULL)
        return true;
    if (boot->type != VALUE_BLOB || boot->size != BOOT_ID_SIZE)
        return false;
    memcpy(out->boot, boot->bytes, BOOT_ID_SIZE);
    return true;
}

static bool read_channel(enum channel *out, const struct value *value)
{
    char id[AREA_ID_SIZE];
    return value->type == VALUE_TEXT && read_text(id, sizeof id, value) && channel_from_id(out, id);
}

static bool read_answers(uint8_t out[ITEM_COUNT], const struct value *values)
{
    for (int i = 0; i < ITEM_COUNT; i++) {
        gint64 level = 0;
        if (!read_integer_or_null(&level, &values[i], 1, 5))
            return false;
        out[i] = (uint8_t)level;
    }
    return true;
}

static bool read_bits(unsigned *out, const struct value *value)
{
    gint64 bits = 0;
    bool read = read_integer(&bits, value, 0, G_MAXUINT);
    *out = (unsigned)bits;
    return read;
}

static const char *read_values(struct rating *out, const struct value *values)
{
    gint64 kind = 0;
    if (!read_integer(&kind, &values[ENTRY_KIND], ENTRY_RATING, ENTRY_NOTE))
        return "unknown kind of entry";
    out->kind = (enum entry_kind)kind;
    if (!read_integer_or_null(&out->refers, &values[ENTRY_REFERS], 1, G_MAXINT64))
        return "a reference that is none";
    if (!read_moment(&out->when, values))
        return "a time that is none";
    if (!read_channel(&out->channel, &values[ENTRY_CHANNEL]))
        return "an unknown channel";
    if (!read_text(out->area, sizeof out->area, &values[ENTRY_AREA]) ||
        !read_text(out->language, sizeof out->language, &values[ENTRY_LANGUAGE]) ||
        !read_text(out->note, sizeof out->note, &values[ENTRY_NOTE_TEXT]))
        return "a text that is none, or is too long";
    if (!read_bits(&out->flags, &values[ENTRY_FLAGS]) ||
        !read_bits(&out->reasons, &values[ENTRY_REASON_BITS]))
        return "flags or reasons that are none";
    return read_answers(out->answers, &values[ENTRY_ANSWERS]) ? NULL : "a level outside 1..5";
}

bool entry_rating(struct rating *out, const struct value values[ENTRY_SEALED], const char **why)
{
    *why = read_values(out, values);
    return *why == NULL && rating_is_valid(out, why);
}

/* "seq, kind, ... seal": the columns in the order of the enum. */
static char *column_list(void)
{
    GString *list =
        g_string_new("seq, kind, utc_ms, day, mono_ms, boot, trust, area, channel, language, flags");
    for (int i = 0; i < ITEM_COUNT; i++)
        g_string_append_printf(list, ", %s", schema_item_column((enum item)i));
    g_string_append(list, ", reasons, refers, note, seal");
    return g_string_free(list, FALSE);
}

bool entry_prepare_insert(sqlite3_stmt **out, sqlite3 *db, GError **error)
{
    g_autofree char *columns = column_list();
    GString *sql = g_string_new(NULL);
    g_string_printf(sql, "INSERT INTO entry(%s) VALUES (?1", columns);
    for (int i = 2; i <= ENTRY_COLUMNS; i++)
        g_string_append_printf(sql, ", ?%d", i);
    g_string_append_c(sql, ')');
    bool prepared = sql_prepare(out, db, sql->str, error);
    g_string_free(sql, TRUE);
    return prepared;
}

bool entry_prepare_select(sqlite3_stmt **out, sqlite3 *db, const char *where, GError **error)
{
    g_autofree char *columns = column_list();
    g_autofree char *sql = g_strconcat("SELECT ", columns, " FROM entry ", where, NULL);
    return sql_prepare(out, db, sql, error);
}
