#include "sign.h"
#include "disk.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    NUMBER_SIZE = 8, /* a key's number: says which key, protects nothing */
    SECRET_SIZE = 158,
    PUBLIC_SIZE = 42,
    SIGNATURE_SIZE = 74,
    TEXT_MOST = 16384 /* bytes of a key or of a signature */
};

/* Where things lie in a secret key: algorithms of signing, of the password and of the sum, what the password
 * needs, then the key itself. */
enum { AT_PASSWORD = 2, AT_SUM = 4, AT_NUMBER = 54, AT_KEY = 62, AT_CHECK = 126 };

static const char UNTRUSTED[] = "untrusted comment: ", TRUSTED[] = "trusted comment: ";
static const char PLAIN[] = "Ed", PREHASHED[] = "ED", SUM[] = "B2", NO_PASSWORD[2] = {0};

struct secret {
    uint8_t number[NUMBER_SIZE];
    uint8_t key[crypto_sign_SECRETKEYBYTES];
};

G_STATIC_ASSERT(AT_KEY + crypto_sign_SECRETKEYBYTES == AT_CHECK);
G_STATIC_ASSERT(AT_CHECK + crypto_generichash_BYTES == SECRET_SIZE);
G_STATIC_ASSERT(2 + NUMBER_SIZE + crypto_sign_PUBLICKEYBYTES == PUBLIC_SIZE);
G_STATIC_ASSERT(2 + NUMBER_SIZE + crypto_sign_BYTES == SIGNATURE_SIZE);

G_DEFINE_QUARK(sign_error, sign_error)

static bool fail(enum sign_error code, GError **error, const char *file, const char *what)
{
    g_set_error(error, SIGN_ERROR, (int)code, "%s: %s", file, what);
    return false;
}

/* The check over a secret key that tells a slip from a key. */
static void secret_check(uint8_t out[crypto_generichash_BYTES], const uint8_t packed[SECRET_SIZE])
{
    crypto_generichash_state hash;
    crypto_generichash_init(&hash, NULL, 0, crypto_generichash_BYTES);
    crypto_generichash_update(&hash, packed, AT_PASSWORD);
    crypto_generichash_update(&hash, packed + AT_NUMBER, AT_CHECK - AT_NUMBER);
    crypto_generichash_final(&hash, out, crypto_generichash_BYTES);
}

/* --- files --- */

/* A file that is not there yet, whole and on disk. */
static bool make_file(const char *file, const char *text, mode_t mode, GError **error)
{
    int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0)
        return fail(SIGN_ERROR_FILE, error, file, g_strerror(errno));
    bool written = write(fd, text, strlen(text)) == (ssize_t)strlen(text) && fsync(fd) == 0;
    int problem = errno;
    if (close(fd) == 0 && written && disk_sync_folder_of(file))
        return true;
    if (written)
        problem = errno;
    unlink(file);
    return fail(SIGN_ERROR_FILE, error, file, g_strerror(problem));
}

/* Opens what has an end, without waiting for what has none. -1 with errno. */
static int open_plain(const char *file)
{
    struct stat about;
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || (fstat(fd, &about) == 0 && S_ISREG(about.st_mode)))
        return fd;
    close(fd);
    errno = EINVAL;
    return -1;
}

/* A small file as text; free with g_free. Of a secret, none but the owner may be able to read it. */
static char *read_text(const char *file, bool secret, GError **error)
{
    struct stat about;
    int fd = open_plain(file);
    if (fd < 0) {
        fail(SIGN_ERROR_FILE, error, file, g_strerror(errno));
        return NULL;
    }
    char *text = g_malloc0(TEXT_MOST + 1);
    ssize_t got = fstat(fd, &about) == 0 ? read(fd, text, TEXT_MOST) : -1;
    close(fd);
    bool right = false;
    if (got < 0)
        fail(SIGN_ERROR_FILE, error, file, "cannot be read");
    else if (secret && (about.st_mode & 077) != 0)
        fail(SIGN_ERROR_KEY, error, file, "other users can read the key: its mode has to be 0600");
    else if (got == TEXT_MOST || strlen(text) != (size_t)got)
        fail(secret ? SIGN_ERROR_KEY : SIGN_ERROR_WRONG, error, file, "not a text of minisign");
    else
        right = true;
    if (right)
        return text;
    sodium_memzero(text, TEXT_MOST);
    g_free(text);
    return NULL;
}

