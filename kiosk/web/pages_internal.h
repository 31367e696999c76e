#pragma once
/* Writing the pages: for pages*.c alone. */
#include "pages.h"

struct pages {
    const center_t *center;
    const words_t *words;
    int languages; /* how many */
    char *faces;   /* the five faces as symbols f1 .. f5 */
    char *policy;
    GPtrArray *messages; /* of GBytes, MESSAGE_COUNT a language */
    GPtrArray *moulds;   /* of struct mould, MOULD_COUNT a language */
};

/* Appends the format; every %s is escaped, the format is not. */
void pages_put(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The language's tag; a sentence in it. */
const char *pages_tag(const pages_t *pages, int language);
const char *pages_say(const pages_t *pages, int language, const char *key);

/* The rules of every page, and those of forms and of messages that follow them, in pieces. NULL-ended. */
extern const char *const pages_style[], *const pages_style_form[], *const pages_style_message[];

/* From the first byte to within <main>, with the rules that the kind of page has of its own. `address` is
 * where the same page is in another language, without its
 * "?l="; NULL: nowhere. Written as it is. */
void pages_put_head(GString *out, const pages_t *pages, const char *const *rules, int language,
                    const char *title, const char *address);
void pages_put_end(GString *out);

/* Where a formal complaint goes. */
void pages_put_complaint(GString *out, const pages_t *pages, int language);

/* A whole form, fresh or shown again. With `mould` the places of what a request brings hold marks instead,
 * and every area is there, between marks. */
void pages_put_form(GString *out, const pages_t *pages, const struct pages_form *form, bool mould);

/* Marks: bytes that no words hold. */
enum pages_mark {
    MARK_LINK = 1,
    MARK_TOKEN,
    MARK_FORM,
    MARK_AREA,      /* the name of the link's own area */
    MARK_OFFER,     /* an area begins, in the center's order */
    MARK_OFFER_END, /* it ends */
    MARK_END
};

enum pages_mould_kind { MOULD_CHOICE, MOULD_AREA, MOULD_REMARK, MOULD_COUNT };

/* A form with marks, taken apart. */
struct mould;
struct mould *mould_new(const char *text);
void mould_free(gpointer mould);

/* `values` by mark, MARK_LINK to MARK_AREA. */
GBytes *mould_fill(const struct mould *mould, const char *const values[MARK_END], const center_t *center,
                   int day);

/* The five faces as symbols f1 .. f5 of one hidden picture. NULL on failure. */
char *pages_read_faces(const char *assets, GError **error);
