#pragma once
/* What the staff pages read of the journals and make of it. Each waits for the disk. */
#include "drive.h"
#include "staff.h"

/* Today's and this week's figures and the state of the device. Figures that cannot be read leave a sentence
 * in their place, and the reason on stderr. */
void staff_report_board(struct staff_board *out, const struct staff_options *options, const char *language);

/* Writes the files of this week and of the one before, and the bundle of the device's journal (see
 * carried.h), to the removable drive; *folder (caller frees) is where they are on it. DRIVE_ERROR when the
 * drive is what failed. */
bool staff_report_export(char **folder, const struct staff_options *options, const char *language,
                         GError **error);
