/* Every rating as it stands, journal by journal; what it must be is worked out by hand, or by SQLite with a
 * query of another make. */
#include "desk.h"
#include "raw.h"
#include "shelves.h"
#include <string.h>

static gint64 say(journal_t *journal, int day, const char *area, int level, int second)
{
    struct rating rating = rating_at(area, level, second);
    rating.when.day = day;
    return append_ok(journal, &rating);
}

static void refer(journal_t *journal, enum entry_kind kind, gint64 refers, enum item item, int level)
{
    struct rating entry = referring(kind, refers);
    entry.answers[item] = (uint8_t)level;
    append_ok(journal, &entry);
}

static void give_reasons(journal_t *journal, gint64 refers, unsigned reasons)
{
    struct rating entry = referring(ENTRY_REASONS, refers);
    entry.reasons = reasons;
    append_ok(journal, &entry);
}

static void expect_walk(const struct center_folder *folder, int from, int to, const char *expected)
{
    g_autofree char *walked = walk(folder, from, to);
    g_assert_cmpstr(walked, ==, expected);
}

/* Corrected twice, answered further in two goes, and given reasons, in between what belongs to others. */
static void test_standing(void)
{
    struct center_folder folder;
    folder_init(&folder);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    gint64 first = say(journal, 20251101, "dat-dai", 1, 0);
    gint64 second = say(journal, 20251101, "ho-tich", 5, 0);
    refer(journal, ENTRY_FURTHER, first, ITEM_M02_9, 2);
    refer(journal, ENTRY_CORRECTION, second, ITEM_TTHC, 4);
    refer(journal, ENTRY_CORRECTION, first, ITEM_TTHC, 3);
    gint64 third = say(journal, 20251101, "dat-dai", 2, 0);
    refer(journal, ENTRY_FURTHER, first, ITEM_PHUC_VU, 5);
    give_reasons(journal, third, 0x82);
    give_reasons(journal, first, 0x11);
    refer(journal, ENTRY_CORRECTION, first, ITEM_TTHC, 2);
    refer(journal, ENTRY_CORRECTION, first, ITEM_M02_9, 1);
    journal_close(journal);
    expect_walk(&folder, 20251101, 20251101,
                "quay-1 20251101 dat-dai kiosk vi 0 25........1 11\n"
                "quay-1 20251101 ho-tich kiosk vi 0 4.......... 0\n"
                "quay-1 20251101 dat-dai kiosk vi 0 2.......... 82\n");
    folder_finish(&folder);
}

/* Days do not always ascend: papers are brought in later. What belongs to a rating outside is passed over. */
static void test_days(void)
{
    struct center_folder folder;
    folder_init(&folder);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    const int days[] = {20251031, 20251101, 20251201, 20251130, 20251015, 20251115};
    for (int i = 0; i < 6; i++)
        say(journal, days[i], "dat-dai", 1 + i % 5, 0);
    for (gint64 seq = 6; seq >= 1; seq--)
        give_reasons(journal, seq, 1u << seq);
    journal_close(journal);
    expect_walk(&folder, 20251101, 20251130,
                "quay-1 20251101 dat-dai kiosk vi 0 2.......... 4\n"
                "quay-1 20251130 dat-dai kiosk vi 0 4.......... 10\n"
                "quay-1 20251115 dat-dai kiosk vi 0 1.......... 40\n");
    expect_walk(&folder, 20251130, 20251130, "quay-1 20251130 dat-dai kiosk vi 0 4.......... 10\n");
    expect_walk(&folder, 20251201, 20251231, "quay-1 20251201 dat-dai kiosk vi 0 3.......... 8\n");
    expect_walk(&folder, 20251202, 20261231, "");
    folder_finish(&folder);
}

