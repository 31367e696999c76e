#include "staff_report.h"
#include "board.h"
#include "bundle.h"
#include "carried.h"
#include "clock.h"
#include "filing.h"
#include "folder.h"
#include "in_force.h"
#include "sign.h"
#include <sys/statvfs.h>

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
    g_autoptr(GPtrArray) plans = in_force_load(options->data, options->center, &error);
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

/* What is written to the drive: the contents belong to `filed` and `carried`, the names to `names`. */
struct load {
    GPtrArray *filed; /* of GPtrArray of struct filing_file */
    struct carried carried;
    GPtrArray *names;
    GArray *files; /* of struct drive_file */
};

static void load_clear(struct load *load)
{
    g_ptr_array_unref(load->filed);
    carried_clear(&load->carried);
    g_ptr_array_unref(load->names);
    g_array_unref(load->files);
}

/* Takes the name over. */
static void add_file(struct load *load, char *name, const void *bytes, gsize size)
{
    const struct drive_file item = {name, bytes, size};

    g_ptr_array_add(load->names, name);
    g_array_append_val(load->files, item);
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
        add_file(load, g_build_filename(folder, period, file->name, NULL), file->content->str,
                 file->content->len);
    }
    return true;
}

/* The bundle comes before its signature: where that is, all it signs is there. */
static bool add_bundle(struct load *load, const char *mount, const char *folder,
                       const struct staff_options *options, GError **error)
{
    struct carried *carried = &load->carried;
    g_autofree char *place = g_build_filename(mount, folder, NULL);
    gsize size = 0;

    if (!carried_make(carried, options->data, options->device, place, error))
        return false;
    if (carried->name == NULL)
        return true;
    const void *bundle = g_bytes_get_data(carried->bundle, &size);
    add_file(load, g_build_filename(folder, carried->name, NULL), bundle, size);
    const void *signature = g_bytes_get_data(carried->signature, &size);
    add_file(load, g_strconcat(folder, "/", carried->name, SIGN_ENDING, NULL), signature, size);
    return true;
}

static bool make_load(struct load *load, const char *mount, const char *folder,
                      const struct staff_options *options, const char *language, GError **error)
{
    const struct period this_week = period_around(PERIOD_WEEK, WINDOW_CALENDAR, local_today());
    g_autoptr(GPtrArray) plans = in_force_load(options->data, options->center, error);

    return plans != NULL &&
           add_week(load, folder, options, plans, period_before(&this_week), language, error) &&
           add_week(load, folder, options, plans, this_week, language, error) &&
           add_bundle(load, mount, folder, options, error);
}

bool staff_report_export(char **folder, const struct staff_options *options, const char *language,
                         GError **error)
{
    struct load load = {.filed = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref),
                        .names = g_ptr_array_new_with_free_func(g_free),
                        .files = g_array_new(FALSE, FALSE, sizeof(struct drive_file))};
    g_autofree char *on_drive = g_strdup_printf(BUNDLE_DRIVE_FOLDER, options->center->id);
    g_autofree char *mount = drive_find(options->drives, error);

    bool done = mount != NULL && make_load(&load, mount, on_drive, options, language, error) &&
                drive_write(mount, &g_array_index(load.files, struct drive_file, 0), load.files->len, error);
    load_clear(&load);
    if (done)
        *folder = g_steal_pointer(&on_drive);
    return done;
}
