/* sipas staff: who may open the staff pages. */
#include "command.h"
#include "folder.h"
#include "pin.h"
#include "place.h"
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

struct staff_options {
    struct common_options common;
};

static const GOptionEntry OPTIONS[] = {COMMON_OPTIONS, {0}};

enum { LINE_SIZE = 256 };

/* A line without its end; false at the end of the input. */
static bool read_line(char line[LINE_SIZE])
{
    if (!fgets(line, LINE_SIZE, stdin))
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
static bool read_hidden(char line[LINE_SIZE], const char *question, const struct termios *shown)
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

static bool ask(char line[LINE_SIZE], const char *question)
{
    struct termios shown;

    return isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &shown) == 0 ? read_hidden(line, question, &shown)
                                                                        : read_line(line);
}

/* Asked twice on a terminal, for what is typed there is not seen. */
static int read_pin(char pin[LINE_SIZE], const struct command *self)
{
    char again[LINE_SIZE] = "";
    const char *why = NULL;

    if (!ask(pin, "New PIN: "))
        return command_misused(self, "set-pin: found no line on the standard input, expected the PIN");
    if (!pin_is_acceptable(pin, &why))
        return command_misused(self, "set-pin: expected %s", why);
    if (!isatty(STDIN_FILENO))
        return EXIT_DONE;
    const bool same = ask(again, "Again: ") && strcmp(pin, again) == 0;
    explicit_bzero(again, sizeof again);
    return same ? EXIT_DONE : command_misused(self, "set-pin: expected the same PIN twice");
}

static bool store(const char *pin, const struct place *place, GError **error)
{
    g_autofree char *file = folder_staff_pin(place->data);
    char hash[PIN_HASH_SIZE];

    if (!pin_hash(hash, pin)) {
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "set-pin: expected 32 MiB of free memory");
        return false;
    }
    g_autofree char *line = g_strconcat(hash, "\n", NULL);
    return g_file_set_contents_full(
        file, line, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static int set_pin(const struct command *self, const struct staff_options *options)
{
    struct place place = {0};
    char pin[LINE_SIZE] = "";
    g_autoptr(GError) error = NULL;

    int status =
        place_open(&place, options->common.data, &error) ? read_pin(pin, self) : command_failed(self, error);
    if (status == EXIT_DONE && !store(pin, &place, &error))
        status = command_failed(self, error);
    if (status == EXIT_DONE)
        command_say(self, "%s: the PIN of the staff pages is set", place.data);
    explicit_bzero(pin, sizeof pin);
    place_close(&place);
    return status;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct staff_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc == 2 && strcmp(argv[1], "set-pin") == 0
                     ? set_pin(self, &options)
                     : command_misused(self, "found %s%s%s, expected set-pin", argc > 1 ? "\"" : "",
                                       argc > 1 ? argv[1] : "nothing", argc > 1 ? "\"" : "");
    g_free(options.common.data);
    return status;
}

static const struct example EXAMPLES[] = {
    {"echo 274951 | sipas staff set-pin --data center", "Set the PIN from a script:"}, {0}};

const struct command STAFF_COMMAND = {
    .name = "staff",
    .arguments = "set-pin",
    .summary = "Set the PIN that opens the staff pages of the kiosk",
    .description =
        "set-pin asks for a new PIN of 4 to 12 digits (from a terminal twice, without showing it; else one "
        "line of the standard input) and stores its Argon2id hash in keys/staff.pin. It holds for every "
        "kiosk of the center from the next try on.\n"
        "\n"
        "The staff pages open after a long press in the top left corner of the first page. After wrong PINs "
        "the kiosk waits longer and longer before it hears the next, up to 15 minutes, also over a restart.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
