#include "journal_internal.h"
#include "misuse_row.h"
#include "period.h"
#include "schema.h"
#include <string.h>

enum { STEP_MS = 2000 };

/* --- one transaction --- */

/* Ends a transaction that failed: SQLite does so by itself on some failures, and not on others. While one is
 * open nothing that seems stored is. */
static bool roll_back(journal_t *journal, GError **error)
{
    return sqlite3_get_autocommit(journal->db) ||
           sql_run(journal->db, "ROLLBACK", "giving up what failed", error);
}

static bool begin(journal_t *journal, GError **error)
{
    journal->committed = journal->head;
    journal->may_come_back = false;
    sums_clear(journal->sums);
    return roll_back(journal, error) && sql_step(journal->begin, "beginning", error);
}

static bool write_beat(journal_t *journal, GError **error)
{
    return roll_back(journal, error) && sql_step(journal->beat, "trying to write", error);
}

/* A rollback that fails is tried again before anything else is done. A commit that failed after its bytes
 * were written lies whole in the log, where the start after a crash would find it: the next write takes its
 * place. When storage refuses that too, there is nothing more to be done here. */
static void undo(journal_t *journal)
{
    bool ended = roll_back(journal, NULL);
    journal->head = journal->committed;
    if (ended && journal->may_come_back)
        write_beat(journal, NULL);
}

/* What the tables do not take of an entry that was found to be right is no fault of the entry. */
static bool blame_tables(GError *problem, GError **error)
{
    if (g_error_matches(problem, JOURNAL_ERROR, JOURNAL_ERROR_INVALID))
        problem->code = JOURNAL_ERROR_DAMAGED;
    g_propagate_error(error, problem);
    return false;
}

/* A count that would become negative was tampered with. */
static bool save_sums(journal_t *journal, GError **error)
{
    GError *problem = NULL;
    return sums_save(journal->sums, journal->store, &problem) || blame_tables(problem, error);
}

/* What was taken out is in the log until that is emptied, which readers may put off. */
static void silence_log(journal_t *journal)
{
    if (journal->log_tells)
        journal->log_tells = !sql_empty_log(journal->db);
}

static bool commit(journal_t *journal, GError **error)
{
    if (!save_sums(journal, error))
        return false;
    journal->may_come_back = true;
    if (!sql_step(journal->commit, "storing", error))
        return false;
    silence_log(journal);
    return true;
}

/* --- one entry --- */

/* Stores an entry that was found to be right, and counts it. */
static bool store(journal_t *journal, const struct rating *rating, const uint8_t *before, GError **error)
{
    struct value values[ENTRY_COLUMNS];
    uint8_t seal[SEAL_SIZE];
    gint64 seq = journal->head.seq + 1;
    entry_values(values, seq, rating);
    chain_seal(seal, journal->key, journal->head.seal, values, ENTRY_SEALED);
    values[ENTRY_SEAL] = value_blob(seal, sizeof seal);
    sql_bind(journal->insert, values, ENTRY_COLUMNS);
    if (!sql_step(journal->insert, "storing an entry", error))
        return false;
    journal->head.seq = seq;
    memcpy(journal->head.seal, seal, sizeof seal);
    sums_add(journal->sums, rating, before);
    return true;
}

/* How far the wall clock moved against the other clock since the entry before; 0 when that cannot be told. */
static gint64 clock_step(const struct head *head, const struct moment *when)
{
    static const uint8_t unknown[BOOT_ID_SIZE];
    if (!head->has_clock || when->trust == CLOCK_GIVEN || memcmp(when->boot, unknown, BOOT_ID_SIZE) == 0 ||
        memcmp(when->boot, head->clock.boot, BOOT_ID_SIZE) != 0)
        return 0;
    return (when->utc_ms - head->clock.utc_ms) - (when->mono_ms - head->clock.mono_ms);
}

static bool store_step(journal_t *journal, const struct rating *next, GError **error)
{
    gint64 step = clock_step(&journal->head, &next->when);
    struct rating clock = {.kind = ENTRY_CLOCK, .when = next->when, .channel = next->channel};
    if (ABS(step) <= STEP_MS)
        return true;
    g_snprintf(clock.note, sizeof clock.note, "%c%" G_GINT64_FORMAT ".%03d s", step < 0 ? '-' : '+',
               ABS(step) / 1000, (int)(ABS(step) % 1000));
    return store(journal, &clock, NULL, error);
}

/* Puts in the place of what a follow-up says of itself what its rating says. */
static void follow(struct rating *entry, const struct rating *rating)
{
    entry->when.day = rating->when.day;
    memcpy(entry->area, rating->area, sizeof entry->area);
    entry->channel = rating->channel;
    entry->flags = rating->flags;
}

