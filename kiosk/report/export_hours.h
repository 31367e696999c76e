#pragma once
/* The rows of one device on their way out: held back until each hour can be put in an order that tells
 * nothing of who came first. Inside this room only. */
#include "export_row.h"

typedef struct export_hours export_hours_t;

export_hours_t *export_hours_new(struct export_writer *writer); /* borrowed */
void export_hours_free(export_hours_t *hours);                  /* NULL is fine */

/* Takes a rating; writes when there are enough. */
bool export_hours_add(export_hours_t *hours, const char *device, const struct rating *rating, GError **error);

/* Writes all that is held. */
bool export_hours_empty(export_hours_t *hours, GError **error);
