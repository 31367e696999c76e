#!/usr/bin/env python3
"""Reads the printed report with poppler and qpdf and holds it against the JSON of the same report.

    pdf_check.py [--language vi|en] [--area ID=NAME]... [--most PAGES] [--sheet PAGES] REPORT.json REPORT.pdf

Says on stdout what is wrong, one finding a line; exit status 1 when there is any.
"""
import argparse
import configparser
import json
import math
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as xml
from pathlib import Path

WORDS = Path(__file__).resolve().parents[2] / "assets/words"
A4 = (595.28, 841.89)
MM = 72 / 25.4
MARGINS = {"left": 30 * MM, "right": 15 * MM, "bottom": 20 * MM}
TOP, GAP_MOST = 20 * MM, 0.28
DASH = "–"
MARKS = {"too-few": "** ", "indicative": "* "}


def run(*command):
    return subprocess.run(command, check=False, text=True, capture_output=True)


def load_words(language):
    parser = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",), strict=True)
    parser.optionxform = str
    parser.read_string((WORDS / f"{language}.ini").read_text(encoding="utf-8"))
    return {f"{group}.{key}": plain(value) for group in parser.sections() for key, value in parser.items(group)}


def plain(text):
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00a0", " ").split())


class Check:
    def __init__(self, options):
        self.pdf = options.pdf
        self.report = json.loads(Path(options.json).read_text(encoding="utf-8"))
        self.words = load_words(options.language)
        self.areas = dict(area.split("=", 1) for area in options.area)
        self.most = options.most
        self.sheet = options.sheet
        self.found = []
        self.pages = [plain(page) for page in run("pdftotext", "-raw", options.pdf, "-").stdout.split("\f")[:-1]]
        self.text = " ".join(self.pages)

    def find(self, what):
        self.found.append(what)

    def has(self, text, what):
        if plain(text) not in self.text:
            self.find(f"{what} is not there: {plain(text)!r}")

    # --- figures as people read them ---

    def number(self, value):
        return f"{value:,}".replace(",", self.words["report.thousands"])

    def numbers(self, values):
        return " ".join(self.number(value) for value in values)

    def decimal(self, text):
        return text.replace(".", self.words["report.decimal"])

    def share(self, row):
        return DASH if row["share"] is None else self.decimal(row["share"])

    def interval(self, row):
        """From the JSON, or by Wilson's formula where the JSON leaves it out."""
        if row["share"] is None:
            return DASH
        n, share, z = row["n"], row["satisfied"] / row["n"], 1.959963984540054
        middle, half = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        low, high = (100 * (middle + side) / (1 + z * z / n) for side in (-half, half))
        return DASH.join(map(self.decimal, row.get("wilson95", (f"{low:.2f}", f"{high:.2f}"))))

    def day(self, iso):
        return "/".join(reversed(iso.split("-")))

    def area(self, area):
        return self.words["report.overall"] if area is None else plain(self.areas.get(area, area))

    # --- what must be there ---

    def rows(self):
        """Each row's figures one after the other, and what stands between them and the row that follows."""
        order, at, spans = {}, 0, []
        whole = self.report["rows"][0]["area"] is None
        for item in dict.fromkeys(row["item"] for row in self.report["rows"]):
            at = max(self.text.find(f"{self.words['print.results']}: {self.words['report.item-' + item]}", at), at)
            for row in (row for row in self.report["rows"] if row["item"] == item):
                order[item] = order.get(item, 0 if whole else 1)
                few = self.words["report.too-few"] if row["basis"] == "too-few" else ""
                words = plain(" ".join([str(order[item]) if row["area"] else "", self.area(row["area"]), few,
                                        self.number(row["n"]), self.numbers(row["counts"]), self.share(row),
                                        self.interval(row)]))
                order[item] += 1
                found = self.text.find(words, at)
                if found < 0:
                    self.find(f"row {row['area']} {item} is not there: {words!r}")
                    continue
                at = found + len(words)
                spans.append((row, found, at))
        for i, (row, _, end) in enumerate(spans):
            following = spans[i + 1][1] if i + 1 < len(spans) else len(self.text)
            self.row_end(row, self.text[end:following])

    def row_end(self, row, rest):
        head, levels = (re.escape(self.words[key]) for key in ("print.by-level", "report.levels"))
        # The row ends where the levels are explained, or on the next page: its number, and the heads again.
        rest = re.split(rf" (?:\d+ {head}|{levels})", rest, maxsplit=1)[0].strip()
        what = f"row {row['area']} {row['item']}"
        if rest != MARKS.get(row["basis"], "") + self.number(sum(row["set_aside"])):
            self.find(f"{what} is {row['basis']}, sets aside {sum(row['set_aside'])}, and ends with {rest!r}")

    def meaning(self, rows):
        bases = {row["basis"] for row in rows}
        return "".join(f" {MARKS[basis]}{self.words['report.' + basis]}." for basis in ("indicative", "too-few") if basis in bases)

    def marks(self):
        """What the marks of few ratings mean stands under each table that has them, and nowhere else."""
        tables = self.text.split(self.words["print.results"] + ": ")[1:]
        items = list(dict.fromkeys(row["item"] for row in self.report["rows"]))
        if len(tables) != len(items):
            self.find(f"{len(tables)} tables of {len(items)} items")
        for item, table in zip(items, tables):
            meant = self.meaning(row for row in self.report["rows"] if row["item"] == item)
            legend = re.search(rf"{re.escape(self.words['report.levels'])}: [^.*]*\.(( \*+ [^.]*\.)*)", table)
            if not legend or legend[1] != meant:
                self.find(f"the marks of {item} mean {legend and legend[1]!r}, not {meant!r}")

    def comparisons(self):
        rows = [row for row in self.report["rows"] if "before" in row]
        if rows and not any(row["before"] for row in rows):
            self.has(self.words["print.nothing-before"], "no period before")
            return
        for row in rows:
            before = row["before"] or {"n": 0, "share": None}
            figures = " ".join(map(str, (self.area(row["area"]), self.number(row["n"]), self.share(row), self.number(before["n"]),
                                         self.share(before), self.interval(before))))
            points, difference = DASH, DASH
            if row["points"] is not None:
                points = self.decimal(row["points"])
                points = points.replace("-", "−") if points[0] == "-" else points if float(row["points"]) == 0 else f"+{points}"
                difference = self.words["report.not-different" if row["overlap"] else "report.different"]
            self.has(f"{figures} {points} {difference}", f"comparison of {row['area']} {row['item']}")

    def targets(self):
        at = 0
        for target in self.report["targets"]:
            figures = " ".join([DASH if target["outside"] else self.number(target["n"]), self.share(target), self.interval(target)])
            verdict = {"met": "● " + self.words["report.met"], "missed": "○ " + self.words["report.missed"],
                       "no-data": self.words["report.outside" if target["outside"] else "report.no-data"]}[target["verdict"]]
            found = self.text.find(f"{figures} {verdict}", at)
            if found < 0:
                self.find(f"target {target['plan']} {target['percent']} is not there: {figures} … {verdict}")
                continue
            at = found + len(figures) + 1 + len(verdict)
            few = self.words[f"report.{target['basis']}"] if target["basis"] in MARKS else ""
            if not re.match(rf"(?: \({re.escape(self.words['report.not-in-force'])}\))? {re.escape(few)}", self.text[at:]):
                self.find(f"target {target['plan']} {target['percent']} is not marked as {target['basis']}")
            if not target["in_force"] and self.words["report.not-in-force"] not in self.text[at:at + 200]:
                self.find(f"target {target['plan']} {target['percent']} is not marked as out of force")

    def others(self):
        for step in self.report.get("trend", {}).get("steps", []):
            days = self.day(step["from"]) if step["from"] == step["to"] else \
                f"{self.day(step['from'])}{DASH}{self.day(step['to'])}"
            figures = f"{self.number(step['n'])} {self.numbers(step['counts'])} {self.share(step)} {self.interval(step)} " \
                      f"{self.number(sum(step['set_aside']))}"
            # Where counts are long, the days of a step stand on two lines.
            if not re.search(re.escape(f"{days} {figures}").replace(DASH, f"{DASH} ?", 1), self.text):
                self.find(f"step is not there: {days} {figures}")
        self.channels()
        self.reasons()
        for row in self.report["journals"]:
            self.has(f"{row['device']} {row['first_seq']}{DASH}{row['last_seq']} {self.number(row['ratings'])} "
                     f"{row['head'][:16]}", f"journal {row['device']}")
        for row in self.report["rows"]:
            if row.get("dossiers", -1) is not None and row.get("dossiers", -1) >= 0 and row["item"] == self.report["rows"][0]["item"]:
                self.has(f"{self.area(row['area'])} {self.numbers([row['dossiers'], row['respondents']])}", "participation")
        entries = self.report["entries"]
        for key, name in (("counted", "entries-counted"), ("set_aside", "entries-set-aside"), ("all", "entries-all")):
            self.has(f"{self.words['report.' + name]} {self.number(entries[key])}", f"entries {key}")

    def channels(self):
        """A way in that nobody took is named in a sentence; each other one has its figures for each item."""
        rows = self.report["channels"]
        used = {row["channel"] for row in rows if row["n"] or sum(row["set_aside"])}
        unused = dict.fromkeys(row["channel"] for row in rows if row["channel"] and row["channel"] not in used)
        self.has(self.meaning(row for row in rows if row["channel"] in used), "marks of channels")
        if unused:
            names = ", ".join(self.words[f"report.channel-{channel}"] for channel in unused)
            self.has(self.words["print.unused-channels"].replace("{channels}", names), "unused channels")
        for row in rows:
            if row["channel"] in used:
                name = self.words[f"report.channel-{row['channel'] or 'together'}"]
                self.has(f"{name} {self.number(row['n'])} {self.numbers(row['counts'])} {self.share(row)} {self.interval(row)} "
                         f"{MARKS.get(row['basis'], '')}{self.number(sum(row['set_aside']))}",
                         f"channel {row['channel']} {row['item']}")

    def reasons(self):
        rows = self.report["reasons"]
        if rows and not any(row["with_reasons"] for row in rows):
            sentence = self.words["print.no-reasons"].replace("{n}", self.number(rows[0]["respondents"]))
            self.has(f"{self.words['report.reasons']} {sentence if rows[0]['respondents'] else self.words['report.no-data']}",
                     "no reasons")
            return
        for row in rows:
            self.has(f"{self.area(row['area'])} {self.numbers([row['respondents'], row['with_reasons']])} "
                     f"{self.numbers(row['reasons'].values())}", f"reasons {row['area']}")

    def sentences(self):
        charts = ("share-chart", "level-chart") if self.report["rows"][0]["n"] else ()
        for key in ("nation", "motto", "kind", "subject", "results", "maker", "director", "appendix", *charts):
            self.has(self.words[f"print.{key}"], key)
        for key in ("notes", "journals", "entries", "note-index", "formula"):
            self.has(self.words[f"report.{key}"], key)
        for row in self.report["rows"]:
            self.has(self.area(row["area"]), "area")
        for end in ("from", "to"):
            self.has(self.day(self.report["period"][end]), f"period {end}")

    # --- how it is made ---

    def letters(self):
        if self.text != unicodedata.normalize("NFC", self.text):
            self.find("the text is not composed (NFC)")
        for bad in re.findall(r"[\ufffd\u00a0\ufb00-\ufb06\u0300-\u036f]|\b(?:report|print)\.[a-z-]+|\bnan\b|Chỉ số SIPAS", self.text):
            self.find(f"{bad!r} in the text")

    def fonts(self):
        for line in run("pdffonts", self.pdf).stdout.splitlines()[2:]:
            embedded, subset, unicode = line.split()[-5:-2]
            if (embedded, subset, unicode) != ("yes", "yes", "yes") or not re.match(r"[A-Z]{6}\+LiberationSerif(-\w+)?\s", line):
                self.find(f"font: {line}")

    def structure(self):
        done = run("qpdf", "--check", self.pdf)
        if done.returncode != 0 or "No syntax or stream encoding errors found" not in done.stdout:
            self.find(f"qpdf: {done.stdout}{done.stderr}")
        info = run("pdfinfo", "-isodates", "-l", "-1", self.pdf).stdout
        made = self.report.get("amends") or self.report["period"]["to"]
        if f"CreationDate:    {made}T16:59:59Z" not in info and f"CreationDate:    {made}T23:59:59+07" not in info:
            self.find(f"not made on {made}: {re.findall('CreationDate.*', info)}")
        if not 1 <= len(self.pages) <= self.most:
            self.find(f"{len(self.pages)} pages")
        if not re.search(r"Author: +\S", info) or not re.search(r"Title: +\S", info):
            self.find("no author or title")

    def boxes(self):
        """Every word within the margins, none over another; pages of A4; numbers from the second page on."""
        html = run("pdftotext", "-bbox", self.pdf, "-").stdout
        root = xml.fromstring(re.sub(r'\sxmlns="[^"]*"', "", html, count=1))
        for number, page in enumerate(root.iter("page"), 1):
            width, height = float(page.get("width")), float(page.get("height"))
            if sorted((round(width, 1), round(height, 1))) != [round(side, 1) for side in A4]:
                self.find(f"page {number} is {width} x {height}")
            words = [(word.text, *(float(word.get(k)) for k in ("xMin", "yMin", "xMax", "yMax"))) for word in page.iter("word")]
            if number > 1:
                first = min(words, key=lambda word: word[2])
                middle = (first[1] + first[3]) / 2
                if first[0] != str(number) or abs(middle - (width + MARGINS["left"] - MARGINS["right"]) / 2) > 2:
                    self.find(f"page {number} is numbered {first}")
            self.margins(number, words, width, height)
            self.gap(number, words, height)
            self.overlaps(number, words)

    def margins(self, number, words, width, height):
        for text, left, _, right, bottom in words:
            if left < MARGINS["left"] - 1 or right > width - MARGINS["right"] + 1 or bottom > height - MARGINS["bottom"] + 4:
                self.find(f"page {number}: {text!r} runs into the margin")

    def gap(self, number, words, height):
        """Only the last page of the sheet and of the appendix may end early."""
        last = number == len(self.pages) or self.words["print.maker"] in self.pages[number - 1]
        empty = (height - MARGINS["bottom"] - max(word[4] for word in words)) / (height - MARGINS["bottom"] - TOP)
        if not last and empty > GAP_MOST:
            self.find(f"page {number} is empty from {1 - empty:.0%} of its height on")

    def overlaps(self, number, words):
        # A word's box has the height of its line; what is inked is the middle of it.
        inked = sorted((left, right, top + (bottom - top) * .25, bottom - (bottom - top) * .25, text)
                       for text, left, top, right, bottom in words)
        for i, (left, right, top, bottom, text) in enumerate(inked):
            for other in inked[i + 1:]:
                if other[0] > right - 0.7:
                    break
                if other[2] < bottom and other[3] > top:
                    self.find(f"page {number}: {text!r} is over {other[4]!r}")

    def pages_hang_together(self):
        """The signatures end the sheet, with the last notes before them; the appendix begins the page after."""
        signed = [number for number, page in enumerate(self.pages) if self.words["print.maker"] in page]
        begun = [number for number, page in enumerate(self.pages)
                 if re.match(rf"{number + 1} {re.escape(self.words['print.appendix'])} ", page)]
        if len(signed) != 1 or begun != [signed[0] + 1]:
            self.find(f"signed on {signed}, the appendix begins on {begun}")
        elif signed[0] >= self.sheet:
            self.find(f"the signatures stand on page {signed[0] + 1}")
        elif self.words["report.note-index"] not in self.pages[signed[0]]:
            self.find("the signatures stand alone")
        head = self.words["print.by-level"]
        for number, page in enumerate(self.pages, 1):
            if len(re.findall(rf"(?:\d+ ){{6,}}\d*,?\d* ?\d+[.,]\d\d{DASH}\d", page)) > 1 and head not in page:
                self.find(f"page {number} has rows without a head")

    def all(self):
        for check in (self.rows, self.marks, self.comparisons, self.targets, self.others, self.sentences, self.letters, self.fonts, self.structure,
                      self.boxes, self.pages_hang_together):
            check()
        return self.found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--language", default="vi")
    parser.add_argument("--area", action="append", default=[])
    parser.add_argument("--sheet", type=int, default=3)
    parser.add_argument("--most", type=int, default=12)
    parser.add_argument("json")
    parser.add_argument("pdf")
    found = Check(parser.parse_args()).all()
    for finding in found:
        print(finding)
    return 1 if found else 0


sys.exit(main())
