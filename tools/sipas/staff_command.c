/* sipas staff: who may open the staff pages, and with which key codes are made. */
#include "account.h"
#include "ask_secret.h"
#include "clock.h"
#include "command.h"
#include "folder.h"
#include "period.h"
#include "pin.h"
#include "place.h"
#include "private_file.h"
#include "token_keys.h"
#include <stdio.h>
#include <string.h>

struct staff_options {
    struct common_options common;
};

static const GOptionEntry OPTIONS[] = {COMMON_OPTIONS, {0}};

/* What one action works with: `name` is the argument after it, or NULL. */
struct staff_task {
    const struct command *self;
    const struct place *place;
    const char *name;
};

/* --- the PIN of the kiosk --- */

static bool pin_will_do(const char *pin, const void *payload, const char **why)
{
    (void)payload;
    return pin_is_acceptable(pin, why);
}

static bool store_pin(const char *pin, const struct place *place, GError **error)
{
    g_autofree char *file = folder_staff_pin(place->data);
    char hash[PIN_HASH_SIZE];

    if (!pin_hash(hash, pin)) {
        g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "set-pin: expected 32 MiB of free memory");
        return false;
    }
    g_autofree char *line = g_strconcat(hash, "\n", NULL);
    return private_file_replace(file, line, error);
}

static int set_pin(const struct staff_task *task)
{
    const struct secret_asked asked = {.what = "PIN", .action = "set-pin", .is_acceptable = pin_will_do};
    char pin[SECRET_LINE_SIZE] = "";
    g_autoptr(GError) error = NULL;

    int status = ask_secret(pin, task->self, &asked);
    if (status == EXIT_DONE && !store_pin(pin, task->place, &error))
        status = command_failed(task->self, error);
    if (status == EXIT_DONE)
        command_say(task->self, "%s: the PIN of the staff pages is set", task->place->data);
    explicit_bzero(pin, sizeof pin);
    return status;
}

/* --- the accounts of the web's staff pages --- */

static bool password_will_do(const char *password, const void *payload, const char **why)
{
    return password_is_acceptable(password, payload, why);
}

static bool is_known(const char *file, const char *name, bool *known, GError **error)
{
    g_auto(GStrv) names = accounts_names(file, error);

    *known = names && g_strv_contains((const char *const *)names, name);
    return names != NULL;
}

static bool store_account(const struct staff_task *task, const char *password, GError **error)
{
    g_autofree char *file = folder_accounts(task->place->data);
    struct moment now;
    char day[11];
    bool known = false;

    clock_read(&now);
    day_format_iso(day, now.day);
    if (!is_known(file, task->name, &known, error) || !account_set(file, task->name, password, day, error))
        return false;
    command_say(task->self, known ? "%s: the account has a new password" : "%s: the account is made",
                task->name);
    return true;
}

static int add(const struct staff_task *task)
{
    const struct secret_asked asked = {
        .what = "password", .action = "add", .is_acceptable = password_will_do, .payload = task->name};
    char password[SECRET_LINE_SIZE] = "";
    g_autoptr(GError) error = NULL;

    if (!account_name_is_valid(task->name))
        return command_misused(task->self, "add: found \"%s\", expected a name of 2 to 31 of a-z, 0-9 and -",
                               task->name);
    int status = ask_secret(password, task->self, &asked);
    if (status == EXIT_DONE && !store_account(task, password, &error))
        status = command_failed(task->self, error);
    explicit_bzero(password, sizeof password);
    return status;
}

static int remove_account(const struct staff_task *task)
{
    g_autofree char *file = folder_accounts(task->place->data);
    g_autoptr(GError) error = NULL;

    if (account_remove(file, task->name, &error)) {
        command_say(task->self, "%s: the account is removed", task->name);
        return EXIT_DONE;
    }
    return g_error_matches(error, ACCOUNT_ERROR, ACCOUNT_ERROR_NAME)
               ? command_misused(task->self, "remove: found \"%s\", expected the name of an account",
                                 task->name)
               : command_failed(task->self, error);
}

static int list(const struct staff_task *task)
{
    g_autofree char *file = folder_accounts(task->place->data);
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) names = accounts_names(file, &error);

    for (char **name = names; names && *name; name++)
        puts(*name);
    return names ? EXIT_DONE : command_failed(task->self, error);
}

/* --- the keys that make codes --- */

static bool have_keys(const char *file)
{
    return g_file_test(file, G_FILE_TEST_EXISTS);
}

