/* Bundles that are not what a device sealed, or that the copy does not go on with. */
#include "bundles.h"
#include "raw.h"
#include <glib/gstdio.h>

static void a_gap_is_refused_by_number(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 10);
    write_bundle(&ends, 4);
    take_refused(&ends, JOURNAL_ERROR_INVALID, "after entry 4", "expected entry 1 too");
    g_assert_false(g_file_test(ends.center.file, G_FILE_TEST_EXISTS));
    write_bundle(&ends, 0);
    gint64 last = take_bundle(&ends).last_seq;
    store_ratings(&ends, 10, 10);
    write_bundle(&ends, last + 2);
    g_autofree char *wanted = g_strdup_printf("expected entry %d too", (int)last + 1);
    take_refused(&ends, JOURNAL_ERROR_INVALID, wanted, "");
    bundles_finish(&ends);
}

static void an_edited_entry_is_refused_by_number(void)
{
    altered_is_refused(
        "UPDATE entry SET tthc = 6 - tthc WHERE seq = (SELECT min(seq) FROM entry WHERE tthc = 1)", false,
        "does not fit its seal");
    altered_is_refused("UPDATE entry SET language = 'en' WHERE seq = 12", false, "entry 12 does not fit");
    altered_is_refused("UPDATE entry SET language = 'en' WHERE seq = 1", false, "entry 1 does not fit");
    altered_is_refused("UPDATE entry SET language = 'en' WHERE seq = 12", true, "entry 12 does not fit");
    altered_is_refused("UPDATE entry SET language = 'en' WHERE seq = 2", true, "entry 2 is not the one");
    altered_is_refused("UPDATE entry SET boot = x'00' WHERE seq = 12", true, "entry 12 does not fit");
}

static void an_edited_seal_is_refused_by_number(void)
{
    altered_is_refused("UPDATE entry SET seal = randomblob(32) WHERE seq = 12", false,
                       "entry 12 does not fit");
    altered_is_refused("UPDATE entry SET seal = x'' WHERE seq = 12", true, "entry 12 does not fit");
    altered_is_refused("UPDATE entry SET seal = NULL WHERE seq = 1", false, "entry 1 does not fit");
    altered_is_refused("UPDATE entry SET seal = randomblob(32) WHERE seq = 2", true,
                       "entry 2 is not the one");
}

static void a_missing_entry_is_refused_by_number(void)
{
    altered_is_refused("DELETE FROM entry WHERE seq = 12", false, "entry 12 is missing");
    altered_is_refused("DELETE FROM entry WHERE seq = 2", true, "entry 2 is not the one");
    altered_is_refused("DELETE FROM entry WHERE seq > 12", false, "entry 13 is missing");
    altered_is_refused("DELETE FROM entry WHERE seq = 1", false, "entry 1 does not fit");
    altered_is_refused("DELETE FROM bundle", false, "which entries it holds");
    altered_is_refused("UPDATE bundle SET after = 7, before = NULL", true, "which entries it holds");
}

static void another_beginning_is_refused(void)
{
    altered_is_refused("UPDATE device SET made = made + 1", false, "entry 1 does not fit");
    altered_is_refused("UPDATE device SET made = made + 1", true, "begun anew");
    altered_is_refused("DELETE FROM device", false, "names the device");
}

static void the_seal_key_has_to_be_the_devices(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    write_bundle(&ends, 0);
    ends.center.key[0] ^= 1;
    take_refused(&ends, JOURNAL_ERROR_DAMAGED, "entry 1 does not fit its seal", "");
    g_assert_false(g_file_test(ends.center.file, G_FILE_TEST_EXISTS));
    bundles_finish(&ends);
}

static void other_devices_and_centers_are_refused(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    write_bundle(&ends, 0);
    ends.center.identity.device = "kiosk-2";
    take_refused(&ends, JOURNAL_ERROR_FOREIGN, "\"kiosk-1\"", "\"kiosk-2\"");
    ends.center.identity.device = "kiosk-1";
    ends.center.identity.center = "an-phong";
    take_refused(&ends, JOURNAL_ERROR_FOREIGN, "\"chi-minh\"", "\"an-phong\"");
    g_assert_false(g_file_test(ends.center.file, G_FILE_TEST_EXISTS));
    bundles_finish(&ends);
}

