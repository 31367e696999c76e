#pragma once
/* Plans: the targets of a commune's reform plan, and whether a share meets them.
 *
 * A plan file is a GKeyFile: group [plan] with id, name, name[en], source, and one group [target NAME] a
 * target: item (an item id; or `outside = true` for what the kiosk does not measure, with `what`), scope
 * (overall, or areas with `areas = dat-dai;xay-dung`), operator (">=" or ">"), percent (up to two
 * decimals, a point or a comma), from, to (ISO days; not given: open), sentence (the words of the plan),
 * sentence[en]. A plan may have no target. Verdicts compare integers: 10000*satisfied against percent*n. A
 * plan is immutable once loaded; any thread may read it. */
#include "item.h"
#include "period.h"
#include "share.h"
#include <glib.h>
#include <stdbool.h>

enum target_op { TARGET_AT_LEAST, TARGET_ABOVE };
enum verdict { VERDICT_MET, VERDICT_MISSED, VERDICT_NO_DATA };

struct target {
    char *id;       /* the group's NAME */
    enum item item; /* meaningless when outside */
    bool outside;   /* named by the plan, not measured by these devices: shown, never judged */
    char *what;     /* outside: what it is about, in Vietnamese; else NULL */
    char **areas;   /* area ids, NULL-ended; empty: overall */
    enum target_op op;
    int percent_hundredths; /* 9000 is 90 %; 0..10000 */
    int from, to;           /* validity, yyyymmdd, inclusive; 0: open */
    char *sentence;         /* the plan's own words, Vietnamese */
};

typedef struct plan {
    char *id;           /* [a-z0-9-]; "chi-minh" */
    char *name;         /* Vietnamese */
    char *source;       /* number, date and issuer of the plan, as far as known */
    GPtrArray *targets; /* of struct target *, in file order; owned */
} plan_t;

#define PLAN_ERROR plan_error_quark()
GQuark plan_error_quark(void);
enum plan_error { PLAN_ERROR_FILE, PLAN_ERROR_CONTENT };

/* Reads a plan file. Every mistake is named in the message, one a line: "FILE: [GROUP] KEY: what was
 * expected". The caller owns *out. */
bool plan_load(struct plan **out, const char *file, GError **error);
void plan_free(struct plan *plan); /* NULL is fine */

/* Met, missed or no data. A target of 100 % "at least" is met only by every respondent.
 * A target that is outside is never judged: no data. */
enum verdict target_judge(const struct target *target, struct share share);

/* Whether the whole period lies inside the target's validity. */
bool target_in_force(const struct target *target, const struct period *period);

/* "met", "missed", "no-data"; ">=" or ">". Static storage. */
const char *verdict_id(enum verdict verdict);
const char *target_op_id(enum target_op op);

/* The percent as short as it can be written with a point: "90", "92.5". */
void target_percent_format(char out[PERCENT_SIZE], const struct target *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan_t, plan_free)
