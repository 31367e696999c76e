#include "schema.h"

/* Comments stand inside the statements so that SQLite keeps them: `.schema` explains the file to whoever
 * finds it. No IN with more than two values stands in a CHECK: SQLite makes a table of them for each insert.
 */
static const char *const version_1[] = {
    "CREATE TABLE device( -- whose journal this is: one row, never changed\n"
    "  id      INTEGER PRIMARY KEY CHECK (id = 1),\n"
    "  device  TEXT NOT NULL,    -- id of the device, which is also the name of its folder: [a-z0-9-]\n"
    "  center  TEXT NOT NULL,    -- id of the center that the device stands in\n"
    "  made    INTEGER NOT NULL, -- when the journal was begun, milliseconds since 1970-01-01T00:00Z\n"
    "  program TEXT NOT NULL,    -- version of the program that began it\n"
    "  format  INTEGER NOT NULL  -- how entries are sealed; 1: as the column seal of entry says\n"
    ") STRICT",

    "CREATE TABLE entry( -- what was said and what befell, in order; rows are added, never changed\n"
    "  -- 1, 2, 3 ... without gaps\n"
    "  seq      INTEGER PRIMARY KEY,\n"
    "  -- 1 a respondent's rating; 2 further answers to it; 3 reasons for it; 4 correction of answers\n"
    "  -- to it; 5 the wall clock was stepped; 6 a remark\n"
    "  kind     INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 6),\n"
    "  -- the wall clock when it was stored, milliseconds since 1970-01-01T00:00Z\n"
    "  utc_ms   INTEGER NOT NULL,\n"
    "  -- the local day (UTC+7) it counts for, yyyymmdd; kinds 2, 3, 4: the day of their rating\n"
    "  day      INTEGER NOT NULL CHECK (day BETWEEN 10101 AND 99991231),\n"
    "  -- milliseconds since the machine was started, never stepped\n"
    "  mono_ms  INTEGER NOT NULL,\n"
    "  -- which start of the machine mono_ms counts from; NULL: not known\n"
    "  boot     BLOB CHECK (length(boot) = 16),\n"
    "  -- of the wall clock: 0 none; 1 battery clock; 2 synchronised; 3 no clock, but a time written\n"
    "  -- on paper or in an imported file\n"
    "  trust    INTEGER NOT NULL CHECK (trust BETWEEN 0 AND 3),\n"
    "  -- id of the procedure area; kinds 2, 3, 4: of their rating; NULL: of no area\n"
    "  area     TEXT CHECK (length(area) BETWEEN 1 AND 31),\n"
    "  -- the way in; kinds 2, 3, 4: of their rating\n"
    "  channel  TEXT NOT NULL CHECK (channel = 'kiosk' OR channel = 'phone' OR channel = 'paper' OR\n"
    "           channel = 'other'),\n"
    "  -- tag of the language it was said in; '': not known\n"
    "  language TEXT NOT NULL,\n"
    "  -- why it is set aside, 0: it counts; sum of 1 cooldown, 2 burst, 4 run of one answer,\n"
    "  -- 8 alternating run, 16 finger held, 32 closed, 64 staff test, 128 clock not believed\n"
    "  flags    INTEGER NOT NULL CHECK (flags BETWEEN 0 AND 255),\n"
    "  -- the answers, 1 very dissatisfied .. 5 very satisfied; NULL: not given in this entry\n"
    "  tthc     INTEGER CHECK (tthc BETWEEN 1 AND 5),    -- how the procedure was handled\n"
    "  phuc_vu  INTEGER CHECK (phuc_vu BETWEEN 1 AND 5), -- how the staff served\n"
    "  m02_1    INTEGER CHECK (m02_1 BETWEEN 1 AND 5),   -- the nine questions of the ward form no. 02\n"
    "  m02_2    INTEGER CHECK (m02_2 BETWEEN 1 AND 5),\n"
    "  m02_3    INTEGER CHECK (m02_3 BETWEEN 1 AND 5),\n"
    "  m02_4    INTEGER CHECK (m02_4 BETWEEN 1 AND 5),\n"
    "  m02_5    INTEGER CHECK (m02_5 BETWEEN 1 AND 5),\n"
    "  m02_6    INTEGER CHECK (m02_6 BETWEEN 1 AND 5),\n"
    "  m02_7    INTEGER CHECK (m02_7 BETWEEN 1 AND 5),\n"
    "  m02_8    INTEGER CHECK (m02_8 BETWEEN 1 AND 5),\n"
    "  m02_9    INTEGER CHECK (m02_9 BETWEEN 1 AND 5),\n"
    "  -- what shaped the rating; sum of 1 waiting, 2 papers, 4 courtesy, 8 guidance, 16 on time,\n"
    "  -- 32 fees, 64 facilities, 128 other\n"
    "  reasons  INTEGER NOT NULL CHECK (reasons BETWEEN 0 AND 255),\n"
    "  -- kinds 2, 3, 4: the rating they belong to\n"
    "  refers   INTEGER REFERENCES entry(seq) CHECK (refers < seq),\n"
    "  -- kind 5: by how much; kind 6: the remark; never about a person\n"
    "  note     TEXT CHECK (length(note) > 0),\n"
    "  -- BLAKE2b-256, keyed, over the seal before and all columns above in order, each as its type\n"
    "  -- (1 integer, 3 text, 4 blob, 5 NULL; one byte), length (four bytes) and bytes; an integer is\n"
    "  -- eight bytes; all little-endian. The seal before seq 1 is over the row of device without id\n"
    "  seal     BLOB NOT NULL CHECK (length(seal) = 32)\n"
    ") STRICT",

    "CREATE INDEX entry_refers -- what belongs to a rating\n"
    "  ON entry(refers) WHERE refers IS NOT NULL",

    "CREATE INDEX entry_note -- whether an import was made before\n"
    "  ON entry(note) WHERE kind = 6",

    "CREATE TABLE tally( -- how often each level was given; can be counted anew from entry\n"
    "  day     INTEGER NOT NULL, -- as in entry\n"
    "  area    TEXT NOT NULL,    -- as in entry\n"
    "  item    TEXT NOT NULL,    -- the question: tthc, phuc-vu, m02-1 .. m02-9\n"
    "  channel TEXT NOT NULL,    -- as in entry\n"
    "  aside   INTEGER NOT NULL CHECK (aside IN (0, 1)), -- 1: the ratings set aside (flags not 0)\n"
    "  n1      INTEGER NOT NULL CHECK (n1 >= 0), -- answers of level 1, corrections made, and so on\n"
    "  n2      INTEGER NOT NULL CHECK (n2 >= 0),\n"
    "  n3      INTEGER NOT NULL CHECK (n3 >= 0),\n"
    "  n4      INTEGER NOT NULL CHECK (n4 >= 0),\n"
    "  n5      INTEGER NOT NULL CHECK (n5 >= 0),\n"
    "  PRIMARY KEY (day, area, item, channel, aside)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE daybook( -- how many entries of each kind count for a day\n"
    "  day     INTEGER NOT NULL, -- as in entry\n"
    "  kind    INTEGER NOT NULL, -- as in entry\n"
    "  entries INTEGER NOT NULL CHECK (entries > 0),\n"
    "  PRIMARY KEY (day, kind)\n"
    ") STRICT, WITHOUT ROWID",

    "CREATE TABLE pulse( -- written to, to learn whether the disk takes anything; says nothing\n"
    "  id    INTEGER PRIMARY KEY CHECK (id = 1),\n"
    "  beats INTEGER NOT NULL\n"
    ") STRICT",
    "INSERT INTO pulse VALUES (1, 0)",

    "CREATE TRIGGER entry_stays_as_it_is BEFORE UPDATE ON entry\n"
    "BEGIN SELECT RAISE(ABORT, 'an entry is never changed: append a correction'); END",
    "CREATE TRIGGER entry_stays BEFORE DELETE ON entry\n"
    "BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END",
    "CREATE TRIGGER device_stays_as_it_is BEFORE UPDATE ON device\n"
    "BEGIN SELECT RAISE(ABORT, 'a journal never changes its device'); END",
    "CREATE TRIGGER device_stays BEFORE DELETE ON device\n"
    "BEGIN SELECT RAISE(ABORT, 'a journal never loses its device'); END",
    NULL,
};

