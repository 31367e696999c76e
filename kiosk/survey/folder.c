#include "folder.h"
#include "rating.h"
#include <string.h>

char *folder_center_ini(const char *data)
{
    return g_build_filename(data, "center.ini", NULL);
}

char *folder_plans(const char *data)
{
    return g_build_filename(data, "plans", NULL);
}

char *folder_joined(const char *data)
{
    return g_build_filename(data, "joined", NULL);
}

char *folder_keys(const char *data)
{
    return g_build_filename(data, "keys", NULL);
}

char *folder_seal_key(const char *data)
{
    return g_build_filename(data, "keys", "seal.key", NULL);
}

/* DIR/keys/BEFORE-DEVICE.END */
static char *key_of_device(const char *data, const char *before, const char *device, const char *end)
{
    g_autofree char *name = g_strconcat(before, "-", device, end, NULL);
    return g_build_filename(data, "keys", name, NULL);
}

char *folder_device_seal_key(const char *data, const char *device)
{
    return key_of_device(data, "seal", device, ".key");
}

char *folder_token_keys(const char *data)
{
    return g_build_filename(data, "keys", "token.ini", NULL);
}

char *folder_accounts(const char *data)
{
    return g_build_filename(data, "keys", "accounts.ini", NULL);
}

char *folder_sign_key(const char *data)
{
    return g_build_filename(data, "keys", "sign.key", NULL);
}

char *folder_sign_public(const char *data)
{
    return g_build_filename(data, "keys", "sign.pub", NULL);
}

char *folder_trusted(const char *data, const char *device)
{
    return key_of_device(data, "trusted", device, ".pub");
}

char *folder_staff_pin(const char *data)
{
    return g_build_filename(data, "keys", "staff.pin", NULL);
}

char *folder_devices(const char *data)
{
    return g_build_filename(data, "devices", NULL);
}

char *folder_device(const char *data, const char *device)
{
    return g_build_filename(data, "devices", device, NULL);
}

char *folder_journal(const char *data, const char *device)
{
    return g_build_filename(data, "devices", device, "journal.db", NULL);
}

char *folder_reports(const char *data)
{
    return g_build_filename(data, "reports", NULL);
}

/* The variable's text, or NULL when it is not set or empty. */
static const char *environment(const char *name)
{
    const char *text = g_getenv(name);
    return text && *text ? text : NULL;
}

char *folder_data(const char *given)
{
    if (!given)
        given = environment("SIPAS_DATA");
    return g_strdup(given ? given : "/var/lib/sipas");
}

char *folder_assets(void)
{
    const char *set = environment("SIPAS_ASSETS");
    if (set)
        return g_strdup(set);
    if (g_file_test(SIPAS_INSTALLED_ASSETS, G_FILE_TEST_IS_DIR))
        return g_strdup(SIPAS_INSTALLED_ASSETS);
    return g_build_filename(SIPAS_SOURCE_DIR, "assets", NULL);
}

char *folder_fonts(void)
{
    g_autofree char *assets = folder_assets();
    char *inside = g_build_filename(assets, "fonts", NULL);
    if (g_file_test(inside, G_FILE_TEST_IS_DIR))
        return inside;
    g_free(inside);
    g_autofree char *whole = g_canonicalize_filename(assets, NULL);
    g_autofree char *parent = g_path_get_dirname(whole);
    return g_build_filename(parent, "fonts", NULL);
}

/* Takes the file name over; gives it back when there is such a file, else NULL. */
static char *if_file(char *file)
{
    if (g_file_test(file, G_FILE_TEST_IS_REGULAR))
        return file;
    g_free(file);
    return NULL;
}

static bool is_file_name(const char *name)
{
    return strchr(name, '/') || g_str_has_suffix(name, ".ini");
}

static char *find_plan_of_name(const char *data, const char *name)
{
    g_autofree char *ini = g_strconcat(name, ".ini", NULL);
    char *file = data ? if_file(g_build_filename(data, "plans", ini, NULL)) : NULL;
    if (file)
        return file;
    g_autofree char *assets = folder_assets();
    return if_file(g_build_filename(assets, "plans", ini, NULL));
}

char *folder_find_plan(const char *data, const char *name)
{
    if (!is_file_name(name))
        return find_plan_of_name(data, name);
    return if_file(g_path_is_absolute(name) || !data ? g_strdup(name) : g_build_filename(data, name, NULL));
}

char *folder_find_given_plan(const char *data, const char *name)
{
    return is_file_name(name) ? if_file(g_strdup(name)) : find_plan_of_name(data, name);
}

bool device_id_is_valid(const char *id)
{
    return area_id_is_valid(id);
}
