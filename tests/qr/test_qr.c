/* Codes read back by a reader that is not ours. */
#include "qr.h"
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

static const char URL[] =
    "https://danhgia.example.vn/d/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_aBcDeFgHiJkLmNoPqRs";

/* The square as a picture, `px` pixels a module. */
static void save(const struct qr *qr, int px, const char *file)
{
    g_autoptr(GString) picture = g_string_new(NULL);
    g_string_printf(picture, "P5\n%d %d\n255\n", qr->side * px, qr->side * px);
    for (int y = 0; y < qr->side * px; y++) {
        for (int x = 0; x < qr->side * px; x++)
            g_string_append_c(picture, qr->module[y / px][x / px] != 0 ? '\0' : '\xff');
    }
    g_assert_true(g_file_set_contents(file, picture->str, (gssize)picture->len, NULL));
}

/* What zbarimg reads, without the line's end; "" when nothing. Free with g_free. */
static char *read_back(const struct qr *qr, int px)
{
    g_autofree char *folder = g_dir_make_tmp("qr-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "code.pgm", NULL);
    const char *argv[] = {"zbarimg", "-q", "--raw", "-Sbinary", file, NULL};
    char *text = NULL;
    save(qr, px, file);
    g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                               NULL, NULL, &text, NULL, NULL, NULL));
    g_remove(file);
    g_rmdir(folder);
    return text;
}

static bool have_reader(void)
{
    g_autofree char *path = g_find_program_in_path("zbarimg");
    if (path == NULL)
        g_test_skip("zbarimg is not installed");
    return path != NULL;
}

static char *letters(int n)
{
    static const char SET[] = "aZ09-_/:.bYcX";
    char *text = g_malloc((gsize)n + 1);
    for (int i = 0; i < n; i++)
        text[i] = SET[i % (int)strlen(SET)];
    text[n] = '\0';
    return text;
}

static void reads_back_as_it_stands(void)
{
    static const int SIZES[] = {3, 4, 8, 12};
    struct qr qr;
    if (!have_reader())
        return;
    g_assert_true(qr_make(&qr, URL));
    for (size_t i = 0; i < G_N_ELEMENTS(SIZES); i++) {
        g_autofree char *text = read_back(&qr, SIZES[i]);
        g_assert_cmpstr(text, ==, URL);
    }
}

/* One length of each version from 1 to 6, by the standard's capacities at level M. */
static void every_version_reads_back(void)
{
    static const int LENGTHS[] = {1, 14, 15, 26, 42, 62, 84, 85, 106};
    if (!have_reader())
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(LENGTHS); i++) {
        struct qr qr;
        g_autofree char *text = letters(LENGTHS[i]);
        g_assert_true(qr_make(&qr, text));
        g_autofree char *found = read_back(&qr, 8);
        g_assert_cmpstr(found, ==, text);
    }
}

/* ISO/IEC 18004, table 7: bytes at level M: 14, 26, 42, 62, 84, 106; the side of version V is 17 + 4 V. */
static void as_small_as_the_standard_allows(void)
{
    static const int MOST[] = {14, 26, 42, 62, 84, 106};
    for (int version = 1; version <= QR_VERSION_MOST; version++) {
        struct qr qr;
        g_autofree char *most = letters(MOST[version - 1]);
        g_assert_true(qr_make(&qr, most));
        g_assert_cmpint(qr.side, ==, 17 + 4 * version + 8);
    }
}

static void holds_106_letters_and_no_more(void)
{
    struct qr qr;
    g_autofree char *most = letters(106), *over = letters(107);
    g_assert_true(qr_make(&qr, most));
    g_assert_cmpint(qr.side, ==, QR_SIDE_MOST);
    g_assert_false(qr_make(&qr, over));
}

static void refuses_what_no_reader_would_agree_on(void)
{
    struct qr qr;
    g_assert_false(qr_make(&qr, ""));
    g_assert_false(qr_make(&qr, "https://đánh-giá.vn/d/x"));
    g_assert_false(qr_make(&qr, "a\nb"));
    g_assert_false(qr_make(&qr, "a\x7f"));
}

static bool line_is_light(const struct qr *qr, int at)
{
    for (int i = 0; i < qr->side; i++) {
        if (qr->module[at][i] != 0 || qr->module[i][at] != 0)
            return false;
    }
    return true;
}

/* The finder patterns reach to the symbol's edge, so the fifth line from outside is not light. */
static void has_four_quiet_modules_exactly(void)
{
    struct qr qr;
    g_assert_true(qr_make(&qr, URL));
    for (int i = 0; i < 4; i++) {
        g_assert_true(line_is_light(&qr, i));
        g_assert_true(line_is_light(&qr, qr.side - 1 - i));
    }
    for (int i = 0; i < 7; i++) {
        g_assert_cmpint(qr.module[4][4 + i], ==, 1);
        g_assert_cmpint(qr.module[4 + i][4], ==, 1);
        g_assert_cmpint(qr.module[4][qr.side - 5 - i], ==, 1);
        g_assert_cmpint(qr.module[qr.side - 5][4 + i], ==, 1);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/qr/reads_back_as_it_stands", reads_back_as_it_stands);
    g_test_add_func("/qr/every_version_reads_back", every_version_reads_back);
    g_test_add_func("/qr/as_small_as_the_standard_allows", as_small_as_the_standard_allows);
    g_test_add_func("/qr/holds_106_letters_and_no_more", holds_106_letters_and_no_more);
    g_test_add_func("/qr/refuses_what_no_reader_would_agree_on", refuses_what_no_reader_would_agree_on);
    g_test_add_func("/qr/has_four_quiet_modules_exactly", has_four_quiet_modules_exactly);
    return g_test_run();
}
