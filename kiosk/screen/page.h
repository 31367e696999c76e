#pragma once
/* Page: what the pages of the layout are built with. Internal to the screen room.
 *
 * A page function tries one style. It places everything and clears page->fits when something found no room;
 * layout_scene then tries the next style. All lengths are pixels unless a name says mm. */
#include "layout.h"
#include "text_wrap.h"

/* What a page can do without, in the order in which it goes. */
enum part {
    PART_COMMUNE = 1 << 0, /* the commune's line under the center's name */
    PART_PRIVACY = 1 << 1, /* the line that says the rating is anonymous */
    PART_CAPTION = 1 << 2, /* the area over the question, the hint under it */
    PART_NAME = 1 << 3,    /* the center's name; the lotus stays */
    PART_MARGIN = 1 << 4,  /* wide margins */
    PART_BAND = 1 << 5,    /* keeping answers within the band of heights a hand reaches easily */
    PART_HEADER = 1 << 6   /* the header, on pages after the first */
};

/* Where the code for phones stands. Standing panels have one place for it. */
enum code_place {
    CODE_NOWHERE,
    CODE_LOW, /* beside the answers, as high as they are; the question runs over both */
    CODE_HIGH /* beside the question and the answers */
};

struct style {
    double type;      /* of labels: multiple of the size for reading at 600 mm */
    double furniture; /* likewise, of the header, the footer and other small print; the same on all pages of a
                         panel */
    double question_mm; /* cap height of the question */
    unsigned without;   /* of enum part */
    enum code_place code;
};

struct page {
    struct scene *scene;
    const struct layout_context *context;
    const struct flow *flow;
    const char *language;
    struct style style;
    gint64 now;
    const struct layout_code *code; /* NULL: none, or no room for it in this style */
    int width, height;
    int margin; /* left and right */
    int edge;   /* above the header and below the footer */
    int gap;    /* between controls */
    int top;    /* what the strip of test mode takes */
    bool fits;
};

/* A text broken into lines and not yet placed. `text` is borrowed until it is put. */
struct text_block {
    const char *text;
    struct wrapped wrapped;
    enum type_size size;
    enum type_weight weight;
    int line_height, width, height;
};

enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

void page_begin(struct page *page, struct scene *scene, const struct layout_context *context,
                const struct flow *flow, gint64 now, struct style style);

/* Millimetres as pixels, never less. */
int page_mm(const struct page *page, double mm);
bool page_portrait(const struct page *page);
bool page_has(const struct page *page, enum part part);
const char *page_word(const struct page *page, const char *key);
struct typeface page_typeface(const struct page *page, enum type_size size, enum type_weight weight);
int page_line_height(const struct page *page, enum type_size size);

/* Breaks a text. When it does not fit, the block is empty and page->fits is cleared. */
struct text_block page_text(struct page *page, const char *text, enum type_size size, enum type_weight weight,
                            int width, int max_lines);

/* Likewise, but a text that does not fit is merely left out. */
struct text_block page_text_maybe(const struct page *page, const char *text, enum type_size size,
                                  enum type_weight weight, int width, int max_lines);

/* Likewise, but a text that does not fit is cut short with an ellipsis, into `cut`, which must live until the
 * block is put. For texts that come from elsewhere. */
struct text_block page_text_cut(const struct page *page, const char *text, enum type_size size,
                                enum type_weight weight, int width, int max_lines, char cut[BOX_TEXT_SIZE]);

/* Each of these adds boxes to the scene. Text is put with the top of its first line box at y. */
void put_text(struct page *page, const struct text_block *block, int x, int y, int width, enum align align,
              enum ink ink);
struct box *put_box(struct page *page, enum box_kind kind, struct rect rect);
void put_control(struct page *page, enum box_kind kind, struct rect rect, enum control_kind control,
                 int index);
void put_icon(struct page *page, const char *name, struct rect rect, enum ink ink);

/* A button's label in its rectangle, an icon before it (or after it, for `icon_last`) when `icon` is not
 * NULL. */
void put_label(struct page *page, struct rect rect, const char *icon, bool icon_last,
               const struct text_block *label, enum ink ink);

/* The width a button needs for its label and icon, at least `least`. */
int button_width(const struct page *page, const struct text_block *label, bool icon, int least);

/* The strip across the top that says that ratings do not count; the rest of the page begins under it. */
void put_test_strip(struct page *page);

