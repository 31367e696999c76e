#!/usr/bin/env python3
"""Compares workbooks with the JSON of the same reports, as openpyxl and as LibreOffice read them.

usage: xlsx_check.py FOLDER WORDS

FOLDER holds NAME.xlsx, NAME.json and NAME.ini (center: language, decimals; areas: their names;
targets: plan|sentence of each) of each report, WORDS the
words files. Exit status 0: all figures agree; 1: some do not, each is named.
"""
import configparser
import datetime
import json
import re
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl

import xlsx_office

LEVELS = range(5)
MET, MISSED = "FFD3EAE6", "FFF7E1C8"
NOTHING = "–"


def read_ini(file):
    parser = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str
    parser.read_string(file.read_text(encoding="utf-8"))
    return parser


class Report:
    """One report: the workbook, the JSON it must agree with, and the words it is written in."""

    def __init__(self, file, words):
        self.name = file.stem
        self.file = file
        self.json = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        about = read_ini(file.with_suffix(".ini"))
        self.decimals = about.getint("center", "decimals")
        self.areas = dict(about.items("areas"))
        self.told = [line.split("|") for _, line in about.items("targets")]
        self.words = read_ini(words / f"{about.get('center', 'language')}.ini")
        self.book = openpyxl.load_workbook(file)
        self.sheets = self.book.worksheets
        self.problems = []

    def say(self, key, group="report"):
        return self.words.get(group, key).replace("\u00a0", " ")

    def expect(self, where, found, expected):
        if found != expected:
            self.problems.append(f"{self.name}: {where}: found {found!r}, expected {expected!r}")

    def area(self, area):
        return self.areas.get(area, area) if area else self.say("overall")

    def item(self, item):
        return self.say(f"item-{item}")

    def items(self):
        return list(dict.fromkeys(row["item"] for row in self.json["rows"]))

    def basis(self, basis):
        key = {"none": "no-data", "too-few": "too-few", "indicative": "indicative", "enough": None}[basis]
        return self.say(key) if key else None


class Cells:
    """Cells read one after the other, along a row and then the next."""

    def __init__(self, report, sheet, row):
        self.report, self.sheet, self.row, self.column = report, sheet, row, 1

    def cell(self):
        return self.sheet.cell(self.row, self.column)

    def is_(self, expected, what=""):
        cell = self.cell()
        value = cell.value if cell.value != "" else None
        self.report.expect(f"{self.sheet.title}!{cell.coordinate} {what}", value, expected)
        self.column += 1
        return cell

    def percent(self, string, exact=None):
        """A true number of that percentage, or a dash."""
        if string is None:
            return self.is_(NOTHING)
        cell = self.cell()
        shown = {0: "0%", 1: "0.0%", 2: "0.00%"}[self.report.decimals]
        where = f"{self.sheet.title}!{cell.coordinate}"
        self.report.expect(f"{where} is a number", type(cell.value) in (int, float), True)
        self.report.expect(f"{where} format", cell.number_format, shown)
        if self.report.decimals == 2:
            self.report.expect(where, Decimal(repr(cell.value)), Decimal(string) / 100)
        if exact is not None:
            self.report.expect(f"{where} as shown", half_up(Fraction(repr(cell.value)) * 100, self.report.decimals),
                               half_up(exact, self.report.decimals))
        self.column += 1
        return cell

    def share(self, row):
        self.percent(row["share"], Fraction(100 * row["satisfied"], row["n"]) if row["n"] else None)

    def interval(self, row):
        low, high = wilson(row)
        if "wilson95" in row:
            self.report.expect(f"{self.sheet.title}!{self.row} Wilson", row["wilson95"], [low, high] if low else None)
        self.percent(low)
        self.percent(high)

    def counts(self, counts):
        for level in LEVELS:
            self.is_(counts[level])

    def next(self):
        self.row, self.column = self.row + 1, 1


def half_up(value, decimals):
    unit = Fraction(1, 10**decimals)
    return (value / unit + Fraction(1, 2)) // 1 * unit


def wilson(row):
    """The interval worked out here, in decimal arithmetic."""
    if not row["n"]:
        return None, None
    n, share, z = Decimal(row["n"]), Decimal(row["satisfied"]) / row["n"], Decimal("1.959964")
    middle = share + z * z / (2 * n)
    half = z * (share * (1 - share) / n + z * z / (4 * n * n)).sqrt()
    ends = [100 * (middle + sign * half) / (1 + z * z / n) for sign in (-1, 1)]
    low, high = (str(min(max(end, Decimal(0)), Decimal(100)).quantize(Decimal("0.01"), ROUND_HALF_UP)) for end in ends)
    return low, high


