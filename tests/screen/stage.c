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
}

void stage_close(struct stage *stage)
{
    center_free(stage->center);
    words_free(stage->words);
}

static void tap(struct stage *stage, enum control_kind kind, int index)
{
    stage->now += 1000;
    flow_tap(&stage->flow, (struct control){kind, index}, stage->now);
}

static void answer(struct stage *stage, enum flow_outcome outcome)
{
    struct rating rating;
    guint64 ticket = 0;
    enum flow_want want = flow_take(&stage->flow, &rating, &ticket);
    g_assert_cmpint(want, ==, FLOW_WANT_STORE);
    stage->now += 10;
    flow_answer(&stage->flow, ticket, outcome, 1, stage->now);
}

static void tick(struct stage *stage)
{
    stage->now = stage->flow.deadline;
    flow_tick(&stage->flow, stage->now);
}

static void begin(struct stage *stage)
{
    flow_init(&stage->flow, &stage->config, stage->now);
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

struct way {
    const char *page;
    void (*go)(struct stage *);
};

static void stay(struct stage *stage)
{
    (void)stage;
}

static const struct way WAYS[] = {
    {"home", stay},        {"more", to_more},     {"rate", to_rate},       {"pressed", to_rate},
    {"saving", to_saving}, {"slow", to_slow},     {"rate2", to_rate2},     {"correct", to_correct},
    {"why", to_why},       {"ticked", to_ticked}, {"sending", to_sending}, {"thanks", to_thanks},
    {"over", to_over},     {"fault", to_fault},   {"kept", to_kept},       {"idle", to_idle},
};

const char *const *stage_pages(void)
{
    static const char *const PAGES[] = {"home",  "more",    "rate", "pressed", "saving",  "slow",
                                        "rate2", "correct", "why",  "ticked",  "sending", "thanks",
                                        "over",  "fault",   "kept", "idle",    NULL};
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
