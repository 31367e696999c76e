#include "device.h"
#include <string.h>

enum { DEVICE_VALUES = 5 };

static void device_values(struct value out[DEVICE_VALUES], const struct device *device)
{
    out[0] = value_text(device->device);
    out[1] = value_text(device->center);
    out[2] = value_integer(device->made);
    out[3] = value_text(device->program);
    out[4] = value_integer(device->format);
}

bool device_store(sqlite3 *db, const struct device *device, GError **error)
{
    sqlite3_stmt *statement = NULL;
    struct value values[DEVICE_VALUES];
    g_assert(device->format == DEVICE_FORMAT);
    device_values(values, device);
    if (!sql_prepare(
            &statement, db,
            "INSERT INTO device(id, device, center, made, program, format) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
            error))
        return false;
    sql_bind(statement, values, DEVICE_VALUES);
    bool stored = sql_step(statement, "naming the device", error);
    sqlite3_finalize(statement);
    return stored;
}

/* False when the value is no text that fits, NUL included. */
static bool copy_text(char out[AREA_ID_SIZE], const struct value *value)
{
    if (value->type != VALUE_TEXT || value->size >= AREA_ID_SIZE ||
        memchr(value->bytes, 0, value->size) != NULL)
        return false;
    memcpy(out, value->bytes, value->size);
    out[value->size] = '\0';
    return true;
}

static bool read_row(struct device *out, sqlite3_stmt *statement)
{
    struct value values[DEVICE_VALUES];
    if (sqlite3_step(statement) != SQLITE_ROW)
        return false;
    sql_columns(values, statement, DEVICE_VALUES);
    out->made = values[2].integer;
    out->format = values[4].integer;
    return copy_text(out->device, &values[0]) && copy_text(out->center, &values[1]) &&
           copy_text(out->program, &values[3]) && sqlite3_step(statement) == SQLITE_DONE;
}

bool device_read(struct device *out, sqlite3 *db, GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (!sql_prepare(&statement, db, "SELECT device, center, made, program, format FROM device", error))
        return false;
    bool read = read_row(out, statement);
    int result = sqlite3_errcode(db);
    if (!read && result != SQLITE_ROW && result != SQLITE_DONE)
        sql_fail(db, "reading whose journal it is", error);
    else if (!read)
        sql_refuse(db, JOURNAL_ERROR_DAMAGED, error, "damaged: expected one row that names the device");
    else if (out->format != DEVICE_FORMAT)
        read = sql_refuse(db, JOURNAL_ERROR_DAMAGED, error, "damaged: sealed in format %d, expected %d",
                          (int)out->format, DEVICE_FORMAT);
    sqlite3_finalize(statement);
    return read;
}

bool device_check(const struct device *device, sqlite3 *db, const char *wanted_device,
                  const char *wanted_center, GError **error)
{
    if (strcmp(device->device, wanted_device) == 0 && strcmp(device->center, wanted_center) == 0)
        return true;
    return sql_refuse(
        db, JOURNAL_ERROR_FOREIGN, error,
        "the journal of device \"%s\" of center \"%s\", expected device \"%s\" of center \"%s\"",
        device->device, device->center, wanted_device, wanted_center);
}

void device_seal(uint8_t out[SEAL_SIZE], const struct device *device, const uint8_t key[SEAL_KEY_SIZE])
{
    struct value values[DEVICE_VALUES];
    device_values(values, device);
    chain_seal(out, key, NULL, values, DEVICE_VALUES);
}
