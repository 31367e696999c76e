#include "extremes.h"

static const struct period WEEK = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109};
static const struct period MONTH = {PERIOD_MONTH, WINDOW_CALENDAR, 20251101, 20251130};
static const struct period YEAR = {PERIOD_YEAR, WINDOW_CALENDAR, 20250101, 20251231};

#define CENTER_HEAD                                                                                          \
    "[center]\nid = bien\nname = Trung tâm Phục vụ hành chính công\nname[en] = Service Center\n"     \
    "commune = Xã Bên\nparent = Tỉnh Bên\n[item tthc]\n[kiosk]\nwidth-mm = 476\n"
#define THREE_AREAS                                                                                          \
    "[area dat-dai]\nname = Đất đai\n[area xay-dung]\nname = Xây dựng\n[area ho-tich]\nname = Hộ tịch\n"

#define PLAN_HEAD "[plan]\nid = mot\nname = Kế hoạch một\nsource = Kế hoạch số 1/KH-UBND\n"
#define TARGET_90                                                                                            \
    "[target chung]\nitem = tthc\nscope = overall\noperator = >=\npercent = 90\nsentence = đạt 90%\n"
#define TARGET_AREAS                                                                                         \
    "[target nhom]\nitem = tthc\nscope = areas\nareas = dat-dai;xay-dung\noperator = >\npercent = 80\n"      \
    "sentence = trên 80%\n"

#define LONG                                                                                                                                                  \
    "Ứng dụng, GIẢI QUYẾT thủ tục Ẩm Ẫm Ỡ Ợ Ệ Ễ Ặ Ẵ Ỵ Ỹ về quyền sử dụng đất, nhà ở & tài sản gắn liền " \
    "người có công, bảo trợ"
const char LONG_NAME[] = LONG;

static void build(struct fixture *f, const struct period *period)
{
    const struct shelf_journal journal = {.device = "kiosk-1",
                                          .first_seq = 1,
                                          .last_seq = MAX(f->entries[ENTRY_RATING], 1),
                                          .ratings = f->entries[ENTRY_RATING],
                                          .head = {[0] = 0xef, [SEAL_SIZE - 1] = 0x03}};

    g_array_append_val(f->journals, journal);
    fixture_rebuild(f, period, false);
}

/* Three areas and a plan of a target for all and one for two of them. */
static void begin(struct fixture *f)
{
    fixture_begin(f, CENTER_HEAD THREE_AREAS);
    fixture_add_plan(f, PLAN_HEAD TARGET_90 TARGET_AREAS);
}

static void open_empty_week(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    begin(f);
    build(f, &WEEK);
}

static void open_one_rating(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    begin(f);
    fixture_add_ratings(f, 20251105, "dat-dai", CHANNEL_KIOSK, false, (struct counts){{0, 0, 0, 0, 1}});
    build(f, &WEEK);
}

static void open_one_area(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_begin(f, CENTER_HEAD "[area khac]\nname = Lĩnh vực khác\n");
    fixture_add_plan(f, PLAN_HEAD TARGET_90);
    fixture_add_ratings(f, 20251105, "khac", CHANNEL_KIOSK, false, (struct counts){{1, 1, 2, 6, 30}});
    build(f, &WEEK);
}

enum { MANY_AREAS = 25 };

/* Area i of 1..25 has 1 0 (i mod 3) 10 i: together 25 0 25 250 325. */
static void open_many_areas(struct fixture *f, gconstpointer unused)
{
    g_autoptr(GString) center = g_string_new(CENTER_HEAD);
    const struct counts before = {{0, 1, 0, 5, 14}};

    (void)unused;
    for (int i = 1; i <= MANY_AREAS; i++)
        g_string_append_printf(center, "[area linh-vuc-%d]\nname = Lĩnh vực thứ %d\n", i, i);
    fixture_begin(f, center->str);
    fixture_add_plan(f, PLAN_HEAD TARGET_90);
    for (int i = 1; i <= MANY_AREAS; i++) {
        g_autofree char *area = g_strdup_printf("linh-vuc-%d", i);
        fixture_add_ratings(f, 20251103 + (i - 1) / 5, area, (enum channel)(i % CHANNEL_COUNT), false,
                            (struct counts){{1, 0, i % 3, 10, i}});
        tally_add(f->before, area, ITEM_TTHC, CHANNEL_KIOSK, false, &before);
    }
    build(f, &WEEK);
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .compare = true, .by = REPORT_BY_DAY},
                       NULL);
}

static void open_long_names(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_begin(f, "[center]\nid = bien\nname = " LONG "\ncommune = " LONG "\nparent = " LONG
                     "\n[item tthc]\n[kiosk]\nwidth-mm = 476\n"
                     "[area dat-dai]\nname = " LONG "\n[area xay-dung]\nname = " LONG
                     "\n[area ma-linh-vuc-dai-ba-muoi-mot-ch]\nname = " LONG "\n");
    fixture_add_plan(f,
                     "[plan]\nid = dai\nname = " LONG "\nsource = " LONG
                     "\n[target nhom]\nitem = tthc\nscope = areas\nareas = dat-dai;xay-dung\noperator = >\n"
                     "percent = 80\nsentence = " LONG "\n[target ngoai]\noutside = true\nwhat = " LONG
                     "\noperator = >=\npercent = 85\nsentence = " LONG "\n");
    fixture_add_ratings(f, 20251103, "dat-dai", CHANNEL_KIOSK, false, (struct counts){{0, 1, 1, 3, 5}});
    fixture_add_ratings(f, 20251104, "xay-dung", CHANNEL_PHONE, false, (struct counts){{2, 0, 0, 4, 4}});
    build(f, &WEEK);
}

