/* Remarks: kept apart, shown in an order that tells nothing, taken out for good. */
#include "desk.h"
#include "journal_internal.h"
#include "raw.h"
#include "shelves.h"
#include "writer.h"
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STORED = -1, MANY = 1500, TAKEN = 12 };

/* Appends what came on that day; STORED, or the code of its error. `kind` 0: the remark alone. */
static int say(journal_t *journal, int kind, int day, const char *text)
{
    GError *error = NULL;
    struct journal_item item = {.rating = rating_at("dat-dai", 4, 0), .remark = text};
    item.rating.kind = (enum entry_kind)kind;
    item.rating.when.day = day;
    g_assert_true(journal_append(journal, &item, 1, &error));
    g_assert_no_error(error);
    g_assert_true((item.seq > 0) == (item.error == NULL && kind != 0));
    int code = item.error != NULL ? item.error->code : STORED;
    g_clear_error(&item.error);
    return code;
}

static struct rating trace(void)
{
    struct rating note = rating_at("", 0, 0);
    note.kind = ENTRY_NOTE;
    g_strlcpy(note.note, "a remark was taken out", sizeof note.note);
    return note;
}

/* The id under which the text is kept. */
static void find_id(uint8_t id[REMARK_ID_SIZE], sqlite3 *db, const char *text)
{
    sqlite3_stmt *find = NULL;
    g_assert_cmpint(sqlite3_prepare_v2(db, "SELECT id FROM remark WHERE text = ?1", -1, &find, NULL), ==,
                    SQLITE_OK);
    sqlite3_bind_text(find, 1, text, -1, SQLITE_STATIC);
    g_assert_cmpint(sqlite3_step(find), ==, SQLITE_ROW);
    g_assert_cmpint(sqlite3_column_bytes(find, 0), ==, REMARK_ID_SIZE);
    memcpy(id, sqlite3_column_blob(find, 0), REMARK_ID_SIZE);
    sqlite3_finalize(find);
}

static void take_out(journal_t *journal, const uint8_t id[REMARK_ID_SIZE])
{
    GError *error = NULL;
    const struct rating note = trace();
    g_assert_true(journal_take_out_remark(journal, id, &note, &error));
    g_assert_no_error(error);
}

/* How many of the desk's two files hold the bytes: looked for by another program, for a file of SQLite must
 * not be opened by hand while this one has it open. */
static int files_with(const struct desk *desk, const char *text)
{
    int found = 0;
    static const char *const endings[] = {"", "-wal"};
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        int status = -1;
        g_autofree char *file = g_strconcat(desk->file, endings[i], NULL);
        if (!g_file_test(file, G_FILE_TEST_EXISTS))
            continue;
        char *argv[] = {(char[]){"grep"}, (char[]){"-qaF"}, (char[]){"-e"}, (char *)text, file, NULL};
        g_assert_true(
            g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
        g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
        found += WEXITSTATUS(status) == 0;
    }
    return found;
}

static void test_kept(void)
{
    struct desk desk;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    g_assert_cmpint(say(journal, ENTRY_RATING, 20251105, "Cán bộ tận tình"), ==, STORED);
    g_assert_cmpint(say(journal, ENTRY_RATING, 20251105, ""), ==, STORED);
    g_assert_cmpint(say(journal, ENTRY_RATING, 20251105, NULL), ==, STORED);
    g_assert_cmpint(say(journal, 0, 20251105, "Chỉ góp ý\nhai dòng"), ==, STORED);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 3);
    journal_close(journal);
    sqlite3 *db = raw_open(desk.file);
    g_autofree char *texts =
        raw_text(db, "SELECT group_concat(text, '|') FROM (SELECT * FROM remark ORDER BY text)");
    g_assert_cmpstr(texts, ==, "Chỉ góp ý\nhai dòng|Cán bộ tận tình");
    g_autofree char *columns = raw_text(db, "SELECT group_concat(name) FROM pragma_table_info('remark')");
    g_assert_cmpstr(columns, ==, "id,week,text");
    g_assert_cmpint(raw_integer(db, "SELECT count(DISTINCT id) FROM remark WHERE week = 20251103"), ==, 2);
    g_assert_cmpint(raw_integer(db, "SELECT count(*) FROM entry WHERE note IS NOT NULL"), ==, 0);
    g_autofree char *message = raw_fail(db, "SELECT rowid FROM remark");
    g_assert_nonnull(strstr(message, "no such column"));
    raw_close(db);
    desk_finish(&desk);
}

