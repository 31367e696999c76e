/* sipas qr: codes on paper, one-time slips and posters. */
#include "command.h"
#include "folder.h"
#include "links.h"
#include "paper.h"
#include "poster_page.h"
#include "progress.h"
#include "slip_page.h"
#include <string.h>
#include <unistd.h>

enum { COUNT_MAX = 10000, DAYS_DEFAULT = 30 };
static const gint64 NOT_GIVEN = G_MININT64;
static const gint64 DAY_SECONDS = 86400, ZONE_SECONDS = 7 * 3600; /* Việt Nam is UTC+7 all year */

struct qr_options {
    struct common_options common;
    gboolean poster;
    gint64 count, days;
    char *area, *format, *output;
};

#define FIELD(field) OPTION_FIELD(struct qr_options, field)
static const GOptionEntry OPTIONS[] = {
    {"count", 'n', 0, G_OPTION_ARG_INT64, FIELD(count), "How many slips, 1 to 10000; else one sheet of 24",
     "N"},
    {"days", 0, 0, G_OPTION_ARG_INT64, FIELD(days),
     "How many days the slips are good, today included, 1 to 92; else 30", "N"},
    {"poster", 0, 0, G_OPTION_ARG_NONE, FIELD(poster), "Posters instead of slips", NULL},
    {"area", 'a', 0, G_OPTION_ARG_FILENAME, FIELD(area),
     "The area, by its id; else slips for any area, a poster for each", "ID"},
    {"format", 'f', 0, G_OPTION_ARG_FILENAME, FIELD(format), "The format of the sheets; else pdf",
     "pdf|png|svg"},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, FIELD(output),
     "Write to this file instead of the standard output", "FILE"},
    COMMON_OPTIONS,
    {0}};

/* What is to be printed, and of what. */
struct job {
    enum paper_format format;
    const char *file; /* NULL: the standard output */
    int count, sheets;
    int today, last_day; /* yyyymmdd; slips are good until the end of the last */
    gint64 expires;      /* that end, in seconds */
    struct place place;
    struct links links;
    const struct area *area; /* the one named, or NULL */
    GPtrArray *areas;        /* of const struct area *: those whose posters are made */
    words_t *words;
    paper_fonts_t *fonts;
};

/* --- what was asked for; each: EXIT_DONE, or the status to end with after the reason was said --- */

static int check_format(struct job *job, const struct command *self, const struct qr_options *options)
{
    if (options->output && !*options->output)
        return command_misused(self, "--output: found nothing, expected a file");
    if (options->format && !paper_format_from_id(&job->format, options->format))
        return command_misused(self, "--format: found \"%s\", expected pdf, png or svg", options->format);
    if (paper_format_is_binary(job->format) && !options->output && isatty(STDOUT_FILENO) == 1)
        return command_misused(self, "--format: %s is not for a terminal, expected --output FILE with it",
                               options->format ? options->format : "pdf");
    job->file = options->output;
    return EXIT_DONE;
}

static int check_number(const struct command *self, const char *option, gint64 number, int most)
{
    if (number >= 1 && number <= most)
        return EXIT_DONE;
    return command_misused(self, "%s: found %" G_GINT64_FORMAT ", expected 1 to %d", option, number, most);
}

static int check_numbers(const struct command *self, struct qr_options *options)
{
    const bool given = options->count != NOT_GIVEN || options->days != NOT_GIVEN;
    int status = EXIT_DONE;

    if (options->poster && given)
        return command_misused(self, "--poster: found %s with it, expected a poster without number and end",
                               options->count != NOT_GIVEN ? "--count" : "--days");
    if (options->count == NOT_GIVEN)
        options->count = SLIPS_PER_SHEET;
    if (options->days == NOT_GIVEN)
        options->days = DAYS_DEFAULT;
    status = check_number(self, "--count", options->count, COUNT_MAX);
    return status == EXIT_DONE ? check_number(self, "--days", options->days, TOKEN_LIFE_DAYS) : status;
}

/* The last day is a whole one: what is printed on the slip is meant. */
static void set_days(struct job *job, int days)
{
    const gint64 now = g_get_real_time() / G_USEC_PER_SEC;
    const gint64 today = (now + ZONE_SECONDS) / DAY_SECONDS;

    job->today = moment_local_day(now * 1000);
    job->last_day = day_add(job->today, days - 1);
    job->expires = (today + days) * DAY_SECONDS - ZONE_SECONDS;
}

/* After its last day an area is asked about no more, whatever stands on the slip. */
static void end_with_area(struct job *job)
{
    for (; job->last_day > job->area->active_to; job->last_day = day_add(job->last_day, -1))
        job->expires -= DAY_SECONDS;
}

