"""Visitors: what people do at the kiosk, and the tally of what they meant, kept apart from the kiosk.

A page is told by its picture: the first time a page is seen its picture is learned, from then on it must be that
very picture. So a page that kept anything of an earlier visitor would be noticed.
"""
import collections
import datetime
import json
import re
import sqlite3
import time
from decimal import ROUND_HALF_UP, Decimal

from stage import StageError

DEAD = 0.45  # seconds after a page change in which taps are not heard, and a little more
LANGUAGES = {"vi": 0, "en": 1}
WIDTH_MM = {(1920, 1080): 476, (1080, 1920): 268, (1280, 800): 286}  # panels of 21.5 and 13.3 inches
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))


def expect(condition, sentence):
    if not condition:
        raise StageError(sentence)


def prepare(stage, idle=10):
    """A fresh data folder whose kiosk fits the panel, is always open and soon idle; returns its areas."""
    stage.run("sipas", "init", "--data", stage.data)
    file = stage.data / "center.ini"
    source = file.read_text(encoding="utf-8")
    wanted = {"idle-seconds": idle, "opening-hours": "", "width-mm": WIDTH_MM[stage.width, stage.height]}
    for key, value in wanted.items():
        source, found = re.subn(rf"(?m)^{key} *=.*$", f"{key} = {value}", source)
        expect(found == 1, f"the sample center has {found} keys {key}")
    file.write_text(source, encoding="utf-8")
    stage.run("sipas", "config", "check", "--data", stage.data)
    return re.findall(r"(?m)^\[area ([a-z0-9-]+)\]", source)


class Tally:
    """What was meant: (area, item, level) -> how often."""

    def __init__(self):
        self.counts = collections.Counter()
        self.aside = collections.Counter()  # likewise, of the ratings that do not count
        self.respondents = 0
        self.languages = collections.Counter()
        self.reasons = collections.Counter()
        self.first_day = datetime.datetime.now(VIETNAM).date()

    def rate(self, area, item, level):
        self.counts[area, item, level] += 1

    def correct(self, area, item, old, new):
        self.counts[area, item, old] -= 1
        self.counts[area, item, new] += 1

    def levels(self, item, area=None, counts=None):
        return [sum(n for (a, i, l), n in (self.counts if counts is None else counts).items()
                    if i == item and l == level and area in (None, a)) for level in range(1, 6)]

    def period(self):
        return f"{self.first_day}..{datetime.datetime.now(VIETNAM).date()}"


def share(counts):
    if not sum(counts):
        return None
    exact = Decimal(100 * (counts[3] + counts[4])) / Decimal(sum(counts))
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def confirm(stage, tally):
    """`sipas report` says exactly what was meant, and `sipas verify` finds every journal whole."""
    report = json.loads(stage.run("sipas", "report", "--data", stage.data, "--period", tally.period(),
                                  "--format", "json"))
    said = {(row["area"], row["item"]): row for row in report["rows"]}
    for (area, item), row in said.items():
        meant = tally.levels(item, area)
        expect(row["counts"] == meant, f"{area} {item}: the report says {row['counts']}, tapped was {meant}")
        expect(row["n"] == sum(meant), f"{area} {item}: n is {row['n']}")
        expect(row["satisfied"] == meant[3] + meant[4], f"{area} {item}: satisfied is {row['satisfied']}")
        expect(row["share"] == share(meant), f"{area} {item}: share is {row['share']}, not {share(meant)}")
        aside = tally.levels(item, area, tally.aside)
        expect(row["set_aside"] == aside, f"{area} {item}: {row['set_aside']} set aside, expected {aside}")
    for area, item, level in +tally.counts:
        expect((area, item) in said and (None, item) in said, f"{area} {item}: rated, but not in the report")
    ratings = sum(journal["ratings"] for journal in report["journals"])
    expect(ratings == tally.respondents, f"{ratings} respondents in the journals, {tally.respondents} came")
    stage.run("sipas", "verify", "--data", stage.data)
    confirm_entries(stage, tally)


def confirm_entries(stage, tally):
    """What no report shows, straight from the journal: the languages, and the reasons of each rating."""
    journal, = stage.data.glob("devices/*/journal.db")
    witness = sqlite3.connect(f"file:{journal}?mode=ro", uri=True)
    languages = dict(witness.execute("SELECT language, count(*) FROM entry WHERE kind = 1 GROUP BY 1"))
    expect(languages == tally.languages, f"the journal has ratings in {languages}, not {dict(tally.languages)}")
    reasons = collections.Counter()
    for bits, rating in witness.execute("SELECT e.reasons, r.kind FROM entry e LEFT JOIN entry r ON r.seq = e.refers "
                                        "WHERE e.kind = 3"):
        expect(rating == 1, "reasons that belong to no rating")
        reasons.update(bit for bit in range(8) if bits >> bit & 1)
    expect(reasons == tally.reasons, f"the journal has the reasons {dict(reasons)}, not {dict(tally.reasons)}")
    witness.close()


