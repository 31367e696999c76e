#include "backup.h"
#include "clock.h"
#include "disk.h"
#include "folder.h"
#include "journal_internal.h"
#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

/* The lock lies beside the journal, never on it: SQLite's own locks would be lost with its descriptor. */
static char *lock_name(const char *file)
{
    size_t stem = g_str_has_suffix(file, ".db") ? strlen(file) - strlen(".db") : strlen(file);
    return g_strdup_printf("%.*s.lock", (int)stem, file);
}

static bool take_lock(journal_t *journal, const char *file, GError **error)
{
    g_autofree char *lock = lock_name(file);
    journal->lock = disk_lock(lock);
    if (journal->lock >= 0)
        return true;
    if (errno == EWOULDBLOCK)
        g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_OPEN,
                    "%s: another program is writing to this journal: expected to be its only writer", file);
    else
        g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_OPEN,
                    "%s: cannot be written to: expected a folder with the right to write: %s", file,
                    g_strerror(errno));
    return false;
}

/* How a journal is opened. */
struct opening {
    const struct schema_steps *steps;
    const struct device *begun; /* what one that is made begins with */
    bool copy;                  /* to take bundles into it */
};

static bool in_transaction(sqlite3 *db, bool done, GError **error)
{
    done = done && sql_run(db, "COMMIT", "storing the tables", error);
    if (!done && !sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return done;
}

static bool begin(sqlite3 *db, GError **error)
{
    return sql_run(db, "BEGIN IMMEDIATE", "beginning", error);
}

static struct device device_begun_now(const struct journal_identity *identity)
{
    struct moment now;
    clock_read(&now);
    struct device device = {.made = now.utc_ms, .program = SIPAS_VERSION, .format = DEVICE_FORMAT};
    g_strlcpy(device.device, identity->device, sizeof device.device);
    g_strlcpy(device.center, identity->center, sizeof device.center);
    return device;
}

static bool make_tables(sqlite3 *db, const struct opening *opening, GError **error)
{
    return sql_make_durable(db, error) && begin(db, error) &&
           in_transaction(db,
                          schema_bring(db, 0, opening->steps, error) &&
                              device_store(db, opening->begun, error) &&
                              (!opening->copy || schema_run(db, schema_copy, "making the tables", error)),
                          error);
}

/* What a making that failed or was cut off has left; the lock says that nobody else is at it. */
static void remove_draft(const char *draft)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *file = g_strconcat(draft, endings[i], NULL);
        unlink(file);
    }
}

/* The tables lie in the log, which stays behind under the draft's name when the draft is renamed. */
static bool empty_log(sqlite3 *db, GError **error)
{
    return sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) == SQLITE_OK ||
           sql_fail(db, "storing the tables", error);
}

static bool make_draft(const char *draft, const struct opening *opening, GError **error)
{
    sqlite3 *db = NULL;
    bool made = sql_make_file(&db, draft, error) && make_tables(db, opening, error) && empty_log(db, error);
    sql_close(db);
    return made;
}

/* A new journal is made under another name and renamed when it is whole and on disk, so that readers never
 * see half of one, and a journal that has become empty is not mistaken for a new one. When it cannot be made,
 * the lock goes too, while it is held: the folder is as empty as before. */
static bool make_new(const char *file, const struct opening *opening, GError **error)
{
    g_autofree char *draft = g_strconcat(file, ".new", NULL);
    g_autofree char *lock = lock_name(file);
    remove_draft(draft);
    if (make_draft(draft, opening, error) && disk_settle(draft, file, "making a journal", error))
        return true;
    remove_draft(draft);
    unlink(lock);
    return false;
}

/* A log without its journal would be taken for the new one's, and is all that is left of the old one. */
static bool make_if_none(const char *file, const struct opening *opening, GError **error)
{
    if (g_file_test(file, G_FILE_TEST_EXISTS))
        return true;
    if (!sql_has_log(file))
        return make_new(file, opening, error);
    g_set_error(error, JOURNAL_ERROR, JOURNAL_ERROR_DAMAGED,
                "%s: missing, while its log (-wal) is there: expected both or neither", file);
    return false;
}

static bool check_whole(sqlite3 *db, GError **error)
{
    g_autofree char *finding = NULL;
    bool whole = sql_is_whole(db, &finding, error);
    if (finding != NULL)
        sql_refuse(db, JOURNAL_ERROR_DAMAGED, error, "damaged: %s", finding);
    return whole;
}

