#include "sample.h"

enum basis basis_of(gint64 n, int few, int enough)
{
    g_assert(n >= 0 && few <= enough);
    if (n == 0)
        return BASIS_NONE;
    if (n < few)
        return BASIS_TOO_FEW;
    return n < enough ? BASIS_INDICATIVE : BASIS_ENOUGH;
}

const char *basis_id(enum basis basis)
{
    static const char *const ids[] = {"none", "too-few", "indicative", "enough"};
    return ids[basis];
}

gint64 sample_guide(gint64 population)
{
    g_assert(population >= 0 && population <= G_GINT64_CONSTANT(1000000000000));
    /* N / (1 + N/400), of whole numbers, rounded up. */
    return (400 * population + population + 399) / (400 + population);
}
