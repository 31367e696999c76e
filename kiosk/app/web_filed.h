#pragma once
/* Web filed: the public board that was filed with a report. */
#include <glib.h>

/* The board of the latest amendment in the folder of a report, or of the first filing; *name is its file's
 * (free with g_free). NULL and *name NULL: nothing is filed there. NULL with `error`: what is there cannot be
 * read, or is not what was filed by its sums. */
GBytes *web_filed_board(char **name, const char *folder, GError **error);
