#include "desk.h"
#include "raw.h"
#include <string.h>
#include <sys/stat.h>

/* A source of ratings, two a day for each area, and where it goes wrong. */
struct source {
    int next, n;
    int bad_at;     /* this one cannot be stored; -1: none */
    int give_up_at; /* here the source itself fails; -1: never */
};

static const char *const areas[] = {"dat-dai", "ho-tich", "xay-dung"};

static int source_next(struct rating *out, void *payload, GError **error)
{
    struct source *source = payload;
    int i = source->next++;
    if (i == source->give_up_at) {
        g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_IO, "the source broke off");
        return -1;
    }
    if (i == source->n)
        return 0;
    *out = rating_at(areas[i % 3], i == source->bad_at ? 7 : 1 + i % 5, 0);
    out->when.trust = CLOCK_GIVEN;
    out->when.day = 20251101 + i / 6 % 28;
    out->channel = CHANNEL_PAPER;
    return 1;
}

static struct rating import_note(const char *text)
{
    struct rating note = rating_at("", 0, 0);
    note.kind = ENTRY_NOTE;
    note.channel = CHANNEL_PAPER;
    g_strlcpy(note.note, text, sizeof note.note);
    return note;
}

static void test_all(void)
{
    struct desk desk;
    struct source source = {.n = 20000, .bad_at = -1, .give_up_at = -1};
    struct rating note = import_note("import of 4f2a");
    GError *error = NULL;
    gint64 stored = -1;
    struct stat about;
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    g_assert_true(journal_append_all(journal, &note, source_next, &source, &stored, &error));
    g_assert_no_error(error);
    g_assert_cmpint(stored, ==, 20000);
    g_autofree char *log = g_strconcat(desk.file, "-wal", NULL);
    g_assert_cmpint(stat(log, &about), ==, 0);
    g_assert_cmpint(about.st_size, ==, 0); /* emptied while the journal is still open */
    journal_close(journal);
    g_assert_cmpint(file_integer(desk.file, "SELECT kind FROM entry WHERE seq = 1"), ==, 6);
    g_assert_cmpint(file_integer(desk.file, "SELECT max(seq) FROM entry"), ==, 20001);
    g_assert_cmpint(file_integer(desk.file, "SELECT count(*) FROM entry WHERE tthc = 1"), ==, 4000);
    g_assert_cmpint(file_integer(desk.file, "SELECT sum(n1) FROM tally"), ==, 4000);
    struct verify_result result = verify_sound(&desk);
    g_assert_cmpint(result.entries, ==, 20001);
    g_assert_cmpint(result.ratings, ==, 20000);
    desk_finish(&desk);
}

static void expect_nothing(const struct desk *desk, journal_t *journal, struct source source,
                           enum journal_error code, GQuark domain, const char *words)
{
    GError *error = NULL;
    gint64 stored = -1;
    uint8_t before[SEAL_SIZE], after[SEAL_SIZE];
    struct rating note = import_note("import of a bad one");
    gint64 head = journal_head(journal, before);
    g_assert_false(journal_append_all(journal, &note, source_next, &source, &stored, &error));
    g_assert_error(error, domain, (int)code);
    g_assert_nonnull(strstr(error->message, words));
    g_clear_error(&error);
    g_assert_cmpint(stored, ==, 0);
    g_assert_cmpint(journal_head(journal, after), ==, head);
    expect_same_seal(before, after);
    g_assert_cmpint(file_integer(desk->file, "SELECT count(*) FROM entry"), ==, head);
}

static void test_none(void)
{
    struct desk desk;
    struct rating rating = rating_at("dat-dai", 3, 0);
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    append_ok(journal, &rating);
    expect_nothing(&desk, journal, (struct source){.n = 500, .bad_at = 400, .give_up_at = -1},
                   JOURNAL_ERROR_INVALID, JOURNAL_ERROR, "entry 401 of them");
    expect_nothing(&desk, journal, (struct source){.n = 500, .bad_at = -1, .give_up_at = 300},
                   (enum journal_error)G_FILE_ERROR_IO, G_FILE_ERROR, "the source broke off");
    append_ok(journal, &rating);
    journal_close(journal);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 2);
    desk_finish(&desk);
}

static void test_known(void)
{
    struct desk desk;
    GError *error = NULL;
    gint64 stored = 0;
    struct rating note = import_note("import of 4f2a"), other = import_note("import of 4f2");
    desk_init(&desk);
    journal_t *journal = desk_open(&desk);
    struct source source = {.n = 10, .bad_at = -1, .give_up_at = -1};
    g_assert_true(journal_append_all(journal, &note, source_next, &source, &stored, &error));
    source.next = 0;
    g_assert_false(journal_append_all(journal, &note, source_next, &source, &stored, &error));
    expect_error(&error, JOURNAL_ERROR_KNOWN, desk.file, "import of 4f2a");
    g_assert_cmpint(source.next, ==, 0); /* the source was not even asked */
    g_assert_true(journal_append_all(journal, &other, source_next, &source, &stored, &error));
    g_assert_no_error(error);
    source.next = 0;
    g_assert_true(journal_append_all(journal, NULL, source_next, &source, &stored, &error));
    g_assert_no_error(error);
    journal_close(journal);
    g_assert_cmpint(verify_sound(&desk).entries, ==, 32);
    desk_finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bulk/all_entries_are_stored_and_the_log_is_emptied", test_all);
    g_test_add_func("/bulk/one_bad_entry_or_a_broken_source_stores_none", test_none);
    g_test_add_func("/bulk/the_same_note_twice_is_refused_before_anything_is_read", test_known);
    return g_test_run();
}
