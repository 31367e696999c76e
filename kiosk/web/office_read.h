#pragma once
/* What the office reads of the journals. Each waits for the disk. Only for office*.c. */
#include "office_internal.h"
#include "report.h"

/* What is known of a device beside its journal's entries. */
struct office_device {
    const struct shelf_journal *journal; /* the report's */
    gint64 size, log_size; /* bytes of the journal and of the log that is not in it yet; -1: unknown */
};

struct office_figures {
    GPtrArray *plans; /* of struct plan * */
    report_t *now, *before;
    report_t *trend; /* the weeks up to a week, or `now` itself */
    GArray *devices; /* of struct office_device, in the report's order */
    gint64 misuse_now[MISUSE_COUNT], misuse_before[MISUSE_COUNT];
};

/* What the report of a period is asked for: beside the period before, step by step. */
struct report_request office_request(const struct period *period);

/* Zeroed before; give to office_figures_clear whatever became of it. */
bool office_read_figures(struct office_figures *out, const office_t *office, const struct period *period,
                         GError **error);
void office_figures_clear(struct office_figures *figures);

/* One report; *plans and *out are the caller's. */
bool office_read_report(report_t **out, GPtrArray **plans, const office_t *office,
                        const struct period *period, GError **error);