static int unknown_area(const struct command *self, const center_t *center, const char *id)
{
    g_autoptr(GString) ids = g_string_new(NULL);

    for (guint i = 0; i < center->areas->len; i++) {
        const struct area *area = g_ptr_array_index(center->areas, i);
        g_string_append_printf(ids, "%s%s", i > 0 ? " " : "", area->id);
    }
    return command_misused(self, "--area: found \"%s\", expected one of center.ini: %s", id, ids->str);
}

/* An area that is to be offered later may have its paper printed now. */
static int choose_areas(struct job *job, const struct command *self, const char *id)
{
    const center_t *center = job->place.center;

    job->areas = g_ptr_array_new();
    if (id) {
        job->area = center_area(center, id);
        if (!job->area)
            return unknown_area(self, center, id);
        if (job->area->active_to != 0 && job->area->active_to < job->today)
            return command_misused(self, "--area: %s is no longer offered, expected an area that is", id);
        g_ptr_array_add(job->areas, (gpointer)job->area);
        if (job->area->active_to != 0)
            end_with_area(job);
    }
    for (guint i = 0; !id && i < center->areas->len; i++)
        if (area_is_active(g_ptr_array_index(center->areas, i), job->today))
            g_ptr_array_add(job->areas, g_ptr_array_index(center->areas, i));
    return EXIT_DONE;
}

static int check_sheets(struct job *job, const struct command *self, bool poster)
{
    job->sheets = poster ? (int)job->areas->len : (job->count + SLIPS_PER_SHEET - 1) / SLIPS_PER_SHEET;
    if (job->sheets > 1 && !job->file && paper_format_is_per_sheet(job->format))
        return command_misused(self, "found %d sheets, a file each, expected --output FILE with them",
                               job->sheets);
    return EXIT_DONE;
}

/* --- slips --- */

static bool make_codes(struct qr codes[SLIPS_PER_SHEET], const struct job *job, int n, GError **error)
{
    for (int i = 0; i < n; i++)
        if (!links_make_slip(&codes[i], &job->links, job->area ? job->area->id : NULL, job->expires, error))
            return false;
    return true;
}

static bool print_slip_sheet(paper_t *paper, const slip_page_t *page, const struct qr codes[], int n,
                             GError **error)
{
    cairo_t *cr = paper_begin(paper, NULL, error);

    if (!cr)
        return false;
    slip_page_draw(page, cr, codes, n);
    return paper_end(paper, error);
}

/* All links of a run are equally long, and so are their codes. */
static bool print_slip_sheets(const struct job *job, paper_t *paper, GError **error)
{
    const struct slip slip = {.center = job->place.center,
                              .words = job->words,
                              .language = job->place.center->languages[0],
                              .area = job->area,
                              .last_day = job->last_day};
    g_autofree struct qr *codes = g_new(struct qr, SLIPS_PER_SHEET);
    g_autoptr(slip_page_t) page = NULL;
    g_autoptr(progress_t) progress = progress_new(STDERR_FILENO, "sipas qr", job->count, PROGRESS_AFTER_MS);

    progress_count(progress, "slips");
    for (int done = 0; done < job->count; done += SLIPS_PER_SHEET) {
        const int n = MIN(job->count - done, SLIPS_PER_SHEET);
        if (!make_codes(codes, job, n, error))
            return false;
        if (!page)
            page = slip_page_new(job->fonts, &slip, paper_code_modules(&codes[0]));
        if (!print_slip_sheet(paper, page, codes, n, error))
            return false;
        progress_tell(progress, done + n);
    }
    return true;
}

/* --- posters --- */

static bool print_poster(const struct job *job, paper_t *paper, const poster_page_t *page,
                         const struct area *area, GError **error)
{
    g_autofree struct qr *code = g_new(struct qr, 1);
    cairo_t *cr = paper_begin(paper, local_text_get(area->name, job->place.center->languages[0]), error);

    if (!cr)
        return false;
    links_make_poster(code, &job->links, area->id);
    return poster_page_draw(page, cr, area, code, error) && paper_end(paper, error);
}

static bool print_posters(const struct job *job, paper_t *paper, GError **error)
{
    g_autoptr(poster_page_t) page = poster_page_new(job->fonts, job->place.center, job->words, error);

    if (!page)
        return false;
    for (guint i = 0; i < job->areas->len; i++)
        if (!print_poster(job, paper, page, g_ptr_array_index(job->areas, i), error))
            return false;
    return true;
}

/* --- both --- */

