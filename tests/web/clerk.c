#include "clerk.h"
#include "folder.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

enum { TODAY = 20251112, DAY_MS = 24 * 60 * 60 * 1000 };
static const gint64 TODAY_UTC_MS = G_GINT64_CONSTANT(1762916400000); /* 2025-11-12T03:00Z */

static void write_file(const char *data, const char *name, const char *text)
{
    g_autofree char *file = g_build_filename(data, name, NULL);
    g_autofree char *folder = g_path_get_dirname(file);

    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_assert_true(g_file_set_contents(file, text, -1, NULL));
}

static void load_center(struct clerk *clerk)
{
    g_autoptr(GKeyFile) keys = g_key_file_new();
    g_autofree char *ini = folder_center_ini(clerk->data);
    GError *error = NULL;

    g_key_file_load_from_file(keys, SOURCE_DIR "/assets/center.ini", G_KEY_FILE_KEEP_TRANSLATIONS, &error);
    g_assert_no_error(error);
    g_key_file_set_string(keys, "web", "staff-url", "https://quanly.example.vn");
    g_key_file_set_string(keys, "report", "plans", "mau");
    g_key_file_save_to_file(keys, ini, &error);
    g_assert_no_error(error);
    write_file(
        clerk->data, "plans/mau.ini",
        "[plan]\nid = mau\nname = Kế hoạch mẫu\nsource = Số 1\n[target chung]\nitem = tthc\nscope = overall\n"
        "operator = >=\npercent = 90\nsentence = Từ 90% trở lên\n");
    center_load(&clerk->center, ini, &error);
    g_assert_no_error(error);
}

static journal_t *open_journal(struct clerk *clerk, const char *device)
{
    g_autofree char *folder = folder_device(clerk->data, device);
    g_autofree char *file = folder_journal(clerk->data, device);
    const struct journal_identity identity = {device, clerk->center->id, clerk->key};
    journal_t *journal = NULL;
    GError *error = NULL;

    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    journal_open(&journal, file, &identity, &error);
    g_assert_no_error(error);
    return journal;
}

static struct moment moment_days_ago(int days)
{
    struct moment moment = {.utc_ms = TODAY_UTC_MS - (gint64)days * DAY_MS, .trust = CLOCK_NTP};
    moment.day = moment_local_day(moment.utc_ms);
    return moment;
}

static void append(journal_t *journal, const struct rating *rating, const char *remark)
{
    struct journal_item item = {.rating = *rating, .remark = remark};
    GError *error = NULL;

    journal_append(journal, &item, 1, &error);
    g_assert_no_error(error);
    g_assert_no_error(item.error);
}

static void rate(journal_t *journal, int days_ago, int level, enum channel channel, unsigned flags,
                 unsigned reasons, const char *remark)
{
    struct rating rating = {.kind = ENTRY_RATING,
                            .when = moment_days_ago(days_ago),
                            .area = "dat-dai",
                            .channel = channel,
                            .language = "vi",
                            .flags = flags,
                            .reasons = reasons};

    rating.answers[ITEM_TTHC] = (uint8_t)level;
    append(journal, &rating, remark);
}

static void add_misuse(journal_t *journal, int days_ago, const gint64 counts[MISUSE_COUNT])
{
    GError *error = NULL;
    journal_add_misuse(journal, moment_days_ago(days_ago).day, counts, &error);
    g_assert_no_error(error);
}

static void fill_journals(struct clerk *clerk)
{
    static const int levels[] = {2, 3, 4, 4, 4, 5, 5, 5, 5, 5};
    static const gint64 before[MISUSE_COUNT] = {2, 3, 5, 7}, now[MISUSE_COUNT] = {1, 0, 0, 0};
    journal_t *kiosk = open_journal(clerk, "quay-1");

    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
        rate(kiosk, 7, levels[i], CHANNEL_KIOSK, 0, 0, i == 0 ? REMARK_ELSEWHERE : NULL);
    rate(kiosk, 7, 5, CHANNEL_KIOSK, FLAG_BURST, 0, NULL);
    journal_close(kiosk);
    clerk->web = open_journal(clerk, "web");
    rate(clerk->web, 1, 5, CHANNEL_PHONE, 0, 1U << REASON_WAITING, REMARK_1);
    rate(clerk->web, 1, 5, CHANNEL_PHONE, 0, 0, NULL);
    rate(clerk->web, 0, 3, CHANNEL_PHONE, 0, 1U << REASON_WAITING, REMARK_2);
    add_misuse(clerk->web, 7, before);
    add_misuse(clerk->web, 0, now);
}

