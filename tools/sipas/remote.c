#include "remote.h"
#include "bundle_stream.h"
#include "command.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The other machine writes its bundle whole before the first byte of it comes. */
enum { SAID_SIZE = 1024, PATIENCE_S = 300, END_S = 10, LOOK_MS = 50 };

/* Nothing is asked on a terminal, a dead line is noticed, and nothing but one command goes through it. */
static const char *const SAFE[] = {"-T",
                                   "-x",
                                   "-a",
                                   "-o",
                                   "BatchMode=yes",
                                   "-o",
                                   "ClearAllForwardings=yes",
                                   "-o",
                                   "PermitLocalCommand=no",
                                   "-o",
                                   "ControlPath=none",
                                   "-o",
                                   "ConnectTimeout=20",
                                   "-o",
                                   "ServerAliveInterval=15",
                                   "-o",
                                   "ServerAliveCountMax=4",
                                   "--"};

G_DEFINE_QUARK(remote_error, remote_error)

bool remote_is_meant(const char *text)
{
    const char *colon = text[0] == '[' ? strstr(text, "]:") : strchr(text, ':');
    const char *slash = strchr(text, '/');
    return colon && (!slash || colon < slash);
}

/* What a name of a user or of a machine is made of; never an option, never anything that a shell reads. */
static bool is_host(const char *host)
{
    return host[0] != '\0' && host[0] != '-' && host[0] != '@' && strstr(host, "@-") == NULL &&
           strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@:%") ==
               strlen(host);
}

/* Takes the brackets from around an address: user@[::1] is user@::1 to ssh. */
static char *without_brackets(const char *host)
{
    g_auto(GStrv) parts = g_strsplit_set(host, "[]", -1);
    return g_strjoinv("", parts);
}

bool remote_read(struct remote *out, const char *text, GError **error)
{
    const char *bracket = strstr(text, "]:");
    const char *colon = bracket ? bracket + 1 : strchr(text, ':');

    g_assert(remote_is_meant(text) && colon);
    g_autofree char *given = g_strndup(text, (gsize)(colon - text));
    g_autofree char *host = bracket ? without_brackets(given) : g_strdup(given);
    if (!is_host(host)) {
        g_set_error(error, REMOTE_ERROR, REMOTE_ERROR_NAME, "%s: found \"%s\", expected [USER@]HOST:FOLDER",
                    text, given);
        return false;
    }
    *out = (struct remote){
        .host = g_steal_pointer(&host), .folder = g_strdup(colon + 1), .patience = PATIENCE_S};
    return true;
}

void remote_clear(struct remote *remote)
{
    g_clear_pointer(&remote->host, g_free);
    g_clear_pointer(&remote->folder, g_free);
}

char *remote_command(const struct remote *remote, const char *device, gint64 after)
{
    g_autofree char *quoted_device = g_shell_quote(device), *quoted_folder = g_shell_quote(remote->folder);
    return g_strdup_printf("sipas bundle --stream --device %s --after %" G_GINT64_FORMAT "%s%s",
                           quoted_device, after, *remote->folder ? " --data " : "",
                           *remote->folder ? quoted_folder : "");
}

/* --- running ssh --- */

static bool fail(GError **error, const struct remote *remote, enum remote_error code, const char *why)
{
    g_set_error(error, REMOTE_ERROR, (int)code, "%s: %s", remote->host, why);
    return false;
}

/* The words of the command line; free with g_ptr_array_unref. NULL when $SIPAS_SSH is none. */
static GPtrArray *words_for(const struct remote *remote, const char *command, GError **error)
{
    const char *set = g_getenv("SIPAS_SSH");
    g_auto(GStrv) given = NULL;
    GPtrArray *words = NULL;

    if (!g_shell_parse_argv(set && *set ? set : "ssh", NULL, &given, error)) {
        g_prefix_error(error, "$SIPAS_SSH: ");
        return NULL;
    }
    words = g_ptr_array_new_with_free_func(g_free);
    for (char **word = given; *word; word++)
        g_ptr_array_add(words, g_strdup(*word));
    for (size_t i = 0; i < G_N_ELEMENTS(SAFE); i++)
        g_ptr_array_add(words, g_strdup(SAFE[i]));
    g_ptr_array_add(words, g_strdup(remote->host));
    g_ptr_array_add(words, g_strdup(command));
    g_ptr_array_add(words, NULL);
    return words;
}

/* What it says is heard while the stream is read: a program that nobody listens to stands still. */
struct run {
    GPid child;
    int output, said;
    int patience;
    bool late;            /* nothing came for that long */
    char text[SAID_SIZE]; /* the last that was said */
    size_t size;
};

static bool start(struct run *run, const GPtrArray *words, GError **error)
{
    return g_spawn_async_with_pipes(NULL, (char **)words->pdata, NULL,
                                    G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &run->child,
                                    NULL, &run->output, &run->said, error);
}

