/* sipas import: ratings from a file of separated values. Read twice: first every line is checked, then all
 * are stored. */
#include "bulk.h"
#include "clock.h"
#include "command.h"
#include "folder.h"
#include "import_rows.h"
#include "place.h"
#include "plain_file.h"
#include "progress.h"
#include "shelf.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { FOUND_MAX = 40 }; /* bytes of a wrong value that are shown */

struct import_options {
    struct common_options common;
    char *device;
};

#define FIELD(field) OPTION_FIELD(struct import_options, field)
static const GOptionEntry OPTIONS[] = {{"device", 'D', 0, G_OPTION_ARG_FILENAME, FIELD(device),
                                        "The device whose journal takes the ratings; else import", "ID"},
                                       COMMON_OPTIONS,
                                       {0}};

/* A file under way. */
struct import {
    const struct command *command;
    const char *file;
    FILE *in;
    const center_t *center;
    csv_t *csv;
    struct import_columns columns;
    gint64 rows, bad_rows, stored;
    progress_t *progress;
    char sha256[65]; /* of the first pass */
};

static bool fail(GError **error, const struct import *import, const char *what)
{
    g_set_error(error, PLACE_ERROR, PLACE_ERROR_FAILED, "%s: %s", import->file, what);
    return false;
}

/* --- the first pass: every mistake is told as it is met, so that memory does not grow with them --- */

static void tell_line(const struct import *import, const char *column, const char *found,
                      const char *expected)
{
    g_autofree char *file = command_shown(import->file, -1);

    progress_erase(import->progress);
    fprintf(stderr, "%s:%" G_GINT64_FORMAT ": %s: found %s, expected %s\n", file, csv_line(import->csv),
            column, found, expected);
}

static void tell(const char *column, const char *found, const char *expected, void *payload)
{
    g_autofree char *shown = command_shown(found, (gssize)strnlen(found, FOUND_MAX));
    tell_line(payload, column, shown[0] ? shown : "nothing", expected);
}

static bool check_row(struct import *import)
{
    struct rating rating;

    if (import_row(&rating, &import->columns, import->csv, import->center, tell, import))
        return true;
    csv_resume(import->csv);
    return false;
}

static void check_record(struct import *import, enum csv_result result)
{
    import->rows++;
    if (result == CSV_MALFORMED)
        tell_line(import, "row", csv_problem(import->csv), "fields as RFC 4180 writes them");
    if (result == CSV_MALFORMED || !check_row(import))
        import->bad_rows++;
}

static bool check_header(struct import *import, GError **error)
{
    const enum csv_result result = csv_next(import->csv);

    if (result == CSV_FAILED)
        return fail(error, import, g_strerror(errno));
    if (result == CSV_END)
        return fail(error, import, "empty, expected a header line");
    if (result == CSV_MALFORMED)
        tell_line(import, "header", csv_problem(import->csv), "column names in UTF-8");
    if (result == CSV_MALFORMED || !import_header(&import->columns, import->csv, tell, import))
        return fail(error, import, "bad header, nothing was imported");
    return true;
}

static bool conclude_check(struct import *import, GError **error)
{
    g_autofree char *count =
        g_strdup_printf("%" G_GINT64_FORMAT " bad of %" G_GINT64_FORMAT " rows, nothing was imported",
                        import->bad_rows, import->rows);

    g_strlcpy(import->sha256, csv_sha256(import->csv), sizeof import->sha256);
    if (import->bad_rows > 0)
        return fail(error, import, count);
    return import->rows > 0 || fail(error, import, "no rating in it, nothing was imported");
}

static bool check_all(struct import *import, GError **error)
{
    enum csv_result result;

    if (!check_header(import, error))
        return false;
    while ((result = csv_next(import->csv)) == CSV_RECORD || result == CSV_MALFORMED)
        check_record(import, result);
    if (result == CSV_FAILED)
        return fail(error, import, g_strerror(errno));
    return conclude_check(import, error);
}

/* --- the second pass: the same bytes again, into one transaction --- */

static void ignore(const char *column, const char *found, const char *expected, void *payload)
{
    (void)column;
    (void)found;
    (void)expected;
    (void)payload;
}

static int give_up_changed(const struct import *import, GError **error)
{
    fail(error, import, "changed while it was read, nothing was imported");
    return -1;
}

static int next_rating(struct rating *out, void *payload, GError **error)
{
    struct import *import = payload;
    const enum csv_result result = csv_next(import->csv);

    if (result == CSV_END && strcmp(csv_sha256(import->csv), import->sha256) == 0)
        return 0;
    if (result != CSV_RECORD || !import_row(out, &import->columns, import->csv, import->center, ignore, NULL))
        return give_up_changed(import, error);
    progress_tell(import->progress, ++import->stored);
    return 1;
}

