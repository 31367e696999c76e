#include "paper.h"
#include "output.h"
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <string.h>

static const double WIDTH_PT = 210 / 25.4 * 72, HEIGHT_PT = 297 / 25.4 * 72;

/* Cairo's PNG does not say how large it is to be printed: a pHYs chunk of 300 dots per inch (11811 a metre)
 * does. It goes behind the signature and the header, which are 33 bytes of every PNG. */
enum { PNG_HEAD = 8 + 25 };
static const unsigned char PNG_SIZE_CHUNK[] = {0,    0, 0x00, 0x09, 'p',  'H', 'Y',  's',  0,    0,   0x2E,
                                               0x23, 0, 0,    0x2E, 0x23, 1,   0x78, 0xA5, 0x3F, 0x76};

struct paper {
    enum paper_format format;
    char *file; /* NULL: the standard output */
    int sheets, done;
    struct paper_about about;
    output_t *output;
    cairo_surface_t *surface; /* of all sheets, but of an SVG */
    cairo_t *cr;              /* while a sheet is drawn */
    gsize written;            /* bytes of the file under way */
    int lost;                 /* errno when not all could be written, else 0 */
};

static const char *const FORMAT_IDS[] = {[PAPER_PDF] = "pdf", [PAPER_PNG] = "png", [PAPER_SVG] = "svg"};

bool paper_format_from_id(enum paper_format *out, const char *id)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FORMAT_IDS); i++)
        if (strcmp(FORMAT_IDS[i], id) == 0) {
            *out = (enum paper_format)i;
            return true;
        }
    return false;
}

bool paper_format_is_binary(enum paper_format format)
{
    return format != PAPER_SVG;
}

bool paper_format_is_per_sheet(enum paper_format format)
{
    return format != PAPER_PDF;
}

/* --- bytes --- */

static cairo_status_t put(void *sink, const unsigned char *data, unsigned int length)
{
    paper_t *paper = sink;

    errno = 0;
    paper->written += length;
    if (fwrite(data, 1, length, output_stream(paper->output)) == length)
        return CAIRO_STATUS_SUCCESS;
    paper->lost = errno ? errno : EIO;
    return CAIRO_STATUS_WRITE_ERROR;
}

static cairo_status_t put_png(void *sink, const unsigned char *data, unsigned int length)
{
    const paper_t *paper = sink;
    const gsize head = paper->written < PNG_HEAD ? MIN(PNG_HEAD - paper->written, length) : 0;
    cairo_status_t status = CAIRO_STATUS_SUCCESS;

    if (head > 0)
        status = put(sink, data, (unsigned)head);
    if (status == CAIRO_STATUS_SUCCESS && head > 0 && paper->written == PNG_HEAD)
        status = put(sink, PNG_SIZE_CHUNK, sizeof PNG_SIZE_CHUNK);
    if (status == CAIRO_STATUS_SUCCESS && length > head)
        status = put(sink, data + head, length - (unsigned)head);
    return status;
}

static bool is_well(const paper_t *paper, cairo_status_t status, GError **error)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return true;
    g_set_error(error, G_FILE_ERROR,
                paper->lost ? (int)g_file_error_from_errno(paper->lost) : G_FILE_ERROR_FAILED, "%s: %s",
                paper->file ? paper->file : "standard output",
                paper->lost ? g_strerror(paper->lost) : cairo_status_to_string(status));
    return false;
}

/* --- the file of a sheet --- */

/* Where the name's ending begins, with its dot; the end of the name when it has none. */
static gsize stem_length(const char *file)
{
    const char *slash = strrchr(file, '/'), *dot = strrchr(file, '.');
    const char *name = slash ? slash + 1 : file;

    return dot && dot > name ? (gsize)(dot - file) : strlen(file);
}

/* All numbers are of the same width, so that the files sort. */
static char *sheet_file(const paper_t *paper)
{
    const gsize stem = stem_length(paper->file);
    int width = 2;

    if (paper->sheets == 1 || !paper_format_is_per_sheet(paper->format))
        return g_strdup(paper->file);
    for (int rest = paper->sheets / 100; rest > 0; rest /= 10)
        width++;
    return g_strdup_printf("%.*s-%0*d%s", (int)stem, paper->file, width, paper->done + 1, paper->file + stem);
}

