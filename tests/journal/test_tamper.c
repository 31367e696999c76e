/* Every byte of every column of every kind of entry is flipped in turn; verification must name the entry. */
#include "desk.h"
#include "entry.h"
#include "raw.h"
#include <string.h>

enum { ENTRIES = 7, FLIP = 0x10 };

static void set_up(struct desk *desk)
{
    struct rating rating = rating_at("dat-dai", 4, 0), note = rating_at("", 0, 70);
    struct rating further = referring(ENTRY_FURTHER, 1), reasons = referring(ENTRY_REASONS, 1);
    struct rating correction = referring(ENTRY_CORRECTION, 1);
    desk_init(desk);
    journal_t *journal = desk_open(desk);
    append_ok(journal, &rating);
    for (int i = ITEM_PHUC_VU; i < ITEM_COUNT; i++)
        further.answers[i] = (uint8_t)(1 + i % 5);
    append_ok(journal, &further);
    reasons.reasons = 0x81;
    append_ok(journal, &reasons);
    correction.answers[ITEM_TTHC] = 1;
    append_ok(journal, &correction);
    note.kind = ENTRY_NOTE;
    g_strlcpy(note.note, "Đã nhập", sizeof note.note);
    append_ok(journal, &note);
    rating.when.utc_ms += 90000;
    g_assert_cmpint(append_ok(journal, &rating), ==, ENTRIES);
    journal_close(journal);
    file_run(desk->file, "DROP TRIGGER entry_stays; DROP TRIGGER entry_stays_as_it_is");
}

/* A value with bytes of its own. */
struct held {
    struct value value;
    uint8_t bytes[256];
};

static void read_value(struct held *out, sqlite3 *db, const char *column, gint64 seq)
{
    g_autofree char *sql = g_strdup_printf("SELECT %s FROM entry WHERE seq = %" G_GINT64_FORMAT, column, seq);
    sqlite3_stmt *row = NULL;
    g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &row, NULL), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_step(row), ==, SQLITE_ROW);
    sql_columns(&out->value, row, 1);
    g_assert_cmpuint(out->value.size, <=, sizeof out->bytes);
    if (out->value.bytes != NULL)
        memcpy(out->bytes, out->value.bytes, out->value.size);
    out->value.bytes = out->bytes;
    sqlite3_finalize(row);
}

/* False when the tables do not take such a value even from a careless hand (NULL where there must be
 * something). */
static bool write_value(sqlite3 *db, const char *column, gint64 seq, const struct value *value)
{
    g_autofree char *sql =
        g_strdup_printf("UPDATE entry SET %s = ?1 WHERE seq = %" G_GINT64_FORMAT, column, seq);
    sqlite3_stmt *update = NULL;
    g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &update, NULL), ==, SQLITE_OK);
    sql_bind(update, value, 1);
    sqlite3_step(update);
    return sqlite3_finalize(update) == SQLITE_OK && sqlite3_changes(db) == 1;
}

struct place {
    const struct desk *desk;
    sqlite3 *db;
    const char *column;
    gint64 seq;
    int found;
};

/* Puts the changed value in, looks, and puts the right one back. */
static void try_value(struct place *place, const struct value *right, const struct value *changed)
{
    gint64 seq_now = strcmp(place->column, "seq") == 0 ? changed->integer : place->seq;
    if (!write_value(place->db, place->column, place->seq, changed))
        return;
    struct verify_result result = verify_bad(place->desk, place->seq);
    g_autofree char *name = g_strdup_printf("entry %" G_GINT64_FORMAT, place->seq);
    g_assert_nonnull(strstr(result.problem, name));
    g_assert_true(write_value(place->db, place->column, seq_now, right));
    place->found++;
}

static void flip_bytes(struct place *place, const struct held *right)
{
    for (size_t i = 0; i < right->value.size; i++) {
        struct held changed = *right;
        changed.value.bytes = changed.bytes;
        changed.bytes[i] ^= FLIP;
        try_value(place, &right->value, &changed.value);
    }
    struct value shorter = right->value;
    shorter.size--;
    try_value(place, &right->value, &shorter);
}

static void flip_integer(struct place *place, const struct value *right)
{
    for (int byte = 0; byte < 8; byte++) {
        struct value changed = value_integer((gint64)((guint64)right->integer ^ (guint64)FLIP << 8 * byte));
        try_value(place, right, &changed);
    }
}

static void flip(struct place *place)
{
    struct held right;
    const struct value nothing = value_null(), zero = value_integer(0), one = value_integer(1);
    const struct value empty = value_text(""), text = value_text("1"), blob = value_blob("\0", 1);
    read_value(&right, place->db, place->column, place->seq);
    if (right.value.type == VALUE_NULL) {
        const struct value *const others[] = {&zero, &one, &empty, &text, &blob};
        for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
            try_value(place, &right.value, others[i]);
        return;
    }
    if (right.value.type == VALUE_INTEGER)
        flip_integer(place, &right.value);
    else if (right.value.size > 0)
        flip_bytes(place, &right);
    else
        try_value(place, &right.value, &text);
    if (strcmp(place->column, "seq") != 0) /* a NULL there would be the next number */
        try_value(place, &right.value, &nothing);
}

static void test_flip(void)
{
    static const char *const columns[] = {
        "seq",      "kind",  "utc_ms", "day",     "mono_ms", "boot",   "trust", "area",  "channel",
        "language", "flags", "tthc",   "phuc_vu", "m02_1",   "m02_2",  "m02_3", "m02_4", "m02_5",
        "m02_6",    "m02_7", "m02_8",  "m02_9",   "reasons", "refers", "note",  "seal"};
    struct desk desk;
    G_STATIC_ASSERT(G_N_ELEMENTS(columns) == ENTRY_COLUMNS);
    set_up(&desk);
    sqlite3 *db = raw_open(desk.file);
    raw_run(db, "PRAGMA ignore_check_constraints = 1; PRAGMA synchronous = 0");
    for (gint64 seq = 1; seq <= ENTRIES; seq++) {
        for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
            struct place place = {.desk = &desk, .db = db, .column = columns[i], .seq = seq};
            flip(&place);
            g_assert_cmpint(place.found, >, 0);
        }
    }
    raw_close(db);
    g_assert_cmpint(verify_sound(&desk).entries, ==, ENTRIES);
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tamper/any_flipped_byte_of_any_column_is_found_and_its_entry_named", test_flip);
    return g_test_run();
}
