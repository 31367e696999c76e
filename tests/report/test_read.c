/* Journals on the disk, folded and built into a report. */
#include "desk.h"
#include "fixture.h"
#include "raw.h"
#include <string.h>

static const struct period WEEK = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109};

/* A center's data folder to put journals into. */
struct data {
    char *folder;
    uint8_t key[SEAL_KEY_SIZE];
};

static journal_t *open_device(const struct data *data, const char *device, const char *center)
{
    const struct journal_identity identity = {.device = device, .center = center, .key = data->key};
    g_autofree char *place = g_build_filename(data->folder, "devices", device, NULL);
    g_autofree char *file = g_build_filename(place, "journal.db", NULL);
    g_autoptr(GError) error = NULL;
    journal_t *journal = NULL;

    g_assert_cmpint(g_mkdir_with_parents(place, 0755), ==, 0);
    journal_open(&journal, file, &identity, &error);
    g_assert_no_error(error);
    return journal;
}

static void store(journal_t *journal, int day, const char *area, enum channel channel, int level,
                  unsigned flags)
{
    struct rating rating = rating_at(area, level, 0);

    rating.when.day = day;
    rating.channel = channel;
    rating.flags = flags;
    append_ok(journal, &rating);
}

/* Adds to the rating of that seq on that day. */
static void store_more(journal_t *journal, enum entry_kind kind, gint64 refers, int day, unsigned reasons,
                       uint8_t level)
{
    struct rating more = referring(kind, refers);

    more.when.day = day;
    more.reasons = reasons;
    more.answers[ITEM_TTHC] = level;
    append_ok(journal, &more);
}

/* At the kiosk: "very satisfied" on Monday; on Tuesday "dissatisfied", with two reasons and corrected to
 * "satisfied", and one that is set aside; "neutral" the week before. On paper: "very dissatisfied" on Sunday,
 * another the day after. */
static void fill(const struct fixture *f, const struct data *data)
{
    journal_t *kiosk = open_device(data, "kiosk-1", f->center->id);
    journal_t *forms = open_device(data, "forms", f->center->id);

    store(kiosk, 20251028, "dat-dai", CHANNEL_KIOSK, 3, 0);
    store(kiosk, 20251103, "dat-dai", CHANNEL_KIOSK, 5, 0);
    store(kiosk, 20251104, "dat-dai", CHANNEL_KIOSK, 2, 0);
    store(kiosk, 20251104, "xay-dung", CHANNEL_KIOSK, 4, FLAG_BURST);
    store_more(kiosk, ENTRY_REASONS, 3, 20251104, 1u << REASON_WAITING | 1u << REASON_FEES, LEVEL_NONE);
    store_more(kiosk, ENTRY_CORRECTION, 3, 20251104, 0, 4);
    store(forms, 20251109, "ho-tich", CHANNEL_PAPER, 1, 0);
    store(forms, 20251110, "ho-tich", CHANNEL_PAPER, 5, 0);
    journal_close(forms);
    journal_close(kiosk);
}

/* The report of the journals filled, after somebody ran `sql` (NULL: nobody) on the kiosk's. */
static bool try_report(struct fixture *f, const struct report_request *request, const char *sql,
                       GError **error)
{
    struct data data = {.folder = g_dir_make_tmp("report-XXXXXX", NULL)};
    g_autofree char *file = g_build_filename(data.folder, "devices", "kiosk-1", "journal.db", NULL);
    g_autoptr(shelf_t) shelf = NULL;

    memset(data.key, 7, sizeof data.key);
    fill(f, &data);
    if (sql)
        file_run(file, sql);
    report_free(g_steal_pointer(&f->report));
    g_assert_true(shelf_open(&shelf, data.folder, f->center->id, NULL));
    const bool read = report_read(&f->report, shelf, f->center, f->plans, request, error);
    remove_tree(data.folder);
    g_free(data.folder);
    return read;
}

static void read_report(struct fixture *f, const struct report_request *request)
{
    g_autoptr(GError) error = NULL;

    try_report(f, request, NULL, &error);
    g_assert_no_error(error);
}