static bool load_looks(struct job *job, GError **error)
{
    g_autofree char *assets = folder_assets(), *fonts = folder_fonts();
    g_autofree char *words = g_build_filename(assets, "words", NULL);

    job->fonts = paper_fonts_new(fonts, error);
    return job->fonts && words_load(&job->words, words, error);
}

static bool print(const struct job *job, bool poster, GError **error)
{
    const center_t *center = job->place.center;
    const char *language = center->languages[0];
    const struct paper_about about = {words_get(job->words, language, poster ? "slip.posters" : "slip.slips"),
                                      local_text_get(center->name, language), job->today};
    g_autoptr(paper_t) paper = NULL;

    return paper_open(&paper, job->format, job->file, job->sheets, &about, error) &&
           (poster ? print_posters(job, paper, error) : print_slip_sheets(job, paper, error)) &&
           paper_close(paper, error);
}

static void say_done(const struct command *self, const struct job *job, bool poster)
{
    const int day = job->last_day;

    if (poster)
        command_say(self, "%d poster%s", job->sheets, job->sheets == 1 ? "" : "s");
    else
        command_say(self, "%d slip%s on %d sheet%s, good until the end of %04d-%02d-%02d", job->count,
                    job->count == 1 ? "" : "s", job->sheets, job->sheets == 1 ? "" : "s", day / 10000,
                    day / 100 % 100, day % 100);
}

static int prepare(struct job *job, const struct command *self, struct qr_options *options)
{
    g_autoptr(GError) error = NULL;
    int status = check_format(job, self, options);

    if (status == EXIT_DONE)
        status = check_numbers(self, options);
    if (status != EXIT_DONE)
        return status;
    job->count = (int)options->count;
    set_days(job, (int)options->days);
    if (!place_open(&job->place, options->common.data, &error))
        return command_failed(self, error);
    status = choose_areas(job, self, options->area);
    if (status == EXIT_DONE)
        status = check_sheets(job, self, options->poster);
    if (status == EXIT_DONE && (!links_open(&job->links, &job->place, &error) || !load_looks(job, &error)))
        status = command_failed(self, error);
    return status;
}

static void job_close(struct job *job)
{
    paper_fonts_free(job->fonts);
    words_free(job->words);
    if (job->areas)
        g_ptr_array_unref(job->areas);
    links_close(&job->links);
    place_close(&job->place);
}

static int run_qr(const struct command *self, struct qr_options *options)
{
    struct job job = {.format = PAPER_PDF};
    g_autoptr(GError) error = NULL;

    int status = prepare(&job, self, options);
    if (status == EXIT_DONE && !print(&job, options->poster, &error))
        status = command_failed(self, error);
    if (status == EXIT_DONE)
        say_done(self, &job, options->poster);
    job_close(&job);
    return status;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct qr_options options = {.count = NOT_GIVEN, .days = NOT_GIVEN};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc > 1 ? command_misused(self, "found \"%s\", expected no argument", argv[1])
                          : run_qr(self, &options);
    g_free(options.common.data);
    g_free(options.area);
    g_free(options.format);
    g_free(options.output);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas qr --data center --count 200 --area dat-dai --output slips.pdf",
     "Two hundred slips to hand out with results in the area of land:"},
    {"sipas qr --data center --poster --output posters.pdf", "A poster for each area:"},
    {0}};

const struct command QR_COMMAND = {
    .name = "qr",
    .arguments = "",
    .summary = "Print slips with one-time codes, or posters, by which people rate on the phone",
    .description =
        "Slips are handed out with results. Each has a code of its own, which is good for one rating until "
        "the end of the day printed on it, and no slip is ever printed twice. An A4 sheet holds 24, to be "
        "cut "
        "at the marks; print it in its actual size. Slips of an area ask for that area; without --area the "
        "phone asks which one it was. The slips of an area that ends earlier are good until its last day.\n"
        "\n"
        "--poster makes an A4 poster for the area named, else for each that is offered today. Its code is "
        "the "
        "same each time and has no end, so anybody can use it again and again: its ratings are limited by "
        "the hour and shown apart in reports. A poster is good until 92 days after sipas staff rotate-codes: "
        "print a new one then.\n"
        "\n"
        "pdf is one file with all sheets. png (300 dots per inch) and svg are a file for each sheet: "
        "FILE-01.png, FILE-02.png and so on when there are several, FILE itself when there is one. Each file "
        "is put in its place when it is whole.\n"
        "\n"
        "The codes lead to the address given as [web] url in center.ini, and are made with the center's keys "
        "(keys/token.ini).",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