/* An entry on its way in, after it was found to be right. */
struct entrant {
    struct rating entry; /* with what it takes from the rating it refers to */
    struct standing standing;
    const uint8_t *before; /* the answers that a correction takes the place of */
};

/* JOURNAL_ERROR_INVALID: it cannot be stored, and nothing has changed. */
static bool admit(struct entrant *out, journal_t *journal, const struct rating *rating, GError **error)
{
    const char *why = NULL;
    if (!rating_is_valid(rating, &why)) {
        g_set_error_literal(error, JOURNAL_ERROR, JOURNAL_ERROR_INVALID, why);
        return false;
    }
    out->entry = *rating;
    out->before = NULL;
    if (rating->refers != 0) {
        if (!referral_check(&out->standing, journal->referral, rating, journal->head.seq + 1, error))
            return false;
        follow(&out->entry, &out->standing.rating);
        out->before = rating->kind == ENTRY_CORRECTION ? out->standing.rating.answers : NULL;
    }
    return true;
}

/* Any error: storage failed and the transaction cannot go on. */
static bool store_entrant(journal_t *journal, const struct rating *rating, const struct entrant *entrant,
                          GError **error)
{
    GError *problem = NULL;
    if (!store_step(journal, rating, &problem) || !store(journal, &entrant->entry, entrant->before, &problem))
        return blame_tables(problem, error);
    head_note_clock(&journal->head, &rating->when);
    return true;
}

/* Stores an entry. JOURNAL_ERROR_INVALID: it was refused and nothing has changed; any other error: storage
 * failed and the transaction cannot go on. */
static bool append(journal_t *journal, const struct rating *rating, GError **error)
{
    struct entrant entrant;
    return admit(&entrant, journal, rating, error) && store_entrant(journal, rating, &entrant, error);
}

/* --- groups --- */

static bool refuse(GError **error, const char *why)
{
    g_set_error_literal(error, JOURNAL_ERROR, JOURNAL_ERROR_INVALID, why);
    return false;
}

static bool has_entry(const struct journal_item *item)
{
    return item->rating.kind != 0;
}

static bool has_remark(const struct journal_item *item)
{
    return item->remark != NULL && item->remark[0] != '\0';
}

static bool admit_item(struct entrant *out, journal_t *journal, const struct journal_item *item,
                       GError **error)
{
    if (!has_entry(item) && !has_remark(item))
        return refuse(error, "neither a rating nor a remark");
    if (has_remark(item) && !remark_text_can_be(item->remark, strlen(item->remark)))
        return refuse(error, "a remark that is too long or no text");
    if (!has_entry(item) && !day_is_valid(item->rating.when.day))
        return refuse(error, "its day is not a date");
    return !has_entry(item) || admit(out, journal, &item->rating, error);
}

static bool store_remark(journal_t *journal, const struct journal_item *item, GError **error)
{
    GError *problem = NULL;
    return remark_row_add(journal->add_remark, item->rating.when.day, item->remark, &problem) ||
           blame_tables(problem, error);
}

/* Checks come first, so that an item that is refused does not use up its link. */
static bool store_item(journal_t *journal, const struct journal_item *item, GError **error)
{
    struct entrant entrant;
    journal->tells_order |= item->spend != NULL || has_remark(item);
    return admit_item(&entrant, journal, item, error) &&
           (item->spend == NULL || spent_use(journal->spent, item->spend, error)) &&
           (!has_entry(item) || store_entrant(journal, &item->rating, &entrant, error)) &&
           (!has_remark(item) || store_remark(journal, item, error));
}

/* Whether the item alone is at fault, and the transaction goes on without it. */
static bool is_its_own(const GError *problem)
{
    return g_error_matches(problem, JOURNAL_ERROR, JOURNAL_ERROR_INVALID) ||
           g_error_matches(problem, JOURNAL_ERROR, JOURNAL_ERROR_REPEATED) ||
           g_error_matches(problem, JOURNAL_ERROR, JOURNAL_ERROR_SPENT);
}

static bool append_item(journal_t *journal, struct journal_item *item, GError **error)
{
    GError *problem = NULL;
    if (store_item(journal, item, &problem)) {
        item->seq = has_entry(item) ? journal->head.seq : 0;
        return true;
    }
    if (is_its_own(problem)) {
        item->error = problem;
        return true;
    }
    g_propagate_error(error, problem);
    return false;
}

static bool append_items(journal_t *journal, struct journal_item *items, size_t n, GError **error)
{
    if (!begin(journal, error))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!append_item(journal, &items[i], error))
            return false;
    }
    return commit(journal, error);
}

