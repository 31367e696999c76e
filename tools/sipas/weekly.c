#include "weekly.h"
#include "cabinet.h"
#include "filed.h"
#include "folder.h"
#include "shelf.h"
#include "weeks.h"
#include <stdio.h>

/* One run over the cabinet. */
struct run {
    const struct weekly *weekly;
    cabinet_t *cabinet;
    GPtrArray *plans;
    struct face_style style;
    bool sound;
};

/* --- a week's report --- */

/* The shelf is closed again before anything is written: the devices' logs cannot be emptied while it is open.
 */
static report_t *read_report(const struct run *run, const struct period *week, GError **error)
{
    const struct place *place = run->weekly->place;
    const struct report_request request = {.period = *week, .compare = true, .by = REPORT_BY_DAY};
    g_autoptr(shelf_t) shelf = NULL;
    report_t *report = NULL;

    if (shelf_open(&shelf, place->data, place->center->id, error))
        report_read(&report, shelf, place->center, run->plans, &request, error);
    return report;
}

static void print(const char *name, const char *what)
{
    printf("%s: %s\n", name, what);
}

static bool file_first(const struct run *run, const char *name, const report_t *report, GError **error)
{
    g_autoptr(GPtrArray) files = filing_make(report, &run->style, error);

    if (!files || !cabinet_file(run->cabinet, name, files, error))
        return false;
    print(name, "filed");
    return true;
}

/* --- amending --- */

/* Says what cannot be left unsaid; the other weeks go on. */
static void say_finding(struct run *run, const char *finding)
{
    command_say(run->weekly->command, "%s", finding);
    run->sound = false;
}

static bool amend(const struct run *run, const char *name, report_t *report, GError **error)
{
    g_autoptr(GPtrArray) files = NULL;
    int nth = 0;

    report->amended = run->weekly->today;
    do {
        g_clear_pointer(&files, g_ptr_array_unref);
        files = filing_make_again(report, &run->style, ++nth, error);
    } while (files && !cabinet_is_free(run->cabinet, name, files));
    if (!files || !cabinet_add(run->cabinet, name, files, error))
        return false;
    print(name, "amended");
    return true;
}

/* A clock that was ahead once would hide every later amendment behind that day's. */
static bool is_after_last(struct run *run, const char *name, int last)
{
    char day[11];

    if (last <= run->weekly->today)
        return true;
    day_format_iso(day, last);
    g_autofree char *finding =
        g_strdup_printf("%s: found an amendment of %s, expected none after today", name, day);
    say_finding(run, finding);
    return false;
}

/* Whether the figures filed last can be compared with those of now. Their sums are right, so whoever spoilt
 * them made the sums anew: no reason to leave the other weeks. */
static bool compare(bool *same, int *last, struct run *run, const char *name, const GString *now)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *file = NULL;
    g_autoptr(GString) filed = cabinet_last(&file, last, run->cabinet, name, ".json", &error);

    if (filed && filed_same(same, filed, now, &error))
        return true;
    g_autofree char *finding = g_strdup_printf("%s/%s: found %s, expected the figures as they were filed",
                                               name, file ? file : "SHA-256SUMS", error->message);
    say_finding(run, finding);
    return false;
}

static bool amend_if_changed(struct run *run, const char *name, report_t *report, GError **error)
{
    int last = 0;
    bool same = false;
    g_autoptr(GString) now = g_string_new(NULL);

    if (!report_json(now, report, &run->style, error))
        return false;
    return !compare(&same, &last, run, name, now) || same || !is_after_last(run, name, last) ||
           amend(run, name, report, error);
}

static bool is_sound(struct run *run, const char *name)
{
    g_autoptr(GPtrArray) findings = cabinet_check(run->cabinet, name);

    for (guint i = 0; i < findings->len; i++)
        say_finding(run, g_ptr_array_index(findings, i));
    return findings->len == 0;
}

static bool file_week(struct run *run, int monday, GError **error)
{
    const struct period week = week_of_monday(monday);
    g_autofree char *name = period_file_name(&week);
    const bool filed = cabinet_has(run->cabinet, name);

    if (filed && !is_sound(run, name))
        return true;
    g_autoptr(report_t) report = read_report(run, &week, error);
    if (!report)
        return false;
    return filed ? amend_if_changed(run, name, report, error) : file_first(run, name, report, error);
}

/* --- all weeks --- */

static bool has_counted(const tally_t *tally)
{
    gint64 counted = 0;

    for (int item = 0; item < ITEM_COUNT; item++) {
        const struct tally_select select = {.item = (enum item)item};
        const struct counts counts = tally_sum(tally, &select);
        counted += counts_total(&counts);
    }
    return counted > 0;
}

static void add_day(int day, const tally_t *tally, void *payload)
{
    if (has_counted(tally))
        g_array_append_val((GArray *)payload, day);
}

/* The days on which anybody rated. What was set aside opens no week: a clock without a battery stamps 1970.
 */
static bool read_days(GArray *days, const struct place *place, GError **error)
{
    g_autoptr(shelf_t) shelf = NULL;

    return shelf_open(&shelf, place->data, place->center->id, error) &&
           shelf_fold_days(shelf, WEEKLY_FIRST_DAY, WEEKLY_LAST_DAY, add_day, days, error);
}

/* The Mondays of the weeks whose folders are there. */
static GArray *filed_weeks(const cabinet_t *cabinet, GError **error)
{
    g_autoptr(GPtrArray) names = cabinet_names(cabinet, error);
    GArray *weeks = names ? g_array_new(FALSE, FALSE, sizeof(int)) : NULL;

    for (guint i = 0; names && i < names->len; i++) {
        struct period week;
        if (period_parse(&week, g_ptr_array_index(names, i), WINDOW_CALENDAR, 0, NULL) &&
            week.kind == PERIOD_WEEK)
            g_array_append_val(weeks, week.from);
    }
    return weeks;
}

static bool file_all(struct run *run, const GArray *days, GError **error)
{
    g_autoptr(GArray) filed = filed_weeks(run->cabinet, error);
    g_autoptr(GArray) weeks =
        filed ? weeks_to_file(days, filed, run->weekly->today, run->weekly->most) : NULL;
    bool done = weeks != NULL;

    for (guint i = 0; done && i < weeks->len; i++)
        done = file_week(run, g_array_index(weeks, int, i), error);
    return done;
}

bool weekly_file(bool *sound, const struct weekly *weekly, GError **error)
{
    g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(int));
    g_autoptr(GPtrArray) plans = place_plans(weekly->place, NULL, error);
    g_autofree char *folder = folder_reports(weekly->place->data);
    g_autofree char *fonts = folder_fonts();
    g_autoptr(cabinet_t) cabinet = NULL;

    if (!plans || !cabinet_open(&cabinet, folder, error) || !read_days(days, weekly->place, error))
        return false;
    struct run run = {.weekly = weekly,
                      .cabinet = cabinet,
                      .plans = plans,
                      .style = {weekly->words, "vi", fonts},
                      .sound = true};
    const bool done = file_all(&run, days, error);
    *sound = run.sound;
    return done;
}
