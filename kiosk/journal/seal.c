#include "seal.h"
#include "disk.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* 64 hexadecimal digits and a line end. */
enum { KEY_TEXT_SIZE = 2 * SEAL_KEY_SIZE + 1 };

G_DEFINE_QUARK(seal_error, seal_error)

static bool fail(GError **error, const char *file, const char *what)
{
    g_set_error(error, SEAL_ERROR, SEAL_ERROR_KEY, "%s: %s", file, what);
    return false;
}

static void key_text(char out[KEY_TEXT_SIZE + 1])
{
    uint8_t key[SEAL_KEY_SIZE];
    randombytes_buf(key, sizeof key);
    sodium_bin2hex(out, KEY_TEXT_SIZE, key, sizeof key);
    out[KEY_TEXT_SIZE - 1] = '\n';
    out[KEY_TEXT_SIZE] = '\0';
    sodium_memzero(key, sizeof key);
}

static bool write_key(int fd)
{
    char text[KEY_TEXT_SIZE + 1];
    key_text(text);
    bool written = write(fd, text, KEY_TEXT_SIZE) == KEY_TEXT_SIZE && fsync(fd) == 0;
    sodium_memzero(text, sizeof text);
    return written;
}

bool seal_key_create(const char *file, GError **error)
{
    if (sodium_init() < 0)
        return fail(error, file, "no source of random bytes");
    int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return fail(error, file, g_strerror(errno));
    bool written = write_key(fd);
    int problem = errno;
    if (close(fd) == 0 && written && disk_sync_folder_of(file))
        return true;
    unlink(file);
    return fail(error, file, g_strerror(written ? errno : problem));
}

static bool read_key(uint8_t key[SEAL_KEY_SIZE], int fd, const char *file, GError **error)
{
    struct stat about;
    char text[KEY_TEXT_SIZE + 1];
    size_t size = 0;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
        return fail(error, file, "not a file");
    if ((about.st_mode & 077) != 0)
        return fail(error, file, "other users can read the key: its mode has to be 0600");
    ssize_t got = read(fd, text, sizeof text);
    if (got > 0 && text[got - 1] == '\n')
        got--;
    bool right = got == 2 * SEAL_KEY_SIZE &&
                 sodium_hex2bin(key, SEAL_KEY_SIZE, text, (size_t)got, NULL, &size, NULL) == 0 &&
                 size == SEAL_KEY_SIZE;
    sodium_memzero(text, sizeof text);
    return right || fail(error, file, "not a key: expected 64 hexadecimal digits");
}

bool seal_key_load(uint8_t key[SEAL_KEY_SIZE], const char *file, GError **error)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        g_autofree char *what = g_strdup_printf("expected the center's key: %s", g_strerror(errno));
        return fail(error, file, what);
    }
    bool loaded = read_key(key, fd, file, error);
    close(fd);
    return loaded;
}

void seal_format(char out[SEAL_TEXT_SIZE], const uint8_t seal[SEAL_SIZE])
{
    sodium_bin2hex(out, SEAL_TEXT_SIZE, seal, SEAL_SIZE);
}