static void test_weeks(void)
{
    static const struct {
        int day, monday;
    } cases[] = {{20251103, 20251103}, {20251109, 20251103}, {20251110, 20251110},
                 {20260101, 20251229}, {20240229, 20240226}, {20250302, 20250224}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct desk desk;
        desk_init(&desk);
        journal_t *journal = desk_open(&desk);
        g_assert_cmpint(say(journal, 0, cases[i].day, "x"), ==, STORED);
        journal_close(journal);
        g_assert_cmpint(file_integer(desk.file, "SELECT week FROM remark"), ==, cases[i].monday);
        desk_finish(&desk);
    }
}

static char *repeated(const char *letter, int n)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < n; i++)
        g_string_append(text, letter);
    return g_string_free(text, FALSE);
}

static void test_letters(void)
{
    static const char *const letters[] = {"x", "ệ", "😀"};
    struct desk desk;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    for (size_t i = 0; i < G_N_ELEMENTS(letters); i++) {
        g_autofree char *most = repeated(letters[i], 500), *more = repeated(letters[i], 501);
        g_assert_cmpint(say(journal, ENTRY_RATING, 20251105, most), ==, STORED);
        g_assert_cmpint(say(journal, ENTRY_RATING, 20251105, more), ==, JOURNAL_ERROR_INVALID);
    }
    g_assert_cmpint(say(journal, 0, 20251105, "\xff\xfe"), ==, JOURNAL_ERROR_INVALID);
    g_assert_cmpint(say(journal, 0, 20251105, "a\tb"), ==, JOURNAL_ERROR_INVALID);
    g_assert_cmpint(say(journal, 0, 20251105, "a\x1b[31mb"), ==, JOURNAL_ERROR_INVALID);
    g_assert_cmpint(say(journal, 0, 20251105, ""), ==, JOURNAL_ERROR_INVALID);
    g_assert_cmpint(say(journal, 0, 20251105, NULL), ==, JOURNAL_ERROR_INVALID);
    g_assert_cmpint(say(journal, 0, 20251332, "x"), ==, JOURNAL_ERROR_INVALID);
    journal_close(journal);
    g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM remark"), ==, 3);
    g_assert_cmpint(file_integer(desk.file, "SELECT min(length(text)) FROM remark"), ==, 500);
    g_assert_cmpint(verify_sound(&desk).ratings, ==, 3);
    desk_finish(&desk);
}

static void test_taken_out(void)
{
    struct desk desk;
    GError *error = NULL;
    uint8_t id[REMARK_ID_SIZE], unknown[REMARK_ID_SIZE] = {1};
    const struct rating note = trace();
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    say(journal, ENTRY_RATING, 20251105, "Gọi cho tôi số 0912345678");
    say(journal, ENTRY_RATING, 20251105, "Rất hài lòng");
    g_assert_cmpint(files_with(&desk, "0912345678"), ==, 1); /* the log */
    find_id(id, journal->db, "Gọi cho tôi số 0912345678");
    take_out(journal, id);
    g_assert_cmpint(files_with(&desk, "0912345678"), ==, 0);
    g_assert_cmpint(files_with(&desk, "Rất hài lòng"), ==, 1);
    g_assert_false(journal_take_out_remark(journal, id, &note, &error));
    expect_error(&error, JOURNAL_ERROR_INVALID, "journal.db", "out already");
    g_assert_false(journal_take_out_remark(journal, unknown, &note, &error));
    expect_error(&error, JOURNAL_ERROR_INVALID, "journal.db", "no such remark");
    g_assert_cmpint(say(journal, ENTRY_RATING, 20251105, "Còn ghi được"), ==, STORED);
    journal_close(journal);
    sqlite3 *db = raw_open(desk.file);
    g_assert_cmpint(raw_integer(db, "SELECT count(*) FROM remark WHERE text IS NULL AND week = 20251103"), ==,
                    1);
    g_assert_cmpint(raw_integer(db, "SELECT count(*) FROM remark"), ==, 3);
    g_assert_cmpint(raw_integer(db, "SELECT seq FROM entry WHERE note = 'a remark was taken out'"), ==, 3);
    g_autofree char *stays = raw_fail(db, "DELETE FROM remark");
    g_assert_nonnull(strstr(stays, "never removed"));
    g_autofree char *same = raw_fail(db, "UPDATE remark SET text = 'x'");
    g_assert_nonnull(strstr(same, "only be taken out"));
    raw_close(db);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 4);
    desk_finish(&desk);
}

