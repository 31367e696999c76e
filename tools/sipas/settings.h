#pragma once
/* The settings of a center as they are in effect, written as center.ini writes them. */
#include "center.h"

/* Appends every key, also those the file leaves out; reading the text back gives an equal center. */
void settings_print(GString *out, const center_t *center);
