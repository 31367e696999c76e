/* Signatures, with minisign itself as the witness. */
#include "desk.h"
#include "sign.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct seal_desk {
    char *folder, *secret, *public, *file, *signature;
};

static void begin(struct seal_desk *desk)
{
    GError *error = NULL;
    desk->folder = g_dir_make_tmp("sign-XXXXXX", &error);
    g_assert_no_error(error);
    desk->secret = g_build_filename(desk->folder, "sign.key", NULL);
    desk->public = g_build_filename(desk->folder, "sign.pub", NULL);
    desk->file = g_build_filename(desk->folder, "file", NULL);
    desk->signature = g_strconcat(desk->file, ".minisig", NULL);
    g_assert_true(g_file_set_contents(desk->file, "what is signed", -1, NULL));
}

static void finish(struct seal_desk *desk)
{
    remove_tree(desk->folder);
    g_free(desk->folder);
    g_free(desk->secret);
    g_free(desk->public);
    g_free(desk->file);
    g_free(desk->signature);
}

static void make_keys(const struct seal_desk *desk)
{
    GError *error = NULL;
    g_assert_true(sign_keys_create(desk->secret, desk->public, "chi-minh web", &error));
    g_assert_no_error(error);
}

static void sign(const struct seal_desk *desk, const char *comment)
{
    GError *error = NULL;
    sign_file(desk->file, desk->secret, comment, &error);
    g_assert_no_error(error);
}

static void expect_right(const struct seal_desk *desk)
{
    GError *error = NULL;
    bool right = sign_check(desk->file, desk->public, &error);
    g_assert_no_error(error);
    g_assert_true(right);
}

static void expect_refused(const struct seal_desk *desk, enum sign_error code)
{
    g_autoptr(GError) error = NULL;
    g_assert_false(sign_check(desk->file, desk->public, &error));
    g_assert_error(error, SIGN_ERROR, (int)code);
    g_assert_null(strchr(error->message, '\n'));
}

/* Runs the real minisign; its exit status. *output (may be NULL) is freed with g_free. */
static int minisign(const char *const *arguments, char **output)
{
    GError *error = NULL;
    g_autofree char *said = NULL;
    int status = -1;
    g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                 &said, NULL, &status, &error);
    g_assert_no_error(error);
    if (output != NULL)
        *output = g_steal_pointer(&said);
    return status;
}

static void minisign_accepts_what_we_sign(void)
{
    struct seal_desk desk;
    g_autofree char *output = NULL;
    begin(&desk);
    make_keys(&desk);
    sign(&desk, "thiết bị web, mục 1-20");
    const char *const verify[] = {"minisign", "-V", "-Q", "-p", desk.public, "-m", desk.file, NULL};
    g_assert_cmpint(minisign(verify, &output), ==, 0);
    g_assert_cmpstr(output, ==, "thiết bị web, mục 1-20\n"); /* the trusted comment alone */
    expect_right(&desk);
    g_assert_true(g_file_set_contents(desk.file, "what is signeD", -1, NULL));
    g_assert_cmpint(minisign(verify, NULL), !=, 0);
    finish(&desk);
}

static void minisign_signs_with_our_secret_key(void)
{
    struct seal_desk desk;
    begin(&desk);
    make_keys(&desk);
    const char *const by_it[] = {"minisign", "-S", "-s", desk.secret, "-m", desk.file, "-t", "x", NULL};
    g_assert_cmpint(minisign(by_it, NULL), ==, 0);
    expect_right(&desk);
    finish(&desk);
}

static void what_minisign_signed_with_its_own_keys_is_accepted(void)
{
    struct seal_desk desk;
    begin(&desk);
    const char *const keys[] = {"minisign", "-G", "-W", "-p", desk.public, "-s", desk.secret, NULL};
    const char *const by_it[] = {"minisign", "-S", "-s", desk.secret, "-m", desk.file, NULL};
    g_assert_cmpint(minisign(keys, NULL), ==, 0);
    g_assert_cmpint(minisign(by_it, NULL), ==, 0);
    expect_right(&desk);
    g_assert_cmpint(g_unlink(desk.signature), ==, 0);
    sign(&desk, "by us");
    expect_right(&desk);
    finish(&desk);
}

