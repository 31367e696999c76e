#pragma once
/* The report as a value: what every face (text, CSV, JSON ...) shows.
 *
 * Built from a center, its plans, a period and the folded journals; holds copies of all it shows. Immutable
 * once built; any thread may read it. Faces write to a GString and are byte-identical for equal reports. */
#include "center.h"
#include "period.h"
#include "plan.h"
#include "share.h"
#include "shelf.h"
#include "tally.h"
#include "words.h"
#include <glib.h>

struct report_row {
    char area[AREA_ID_SIZE]; /* "": overall */
    enum item item;
    struct counts counts; /* not set aside */
    struct counts set_aside;
    struct share share;
};

enum report_reading { READING_POOLED, READING_EACH };

struct report_target {
    const struct target *target; /* of a plan the report holds */
    const struct plan *plan;
    enum report_reading reading; /* pooled: all areas of the target together; each: one of several */
    char area[AREA_ID_SIZE];     /* each: which; else "" */
    bool in_force;
    struct share share;
    enum verdict verdict;
};

typedef struct report {
    const center_t *center; /* borrowed: outlives the report */
    const GPtrArray *plans; /* of struct plan *, borrowed likewise; a plan may have no target */
    struct period period;
    GArray *rows;     /* of struct report_row: overall by item, then area by area in the center's order */
    GArray *targets;  /* of struct report_target, plan by plan in file order, pooled before each */
    GArray *journals; /* of struct shelf_journal */
} report_t;

/* The rows hold every item the center asks and every other item that has counts; every area of the center
 * that is offered on some day of the period or has counts, then, by id, areas that have counts but are not in
 * the catalogue. Never fails. `plans` (of struct plan *) and `center` are borrowed and must outlive the
 * report. */
report_t *report_build(const center_t *center, const GPtrArray *plans, const struct period *period,
                       const tally_t *tally, const struct shelf_journal *journals, size_t n_journals);
void report_free(report_t *report); /* NULL is fine */

/* For a terminal and for reading; in `language`. */
void report_text(GString *out, const report_t *report, const words_t *words, const char *language);

/* For a Vietnamese Excel: BOM, ';', decimal comma, CRLF; text cells can never be taken for a formula. */
void report_csv(GString *out, const report_t *report, const words_t *words, const char *language);

/* The machine face, as design gives it. */
void report_json(GString *out, const report_t *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_t, report_free)
