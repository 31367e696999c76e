#include "filing.h"
#include "office_internal.h"
#include "office_period.h"
#include "office_read.h"
#include <string.h>

static const char *type_of(const struct face *face)
{
    static const struct {
        const char *id, *type;
    } TYPES[] = {{"text", "text/plain; charset=utf-8"},
                 {"csv", "text/csv; charset=utf-8"},
                 {"json", "application/json"},
                 {"html", "text/html; charset=utf-8"},
                 {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                 {"pdf", "application/pdf"}};

    for (size_t i = 0; i < G_N_ELEMENTS(TYPES); i++)
        if (strcmp(TYPES[i].id, face->id) == 0)
            return TYPES[i].type;
    return "application/octet-stream";
}

/* The report of the period as a file; NULL on failure. */
static GString *make_face(char **name, const struct visit *visit, const struct face *face,
                          const struct period *period, GError **error)
{
    const struct office_options *options = &visit->office->options;
    const struct face_style style = {options->words, visit->language, options->fonts};
    g_autoptr(GPtrArray) plans = NULL;
    g_autoptr(report_t) report = NULL;
    g_autoptr(GString) text = g_string_new(NULL);

    if (!office_read_report(&report, &plans, visit->office, period, error) ||
        !face->write(text, report, &style, error))
        return NULL;
    g_autofree char *begin = filing_name(report);
    *name = g_strconcat(begin, face->ending, NULL);
    return g_steal_pointer(&text);
}

static void give(struct visit *visit, const struct face *face, const struct period *period)
{
    struct web_response *response = &visit->exchange->response;
    g_autoptr(GError) error = NULL;
    g_autofree char *name = NULL;
    g_autoptr(GString) file = make_face(&name, visit, face, period, &error);

    if (!file) {
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
        office_refuse(visit, 503, "failed", "failed-figures");
        return;
    }
    g_autofree char *period_name = period_file_name(period);
    g_autofree char *audit = g_strdup_printf("report %s %s", period_name, face->id);
    if (!office_may_give(visit, visit->session.name, audit))
        return;
    response->status = 200;
    response->type = type_of(face);
    response->file_name = g_steal_pointer(&name);
    response->body = g_string_free_to_bytes(g_steal_pointer(&file));
}

void office_give_report(struct visit *visit)
{
    const center_t *center = visit->office->options.center;
    const char *id = form_get(&visit->query, "dang");
    const struct face *face = id ? face_find(id) : NULL;
    struct period period;

    if (!face)
        office_refuse(visit, 400, "wrong-face", "wrong-face-text");
    else if (office_period_read(&period, &visit->query, center->window, visit->exchange->request.now.day) !=
             OFFICE_PERIOD_GIVEN)
        office_refuse(visit, 400, "wrong-period", "wrong-period-text");
    else
        give(visit, face, &period);
}