/* A step of the clock and a remark are none; a second device follows the first, its seqs begin anew. */
static void test_devices(void)
{
    struct center_folder folder;
    struct rating note = rating_at("", 0, 0), aside = rating_at("ho-tich", 3, 0);
    folder_init(&folder);
    expect_walk(&folder, 20250101, 20251231, "");
    journal_t *kiosk = open_device(&folder, "quay-1", "chi-minh");
    expect_walk(&folder, 20250101, 20251231, "");
    say(kiosk, 20251101, "dat-dai", 1, 0);
    journal_t *phone = open_device(&folder, "dien-thoai", "chi-minh");
    note.kind = ENTRY_NOTE;
    g_strlcpy(note.note, "begun", sizeof note.note);
    append_ok(phone, &note);
    aside.flags = FLAG_BURST | FLAG_CLOCK;
    aside.channel = CHANNEL_PHONE;
    g_strlcpy(aside.language, "en", sizeof aside.language);
    append_ok(phone, &aside);
    aside.when.utc_ms += 90000;
    aside.language[0] = '\0';
    append_ok(phone, &aside);
    give_reasons(kiosk, 1, 1);
    give_reasons(phone, 2, 2);
    expect_walk(&folder, 20251101, 20251130,
                "dien-thoai 20251105 ho-tich phone en 82 3.......... 2\n"
                "dien-thoai 20251105 ho-tich phone  82 3.......... 0\n"
                "quay-1 20251101 dat-dai kiosk vi 0 1.......... 1\n");
    journal_close(kiosk);
    journal_close(phone);
    folder_finish(&folder);
}

static bool check_moment(const char *device, const struct rating *rating, void *payload, GError **error)
{
    static const uint8_t unknown[BOOT_ID_SIZE];
    int *n = payload;
    struct rating right = rating_at("dat-dai", 1, *n * 3600);
    (void)device, (void)error;
    g_assert_cmpint(rating->when.utc_ms, ==, right.when.utc_ms);
    g_assert_cmpint(rating->when.trust, ==, *n);
    g_assert_cmpint(rating->when.mono_ms, ==, 0); /* what is not read is zero */
    g_assert_cmpint(memcmp(rating->when.boot, unknown, BOOT_ID_SIZE), ==, 0);
    g_assert_cmpint(rating->refers, ==, 0);
    g_assert_cmpstr(rating->note, ==, "");
    (*n)++;
    return true;
}

static void test_moment(void)
{
    struct center_folder folder;
    GError *error = NULL;
    int n = 0;
    folder_init(&folder);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    for (int i = 0; i <= CLOCK_GIVEN; i++) {
        struct rating rating = rating_at("dat-dai", 1, i * 3600);
        rating.when.trust = (enum clock_trust)i;
        append_ok(journal, &rating);
    }
    journal_close(journal);
    shelf_t *shelf = open_ok(&folder);
    g_assert_true(shelf_walk(shelf, 20251105, 20251105, check_moment, &n, &error));
    g_assert_no_error(error);
    g_assert_cmpint(n, ==, CLOCK_GIVEN + 1);
    shelf_close(shelf);
    folder_finish(&folder);
}

/* --- against SQLite's own reading --- */

enum { MANY = 4000 };

/* A made-up entry: mostly ratings, else what refers to one of the twenty before. Refused ones do not matter.
 */
static void make_up(struct journal_item *item, GRand *chance, gint64 seq)
{
    static const char *const areas[] = {"dat-dai", "ho-tich", "xay-dung", "an-phong"};
    bool refers = seq > 30 && g_rand_boolean(chance);
    enum item what = (enum item)g_rand_int_range(chance, ITEM_TTHC, ITEM_COUNT);
    item->rating = rating_at(areas[g_rand_int_range(chance, 0, 4)], 0, 0);
    item->rating.when.day = 20251101 + g_rand_int_range(chance, 0, 28);
    item->rating.channel = (enum channel)g_rand_int_range(chance, 0, CHANNEL_COUNT);
    item->rating.flags = g_rand_int_range(chance, 0, 4) == 0 ? 1u << g_rand_int_range(chance, 0, 8) : 0;
    item->rating.answers[what] = (uint8_t)g_rand_int_range(chance, 1, 6);
    item->rating.reasons = !refers && g_rand_boolean(chance) ? (unsigned)g_rand_int_range(chance, 0, 256) : 0;
    if (!refers)
        return;
    item->rating.refers = seq - g_rand_int_range(chance, 1, 21);
    item->rating.kind = (enum entry_kind)g_rand_int_range(chance, ENTRY_FURTHER, ENTRY_CORRECTION + 1);
    if (item->rating.kind == ENTRY_REASONS) {
        memset(item->rating.answers, 0, ITEM_COUNT);
        item->rating.reasons = (unsigned)g_rand_int_range(chance, 1, 256);
    }
}

static void fill(journal_t *journal, guint32 seed)
{
    g_autoptr(GRand) chance = g_rand_new_with_seed(seed);
    uint8_t seal[SEAL_SIZE];
    for (int i = 0; i < MANY / 20; i++) {
        struct journal_item items[20] = {{.seq = 0}};
        gint64 head = journal_head(journal, seal);
        for (int j = 0; j < 20; j++)
            make_up(&items[j], chance, head + j + 1);
        g_assert_true(journal_append(journal, items, 20, NULL));
        for (int j = 0; j < 20; j++)
            g_clear_error(&items[j].error);
    }
}

