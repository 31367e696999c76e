#!/usr/bin/env python3
"""Reads the figures back out of every face of one report and holds them against the plain value.

    every_face.py FOLDER WORDS [--altered]

FOLDER holds report.txt .csv .json .html .xlsx .pdf and value.tsv, the value as the fields of the report have it: no
percentage, no interval and no word of it comes from the faces. WORDS is the folder of the words files. With --altered,
every figure read is altered in turn, and so is every figure of the value: each time something must be found wrong.
Exit status 0: all agree (with --altered: every alteration was noticed); 1: what is wrong stands on stdout.
"""
import copy
import datetime
import re
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import every_face_board as board
import every_face_read as read

# What is compared of each kind; a face that shows one thing less fails.
SHOWN = {
    "text": {"rows": "item area n counts share low high basis aside",
             "targets": "plan_heading subject scope required n share basis_judged verdict",
             "steps": "item step n share aside", "channels": "item channel n share low high basis aside",
             "before": "item area before_n before_share share points difference"},
    "csv": {"rows": "item area area_id n satisfied counts share low high basis asides",
            "targets": "plan subject scope required hundredths n satisfied share basis_any verdict sentence",
            "steps": "item step n satisfied counts share aside",
            "channels": "item channel n satisfied counts share low high basis asides",
            "before": "item area before_n before_share points difference"},
    "json": {"rows": "item_id area_id n satisfied counts share low high basis_id asides",
             "targets": "plan_id item_id reading areas op hundredths n satisfied share basis_id verdict_id in_force outside",
             "steps": "item_id step n satisfied counts share asides",
             "channels": "item_id channel_id n satisfied counts share low high basis_id asides",
             "before": "item_id area_id before_n before_satisfied before_share points overlap"},
    "xlsx": {"rows": "item area n counts share low high basis aside verdicts",
             "targets": "plan subject scope required n share basis_any verdict sentence in_force",
             "steps": "item step n counts share low high aside",
             "channels": "item channel n counts share low high basis aside asides",
             "before": "item area before_share points difference"},
    "pdf": {"rows": "item area n counts share low high basis_few aside",
            "targets": "required n share low high verdict sign basis_few",
            "steps": "item step n counts share low high aside",
            "channels": "item channel n counts share low high basis_few aside",
            "before": "item area n share before_n before_share before_interval points difference"},
}


# --- the value ---

def points(change):
    """Percentage points, a half away from zero."""
    hundredths = (abs(change) * 10000 + Fraction(1, 2)) // 1
    return f"{'-' if change < 0 and hundredths else ''}{hundredths // 100}.{hundredths % 100:02d}"


def ends(satisfied, n):
    """The Wilson interval worked out here, in decimal arithmetic."""
    share, z = Decimal(satisfied) / n, Decimal("1.959964")
    middle = share + z * z / (2 * n)
    half = z * (share * (1 - share) / n + z * z / (4 * n * n)).sqrt()
    return [min(max(100 * (middle + sign * half) / (1 + z * z / n), Decimal(0)), Decimal(100)) for sign in (-1, 1)]


def wilson(satisfied, n):
    rounded = [str(end.quantize(Decimal("0.01"), ROUND_HALF_UP)) for end in ends(satisfied, n)] if n else [None, None]
    return dict(zip(("low", "high"), rounded))


