#pragma once
/* Parts of the text face: tables under their headings. */
#include "table.h"
#include "wording.h"

/* Fills the table's first row with the sentences report.KEY; NULL-ended. */
void text_heading(table_t *table, const struct wording *w, const char *const *keys);

/* Appends the table under its heading. */
void text_table(GString *out, const char *heading, const table_t *table);

/* What comes after the targets; each appends nothing when the report holds nothing of it. */
void text_trend(GString *out, const struct wording *w);
void text_channels(GString *out, const struct wording *w);
void text_reasons(GString *out, const struct wording *w);
void text_entries(GString *out, const struct wording *w);
void text_journals(GString *out, const struct wording *w);