/* --- lines --- */

/* Takes the next line out of *text, without its end; NULL after the last, or when it begins otherwise. */
static char *take_line(char **text, const char *begin)
{
    char *line = *text, *end = line + strcspn(line, "\n");
    if (*line == '\0' || !g_str_has_prefix(line, begin))
        return NULL;
    *text = *end == '\n' ? end + 1 : end;
    *end = '\0';
    return line + strlen(begin);
}

static char *as_text(const void *bytes, size_t size)
{
    const size_t room = sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_ORIGINAL);
    return sodium_bin2base64(g_malloc(room), room, bytes, size, sodium_base64_VARIANT_ORIGINAL);
}

/* The next line as exactly `size` bytes. libsodium passes over the high bit of some letters, so that the line
 * has to be what the bytes are written as, too. */
static bool take_bytes(uint8_t *out, size_t size, char **text)
{
    size_t got = 0;
    const char *line = take_line(text, "");
    if (line == NULL ||
        sodium_base642bin(out, size, line, strlen(line), NULL, &got, NULL, sodium_base64_VARIANT_ORIGINAL) !=
            0 ||
        got != size)
        return false;
    char *again = as_text(out, size);
    bool same = strcmp(again, line) == 0;
    sodium_memzero(again, strlen(again));
    g_free(again);
    return same;
}

/* --- keys --- */

static void secret_pack(uint8_t out[SECRET_SIZE], const struct secret *secret)
{
    memset(out, 0, SECRET_SIZE);
    memcpy(out, PLAIN, 2);
    memcpy(out + AT_PASSWORD, NO_PASSWORD, 2);
    memcpy(out + AT_SUM, SUM, 2);
    memcpy(out + AT_NUMBER, secret->number, NUMBER_SIZE);
    memcpy(out + AT_KEY, secret->key, sizeof secret->key);
    secret_check(out + AT_CHECK, out);
}

/* The content of both files. The number is shown as minisign shows it. */
static void keys_text(char **secret_text, char **public_text, const char *comment)
{
    struct secret secret;
    uint8_t packed[SECRET_SIZE], public[PUBLIC_SIZE];
    guint64 number = 0;

    memcpy(public, PLAIN, 2);
    crypto_sign_keypair(public + 2 + NUMBER_SIZE, secret.key);
    randombytes_buf(secret.number, NUMBER_SIZE);
    memcpy(public + 2, secret.number, NUMBER_SIZE);
    memcpy(&number, secret.number, NUMBER_SIZE);
    secret_pack(packed, &secret);
    char *secret_bytes = as_text(packed, SECRET_SIZE);
    g_autofree char *public_bytes = as_text(public, PUBLIC_SIZE);
    *secret_text =
        g_strdup_printf("%sminisign unencrypted secret key of %s\n%s\n", UNTRUSTED, comment, secret_bytes);
    *public_text = g_strdup_printf("%sminisign public key %016" G_GINT64_MODIFIER "X of %s\n%s\n", UNTRUSTED,
                                   GUINT64_FROM_LE(number), comment, public_bytes);
    sodium_memzero(secret_bytes, strlen(secret_bytes));
    sodium_memzero(packed, sizeof packed);
    sodium_memzero(&secret, sizeof secret);
    g_free(secret_bytes);
}

bool sign_keys_create(const char *secret, const char *public, const char *comment, GError **error)
{
    char *secret_text = NULL;
    g_autofree char *public_text = NULL;

    g_assert(strpbrk(comment, "\r\n") == NULL);
    if (sodium_init() < 0)
        return fail(SIGN_ERROR_KEY, error, secret, "no source of random bytes");
    keys_text(&secret_text, &public_text, comment);
    bool made = make_file(secret, secret_text, 0600, error);
    sodium_memzero(secret_text, strlen(secret_text));
    g_free(secret_text);
    if (!made || make_file(public, public_text, 0644, error))
        return made;
    unlink(secret);
    return false;
}

