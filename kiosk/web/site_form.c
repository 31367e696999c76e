#include "filled.h"
#include "site_internal.h"
#include <string.h>

enum { MS_PER_SECOND = 1000, MS_PER_MINUTE = 60 * 1000 };

/* A form that was sent, as far as it was read. */
struct sent {
    struct form form;
    struct filled_fields fields;
    struct token token;
    struct pages_form again; /* to show it once more */
    struct submission submission;
};

static void say_wait(struct web_exchange *exchange, gint64 wait_ms)
{
    exchange->response.retry_after = (int)((wait_ms + MS_PER_SECOND - 1) / MS_PER_SECOND);
}

/* Leads to the thanks; asking for them again stores nothing. */
static void thank(struct web_exchange *exchange, const site_t *site, int language)
{
    exchange->response.status = 303;
    exchange->response.location = g_strdup_printf("/cam-on?l=%s", site->center->languages[language]);
}

static void show_again(struct web_exchange *exchange, const site_t *site, struct sent *sent, int status,
                       unsigned problems)
{
    sent->again.problems = problems;
    site_answer(exchange, site, status, pages_form(site->pages, &sent->again));
}

static bool read_form(site_t *site, const struct web_request *request, struct sent *sent)
{
    if (!request->body || !form_parse(&sent->form, request->body, request->body_size, "r") ||
        !filled_read(&sent->fields, &sent->form))
        return false;
    const int language = site_language_of(site, sent->fields.language);
    sent->again = (struct pages_form){.language = language >= 0 ? language : site_language(site, request),
                                      .day = request->now.day,
                                      .token = sent->fields.token,
                                      .form_id = sent->fields.form_id};
    return true;
}

/* Whether the link can be used by this form; answers when not. */
static bool take_link(site_t *site, struct web_exchange *exchange, struct sent *sent,
                      enum token_verdict verdict)
{
    const int language = sent->again.language;
    const enum lately_by by = lately_find(site->spent, sent->token.id, sent->fields.form);

    if (by == LATELY_BY_SAME) {
        thank(exchange, site, language);
    } else if (by == LATELY_BY_OTHER) {
        site_count(site, MISUSE_REPLAYED);
        site_say(exchange, site, 409, MESSAGE_USED, language);
    } else if (verdict == TOKEN_EXPIRED) {
        site_count(site, MISUSE_EXPIRED);
        site_say(exchange, site, 410, MESSAGE_EXPIRED, language);
    } else {
        return true;
    }
    return false;
}

static bool read_link(site_t *site, struct web_exchange *exchange, struct sent *sent,
                      enum token_verdict *verdict)
{
    const int language = sent->again.language;

    if (!site_read_token(site, sent->fields.token, exchange->request.token_now, &sent->token, verdict)) {
        site_say(exchange, site, 503, MESSAGE_CLOSED, language);
        exchange->response.retry_after = FAILED_RETRY_SECONDS;
        return false;
    }
    /* A poster's own link is on paper and in no form. */
    if (*verdict != TOKEN_FORGED && sent->token.kind != TOKEN_POSTER)
        return true;
    site_count(site, MISUSE_FORGED);
    site_say(exchange, site, 403, MESSAGE_FORGED, language);
    return false;
}

static bool is_too_many(site_t *site, struct web_exchange *exchange, const struct sent *sent)
{
    gint64 wait_ms;

    if (limit_take(site->by_token, sent->token.id, TOKEN_ID_SIZE, exchange->request.now.mono_ms, &wait_ms))
        return false;
    site_count(site, MISUSE_LIMITED);
    site_say(exchange, site, 429, MESSAGE_MANY, sent->again.language);
    say_wait(exchange, wait_ms);
    return true;
}

static bool has_poster_room(site_t *site, struct web_exchange *exchange, struct sent *sent)
{
    gint64 wait_ms;

    if (sent->token.kind != TOKEN_VISIT ||
        quota_take(site->posters, sent->token.area, exchange->request.now.mono_ms, &wait_ms))
        return true;
    site_count(site, MISUSE_LIMITED);
    sent->again.wait_minutes = (int)((wait_ms + MS_PER_MINUTE - 1) / MS_PER_MINUTE);
    show_again(exchange, site, sent, 429, PROBLEM_MANY);
    say_wait(exchange, wait_ms);
    return false;
}

