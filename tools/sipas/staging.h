#pragma once
/* Staging: a folder in the data folder for what was brought from elsewhere and is not checked yet, and for
 * what is on its way elsewhere.
 *
 * Nobody else can change what lies there, so that what is checked is what is taken. It is removed with all in
 * it; what a killed program left is removed by the next. */
#include <glib.h>
#include <stdbool.h>

typedef struct staging staging_t;

bool staging_open(staging_t **out, const char *data, GError **error);
void staging_close(staging_t *staging); /* NULL is fine */

/* Where a bundle is put; what belongs to it lies beside. Owned by the staging. */
const char *staging_bundle(const staging_t *staging);

/* Copies a bundle's signature there and removes what was there before. */
bool staging_copy_signature(const staging_t *staging, const char *bundle, GError **error);

/* Copies the bundle itself beside it, as far as bundle_room lets it. */
bool staging_copy(const staging_t *staging, const char *bundle, GError **error);

/* Removes what was put there. */
void staging_empty(const staging_t *staging);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(staging_t, staging_close)
