#include "fixture.h"
#include <glib/gstdio.h>
#include <string.h>

static const struct period WEEK = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109};

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

/* --- a center and its plans --- */

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

static void free_day(gpointer day)
{
    tally_free(((struct report_day *)day)->tally);
}

void fixture_add_plan(struct fixture *f, const char *text)
{
    g_autofree char *file = write_file(f->folder, "plan.ini", text);
    g_autoptr(GError) error = NULL;
    struct plan *plan = NULL;

    plan_load(&plan, file, &error);
    g_assert_no_error(error);
    g_ptr_array_add(f->plans, plan);
    g_remove(file);
}

static void load_center(struct fixture *f, const char *text)
{
    g_autofree char *file = write_file(f->folder, "center.ini", text);
    g_autoptr(GError) error = NULL;

    center_load(&f->center, file, &error);
    g_assert_no_error(error);
    g_remove(file);
}

void fixture_begin(struct fixture *f, const char *center)
{
    g_autoptr(GError) error = NULL;

    *f = (struct fixture){.folder = g_dir_make_tmp("sipas-XXXXXX", NULL),
                          .plans = g_ptr_array_new_with_free_func(free_plan),
                          .tally = tally_new(),
                          .before = tally_new(),
                          .voices = g_array_new(FALSE, TRUE, sizeof(struct shelf_voice)),
                          .days = g_array_new(FALSE, TRUE, sizeof(struct report_day)),
                          .journals = g_array_new(FALSE, TRUE, sizeof(struct shelf_journal))};
    g_array_set_clear_func(f->days, free_day);
    load_center(f, center);
    words_load(&f->words, SOURCE_DIR "/assets/words", &error);
    g_assert_no_error(error);
}

void fixture_close(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    report_free(f->report);
    g_array_unref(f->journals);
    g_array_unref(f->days);
    g_array_unref(f->voices);
    tally_free(f->before);
    tally_free(f->tally);
    words_free(f->words);
    center_free(f->center);
    g_ptr_array_unref(f->plans);
    g_rmdir(f->folder);
    g_free(f->folder);
}

/* --- what was said --- */

struct cell {
    int day; /* of November; 0: the week before */
    const char *area;
    enum item item;
    enum channel channel;
    bool set_aside;
    struct counts counts;
};

static const struct cell CELLS[] = {{3, "dat-dai", ITEM_TTHC, CHANNEL_KIOSK, false, {{1, 0, 1, 2, 4}}},
                                    {4, "dat-dai", ITEM_TTHC, CHANNEL_KIOSK, false, {{0, 2, 1, 1, 3}}},
                                    {4, "dat-dai", ITEM_TTHC, CHANNEL_PHONE, false, {{0, 0, 0, 2, 3}}},
                                    {5, "xay-dung", ITEM_TTHC, CHANNEL_PAPER, false, {{0, 0, 1, 2, 2}}},
                                    {5, "xay-dung", ITEM_TTHC, CHANNEL_KIOSK, true, {{1, 0, 0, 0, 1}}},
                                    {7, "dat-dai", ITEM_TTHC, CHANNEL_KIOSK, false, {{0, 0, 1, 1, 3}}},
                                    {7, "dat-dai", ITEM_M02_4, CHANNEL_KIOSK, false, {{0, 0, 0, 1, 0}}},
                                    {9, "la", ITEM_TTHC, CHANNEL_OTHER, false, {{0, 0, 0, 0, 3}}},
                                    {0, "dat-dai", ITEM_TTHC, CHANNEL_KIOSK, false, {{0, 0, 2, 18, 20}}},
                                    {0, "xay-dung", ITEM_TTHC, CHANNEL_PAPER, false, {{20, 20, 20, 0, 0}}},
                                    {0, "la", ITEM_TTHC, CHANNEL_OTHER, false, {{0, 0, 0, 0, 4}}}};

static const struct shelf_voice VOICES[] = {
    {"dat-dai",
     CHANNEL_KIOSK,
     false,
     20,
     6,
     {[REASON_WAITING] = 4, [REASON_PAPERS] = 2, [REASON_COURTESY] = 1}},
    {"dat-dai", CHANNEL_PHONE, false, 5, 2, {[REASON_WAITING] = 1, [REASON_ON_TIME] = 1}},
    {"la", CHANNEL_OTHER, false, 3, 0, {0}},
    {"xay-dung", CHANNEL_KIOSK, true, 2, 1, {[REASON_FEES] = 1}},
    {"xay-dung", CHANNEL_PAPER, false, 5, 1, {[REASON_WAITING] = 1, [REASON_OTHER] = 1}}};

