#pragma once
/* Accept: which of the languages there are a browser asks for (Accept-Language, RFC 9110 and RFC 4647).
 *
 * Pure. What is not well formed is passed over. */

/* The place in `languages` (NULL-ended, at least one) of the language asked for most: the highest q, of equal
 * ones the first named; "en" serves who asks for "en-GB" and the other way about. 0 when none is asked for,
 * or the header is NULL. */
int accept_choose(const char *header, const char *const *languages);
