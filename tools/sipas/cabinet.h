#pragma once
/* The cabinet: the folder of filed reports, one folder a report.
 *
 * A report's folder is there as a whole or not at all. What was filed is never changed: amendments stand
 * beside it, each with sums of its own. A program that was killed half-way leaves nothing but folders whose
 * names begin with a dot; whoever opens the cabinet next finishes or removes them, but for an amendment that
 * would take the place of a file. One program at a time has it open. */
#include "filing.h"
#include <glib.h>
#include <stdbool.h>

typedef struct cabinet cabinet_t;

enum cabinet_error { CABINET_ERROR_FAILED };
#define CABINET_ERROR cabinet_error_quark()
GQuark cabinet_error_quark(void);

/* Opens the folder, making it when it is not there; waits until no other program has it open. */
bool cabinet_open(cabinet_t **out, const char *folder, GError **error);
void cabinet_close(cabinet_t *cabinet); /* NULL is fine */

/* The names of the reports' folders, in no order; free with g_ptr_array_unref. */
GPtrArray *cabinet_names(const cabinet_t *cabinet, GError **error);

/* Whether anything of that name is there. */
bool cabinet_has(const cabinet_t *cabinet, const char *name);

/* Files a report (of struct filing_file) under a name that is not there yet. It is on disk when this returns.
 */
bool cabinet_file(const cabinet_t *cabinet, const char *name, const GPtrArray *files, GError **error);

/* Whether none of the files is there already, in the folder of that name. */
bool cabinet_is_free(const cabinet_t *cabinet, const char *name, const GPtrArray *files);

/* Puts files that are not there yet into a folder that is, all of them or none. On disk when this returns. */
bool cabinet_add(const cabinet_t *cabinet, const char *name, const GPtrArray *files, GError **error);

/* What is not as it was filed, compared with the sums: of char *, one "NAME/FILE: found, expected" each;
 * empty when all is sound. Told too is an amendment that cannot come in: it bars every further one. Files
 * that no sums name are passed over. Free with g_ptr_array_unref. */
GPtrArray *cabinet_check(const cabinet_t *cabinet, const char *name);

/* The content of the last filed file of that ending, the first filing's or the last amendment's, its name (to
 * be freed with g_free) and the day of that amendment (0: the first filing). Free with g_string_free. NULL on
 * failure; the name is NULL too when the sums name no such file. */
GString *cabinet_last(char **file, int *day, const cabinet_t *cabinet, const char *name, const char *ending,
                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(cabinet_t, cabinet_close)
