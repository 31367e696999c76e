#pragma once
/* Kiosk: the parts of sipas-kiosk, opened in order and closed in reverse. Main thread. */
#include "options.h"
#include <glib.h>
#include <stdbool.h>

typedef struct kiosk kiosk_t;

#define KIOSK_ERROR kiosk_error_quark()
GQuark kiosk_error_quark(void);
enum kiosk_error { KIOSK_ERROR_DATA };

/* Opens everything `options` (borrowed) ask for. On false nothing is left open. Makes the device's folder and
 * journal when they are not there, and nothing before all else has been read and found right. */
bool kiosk_open(kiosk_t **out, const struct options *options, GError **error);

/* What the process of an errand does in place of opening a kiosk: writes the reports to the removable drive.
 * The exit status; -1 with `error` when the center could not be read. */
int kiosk_write_reports(const struct options *options, GError **error);

/* The exit status: 0 ended as asked, 1 the display was lost. */
int kiosk_run(kiosk_t *kiosk);

/* Waits for what is being stored. NULL is fine. */
void kiosk_close(kiosk_t *kiosk);
