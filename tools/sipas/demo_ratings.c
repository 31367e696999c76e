#include "demo_ratings.h"
#include "level.h"
#include "period.h"
#include <stdlib.h>
#include <string.h>

enum { PERMIL = 1000 };

/* How many come for an area, against the others, and how many permil of them are satisfied. */
struct temper {
    const char *area;
    unsigned traffic;
    int satisfied;
};

static const struct temper TEMPERS[] = {
    {"chung-thuc", 300, 955},    {"ho-tich", 220, 942}, {"dat-dai", 160, 812},
    {"bao-tro-xa-hoi", 80, 921}, {"xay-dung", 50, 834}, {"ho-kinh-doanh", 50, 926},
    {"nguoi-co-cong", 40, 951},  {"giao-duc", 30, 944}, {"khac", 30, 905},
    {"moi-truong", 20, 899},     {"dau-tu", 10, 902},   {"thi-dua", 10, 960}};
static const struct temper OTHER_TEMPER = {"", 25, 920};

/* Traffic of a month (Tết is in January or February, school begins in September) and of a weekday, 100 is
 * usual. */
static const unsigned MONTH_TRAFFIC[] = {95, 70, 110, 100, 95, 110, 115, 125, 105, 100, 95, 90};
static const unsigned WEEKDAY_TRAFFIC[] = {125, 110, 100, 95, 90, 0, 0};
static const int HOLIDAYS[] = {101, 430, 501, 902};

/* Stretches of the office day in minutes after midnight, and how many come in each. */
static const struct {
    unsigned from, to, traffic;
} STRETCHES[] = {{450, 480, 40},  {480, 570, 220}, {570, 630, 140}, {630, 690, 80},
                 {810, 870, 110}, {870, 960, 190}, {960, 1020, 70}};

struct office_day {
    int day;
    gint64 upto; /* ratings of the days up to and with this one */
};

struct choice {
    const struct area *area;
    unsigned upto; /* traffic of the areas up to and with this one */
    int satisfied;
};

struct demo {
    const center_t *center;
    GRand *random;
    GArray *days;    /* of struct office_day */
    GArray *times;   /* of guint32: milliseconds after local midnight of today's ratings, sorted */
    GArray *choices; /* of struct choice: today's areas */
    guint today;     /* index into days, of the day after the one under way */
    guint at;        /* index into times */
    gint64 given, midnight_ms;
    bool speaks_english;
};

static unsigned draw(demo_t *demo, unsigned below)
{
    return (unsigned)(((guint64)g_rand_int(demo->random) * below) >> 32);
}

/* --- days --- */

static void set_date(GDate *date, int day)
{
    g_date_clear(date, 1);
    g_date_set_dmy(date, (GDateDay)(day % 100), (GDateMonth)(day / 100 % 100), (GDateYear)(day / 10000));
}

static unsigned day_traffic(int day)
{
    GDate date;

    for (size_t i = 0; i < G_N_ELEMENTS(HOLIDAYS); i++)
        if (day % 10000 == HOLIDAYS[i])
            return 0;
    set_date(&date, day);
    return MONTH_TRAFFIC[day / 100 % 100 - 1] * WEEKDAY_TRAFFIC[g_date_get_weekday(&date) - 1];
}

static bool has_area(const center_t *center, int day)
{
    for (guint i = 0; i < center->areas->len; i++)
        if (area_is_active(g_ptr_array_index(center->areas, i), day))
            return true;
    return false;
}

/* Shares the count out over the office days by their traffic, so that the parts add up to it. */
static bool plan_days(demo_t *demo, int from, int to, gint64 count)
{
    double total = 0, sum = 0;

    for (int day = from; day <= to; day = day_add(day, 1)) {
        const unsigned traffic = has_area(demo->center, day) ? day_traffic(day) : 0;
        if (traffic == 0)
            continue;
        total += traffic;
        g_array_append_val(demo->days, ((struct office_day){day, traffic}));
    }
    for (guint i = 0; i < demo->days->len; i++) {
        struct office_day *day = &g_array_index(demo->days, struct office_day, i);
        sum += (double)day->upto;
        day->upto = (gint64)((double)count * sum / total + 0.5);
    }
    return demo->days->len > 0;
}

/* --- one day --- */

static int compare_times(const void *a, const void *b)
{
    const guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;
    return (x > y) - (x < y);
}

static guint32 draw_time(demo_t *demo)
{
    const guint32 minute_ms = 60 * 1000;
    unsigned total = 0, i = 0;

    for (size_t j = 0; j < G_N_ELEMENTS(STRETCHES); j++)
        total += STRETCHES[j].traffic;
    for (unsigned at = draw(demo, total); at >= STRETCHES[i].traffic; i++)
        at -= STRETCHES[i].traffic;
    return STRETCHES[i].from * minute_ms + draw(demo, (STRETCHES[i].to - STRETCHES[i].from) * minute_ms);
}

