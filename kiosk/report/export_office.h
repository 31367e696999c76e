#pragma once
/* What every workbook that is streamed has in common: names of Office Open XML, and a part of the zip. Inside
 * this room only. */
#include "export_zip.h"

#define OFFICE_XML    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN_SPACE    "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE_SPACE  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_SPACE "http://schemas.openxmlformats.org/package/2006/"
#define MAIN_TYPE     "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* The part "_rels/.rels" of a workbook at xl/workbook.xml. */
#define OFFICE_PACKAGE_RELATIONS                                                                             \
    "<Relationships xmlns=\"" PACKAGE_SPACE "relationships\"><Relationship Id=\"rId1\" "                     \
    "Type=\"" OFFICE_SPACE "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"

/* Adds a part, whose content follows the line that says it is XML. */
bool office_add_part(export_zip_t *zip, const char *name, const char *content, GError **error);
