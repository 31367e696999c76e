#pragma once
/* Verification: is a journal whole, sealed and rightly counted?
 *
 * Read-only, works while the device writes. Checks SQLite's quick_check, that seq has no gap, that every
 * seal follows from the one before and the entry, that entries refer to ratings, that the stored tally equals
 * one counted anew from the entries, and that the rows of spent links, remarks and misuse can be. */
#include "journal.h"

struct verify_result {
    bool sound;
    char problem[256]; /* one English line naming the first bad entry; "" when sound */
    gint64 entries, ratings;
    gint64 bad_seq; /* the first bad entry, 0 when the problem is not one entry */
    uint8_t head[SEAL_SIZE];
    gint64 head_seq;
};

/* Whether `text` can be a head noted from a report, whole or its beginning: 16 to 64 hexadecimal digits. */
bool verify_is_head(const char *text);

/* `noted_head`, when not NULL, is such a text, and some entry's seal in the journal must begin with it:
 * otherwise its tail was cut or it was replaced. False with `error` only when the file cannot be read at all;
 * findings are in *out. */
bool verify_journal(struct verify_result *out, const char *file, const struct journal_identity *identity,
                    const char *noted_head, GError **error);
