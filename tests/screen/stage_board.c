#include "stage.h"

/* As the program beside the screen writes them. */
static const struct {
    enum staff_mood mood;
    const char *label[2], *value[2]; /* Vietnamese, English */
} LINES[] = {
    {STAFF_TITLE, {"Hôm nay, 05/11/2025", "Today, 05/11/2025"}, {"", ""}},
    {STAFF_PLAIN, {"Số lượt", "Ratings"}, {"126", "126"}},
    {STAFF_PLAIN, {"Toàn trung tâm", "Whole center"}, {"92,06% · n = 126", "92.06% · n = 126"}},
    {STAFF_PLAIN, {"Không tính", "Set aside"}, {"3", "3"}},
    {STAFF_TITLE, {"Tuần từ 03/11/2025 đến 09/11/2025", "Week 03/11/2025 to 09/11/2025"}, {"", ""}},
    {STAFF_GOOD,
     {"Toàn trung tâm: từ 90% trở lên", "Whole center: 90% or more"},
     {"93,45% · n = 412 · Đạt", "93.45% · n = 412 · Met"}},
    {STAFF_BAD,
     {"Đất đai, xây dựng: trên 80%", "Land, construction: more than 80%"},
     {"79,12% · n = 91 · Chưa đạt", "79.12% · n = 91 · Missed"}},
    {STAFF_GOOD,
     {"Hộ tịch: từ 90% trở lên", "Civil status: 90% or more"},
     {"96,08% · n = 102 · Đạt", "96.08% · n = 102 · Met"}},
    {STAFF_GOOD,
     {"Chứng thực: từ 90% trở lên", "Certification: 90% or more"},
     {"95,00% · n = 80 · Đạt", "95.00% · n = 80 · Met"}},
    {STAFF_PLAIN,
     {"Bảo trợ xã hội: từ 90% trở lên", "Social protection: 90% or more"},
     {"n = 12 · Chưa đủ dữ liệu để kết luận", "n = 12 · Not enough data to conclude"}},
    {STAFF_PLAIN,
     {"Người có công: từ 90% trở lên", "People of merit: 90% or more"},
     {"Chưa có dữ liệu", "No data yet"}},
    {STAFF_GOOD,
     {"Hộ kinh doanh: từ 90% trở lên", "Household business: 90% or more"},
     {"94,44% · n = 36 · Đạt", "94.44% · n = 36 · Met"}},
    {STAFF_PLAIN,
     {"Đầu tư: từ 90% trở lên", "Investment: 90% or more"},
     {"n = 4 · Chưa đủ dữ liệu để kết luận", "n = 4 · Not enough data to conclude"}},
    {STAFF_GOOD,
     {"Giáo dục: từ 90% trở lên", "Education: 90% or more"},
     {"97,14% · n = 35 · Đạt", "97.14% · n = 35 · Met"}},
    {STAFF_BAD,
     {"Môi trường: từ 90% trở lên", "Environment: 90% or more"},
     {"87,50% · n = 32 · Chưa đạt", "87.50% · n = 32 · Missed"}},
    {STAFF_GOOD,
     {"Thái độ phục vụ: từ 95% trở lên", "Service by the staff: 95% or more"},
     {"97,61% · n = 377 · Đạt", "97.61% · n = 377 · Met"}},
    {STAFF_PLAIN,
     {"Các chỉ tiêu còn lại: xem trong báo cáo", "For the other targets see the report"},
     {"", ""}},
    {STAFF_TITLE, {"Thiết bị kiosk-1", "Device kiosk-1"}, {"", ""}},
    {STAFF_PLAIN, {"Dung lượng còn trống", "Free disk space"}, {"21,4 GB", "21.4 GB"}},
    {STAFF_GOOD, {"Đồng hồ", "Clock"}, {"đã đồng bộ với máy chủ giờ", "synchronised with a time server"}},
    {STAFF_GOOD, {"Kiểm tra sổ ghi", "Journal check"}, {"nguyên vẹn, 18.204 mục", "whole, 18,204 entries"}},
    {STAFF_PLAIN,
     {"Dấu niêm phong cuối", "Last seal"},
     {"9f3c 71a0 5be2 (mục 18.204)", "9f3c 71a0 5be2 (entry 18,204)"}},
    {STAFF_TITLE, {"Thiết bị web-1", "Device web-1"}, {"", ""}},
    {STAFF_PLAIN, {"Dung lượng còn trống", "Free disk space"}, {"21,4 GB", "21.4 GB"}},
    {STAFF_BAD, {"Đồng hồ", "Clock"}, {"chưa tin cậy, cần chỉnh giờ", "not to be trusted, set the time"}},
    {STAFF_BAD,
     {"Kiểm tra sổ ghi", "Journal check"},
     {"có lỗi, xin báo người quản trị", "something is wrong, tell the administrator"}},
    {STAFF_PLAIN,
     {"Dấu niêm phong cuối", "Last seal"},
     {"02d4 88e1 c07f (mục 951)", "02d4 88e1 c07f (entry 951)"}},
    {STAFF_PLAIN, {"Số lượt đánh giá trong sổ", "Ratings in the journal"}, {"951", "951"}},
};

G_STATIC_ASSERT(G_N_ELEMENTS(LINES) == STAFF_LINES);

void stage_board(struct staff_board *out, const char *language)
{
    int in = g_str_has_prefix(language, "vi") ? 0 : 1;
    out->n = STAFF_LINES;
    for (int i = 0; i < STAFF_LINES; i++) {
        struct staff_line *line = &out->lines[i];
        line->mood = LINES[i].mood;
        g_strlcpy(line->label, LINES[i].label[in], sizeof line->label);
        g_strlcpy(line->value, LINES[i].value[in], sizeof line->value);
    }
}
