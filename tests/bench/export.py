"""The export of every rating: rows a second beside the sqlite3 shell, an XLSX beside gzip, and memory."""
import shutil
import subprocess
import zipfile

FORMATS = ("csv", "jsonl", "xlsx")
ROUNDS = (5, 2)
MEMORY_MB = 32
# What an export prints, as it is stored: no time is made an hour, no flag or reason a name, nothing ordered.
SAME_COLUMNS = ("SELECT (SELECT device FROM device), utc_ms, area, channel, language, flags <> 0, flags, trust, tthc, phuc_vu,"
                " m02_1, m02_2, m02_3, m02_4, m02_5, m02_6, m02_7, m02_8, m02_9, reasons FROM entry WHERE kind = 1")


def measure(bench):
    count = bench.size(1_000_000, 100_000)
    data, _ = bench.demo("export", count)
    rows(bench, data, count)
    sheet(bench, data, count)
    memory(bench, data, count)
    shutil.rmtree(data)


def command(bench, data, form):
    return [bench.bin / "sipas", "export", "--data", data, "--format", form]


def rows(bench, data, count):
    journal, = data.glob("devices/*/journal.db")
    ours, shell = bench.in_turns(bench.size(*ROUNDS), lambda: bench.seconds(*command(bench, data, "csv")),
                                 lambda: bench.seconds("sqlite3", "-csv", journal, SAME_COLUMNS))
    bench.table.line(f"export as csv, {count:,} ratings", ours, "sqlite3 -csv, the same columns as stored", shell, "s", 2,
                     faster=True)
    bench.table.plain("export as csv, ratings a second", count / ours, "1/s")


def sheet(bench, data, count):
    book, xml = bench.work / "ratings.xlsx", bench.work / "sheet1.xml"
    subprocess.run([*command(bench, data, "xlsx"), "-o", book], check=True, stderr=subprocess.DEVNULL)
    with zipfile.ZipFile(book) as packed, packed.open("xl/worksheets/sheet1.xml") as part, open(xml, "wb") as out:
        shutil.copyfileobj(part, out, 1 << 20)
    ours, gzip = bench.in_turns(bench.size(*ROUNDS), lambda: bench.seconds(*command(bench, data, "xlsx")),
                                lambda: bench.seconds("gzip", "-6", "-c", xml))
    bench.table.line(f"export as xlsx, {count:,} ratings", ours, "gzip -6 of the same sheet's XML", gzip, "s", 0.5,
                     faster=True)
    book.unlink()
    xml.unlink()


def memory(bench, data, count):
    year, many = bench.year()
    for form in FORMATS:
        few_mb, many_mb = (peak_mb(command(bench, where, form)) for where in (data, year))
        bench.table.line(f"peak memory, {form} of {many:,}", many_mb, f"the same of {count:,}", few_mb, "MB", 1.1)
        bench.table.plain(f"peak memory, {form} of {many:,}", many_mb, "MB", MEMORY_MB)


def peak_mb(exporting):
    """By GNU time: a child's figure would begin with ours, which it has until it becomes another program."""
    told = subprocess.run(["/usr/bin/time", "-f", "%M", *exporting], check=True, text=True, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE)
    return int(told.stderr.splitlines()[-1]) / 1024