/* The last answer to each question is looked up for each rating by itself. */
static char *witness(const char *file, const char *device, int from, int to)
{
    static const char *const columns[] = {"tthc",  "phuc_vu", "m02_1", "m02_2", "m02_3", "m02_4",
                                          "m02_5", "m02_6",   "m02_7", "m02_8", "m02_9"};
    GString *sql = g_string_new(NULL);
    g_string_printf(
        sql,
        "SELECT group_concat(line, '') FROM (SELECT '%s ' || day || ' ' || area || ' ' || channel || "
        "' ' || language || ' ' || printf('%%x', flags) || ' '",
        device);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        g_string_append_printf(sql,
                               "|| coalesce((SELECT %s FROM entry AS later WHERE (later.refers = e.seq OR "
                               "later.seq = e.seq) AND %s IS NOT NULL ORDER BY later.seq DESC LIMIT 1), '.')",
                               columns[i], columns[i]);
    g_string_append_printf(
        sql,
        "|| ' ' || printf('%%x', (SELECT max(reasons) FROM entry AS later WHERE later.refers "
        "= e.seq OR later.seq = e.seq)) || char(10) AS line FROM entry AS e WHERE kind = 1 "
        "AND day >= %d AND day <= %d ORDER BY seq)",
        from, to);
    char *text = file_text(file, sql->str);
    g_string_free(sql, TRUE);
    return text;
}

static void test_witness(void)
{
    struct center_folder folder;
    folder_init(&folder);
    for (guint32 seed = 1; seed <= 2; seed++) {
        g_autofree char *device = g_strdup_printf("quay-%u", seed);
        journal_t *journal = open_device(&folder, device, "chi-minh");
        fill(journal, seed);
        journal_close(journal);
    }
    g_autofree char *one = device_file(&folder, "quay-1"), *two = device_file(&folder, "quay-2");
    for (int from = 20251101; from <= 20251128; from += 9) {
        g_autofree char *first = witness(one, "quay-1", from, 20251128);
        g_autofree char *second = witness(two, "quay-2", from, 20251128);
        g_autofree char *both = g_strconcat(first, second, NULL);
        expect_walk(&folder, from, 20251128, both);
    }
    g_assert_cmpint(file_integer(one, "SELECT count(*) FROM entry WHERE kind IN (2, 3, 4)"), >, 400);
    folder_finish(&folder);
}

/* --- what cannot be --- */

static bool count_them(const char *device, const struct rating *rating, void *payload, GError **error)
{
    (void)device, (void)rating, (void)error;
    (*(int *)payload)++;
    return true;
}

/* Entries 1 to 4 are ratings, 5 belongs to 3. */
static void test_damaged(void)
{
    static const struct {
        const char *change;
        int seq;
        const char *words;
    } harms[] = {
        {"tthc = 9", 3, "a level outside 1..5"},
        {"tthc = -1", 3, "a level outside 1..5"},
        {"m02_9 = 6", 3, "a level outside 1..5"},
        {"tthc = 4294967297", 3, "a level outside 1..5"},
        {"area = 'Dat Dai'", 3, "its area is no id"},
        {"area = ''", 1, "its area is no id"},
        {"area = NULL", 3, "its area is no id"},
        {"area = 'an-id-of-an-area-that-is-too-long'", 3, "its area is no id"},
        {"area = 'dat-dai' || char(0)", 3, "its area is no id"},
        {"channel = 'fax'", 3, "an unknown channel"},
        {"channel = ''", 1, "an unknown channel"},
        {"language = 'a-tag-too-long'", 3, "its language tag is none"},
        {"language = CAST(x'ff' AS TEXT)", 3, "its language tag is none"},
        {"flags = 256", 3, "flags or reasons that are none"},
        {"reasons = -1", 3, "flags or reasons that are none"},
        {"trust = 4", 3, "a time that is none"},
        {"utc_ms = 9223372036854775807", 3, "a time that is none"},
        {"day = 20251131", 3, "its day is not a date"},
        {"phuc_vu = 7", 5, "a level outside 1..5"},
        {"reasons = 256", 5, "reasons that are none"},
        {"kind = 6", 5, "its kind refers to no other entry"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(harms); i++) {
        struct center_folder folder;
        GError *error = NULL;
        int n = 0;
        folder_init(&folder);
        journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
        for (int j = 0; j < 4; j++)
            say(journal, 20251101, "dat-dai", 5, 0);
        refer(journal, ENTRY_FURTHER, 3, ITEM_PHUC_VU, 2);
        journal_close(journal);
        g_autofree char *file = device_file(&folder, "quay-1");
        g_autofree char *sql = g_strdup_printf(
            "DROP TRIGGER entry_stays_as_it_is; PRAGMA ignore_check_constraints = 1; UPDATE entry SET %s "
            "WHERE seq = %d",
            harms[i].change, harms[i].seq);
        file_run(file, sql);
        shelf_t *shelf = open_ok(&folder);
        g_assert_false(shelf_walk(shelf, 20250101, 20251231, count_them, &n, &error));
        g_autofree char *words = g_strdup_printf("entry %d: %s", harms[i].seq, harms[i].words);
        expect_error(&error, JOURNAL_ERROR_DAMAGED, file, words);
        g_assert_cmpint(n, ==, harms[i].seq == 1 ? 0 : 2);
        shelf_close(shelf);
        folder_finish(&folder);
    }
}

static bool give_up_at_third(const char *device, const struct rating *rating, void *payload, GError **error)
{
    (void)device, (void)rating;
    if (++*(int *)payload < 3)
        return true;
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "no room");
    return false;
}

