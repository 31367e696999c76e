#include "html_hide.h"

/* From this many ratings on, at most one of the two counts of a share can be under HIDE_UNDER. */
enum { RANGE_FROM = 2 * HIDE_UNDER, MOST_HIDDEN = HIDE_UNDER - 1 };

bool seen_counted(struct seen seen)
{
    return seen.n > 0;
}

bool seen_exact(struct seen seen)
{
    return seen.n > 0 && seen.low == seen.high;
}

bool seen_tells(struct seen seen)
{
    const gint64 points = 25;
    return seen.n > 0 && 100 * (seen.high - seen.low) <= points * seen.n;
}

bool hide_count_is_safe(gint64 count)
{
    return count == 0 || count >= HIDE_UNDER;
}

static gint64 others(struct share share)
{
    return share.n - share.satisfied;
}

static bool split_is_safe(struct share share)
{
    return hide_count_is_safe(share.satisfied) && hide_count_is_safe(others(share));
}

/* The parts and, last, what the whole has more than they. */
struct parts {
    struct share *share;
    const int *worth;      /* of all but the last, which cannot be shown */
    bool *no_n, *no_split; /* hidden: n, with the share; the share */
    bool *free;            /* hidden for its place in the order, or without n: its share may be anything */
    size_t n;
};

/* What hidden parts hold together; `parts` of them have ratings. */
struct together {
    gint64 n, satisfied, others;
    gint64 parts;
};

static struct together sum_hidden(const struct parts *p, const bool *hidden)
{
    struct together sum = {0};

    for (size_t i = 0; i < p->n; i++)
        if (hidden[i]) {
            sum.n += p->share[i].n;
            sum.satisfied += p->share[i].satisfied;
            sum.others += others(p->share[i]);
            sum.parts += p->share[i].n > 0;
        }
    return sum;
}

/* Puts the next part that has ratings into the set; false when none is left. */
static bool take_next(const struct parts *p, bool *set)
{
    size_t next = p->n;

    for (size_t i = p->n - 1; i-- > 0;)
        if (!set[i] && p->share[i].n > 0 && (next == p->n || p->worth[i] < p->worth[next]))
            next = i;
    if (next == p->n)
        return false;
    set[next] = true;
    return true;
}

/* A sum that each part has one of, or each the most that is hidden of, says what each part has. */
static bool sum_is_safe(gint64 sum, gint64 parts)
{
    return hide_count_is_safe(sum) && (sum == 0 || (sum != parts && sum != MOST_HIDDEN * parts));
}

static bool ns_are_safe(const struct parts *p)
{
    const struct together sum = sum_hidden(p, p->no_n);
    return sum_is_safe(sum.n, sum.parts);
}

static bool shows_ratings(const struct parts *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (!p->no_n[i] && p->share[i].n > 0)
            return true;
    return false;
}

static void hide_ns(const struct parts *p)
{
    for (size_t i = 0; i < p->n; i++)
        p->no_n[i] = !hide_count_is_safe(p->share[i].n);
    p->no_n[p->n - 1] = p->share[p->n - 1].n > 0;
    while (!ns_are_safe(p) && take_next(p, p->no_n))
        ;
    if (!shows_ratings(p))
        for (size_t i = 0; i < p->n; i++)
            p->no_n[i] = true;
}

static bool splits_are_safe(const struct parts *p)
{
    const struct together sum = sum_hidden(p, p->no_split);
    return sum_is_safe(sum.satisfied, sum.parts) && sum_is_safe(sum.others, sum.parts);
}

/* Whether every part hidden for a small count could have any of 1..4 of it, the free ones making up for it.
 * What this compares stays the same whichever it is, so that it tells nothing either. */
static bool has_room(const struct parts *p)
{
    const struct together loose = sum_hidden(p, p->free);
    gint64 low = 0, high = 0, at = loose.satisfied;

    for (size_t i = 0; i < p->n; i++) {
        if (p->free[i] || !p->no_split[i] || p->share[i].n == 0)
            continue;
        const bool few_satisfied = p->share[i].satisfied <= MOST_HIDDEN;
        low += few_satisfied;
        high += !few_satisfied;
        at += few_satisfied ? p->share[i].satisfied : -others(p->share[i]);
    }
    return low + high == 0 || (at >= MOST_HIDDEN * low - high && at <= loose.n + low - MOST_HIDDEN * high);
}

static void hide_splits(const struct parts *p, struct share whole)
{
    const bool one_sided = whole.satisfied == 0 || others(whole) == 0;

    for (size_t i = 0; i < p->n; i++) {
        p->free[i] = p->no_n[i];
        p->no_split[i] = p->no_n[i] || !split_is_safe(whole) || (!one_sided && !split_is_safe(p->share[i]));
    }
    if (!split_is_safe(whole) || one_sided)
        return;
    while (!(splits_are_safe(p) && has_room(p)) && take_next(p, p->free))
        for (size_t i = 0; i < p->n; i++)
            p->no_split[i] |= p->free[i];
}

static struct seen see_whole(struct share share)
{
    const gint64 most = MOST_HIDDEN;

