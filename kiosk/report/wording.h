#pragma once
/* Wording: a report's parts as words and figures for people, in one language.
 *
 * What the faces for reading share, so that they say the same. Sentences come from group [report] of the
 * words files, figures carry the language's own marks (report.decimal, report.thousands). Strings returned as
 * char * are freed with g_free; as const char * they belong to the report or the words. */
#include "report.h"

struct wording {
    const report_t *report;
    const words_t *words;
    const char *language;
};

/* The sentence report.KEY. */
const char *say(const struct wording *w, const char *key);

/* The text composed (NFC) and with plain spaces for no-break ones, which only matter on the kiosk's screen.
 */
char *plain_text(const char *text);

/* "03/11/2025", in every language: the country's own form. */
char *say_day(int day);

/* "Tuần từ 03/11/2025 đến 09/11/2025": the kind of period and both dates. */
char *say_period(const struct wording *w);

/* Whether the period was cut by the decree's window, which then has to be said. */
bool period_is_decree(const struct period *period);

/* "Trung tâm Phục vụ hành chính công, Xã Chí Minh, Thành phố Hải Phòng". */
char *say_center(const struct wording *w);

/* The area's name, its id when the catalogue does not know it, "the whole center" for "". */
const char *say_area(const struct wording *w, const char *area);

/* What the item asks about, in a few words. */
const char *say_item(const struct wording *w, enum item item);

/* What the target is about and where it holds. */
char *say_subject(const struct wording *w, const struct report_target *row);
char *say_scope(const struct wording *w, const struct report_target *row);

/* "từ 90% trở lên", "trên 80%". */
char *say_requirement(const struct wording *w, const struct target *target);

/* "Đạt", "Chưa đạt", "Chưa có dữ liệu", "Ngoài kiosk", and whether the target is in force in this period. */
char *say_verdict(const struct wording *w, const struct report_target *row);

/* "1.234". */
char *say_count(const struct wording *w, gint64 count);

/* "93,45" with the center's decimals, a dash when there is no share. */
char *say_share(const struct wording *w, struct share share);

/* "90,10–95,80", a dash when there is no share. */
char *say_interval(const struct wording *w, struct share share);
