/* sipas report: the satisfaction of a period beside the targets. */
#include "command.h"
#include "folder.h"
#include "output.h"
#include "place.h"
#include "report.h"
#include "shelf.h"
#include <string.h>

struct report_options {
    struct common_options common;
    char *period, *window, *format, *language, *output;
    char **plans;
};

#define FIELD(field) OPTION_FIELD(struct report_options, field)
static const GOptionEntry OPTIONS[] = {
    {"period", 'p', 0, G_OPTION_ARG_FILENAME, FIELD(period),
     "The period, in one of the forms named here; else last-week", "PERIOD"},
    {"window", 'w', 0, G_OPTION_ARG_FILENAME, FIELD(window),
     "Where a month, quarter, half or year begins; else as center.ini says", "calendar|decree"},
    {"plan", 'P', 0, G_OPTION_ARG_FILENAME_ARRAY, FIELD(plans),
     "Judge by this plan, a name or a file; may be given several times; else those center.ini puts in force",
     "PLAN"},
    {"format", 'f', 0, G_OPTION_ARG_FILENAME, FIELD(format), "The face of the report; else text",
     "text|csv|json"},
    {"lang", 'l', 0, G_OPTION_ARG_FILENAME, FIELD(language), "The language of text and csv; else vi",
     "vi|en"},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, FIELD(output),
     "Write to this file instead of the standard output", "FILE"},
    COMMON_OPTIONS,
    {0}};

/* One face of the report. The words are loaded only for a face that speaks. */
struct face {
    const char *name;
    bool speaks;
    void (*write)(GString *out, const report_t *report, const words_t *words, const char *language);
};

static void write_json(GString *out, const report_t *report, const words_t *words, const char *language)
{
    (void)words;
    (void)language;
    report_json(out, report);
}

static const struct face FACES[] = {
    {"text", true, report_text}, {"csv", true, report_csv}, {"json", false, write_json}};

static const struct face *find_face(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FACES); i++)
        if (!name || strcmp(FACES[i].name, name) == 0)
            return &FACES[i];
    return NULL;
}

/* What the command line asks for, understood. */
struct request {
    const struct face *face;
    words_t *words; /* owned; NULL for a face that does not speak */
    const char *language;
    struct period period;
};

static bool load_words(words_t **out, GError **error)
{
    g_autofree char *assets = folder_assets();
    g_autofree char *folder = g_build_filename(assets, "words", NULL);
    return words_load(out, folder, error);
}

/* Each of these: EXIT_DONE, or the status to end with after the reason was said. */
static int check_output(const struct command *self, const struct report_options *options)
{
    if (options->output && !*options->output)
        return command_misused(self, "--output: found nothing, expected a file");
    return EXIT_DONE;
}

static int choose_face(struct request *out, const struct command *self, const struct report_options *options)
{
    g_autoptr(GError) error = NULL;

    out->face = find_face(options->format);
    if (!out->face)
        return command_misused(self, "--format: found \"%s\", expected text, csv or json", options->format);
    out->language = options->language ? options->language : "vi";
    if (!out->face->speaks)
        return EXIT_DONE;
    if (!load_words(&out->words, &error))
        return command_failed(self, error);
    if (!words_has_language(out->words, out->language))
        return command_misused(self,
                               "--lang: found \"%s\", expected a language that has words, such as vi or en",
                               out->language);
    return EXIT_DONE;
}

static int choose_period(struct request *out, const struct command *self,
                         const struct report_options *options, const center_t *center)
{
    const char *text = options->period ? options->period : "last-week";
    const int today = moment_local_day(g_get_real_time() / 1000);
    enum period_window window = center->window;
    g_autoptr(GError) error = NULL;

    if (options->window && !period_window_from_id(&window, options->window))
        return command_misused(self, "--window: found \"%s\", expected calendar or decree", options->window);
    if (!period_parse(&out->period, text, window, today, &error))
        return command_misused(self, "%s", error->message);
    return EXIT_DONE;
}

static bool fold(report_t **out, const struct place *place, const GPtrArray *plans,
                 const struct period *period, GError **error)
{
    g_autoptr(shelf_t) shelf = NULL;
    g_autoptr(tally_t) tally = tally_new();
    size_t n = 0;

    if (!shelf_open(&shelf, place->data, place->center->id, error) ||
        !shelf_fold(shelf, tally, period->from, period->to, error))
        return false;
    const struct shelf_journal *journals = shelf_journals(shelf, &n);
    *out = report_build(place->center, plans, period, tally, journals, n);
    return true;
}

static bool write_report(const struct request *request, const struct report_options *options,
                         const struct place *place, GError **error)
{
    g_autoptr(GPtrArray) plans = place_plans(place, options->plans, error);
    g_autoptr(report_t) report = NULL;
    g_autoptr(GString) text = g_string_new(NULL);

    if (!plans || !fold(&report, place, plans, &request->period, error))
        return false;
    request->face->write(text, report, request->words, request->language);
    return output_write(options->output, text, error);
}

static int report(const struct command *self, const struct report_options *options)
{
    struct place place = {0};
    struct request request = {0};
    g_autoptr(GError) error = NULL;

    int status = check_output(self, options);
    if (status == EXIT_DONE)
        status = choose_face(&request, self, options);
    if (status == EXIT_DONE && !place_open(&place, options->common.data, &error))
        status = command_failed(self, error);
    if (status == EXIT_DONE)
        status = choose_period(&request, self, options, place.center);
    if (status == EXIT_DONE && !write_report(&request, options, &place, &error))
        status = options->plans ? command_refused(self, error) : command_failed(self, error);
    place_close(&place);
    words_free(request.words);
    return status;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct report_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc > 1 ? command_misused(self, "found \"%s\", expected no argument", argv[1])
                          : report(self, &options);
    g_free(options.common.data);
    g_free(options.period);
    g_free(options.window);
    g_free(options.format);
    g_free(options.language);
    g_free(options.output);
    g_strfreev(options.plans);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas report --data center", "The week before this one, beside the plans in force:"},
    {"sipas report --data center --period quarter:2025-Q4 --window decree --format csv --output q4.csv",
     "The fourth quarter as the decree cuts it, for a spreadsheet:"},
    {"sipas report --data center --period year:2025 --plan an-phong --plan ke-sat --format json",
     "A year against two plans, for another program:"},
    {0}};

const struct command REPORT_COMMAND = {
    .name = "report",
    .arguments = "",
    .summary = "Print the satisfaction of a period beside the targets",
    .description = "Sums the journals of all devices over the period and prints, for the whole center and "
                   "for each area, how many "
                   "people gave each level, the percentage satisfied (levels 4 and 5) with its 95 percent "
                   "interval, and the "
                   "verdict on each target of the plans. Ratings set aside are kept apart and shown beside.\n"
                   "\n"
                   "A period is written 2025-W45, week:2025-11-05 (the Monday to Sunday around that day), "
                   "month:2025-11, "
                   "quarter:2025-Q4, half:2025-H2, nine-months:2025, year:2025, 2025-11-01..2025-11-30, or "
                   "this-week, last-week and "
                   "likewise with month, quarter, half and year.\n"
                   "\n"
                   "Verdicts compare whole numbers; the printed percentage is rounded and never compared. A "
                   "target over several "
                   "areas is judged for all of them together and for each.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
