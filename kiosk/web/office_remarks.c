#include "html_write.h"
#include "office_internal.h"
#include "office_page.h"
#include "office_period.h"
#include "report.h"
#include <sodium.h>
#include <string.h>

enum { ON_A_PAGE = 50, ID_TEXT_SIZE = 2 * REMARK_ID_SIZE + 1, PAGES_MOST = 100000 };

/* Why a remark may be taken out. A closed set: what stands in the journal holds nothing somebody typed. */
static const char *const GROUNDS[] = {"personal-data", "insult", "secret", "advertising", "other"};

struct remark {
    char id[ID_TEXT_SIZE];
    char *text;
    char device[AREA_ID_SIZE]; /* that keeps it */
};

/* The remarks of a week, as far as they are shown. */
struct reading {
    GArray *remarks;   /* of struct remark */
    gint64 first;      /* how many are passed over */
    gint64 all, taken; /* remarks of the week to read; taken out */
};

static void clear_remark(gpointer data)
{
    g_free(((struct remark *)data)->text);
}

static bool take_remark(const struct shelf_remark *remark, void *payload, GError **error)
{
    struct reading *reading = payload;
    struct remark copy = {0};

    (void)error;
    if (!remark->text) {
        reading->taken++;
        return true;
    }
    if (reading->all++ < reading->first || reading->remarks->len == ON_A_PAGE)
        return true;
    sodium_bin2hex(copy.id, sizeof copy.id, remark->id, REMARK_ID_SIZE);
    copy.text = g_strdup(remark->text);
    g_strlcpy(copy.device, remark->device, sizeof copy.device);
    g_array_append_val(reading->remarks, copy);
    return true;
}

static bool read_week(struct reading *out, const struct visit *visit, int monday, gint64 first,
                      GError **error)
{
    const struct office_options *options = &visit->office->options;
    g_autoptr(shelf_t) shelf = NULL;

    *out = (struct reading){.remarks = g_array_new(FALSE, TRUE, sizeof(struct remark)), .first = first};
    g_array_set_clear_func(out->remarks, clear_remark);
    return shelf_open(&shelf, options->data, options->center->id, error) &&
           shelf_walk_remarks(shelf, monday, monday, take_remark, out, error);
}

static void fail(struct visit *visit, const GError *error)
{
    g_printerr("%s: %s\n", g_get_prgname(), error->message);
    office_refuse(visit, 503, "failed", "failed-text");
}

/* --- which week --- */

/* Of a week that goes on, what is new since the last look could be laid beside who has just been there. */
static bool has_ended(const struct period *week, const struct visit *visit)
{
    return week->to < visit->exchange->request.now.day;
}

/* tu=2025-W45, or any day (ngay=2025-11-05); nothing: the last that has ended. */
static bool read_asked_week(struct period *out, const struct visit *visit, const struct form *form)
{
    const int today = visit->exchange->request.now.day;
    const char *week = form_get(form, "tu"), *day = form_get(form, "ngay");
    g_autofree char *text = day ? g_strconcat("week:", day, NULL) : g_strdup(week ? week : "last-week");

    return period_parse(out, text, WINDOW_CALENDAR, today, NULL) && out->kind == PERIOD_WEEK;
}

static bool read_page_number(gint64 *out, const char *text)
{
    guint64 number = 1;

    if (text && !g_ascii_string_to_unsigned(text, 10, 1, PAGES_MOST, &number, NULL))
        return false;
    *out = (gint64)number;
    return true;
}

static void put_week_link(GString *page, const struct visit *visit, const struct period *week,
                          const char *key)
{
    g_autofree char *name = period_file_name(week);
    put(page, "<li><a href=\"/quan-ly/gop-y?tu=%s\">%s</a></li>\n", name, office_say(visit, key));
}

static char *say_week(const struct visit *visit, const struct period *week)
{
    g_autofree char *from =
        g_strdup_printf("%02d/%02d/%d", week->from % 100, week->from / 100 % 100, week->from / 10000);
    g_autofree char *to =
        g_strdup_printf("%02d/%02d/%d", week->to % 100, week->to / 100 % 100, week->to / 10000);
    return words_format(visit->office->options.words, visit->language, "report.period-week", "from", from,
                        "to", to, NULL);
}

