#pragma once
/* A desk: a folder of its own with the place for one journal, and entries to put into it. */
#include "journal.h"
#include "verify.h"

struct desk {
    char *folder;
    char *file; /* folder/journal.db; not made yet */
    uint8_t key[SEAL_KEY_SIZE];
    struct journal_identity identity; /* device "kiosk-1" of center "chi-minh" */
};

void desk_init(struct desk *desk);
void desk_finish(struct desk *desk); /* removes the folder and all in it */

/* Removes a folder and all in it. */
void remove_tree(const char *folder);

/* Opens the desk's journal; a failure ends the test. */
journal_t *desk_open(const struct desk *desk);

/* A rating of the main question at 2025-11-05 10:00 local time plus `second`, by a synchronised clock. */
struct rating rating_at(const char *area, int level, int second);

/* An entry of a kind that refers to a rating, a minute later, with nothing in it yet. */
struct rating referring(enum entry_kind kind, gint64 refers);

/* Appends one entry that must be taken; its seq. */
gint64 append_ok(journal_t *journal, const struct rating *rating);

/* Appends one entry that must be refused for a reason that holds `words`, with nothing stored. */
void append_refused(journal_t *journal, const struct rating *rating, const char *words);

/* Verifies the desk's journal: it must be sound. */
struct verify_result verify_sound(const struct desk *desk);

/* Verifies the desk's journal: it must be found bad at that entry (0: at none). */
struct verify_result verify_bad(const struct desk *desk, gint64 bad_seq);

/* Seals or keys: both are 32 bytes. */
void expect_same_seal(const uint8_t a[SEAL_SIZE], const uint8_t b[SEAL_SIZE]);

/* The error must have the code, be one line and hold both words; it is freed. */
void expect_error(GError **error, enum journal_error code, const char *words, const char *more_words);
