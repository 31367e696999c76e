#pragma once
/* Two ends of a way: a device's journal, and the center's copy of it. */
#include "bundle.h"
#include "desk.h"

struct bundles {
    struct desk device, center;
    char *bundle; /* where bundles are put */
};

void bundles_init(struct bundles *ends);
void bundles_finish(struct bundles *ends);

/* Stores ratings number from..from+n-1 of the device, some of them with further answers, reasons and
 * corrections: the same numbers make the same entries. */
void store_ratings(const struct bundles *ends, int from, int n);

/* Stores that many ratings at once. */
void store_many(const struct bundles *ends, int n);

/* Writes the bundle of what came after an entry; it must be taken. */
struct bundle_about write_bundle(const struct bundles *ends, gint64 after);
struct bundle_taken take_bundle(const struct bundles *ends);

/* The bundle must be refused for a reason that holds both words; the copy is as sound as it was. */
void take_refused(const struct bundles *ends, enum journal_error code, const char *words,
                  const char *more_words);

/* Every table of the copy but the spent links holds what the device's holds; both are sound. */
void expect_alike(const struct bundles *ends);

/* A bundle of some entries, altered by somebody with a shell, must be refused for a reason that holds the
 * words, by a copy that has the first entries of it or none; the right one must be taken then. */
void altered_is_refused(const char *sql, bool has_first, const char *words);
