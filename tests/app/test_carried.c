/* What a drive takes to the center, on real journals and keys. */
#include "bundle.h"
#include "carried.h"
#include "folder.h"
#include "sign.h"
#include <glib/gstdio.h>
#include <string.h>

/* A kiosk's data folder, a drive's folder and the center's copy. */
struct way {
    char *data, *drive, *copy, *public;
    uint8_t key[SEAL_KEY_SIZE];
    struct journal_identity identity;
    int stored;
};

static void begin(struct way *way)
{
    GError *error = NULL;
    *way = (struct way){.data = g_dir_make_tmp("carried-XXXXXX", NULL)};
    way->identity = (struct journal_identity){"kiosk-1", "chi-minh", way->key};
    way->drive = g_build_filename(way->data, "drive", NULL);
    way->copy = g_build_filename(way->data, "copy.db", NULL);
    way->public = folder_sign_public(way->data);
    g_autofree char *keys = folder_keys(way->data), *device = folder_device(way->data, "kiosk-1"),
                    *secret = folder_sign_key(way->data);
    g_assert_cmpint(g_mkdir_with_parents(keys, 0700) + g_mkdir_with_parents(device, 0750), ==, 0);
    g_assert_cmpint(g_mkdir(way->drive, 0755), ==, 0);
    sign_keys_create(secret, way->public, "chi-minh kiosk-1", &error);
    g_assert_no_error(error);
}

