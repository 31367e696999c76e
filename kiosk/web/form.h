#pragma once
/* Form: a body of application/x-www-form-urlencoded, taken apart.
 *
 * Strict, for only our own forms are read: each field is NAME=VALUE, joined by '&'; '%' stands before two
 * hexadecimal digits; no NUL; what comes out is UTF-8; a name is not empty and comes once, except the names
 * in `many`. Pure; nothing is allocated: the value holds the decoded bytes. */
#include "exchange.h"

enum { FORM_FIELDS_MOST = 48 };

struct form_field {
    const char *name, *value; /* into `text` */
};

struct form {
    struct form_field fields[FORM_FIELDS_MOST]; /* in the order sent */
    int count;
    char text[WEB_BODY_MOST + 1];
};

/* Takes it apart; an empty body has no fields. False for anything else than described above; *out is then
 * without meaning. `many` names the one field that may come several times; NULL: none. Do not copy *out. */
bool form_parse(struct form *out, const char *body, size_t size, const char *many);

/* The value of the first field of that name, or NULL. */
const char *form_get(const struct form *form, const char *name);