/* What `stored` needs to know of the link goes along as the note. */
static void hand_over(const site_t *site, struct web_exchange *exchange, struct sent *sent)
{
    struct rating *rating = &sent->submission.rating;

    rating->when = exchange->request.now;
    rating->channel = sent->token.channel;
    g_strlcpy(rating->language, site->center->languages[sent->again.language], sizeof rating->language);
    memcpy(sent->submission.spend.token, sent->token.id, TOKEN_ID_SIZE);
    exchange->submission = g_memdup2(&sent->submission, sizeof sent->submission);
    if (sent->token.kind == TOKEN_VISIT)
        exchange->note = g_memdup2(&sent->token, sizeof sent->token);
}

/* Reads what was asked of the form against what its link allows; answers when that does not do. */
static bool judge(site_t *site, struct web_exchange *exchange, struct sent *sent)
{
    const struct web_request *request = &exchange->request;

    sent->again.remark_only = sent->token.kind == TOKEN_REMARK;
    if (!site_token_area(site, &sent->token, request->now.day, &sent->again.area)) {
        site_say(exchange, site, 410, MESSAGE_NO_AREA, sent->again.language);
        return false;
    }
    if (!filled_fits(&sent->fields, site->center, sent->again.remark_only, sent->again.area)) {
        site_say(exchange, site, 400, MESSAGE_BAD, sent->again.language);
        return false;
    }
    const unsigned problems = filled_judge(&sent->again, &sent->submission, &sent->fields, site->center);
    if (problems)
        show_again(exchange, site, sent, 422, problems);
    return problems == 0;
}

enum web_step site_take_form(site_t *site, struct web_exchange *exchange)
{
    struct sent sent = {0};
    enum token_verdict verdict;

    if (!read_form(site, &exchange->request, &sent)) {
        site_say(exchange, site, 400, MESSAGE_BAD, site_language(site, &exchange->request));
        return WEB_READY;
    }
    if (!read_link(site, exchange, &sent, &verdict) || is_too_many(site, exchange, &sent) ||
        !take_link(site, exchange, &sent, verdict) || !judge(site, exchange, &sent) ||
        !has_poster_room(site, exchange, &sent))
        return WEB_READY;
    hand_over(site, exchange, &sent);
    return WEB_STORE;
}

/* The body is still there: what was sent is read again, so that nothing has to be kept meanwhile for a case
 * that is rare. */
static void show_failure(site_t *site, struct web_exchange *exchange)
{
    struct sent sent = {0};
    enum token_verdict verdict;

    if (!read_form(site, &exchange->request, &sent) || !read_link(site, exchange, &sent, &verdict) ||
        !judge(site, exchange, &sent))
        return;
    show_again(exchange, site, &sent, 503, PROBLEM_FAILED);
    exchange->response.retry_after = FAILED_RETRY_SECONDS;
}

/* What a poster brought counts only if it was stored now. */
static void settle_poster(site_t *site, const struct web_exchange *exchange, enum submission_outcome outcome)
{
    const struct token *visit = exchange->note;

    if (visit && outcome != SUBMISSION_STORED)
        quota_give_back(site->posters, visit->area, exchange->request.now.mono_ms);
}

void site_stored(site_t *site, struct web_exchange *exchange, enum submission_outcome outcome)
{
    const struct submission *submission = exchange->submission;
    const int language = site_language_of(site, submission->rating.language);

    settle_poster(site, exchange, outcome);
    switch (outcome) {
    case SUBMISSION_STORED:
    case SUBMISSION_REPEATED:
        lately_note(site->spent, submission->spend.token, submission->spend.form);
        thank(exchange, site, language);
        break;
    case SUBMISSION_SPENT:
        lately_note(site->spent, submission->spend.token, NULL);
        site_count(site, MISUSE_REPLAYED);
        site_say(exchange, site, 409, MESSAGE_USED, language);
        break;
    case SUBMISSION_REFUSED:
        show_failure(site, exchange);
        break;
    }
}
