#pragma once
/* Readers of the kinds of values that only center.ini holds; the field's type is named. */
#include "center.h"
#include "ini_internal.h"

ini_reader center_read_languages; /* char **, replaced: language tags, at least one, none twice */
ini_reader center_read_channels;  /* bool[CHANNEL_COUNT] */
ini_reader center_read_rotation;  /* int: 0, 90, 180 or 270 */
ini_reader center_read_window;    /* enum period_window */
ini_reader center_read_url;       /* char *, replaced: http or https, ASCII, no query, no fragment, no '/'
                                   * at its end, at most `high` letters */
ini_reader center_read_listen;    /* char *, replaced: an IP address, ':' and a port */
ini_reader center_read_opening;   /* struct center as a whole: opening and n_opening */