static bool open_file(paper_t *paper, GError **error)
{
    g_autofree char *file = paper->file ? sheet_file(paper) : NULL;

    paper->written = 0;
    return output_open(&paper->output, file, error);
}

static bool close_file(paper_t *paper, GError **error)
{
    const bool closed = output_close(paper->output, error);

    g_clear_pointer(&paper->output, output_free);
    return closed;
}

/* --- all sheets --- */

static void set_about(const paper_t *paper)
{
    const int day = paper->about.day;
    g_autofree char *made =
        g_strdup_printf("%04d-%02d-%02dT00:00:00+07:00", day / 10000, day / 100 % 100, day % 100);

    cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_TITLE, paper->about.title);
    cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_AUTHOR, paper->about.author);
    cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
}

bool paper_open(paper_t **out, enum paper_format format, const char *file, int sheets,
                const struct paper_about *about, GError **error)
{
    g_autoptr(paper_t) paper = g_new0(paper_t, 1);

    g_assert(sheets == 1 || file || !paper_format_is_per_sheet(format));
    *paper = (paper_t){.format = format, .file = g_strdup(file), .sheets = sheets, .about = *about};
    if (format == PAPER_PNG)
        paper->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, PAPER_WIDTH, PAPER_HEIGHT);
    if (format == PAPER_PDF) {
        if (!open_file(paper, error))
            return false;
        paper->surface = cairo_pdf_surface_create_for_stream(put, paper, WIDTH_PT, HEIGHT_PT);
        set_about(paper);
    }
    *out = g_steal_pointer(&paper);
    return true;
}

cairo_t *paper_begin(paper_t *paper, const char *name, GError **error)
{
    g_assert(!paper->cr && paper->done < paper->sheets);
    if (paper_format_is_per_sheet(paper->format) && !open_file(paper, error))
        return NULL;
    if (paper->format == PAPER_SVG)
        paper->surface = cairo_svg_surface_create_for_stream(put, paper, WIDTH_PT, HEIGHT_PT);
    if (paper->format == PAPER_PDF && name)
        cairo_pdf_surface_add_outline(paper->surface, CAIRO_PDF_OUTLINE_ROOT, name, "pos=[0 0]", 0);
    paper->cr = cairo_create(paper->surface);
    cairo_set_source_rgb(paper->cr, 1, 1, 1);
    if (paper->format != PAPER_PDF)
        cairo_paint(paper->cr);
    if (paper->format != PAPER_PNG)
        cairo_scale(paper->cr, 1 / PAPER_PT, 1 / PAPER_PT);
    return paper->cr;
}

static bool end_file(paper_t *paper, GError **error)
{
    if (paper->format == PAPER_PNG)
        return is_well(paper, cairo_surface_write_to_png_stream(paper->surface, put_png, paper), error) &&
               close_file(paper, error);
    cairo_surface_finish(paper->surface);
    const cairo_status_t status = cairo_surface_status(paper->surface);
    g_clear_pointer(&paper->surface, cairo_surface_destroy);
    return is_well(paper, status, error) && close_file(paper, error);
}

bool paper_end(paper_t *paper, GError **error)
{
    cairo_show_page(paper->cr);
    const cairo_status_t status = cairo_status(paper->cr);
    g_clear_pointer(&paper->cr, cairo_destroy);
    paper->done++;
    return is_well(paper, status, error) &&
           (!paper_format_is_per_sheet(paper->format) || end_file(paper, error));
}

bool paper_close(paper_t *paper, GError **error)
{
    g_assert(paper->done == paper->sheets);
    return paper_format_is_per_sheet(paper->format) || end_file(paper, error);
}

/* Cairo writes what it still holds before the file goes. */
void paper_free(paper_t *paper)
{
    if (!paper)
        return;
    cairo_destroy(paper->cr);
    cairo_surface_destroy(paper->surface);
    output_free(paper->output);
    g_free(paper->file);
    g_free(paper);
}