/* The entries are counted one after the other: grouping them would need room on the disk for all of them. */
static const char *const version_2[] = {
    "CREATE TABLE respondent( -- how many rated, and why; can be counted anew from entry\n"
    "  day        INTEGER NOT NULL, -- as in entry\n"
    "  area       TEXT NOT NULL,    -- as in entry\n"
    "  channel    TEXT NOT NULL,    -- as in entry\n"
    "  aside      INTEGER NOT NULL CHECK (aside IN (0, 1)), -- 1: the ratings set aside (flags not 0)\n"
    "  ratings    INTEGER NOT NULL CHECK (ratings >= 0),    -- respondents: entries of kind 1\n"
    "  reasoned   INTEGER NOT NULL CHECK (reasoned >= 0),   -- of them, who named any reason\n"
    "  -- of them, who named this one, alone or among others: the bits of reasons in entry, in order\n"
    "  waiting    INTEGER NOT NULL CHECK (waiting >= 0),\n"
    "  papers     INTEGER NOT NULL CHECK (papers >= 0),\n"
    "  courtesy   INTEGER NOT NULL CHECK (courtesy >= 0),\n"
    "  guidance   INTEGER NOT NULL CHECK (guidance >= 0),\n"
    "  on_time    INTEGER NOT NULL CHECK (on_time >= 0),\n"
    "  fees       INTEGER NOT NULL CHECK (fees >= 0),\n"
    "  facilities INTEGER NOT NULL CHECK (facilities >= 0),\n"
    "  other      INTEGER NOT NULL CHECK (other >= 0),\n"
    "  PRIMARY KEY (day, area, channel, aside)\n"
    ") STRICT, WITHOUT ROWID",
    "INSERT INTO respondent SELECT day, area, channel, flags <> 0, kind = 1, reasons <> 0, reasons & 1,\n"
    "  reasons >> 1 & 1, reasons >> 2 & 1, reasons >> 3 & 1, reasons >> 4 & 1, reasons >> 5 & 1,\n"
    "  reasons >> 6 & 1, reasons >> 7 & 1 FROM entry WHERE kind = 1 OR kind = 3\n"
    "  ON CONFLICT DO UPDATE SET ratings = ratings + excluded.ratings,\n"
    "  reasoned = reasoned + excluded.reasoned, waiting = waiting + excluded.waiting,\n"
    "  papers = papers + excluded.papers, courtesy = courtesy + excluded.courtesy,\n"
    "  guidance = guidance + excluded.guidance, on_time = on_time + excluded.on_time,\n"
    "  fees = fees + excluded.fees, facilities = facilities + excluded.facilities,\n"
    "  other = other + excluded.other",
    NULL,
};

