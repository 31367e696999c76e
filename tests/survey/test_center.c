#include "center.h"
#include <string.h>

#define NBSP "\xc2\xa0"

static center_t *sample(void)
{
    g_autoptr(GError) error = NULL;
    center_t *center = NULL;
    bool loaded = center_load(&center, SOURCE_DIR "/assets/center.ini", &error);
    g_assert_no_error(error);
    g_assert_true(loaded);
    return center;
}

static void the_sample_center_is_the_commune_of_chi_minh(void)
{
    g_autoptr(center_t) center = sample();
    g_assert_cmpstr(center->id, ==, "chi-minh");
    g_assert_cmpstr(local_text_get(center->name, "vi"), ==,
                    "Trung" NBSP "tâm Phục" NBSP "vụ hành" NBSP "chính công");
    g_assert_cmpstr(local_text_get(center->commune, "vi"), ==, "Xã Chí" NBSP "Minh");
    g_assert_cmpstr(local_text_get(center->parent, "vi"), ==, "Thành" NBSP "phố Hải" NBSP "Phòng");
    g_assert_cmpstr(center->hotline, ==, "");
}

static void the_sample_center_has_its_twelve_areas_in_order(void)
{
    static const char *const ids[] = {"ho-tich",        "chung-thuc",    "dat-dai",       "xay-dung",
                                      "bao-tro-xa-hoi", "nguoi-co-cong", "ho-kinh-doanh", "dau-tu",
                                      "giao-duc",       "moi-truong",    "thi-dua",       "khac"};
    g_autoptr(center_t) center = sample();
    g_assert_cmpuint(center->areas->len, ==, G_N_ELEMENTS(ids));
    for (guint i = 0; i < center->areas->len; i++) {
        const struct area *area = g_ptr_array_index(center->areas, i);
        g_assert_cmpstr(area->id, ==, ids[i]);
        g_assert_cmpstr(area->icon, ==, ids[i]);
        g_assert_true(center_area(center, ids[i]) == area);
        g_assert_cmpstr(local_text_get(area->name, "en"), !=, local_text_get(area->name, "vi"));
        g_assert_true(area_is_active(area, 20251105));
    }
    g_assert_null(center_area(center, "y-te"));
}

static void the_sample_center_asks_two_items_everywhere_in_the_words_own_wording(void)
{
    g_autoptr(center_t) center = sample();
    g_assert_cmpuint(center->items->len, ==, 2);
    for (guint i = 0; i < center->items->len; i++) {
        const struct center_item *item = &g_array_index(center->items, struct center_item, i);
        g_assert_cmpint((int)item->item, ==, (int)(i == 0 ? ITEM_TTHC : ITEM_PHUC_VU));
        g_assert_null(item->question);
        for (int channel = 0; channel < CHANNEL_COUNT; channel++)
            g_assert_true(center_item_is_asked(item, (enum channel)channel));
        g_assert_false(item->asked[CHANNEL_POSTER]);
        g_assert_true(center_item(center, item->item) == item);
    }
    g_assert_null(center_item(center, ITEM_M02_1));
}

static void the_sample_center_has_the_settings_its_remarks_explain(void)
{
    g_autoptr(center_t) center = sample();
    g_assert_cmpstr(center->languages[0], ==, "vi");
    g_assert_cmpstr(center->languages[1], ==, "en");
    g_assert_null(center->languages[2]);
    g_assert_cmpint(center->idle_seconds, ==, 30);
    g_assert_true(center->reasons);
    g_assert_null(center->bound_area);
    g_assert_cmpint(center->n_opening, ==, 0);
    g_assert_cmpint(center->rotation, ==, 0);
    g_assert_cmpint(center->width_mm, ==, 476);
    g_assert_false(center->high_contrast);
    g_assert_null(center->web_url);
    g_assert_cmpstr(center->web_listen, ==, "127.0.0.1:8080");
    g_assert_null(center->staff_url);
    g_assert_cmpstr(center->staff_listen, ==, "127.0.0.1:8081");
    g_assert_cmpstr(center->status_listen, ==, "127.0.0.1:8082");
    g_assert_cmpint(center->code_minutes, ==, 720);
    g_assert_cmpint(center->poster_per_hour, ==, 60);
    g_assert_true(center->window == WINDOW_CALENDAR);
    g_assert_cmpint(center->decimals, ==, 2);
    g_assert_cmpstr(center->plans[0], ==, "chi-minh");
    g_assert_null(center->plans[1]);
}

/* Every key that the tables know is written down in the sample, so that a reader meets each explained. */
static void the_sample_center_explains_every_key(void)
{
    static const char *const keys[] = {"\nid =",
                                       "\nname =",
                                       "\nname[en] =",
                                       "\ncommune =",
                                       "\nparent =",
                                       "\nhotline =",
                                       "\nicon =",
                                       "#   active-from ",
                                       "#   active-to ",
                                       "\nquestion =",
                                       "\nchannels =",
                                       "\nlanguages =",
                                       "\nidle-seconds =",
                                       "\nreasons =",
                                       "\narea =",
                                       "\nopening-hours =",
                                       "\nrotation =",
                                       "\nwidth-mm =",
                                       "\nhigh-contrast =",
                                       "\nurl =",
                                       "\nlisten =",
                                       "\nwindow =",
                                       "\ndecimals =",
                                       "\nplans =",
                                       "\nstaff-url =",
                                       "\nstaff-listen =",
                                       "\nstatus-listen =",
                                       "\ncode-minutes =",
                                       "\nposter-per-hour =",
                                       "\nfew =",
                                       "\nenough ="};
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(SOURCE_DIR "/assets/center.ini", &text, NULL, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_test_message("%s", keys[i]);
        g_assert_nonnull(strstr(text, keys[i]));
    }
}

static void an_area_is_offered_from_its_first_to_its_last_day(void)
{
    struct area area = {.active_from = 20250701, .active_to = 20251231};
    g_assert_false(area_is_active(&area, 20250630));
    g_assert_true(area_is_active(&area, 20250701));
    g_assert_true(area_is_active(&area, 20251231));
    g_assert_false(area_is_active(&area, 20260101));
    area.active_to = 0;
    g_assert_true(area_is_active(&area, 99991231));
    area.active_from = 0;
    g_assert_true(area_is_active(&area, 10101));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sample/is_the_commune_of_chi_minh", the_sample_center_is_the_commune_of_chi_minh);
    g_test_add_func("/sample/has_its_twelve_areas_in_order", the_sample_center_has_its_twelve_areas_in_order);
    g_test_add_func("/sample/asks_two_items_everywhere_in_the_words_own_wording",
                    the_sample_center_asks_two_items_everywhere_in_the_words_own_wording);
    g_test_add_func("/sample/has_the_settings_its_remarks_explain",
                    the_sample_center_has_the_settings_its_remarks_explain);
    g_test_add_func("/sample/explains_every_key", the_sample_center_explains_every_key);
    g_test_add_func("/area/is_offered_from_its_first_to_its_last_day",
                    an_area_is_offered_from_its_first_to_its_last_day);
    return g_test_run();
}
