/* Who comes in at the staff's pages, by which address, and how a log-in goes. */
#include "clerk.h"
#include "folder.h"
#include <glib/gstdio.h>
#include <string.h>

static const char *const PATHS[] = {"/quan-ly",         "/quan-ly/vao",   "/quan-ly/ra",
                                    "/quan-ly/bao-cao", "/quan-ly/gop-y", "/quan-ly/gop-y/bo"};

static void remove_accounts(struct clerk *clerk)
{
    g_autofree char *file = folder_accounts(clerk->data);
    g_assert_cmpint(g_remove(file), ==, 0);
}

static void without_an_account_there_is_nothing(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    remove_accounts(clerk);
    for (size_t i = 0; i < G_N_ELEMENTS(PATHS); i++) {
        g_assert_cmpint(clerk_get(clerk, PATHS[i]), ==, 404);
        g_assert_cmpint(clerk_post(clerk, PATHS[i], "ten=lan&mat-khau=" PASSWORD_SENT), ==, 404);
        g_assert_cmpint(clerk_ask(clerk, WEB_OTHER, PATHS[i], NULL), ==, 404);
        g_assert_false(clerk->worked);
        g_assert_null(clerk->exchange.response.body);
        g_assert_null(clerk->exchange.response.allow);
    }
    g_assert_cmpint(clerk_get(clerk, "/"), ==, 404);
    g_assert_cmpuint(clerk->audits->len, ==, 0);
}

static void accounts_that_others_can_read_let_nobody_in(struct clerk *clerk, gconstpointer unused)
{
    g_autofree char *file = folder_accounts(clerk->data);

    (void)unused;
    g_assert_cmpint(g_chmod(file, 0644), ==, 0);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/vao"), ==, 404);
}

static void who_is_not_logged_in_is_sent_to_the_log_in(struct clerk *clerk, gconstpointer unused)
{
    static const char *const asked[] = {"/quan-ly", "/quan-ly?ky=2025-W45",
                                        "/quan-ly/bao-cao?ky=2025-W45&dang=xlsx", "/quan-ly/gop-y",
                                        "/quan-ly/gop-y/bo?so=00&tu=2025-W45"};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(asked); i++) {
        g_assert_cmpint(clerk_get(clerk, asked[i]), ==, 303);
        g_assert_cmpstr(clerk->exchange.response.location, ==, "/quan-ly/vao");
        g_assert_null(clerk->exchange.response.body);
        g_assert_false(clerk->worked);
    }
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/ra", "dau=x"), ==, 303);
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/gop-y/bo", "dau=x"), ==, 303);
    clerk->cookie = g_strdup("quan-ly=0000000000000000000000000000000000000000000000000000000000000000");
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 303);
    g_assert_cmpuint(clerk->audits->len, ==, 0);
}

static void other_paths_and_methods_are_answered_as_http_says(struct clerk *clerk, gconstpointer unused)
{
    static const char *const missing[] = {"/quan-ly/x",    "/quan-ly/../keys/accounts.ini",
                                          "/quan-ly/vao/", "/quan-lyx",
                                          "/QUAN-LY",      "/%2e%2e/quan-ly",
                                          "/ket-qua"};
    static const struct {
        const char *path, *allow;
        enum web_method method;
    } wrong[] = {{"/quan-ly", "GET, HEAD", WEB_POST},
                 {"/quan-ly/ra", "POST", WEB_GET},
                 {"/quan-ly/vao", "GET, HEAD, POST", WEB_OTHER},
                 {"/quan-ly/bao-cao", "GET, HEAD", WEB_POST},
                 {"/quan-ly/gop-y/bo", "GET, HEAD, POST", WEB_OTHER}};

    (void)unused;
    clerk_log_in(clerk);
    for (size_t i = 0; i < G_N_ELEMENTS(missing); i++) {
        g_assert_cmpint(clerk_get(clerk, missing[i]), ==, 404);
        g_assert_cmpstr(clerk->exchange.response.route, ==, "none");
    }
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_assert_cmpint(clerk_ask(clerk, wrong[i].method, wrong[i].path, ""), ==, 405);
        g_assert_cmpstr(clerk->exchange.response.allow, ==, wrong[i].allow);
        g_assert_cmpstr(clerk->exchange.response.route, ==, wrong[i].path);
    }
    g_assert_cmpint(clerk_get(clerk, "/"), ==, 303);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/"), ==, 303);
    g_assert_cmpstr(clerk->exchange.response.location, ==, "/quan-ly");
    g_assert_cmpint(clerk_ask(clerk, WEB_HEAD, "/quan-ly", NULL), ==, 200);
}

