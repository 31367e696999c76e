#include "verify.h"
#include "device.h"
#include "referral.h"
#include "schema.h"
#include "sums.h"
#include "verify_links.h"
#include <sodium.h>
#include <string.h>

enum { NOTED_MIN = 16 }; /* digits: what a report in text prints, and too many to meet by chance */

/* One pass over the entries, holding no more of them than the one looked at. */
struct pass {
    struct verify_result *result;
    sqlite3 *db;
    int version; /* of the journal */
    const uint8_t *key;
    const char *noted; /* a head noted earlier, or its beginning; or NULL */
    bool met_noted;
    referral_t *referral;
    sums_t *sums;
};

G_GNUC_PRINTF(3, 4)
static bool find(struct verify_result *result, gint64 seq, const char *format, ...)
{
    const char *end = NULL;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *line = sql_one_line(text);
    g_strlcpy(result->problem, line, sizeof result->problem);
    if (!g_utf8_validate(result->problem, -1, &end))
        result->problem[end - result->problem] = '\0'; /* a letter cut in two at the end */
    result->bad_seq = seq;
    return false;
}

/* --- one entry --- */

/* Whether the head reached now is the one noted. */
static void meet_noted(struct pass *pass)
{
    char head[SEAL_TEXT_SIZE];
    if (pass->noted == NULL || pass->met_noted)
        return;
    seal_format(head, pass->result->head);
    pass->met_noted = g_ascii_strncasecmp(head, pass->noted, strlen(pass->noted)) == 0;
}

static bool check_seal(struct pass *pass, const struct value *values, gint64 seq)
{
    struct verify_result *result = pass->result;
    uint8_t seal[SEAL_SIZE];
    const struct value *stored = &values[ENTRY_SEAL];
    chain_seal(seal, pass->key, result->head, values, ENTRY_SEALED);
    if (stored->type != VALUE_BLOB || stored->size != SEAL_SIZE ||
        memcmp(seal, stored->bytes, SEAL_SIZE) != 0)
        return find(result, seq, "entry %" G_GINT64_FORMAT " does not fit its seal", seq);
    memcpy(result->head, seal, SEAL_SIZE);
    result->head_seq = seq;
    meet_noted(pass);
    return true;
}

static bool check_meaning(struct pass *pass, const struct value *values, gint64 seq)
{
    struct rating entry;
    struct standing standing;
    const char *why = NULL;
    const uint8_t *before = NULL;
    g_autoptr(GError) problem = NULL;
    if (!entry_rating(&entry, values, &why))
        return find(pass->result, seq, "entry %" G_GINT64_FORMAT ": %s", seq, why);
    if (entry.refers != 0) {
        if (!referral_check(&standing, pass->referral, &entry, seq, &problem))
            return find(pass->result, seq, "entry %" G_GINT64_FORMAT ": %s", seq, problem->message);
        if (!referral_counts_alike(&entry, &standing.rating))
            return find(pass->result, seq,
                        "entry %" G_GINT64_FORMAT
                        " counts for another day, area, channel or flags than rating %" G_GINT64_FORMAT,
                        seq, entry.refers);
        before = entry.kind == ENTRY_CORRECTION ? standing.rating.answers : NULL;
    }
    sums_add(pass->sums, &entry, before);
    pass->result->ratings += entry.kind == ENTRY_RATING;
    return true;
}

static bool check_entry(struct pass *pass, sqlite3_stmt *entries)
{
    struct value values[ENTRY_COLUMNS];
    struct verify_result *result = pass->result;
    gint64 expected = result->head_seq + 1;
    sql_columns(values, entries, ENTRY_COLUMNS);
    gint64 seq = values[ENTRY_SEQ].integer;
    if (seq < expected)
        return find(result, expected, "before entry 1 stands entry %" G_GINT64_FORMAT, seq);
    if (seq > expected)
        return find(result, expected,
                    "entry %" G_GINT64_FORMAT " is missing: after %" G_GINT64_FORMAT
                    " comes %" G_GINT64_FORMAT,
                    expected, result->head_seq, seq);
    result->entries++;
    return check_seal(pass, values, seq) && check_meaning(pass, values, seq);
}

/* --- the whole --- */

