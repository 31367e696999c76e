#include "token_keys.h"
#include "period.h"
#include "private_file.h"
#include "rating.h"
#include <errno.h>
#include <sodium.h>
#include <string.h>

struct key {
    bool there;
    uint8_t secret[TOKEN_KEY_SIZE];
    gint64 replaced; /* 0: the current one */
};

struct token_keys {
    struct key keys[TOKEN_KEYS_MOST + 1]; /* by number */
    int current, count;
};

static const char group_prefix[] = "key ";
static const gint64 life = TOKEN_LIFE_DAYS * G_GINT64_CONSTANT(86400);

/* 2025-07-01T00:00+07:00: before it no commune had a one-stop center. */
static const gint64 earliest = G_GINT64_CONSTANT(1751302800);

/* Of two rotations at once the one that looked at the clock first may come second. */
static const gint64 at_once = 60;

G_DEFINE_QUARK(token_keys_error, token_keys_error)

static bool fail(GError **error, enum token_keys_error code, const char *file, const char *what)
{
    g_set_error(error, TOKEN_KEYS_ERROR, (int)code, "%s: %s", file, what);
    return false;
}

/* The error of a file as one of ours. */
static bool fail_file(GError **error, GError *wrong)
{
    g_set_error_literal(error, TOKEN_KEYS_ERROR, TOKEN_KEYS_ERROR_FILE, wrong->message);
    g_error_free(wrong);
    return false;
}

void token_keys_free(token_keys_t *keys)
{
    if (keys)
        explicit_bzero(keys, sizeof *keys);
    g_free(keys);
}

/* --- reading; no message ever shows a value, for it may be a secret --- */

/* The number in "key N", or 0. */
static int group_number(const char *group)
{
    guint64 number = 0;
    if (!g_str_has_prefix(group, group_prefix) ||
        !g_ascii_string_to_unsigned(group + strlen(group_prefix), 10, 1, TOKEN_KEYS_MOST, &number, NULL) ||
        group[strlen(group_prefix)] == '0')
        return 0;
    return (int)number;
}

static bool read_secret(struct key *key, const char *text)
{
    size_t size = 0;
    return strlen(text) == 2 * TOKEN_KEY_SIZE &&
           sodium_hex2bin(key->secret, sizeof key->secret, text, strlen(text), NULL, &size, NULL) == 0 &&
           size == sizeof key->secret;
}

static bool read_replaced(struct key *key, const char *text)
{
    g_autoptr(GDateTime) when = g_date_time_new_from_iso8601(text, NULL);
    if (when)
        key->replaced = g_date_time_to_unix(when);
    return when && key->replaced > 0;
}

/* What is wrong with a key of the group, or NULL. */
static const char *read_value(struct key *key, GKeyFile *ini, const char *group, const char *name)
{
    char *text = g_key_file_get_string(ini, group, name, NULL);
    const char *wrong = "expected a key secret or replaced";
    if (text && strcmp(name, "secret") == 0)
        wrong = read_secret(key, text) ? NULL : "expected 64 hexadecimal digits";
    else if (text && strcmp(name, "replaced") == 0)
        wrong = read_replaced(key, text) ? NULL : "expected a time such as 2026-01-05T08:00:00Z";
    private_file_forget(text);
    return wrong;
}

static bool read_key(token_keys_t *keys, GKeyFile *ini, const char *group, const char *file, GError **error)
{
    g_auto(GStrv) names = g_key_file_get_keys(ini, group, NULL, NULL);
    const int number = group_number(group);
    const char *wrong = number ? NULL : "expected [key 1] to [key 255]";
    if (!wrong && !g_key_file_has_key(ini, group, "secret", NULL))
        wrong = "found no secret, expected one";
    for (char **name = names; !wrong && *name; name++)
        wrong = read_value(&keys->keys[number], ini, group, *name);
    if (wrong) {
        g_set_error(error, TOKEN_KEYS_ERROR, TOKEN_KEYS_ERROR_CONTENT, "%s: [%s]: %s", file, group, wrong);
        return false;
    }
    keys->keys[number].there = true;
    keys->count++;
    if (keys->keys[number].replaced)
        return true;
    if (keys->current)
        return fail(error, TOKEN_KEYS_ERROR_CONTENT, file, "found two keys that none replaced, expected one");
    keys->current = number;
    return true;
}

static bool read_keys(token_keys_t *keys, GKeyFile *ini, const char *file, GError **error)
{
    g_auto(GStrv) groups = g_key_file_get_groups(ini, NULL);
    for (char **group = groups; *group; group++)
        if (!read_key(keys, ini, *group, file, error))
            return false;
    return keys->current || fail(error, TOKEN_KEYS_ERROR_CONTENT, file, "found no current key, expected one");
}

bool token_keys_load(token_keys_t **out, const char *file, GError **error)
{
    g_autoptr(GKeyFile) ini = g_key_file_new();
    g_autoptr(token_keys_t) keys = g_new0(token_keys_t, 1);
    GError *wrong = NULL;
    gsize length = 0;
    char *text = private_file_read(file, &length, &wrong);
    if (!text)
        return fail_file(error, wrong);
    const bool parsed = g_key_file_load_from_data(ini, text, length, G_KEY_FILE_NONE, NULL);
    private_file_forget(text);
    if (!parsed)
        return fail(error, TOKEN_KEYS_ERROR_CONTENT, file, "expected a key file with groups [key N]");
    if (!read_keys(keys, ini, file, error))
        return false;
    *out = g_steal_pointer(&keys);
    return true;
}

/* --- writing --- */