/* Tables that are made anew: of spent links and remarks, whose rows must not lie in the order they came in.
 */
#define SPENT_TABLE                                                                                          \
    "CREATE TABLE spent( -- the one-time links that were used; nothing says by which entry, or when\n"       \
    "  -- the link's random id: a link stores what came by it once\n"                                        \
    "  token BLOB NOT NULL PRIMARY KEY CHECK (length(token) = 16),\n"                                        \
    "  -- random, of the form that was sent: the same form again is one person pressing twice\n"             \
    "  form  BLOB NOT NULL CHECK (length(form) = 16)\n"                                                      \
    ") STRICT, WITHOUT ROWID"
#define SPENT_STAYS                                                                                          \
    "CREATE TRIGGER spent_stays BEFORE DELETE ON spent\n"                                                    \
    "BEGIN SELECT RAISE(ABORT, 'a link that was used stays used'); END"
#define SPENT_STAYS_AS_IT_IS                                                                                 \
    "CREATE TRIGGER spent_stays_as_it_is BEFORE UPDATE ON spent\n"                                           \
    "BEGIN SELECT RAISE(ABORT, 'a link that was used stays used'); END"
#define REMARK_TABLE                                                                                         \
    "CREATE TABLE remark( -- what respondents wrote; nothing says with which entry, link or day\n"           \
    "  -- random, so that the order of the rows tells nothing\n"                                             \
    "  id   BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),\n"                                            \
    "  -- the Monday of the week it came in, yyyymmdd\n"                                                     \
    "  week INTEGER NOT NULL CHECK (week BETWEEN 10101 AND 99991231),\n"                                     \
    "  -- NULL: taken out for good; an entry of kind 6 says so\n"                                            \
    "  text TEXT CHECK (length(text) BETWEEN 1 AND 500)\n"                                                   \
    ") STRICT, WITHOUT ROWID"
