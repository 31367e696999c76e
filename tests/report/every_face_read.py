"""Readers of the report's faces, each by what others made for its kind of file.

A reading is a dict of lists: rows, targets, steps, channels, before; each element holds what that face shows, under
the same names in all faces, counts as numbers, percentages (of two decimals) as "78.79" or None, words as the face has
them. What cannot be read becomes a sentence that says so, which is equal to nothing.
"""
import configparser
import csv
import datetime
import io
import json
import re
import subprocess
import unicodedata
from decimal import Decimal

import openpyxl

DASH = "–"
NUMBER = r"\d{1,3}(?:%s\d{3})*"


def plain(text):
    return " ".join(unicodedata.normalize("NFC", text or "").replace("\u00a0", " ").split())


def load_words(file):
    parser = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str
    parser.read_string(file.read_text(encoding="utf-8"))
    return {f"{group}.{key}": plain(value) for group in parser.sections() for key, value in parser.items(group)}


class Words:
    """The words of one language, and how figures are written in it."""

    def __init__(self, file):
        self.words = load_words(file)
        self.decimal, self.thousands = self["decimal"], self["thousands"]
        self.number = NUMBER % re.escape(self.thousands)
        self.share = r"\d{1,3}%s\d\d" % re.escape(self.decimal)

    def __getitem__(self, key):
        return self.words[key if "." in key else f"report.{key}"]

    def count(self, text):
        """The number, or the text itself when it is not written as one."""
        return int(text.replace(self.thousands, "")) if re.fullmatch(self.number, text) else text

    def percent(self, text):
        if text in ("", DASH):
            return None
        return text.replace(self.decimal, ".") if re.fullmatch(self.share, text) else f"not a percentage: {text}"

    def points(self, text):
        """A change in percentage points: "+1,25", "−0,50", "0,00"."""
        if text == DASH:
            return None
        match = re.fullmatch(rf"([+−]?)({self.share})", text)
        if not match or (match[1] == "") != (set(match[2]) <= set("0.,")):
            return f"not points: {text}"
        return ("-" if match[1] == "−" else "") + match[2].replace(self.decimal, ".")

    def interval(self, text):
        low, _, high = ("", "", "") if text == DASH else text.partition(DASH)
        return {"low": self.percent(low), "high": self.percent(high)}

    def levels(self, key="{level}"):
        return [key.replace("{level}", self[f"level.{level}"]) for level in range(1, 6)]

    def requirements(self):
        """An expression for all ways to write a requirement."""
        return "|".join(re.escape(self[key]).replace(re.escape("{n}"), r"[\d.,]+") for key in ("at-least", "above", "all"))


# --- text ---

def columns_of(lines):
    """Where columns begin and end: at least two places that are blank in all lines lie between them."""
    width = max(map(len, lines))
    lines = [line.ljust(width) for line in lines]
    blank = "".join(" " if all(line[at] == " " for line in lines) else "x" for at in range(width))
    return [match.span() for match in re.finditer(r"x+(?: x+)*", blank)]


def text_table(lines):
    """The cells under their heads; what a cell goes on with on the next line belongs to it."""
    spans = columns_of([line for line in lines if not line.startswith("─")])
    cells = [[line[left:right].strip() for left, right in spans] for line in lines if not line.startswith("─")]
    heads, rows = cells[0], []
    for line in cells[1:]:
        if rows and not any(re.fullmatch(r"[\d.,]+", cell) for cell in line):
            rows[-1] = [plain(f"{cell} {more}") for cell, more in zip(rows[-1], line)]
        else:
            rows.append(line)
    return [dict(zip(heads, row)) for row in rows]


def text_tables(text):
    """(what stands above it, the table) of every table."""
    blocks = text.split("\n\n")
    for above, block in zip(blocks, blocks[1:]):
        lines = block.strip("\n").split("\n")
        if len(lines) > 1 and lines[1].startswith("───"):
            yield above.strip("\n").split("\n")[-1], text_table(lines)


def text_row(w, row):
    return {"n": w.count(row[w["n"]]), "share": w.percent(row[w["share"]]), "aside": w.count(row[w["set-aside"]])}


