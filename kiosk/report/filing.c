#include "filing.h"
#include <string.h>

static const char SUMS[] = "SHA-256SUMS";
static const char AMENDMENT[] = "-bo-sung-";
static const char *const FILED[] = {"xlsx", "pdf", "html", "json"};

char *filing_name(const report_t *report)
{
    g_autofree char *period = period_file_name(&report->period);
    return g_strdup_printf("hai-long-%s-%s", report->center->id, period);
}

/* What the names of an amendment end in; "" for the first filing. */
static char *ending_of(int amended, int nth)
{
    char day[11];

    if (amended == 0)
        return g_strdup("");
    day_format_iso(day, amended);
    return nth > 1 ? g_strdup_printf("%s%s-%d", AMENDMENT, day, nth) : g_strconcat(AMENDMENT, day, NULL);
}

/* A number from 2 as it would be written: what follows the day of a further amendment. */
static bool read_nth(int *nth, const char *text)
{
    guint64 number = 0;

    if (text[0] == '0' || !g_ascii_string_to_unsigned(text, 10, 2, G_MAXINT, &number, NULL))
        return false;
    *nth = (int)number;
    return true;
}

bool filing_is_sums(const char *name, int *day, int *nth)
{
    enum { DAY_LENGTH = 10 };
    const char *rest = g_str_has_prefix(name, SUMS) ? name + strlen(SUMS) : NULL;

    *day = 0;
    *nth = 1;
    if (!rest || !*rest)
        return rest != NULL;
    if (!g_str_has_prefix(rest, AMENDMENT))
        return false;
    rest += strlen(AMENDMENT);
    g_autofree char *date = g_strndup(rest, DAY_LENGTH);
    if (!day_parse_iso(day, date))
        return false;
    rest += DAY_LENGTH;
    return !*rest || (*rest == '-' && read_nth(nth, rest + 1));
}

static void free_file(gpointer data)
{
    struct filing_file *file = data;

    g_free(file->name);
    g_string_free(file->content, TRUE);
    g_free(file);
}

/* Takes the name over. */
static struct filing_file *add_file(GPtrArray *files, char *name)
{
    struct filing_file *file = g_new0(struct filing_file, 1);

    file->name = name;
    file->content = g_string_new(NULL);
    g_ptr_array_add(files, file);
    return file;
}

static bool add_faces(GPtrArray *files, const char *begin, const char *end, bool board,
                      const report_t *report, const struct face_style *style, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FILED); i++) {
        if (!board && strcmp(FILED[i], "html") == 0)
            continue;
        const struct face *face = face_find(FILED[i]);
        struct filing_file *file = add_file(files, g_strconcat(begin, end, face->ending, NULL));
        if (!face->write(file->content, report, style, error))
            return false;
    }
    return true;
}

static void add_sums(GPtrArray *files, const char *end)
{
    const guint n = files->len;
    struct filing_file *sums = add_file(files, g_strconcat(SUMS, end, NULL));

    for (guint i = 0; i < n; i++) {
        const struct filing_file *file = g_ptr_array_index(files, i);
        g_autofree char *sum = g_compute_checksum_for_data(
            G_CHECKSUM_SHA256, (const guchar *)file->content->str, file->content->len);
        g_string_append_printf(sums->content, "%s  %s\n", sum, file->name);
    }
}

static GPtrArray *make(const report_t *report, const struct face_style *style, int nth, bool board,
                       GError **error)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);
    g_autofree char *begin = filing_name(report);
    g_autofree char *end = ending_of(report->amended, nth);

    g_assert(nth == 1 || report->amended != 0);
    if (!add_faces(files, begin, end, board, report, style, error))
        return NULL;
    add_sums(files, end);
    return g_steal_pointer(&files);
}

GPtrArray *filing_make_again(const report_t *report, const struct face_style *style, int nth, GError **error)
{
    return make(report, style, nth, true, error);
}

GPtrArray *filing_make(const report_t *report, const struct face_style *style, GError **error)
{
    return make(report, style, 1, true, error);
}

GPtrArray *filing_make_early(const report_t *report, const struct face_style *style, GError **error)
{
    return make(report, style, 1, false, error);
}
