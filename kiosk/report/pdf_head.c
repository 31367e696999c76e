#include "pdf_parts.h"

static const double HEAD_SIZE = 12, TITLE_SIZE = 14; /* points, of Decree 30/2020/NĐ-CP */
static const double ROW_GAP = 6, SIGNATURE_GAP = 14, SIGNATURE_ROOM = 28 * PDF_MM;
static const double REMARK_SIZE = PDF_SMALL + 1, REMARK_GAP = 2;
enum { NOTES_BESIDE = 2 }; /* at least so many on the page of the signatures */

const char *say_print(const struct wording *w, const char *key)
{
    g_autofree char *full = g_strconcat("print.", key, NULL);
    return words_get(w->words, w->language, g_intern_string(full));
}

/* One of the two cells side by side at the top; texts are centred in it, one below the other. */
struct cell {
    struct pdf *pdf;
    double x, width, y;
};

static double show_balanced(struct cell *cell, const char *markup, double size, const char *tag)
{
    const double width = pdf_balanced_width(cell->pdf, markup, size, cell->width);
    g_autoptr(PangoLayout) layout = pdf_layout(cell->pdf, markup, size, width, PDF_CENTER);

    pdf_show_tagged(cell->pdf, layout, cell->x + (cell->width - width) / 2, cell->y, tag);
    cell->y += pdf_layout_height(layout);
    return pdf_layout_width(layout);
}

static void show_line(struct cell *cell, double length)
{
    const double middle = cell->x + cell->width / 2;

    cell->y += 3;
    pdf_line(cell->pdf, middle - length / 2, cell->y, middle + length / 2, cell->y, 0.75, 0);
}

static char *upper(const char *text)
{
    g_autofree char *plain = plain_text(text);
    return g_utf8_strup(plain, -1);
}

static double show_caps(struct cell *cell, const char *text, bool bold)
{
    g_autofree char *caps = upper(text);
    g_autofree char *escaped = pdf_escape(caps);
    g_autofree char *markup = g_strdup_printf(bold ? "<b>%s</b>" : "%s", escaped);
    return show_balanced(cell, markup, HEAD_SIZE, "P");
}

/* The people's committee of the commune, then the center, with a line of a third of its length. */
static void show_issuer(struct cell *cell, const struct wording *w)
{
    const center_t *center = w->report->center;

    if (center->commune) {
        show_caps(cell, say_print(w, "superior"), false);
        show_caps(cell, local_text_get(center->commune, w->language), false);
    }
    const double width = show_caps(cell, local_text_get(center->name, w->language), true);
    show_line(cell, width * 0.4);
}

static double show_nation(struct cell *cell, const struct wording *w)
{
    g_autofree char *nation = g_strdup_printf("<b>%s</b>", say_print(w, "nation"));
    g_autofree char *motto = g_strdup_printf("<b>%s</b>", say_print(w, "motto"));

    show_balanced(cell, nation, HEAD_SIZE, "P");
    const double width = show_balanced(cell, motto, PDF_BODY, "P");
    show_line(cell, width);
    return width;
}

/* The state's name stays on one line; the issuer has what is left. */
static void show_two_cells(struct pdf *pdf, const struct wording *w)
{
    g_autofree char *nation = g_strdup_printf("<b>%s</b>", say_print(w, "nation"));
    g_autofree char *date = g_strdup_printf("<i>%s</i>", say_print(w, "place-date"));
    const double wide = MAX(pdf_text_width(pdf, nation, HEAD_SIZE), pdf_text_width(pdf, date, PDF_BODY)) + 1;
    struct cell right = {pdf, pdf->right - wide, wide, pdf->y};
    struct cell left = {pdf, pdf->left, MIN(pdf_width(pdf) - wide - 10, wide), pdf->y};

    show_issuer(&left, w);
    show_nation(&right, w);
    left.y = right.y = MAX(left.y, right.y) + ROW_GAP;
    show_balanced(&left, say_print(w, "number"), PDF_BODY, "P");
    show_balanced(&right, date, PDF_BODY, "P");
    pdf->y = MAX(left.y, right.y);
}

static void show_remark(struct cell *cell, const char *text)
{
    if (!text)
        return;
    g_autofree char *escaped = pdf_escape(text);
    g_autofree char *markup = g_strdup_printf("<i>%s</i>", escaped);
    show_balanced(cell, markup, PDF_BODY, "P");
}