/* A backup of what has not changed is of no use, and a program that is started again and again would fill the
 * disk with them. */
static bool migrate(sqlite3 *db, int version, const struct schema_steps *steps, GError **error)
{
    g_autofree char *backup = NULL;
    if (!backup_make(&backup, db, version, error))
        return false;
    if (begin(db, error) && in_transaction(db, schema_bring(db, version, steps, error), error))
        return true;
    unlink(backup);
    return false;
}

/* What is added to a copy by anybody else would part it from the journal it is a copy of. */
static bool check_copy(sqlite3 *db, const struct opening *opening, GError **error)
{
    bool copy = false;
    if (!schema_is_copy(&copy, db, error))
        return false;
    return !copy || opening->copy ||
           sql_refuse(db, JOURNAL_ERROR_FOREIGN, error,
                      "a copy, taken from bundles of the machine that writes this journal: expected the "
                      "journal of that machine");
}

/* Nothing is changed before the file is known to be the journal wanted, and whole. */
static bool take_up(sqlite3 *db, struct device *device, const struct opening *opening,
                    const struct journal_identity *identity, GError **error)
{
    int version = 0;
    if (!schema_look(&version, db, opening->steps, error) || !device_read(device, db, error) ||
        !device_check(device, db, identity->device, identity->center, error) ||
        !check_copy(db, opening, error) || !check_whole(db, error) || !sql_make_durable(db, error))
        return false;
    return version == opening->steps->n || migrate(db, version, opening->steps, error);
}

static bool prepare(journal_t *journal, GError **error)
{
    sqlite3 *db = journal->db;
    journal->sums = sums_new();
    /* A program that was cut off before it emptied the log may have left in it what it took out. */
    journal->log_tells = !sql_empty_log(db);
    return sql_prepare(&journal->begin, db, "BEGIN IMMEDIATE", error) &&
           sql_prepare(&journal->commit, db, "COMMIT", error) &&
           sql_prepare(&journal->known, db, "SELECT 1 FROM entry WHERE kind = 6 AND note = ?1", error) &&
           sql_prepare(&journal->beat, db, "UPDATE pulse SET beats = beats + 1", error) &&
           entry_prepare_insert(&journal->insert, db, error) && referral_new(&journal->referral, db, error) &&
           spent_new(&journal->spent, db, error) && remark_row_prepare_add(&journal->add_remark, db, error) &&
           sums_store_new(&journal->store, db, error);
}

void head_note_clock(struct head *head, const struct moment *when)
{
    if (when->trust == CLOCK_GIVEN)
        return;
    head->clock = *when;
    head->has_clock = true;
}

/* Takes the entry the statement stands on for the head when it follows from `head` by this key. */
static bool follow(struct head *head, sqlite3_stmt *entry, const uint8_t key[SEAL_KEY_SIZE])
{
    struct value values[ENTRY_COLUMNS];
    struct rating rating;
    const char *why = NULL;
    uint8_t seal[SEAL_SIZE];
    sql_columns(values, entry, ENTRY_COLUMNS);
    chain_seal(seal, key, head->seal, values, ENTRY_SEALED);
    const struct value *stored = &values[ENTRY_SEAL];
    if (values[ENTRY_SEQ].integer != head->seq + 1 || !entry_rating(&rating, values, &why) ||
        stored->size != SEAL_SIZE || memcmp(seal, stored->bytes, SEAL_SIZE) != 0)
        return false;
    head->seq++;
    memcpy(head->seal, seal, SEAL_SIZE);
    head_note_clock(head, &rating.when);
    return true;
}

/* Begins at the entry the statement stands on, whose seal is taken as it is. */
static bool begin_at(struct head *head, sqlite3_stmt *entry)
{
    const void *seal = sqlite3_column_blob(entry, ENTRY_SEAL);
    if (seal == NULL || sqlite3_column_bytes(entry, ENTRY_SEAL) != SEAL_SIZE)
        return false;
    head->seq = sqlite3_column_int64(entry, ENTRY_SEQ);
    memcpy(head->seal, seal, SEAL_SIZE);
    return true;
}

