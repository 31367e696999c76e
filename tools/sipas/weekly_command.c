/* sipas weekly: the reports of the weeks that are over, filed by themselves. */
#include "command.h"
#include "folder.h"
#include "place.h"
#include "weekly.h"

struct weekly_options {
    struct common_options common;
    char *today, *weeks;
};

#define FIELD(field) OPTION_FIELD(struct weekly_options, field)
static const GOptionEntry OPTIONS[] = {
    {"weeks", 'n', 0, G_OPTION_ARG_FILENAME, FIELD(weeks),
     "Look only at the last N weeks that are over, 1 to 5200; else at all since the first rating", "N"},
    {"today", 't', 0, G_OPTION_ARG_FILENAME, FIELD(today),
     "File as of this day, such as 2025-11-10; else as of today", "DAY"},
    COMMON_OPTIONS,
    {0}};

enum { WEEKS_MAX = 5200 };

/* A day of the years that have whole weeks for every period. */
static bool read_today(int *today, const char *text)
{
    return day_parse_iso(today, text) && *today >= WEEKLY_FIRST_DAY && *today <= WEEKLY_LAST_DAY;
}

static bool read_weeks(int *weeks, const char *text)
{
    guint64 number = 0;

    if (!g_ascii_string_to_unsigned(text, 10, 1, WEEKS_MAX, &number, NULL))
        return false;
    *weeks = (int)number;
    return true;
}

/* EXIT_DONE, or the status to end with after the reason was said. */
static int choose(struct weekly *out, const struct command *self, const struct weekly_options *options)
{
    out->today = moment_local_day(g_get_real_time() / 1000);
    if (options->today && !read_today(&out->today, options->today))
        return command_misused(self, "--today: found \"%s\", expected a day such as 2025-11-10",
                               options->today);
    if (options->weeks && !read_weeks(&out->most, options->weeks))
        return command_misused(self, "--weeks: found \"%s\", expected a whole number from 1 to %d",
                               options->weeks, WEEKS_MAX);
    return EXIT_DONE;
}

static int weekly(const struct command *self, const struct weekly_options *options)
{
    struct weekly task = {.command = self};
    struct place place = {0};
    g_autoptr(words_t) words = NULL;
    g_autoptr(GError) error = NULL;
    bool sound = true;

    int status = choose(&task, self, options);
    if (status != EXIT_DONE)
        return status;
    g_autofree char *assets = folder_assets();
    g_autofree char *folder = g_build_filename(assets, "words", NULL);
    bool done = words_load(&words, folder, &error) && place_open(&place, options->common.data, &error);
    task.words = words;
    task.place = &place;
    done = done && weekly_file(&sound, &task, &error);
    place_close(&place);
    if (!done)
        return command_failed(self, error);
    return sound ? EXIT_DONE : EXIT_WRONG;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct weekly_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc > 1 ? command_misused(self, "found \"%s\", expected no argument", argv[1])
                          : weekly(self, &options);
    g_free(options.common.data);
    g_free(options.today);
    g_free(options.weeks);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas weekly --data center", "File every week that is over and not filed yet:"},
    {"sipas weekly --data center --weeks 4", "Look only at the last four weeks:"},
    {0}};

const struct command WEEKLY_COMMAND = {
    .name = "weekly",
    .arguments = "",
    .summary = "File the reports of the weeks that are over",
    .description =
        "Writes the report of every week that is over, Monday to Sunday, into the data folder: "
        "reports/2025-W45/ then holds it as XLSX, PDF, HTML and JSON, by day, compared with the week "
        "before and judged by the plans in force, with SHA-256SUMS, which sha256sum -c takes. A line is "
        "printed for each report filed.\n"
        "\n"
        "It begins with the first week that holds a rating that counts (those set aside open no week: "
        "a clock that was never set says 1970), and files every week since, whatever the outage, also "
        "one in which nobody rated. Only when more than 53 such empty weeks follow each other, "
        "between two ratings or after the last, they are left out.\n"
        "\n"
        "What was filed is never changed. When ratings of a filed week come in late, its report as it "
        "is then is put beside the first, with -bo-sung- and the day in the names and sums of its "
        "own; a second one of the same day ends in -2. A report is amended only when ratings, "
        "answers, corrections or reasons of its own week changed: not for a remark or a clock step, "
        "another plan, another name, or a change in the week it is compared with.\n"
        "\n"
        "An amendment takes the place of what was published before. Take the earlier board down then: "
        "two boards of one week can be subtracted, which tells what the few who came late said.\n"
        "\n"
        "Each filed report is compared with its sums. A file that is missing or changed, figures that "
        "cannot be read and an amendment that cannot come in are told on the standard error and left "
        "as they are; that report is not amended, the other weeks go on, and the exit status is 3.\n"
        "\n"
        "Running it again writes nothing when nothing changed. A report filed anew after its folder was "
        "deleted is the same, byte for byte, unless the journals have grown: every report names their "
        "heads.\n"
        "\n"
        "The timer sipas-weekly.timer runs it every Monday morning.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
