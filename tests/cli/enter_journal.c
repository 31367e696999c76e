/* Puts single entries into the journal of a device: ratings that were set aside or came by a poster, and
 * entries that are no ratings.
 *
 * usage: enter_journal DATA CENTER DEVICE {note|clock|set-aside|poster DAY} ... */
#include "folder.h"
#include "journal.h"
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void complain(const char *what)
{
    fprintf(stderr, "enter_journal: %s\n", what);
    exit(1);
}

/* Noon of the day in Việt Nam. */
static gint64 noon_ms(const char *day)
{
    g_autofree char *text = g_strconcat(day, "T12:00:00+07:00", NULL);
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);

    if (!time)
        complain(day);
    return g_date_time_to_unix(time) * 1000;
}

static struct rating make(const char *kind, const char *day)
{
    struct rating rating = {.when.utc_ms = noon_ms(day), .channel = CHANNEL_OTHER};

    rating.when.day = moment_local_day(rating.when.utc_ms);
    const bool by_poster = strcmp(kind, "poster") == 0;
    if (by_poster || strcmp(kind, "set-aside") == 0) {
        rating.kind = ENTRY_RATING;
        rating.channel = by_poster ? CHANNEL_POSTER : CHANNEL_KIOSK;
        rating.flags = by_poster ? 0 : FLAG_CLOCK;
        rating.answers[ITEM_TTHC] = 5;
        g_strlcpy(rating.area, "dat-dai", sizeof rating.area);
        g_strlcpy(rating.language, "vi", sizeof rating.language);
        return rating;
    }
    rating.kind = strcmp(kind, "clock") == 0 ? ENTRY_CLOCK : ENTRY_NOTE;
    g_strlcpy(rating.note, "remark", sizeof rating.note);
    return rating;
}

int main(int argc, char **argv)
{
    enum { FIRST = 4 };
    uint8_t key[SEAL_KEY_SIZE];
    g_autoptr(GError) error = NULL;
    journal_t *journal = NULL;

    if (argc < FIRST + 2 || argc % 2 != 0)
        return 2;
    g_autofree char *key_file = folder_seal_key(argv[1]), *folder = folder_device(argv[1], argv[3]),
                    *file = folder_journal(argv[1], argv[3]);
    const struct journal_identity identity = {argv[3], argv[2], key};
    g_mkdir(folder, 0750);
    if (!seal_key_load(key, key_file, &error) || !journal_open(&journal, file, &identity, &error))
        complain(error->message);
    for (int i = FIRST; i < argc; i += 2) {
        struct journal_item item = {.rating = make(argv[i], argv[i + 1])};
        if (!journal_append(journal, &item, 1, &error))
            complain(error->message);
        if (item.error)
            complain(item.error->message);
    }
    journal_close(journal);
    return 0;
}
