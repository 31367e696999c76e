#include "staff_report.h"
#include "board.h"
#include "clock.h"
#include "filing.h"
#include "folder.h"
#include <sys/statvfs.h>

static void free_plan(gpointer plan)
{
    plan_free(plan);
}

/* Whether the plan can be judged as it says: a target over an area the center does not have would be judged
 * over what is left, and a plan that is there already would be judged twice. `sipas report` refuses both
 * likewise. */
static bool check_plan(const GPtrArray *plans, const struct plan *plan, const center_t *center,
                       GError **error)
{
    for (guint i = 0; i < plans->len; i++) {
        const struct plan *other = plans->pdata[i];
        if (g_str_equal(other->id, plan->id)) {
            g_set_error(error, PLAN_ERROR, PLAN_ERROR_CONTENT, "plan %s: in force twice, expected once",
                        plan->id);
            return false;
        }
    }
    for (guint i = 0; i < plan->targets->len; i++) {
        const struct target *target = plan->targets->pdata[i];
        for (char **area = target->areas; area != NULL && *area != NULL; area++) {
            if (center_area(center, *area) != NULL)
                continue;
            g_set_error(error, PLAN_ERROR, PLAN_ERROR_CONTENT,
                        "plan %s: [target %s] areas: found %s, expected an area of center.ini", plan->id,
                        target->id, *area);
            return false;
        }
    }
    return true;
}

/* The plans that center.ini puts in force. NULL on failure. */
static GPtrArray *load_plans(const struct staff_options *options, GError **error)
{
    g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func(free_plan);

    for (char **name = options->center->plans; *name != NULL; name++) {
        g_autofree char *file = folder_find_plan(options->data, *name);
        g_autoptr(plan_t) plan = NULL;
        if (file == NULL) {
            g_set_error(error, PLAN_ERROR, PLAN_ERROR_FILE,
                        "center.ini: [report] plans: %s: there is no such plan", *name);
            return NULL;
        }
        if (!plan_load(&plan, file, error) || !check_plan(plans, plan, options->center, error))
            return NULL;
        g_ptr_array_add(plans, g_steal_pointer(&plan));
    }
    return g_steal_pointer(&plans);
}

static bool read_report(report_t **out, const struct staff_options *options, const GPtrArray *plans,
                        const struct report_request *request, GError **error)
{
    g_autoptr(shelf_t) shelf = NULL;
    return shelf_open(&shelf, options->data, options->center->id, error) &&
           report_read(out, shelf, options->center, plans, request, error);
}

static int local_today(void)
{
    return moment_local_day(g_get_real_time() / 1000);
}

/* --- the board --- */

static gint64 free_bytes(const char *folder)
{
    struct statvfs disk;
    return statvfs(folder, &disk) == 0 ? (gint64)(disk.f_bavail * disk.f_frsize) : -1;
}

/* Whether the device's journal could be looked at; what was found is in *out. */
static bool check_journal(struct verify_result *out, const struct staff_options *options)
{
    g_autofree char *file = folder_journal(options->data, options->device);
    g_autofree char *key_file = folder_seal_key(options->data);
    g_autoptr(GError) error = NULL;
    uint8_t key[SEAL_KEY_SIZE];

    if (!seal_key_load(key, key_file, &error)) {
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
        return false;
    }
    const struct journal_identity identity = {options->device, options->center->id, key};
    bool read = verify_journal(out, file, &identity, NULL, &error);
    explicit_bzero(key, sizeof key);
    if (!read || !out->sound)
        g_printerr("%s: %s\n", g_get_prgname(), read ? out->problem : error->message);
    return read;
}

static bool read_both(report_t **today, report_t **week, const GPtrArray *plans,
                      const struct staff_options *options, GError **error)
{
    const int day = local_today();
    const struct report_request of_day = {.period = {PERIOD_RANGE, WINDOW_CALENDAR, day, day}};
    const struct report_request of_week = {.period = period_around(PERIOD_WEEK, WINDOW_CALENDAR, day)};

    if (!read_report(today, options, plans, &of_day, error))
        return false;
    if (read_report(week, options, plans, &of_week, error))
        return true;
    g_clear_pointer(today, report_free);
    return false;
}

void staff_report_board(struct staff_board *out, const struct staff_options *options, const char *language)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) plans = load_plans(options, &error);
    g_autoptr(report_t) today = NULL, week = NULL;
    struct verify_result journal;
    struct moment now;

    if (plans == NULL || !read_both(&today, &week, plans, options, &error))
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
    clock_read(&now);
    board_fill(out, &(struct board_source){.today = today,
                                           .week = week,
                                           .device = options->device,
                                           .free_bytes = free_bytes(options->data),
                                           .clock = now.trust,
                                           .journal = check_journal(&journal, options) ? &journal : NULL,
                                           .words = options->words,
                                           .language = language});
}

/* --- the export --- */

/* What is written to the drive: the contents belong to `filed`, the names to `names`. */
struct load {
    GPtrArray *filed; /* of GPtrArray of struct filing_file */
    GPtrArray *names;
    GArray *files; /* of struct drive_file */
};

static void load_clear(struct load *load)
{
    g_ptr_array_unref(load->filed);
    g_ptr_array_unref(load->names);
    g_array_unref(load->files);
}

static bool add_week(struct load *load, const char *folder, const struct staff_options *options,
                     const GPtrArray *plans, struct period week, const char *language, GError **error)
{
    const struct report_request request = {.period = week, .compare = true, .by = REPORT_BY_DAY};
    const struct face_style style = {options->words, language, options->fonts};
    g_autofree char *period = period_file_name(&week);
    g_autoptr(report_t) report = NULL;

    if (!read_report(&report, options, plans, &request, error))
        return false;
    GPtrArray *made = week.to < local_today() ? filing_make(report, &style, error)
                                              : filing_make_early(report, &style, error);
    if (made == NULL)
        return false;
    g_ptr_array_add(load->filed, made);
    for (guint i = 0; i < made->len; i++) {
        const struct filing_file *file = made->pdata[i];
        char *name = g_build_filename(folder, period, file->name, NULL);
        const struct drive_file item = {name, file->content->str, file->content->len};
        g_ptr_array_add(load->names, name);
        g_array_append_val(load->files, item);
    }
    return true;
}

static bool make_load(struct load *load, const char *folder, const struct staff_options *options,
                      const char *language, GError **error)
{
    const struct period this_week = period_around(PERIOD_WEEK, WINDOW_CALENDAR, local_today());
    g_autoptr(GPtrArray) plans = load_plans(options, error);

    return plans != NULL &&
           add_week(load, folder, options, plans, period_before(&this_week), language, error) &&
           add_week(load, folder, options, plans, this_week, language, error);
}

bool staff_report_export(char **folder, const struct staff_options *options, const char *language,
                         GError **error)
{
    struct load load = {.filed = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref),
                        .names = g_ptr_array_new_with_free_func(g_free),
                        .files = g_array_new(FALSE, FALSE, sizeof(struct drive_file))};
    g_autofree char *on_drive = g_strdup_printf("hai-long-%s", options->center->id);
    g_autofree char *mount = drive_find(options->drives, error);

    bool done = mount != NULL && make_load(&load, on_drive, options, language, error) &&
                drive_write(mount, &g_array_index(load.files, struct drive_file, 0), load.files->len, error);
    load_clear(&load);
    if (done)
        *folder = g_steal_pointer(&on_drive);
    return done;
}
