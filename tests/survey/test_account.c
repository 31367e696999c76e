/* Accounts of the staff pages: kept as hashes that only their owner reads. */
#include "account.h"
#include "temp_file.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static const char password[] = "mùa lúa chín 2025";

/* The name of a file that is not there, in a folder that is; the path is free to be made. */
static struct temp_file no_file(void)
{
    struct temp_file file = temp_file_new("accounts.ini", "");
    g_assert_cmpint(g_unlink(file.path), ==, 0);
    return file;
}

static void set(const char *file, const char *name, const char *secret)
{
    g_autoptr(GError) error = NULL;
    account_set(file, name, secret, "2025-11-05", &error);
    g_assert_no_error(error);
}

static bool matches(const char *file, const char *name, const char *secret)
{
    g_autoptr(GError) error = NULL;
    const bool same = account_matches(file, name, secret, &error);
    g_assert_no_error(error);
    return same;
}

static void assert_names(const char *file, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) names = accounts_names(file, &error);
    g_assert_no_error(error);
    g_autofree char *joined = g_strjoinv(" ", names);
    g_assert_cmpstr(joined, ==, expected);
}

static void a_name_is_2_to_31_of_a_few_letters(void)
{
    static const char *const good[] = {"lan", "a1", "to-truong-2", "abcdefghijklmnopqrstuvwxyz01234"};
    static const char *const bad[] = {
        "", "a", "Lan", "lan anh", "lan_anh", "lân", "a]b", "a\nb", "abcdefghijklmnopqrstuvwxyz012345"};
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        g_assert_true(account_name_is_valid(good[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_false(account_name_is_valid(bad[i]));
}

static void a_password_is_long_and_neither_one_letter_nor_the_name(void)
{
    g_autofree char *most = g_strnfill(63, 'a');
    g_autofree char *longest = g_strconcat(most, "b", NULL), *too_long = g_strconcat(most, "bc", NULL);
    const char *const good[] = {"abcdefghij", "ộộộộộộộộộa", "1234567890", longest, password};
    const char *const bad[] = {"",       "abcdefghi",   "ộộộộộộộộa",   "aaaaaaaaaa",  "ộộộộộộộộộộ",
                               too_long, "to-truong-2", "TO-truong-2", "abcdefghi\n", "abcdefgh\xff\xff"};
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        g_assert_true(password_is_acceptable(good[i], "to-truong-2", NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        const char *why = NULL;
        g_assert_false(password_is_acceptable(bad[i], "to-truong-2", &why));
        g_assert_nonnull(why);
    }
}

static void no_file_is_no_account(void)
{
    g_auto(temp_file_t) file = temp_file_new("accounts.ini", "");
    g_autofree char *none = g_build_filename(file.folder, "none", NULL);
    g_autoptr(GError) error = NULL;
    assert_names(none, "");
    g_assert_false(matches(none, "lan", password));
    g_assert_false(account_remove(none, "lan", &error));
    g_assert_error(error, ACCOUNT_ERROR, ACCOUNT_ERROR_NAME);
    g_assert_false(g_file_test(none, G_FILE_TEST_EXISTS));
}

static void an_account_knows_its_password_and_no_other(void)
{
    g_auto(temp_file_t) file = no_file();
    set(file.path, "lan", password);
    set(file.path, "an-2", "another password");
    assert_names(file.path, "an-2 lan");
    g_assert_true(matches(file.path, "lan", password));
    g_assert_true(matches(file.path, "an-2", "another password"));
    g_assert_false(matches(file.path, "lan", "another password"));
    g_assert_false(matches(file.path, "lan", ""));
    g_assert_false(matches(file.path, "hoa", password));
    g_assert_false(matches(file.path, "", password));
    g_assert_false(matches(file.path, "lan]\n[account hoa", password));
    g_assert_false(matches(file.path, "lan", "\xff\xfe"));
}

static void the_same_letters_typed_in_parts_are_the_same_password(void)
{
    g_auto(temp_file_t) file = no_file();
    set(file.path, "lan", "mu\u0300a lu\u0301a chi\u0301n 2025");
    g_assert_true(matches(file.path, "lan", password));
}

static void the_file_holds_hashes_that_only_its_owner_reads(void)
{
    g_auto(temp_file_t) file = no_file();
    g_autofree char *text = NULL;
    struct stat about;

    set(file.path, "lan", password);
    g_assert_cmpint(g_chmod(file.path, 0600), ==, 0);
    set(file.path, "hoa", password);
    g_assert_cmpint(stat(file.path, &about), ==, 0);
    g_assert_cmpuint(about.st_mode & 07777, ==, 0600);
    g_assert_true(g_file_get_contents(file.path, &text, NULL, NULL));
    g_assert_null(strstr(text, "2025 "));
    g_assert_null(strstr(text, "lúa"));
    g_assert_nonnull(strstr(text, "[account lan]\nhash=$argon2id$v=19$m=32768,t=3,p=1$"));
    g_assert_nonnull(strstr(text, "\nmade=2025-11-05\n"));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_assert_cmpstr(lines[1], !=, lines[5]); /* the same password, another salt */
}

static void a_new_password_takes_the_place_of_the_old(void)
{
    g_auto(temp_file_t) file = no_file();
    set(file.path, "lan", password);
    set(file.path, "lan", "another password");
    assert_names(file.path, "lan");
    g_assert_false(matches(file.path, "lan", password));
    g_assert_true(matches(file.path, "lan", "another password"));
}

static void a_removed_account_is_gone_and_the_others_stay(void)
{
    g_auto(temp_file_t) file = no_file();
    g_autoptr(GError) error = NULL;
    set(file.path, "lan", password);
    set(file.path, "hoa", password);
    g_assert_true(account_remove(file.path, "lan", &error));
    assert_names(file.path, "hoa");
    g_assert_false(matches(file.path, "lan", password));
    g_assert_true(matches(file.path, "hoa", password));
    g_assert_false(account_remove(file.path, "lan", &error));
    g_assert_error(error, ACCOUNT_ERROR, ACCOUNT_ERROR_NAME);
    g_clear_error(&error);
    g_assert_true(account_remove(file.path, "hoa", &error));
    assert_names(file.path, "");
}

/* Made by the argon2 program of another hand, as in test_pin.c. */
static void a_hash_of_another_program_is_understood(void)
{
    g_auto(temp_file_t) file =
        temp_file_new("accounts.ini", "[account lan]\nhash=$argon2id$v=19$m=32768,t=3,p=1$c2FsdHNhbHRzY"
                                      "Wx0$qcfglK9YQnR5QR1z6GPw3VwTK5ackVtl7wiXkiNT19A\nmade=2025-11-05\n");
    g_assert_cmpint(g_chmod(file.path, 0600), ==, 0);
    g_assert_true(matches(file.path, "lan", "274951"));
    g_assert_false(matches(file.path, "hoa", "274951"));
}

static void a_file_that_others_can_read_is_refused(void)
{
    g_auto(temp_file_t) file = no_file();
    g_autoptr(GError) error = NULL;
    set(file.path, "lan", password);
    g_assert_cmpint(g_chmod(file.path, 0640), ==, 0);
    g_assert_null(accounts_names(file.path, &error));
    g_assert_error(error, ACCOUNT_ERROR, ACCOUNT_ERROR_FILE);
    g_clear_error(&error);
    g_assert_false(account_matches(file.path, "lan", password, &error));
    g_assert_error(error, ACCOUNT_ERROR, ACCOUNT_ERROR_FILE);
    g_clear_error(&error);
    g_assert_false(account_set(file.path, "hoa", password, "2025-11-05", &error));
    g_assert_error(error, ACCOUNT_ERROR, ACCOUNT_ERROR_FILE);
}

static void what_is_no_file_of_accounts_is_refused(void)
{
    static const char *const bad[] = {"nonsense", "[account lan]\nmade=2025-11-05\n", "[account L]\nhash=x\n",
                                      "[lan]\nhash=x\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_auto(temp_file_t) file = temp_file_new("accounts.ini", bad[i]);
        g_autoptr(GError) error = NULL;
        g_assert_cmpint(g_chmod(file.path, 0600), ==, 0);
        g_assert_null(accounts_names(file.path, &error));
        g_assert_error(error, ACCOUNT_ERROR, ACCOUNT_ERROR_CONTENT);
    }
}

static gpointer add_one(gpointer data)
{
    const struct {
        const char *file;
        int number;
    } *one = data;
    g_autofree char *name = g_strdup_printf("person-%d", one->number);
    set(one->file, name, password);
    return NULL;
}

static void of_accounts_added_at_once_none_is_lost(void)
{
    g_auto(temp_file_t) file = no_file();
    struct {
        const char *file;
        int number;
    } ones[4];
    GThread *threads[G_N_ELEMENTS(ones)];
    for (int i = 0; i < (int)G_N_ELEMENTS(ones); i++) {
        ones[i].file = file.path;
        ones[i].number = i;
        threads[i] = g_thread_new("add", add_one, &ones[i]);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(ones); i++)
        g_thread_join(threads[i]);
    assert_names(file.path, "person-0 person-1 person-2 person-3");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/account/a_name_is_2_to_31_of_a_few_letters", a_name_is_2_to_31_of_a_few_letters);
    g_test_add_func("/account/a_password_is_long_and_neither_one_letter_nor_the_name",
                    a_password_is_long_and_neither_one_letter_nor_the_name);
    g_test_add_func("/account/no_file_is_no_account", no_file_is_no_account);
    g_test_add_func("/account/an_account_knows_its_password_and_no_other",
                    an_account_knows_its_password_and_no_other);
    g_test_add_func("/account/the_same_letters_typed_in_parts_are_the_same_password",
                    the_same_letters_typed_in_parts_are_the_same_password);
    g_test_add_func("/account/the_file_holds_hashes_that_only_its_owner_reads",
                    the_file_holds_hashes_that_only_its_owner_reads);
    g_test_add_func("/account/a_new_password_takes_the_place_of_the_old",
                    a_new_password_takes_the_place_of_the_old);
    g_test_add_func("/account/a_removed_account_is_gone_and_the_others_stay",
                    a_removed_account_is_gone_and_the_others_stay);
    g_test_add_func("/account/a_hash_of_another_program_is_understood",
                    a_hash_of_another_program_is_understood);
    g_test_add_func("/account/a_file_that_others_can_read_is_refused",
                    a_file_that_others_can_read_is_refused);
    g_test_add_func("/account/what_is_no_file_of_accounts_is_refused",
                    what_is_no_file_of_accounts_is_refused);
    g_test_add_func("/account/of_accounts_added_at_once_none_is_lost",
                    of_accounts_added_at_once_none_is_lost);
    return g_test_run();
}
