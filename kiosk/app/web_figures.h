#pragma once
/* Web figures: what sipas-web counts of itself. Any thread. */
#include "lines.h"
#include "submission.h"
#include <glib.h>
#include <stdbool.h>

typedef struct web_figures web_figures_t;

enum web_side { WEB_SIDE_PUBLIC, WEB_SIDE_STAFF, WEB_SIDE_STATUS, WEB_SIDE_COUNT };

/* "web", "staff", "status"; static storage. */
const char *web_side_name(enum web_side side);

web_figures_t *web_figures_new(void);
void web_figures_free(web_figures_t *figures); /* NULL is fine */

/* `route` lives for ever. */
void web_figures_answered(web_figures_t *figures, enum web_side side, const char *route, int status);

void web_figures_handed_over(web_figures_t *figures); /* a submission, to storage */
void web_figures_stored(web_figures_t *figures, enum submission_outcome outcome);

/* Whether storage took what was last given to it; true at first. Returns what was said before. */
bool web_figures_set_storage(web_figures_t *figures, bool takes);
bool web_figures_storage_takes(web_figures_t *figures);

void web_figures_misused(web_figures_t *figures, const gint64 counts[MISUSE_COUNT]);

/* As Prometheus' text format 0.0.4. `lines` by side; of sides that are not open it is zero. */
GString *web_figures_text(web_figures_t *figures, const struct lines_figures lines[WEB_SIDE_COUNT]);
