/* sipas report: the satisfaction of a period beside the targets. */
#include "folder.h"
#include "output.h"
#include "place.h"
#include "report_asked.h"
#include "shelf.h"

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
     "text|csv|json|html|xlsx|pdf"},
    {"lang", 'l', 0, G_OPTION_ARG_FILENAME, FIELD(language), "The language it is written in; else vi",
     "vi|en"},
    {"compare", 'c', 0, G_OPTION_ARG_NONE, FIELD(compare),
     "Put the period before, of the same kind, beside this one", NULL},
    {"by", 'b', 0, G_OPTION_ARG_FILENAME, FIELD(by), "Also show the period step by step", "day|week|month"},
    {"channel", 'C', 0, G_OPTION_ARG_FILENAME, FIELD(channel), "Count only what came in this way",
     "kiosk|phone|paper|other|poster"},
    {"area", 'a', 0, G_OPTION_ARG_FILENAME, FIELD(area), "Show only this area and the targets that name it",
     "ID"},
    {"item", 'i', 0, G_OPTION_ARG_FILENAME, FIELD(item), "Show only this question, such as tthc", "ID"},
    {"dossiers", 'n', 0, G_OPTION_ARG_FILENAME, FIELD(dossiers),
     "How many files were settled in the period: a number, or a CSV with the columns area and dossiers",
     "N|FILE"},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, FIELD(output),
     "Write to this file instead of the standard output", "FILE"},
    COMMON_OPTIONS,
    {0}};

static bool read_report(report_t **out, const struct place *place, const GPtrArray *plans,
                        const struct report_request *request, GError **error)
{
    g_autoptr(shelf_t) shelf = NULL;

    return shelf_open(&shelf, place->data, place->center->id, error) &&
           report_read(out, shelf, place->center, plans, request, error);
}

static bool write_report(const struct report_asked *asked, const struct report_options *options,
                         const struct place *place, GError **error)
{
    g_autoptr(GPtrArray) plans = place_plans(place, options->plans, error);
    g_autoptr(report_t) report = NULL;
    g_autoptr(GString) text = g_string_new(NULL);

    if (!plans || !read_report(&report, place, plans, &asked->request, error))
        return false;
    g_autofree char *fonts = folder_fonts();
    const struct face_style style = {asked->words, asked->language, fonts};
    return asked->face->write(text, report, &style, error) && output_write(options->output, text, error);
}

static int refuse(const struct command *self, const struct report_options *options, const GError *error)
{
    if (g_error_matches(error, PLACE_ERROR, PLACE_ERROR_NAME))
        return command_misused(self, "%s", error->message);
    return options->plans ? command_refused(self, error) : command_failed(self, error);
}

static int report(const struct command *self, const struct report_options *options)
{
    struct place place = {0};
    struct report_asked asked = {0};
    g_autoptr(GError) error = NULL;

    int status = report_asked_face(&asked, self, options);
    if (status == EXIT_DONE && !place_open(&place, options->common.data, &error))
        status = command_failed(self, error);
    if (status == EXIT_DONE)
        status = report_asked_request(&asked, self, options, place.center);
    if (status == EXIT_DONE && !write_report(&asked, options, &place, &error))
        status = refuse(self, options, error);
    report_asked_clear(&asked);
    place_close(&place);
    return status;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct report_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc > 1 ? command_misused(self, "found \"%s\", expected no argument", argv[1])
                          : report(self, &options);
    report_options_clear(&options);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas report --data center", "The week before this one, beside the plans in force:"},
    {"sipas report --data center --period quarter:2025-Q4 --window decree --format csv --output q4.csv",
     "The fourth quarter as the decree cuts it, for a spreadsheet:"},
    {"sipas report --data center --period year:2025 --plan an-phong --plan ke-sat --format json",
     "A year against two plans, for another program:"},
    {"sipas report --data center --period month:2025-11 --compare --by week --dossiers 420",
     "A month beside the one before and week by week, and how many of those served took part:"},
    {"sipas report --data center --channel paper --area dat-dai --item tthc",
     "What people wrote on paper forms about one area and one question:"},
    {0}};

const struct command REPORT_COMMAND = {
    .name = "report",
    .arguments = "",
    .summary = "Print the satisfaction of a period beside the targets",
    .description =
        "Sums the journals of all devices over the period and prints, for the whole center and "
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
        "areas is judged for all of them together and for each.\n"
        "\n"
        "Under 30 ratings a percentage is marked as not enough to conclude, under 100 as for reference; "
        "center.ini sets both limits. A comparison calls two percentages different only when their "
        "intervals do not overlap.\n"
        "\n"
        "A number of files settled is that of the whole center, or of the area asked for. The CSV has a "
        "header line and one row an area, by comma or semicolon; a row without an area is the whole center, "
        "else the whole is their sum.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
