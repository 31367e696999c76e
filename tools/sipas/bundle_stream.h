#pragma once
/* A bundle and its signature as one stream, for a machine to hand over to another: a tar archive of the two
 * files under fixed names, or of nothing when there is no such journal. */
#include <glib.h>
#include <stdbool.h>

#define BUNDLE_STREAM_ERROR bundle_stream_error_quark()
GQuark bundle_stream_error_quark(void);
enum bundle_stream_error {
    BUNDLE_STREAM_ERROR_FAILED, /* could not be written */
    BUNDLE_STREAM_ERROR_CUT,    /* its end did not come */
    BUNDLE_STREAM_ERROR_FOREIGN /* holds something else */
};

/* Sends `bundle` and the signature beside it; NULL: nothing. */
bool bundle_stream_write(int descriptor, const char *bundle, GError **error);

/* Receives both as `bundle` and beside it; *any is whether there was one. What has come may be anybody's
 * until its signature is checked; on false parts of it may be there. */
bool bundle_stream_read(bool *any, int descriptor, const char *bundle, GError **error);
