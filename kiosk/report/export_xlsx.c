/* The XLSX of an export. It is streamed, to a pipe too. libxlsxwriter would put every sheet on a temporary
 * disk twice before packing it, and where that is full succeed with rows missing: seen of 1.1.4. Text stands
 * in its cell as it is (inlineStr), so that it is never taken for a formula and no table of texts grows. */
#include "export_office.h"
#include "export_row.h"
#include <string.h>

enum {
    COLUMNS = 8 + ITEM_COUNT + 1,
    SET_ASIDE = 5,
    FIRST_ITEM = 8,
    ROW_MAX = 8192, /* bytes: 20 cells of at most some 300 */
    BUFFER_SIZE = 128 * 1024,
    WORKBOOK_SHEETS_MAX = 30000
};
G_STATIC_ASSERT(COLUMNS <= 26);

struct xlsx {
    struct export_writer writer;
    export_zip_t *zip;
    guint32 sheet_rows; /* at most */
    guint32 row;        /* the last one written of this sheet, from 1 */
    GArray *last_rows;  /* of guint32: of each sheet that is done */
    char *row_text;     /* the number of the row as text, in here: */
    char row_digits[12];
    size_t n;
    char buffer[BUFFER_SIZE];
};

#define WIDTH(first, last, width)                                                                            \
    "<col min=\"" first "\" max=\"" last "\" width=\"" width "\" customWidth=\"1\"/>"
static const char SHEET_HEAD[] =
    "<worksheet xmlns=\"" MAIN_SPACE
    "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\">"
    "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
    "<selection pane=\"bottomLeft\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
    "<cols>" WIDTH("1", "1", "14") WIDTH("2", "2", "16") WIDTH("3", "3", "18") WIDTH("4", "5", "11")
        WIDTH("6", "6", "13") WIDTH("7", "7", "18") WIDTH("8", "19", "11")
            WIDTH("20", "20", "30") "</cols><sheetData>";

/* Cell formats: 0 plain, 1 bold, 2 centered, 3 both. */
#define CENTERED "applyAlignment=\"1\"><alignment horizontal=\"center\"/></xf>"
static const char STYLES[] =
    "<styleSheet xmlns=\"" MAIN_SPACE "\"><fonts count=\"2\">"
    "<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    "<cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" " CENTERED
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" " CENTERED
    "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    "</styleSheet>";

/* --- one row --- */

static char *put(char *to, const char *text)
{
    return stpcpy(to, text);
}

static char *put_text(char *to, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            to = put(to, "&amp;");
        else if (*text == '<')
            to = put(to, "&lt;");
        else
            *to++ = *text;
    }
    return to;
}

static char *put_place(char *to, const struct xlsx *xlsx, int column)
{
    to = put(to, "<c r=\"");
    *to++ = (char)('A' + column);
    return put(to, xlsx->row_text);
}

static char *put_text_cell(char *to, const struct xlsx *xlsx, int column, const char *text)
{
    if (!*text)
        return to;
    to = put_text(put(put_place(to, xlsx, column), "\" t=\"inlineStr\"><is><t>"), text);
    return put(to, "</t></is></c>");
}

static char *put_digit_cell(char *to, const struct xlsx *xlsx, int column, int digit)
{
    to = put(put_place(to, xlsx, column), "\" s=\"2\"><v>");
    *to++ = (char)('0' + digit);
    return put(to, "</v></c>");
}

static void count_row(struct xlsx *xlsx)
{
    guint32 number = ++xlsx->row;

    xlsx->row_text = xlsx->row_digits + sizeof xlsx->row_digits - 1;
    do
        *--xlsx->row_text = (char)('0' + number % 10);
    while ((number /= 10) > 0);
}

static bool send(struct xlsx *xlsx, GError **error)
{
    const size_t n = xlsx->n;

    xlsx->n = 0;
    return export_zip_write(xlsx->zip, xlsx->buffer, n, error);
}

/* Where the next row goes, ROW_MAX bytes; NULL when the rows before it could not be written. */
static char *begin_row(struct xlsx *xlsx, GError **error)
{
    if (xlsx->n > BUFFER_SIZE - ROW_MAX && !send(xlsx, error))
        return NULL;
    count_row(xlsx);
    char *to = put(xlsx->buffer + xlsx->n, "<row r=\"");
    return put(put(to, xlsx->row_text), "\">");
}

