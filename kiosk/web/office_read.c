#include "office_read.h"
#include "folder.h"
#include "in_force.h"
#include "office_period.h"

enum { TREND_WEEKS = 4, WEEK_DAYS = 7 };

/* --- reports --- */

static enum report_by step_of(const struct period *period)
{
    enum { BY_DAY_MOST = 31, BY_WEEK_MOST = 31 * 7 };
    const int days = office_days(period->from, period->to);
    return days <= BY_DAY_MOST ? REPORT_BY_DAY : days <= BY_WEEK_MOST ? REPORT_BY_WEEK : REPORT_BY_MONTH;
}

struct report_request office_request(const struct period *period)
{
    return (struct report_request){.period = *period, .compare = true, .by = step_of(period)};
}

bool office_read_report(report_t **out, GPtrArray **plans, const office_t *office,
                        const struct period *period, GError **error)
{
    const center_t *center = office->options.center;
    const struct report_request request = office_request(period);
    g_autoptr(shelf_t) shelf = NULL;

    *plans = in_force_load(office->options.data, office->options.center, error);
    return *plans && shelf_open(&shelf, office->options.data, center->id, error) &&
           report_read(out, shelf, center, *plans, &request, error);
}

/* A week alone is seven points: it is shown at the end of four. */
static bool read_trend(struct office_figures *out, shelf_t *shelf, const center_t *center,
                       const struct period *period, GError **error)
{
    struct report_request request = {.period = *period, .by = REPORT_BY_DAY};

    if (period->kind != PERIOD_WEEK) {
        out->trend = out->now;
        return true;
    }
    request.period.kind = PERIOD_RANGE;
    request.period.from = day_add(period->from, -(TREND_WEEKS - 1) * WEEK_DAYS);
    return report_read(&out->trend, shelf, center, out->plans, &request, error);
}

static bool read_reports(struct office_figures *out, shelf_t *shelf, const center_t *center,
                         const struct period *period, GError **error)
{
    const struct period before = period_before(period);
    const struct report_request of_now = office_request(period), of_before = {.period = before};

    return report_read(&out->now, shelf, center, out->plans, &of_now, error) &&
           report_read(&out->before, shelf, center, out->plans, &of_before, error) &&
           read_trend(out, shelf, center, period, error) &&
           shelf_fold_misuse(shelf, out->misuse_now, period->from, period->to, error) &&
           shelf_fold_misuse(shelf, out->misuse_before, before.from, before.to, error);
}

/* --- devices --- */

static gint64 size_of(const char *file)
{
    struct stat info;
    return stat(file, &info) == 0 ? (gint64)info.st_size : -1;
}

static void add_devices(struct office_figures *out, const char *data)
{
    const GArray *journals = out->now->journals;

    for (guint i = 0; i < journals->len; i++) {
        struct office_device device = {.journal = &g_array_index(journals, struct shelf_journal, i)};
        g_autofree char *file = folder_journal(data, device.journal->device);
        g_autofree char *log = g_strconcat(file, "-wal", NULL);
        device.size = size_of(file);
        device.log_size = MAX(0, size_of(log));
        g_array_append_val(out->devices, device);
    }
}

bool office_read_figures(struct office_figures *out, const office_t *office, const struct period *period,
                         GError **error)
{
    const center_t *center = office->options.center;
    g_autoptr(shelf_t) shelf = NULL;

    out->devices = g_array_new(FALSE, TRUE, sizeof(struct office_device));
    out->plans = in_force_load(office->options.data, office->options.center, error);
    if (!out->plans || !shelf_open(&shelf, office->options.data, center->id, error) ||
        !read_reports(out, shelf, center, period, error))
        return false;
    add_devices(out, office->options.data);
    return true;
}

void office_figures_clear(struct office_figures *figures)
{
    if (figures->trend != figures->now)
        report_free(figures->trend);
    report_free(figures->before);
    report_free(figures->now);
    g_clear_pointer(&figures->plans, g_ptr_array_unref);
    g_clear_pointer(&figures->devices, g_array_unref);
}
