/* Fills the web's journal of a center as people with phones would: a few ratings of the week before this one
 * with their remarks, and misused links.
 *
 *   leave_remarks DATA CENTER */
#include "folder.h"
#include "journal.h"
#include "level.h"
#include "period.h"
#include <sodium.h>
#include <stdlib.h>

static const char *const REMARKS[] = {
    "Cán bộ hướng dẫn tận tình, trả kết quả trước hẹn.",
    "Chờ lâu quá, hôm nay chỉ mở một quầy.\nNên bố trí thêm ghế ngồi.",
    "<script>document.title='x'</script><img src=x onerror=alert(1)> & \"ngoặc\" 'nháy'",
    "Số điện thoại của tôi là 0900000000, xin gọi lại.",
};
enum { DAY_MS = 24 * 60 * 60 * 1000, RATINGS = 12 };

static void check(const GError *error)
{
    if (error)
        g_error("%s", error->message);
}

static journal_t *open_journal(const char *data, const char *center)
{
    g_autofree char *key_file = folder_seal_key(data);
    g_autofree char *folder = folder_device(data, "web");
    g_autofree char *file = folder_journal(data, "web");
    GError *error = NULL;
    journal_t *journal = NULL;
    uint8_t key[SEAL_KEY_SIZE];

    g_mkdir_with_parents(folder, 0750);
    seal_key_load(key, key_file, &error);
    check(error);
    journal_open(&journal, file, &(struct journal_identity){"web", center, key}, &error);
    check(error);
    return journal;
}

/* Wednesday of the week before this one, at ten in the morning there. */
static struct moment last_wednesday(void)
{
    enum { HOUR_MS = 60 * 60 * 1000, TEN_THERE = 3 };
    struct moment when = {.utc_ms = g_get_real_time() / 1000, .trust = CLOCK_NTP};
    const struct period week = period_around(PERIOD_WEEK, WINDOW_CALENDAR, moment_local_day(when.utc_ms));
    const int day = day_add(week.from, -5);

    when.utc_ms = when.utc_ms / DAY_MS * DAY_MS + (gint64)TEN_THERE * HOUR_MS;
    while (moment_local_day(when.utc_ms) > day)
        when.utc_ms -= DAY_MS;
    when.day = day;
    return when;
}

static void rate(journal_t *journal, const struct moment *when, int i)
{
    struct rating rating = {.kind = ENTRY_RATING,
                            .when = *when,
                            .area = "dat-dai",
                            .channel = i % 4 == 3 ? CHANNEL_POSTER : CHANNEL_PHONE,
                            .language = "vi",
                            .reasons = i % 3 ? 1U << (i % REASON_COUNT) : 0};
    struct spend spend;
    GError *error = NULL;

    rating.answers[ITEM_TTHC] = (uint8_t)(1 + i % LEVEL_COUNT);
    randombytes_buf(&spend, sizeof spend);
    struct journal_item item = {
        .rating = rating, .spend = &spend, .remark = i < (int)G_N_ELEMENTS(REMARKS) ? REMARKS[i] : NULL};
    journal_append(journal, &item, 1, &error);
    check(error);
    check(item.error);
}

int main(int argc, char **argv)
{
    static const gint64 misuse[MISUSE_COUNT] = {21, 22, 23, 24};
    const struct moment when = last_wednesday();
    GError *error = NULL;

    if (argc != 3 || sodium_init() < 0)
        g_error("expected DATA CENTER");
    journal_t *journal = open_journal(argv[1], argv[2]);
    for (int i = 0; i < RATINGS; i++)
        rate(journal, &when, i);
    journal_add_misuse(journal, when.day, misuse, &error);
    check(error);
    journal_close(journal);
    return EXIT_SUCCESS;
}
