#pragma once
/* Text for a man page in mdoc(7): escaping, and the parts every page has. */
#include <glib.h>

/* Appends paragraphs (a blank line between them), escaped; .Pp between them. */
void man_paragraphs(GString *out, const char *text);

/* Appends the head of a page: NAME is the page ("sipas-report"), SUMMARY a line without a full stop. */
void man_head(GString *out, const char *name, const char *summary);

/* Appends an item of a list of options, then its text. `short_name` 0 and `argument` NULL: there is none. */
void man_option(GString *out, char short_name, const char *long_name, const char *argument, const char *text);

/* Appends a line as text: escaped, and never taken for a macro. */
void man_line(GString *out, const char *text);
