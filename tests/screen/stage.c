#include "stage.h"
#include "catalogue.h"
#include <string.h>

enum { TODAY = 20260105, AREA = 2, FACE = 4 };

void stage_open(struct stage *stage, const char *center_file, const char *words_folder,
                const char *bound_area)
{
    g_autoptr(GError) error = NULL;
    memset(stage, 0, sizeof *stage);
    if (!center_load(&stage->center, center_file, &error) ||
        !words_load(&stage->words, words_folder, &error) ||
        !catalogue_fill(&stage->config, stage->center, bound_area, TODAY, &error))
        g_error("%s", error->message);
    stage->config.staff = true;
}

void stage_close(struct stage *stage)
{
    center_free(stage->center);
    words_free(stage->words);
}

void stage_show_code(struct stage *stage, const char *url)
{
    memset(&stage->code, 0, sizeof stage->code);
    if (url != NULL && !layout_code_read(&stage->code, url))
        g_error("no address of a code: %s", url);
    stage->config.codes = url != NULL;
}

struct layout_context stage_context(struct stage *stage, struct panel panel, layout_measure measure,
                                    void *payload)
{
    const struct layout_code *code = stage->config.codes ? &stage->code : NULL;
    return (struct layout_context){stage->center, stage->words, panel, measure, payload, code};
}

/* As the screen does once a page shows. */
static void make_code(struct stage *stage)
{
    if (flow_code_is_due(&stage->flow, false, stage->now))
        flow_code_made(&stage->flow, true, stage->now);
}

static void tap(struct stage *stage, enum control_kind kind, int index)
{
    stage->now += 1000;
    flow_tap(&stage->flow, (struct control){kind, index}, stage->now);
    make_code(stage);
}

static void answer(struct stage *stage, enum flow_outcome outcome)
{
    struct rating rating;
    guint64 ticket = 0;
    enum flow_want want = flow_take(&stage->flow, &rating, &ticket);
    g_assert_cmpint(want, ==, FLOW_WANT_STORE);
    stage->now += 10;
    flow_answer(&stage->flow, ticket, outcome, 1, stage->now);
    make_code(stage);
}

static void tick(struct stage *stage)
{
    stage->now = stage->flow.deadline;
    flow_tick(&stage->flow, stage->now);
    make_code(stage);
}

static void begin(struct stage *stage)
{
    flow_init(&stage->flow, &stage->config, stage->now);
    make_code(stage);
}

static void to_rate(struct stage *stage)
{
    if (stage->flow.page == FLOW_HOME)
        tap(stage, CONTROL_AREA, MIN(AREA, stage->config.n_areas - 1));
}

static void to_saving(struct stage *stage)
{
    to_rate(stage);
    tap(stage, CONTROL_FACE, FACE);
}

static void to_rate2(struct stage *stage)
{
    to_saving(stage);
    answer(stage, FLOW_STORED);
}

static void to_why(struct stage *stage)
{
    to_rate2(stage);
    while (stage->flow.page == FLOW_RATE)
        tap(stage, CONTROL_SKIP, 0);
}

static void to_ticked(struct stage *stage)
{
    to_why(stage);
    tap(stage, CONTROL_REASON, REASON_PAPERS);
    tap(stage, CONTROL_REASON, REASON_ON_TIME);
}

static void to_thanks(struct stage *stage)
{
    to_why(stage);
    tap(stage, CONTROL_SKIP, 0);
}

static void to_more(struct stage *stage)
{
    tap(stage, CONTROL_PAGE, 1);
}

static void to_slow(struct stage *stage)
{
    to_saving(stage);
    tick(stage);
}

static void to_correct(struct stage *stage)
{
    to_thanks(stage);
    tap(stage, CONTROL_UNDO, 0);
}

static void to_sending(struct stage *stage)
{
    to_ticked(stage);
    tap(stage, CONTROL_SEND, 0);
    tick(stage);
}

static void to_over(struct stage *stage)
{
    to_thanks(stage);
    tick(stage);
}

static void to_fault(struct stage *stage)
{
    to_saving(stage);
    answer(stage, FLOW_REFUSED);
}

static void to_kept(struct stage *stage)
{
    to_rate2(stage);
    tap(stage, CONTROL_FACE, 4);
    answer(stage, FLOW_REFUSED);
}

static void to_idle(struct stage *stage)
{
    to_rate(stage);
    while (!stage->flow.warning)
        tick(stage);
    stage->now += 2500;
}

/* --- the staff's pages --- */

static void answer_staff(struct stage *stage, const struct staff_answer *told)
{
    struct staff_errand errand;
    guint64 ticket = 0;
    g_assert_true(flow_take_staff(&stage->flow, &errand, &ticket));
    stage->now += 500;
    flow_staff_answer(&stage->flow, ticket, told, stage->now);
}

static void to_pin(struct stage *stage)
{
    stage->now += 3000;
    flow_hold(&stage->flow, (struct control){CONTROL_CORNER, 0}, stage->now);
}

static void to_pin4(struct stage *stage)
{
    to_pin(stage);
    for (int digit = 1; digit <= 4; digit++)
        tap(stage, CONTROL_DIGIT, digit);
}

static void to_checking(struct stage *stage)
{
    to_pin4(stage);
    tap(stage, CONTROL_ENTER, 0);
}

