/* Bundles: what is taken is what was sealed, once, in order, whatever happens on the way. */
#include "bundles.h"
#include "disk.h"
#include "old_version.h"
#include "raw.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- all is well --- */

static void a_copy_is_as_its_journal(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 30);
    struct bundle_about about = write_bundle(&ends, 0);
    struct verify_result device = verify_sound(&ends.device);
    g_assert_cmpint(about.first_seq, ==, 1);
    g_assert_cmpint(about.last_seq, ==, device.entries);
    struct bundle_taken taken = take_bundle(&ends);
    g_assert_cmpint(taken.entries, ==, device.entries);
    g_assert_cmpint(taken.ratings, ==, 30);
    g_assert_cmpint(taken.known, ==, 0);
    g_assert_cmpint(taken.last_seq, ==, device.entries);
    expect_alike(&ends);
    bundles_finish(&ends);
}

static void taking_twice_changes_nothing(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 30);
    gint64 last = write_bundle(&ends, 0).last_seq;
    take_bundle(&ends);
    for (int i = 0; i < 3; i++) {
        struct bundle_taken taken = take_bundle(&ends);
        g_assert_cmpint(taken.entries, ==, 0);
        g_assert_cmpint(taken.ratings, ==, 0);
        g_assert_cmpint(taken.known, ==, last);
        g_assert_cmpint(taken.last_seq, ==, last);
        expect_alike(&ends);
    }
    bundles_finish(&ends);
}

/* A correction comes in another bundle than its rating. */
static void what_came_later_comes_in_later(void)
{
    struct bundles ends;
    gint64 last = 0;
    bundles_init(&ends);
    store_ratings(&ends, 0, 10);
    last = write_bundle(&ends, 0).last_seq;
    for (gint64 cut = 1; cut < last; cut += 3) { /* bundles that end in the middle of a rating's entries */
        remove_tree(ends.center.folder);
        g_assert_cmpint(g_mkdir(ends.center.folder, 0755), ==, 0);
        write_bundle(&ends, 0);
        g_autofree char *shorter = g_strdup_printf(
            "DELETE FROM entry WHERE seq > %d; UPDATE bundle SET last = %d", (int)cut, (int)cut);
        file_run(ends.bundle, shorter);
        g_assert_cmpint(take_bundle(&ends).entries, ==, cut);
        write_bundle(&ends, cut);
        g_assert_cmpint(take_bundle(&ends).entries, ==, last - cut);
        expect_alike(&ends);
    }
    bundles_finish(&ends);
}

static void what_overlaps_is_compared_and_passed_over(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 10);
    gint64 first = write_bundle(&ends, 0).last_seq;
    take_bundle(&ends);
    store_ratings(&ends, 10, 10);
    gint64 last = write_bundle(&ends, 5).last_seq;
    struct bundle_taken taken = take_bundle(&ends);
    g_assert_cmpint(taken.known, ==, first - 5);
    g_assert_cmpint(taken.entries, ==, last - first);
    expect_alike(&ends);
    bundles_finish(&ends);
}

static void an_empty_journal_is_brought_too(void)
{
    struct bundles ends;
    bundles_init(&ends);
    journal_close(desk_open(&ends.device));
    struct bundle_about about = write_bundle(&ends, 0);
    g_assert_cmpint(about.first_seq, ==, 0);
    g_assert_cmpint(about.last_seq, ==, 0);
    g_assert_cmpint(take_bundle(&ends).last_seq, ==, 0);
    expect_alike(&ends);
    store_ratings(&ends, 0, 3);
    write_bundle(&ends, 0);
    take_bundle(&ends);
    gint64 last = 0;
    g_assert_true(bundle_last(&last, ends.center.file, NULL));
    write_bundle(&ends, last); /* nothing is newer */
    g_assert_cmpint(take_bundle(&ends).entries, ==, 0);
    expect_alike(&ends);
    bundles_finish(&ends);
}

static void twenty_thousand_entries_are_brought(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_many(&ends, 20000);
    write_bundle(&ends, 0);
    struct bundle_taken taken = take_bundle(&ends);
    g_assert_cmpint(taken.entries, ==, 20000);
    g_assert_cmpint(taken.ratings, ==, 20000);
    expect_alike(&ends);
    bundles_finish(&ends);
}

struct device_at_work {
    const struct bundles *ends;
    gint stop;
};

static gpointer write_on(gpointer payload)
{
    struct device_at_work *work = payload;
    journal_t *journal = desk_open(&work->ends->device);
    for (int i = 0; i < 20 || !g_atomic_int_get(&work->stop); i++) {
        struct rating rating = rating_at("dat-dai", 1 + i % 5, i);
        append_ok(journal, &rating);
    }
    journal_close(journal);
    return NULL;
}

static void a_journal_is_brought_while_its_device_writes(void)
{
    struct bundles ends;
    bundles_init(&ends);
    journal_close(desk_open(&ends.device));
    struct device_at_work work = {&ends, 0};
    GThread *device = g_thread_new("device", write_on, &work);
    for (int i = 0; i < 20; i++) {
        gint64 last = 0;
        g_assert_true(bundle_last(&last, ends.center.file, NULL));
        gint64 end = write_bundle(&ends, last).last_seq;
        g_assert_cmpint(take_bundle(&ends).last_seq, ==, MAX(end, last));
        verify_sound(&ends.center);
    }
    g_atomic_int_set(&work.stop, 1);
    g_thread_join(device);
    write_bundle(&ends, 0);
    take_bundle(&ends);
    expect_alike(&ends);
    bundles_finish(&ends);
}

