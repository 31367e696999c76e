#include "level.h"
#include "pages_internal.h"
#include <string.h>

enum { TILES_MOST = 14 };

/* What is written for one page. */
struct writing {
    GString *out;
    const pages_t *pages;
    const struct pages_form *form;
    bool mould;
};

static const char *say(const struct writing *w, const char *key)
{
    return pages_say(w->pages, w->form->language, key);
}

static const char *say_in(const struct writing *w, const char *group, const char *id)
{
    g_autofree char *key = g_strconcat(group, ".", id, NULL);
    return say(w, g_intern_string(key));
}

static bool has(const struct writing *w, enum pages_problem problem)
{
    return (w->form->problems & problem) != 0;
}

/* Letters that need no escape, or in a mould the mark of their place. */
static void put_value(const struct writing *w, enum pages_mark mark, const char *value)
{
    if (w->mould)
        g_string_append_c(w->out, (char)mark);
    else
        g_string_append(w->out, value);
}

/* What is wrong, each with the id of the field where it can be put right; NULL: nowhere. */
static const struct error {
    enum pages_problem problem;
    const char *key, *field;
} ERRORS[] = {
    {PROBLEM_AREA, "phone.error-area", "area"},   {PROBLEM_ANSWER, "phone.error-answer", "tthc"},
    {PROBLEM_LONG, "phone.error-long", "remark"}, {PROBLEM_EMPTY, "phone.error-empty", "remark"},
    {PROBLEM_FAILED, "phone.error-failed", NULL}, {PROBLEM_MANY, "phone.error-many", NULL},
};

static const unsigned FIELD_PROBLEMS = PROBLEM_AREA | PROBLEM_ANSWER | PROBLEM_LONG | PROBLEM_EMPTY;

static const char *summary_key(const struct writing *w)
{
    return w->form->problems & FIELD_PROBLEMS ? "phone.error-title" : "phone.failed-title";
}

static char *say_error(const struct writing *w, const struct error *error)
{
    g_autofree char *minutes = g_strdup_printf("%d", w->form->wait_minutes);
    return words_format(w->pages->words, pages_tag(w->pages, w->form->language), error->key, "n", minutes,
                        NULL);
}

static void put_summary(const struct writing *w)
{
    if (!w->form->problems)
        return;
    pages_put(w->out,
              "<div class=\"card error\" role=\"alert\" tabindex=\"-1\" id=\"error\">\n<h2>%s</h2>\n<ul>\n",
              say(w, summary_key(w)));
    for (size_t i = 0; i < G_N_ELEMENTS(ERRORS); i++) {
        const struct error *error = &ERRORS[i];
        if (!has(w, error->problem))
            continue;
        g_autofree char *text = say_error(w, error);
        if (error->field)
            pages_put(w->out, "<li><a href=\"#%s\">%s</a></li>\n", error->field, text);
        else
            pages_put(w->out, "<li>%s</li>\n", text);
    }
    g_string_append(w->out, "</ul>\n</div>\n");
}

/* The error at its own field. */
static void put_error(const struct writing *w, enum pages_problem problem, const char *field)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ERRORS); i++) {
        if (ERRORS[i].problem == problem && has(w, problem))
            pages_put(w->out, "<p class=\"bad\" id=\"%s-error\">%s</p>\n", field, say(w, ERRORS[i].key));
    }
}

/* Opens a fieldset, described by its error if it has one. */
static void put_legend(const struct writing *w, const char *legend, const char *aside,
                       enum pages_problem problem, const char *field)
{
    if (has(w, problem))
        pages_put(w->out, "<fieldset class=\"card\" aria-describedby=\"%s-error\">", field);
    else
        g_string_append(w->out, "<fieldset class=\"card\">");
    pages_put(w->out, "<legend>%s", legend);
    if (aside)
        pages_put(w->out, " <small>%s</small>", aside);
    g_string_append(w->out, "</legend>\n");
    put_error(w, problem, field);
}

/* The place an error leads to is the first field of its kind. */
static void put_input(const struct writing *w, const char *type, const char *name, const char *value,
                      const char *id, bool checked, bool required)
{
    pages_put(w->out, "<label><input type=\"%s\" name=\"%s\" value=\"%s\"", type, name, value);
    if (id)
        pages_put(w->out, " id=\"%s\"", id);
    g_string_append(w->out, required ? " required" : "");
    g_string_append(w->out, checked ? " checked" : "");
    g_string_append(w->out, "><span>");
}

