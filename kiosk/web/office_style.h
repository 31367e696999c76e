#pragma once
/* How the office's pages look, rule by rule, ended by NULL: dense, for a desk first, readable on a phone, in
 * the dark and on paper. */
extern const char *const office_style[];
