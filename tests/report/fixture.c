#include "fixture.h"
#include <glib/gstdio.h>

static const char CENTER[] = "[center]\nid = mau\nname = Trung tâm mẫu\nname[en] = Sample center\n"
                             "commune = Xã Mẫu\ncommune[en] = Mẫu Commune\nparent = Tỉnh Mẫu\n"
                             "[area dat-dai]\nname = Đất đai\nname[en] = Land\n"
                             "[area xay-dung]\nname = =Xây dựng; \"mới\"\n"
                             "[area ho-tich]\nname = Hộ tịch\n"
                             "[area thoi-xua]\nname = Thời xưa\nactive-to = 2020-12-31\n"
                             "[item tthc]\n[item phuc-vu]\n"
                             "[kiosk]\nwidth-mm = 476\n";

static const char PLAN[] =
    "[plan]\nid = mau\nname = Kế hoạch mẫu\nsource = Mẫu\n"
    "[target chung]\nitem = tthc\nscope = overall\noperator = >=\npercent = 78.78\n"
    "sentence = đạt 78,78% trở lên\n"
    "[target nhom]\nitem = tthc\nscope = areas\nareas = dat-dai;xay-dung\noperator = >\npercent = 80\n"
    "sentence = trên 80%\n"
    "[target mot]\nitem = tthc\nscope = areas\nareas = xay-dung\noperator = >=\npercent = 80\n"
    "sentence = từ 80%\n"
    "[target ngoai]\noutside = true\nwhat = +Y tế\noperator = >\npercent = 85\nsentence = trên 85%\n"
    "[target sau]\nitem = phuc-vu\nscope = overall\noperator = >=\npercent = 100\nfrom = 2026-01-01\n"
    "sentence = -đạt 100%\n";

static const char PLAN_WITHOUT_TARGET[] = "[plan]\nid = khong\nname = Kế hoạch không số\nsource = Mẫu\n";

static char *write_file(const char *folder, const char *name, const char *text)
{
    char *file = g_build_filename(folder, name, NULL);

    g_assert_true(g_file_set_contents(file, text, -1, NULL));
    return file;
}

static void free_plan(gpointer plan)
{
    plan_free(plan);
}

static void load_plan(struct fixture *f, const char *name, const char *text)
{
    g_autofree char *file = write_file(f->folder, name, text);
    g_autoptr(GError) error = NULL;
    struct plan *plan = NULL;

    plan_load(&plan, file, &error);
    g_assert_no_error(error);
    g_ptr_array_add(f->plans, plan);
    g_remove(file);
}

static void load_center(struct fixture *f)
{
    g_autofree char *file = write_file(f->folder, "center.ini", CENTER);
    g_autoptr(GError) error = NULL;

    center_load(&f->center, file, &error);
    g_assert_no_error(error);
    g_remove(file);
}

static void add(tally_t *tally, const char *area, enum item item, enum channel channel, bool aside,
                struct counts counts)
{
    tally_add(tally, area, item, channel, aside, &counts);
}

static void count(tally_t *tally)
{
    add(tally, "dat-dai", ITEM_TTHC, CHANNEL_KIOSK, false, (struct counts){{1, 2, 3, 4, 10}});
    add(tally, "dat-dai", ITEM_TTHC, CHANNEL_PHONE, false, (struct counts){{0, 0, 0, 2, 3}});
    add(tally, "xay-dung", ITEM_TTHC, CHANNEL_PAPER, false, (struct counts){{0, 0, 1, 2, 2}});
    add(tally, "xay-dung", ITEM_TTHC, CHANNEL_KIOSK, true, (struct counts){{1, 0, 0, 0, 1}});
    add(tally, "la", ITEM_TTHC, CHANNEL_OTHER, false, (struct counts){{0, 0, 0, 0, 3}});
    add(tally, "dat-dai", ITEM_M02_4, CHANNEL_PAPER, false, (struct counts){{0, 0, 0, 1, 0}});
}

void fixture_rebuild(struct fixture *f, const struct period *period, bool empty)
{
    struct shelf_journal journal = {.device = "kiosk-1", .first_seq = 1, .last_seq = 36, .ratings = 35};
    g_autoptr(tally_t) nothing = tally_new();

    journal.head[0] = 0xab;
    journal.head[SEAL_SIZE - 1] = 0x01;
    report_free(f->report);
    f->report =
        report_build(f->center, f->plans, period, empty ? nothing : f->tally, &journal, empty ? 0 : 1);
}

void fixture_open(struct fixture *f, gconstpointer unused)
{
    const struct period week = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109};
    g_autoptr(GError) error = NULL;

    (void)unused;
    f->folder = g_dir_make_tmp("sipas-XXXXXX", NULL);
    f->plans = g_ptr_array_new_with_free_func(free_plan);
    f->tally = tally_new();
    load_center(f);
    load_plan(f, "mau.ini", PLAN);
    load_plan(f, "khong.ini", PLAN_WITHOUT_TARGET);
    count(f->tally);
    words_load(&f->words, SOURCE_DIR "/assets/words", &error);
    g_assert_no_error(error);
    fixture_rebuild(f, &week, false);
}

void fixture_close(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    report_free(f->report);
    tally_free(f->tally);
    words_free(f->words);
    center_free(f->center);
    g_ptr_array_unref(f->plans);
    g_rmdir(f->folder);
    g_free(f->folder);
}

const struct report_row *fixture_row(const struct fixture *f, const char *area, enum item item)
{
    for (guint i = 0; i < f->report->rows->len; i++) {
        const struct report_row *row = &g_array_index(f->report->rows, struct report_row, i);
        if (row->item == item && g_str_equal(row->area, area))
            return row;
    }
    g_test_fail_printf("no row of %s, %s", area, item_id(item));
    g_assert_not_reached();
}