static void show_title(struct pdf *pdf, const struct wording *w)
{
    struct cell cell = {pdf, pdf->left, pdf_width(pdf), pdf->y + 10};
    g_autofree char *kind = g_strdup_printf("<b>%s</b>", say_print(w, "kind"));
    g_autofree char *subject = g_strdup_printf("<b>%s</b>", say_print(w, "subject"));

    show_balanced(&cell, kind, TITLE_SIZE, "H1");
    const double width = show_balanced(&cell, subject, TITLE_SIZE, "P");
    show_line(&cell, width * 0.4);
    cell.y += 4;
    pdf->y = cell.y;
}

void pdf_letterhead(struct pdf *pdf, const struct wording *w)
{
    show_two_cells(pdf, w);
    show_title(pdf, w);

    struct cell cell = {pdf, pdf->left, pdf_width(pdf), pdf->y};
    g_autofree char *period = say_period(w);
    g_autofree char *narrowing = say_narrowing(w);
    g_autofree char *before = say_before(w);
    g_autofree char *amendment = say_amendment(w);
    show_remark(&cell, period);
    show_remark(&cell, period_is_decree(&w->report->period) ? say(w, "window-decree") : NULL);
    show_remark(&cell, narrowing);
    show_remark(&cell, before);
    show_remark(&cell, amendment);
    pdf->y = cell.y + 2;
}

void pdf_appendix(struct pdf *pdf, const struct wording *w)
{
    pdf_break(pdf);
    struct cell cell = {pdf, pdf->left, pdf_width(pdf), pdf->y};
    g_autofree char *center = say_center(w);
    g_autofree char *of = words_format(w->words, w->language, "print.appendix-of", "center", center, NULL);
    g_autofree char *period = say_period(w);
    g_autofree char *name = g_strdup_printf("<b>%s</b>", say_print(w, "appendix"));
    g_autofree char *subject = g_strdup_printf("<b>%s</b>", say_print(w, "appendix-subject"));

    pdf_outline(pdf, 0, say_print(w, "appendix"));
    show_balanced(&cell, name, TITLE_SIZE, "H1");
    show_balanced(&cell, subject, TITLE_SIZE, "P");
    show_remark(&cell, of);
    show_remark(&cell, period);
    pdf->y = cell.y + 2;
}

/* --- the end --- */

static void show_signer(struct cell cell, const char *who, const char *how)
{
    g_autofree char *escaped = pdf_escape(who);
    g_autofree char *bold = g_strdup_printf("<b>%s</b>", escaped);
    g_autofree char *italic = g_strdup_printf("<i>%s</i>", how);

    show_balanced(&cell, bold, PDF_BODY, "P");
    show_balanced(&cell, italic, PDF_TABLE, "P");
}

static double signatures_height(const struct pdf *pdf, const struct wording *w)
{
    g_autoptr(PangoLayout) one = pdf_layout(pdf, say_print(w, "maker"), PDF_BODY, -1, PDF_CENTER);
    return SIGNATURE_GAP + 2 * pdf_layout_height(one) + SIGNATURE_ROOM;
}

static void draw_signatures(struct pdf *pdf, const struct wording *w)
{
    const double half = pdf_width(pdf) / 2, y = pdf->y + SIGNATURE_GAP;

    show_signer((struct cell){pdf, pdf->left, half, y}, say_print(w, "maker"), say_print(w, "sign"));
    show_signer((struct cell){pdf, pdf->left + half, half, y}, say_print(w, "director"),
                say_print(w, "sign-and-stamp"));
    pdf->y += signatures_height(pdf, w);
}

static double notes_height(const struct pdf *pdf, char **notes)
{
    double height = 0;

    for (; *notes; notes++) {
        g_autofree char *escaped = pdf_escape(*notes);
        height += pdf_dash_height(pdf, escaped, REMARK_SIZE, REMARK_GAP);
    }
    return height;
}

void pdf_notes_and_signatures(struct pdf *pdf, const struct wording *w)
{
    g_auto(GStrv) notes = say_notes(w);
    const guint last = g_strv_length(notes) - MIN(NOTES_BESIDE, g_strv_length(notes));

    pdf_heading(pdf, say(w, "notes"), 1, 0, 5 * REMARK_SIZE);
    for (guint i = 0; notes[i]; i++) {
        g_autofree char *escaped = pdf_escape(notes[i]);
        if (i == last)
            pdf_need(pdf, notes_height(pdf, notes + i) + signatures_height(pdf, w));
        pdf_dash(pdf, escaped, REMARK_SIZE, REMARK_GAP);
    }
    draw_signatures(pdf, w);
}

double pdf_notes_and_signatures_height(const struct pdf *pdf, const struct wording *w)
{
    g_auto(GStrv) notes = say_notes(w);
    return pdf_heading_height(pdf, say(w, "notes"), 1) + notes_height(pdf, notes) + signatures_height(pdf, w);
}