static void only_our_own_names_are_answered(struct clerk *clerk, gconstpointer unused)
{
    static const char *const ours[] = {"127.0.0.1",      "[::1]:8081",        "192.168.1.5:9",
                                       "localhost:8081", "quanly.example.vn", "QuanLy.Example.VN:443"};
    static const char *const others[] = {"evil.example", "quanly.example.vn.evil.example", "example.vn",
                                         "quanly.example.vn."};
    static const char *const broken[] = {NULL, "", "a b", "[::1", "127.0.0.1:x"};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(ours); i++) {
        clerk->host = ours[i];
        g_assert_cmpint(clerk_get(clerk, "/quan-ly/vao"), ==, 200);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        clerk->host = others[i];
        g_assert_cmpint(clerk_get(clerk, "/quan-ly/vao"), !=, 200);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        clerk->host = broken[i];
        g_assert_cmpint(clerk_get(clerk, "/quan-ly/vao"), !=, 200);
    }
    clerk->host = "evil.example";
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/vao"), ==, 421);
}

static void a_form_from_elsewhere_is_refused(struct clerk *clerk, gconstpointer unused)
{
    static const struct {
        const char *origin, *fetch_site;
    } others[] = {{"http://evil.example", NULL},
                  {"http://192.168.1.5:9999", NULL},
                  {"http://192.168.1.5:8081", "cross-site"},
                  {"null", NULL},
                  {"null", "cross-site"},
                  {NULL, NULL},
                  {NULL, "cross-site"}};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        clerk->origin = others[i].origin;
        clerk->fetch_site = others[i].fetch_site;
        g_assert_cmpint(clerk_try(clerk, "lan", PASSWORD_SENT), ==, 403);
        g_assert_false(clerk->worked);
    }
    g_assert_cmpuint(clerk->audits->len, ==, 0);
    clerk->origin = "null";
    clerk->fetch_site = "same-origin";
    clerk_log_in(clerk);
}

static void a_form_needs_the_mark_of_its_session(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    clerk_log_in(clerk);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    g_autofree char *mark = clerk_hidden(clerk, "dau");
    g_autofree char *first_cookie = g_steal_pointer(&clerk->cookie);
    clerk_log_in(clerk);
    g_autofree char *body = g_strconcat("dau=", mark, NULL);
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/ra", body), ==, 403);
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/ra", ""), ==, 403);
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/ra", "dau="), ==, 403);
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/gop-y/bo", "ly-do=other"), ==, 403);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: log-in");
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    g_free(clerk->cookie);
    clerk->cookie = g_steal_pointer(&first_cookie);
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/ra", body), ==, 303);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: log-out");
}

static void what_cannot_be_read_is_refused(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    clerk->type = "multipart/form-data; boundary=x";
    g_assert_cmpint(clerk_try(clerk, "lan", PASSWORD_SENT), ==, 415);
    clerk->type = NULL;
    g_assert_cmpint(clerk_try(clerk, "lan", PASSWORD_SENT), ==, 415);
    clerk->type = "application/x-www-form-urlencoded";
    clerk->too_large = true;
    g_assert_cmpint(clerk_try(clerk, "lan", PASSWORD_SENT), ==, 413);
    clerk->too_large = false;
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/vao", "ten=lan&ten=minh&mat-khau=x"), ==, 400);
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/vao", "ten=%zz&mat-khau=x"), ==, 400);
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/vao", "ten=lan"), ==, 400);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/vao?l=%ff"), ==, 400);
    g_assert_cmpuint(clerk->audits->len, ==, 0);
}

/* --- log-in --- */

