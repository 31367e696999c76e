#include "sums_internal.h"
#include <string.h>

G_STATIC_ASSERT(sizeof(struct place) == 8 + AREA_ID_SIZE && AREA_ID_SIZE % 8 == 0);

static guint place_hash(gconstpointer key)
{
    guint64 words[sizeof(struct place) / sizeof(guint64)];
    guint64 hash = 0;
    memcpy(words, key, sizeof words);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        hash = (hash ^ words[i]) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
        hash ^= hash >> 29;
    }
    return (guint)hash;
}

static gboolean place_equal(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(struct place)) == 0;
}

struct place place_of(int day, const char *area, enum channel channel, bool aside)
{
    struct place place = {.day = day, .channel = (gint16)channel, .aside = aside};
    size_t length = strlen(area);
    g_assert(length < sizeof place.area);
    memcpy(place.area, area, length);
    return place;
}

bool counts_are_zero(const struct counts *counts)
{
    for (int i = 0; i < LEVEL_COUNT; i++) {
        if (counts->n[i] != 0)
            return false;
    }
    return true;
}

/* A reason is never without its respondent. */
bool voices_are_zero(const struct voices *voices)
{
    return voices->ratings == 0 && voices->reasoned == 0;
}

sums_t *sums_new(void)
{
    sums_t *sums = g_new0(sums_t, 1);
    sums->cells = g_hash_table_new_full(place_hash, place_equal, NULL, g_free);
    sums->books = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
    return sums;
}

void sums_free(sums_t *sums)
{
    if (sums == NULL)
        return;
    g_hash_table_destroy(sums->cells);
    g_hash_table_destroy(sums->books);
    g_free(sums);
}

void sums_clear(sums_t *sums)
{
    g_hash_table_remove_all(sums->cells);
    g_hash_table_remove_all(sums->books);
    sums->last = NULL;
}

static struct cell *cell_at(sums_t *sums, const struct place *place)
{
    struct cell *cell = g_hash_table_lookup(sums->cells, place);
    if (cell == NULL) {
        cell = g_new0(struct cell, 1);
        cell->place = *place;
        g_hash_table_insert(sums->cells, &cell->place, cell);
    }
    return cell;
}

static struct book *book_of(sums_t *sums, gint64 day)
{
    if (sums->last != NULL && sums->last->day == day)
        return sums->last;
    struct book *book = g_hash_table_lookup(sums->books, &day);
    if (book == NULL) {
        book = g_new0(struct book, 1);
        book->day = day;
        g_hash_table_insert(sums->books, &book->day, book);
    }
    sums->last = book;
    return book;
}

static void count_answers(struct cell *cell, const struct rating *rating, const uint8_t *before)
{
    for (int i = 0; i < ITEM_COUNT; i++) {
        if (rating->answers[i] == LEVEL_NONE)
            continue;
        cell->items[i].n[rating->answers[i] - LEVEL_MIN]++;
        if (before != NULL)
            cell->items[i].n[before[i] - LEVEL_MIN]--;
    }
}

/* A rating has its reasons at most once, in its own entry or in a later one: whoever gave them is counted
 * once.
 */
static void count_voice(struct voices *voices, const struct rating *rating)
{
    voices->ratings += rating->kind == ENTRY_RATING;
    voices->reasoned += rating->reasons != 0;
    for (int i = 0; i < REASON_COUNT && rating->reasons != 0; i++)
        voices->reasons[i] += rating->reasons >> i & 1;
}

void sums_add(sums_t *sums, const struct rating *rating, const uint8_t *before)
{
    book_of(sums, rating->when.day)->entries[rating->kind]++;
    if (rating->kind != ENTRY_RATING && rating->refers == 0)
        return;
    struct place place = place_of(rating->when.day, rating->area, rating->channel, rating->flags != 0);
    struct cell *cell = cell_at(sums, &place);
    count_answers(cell, rating, before);
    count_voice(&cell->voices, rating);
}