static void put_week(GString *page, const struct visit *visit, const struct period *week)
{
    const struct period before = period_before(week);
    struct period after;
    char from[11];
    g_autofree char *title = say_week(visit, week);

    day_format_iso(from, week->from);
    put(page, "<section class=\"card\">\n<div class=\"period\">\n<h1>%s: %s</h1>\n<ul class=\"links\">\n",
        office_say(visit, "remarks"), title);
    put_week_link(page, visit, &before, "week-before");
    if (office_period_after(&after, week) && has_ended(&after, visit))
        put_week_link(page, visit, &after, "week-after");
    put(page,
        "</ul>\n</div>\n<form class=\"picker\" action=\"/quan-ly/gop-y\">\n<p class=\"field\"><label "
        "for=\"ngay\">%s</label>"
        "<input type=\"date\" id=\"ngay\" name=\"ngay\" value=\"%s\" required></p>\n<button "
        "type=\"submit\">%s</button>\n</form>\n"
        "<p class=\"soft\">%s</p>\n<p class=\"soft\">%s</p>\n</section>\n",
        office_say(visit, "week-of"), from, office_say(visit, "show"), office_say(visit, "remarks-how"),
        office_say(visit, "remarks-when"));
}

/* --- the list --- */

/* Each journal is written by its own device alone. */
static void put_elsewhere(GString *page, const struct visit *visit, const struct remark *remark)
{
    g_autofree char *text = words_format(visit->office->options.words, visit->language, "office.elsewhere",
                                         "device", remark->device, NULL);
    put(page, "<li class=\"card remark\"><p>%s</p><small>%s</small></li>\n", remark->text, text);
}

static void put_remark(GString *page, const struct visit *visit, const struct remark *remark,
                       const char *week, gint64 number)
{
    g_autofree char *name = g_strdup_printf("%" G_GINT64_FORMAT, number);
    g_autofree char *label =
        words_format(visit->office->options.words, visit->language, "office.take-out-nth", "n", name, NULL);

    if (strcmp(remark->device, visit->office->options.device) != 0)
        put_elsewhere(page, visit, remark);
    else
        put(page,
            "<li class=\"card remark\"><p>%s</p><a href=\"/quan-ly/gop-y/bo?so=%s&amp;tu=%s\" "
            "aria-label=\"%s\">%s</a></li>\n",
            remark->text, remark->id, week, label, office_say(visit, "take-out"));
}

static void put_counts(GString *page, const struct visit *visit, const struct reading *reading)
{
    const words_t *words = visit->office->options.words;
    g_autofree char *all = g_strdup_printf("%" G_GINT64_FORMAT, reading->all);
    g_autofree char *taken = g_strdup_printf("%" G_GINT64_FORMAT, reading->taken);
    g_autofree char *text =
        words_format(words, visit->language, "office.remarks-count", "n", all, "out", taken, NULL);

    put(page, "<p>%s</p>\n", text);
}

static void put_more(GString *page, const struct visit *visit, const struct reading *reading,
                     const char *week)
{
    const gint64 number = reading->first / ON_A_PAGE + 1;
    const gint64 pages = (reading->all + ON_A_PAGE - 1) / ON_A_PAGE;

    if (pages < 2)
        return;
    g_string_append(page, "<ul class=\"links\">\n");
    for (gint64 i = MAX(1, number - 1); i <= MIN(pages, number + 1); i++) {
        g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, i);
        g_autofree char *name =
            words_format(visit->office->options.words, visit->language, "office.page", "n", n, NULL);
        put(page,
            i == number
                ? "<li><a href=\"/quan-ly/gop-y?tu=%s&amp;trang=%s\" aria-current=\"page\">%s</a></li>\n"
                : "<li><a href=\"/quan-ly/gop-y?tu=%s&amp;trang=%s\">%s</a></li>\n",
            week, n, name);
    }
    g_string_append(page, "</ul>\n");
}

