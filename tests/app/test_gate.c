/* The gate of the staff pages on real files; the time is handed in. */
#include "gate.h"
#include "pin.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

struct place {
    char *folder, *pin, *tries;
};

static void place_open(struct place *p, gconstpointer unused)
{
    char hash[PIN_HASH_SIZE];

    (void)unused;
    p->folder = g_dir_make_tmp("sipas-gate-XXXXXX", NULL);
    p->pin = g_build_filename(p->folder, "staff.pin", NULL);
    p->tries = g_build_filename(p->folder, "pin-tries", NULL);
    g_assert_true(pin_hash(hash, "274951"));
    g_assert_true(g_file_set_contents(p->pin, hash, -1, NULL));
}

static void place_close(struct place *p, gconstpointer unused)
{
    (void)unused;
    g_remove(p->tries);
    g_remove(p->pin);
    g_assert_cmpint(g_rmdir(p->folder), ==, 0);
    g_free(p->folder);
    g_free(p->pin);
    g_free(p->tries);
}

static void tried(gate_t *gate, const char *pin, gint64 now, enum gate_verdict verdict, int wait)
{
    g_autoptr(GError) error = NULL;
    int seconds = -1;

    g_assert_cmpint(gate_try(gate, pin, now, &seconds, &error), ==, verdict);
    g_assert_cmpint(seconds, ==, wait);
    g_assert_true((error != NULL) == (verdict == GATE_BROKEN));
}

static void the_right_pin_opens(struct place *p, gconstpointer unused)
{
    gate_t *gate = gate_new(p->pin, p->tries, 0);

    (void)unused;
    tried(gate, "274951", 0, GATE_OPEN, 0);
    tried(gate, "274951", 1, GATE_OPEN, 0);
    gate_free(gate);
}

static void each_wrong_pin_makes_the_wait_longer(struct place *p, gconstpointer unused)
{
    gate_t *gate = gate_new(p->pin, p->tries, 0);

    (void)unused;
    tried(gate, "111112", 0, GATE_WRONG, 2);
    tried(gate, "274951", 1999, GATE_EARLY, 1); /* the right one is not looked at either */
    tried(gate, "111113", 2000, GATE_WRONG, 5);
    tried(gate, "274951", 2001, GATE_EARLY, 5);
    tried(gate, "111114", 7000, GATE_WRONG, 15);
    tried(gate, "274951", 22000, GATE_OPEN, 0);
    tried(gate, "111112", 22000, GATE_WRONG, 2); /* right once: it begins anew */
    gate_free(gate);
}

static void a_restart_gives_no_try_for_free(struct place *p, gconstpointer unused)
{
    gate_t *gate = gate_new(p->pin, p->tries, 0);

    (void)unused;
    tried(gate, "111112", 0, GATE_WRONG, 2);
    tried(gate, "111113", 2000, GATE_WRONG, 5);
    tried(gate, "111114", 7000, GATE_WRONG, 15);
    gate_free(gate);
    gate = gate_new(p->pin, p->tries, 100);
    tried(gate, "274951", 15099, GATE_EARLY, 1);
    tried(gate, "274951", 15100, GATE_OPEN, 0);
    gate_free(gate);
    gate = gate_new(p->pin, p->tries, 0);
    tried(gate, "274951", 0, GATE_OPEN, 0);
    gate_free(gate);
}

static void a_spoilt_number_of_tries_counts_as_many(struct place *p, gconstpointer unused)
{
    (void)unused;
    g_assert_true(g_file_set_contents(p->tries, "-3", -1, NULL));
    gate_t *gate = gate_new(p->pin, p->tries, 0);
    tried(gate, "274951", 0, GATE_EARLY, 900);
    tried(gate, "274951", 900000, GATE_OPEN, 0);
    gate_free(gate);
}

static void without_a_pin_nothing_opens(struct place *p, gconstpointer unused)
{
    gate_t *gate = gate_new(p->pin, p->tries, 0);
    char hash[PIN_HASH_SIZE];

    (void)unused;
    g_assert_cmpint(g_remove(p->pin), ==, 0);
    tried(gate, "274951", 0, GATE_NO_PIN, 0);
    g_assert_true(pin_hash(hash, "860413")); /* a PIN set meanwhile holds at once */
    g_assert_true(g_file_set_contents(p->pin, hash, -1, NULL));
    tried(gate, "860413", 0, GATE_OPEN, 0);
    gate_free(gate);
}

/* Nothing can be written to a folder. */
static void where_tries_cannot_be_counted_a_wrong_one_costs_the_longest_wait(struct place *p,
                                                                             gconstpointer unused)
{
    (void)unused;
    g_assert_cmpint(g_mkdir(p->tries, 0700), ==, 0);
    gate_t *gate = gate_new(p->pin, p->tries, 0);
    tried(gate, "274951", 899999, GATE_EARLY, 1); /* a number that cannot be read counts as the most */
    tried(gate, "274951", 900000, GATE_OPEN, 0);
    tried(gate, "111112", 900000, GATE_WRONG, 900);
    gate_free(gate);
    g_assert_cmpint(g_rmdir(p->tries), ==, 0);
}

static void a_disk_without_room_does_not_keep_the_staff_out(struct place *p, gconstpointer unused)
{
    struct rlimit before, none = {0, 0};
    gate_t *gate = gate_new(p->pin, p->tries, 0);

    (void)unused;
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
    none.rlim_max = before.rlim_max;
    none.rlim_cur = 11; /* the file as it is, and not a byte more */
    signal(SIGXFSZ, SIG_IGN);
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &none), ==, 0);
    tried(gate, "111112", 0, GATE_WRONG, 2);
    tried(gate, "274951", 2000, GATE_OPEN, 0);
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
    gate_free(gate);
}

static void add(const char *sentence, void (*test)(struct place *, gconstpointer))
{
    g_test_add(sentence, struct place, NULL, place_open, test, place_close);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("/gate/the_right_pin_opens", the_right_pin_opens);
    add("/gate/each_wrong_pin_makes_the_wait_longer", each_wrong_pin_makes_the_wait_longer);
    add("/gate/a_restart_gives_no_try_for_free", a_restart_gives_no_try_for_free);
    add("/gate/a_spoilt_number_of_tries_counts_as_many", a_spoilt_number_of_tries_counts_as_many);
    add("/gate/without_a_pin_nothing_opens", without_a_pin_nothing_opens);
    add("/gate/where_tries_cannot_be_counted_a_wrong_one_costs_the_longest_wait",
        where_tries_cannot_be_counted_a_wrong_one_costs_the_longest_wait);
    add("/gate/a_disk_without_room_does_not_keep_the_staff_out",
        a_disk_without_room_does_not_keep_the_staff_out);
    return g_test_run();
}
