"""The public board read back: what it shows must be the report's own figure, or a range that holds it; what is small must
not be there. See kiosk/report/html_hide.h for the rule.
"""
import re
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

from every_face_read import DASH, plain

HIDE_UNDER = 5
NOTHING = {"interval": None, "bases": [], "bar": []}
VOID = {"meta", "use", "path", "circle", "br", "link"}


class Node:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent, self.children = tag, dict(attributes), parent, []

    def classes(self):
        return (self.attributes.get("class") or "").split()

    def all(self, tag=None, kind=None):
        for child in self.children:
            if isinstance(child, Node):
                if (tag is None or child.tag == tag) and (kind is None or kind in child.classes()):
                    yield child
                yield from child.all(tag, kind)

    def one(self, tag=None, kind=None):
        return next(self.all(tag, kind), None)

    def text(self):
        return plain(" ".join(child if isinstance(child, str) else child.text() for child in self.children))


class Tree(HTMLParser):
    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Node("", [], None)
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.at.children.append(Node(tag, attrs, self.at))
        if tag not in VOID:
            self.at = self.at.children[-1]

    def handle_startendtag(self, tag, attrs):
        self.at.children.append(Node(tag, attrs, self.at))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
            self.at = self.at.parent

    def handle_data(self, data):
        self.at.children.append(data)


# --- reading ---

def read_share(w, text):
    """A figure: ["78.79", "78.79"]; a range: its ends; nothing to see: a word for why."""
    number = rf"({w.share})"
    for key, low, high in (("{low}%", 1, 1), ("board.between", 1, 2), ("board.from", 1, None), ("board.up-to", None, 1)):
        pattern = re.escape(w[key] if key != "{low}%" else key)
        match = re.fullmatch(re.sub(r"\\\{(low|high)\\\}", lambda _: number, pattern), text)
        if match:
            return [w.percent(match[low]) if low else "0.00", w.percent(match[high]) if high else "100.00"]
    return {w["board.hidden"]: "hidden", w["no-data"]: "no-data", DASH: "outside"}.get(text, f"not to be read: {text}")


def read_count(w, text):
    return None if text in (DASH, w["board.hidden"]) else w.count(text)


def read_interval(w, node):
    text = node.text().removesuffix("%") if node else ""
    return list(w.interval(text).values()) if text else None


def read_verdicts(cell):
    return [mark.text() for mark in cell.all("span", "verdict")]


def read_out(w, cell):
    """How many verdicts are marked as out of force."""
    return cell.text().count(f"({w['not-in-force']})")


def read_bases(cell):
    return [mark.text() for mark in cell.all("span", "basis")]


def read_part(w, line):
    """A line of a table: a head, a share with its interval, n, and what follows."""
    name, share, n = line.one("th"), line.one("td", "share"), line.one("td", "n")
    end = line.one("td", "end")
    bar = line.one("svg", "bar")
    return {"name": name, "share": read_share(w, share.one("b").text() if share.one("b") else share.text()),
            "interval": read_interval(w, share.one("small")), "n": read_count(w, n.text()),
            "verdicts": read_verdicts(end) if end else [], "bases": read_bases(line), "out": read_out(w, line),
            "bar": read_bar(w, bar)}


def read_bar(w, bar):
    label = bar.attributes.get("aria-label") if bar else None
    return [w.percent(share) for share in re.findall(rf"({w.share})%", label)[:1]] if label else []


def read_before(w, line):
    """A line of the comparison: now, the period before, the change."""
    now, before, change = line.all("td")
    return {"name": line.one("th"), "now": read_cell(w, now), "before": read_cell(w, before), "change": read_change(w, change.text())}


def read_cell(w, cell):
    answers = cell.one("small")
    return {**NOTHING, "share": read_share(w, cell.one("b").text()), "n": read_answers(w, answers.text()) if answers else None}


def read_change(w, text):
    """The points and the finding; nothing when they are not told."""
    pattern = re.escape(w["board.change"]).replace(r"\{points\}", "(.*?)")
    match = re.fullmatch(rf"{pattern} ?,? ({re.escape(w['different'])}|{re.escape(w['not-different'])})", text)
    return [w.points(match[1]), match[2]] if match else None


