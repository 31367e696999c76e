#pragma once
/* Pulling: bringing what other machines of the center have journalled into copies of their journals.
 *
 * Of bundles nothing is opened, nor copied but the signature, before the signature is that of a machine the
 * center trusts. A mounted data folder has no signature: its journals are opened as they lie, and every entry
 * is taken by its seal; nothing vouches for what has none there, the remarks and counts of misuse. */
#include "command.h"
#include "place.h"
#include "staging.h"

struct pull {
    const struct command *self;
    const struct place *place;
    staging_t *staging;
    GPtrArray *devices; /* ids of those the center trusts: each has its keys/trusted-ID.pub */
    const char *wanted; /* the only one of them to be brought; NULL: all */
    int status;         /* the worst so far */
};

enum pull_error {
    PULL_ERROR_FAILED,
    PULL_ERROR_WRONG /* a signature, a seal or whose it is */
};
#define PULL_ERROR pull_error_quark()
GQuark pull_error_quark(void);

/* The devices that the center trusts, sorted; free with g_ptr_array_unref. NULL on failure. */
GPtrArray *pull_trusted(const struct place *place, GError **error);

bool pull_is_wanted(const struct pull *pull, const char *device);

/* Says what is wrong, and remembers the worst status. `shown` is where it came from. */
void pull_failed(struct pull *pull, const char *shown, const GError *error);

/* Copies a bundle and its signature into the staging, unless the signature is none of a machine that the
 * center trusts. It proves nothing yet. */
bool pull_stage(const struct pull *pull, const char *file, GError **error);

/* Whose the staged bundle is, and what it holds, after its signature was found right. */
struct bundle_about;
bool pull_check(struct bundle_about *out, const struct pull *pull, GError **error);

/* Takes the staged bundle into the copy of that device's journal and prints what came. */
bool pull_take(const struct pull *pull, const char *device, GError **error);

/* The last entry that the center has of a device. */
bool pull_last(gint64 *out, const struct pull *pull, const char *device, GError **error);