static void to_wrong(struct stage *stage)
{
    to_checking(stage);
    answer_staff(stage, &(struct staff_answer){.wait_seconds = 30});
    stage->now += 2500;
}

/* Sentences as they come from elsewhere. */
static void say(const struct stage *stage, struct staff_answer *told, const char *vi, const char *en)
{
    bool vietnamese = g_str_has_prefix(stage->center->languages[stage->flow.language], "vi");
    g_strlcpy(told->message, vietnamese ? vi : en, sizeof told->message);
}

static void to_no_pin(struct stage *stage)
{
    struct staff_answer told = {0};
    to_checking(stage);
    say(stage, &told, "Chưa đặt mã PIN. Người quản trị đặt bằng lệnh: sipas staff set-pin",
        "No PIN was set. The administrator sets one with: sipas staff set-pin");
    answer_staff(stage, &told);
}

static void to_figures(struct stage *stage)
{
    to_checking(stage);
    answer_staff(stage, &(struct staff_answer){.granted = true});
}

static void to_board(struct stage *stage)
{
    struct staff_answer told = {.granted = true};
    stage_board(&told.board, stage->center->languages[stage->flow.language]);
    to_figures(stage);
    answer_staff(stage, &told);
}

static void to_board2(struct stage *stage)
{
    to_board(stage);
    tap(stage, CONTROL_BOARD, 1);
}

static void to_testing(struct stage *stage)
{
    to_board(stage);
    tap(stage, CONTROL_TEST, 0);
}

static void to_confirm(struct stage *stage)
{
    to_board(stage);
    tap(stage, CONTROL_SHUT_DOWN, 0);
}

static void to_exporting(struct stage *stage)
{
    to_board(stage);
    tap(stage, CONTROL_EXPORT, 0);
}

static void to_result(struct stage *stage)
{
    struct staff_answer told = {.granted = true};
    to_exporting(stage);
    say(stage, &told,
        "Đã ghi báo cáo tuần này và tuần trước vào thư mục sipas-chi-minh và đọc lại đúng. Có thể rút USB.",
        "The reports of this week and the last were written to the folder sipas-chi-minh and read back "
        "right. The drive may be removed.");
    answer_staff(stage, &told);
}

static void to_test(struct stage *stage)
{
    int language = stage->flow.language;
    to_testing(stage);
    tap(stage, CONTROL_LEAVE, 0);
    tap(stage, CONTROL_LANGUAGE, language);
}

struct way {
    const char *page;
    void (*go)(struct stage *);
};

static void stay(struct stage *stage)
{
    (void)stage;
}

static const struct way WAYS[] = {
    {"home", stay},          {"more", to_more},       {"rate", to_rate},           {"pressed", to_rate},
    {"saving", to_saving},   {"slow", to_slow},       {"rate2", to_rate2},         {"correct", to_correct},
    {"why", to_why},         {"ticked", to_ticked},   {"sending", to_sending},     {"thanks", to_thanks},
    {"over", to_over},       {"fault", to_fault},     {"kept", to_kept},           {"idle", to_idle},
    {"pin", to_pin},         {"pin4", to_pin4},       {"checking", to_checking},   {"wrong", to_wrong},
    {"no-pin", to_no_pin},   {"figures", to_figures}, {"board", to_board},         {"board2", to_board2},
    {"testing", to_testing}, {"confirm", to_confirm}, {"exporting", to_exporting}, {"result", to_result},
    {"test", to_test},
};

const char *const *stage_pages(void)
{
    static const char *const PAGES[] = {"home",     "more",    "rate",      "pressed", "saving",  "slow",
                                        "rate2",    "correct", "why",       "ticked",  "sending", "thanks",
                                        "over",     "fault",   "kept",      "idle",    "pin",     "pin4",
                                        "checking", "wrong",   "no-pin",    "figures", "board",   "board2",
                                        "testing",  "confirm", "exporting", "result",  "test",    NULL};
    return PAGES;
}

bool stage_go(struct stage *stage, const char *page, int language)
{
    for (size_t i = 0; i < G_N_ELEMENTS(WAYS); i++) {
        if (strcmp(page, WAYS[i].page) != 0)
            continue;
        stage->now += 100000;
        begin(stage);
        tap(stage, CONTROL_LANGUAGE, language);
        WAYS[i].go(stage);
        return true;
    }
    return false;
}

struct control stage_pressed(const char *page)
{
    bool pressed = strcmp(page, "pressed") == 0;
    return pressed ? (struct control){CONTROL_FACE, FACE} : (struct control){CONTROL_NONE, 0};
}

struct panel stage_panel(int width, int height, double width_mm)
{
    return (struct panel){width, height, width / width_mm};
}

struct panel stage_sold(int index)
{
    static const struct {
        int width, height;
        double mm;
    } SOLD[] = {{1024, 600, 222},  {1280, 800, 217},  {1280, 800, 344},  {1366, 768, 344},
                {1920, 1080, 476}, {1920, 1080, 527}, {3840, 2160, 597}, {3840, 2160, 941}};
    G_STATIC_ASSERT(2 * G_N_ELEMENTS(SOLD) == STAGE_PANELS);
    struct panel panel = stage_panel(SOLD[index / 2].width, SOLD[index / 2].height, SOLD[index / 2].mm);
    return index % 2 == 0 ? panel : (struct panel){panel.height, panel.width, panel.px_per_mm};
}