/* The numbers of the remarks whose beginning lies on more than one page of the file. */
static GArray *find_doubled(const struct desk *desk)
{
    int seen[MANY] = {0};
    g_autofree char *text = NULL;
    GArray *doubled = g_array_new(FALSE, FALSE, sizeof(int));
    char *argv[] = {(char[]){"grep"}, (char[]){"-oaE"}, (char[]){"<[0-9]{5}\\."}, desk->file, NULL};
    g_assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL && **line == '<'; line++) {
        int number = (int)g_ascii_strtoll(*line + 1, NULL, 10);
        if (++seen[number] == 2)
            g_array_append_val(doubled, number);
    }
    return doubled;
}

/* SQLite splits and rebuilds pages as remarks come in, and leaves copies of rows behind on them that it does
 * not overwrite when the row itself is. The remarks taken out here are those of which there is such a copy.
 */
static void test_no_byte_left(void)
{
    struct desk desk;
    g_autoptr(GRand) chance = g_rand_new_with_seed(4);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    for (int i = 0; i < MANY; i++) {
        g_autofree char *filling = repeated("ạ", g_rand_int_range(chance, 1, 450));
        g_ptr_array_add(texts, g_strdup_printf("<%05d.%s.%05d>", i, filling, i));
        g_assert_cmpint(say(journal, i % 2, 20251105, texts->pdata[i]), ==, STORED);
    }
    journal_close(journal);
    g_autoptr(GArray) doubled = find_doubled(&desk);
    guint taken = MIN(doubled->len, TAKEN);
    g_test_message("%u remarks lie there twice", doubled->len);
    journal = desk_open(&desk);
    for (guint i = 0; i < taken; i++) {
        int number = g_array_index(doubled, int, i);
        uint8_t id[REMARK_ID_SIZE];
        g_autofree char *beginning = g_strdup_printf("<%05d.", number);
        g_autofree char *end = g_strdup_printf(".%05d>", number);
        g_assert_cmpint(files_with(&desk, beginning), ==, 1);
        find_id(id, journal->db, texts->pdata[number]);
        take_out(journal, id);
        g_assert_cmpint(files_with(&desk, beginning), ==, 0);
        g_assert_cmpint(files_with(&desk, end), ==, 0);
    }
    journal_close(journal);
    g_assert_cmpint(file_integer(desk.file, "SELECT count(text) FROM remark"), ==, MANY - taken);
    verify_sound(&desk);
    desk_finish(&desk);
}

/* A reader keeps the log; once it is gone the next write empties it. */
static void test_reader(void)
{
    struct desk desk;
    uint8_t id[REMARK_ID_SIZE];
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    say(journal, 0, 20251105, "Nguyễn Văn A");
    find_id(id, journal->db, "Nguyễn Văn A");
    sqlite3 *reader = raw_open(desk.file);
    raw_run(reader, "BEGIN; SELECT count(*) FROM remark");
    take_out(journal, id);
    g_assert_cmpint(file_integer(desk.file, "SELECT count(text) FROM remark"), ==, 0);
    g_assert_cmpint(files_with(&desk, "Nguyễn Văn A"), >, 0);
    say(journal, ENTRY_RATING, 20251105, NULL);
    raw_run(reader, "COMMIT");
    g_assert_true(journal_probe(journal, NULL));
    g_assert_cmpint(files_with(&desk, "Nguyễn Văn A"), ==, 0);
    raw_close(reader);
    journal_close(journal);
    desk_finish(&desk);
}

/* In a child that ends without closing anything, as if killed between the commit and the end of the log. */
static void take_out_and_die(const struct desk *desk)
{
    uint8_t id[REMARK_ID_SIZE];
    journal_t *journal = desk_open(desk);
    say(journal, ENTRY_RATING, 20251105, "Trần Thị B");
    find_id(id, journal->db, "Trần Thị B");
    sqlite3 *reader = raw_open(desk->file);
    raw_run(reader, "BEGIN; SELECT count(*) FROM remark");
    take_out(journal, id);
    _exit(0);
}

