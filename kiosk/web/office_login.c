#include "html_write.h"
#include "office_internal.h"
#include "office_page.h"
#include <sodium.h>
#include <string.h>

static char *cookie_of(const struct visit *visit, const char *id)
{
    return g_strdup_printf("quan-ly=%s; Path=/quan-ly; HttpOnly; SameSite=Strict%s%s", id,
                           id[0] ? "" : "; Max-Age=0", visit->exchange->request.secure ? "; Secure" : "");
}

static void put_field(GString *page, const struct visit *visit, const char *name, const char *type,
                      const char *autocomplete, const char *value)
{
    put(page,
        "<p class=\"field\"><label for=\"%s\">%s</label><input id=\"%s\" name=\"%s\" type=\"%s\" "
        "autocomplete=\"%s\" "
        "value=\"%s\" maxlength=\"64\" required autocapitalize=\"none\" spellcheck=\"false\"></p>\n",
        name, office_say(visit, name), name, name, type, autocomplete, value);
}

/* The name stays, the password does not. `trouble` is plain text; NULL: none. */
static void reply_form(struct visit *visit, int status, const char *name, const char *trouble)
{
    GString *page = office_page_begin(visit, office_say(visit, "log-in"), TAB_NONE, "/quan-ly/vao");

    put(page, "<section class=\"card narrow\">\n<h1>%s</h1>\n<p class=\"soft\">%s</p>\n",
        office_say(visit, "log-in"), office_say(visit, "log-in-lead"));
    if (trouble)
        put(page, "<p class=\"trouble\" role=\"alert\">%s</p>\n", trouble);
    g_string_append(page, "<form method=\"post\" action=\"/quan-ly/vao\">\n");
    put(page, "<input type=\"hidden\" name=\"l\" value=\"%s\">\n", visit->language);
    put_field(page, visit, "ten", "text", "username", name);
    put_field(page, visit, "mat-khau", "password", "current-password", "");
    put(page, "<p><button type=\"submit\" class=\"main\">%s</button></p>\n</form>\n</section>\n",
        office_say(visit, "log-in"));
    office_page_end(page);
    office_reply(visit, status, page);
}

void office_show_log_in(struct visit *visit)
{
    if (visit->session.name[0])
        office_send_to(visit, g_strdup("/quan-ly"));
    else
        reply_form(visit, 200, "", NULL);
}

static void reply_wait(struct visit *visit, const char *name, int seconds)
{
    g_autofree char *n = g_strdup_printf("%d", seconds);
    g_autofree char *text =
        words_format(visit->office->options.words, visit->language, "office.wait", "n", n, NULL);

    reply_form(visit, 429, name, text);
    visit->exchange->response.retry_after = seconds;
}

static void welcome(struct visit *visit, const char *name)
{
    const struct web_request *request = &visit->exchange->request;
    char id[SESSION_ID_SIZE];

    if (!office_may_give(visit, name, "log-in"))
        return;
    sessions_end(visit->office->sessions, visit->id);
    sessions_begin(visit->office->sessions, id, name, visit->language, request->random, request->now.mono_ms);
    visit->exchange->response.cookie = cookie_of(visit, id);
    sodium_memzero(id, sizeof id);
    office_send_to(visit, g_strdup("/quan-ly"));
}

/* A name that is no account's is not written down: it may be a password typed in the wrong field. */
static bool is_account(const office_t *office, const char *name)
{
    g_auto(GStrv) names = accounts_names(office->accounts_file, NULL);
    return names && g_strv_contains((const char *const *)names, name);
}

static void check(struct visit *visit, const char *name, const char *password)
{
    const struct web_request *request = &visit->exchange->request;
    office_t *office = visit->office;
    g_autoptr(GError) error = NULL;
    const int wait = brake_try(office->brake, name, request->peer, request->now.mono_ms);

    if (wait > 0) {
        reply_wait(visit, name, wait);
    } else if (account_matches(office->accounts_file, name, password, &error)) {
        brake_right(office->brake, name, request->peer, request->now.mono_ms);
        welcome(visit, name);
    } else if (error) {
        g_printerr("%s: %s\n", g_get_prgname(), error->message);
        office_refuse(visit, 503, "failed", "failed-text");
    } else if (office_may_give(visit, is_account(office, name) ? name : "", "log-in refused")) {
        reply_form(visit, 403, name, office_say(visit, "wrong"));
    }
}

/* Each check takes 32 MiB and a tenth of a second: how many there are at once follows from the threads that
 * do `work`; how many come, from the brake. */
void office_log_in(struct visit *visit)
{
    const char *name = form_get(&visit->body, "ten");
    const char *password = form_get(&visit->body, "mat-khau");

    if (!name || !password || strlen(name) >= PASSWORD_SIZE || strlen(password) >= PASSWORD_SIZE)
        reply_form(visit, 400, "", office_say(visit, "wrong"));
    else
        check(visit, name, password);
    sodium_memzero(&visit->body, sizeof visit->body);
}

void office_log_out(struct visit *visit)
{
    sessions_end(visit->office->sessions, visit->id);
    (void)office_audit(visit, visit->session.name, "log-out");
    visit->exchange->response.cookie = cookie_of(visit, "");
    office_send_to(visit, g_strdup("/quan-ly/vao"));
}
