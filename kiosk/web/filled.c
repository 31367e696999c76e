#include "filled.h"
#include "level.h"
#include <sodium.h>
#include <string.h>

static bool read_form_id(struct filled_fields *out)
{
    size_t size;

    return strlen(out->form_id) == PAGES_FORM_ID_LETTERS &&
           sodium_hex2bin(out->form, sizeof out->form, out->form_id, PAGES_FORM_ID_LETTERS, NULL, &size,
                          NULL) == 0 &&
           size == sizeof out->form;
}

static bool read_reason(struct filled_fields *out, const char *id)
{
    enum reason reason;

    if (!reason_from_id(&reason, id) || (out->reasons >> reason & 1))
        return false;
    out->reasons |= 1u << reason;
    return true;
}

static bool read_answer(struct filled_fields *out, const struct form_field *field)
{
    enum item item;

    if (!item_from_id(&item, field->name) || strlen(field->value) != 1 ||
        !level_is_valid(field->value[0] - '0'))
        return false;
    out->answers[item] = (uint8_t)(field->value[0] - '0');
    return true;
}

static bool read_field(struct filled_fields *out, const struct form_field *field)
{
    const struct {
        const char *name, **to;
    } texts[] = {
        {"token", &out->token}, {"form", &out->form_id}, {"l", &out->language}, {"remark", &out->remark}};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (strcmp(field->name, texts[i].name) == 0) {
            *texts[i].to = field->value;
            return true;
        }
    }
    out->rates = true;
    if (strcmp(field->name, "area") == 0) {
        out->area = *field->value ? field->value : NULL; /* a list of areas has a first, empty choice */
        return true;
    }
    return strcmp(field->name, "r") == 0 ? read_reason(out, field->value) : read_answer(out, field);
}

bool filled_read(struct filled_fields *out, const struct form *form)
{
    *out = (struct filled_fields){0};
    for (int i = 0; i < form->count; i++) {
        if (!read_field(out, &form->fields[i]))
            return false;
    }
    return out->token && out->form_id && read_form_id(out);
}

static bool is_asked(const center_t *center, enum item item)
{
    const struct center_item *asked = center_item(center, item);
    return asked && center_item_is_asked(asked, CHANNEL_PHONE);
}

bool filled_fits(const struct filled_fields *fields, const center_t *center, bool remark_only,
                 const struct area *area)
{
    if (remark_only)
        return !fields->rates;
    if ((area && fields->area) || (fields->reasons && !center->reasons))
        return false;
    for (int item = 0; item < ITEM_COUNT; item++) {
        if (fields->answers[item] && !is_asked(center, (enum item)item))
            return false;
    }
    return !fields->area || center_area(center, fields->area);
}

/* The area of the link, or the one that was chosen of those offered. */
static const struct area *find_area(const struct pages_form *again, const struct filled_fields *fields,
                                    const center_t *center)
{
    const struct area *area = again->area;

    if (!area && fields->area)
        area = center_area(center, fields->area);
    return area && area_is_active(area, again->day) ? area : NULL;
}

static unsigned judge_rating(struct pages_form *again, struct rating *rating,
                             const struct filled_fields *fields, const center_t *center)
{
    const struct area *area = find_area(again, fields, center);
    unsigned problems = 0;

    again->chosen = area;
    again->reasons = fields->reasons;
    memcpy(again->answers, fields->answers, sizeof again->answers);
    if (!area)
        problems |= PROBLEM_AREA;
    if (!fields->answers[ITEM_TTHC])
        problems |= PROBLEM_ANSWER;
    if (problems)
        return problems;
    rating->kind = ENTRY_RATING;
    rating->reasons = fields->reasons;
    memcpy(rating->answers, fields->answers, sizeof rating->answers);
    g_strlcpy(rating->area, area->id, sizeof rating->area);
    return 0;
}

unsigned filled_judge(struct pages_form *again, struct submission *submission,
                      const struct filled_fields *fields, const center_t *center)
{
    unsigned problems = 0;

    again->remark = fields->remark;
    if (!again->remark_only)
        problems |= judge_rating(again, &submission->rating, fields, center);
    if (!remark_read(submission->remark, fields->remark ? fields->remark : ""))
        problems |= PROBLEM_LONG;
    else if (again->remark_only && !*submission->remark)
        problems |= PROBLEM_EMPTY;
    memcpy(submission->spend.form, fields->form, sizeof submission->spend.form);
    return problems;
}