def read_answers(w, text):
    match = re.fullmatch(re.escape(w["board.answers"]).replace(r"\{n\}", rf"({w.number})"), text)
    return w.count(match[1]) if match else f"not a number of ratings: {text}"


def read_figure_before(w, card):
    """The same of the whole, in one line: the share, the number of ratings, the change."""
    for line in card.all("p", "aside"):
        told = [bold.text() for bold in line.all("b")]
        if not told:
            continue
        answers = re.search(r"\(([^()]*)\)", line.text())
        return {"before": {**NOTHING, "share": read_share(w, told[0]), "n": read_answers(w, answers[1]) if answers else None},
                "change": read_change(w, line.text().rpartition("; ")[2])}
    return None


def read_figure(w, card):
    answers = card.one("p", "answers")
    aside, interval = None, None
    for line in card.all("p", "aside"):
        for key, name in (("board.set-aside", "n"), ("board.interval", "interval")):
            match = re.fullmatch(re.escape(w[key]).replace(rf"\{{{name}\}}", "(.*?)"), line.text())
            if match and name == "n":
                aside = w.count(match[1])
            elif match:
                interval = list(w.interval(match[1].removesuffix("%")).values())
        aside = "few" if line.text() == w["board.set-aside-few"] else aside
    return {"item": card.one("h2").text(), "share": read_share(w, card.one("p", "big").text()),
            "n": read_answers(w, answers.one("b").text()) if answers else None, "interval": interval, "aside": aside,
            "verdicts": [[line.one("span").text().removesuffix(":"), read_verdicts(line)[0]] for line in card.all("p", "required")],
            "bases": read_bases(card), "out": read_out(w, card), "bar": read_bar(w, card.one("svg", "bar")), "beside": read_figure_before(w, card)}


def lines_of(table):
    return list(table.one("tbody").all("tr"))


def read_board(file, w):
    root = Tree(file.read_text(encoding="utf-8")).root
    found = {"figures": [read_figure(w, card) for card in root.all("section", "figure")], "targets": [], "areas": [],
             "steps": [], "levels": [], "before": []}
    for table in root.all("table", "plan"):
        found["targets"] += [read_part(w, line) for line in lines_of(table)]
    for table in root.all("table", "areas"):
        found["areas"].append([read_part(w, line) for line in lines_of(table)])
    for table in root.all("table", "steps"):
        found["steps"].append([read_part(w, line) for line in lines_of(table)])
    for table in root.all("table", "before"):
        found["before"].append([read_before(w, line) for line in lines_of(table)])
    for table in root.all("table", "spread"):
        found["levels"].append([{"name": line.one("th").text(), "n": w.count(line.one("td", "n").text()),
                                 "share": w.percent(line.one("td", "share").text().removesuffix("%"))} for line in lines_of(table)])
    return found


# --- holding it against the value ---

def is_small(count):
    return 0 < count < HIDE_UNDER