    if (!hide_count_is_safe(share.n))
        return (struct seen){.n = -1};
    if (split_is_safe(share))
        return (struct seen){share.n, share.satisfied, share.satisfied};
    if (share.n < RANGE_FROM)
        return (struct seen){share.n, 0, share.n};
    if (share.satisfied <= most)
        return (struct seen){share.n, 1, most};
    return (struct seen){share.n, share.n - most, share.n - 1};
}

/* How many satisfied, and how many others, the parts whose share is hidden can have at most. */
static struct together most_hidden(const struct parts *p, struct seen whole)
{
    struct together most = {.satisfied = whole.high, .others = whole.n - whole.low};

    for (size_t i = 0; i < p->n; i++)
        if (!p->no_split[i]) {
            most.satisfied -= p->share[i].satisfied;
            most.others -= others(p->share[i]);
        }
    return most;
}

static struct seen see_part(const struct parts *p, size_t i, struct together most)
{
    const struct share share = p->share[i];

    if (p->no_n[i])
        return (struct seen){.n = -1};
    if (!p->no_split[i])
        return (struct seen){share.n, share.satisfied, share.satisfied};
    return (struct seen){share.n, share.n - MIN(share.n, most.others), MIN(share.n, most.satisfied)};
}

static struct share missing(struct share whole, const struct share *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        whole.satisfied -= parts[i].satisfied;
        whole.n -= parts[i].n;
    }
    g_assert(whole.satisfied >= 0 && others(whole) >= 0);
    return whole;
}

void hide_shares(struct seen *whole, struct seen *seen, struct share share, const struct share *parts,
                 const int *worth, size_t n_parts)
{
    g_autofree struct share *all = g_new(struct share, n_parts + 1);
    g_autofree bool *hidden = g_new0(bool, 3 * (n_parts + 1));
    const struct parts p = {all,        worth, hidden, hidden + n_parts + 1, hidden + 2 * (n_parts + 1),
                            n_parts + 1};

    for (size_t i = 0; i < n_parts; i++)
        all[i] = parts[i];
    all[n_parts] = missing(share, parts, n_parts);
    *whole = see_whole(share);
    if (whole->n <= 0) {
        for (size_t i = 0; i < n_parts; i++)
            seen[i] = *whole;
        return;
    }
    hide_ns(&p);
    hide_splits(&p, share);
    const struct together most = most_hidden(&p, *whole);
    for (size_t i = 0; i < n_parts; i++)
        seen[i] = see_part(&p, i, most);
}

struct seen hide_pool(struct seen whole, const struct seen *parts, const bool *pooled, size_t n_parts)
{
    struct seen pool = {0};
    gint64 most = whole.high, most_others = whole.n - whole.low;

    for (size_t i = 0; i < n_parts; i++) {
        if (pooled[i] && parts[i].n < 0)
            return (struct seen){.n = -1};
        if (pooled[i]) {
            pool = (struct seen){pool.n + parts[i].n, pool.low + parts[i].low, pool.high + parts[i].high};
        } else if (parts[i].n > 0) {
            most -= parts[i].low;
            most_others -= parts[i].n - parts[i].high;
        }
    }
    pool.high = MIN(pool.high, most);
    pool.low = MAX(pool.low, pool.n - most_others);
    return pool;
}

static gint64 sum_levels(const struct counts *counts, int from, int to)
{
    gint64 n = 0;

    for (int i = from; i <= to; i++)
        n += counts->n[i];
    return n;
}

static bool levels_are_safe(const struct counts *counts, int from, int to)
{
    for (int i = from; i <= to; i++)
        if (!hide_count_is_safe(counts->n[i]))
            return false;
    return true;
}

static size_t add_levels(struct seen_levels *out, const struct counts *counts, int from, int to)
{
    if (levels_are_safe(counts, from, to)) {
        for (int i = from; i <= to; i++)
            out[i - from] = (struct seen_levels){i, i, counts->n[i]};
        return (size_t)(to - from + 1);
    }
    *out = (struct seen_levels){from, to, sum_levels(counts, from, to)};
    return 1;
}

/* The levels that are not satisfied: together as few of them as can be. */
static size_t add_unsatisfied(struct seen_levels *out, const struct counts *counts)
{
    const int last = LEVEL_SATISFIED - 2;

    for (int cut = last; cut > 0 && !levels_are_safe(counts, 0, last); cut--) {
        const bool low =
            hide_count_is_safe(sum_levels(counts, 0, cut - 1)) && levels_are_safe(counts, cut, last);
        const bool high = levels_are_safe(counts, 0, last - cut) &&
                          hide_count_is_safe(sum_levels(counts, last - cut + 1, last));
        if (low || high) {
            const int from = low ? cut : last - cut + 1;
            const size_t n = add_levels(out, counts, 0, from - 1);
            return n + add_levels(out + n, counts, from, last);
        }
    }
    return add_levels(out, counts, 0, last);
}

size_t hide_levels(struct seen_levels out[LEVEL_COUNT], const struct counts *counts)
{
    const struct share share = share_of(counts);

    if (!split_is_safe(share))
        return 0;
    const size_t n = add_unsatisfied(out, counts);
    return n + add_levels(out + n, counts, LEVEL_SATISFIED - 1, LEVEL_COUNT - 1);
}