bool journal_append(journal_t *journal, struct journal_item *items, size_t n, GError **error)
{
    for (size_t i = 0; i < n; i++) {
        items[i].seq = 0;
        items[i].error = NULL;
    }
    if (append_items(journal, items, n, error))
        return true;
    undo(journal);
    for (size_t i = 0; i < n; i++) {
        items[i].seq = 0;
        g_clear_error(&items[i].error);
    }
    return false;
}

/* --- bulk --- */

static bool refuse_known(journal_t *journal, const struct rating *note, GError **error)
{
    const struct value text = value_text(note->note);
    sql_bind(journal->known, &text, 1);
    int result = sqlite3_step(journal->known);
    if (result == SQLITE_ROW)
        sql_refuse(journal->db, JOURNAL_ERROR_KNOWN, error, "\"%s\" is in the journal already", note->note);
    else if (result != SQLITE_DONE)
        sql_fail(journal->db, "looking for an import", error);
    sqlite3_reset(journal->known);
    return result == SQLITE_DONE;
}

static bool append_note(journal_t *journal, const struct rating *note, GError **error)
{
    if (note == NULL)
        return true;
    g_assert(note->kind == ENTRY_NOTE);
    return refuse_known(journal, note, error) && append(journal, note, error);
}

static bool append_each(journal_t *journal, journal_next next, void *payload, gint64 *stored, GError **error)
{
    struct rating rating;
    gint64 n = 0;
    int more;
    while ((more = next(&rating, payload, error)) == 1) {
        n++;
        if (!append(journal, &rating, error)) {
            g_prefix_error(error, "entry %" G_GINT64_FORMAT " of them: ", n);
            return false;
        }
        *stored += rating.kind == ENTRY_RATING;
    }
    return more == 0;
}

static bool append_bulk(journal_t *journal, const struct rating *note, journal_next next, void *payload,
                        gint64 *stored, GError **error)
{
    return begin(journal, error) && append_note(journal, note, error) &&
           append_each(journal, next, payload, stored, error) && commit(journal, error);
}

/* The log holds the whole transaction before any of it reaches the journal: an import needs its own size
 * twice, and the log is emptied after it, taken or not. What lay in the log before goes to the journal first,
 * or a disk filled by the import would have no room left for it and the log could not be emptied. What is
 * committed is safe in the log, so that a failure of either is none of the import. */
bool journal_append_all(journal_t *journal, const struct rating *note, journal_next next, void *payload,
                        gint64 *stored, GError **error)
{
    gint64 count = 0;
    sqlite3_wal_checkpoint_v2(journal->db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    bool done = append_bulk(journal, note, next, payload, &count, error);
    if (!done)
        undo(journal);
    sqlite3_wal_checkpoint_v2(journal->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    *stored = done ? count : 0;
    return done;
}

/* --- misuse and remarks --- */

static bool finish(journal_t *journal, bool done, GError **error)
{
    done = done && commit(journal, error);
    if (!done)
        undo(journal);
    return done;
}

bool journal_add_misuse(journal_t *journal, int day, const gint64 counts[MISUSE_COUNT], GError **error)
{
    return finish(journal, begin(journal, error) && misuse_row_add(journal->db, day, counts, error), error);
}

bool journal_take_out_remark(journal_t *journal, const uint8_t id[REMARK_ID_SIZE], const struct rating *note,
                             GError **error)
{
    g_assert(note->kind == ENTRY_NOTE);
    bool done =
        begin(journal, error) && remark_row_take_out(journal->db, id, error) && append(journal, note, error);
    journal->log_tells = journal->log_tells || done;
    return finish(journal, done, error);
}

/* Each is remade from rows that are read in the order of their keys. */
static bool lay_in_order(journal_t *journal, GError **error)
{
    return begin(journal, error) &&
           schema_run(journal->db, schema_spent_anew, "laying the spent links in order", error) &&
           schema_run(journal->db, schema_remark_anew, "laying the remarks in order", error);
}

bool journal_tidy(journal_t *journal, GError **error)
{
    if (!journal->tells_order)
        return true;
    bool done = lay_in_order(journal, error);
    journal->log_tells = journal->log_tells || done;
    done = finish(journal, done, error);
    journal->tells_order = !done;
    return done;
}

bool journal_probe(journal_t *journal, GError **error)
{
    if (!write_beat(journal, error))
        return false;
    silence_log(journal);
    return true;
}

gint64 journal_head(const journal_t *journal, uint8_t seal[SEAL_SIZE])
{
    memcpy(seal, journal->head.seal, SEAL_SIZE);
    return journal->head.seq;
}