/* The shelf can be walked again after it. */
static void test_given_up(void)
{
    struct center_folder folder;
    GError *error = NULL;
    int n = 0;
    folder_init(&folder);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    for (int i = 0; i < 5; i++)
        say(journal, 20251101, "dat-dai", 5, 0);
    journal_close(journal);
    shelf_t *shelf = open_ok(&folder);
    g_assert_false(shelf_walk(shelf, 20250101, 20251231, give_up_at_third, &n, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
    g_clear_error(&error);
    g_assert_cmpint(n, ==, 3);
    n = 0;
    g_assert_true(shelf_walk(shelf, 20250101, 20251231, count_them, &n, &error));
    g_assert_no_error(error);
    g_assert_cmpint(n, ==, 5);
    shelf_close(shelf);
    folder_finish(&folder);
}

/* A page of the entries is not what it was. */
static void test_damaged_page(void)
{
    struct center_folder folder;
    GError *error = NULL;
    gsize size = 0;
    int n = 0;
    g_autofree char *bytes = NULL;
    folder_init(&folder);
    journal_t *journal = open_device(&folder, "quay-1", "chi-minh");
    fill(journal, 3);
    journal_close(journal);
    g_autofree char *file = device_file(&folder, "quay-1");
    gint64 page =
        file_integer(file, "SELECT pageno FROM dbstat WHERE name = 'entry' AND pagetype = 'leaf' ORDER "
                           "BY path LIMIT 1 OFFSET 9");
    g_assert_true(g_file_get_contents(file, &bytes, &size, NULL));
    memset(bytes + (page - 1) * 4096, 0x5a, 4096);
    g_assert_true(g_file_set_contents(file, bytes, (gssize)size, NULL));
    shelf_t *shelf = open_ok(&folder);
    g_assert_false(shelf_walk(shelf, 20250101, 20251231, count_them, &n, &error));
    expect_error(&error, JOURNAL_ERROR_DAMAGED, file, "malformed");
    g_assert_cmpint(n, >, 0);
    shelf_close(shelf);
    folder_finish(&folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shelf_walk/a_rating_stands_as_corrected_and_added_to", test_standing);
    g_test_add_func("/shelf_walk/days_are_cut_at_both_ends_in_whatever_order_they_were_stored", test_days);
    g_test_add_func("/shelf_walk/devices_come_one_after_the_other_and_only_ratings", test_devices);
    g_test_add_func("/shelf_walk/the_time_and_its_trust_are_handed_over_and_nothing_else_of_it", test_moment);
    g_test_add_func("/shelf_walk/thousands_made_up_stand_as_sqlite_itself_finds_them", test_witness);
    g_test_add_func("/shelf_walk/what_cannot_be_is_an_error_that_names_the_entry", test_damaged);
    g_test_add_func("/shelf_walk/whoever_is_handed_a_rating_can_give_up", test_given_up);
    g_test_add_func("/shelf_walk/a_damaged_page_is_an_error", test_damaged_page);
    return g_test_run();
}