class Board:
    """What is wrong with a reading, and what was held against what."""

    def __init__(self, w, value):
        self.w, self.value, self.found, self.pairs = w, value, [], []

    def find(self, where, found, expected):
        self.found.append(f"html: {where}: found {found!r}, expected {expected!r}")

    def equal(self, where, found, expected):
        if found != expected:
            self.find(where, found, expected)

    def known(self, where, shown, row):
        """n, share and interval: as they are, a range that holds them, or nothing; nothing small."""
        self.pairs.append((shown, row))
        n, satisfied = row["n"], row["satisfied"]
        if shown["n"] is not None:
            self.equal(f"{where}: n", shown["n"], n)
            self.equal(f"{where}: n is small", is_small(shown["n"]) or is_small(n), False)
        self.share(where, shown, row, is_small(n), is_small(satisfied) or is_small(n - satisfied))
        if shown["interval"] is not None:
            self.equal(f"{where}: interval", shown["interval"], [row["low"], row["high"]])
            self.equal(f"{where}: interval beside a figure", isinstance(shown["share"], list) and len(set(shown["share"])) == 1, True)
        self.equal(f"{where}: basis", shown["bases"], [row["basis"]] if shown["n"] and row["basis"] else [])
        if shown["bar"]:
            self.equal(f"{where}: bar", shown["bar"][0] in (row["share"], *shown["share"]), True)

    def share(self, where, shown, row, no_n, no_split):
        share = shown["share"]
        if isinstance(share, list) and share[0] == share[1]:
            self.equal(f"{where}: share", share[0], row["share"])
            self.equal(f"{where}: a share that gives away few", no_n or no_split, False)
        elif isinstance(share, list):
            holds = row["share"] is not None and Fraction(share[0]) <= Fraction(row["share"]) <= Fraction(share[1])
            self.equal(f"{where}: {share} holds {row['share']}", holds and not no_n, True)
        elif share == "no-data":
            self.equal(f"{where}: no rating", (shown["n"] or 0, row["n"]), (0, 0))
        else:
            self.equal(f"{where}: share", share, "outside" if row.get("outside") else "hidden")

    def verdict(self, where, said, target, shown):
        """Everybody has to come to it who knows what is shown."""
        w = self.w
        due = {"outside": w["outside"], "none": w["no-data"], "few": w["too-few"]}.get(
            "outside" if target["outside"] else "none" if target["n"] == 0 else "few" if target["n"] < self.value["few"] else "", None)
        allowed = {due} if due else {w[target["verdict_id"]]}
        if not target["outside"] and (shown["n"] is None or isinstance(shown["share"], str) and target["n"]):
            allowed = {w["board.hidden"], due or w["board.hidden"]}
        elif isinstance(shown["share"], list) and shown["share"][0] != shown["share"][1]:
            allowed |= {w["board.hidden"]}
        if said not in allowed:
            self.find(f"{where}: verdict", said, sorted(allowed))

    def figures(self, reading):
        rows = {}
        for row in self.value["rows"]:
            rows.setdefault(row["item"], []).append(row)
        self.equal("items", [shown["item"] for shown in reading["figures"]], list(rows))
        for shown in reading["figures"]:
            row = rows.get(shown["item"], [None])[0]
            if row:
                self.known(shown["item"], shown, row)
                self.aside(shown, row)
                self.verdicts(shown["item"], shown["verdicts"], row, shown)
        self.parts("areas", reading["areas"], [rest for _, *rest in rows.values() if rest], "area")

    def verdicts(self, where, said, row, shown):
        self.equal(f"{where}: requirements", [need for need, _ in said], [target["required"] for target in row["targets"]])
        self.out(where, shown, row["targets"])
        for (need, word), target in zip(said, row["targets"]):
            self.verdict(f"{where} {need}", word, target, shown)

    def beside(self, where, shown, row):
        """The period before, by the same rule; the change where both shares are told."""
        before = {key.removeprefix("before_"): figure for key, figure in row.items() if key.startswith("before_")}
        self.known(f"{where}: before", shown["before"], {**before, "basis": ""})
        told = [isinstance(share, list) and share[0] == share[1] for share in (shown["now"]["share"], shown["before"]["share"])]
        self.equal(f"{where}: change", shown["change"], [row["points"], row["difference"]] if all(told) else None)

    def before(self, reading):
        rows = {}
        for row in self.value["before"]:
            rows.setdefault(row["item"], []).append(row)
        for shown in reading["figures"]:
            if rows and shown["beside"]:
                self.beside(shown["item"], {**shown["beside"], "now": shown}, rows[shown["item"]][0])
            else:
                self.equal(f"{shown['item']}: compared", (shown["beside"], rows), (None, {}))
        first = list(rows.values())[0][1:] if rows else []
        self.equal("lines of the comparison", [len(table) for table in reading["before"]], [len(first)] if first else [])
        for shown, row in zip(sum(reading["before"], []), first):
            self.equal("comparison: name", shown["name"].text(), row["area"])
            self.known(f"comparison: {row['area']}", shown["now"], {**row, "basis": ""})
            self.beside(f"comparison: {row['area']}", shown, row)

    def out(self, where, shown, targets):
        self.equal(f"{where}: out of force", shown["out"], sum(not target["in_force"] for target in targets))

    def aside(self, shown, row):
        aside = row["aside"]
        self.equal(f"{shown['item']}: set aside", shown["aside"], None if aside == 0 else "few" if is_small(aside) else aside)

    def parts(self, kind, tables, expected, name):
        self.equal(f"tables of {kind}", [len(table) for table in tables], [len(rows) for rows in expected])
        for table, rows in zip(tables, expected):
            for shown, row in zip(table, rows):
                where = f"{kind}: {row['item']} {row[name]}"
                self.equal(f"{where}: name", plain(shown["name"].text()), plain(row[name]))
                self.known(where, shown, {**row, "basis": row["basis"] if self.tells_basis(kind, shown, row) else ""})
                judged = row["targets"] if kind == "areas" and shown["n"] else []
                self.equal(f"{where}: number of verdicts", len(shown["verdicts"]), len(judged))
                self.out(where, shown, judged)
                for word, target in zip(shown["verdicts"], judged):
                    self.verdict(where, word, target, shown)

    def tells_basis(self, kind, shown, row):
        """A verdict of too few ratings is not followed by the same words."""
        return kind == "steps" or not row["targets"] or row["basis"] == self.w["indicative"]

    def targets(self, reading):
        self.equal("number of targets", len(reading["targets"]), len(self.value["targets"]))
        for shown, target in zip(reading["targets"], self.value["targets"]):
            where = f"target {target['required']} {target['scope']}"
            for part in (target["required"], target["subject"]):
                self.equal(f"{where}: {part!r} is told", part in shown["name"].text(), True)
            basis = target["basis"] if target["basis"] == self.w["indicative"] else ""
            self.known(where, shown, {**target, "basis": basis})
            self.verdict(where, " ".join(shown["verdicts"]), target, shown)
            self.out(where, shown, [target])

    def levels(self, reading):
        """Every line is the sum of the levels it names, and none of the sums is small."""
        wholes = [row for row in self.value["rows"] if row["n"]]
        for table in reading["levels"]:
            names = [name for line in table for name in line["name"].split(" + ")]
            self.equal("levels", names, self.w.levels())
            owners = [row for row in wholes if [line["n"] for line in table] == self.sums(table, row)]
            if not owners:
                self.find("levels", table, [row["counts"] for row in wholes])
                continue
            for line in table:
                self.equal(f"level {line['name']}: share", line["share"], half_up(line["n"], owners[0]["n"]))
                self.equal(f"level {line['name']}: small", is_small(line["n"]), False)

    def sums(self, table, row):
        counts = dict(zip(self.w.levels(), row["counts"]))
        return [sum(counts.get(name, 0) for name in line["name"].split(" + ")) for line in table]

    def all(self, reading):
        """The trend is that of the first question."""
        steps = {}
        for step in self.value["steps"]:
            steps.setdefault(step["item"], []).append(step)
        self.figures(reading)
        self.targets(reading)
        self.levels(reading)
        self.before(reading)
        self.parts("steps", reading["steps"], list(steps.values())[:1], "step")
        return self.found


