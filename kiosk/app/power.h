#pragma once
/* Power: asks the system's service manager to restart the machine or turn it off. */
#include <glib.h>
#include <stdbool.h>

/* Runs "systemctl WHAT" ("reboot", "poweroff"), found on PATH, and waits for it. False when it refuses. */
bool power_command(const char *what, GError **error);
