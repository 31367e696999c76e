#pragma once
/* Words: every sentence a person sees, by language, from assets/words/LANGUAGE.ini.
 *
 * A words file is a GKeyFile; the key of a sentence is "GROUP.KEY", e.g. "home.question". Group [language]
 * has name (in that language) and tag. A no-break space keeps a two-syllable Vietnamese word together; "{n}"
 * stands for a value put in by words_format. Vietnamese ("vi") must be there and is what a missing
 * sentence falls back to; a new language is a new file. Immutable once loaded; any thread. */
#include <glib.h>
#include <stdbool.h>

typedef struct words words_t;

#define WORDS_ERROR words_error_quark()
GQuark words_error_quark(void);
enum words_error { WORDS_ERROR_FILE, WORDS_ERROR_CONTENT };

/* Loads every *.ini of a folder. The caller owns *out. */
bool words_load(words_t **out, const char *folder, GError **error);
void words_free(words_t *words); /* NULL is fine */

/* The languages there are, "vi" first, then "en", then by tag; NULL-ended; owned by the words. */
const char *const *words_languages(const words_t *words);
bool words_has_language(const words_t *words, const char *language);

/* The sentence; falls back to Vietnamese, and to the key itself when no language has it. Owned by the words.
 */
const char *words_get(const words_t *words, const char *language, const char *key);

/* The sentence in exactly that language, or NULL. Owned by the words. */
const char *words_find(const words_t *words, const char *language, const char *key);

/* The sentence with every "{NAME}" replaced. Pairs name, value, ..., NULL. Free with g_free. */
char *words_format(const words_t *words, const char *language, const char *key, ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(words_t, words_free)
