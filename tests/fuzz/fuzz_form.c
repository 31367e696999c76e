/* Any bytes as a form. What is taken apart can be put together and taken apart again to the same fields. */
#include "form.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put(GString *out, const char *text)
{
    for (; *text; text++)
        g_string_append_printf(out, "%%%02x", (unsigned)(guchar)*text);
}

static char *put_together(const struct form *form)
{
    GString *out = g_string_new(NULL);

    for (int i = 0; i < form->count; i++) {
        g_string_append(out, i > 0 ? "&" : "");
        put(out, form->fields[i].name);
        g_string_append_c(out, '=');
        put(out, form->fields[i].value);
    }
    return g_string_free(out, FALSE);
}

static void check_field(const struct form *form, int i)
{
    const struct form_field *field = &form->fields[i];

    g_assert_true(*field->name);
    g_assert_true(g_utf8_validate(field->name, -1, NULL) && g_utf8_validate(field->value, -1, NULL));
    g_assert_true(strcmp(field->name, "r") == 0 || form_get(form, field->name) == field->value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct form form, again;

    if (!form_parse(&form, (const char *)data, size, "r"))
        return 0;
    g_assert_true(size <= WEB_BODY_MOST && form.count <= FORM_FIELDS_MOST);
    for (int i = 0; i < form.count; i++)
        check_field(&form, i);
    g_autofree char *text = put_together(&form);
    if (strlen(text) > WEB_BODY_MOST)
        return 0;
    g_assert_true(form_parse(&again, text, strlen(text), "r"));
    g_assert_cmpint(again.count, ==, form.count);
    for (int i = 0; i < form.count; i++) {
        g_assert_cmpstr(again.fields[i].name, ==, form.fields[i].name);
        g_assert_cmpstr(again.fields[i].value, ==, form.fields[i].value);
    }
    return 0;
}
