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

/* More than a journal of many years, and than any signature: what has no end does not fill the disk. */
#define BUNDLE_MOST    (G_GINT64_CONSTANT(16) << 30)
#define SIGNATURE_MOST G_GINT64_CONSTANT(16384)

/* Whether a bundle of that size may be laid down as `file`: no more than BUNDLE_MOST, and room for it twice,
 * for it is taken into a journal then. */
bool bundle_room(const char *file, gint64 size, GError **error);

/* Sends what the descriptors of a bundle and of its signature hold; NULL: nothing. */
bool bundle_stream_write(int descriptor, const int files[2], GError **error);

/* Gives the next bytes of a stream: how many, 0 at its end, -1 with errno. */
typedef gssize (*bundle_stream_bytes)(void *bytes, size_t size, gpointer payload);

/* Receives both as `bundle` and beside it; *any is whether there was one. What has come may be anybody's
 * until its signature is checked; on false parts of it may be there. */
bool bundle_stream_read(bool *any, bundle_stream_bytes next, gpointer payload, const char *bundle,
                        GError **error);