#define REMARK_INDEX                                                                                         \
    "CREATE INDEX remark_week -- the latest weeks first\n"                                                   \
    "  ON remark(week DESC, id)"
#define REMARK_STAYS                                                                                         \
    "CREATE TRIGGER remark_stays BEFORE DELETE ON remark\n"                                                  \
    "BEGIN SELECT RAISE(ABORT, 'a remark is never removed: take its text out'); END"
#define REMARK_STAYS_AS_IT_IS                                                                                \
    "CREATE TRIGGER remark_stays_as_it_is BEFORE UPDATE ON remark\n"                                         \
    "WHEN new.id IS NOT old.id OR new.week IS NOT old.week OR new.text IS NOT NULL\n"                        \
    "BEGIN SELECT RAISE(ABORT, 'a remark is never changed: its text can only be taken out'); END"

/* The table entry is made anew, for a CHECK cannot be changed. The old one is renamed and not the new one:
 * the text that SQLite keeps of the new one is the one here, and it refers to itself by its own name. The
 * index entry_refers goes with the old table, which would be searched for each of its rows without it. */
static const char *const version_3[] = {
    "ALTER TABLE entry RENAME TO entry_before",

    "CREATE TABLE entry( -- what was said and what befell, in order; rows are added, never changed\n"
    "  -- 1, 2, 3 ... without gaps\n"
    "  seq      INTEGER PRIMARY KEY,\n"
    "  -- 1 a respondent's rating; 2 further answers to it; 3 reasons for it; 4 correction of answers\n"
    "  -- to it; 5 the wall clock was stepped; 6 a remark\n"
    "  kind     INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 6),\n"
    "  -- the wall clock when it was stored, milliseconds since 1970-01-01T00:00Z\n"
    "  utc_ms   INTEGER NOT NULL,\n"
    "  -- the local day (UTC+7) it counts for, yyyymmdd; kinds 2, 3, 4: the day of their rating\n"
    "  day      INTEGER NOT NULL CHECK (day BETWEEN 10101 AND 99991231),\n"
    "  -- milliseconds since the machine was started, never stepped\n"
    "  mono_ms  INTEGER NOT NULL,\n"
    "  -- which start of the machine mono_ms counts from; NULL: not known\n"
    "  boot     BLOB CHECK (length(boot) = 16),\n"
    "  -- of the wall clock: 0 none; 1 battery clock; 2 synchronised; 3 no clock, but a time written\n"
    "  -- on paper or in an imported file\n"
    "  trust    INTEGER NOT NULL CHECK (trust BETWEEN 0 AND 3),\n"
    "  -- id of the procedure area; kinds 2, 3, 4: of their rating; NULL: of no area\n"
    "  area     TEXT CHECK (length(area) BETWEEN 1 AND 31),\n"
    "  -- the way in; phone: a one-time link; poster: a fixed link, which anybody can use again;\n"
    "  -- kinds 2, 3, 4: of their rating\n"
    "  channel  TEXT NOT NULL CHECK (channel = 'kiosk' OR channel = 'phone' OR channel = 'paper' OR\n"
    "           channel = 'other' OR channel = 'poster'),\n"
    "  -- tag of the language it was said in; '': not known\n"
    "  language TEXT NOT NULL,\n"
    "  -- why it is set aside, 0: it counts; sum of 1 cooldown, 2 burst, 4 run of one answer,\n"
    "  -- 8 alternating run, 16 finger held, 32 closed, 64 staff test, 128 clock not believed\n"
    "  flags    INTEGER NOT NULL CHECK (flags BETWEEN 0 AND 255),\n"
    "  -- the answers, 1 very dissatisfied .. 5 very satisfied; NULL: not given in this entry\n"
    "  tthc     INTEGER CHECK (tthc BETWEEN 1 AND 5),    -- how the procedure was handled\n"
    "  phuc_vu  INTEGER CHECK (phuc_vu BETWEEN 1 AND 5), -- how the staff served\n"
    "  m02_1    INTEGER CHECK (m02_1 BETWEEN 1 AND 5),   -- the nine questions of the ward form no. 02\n"
    "  m02_2    INTEGER CHECK (m02_2 BETWEEN 1 AND 5),\n"
    "  m02_3    INTEGER CHECK (m02_3 BETWEEN 1 AND 5),\n"
    "  m02_4    INTEGER CHECK (m02_4 BETWEEN 1 AND 5),\n"
    "  m02_5    INTEGER CHECK (m02_5 BETWEEN 1 AND 5),\n"
    "  m02_6    INTEGER CHECK (m02_6 BETWEEN 1 AND 5),\n"
    "  m02_7    INTEGER CHECK (m02_7 BETWEEN 1 AND 5),\n"
    "  m02_8    INTEGER CHECK (m02_8 BETWEEN 1 AND 5),\n"
    "  m02_9    INTEGER CHECK (m02_9 BETWEEN 1 AND 5),\n"
    "  -- what shaped the rating; sum of 1 waiting, 2 papers, 4 courtesy, 8 guidance, 16 on time,\n"
    "  -- 32 fees, 64 facilities, 128 other\n"
    "  reasons  INTEGER NOT NULL CHECK (reasons BETWEEN 0 AND 255),\n"
    "  -- kinds 2, 3, 4: the rating they belong to\n"
    "  refers   INTEGER REFERENCES entry(seq) CHECK (refers < seq),\n"
    "  -- kind 5: by how much; kind 6: the remark; never about a person\n"
    "  note     TEXT CHECK (length(note) > 0),\n"
    "  -- BLAKE2b-256, keyed, over the seal before and all columns above in order, each as its type\n"
    "  -- (1 integer, 3 text, 4 blob, 5 NULL; one byte), length (four bytes) and bytes; an integer is\n"
    "  -- eight bytes; all little-endian. The seal before seq 1 is over the row of device without id\n"
    "  seal     BLOB NOT NULL CHECK (length(seal) = 32)\n"
    ") STRICT",

    "INSERT INTO entry SELECT * FROM entry_before ORDER BY seq",
    "DROP TABLE entry_before",

    "CREATE INDEX entry_refers -- what belongs to a rating\n"
    "  ON entry(refers) WHERE refers IS NOT NULL",

    "CREATE INDEX entry_note -- whether an import was made before\n"
    "  ON entry(note) WHERE kind = 6",

    "CREATE TRIGGER entry_stays_as_it_is BEFORE UPDATE ON entry\n"
    "BEGIN SELECT RAISE(ABORT, 'an entry is never changed: append a correction'); END",
    "CREATE TRIGGER entry_stays BEFORE DELETE ON entry\n"
    "BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END",

    SPENT_TABLE,
    SPENT_STAYS,
    SPENT_STAYS_AS_IT_IS,

    REMARK_TABLE,
    REMARK_INDEX,
    REMARK_STAYS,
    REMARK_STAYS_AS_IT_IS,

    "CREATE TABLE misuse( -- how often links were misused\n"
    "  day  INTEGER NOT NULL CHECK (day BETWEEN 10101 AND 99991231), -- local (UTC+7), yyyymmdd\n"
    "  -- forged: not made here; expired: too late; replayed: used again; limited: too many at once\n"
    "  what TEXT NOT NULL,\n"
    "  n    INTEGER NOT NULL CHECK (n > 0),\n"
    "  PRIMARY KEY (day, what)\n"
    ") STRICT, WITHOUT ROWID",
    NULL,
};

