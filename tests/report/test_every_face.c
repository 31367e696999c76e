#include "extremes.h"
#include <glib/gstdio.h>

/* The python of the distribution, which has its openpyxl. */
static const char PYTHON[] = "/usr/bin/python3";

static const struct period WEEK = {PERIOD_WEEK, WINDOW_CALENDAR, 20251103, 20251109};

static void ask_channel(struct fixture *f)
{
    fixture_rebuild_as(
        f, &(struct report_request){.period = WEEK, .one_channel = true, .channel = CHANNEL_KIOSK}, NULL);
}

static void ask_poster(struct fixture *f)
{
    fixture_rebuild_as(
        f, &(struct report_request){.period = WEEK, .one_channel = true, .channel = CHANNEL_POSTER}, NULL);
}

static void ask_area(struct fixture *f)
{
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .area = "xay-dung"}, NULL);
}

static void ask_item(struct fixture *f)
{
    fixture_rebuild_as(f, &(struct report_request){.period = WEEK, .one_item = true, .item = ITEM_TTHC},
                       NULL);
}

/* The plain one, each way to ask for more or less, and every edge. */
static const struct {
    const char *name;
    void (*ask)(struct fixture *f); /* NULL: as it is opened */
    const char *edge;               /* NULL: the fixture */
    const char *language;
    bool altered; /* also with every figure altered, to prove that it is noticed */
} CASES[] = {
    {"plain", NULL, NULL, "vi", true},
    {"plain-in-english", NULL, NULL, "en", false},
    {"full", fixture_rebuild_full, NULL, "vi", false},
    {"full-in-english", fixture_rebuild_full, NULL, "en", true},
    {"of-one-channel", ask_channel, NULL, "vi", false},
    {"of-one-area", ask_area, NULL, "vi", false},
    {"of-one-item", ask_item, NULL, "vi", false},
    {"empty-week", NULL, "empty-week", "vi", false},
    {"one-rating", NULL, "one-rating", "vi", false},
    {"one-area", NULL, "one-area", "vi", false},
    {"many-areas", NULL, "many-areas", "vi", true},
    {"many-areas-in-english", NULL, "many-areas", "en", false},
    {"long-names", NULL, "long-names", "vi", true},
    {"ten-million", NULL, "ten-million", "vi", true},
    {"ten-million-in-english", NULL, "ten-million", "en", false},
    {"posters", NULL, "posters", "vi", true},
    {"posters-in-english", NULL, "posters", "en", false},
    {"of-posters-only", ask_poster, "posters", "vi", false},
    {"all-set-aside", NULL, "all-set-aside", "vi", false},
    {"no-plan", NULL, "no-plan", "vi", false},
    {"plan-expired", NULL, "plan-expired", "vi", false},
    {"two-plans", NULL, "two-plans", "vi", false},
};

static const struct extreme *find_edge(const char *name)
{
    for (const struct extreme *edge = EXTREMES; edge->name; edge++)
        if (g_str_equal(edge->name, name))
            return edge;
    g_test_fail_printf("no edge %s", name);
    g_assert_not_reached();
}

static void open_case(struct fixture *f, size_t i)
{
    if (CASES[i].edge)
        find_edge(CASES[i].edge)->open(f, NULL);
    else
        fixture_open(f, NULL);
    if (CASES[i].ask)
        CASES[i].ask(f);
}

/* --- the value, straight from its fields --- */

static void put_counts(GString *out, const struct counts *counts)
{
    for (int i = 0; i < LEVEL_COUNT; i++)
        g_string_append_printf(out, "\t%" G_GINT64_FORMAT, counts->n[i]);
}

