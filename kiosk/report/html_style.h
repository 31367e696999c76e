#pragma once
/* How the board looks, rule by rule, ended by NULL. Type grows with the screen: a phone in the hand, a desk,
 * a hall seen from 3 m, A4. */
extern const char *const html_style[];