static void the_journals_of_all_devices_add_up(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    read_report(f, &(struct report_request){.period = WEEK});
    const struct report_row *overall = fixture_row(f, "", ITEM_TTHC);
    g_assert_cmpint(overall->share.n, ==, 3);
    g_assert_cmpint(overall->share.satisfied, ==, 2);
    g_assert_cmpint(counts_total(&overall->set_aside), ==, 1);
    g_assert_cmpint(overall->before.n, ==, 0);
    g_assert_cmpuint(f->report->trend->len, ==, 0);
    g_assert_cmpuint(f->report->journals->len, ==, 2);
    g_assert_cmpstr(g_array_index(f->report->journals, struct shelf_journal, 0).device, ==, "forms");
}

static void the_period_before_is_read_when_asked(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    read_report(f, &(struct report_request){.period = WEEK, .compare = true});
    g_assert_cmpint(fixture_row(f, "dat-dai", ITEM_TTHC)->before.n, ==, 1);
    g_assert_cmpint(fixture_row(f, "dat-dai", ITEM_TTHC)->before.satisfied, ==, 0);
}

static void days_are_read_when_asked(struct fixture *f, gconstpointer unused)
{
    const gint64 expected[7] = {1, 1, 0, 0, 0, 0, 1};
    const GArray *trend = NULL;

    (void)unused;
    read_report(f, &(struct report_request){.period = WEEK, .by = REPORT_BY_DAY, .one_item = true});
    trend = f->report->trend;
    g_assert_cmpuint(trend->len, ==, 7);
    for (guint i = 0; i < 7; i++)
        g_assert_cmpint(g_array_index(trend, struct report_step, i).share.n, ==, expected[i]);
    g_assert_cmpint(counts_total(&g_array_index(trend, struct report_step, 1).set_aside), ==, 1);
    g_assert_cmpint(g_array_index(trend, struct report_step, 1).share.satisfied, ==, 1);
}

static void reasons_are_those_of_who_counts(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    read_report(f, &(struct report_request){.period = WEEK});
    const struct report_reasons *overall = &g_array_index(f->report->reasons, struct report_reasons, 0);
    g_assert_cmpint(overall->respondents, ==, 3);
    g_assert_cmpint(overall->with_reasons, ==, 1);
    g_assert_cmpint(overall->n[REASON_WAITING], ==, 1);
    g_assert_cmpint(overall->n[REASON_FEES], ==, 1);
    g_assert_cmpint(overall->n[REASON_OTHER], ==, 0);
}

static void every_entry_of_the_period_is_accounted_for(struct fixture *f, gconstpointer unused)
{
    const struct report_entries *entries = NULL;

    (void)unused;
    read_report(f, &(struct report_request){.period = WEEK});
    entries = &f->report->entries;
    g_assert_cmpint(entries->counted, ==, 3);
    g_assert_cmpint(entries->set_aside, ==, 1);
    g_assert_cmpint(entries->of_kind[ENTRY_REASONS], ==, 1);
    g_assert_cmpint(entries->of_kind[ENTRY_CORRECTION], ==, 1);
    g_assert_cmpint(entries->all, ==,
                    entries->counted + entries->set_aside + 2 + entries->of_kind[ENTRY_FURTHER] +
                        entries->of_kind[ENTRY_CLOCK] + entries->of_kind[ENTRY_NOTE]);
    g_assert_true(report_agrees(f->report));
}

/* --- tables that somebody changed --- */

static void assert_refused(struct fixture *f, const struct report_request *request, const char *sql,
                           const char *figures)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *expected =
        g_strdup_printf("the journals' tables disagree (%s): sipas verify says which journal", figures);

    g_assert_false(try_report(f, request, sql, &error));
    g_assert_null(f->report);
    g_assert_error(error, JOURNAL_ERROR, JOURNAL_ERROR_DAMAGED);
    g_assert_cmpstr(error->message, ==, expected);
}

