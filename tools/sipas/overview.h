#pragma once
/* What `sipas` says of itself as a whole. */

/* What the program is for, a line without a full stop; and paragraphs with a blank line between them. */
extern const char OVERVIEW_SUMMARY[], OVERVIEW_DESCRIPTION[];

/* The whole program's help: usage and the commands with their summaries. Free with g_free. */
char *overview_help(void);