static void append_key(GString *text, int number, const struct key *key)
{
    char secret[2 * TOKEN_KEY_SIZE + 1];
    sodium_bin2hex(secret, sizeof secret, key->secret, sizeof key->secret);
    g_string_append_printf(text, "[%s%d]\nsecret=%s\n", group_prefix, number, secret);
    explicit_bzero(secret, sizeof secret);
    if (key->replaced) {
        g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(key->replaced);
        g_autofree char *iso = g_date_time_format_iso8601(when);
        g_string_append_printf(text, "replaced=%s\n", iso);
    }
}

static bool store(const token_keys_t *keys, const char *file, GError **error)
{
    GString *text = g_string_sized_new(TOKEN_KEYS_MOST * 128);
    GError *wrong = NULL;
    for (int number = 1; number <= TOKEN_KEYS_MOST; number++)
        if (keys->keys[number].there)
            append_key(text, number, &keys->keys[number]);
    const bool stored = private_file_replace(file, text->str, &wrong);
    private_file_forget(g_string_free(text, FALSE));
    return stored || fail_file(error, wrong);
}

static void add_key(token_keys_t *keys, int number)
{
    struct key *key = &keys->keys[number];
    *key = (struct key){.there = true};
    randombytes_buf(key->secret, sizeof key->secret);
    keys->current = number;
    keys->count++;
}

/* The next number after the current one that no key has; 0 when there is none. */
static int free_number(const token_keys_t *keys)
{
    for (int i = 0; i < TOKEN_KEYS_MOST; i++) {
        const int number = (keys->current + i) % TOKEN_KEYS_MOST + 1;
        if (!keys->keys[number].there)
            return number;
    }
    return 0;
}

static void drop_ended(token_keys_t *keys, gint64 now)
{
    for (int number = 1; number <= TOKEN_KEYS_MOST; number++) {
        struct key *key = &keys->keys[number];
        if (key->there && key->replaced && now >= key->replaced + life) {
            *key = (struct key){.there = false};
            keys->count--;
        }
    }
}

static bool create_locked(const char *file, GError **error)
{
    g_autoptr(token_keys_t) keys = g_new0(token_keys_t, 1);
    if (g_file_test(file, G_FILE_TEST_EXISTS) || g_file_test(file, G_FILE_TEST_IS_SYMLINK))
        return fail(error, TOKEN_KEYS_ERROR_FILE, file, g_strerror(EEXIST));
    add_key(keys, 1);
    return store(keys, file, error);
}

static void show_day(char out[11], gint64 seconds)
{
    static const gint64 most = G_GINT64_CONSTANT(253370739600); /* 9999-01-01T00:00+07:00 */
    day_format_iso(out, moment_local_day(CLAMP(seconds, 0, most) * 1000));
}

/* `number`: of the key that was replaced at `since`; 0: of none. */
static bool refuse_clock(const char *file, gint64 now, gint64 since, int number, GError **error)
{
    g_autofree char *why = number ? g_strdup_printf(", when key %d was replaced", number) : g_strdup("");
    char shown[11], expected[11];
    show_day(shown, now);
    show_day(expected, since);
    g_set_error(error, TOKEN_KEYS_ERROR, TOKEN_KEYS_ERROR_CLOCK,
                "%s: the clock shows %s, expected a day from %s on%s", file, shown, expected, why);
    return false;
}

static bool is_believable(const token_keys_t *keys, const char *file, gint64 now, GError **error)
{
    if (now < earliest)
        return refuse_clock(file, now, earliest, 0, error);
    for (int number = 1; number <= TOKEN_KEYS_MOST; number++)
        if (keys->keys[number].there && keys->keys[number].replaced > now + at_once)
            return refuse_clock(file, now, keys->keys[number].replaced, number, error);
    return true;
}

static bool rotate_locked(const char *file, gint64 now, GError **error)
{
    g_autoptr(token_keys_t) keys = NULL;
    if (!token_keys_load(&keys, file, error) || !is_believable(keys, file, now, error))
        return false;
    drop_ended(keys, now);
    const int number = free_number(keys);
    if (!number)
        return fail(error, TOKEN_KEYS_ERROR_CONTENT, file,
                    "found 255 keys whose codes are still good, expected fewer");
    keys->keys[keys->current].replaced = now;
    add_key(keys, number);
    return store(keys, file, error);
}

bool token_keys_create(const char *file, GError **error)
{
    GError *wrong = NULL;
    if (sodium_init() < 0)
        return fail(error, TOKEN_KEYS_ERROR_FILE, file, "no source of random bytes");
    const int lock = private_file_lock(file, &wrong);
    if (lock < 0)
        return fail_file(error, wrong);
    const bool created = create_locked(file, error);
    private_file_unlock(lock);
    return created;
}

bool token_keys_rotate(const char *file, gint64 now, GError **error)
{
    GError *wrong = NULL;
    if (sodium_init() < 0)
        return fail(error, TOKEN_KEYS_ERROR_FILE, file, "no source of random bytes");
    const int lock = private_file_lock(file, &wrong);
    if (lock < 0)
        return fail_file(error, wrong);
    const bool rotated = rotate_locked(file, now, error);
    private_file_unlock(lock);
    return rotated;
}

/* --- asking --- */

int token_keys_current(const token_keys_t *keys)
{
    return keys->current;
}

int token_keys_count(const token_keys_t *keys)
{
    return keys->count;
}

const uint8_t *token_keys_get(const token_keys_t *keys, int number, gint64 *replaced)
{
    if (number < 1 || number > TOKEN_KEYS_MOST || !keys->keys[number].there)
        return NULL;
    *replaced = keys->keys[number].replaced;
    return keys->keys[number].secret;
}
