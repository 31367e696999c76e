#include "face.h"
#include <string.h>

const struct face faces[] = {
    {"text", ".txt", false, report_text},
    {"csv", ".csv", false, report_csv},
    {"json", ".json", false, report_json},
    {"html", ".html", false, report_html},
    {"xlsx", ".xlsx", true, report_xlsx},
    {"pdf", ".pdf", true, report_pdf},
    {0},
};

const struct face *face_find(const char *id)
{
    for (const struct face *face = faces; face->id; face++)
        if (strcmp(face->id, id) == 0)
            return face;
    return NULL;
}