def find_row(report, sheet, text, after=0):
    for row in range(after + 1, sheet.max_row + 1):
        if sheet.cell(row, 1).value == text:
            return row
    report.problems.append(f"{report.name}: {sheet.title}: no row {text!r}")
    return sheet.max_row + 1


def heads(sheet, row):
    return [cell.value for cell in sheet[row] if cell.value]


# --- the summary ---

def requirement(report, target):
    key = "above" if target["op"] == ">" else "all" if Decimal(target["percent"]) == 100 else "at-least"
    return report.say(key).replace("{n}", target["percent"].replace(".", report.say("decimal")))


def verdict(report, target):
    said = report.say("outside" if target["outside"] else target["verdict"])
    return said if target["in_force"] else f"{said} ({report.say('not-in-force')})"


def targets_of(report, row):
    def is_of(target):
        if target["outside"] or target["item"] != row["item"]:
            return False
        if row["area"] is None:
            return target["scope"] == "overall"
        return target["areas"] == [row["area"]]
    return [target for target in report.json["targets"] if is_of(target)]


def colour(targets):
    judged = [t["verdict"] for t in targets if not t["outside"] and t["verdict"] != "no-data" and t["basis"] != "too-few"]
    return MISSED if "missed" in judged else MET if judged else None


def check_verdict(report, cells, targets):
    required = [requirement(report, target) for target in targets]
    said = [verdict(report, target) for target in targets]
    if len(targets) > 1:
        said = [f"{left}: {right}" for left, right in zip(required, said)]
    cells.is_("\n".join(required) or None)
    cell = cells.is_("\n".join(said) or None)
    ground = cell.fill.fgColor.rgb if cell.fill.patternType else None
    report.expect(f"colour of {cell.coordinate}", ground if ground in (MET, MISSED) else None, colour(targets))


def check_comparison(report, cells, row):
    before = row["before"]
    cells.percent(before["share"] if before else None)
    if row["points"] is None:
        cells.is_(NOTHING)
        cells.is_(NOTHING)
        return
    if report.decimals == 2:
        report.expect("points", Decimal(repr(cells.cell().value)), Decimal(row["points"]).normalize())
    cells.column += 1
    cells.is_(report.say("not-different" if row["overlap"] else "different"))


def check_dossiers(report, cells, row):
    if "dossiers" not in row:
        for _ in range(4):
            cells.is_(None)
        return
    cells.is_(row["dossiers"])
    cells.is_(row["respondents"])
    if row.get("participation") is not None:
        cells.percent(row["participation"])
    else:
        cells.column += 1
    cells.is_(row["guide"])


def check_row(report, cells, row):
    cells.is_(report.area(row["area"]))
    cells.is_(row["n"])
    cells.counts(row["counts"])
    cells.share(row)
    cells.interval(row)
    cells.is_(sum(row["set_aside"]))
    cells.is_(report.basis(row["basis"]))
    check_verdict(report, cells, targets_of(report, row))
    if "compared" in report.json:
        check_comparison(report, cells, row)
    if any("dossiers" in row for row in report.json["rows"]):
        check_dossiers(report, cells, row)
    cells.next()


def check_targets(report, sheet, after):
    row = find_row(report, sheet, report.say("targets-heading", "book"), after)
    if not report.json["targets"]:
        return
    row = find_row(report, sheet, report.say("plan"), row)
    for target, told, cells in zip(report.json["targets"], report.told, sheet.iter_rows(row + 1)):
        check_target(report, sheet, target, told, [cell for cell in cells if cell.value is not None])


def check_target(report, sheet, target, told, cells):
    found = [cell.value for cell in cells]
    what = target["what"] if target["outside"] else report.item(target["item"])
    in_force = report.say("in-force-yes" if target["in_force"] else "in-force-no", "book")
    for text in (*told, what, requirement(report, target), verdict(report, target), in_force):
        report.expect(f"target {text!r} is in {found}", text in found, True)
    said = [cell for cell in cells if cell.value == verdict(report, target)]
    grounds = [cell.fill.fgColor.rgb if cell.fill.patternType else None for cell in said[-1:]]  # a basis may say the same
    report.expect(f"colour of {verdict(report, target)}", grounds, [colour([target])])
    numbers = [cell for cell in cells if type(cell.value) is int]
    if target["outside"] or not numbers:
        report.expect("figures of what is not measured", (target["outside"], numbers), (True, []))
        return
    line = Cells(report, sheet, numbers[0].row)
    line.column = numbers[0].column
    line.is_(target["n"])
    line.share(target)


