#pragma once
/* What the command line of `sipas report` asks for: as written, and understood. */
#include "command.h"
#include "face.h"

/* As written; each NULL or false when not given. */
struct report_options {
    struct common_options common;
    char *period, *window, *format, *language, *output;
    char **plans;
    gboolean compare;
    char *by, *channel, *area, *item, *dossiers;
};

void report_options_clear(struct report_options *options);

/* Understood. Ids are borrowed from the options. */
struct report_asked {
    const struct face *face;
    const char *language;
    words_t *words;
    dossiers_t *dossiers; /* what request.dossiers points to */
    struct report_request request;
};

/* Each of these reads its part of the options: EXIT_DONE, or the status to end with after the reason was
 * said. The first needs no center. */
int report_asked_face(struct report_asked *out, const struct command *self,
                      const struct report_options *options);
int report_asked_request(struct report_asked *out, const struct command *self,
                         const struct report_options *options, const center_t *center);
void report_asked_clear(struct report_asked *asked); /* a zeroed one is fine */
