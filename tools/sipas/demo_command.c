/* sipas demo: made-up ratings, to try reports out and to measure. */
#include "bulk.h"
#include "clock.h"
#include "command.h"
#include "demo_ratings.h"
#include "folder.h"
#include "place.h"
#include "progress.h"
#include <unistd.h>

enum { COUNT_MAX = 100 * 1000 * 1000 };

struct demo_options {
    struct common_options common;
    gint64 count, seed;
    char *period, *from, *to, *device;
};

#define FIELD(field) OPTION_FIELD(struct demo_options, field)
static const GOptionEntry OPTIONS[] = {
    {"count", 'n', 0, G_OPTION_ARG_INT64, FIELD(count), "How many ratings; else 1000", "N"},
    {"period", 'p', 0, G_OPTION_ARG_FILENAME, FIELD(period),
     "The calendar period, written as for report; else last-week", "PERIOD"},
    {"from", 0, 0, G_OPTION_ARG_FILENAME, FIELD(from),
     "Instead of a period: the first day, such as 2025-11-03", "DAY"},
    {"to", 0, 0, G_OPTION_ARG_FILENAME, FIELD(to), "and the last day", "DAY"},
    {"seed", 's', 0, G_OPTION_ARG_INT64, FIELD(seed),
     "The same seed makes the same ratings; 0 to 4294967295, else 1", "S"},
    {"device", 'D', 0, G_OPTION_ARG_FILENAME, FIELD(device),
     "The device whose journal takes the ratings; else demo", "ID"},
    COMMON_OPTIONS,
    {0}};

/* A demo under way. */
struct making {
    demo_t *demo;
    progress_t *progress;
    gint64 given;
};

static int next_rating(struct rating *out, void *payload, GError **error)
{
    struct making *making = payload;

    (void)error;
    if (!demo_next(making->demo, out))
        return 0;
    progress_tell(making->progress, ++making->given);
    return 1;
}

static struct rating demo_note(const struct demo_options *options, const struct period *period)
{
    struct rating note = {.kind = ENTRY_NOTE, .channel = CHANNEL_OTHER};

    clock_read(&note.when);
    g_snprintf(note.note, sizeof note.note,
               "demo seed=%" G_GINT64_FORMAT " count=%" G_GINT64_FORMAT " from=%d to=%d", options->seed,
               options->count, period->from, period->to);
    return note;
}

static bool demo(const struct demo_options *options, const struct place *place, const struct period *period,
                 GError **error)
{
    const struct rating note = demo_note(options, period);
    g_autoptr(demo_t) ratings =
        demo_new(place->center, period->from, period->to, options->count, (guint32)options->seed);
    g_autoptr(progress_t) progress =
        progress_new(STDERR_FILENO, "sipas demo", options->count, PROGRESS_AFTER_MS);
    struct making making = {.demo = ratings, .progress = progress};

    if (ratings)
        return bulk_store(place, options->device ? options->device : "demo", &note, next_rating, &making,
                          error);
    g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED,
                "no office day from %d to %d, expected a Monday to Friday on which an area is offered",
                period->from, period->to);
    return false;
}

/* Each: EXIT_DONE, or the status to end with after the reason was said. */
static int check_numbers(const struct command *self, const struct demo_options *options)
{
    if (options->count < 1 || options->count > COUNT_MAX)
        return command_misused(self, "--count: found %" G_GINT64_FORMAT ", expected 1 to %d", options->count,
                               COUNT_MAX);
    if (options->seed < 0 || options->seed > G_MAXUINT32)
        return command_misused(self, "--seed: found %" G_GINT64_FORMAT ", expected 0 to 4294967295",
                               options->seed);
    if (options->device && !device_id_is_valid(options->device))
        return command_misused(self, "--device: found \"%s\", expected 1 to 31 of a-z, 0-9 and -",
                               options->device);
    return EXIT_DONE;
}

static int choose_days(struct period *out, const struct command *self, const struct demo_options *options)
{
    const int today = moment_local_day(g_get_real_time() / 1000);
    g_autofree char *range = NULL;
    const char *text = options->period ? options->period : "last-week";
    g_autoptr(GError) error = NULL;

    if (options->from || options->to) {
        if (!options->from || !options->to || options->period)
            return command_misused(self, "expected --from and --to together, or --period");
        text = range = g_strconcat(options->from, "..", options->to, NULL);
    }
    if (!period_parse(out, text, WINDOW_CALENDAR, today, &error))
        return command_misused(self, "%s", error->message);
    return EXIT_DONE;
}

static int run_demo(const struct command *self, const struct demo_options *options)
{
    struct place place = {0};
    struct period period;
    g_autoptr(GError) error = NULL;

    int status = check_numbers(self, options);
    if (status == EXIT_DONE)
        status = choose_days(&period, self, options);
    if (status == EXIT_DONE &&
        (!place_open(&place, options->common.data, &error) || !demo(options, &place, &period, &error)))
        status = command_failed(self, error);
    place_close(&place);
    return status;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct demo_options options = {.count = 1000, .seed = 1};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc > 1 ? command_misused(self, "found \"%s\", expected no argument", argv[1])
                          : run_demo(self, &options);
    g_free(options.common.data);
    g_free(options.period);
    g_free(options.from);
    g_free(options.to);
    g_free(options.device);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas demo --data center --count 5000 --period month:2025-11", "Five thousand ratings of one month:"},
    {"sipas demo --data center --count 200 --from 2025-12-01 --to 2025-12-05 --seed 7 --device demo-2",
     "Some more in the journal of another device:"},
    {0}};

const struct command DEMO_COMMAND = {.name = "demo",
                                     .arguments = "",
                                     .summary = "Fill a journal with made-up ratings, to try things out",
                                     .description =
                                         "Makes up the ratings of a realistic center: office hours from "
                                         "Monday to Friday, busy and quiet months, areas with "
                                         "different traffic and satisfaction. The same seed makes the same "
                                         "ratings. They go into a journal of their own, "
                                         "which a note marks; never do this in the data folder of a real "
                                         "center, for nothing stored can be removed.",
                                     .options = OPTIONS,
                                     .examples = EXAMPLES,
                                     .run = run};