def check_summary(report):
    sheet = report.sheets[0]
    report.expect("title", sheet["A2"].value, report.say("title"))
    head = find_row(report, sheet, report.say("area"))
    report.expect("summary is frozen", sheet.freeze_panes, f"B{head + 1}")
    row = head
    for item in report.items():
        row = find_row(report, sheet, report.item(item), row)
        cells = Cells(report, sheet, row + 1)
        for line in report.json["rows"]:
            if line["item"] == item:
                check_row(report, cells, line)
        row = cells.row - 1
    check_targets(report, sheet, row)


# --- the other sheets ---

def check_trend(report):
    sheet, trend = report.sheets[1], report.json["trend"]
    if trend["by"] == "none":
        report.expect("how to get the trend", "--by day" in sheet["A4"].value, True)
        return
    head = find_row(report, sheet, report.say("item"))
    report.expect("trend is frozen", sheet.freeze_panes, f"A{head + 1}")
    report.expect("trend repeats its heads", sheet.print_title_rows, f"${head}:${head}")
    cells = Cells(report, sheet, head + 1)
    for item in report.items():
        for step in (step for step in trend["steps"] if step["item"] == item):
            cells.is_(report.item(item))
            for end in ["from"] if trend["by"] == "day" else ["from", "to"]:
                cells.is_(datetime.datetime.fromisoformat(step[end]))
            cells.is_(step["n"])
            cells.counts(step["counts"])
            cells.share(step)
            cells.interval(step)
            cells.is_(sum(step["set_aside"]))
            cells.next()
    report.expect("end of the trend", sheet.cell(cells.row, 2).value, None)


def check_reasons(report):
    sheet = report.sheets[2]
    head = find_row(report, sheet, report.say("area"))
    report.expect("reasons are frozen", sheet.freeze_panes, f"B{head + 1}")
    cells = Cells(report, sheet, head + 1)
    for row in report.json["reasons"]:
        cells.is_(report.area(row["area"]))
        cells.is_(row["respondents"])
        cells.is_(row["with_reasons"])
        for reason, n in row["reasons"].items():
            report.expect("head of the reason", sheet.cell(head, cells.column).value, report.say(reason, "reason"))
            cells.is_(n)
        cells.next()


def check_channels(report):
    sheet = report.sheets[3]
    head = find_row(report, sheet, report.say("channel"))
    report.expect("channels are frozen", sheet.freeze_panes, f"A{head + 1}")
    row = head
    for aside in (False, True):
        if aside:
            row = find_row(report, sheet, report.say("channel"), row)
        for item in report.items():
            row = find_row(report, sheet, report.item(item), row)
            cells = Cells(report, sheet, row + 1)
            for line in (line for line in report.json["channels"] if line["item"] == item):
                cells.is_(report.say(f"channel-{line['channel'] or 'together'}"))
                if aside:
                    cells.is_(sum(line["set_aside"]))
                    cells.counts(line["set_aside"])
                else:
                    cells.is_(line["n"])
                    cells.counts(line["counts"])
                    cells.share(line)
                    cells.interval(line)
                    cells.is_(report.basis(line["basis"]))
                cells.next()
            row = cells.row - 1


def check_method(report):
    sheet, entries = report.sheets[4], report.json["entries"]
    row = find_row(report, sheet, report.say("device")) if report.json["journals"] else 0
    cells = Cells(report, sheet, row + 1)
    for journal in report.json["journals"]:
        for key in ("device", "first_seq", "last_seq", "ratings", "head"):
            cells.is_(journal[key])
        cells.next()
    cells = Cells(report, sheet, find_row(report, sheet, report.say("entry"), row) + 1)
    parts = [entries[key] for key in ("counted", "set_aside", "further", "reasons", "corrections", "clock", "notes")]
    for part in [*parts, sum(parts), entries["all"]]:
        cells.column = 2
        cells.is_(part)
        cells.next()
    cells.column = 2
    respondents = {row["area"]: row["respondents"] for row in report.json["reasons"]}
    agrees = sum(parts) == entries["all"] and all(row["n"] <= respondents[row["area"]] for row in report.json["rows"])
    cells.is_(report.say("agrees" if agrees else "differs", "book"))
    check_chart_figures(report, sheet, cells.row)


# --- charts ---