static void more_answers_than_respondents_are_no_report(struct fixture *f, gconstpointer unused)
{
    const struct report_request request = {.period = WEEK};

    (void)unused;
    assert_refused(f, &request, "UPDATE tally SET n5 = n5 + 100 WHERE day = 20251103 AND area = 'dat-dai'",
                   "tally: 102 answers to tthc in dat-dai, kiosk, of 2 respondents");
    assert_refused(f, &request, "UPDATE tally SET n1 = n1 + 1 WHERE aside = 1",
                   "tally: 2 answers to tthc in xay-dung, kiosk, set aside, of 1 respondents");
    assert_refused(f, &request, "UPDATE tally SET item = 'm02-3', n2 = 2 WHERE day = 20251104 AND aside = 0",
                   "tally: 3 answers to m02-3 in dat-dai, kiosk, of 2 respondents");
}

/* As many answers as respondents altogether, but not there. */
static void answers_where_nobody_rated_are_no_report(struct fixture *f, gconstpointer unused)
{
    const struct report_request request = {.period = WEEK};

    (void)unused;
    assert_refused(f, &request, "UPDATE tally SET aside = 0 WHERE aside = 1",
                   "tally: 1 answers to tthc in xay-dung, kiosk, of 0 respondents");
    assert_refused(f, &request, "UPDATE tally SET area = 'khac' WHERE day = 20251103",
                   "tally: 1 answers to tthc in khac, kiosk, of 0 respondents");
    assert_refused(f, &request, "UPDATE respondent SET channel = 'phone' WHERE area = 'dat-dai'",
                   "tally: 2 answers to tthc in dat-dai, kiosk, of 0 respondents");
}

/* Four rated in the week, one of them set aside; see fill. */
static void respondents_that_are_not_the_ratings_are_no_report(struct fixture *f, gconstpointer unused)
{
    const struct report_request request = {.period = WEEK};

    (void)unused;
    assert_refused(f, &request, "UPDATE respondent SET ratings = ratings + 7 WHERE day = 20251103",
                   "respondent: 11 people; daybook: 4 ratings");
    assert_refused(f, &request, "DELETE FROM respondent WHERE day = 20251103",
                   "respondent: 3 people; daybook: 4 ratings");
    assert_refused(f, &request, "UPDATE daybook SET entries = 9 WHERE day = 20251103 AND kind = 1",
                   "respondent: 4 people; daybook: 12 ratings");
}

/* What is shown of it does not matter: the whole is signed for. */
static void what_is_narrowed_away_is_looked_at_too(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    assert_refused(f,
                   &(struct report_request){.period = WEEK,
                                            .area = "ho-tich",
                                            .one_channel = true,
                                            .channel = CHANNEL_PAPER,
                                            .one_item = true,
                                            .item = ITEM_PHUC_VU},
                   "UPDATE tally SET n5 = n5 + 1 WHERE day = 20251103",
                   "tally: 3 answers to tthc in dat-dai, kiosk, of 2 respondents");
}

static void the_period_before_is_looked_at_when_it_is_compared(struct fixture *f, gconstpointer unused)
{
    const char *sql = "UPDATE tally SET n5 = n5 + 1 WHERE day = 20251028";
    g_autoptr(GError) error = NULL;

    (void)unused;
    assert_refused(f, &(struct report_request){.period = WEEK, .compare = true}, sql,
                   "tally: 2 answers to tthc in dat-dai, kiosk, of 1 respondents");
    g_assert_true(try_report(f, &(struct report_request){.period = WEEK}, sql, &error));
    g_assert_no_error(error);
}

#define ADD(test) g_test_add("/read/" #test, struct fixture, NULL, fixture_open, test, fixture_close)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(the_journals_of_all_devices_add_up);
    ADD(the_period_before_is_read_when_asked);
    ADD(days_are_read_when_asked);
    ADD(reasons_are_those_of_who_counts);
    ADD(every_entry_of_the_period_is_accounted_for);
    ADD(more_answers_than_respondents_are_no_report);
    ADD(answers_where_nobody_rated_are_no_report);
    ADD(respondents_that_are_not_the_ratings_are_no_report);
    ADD(what_is_narrowed_away_is_looked_at_too);
    ADD(the_period_before_is_looked_at_when_it_is_compared);
    return g_test_run();
}
