#include "export_office.h"
#include <string.h>

bool office_add_part(export_zip_t *zip, const char *name, const char *content, GError **error)
{
    return export_zip_begin(zip, name, error) &&
           export_zip_write(zip, OFFICE_XML, strlen(OFFICE_XML), error) &&
           export_zip_write(zip, content, strlen(content), error);
}