class Visitors:
    """People at one kiosk, one after the other."""

    def __init__(self, stage, where, areas):
        self.stage, self.where, self.areas = stage, where, areas
        self.tally = Tally()
        self.pictures = {}
        self.now = None
        self.page = None
        self.language = "vi"

    def arrive(self, *options):
        """The kiosk starts and shows home."""
        self.now = self.stage.start_kiosk(*options)
        known = self.pictures.setdefault(("home", "vi"), self.now)
        expect(known == self.now, "home does not look as it did")
        self.turned("home")

    def end(self):
        """The kiosk is ended and the screen is empty again."""
        shown = self.stage.picture()
        self.stage.end_kiosk()
        self.stage.wait_other(shown, 10)
        self.language = "vi"

    def turned(self, page):
        self.page = page
        time.sleep(DEAD)

    def see(self, *page, seconds=10):
        """The kiosk shows this page now: one never seen before, or exactly the one it was."""
        key = (page[0], self.language, *page[1:])
        if key in self.pictures:
            try:
                self.stage.wait_picture(self.pictures[key], seconds)
            except StageError as problem:
                raise StageError(f"{key}: {problem}") from None
            self.now = self.pictures[key]
        else:
            try:
                self.now = self.stage.wait_other(self.now, seconds)
            except StageError as problem:
                raise StageError(f"{key}: {problem}") from None
            expect(self.now not in self.pictures.values(), f"{key} looks like another page")
            self.pictures[key] = self.now
        self.turned(page[0])

    def spot(self, kind, index=0, page=None):
        """The middle of a control of the page that shows."""
        return self.where.middle(page or self.page, LANGUAGES[self.language], kind, index)

    def tap(self, kind, index=0, finger=1):
        self.stage.tap(*self.spot(kind, index), finger)

    def still_here(self, seconds=1.0):
        """Nothing has happened: the page is the one it was."""
        time.sleep(seconds)
        self.stage.wait_picture(self.now, 1)

    def choose_language(self, language):
        if language != self.language:
            self.tap("language", LANGUAGES[language])
            self.language = language
            self.see("home")

    def choose_area(self, area):
        self.tap("area", area)
        self.see("rate", area, "tthc")

    def rate(self, area, level, then):
        """A face for the main item; `then` is the page that must follow."""
        self.tap("face", level)
        self.see(*then)
        self.rated(area, level)

    def rated(self, area, level):
        """A new respondent has been heard; the tally takes it down."""
        self.tally.respondents += 1
        self.tally.languages[self.language] += 1
        self.tally.rate(self.areas[area], "tthc", level)

    def rate_service(self, area, level):
        if level:
            self.tap("face", level)
            self.tally.rate(self.areas[area], "phuc-vu", level)
        else:
            self.tap("skip")
        self.see("why")

    def give_reasons(self, reasons):
        ticked = frozenset()
        for reason in reasons:
            self.tap("reason", reason)
            ticked ^= {reason}
            self.see(*(("why", ticked) if ticked else ("why",)))
            self.page = "why"
        self.tap("send" if reasons else "skip")
        self.see("thanks")
        self.tally.reasons.update(reasons)

    def correct(self, area, old, new):
        """"Change it": the main item's face is tapped anew; that of the service, when it was given, is kept."""
        self.tap("undo")
        self.see("rate", area, "tthc")
        self.page = "correct"
        self.tap("face", new)
        self.tally.correct(self.areas[area], "tthc", old[0], new)
        if old[1]:
            self.see("rate", area, "phuc-vu", "correcting")
            self.page = "correct"
            self.tap("face", old[1])
        self.see("thanks")

    def go_home(self, seconds=15):
        """Without a further touch the kiosk is home again, in the first language."""
        self.language = "vi"
        self.see("home", seconds=seconds)

    def visit(self, area, level, service=None, reasons=(), language="vi", correct=None):
        self.choose_language(language)
        self.choose_area(area)
        self.rate(area, level, ("rate", area, "phuc-vu"))
        self.page = "rate2"
        self.rate_service(area, service)
        self.give_reasons(reasons)
        if correct:
            self.correct(area, (level, service), correct)
        self.go_home()
