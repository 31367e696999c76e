#include "export_hours.h"
#include <stdlib.h>
#include <string.h>

/* A held rating is two numbers, so that many fit and ordering is quick:
 *   place  day and hour (32 bits), area (16), language (16)
 *   said   channel, trust, flags, reasons, answers
 * Area and language are numbers of texts. */
enum {
    HELD_MAX = 32768,
    KEPT_MAX = HELD_MAX / 2, /* of the hour that is under way */
    TEXTS_MAX = 4096,
    ANSWER_BITS = 3,
    ANSWERS_BITS = ANSWER_BITS * ITEM_COUNT,
    MASK_BITS = 8,
    REASONS_AT = ANSWERS_BITS,
    FLAGS_AT = REASONS_AT + MASK_BITS,
    TRUST_AT = FLAGS_AT + MASK_BITS,
    CHANNEL_AT = TRUST_AT + 2,
    SAID_BITS = CHANNEL_AT + 3,
    HOURS_A_DAY = 25, /* the first is that of no hour */
    MASK = (1 << MASK_BITS) - 1
};
G_STATIC_ASSERT(SAID_BITS <= 64);
G_STATIC_ASSERT((int)REASON_COUNT <= MASK_BITS && (int)FLAG_CLOCK <= MASK);
G_STATIC_ASSERT(CHANNEL_COUNT <= 8 && CLOCK_GIVEN <= 3);
G_STATIC_ASSERT(TEXTS_MAX <= G_MAXUINT16);

struct held {
    guint64 place, said;
};

struct export_hours {
    struct export_writer *writer;
    char device[AREA_ID_SIZE];
    struct export_row row;                      /* the last one written */
    guint32 row_hour;                           /* what row.hour says */
    GPtrArray *texts;                           /* by number, UTF-8; owns them */
    GHashTable *numbers;                        /* what a journal holds to number + 1; owns the former */
    guint16 rank[TEXTS_MAX], ranked[TEXTS_MAX]; /* by number: place among all; and back */
    guint n_ranked;
    size_t n;
    struct held held[HELD_MAX];
};

export_hours_t *export_hours_new(struct export_writer *writer)
{
    export_hours_t *hours = g_new0(export_hours_t, 1);

    hours->writer = writer;
    hours->texts = g_ptr_array_new_with_free_func(g_free);
    hours->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return hours;
}

void export_hours_free(export_hours_t *hours)
{
    if (!hours)
        return;
    g_hash_table_unref(hours->numbers);
    g_ptr_array_unref(hours->texts);
    g_free(hours);
}

/* --- texts --- */

/* A journal may hold any bytes. */
static char *readable(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *out = g_string_new(NULL);

    for (const char *c = valid; *c; c = g_utf8_next_char(c))
        g_string_append_unichar(out, g_unichar_isprint(g_utf8_get_char(c)) ? g_utf8_get_char(c) : 0xFFFD);
    return g_string_free(out, FALSE);
}

static guint16 number_of(export_hours_t *hours, const char *text)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(hours->numbers, text));

    if (number == 0) {
        g_ptr_array_add(hours->texts, readable(text));
        number = hours->texts->len;
        g_hash_table_insert(hours->numbers, g_strdup(text), GUINT_TO_POINTER(number));
    }
    return (guint16)(number - 1);
}

static int by_text(gconstpointer a, gconstpointer b, gpointer texts)
{
    const GPtrArray *all = texts;
    return strcmp(all->pdata[*(const guint16 *)a], all->pdata[*(const guint16 *)b]);
}

/* Numbers come in the order of first sight, which is not to show in the order of rows. */
static void rank_texts(export_hours_t *hours)
{
    const guint n = hours->texts->len;

    if (hours->n_ranked == n)
        return;
    for (guint i = 0; i < n; i++)
        hours->ranked[i] = (guint16)i;
    g_qsort_with_data(hours->ranked, (gint)n, sizeof hours->ranked[0], by_text, hours->texts);
    for (guint i = 0; i < n; i++)
        hours->rank[hours->ranked[i]] = (guint16)i;
    hours->n_ranked = n;
}

static void forget_texts(export_hours_t *hours)
{
    g_hash_table_remove_all(hours->numbers);
    g_ptr_array_set_size(hours->texts, 0);
    hours->n_ranked = 0;
}

/* --- packing --- */

static guint64 pack_place(guint32 hour, guint16 area, guint16 language)
{
    return (guint64)hour << 32 | (guint64)area << 16 | language;
}

static guint32 hour_of(guint64 place)
{
    return (guint32)(place >> 32);
}

static guint16 area_of(guint64 place)
{
    return (guint16)(place >> 16);
}

static guint16 language_of(guint64 place)
{
    return (guint16)place;
}

static guint64 pack_said(const struct rating *rating)
{
    guint64 said = (guint64)rating->channel << CHANNEL_AT | (guint64)rating->when.trust << TRUST_AT |
                   (guint64)(rating->flags & MASK) << FLAGS_AT |
                   (guint64)(rating->reasons & MASK) << REASONS_AT;

    for (int i = 0; i < ITEM_COUNT; i++)
        said |= (guint64)rating->answers[i] << i * ANSWER_BITS;
    return said;
}

