#include "pages_internal.h"
#include <string.h>

/* A stretch of text, or a place for a value; `offer` is the area it belongs to. */
struct piece {
    guint start, size;
    int mark;  /* 0: text */
    int offer; /* place of the area in the center, -1: none */
};

struct mould {
    char *text;
    GArray *pieces; /* of struct piece */
};

static void add_piece(struct mould *mould, const char *from, const char *to, int mark, int offer)
{
    struct piece piece = {(guint)(from - mould->text), (guint)(to - from), mark, offer};

    if (mark || from < to)
        g_array_append_val(mould->pieces, piece);
}

struct mould *mould_new(const char *text)
{
    struct mould *mould = g_new0(struct mould, 1);
    int offers = 0, offer = -1;

    mould->text = g_strdup(text);
    mould->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
    const char *from = mould->text;
    for (const char *at = from;; at++) {
        if ((guchar)*at >= MARK_END)
            continue;
        add_piece(mould, from, at, 0, offer);
        from = at + 1;
        if (*at == '\0')
            return mould;
        if (*at == MARK_OFFER)
            offer = offers++;
        else if (*at == MARK_OFFER_END)
            offer = -1;
        else
            add_piece(mould, at, at, *at, offer);
    }
}

void mould_free(gpointer mould)
{
    struct mould *m = mould;

    g_array_free(m->pieces, TRUE);
    g_free(m->text);
    g_free(m);
}

static bool is_shown(const struct piece *piece, const center_t *center, int day)
{
    return piece->offer < 0 || area_is_active(g_ptr_array_index(center->areas, (guint)piece->offer), day);
}

GBytes *mould_fill(const struct mould *mould, const char *const values[MARK_END], const center_t *center,
                   int day)
{
    const struct piece *pieces = (const struct piece *)(gpointer)mould->pieces->data;
    size_t sizes[MARK_END] = {0}, size = 0, at = 0;

    for (int mark = MARK_LINK; mark <= MARK_AREA; mark++)
        sizes[mark] = values[mark] ? strlen(values[mark]) : 0;
    for (guint i = 0; i < mould->pieces->len; i++)
        size += pieces[i].mark ? sizes[pieces[i].mark] : pieces[i].size;
    char *out = g_malloc(size);
    for (guint i = 0; i < mould->pieces->len; i++) {
        const struct piece *piece = &pieces[i];
        if (!is_shown(piece, center, day))
            continue;
        const size_t n = piece->mark ? sizes[piece->mark] : piece->size;
        if (n > 0)
            memcpy(out + at, piece->mark ? values[piece->mark] : mould->text + piece->start, n);
        at += n;
    }
    return g_bytes_new_take(out, at);
}
