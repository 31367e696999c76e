#pragma once
/* Dossiers: how many files a center settled in a period, as it enters them, to know how many took part.
 *
 * One number for the whole center, or a CSV with a header row and the columns `area` and `dossiers` (";" or
 * ",", with or without BOM); a row with an empty area is the whole center. Without one the whole
 * is the sum, but only of a report whose every area with ratings has its number: else too many would seem to
 * have taken part. Immutable once made; any thread. */
#include <glib.h>
#include <stdbool.h>

typedef struct dossiers dossiers_t;

/* Files settled in the area ("": in the whole center) as it was given; -1 when not. */
gint64 dossiers_of(const dossiers_t *dossiers, const char *area);

/* A number for the whole center, 0..10^9. */
dossiers_t *dossiers_new(gint64 whole);

/* Adds an area's number to a value being made. False when the area has one already. */
bool dossiers_add(dossiers_t *dossiers, const char *area, gint64 number);

/* A value without any number, to add to. */
dossiers_t *dossiers_new_empty(void);
void dossiers_free(dossiers_t *dossiers); /* NULL is fine */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(dossiers_t, dossiers_free)