const char *const schema_remark_anew[] = {
    "ALTER TABLE remark RENAME TO remark_before",
    REMARK_TABLE,
    "INSERT INTO remark SELECT * FROM remark_before ORDER BY id",
    "DROP TABLE remark_before",
    REMARK_INDEX,
    REMARK_STAYS,
    REMARK_STAYS_AS_IT_IS,
    NULL,
};

const char *const schema_spent_anew[] = {
    "ALTER TABLE spent RENAME TO spent_before",
    SPENT_TABLE,
    "INSERT INTO spent SELECT * FROM spent_before ORDER BY token",
    "DROP TABLE spent_before",
    SPENT_STAYS,
    SPENT_STAYS_AS_IT_IS,
    NULL,
};

const char *const schema_copy[] = {
    "CREATE TABLE IF NOT EXISTS copy( -- this journal is a copy of what another machine writes, taken from\n"
    "  -- its bundles; that this table is there says so, and nothing else may be added to the copy\n"
    "  id INTEGER PRIMARY KEY CHECK (id = 1)\n"
    ") STRICT",
    NULL,
};

static const char *const *const steps[] = {version_1, version_2, version_3};
const struct schema_steps schema_steps = {steps, G_N_ELEMENTS(steps)};

static const char *const item_columns[] = {"tthc",  "phuc_vu", "m02_1", "m02_2", "m02_3", "m02_4",
                                           "m02_5", "m02_6",   "m02_7", "m02_8", "m02_9"};