static struct rating import_note(const struct import *import)
{
    struct rating note = {.kind = ENTRY_NOTE, .channel = CHANNEL_OTHER};

    clock_read(&note.when);
    g_snprintf(note.note, sizeof note.note, "import sha256=%s rows=%" G_GINT64_FORMAT, import->sha256,
               import->rows);
    return note;
}

static bool start_again(struct import *import, GError **error)
{
    csv_free(import->csv);
    import->csv = csv_new(import->in);
    if (fseeko(import->in, 0, SEEK_SET) != 0)
        return fail(error, import, g_strerror(errno));
    return csv_next(import->csv) == CSV_RECORD ||
           fail(error, import, "changed while it was read, nothing was imported");
}

static bool store_all(struct import *import, const struct place *place, const char *device, GError **error)
{
    const struct rating note = import_note(import);
    GError *cause = NULL;

    if (!start_again(import, error))
        return false;
    if (bulk_store(place, device, &note, next_rating, import, &cause))
        return true;
    if (g_error_matches(cause, JOURNAL_ERROR, JOURNAL_ERROR_KNOWN)) {
        g_error_free(cause);
        return fail(error, import, "already imported, expected a file that was not");
    }
    g_propagate_error(error, cause);
    return false;
}

/* Refuses a file that any device of the center has imported: its own journal is asked again when it stores.
 */
static bool check_new(const struct import *import, const struct place *place, GError **error)
{
    const struct rating note = import_note(import);
    g_autoptr(shelf_t) shelf = NULL;
    const char *device = NULL;

    if (!shelf_open(&shelf, place->data, place->center->id, error) ||
        !shelf_find_note(&device, shelf, note.note, error))
        return false;
    if (!device)
        return true;
    g_autofree char *what = g_strdup_printf("already imported by %s, expected a file that was not", device);
    return fail(error, import, what);
}

static bool check_and_store(struct import *import, const struct place *place, const char *device,
                            GError **error)
{
    import->progress = progress_new(STDERR_FILENO, "sipas import", 0, PROGRESS_AFTER_MS);
    const bool good = check_all(import, error) && check_new(import, place, error);
    progress_free(import->progress);
    if (!good)
        return false;
    import->progress = progress_new(STDERR_FILENO, "sipas import", import->rows, PROGRESS_AFTER_MS);
    const bool stored = store_all(import, place, device, error);
    progress_free(import->progress);
    return stored;
}

/* --- the command --- */

static bool open_file(struct import *import, GError **error)
{
    import->in = plain_file_open(import->file, error);
    if (!import->in)
        return false;
    import->csv = csv_new(import->in);
    return true;
}

static int import_file(const struct command *self, const struct import_options *options, const char *file)
{
    const char *device = options->device ? options->device : "import";
    struct place place = {0};
    struct import import = {.command = self, .file = file};
    g_autoptr(GError) error = NULL;

    if (!device_id_is_valid(device))
        return command_misused(self, "--device: found \"%s\", expected 1 to 31 of a-z, 0-9 and -", device);
    bool done = place_open(&place, options->common.data, &error);
    import.center = place.center;
    done = done && open_file(&import, &error) && check_and_store(&import, &place, device, &error);
    if (done)
        command_say(self, "%s: %" G_GINT64_FORMAT " ratings stored in the journal of %s", file, import.rows,
                    device);
    csv_free(import.csv);
    if (import.in)
        fclose(import.in);
    place_close(&place);
    return done ? EXIT_DONE : command_failed(self, error);
}

static int run(const struct command *self, int argc, char **argv)
{
    struct import_options options = {0};
    int status = EXIT_DONE;

    if (command_parse(self, &options, &argc, &argv, &status))
        status = argc == 2 ? import_file(self, &options, argv[1])
                           : command_misused(self, "found %d arguments, expected one FILE", argc - 1);
    g_free(options.common.data);
    g_free(options.device);
    return status;
}

static const struct example EXAMPLES[] = {
    {"sipas import --data center forms.csv", "Store the paper forms of a week:"}, {0}};

const struct command IMPORT_COMMAND = {
    .name = "import",
    .arguments = "FILE",
    .summary = "Store the ratings of a file, such as paper forms typed in",
    .description = "The file holds separated values, by comma or semicolon, in "
                   "UTF-8, with a header line: taken_at (a date such as "
                   "2025-11-05, or a time such as 2025-11-05T09:30 or with an "
                   "offset), area (an id of center.ini), channel (paper, "
                   "kiosk, phone or other), then one column for each item asked "
                   "(tthc, phuc-vu and so on) holding 1 to 5 or nothing.\n"
                   "\n"
                   "Every line is checked before anything is stored. One bad line "
                   "refuses the whole file, and every bad line is named. "
                   "A file that any device of the center has imported is refused by its hash.",
    .options = OPTIONS,
    .examples = EXAMPLES,
    .run = run};