def lines_of(report):
    if len(report.json["rows"]) <= len(report.items()):
        return []
    lines = [(t["op"], t["percent"]) for t in report.json["targets"]
             if not t["outside"] and t["item"] == report.items()[0] and t["scope"] == "overall"]
    return list(dict.fromkeys(lines))


def check_chart_figures(report, sheet, after):
    head = find_row(report, sheet, report.say("chart-name", "book"), after)
    rows = [row for row in report.json["rows"] if row["item"] == report.items()[0]]
    for index, row in enumerate(rows, head + 1):
        cells = Cells(report, sheet, index)
        cells.column = 2
        if row["n"]:
            cells.share(row)
            levels = [sheet.cell(index, 3 + level).value for level in LEVELS]
            report.expect(f"levels of {row['area']} add up", sum(map(lambda v: Decimal(repr(v)), levels)), 1)
            off = [abs(Fraction(repr(v)) - Fraction(n, row["n"])) for v, n in zip(levels, row["counts"])]
            report.expect(f"levels of {row['area']}", max(off) <= Fraction(1, 10000), True)
        else:
            for _ in range(6):
                cells.is_(None)
        found = [sheet.cell(index, column).value for column in range(3 + len(LEVELS), sheet.max_column + 1)]
        for _, percent in lines_of(report):
            report.expect("height of the line", float(Decimal(percent) / 100) in found, True)
    with zipfile.ZipFile(report.file) as parts:
        charts = [parts.read(name).decode() for name in sorted(parts.namelist()) if re.match(r"xl/charts/chart\d+\.xml$", name)]
    report.expect("charts", len(charts), 2)
    report.expect("lines of targets", charts[0].count("<c:trendline>"), len(lines_of(report)))
    report.expect("levels of the second chart", charts[1].count("<c:ser>"), 5)
    for chart in charts:
        for first, last in re.findall(r"<c:f>[^<]*\$(\d+):[^<]*\$(\d+)</c:f>", chart):
            report.expect("rows of a chart", (int(first), int(last)), (head + 1, head + len(rows)))


# --- the file ---

def check_cells(report):
    """Nothing is a formula, an error or a link."""
    with zipfile.ZipFile(report.file) as parts:
        for name in parts.namelist():
            source = parts.read(name).decode("utf-8")
            if name.startswith("xl/worksheets/"):
                for banned in ("<f>", "<f ", 't="e"', "<hyperlink"):
                    report.expect(f"{name} holds {banned}", banned in source, False)
            report.expect(f"{name} links elsewhere", 'TargetMode="External"' in source, False)
        report.expect("times in the file", {info.date_time for info in parts.infolist()}, {(1980, 1, 1, 0, 0, 0)})
    for sheet in report.sheets:
        for row in sheet.iter_rows():
            for cell in row:
                report.expect(f"{sheet.title}!{cell.coordinate} kind", cell.data_type in ("n", "s", "d"), True)


def check_sheets(report):
    by = report.json["trend"]["by"].replace("none", "day")
    names = [report.say(f"sheet-{key}", "book") for key in ("summary", by, "reasons", "channels", "method")]
    report.expect("sheets", report.book.sheetnames, names)
    for sheet in report.sheets:
        report.expect("name of a sheet", len(sheet.title) <= 31 and not re.search(r"[\[\]:*?/\\]", sheet.title), True)
        page = (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage)
        report.expect(f"page of {sheet.title}", page, (9, "landscape", True))
        fit = (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight)
        report.expect(f"{sheet.title} fits the width", (int(fit[0]), int(fit[1])), (1, 0))
        report.expect(f"numbers of pages of {sheet.title}", {"&P", "&N"} <= set(re.findall("&[PN]", sheet.oddFooter.right.text.replace("&[Page]", "&P"))), True)


def check_properties(report):
    made = datetime.datetime.fromisoformat(report.json["period"]["to"]) + datetime.timedelta(hours=12)
    properties = report.book.properties
    report.expect("made", (properties.created, properties.modified), (made, made))
    report.expect("title", properties.title.startswith(report.say("title")), True)


def check(report):
    for part in (check_cells, check_sheets, check_properties, check_summary, check_trend, check_reasons, check_channels,
                 check_method):
        part(report)
    return report.problems


def main(folder, words):
    reports = [Report(file, words) for file in sorted(folder.glob("*.xlsx"))]
    problems = [problem for report in reports for problem in check(report)]
    problems += xlsx_office.check({report.name: report.book for report in reports}, folder)
    for problem in problems[:100]:
        print(problem, file=sys.stderr)
    print(f"{len(reports)} workbooks, {len(problems)} problems")
    return 1 if problems or not reports else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