static void unpack_said(struct export_row *row, guint64 said)
{
    row->channel = (enum channel)(said >> CHANNEL_AT & 7);
    row->trust = (enum clock_trust)(said >> TRUST_AT & 3);
    row->flags = (unsigned)(said >> FLAGS_AT & MASK);
    row->reasons = (unsigned)(said >> REASONS_AT & MASK);
    for (int i = 0; i < ITEM_COUNT; i++)
        row->answers[i] = said >> i * ANSWER_BITS & 7;
}

static guint32 pack_hour(const struct moment *when)
{
    return (guint32)when->day * HOURS_A_DAY + (guint32)(export_hour(when) + 1);
}

static char *put_digits(char *to, guint32 number, int digits)
{
    for (int i = digits - 1; i >= 0; i--, number /= 10)
        to[i] = (char)('0' + number % 10);
    return to + digits;
}

static void unpack_hour(char out[EXPORT_HOUR_SIZE], guint32 packed)
{
    const guint32 day = packed / HOURS_A_DAY, hour = packed % HOURS_A_DAY;
    char *end = put_digits(out, day / 10000, 4);

    *end = '-';
    end = put_digits(end + 1, day / 100 % 100, 2);
    *end = '-';
    end = put_digits(end + 1, day % 100, 2);
    if (hour > 0) {
        *end = 'T';
        end = put_digits(end + 1, hour - 1, 2);
    }
    *end = '\0';
}

/* --- writing --- */

static bool write_held(export_hours_t *hours, const struct held *held, GError **error)
{
    struct export_row *row = &hours->row;
    const guint32 hour = hour_of(held->place);

    if (hours->row_hour != hour) {
        unpack_hour(row->hour, hour);
        hours->row_hour = hour;
    }
    row->area = hours->texts->pdata[hours->ranked[area_of(held->place)]];
    row->language = hours->texts->pdata[hours->ranked[language_of(held->place)]];
    unpack_said(row, held->said);
    return hours->writer->write(hours->writer, row, error);
}

static int by_content(const void *a, const void *b)
{
    const struct held *left = a, *right = b;

    if (left->place != right->place)
        return left->place < right->place ? -1 : 1;
    return left->said < right->said ? -1 : left->said > right->said;
}

/* Replaces the number of each text by what `table` has for it. */
static void renumber(struct held *held, size_t n, const guint16 *table)
{
    for (size_t i = 0; i < n; i++) {
        const guint64 place = held[i].place;
        held[i].place = pack_place(hour_of(place), table[area_of(place)], table[language_of(place)]);
    }
}

static size_t find_hour(const export_hours_t *hours, guint32 hour)
{
    size_t low = 0, high = hours->n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (hour_of(hours->held[middle].place) < hour)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Writes all but the rows from..to, which stay. They are in order. */
static bool write_around(export_hours_t *hours, size_t from, size_t to, GError **error)
{
    for (size_t i = 0; i < hours->n; i++)
        if ((i < from || i >= to) && !write_held(hours, &hours->held[i], error))
            return false;
    memmove(hours->held, hours->held + from, (to - from) * sizeof hours->held[0]);
    hours->n = to - from;
    renumber(hours->held, hours->n, hours->ranked);
    return true;
}

static void order(export_hours_t *hours)
{
    rank_texts(hours);
    renumber(hours->held, hours->n, hours->rank);
    qsort(hours->held, hours->n, sizeof hours->held[0], by_content);
}

bool export_hours_empty(export_hours_t *hours, GError **error)
{
    order(hours);
    return write_around(hours, 0, 0, error);
}

/* The hour under way is kept, so that it is not cut in two, unless it is too large for that. */
static bool make_room(export_hours_t *hours, GError **error)
{
    const guint32 latest = hour_of(hours->held[hours->n - 1].place);

    order(hours);
    const size_t from = find_hour(hours, latest), to = find_hour(hours, latest + 1);
    return to - from > KEPT_MAX ? write_around(hours, 0, 0, error) : write_around(hours, from, to, error);
}

static bool turn_to(export_hours_t *hours, const char *device, GError **error)
{
    if (strcmp(hours->device, device) == 0)
        return true;
    if (!export_hours_empty(hours, error))
        return false;
    g_strlcpy(hours->device, device, sizeof hours->device);
    hours->row.device = hours->device;
    return true;
}

bool export_hours_add(export_hours_t *hours, const char *device, const struct rating *rating, GError **error)
{
    if (!turn_to(hours, device, error) || (hours->n == HELD_MAX && !make_room(hours, error)))
        return false;
    if (hours->texts->len + 2 > TEXTS_MAX) {
        if (!export_hours_empty(hours, error))
            return false;
        forget_texts(hours);
    }
    hours->held[hours->n++] =
        (struct held){pack_place(pack_hour(&rating->when), number_of(hours, rating->area),
                                 number_of(hours, rating->language)),
                      pack_said(rating)};
    return true;
}