/* The last two entries, or the only one, which follows from the header. */
static bool follow_last(struct head *head, sqlite3_stmt *entries, const uint8_t key[SEAL_KEY_SIZE],
                        int *result)
{
    *result = sqlite3_step(entries);
    if (*result != SQLITE_ROW)
        return true;
    if (sqlite3_column_int64(entries, ENTRY_SEQ) > 1) {
        if (!begin_at(head, entries) || (*result = sqlite3_step(entries)) == SQLITE_DONE)
            return false;
    }
    while (*result == SQLITE_ROW) {
        if (!follow(head, entries, key))
            return false;
        *result = sqlite3_step(entries);
    }
    return true;
}

/* The last entry has to follow from the one before by this key, or the chain would be carried on wrongly. */
static bool read_head(journal_t *journal, const struct device *device, GError **error)
{
    sqlite3_stmt *entries = NULL;
    int result = SQLITE_OK;
    journal->head = (struct head){.seq = 0};
    device_seal(journal->head.seal, device, journal->key);
    if (!entry_prepare_select(&entries, journal->db,
                              "WHERE seq > (SELECT max(seq) FROM entry) - 2 ORDER BY seq", error))
        return false;
    bool fits = follow_last(&journal->head, entries, journal->key, &result);
    if (!fits)
        sql_refuse(
            journal->db, JOURNAL_ERROR_DAMAGED, error,
            "its last entry does not follow from the one before: it was altered, or the key is not its own");
    else if (result != SQLITE_DONE)
        sql_fail(journal->db, "reading the last entry", error);
    sqlite3_finalize(entries);
    return fits && result == SQLITE_DONE;
}

/* Whether a program that was cut off may have left rows in the order they came in. */
static bool look_for_order(journal_t *journal, GError **error)
{
    gint64 rows = 0;
    if (!sql_integer(&rows, journal->db,
                     "SELECT EXISTS (SELECT 1 FROM spent) OR EXISTS (SELECT 1 FROM remark)", error))
        return false;
    journal->tells_order = rows != 0;
    return true;
}

static bool open_as(journal_t **out, const char *file, const struct journal_identity *identity,
                    const struct opening *opening, GError **error)
{
    struct device device;
    g_assert(device_id_is_valid(identity->device) && area_id_is_valid(identity->center));
    if (sodium_init() < 0)
        g_error("libsodium does not start");
    journal_t *journal = g_new0(journal_t, 1);
    journal->lock = -1;
    memcpy(journal->key, identity->key, SEAL_KEY_SIZE);
    if (take_lock(journal, file, error) && make_if_none(file, opening, error) &&
        sql_open_writer(&journal->db, file, error) &&
        take_up(journal->db, &device, opening, identity, error) && prepare(journal, error) &&
        read_head(journal, &device, error) && look_for_order(journal, error)) {
        journal_tidy(journal, NULL); /* a disk that is full is tidied later */
        *out = journal;
        return true;
    }
    journal_close(journal);
    return false;
}

bool journal_open_with(journal_t **out, const char *file, const struct journal_identity *identity,
                       const struct schema_steps *steps, GError **error)
{
    const struct device begun = device_begun_now(identity);
    return open_as(out, file, identity, &(struct opening){steps, &begun, false}, error);
}

bool journal_open_copy(journal_t **out, const char *file, const struct journal_identity *identity,
                       const struct device *begun, GError **error)
{
    return open_as(out, file, identity, &(struct opening){&schema_steps, begun, true}, error);
}

bool journal_open(journal_t **out, const char *file, const struct journal_identity *identity, GError **error)
{
    return journal_open_with(out, file, identity, &schema_steps, error);
}

void journal_close(journal_t *journal)
{
    if (journal == NULL)
        return;
    journal_tidy(journal, NULL);
    sqlite3_finalize(journal->begin);
    sqlite3_finalize(journal->commit);
    sqlite3_finalize(journal->insert);
    sqlite3_finalize(journal->known);
    sqlite3_finalize(journal->beat);
    sqlite3_finalize(journal->add_remark);
    spent_free(journal->spent);
    referral_free(journal->referral);
    sums_store_free(journal->store);
    sums_free(journal->sums);
    sql_close(journal->db);
    /* Last, when nothing of ours touches the file any more. */
    if (journal->lock >= 0)
        close(journal->lock);
    sodium_memzero(journal, sizeof *journal);
    g_free(journal);
}
