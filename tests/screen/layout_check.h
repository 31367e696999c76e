#pragma once
/* What must hold for every scene, on any panel, in any language. For tests of the layout. */
#include "canvas.h"
#include "stage.h"

enum { LAYOUT_AREAS = 25 };

/* A center with LAYOUT_AREAS areas and a hotline, and words whose every sentence is 40 % longer, as the
 * languages "xa" (Vietnamese) and "xb" (English). */
struct layout_fixture {
    char *folder;
    char *center_file;
    struct stage stage;
    struct canvas canvas;
};

/* `languages` as in center.ini: two of vi, en, xa, xb. */
void layout_open(struct layout_fixture *fixture, const char *languages);
void layout_close(struct layout_fixture *fixture);

/* Lays out a page and says on stderr what is wrong with it; returns how much that is. `scene` may be NULL. */
int layout_check(struct layout_fixture *fixture, const struct panel *panel, const char *page, int language,
                 bool test, struct scene *scene);