static bool find_failure(struct pass *pass)
{
    return find(pass->result, 0, "after entry %" G_GINT64_FORMAT ": %s", pass->result->head_seq,
                sqlite3_errmsg(pass->db));
}

static bool check_entries(struct pass *pass)
{
    sqlite3_stmt *entries = NULL;
    int result = SQLITE_OK;
    bool sound = true;
    if (!entry_prepare_select(&entries, pass->db, "ORDER BY seq", NULL) ||
        !referral_new(&pass->referral, pass->db, NULL))
        sound = find_failure(pass);
    while (sound && (result = sqlite3_step(entries)) == SQLITE_ROW)
        sound = check_entry(pass, entries);
    if (sound && result != SQLITE_DONE)
        sound = find_failure(pass);
    sqlite3_finalize(entries);
    return sound;
}

static bool check_sums(struct pass *pass)
{
    g_autofree char *finding = NULL;
    g_autoptr(GError) problem = NULL;
    if (sums_agree_with_tables(pass->sums, pass->db, pass->version, &finding, &problem))
        return true;
    return find(pass->result, 0, "%s", finding != NULL ? finding : problem->message);
}

static bool check_links(struct pass *pass)
{
    g_autofree char *finding = NULL;
    g_autoptr(GError) problem = NULL;
    if (verify_links(pass->db, pass->version, &finding, &problem))
        return true;
    return find(pass->result, 0, "%s", finding != NULL ? finding : problem->message);
}

static bool check_noted(struct pass *pass)
{
    if (pass->noted == NULL || pass->met_noted)
        return true;
    return find(pass->result, 0,
                "the head noted earlier, %.16s..., is not among the %" G_GINT64_FORMAT
                " entries: the tail was cut or the journal replaced",
                pass->noted, pass->result->entries);
}

/* SQLite's own complaint names no entry, so it is told only when the entries have nothing to tell. */
static bool check_file(struct pass *pass, const char *finding)
{
    return finding == NULL || find(pass->result, 0, "SQLite: %s", finding);
}

static void check_all(struct pass *pass)
{
    g_autofree char *finding = NULL;
    g_autoptr(GError) problem = NULL;
    pass->sums = sums_new();
    if (!sql_is_whole(pass->db, &finding, &problem) && finding == NULL)
        finding = g_strdup(problem->message);
    pass->result->sound = check_entries(pass) && check_file(pass, finding) && check_sums(pass) &&
                          check_links(pass) && check_noted(pass);
    sums_free(pass->sums);
    referral_free(pass->referral);
}

static bool begin(struct device *device, int *version, sqlite3 *db, const struct journal_identity *identity,
                  GError **error)
{
    return sql_run(db, "BEGIN", "reading", error) && schema_look(version, db, &schema_steps, error) &&
           device_read(device, db, error) &&
           device_check(device, db, identity->device, identity->center, error);
}

bool verify_is_head(const char *text)
{
    size_t digits = strspn(text, "0123456789abcdefABCDEF");
    return text[digits] == '\0' && digits >= NOTED_MIN && digits < SEAL_TEXT_SIZE;
}

bool verify_journal(struct verify_result *out, const char *file, const struct journal_identity *identity,
                    const char *noted_head, GError **error)
{
    sqlite3 *db = NULL;
    struct device device;
    GError *problem = NULL;
    struct pass pass = {.result = out, .key = identity->key, .noted = noted_head};
    *out = (struct verify_result){.sound = false};
    g_assert(noted_head == NULL || verify_is_head(noted_head));
    if (sodium_init() < 0)
        g_error("libsodium does not start");
    bool begun =
        sql_open_reader(&db, file, &problem) && begin(&device, &pass.version, db, identity, &problem);
    if (begun) {
        pass.db = db;
        device_seal(out->head, &device, identity->key);
        meet_noted(&pass);
        check_all(&pass);
    }
    sql_close(db);
    /* A damaged file is what a verification is there to find. */
    if (g_error_matches(problem, JOURNAL_ERROR, JOURNAL_ERROR_DAMAGED)) {
        find(out, 0, "%s", problem->message);
        g_clear_error(&problem);
        return true;
    }
    if (problem != NULL)
        g_propagate_error(error, problem);
    return problem == NULL;
}