class Value:
    """The dump, with what must be said of each of its numbers."""

    def __init__(self, lines, words):
        self.lines = lines
        of = {kind: [line[1:] for line in lines if line[0] == kind] for kind in
              ("about", "area", "plan", "row", "target", "step", "channel")}
        self.language, few, enough, compared = of["about"][0]
        self.few, self.enough = int(few), int(enough)
        self.w = read.Words(words / f"{self.language}.ini")
        self.areas = {"": self.w["overall"], **{area: read.plain(name) for area, name in of["area"]}}
        self.plans = {plan: read.plain(name) for plan, name in of["plan"]}
        self.targets = [self.target(line) for line in of["target"]]
        self.rows = self.by_item([self.row(line) for line in of["row"]])
        self.before = self.by_item([self.beside(row, line) for row, line in zip(map(self.row, of["row"]), of["row"])
                                    if compared == "1"])
        self.steps = self.by_item([self.step(line) for line in of["step"]])
        self.channels = self.by_item([self.channel(line) for line in of["channel"]])

    @staticmethod
    def by_item(rows):
        """Faces show one item after the other, or area by area: both are sorted to the same."""
        order = list(dict.fromkeys(row["item"] for row in rows))
        return sorted(rows, key=lambda row: order.index(row["item"]))

    def area(self, area):
        return self.areas.get(area, area)

    def basis(self, n):
        key = "none" if n == 0 else "too-few" if n < self.few else "indicative" if n < self.enough else "enough"
        word = {"none": self.w["no-data"], "enough": ""}.get(key) if key in ("none", "enough") else self.w[key]
        return {"basis_id": key, "basis": word, "basis_few": word if n else ""}

    def figures(self, item, numbers, satisfied=None):
        counts, asides, n = numbers[:5], numbers[5:10], numbers[10]
        satisfied = numbers[11] if satisfied is None else satisfied
        return {"item_id": item, "item": self.w[f"item-{item}"], "counts": counts, "asides": asides, "aside": sum(asides),
                **self.share(n, satisfied)}

    def share(self, n, satisfied):
        return {"n": n, "satisfied": satisfied, "share": board.half_up(satisfied, n) if n else None, **wilson(satisfied, n),
                **self.basis(n)}

    def row(self, line):
        area, item, *numbers = line
        row = {"area_id": area, "area": self.area(area), **self.figures(item, list(map(int, numbers[:12])))}
        row["targets"] = [target for target in self.targets if target["item_id"] == item and target["about"] == area]
        row["verdicts"] = [[target["required"], target["verdict"]] for target in row["targets"]]
        return row

    def beside(self, row, line):
        """The row and the period before it."""
        n, satisfied = int(line[14]), int(line[15])
        before = {f"before_{key}": figure for key, figure in self.share(n, satisfied).items()}
        row |= before | {"before_interval": [before["before_low"], before["before_high"]], "points": None, "overlap": None,
                         "difference": read.DASH}
        if n and row["n"]:
            row["points"] = points(Fraction(row["satisfied"], row["n"]) - Fraction(satisfied, n))
            (low, high), (before_low, before_high) = (ends(part, whole) for part, whole in ((row["satisfied"], row["n"]), (satisfied, n)))
            row["overlap"] = low <= before_high and before_low <= high
            row["difference"] = self.w["not-different" if row["overlap"] else "different"]
        return row

    def step(self, line):
        first, last, item, *numbers = line
        days = [datetime.datetime.strptime(day, "%Y%m%d").strftime("%d/%m/%Y") for day in (first, last)]
        return {"step": read.DASH.join(dict.fromkeys(days)), **self.figures(item, list(map(int, numbers)))}

    def channel(self, line):
        channel, item, *numbers = line
        return {"channel_id": channel, "channel": self.w[f"channel-{channel or 'together'}"],
                **self.figures(item, list(map(int, numbers)))}

    def required(self, op, hundredths):
        key = "above" if op == ">" else "all" if hundredths == 10000 else "at-least"
        percent = f"{Decimal(hundredths) / 100:.2f}".rstrip("0").rstrip(".").replace(".", self.w.decimal)
        return self.w[key].replace("{n}", percent)

    def judge(self, n, satisfied, op, hundredths):
        if n == 0:
            return "no-data"
        met = 10000 * satisfied > hundredths * n if op == ">" else 10000 * satisfied >= hundredths * n
        return "met" if met else "missed"

    def scope(self, outside, reading, area, areas):
        if outside:
            return read.DASH
        if reading == "pooled" and len(areas) > 1:
            return self.w["pooled"].replace("{areas}", " + ".join(map(self.area, areas)))
        return self.area(area if reading == "each" else "".join(areas))

    def target(self, line):
        plan, item, what, reading, area, areas, n, satisfied, op, hundredths, verdict, in_force, sentence = line
        areas, n, satisfied, hundredths = [part for part in areas.split(",") if part], int(n), int(satisfied), int(hundredths)
        outside, in_force = item == "", in_force == "1"
        word = self.w["outside" if outside else verdict]
        said = self.basis(n)
        return {"plan_id": plan, "plan": self.plans[plan], "plan_heading": self.w["plan-heading"].replace("{plan}", self.plans[plan]),
                "item_id": item or None, "subject": read.plain(what) if outside else self.w[f"item-{item}"], "outside": outside,
                "item": what if outside else self.w[f"item-{item}"],
                "reading": reading, "areas": [area] if reading == "each" else areas, "op": op, "hundredths": hundredths,
                "scope": self.scope(outside, reading, area, areas), "required": self.required(op, hundredths),
                "about": None if outside or reading == "pooled" and len(areas) > 1 else area or "".join(areas[:1]),
                **self.share(n, satisfied), "basis_any": "" if outside else said["basis"],
                "basis_judged": "" if outside or n == 0 else said["basis"],
                "verdict_id": "no-data" if outside else self.judge(n, satisfied, op, hundredths), "verdict_told": verdict,
                "in_force": in_force, "verdict": word if in_force else f"{word} ({self.w['not-in-force']})",
                "sign": {"met": "●", "missed": "○"}.get(verdict), "sentence": read.plain(sentence)}

    def kinds(self):
        return {"rows": self.rows, "targets": self.targets, "steps": self.steps, "channels": self.channels, "before": self.before}

    def agrees(self):
        """The report's own: what it says of its counts."""
        for row in self.rows + self.steps + self.channels:
            if (row["n"], row["satisfied"]) != (sum(row["counts"]), sum(row["counts"][3:])):
                yield f"value: {row}: n or satisfied is not the sum of the counts"
        for target in self.targets:
            if target["verdict_told"] != target["verdict_id"]:
                yield f"value: {target['plan']} {target['required']}: {target['verdict_told']}, expected {target['verdict_id']}"