def read_text(file, w):
    found = {"rows": [], "targets": [], "steps": [], "channels": [], "before": []}
    for above, rows in text_tables(file.read_text(encoding="utf-8")):
        heads = rows[0] if rows else {}
        if w["channel"] in heads:
            found["channels"] += [{"item": row[w["item"]], "channel": row[w["channel"]], **text_row(w, row),
                                   **w.interval(row[w["wilson"]]), "basis": row[w["basis"]]} for row in rows]
        elif w["step"] in heads:
            found["steps"] += [{"item": above.split(": ", 1)[1], "step": row[w["step"]], **text_row(w, row)} for row in rows]
        elif w["verdict"] in heads:
            found["targets"] += [text_target(w, above, row) for row in rows]
        elif w["points"] in heads:
            found["before"] += [text_before(w, above.removeprefix(f"{w['comparison']}: "), row) for row in rows]
        elif "1" in heads:
            found["rows"] += [{"item": above, "area": row[w["area"]], **text_row(w, row), **w.interval(row[w["wilson"]]),
                               "counts": [w.count(row[str(level)]) for level in range(1, 6)], "basis": row[w["basis"]]}
                              for row in rows]
    return found


def text_target(w, above, row):
    return {"plan_heading": above, "subject": row[w["target"]], "scope": row[w["scope"]], "required": row[w["required"]],
            "n": w.count(row[w["n"]]), "share": w.percent(row[w["share"]]), "basis_judged": row[w["basis"]],
            "verdict": row[w["verdict"]]}


def text_before(w, item, row):
    return {"item": item, "area": row[w["area"]], "before_n": w.count(row[w["before-n"]]),
            "before_share": w.percent(row[w["before-share"]]), "share": w.percent(row[w["share"]]),
            "points": w.points(row[w["points"]]), "difference": row[w["difference"]]}


# --- csv: a decimal comma in every language ---

def csv_tables(file):
    """Each table as dicts; of two columns with the same head the later is HEAD#2."""
    lines = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    while lines:
        end = lines.index([]) if [] in lines else len(lines)
        table, lines = [line for line in lines[:end] if len(line) > 1], lines[end + 1:]
        if table:
            heads = [head if head not in table[0][:at] else f"{head}#2" for at, head in enumerate(table[0])]
            yield [dict(zip(heads, (cell[1:] if re.match(r"'[=+\-@']", cell) else cell for cell in line)))
                   for line in table[1:]]


def csv_number(cell):
    return int(cell) if re.fullmatch(r"\d+", cell) else f"not a number: {cell}"


def csv_percent(cell):
    if cell == "":
        return None
    return cell.replace(",", ".") if re.fullmatch(r"\d{1,3},\d\d", cell) else f"not a percentage: {cell}"


def csv_figures(w, row):
    # "Satisfied" is a level in English and the number of those who were: the later column then.
    satisfied = f"{w['satisfied']}#2" if w["satisfied"] in w.levels() else w["satisfied"]
    return {"n": csv_number(row[w["n"]]), "satisfied": csv_number(row[satisfied]), "share": csv_percent(row[w["share"]]),
            "counts": [csv_number(row[level]) for level in w.levels()]}


def csv_more(w, row):
    return {"low": csv_percent(row[w["wilson-low"]]), "high": csv_percent(row[w["wilson-high"]]), "basis": row[w["basis"]],
            "asides": [csv_number(row[level]) for level in w.levels(w["level-set-aside"])]}


def csv_target(w, row):
    percent = csv_percent(row[w["percent"]]) if "," in row[w["percent"]] else row[w["percent"]]
    return {"plan": row[w["plan"]], "subject": row[w["target"]], "scope": row[w["scope"]], "required": row[w["required"]],
            "hundredths": int(Decimal(percent) * 100), "n": csv_number(row[w["n"]]),
            "satisfied": csv_number(row[w["satisfied"]]), "share": csv_percent(row[w["share"]]),
            "basis_any": row[w["basis"]], "verdict": row[w["verdict"]], "sentence": row[w["sentence"]]}


def csv_step(row, w):
    days = [datetime.date.fromisoformat(row[w[key]]).strftime("%d/%m/%Y") for key in ("step-from", "step-to")]
    return {"item": row[w["item"]], "step": DASH.join(dict.fromkeys(days)), **csv_figures(w, row),
            "aside": csv_number(row[w["set-aside"]])}


