/* Finds or writes the removable drive as the kiosk does, for a test that mounts and unmounts around it.
 *
 *   drive_put find FOLDER...
 *   drive_put write MOUNT COUNT SIZE    COUNT files week/N.bin of SIZE bytes, byte i of file N being (i * 7 +
 * N)
 *
 * Prints the mount point or "written"; on failure the kind of the failure, as a number, and why. */
#include "drive.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int told(bool done, const GError *error)
{
    if (!done)
        printf("%d %s\n", error->code, error->message);
    return done ? 0 : 1;
}

static int find(const char *const *folders)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *mount = drive_find(folders, &error);

    if (mount)
        puts(mount);
    return told(mount != NULL, error);
}

static int put(const char *mount, size_t count, size_t size)
{
    g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func(g_free);
    g_autofree struct drive_file *files = g_new0(struct drive_file, count);
    g_autoptr(GError) error = NULL;

    for (size_t n = 0; n < count; n++) {
        guchar *bytes = g_malloc(size);
        for (size_t i = 0; i < size; i++)
            bytes[i] = (guchar)(i * 7 + n);
        files[n] = (struct drive_file){g_strdup_printf("week/%" G_GSIZE_FORMAT ".bin", n), bytes, size};
        g_ptr_array_add(held, bytes);
        g_ptr_array_add(held, (char *)files[n].name);
    }
    const bool done = drive_write(mount, files, count, &error);
    if (done)
        puts("written");
    return told(done, error);
}

int main(int argc, char **argv)
{
    if (argc >= 3 && strcmp(argv[1], "find") == 0)
        return find((const char *const *)argv + 2);
    if (argc == 5 && strcmp(argv[1], "write") == 0)
        return put(argv[2], strtoul(argv[3], NULL, 10), strtoul(argv[4], NULL, 10));
    return 2;
}