static void end_row(struct xlsx *xlsx, char *to)
{
    const size_t length = (size_t)(put(to, "</row>") - (xlsx->buffer + xlsx->n));

    g_assert(length <= ROW_MAX);
    xlsx->n += length;
}

/* --- sheets --- */

static const char *column_name(int column)
{
    if (column == COLUMNS - 1)
        return export_reasons_column;
    return column < FIRST_ITEM ? export_columns[column] : item_id((enum item)(column - FIRST_ITEM));
}

static bool is_number(int column)
{
    return column == SET_ASIDE || (column >= FIRST_ITEM && column < COLUMNS - 1);
}

static bool write_header(struct xlsx *xlsx, GError **error)
{
    char *to = begin_row(xlsx, error);

    if (!to)
        return false;
    for (int column = 0; column < COLUMNS; column++) {
        to = put(put_place(to, xlsx, column), is_number(column) ? "\" s=\"3\"" : "\" s=\"1\"");
        to = put(to, " t=\"inlineStr\"><is><t>");
        to = put(put(to, column_name(column)), "</t></is></c>");
    }
    end_row(xlsx, to);
    return true;
}

static bool begin_sheet(struct xlsx *xlsx, GError **error)
{
    g_autofree char *name = g_strdup_printf("xl/worksheets/sheet%u.xml", xlsx->last_rows->len + 1);

    xlsx->row = 0;
    return export_zip_begin(xlsx->zip, name, error) &&
           export_zip_write(xlsx->zip, OFFICE_XML, strlen(OFFICE_XML), error) &&
           export_zip_write(xlsx->zip, SHEET_HEAD, strlen(SHEET_HEAD), error) && write_header(xlsx, error);
}

static bool end_sheet(struct xlsx *xlsx, GError **error)
{
    g_autofree char *tail = g_strdup_printf(
        "</sheetData><autoFilter ref=\"A1:%c%u\"/><pageSetup paperSize=\"9\" fitToHeight=\"0\" "
        "orientation=\"landscape\"/></worksheet>",
        'A' + COLUMNS - 1, xlsx->row);

    g_array_append_val(xlsx->last_rows, xlsx->row);
    return send(xlsx, error) && export_zip_write(xlsx->zip, tail, strlen(tail), error);
}

static bool turn_sheet(struct xlsx *xlsx, GError **error)
{
    if (xlsx->last_rows->len + 1 < WORKBOOK_SHEETS_MAX)
        return end_sheet(xlsx, error) && begin_sheet(xlsx, error);
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                        "too many sheets, expected a shorter period");
    return false;
}

static bool write_row(struct export_writer *self, const struct export_row *row, GError **error)
{
    struct xlsx *xlsx = (struct xlsx *)self;
    char names[EXPORT_NAMES_SIZE], *to;

    if (xlsx->row == xlsx->sheet_rows && !turn_sheet(xlsx, error))
        return false;
    if (!(to = begin_row(xlsx, error)))
        return false;
    to = put_text_cell(to, xlsx, 0, row->device);
    to = put_text_cell(to, xlsx, 1, row->hour);
    to = put_text_cell(to, xlsx, 2, row->area);
    to = put_text_cell(to, xlsx, 3, channel_id(row->channel));
    to = put_text_cell(to, xlsx, 4, row->language);
    to = put_digit_cell(to, xlsx, SET_ASIDE, row->flags != 0);
    export_flag_names(names, row->flags, "+");
    to = put_text_cell(to, xlsx, 6, names);
    to = put_text_cell(to, xlsx, 7, export_trust_id(row->trust));
    for (int i = 0; i < ITEM_COUNT; i++)
        if (row->answers[i] > 0)
            to = put_digit_cell(to, xlsx, FIRST_ITEM + i, row->answers[i]);
    export_reason_names(names, row->reasons, "+");
    end_row(xlsx, put_text_cell(to, xlsx, COLUMNS - 1, names));
    return true;
}

/* --- what holds the sheets together --- */

static char *sheet_name(guint sheet)
{
    return sheet == 0 ? g_strdup("ratings") : g_strdup_printf("ratings-%u", sheet + 1);
}

