/* sipas export: every rating, one a row. */
#include "command.h"
#include "export.h"
#include "export_remarks.h"
#include "output.h"
#include "place.h"
#include "progress.h"
#include "shelf.h"
#include <unistd.h>

/* All days that a journal can hold. */
enum { FIRST_DAY = 10101, LAST_DAY = 99991231 };

struct export_options {
    struct common_options common;
    char *period, *window, *format, *output;
    gboolean remarks;
};

#define FIELD(field) OPTION_FIELD(struct export_options, field)
static const GOptionEntry OPTIONS[] = {
    {"period", 'p', 0, G_OPTION_ARG_FILENAME, FIELD(period),
     "Only the ratings of this period, written as for report; else all there are", "PERIOD"},
    {"window", 'w', 0, G_OPTION_ARG_FILENAME, FIELD(window),
     "Where a month, quarter, half or year begins; else as center.ini says", "calendar|decree"},
    {"format", 'f', 0, G_OPTION_ARG_FILENAME, FIELD(format), "The format of the rows; else csv",
     "csv|jsonl|xlsx"},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, FIELD(output),
     "Write to this file instead of the standard output", "FILE"},
    {"remarks", 'r', 0, G_OPTION_ARG_NONE, FIELD(remarks),
     "Not the ratings but what respondents wrote: the texts alone, in an order that tells nothing", NULL},
    COMMON_OPTIONS,
    {0}};

/* An export under way. */
struct walk {
    export_t *out;
    const char *where; /* the rows go, for people */
    progress_t *progress;
    gint64 ratings;
};

/* Each of these: EXIT_DONE, or the status to end with after the reason was said. */
static int choose_format(enum export_format *out, const struct command *self,
                         const struct export_options *options)
{
    if (options->output && !*options->output)
        return command_misused(self, "--output: found nothing, expected a file");
    if (options->format && !export_format_from_id(out, options->format))
        return command_misused(self, "--format: found \"%s\", expected csv, jsonl or xlsx", options->format);
    if (*out == EXPORT_XLSX && !options->output && isatty(STDOUT_FILENO) == 1)
        return command_misused(self, "--format: xlsx is not for a terminal, expected --output FILE with it");
    return EXIT_DONE;
}

static int choose_days(struct period *out, const struct command *self, const struct export_options *options,
                       const center_t *center)
{
    const int today = moment_local_day(g_get_real_time() / 1000);
    enum period_window window = center->window;
    g_autoptr(GError) error = NULL;

    if (options->window && !period_window_from_id(&window, options->window))
        return command_misused(self, "--window: found \"%s\", expected calendar or decree", options->window);
    if (options->period && !period_parse(out, options->period, window, today, &error))
        return command_misused(self, "%s", error->message);
    return EXIT_DONE;
}

static bool blame(const struct walk *walk, GError **error)
{
    g_prefix_error(error, "%s: ", walk->where);
    return false;
}

static bool take(const char *device, const struct rating *rating, void *payload, GError **error)
{
    struct walk *walk = payload;

    progress_tell(walk->progress, ++walk->ratings);
    return export_add(device, rating, walk->out, error) || blame(walk, error);
}

static bool write_rows(struct walk *walk, shelf_t *shelf, const struct period *days,
                       enum export_format format, FILE *stream, GError **error)
{
    g_autoptr(export_t) out = NULL;

    if (!export_open(&out, format, stream, EXPORT_SHEET_ROWS, error))
        return blame(walk, error);
    walk->out = out;
    return shelf_walk(shelf, days->from, days->to, take, walk, error) &&
           (export_finish(out, error) || blame(walk, error));
}

static bool write_export(gint64 *ratings, const struct place *place, const struct export_options *options,
                         const struct period *days, enum export_format format, GError **error)
{
    gint64 entries[ENTRY_KIND_END] = {0};
    g_autoptr(shelf_t) shelf = NULL;
    g_autoptr(output_t) output = NULL;

    if (!shelf_open(&shelf, place->data, place->center->id, error) ||
        !shelf_count_entries(shelf, entries, days->from, days->to, error) ||
        !output_open(&output, options->output, error))
        return false;
    g_autoptr(progress_t) progress =
        progress_new(STDERR_FILENO, "sipas export", entries[ENTRY_RATING], PROGRESS_AFTER_MS);
    struct walk walk = {.where = options->output ? options->output : "standard output", .progress = progress};
    const bool done =
        write_rows(&walk, shelf, days, format, output_stream(output), error) && output_close(output, error);
    *ratings = walk.ratings;
    return done;
}

/* --- remarks --- */

static bool take_remark(const struct shelf_remark *remark, void *payload, GError **error)
{
    (void)error;
    if (remark->text)
        g_ptr_array_add(payload, g_strdup(remark->text));
    return true;
}

