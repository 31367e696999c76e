#pragma once
/* Filled: a form as a respondent sent it, read and judged. Pure. */
#include "form.h"
#include "pages.h"

/* The fields before it is known what they may be: each text as sent, or NULL. */
struct filled_fields {
    const char *token, *form_id, *language, *area, *remark;
    uint8_t form[FORM_ID_SIZE];
    uint8_t answers[ITEM_COUNT];
    unsigned reasons;
    bool rates; /* an area, an answer or a reason was sent */
};

/* Takes the fields; false when there is one that no form of ours has, a level that is none of 1..5, a reason
 * that there is not, or no token or form id. */
bool filled_read(struct filled_fields *out, const struct form *form);

/* Whether a form of that kind can have sent these fields: nothing the form does not ask. `area` is the link's
 * own. */
bool filled_fits(const struct filled_fields *fields, const center_t *center, bool remark_only,
                 const struct area *area);

/* What is missing or too long, of enum pages_problem; fills what may be shown again, and *submission with
 * what may be stored when nothing is. */
unsigned filled_judge(struct pages_form *again, struct submission *submission,
                      const struct filled_fields *fields, const center_t *center);
