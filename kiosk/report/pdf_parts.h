#pragma once
/* The parts of the printed report, each drawn where the PDF stands, in the order of pdf.c. A part without
 * figures draws nothing. */
#include "pdf_table.h"
#include "wording.h"

/* The sentence print.KEY. */
const char *say_print(const struct wording *w, const char *key);

/* The top of the first page by Decree 30/2020/NĐ-CP: who issues it, the state's name and motto, place for
 * number and date, what it is, of which period. */
void pdf_letterhead(struct pdf *pdf, const struct wording *w);

/* The top of the appendix, on a page of its own: what it belongs to. */
void pdf_appendix(struct pdf *pdf, const struct wording *w);

/* The remarks, and after them place for the two signatures, which never stand alone on a page; how high both
 * are together. */
void pdf_notes_and_signatures(struct pdf *pdf, const struct wording *w);
double pdf_notes_and_signatures_height(const struct pdf *pdf, const struct wording *w);

/* --- tables --- */

/* The figures of an item: the whole center, then area by area. */
void pdf_item(struct pdf *pdf, const struct wording *w, enum item item);

/* Those of the report's first item, and how its first row changed since the period before. */
void pdf_main_item(struct pdf *pdf, const struct wording *w);

/* A few ratings are marked beside the percentage. Of several bases, as bits of 1 << enum basis: whether any
 * is marked, and what the marks mean, appended to the line of markup. */
const char *pdf_mark(enum basis basis);
bool pdf_has_marks(guint bases);
void pdf_tell_marks(GString *line, const struct wording *w, guint bases);

/* Every row beside the period before. */
void pdf_comparison(struct pdf *pdf, const struct wording *w);

/* The targets of a plan, their verdicts and the plan's words. */
void pdf_plan(struct pdf *pdf, const struct wording *w, const struct plan *plan);

/* Whether the target is about just what the row counts. */
bool pdf_target_is_of(const struct report_target *target, const struct report_row *row);

void pdf_trend_table(struct pdf *pdf, const struct wording *w);
void pdf_channels(struct pdf *pdf, const struct wording *w);
void pdf_reasons(struct pdf *pdf, const struct wording *w);
void pdf_participation(struct pdf *pdf, const struct wording *w);
void pdf_journals(struct pdf *pdf, const struct wording *w);
void pdf_entries(struct pdf *pdf, const struct wording *w);

/* --- charts of one item --- */

/* The sentence print.KEY, with the item when the report has several. Free with g_free. */
char *pdf_chart_heading(const struct wording *w, const char *key, enum item item);

/* Bars of the share satisfied, area by area in the center's order, with intervals and targets; drawn close
 * when `after` points of what follows then fit on the same page. */
void pdf_share_chart(struct pdf *pdf, const struct wording *w, enum item item, double after);

/* Bars of the five levels. */
void pdf_level_chart(struct pdf *pdf, const struct wording *w, enum item item);

/* The share over the steps of the trend. */
void pdf_trend_chart(struct pdf *pdf, const struct wording *w, enum item item);
