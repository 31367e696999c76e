#pragma once
/* Wording: a report's parts as words and figures for people, in one language.
 *
 * What the faces for reading share, so that they say the same. Sentences come from group [report] of the
 * words files, figures carry the language's own marks (report.decimal, report.thousands). Strings returned as
 * char * are freed with g_free; as const char * they belong to the report or the words. */
#include "face.h"

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

/* What the number of ratings can bear: "Chưa đủ dữ liệu để kết luận", "Tham khảo", "Chưa có dữ liệu"; "" when
 * it is enough. */
const char *say_basis(const struct wording *w, enum basis basis);

/* What the report was narrowed to, "Chỉ tính: kênh kiosk; lĩnh vực Đất đai"; NULL when it was not. */
char *say_narrowing(const struct wording *w);

/* "Bổ sung ngày 17/11/2025, thay số liệu đã lập trước đó"; NULL when the report amends none. */
char *say_amendment(const struct wording *w);

/* "Kỳ trước: từ 27/10/2025 đến 02/11/2025"; NULL when not compared. */
char *say_before(const struct wording *w);

/* The change against the period before, "+1,25", "−0,50", "0,00" in percentage points; a dash when either has
 * no rating. */
char *say_points(const struct wording *w, const struct report_row *row);

/* "Khác biệt rõ", "Không khác biệt rõ" (the intervals overlap); a dash when either has no rating. */
const char *say_difference(const struct wording *w, const struct report_row *row);

/* "Kiosk", "Điện thoại", "Phiếu giấy", "Khác", "Tất cả các kênh". */
const char *say_channel(const struct wording *w, const struct report_channel *row);

/* "Thời gian chờ", from the words of the kiosk. */
const char *say_reason(const struct wording *w, enum reason reason);

/* The key of the trend's heading: "by-day" (Diễn biến theo ngày), "by-week", "by-month". `by` is not
 * REPORT_BY_NONE. */
const char *say_by(enum report_by by);

/* A step of the trend: "03/11/2025", or "03/11/2025–09/11/2025". */
char *say_step(const struct report_step *step);

/* How many of those whose files were settled took part: "37,50%" or why it cannot be said; NULL when no
 * number was given. `say_guide` is the number of ratings the ministry's guide asks for. Both of a row of the
 * report's first item. */
char *say_participation(const struct wording *w, const struct report_row *row);
char *say_guide(const struct wording *w, const struct report_row *row);

/* The remarks that every face for people ends with, each a sentence: the formula, what the interval is, what
 * few ratings mean, that areas are not ranked, and that this is no ministry's index, and why. NULL-ended;
 * free with g_strfreev. */
char **say_notes(const struct wording *w);

/* The word of an entry kind, for the reconciliation: "Bổ sung câu trả lời", "Lý do", "Sửa lại" ... */
const char *say_kind(const struct wording *w, enum entry_kind kind);

/* Why the plan shows no target: it gives none in figures, or none about what the report was narrowed to; NULL
 * when it shows some. */
const char *say_plan_empty(const struct wording *w, const struct plan *plan);

/* A number written with a point, with the language's own mark in its place. */
char *with_decimal_mark(const struct wording *w, const char *number);

/* "1.234". */
char *say_count(const struct wording *w, gint64 count);

/* "93,45" with the center's decimals, a dash when there is no share. */
char *say_share(const struct wording *w, struct share share);

/* "90,10–95,80", a dash when there is no share. */
char *say_interval(const struct wording *w, struct share share);