static void put_option(const struct writing *w, const struct area *area)
{
    pages_put(w->out, "<option value=\"%s\"%s>%s</option>", area->id,
              w->form->chosen == area ? " selected" : "",
              local_text_get(area->name, pages_tag(w->pages, w->form->language)));
}

/* So many tiles would be a long way to the faces, and too many bytes for a slow line. */
static void put_list(const struct writing *w)
{
    const GPtrArray *areas = w->pages->center->areas;

    pages_put(w->out, "<div class=\"card\">\n<label class=\"legend\" for=\"area\">%s</label>\n",
              say(w, "home.question"));
    put_error(w, PROBLEM_AREA, "area");
    g_string_append(w->out, "<select id=\"area\" name=\"area\" required");
    if (has(w, PROBLEM_AREA))
        g_string_append(w->out, " aria-invalid=\"true\" aria-describedby=\"area-error\"");
    pages_put(w->out, ">\n<option value=\"\">%s</option>\n", say(w, "phone.choose"));
    for (guint i = 0; i < areas->len; i++) {
        const struct area *area = g_ptr_array_index(areas, i);
        if (!w->mould && !area_is_active(area, w->form->day))
            continue;
        if (w->mould)
            g_string_append_c(w->out, MARK_OFFER);
        put_option(w, area);
        if (w->mould)
            g_string_append_c(w->out, MARK_OFFER_END);
    }
    g_string_append(w->out, "</select>\n</div>\n");
}

static void put_tiles(const struct writing *w)
{
    const GPtrArray *areas = w->pages->center->areas;
    const char *id = has(w, PROBLEM_AREA) ? "area" : NULL;

    put_legend(w, say(w, "home.question"), NULL, PROBLEM_AREA, "area");
    g_string_append(w->out, "<div class=\"tiles\">\n");
    for (guint i = 0; i < areas->len; i++) {
        const struct area *area = g_ptr_array_index(areas, i);
        if (!w->mould && !area_is_active(area, w->form->day))
            continue;
        if (w->mould)
            g_string_append_c(w->out, MARK_OFFER);
        put_input(w, "radio", "area", area->id, id, w->form->chosen == area, true);
        pages_put(w->out, "%s</span></label>\n",
                  local_text_get(area->name, pages_tag(w->pages, w->form->language)));
        if (w->mould)
            g_string_append_c(w->out, MARK_OFFER_END);
        id = NULL;
    }
    g_string_append(w->out, "</div>\n</fieldset>\n");
}

static void put_area(const struct writing *w)
{
    if (!w->form->area) {
        (w->pages->center->areas->len > TILES_MOST ? put_list : put_tiles)(w);
        return;
    }
    g_autofree char *name =
        w->mould ? NULL
                 : g_markup_escape_text(
                       local_text_get(w->form->area->name, pages_tag(w->pages, w->form->language)), -1);
    pages_put(w->out, "<p class=\"area\">%s <b>", say(w, "phone.area"));
    put_value(w, MARK_AREA, name);
    g_string_append(w->out, "</b></p>\n");
}

static const char *question(const struct writing *w, const struct center_item *item)
{
    if (item->question)
        return local_text_get(item->question, pages_tag(w->pages, w->form->language));
    return say_in(w, "rate", item_id(item->item));
}

static void put_faces(const struct writing *w, const struct center_item *item)
{
    const bool due = item->item == ITEM_TTHC;
    const char *name = item_id(item->item);

    put_legend(w, question(w, item), due ? NULL : say(w, "phone.optional"),
               due ? PROBLEM_ANSWER : (enum pages_problem)0, name);
    g_string_append(w->out, "<div class=\"faces\">\n");
    for (int level = LEVEL_MIN; level <= LEVEL_MAX; level++) {
        const char value[] = {(char)('0' + level), '\0'};
        const bool first = level == LEVEL_MIN && due && has(w, PROBLEM_ANSWER);
        put_input(w, "radio", name, value, first ? name : NULL, w->form->answers[item->item] == level, due);
        pages_put(w->out, "<svg aria-hidden=\"true\"><use href=\"#f%d\"/></svg><b>%s</b></span></label>\n",
                  level, say_in(w, "level", value));
    }
    g_string_append(w->out, "</div>\n</fieldset>\n");
}

