/* A clock for a program that is tested, loaded before it: CLOCK_DAYS days from the machine's, and
 * synchronised unless CLOCK_LOOSE is set. */
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

static time_t shift(void)
{
    const char *days = getenv("CLOCK_DAYS");
    return days != NULL ? (time_t)(strtol(days, NULL, 10) * 24 * 60 * 60) : 0;
}

int clock_gettime(clockid_t id, struct timespec *now)
{
    const int status = (int)syscall(SYS_clock_gettime, id, now);
    if (status == 0 && id == CLOCK_REALTIME)
        now->tv_sec += shift();
    return status;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec precise;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &precise) != 0)
        return -1;
    *now = (struct timeval){.tv_sec = precise.tv_sec, .tv_usec = (suseconds_t)(precise.tv_nsec / 1000)};
    return 0;
}

int adjtimex(struct timex *state)
{
    *state = (struct timex){.status = getenv("CLOCK_LOOSE") != NULL ? STA_UNSYNC : 0};
    return getenv("CLOCK_LOOSE") != NULL ? TIME_ERROR : TIME_OK;
}