/* A data folder of an earlier version has none yet. */
static bool make_or_rotate(const char *file, GError **error)
{
    struct moment now;

    clock_read(&now);
    return have_keys(file) ? token_keys_rotate(file, now.utc_ms / 1000, error)
                           : token_keys_create(file, error);
}

static int rotate_codes(const struct staff_task *task)
{
    g_autofree char *file = folder_token_keys(task->place->data);
    g_autoptr(token_keys_t) keys = NULL;
    g_autoptr(GError) error = NULL;

    if (!make_or_rotate(file, &error) || !token_keys_load(&keys, file, &error))
        return command_failed(task->self, error);
    command_say(task->self,
                "%s: codes are made with key %d from now on; codes made before stay good until "
                "their end, for %d days at most",
                file, token_keys_current(keys), TOKEN_LIFE_DAYS);
    return EXIT_DONE;
}

/* --- the command --- */

static const struct staff_action {
    const char *word;
    bool takes_name;
    int (*run)(const struct staff_task *task);
} ACTIONS[] = {{"set-pin", false, set_pin},
               {"add", true, add},
               {"remove", true, remove_account},
               {"list", false, list},
               {"rotate-codes", false, rotate_codes}};

/* The action of the arguments; NULL after saying what is wrong with them. */
static const struct staff_action *action_of(const struct command *self, int argc, char **argv)
{
    const struct staff_action *action = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(ACTIONS) && argc > 1; i++)
        if (strcmp(argv[1], ACTIONS[i].word) == 0)
            action = &ACTIONS[i];
    if (!action)
        command_misused(self, "found %s%s%s, expected set-pin, add NAME, remove NAME, list or rotate-codes",
                        argc > 1 ? "\"" : "", argc > 1 ? argv[1] : "nothing", argc > 1 ? "\"" : "");
    else if (action->takes_name && argc < 3)
        command_misused(self, "%s: found no name, expected one", action->word);
    else if (argc > (action->takes_name ? 3 : 2))
        command_misused(self, "%s: found \"%s\", expected no further argument", action->word,
                        argv[action->takes_name ? 3 : 2]);
    else
        return action;
    return NULL;
}

static int act(const struct command *self, const struct staff_options *options, int argc, char **argv)
{
    const struct staff_action *action = action_of(self, argc, argv);
    struct place place = {0};
    g_autoptr(GError) error = NULL;

    if (!action)
        return EXIT_USAGE;
    const struct staff_task task = {self, &place, action->takes_name ? argv[2] : NULL};
    const int status =
        place_open(&place, options->common.data, &error) ? action->run(&task) : command_failed(self, error);
    place_close(&place);
    return status;
}

static int run(const struct command *self, int argc, char **argv)
{
    struct staff_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = act(self, &options, argc, argv);
    g_free(options.common.data);
    return status;
}

static const struct example EXAMPLES[] = {
    {"echo 274951 | sipas staff set-pin --data center", "Set the PIN from a script:"},
    {"echo mua-lua-chin-2025 | sipas staff add lan --data center", "Make an account from a script:"},
    {"sipas staff list --data center", "See who has an account:"},
    {"sipas staff rotate-codes --data center", "Make codes with a new key from now on:"},
    {0}};

const struct command STAFF_COMMAND = {
    .name = "staff",
    .arguments = "set-pin|add|remove|list|rotate-codes [NAME]",
    .summary = "Set who may open the staff pages, and renew the key of codes",
    .description =
        "set-pin asks for a new PIN of 4 to 12 digits (from a terminal twice, without showing it; else one "
        "line of the standard input) and stores its Argon2id hash in keys/staff.pin. It holds for every "
        "kiosk of the center from the next try on. The staff pages of the kiosk open after a long press in "
        "the top left corner of the first page. After wrong PINs "
        "the kiosk waits longer and longer before it hears the next, up to 15 minutes, also over a restart.\n"
        "\n"
        "add makes an account for the staff pages of the web server, or gives one that is there another "
        "password: 10 to 64 characters, asked for in the same way. A name is 2 to 31 of a-z, 0-9 and -; it "
        "stands beside what its owner does in the journal. remove takes an account away, list prints the "
        "names. keys/accounts.ini holds them, the passwords as Argon2id hashes. Without any account there "
        "are no staff pages.\n"
        "\n"
        "rotate-codes makes a new key for the codes by which people rate on a phone; do it when the old one "
        "may have been seen. Codes that were made before stay good until their end, and posters for 92 "
        "days: print them anew. Copy keys/token.ini to the other machines of the center then.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