static void the_right_password_gives_a_cookie_that_scripts_and_other_sites_do_not_get(struct clerk *clerk,
                                                                                      gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/vao"), ==, 200);
    g_assert_null(clerk->exchange.response.cookie);
    clerk_log_in(clerk);
    g_assert_true(clerk->worked);
    const char *cookie = clerk->exchange.response.cookie;
    g_assert_true(g_str_has_prefix(cookie, "quan-ly="));
    g_assert_cmpuint(strcspn(cookie, ";"), ==, strlen("quan-ly=") + 64);
    g_assert_nonnull(strstr(cookie, "; HttpOnly"));
    g_assert_nonnull(strstr(cookie, "; SameSite=Strict"));
    g_assert_nonnull(strstr(cookie, "; Path=/quan-ly;"));
    g_assert_null(strstr(cookie, "Secure"));
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: log-in");
    clerk->secure = true;
    clerk->host = "quanly.example.vn";
    clerk->origin = "https://quanly.example.vn";
    clerk_log_in(clerk);
    g_assert_nonnull(strstr(clerk->exchange.response.cookie, "; Secure"));
}

static void each_log_in_makes_a_new_id_and_ends_the_one_before(struct clerk *clerk, gconstpointer unused)
{
    static const char planted[] = "quan-ly=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    (void)unused;
    clerk->cookie = g_strdup(planted);
    clerk_log_in(clerk);
    g_assert_cmpstr(clerk->cookie, !=, planted);
    g_autofree char *first = g_strdup(clerk->cookie);
    clerk_log_in(clerk);
    g_assert_cmpstr(clerk->cookie, !=, first);
    g_free(clerk->cookie);
    clerk->cookie = g_strdup(first);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 303);
    g_free(clerk->cookie);
    clerk->cookie = g_strdup(planted);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 303);
}

static void a_wrong_password_is_refused_and_waits(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(clerk_try(clerk, "lan", "sai-sai-sai-sai"), ==, 403);
    g_assert_null(clerk->cookie);
    g_assert_true(clerk_sees(clerk, "Tên đăng nhập hoặc mật khẩu không đúng."));
    g_assert_false(clerk_sees(clerk, "sai-sai-sai-sai"));
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: log-in refused");
    /* Even the right one is not heard for two seconds. */
    g_assert_cmpint(clerk_try(clerk, "lan", PASSWORD_SENT), ==, 429);
    g_assert_cmpint(clerk->exchange.response.retry_after, ==, 2);
    g_assert_true(clerk_sees(clerk, "Xin đợi 2 giây"));
    g_assert_cmpuint(clerk->audits->len, ==, 1);
    clerk->now += 2000;
    g_assert_cmpint(clerk_try(clerk, "lan", "sai-sai-sai-sai"), ==, 403);
    clerk->now += 4999;
    g_assert_cmpint(clerk_try(clerk, "lan", PASSWORD_SENT), ==, 429);
    clerk->now += 1;
    clerk_log_in(clerk);
}

static void what_was_typed_as_an_unknown_name_is_not_written_down(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(clerk_try(clerk, "matkhaucuatoi", "lan"), ==, 403);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff unknown: log-in refused");
    g_assert_cmpint(clerk_try(clerk, "%22%3E%3Cscript%3E", "x"), ==, 403);
    g_assert_false(clerk_sees(clerk, "<script"));
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff unknown: log-in refused");
}

static void a_session_ends_when_idle_and_at_log_out(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    clerk_log_in(clerk);
    clerk->now += 14 * 60 * 1000;
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    clerk->now += 15 * 60 * 1000;
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 303);
    clerk_log_in(clerk);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/vao"), ==, 303);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    g_autofree char *mark = clerk_hidden(clerk, "dau");
    g_autofree char *body = g_strconcat("dau=", mark, NULL);
    g_autofree char *cookie = g_strdup(clerk->cookie);
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/ra", body), ==, 303);
    g_assert_cmpstr(clerk->exchange.response.location, ==, "/quan-ly/vao");
    g_assert_null(clerk->cookie);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff lan: log-out");
    clerk->cookie = g_strdup(cookie);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 303);
}

