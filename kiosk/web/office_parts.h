#pragma once
/* The sections of the office's board. Only for office*.c. */
#include "office_read.h"
#include "wording.h"

struct board {
    const struct visit *visit;
    struct office_figures figures;
    struct wording now, before; /* the reports of the period and of the one before */
};

/* Each question large: its share, how many rated, what changed. */
void part_figures(GString *out, const struct board *board);
/* Each plan's targets, now and before. */
void part_targets_table(GString *out, const struct board *board);
/* Area by area, a table a question. */
void part_areas(GString *out, const struct board *board);

void part_trend_chart(GString *out, const struct board *board);
void part_reasons_table(GString *out, const struct board *board);
void part_ways(GString *out, const struct board *board);
void part_misuse(GString *out, const struct board *board);
void part_devices(GString *out, const struct board *board);

/* --- pieces --- */

/* "93,45%", or that there is no rating. Free with g_free. */
char *part_share(const struct wording *w, struct share share);

/* What a number of ratings can bear, when that has to be said. */
void part_basis_chip(GString *out, const struct wording *w, enum basis basis);

/* A share as a bar with a line at each target's percentage. `targets`: of const struct report_target *. */
void part_share_bar(GString *out, struct share share, const GPtrArray *targets);

/* A count beside the largest of its kind. */
void part_count_bar(GString *out, gint64 n, gint64 most);

/* The targets of the report that judge the item in that area, "" for the whole center. Free with
 * g_ptr_array_unref. */
GPtrArray *part_targets_of(const report_t *report, enum item item, const char *area);
