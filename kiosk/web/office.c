#include "folder.h"
#include "html_write.h"
#include "office_internal.h"
#include "office_page.h"
#include <string.h>

office_t *office_new(const struct office_options *options)
{
    office_t *office = g_new0(office_t, 1);

    office->options = *options;
    office->accounts_file = folder_accounts(options->data);
    office->sessions = sessions_new();
    office->brake = brake_new();
    office->policy = office_page_policy();
    pthread_mutex_init(&office->mutex, NULL);
    return office;
}

void office_free(office_t *office)
{
    if (!office)
        return;
    sessions_free(office->sessions);
    brake_free(office->brake);
    pthread_mutex_destroy(&office->mutex);
    g_free(office->accounts_file);
    g_free(office->policy);
    g_free(office);
}

static enum web_step answer(struct web_exchange *exchange, void *payload)
{
    struct visit *visit = g_new0(struct visit, 1);

    exchange->note = visit;
    if (!office_let_in(visit, payload, exchange))
        return WEB_READY;
    if (visit->page->heavy)
        return WEB_WORK;
    visit->page->make(visit);
    return WEB_READY;
}

static void work(struct web_exchange *exchange, void *payload)
{
    struct visit *visit = exchange->note;

    (void)payload;
    visit->page->make(visit);
}

/* Nothing of the staff's is a submission. */
static void stored(struct web_exchange *exchange, enum submission_outcome outcome, void *payload)
{
    (void)exchange;
    (void)outcome;
    (void)payload;
    g_assert_not_reached();
}

const struct web_handler OFFICE_HANDLER = {answer, stored, work};

/* --- answering --- */

const char *office_say(const struct visit *visit, const char *key)
{
    g_autofree char *full = g_strconcat("office.", key, NULL);
    return words_get(visit->office->options.words, visit->language, g_intern_string(full));
}

void office_reply(struct visit *visit, int status, GString *page)
{
    struct web_response *response = &visit->exchange->response;
    g_autofree char *plain = plain_text(page->str);
    const gsize size = strlen(plain);

    g_string_free(page, TRUE);
    response->status = status;
    response->type = "text/html; charset=utf-8";
    response->policy = visit->office->policy;
    g_clear_pointer(&response->body, g_bytes_unref);
    response->body = g_bytes_new_take(g_steal_pointer(&plain), size);
}

void office_refuse(struct visit *visit, int status, const char *title, const char *text)
{
    GString *page = office_page_begin(visit, office_say(visit, title), TAB_NONE, NULL);

    put(page, "<section class=\"card narrow\">\n<h1>%s</h1>\n<p>%s</p>\n", office_say(visit, title),
        office_say(visit, text));
    put(page, "<p><a href=\"/quan-ly\">%s</a></p>\n</section>\n", office_say(visit, "to-board"));
    office_page_end(page);
    office_reply(visit, status, page);
}

void office_send_to(struct visit *visit, char *location)
{
    struct web_response *response = &visit->exchange->response;

    response->status = 303;
    g_free(response->location);
    response->location = location;
}

char *office_audit_text(const char *name, const char *text)
{
    g_autofree char *whole = g_strdup_printf("staff %s: %s", name[0] ? name : "unknown", text);
    char cut[NOTE_SIZE];

    g_strlcpy(cut, whole, sizeof cut);
    const char *end = NULL;
    if (!g_utf8_validate(cut, -1, &end))
        cut[end - cut] = '\0';
    return g_strdup(cut);
}

bool office_audit(const struct visit *visit, const char *name, const char *text)
{
    const struct office_options *options = &visit->office->options;
    g_autofree char *whole = office_audit_text(name, text);
    g_autoptr(GError) error = NULL;

    if (options->audit(whole, options->payload, &error))
        return true;
    g_printerr("%s: %s\n", g_get_prgname(), error->message);
    return false;
}

bool office_may_give(struct visit *visit, const char *name, const char *text)
{
    if (office_audit(visit, name, text))
        return true;
    office_refuse(visit, 503, "failed", "failed-audit");
    return false;
}

bool office_may_show(struct visit *visit, const char *text)
{
    sessions_t *sessions = visit->office->sessions;

    if (sessions_has_seen(sessions, visit->id, text))
        return true;
    if (!office_may_give(visit, visit->session.name, text))
        return false;
    sessions_note_seen(sessions, visit->id, text);
    return true;
}