static void a_bundle_is_for_its_owner_and_group(void)
{
    struct bundles ends;
    struct stat about;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    write_bundle(&ends, 0);
    g_assert_cmpint(stat(ends.bundle, &about), ==, 0);
    g_assert_cmpint(about.st_mode & 07, ==, 0);
    bundles_finish(&ends);
}

/* --- on the way --- */

enum { KILLS = 25 };

/* Takes the bundle in a process that is killed after a while; whether it was done before. */
static bool killed_while_taking(const struct bundles *ends, gulong pause_us)
{
    int status = 0;
    struct bundle_taken taken;
    pid_t child = fork();
    g_assert_cmpint(child, >=, 0);
    if (child == 0)
        _exit(bundle_take(&taken, ends->bundle, ends->center.file, &ends->center.identity, NULL) ? 0 : 1);
    g_usleep(pause_us);
    kill(child, SIGKILL);
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return !WIFSIGNALED(status);
}

static void a_killed_taking_goes_on_where_it_was(void)
{
    struct bundles ends;
    gint64 before = 0;
    int kills = 0;
    bundles_init(&ends);
    store_many(&ends, 20000);
    write_bundle(&ends, 0);
    for (bool done = false; !done && kills < KILLS; kills += !done) {
        done = killed_while_taking(&ends, (gulong)g_test_rand_int_range(0, 80000));
        if (!g_file_test(ends.center.file, G_FILE_TEST_EXISTS))
            continue;
        gint64 now = verify_sound(&ends.center).head_seq;
        g_assert_cmpint(now, >=, before);
        before = now;
    }
    g_assert_cmpint(kills, >, 0);
    struct bundle_taken taken = take_bundle(&ends);
    g_assert_cmpint(taken.known + taken.entries, ==, 20000);
    expect_alike(&ends);
    bundles_finish(&ends);
}

static void a_copy_is_written_by_one_at_a_time(void)
{
    struct bundles ends;
    bundles_init(&ends);
    store_ratings(&ends, 0, 3);
    write_bundle(&ends, 0);
    take_bundle(&ends);
    g_autofree char *lock = g_build_filename(ends.center.folder, "journal.lock", NULL);
    int held = disk_lock(lock);
    g_assert_cmpint(held, >=, 0);
    take_refused(&ends, JOURNAL_ERROR_OPEN, "another program", "");
    close(held);
    take_bundle(&ends);
    expect_alike(&ends);
    bundles_finish(&ends);
}

/* --- versions --- */

static void store_plain(const struct bundles *ends, int n)
{
    journal_t *journal = desk_open(&ends->device);
    for (int i = 0; i < n; i++) {
        struct rating rating = rating_at("dat-dai", 1 + i % 5, i);
        append_ok(journal, &rating);
    }
    journal_close(journal);
}

static void journals_of_earlier_versions_are_brought(void)
{
    for (int version = 1; version <= 2; version++) {
        struct bundles ends;
        bundles_init(&ends);
        store_plain(&ends, 12);
        old_version_turn(ends.device.file, version);
        write_bundle(&ends, 0);
        g_assert_cmpint(file_integer(ends.device.file, "PRAGMA user_version"), ==, version);
        g_assert_cmpint(take_bundle(&ends).ratings, ==, 12);
        journal_close(desk_open(&ends.device)); /* brings it up to date */
        expect_alike(&ends);
        bundles_finish(&ends);
    }
}

static void a_copy_of_an_earlier_version_goes_on(void)
{
    for (int version = 1; version <= 2; version++) {
        struct bundles ends;
        bundles_init(&ends);
        store_plain(&ends, 12);
        write_bundle(&ends, 0);
        take_bundle(&ends);
        old_version_turn(ends.center.file, version);
        store_ratings(&ends, 12, 12);
        write_bundle(&ends, 12);
        g_assert_cmpint(take_bundle(&ends).ratings, ==, 12);
        expect_alike(&ends);
        bundles_finish(&ends);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bundle/a_copy_is_as_its_journal", a_copy_is_as_its_journal);
    g_test_add_func("/bundle/taking_twice_changes_nothing", taking_twice_changes_nothing);
    g_test_add_func("/bundle/what_came_later_comes_in_later", what_came_later_comes_in_later);
    g_test_add_func("/bundle/what_overlaps_is_compared_and_passed_over",
                    what_overlaps_is_compared_and_passed_over);
    g_test_add_func("/bundle/an_empty_journal_is_brought_too", an_empty_journal_is_brought_too);
    g_test_add_func("/bundle/twenty_thousand_entries_are_brought", twenty_thousand_entries_are_brought);
    g_test_add_func("/bundle/a_journal_is_brought_while_its_device_writes",
                    a_journal_is_brought_while_its_device_writes);
    g_test_add_func("/bundle/a_bundle_is_for_its_owner_and_group", a_bundle_is_for_its_owner_and_group);
    g_test_add_func("/bundle/a_killed_taking_goes_on_where_it_was", a_killed_taking_goes_on_where_it_was);
    g_test_add_func("/bundle/a_copy_is_written_by_one_at_a_time", a_copy_is_written_by_one_at_a_time);
    g_test_add_func("/bundle/journals_of_earlier_versions_are_brought",
                    journals_of_earlier_versions_are_brought);
    g_test_add_func("/bundle/a_copy_of_an_earlier_version_goes_on", a_copy_of_an_earlier_version_goes_on);
    return g_test_run();
}
