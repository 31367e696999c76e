#include "ask_secret.h"
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* A line without its end; false at the end of the input. */
static bool read_line(char line[SECRET_LINE_SIZE])
{
    if (!fgets(line, SECRET_LINE_SIZE, stdin))
        return false;
    line[strcspn(line, "\r\n")] = '\0';
    return true;
}

static void wake(int number)
{
    (void)number;
}

/* Whether a line is there to be read; false when a signal came first. Signals are blocked but for the wait,
 * so that none slips in between. */
static bool wait_for_line(const sigset_t *unblocked)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    return ppoll(&input, 1, NULL, unblocked) > 0;
}

/* Without showing what is typed. A signal only ends the reading, so that the terminal is left as it was. */
static bool read_hidden(char line[SECRET_LINE_SIZE], const char *question, const struct termios *shown)
{
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    const struct sigaction waking = {.sa_handler = wake};
    struct sigaction before[G_N_ELEMENTS(ending)];
    struct termios hidden = *shown;
    sigset_t blocked, unblocked;

    hidden.c_lflag &= ~(tcflag_t)ECHO;
    sigemptyset(&blocked);
    for (size_t i = 0; i < G_N_ELEMENTS(ending); i++) {
        sigaddset(&blocked, ending[i]);
        sigaction(ending[i], &waking, &before[i]);
    }
    sigprocmask(SIG_BLOCK, &blocked, &unblocked);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    fputs(question, stderr); /* only now: what is typed on seeing it is neither shown nor flushed */
    const bool read = wait_for_line(&unblocked) && read_line(line);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, shown);
    sigprocmask(SIG_SETMASK, &unblocked, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(ending); i++)
        sigaction(ending[i], &before[i], NULL);
    fputc('\n', stderr);
    return read;
}

static bool ask(char line[SECRET_LINE_SIZE], const char *question)
{
    struct termios shown;

    return isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &shown) == 0 ? read_hidden(line, question, &shown)
                                                                        : read_line(line);
}

/* Asked twice on a terminal, for what is typed there is not seen. */
int ask_secret(char secret[SECRET_LINE_SIZE], const struct command *self, const struct secret_asked *asked)
{
    g_autofree char *question = g_strdup_printf("New %s: ", asked->what);
    char again[SECRET_LINE_SIZE] = "";
    const char *why = NULL;

    if (!ask(secret, question))
        return command_misused(self, "%s: found no line on the standard input, expected the %s",
                               asked->action, asked->what);
    if (!asked->is_acceptable(secret, asked->payload, &why))
        return command_misused(self, "%s: expected %s", asked->action, why);
    if (!isatty(STDIN_FILENO))
        return EXIT_DONE;
    const bool same = ask(again, "Again: ") && strcmp(secret, again) == 0;
    explicit_bzero(again, sizeof again);
    return same ? EXIT_DONE
                : command_misused(self, "%s: expected the same %s twice", asked->action, asked->what);
}
