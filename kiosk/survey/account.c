#include "account.h"
#include "private_file.h"
#include "secret_hash_internal.h"
#include <string.h>

G_STATIC_ASSERT((int)PASSWORD_HASH_SIZE == (int)SECRET_HASH_SIZE);

enum { NAME_LETTERS_MIN = 2, PASSWORD_LETTERS_MAX = 64 };
G_STATIC_ASSERT(PASSWORD_SIZE == 4 * PASSWORD_LETTERS_MAX + 1);

static const char group_prefix[] = "account ";

/* What the password of an unknown name is compared with, for the time that takes; nobody's. */
static const char no_hash[] = "$argon2id$v=19$m=32768,t=3,p=1$c2FsdHNhbHRzY"
                              "Wx0$qcfglK9YQnR5QR1z6GPw3VwTK5ackVtl7wiXkiNT19A";

G_DEFINE_QUARK(account_error, account_error)

/* --- what may be a name and a password --- */

bool account_name_is_valid(const char *name)
{
    const size_t length = strnlen(name, ACCOUNT_NAME_SIZE);
    return length >= NAME_LETTERS_MIN && length < ACCOUNT_NAME_SIZE &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static bool has_control(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (g_unichar_iscntrl(g_utf8_get_char(text)))
            return true;
    return false;
}

static bool is_one_letter(const char *text)
{
    const gunichar first = g_utf8_get_char(text);
    while (*text && g_utf8_get_char(text) == first)
        text = g_utf8_next_char(text);
    return *text == '\0';
}

static bool is_name(const char *password, const char *name)
{
    g_autofree char *folded = g_utf8_casefold(password, -1);
    return strcmp(folded, name) == 0;
}

bool password_is_acceptable(const char *password, const char *name, const char **why)
{
    const char *unused = NULL;
    if (!why)
        why = &unused;
    *why = "10 to 64 characters";
    if (!g_utf8_validate(password, -1, NULL) || has_control(password))
        return false;
    const glong letters = g_utf8_strlen(password, -1);
    if (letters < PASSWORD_LETTERS_MIN || letters > PASSWORD_LETTERS_MAX)
        return false;
    *why = "a password that is not one character only and not the name";
    return !is_one_letter(password) && !is_name(password, name);
}

/* --- the file --- */

static bool fail(GError **error, enum account_error code, const char *file, const char *what)
{
    g_set_error(error, ACCOUNT_ERROR, (int)code, "%s: %s", file, what);
    return false;
}

static bool fail_file(GError **error, GError *wrong)
{
    g_set_error_literal(error, ACCOUNT_ERROR, ACCOUNT_ERROR_FILE, wrong->message);
    g_error_free(wrong);
    return false;
}

/* The name in "account NAME", or NULL. */
static const char *group_name(const char *group)
{
    const char *name = group + strlen(group_prefix);
    return g_str_has_prefix(group, group_prefix) && account_name_is_valid(name) ? name : NULL;
}

static char *group_of(const char *name)
{
    return g_strconcat(group_prefix, name, NULL);
}

static bool is_account(GKeyFile *accounts, const char *group)
{
    g_autofree char *hash = g_key_file_get_string(accounts, group, "hash", NULL);
    return group_name(group) && hash && strlen(hash) < PASSWORD_HASH_SIZE;
}

static bool are_accounts(GKeyFile *accounts, const char *file, GError **error)
{
    g_auto(GStrv) groups = g_key_file_get_groups(accounts, NULL);
    for (char **group = groups; *group; group++) {
        if (!is_account(accounts, *group)) {
            g_set_error(error, ACCOUNT_ERROR, ACCOUNT_ERROR_CONTENT,
                        "%s: [%s]: expected [account NAME] with a hash", file, *group);
            return false;
        }
    }
    return true;
}

/* No file is no account. */
static GKeyFile *load(const char *file, GError **error)
{
    g_autoptr(GKeyFile) accounts = g_key_file_new();
    GError *wrong = NULL;
    gsize length = 0;
    char *text = private_file_read(file, &length, &wrong);
    if (!text && g_error_matches(wrong, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
        g_error_free(wrong);
        return g_steal_pointer(&accounts);
    }
    if (!text) {
        fail_file(error, wrong);
        return NULL;
    }
    const bool parsed =
        length == 0 || g_key_file_load_from_data(accounts, text, length, G_KEY_FILE_KEEP_COMMENTS, NULL);
    private_file_forget(text);
    if (!parsed) {
        fail(error, ACCOUNT_ERROR_CONTENT, file, "expected a key file with groups [account NAME]");
        return NULL;
    }
    return are_accounts(accounts, file, error) ? g_steal_pointer(&accounts) : NULL;
}

static bool store(GKeyFile *accounts, const char *file, GError **error)
{
    GError *wrong = NULL;
    char *text = g_key_file_to_data(accounts, NULL, NULL);
    const bool stored = private_file_replace(file, text, &wrong);
    private_file_forget(text);
    return stored || fail_file(error, wrong);
}

/* --- asking --- */

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **accounts_names(const char *file, GError **error)
{
    g_autoptr(GKeyFile) accounts = load(file, error);
    if (!accounts)
        return NULL;
    g_auto(GStrv) groups = g_key_file_get_groups(accounts, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (char **group = groups; *group; group++)
        g_ptr_array_add(names, g_strdup(group_name(*group)));
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_steal(names, NULL);
}

/* The same letters may be typed composed or not. */
static char *composed(const char *password)
{
    char *text = g_utf8_normalize(password, -1, G_NORMALIZE_NFC);
    return text ? text : g_strdup("");
}

bool account_matches(const char *file, const char *name, const char *password, GError **error)
{
    g_autoptr(GKeyFile) accounts = load(file, error);
    if (!accounts)
        return false;
    g_autofree char *group = group_of(account_name_is_valid(name) ? name : "");
    g_autofree char *hash = g_key_file_get_string(accounts, group, "hash", NULL);
    char *typed = composed(password);
    const bool same = secret_hash_matches(hash ? hash : no_hash, typed);
    private_file_forget(typed);
    return same && hash;
}

/* --- changing --- */

static bool set_locked(const char *file, const char *group, const char *hash, const char *day, GError **error)
{
    g_autoptr(GKeyFile) accounts = load(file, error);
    if (!accounts)
        return false;
    g_key_file_set_string(accounts, group, "hash", hash);
    g_key_file_set_string(accounts, group, "made", day);
    return store(accounts, file, error);
}

static bool remove_locked(const char *file, const char *name, GError **error)
{
    g_autoptr(GKeyFile) accounts = load(file, error);
    g_autofree char *group = group_of(name);
    if (!accounts)
        return false;
    if (!g_key_file_remove_group(accounts, group, NULL)) {
        g_set_error(error, ACCOUNT_ERROR, ACCOUNT_ERROR_NAME, "%s: no account of that name", name);
        return false;
    }
    return store(accounts, file, error);
}

bool account_set(const char *file, const char *name, const char *password, const char *day, GError **error)
{
    char hash[PASSWORD_HASH_SIZE];
    GError *wrong = NULL;
    g_assert(account_name_is_valid(name) && password_is_acceptable(password, name, NULL));
    char *typed = composed(password);
    const bool hashed = secret_hash(hash, typed);
    private_file_forget(typed);
    if (!hashed)
        return fail(error, ACCOUNT_ERROR_FILE, file, "expected 32 MiB of free memory");
    const int lock = private_file_lock(file, &wrong);
    if (lock < 0)
        return fail_file(error, wrong);
    g_autofree char *group = group_of(name);
    const bool set = set_locked(file, group, hash, day, error);
    private_file_unlock(lock);
    return set;
}

bool account_remove(const char *file, const char *name, GError **error)
{
    GError *wrong = NULL;
    const int lock = private_file_lock(file, &wrong);
    if (lock < 0)
        return fail_file(error, wrong);
    const bool removed = remove_locked(file, name, error);
    private_file_unlock(lock);
    return removed;
}