static void a_signature_without_prehashing_is_refused(void)
{
    struct seal_desk desk;
    begin(&desk);
    make_keys(&desk);
    const char *const by_it[] = {"minisign", "-S", "-l", "-s", desk.secret, "-m", desk.file, NULL};
    g_assert_cmpint(minisign(by_it, NULL), ==, 0);
    expect_refused(&desk, SIGN_ERROR_WRONG);
    finish(&desk);
}

static void put_byte(int fd, gsize at, char byte)
{
    g_assert_cmpint(pwrite(fd, &byte, 1, (off_t)at), ==, 1);
}

/* Changes one bit of a file after another. Each has to be refused, but in the untrusted comments, which no
 * signature of minisign covers. */
static void spoil_each_bit(const struct seal_desk *desk, const char *file, bool is_text)
{
    g_autofree char *bytes = NULL;
    gsize size = 0;
    g_assert_true(g_file_get_contents(file, &bytes, &size, NULL));
    const int fd = open(file, O_WRONLY | O_CLOEXEC);
    g_assert_cmpint(fd, >=, 0);
    for (gsize i = is_text ? (gsize)(strchr(bytes, '\n') - bytes) : 0; i < size; i++) {
        for (int bit = 1; bit < 256; bit <<= 1) {
            put_byte(fd, i, (char)(bytes[i] ^ bit));
            if (sign_check(desk->file, desk->public, NULL))
                g_error("%s: byte %d with bit %d changed is accepted", file, (int)i, bit);
        }
        put_byte(fd, i, bytes[i]);
    }
    close(fd);
    expect_right(desk);
}

static void a_wrong_byte_anywhere_is_refused(void)
{
    struct seal_desk desk;
    begin(&desk);
    make_keys(&desk);
    sign(&desk, "entries 1-20");
    spoil_each_bit(&desk, desk.file, false);
    spoil_each_bit(&desk, desk.signature, true);
    spoil_each_bit(&desk, desk.public, true);
    finish(&desk);
}

static void a_cut_signature_is_refused(void)
{
    struct seal_desk desk;
    g_autofree char *bytes = NULL;
    gsize size = 0;
    begin(&desk);
    make_keys(&desk);
    sign(&desk, "entries 1-20");
    g_assert_true(g_file_get_contents(desk.signature, &bytes, &size, NULL));
    for (gsize length = 0; length + 1 < size; length++) { /* the last byte is a line end */
        g_assert_true(g_file_set_contents(desk.signature, bytes, (gssize)length, NULL));
        expect_refused(&desk, SIGN_ERROR_WRONG);
    }
    g_assert_true(g_file_set_contents(desk.signature, bytes, (gssize)size, NULL));
    g_assert_cmpint(truncate(desk.file, 5), ==, 0);
    expect_refused(&desk, SIGN_ERROR_WRONG);
    g_assert_cmpint(g_unlink(desk.signature), ==, 0);
    expect_refused(&desk, SIGN_ERROR_FILE);
    finish(&desk);
}

static void another_key_is_refused(void)
{
    struct seal_desk desk;
    begin(&desk);
    make_keys(&desk);
    sign(&desk, "entries 1-20");
    g_assert_cmpint(g_unlink(desk.secret) + g_unlink(desk.public), ==, 0);
    make_keys(&desk);
    expect_refused(&desk, SIGN_ERROR_WRONG);
    finish(&desk);
}

static int mode_of(const char *file)
{
    struct stat about;
    g_assert_cmpint(stat(file, &about), ==, 0);
    return (int)about.st_mode & 0777;
}

