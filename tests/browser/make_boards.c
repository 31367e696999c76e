/* Writes the boards of the reports at the edges: make_boards FOLDER -> FOLDER/many-areas.vi.html and so on.
 */
#include "extremes.h"
#include <stdio.h>

static bool write_board(const struct fixture *f, const char *folder, const char *name, const char *language)
{
    g_autoptr(GString) board = g_string_new(NULL);
    g_autofree char *base = g_strdup_printf("%s.%s.html", name, language);
    g_autofree char *file = g_build_filename(folder, base, NULL);
    g_autoptr(GError) error = NULL;

    if (report_html(board, f->report, &(struct face_style){f->words, language, NULL}, &error) &&
        g_file_set_contents(file, board->str, (gssize)board->len, &error))
        return true;
    fprintf(stderr, "make_boards: %s\n", error->message);
    return false;
}

int main(int argc, char **argv)
{
    struct fixture f;
    bool done = argc == 2;

    if (!done)
        fputs("usage: make_boards FOLDER\n", stderr);
    for (const struct extreme *edge = EXTREMES; done && edge->name; edge++) {
        f = (struct fixture){0};
        edge->open(&f, NULL);
        done = write_board(&f, argv[1], edge->name, "vi") && write_board(&f, argv[1], edge->name, "en");
        fixture_close(&f, NULL);
    }
    return done ? 0 : 1;
}