def half_up(part, whole):
    hundredths = (Fraction(10000 * part, whole) + Fraction(1, 2)) // 1
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def alterations(reading, pairs):
    """Every figure shown, altered; and what is small and hidden, shown."""
    lines = sum(reading["before"], []) + [card["beside"] for card in reading["figures"] if card["beside"]]
    parts = [*reading["figures"], *reading["targets"], *sum(reading["areas"] + reading["steps"] + reading["levels"], []),
             *(line[key] for line in lines for key in ("now", "before") if key in line)]
    for at, part in enumerate(parts):
        yield from (("figure", part, key, altered) for key, altered in altered_figures(part))
        for index, said in enumerate(part.get("verdicts", [])):
            other = [said[0], "?"] if isinstance(said, list) else "?"
            yield f"verdict of {at}", part, "verdicts", [*part["verdicts"][:index], other, *part["verdicts"][index + 1:]]
    for line in lines:
        if line["change"]:
            yield "change", line, "change", ["0.01", line["change"][1]]
    for shown, row in pairs:
        if shown["n"] is None and is_small(row["n"]):
            yield "a small n", shown, "n", row["n"]
        if shown["share"] == "hidden" and (is_small(row["satisfied"]) or is_small(row["n"] - row["satisfied"])):
            yield "a share that gives away few", shown, "share", [row["share"], row["share"]]


def altered_figures(part):
    for key in ("n", "aside", "out"):
        if isinstance(part.get(key), int):
            yield key, part[key] + 1
    share, ranged = part["share"], isinstance(part["share"], list)
    if ranged or share and share[0].isdigit():
        off = str(Decimal(share[1] if ranged else share) + Decimal("0.01"))
        yield "share", [off, off] if ranged else off
    if part.get("interval"):
        yield "interval", [part["interval"][0], "0.01"]
