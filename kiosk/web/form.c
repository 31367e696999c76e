#include "form.h"
#include <string.h>

/* Decodes up to the end or a '&', writing at *at; false when that is not allowed. On return *from stands on
 * the end or behind the '&'. */
static bool decode_pair(char **at, const char **from, const char *end)
{
    for (; *from < end && **from != '&'; (*from)++) {
        char letter = **from;
        if (letter == '+') {
            letter = ' ';
        } else if (letter == '%') {
            if (end - *from < 3 || !g_ascii_isxdigit((*from)[1]) || !g_ascii_isxdigit((*from)[2]))
                return false;
            letter = (char)(g_ascii_xdigit_value((*from)[1]) * 16 + g_ascii_xdigit_value((*from)[2]));
            *from += 2;
        }
        if (letter == '\0')
            return false;
        *(*at)++ = letter;
    }
    *(*at)++ = '\0';
    return true;
}

static bool is_new(const struct form *form, const char *name, const char *many)
{
    return (many && strcmp(name, many) == 0) || !form_get(form, name);
}

/* The pair's '=' ends its name; one that was sent as %3D is part of the value or the name, so the parts are
 * decoded apart. */
static bool read_pair(struct form *out, char **at, const char **from, const char *end, const char *many)
{
    const char *stop = memchr(*from, '&', (size_t)(end - *from));
    const char *equals = memchr(*from, '=', (size_t)((stop ? stop : end) - *from));
    struct form_field *field = &out->fields[out->count];

    if (!equals || equals == *from || out->count == FORM_FIELDS_MOST)
        return false;
    field->name = *at;
    if (!decode_pair(at, from, equals))
        return false;
    *from = equals + 1;
    field->value = *at;
    if (!decode_pair(at, from, end) || !g_utf8_validate(field->name, -1, NULL) ||
        !g_utf8_validate(field->value, -1, NULL) || !is_new(out, field->name, many))
        return false;
    out->count++;
    return true;
}

bool form_parse(struct form *out, const char *body, size_t size, const char *many)
{
    out->count = 0;
    if (size > WEB_BODY_MOST)
        return false;
    if (size == 0)
        return true;
    const char *from = body, *end = body + size;
    char *at = out->text;
    while (from < end) {
        if (!read_pair(out, &at, &from, end, many))
            return false;
        if (from < end && ++from == end)
            return false;
    }
    return true;
}

const char *form_get(const struct form *form, const char *name)
{
    for (int i = 0; i < form->count; i++) {
        if (strcmp(form->fields[i].name, name) == 0)
            return form->fields[i].value;
    }
    return NULL;
}