def csv_before(w, row):
    points = row[w["points"]] or None
    if points and not re.fullmatch(r"-?\d{1,3},\d\d", points):
        points = f"not points: {points}"
    return {"item": row[w["item"]], "area": row[w["area"]], "before_n": csv_number(row[w["before-n"]]),
            "before_share": csv_percent(row[w["before-share"]]), "points": points.replace(",", ".") if points else None,
            "difference": row[w["difference"]] or DASH}


def read_csv(file, w):
    found = {"rows": [], "targets": [], "steps": [], "channels": [], "before": []}
    for table in csv_tables(file):
        heads = table[0] if table else {}
        if w["verdict"] in heads:
            found["targets"] = [csv_target(w, row) for row in table if w["scope"] in row]
        elif w["step-from"] in heads:
            found["steps"] = [csv_step(row, w) for row in table]
        elif w["channel"] in heads:
            found["channels"] = [{"item": row[w["item"]], "channel": row[w["channel"]], **csv_figures(w, row),
                                  **csv_more(w, row)} for row in table]
        elif w["wilson-low"] in heads:
            found["rows"] = [{"item": row[w["item"]], "area": row[w["area"]], "area_id": row[w["area-id"]],
                              **csv_figures(w, row), **csv_more(w, row)} for row in table]
            found["before"] = [csv_before(w, row) for row in table if w["points"] in row]
    return found


# --- json ---

def json_figures(row):
    names = {"n": "n", "satisfied": "satisfied", "share": "share", "counts": "counts", "item": "item_id", "basis": "basis_id",
             "set_aside": "asides"}
    found = {ours: row[theirs] for theirs, ours in names.items() if theirs in row}
    if "wilson95" in row:
        found["low"], found["high"] = row["wilson95"] or (None, None)
    return found


def json_target(row):
    return {**json_figures(row), "plan_id": row["plan"], "reading": row["reading"], "areas": row["areas"], "op": row["op"],
            "hundredths": int(Decimal(row["percent"]) * 100), "verdict_id": row["verdict"], "in_force": row["in_force"],
            "outside": row["outside"]}


def json_step(row):
    days = [datetime.date.fromisoformat(row[key]).strftime("%d/%m/%Y") for key in ("from", "to")]
    return {**json_figures(row), "step": DASH.join(dict.fromkeys(days))}


def json_before(row):
    before = row["before"] or {"n": 0, "satisfied": 0, "share": None}
    return {"item_id": row["item"], "area_id": row["area"] or "", "before_n": before["n"],
            "before_satisfied": before["satisfied"], "before_share": before["share"], "points": row["points"],
            "overlap": row["overlap"]}


def read_json(file, w):
    del w
    report = json.loads(file.read_text(encoding="utf-8"))
    return {"rows": [{**json_figures(row), "area_id": row["area"] or ""} for row in report["rows"]],
            "targets": [json_target(row) for row in report["targets"]],
            "steps": [json_step(row) for row in report["trend"].get("steps", [])],
            "channels": [{**json_figures(row), "channel_id": row["channel"] or ""} for row in report["channels"]],
            "before": [json_before(row) for row in report["rows"] if "points" in row]}


# --- xlsx ---

def sheet_tables(sheet, first):
    """Lines under a line of heads that begins with one of `first`; a line of one cell is its item."""
    heads, item = None, None
    for line in sheet.iter_rows():
        cells = {cell.column: cell.value for cell in line if cell.value is not None}
        if cells.get(1) in first and len(cells) > 2:
            heads = {column: name for column, name in cells.items()}
        elif heads and list(cells) == [1]:
            item = cells[1]
        elif heads and 1 in cells and len(cells) > 1:
            yield item, {name: cells.get(column) for column, name in heads.items()}
        elif not cells:
            heads, item = None, None


def sheet_percent(value):
    if value == DASH:
        return None
    if type(value) not in (int, float):
        return f"not a number: {value}"
    percent = Decimal(repr(value)) * 100
    return f"{percent:.2f}" if percent == round(percent, 2) else str(percent)


def sheet_figures(w, row):
    found = {"n": row[w["n"]], "counts": [row[level] for level in w.levels()]}
    if w["book.share"] in row:
        found |= {"share": sheet_percent(row[w["book.share"]]), "low": sheet_percent(row[w["book.low"]]),
                  "high": sheet_percent(row[w["book.high"]])}
    if w["set-aside"] in row:
        found["aside"] = row[w["set-aside"]]
    if w["basis"] in row:
        found["basis"] = row[w["basis"]] or ""
    return found