# --- faces against it ---

def read_face(face, folder, value):
    ending = ".txt" if face == "text" else f".{face}"
    file = folder / f"report{ending}"
    if face == "pdf":
        return read.read_pdf(file, value.w, value.kinds())
    found = {"text": read.read_text, "csv": read.read_csv, "json": read.read_json, "xlsx": read.read_xlsx}[face](file, value.w)
    for kind in ("rows", "steps", "channels", "before"):
        key = "item" if face != "json" else "item_id"
        order = list(dict.fromkeys(row[key] for row in found[kind]))
        found[kind].sort(key=lambda row: order.index(row[key]))
    return found


def compare(face, reading, value):
    """What does not agree."""
    for kind, expected in value.kinds().items():
        found = reading[kind]
        if len(found) != len(expected):
            yield f"{face}: {kind}: found {len(found)}, expected {len(expected)}"
        for at, (shown, row) in enumerate(zip(found, expected)):
            for key in SHOWN[face][kind].split():
                if key not in shown or not same(shown[key], row[key]):
                    yield f"{face}: {kind} {at} ({row['item']}): {key}: found {shown.get(key)!r}, expected {row[key]!r}"


def same(shown, expected):
    return type(shown) is type(expected) and (read.plain(shown) == read.plain(expected) if isinstance(shown, str) else shown == expected)


def hold_board(reading, value):
    held = board.Board(value.w, {**value.kinds(), "few": value.few})
    held.all(reading)
    return held


# --- what no face may say ---

NEVER = (r"\bnan\b", r"\binf(inity)?\b", r"[-−]0[.,]0+(?!\d)", r"\(null\)", r"(?<![\w/.])(report|board|book|print|level|reason|rate)\.[a-z]",
         r"\{[a-z_]+\}", r"chỉ số sipas", r"sipas index", "\ufffd")


def words_of(face, folder):
    if face == "pdf":
        return read.pdf_text(folder / "report.pdf")
    if face == "xlsx":
        with zipfile.ZipFile(folder / "report.xlsx") as parts:
            names = [name for name in parts.namelist() if re.match(r"xl/(sharedStrings|worksheets/|charts/|drawings/d|workbook)", name)]
            return " ".join(re.sub(r"<[^>]*>", " ", parts.read(name).decode("utf-8")) for name in names)
    text = (folder / f"report{'.txt' if face == 'text' else '.' + face}").read_text(encoding="utf-8")
    return re.sub(r"<style>.*?</style>", " ", text, flags=re.S) if face == "html" else text


def forbidden(face, text):
    for pattern in NEVER:
        for match in list(re.finditer(pattern, text, re.I))[:3]:
            yield f"{face}: {match[0]!r} in …{text[max(match.start() - 40, 0):match.end() + 40]!r}…"


# --- altering ---