/* Where a long press opens the way to the staff pages: over the lotus, to the edges of the panel. */
void put_corner(struct page *page);

/* The band at the top: lotus, center, commune, language switch, rule. Returns the y below it. */
int put_header(struct page *page);

/* The row at the bottom that holds a page's small buttons and the line about privacy. Without buttons it is
 * as high as that line. */
struct rect footer_row(const struct page *page, bool buttons);
void put_privacy(struct page *page, struct rect rect, enum align align);

/* The saving sentence centered in `rect`. */
void put_saving(struct page *page, struct rect rect);

/* Where answers may stand: from the given y (never above 30 % of the height, in portrait 35 %) to 85 %, and
 * not into the footer's row. Its height is negative when there is no room. */
struct rect answer_band(const struct page *page, int from, bool buttons);

/* The code for phones, measured and not yet placed. */
enum { ADDRESS_LINES = 3 };
struct code_block {
    const struct layout_code *code;
    int module, side; /* of a module, of the square with its quiet zone */
    int pad, inner;   /* at the paper's edge, and between the edges */
    int width, height;
    struct text_block caption;
    char address[ADDRESS_LINES][TOKEN_URL_SIZE];
    int n_address;
};

/* False when the page has no code. `caption` stands above the square; NULL: the page puts it beside. */
bool code_make(struct page *page, struct code_block *block, const char *caption);

/* Lays it in the middle of a paper that is at least as large as the block. */
void put_code(struct page *page, const struct code_block *block, struct rect paper);

/* Caption (may be NULL) and question, centered over the answers. `top` is where the header ended. */
struct question {
    struct text_block caption, text, hint;
    int height;
    enum align align;
};
struct question question_make(struct page *page, const char *caption, const char *text, const char *hint);
struct question question_make_narrow(struct page *page, const char *caption, const char *text,
                                     const char *hint, int lines);
/* Centered between top and bottom, clear of both; clears page->fits when there is not that much room. */
void put_question(struct page *page, const struct question *question, int top, int bottom);

/* What stands around the answers of a page that may show the code by which one rates on the phone. */
struct frame {
    int top; /* below the header */
    bool buttons;
    struct question question;
    struct rect band;  /* where the answers may stand */
    struct rect whole; /* ... and where they might without the code */
    bool has_code;
    struct code_block code;
    int side;                 /* what the code takes from the width */
    struct rect paper;        /* the code's */
    struct text_block beside; /* its caption, where that stands beside it */
};

/* Puts the header and measures the rest. `caption` may be NULL. */
void frame_begin(struct page *page, struct frame *frame, const char *caption, const char *text, bool buttons);

/* Puts the question and the code around the answers, which have been put there. */
void frame_end(struct page *page, struct frame *frame, struct rect answers);

/* What is left of a row of the footer beside the code. */
struct rect frame_footer(const struct page *page, const struct frame *frame, struct rect row);

/* For k = 1..NEED_LINES lines, the least width in which each of some texts fits; to choose a grid without
 * trying. */
enum { NEED_LINES = 4 };
struct text_need {
    int width[NEED_LINES + 1];
};
void need_add(const struct page *page, struct text_need *need, const char *text, enum type_size size,
              enum type_weight weight);
/* How many lines the texts need in that width; 0 when more than `max_lines`. */
int need_lines(const struct text_need *need, int width, int max_lines);

/* A sheet that lies over the page, all in the middle of it. */
struct sheet_text {
    const char *text;
    enum type_size size;
    enum type_weight weight;
    int lines; /* at most */
    enum ink ink;
};
struct sheet_button {
    enum box_kind kind;
    const char *text;
    enum control_kind control;
};
void put_sheet(struct page *page, const struct sheet_text *texts, int n_texts,
               const struct sheet_button *buttons, int n_buttons);

/* What there is to say, in words; `done` and `failed` are the keys of what is said when no sentence came. */
const char *page_said(const struct page *page, const struct flow_said *said, const char *done,
                      const char *failed);

/* The staff page's title and the lines of the board below it. */
void put_board(struct page *page, struct rect room);

/* The pages, one file each. */
void page_home(struct page *page);
void page_rate(struct page *page);
void page_why(struct page *page);
void page_thanks(struct page *page);
void page_fault(struct page *page);
void page_pin(struct page *page);
void page_staff(struct page *page);
void page_warning(struct page *page); /* lies over what is there already */
