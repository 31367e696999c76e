#pragma once
/* The parts of a report under way. Its period, narrowing, center and plans stand before the first part is
 * made; items come before rows, rows before all others. Only for report*.c. */
#include "report.h"

/* What is counted in the tally for the area (NULL: all) and item: one way in when the report is narrowed so.
 */
struct counts part_counts(const report_t *report, const tally_t *tally, const char *area, enum item item,
                          bool set_aside);

/* Whether anybody answered the item there, set aside or not. */
bool part_is_counted(const report_t *report, const tally_t *tally, const char *area, enum item item);

/* What number of ratings the share rests on, by the center's limits. */
enum basis part_basis(const report_t *report, struct share share);

void part_items(report_t *report, const tally_t *tally);
GArray *part_rows(const report_t *report, const struct report_request *request,
                  const struct report_source *source);
GArray *part_targets(const report_t *report, const tally_t *tally);
GArray *part_trend(const report_t *report, const GArray *days);
GArray *part_channels(const report_t *report, const tally_t *tally);
GArray *part_reasons(const report_t *report, const GArray *voices);
struct report_entries part_entries(const struct report_source *source);

/* Respondents of the area ("": all) who are not set aside; of one way in when the report is narrowed so. */
gint64 part_respondents(const report_t *report, const GArray *voices, const char *area);

/* Respondents of all areas and ways in. */
gint64 voices_total(const GArray *voices, bool set_aside);

/* What the journals hold of a period, as three of their tables tell it: tally, respondent and daybook. */
typedef struct folded {
    tally_t *tally;
    GArray *voices; /* of struct shelf_voice */
    gint64 entries[ENTRY_KIND_END];
} folded_t;

/* Whether each rating is one respondent, and no question was answered in an area, by one way in, more often
 * than people rated there. Else JOURNAL_ERROR_DAMAGED. */
bool folded_agrees(const folded_t *folded, GError **error);
