#include "share.h"
#include <math.h>

/* Largest n for which every product below fits 64 bits with room to spare. */
static const gint64 n_max = 10000000000000;

struct share share_of(const struct counts *counts)
{
    return (struct share){counts_satisfied(counts), counts_total(counts)};
}

/* 10^decimals. */
static gint64 units_per_percent(int decimals)
{
    static const gint64 units[] = {1, 10, 100};
    g_assert(decimals >= 0 && decimals < (int)G_N_ELEMENTS(units));
    return units[decimals];
}

void share_format(char out[PERCENT_SIZE], struct share share, int decimals)
{
    g_assert(share.n > 0 && share.n <= n_max && share.satisfied >= 0 && share.satisfied <= share.n);
    gint64 unit = units_per_percent(decimals);
    gint64 rounded = (2 * 100 * unit * share.satisfied + share.n) / (2 * share.n);
    if (decimals == 0)
        g_snprintf(out, PERCENT_SIZE, "%" G_GINT64_FORMAT, rounded);
    else
        g_snprintf(out, PERCENT_SIZE, "%" G_GINT64_FORMAT ".%0*d", rounded / unit, decimals,
                   (int)(rounded % unit));
}

struct interval share_wilson95(struct share share)
{
    g_assert(share.n > 0 && share.satisfied >= 0 && share.satisfied <= share.n);
    const double z = 1.959964;
    double n = (double)share.n, p = (double)share.satisfied / n;
    double middle = p + z * z / (2 * n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    double scale = 1 + z * z / n;
    /* At the ends the bound is the end itself; rounding must not leave it a hair inside. */
    return (struct interval){
        .low = share.satisfied == 0 ? 0 : 100 * (middle - half) / scale,
        .high = share.satisfied == share.n ? 100 : 100 * (middle + half) / scale,
    };
}

/* round(part / whole * 10^digits), half up, by long division: the product would not fit. */
static gint64 scaled(guint64 part, guint64 whole, int digits)
{
    guint64 result = part / whole, rest = part % whole;
    for (int i = 0; i < digits; i++) {
        result = result * 10 + rest * 10 / whole;
        rest = rest * 10 % whole;
    }
    return (gint64)(result + (2 * rest >= whole));
}

void share_points_format(char out[PERCENT_SIZE], struct share now, struct share before, int decimals)
{
    const gint64 most = 1000000000, unit = units_per_percent(decimals);
    g_assert(now.n > 0 && now.n <= most && before.n > 0 && before.n <= most);
    gint64 difference = now.satisfied * before.n - before.satisfied * now.n;
    gint64 points = scaled((guint64)ABS(difference), (guint64)(now.n * before.n), 2 + decimals);
    const char *sign = difference < 0 && points > 0 ? "-" : "";
    if (decimals == 0)
        g_snprintf(out, PERCENT_SIZE, "%s%" G_GINT64_FORMAT, sign, points);
    else
        g_snprintf(out, PERCENT_SIZE, "%s%" G_GINT64_FORMAT ".%0*d", sign, points / unit, decimals,
                   (int)(points % unit));
}

bool shares_overlap(struct share a, struct share b)
{
    const struct interval first = share_wilson95(a), second = share_wilson95(b);
    return first.low <= second.high && second.low <= first.high;
}

/* The level with the largest remainder, the higher one of equals. */
static int largest(const gint64 remainder[LEVEL_COUNT])
{
    int best = 0;
    for (int i = 1; i < LEVEL_COUNT; i++) {
        if (remainder[i] >= remainder[best])
            best = i;
    }
    return best;
}

void counts_percentages(gint64 out[LEVEL_COUNT], const struct counts *counts, int decimals)
{
    gint64 total = counts_total(counts), whole = 100 * units_per_percent(decimals);
    gint64 remainder[LEVEL_COUNT], left = whole;
    for (int i = 0; i < LEVEL_COUNT; i++)
        out[i] = 0;
    if (total == 0)
        return;
    g_assert(total > 0 && total <= n_max);
    for (int i = 0; i < LEVEL_COUNT; i++) {
        out[i] = counts->n[i] * whole / total;
        remainder[i] = counts->n[i] * whole % total;
        left -= out[i];
    }
    for (; left > 0; left--) {
        int i = largest(remainder);
        out[i]++;
        remainder[i] = -1;
    }
}
