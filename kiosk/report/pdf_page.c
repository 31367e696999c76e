#include "pdf_page.h"
#include "pdf_fonts.h"
#include "pdf_text.h"
#include <cairo-pdf.h>
#include <math.h>

enum { A4_WIDTH_MM = 210, A4_HEIGHT_MM = 297 };
enum { MARGIN_LEFT_MM = 30, MARGIN_RIGHT_MM = 15, MARGIN_MM = 20, NUMBER_MM = 10 };
static const double GAP_MOST = 0.25; /* of a page */

static cairo_status_t take(void *sink, const unsigned char *data, unsigned int length)
{
    g_string_append_len(sink, (const char *)data, length);
    return CAIRO_STATUS_SUCCESS;
}

static void set_size(struct pdf *pdf, double width_mm, double height_mm)
{
    pdf->page_width = width_mm * PDF_MM;
    pdf->page_height = height_mm * PDF_MM;
    pdf->left = MARGIN_LEFT_MM * PDF_MM;
    pdf->right = pdf->page_width - MARGIN_RIGHT_MM * PDF_MM;
    pdf->top = MARGIN_MM * PDF_MM;
    pdf->bottom = pdf->page_height - MARGIN_MM * PDF_MM;
    pdf->y = pdf->top;
}

static void set_about(cairo_surface_t *surface, const struct pdf_about *about)
{
    g_autofree char *made = g_strdup_printf("%04d-%02d-%02dT23:59:59+07:00", about->day / 10000,
                                            about->day / 100 % 100, about->day % 100);

    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, about->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, about->author);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, about->subject);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
}

bool pdf_open(struct pdf *pdf, const char *fonts, const struct pdf_about *about, GError **error)
{
    *pdf = (struct pdf){.page = 1, .fonts = pdf_fonts_new(fonts, error)};
    if (!pdf->fonts)
        return false;
    set_size(pdf, A4_WIDTH_MM, A4_HEIGHT_MM);
    pdf->bytes = g_string_new(NULL);
    pdf->surface = cairo_pdf_surface_create_for_stream(take, pdf->bytes, pdf->page_width, pdf->page_height);
    set_about(pdf->surface, about);
    pdf->cr = cairo_create(pdf->surface);
    pdf->context = pango_font_map_create_context(pdf->fonts);
    /* Pango takes a point for 1/96 inch otherwise, and prints a third too large. */
    pango_cairo_context_set_resolution(pdf->context, 72);
    pango_context_set_language(pdf->context, pango_language_from_string("vi"));
    pango_context_set_round_glyph_positions(pdf->context, FALSE);
    return true;
}

bool pdf_close(struct pdf *pdf, GString *out, GError **error)
{
    cairo_show_page(pdf->cr);
    cairo_destroy(pdf->cr);
    cairo_surface_finish(pdf->surface);
    const cairo_status_t status = cairo_surface_status(pdf->surface);
    if (status != CAIRO_STATUS_SUCCESS)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "PDF: %s", cairo_status_to_string(status));
    else if (out)
        g_string_append_len(out, pdf->bytes->str, (gssize)pdf->bytes->len);
    cairo_surface_destroy(pdf->surface);
    g_object_unref(pdf->context);
    pdf_fonts_free(pdf->fonts);
    g_string_free(pdf->bytes, TRUE);
    return status == CAIRO_STATUS_SUCCESS;
}

double pdf_width(const struct pdf *pdf)
{
    return pdf->right - pdf->left;
}

double pdf_height(const struct pdf *pdf)
{
    return pdf->bottom - pdf->top;
}

double pdf_room(const struct pdf *pdf)
{
    return pdf->bottom - pdf->y;
}

double pdf_gap_most(const struct pdf *pdf)
{
    return GAP_MOST * pdf_height(pdf);
}

void pdf_break(struct pdf *pdf)
{
    cairo_show_page(pdf->cr);
    pdf->page++;
    pdf->y = pdf->top;
    g_autofree char *number = g_strdup_printf("%d", pdf->page);
    g_autoptr(PangoLayout) layout = pdf_layout(pdf, number, PDF_BODY, pdf_width(pdf), PDF_CENTER);
    pdf_show(pdf, layout, pdf->left, NUMBER_MM * PDF_MM);
}

bool pdf_need(struct pdf *pdf, double height)
{
    /* Half a point of rounding is no reason for a page. */
    if (height <= pdf_room(pdf) + 0.5 || pdf->y <= pdf->top)
        return false;
    pdf_break(pdf);
    return true;
}

int pdf_outline(struct pdf *pdf, int parent, const char *name)
{
    g_autofree char *where =
        g_strdup_printf("page=%d pos=[%d %d]", pdf->page, (int)floor(pdf->left), (int)floor(pdf->y));
    return cairo_pdf_surface_add_outline(pdf->surface, parent, name, where, 0);
}