static void plan_times(demo_t *demo, gint64 count)
{
    g_array_set_size(demo->times, (guint)count);
    guint32 *times = (guint32 *)(void *)demo->times->data;

    for (gint64 i = 0; i < count; i++)
        times[i] = draw_time(demo);
    if (count > 0)
        qsort(times, (size_t)count, sizeof *times, compare_times);
    demo->at = 0;
}

static const struct temper *temper_of(const char *area)
{
    for (size_t i = 0; i < G_N_ELEMENTS(TEMPERS); i++)
        if (strcmp(TEMPERS[i].area, area) == 0)
            return &TEMPERS[i];
    return &OTHER_TEMPER;
}

static void plan_areas(demo_t *demo, int day)
{
    unsigned upto = 0;

    g_array_set_size(demo->choices, 0);
    for (guint i = 0; i < demo->center->areas->len; i++) {
        const struct area *area = g_ptr_array_index(demo->center->areas, i);
        const struct temper *temper = temper_of(area->id);
        if (!area_is_active(area, day))
            continue;
        upto += temper->traffic;
        g_array_append_val(demo->choices, ((struct choice){area, upto, temper->satisfied}));
    }
}

static void begin_day(demo_t *demo)
{
    const gint64 day_ms = 24 * 3600 * G_GINT64_CONSTANT(1000), offset_ms = 7 * 3600 * G_GINT64_CONSTANT(1000);
    const gint64 julian_1970 = 719163;
    const struct office_day *day = &g_array_index(demo->days, struct office_day, demo->today);
    GDate date;

    set_date(&date, day->day);
    demo->midnight_ms = ((gint64)g_date_get_julian(&date) - julian_1970) * day_ms - offset_ms;
    plan_times(demo, day->upto - demo->given);
    plan_areas(demo, day->day);
    demo->today++;
}

/* --- one rating --- */

static const struct choice *draw_area(demo_t *demo)
{
    const struct choice *choice = (const struct choice *)(const void *)demo->choices->data;
    const unsigned at = draw(demo, choice[demo->choices->len - 1].upto);

    while (at >= choice->upto)
        choice++;
    return choice;
}

static uint8_t draw_level(demo_t *demo, int satisfied)
{
    if (draw(demo, PERMIL) < (unsigned)satisfied)
        return draw(demo, 100) < 55 ? 5 : 4;
    const unsigned at = draw(demo, 100);
    return at < 60 ? 3 : at < 87 ? 2 : 1;
}

static uint8_t draw_further(demo_t *demo, uint8_t first, int satisfied)
{
    if (draw(demo, 100) >= 60)
        return LEVEL_NONE;
    return draw(demo, 100) < 65 ? first : draw_level(demo, MIN(satisfied + 25, 985));
}

static void draw_answers(demo_t *demo, struct rating *out, int satisfied)
{
    const uint8_t first = draw_level(demo, satisfied);

    out->answers[ITEM_TTHC] = first;
    for (guint i = 0; i < demo->center->items->len; i++) {
        const struct center_item *item = &g_array_index(demo->center->items, struct center_item, i);
        if (item->asked[CHANNEL_KIOSK] && item->item != ITEM_TTHC)
            out->answers[item->item] = draw_further(demo, first, satisfied);
    }
}

bool demo_next(demo_t *demo, struct rating *out)
{
    while (demo->at == demo->times->len) {
        if (demo->today == demo->days->len)
            return false;
        begin_day(demo);
    }
    const struct choice *choice = draw_area(demo);

    *out = (struct rating){.kind = ENTRY_RATING, .channel = CHANNEL_KIOSK};
    out->when.utc_ms = demo->midnight_ms + g_array_index(demo->times, guint32, demo->at++);
    out->when.day = g_array_index(demo->days, struct office_day, demo->today - 1).day;
    out->when.trust = CLOCK_GIVEN;
    memcpy(out->area, choice->area->id, strlen(choice->area->id) + 1);
    memcpy(out->language, demo->speaks_english && draw(demo, 100) < 2 ? "en" : "vi", 3);
    draw_answers(demo, out, choice->satisfied);
    demo->given++;
    return true;
}

demo_t *demo_new(const center_t *center, int from, int to, gint64 count, guint32 seed)
{
    demo_t *demo = g_new0(demo_t, 1);

    demo->center = center;
    demo->random = g_rand_new_with_seed(seed);
    demo->days = g_array_new(FALSE, FALSE, sizeof(struct office_day));
    demo->times = g_array_new(FALSE, FALSE, sizeof(guint32));
    demo->choices = g_array_new(FALSE, FALSE, sizeof(struct choice));
    demo->speaks_english = g_strv_contains((const char *const *)center->languages, "en");
    if (plan_days(demo, from, to, count))
        return demo;
    demo_free(demo);
    return NULL;
}

void demo_free(demo_t *demo)
{
    if (!demo)
        return;
    g_rand_free(demo->random);
    g_array_unref(demo->days);
    g_array_unref(demo->times);
    g_array_unref(demo->choices);
    g_free(demo);
}
