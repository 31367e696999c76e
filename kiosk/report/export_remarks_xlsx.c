/* The XLSX of remarks: a sheet of one column. Text stands in its cell as it is (inlineStr), so that it is
 * never taken for a formula. */
#include "export_office.h"
#include "export_remarks_internal.h"
#include "xlsx_book.h"

/* The column is as wide as an A4 sheet has room, in column units; a spreadsheet has no higher rows, in
 * points. */
#define COLUMN_WIDTH "78"
static const double WIDTH = 76, LETTERS = 11, ROW_MOST = 409;

static const char SHEET_HEAD[] =
    "<worksheet xmlns=\"" MAIN_SPACE
    "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\">"
    "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
    "<selection pane=\"bottomLeft\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
    "<cols><col min=\"1\" max=\"1\" width=\"" COLUMN_WIDTH
    "\" style=\"1\" customWidth=\"1\"/></cols><sheetData>"
    "<row r=\"1\"><c r=\"A1\" s=\"2\" t=\"inlineStr\"><is><t>remark</t></is></c></row>";
static const char SHEET_TAIL[] =
    "</sheetData><pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" "
    "footer=\"0.3\"/><pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"portrait\"/></worksheet>";

/* Cell formats: 0 plain, 1 wrapped, 2 bold. */
static const char STYLES[] =
    "<styleSheet xmlns=\"" MAIN_SPACE "\"><fonts count=\"2\">"
    "<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    "<cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\">"
    "<alignment vertical=\"top\" wrapText=\"1\"/></xf>"
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
    "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    "</styleSheet>";

static const char WORKBOOK[] =
    "<workbook xmlns=\"" MAIN_SPACE "\" xmlns:r=\"" OFFICE_SPACE "\"><bookViews><workbookView/></bookViews>"
    "<sheets><sheet name=\"remarks\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
static const char WORKBOOK_RELATIONS[] =
    "<Relationships xmlns=\"" PACKAGE_SPACE "relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" OFFICE_SPACE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" OFFICE_SPACE "/styles\" Target=\"styles.xml\"/></Relationships>";
static const char TYPES[] =
    "<Types xmlns=\"" PACKAGE_SPACE "content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" MAIN_TYPE "sheet.main+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\" ContentType=\"" MAIN_TYPE "styles+xml\"/>"
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" MAIN_TYPE "worksheet+xml\"/></Types>";

/* What XML cannot hold, though UTF-8 can, becomes the sign for a character that is missing. */
static void add_text(GString *out, const char *text)
{
    for (; *text; text = g_utf8_next_char(text)) {
        const gunichar letter = g_utf8_get_char(text);

        if (letter == '&')
            g_string_append(out, "&amp;");
        else if (letter == '<')
            g_string_append(out, "&lt;");
        else
            g_string_append_unichar(out, letter == 0xfffe || letter == 0xffff ? 0xfffd : letter);
    }
}

/* Each row has its height: not every program fits rows to their text. */
static void add_row(GString *out, guint number, const char *text)
{
    const int points = (int)MIN(text_lines(text, WIDTH, LETTERS) * LETTERS * 1.4 + 3, ROW_MOST);

    g_string_append_printf(
        out,
        "<row r=\"%u\" ht=\"%d\" customHeight=\"1\"><c r=\"A%u\" s=\"1\" t=\"inlineStr\"><is>"
        "<t xml:space=\"preserve\">",
        number, points, number);
    add_text(out, text);
    g_string_append(out, "</t></is></c></row>");
}

static bool add_sheet(export_zip_t *zip, const GPtrArray *texts, GError **error)
{
    g_autoptr(GString) sheet = g_string_new(SHEET_HEAD);

    for (guint i = 0; i < texts->len; i++)
        add_row(sheet, i + 2, texts->pdata[i]);
    g_string_append(sheet, SHEET_TAIL);
    return office_add_part(zip, "xl/worksheets/sheet1.xml", sheet->str, error);
}

bool export_remarks_xlsx(const GPtrArray *texts, FILE *stream, GError **error)
{
    g_autoptr(export_zip_t) zip = export_zip_new(stream);

    if (texts->len >= EXPORT_SHEET_ROWS) {
        g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                            "too many rows for a sheet, expected a shorter period");
        return false;
    }
    return add_sheet(zip, texts, error) && office_add_part(zip, "xl/workbook.xml", WORKBOOK, error) &&
           office_add_part(zip, "xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS, error) &&
           office_add_part(zip, "xl/styles.xml", STYLES, error) &&
           office_add_part(zip, "_rels/.rels", OFFICE_PACKAGE_RELATIONS, error) &&
           office_add_part(zip, "[Content_Types].xml", TYPES, error) && export_zip_finish(zip, error);
}