static void reply_list(struct visit *visit, const struct period *week, const struct reading *reading)
{
    g_autofree char *name = period_file_name(week);
    g_autofree char *here = g_strconcat("/quan-ly/gop-y?tu=", name, NULL);
    g_autofree char *audit = g_strconcat("remarks read ", name, NULL);

    if (!office_may_give(visit, visit->session.name, audit))
        return;
    sessions_note_seen(visit->office->sessions, visit->id, audit);
    GString *page = office_page_begin(visit, office_say(visit, "remarks"), TAB_REMARKS, here);
    put_week(page, visit, week);
    put_counts(page, visit, reading);
    g_string_append(page, "<ul class=\"remarks\">\n");
    for (guint i = 0; i < reading->remarks->len; i++)
        put_remark(page, visit, &g_array_index(reading->remarks, struct remark, i), name,
                   reading->first + i + 1);
    g_string_append(page, "</ul>\n");
    put_more(page, visit, reading, name);
    office_page_end(page);
    office_reply(visit, 200, page);
}

/* Nothing is read, not even how many there are. */
static void reply_early(struct visit *visit, const struct period *week)
{
    const int day = day_add(week->to, 1);
    g_autofree char *monday = g_strdup_printf("%02d/%02d/%d", day % 100, day / 100 % 100, day / 10000);
    g_autofree char *text = words_format(visit->office->options.words, visit->language,
                                         "office.remarks-early", "day", monday, NULL);
    g_autofree char *name = period_file_name(week);
    g_autofree char *here = g_strconcat("/quan-ly/gop-y?tu=", name, NULL);
    GString *page = office_page_begin(visit, office_say(visit, "remarks"), TAB_REMARKS, here);

    put_week(page, visit, week);
    put(page, "<p>%s</p>\n", text);
    office_page_end(page);
    office_reply(visit, 200, page);
}

void office_show_remarks(struct visit *visit)
{
    g_autoptr(GError) error = NULL;
    struct reading reading = {0};
    struct period week;
    gint64 number = 1;

    if (!read_asked_week(&week, visit, &visit->query) ||
        !read_page_number(&number, form_get(&visit->query, "trang")))
        office_refuse(visit, 400, "wrong-period", "wrong-week-text");
    else if (!has_ended(&week, visit))
        reply_early(visit, &week);
    else if (read_week(&reading, visit, week.from, (number - 1) * ON_A_PAGE, &error))
        reply_list(visit, &week, &reading);
    else
        fail(visit, error);
    g_clear_pointer(&reading.remarks, g_array_unref);
}

/* --- taking out --- */

struct search {
    uint8_t id[REMARK_ID_SIZE];
    char *text; /* NULL: not found, or taken out */
};

static bool compare_remark(const struct shelf_remark *remark, void *payload, GError **error)
{
    struct search *search = payload;

    (void)error;
    if (!search->text && memcmp(remark->id, search->id, REMARK_ID_SIZE) == 0)
        search->text = g_strdup(remark->text);
    return true;
}

static bool read_id(uint8_t out[REMARK_ID_SIZE], const char *text)
{
    size_t size = 0;

    return text && strlen(text) == ID_TEXT_SIZE - 1 &&
           sodium_hex2bin(out, REMARK_ID_SIZE, text, ID_TEXT_SIZE - 1, NULL, &size, NULL) == 0 &&
           size == REMARK_ID_SIZE;
}

/* The remark asked for, of the week asked for; else the response says why not. */
static bool find_remark(struct search *search, struct period *week, struct visit *visit,
                        const struct form *form)
{
    const struct office_options *options = &visit->office->options;
    g_autoptr(shelf_t) shelf = NULL;
    g_autoptr(GError) error = NULL;

    if (!read_asked_week(week, visit, form) || !read_id(search->id, form_get(form, "so")))
        office_refuse(visit, 400, "no-remark", "no-remark-text");
    else if (!has_ended(week, visit))
        office_refuse(visit, 404, "no-remark", "no-remark-text");
    else if (!shelf_open(&shelf, options->data, options->center->id, &error) ||
             !shelf_walk_remarks(shelf, week->from, week->from, compare_remark, search, &error))
        fail(visit, error);
    else if (!search->text)
        office_refuse(visit, 404, "no-remark", "no-remark-text");
    return search->text != NULL;
}