static bool add_workbook(struct xlsx *xlsx, GError **error)
{
    g_autoptr(GString) xml = g_string_new("<workbook xmlns=\"" MAIN_SPACE "\" xmlns:r=\"" OFFICE_SPACE "\">"
                                          "<bookViews><workbookView/></bookViews><sheets>");
    g_autoptr(GString) filters = g_string_new(NULL);

    for (guint i = 0; i < xlsx->last_rows->len; i++) {
        g_autofree char *name = sheet_name(i);
        g_string_append_printf(xml, "<sheet name=\"%s\" sheetId=\"%u\" r:id=\"rId%u\"/>", name, i + 1, i + 1);
        g_string_append_printf(filters,
                               "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%u\" hidden=\"1\">"
                               "'%s'!$A$1:$%c$%u</definedName>",
                               i, name, 'A' + COLUMNS - 1, g_array_index(xlsx->last_rows, guint32, i));
    }
    g_string_append_printf(xml, "</sheets><definedNames>%s</definedNames></workbook>", filters->str);
    return office_add_part(xlsx->zip, "xl/workbook.xml", xml->str, error);
}

static bool add_workbook_relations(struct xlsx *xlsx, GError **error)
{
    g_autoptr(GString) xml = g_string_new("<Relationships xmlns=\"" PACKAGE_SPACE "relationships\">");
    const guint n = xlsx->last_rows->len;

    for (guint i = 1; i <= n; i++)
        g_string_append_printf(xml,
                               "<Relationship Id=\"rId%u\" Type=\"" OFFICE_SPACE
                               "/worksheet\" Target=\"worksheets/sheet%u.xml\"/>",
                               i, i);
    g_string_append_printf(xml,
                           "<Relationship Id=\"rId%u\" Type=\"" OFFICE_SPACE
                           "/styles\" Target=\"styles.xml\"/></Relationships>",
                           n + 1);
    return office_add_part(xlsx->zip, "xl/_rels/workbook.xml.rels", xml->str, error);
}

static bool add_types(struct xlsx *xlsx, GError **error)
{
    g_autoptr(GString) xml =
        g_string_new("<Types xmlns=\"" PACKAGE_SPACE "content-types\">"
                     "<Default Extension=\"rels\" "
                     "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                     "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                     "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" MAIN_TYPE "sheet.main+xml\"/>"
                     "<Override PartName=\"/xl/styles.xml\" ContentType=\"" MAIN_TYPE "styles+xml\"/>");

    for (guint i = 1; i <= xlsx->last_rows->len; i++)
        g_string_append_printf(xml,
                               "<Override PartName=\"/xl/worksheets/sheet%u.xml\" ContentType=\"" MAIN_TYPE
                               "worksheet+xml\"/>",
                               i);
    g_string_append(xml, "</Types>");
    return office_add_part(xlsx->zip, "[Content_Types].xml", xml->str, error);
}

static bool finish(struct export_writer *self, GError **error)
{
    struct xlsx *xlsx = (struct xlsx *)self;

    return end_sheet(xlsx, error) && add_workbook(xlsx, error) && add_workbook_relations(xlsx, error) &&
           office_add_part(xlsx->zip, "xl/styles.xml", STYLES, error) &&
           office_add_part(xlsx->zip, "_rels/.rels", OFFICE_PACKAGE_RELATIONS, error) &&
           add_types(xlsx, error) && export_zip_finish(xlsx->zip, error);
}

static void free_xlsx(struct export_writer *self)
{
    struct xlsx *xlsx = (struct xlsx *)self;

    export_zip_free(xlsx->zip);
    g_array_unref(xlsx->last_rows);
    g_free(xlsx);
}

bool export_xlsx_new(struct export_writer **out, FILE *stream, guint32 sheet_rows, GError **error)
{
    struct xlsx *xlsx = g_new0(struct xlsx, 1);

    g_assert(sheet_rows >= 2 && sheet_rows <= EXPORT_SHEET_ROWS);
    xlsx->writer = (struct export_writer){write_row, finish, free_xlsx};
    xlsx->zip = export_zip_new(stream);
    xlsx->sheet_rows = sheet_rows;
    xlsx->last_rows = g_array_new(FALSE, FALSE, sizeof(guint32));
    if (begin_sheet(xlsx, error)) {
        *out = &xlsx->writer;
        return true;
    }
    free_xlsx(&xlsx->writer);
    return false;
}