/* --- what the office asks of the program around it --- */

static bool note_audit(const char *text, void *payload, GError **error)
{
    struct clerk *clerk = payload;
    g_assert_cmpuint(strlen(text), <, NOTE_SIZE);
    if (clerk->disk_full) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "journal.db: expected room on the disk");
        return false;
    }
    pthread_mutex_lock(&clerk->lock);
    g_ptr_array_add(clerk->audits, g_strdup(text));
    pthread_mutex_unlock(&clerk->lock);
    return true;
}

static bool take_out(const uint8_t id[REMARK_ID_SIZE], const char *text, void *payload, GError **error)
{
    struct clerk *clerk = payload;
    struct rating note = {.kind = ENTRY_NOTE, .when = moment_days_ago(0)};

    if (!note_audit(text, payload, error))
        return false;
    g_strlcpy(note.note, text, sizeof note.note);
    return journal_take_out_remark(clerk->web, id, &note, error);
}

void clerk_enter(struct clerk *clerk, gconstpointer unused)
{
    static const uint8_t from[16] = {[10] = 0xff, 0xff, 192, 168, 1, 20};
    GError *error = NULL;

    (void)unused;
    clerk->data = g_dir_make_tmp("clerk-XXXXXX", &error);
    g_assert_no_error(error);
    memset(clerk->key, 5, sizeof clerk->key);
    load_center(clerk);
    words_load(&clerk->words, SOURCE_DIR "/assets/words", &error);
    g_assert_no_error(error);
    clerk->fonts = folder_fonts();
    pthread_mutex_init(&clerk->lock, NULL);
    clerk->audits = g_ptr_array_new_with_free_func(g_free);
    fill_journals(clerk);
    g_autofree char *keys = folder_keys(clerk->data);
    g_autofree char *accounts = folder_accounts(clerk->data);
    g_assert_cmpint(g_mkdir_with_parents(keys, 0700), ==, 0);
    account_set(accounts, "lan", PASSWORD, "2025-11-01", &error);
    g_assert_no_error(error);
    const struct office_options options = {.data = clerk->data,
                                           .device = "web",
                                           .center = clerk->center,
                                           .words = clerk->words,
                                           .fonts = clerk->fonts,
                                           .audit = note_audit,
                                           .take_out = take_out,
                                           .payload = clerk};
    clerk->office = office_new(&options);
    clerk->now = 1000000;
    clerk->host = "192.168.1.5:8081";
    clerk->origin = "http://192.168.1.5:8081";
    clerk->type = "application/x-www-form-urlencoded";
    memcpy(clerk->peer, from, sizeof from);
}

static void remove_all(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        remove_all(inner);
    }
    g_remove(path);
}

void clerk_leave(struct clerk *clerk, gconstpointer unused)
{
    (void)unused;
    web_exchange_clear(&clerk->exchange);
    office_free(clerk->office);
    journal_close(clerk->web);
    g_ptr_array_unref(clerk->audits);
    pthread_mutex_destroy(&clerk->lock);
    words_free(clerk->words);
    center_free(clerk->center);
    remove_all(clerk->data);
    g_free(clerk->data);
    g_free(clerk->fonts);
    g_free(clerk->cookie);
}

/* --- asking --- */

static void keep_cookie(struct clerk *clerk)
{
    const char *set = clerk->exchange.response.cookie;

    if (!set)
        return;
    g_free(clerk->cookie);
    clerk->cookie = strstr(set, "Max-Age=0") ? NULL : g_strndup(set, strcspn(set, ";"));
}

