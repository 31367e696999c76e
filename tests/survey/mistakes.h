#pragma once
/* Tables of mistakes: a right file, one change to it, and the exact sentence that must come of it. */
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct mistake {
    const char *old; /* part of the right text to be replaced; NULL: `new` is put at the end */
    const char *new;
    const char *message; /* what follows "FILE: "; a "\n" begins a further "FILE: " */
};

/* Loads a file; true when it was loaded, which is then freed at once; `error` as for the loader. */
typedef bool load_function(const char *file, GError **error);

/* Asserts that the right text loads, and that with each mistake it does not, with exactly that message. */
void check_mistakes(const char *right, const struct mistake *mistakes, size_t n, load_function *load);
