#pragma once
/* Plan files: which plans a command looks at, and what in them cannot be right. */
#include "place.h"

/* The files of the plans of those names or files; NULL: those center.ini puts in force. Each once. What is
 * not found, and a plan that is in force twice, is named: "FILE: [report] plans: found X, expected ..." in
 * *mistakes, a line each. Free with g_ptr_array_unref. */
GPtrArray *plan_files_named(GString *mistakes, const struct place *place, char **names);

/* Adds those that lie in the data folder's plans/, in force or not, each once, in order. */
void plan_files_add_all(GPtrArray *files, const struct place *place);

/* Every mistake in the plan, a line each with its end: those that keep it from being read, else what cannot
 * be right of it. Areas and items are compared when the place has a center. */
void plan_file_check(GString *mistakes, const char *file, const struct place *place);