/* Two journals with the same first entries: a device that was set back to a backup. */
static void a_fork_is_refused_by_number(void)
{
    struct bundles ends;
    g_autoptr(GError) error = NULL;
    bundles_init(&ends);
    g_autofree char *backup = g_strconcat(ends.device.folder, "/backup", NULL);
    store_ratings(&ends, 0, 5);
    gint64 shared = verify_sound(&ends.device).head_seq;
    g_autofree char *keep = g_strdup_printf("VACUUM INTO '%s'", backup);
    file_run(ends.device.file, keep);
    store_ratings(&ends, 5, 5);
    write_bundle(&ends, 0);
    gint64 last = take_bundle(&ends).last_seq;
    g_assert_cmpint(g_rename(backup, ends.device.file), ==, 0);
    store_ratings(&ends, 11, 2); /* fewer, and others */
    gint64 forked = verify_sound(&ends.device).head_seq;
    g_assert_cmpint(forked, <, last);
    g_autofree char *first_other = g_strdup_printf("entry %d is not the one", (int)shared + 1);
    write_bundle(&ends, 0);
    take_refused(&ends, JOURNAL_ERROR_DAMAGED, first_other, "");
    g_autofree char *last_other = g_strdup_printf("entry %d is not the one", (int)forked);
    write_bundle(&ends, forked); /* without entries: what they would come after tells */
    take_refused(&ends, JOURNAL_ERROR_DAMAGED, last_other, "");
    g_assert_false(bundle_write(NULL, ends.bundle, ends.device.file, last, &error));
    g_autofree char *no_entry = g_strdup_printf("there is no entry %d", (int)last);
    expect_error(&error, JOURNAL_ERROR_INVALID, no_entry, "");
    bundles_finish(&ends);
}

static void what_is_no_bundle_is_refused(void)
{
    struct bundles ends;
    g_autoptr(GError) error = NULL;
    struct bundle_about about;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    g_assert_false(bundle_look(&about, ends.device.file, &error)); /* a journal */
    expect_error(&error, JOURNAL_ERROR_FOREIGN, "not a bundle", "");
    g_assert_true(
        g_file_set_contents(ends.bundle, "not even SQLite, but long enough to be looked at", -1, NULL));
    g_assert_false(bundle_look(&about, ends.bundle, &error));
    expect_error(&error, JOURNAL_ERROR_FOREIGN, "SQLite", "");
    write_bundle(&ends, 0);
    file_run(ends.bundle, "PRAGMA user_version = 2");
    take_refused(&ends, JOURNAL_ERROR_NEWER, "newer program", "");
    bundles_finish(&ends);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bundle_refused/a_gap_is_refused_by_number", a_gap_is_refused_by_number);
    g_test_add_func("/bundle_refused/an_edited_entry_is_refused_by_number",
                    an_edited_entry_is_refused_by_number);
    g_test_add_func("/bundle_refused/an_edited_seal_is_refused_by_number",
                    an_edited_seal_is_refused_by_number);
    g_test_add_func("/bundle_refused/a_missing_entry_is_refused_by_number",
                    a_missing_entry_is_refused_by_number);
    g_test_add_func("/bundle_refused/another_beginning_is_refused", another_beginning_is_refused);
    g_test_add_func("/bundle_refused/the_seal_key_has_to_be_the_devices", the_seal_key_has_to_be_the_devices);
    g_test_add_func("/bundle_refused/other_devices_and_centers_are_refused",
                    other_devices_and_centers_are_refused);
    g_test_add_func("/bundle_refused/a_fork_is_refused_by_number", a_fork_is_refused_by_number);
    g_test_add_func("/bundle_refused/what_is_no_bundle_is_refused", what_is_no_bundle_is_refused);
    return g_test_run();
}
