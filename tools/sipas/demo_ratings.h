#pragma once
/* Made-up ratings of a realistic center: the same for the same seed, center and days.
 *
 * Pure: center, days, count and seed are all it knows; no clock. Ratings come in order of time, Monday to
 * Friday within office hours, not on the fixed public holidays; months, weekdays and hours differ in traffic;
 * areas differ in traffic and in how satisfied their visitors are; answers of one person go together. Belongs
 * to one thread. */
#include "center.h"
#include "rating.h"

typedef struct demo demo_t;

/* `count` ratings over the days from..to (yyyymmdd, inclusive); NULL when no office day, or no area, is among
 * them. `center` is borrowed. */
demo_t *demo_new(const center_t *center, int from, int to, gint64 count, guint32 seed);
void demo_free(demo_t *demo); /* NULL is fine */

/* The next rating; false after the last. */
bool demo_next(demo_t *demo, struct rating *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(demo_t, demo_free)
