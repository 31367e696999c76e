#include "qr.h"
#include <qrencode.h>
#include <stddef.h>
#include <string.h>

static bool is_printable_ascii(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text < 0x20 || *text > 0x7e)
            return false;
    }
    return true;
}

/* Only bit 0 of a module says whether it is dark. */
static void copy_modules(struct qr *out, const QRcode *code)
{
    memset(out, 0, sizeof *out);
    out->side = code->width + 2 * QR_QUIET;
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width; x++)
            out->module[y + QR_QUIET][x + QR_QUIET] = code->data[y * code->width + x] & 1;
    }
}

bool qr_make(struct qr *out, const char *text)
{
    if (*text == '\0' || !is_printable_ascii(text))
        return false;
    QRcode *code = QRcode_encodeData((int)strlen(text), (const unsigned char *)text, 0, QR_ECLEVEL_M);
    bool fits = code != NULL && code->version <= QR_VERSION_MOST;
    if (fits)
        copy_modules(out, code);
    QRcode_free(code);
    return fits;
}
