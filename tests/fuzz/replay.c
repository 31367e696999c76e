/* Feeds every file of the folders it is given to a fuzz target, as a plain test does: each in a piece of
 * memory of exactly its size, so that AddressSanitizer sees a read behind its end. */
#include <glib.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void feed(const char *folder, const char *name)
{
    g_autofree char *file = g_build_filename(folder, name, NULL), *text = NULL;
    g_autoptr(GError) error = NULL;
    gsize size;

    g_file_get_contents(file, &text, &size, &error);
    g_assert_no_error(error);
    g_autofree uint8_t *exact = g_malloc(MAX(size, 1));
    memcpy(exact, text, size);
    LLVMFuzzerTestOneInput(exact, size);
}

static int feed_all(const char *folder)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) files = g_dir_open(folder, 0, &error);
    int count = 0;

    g_assert_no_error(error);
    for (const char *name; (name = g_dir_read_name(files)); count++)
        feed(folder, name);
    return count;
}

int main(int argc, char **argv)
{
    int count = 0;

    for (int i = 1; i < argc; i++)
        count += feed_all(argv[i]);
    g_print("%d inputs\n", count);
    return count > 0 ? 0 : 1;
}