static void open_ten_million(struct fixture *f, gconstpointer unused)
{
    const struct counts before = {{0, 0, 1000000, 1000000, 2000000}};
    g_autoptr(dossiers_t) dossiers = dossiers_new(20000000);

    (void)unused;
    begin(f);
    fixture_add_ratings(f, 20250303, "dat-dai", CHANNEL_KIOSK, false,
                        (struct counts){{500000, 500000, 1000000, 3000000, 1000000}});
    fixture_add_ratings(f, 20250303, "dat-dai", CHANNEL_KIOSK, true, (struct counts){{123456, 0, 0, 0, 0}});
    fixture_add_ratings(f, 20251111, "xay-dung", CHANNEL_PHONE, false,
                        (struct counts){{100000, 100000, 300000, 1500000, 2000000}});
    tally_add(f->before, "dat-dai", ITEM_TTHC, CHANNEL_KIOSK, false, &before);
    build(f, &YEAR);
    fixture_rebuild_as(f,
                       &(struct report_request){
                           .period = YEAR, .compare = true, .by = REPORT_BY_MONTH, .dossiers = dossiers},
                       NULL);
}

static void open_all_set_aside(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    begin(f);
    fixture_add_ratings(f, 20251104, "dat-dai", CHANNEL_KIOSK, true, (struct counts){{1, 0, 0, 0, 9}});
    fixture_add_ratings(f, 20251105, "ho-tich", CHANNEL_PHONE, true, (struct counts){{2, 0, 0, 0, 0}});
    build(f, &WEEK);
}

static void open_no_plan(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_begin(f, CENTER_HEAD THREE_AREAS);
    fixture_add_ratings(f, 20251105, "ho-tich", CHANNEL_PAPER, false, (struct counts){{0, 0, 1, 4, 5}});
    build(f, &WEEK);
}

static void open_plan_expired(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_begin(f, CENTER_HEAD THREE_AREAS);
    fixture_add_plan(f, PLAN_HEAD TARGET_90 "from = 2025-01-01\nto = 2025-11-15\n");
    fixture_add_ratings(f, 20251110, "dat-dai", CHANNEL_KIOSK, false, (struct counts){{0, 0, 10, 40, 50}});
    build(f, &MONTH);
}

static void open_two_plans(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_begin(f, CENTER_HEAD THREE_AREAS);
    fixture_add_plan(f, PLAN_HEAD TARGET_90);
    fixture_add_plan(f, "[plan]\nid = hai\nname = Kế hoạch hai\nsource = Kế hoạch số 2/KH-UBND\n"
                        "[target chung]\nitem = tthc\nscope = overall\noperator = >=\npercent = 95\n"
                        "sentence = đạt từ 95% trở lên\n");
    fixture_add_ratings(f, 20251106, "xay-dung", CHANNEL_KIOSK, false, (struct counts){{4, 4, 8, 84, 100}});
    build(f, &WEEK);
}

/* A poster's ratings beside those of the phone, counted and set aside. */
static void open_posters(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    begin(f);
    fixture_add_ratings(f, 20251104, "dat-dai", CHANNEL_PHONE, false, (struct counts){{0, 1, 2, 7, 10}});
    fixture_add_ratings(f, 20251104, "dat-dai", CHANNEL_POSTER, false, (struct counts){{2, 0, 0, 3, 5}});
    fixture_add_ratings(f, 20251105, "ho-tich", CHANNEL_POSTER, false, (struct counts){{1, 1, 1, 1, 6}});
    fixture_add_ratings(f, 20251105, "ho-tich", CHANNEL_POSTER, true, (struct counts){{0, 0, 0, 0, 4}});
    build(f, &WEEK);
}

const struct extreme EXTREMES[] = {
    {"empty-week", open_empty_week, 0, 0, 0, NULL},
    {"one-rating", open_one_rating, 1, 1, 0, "100.00"},
    {"one-area", open_one_area, 40, 36, 0, "90.00"},
    {"many-areas", open_many_areas, 625, 575, 0, "92.00"},
    {"long-names", open_long_names, 20, 16, 0, "80.00"},
    {"ten-million", open_ten_million, 10000000, 7500000, 123456, "75.00"},
    {"posters", open_posters, 40, 32, 4, "80.00"},
    {"all-set-aside", open_all_set_aside, 0, 0, 12, NULL},
    {"no-plan", open_no_plan, 10, 9, 0, "90.00"},
    {"plan-expired", open_plan_expired, 100, 90, 0, "90.00"},
    {"two-plans", open_two_plans, 200, 184, 0, "92.00"},
    {0},
};