static void test_cut_off(void)
{
    struct desk desk;
    int status = 0;
    desk_init(&desk);
    pid_t child = fork();
    if (child == 0)
        take_out_and_die(&desk);
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
    g_assert_cmpint(files_with(&desk, "Trần Thị B"), >, 0);
    journal_t *journal = desk_open(&desk);
    g_assert_cmpint(files_with(&desk, "Trần Thị B"), ==, 0);
    journal_close(journal);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 2);
    desk_finish(&desk);
}

/* --- the shelf --- */

static bool write_line(const struct shelf_remark *remark, void *payload, GError **error)
{
    (void)error;
    g_string_append_printf(payload, "%d ", remark->week);
    for (int i = 0; i < REMARK_ID_SIZE; i++)
        g_string_append_printf(payload, "%02X", remark->id[i]);
    g_string_append_printf(payload, " %s %s\n", remark->device, remark->text != NULL ? remark->text : "-");
    return true;
}

static char *walk_remarks(const struct center_folder *folder, int from, int to)
{
    GError *error = NULL;
    GString *text = g_string_new(NULL);
    g_autoptr(shelf_t) shelf = open_ok(folder);
    g_assert_true(shelf_walk_remarks(shelf, from, to, write_line, text, &error));
    g_assert_no_error(error);
    return g_string_free(text, FALSE);
}

static void fill(const struct center_folder *folder, const char *device, int n)
{
    static const int days[] = {20251105, 20251029, 20251112, 20251109};
    journal_t *journal = open_device(folder, device, "chi-minh");
    for (int i = 0; i < n; i++) {
        g_autofree char *text = g_strdup_printf("%s nói %d", device, i);
        say(journal, i % 2, days[i % 4], text);
    }
    journal_close(journal);
}

static void test_walk(void)
{
    struct center_folder folder;
    folder_init(&folder);
    fill(&folder, "kiosk-1", 0);
    fill(&folder, "web", 40);
    fill(&folder, "web-2", 30);
    g_autofree char *web = device_file(&folder, "web");
    g_autofree char *web_2 = device_file(&folder, "web-2");
    file_run(web, "UPDATE remark SET text = NULL WHERE text = 'web nói 0'");
    sqlite3 *db = raw_open(web); /* SQLite's own order over both */
    g_autofree char *attach = g_strdup_printf("ATTACH '%s' AS two", web_2);
    raw_run(db, attach);
    g_autofree char *expected = raw_text(
        db, "SELECT group_concat(week || ' ' || hex(id) || ' ' || device || ' ' || ifnull(text, '-') || "
            "char(10), '') FROM (SELECT *, 'web' AS device FROM main.remark UNION ALL SELECT *, 'web-2' FROM "
            "two.remark ORDER BY week DESC, id) WHERE week BETWEEN 20251103 AND 20251110");
    raw_close(db);
    g_autofree char *walked = walk_remarks(&folder, 20251103, 20251110);
    g_assert_cmpstr(walked, ==, expected);
    g_auto(GStrv) lines = g_strsplit(walked, "\n", -1);
    g_assert_cmpint(g_strv_length(lines), ==, 30 + 22 + 1); /* three in four of 40; 8 + 7 + 7 of 30 */
    g_autofree char *none = walk_remarks(&folder, 20251111, 20251231);
    g_assert_cmpstr(none, ==, "");
    folder_finish(&folder);
}

static bool give_up(const struct shelf_remark *remark, void *payload, GError **error)
{
    int *left = payload;
    (void)remark;
    if ((*left)-- > 0)
        return true;
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "enough");
    return false;
}