def sheet_verdicts(w, row):
    required, said = ([part for part in (row[w[key]] or "").split("\n") if part] for key in ("target", "verdict"))
    return [[need, what.removeprefix(f"{need}: ")] for need, what in zip(required, said)] if len(required) == len(said) else [said]


def sheet_target(w, row):
    outside = row[w["scope"]] == DASH
    return {"plan": row[w["plan"]], "subject": row[w["target"]], "scope": row[w["scope"]], "required": row[w["required"]],
            "n": 0 if outside and row[w["n"]] == DASH else row[w["n"]], "share": sheet_percent(row[w["book.share"]]),
            "basis_any": row[w["basis"]] or "", "verdict": row[w["verdict"]], "sentence": row[w["sentence"]],
            "in_force": {w["book.in-force-yes"]: True, w["book.in-force-no"]: False}.get(row[w["book.in-force"]])}


def sheet_step(w, row):
    keys = [head for head in (w["book.day"], w["step-from"], w["step-to"]) if head in row]
    return {"item": row[w["item"]], "step": DASH.join(dict.fromkeys(row[key].strftime("%d/%m/%Y") for key in keys)),
            **sheet_figures(w, row)}


def sheet_before(w, item, row):
    points = row[w["points"]]
    exact = f"{Decimal(repr(points)):.2f}" if type(points) in (int, float) else f"not a number: {points}"
    return {"item": item, "area": row[w["area"]], "before_share": sheet_percent(row[w["book.before"]]),
            "points": None if points == DASH else exact, "difference": row[w["difference"]]}


def read_xlsx(file, w):
    summary, trend, _, channels, _ = openpyxl.load_workbook(file).worksheets
    counted, aside = [], []
    for item, row in sheet_tables(channels, {w["channel"]}):
        (counted if w["n"] in row else aside).append((item, row))
    return {"rows": [{"item": item, "area": row[w["area"]], **sheet_figures(w, row), "verdicts": sheet_verdicts(w, row)}
                     for item, row in sheet_tables(summary, {w["area"]})],
            "targets": [sheet_target(w, row) for _, row in sheet_tables(summary, {w["plan"]})],
            "steps": [sheet_step(w, row) for _, row in sheet_tables(trend, {w["item"]})],
            "channels": [{"item": item, "channel": row[w["channel"]], **sheet_figures(w, row), "aside": off[w["set-aside"]],
                          "asides": [off[level] for level in w.levels()]} for (item, row), (_, off) in zip(counted, aside)],
            "before": [sheet_before(w, item, row) for item, row in sheet_tables(summary, {w["area"]}) if w["points"] in row]}


# --- pdf: the words in the order they were set; names lead to the figures behind them ---

def pdf_text(file):
    return plain(subprocess.run(["pdftotext", "-raw", file, "-"], check=True, text=True, capture_output=True).stdout)


def pdf_marks(w, text):
    """What the stars behind a share stand for, as the lines under the tables explain it."""
    said = "|".join(re.escape(w[key]) for key in ("too-few", "indicative"))
    marks = {}
    for mark, words in re.findall(rf"(?<= )(\*+) ({said})\.", text):
        marks.setdefault(mark, set()).add(words)
    return {mark: " or ".join(sorted(words)) for mark, words in marks.items()}


def item_before(text, at, items):
    """Which question stands last above a line."""
    return max(items, key=lambda item: text.rfind(item, 0, at))


def pdf_lines(w, text, names, items):
    """The figures behind each of the names, one after the other."""
    counts = rf"(?P<n>{w.number}) (?P<counts>{w.number}(?: {w.number}){{4}})"
    share = rf"(?:(?P<share>{w.share}) (?P<low>{w.share}){DASH}(?P<high>{w.share})|{DASH} {DASH})"
    marks, at = pdf_marks(w, text), 0
    for name in names:
        name = re.escape(name).replace(DASH, f"{DASH} ?")  # two days may stand on two lines
        few = re.escape(w["too-few"])  # in words under an area's name, beside the mark
        line = rf"(?:^| ){name}(?: {few})? {counts} {share}(?: (?P<mark>\*+))? (?P<aside>{w.number})(?= |$)"
        match = re.compile(line).search(text, at)
        if not match:
            return
        at = match.end()
        yield {"item": item_before(text, match.start(), items), "n": w.count(match["n"]),
               "counts": [w.count(count) for count in match["counts"].split()],
               **{key: w.percent(match[key] or "") for key in ("share", "low", "high")}, "aside": w.count(match["aside"]),
               "basis_few": marks.get(match["mark"], f"not explained: {match['mark']}") if match["mark"] else ""}


