#include "pin.h"
#include "secret_hash_internal.h"
#include <glib.h>
#include <string.h>

G_STATIC_ASSERT((int)PIN_HASH_SIZE == (int)SECRET_HASH_SIZE);

/* Whether each digit differs from the one before by `step`. */
static bool is_run(const char *pin, int step)
{
    for (size_t i = 1; pin[i]; i++)
        if (pin[i] - pin[i - 1] != step)
            return false;
    return true;
}

bool pin_is_acceptable(const char *pin, const char **why)
{
    const char *unused = NULL;
    const size_t n = strlen(pin);

    if (!why)
        why = &unused;
    *why = "4 to 12 digits";
    if (n < PIN_DIGITS_MIN || n > PIN_DIGITS_MAX || strspn(pin, "0123456789") != n)
        return false;
    *why = "digits that are not all the same and no run such as 1234";
    return !is_run(pin, 0) && !is_run(pin, 1) && !is_run(pin, -1);
}

bool pin_hash(char out[PIN_HASH_SIZE], const char *pin)
{
    return secret_hash(out, pin);
}

bool pin_matches(const char *hash, const char *pin)
{
    return secret_hash_matches(hash, pin);
}

int pin_wait_seconds(int failures)
{
    static const int waits[] = {0, 2, 5, 15, 30, 60, 120, 300, 900};
    g_assert(failures >= 0);
    return waits[MIN((size_t)failures, G_N_ELEMENTS(waits) - 1)];
}