/* minisign leaves the check out of keys without password; the two halves of a key tell a slip as well. */
static bool secret_is_whole(const uint8_t packed[SECRET_SIZE])
{
    uint8_t check[crypto_generichash_BYTES], public[crypto_sign_PUBLICKEYBYTES];
    uint8_t key[crypto_sign_SECRETKEYBYTES];
    secret_check(check, packed);
    crypto_sign_seed_keypair(public, key, packed + AT_KEY);
    bool whole = sodium_memcmp(key, packed + AT_KEY, sizeof key) == 0 &&
                 (sodium_is_zero(packed + AT_CHECK, sizeof check) ||
                  sodium_memcmp(check, packed + AT_CHECK, sizeof check) == 0);
    sodium_memzero(key, sizeof key);
    return whole;
}

static bool secret_unpack(struct secret *out, char *text)
{
    uint8_t packed[SECRET_SIZE];
    bool right = take_line(&text, UNTRUSTED) != NULL && take_bytes(packed, SECRET_SIZE, &text) &&
                 memcmp(packed, PLAIN, 2) == 0 && memcmp(packed + AT_PASSWORD, NO_PASSWORD, 2) == 0 &&
                 memcmp(packed + AT_SUM, SUM, 2) == 0 && *text == '\0' && secret_is_whole(packed);
    if (right) {
        memcpy(out->number, packed + AT_NUMBER, NUMBER_SIZE);
        memcpy(out->key, packed + AT_KEY, sizeof out->key);
    }
    sodium_memzero(packed, sizeof packed);
    return right;
}

static bool secret_load(struct secret *out, const char *file, GError **error)
{
    char *text = read_text(file, true, error);
    if (text == NULL)
        return false;
    bool right = secret_unpack(out, text);
    sodium_memzero(text, TEXT_MOST);
    g_free(text);
    return right ||
           fail(SIGN_ERROR_KEY, error, file, "not a key: expected a secret key of minisign without password");
}

static bool public_load(uint8_t out[PUBLIC_SIZE], const char *file, GError **error)
{
    g_autofree char *text = read_text(file, false, error);
    if (text == NULL)
        return false;
    char *rest = text;
    return (take_line(&rest, UNTRUSTED) != NULL && take_bytes(out, PUBLIC_SIZE, &rest) && *rest == '\0' &&
            memcmp(out, PLAIN, 2) == 0) ||
           fail(SIGN_ERROR_KEY, error, file, "not a key: expected a public key of minisign");
}

/* --- signatures --- */

static bool hash_file(uint8_t out[crypto_generichash_BYTES_MAX], const char *file, GError **error)
{
    crypto_generichash_state hash;
    uint8_t bytes[65536];
    ssize_t got = 0;
    int fd = open_plain(file);
    if (fd < 0)
        return fail(SIGN_ERROR_FILE, error, file, g_strerror(errno));
    crypto_generichash_init(&hash, NULL, 0, crypto_generichash_BYTES_MAX);
    while ((got = read(fd, bytes, sizeof bytes)) > 0)
        crypto_generichash_update(&hash, bytes, (size_t)got);
    int problem = errno;
    close(fd);
    crypto_generichash_final(&hash, out, crypto_generichash_BYTES_MAX);
    return got == 0 || fail(SIGN_ERROR_FILE, error, file, g_strerror(problem));
}

/* What the second signature covers: the first one and the trusted comment. Free with g_byte_array_unref. */
static GByteArray *whole_signature(const uint8_t signature[crypto_sign_BYTES], const char *comment)
{
    GByteArray *whole = g_byte_array_new();
    g_byte_array_append(whole, signature, crypto_sign_BYTES);
    return g_byte_array_append(whole, (const guint8 *)comment, (guint)strlen(comment));
}