def pdf_targets(w, text):
    verdicts = "|".join(re.escape(w[key]) for key in ("met", "missed", "no-data", "outside"))
    line = re.compile(rf"(?P<required>{w.requirements()}) (?P<n>{w.number}|{DASH}) (?P<share>{w.share}|{DASH})"
                      rf"(?: (?P<low>{w.share}){DASH}(?P<high>{w.share})| {DASH})? (?:(?P<sign>[●○]) )?"
                      rf"(?P<verdict>(?:{verdicts})(?: \({re.escape(w['not-in-force'])}\))?)"
                      rf"(?P<basis> {re.escape(w['too-few'])}| {re.escape(w['indicative'])})?")
    return [{"required": match["required"], "n": 0 if match["n"] == DASH else w.count(match["n"]),
             "share": w.percent(match["share"]), "low": w.percent(match["low"] or ""), "high": w.percent(match["high"] or ""),
             "verdict": match["verdict"], "basis_few": (match["basis"] or "").strip(), "sign": match["sign"]}
            for match in line.finditer(text)]


def pdf_unused(w, text):
    """The channels that a sentence says nobody took; when nobody took any, all of them together too."""
    match = re.search(re.escape(w["print.unused-channels"]).replace(r"\{channels\}", "([^.]*)"), text)
    unused = match[1].split(", ") if match else []
    together = w["channel-together"]
    return {*unused, *(() if re.search(rf"(?:^| ){re.escape(together)} {w.number} ", text) else (together,))} if unused else set()


def pdf_channels(w, text, expected, items):
    unused = pdf_unused(w, text)
    none = {"n": 0, "counts": [0] * 5, "share": None, "low": None, "high": None, "aside": 0, "basis_few": ""}
    lines = pdf_lines(w, text, [row["channel"] for row in expected if row["channel"] not in unused], items)
    for row in expected:
        figures = {"item": row["item"], **none} if row["channel"] in unused else next(lines, None)
        if figures is None:
            return
        yield {"channel": row["channel"], **figures}


def pdf_before(w, text, expected, items):
    share = rf"(?:{w.share} {w.share}{DASH}{w.share}|{DASH} {DASH})"
    now = rf"{share}|{w.share}|{DASH}"
    words = "|".join(re.escape(w[key]) for key in ("different", "not-different"))
    at = 0
    for row in expected:
        line = rf"(?:^| ){re.escape(row['area'])} (?P<n>{w.number}) (?P<now>{now}) (?P<before_n>{w.number}) (?P<before>{share}) " \
               rf"(?P<points>[+−]?{w.share}|{DASH}) (?P<difference>{words}|{DASH})(?= |$)"
        match = re.compile(line).search(text, at)
        if not match:
            return
        at = match.end()
        yield {"item": item_before(text, match.start(), items), "area": row["area"], "n": w.count(match["n"]), "before_n": w.count(match["before_n"]),
               "share": w.percent(match["now"].split(" ")[0]), "before_share": w.percent(match["before"].split(" ")[0]),
               "before_interval": list(w.interval(match["before"].split(" ")[1]).values()),
               "points": w.points(match["points"]), "difference": match["difference"]}


def read_pdf(file, w, expected):
    """The names of areas, steps and channels lead to their figures, so they are given."""
    text = pdf_text(file)
    items = list(dict.fromkeys(row["item"] for row in expected["rows"]))
    found = {"targets": pdf_targets(w, text), "channels": list(pdf_channels(w, text, expected["channels"], items)),
             "before": list(pdf_before(w, text, expected["before"], items))}
    for kind, name in (("rows", "area"), ("steps", "step")):
        lines = pdf_lines(w, text, [row[name] for row in expected[kind]], items)
        found[kind] = [{name: row[name], **figures} for row, figures in zip(expected[kind], lines)]
    return found
