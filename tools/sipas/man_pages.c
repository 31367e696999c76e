/* man-pages FOLDER: writes the man pages and the bash completion of all programs; part of the build, not of
 * the product. */
#include "options.h"
#include "pages.h"
#include "web_options.h"
#include <stdio.h>

/* Takes the text over. */
static bool write_file(const char *folder, const char *name, char *text)
{
    g_autofree char *owned = text;
    g_autofree char *file = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;

    if (g_file_set_contents(file, owned, -1, &error))
        return true;
    fprintf(stderr, "man-pages: %s\n", error->message);
    return false;
}

static bool write_commands(const char *folder)
{
    for (size_t i = 0; COMMANDS[i]; i++) {
        g_autofree char *name = g_strdup_printf("sipas-%s.1", COMMANDS[i]->name);
        if (!write_file(folder, name, page_command(COMMANDS[i])))
            return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("man-pages: expected one FOLDER\n", stderr);
        return EXIT_USAGE;
    }
    g_set_prgname("sipas-kiosk");
    g_autofree char *kiosk_help = options_help();
    g_set_prgname("sipas-web");
    g_autofree char *web_help = web_options_help();
    const bool written = write_file(argv[1], "sipas.1", page_overview()) && write_commands(argv[1]) &&
                         write_file(argv[1], "sipas-kiosk.1", page_kiosk(kiosk_help)) &&
                         write_file(argv[1], "sipas-web.1", page_web(web_help)) &&
                         write_file(argv[1], "sipas.bash", bash_completion(kiosk_help, web_help));
    return written ? EXIT_DONE : EXIT_FAILED;
}
