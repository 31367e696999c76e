#pragma once
/* Office: the staff's pages under /quan-ly, behind a log-in. Served on an address of their own.
 *
 *   /quan-ly/vao      GET    the log-in
 *                     POST   logs in
 *   /quan-ly/ra       POST   logs out
 *   /quan-ly          GET    this week and last beside the targets, trend, reasons, ways in, devices, misuse
 *                            of links; ?ky=PERIOD shows another period
 *   /quan-ly/bao-cao  GET    ?ky=PERIOD&dang=xlsx: a face of the report as a file (text, csv, json, html,
 *                            xlsx, pdf)
 *   /quan-ly/gop-y    GET    ?tu=WEEK: the remarks of a week that has ended
 *   /quan-ly/gop-y/bo GET    ?so=REMARK&tu=WEEK: asks whether it is to be taken out
 *                     POST   takes it out for good
 *
 * Without an account everything is 404.
 *
 * Sessions live in memory: 256 random bits in a cookie (HttpOnly, SameSite=Strict, Path=/quan-ly; Secure over
 * https), 15 minutes without a request, 8 hours at most; a change of the accounts ends them all. After wrong
 * passwords the wait grows as with the kiosk's PIN, by name and for all names together, in such a way that
 * nobody can keep the staff out (brake.h). Each form carries a mark of its session; Origin and Host are
 * checked. Passwords, reports and the journal take time: they are done in `work`.
 *
 * What the staff do is on disk in the journal before they are given it, by the account's name and never what
 * somebody typed; what cannot be written there is not given (503). Of the figures a session's first look at
 * each period is written. Who logs out is let go in any case. */
#include "center.h"
#include "exchange.h"
#include "words.h"

typedef struct office office_t;

struct office_options {
    const char *data;   /* the data folder; borrowed for the office's life, as is all */
    const char *device; /* whose journal takes the audit remarks */
    const center_t *center;
    const words_t *words;
    const char *fonts;

    /* Appends an audit remark ("staff lan: log-in") to the journal; waits until it is on disk. */
    bool (*audit)(const char *text, void *payload, GError **error);
    /* Takes out a remark for good, leaving `text` in the journal; waits until it is on disk. */
    bool (*take_out)(const uint8_t id[REMARK_ID_SIZE], const char *text, void *payload, GError **error);
    void *payload;
};

office_t *office_new(const struct office_options *options);
void office_free(office_t *office); /* NULL is fine */

/* Payload: office_t. */
extern const struct web_handler OFFICE_HANDLER;