static char *signature_text(const struct secret *secret, const uint8_t *hash, const char *comment)
{
    uint8_t packed[SIGNATURE_SIZE], global[crypto_sign_BYTES];
    uint8_t *signature = packed + 2 + NUMBER_SIZE;
    memcpy(packed, PREHASHED, 2);
    memcpy(packed + 2, secret->number, NUMBER_SIZE);
    crypto_sign_detached(signature, NULL, hash, crypto_generichash_BYTES_MAX, secret->key);
    g_autoptr(GByteArray) whole = whole_signature(signature, comment);
    crypto_sign_detached(global, NULL, whole->data, whole->len, secret->key);
    g_autofree char *first = as_text(packed, sizeof packed), *second = as_text(global, sizeof global);
    return g_strdup_printf("%ssignature from minisign secret key\n%s\n%s%s\n%s\n", UNTRUSTED, first, TRUSTED,
                           comment, second);
}

static bool replace_file(const char *file, const char *text, GError **error)
{
    g_autoptr(GError) problem = NULL;
    if (!g_file_set_contents_full(
            file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &problem))
        return fail(SIGN_ERROR_FILE, error, file, problem->message);
    return disk_sync_folder_of(file) || fail(SIGN_ERROR_FILE, error, file, g_strerror(errno));
}

bool sign_file(const char *file, const char *secret, const char *comment, GError **error)
{
    struct secret key;
    uint8_t hash[crypto_generichash_BYTES_MAX];
    g_autofree char *beside = g_strconcat(file, SIGN_ENDING, NULL);

    g_assert(strpbrk(comment, "\r\n") == NULL);
    if (sodium_init() < 0)
        return fail(SIGN_ERROR_KEY, error, secret, "libsodium does not start");
    if (!secret_load(&key, secret, error))
        return false;
    bool hashed = hash_file(hash, file, error);
    g_autofree char *text = hashed ? signature_text(&key, hash, comment) : NULL;
    sodium_memzero(&key, sizeof key);
    return hashed && replace_file(beside, text, error);
}

/* A signature as read. */
struct signature {
    uint8_t packed[SIGNATURE_SIZE], global[crypto_sign_BYTES];
    char *comment;
};

static bool signature_read(struct signature *out, char *text)
{
    return take_line(&text, UNTRUSTED) != NULL && take_bytes(out->packed, SIGNATURE_SIZE, &text) &&
           (out->comment = take_line(&text, TRUSTED)) != NULL &&
           take_bytes(out->global, sizeof out->global, &text) && *text == '\0' &&
           memcmp(out->packed, PREHASHED, 2) == 0;
}

static bool signature_is_right(const struct signature *found, const uint8_t public[PUBLIC_SIZE],
                               const uint8_t hash[crypto_generichash_BYTES_MAX])
{
    const uint8_t *key = public + 2 + NUMBER_SIZE, *signature = found->packed + 2 + NUMBER_SIZE;
    g_autoptr(GByteArray) whole = whole_signature(signature, found->comment);
    return crypto_sign_verify_detached(signature, hash, crypto_generichash_BYTES_MAX, key) == 0 &&
           crypto_sign_verify_detached(found->global, whole->data, whole->len, key) == 0;
}

bool sign_check(const char *file, const char *public, GError **error)
{
    struct signature found = {0};
    uint8_t key[PUBLIC_SIZE], hash[crypto_generichash_BYTES_MAX];
    g_autofree char *beside = g_strconcat(file, SIGN_ENDING, NULL);

    if (sodium_init() < 0)
        return fail(SIGN_ERROR_KEY, error, public, "libsodium does not start");
    if (!public_load(key, public, error))
        return false;
    g_autofree char *text = read_text(beside, false, error);
    if (text == NULL)
        return false;
    if (!signature_read(&found, text))
        return fail(SIGN_ERROR_WRONG, error, beside, "not a signature: expected one of minisign, prehashed");
    if (memcmp(found.packed + 2, key + 2, NUMBER_SIZE) != 0)
        return fail(SIGN_ERROR_WRONG, error, beside, "signed by another key");
    return hash_file(hash, file, error) &&
           (signature_is_right(&found, key, hash) ||
            fail(SIGN_ERROR_WRONG, error, file, "does not fit its signature"));
}