static void the_secret_key_is_for_its_owner_alone(void)
{
    struct seal_desk desk;
    g_autoptr(GError) error = NULL;
    begin(&desk);
    make_keys(&desk);
    g_assert_cmpint(mode_of(desk.secret), ==, 0600);
    static const mode_t open_to_others[] = {0640, 0604, 0620, 0601};
    for (size_t i = 0; i < G_N_ELEMENTS(open_to_others); i++) {
        g_assert_cmpint(chmod(desk.secret, open_to_others[i]), ==, 0);
        g_assert_false(sign_file(desk.file, desk.secret, "x", &error));
        g_assert_error(error, SIGN_ERROR, SIGN_ERROR_KEY);
        g_assert_nonnull(strstr(error->message, "0600"));
        g_clear_error(&error);
    }
    g_assert_false(g_file_test(desk.signature, G_FILE_TEST_EXISTS));
    finish(&desk);
}

static void keys_that_are_there_are_never_replaced(void)
{
    struct seal_desk desk;
    g_autoptr(GError) error = NULL;
    g_autofree char *before = NULL, *after = NULL;
    begin(&desk);
    make_keys(&desk);
    g_assert_true(g_file_get_contents(desk.secret, &before, NULL, NULL));
    g_assert_false(sign_keys_create(desk.secret, desk.public, "x", &error));
    g_assert_error(error, SIGN_ERROR, SIGN_ERROR_FILE);
    g_clear_error(&error);
    g_assert_true(g_file_get_contents(desk.secret, &after, NULL, NULL));
    g_assert_cmpstr(before, ==, after);
    g_assert_cmpint(g_unlink(desk.secret), ==, 0);
    g_assert_false(sign_keys_create(desk.secret, desk.public, "x", &error)); /* the public one is there */
    g_assert_false(g_file_test(desk.secret, G_FILE_TEST_EXISTS));
    finish(&desk);
}

static void what_is_no_key_is_refused(void)
{
    static const char *const others[] = {"", "\n", "untrusted comment: x\n", "untrusted comment: x\nAAAA\n",
                                         "RWQ\nRWQ\n"};
    struct seal_desk desk;
    begin(&desk);
    make_keys(&desk);
    sign(&desk, "x");
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_true(g_file_set_contents(desk.public, others[i], -1, NULL));
        g_assert_true(g_file_set_contents(desk.secret, others[i], -1, NULL));
        g_assert_cmpint(chmod(desk.secret, 0600), ==, 0);
        expect_refused(&desk, SIGN_ERROR_KEY);
        g_assert_false(sign_file(desk.file, desk.secret, "x", &error));
        g_assert_error(error, SIGN_ERROR, SIGN_ERROR_KEY);
    }
    finish(&desk);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sign/minisign_accepts_what_we_sign", minisign_accepts_what_we_sign);
    g_test_add_func("/sign/minisign_signs_with_our_secret_key", minisign_signs_with_our_secret_key);
    g_test_add_func("/sign/what_minisign_signed_with_its_own_keys_is_accepted",
                    what_minisign_signed_with_its_own_keys_is_accepted);
    g_test_add_func("/sign/a_signature_without_prehashing_is_refused",
                    a_signature_without_prehashing_is_refused);
    g_test_add_func("/sign/a_wrong_byte_anywhere_is_refused", a_wrong_byte_anywhere_is_refused);
    g_test_add_func("/sign/a_cut_signature_is_refused", a_cut_signature_is_refused);
    g_test_add_func("/sign/another_key_is_refused", another_key_is_refused);
    g_test_add_func("/sign/the_secret_key_is_for_its_owner_alone", the_secret_key_is_for_its_owner_alone);
    g_test_add_func("/sign/keys_that_are_there_are_never_replaced", keys_that_are_there_are_never_replaced);
    g_test_add_func("/sign/what_is_no_key_is_refused", what_is_no_key_is_refused);
    return g_test_run();
}
