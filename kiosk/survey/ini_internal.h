#pragma once
/* Key files read by table: the groups and keys a file may hold, and how each value is read.
 *
 * Every mistake of a file is gathered and reported at once, one a line:
 *     FILE: [GROUP] KEY: found X, expected Y
 * A leading BOM and CRLF line ends are accepted. An empty value is a value not given. */
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The codes of the error domain given to ini_open, which every domain that reads key files shares. */
enum ini_error { INI_ERROR_FILE, INI_ERROR_CONTENT };

struct ini {
    GKeyFile *file;
    char *name;        /* the file as messages name it */
    GString *mistakes; /* lines, each with its end */
    GQuark domain;
};

struct ini_key;

/* One value on its way from the file. */
struct ini_value {
    struct ini *ini;
    const char *group;
    const struct ini_key *key;
    const char *text; /* never empty; no blanks at either end */
};

/* Reads the value into the field; false when the text is not what is expected (the field is then untouched).
 */
typedef bool ini_reader(const struct ini_value *value, void *field);

enum { INI_REQUIRED = 1 << 0, INI_LOCAL = 1 << 1 /* key[LANGUAGE] is allowed too */ };

struct ini_key {
    const char *key;
    unsigned flags;
    ini_reader *read;
    size_t offset;        /* of the field in what the group is read into */
    const char *expected; /* ends the sentence "expected ..." */
    int low, high;        /* for ini_read_int */
};

struct ini_group {
    const char *name; /* "kiosk"; when `begin` is set the groups are "NAME something" */
    const struct ini_key *keys;
    size_t n_keys;
    /* For named groups: what to read the group called `name` into, or NULL after naming the mistake. */
    void *(*begin)(struct ini *ini, const char *group, const char *name, void *root);
    /* What only the group as a whole can show; may be NULL. */
    void (*end)(struct ini *ini, const char *group, void *into);
};

/* Opens the file. On failure false, the error set, and nothing to close. */
bool ini_open(struct ini *out, const char *file, GQuark domain, GError **error);

/* Reads all groups: a plain group into `root`, a named one into what its `begin` gives. */
void ini_read(struct ini *ini, const struct ini_group *groups, size_t n_groups, void *root);

/* The text of a key without blanks at its ends, to be freed with g_free; NULL when there is none. *wrong says
 * that it cannot be read, which is then named. */
char *ini_get_text(struct ini *ini, const char *group, const char *key, bool *wrong);

/* Names a mistake; `key` may be NULL for one of the whole group. The format says "found X, expected Y". */
void ini_mistake(struct ini *ini, const char *group, const char *key, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Names every group and every key of a group that the text holds twice: a key file would silently let the
 * later one win. Called by ini_open. */
void ini_find_twice(struct ini *ini, const char *text);

/* Closes the file. True when no mistake was named, else false and the error holds them all. */
bool ini_close(struct ini *ini, GError **error);

/* --- readers; the field's type is named --- */

ini_reader ini_read_text;  /* char *, replaced */
ini_reader ini_read_local; /* local_text_t *: the key's own text and every key[LANGUAGE] */
ini_reader ini_read_id;    /* char *, replaced: [a-z0-9-], 1..31 bytes */
ini_reader ini_read_int;   /* int, low..high */
ini_reader ini_read_bool;  /* bool: true or false */
ini_reader ini_read_day;   /* int, yyyymmdd */
ini_reader ini_read_list;  /* char **, replaced: parts between ';' without their blanks, none empty */