static void hear(struct run *run)
{
    char bytes[SAID_SIZE];
    const ssize_t got = read(run->said, bytes, sizeof bytes);

    if (got < 0 && errno == EINTR)
        return;
    if (got <= 0) {
        close(run->said);
        run->said = -1;
        return;
    }
    const size_t kept = MIN(run->size, SAID_SIZE - (size_t)got);
    memmove(run->text, run->text + run->size - kept, kept);
    memcpy(run->text + kept, bytes, (size_t)got);
    run->size = kept + (size_t)got;
}

/* Hears what is said until something comes out, the deadline (monotonic microseconds) or, without `output`,
 * the end of what is said. False at the deadline, and with errno when waiting fails. */
static bool wait_while_hearing(struct run *run, int output, gint64 deadline)
{
    while (output >= 0 || run->said >= 0) {
        struct pollfd both[] = {{.fd = output, .events = POLLIN}, {.fd = run->said, .events = POLLIN}};
        const gint64 left = (deadline - g_get_monotonic_time()) / 1000;
        errno = ETIMEDOUT;
        if (left <= 0)
            return false;
        if (poll(both, G_N_ELEMENTS(both), (int)left) < 0 && errno != EINTR)
            return false;
        if (both[1].revents != 0)
            hear(run);
        if (both[0].revents != 0)
            return true;
    }
    return true;
}

static gint64 seconds_from_now(int seconds)
{
    return g_get_monotonic_time() + seconds * G_USEC_PER_SEC;
}

static gssize next_bytes(void *bytes, size_t size, gpointer payload)
{
    struct run *run = payload;

    run->late = !wait_while_hearing(run, run->output, seconds_from_now(run->patience));
    if (run->late)
        return -1;
    return read(run->output, bytes, size);
}

/* The last line that was said, which is the reason; "" when nothing was. Free with g_free. */
static char *reason(const struct run *run)
{
    g_autofree char *text = g_strndup(run->text, run->size);

    g_strchomp(text);
    const char *last = strrchr(text, '\n');
    return command_shown(last ? last + 1 : text, -1);
}

/* Gives it some seconds to end, then ends it; its status as a shell tells it. */
static int wait_for(struct run *run)
{
    const gint64 deadline = seconds_from_now(END_S);
    int status = 0;
    pid_t ended = 0;

    while ((ended = waitpid(run->child, &status, WNOHANG)) == 0 && g_get_monotonic_time() < deadline)
        if (!wait_while_hearing(run, -1, g_get_monotonic_time() + LOOK_MS * 1000) || run->said < 0)
            g_usleep(LOOK_MS * 100);
    if (ended == 0) {
        kill(run->child, SIGKILL);
        while ((ended = waitpid(run->child, &status, 0)) < 0 && errno == EINTR)
            continue;
    }
    if (run->said >= 0)
        wait_while_hearing(run, -1, g_get_monotonic_time() + LOOK_MS * 1000);
    if (ended < 0)
        return EXIT_FAILED;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static bool conclude(const struct remote *remote, int status, const char *said, GError **error)
{
    if (status == EXIT_DONE)
        return true;
    g_autofree char *ended = g_strdup_printf("ended with %d", status);
    return fail(error, remote, status == EXIT_WRONG ? REMOTE_ERROR_WRONG : REMOTE_ERROR_FAILED,
                *said ? said : ended);
}

/* What came counts only when the program at the other end ended well. When its stream was cut off, the reason
 * is what that program said, if it said anything; for what is wrong here it is ended. */
static bool receive(bool *any, const struct remote *remote, struct run *run, const char *bundle,
                    GError **error)
{
    g_autoptr(GError) problem = NULL;
    const bool received = bundle_stream_read(any, next_bytes, run, bundle, &problem);
    const bool cut = !run->late && g_error_matches(problem, BUNDLE_STREAM_ERROR, BUNDLE_STREAM_ERROR_CUT);

    close(run->output);
    if (!received && !cut)
        kill(run->child, SIGTERM);
    const int status = wait_for(run);
    g_autofree char *said = reason(run);
    if (run->said >= 0)
        close(run->said);
    if ((received || cut) && !conclude(remote, status, said, error))
        return false;
    g_autofree char *late = g_strdup_printf("sent nothing for %d seconds", run->patience);
    return received || fail(error, remote, REMOTE_ERROR_FAILED, run->late ? late : problem->message);
}

bool remote_fetch(bool *any, const struct remote *remote, const char *device, gint64 after,
                  const char *bundle, GError **error)
{
    g_autofree char *command = remote_command(remote, device, after);
    g_autoptr(GPtrArray) words = words_for(remote, command, error);
    struct run run = {.patience = remote->patience};

    *any = false;
    return words && start(&run, words, error) && receive(any, remote, &run, bundle, error);
}
