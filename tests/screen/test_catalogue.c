/* What a kiosk offers and asks, from center.ini files written here. */
#include "catalogue.h"
#include "screen.h"
#include <glib/gstdio.h>
#include <string.h>

/* The sample center with some keys set otherwise: group, key, value, ..., NULL. */
static center_t *center_with(const char *group, ...)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autofree char *folder = g_dir_make_tmp("sipas-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "center.ini", NULL);
    g_autoptr(GError) error = NULL;
    center_t *center = NULL;
    va_list changes;
    g_assert_true(
        g_key_file_load_from_file(file, SOURCE_DIR "/assets/center.ini", G_KEY_FILE_KEEP_TRANSLATIONS, NULL));
    va_start(changes, group);
    for (const char *at = group; at != NULL; at = va_arg(changes, const char *)) {
        const char *key = va_arg(changes, const char *);
        g_key_file_set_value(file, at, key, va_arg(changes, const char *));
    }
    va_end(changes);
    g_assert_true(g_key_file_save_to_file(file, path, NULL));
    center_load(&center, path, &error);
    g_assert_no_error(error);
    g_unlink(path);
    g_rmdir(folder);
    return center;
}

static void test_sample_center(void)
{
    g_autoptr(center_t) center = center_with(NULL);
    struct flow_config config;
    g_assert_true(catalogue_fill(&config, center, NULL, 20251105, NULL));
    g_assert_cmpint(config.n_areas, ==, 12);
    g_assert_cmpstr(config.areas[0], ==, "ho-tich");
    g_assert_cmpstr(config.areas[11], ==, "khac");
    g_assert_cmpint(config.bound_area, ==, -1);
    g_assert_cmpint(config.n_items, ==, 2);
    g_assert_cmpint(config.items[0], ==, ITEM_TTHC);
    g_assert_cmpint(config.items[1], ==, ITEM_PHUC_VU);
    g_assert_true(config.reasons);
    g_assert_cmpint(config.n_languages, ==, 2);
    g_assert_cmpint(config.idle_ms, ==, 30000);
}

static void test_only_areas_active_that_day(void)
{
    g_autoptr(center_t) center = center_with("area dat-dai", "active-to", "2025-12-31", "area khac",
                                             "active-from", "2026-01-01", NULL);
    struct flow_config config;
    g_assert_true(catalogue_fill(&config, center, NULL, 20251231, NULL));
    g_assert_cmpint(config.n_areas, ==, 11);
    g_assert_cmpstr(config.areas[2], ==, "dat-dai");
    g_assert_cmpstr(config.areas[10], ==, "thi-dua");
    g_assert_true(catalogue_fill(&config, center, NULL, 20260101, NULL));
    g_assert_cmpint(config.n_areas, ==, 11);
    g_assert_cmpstr(config.areas[2], ==, "xay-dung");
    g_assert_cmpstr(config.areas[10], ==, "khac");
}

static void test_only_items_asked_on_the_kiosk(void)
{
    g_autoptr(center_t) center = center_with("item phuc-vu", "channels", "phone", "item m02-3", "question",
                                             "Thế nào?", "item m02-3", "channels", "kiosk", NULL);
    struct flow_config config;
    g_assert_true(catalogue_fill(&config, center, NULL, 20251105, NULL));
    g_assert_cmpint(config.n_items, ==, 2);
    g_assert_cmpint(config.items[0], ==, ITEM_TTHC);
    g_assert_cmpint(config.items[1], ==, ITEM_M02_3);
}

static void test_the_main_item_comes_first(void)
{
    struct center_item items[] = {{.item = ITEM_PHUC_VU}, {.item = ITEM_M02_1}, {.item = ITEM_TTHC}};
    g_autoptr(center_t) center = center_with(NULL);
    struct flow_config config;
    for (size_t i = 0; i < G_N_ELEMENTS(items); i++)
        items[i].asked[CHANNEL_KIOSK] = true;
    GArray *own = center->items;
    center->items = g_array_new(FALSE, FALSE, sizeof *items);
    g_array_append_vals(center->items, items, G_N_ELEMENTS(items));
    g_assert_true(catalogue_fill(&config, center, NULL, 20251105, NULL));
    g_assert_cmpint(config.items[0], ==, ITEM_TTHC);
    g_assert_cmpint(config.items[1], ==, ITEM_PHUC_VU);
    g_assert_cmpint(config.items[2], ==, ITEM_M02_1);
    g_array_unref(center->items);
    center->items = own;
}

static void test_bound_by_the_center_or_by_the_kiosk(void)
{
    g_autoptr(center_t) center = center_with("kiosk", "area", "dat-dai", NULL);
    struct flow_config config;
    g_assert_true(catalogue_fill(&config, center, NULL, 20251105, NULL));
    g_assert_cmpint(config.bound_area, ==, 2);
    g_assert_true(catalogue_fill(&config, center, "khac", 20251105, NULL));
    g_assert_cmpint(config.bound_area, ==, 11);
}

static void assert_refused(const center_t *center, const char *area, int today, const char *naming)
{
    g_autoptr(GError) error = NULL;
    struct flow_config config;
    g_assert_false(catalogue_fill(&config, center, area, today, &error));
    g_assert_error(error, SCREEN_ERROR, SCREEN_ERROR_CENTER);
    g_assert_nonnull(strstr(error->message, naming));
    g_assert_nonnull(strstr(error->message, "expected"));
    g_assert_null(strchr(error->message, '\n'));
}

static void test_nothing_to_offer_is_refused(void)
{
    g_autoptr(center_t) closed = center_with("area dat-dai", "active-to", "2025-01-31", NULL);
    assert_refused(closed, "dat-dai", 20250201, "dat-dai");
    assert_refused(closed, "khong-co", 20250201, "khong-co");
    for (guint i = 0; i < closed->areas->len; i++)
        ((struct area *)g_ptr_array_index(closed->areas, i))->active_to = 20250101;
    assert_refused(closed, NULL, 20250201, "active");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/catalogue/the_sample_center_has_twelve_areas_and_two_items", test_sample_center);
    g_test_add_func("/catalogue/offers_only_areas_active_that_day", test_only_areas_active_that_day);
    g_test_add_func("/catalogue/asks_only_items_meant_for_the_kiosk", test_only_items_asked_on_the_kiosk);
    g_test_add_func("/catalogue/puts_the_main_item_first", test_the_main_item_comes_first);
    g_test_add_func("/catalogue/is_bound_by_the_center_or_the_kiosk",
                    test_bound_by_the_center_or_by_the_kiosk);
    g_test_add_func("/catalogue/refuses_to_have_nothing_to_offer", test_nothing_to_offer_is_refused);
    return g_test_run();
}
