#pragma once
/* The formats of export_remarks, of texts in order. Inside this room only. */
#include "export_remarks.h"

bool export_remarks_xlsx(const GPtrArray *texts, FILE *stream, GError **error);
