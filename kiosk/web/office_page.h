#pragma once
/* What stands around each of the office's pages. Only for office*.c. */
#include "office_internal.h"

enum office_tab { TAB_NONE, TAB_BOARD, TAB_REMARKS };

/* Everything up to the main part; `title` is plain text. Close it with office_page_end. `here` is the address
 * of this very page without a language, for the switch of languages; NULL: there is none. */
GString *office_page_begin(const struct visit *visit, const char *title, enum office_tab tab,
                           const char *here);
void office_page_end(GString *page);

/* The hidden field that each form of a session carries. */
void office_page_mark(GString *page, const struct visit *visit);

/* The policy that lets the pages' own style apply, and nothing else. Free with g_free. */
char *office_page_policy(void);