G_STATIC_ASSERT(G_N_ELEMENTS(item_columns) == ITEM_COUNT);

const char *schema_item_column(enum item item)
{
    g_autofree char *id = g_strdup(item_id(item));
    g_assert_cmpstr(g_strdelimit(id, "-", '_'), ==, item_columns[item]);
    return item_columns[item];
}

bool schema_look(int *version, sqlite3 *db, const struct schema_steps *wanted, GError **error)
{
    gint64 id = 0, found = 0, tables = 0;
    if (!sql_integer(&tables, db, "SELECT count(*) FROM sqlite_schema", error) ||
        !sql_integer(&id, db, "PRAGMA application_id", error) ||
        !sql_integer(&found, db, "PRAGMA user_version", error))
        return false;
    if (tables == 0)
        return sql_refuse(db, JOURNAL_ERROR_FOREIGN, error, "not a journal: it has no tables");
    if (id != SCHEMA_APPLICATION_ID || found < 1)
        return sql_refuse(
            db, JOURNAL_ERROR_FOREIGN, error,
            "not a journal: a SQLite file of another program (application id 0x%08x, expected 0x%08x)",
            (unsigned)id, (unsigned)SCHEMA_APPLICATION_ID);
    if (found > wanted->n)
        return sql_refuse(
            db, JOURNAL_ERROR_NEWER, error,
            "written by a newer program: version %d of the journal, this program knows versions up to %d",
            (int)found, wanted->n);
    *version = (int)found;
    return true;
}

bool schema_is_copy(bool *copy, sqlite3 *db, GError **error)
{
    gint64 tables = 0;
    if (!sql_integer(&tables, db, "SELECT count(*) FROM sqlite_schema WHERE name = 'copy'", error))
        return false;
    *copy = tables > 0;
    return true;
}

bool schema_run(sqlite3 *db, const char *const *sql, const char *doing, GError **error)
{
    for (; *sql != NULL; sql++) {
        if (!sql_run(db, *sql, doing, error))
            return false;
    }
    return true;
}

bool schema_bring(sqlite3 *db, int version, const struct schema_steps *wanted, GError **error)
{
    for (int i = version; i < wanted->n; i++) {
        if (!schema_run(db, wanted->sql[i], "making the tables", error))
            return false;
    }
    g_autofree char *mark = g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                            (int)SCHEMA_APPLICATION_ID, wanted->n);
    return sql_run(db, mark, "marking the version", error);
}
