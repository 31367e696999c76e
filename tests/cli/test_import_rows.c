#include "import_rows.h"
#include <string.h>

static void remember(const char *column, const char *found, const char *expected, void *payload)
{
    (void)expected;
    g_string_append_printf(payload, "[%s %s]", column, found);
}

static center_t *sample_center(void)
{
    center_t *center = NULL;
    g_autoptr(GError) error = NULL;

    center_load(&center, SOURCE_DIR "/assets/center.ini", &error);
    g_assert_no_error(error);
    return center;
}

/* Reads the header and the one row of a text; complaints go to *complaints. */
static bool read_row(struct rating *out, const char *text, GString *complaints)
{
    FILE *in = fmemopen((void *)text, strlen(text), "r");
    g_autoptr(csv_t) csv = csv_new(in);
    g_autoptr(center_t) center = sample_center();
    struct import_columns columns;

    csv_next(csv);
    bool good = import_header(&columns, csv, remember, complaints);
    if (good) {
        csv_next(csv);
        good = import_row(out, &columns, csv, center, remember, complaints);
    }
    fclose(in);
    return good;
}

static struct rating good_row(const char *text)
{
    g_autoptr(GString) complaints = g_string_new(NULL);
    struct rating rating;
    const char *why = NULL;

    g_assert_true(read_row(&rating, text, complaints));
    g_assert_cmpstr(complaints->str, ==, "");
    rating_is_valid(&rating, &why);
    g_assert_cmpstr(why, ==, NULL);
    return rating;
}

static void assert_complaints(const char *text, const char *expected)
{
    g_autoptr(GString) complaints = g_string_new(NULL);
    struct rating rating;

    g_assert_false(read_row(&rating, text, complaints));
    g_assert_cmpstr(complaints->str, ==, expected);
}

static void columns_come_in_any_order(void)
{
    const struct rating rating =
        good_row("phuc-vu,channel,m02-9,area,taken_at,tthc\n2,phone,,dat-dai,2025-11-05,5\n");

    g_assert_cmpint(rating.kind, ==, ENTRY_RATING);
    g_assert_cmpstr(rating.area, ==, "dat-dai");
    g_assert_cmpint(rating.channel, ==, CHANNEL_PHONE);
    g_assert_cmpint(rating.answers[ITEM_TTHC], ==, 5);
    g_assert_cmpint(rating.answers[ITEM_PHUC_VU], ==, 2);
    g_assert_cmpint(rating.answers[ITEM_M02_9], ==, 0);
    g_assert_cmpint(rating.when.trust, ==, CLOCK_GIVEN);
}

/* 2025-11-05T00:00Z is 1762300800 seconds after the epoch. */
static const struct {
    const char *text;
    gint64 seconds;
    int day;
} TIMES[] = {
    {"2025-11-05", 1762300800 + 5 * 3600, 20251105},
    {"2025-11-05T07:00", 1762300800, 20251105},
    {"2025-11-05 07:00:30", 1762300800 + 30, 20251105},
    {"2025-11-05T00:00Z", 1762300800, 20251105},
    {"2025-11-04T17:00:00Z", 1762300800 - 7 * 3600, 20251105},
    {"2025-11-04T16:59:59Z", 1762300800 - 7 * 3600 - 1, 20251104},
    {"2025-11-05T23:30-05:30", 1762300800 + 29 * 3600, 20251106},
    {"2025-11-05T00:30+09:00", 1762300800 - 8 * 3600 - 1800, 20251104},
    {"2025-11-05T07:00:00.250+0700", 1762300800, 20251105},
    {"2024-02-29", 1709208000 - 7 * 3600, 20240229},
};

static void a_time_counts_for_its_day_in_viet_nam(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(TIMES); i++) {
        g_autofree char *text =
            g_strdup_printf("taken_at,area,channel,tthc\n%s,khac,paper,4\n", TIMES[i].text);
        const struct rating rating = good_row(text);
        g_test_message("%s", TIMES[i].text);
        g_assert_cmpint(rating.when.utc_ms / 1000, ==, TIMES[i].seconds);
        g_assert_cmpint(rating.when.day, ==, TIMES[i].day);
    }
}

static void every_mistake_of_a_row_is_told(void)
{
    assert_complaints("taken_at,area,channel,tthc,phuc-vu\nnow,mars,bird,0,55\n",
                      "[taken_at now][area mars][channel bird][tthc 0][phuc-vu 55]");
    assert_complaints("taken_at,area,channel,tthc\n2025-11-05,khac,poster,5\n", "[channel poster]");
    assert_complaints("taken_at,area,channel,tthc\n2025-11-05,khac,paper,\n", "[answers none]");
    assert_complaints("taken_at,area,channel,tthc\n2025-11-05,khac,paper,5,\n", "[row 5 fields]");
    assert_complaints("taken_at,area,channel,tthc\n2025-11-05,Khac,PAPER,5.0\n",
                      "[area Khac][channel PAPER][tthc 5.0]");
}

static void every_mistake_of_a_header_is_told(void)
{
    assert_complaints("Taken_at,area,tthc,area\n", "[header Taken_at][header area][taken_at no such column]"
                                                   "[channel no such column]");
    assert_complaints("taken_at,area,channel\n", "[header no item]");
}

#define ADD(test) g_test_add_func("/import_rows/" #test, test)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(columns_come_in_any_order);
    ADD(a_time_counts_for_its_day_in_viet_nam);
    ADD(every_mistake_of_a_row_is_told);
    ADD(every_mistake_of_a_header_is_told);
    return g_test_run();
}
