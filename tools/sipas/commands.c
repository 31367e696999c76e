#include "command.h"

const struct command *const COMMANDS[] = {
    &INIT_COMMAND, &REPORT_COMMAND, &IMPORT_COMMAND, &VERIFY_COMMAND, &DEMO_COMMAND, &CONFIG_COMMAND, NULL};