def alter(figure):
    if isinstance(figure, bool):
        return not figure
    if isinstance(figure, int):
        return figure + 1
    if isinstance(figure, list):
        return figure + [0]
    if isinstance(figure, str) and re.fullmatch(r"[\d.]+", figure):
        return figure[:-1] + str((int(figure[-1]) + 1) % 10)
    return "?"


def alterations(face, reading):
    """Every figure and word of a reading, altered; of lists of figures each one."""
    for kind, rows in reading.items():
        for at, row in enumerate(rows):
            for key in SHOWN[face][kind].split():
                if isinstance(row[key], list) and row[key] and isinstance(row[key][0], int):
                    for i, figure in enumerate(row[key]):
                        yield f"{kind} {at} {key} {i}", row, key, [*row[key][:i], alter(figure), *row[key][i + 1:]]
                else:
                    yield f"{kind} {at} {key}", row, key, alter(row[key])


def unnoticed(face, reading, value):
    """Alterations of the reading that nobody tells of."""
    changes = list(board.alterations(reading, hold_board(reading, value).pairs) if face == "html" else alterations(face, reading))
    for what, holder, key, altered in changes:
        before, holder[key] = holder[key], altered
        told = hold_board(reading, value).found if face == "html" else list(compare(face, reading, value))
        holder[key] = before
        if not told:
            yield f"{face}: {what}: {before!r} may be {altered!r}"
    if not changes:
        yield f"{face}: no figure was altered"


def altered_values(value, words):
    """The value with one of its numbers altered: counts, set aside, n, the target's percentage."""
    columns = {"row": (*range(3, 14), *((15,) if value.before else ())), "target": (7, 10), "step": range(4, 15), "channel": range(3, 14)}
    for at, line in enumerate(value.lines):
        for column in columns.get(line[0], ()):
            if line[0] == "target" and line[2] == "" and column == 7:
                continue  # outside: nothing was counted, and most faces show a dash
            lines = copy.deepcopy(value.lines)
            lines[at][column] = str(int(line[column]) + 1)
            yield f"{line[0]} of line {at}, column {column}", Value(lines, words)


def shows(face, what):
    """Some faces leave out the levels and what was set aside of steps and channels, and the workbook n of the period before."""
    kind, column = re.match(r"(\w+) .*column (\d+)", what).groups()
    if (kind, column, face) == ("row", "15", "xlsx"):
        return False
    first = {"step": 4, "channel": 3}.get(kind)
    if first is None or face in ("csv", "json"):
        return True
    key = "counts" if int(column) < first + 5 else "aside" if int(column) < first + 10 else "n"
    return key in SHOWN[face][f"{kind}s"].split()


def unforbidden():
    """What no face may say, and is not found in a text that says it."""
    for word in ("nan", "-inf", "-0,00", "−0.0", "(null)", "report.title", "board.share", "{n}", "Chỉ số SIPAS", "SIPAS index"):
        if not any(forbidden("a text", f"Toàn trung tâm {word} 5")):
            yield f"{word} may stand in a face"


# --- all of it ---

def check(folder, value):
    yield from value.agrees()
    for face in SHOWN:
        yield from compare(face, read_face(face, folder, value), value)
    yield from hold_board(board.read_board(folder / "report.html", value.w), value).found
    for face in (*SHOWN, "html"):
        yield from forbidden(face, words_of(face, folder))


def check_altered(folder, value, words):
    """What may be altered without anybody telling."""
    yield from unforbidden()
    readings = {face: read_face(face, folder, value) for face in SHOWN}
    for face, reading in readings.items():
        yield from unnoticed(face, reading, value)
    yield from unnoticed("html", board.read_board(folder / "report.html", value.w), value)
    for what, altered in altered_values(value, words):
        for face, reading in readings.items():
            if shows(face, what) and not any(compare(face, reading, altered)):
                yield f"{face}: {what}: an altered value agrees as well"


def main(folder, words, *options):
    lines = [line.split("\t") for line in (folder / "value.tsv").read_text(encoding="utf-8").splitlines()]
    value = Value(lines, words)
    found = list(check_altered(folder, value, words) if "--altered" in options else check(folder, value))
    for finding in found[:60]:
        print(finding)
    print(f"{len(value.rows)} rows, {len(value.targets)} targets, {len(value.steps)} steps, {len(value.channels)} channels: "
          f"{len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]))
