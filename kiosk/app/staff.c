#include "staff.h"
#include "board.h"
#include "errand.h"
#include "folder.h"
#include "gate.h"
#include "power.h"
#include "staff_report.h"
#include <stdatomic.h>
#include <string.h>

/* What waits for a drive has a thread of its own: a drive that hangs must not keep the staff out. */
struct staff {
    struct staff_options options;
    staff_answered answered;
    staff_remark remark;
    void *payload;
    gate_t *gate;
    GThreadPool *desk, *drive;
    atomic_bool ending;
};

struct job {
    struct staff_errand errand;
    guint64 ticket;
};

static void say(const struct staff *staff, const struct job *job, struct staff_answer *answer,
                const char *key)
{
    staff_text(answer->message, words_get(staff->options.words, job->errand.language, key));
}

/* Says in the log what the sentence for people leaves out. */
static void say_failure(const struct staff *staff, const struct job *job, struct staff_answer *answer,
                        const char *key, const GError *error)
{
    g_printerr("%s: %s\n", g_get_prgname(), error->message);
    say(staff, job, answer, key);
}

static void unlock(struct staff *staff, const struct job *job, struct staff_answer *answer)
{
    const gint64 now = g_get_monotonic_time() / 1000;
    g_autoptr(GError) error = NULL;

    switch (gate_try(staff->gate, job->errand.pin, now, &answer->wait_seconds, &error)) {
    case GATE_OPEN:
        answer->granted = true;
        staff->remark("staff page opened", staff->payload);
        break;
    case GATE_WRONG:
        say(staff, job, answer, "device.wrong-pin");
        staff->remark("staff page: wrong PIN", staff->payload);
        break;
    case GATE_EARLY:
        say(staff, job, answer, "device.early-pin");
        break;
    case GATE_NO_PIN:
        say(staff, job, answer, "device.no-pin");
        break;
    case GATE_BROKEN:
        say_failure(staff, job, answer, "device.broken-pin", error);
        break;
    }
}

static void figures(struct staff *staff, const struct job *job, struct staff_answer *answer)
{
    staff_report_board(&answer->board, &staff->options, job->errand.language);
    if (staff->options.link != NULL)
        board_add_link(&answer->board, link_state(staff->options.link), staff->options.words,
                       job->errand.language);
    answer->granted = true;
}

static void export(struct staff *staff, const struct job *job, struct staff_answer *answer)
{
    const struct errand_export done = errand_export(&staff->options, job->errand.language, &staff->ending);

    answer->granted = done.folder != NULL;
    if (!answer->granted) {
        say(staff, job, answer, done.key);
        return;
    }
    staff->remark("staff page: reports written to a drive", staff->payload);
    g_autofree char *message = words_format(staff->options.words, job->errand.language, "device.exported",
                                            "folder", done.folder, NULL);
    staff_text(answer->message, message);
    g_free(done.folder);
}

static void power(struct staff *staff, const struct job *job, struct staff_answer *answer, const char *what,
                  const char *note)
{
    g_autoptr(GError) error = NULL;

    answer->granted = power_command(what, &error);
    if (answer->granted)
        staff->remark(note, staff->payload);
    else
        say_failure(staff, job, answer, "device.no-power", error);
}

static void obey(struct staff *staff, const struct job *job, struct staff_answer *answer)
{
    switch (job->errand.request) {
    case STAFF_UNLOCK:
        unlock(staff, job, answer);
        break;
    case STAFF_FIGURES:
        figures(staff, job, answer);
        break;
    case STAFF_EXPORT:
        export(staff, job, answer);
        break;
    case STAFF_RESTART:
        power(staff, job, answer, "reboot", "staff page: machine restarted");
        break;
    case STAFF_SHUT_DOWN:
        power(staff, job, answer, "poweroff", "staff page: machine turned off");
        break;
    case STAFF_LEFT:
        staff->remark("staff page left", staff->payload);
        break;
    }
}

/* When the kiosk ends, only the remark that the page was left still has a meaning. */
static void do_job(gpointer data, gpointer payload)
{
    struct staff *staff = payload;
    g_autofree struct job *job = data;
    g_autofree struct staff_answer *answer = g_new0(struct staff_answer, 1);
    const bool left = job->errand.request == STAFF_LEFT;

    if (left || !atomic_load(&staff->ending))
        obey(staff, job, answer);
    explicit_bzero(job->errand.pin, sizeof job->errand.pin);
    if (!left && !atomic_load(&staff->ending))
        staff->answered(job->ticket, answer, staff->payload);
}

staff_t *staff_new(const struct staff_options *options, staff_answered answered, staff_remark remark,
                   void *payload)
{
    g_autofree char *pin = folder_staff_pin(options->data);
    g_autofree char *device = folder_device(options->data, options->device);
    g_autofree char *tries = g_build_filename(device, "pin-tries", NULL);
    staff_t *staff = g_new0(staff_t, 1);

    staff->options = *options;
    staff->answered = answered;
    staff->remark = remark;
    staff->payload = payload;
    staff->gate = gate_new(pin, tries, g_get_monotonic_time() / 1000);
    staff->desk = g_thread_pool_new(do_job, staff, 1, FALSE, NULL);
    staff->drive = g_thread_pool_new(do_job, staff, 1, FALSE, NULL);
    return staff;
}

void staff_free(staff_t *staff)
{
    if (staff == NULL)
        return;
    atomic_store(&staff->ending, true);
    g_thread_pool_free(staff->drive, FALSE, TRUE);
    g_thread_pool_free(staff->desk, FALSE, TRUE);
    gate_free(staff->gate);
    g_free(staff);
}

void staff_ask(staff_t *staff, const struct staff_errand *errand, guint64 ticket)
{
    struct job *job = g_new(struct job, 1);
    *job = (struct job){.errand = *errand, .ticket = ticket};
    g_thread_pool_push(errand->request == STAFF_EXPORT ? staff->drive : staff->desk, job, NULL);
}
