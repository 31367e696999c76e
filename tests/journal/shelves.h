#pragma once
/* Shelves: a center's data folder to put journals into, and what a shelf over it must show. */
#include "shelf.h"

struct center_folder {
    char *data;
    uint8_t key[SEAL_KEY_SIZE];
};

void folder_init(struct center_folder *folder);
void folder_finish(struct center_folder *folder);

/* The name of a device's journal, whose folder is made; free with g_free. */
char *device_file(const struct center_folder *folder, const char *device);

/* Opens a device's journal for writing; a failure ends the test. */
journal_t *open_device(const struct center_folder *folder, const char *device, const char *center);

/* Appends a rating of the main question. */
void put(journal_t *journal, int day, const char *area, enum channel channel, int level, unsigned flags);

/* Opens the shelf of center "chi-minh"; a failure ends the test. */
shelf_t *open_ok(const struct center_folder *folder);

/* It must not open, for a reason of that code that holds both words. */
void open_refused(const struct center_folder *folder, enum journal_error code, const char *words,
                  const char *more_words);

/* The sum of the cells selected must be so, as "n1/n2/n3/n4/n5". */
void expect_sum(shelf_t *shelf, int from, int to, const struct tally_select *select, const char *expected);

/* What shelf_fold_voices gives, a line each: "dat-dai kiosk aside: RATINGS WITH_REASONS n1/n2/...". Free with
 * g_free. */
char *fold_voices(const struct center_folder *folder, int from, int to);

/* What shelf_walk hands over, a line each: "quay-1 20251105 dat-dai kiosk vi FLAGS 5.......... REASONS",
 * flags and reasons in hexadecimal, one sign for each answer. Free with g_free. */
char *walk(const struct center_folder *folder, int from, int to);