/* The last day before this week. A remark of a week under way would be the one that is new since the last
 * export, and so would its rating. */
static int end_of_last_week(void)
{
    const int today = moment_local_day(g_get_real_time() / 1000);
    const struct period week = period_around(PERIOD_WEEK, WINDOW_CALENDAR, today);
    return day_add(week.from, -1);
}

static bool write_remarks(gint64 *n, const struct place *place, const struct export_options *options,
                          const struct period *days, enum export_format format, GError **error)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(shelf_t) shelf = NULL;
    g_autoptr(output_t) output = NULL;
    const struct walk walk = {.where = options->output ? options->output : "standard output"};

    if (!shelf_open(&shelf, place->data, place->center->id, error) ||
        !shelf_walk_remarks(shelf, days->from, MIN(days->to, end_of_last_week()), take_remark, texts,
                            error) ||
        !output_open(&output, options->output, error))
        return false;
    *n = texts->len;
    return (export_remarks(texts, format, output_stream(output), error) || blame(&walk, error)) &&
           output_close(output, error);
}

static bool write_asked(gint64 *n, const struct place *place, const struct export_options *options,
                        const struct period *days, enum export_format format, GError **error)
{
    return options->remarks ? write_remarks(n, place, options, days, format, error)
                            : write_export(n, place, options, days, format, error);
}

static int run_export(const struct command *self, const struct export_options *options)
{
    enum export_format format = EXPORT_CSV;
    struct place place = {0};
    struct period days = {.from = FIRST_DAY, .to = LAST_DAY};
    gint64 n = 0;
    g_autoptr(GError) error = NULL;

    int status = choose_format(&format, self, options);
    if (status == EXIT_DONE && !place_open(&place, options->common.data, &error))
        status = command_failed(self, error);
    if (status == EXIT_DONE)
        status = choose_days(&days, self, options, place.center);
    if (status == EXIT_DONE && !write_asked(&n, &place, options, &days, format, &error))
        status = command_failed(self, error);
    if (status == EXIT_DONE)
        command_say(self, "%" G_GINT64_FORMAT " %s", n, options->remarks ? "remarks" : "ratings");
    place_close(&place);
    return status;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct export_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc > 1 ? command_misused(self, "found \"%s\", expected no argument", argv[1])
                          : run_export(self, &options);
    g_free(options.common.data);
    g_free(options.period);
    g_free(options.window);
    g_free(options.format);
    g_free(options.output);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas export --data center --output ratings.csv", "Every rating there is, for another program:"},
    {"sipas export --data center --period month:2025-11 --format xlsx --output ratings.xlsx",
     "The ratings of a month, for a spreadsheet:"},
    {"sipas export --data center --remarks --period quarter:2025-Q4 --output remarks.csv",
     "What respondents wrote in the weeks that began in a quarter:"},
    {0}};

const struct command EXPORT_COMMAND = {
    .name = "export",
    .arguments = "",
    .summary = "Print every rating, one a row, for further analysis",
    .description =
        "Prints a row for each rating as it stands, with what was added later and corrected: the device; the "
        "local hour, such as 2025-11-05T09, or the date alone where a form or file gave no more (or gave "
        "noon "
        "to the second); area; way in (channel); language; set_aside (1: not counted in reports) and the "
        "flags that say why; what vouches for the clock: ntp, rtc, unknown, or given for a time that was "
        "written down; one column for each item, 1 to 5 or empty; the reasons named. Several flags or "
        "reasons "
        "are joined by +. How many ratings were printed is said at the end; without a period it is the sum "
        "that sipas verify prints.\n"
        "\n"
        "No time is finer than the hour. Rows of one device and hour are put in the order of their content, "
        "so that who came first does not show.\n"
        "\n"
        "With --remarks it prints what respondents wrote instead, in a file of its own: the text and nothing "
        "else, sorted by it, of all devices together, so that nothing says when, where or with which rating "
        "a "
        "remark came. Only the week of a remark is known, and it belongs to the period that the week's "
        "Monday "
        "lies in. Those of a week are printed when it has ended: one by one, what is new in the ratings "
        "would "
        "tell whose they are. What was taken out is not there any more. In csv a remark that a spreadsheet "
        "would take "
        "for "
        "a formula has a ' before it; in jsonl and xlsx it stands unchanged.\n"
        "\n"
        "csv is for programs: UTF-8 without a mark, a header line, commas, line feeds, a field in quotes "
        "only "
        "where it has to be. jsonl has one object a line, with null for no answer. xlsx is for spreadsheets "
        "and goes on with further sheets where the rows of one end. A --output file is put in its place when "
        "it is whole; on the standard output rows appear as they are read, and only the exit status 0 says "
        "that they are all there.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
