#include "power.h"

bool power_command(const char *what, GError **error)
{
    const char *const command[] = {"systemctl", what, NULL};
    int status = 0;

    return g_spawn_sync(NULL, (char **)command, NULL,
                        G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                        NULL, NULL, NULL, &status, error) &&
           g_spawn_check_wait_status(status, error);
}