static const gint64 ENTRIES[ENTRY_KIND_END] = {
    [ENTRY_RATING] = 35,    [ENTRY_FURTHER] = 1, [ENTRY_REASONS] = 7,
    [ENTRY_CORRECTION] = 2, [ENTRY_CLOCK] = 1,   [ENTRY_NOTE] = 3};

static const struct shelf_journal JOURNALS[] = {{.device = "kiosk-1",
                                                 .first_seq = 1,
                                                 .last_seq = 36,
                                                 .ratings = 35,
                                                 .head = {[0] = 0xab, [SEAL_SIZE - 1] = 0x01}},
                                                {.device = "web-1",
                                                 .first_seq = 1,
                                                 .last_seq = 20,
                                                 .ratings = 9,
                                                 .head = {[0] = 0xcd, [SEAL_SIZE - 1] = 0x02}}};

static tally_t *tally_of_day(GArray *days, int day)
{
    if (days->len > 0 && g_array_index(days, struct report_day, days->len - 1).day == day)
        return g_array_index(days, struct report_day, days->len - 1).tally;
    const struct report_day added = {day, tally_new()};
    g_array_append_val(days, added);
    return added.tally;
}

static void add_cell(struct fixture *f, const struct cell *cell)
{
    tally_t *tally = cell->day ? f->tally : f->before;

    tally_add(tally, cell->area, cell->item, cell->channel, cell->set_aside, &cell->counts);
    if (cell->day)
        tally_add(tally_of_day(f->days, 20251100 + cell->day), cell->area, cell->item, cell->channel,
                  cell->set_aside, &cell->counts);
}

void fixture_add_ratings(struct fixture *f, int day, const char *area, enum channel channel, bool set_aside,
                         struct counts counts)
{
    struct shelf_voice voice = {.channel = channel, .set_aside = set_aside, .ratings = counts_total(&counts)};

    g_strlcpy(voice.area, area, sizeof voice.area);
    g_array_append_val(f->voices, voice);
    f->entries[ENTRY_RATING] += voice.ratings;
    tally_add(f->tally, area, ITEM_TTHC, channel, set_aside, &counts);
    tally_add(tally_of_day(f->days, day), area, ITEM_TTHC, channel, set_aside, &counts);
}

/* --- the report --- */

struct report_source fixture_source(const struct fixture *f)
{
    return (struct report_source){.tally = f->tally,
                                  .before = f->before,
                                  .voices = f->voices,
                                  .days = f->days,
                                  .entries = f->entries,
                                  .journals = (const struct shelf_journal *)(const void *)f->journals->data,
                                  .n_journals = f->journals->len};
}

void fixture_rebuild_as(struct fixture *f, const struct report_request *request,
                        const struct report_source *source)
{
    const struct report_source own = fixture_source(f);

    report_free(f->report);
    f->report = report_build(f->center, f->plans, request, source ? source : &own);
}

void fixture_rebuild_full(struct fixture *f)
{
    g_autoptr(dossiers_t) dossiers = dossiers_new_empty();

    dossiers_add(dossiers, "", 104);
    dossiers_add(dossiers, "dat-dai", 100);
    dossiers_add(dossiers, "xay-dung", 4);
    fixture_rebuild_as(
        f,
        &(struct report_request){
            .period = WEEK, .compare = true, .by = REPORT_BY_DAY, .dossiers = dossiers, .amended = 20251117},
        NULL);
}

void fixture_rebuild(struct fixture *f, const struct period *period, bool empty)
{
    g_autoptr(tally_t) nothing = tally_new();
    g_autoptr(GArray) nobody = g_array_new(FALSE, TRUE, sizeof(struct shelf_voice));
    const struct report_source source = {.tally = nothing, .voices = nobody};

    fixture_rebuild_as(f, &(struct report_request){.period = *period}, empty ? &source : NULL);
}

void fixture_open(struct fixture *f, gconstpointer unused)
{
    (void)unused;
    fixture_begin(f, CENTER);
    fixture_add_plan(f, PLAN);
    fixture_add_plan(f, PLAN_WITHOUT_TARGET);
    for (size_t i = 0; i < G_N_ELEMENTS(CELLS); i++)
        add_cell(f, &CELLS[i]);
    g_array_append_vals(f->voices, VOICES, G_N_ELEMENTS(VOICES));
    memcpy(f->entries, ENTRIES, sizeof ENTRIES);
    g_array_append_vals(f->journals, JOURNALS, G_N_ELEMENTS(JOURNALS));
    fixture_rebuild(f, &WEEK, false);
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