static void put_share(GString *out, struct share share)
{
    g_string_append_printf(out, "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT, share.n, share.satisfied);
}

static void put_rows(GString *out, const report_t *report)
{
    for (guint i = 0; i < report->rows->len; i++) {
        const struct report_row *row = &g_array_index(report->rows, struct report_row, i);
        g_string_append_printf(out, "row\t%s\t%s", row->area, item_id(row->item));
        put_counts(out, &row->counts);
        put_counts(out, &row->set_aside);
        put_share(out, row->share);
        put_share(out, row->before);
        g_string_append_c(out, '\n');
    }
}

static void put_steps(GString *out, const report_t *report)
{
    for (guint i = 0; i < report->trend->len; i++) {
        const struct report_step *step = &g_array_index(report->trend, struct report_step, i);
        g_string_append_printf(out, "step\t%d\t%d\t%s", step->from, step->to, item_id(step->item));
        put_counts(out, &step->counts);
        put_counts(out, &step->set_aside);
        put_share(out, step->share);
        g_string_append_c(out, '\n');
    }
}

static void put_channels(GString *out, const report_t *report)
{
    for (guint i = 0; i < report->channels->len; i++) {
        const struct report_channel *row = &g_array_index(report->channels, struct report_channel, i);
        g_string_append_printf(out, "channel\t%s\t%s", row->together ? "" : channel_id(row->channel),
                               item_id(row->item));
        put_counts(out, &row->counts);
        put_counts(out, &row->set_aside);
        put_share(out, row->share);
        g_string_append_c(out, '\n');
    }
}

static void put_target(GString *out, const struct report_target *row)
{
    static const char *const VERDICTS[] = {
        [VERDICT_MET] = "met", [VERDICT_MISSED] = "missed", [VERDICT_NO_DATA] = "no-data"};
    const struct target *target = row->target;
    g_autofree char *areas = target->areas ? g_strjoinv(",", target->areas) : g_strdup("");

    g_string_append_printf(out, "target\t%s\t%s\t%s\t%s\t%s\t%s", row->plan->id,
                           target->outside ? "" : item_id(target->item), target->outside ? target->what : "",
                           row->reading == READING_EACH ? "each" : "pooled", row->area, areas);
    put_share(out, row->share);
    g_string_append_printf(out, "\t%s\t%d\t%s\t%d\t%s\n",
                           target->op == TARGET_ABOVE ? ">" : ">=", target->percent_hundredths,
                           VERDICTS[row->verdict], row->in_force, target->sentence ? target->sentence : "");
}

static void put_about(GString *out, const struct fixture *f, const char *language)
{
    const report_t *report = f->report;

    g_string_append_printf(out, "about\t%s\t%d\t%d\t%d\n", language, f->center->few, f->center->enough,
                           report->compared);
    for (guint i = 0; i < f->center->areas->len; i++) {
        const struct area *area = g_ptr_array_index(f->center->areas, i);
        g_string_append_printf(out, "area\t%s\t%s\n", area->id, local_text_get(area->name, language));
    }
    for (guint i = 0; i < report->plans->len; i++) {
        const struct plan *plan = g_ptr_array_index(report->plans, i);
        g_string_append_printf(out, "plan\t%s\t%s\n", plan->id, plan->name);
    }
}

static GString *dump(const struct fixture *f, const char *language)
{
    GString *out = g_string_new(NULL);

    put_about(out, f, language);
    put_rows(out, f->report);
    for (guint i = 0; i < f->report->targets->len; i++)
        put_target(out, &g_array_index(f->report->targets, struct report_target, i));
    put_steps(out, f->report);
    put_channels(out, f->report);
    return out;
}

/* --- beside every face of it --- */

static void write_file(const char *folder, const char *name, const GString *bytes)
{
    g_autofree char *file = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;

    g_file_set_contents(file, bytes->str, (gssize)bytes->len, &error);
    g_assert_no_error(error);
}

static GString *face_of(const struct fixture *f, const struct face *face, const char *language)
{
    const struct face_style style = {f->words, language, SOURCE_DIR "/fonts"};
    g_autoptr(GError) error = NULL;
    GString *bytes = g_string_new(NULL);

    face->write(bytes, f->report, &style, &error);
    g_assert_no_error(error);
    return bytes;
}

static void write_faces(const struct fixture *f, const char *folder, const char *language)
{
    g_autoptr(GString) value = dump(f, language);

    write_file(folder, "value.tsv", value);
    for (const struct face *face = faces; face->id; face++) {
        g_autofree char *name = g_strdup_printf("report%s", face->ending);
        g_autoptr(GString) bytes = face_of(f, face, language);
        g_autoptr(GString) again = face_of(f, face, language);
        if (!g_string_equal(bytes, again))
            g_test_fail_printf("%s is not the same when written twice", face->id);
        write_file(folder, name, bytes);
    }
}

static void remove_files(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name(dir))) {
        g_autofree char *file = g_build_filename(folder, name, NULL);
        g_remove(file);
    }
}

/* The folder to leave the files in, for those who want to look at them. */
static char *look_folder(const char *name)
{
    const char *look = g_getenv("SIPAS_FACES_LOOK");
    char *folder = look ? g_build_filename(look, name, NULL) : NULL;

    if (folder)
        g_mkdir_with_parents(folder, 0755);
    return folder;
}

/* every_face.py reads the figures back out of every face; `altered`: of figures it has altered itself. */
static void read_back(const char *folder, bool altered)
{
    const char *const command[] = {PYTHON,
                                   "-B",
                                   SOURCE_DIR "/tests/report/every_face.py",
                                   folder,
                                   SOURCE_DIR "/assets/words",
                                   altered ? "--altered" : NULL,
                                   NULL};
    g_autofree char *said = NULL, *failed = NULL;
    g_autoptr(GError) error = NULL;
    int status = -1;

    g_spawn_sync(NULL, (char **)command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, &failed, &status, &error);
    g_assert_no_error(error);
    if (!g_spawn_check_wait_status(status, &error))
        g_test_fail_printf("%s%s", said, failed);
    else
        g_test_message("%s", said);
}

static void check_case(gconstpointer payload, bool altered)
{
    const size_t i = GPOINTER_TO_SIZE(payload);
    g_autofree char *look = look_folder(CASES[i].name);
    struct fixture f = {0};

    open_case(&f, i);
    write_faces(&f, look ? look : f.folder, CASES[i].language);
    read_back(look ? look : f.folder, altered);
    if (!look)
        remove_files(f.folder);
    fixture_close(&f, NULL);
}

static void every_face_shows_the_same_figures(gconstpointer payload)
{
    check_case(payload, false);
}

static void an_altered_figure_is_noticed(gconstpointer payload)
{
    check_case(payload, true);
}

/* Every edge there is has a case, or it would go unread. */
static void every_edge_is_a_case(void)
{
    for (const struct extreme *edge = EXTREMES; edge->name; edge++) {
        bool found = false;
        for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++)
            found |= g_strcmp0(CASES[i].edge, edge->name) == 0;
        if (!found)
            g_test_fail_printf("%s is no case", edge->name);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/every-face/every_edge_is_a_case", every_edge_is_a_case);
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *same = g_strdup_printf("/every-face/%s/shows_the_same_figures", CASES[i].name);
        g_autofree char *altered =
            g_strdup_printf("/every-face/%s/an_altered_figure_is_noticed", CASES[i].name);
        g_test_add_data_func(same, GSIZE_TO_POINTER(i), every_face_shows_the_same_figures);
        if (CASES[i].altered)
            g_test_add_data_func(altered, GSIZE_TO_POINTER(i), an_altered_figure_is_noticed);
    }
    return g_test_run();
}
