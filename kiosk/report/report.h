#pragma once
/* The report as a value: what every face (text, CSV, JSON, HTML, XLSX, PDF) shows.
 *
 * Built from a center, its plans, a period and the folded journals; holds copies of all it shows. Immutable
 * once built; any thread may read it. Every figure stands here: a face computes nothing of its own, and faces
 * are byte-identical for equal reports. */
#include "center.h"
#include "dossiers.h"
#include "period.h"
#include "plan.h"
#include "sample.h"
#include "share.h"
#include "shelf.h"
#include "tally.h"
#include "words.h"
#include <glib.h>

enum report_by { REPORT_BY_NONE, REPORT_BY_DAY, REPORT_BY_WEEK, REPORT_BY_MONTH };

/* "none", "day", "week", "month". Static storage. */
const char *report_by_id(enum report_by by);
bool report_by_from_id(enum report_by *out, const char *id);

/* What is asked of a report. Zeroed but for the period it is the plain report of that period. */
struct report_request {
    struct period period;
    bool one_channel; /* count only one way in; targets are then judged on what is counted */
    enum channel channel;
    const char *area; /* show only this area, and the targets that name it; NULL: all */
    bool one_item;    /* show only this item, and the targets about it */
    enum item item;
    bool compare; /* put the period before beside this one; there must be one (period_before) */
    enum report_by by;
    const dossiers_t *dossiers; /* files settled in the period; NULL: not given. Borrowed for the building */
    int amended;                /* yyyymmdd: this report amends one filed earlier, as of that day; else 0 */
};

struct report_row {
    char area[AREA_ID_SIZE]; /* "": overall */
    enum item item;
    struct counts counts; /* not set aside */
    struct counts set_aside;
    struct share share;
    enum basis basis;    /* what the number of ratings can bear, by the center's limits */
    struct share before; /* of the period before; n 0: none, or not compared */
    gint64
        respondents; /* who rated here and is not set aside, whatever they answered; the same for each item */
    gint64 dossiers; /* files settled in this area and period; -1: not given. The same for each item */
};

enum report_reading { READING_POOLED, READING_EACH };

struct report_target {
    const struct target *target; /* of a plan the report holds */
    const struct plan *plan;
    enum report_reading reading; /* pooled: all areas of the target together; each: one of several */
    char area[AREA_ID_SIZE];     /* each: which; else "" */
    bool in_force;
    struct share share;
    enum basis basis;
    enum verdict verdict;
};

/* A day, a Monday-to-Sunday week or a month of the center's window, cut to the period. */
struct report_step {
    int from, to; /* yyyymmdd, inclusive */
    enum item item;
    struct counts counts;
    struct counts set_aside;
    struct share share;
};

/* One way in, or all of them together. */
struct report_channel {
    bool together;
    enum channel channel; /* meaningless when together */
    enum item item;
    struct counts counts;
    struct counts set_aside;
    struct share share;
    enum basis basis;
};

/* What the respondents of an area named as having shaped their rating; set aside ones are left out. */
struct report_reasons {
    char area[AREA_ID_SIZE]; /* "": overall */
    gint64 respondents;
    gint64 with_reasons;    /* of them, who named any */
    gint64 n[REASON_COUNT]; /* of them, who named this one; one respondent may name several */
};

/* Where every entry of the period went, over all journals and ways in, whatever is narrowed. Counted in two
 * ways that know nothing of each other; report_agrees holds one against the other. */
struct report_entries {
    gint64 all;                     /* the sum of of_kind */
    gint64 counted, set_aside;      /* respondents, as the voices tell them */
    gint64 of_kind[ENTRY_KIND_END]; /* by enum entry_kind, as the daybook tells them */
};

typedef struct report {
    const center_t *center; /* borrowed: outlives the report */
    const GPtrArray *plans; /* of struct plan *, borrowed likewise; a plan may have no target */
    struct period period;
    bool one_channel; /* narrowed so, see struct report_request */
    enum channel channel;
    char area[AREA_ID_SIZE]; /* "": all */
    bool one_item;
    enum item items[ITEM_COUNT]; /* the items shown, in order */
    size_t n_items;
    bool compared;
    struct period before; /* when compared */
    enum report_by by;
    int amended;
    GArray *rows;     /* of struct report_row: overall by item, then area by area in the center's order */
    GArray *targets;  /* of struct report_target, plan by plan in file order, pooled before each */
    GArray *trend;    /* of struct report_step by time and then item; empty when by is REPORT_BY_NONE */
    GArray *channels; /* of struct report_channel by item: each way in that is asked or has counts, then
                         together */
    GArray
        *reasons; /* of struct report_reasons: overall, then the areas of the rows; all of one area: that */
    GArray *journals; /* of struct shelf_journal */
    struct report_entries entries;
} report_t;

/* What a report is built from, folded already: for tests and for whoever has no journals. NULL or empty: not
 * there. */
struct report_source {
    const tally_t *tally;
    const tally_t *before;                /* of period_before, when compared */
    const GArray *voices;                 /* of struct shelf_voice */
    const GArray *days;                   /* of struct report_day, in order */
    const gint64 *entries;                /* [ENTRY_KIND_END], by kind */
    const struct shelf_journal *journals; /* sorted by device */
    size_t n_journals;
};

struct report_day {
    int day;
    tally_t *tally;
};

/* The rows hold every item the center asks and every other item that has counts; every area of the center
 * that is offered on some day of the period or has counts, then, by id, areas that have counts but are not in
 * the catalogue. The trend holds every step of the period up to 400 of them, of longer periods those that
 * have counts. Never fails. `plans` (of struct plan *) and `center` are borrowed and must outlive the report.
 */
report_t *report_build(const center_t *center, const GPtrArray *plans, const struct report_request *request,
                       const struct report_source *source);
void report_free(report_t *report); /* NULL is fine */

/* Whether the files settled were given for anything the report shows. */
bool report_has_dossiers(const report_t *report);

/* Whether every entry is accounted for (all = counted + set aside + the entries of the other kinds) and no
 * question has more answers than there are respondents. */
bool report_agrees(const report_t *report);

/* Folds the journals of the shelf and builds the report of them. Tables that contradict each other, in this
 * period or the one it is compared with, are JOURNAL_ERROR_DAMAGED: nobody is to sign their figures. */
bool report_read(report_t **out, shelf_t *shelf, const center_t *center, const GPtrArray *plans,
                 const struct report_request *request, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_t, report_free)