static void put_reasons(const struct writing *w)
{
    if (!w->pages->center->reasons)
        return;
    put_legend(w, say(w, "why.question"), say(w, "why.hint"), (enum pages_problem)0, NULL);
    g_string_append(w->out, "<div class=\"tiles\">\n");
    for (int reason = 0; reason < REASON_COUNT; reason++) {
        const char *id = reason_id((enum reason)reason);
        put_input(w, "checkbox", "r", id, NULL, (w->form->reasons >> reason & 1) != 0, false);
        pages_put(w->out, "%s</span></label>\n", say_in(w, "reason", id));
    }
    g_string_append(w->out, "</div>\n</fieldset>\n");
}

static void put_remark(const struct writing *w)
{
    const bool alone = w->form->remark_only, wrong = has(w, PROBLEM_LONG) || has(w, PROBLEM_EMPTY);

    g_string_append(w->out, "<div class=\"card\">\n<label class=\"legend\" for=\"remark\">");
    pages_put(w->out, "%s", say(w, "phone.remark"));
    if (!alone)
        pages_put(w->out, " <small>%s</small>", say(w, "phone.optional"));
    g_string_append(w->out, "</label>\n");
    put_error(w, PROBLEM_LONG, "remark");
    put_error(w, PROBLEM_EMPTY, "remark");
    pages_put(
        w->out,
        "<p class=\"soft\" id=\"remark-hint\">%s</p>\n<textarea id=\"remark\" name=\"remark\" rows=\"4\" "
        "maxlength=\"%d\" aria-describedby=\"%sremark-hint\"%s",
        say(w, "phone.remark-hint"), REMARK_LETTERS, wrong ? "remark-error " : "", alone ? " required" : "");
    g_string_append(w->out, wrong ? " aria-invalid=\"true\"" : "");
    /* The first line end is the element's own. */
    pages_put(w->out, ">\n%s</textarea>\n", w->form->remark ? w->form->remark : "");
    pages_put_complaint(w->out, w->pages, w->form->language);
    g_string_append(w->out, "</div>\n");
}

static void put_hidden(const struct writing *w)
{
    g_string_append(w->out,
                    "<form method=\"post\" action=\"/d\">\n<input type=\"hidden\" name=\"token\" value=\"");
    put_value(w, MARK_TOKEN, w->form->token);
    g_string_append(w->out, "\">\n<input type=\"hidden\" name=\"form\" value=\"");
    put_value(w, MARK_FORM, w->form->form_id);
    pages_put(w->out, "\">\n<input type=\"hidden\" name=\"l\" value=\"%s\">\n",
              pages_tag(w->pages, w->form->language));
}

static void put_questions(const struct writing *w)
{
    const GArray *items = w->pages->center->items;

    g_string_append(w->out, w->pages->faces);
    put_area(w);
    for (guint i = 0; i < items->len; i++) {
        const struct center_item *item = &g_array_index(items, struct center_item, i);
        if (center_item_is_asked(item, CHANNEL_PHONE))
            put_faces(w, item);
    }
    put_reasons(w);
}

static void put_head(const struct writing *w, const char *title)
{
    const struct pages_form *form = w->form;
    const char mark[] = {MARK_LINK, '\0'};
    g_autofree char *address =
        w->mould || form->link ? g_strconcat("/d/", w->mould ? mark : form->link, NULL) : NULL;
    g_autofree char *whole = form->problems ? g_strconcat(say(w, summary_key(w)), " – ", title, NULL) : NULL;

    pages_put_head(w->out, w->pages, pages_style_form, form->language, whole ? whole : title, address);
}

void pages_put_form(GString *out, const pages_t *pages, const struct pages_form *form, bool mould)
{
    const struct writing w = {out, pages, form, mould};
    const char *title = say(&w, form->remark_only ? "phone.remark-title" : "phone.title");

    put_head(&w, title);
    put_summary(&w);
    pages_put(out, "<h1>%s</h1>\n<p class=\"soft\">%s</p>\n", title, say(&w, "foot.privacy"));
    put_hidden(&w);
    if (!form->remark_only)
        put_questions(&w);
    put_remark(&w);
    pages_put(out, "<button type=\"submit\">%s</button>\n</form>\n", say(&w, "phone.send"));
    pages_put_end(out);
}
