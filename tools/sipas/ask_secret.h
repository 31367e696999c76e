#pragma once
/* Asks for what nobody else may see: a PIN, a password. */
#include "command.h"

enum { SECRET_LINE_SIZE = 512 };

struct secret_asked {
    const char *what;   /* names it in questions and messages: "PIN" */
    const char *action; /* begins the messages: "set-pin" */
    /* Whether it will do; on false *why is a phrase of what was expected. */
    bool (*is_acceptable)(const char *secret, const void *payload, const char **why);
    const void *payload;
};

/* From a terminal twice, without showing it; else one line of the standard input. EXIT_DONE, or the exit
 * status of what was said. The caller wipes `secret`. */
int ask_secret(char secret[SECRET_LINE_SIZE], const struct command *self, const struct secret_asked *asked);
