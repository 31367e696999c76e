#pragma once
/* How a text in several languages is made; center.h says how it is read. */
#include "center.h"

/* A text with its Vietnamese wording. Both arguments are copied. The caller owns it. */
local_text_t *local_text_new(const char *vietnamese);

/* Adds or replaces the wording in a language. */
void local_text_set(local_text_t *text, const char *language, const char *wording);

/* Whether `tag` is a language tag such as "vi" or "zh-Hant" that a rating has room for. */
bool language_is_valid(const char *tag);

void local_text_free(local_text_t *text); /* NULL is fine */
