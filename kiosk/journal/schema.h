#pragma once
/* The schema: the tables of a journal, and the steps that brought them from one version to the next. */
#include "sql.h"

enum {
    SCHEMA_APPLICATION_ID = 0x53495041, /* "SIPA" */
    SCHEMA_RESPONDENTS = 2,             /* the first version with the table respondent */
    SCHEMA_LINKS = 3                    /* likewise spent, remark and misuse */
};

/* Step i brings version i to i + 1 and is a NULL-ended list of statements. A step that has been in use is
 * never changed. */
struct schema_steps {
    const char *const *const *sql;
    int n;
};

extern const struct schema_steps schema_steps;

/* The statements that make the tables remark and spent anew, with the rows they hold, laid in the order of
 * their random keys: whatever the key, SQLite fills a page from its end in the order rows come in.
 * NULL-ended.
 */
extern const char *const schema_remark_anew[], *const schema_spent_anew[];

/* The statement that marks a journal as a copy taken from bundles; done twice it changes nothing. */
extern const char *const schema_copy[];
bool schema_is_copy(bool *copy, sqlite3 *db, GError **error);

/* Runs a NULL-ended list of statements. */
bool schema_run(sqlite3 *db, const char *const *sql, const char *doing, GError **error);

/* The version of the journal in a file, at most steps->n. A file of another program, or without any table, is
 * JOURNAL_ERROR_FOREIGN; a later version JOURNAL_ERROR_NEWER. The writer brings an earlier one up to date;
 * readers, who cannot, read every version. */
bool schema_look(int *version, sqlite3 *db, const struct schema_steps *steps, GError **error);

/* Runs the steps from `version` on, in the transaction that the caller has begun. */
bool schema_bring(sqlite3 *db, int version, const struct schema_steps *steps, GError **error);

/* Column of each item in the table entry, by enum item. */
const char *schema_item_column(enum item item);
