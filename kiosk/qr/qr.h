#pragma once
/* QR: a text as a square of dark and light modules. Pure; one thread at a time. */
#include <stdbool.h>
#include <stdint.h>

enum {
    QR_QUIET = 4,        /* light modules on each side that a reader needs (ISO/IEC 18004) */
    QR_VERSION_MOST = 6, /* 41 modules, 106 bytes at level M */
    QR_SIDE_MOST = 41 + 2 * QR_QUIET
};

/* module[y][x] is 1 where dark; the quiet zone is part of the square. */
struct qr {
    int side;
    uint8_t module[QR_SIDE_MOST][QR_SIDE_MOST];
};

/* The smallest code at level M that holds the text as it stands (upper and lower case kept). False when the
 * text is empty, not printable ASCII, or needs more than version 6. */
bool qr_make(struct qr *out, const char *text);
