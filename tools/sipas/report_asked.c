#include "report_asked.h"
#include "dossiers_read.h"
#include "folder.h"
#include <unistd.h>

void report_options_clear(struct report_options *options)
{
    char *const texts[] = {options->common.data, options->period, options->window,  options->format,
                           options->language,    options->output, options->by,      options->channel,
                           options->area,        options->item,   options->dossiers};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_strfreev(options->plans);
}

void report_asked_clear(struct report_asked *asked)
{
    words_free(asked->words);
    dossiers_free(asked->dossiers);
}

/* --- the face --- */

static bool load_words(words_t **out, GError **error)
{
    g_autofree char *assets = folder_assets();
    g_autofree char *folder = g_build_filename(assets, "words", NULL);
    return words_load(out, folder, error);
}

static int choose_face(struct report_asked *out, const struct command *self,
                       const struct report_options *options)
{
    if (options->output && !*options->output)
        return command_misused(self, "--output: found nothing, expected a file");
    out->face = face_find(options->format ? options->format : "text");
    if (!out->face)
        return command_misused(self, "--format: found \"%s\", expected text, csv, json, html, xlsx or pdf",
                               options->format);
    if (out->face->binary && !options->output && isatty(STDOUT_FILENO) == 1)
        return command_misused(self, "--format: %s is not for a terminal, expected --output FILE with it",
                               out->face->id);
    return EXIT_DONE;
}

int report_asked_face(struct report_asked *out, const struct command *self,
                      const struct report_options *options)
{
    g_autoptr(GError) error = NULL;
    const int status = choose_face(out, self, options);

    if (status != EXIT_DONE)
        return status;
    out->language = options->language ? options->language : "vi";
    if (!load_words(&out->words, &error))
        return command_failed(self, error);
    if (!words_has_language(out->words, out->language))
        return command_misused(self,
                               "--lang: found \"%s\", expected a language that has words, such as vi or en",
                               out->language);
    return EXIT_DONE;
}

/* --- the period --- */

static int choose_period(struct report_request *out, const struct command *self,
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

static gint64 day_number(int day)
{
    GDate date;

    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)(day % 100), (GDateMonth)(day / 100 % 100), (GDateYear)(day / 10000));
    return g_date_get_julian(&date);
}

/* Days before the year 1 have no number. */
static bool has_period_before(const struct period *period)
{
    const gint64 from = day_number(period->from);
    return day_number(period->to) - from + 1 < from;
}

static int choose_time(struct report_request *out, const struct command *self,
                       const struct report_options *options, const center_t *center)
{
    const int status = choose_period(out, self, options, center);

    if (status != EXIT_DONE)
        return status;
    out->compare = options->compare;
    if (out->compare && !has_period_before(&out->period))
        return command_misused(self,
                               "--compare: found no period as long before this one, expected a shorter one");
    if (options->by && (!report_by_from_id(&out->by, options->by) || out->by == REPORT_BY_NONE))
        return command_misused(self, "--by: found \"%s\", expected day, week or month", options->by);
    return EXIT_DONE;
}

/* --- what it is narrowed to --- */

static char *area_ids(const center_t *center)
{
    GString *ids = g_string_new(NULL);

    for (guint i = 0; i < center->areas->len; i++) {
        const struct area *area = g_ptr_array_index(center->areas, i);
        g_string_append_printf(ids, "%s%s", ids->len ? ", " : "", area->id);
    }
    return g_string_free(ids, FALSE);
}

static int choose_area(struct report_request *out, const struct command *self, const char *id,
                       const center_t *center)
{
    g_autofree char *ids = area_ids(center);

    out->area = id;
    if (!id || center_area(center, id))
        return EXIT_DONE;
    return command_misused(self, "--area: found \"%s\", expected an area of center.ini: %s", id, ids);
}

static int choose_narrowing(struct report_request *out, const struct command *self,
                            const struct report_options *options, const center_t *center)
{
    out->one_channel = options->channel != NULL;
    if (out->one_channel && !channel_from_id(&out->channel, options->channel))
        return command_misused(self, "--channel: found \"%s\", expected kiosk, phone, paper, other or poster",
                               options->channel);
    out->one_item = options->item != NULL;
    if (out->one_item && !item_from_id(&out->item, options->item))
        return command_misused(self, "--item: found \"%s\", expected tthc, phuc-vu or m02-1 to m02-9",
                               options->item);
    return choose_area(out, self, options->area, center);
}

/* A number is about what the report shows: the area asked for, else the whole center. */
static int choose_dossiers(struct report_asked *out, const struct command *self, const char *text,
                           const center_t *center)
{
    g_autoptr(GError) error = NULL;
    gint64 number = 0;

    if (!text)
        return EXIT_DONE;
    const bool is_number = dossiers_number(&number, text);
    if (!*text || (!is_number && dossiers_like_number(text)))
        return command_misused(
            self, "--dossiers: found \"%s\", expected a whole number from 0 to 1000000000 or a CSV", text);
    if (is_number) {
        out->dossiers = dossiers_new_empty();
        dossiers_add(out->dossiers, out->request.area ? out->request.area : "", number);
    } else if (!dossiers_read(&out->dossiers, text, center, &error)) {
        return command_failed(self, error);
    }
    out->request.dossiers = out->dossiers;
    return EXIT_DONE;
}

int report_asked_request(struct report_asked *out, const struct command *self,
                         const struct report_options *options, const center_t *center)
{
    int status = choose_time(&out->request, self, options, center);

    if (status == EXIT_DONE)
        status = choose_narrowing(&out->request, self, options, center);
    if (status == EXIT_DONE)
        status = choose_dossiers(out, self, options->dossiers, center);
    return status;
}
