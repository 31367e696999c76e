#include "field.h"
#include <string.h>

const gint64 field_count_most = G_GINT64_CONSTANT(1000000000000);
const gint64 field_sum_most = G_GINT64_CONSTANT(10000000000000);

bool field_read_count(gint64 *out, sqlite3_value *field)
{
    *out = sqlite3_value_int64(field);
    return *out >= 0 && *out <= field_count_most;
}

bool field_read_text(char *out, size_t room, sqlite3_value *field)
{
    const char *bytes = sqlite3_value_blob(field); /* NULL also of an empty text */
    size_t size = (size_t)sqlite3_value_bytes(field);
    if (size >= room || (size > 0 && memchr(bytes, 0, size) != NULL))
        return false;
    if (size > 0)
        memcpy(out, bytes, size);
    out[size] = '\0';
    return true;
}

bool field_read_area(char out[AREA_ID_SIZE], sqlite3_value *field)
{
    return field_read_text(out, AREA_ID_SIZE, field) && area_id_is_valid(out);
}

bool field_read_channel(enum channel *out, sqlite3_value *field)
{
    char id[AREA_ID_SIZE];
    return field_read_text(id, sizeof id, field) && channel_from_id(out, id);
}

bool field_is_text(sqlite3_value *field, const char *text)
{
    const char *bytes = sqlite3_value_blob(field);
    size_t size = (size_t)sqlite3_value_bytes(field);
    return size == strlen(text) && (size == 0 || memcmp(bytes, text, size) == 0);
}
