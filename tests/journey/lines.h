#pragma once
/* Lines: the shape that the little programs here share. They read one command a line from standard input and
 * answer each with one line on standard output, so that whoever drives them always knows what has happened.
 */
#include <stdbool.h>
#include <stdio.h>

/* Does one command and prints its answer without the line's end; false: the command is not known. */
typedef bool (*lines_command)(const char *line, void *payload);

/* Until the input ends. 0, or 2 at a command that is not known. */
static inline int lines_run(lines_command command, void *payload)
{
    char line[512];
    while (fgets(line, sizeof line, stdin)) {
        if (!command(line, payload)) {
            fprintf(stderr, "not a command: %s", line);
            return 2;
        }
        putchar('\n');
        fflush(stdout);
    }
    return 0;
}
