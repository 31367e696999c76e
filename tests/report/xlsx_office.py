"""What LibreOffice shows of workbooks, cell by cell beside what openpyxl reads of them."""
import csv
import datetime
import subprocess
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

# Every sheet into a file of its own: comma, quotes, UTF-8, as shown on the screen.
FILTER = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1'


def convert(folder, out):
    files = sorted(map(str, folder.glob("*.xlsx")))
    subprocess.run(["soffice", f"-env:UserInstallation=file://{out}/profile", "--headless", "--convert-to", FILTER,
                    "--outdir", str(out), *files],
                   check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def rounded(value, decimals):
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def decimals_of(number_format):
    return len(number_format.split(";")[0].partition(".")[2].rstrip("%"))


def shown(cell):
    """The cell as a spreadsheet in English shows it."""
    value, form = cell.value, cell.number_format
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, str):
        return value
    if form.endswith("%"):
        return f"{rounded(Decimal(repr(value)) * 100, decimals_of(form))}%"
    if form.startswith("+"):
        number = rounded(Decimal(repr(value)), decimals_of(form))
        return f"{'+' if number > 0 else '−' if number < 0 else ''}{abs(number)}"
    return f"{value:,}"


def check_sheet(name, sheet, file):
    with open(file, encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    for row in sheet.iter_rows():
        for cell in row:
            line = rows[cell.row - 1] if cell.row <= len(rows) else []
            found = line[cell.column - 1] if cell.column <= len(line) else ""
            if found != shown(cell):
                yield f"{name}: LibreOffice shows {sheet.title}!{cell.coordinate} as {found!r}, expected {shown(cell)!r}"


def check(books, folder):
    """`books` by name, as openpyxl reads them. The problems there are."""
    out = Path(folder) / "office"
    out.mkdir()
    convert(Path(folder), out)
    problems = []
    for name, book in books.items():
        for sheet in book.worksheets:
            file = out / f"{name}-{sheet.title}.csv"
            problems += check_sheet(name, sheet, file) if file.exists() else [f"{name}: LibreOffice wrote no {file.name}"]
    return problems