static void finish(struct way *way)
{
    const char *const remove[] = {"rm", "-r", way->data, NULL};
    g_assert_true(
        g_spawn_sync(NULL, (char **)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
    g_free(way->data);
    g_free(way->drive);
    g_free(way->copy);
    g_free(way->public);
}

static void rate(struct way *way, int n)
{
    g_autofree char *file = folder_journal(way->data, "kiosk-1");
    GError *error = NULL;
    journal_t *journal = NULL;
    journal_open(&journal, file, &way->identity, &error);
    g_assert_no_error(error);
    for (int i = 0; i < n; i++) {
        struct journal_item item = {.rating = {.kind = ENTRY_RATING, .area = "dat-dai", .language = "vi"}};
        item.rating.when = (struct moment){.utc_ms = 1762311600000 + way->stored++, .day = 20251105};
        item.rating.answers[ITEM_TTHC] = 5;
        g_assert_true(journal_append(journal, &item, 1, NULL));
        g_assert_no_error(item.error);
    }
    journal_close(journal);
}

static void put(const struct way *way, const char *name, GBytes *bytes)
{
    g_autofree char *file = g_build_filename(way->drive, name, NULL);
    gsize size = 0;
    const char *content = g_bytes_get_data(bytes, &size);
    g_assert_true(g_file_set_contents(file, content, (gssize)size, NULL));
}

/* Carries to the drive, under the expected name; "": nothing. */
static void carry(const struct way *way, const char *expected)
{
    GError *error = NULL;
    struct carried carried;
    carried_make(&carried, way->data, "kiosk-1", way->drive, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(carried.name != NULL ? carried.name : "", ==, expected);
    if (carried.name != NULL) {
        g_autofree char *signature = g_strconcat(carried.name, ".minisig", NULL);
        put(way, carried.name, carried.bundle);
        put(way, signature, carried.signature);
    }
    carried_clear(&carried);
}

/* The center takes a bundle off the drive; how many entries are new. */
static gint64 take(const struct way *way, const char *name)
{
    g_autofree char *file = g_build_filename(way->drive, name, NULL);
    GError *error = NULL;
    struct bundle_taken taken;
    sign_check(file, way->public, &error);
    g_assert_no_error(error);
    bundle_take(&taken, file, way->copy, &way->identity, &error);
    g_assert_no_error(error);
    return taken.entries;
}

static void a_drive_gets_all_and_then_what_is_new(void)
{
    struct way way;
    begin(&way);
    rate(&way, 3);
    carry(&way, "kiosk-1-1-3.sipas");
    carry(&way, "");
    rate(&way, 2);
    carry(&way, "kiosk-1-4-5.sipas");
    rate(&way, 1);
    carry(&way, "kiosk-1-6-6.sipas");
    g_assert_cmpint(take(&way, "kiosk-1-1-3.sipas"), ==, 3);
    g_assert_cmpint(take(&way, "kiosk-1-4-5.sipas"), ==, 2);
    g_assert_cmpint(take(&way, "kiosk-1-6-6.sipas"), ==, 1);
    finish(&way);
}

static void another_drive_gets_all(void)
{
    struct way way;
    begin(&way);
    rate(&way, 3);
    carry(&way, "kiosk-1-1-3.sipas");
    g_free(way.drive);
    way.drive = g_build_filename(way.data, "another, not made yet", NULL);
    g_assert_cmpint(g_mkdir(way.drive, 0755), ==, 0);
    rate(&way, 1);
    carry(&way, "kiosk-1-1-4.sipas");
    finish(&way);
}

static void a_drive_without_the_first_bundle_gets_all(void)
{
    struct way way;
    begin(&way);
    rate(&way, 3);
    carry(&way, "kiosk-1-1-3.sipas");
    rate(&way, 1);
    carry(&way, "kiosk-1-4-4.sipas");
    g_autofree char *first = g_build_filename(way.drive, "kiosk-1-1-3.sipas", NULL);
    g_assert_cmpint(g_unlink(first), ==, 0);
    rate(&way, 1);
    carry(&way, "kiosk-1-1-5.sipas");
    finish(&way);
}

static void a_spoilt_bundle_on_the_drive_does_not_count(void)
{
    struct way way;
    begin(&way);
    rate(&way, 3);
    carry(&way, "kiosk-1-1-3.sipas");
    g_autofree char *first = g_build_filename(way.drive, "kiosk-1-1-3.sipas", NULL);
    g_autofree char *bytes = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(first, &bytes, &size, NULL));
    bytes[size / 2] ^= 1;
    g_assert_true(g_file_set_contents(first, bytes, (gssize)size, NULL));
    carry(&way, "kiosk-1-1-3.sipas"); /* in its place */
    g_assert_cmpint(take(&way, "kiosk-1-1-3.sipas"), ==, 3);
    finish(&way);
}

static void a_journal_that_was_set_back_is_carried_whole(void)
{
    struct way way;
    begin(&way);
    rate(&way, 3);
    carry(&way, "kiosk-1-1-3.sipas");
    g_autofree char *journal = folder_journal(way.data, "kiosk-1");
    g_assert_cmpint(g_unlink(journal), ==, 0);
    rate(&way, 2);
    carry(&way, "kiosk-1-1-2.sipas");
    finish(&way);
}

/* One that was killed left them; nobody finds what stood in them. */
static void a_draft_that_was_left_lying_is_gone(void)
{
    struct way way;
    begin(&way);
    rate(&way, 3);
    g_autofree char *device = folder_device(way.data, "kiosk-1");
    g_autofree char *place = g_build_filename(device, "carried", NULL);
    g_autofree char *draft = g_build_filename(place, "bundle", NULL);
    g_autofree char *signature = g_build_filename(place, "bundle.minisig", NULL);
    g_assert_cmpint(g_mkdir(place, 0700), ==, 0);
    g_assert_true(g_file_set_contents(draft, "half a bundle", -1, NULL));
    g_assert_true(g_file_set_contents(signature, "of another", -1, NULL));
    carry(&way, "kiosk-1-1-3.sipas");
    g_assert_false(g_file_test(place, G_FILE_TEST_EXISTS));
    g_assert_cmpint(take(&way, "kiosk-1-1-3.sipas"), ==, 3);
    finish(&way);
}

static void nothing_is_carried_without_entries_or_without_a_key(void)
{
    struct way way;
    begin(&way);
    rate(&way, 0);
    carry(&way, "");
    rate(&way, 1);
    g_autofree char *secret = folder_sign_key(way.data);
    g_assert_cmpint(g_unlink(secret), ==, 0);
    carry(&way, "");
    finish(&way);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/carried/a_drive_gets_all_and_then_what_is_new", a_drive_gets_all_and_then_what_is_new);
    g_test_add_func("/carried/another_drive_gets_all", another_drive_gets_all);
    g_test_add_func("/carried/a_drive_without_the_first_bundle_gets_all",
                    a_drive_without_the_first_bundle_gets_all);
    g_test_add_func("/carried/a_spoilt_bundle_on_the_drive_does_not_count",
                    a_spoilt_bundle_on_the_drive_does_not_count);
    g_test_add_func("/carried/a_journal_that_was_set_back_is_carried_whole",
                    a_journal_that_was_set_back_is_carried_whole);
    g_test_add_func("/carried/a_draft_that_was_left_lying_is_gone", a_draft_that_was_left_lying_is_gone);
    g_test_add_func("/carried/nothing_is_carried_without_entries_or_without_a_key",
                    nothing_is_carried_without_entries_or_without_a_key);
    return g_test_run();
}