static void test_given_up(void)
{
    struct center_folder folder;
    GError *error = NULL;
    int left = 3;
    folder_init(&folder);
    fill(&folder, "web", 10);
    shelf_t *shelf = open_ok(&folder);
    g_assert_false(shelf_walk_remarks(shelf, 10101, 99991231, give_up, &left, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
    g_clear_error(&error);
    g_assert_cmpint(left, ==, -1);
    shelf_close(shelf);
    folder_finish(&folder);
}

static void test_cannot_be(void)
{
    static const char *const rows[] = {
        "INSERT INTO remark VALUES (randomblob(16), 20251104, 'x')", /* no Monday */
        "INSERT INTO remark VALUES (randomblob(16), 20251332, 'x')",
        "INSERT INTO remark VALUES (randomblob(16), 20251103, 'a' || char(7))",
        "INSERT INTO remark VALUES (randomblob(16), 20251103, 'a' || char(0) || 'b')",
        "INSERT INTO remark VALUES (randomblob(16), 20251103, CAST(x'c3' AS TEXT))",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct center_folder folder;
        GError *error = NULL;
        int left = 9;
        folder_init(&folder);
        g_autofree char *file = device_file(&folder, "kiosk-1");
        fill(&folder, "kiosk-1", 4);
        file_run(file, rows[i]);
        shelf_t *shelf = open_ok(&folder);
        g_assert_false(shelf_walk_remarks(shelf, 10101, 99991231, give_up, &left, &error));
        expect_error(&error, JOURNAL_ERROR_DAMAGED, "the week of 2025", "cannot be");
        shelf_close(shelf);
        struct desk desk = {.file = file, .identity = {"kiosk-1", "chi-minh", folder.key}};
        g_assert_nonnull(strstr(verify_bad(&desk, 0).problem, "remarks of the week of 2025"));
        folder_finish(&folder);
    }
}

/* --- the writer --- */

struct answers {
    int n;
    int codes[4];
};

static void note_answer(gint64 seq, const GError *error, void *payload)
{
    struct answers *answers = payload;
    g_assert_cmpint(seq, ==, 0);
    answers->codes[answers->n++] = error != NULL ? error->code : STORED;
}

static void test_writer(void)
{
    struct desk desk;
    GError *error = NULL;
    writer_t *writer = NULL;
    struct answers answers = {.n = 0};
    uint8_t id[REMARK_ID_SIZE];
    const struct rating note = trace();
    g_autofree struct submission *submission = g_new0(struct submission, 1);
    desk_init(&desk);
    submission->rating = rating_at("dat-dai", 4, 0);
    submission->rating.kind = 0;
    g_strlcpy(submission->remark, "Chị Lan quầy 3", sizeof submission->remark);
    g_assert_true(writer_open(&writer, desk.file, &desk.identity, &error));
    writer_submit_whole(writer, submission, note_answer, &answers);
    memset(submission, 0, sizeof *submission); /* it was copied */
    writer_submit_whole(writer, submission, note_answer, &answers);
    writer_close(writer);
    sqlite3 *db = raw_open(desk.file);
    find_id(id, db, "Chị Lan quầy 3");
    raw_close(db);
    g_assert_true(writer_open(&writer, desk.file, &desk.identity, &error));
    writer_take_out_remark(writer, id, &note, note_answer, &answers);
    writer_take_out_remark(writer, id, &note, note_answer, &answers);
    writer_close(writer);
    const int expected[] = {STORED, JOURNAL_ERROR_INVALID, STORED, JOURNAL_ERROR_INVALID};
    g_assert_cmpint(answers.n, ==, 4);
    for (int i = 0; i < 4; i++)
        g_assert_cmpint(answers.codes[i], ==, expected[i]);
    g_assert_cmpint(files_with(&desk, "quầy 3"), ==, 0);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 1);
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/remark/it_is_kept_apart_and_alone_makes_no_entry", test_kept);
    g_test_add_func("/remark/only_the_monday_of_its_week_is_kept", test_weeks);
    g_test_add_func("/remark/500_letters_of_any_script_are_taken_and_what_is_no_text_is_not", test_letters);
    g_test_add_func("/remark/taken_out_it_is_gone_and_its_trace_is_there", test_taken_out);
    g_test_add_func("/remark/of_many_no_byte_is_left_of_those_taken_out", test_no_byte_left);
    g_test_add_func("/remark/a_reader_only_delays_the_end_of_its_bytes", test_reader);
    g_test_add_func("/remark/a_program_cut_off_leaves_none_after_the_next_start", test_cut_off);
    g_test_add_func("/remark/a_shelf_shows_the_latest_weeks_first_and_within_them_by_id", test_walk);
    g_test_add_func("/remark/a_walk_ends_when_it_is_told_to", test_given_up);
    g_test_add_func("/remark/a_row_that_cannot_be_is_named", test_cannot_be);
    g_test_add_func("/remark/the_writer_takes_it_whole_and_takes_it_out", test_writer);
    return g_test_run();
}