static void nobody_gets_in_whose_log_in_cannot_be_written_down(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    clerk->disk_full = true;
    g_assert_cmpint(clerk_try(clerk, "lan", PASSWORD_SENT), ==, 503);
    g_assert_null(clerk->exchange.response.cookie);
    g_assert_null(clerk->exchange.response.location);
    g_assert_true(clerk_sees(clerk, "không đưa ra được gì"));
    /* A try that leaves no trace says nothing of the password. */
    g_assert_cmpint(clerk_try(clerk, "lan", "sai-sai-sai-sai"), ==, 503);
    g_assert_false(clerk_sees(clerk, "mật khẩu không đúng"));
    g_assert_cmpuint(clerk->audits->len, ==, 0);
    clerk->disk_full = false;
    clerk->now += 60000;
    clerk_log_in(clerk);
}

static void who_logs_out_is_out_even_when_it_cannot_be_written_down(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    clerk_log_in(clerk);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    g_autofree char *mark = clerk_hidden(clerk, "dau");
    g_autofree char *body = g_strconcat("dau=", mark, NULL);
    g_autofree char *cookie = g_strdup(clerk->cookie);
    clerk->disk_full = true;
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/ra", body), ==, 303);
    g_assert_true(clerk->worked);
    g_assert_null(clerk->cookie);
    clerk->disk_full = false;
    clerk->cookie = g_strdup(cookie);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 303);
}

static void changed_accounts_end_all_sessions(struct clerk *clerk, gconstpointer unused)
{
    g_autofree char *file = folder_accounts(clerk->data);
    GError *error = NULL;

    (void)unused;
    account_set(file, "minh", "mot hai ba bon", "2025-11-02", &error);
    g_assert_no_error(error);
    clerk_log_in(clerk);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    account_remove(file, "lan", &error);
    g_assert_no_error(error);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 303);
    g_assert_cmpint(clerk_try(clerk, "lan", PASSWORD_SENT), ==, 403);
    g_assert_cmpstr(clerk_audit(clerk), ==, "staff unknown: log-in refused");
    g_assert_cmpint(clerk_try(clerk, "minh", "mot+hai+ba+bon"), ==, 303);
    account_remove(file, "minh", &error);
    g_assert_no_error(error);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 404);
}

static void it_speaks_vietnamese_first_and_english_when_asked(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/vao"), ==, 200);
    g_assert_true(clerk_sees(clerk, "<html lang=\"vi\">"));
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/vao?l=en"), ==, 200);
    g_assert_true(clerk_sees(clerk, "<html lang=\"en\">"));
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/vao?l=../x"), ==, 200);
    g_assert_true(clerk_sees(clerk, "<html lang=\"vi\">"));
    g_assert_cmpint(clerk_post(clerk, "/quan-ly/vao", "l=en&ten=lan&mat-khau=" PASSWORD_SENT), ==, 303);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly"), ==, 200);
    g_assert_true(clerk_sees(clerk, "<html lang=\"en\">"));
    g_assert_cmpint(clerk_get(clerk, "/quan-ly?l=vi"), ==, 200);
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/gop-y"), ==, 200);
    g_assert_true(clerk_sees(clerk, "<html lang=\"vi\">"));
}

#define ADD(name) g_test_add("/office/" #name, struct clerk, NULL, clerk_enter, name, clerk_leave)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(without_an_account_there_is_nothing);
    ADD(accounts_that_others_can_read_let_nobody_in);
    ADD(who_is_not_logged_in_is_sent_to_the_log_in);
    ADD(other_paths_and_methods_are_answered_as_http_says);
    ADD(only_our_own_names_are_answered);
    ADD(a_form_from_elsewhere_is_refused);
    ADD(a_form_needs_the_mark_of_its_session);
    ADD(what_cannot_be_read_is_refused);
    ADD(the_right_password_gives_a_cookie_that_scripts_and_other_sites_do_not_get);
    ADD(each_log_in_makes_a_new_id_and_ends_the_one_before);
    ADD(a_wrong_password_is_refused_and_waits);
    ADD(what_was_typed_as_an_unknown_name_is_not_written_down);
    ADD(a_session_ends_when_idle_and_at_log_out);
    ADD(nobody_gets_in_whose_log_in_cannot_be_written_down);
    ADD(who_logs_out_is_out_even_when_it_cannot_be_written_down);
    ADD(changed_accounts_end_all_sessions);
    ADD(it_speaks_vietnamese_first_and_english_when_asked);
    return g_test_run();
}