int clerk_ask(struct clerk *clerk, enum web_method method, const char *path_and_query, const char *body)
{
    struct web_request *request = &clerk->exchange.request;
    g_auto(GStrv) parts = g_strsplit(path_and_query, "?", 2);

    web_exchange_clear(&clerk->exchange);
    memset(&clerk->exchange, 0, sizeof clerk->exchange);
    *request = (struct web_request){.method = method,
                                    .path = parts[0],
                                    .query = parts[1] ? parts[1] : "",
                                    .host = clerk->host,
                                    .origin = method == WEB_POST ? clerk->origin : NULL,
                                    .fetch_site = clerk->fetch_site,
                                    .content_type = method == WEB_POST ? clerk->type : NULL,
                                    .cookie = clerk->cookie,
                                    .body = body,
                                    .body_size = body ? strlen(body) : 0,
                                    .too_large = clerk->too_large,
                                    .secure = clerk->secure,
                                    .now = moment_days_ago(-clerk->days)};
    request->now.mono_ms = clerk->now;
    memcpy(request->peer, clerk->peer, sizeof request->peer);
    clerk->asked++;
    memcpy(request->random, &clerk->asked, sizeof clerk->asked);
    const enum web_step step = OFFICE_HANDLER.answer(&clerk->exchange, clerk->office);
    clerk->worked = step == WEB_WORK;
    if (clerk->worked)
        OFFICE_HANDLER.work(&clerk->exchange, clerk->office);
    keep_cookie(clerk);
    return clerk->exchange.response.status;
}

int clerk_get(struct clerk *clerk, const char *path_and_query)
{
    return clerk_ask(clerk, WEB_GET, path_and_query, NULL);
}

int clerk_post(struct clerk *clerk, const char *path, const char *body)
{
    return clerk_ask(clerk, WEB_POST, path, body);
}

int clerk_try(struct clerk *clerk, const char *name, const char *password)
{
    g_autofree char *body = g_strdup_printf("l=vi&ten=%s&mat-khau=%s", name, password);
    return clerk_post(clerk, "/quan-ly/vao", body);
}

void clerk_log_in(struct clerk *clerk)
{
    g_assert_cmpint(clerk_try(clerk, "lan", PASSWORD_SENT), ==, 303);
    g_assert_cmpstr(clerk->exchange.response.location, ==, "/quan-ly");
    g_assert_nonnull(clerk->cookie);
}

const char *clerk_page(const struct clerk *clerk)
{
    GBytes *body = clerk->exchange.response.body;
    return body ? g_bytes_get_data(body, NULL) : "";
}

bool clerk_sees(const struct clerk *clerk, const char *text)
{
    GBytes *body = clerk->exchange.response.body;
    gsize size = 0;
    const char *data = body ? g_bytes_get_data(body, &size) : NULL;
    return data && memmem(data, size, text, strlen(text));
}

char *clerk_hidden(const struct clerk *clerk, const char *name)
{
    g_autofree char *begin = g_strdup_printf("name=\"%s\" value=\"", name);
    gsize size = 0;
    const char *page = g_bytes_get_data(clerk->exchange.response.body, &size);
    const char *at = g_strstr_len(page, (gssize)size, begin);

    g_assert_nonnull(at);
    at += strlen(begin);
    return g_strndup(at, strcspn(at, "\""));
}

const char *clerk_audit(const struct clerk *clerk)
{
    return clerk->audits->len ? g_ptr_array_index(clerk->audits, clerk->audits->len - 1) : "";
}

static bool file_holds(const char *file, const char *text)
{
    g_autofree char *content = NULL;
    gsize size = 0;

    return g_file_get_contents(file, &content, &size, NULL) && memmem(content, size, text, strlen(text));
}

bool clerk_journal_holds(const struct clerk *clerk, const char *text)
{
    g_autofree char *file = folder_journal(clerk->data, "web");
    g_autofree char *log = g_strconcat(file, "-wal", NULL);
    return file_holds(file, text) || file_holds(log, text);
}

char *clerk_take_out_link(struct clerk *clerk)
{
    g_assert_cmpint(clerk_get(clerk, "/quan-ly/gop-y"), ==, 200);
    const char *at = strstr(clerk_page(clerk), "/quan-ly/gop-y/bo?so=");
    g_assert_nonnull(at);
    g_autofree char *link = g_strndup(at, strcspn(at, "\""));
    g_auto(GStrv) parts = g_strsplit(link, "&amp;", -1);
    return g_strjoinv("&", parts);
}