static void put_grounds(GString *page, const struct visit *visit)
{
    put(page, "<fieldset>\n<legend>%s</legend>\n", office_say(visit, "ground"));
    for (size_t i = 0; i < G_N_ELEMENTS(GROUNDS); i++) {
        g_autofree char *key = g_strconcat("ground-", GROUNDS[i], NULL);
        put(page,
            "<label class=\"choice\"><input type=\"radio\" name=\"ly-do\" value=\"%s\" required>%s</label>\n",
            GROUNDS[i], office_say(visit, key));
    }
    g_string_append(page, "</fieldset>\n");
}

static void reply_question(struct visit *visit, int status, const struct search *search,
                           const struct period *week, const char *trouble)
{
    g_autofree char *name = period_file_name(week);
    g_autofree char *audit = g_strconcat("remarks read ", name, NULL);
    char id[ID_TEXT_SIZE];

    if (!office_may_show(visit, audit))
        return;
    GString *page = office_page_begin(visit, office_say(visit, "take-out-title"), TAB_REMARKS, NULL);
    sodium_bin2hex(id, sizeof id, search->id, REMARK_ID_SIZE);
    put(page, "<section class=\"card middle\">\n<h1>%s</h1>\n<blockquote>%s</blockquote>\n<p>%s</p>\n",
        office_say(visit, "take-out-title"), search->text, office_say(visit, "take-out-how"));
    if (trouble)
        put(page, "<p class=\"trouble\" role=\"alert\">%s</p>\n", trouble);
    g_string_append(page, "<form method=\"post\" action=\"/quan-ly/gop-y/bo\">\n");
    office_page_mark(page, visit);
    put(page,
        "<input type=\"hidden\" name=\"so\" value=\"%s\"><input type=\"hidden\" name=\"tu\" value=\"%s\">\n",
        id, name);
    put_grounds(page, visit);
    put(page,
        "<p class=\"row\"><button type=\"submit\" class=\"grave\">%s</button> <a "
        "href=\"/quan-ly/gop-y?tu=%s\">%s</a></p>\n</form>\n"
        "</section>\n",
        office_say(visit, "take-out-yes"), name, office_say(visit, "cancel"));
    office_page_end(page);
    office_reply(visit, status, page);
}

void office_ask_take_out(struct visit *visit)
{
    struct search search = {0};
    struct period week;

    if (find_remark(&search, &week, visit, &visit->query))
        reply_question(visit, 200, &search, &week, NULL);
    g_free(search.text);
}

static const char *read_ground(const char *text)
{
    for (size_t i = 0; text && i < G_N_ELEMENTS(GROUNDS); i++)
        if (strcmp(GROUNDS[i], text) == 0)
            return GROUNDS[i];
    return NULL;
}

static void take_out(struct visit *visit, const struct search *search, const struct period *week,
                     const char *ground)
{
    const struct office_options *options = &visit->office->options;
    g_autofree char *text = g_strconcat("remark taken out ", ground, NULL);
    g_autofree char *audit = office_audit_text(visit->session.name, text);
    g_autofree char *name = period_file_name(week);
    g_autoptr(GError) error = NULL;

    if (options->take_out(search->id, audit, options->payload, &error))
        office_send_to(visit, g_strconcat("/quan-ly/gop-y?tu=", name, NULL));
    else
        fail(visit, error);
}

void office_take_out(struct visit *visit)
{
    const char *ground = read_ground(form_get(&visit->body, "ly-do"));
    struct search search = {0};
    struct period week;

    if (find_remark(&search, &week, visit, &visit->body)) {
        if (ground)
            take_out(visit, &search, &week, ground);
        else
            reply_question(visit, 400, &search, &week, office_say(visit, "no-ground"));
    }
    g_free(search.text);
}
