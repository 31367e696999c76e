"""A second opinion: the report over a file of ratings, worked out without any of the product's code.

Knows the sample center's areas and the five plans by heart (from the plans' own sentences), has its own calendar, and computes
with whole numbers, fractions and decimals. Figures come out as the report's JSON writes them.
"""
import csv
import datetime
import decimal

AREAS = ["ho-tich", "chung-thuc", "dat-dai", "xay-dung", "bao-tro-xa-hoi", "nguoi-co-cong", "ho-kinh-doanh", "dau-tu",
         "giao-duc", "moi-truong", "thi-dua", "khac"]
ASKED = ["tthc", "phuc-vu"]
OTHERS = ["m02-%d" % i for i in range(1, 10)]
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))

SECOND_HALF_2025 = ("2025-07-01", "2025-12-31")
YEAR_2025 = ("2025-01-01", "2025-12-31")
FIVE_YEARS = ("2026-01-01", "2030-12-31")
# What each plan asks: item (None: not measured at the center), areas (none: the whole), operator, percent, validity.
PLANS = {
    "chi-minh": [("tthc", [], ">=", "90", SECOND_HALF_2025),
                 ("tthc", ["dat-dai", "xay-dung"], ">", "80", SECOND_HALF_2025),
                 ("phuc-vu", [], ">", "90", SECOND_HALF_2025),
                 (None, [], ">", "85", SECOND_HALF_2025)],
    "an-phong": [("tthc", [], ">=", "90", SECOND_HALF_2025),
                 ("phuc-vu", [], ">=", "95", SECOND_HALF_2025),
                 ("phuc-vu", ["dat-dai"], ">=", "90", SECOND_HALF_2025)],
    "ngoc-lien": [("phuc-vu", [], ">=", "100", YEAR_2025),
                  ("tthc", [], ">=", "95", YEAR_2025)],
    "chan-hung": [],
    "ke-sat": [("tthc", [], ">=", "95", FIVE_YEARS),
               ("tthc", ["dat-dai", "xay-dung", "dau-tu"], ">=", "90", FIVE_YEARS)],
}


# --- the calendar ---

def month_span(year, first, count, window):
    """The days of `count` months from month `first` of `year`. In the decree's window they begin on the 15th of the month
    before and end on the 14th of the last month."""
    def day(months, date):
        return datetime.date(year + (first - 1 + months) // 12, (first - 1 + months) % 12 + 1, date)
    if window == "decree":
        return day(-1, 15), day(count - 1, 14)
    return day(0, 1), day(count, 1) - datetime.timedelta(1)


def week_of(day):
    monday = day - datetime.timedelta(day.weekday())
    return monday, monday + datetime.timedelta(6)


def around(kind, day, window):
    """The period of that kind that holds the day: found by looking, not by reckoning."""
    if kind == "week":
        return week_of(day)
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12}[kind]
    for year in (day.year, day.year + 1):
        for first in range(1, 13, length):
            span = month_span(year, first, length, window)
            if span[0] <= day <= span[1]:
                return span
    raise AssertionError


def period(text, window, today):
    """(kind, first day, last day) of a period as it is written on the command line."""
    if ".." in text:
        first, last = text.split("..")
        return "range", datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    if "-W" in text:
        year, week = text.split("-W")
        return ("week",) + week_of(datetime.date.fromisocalendar(int(year), int(week), 1))
    if text.startswith(("this-", "last-")):
        which, kind = text.split("-")
        span = around(kind, today, window)
        return (kind,) + (span if which == "this" else around(kind, span[0] - datetime.timedelta(1), window))
    kind, rest = text.split(":")
    if kind == "week":
        return ("week",) + week_of(datetime.date.fromisoformat(rest))
    year, part = int(rest[:4]), rest[5:]
    first, count = {"month": lambda: (int(part), 1), "quarter": lambda: (3 * int(part[1:]) - 2, 3),
                    "half": lambda: (6 * int(part[1:]) - 5, 6), "nine-months": lambda: (1, 9),
                    "year": lambda: (1, 12)}[kind]()
    return (kind,) + month_span(year, first, count, window)


# --- the file ---

def local_day(text):
    if len(text) == 10:
        return datetime.date.fromisoformat(text)
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00").replace(" ", "T"))
    return (moment.astimezone(VIETNAM) if moment.tzinfo else moment).date()


def read_with_channels(file):
    """Rows of (local day, area, channel, {item: level})."""
    with open(file, encoding="utf-8-sig", newline="") as lines:
        separator = ";" if ";" in lines.readline() else ","
        lines.seek(0)
        for row in csv.DictReader(lines, delimiter=separator):
            levels = {item: int(row[item]) for item in ASKED + OTHERS if row.get(item)}
            yield local_day(row["taken_at"]), row["area"], row["channel"], levels


def read(file):
    """Rows of (local day, area, {item: level})."""
    for day, area, _, levels in read_with_channels(file):
        yield day, area, levels


# --- the figures ---

def share_text(satisfied, n):
    """100 * satisfied / n with two decimals, half up, in whole numbers."""
    if n == 0:
        return None
    hundredths = (2 * 10000 * satisfied + n) // (2 * n)
    return "%d.%02d" % (hundredths // 100, hundredths % 100)


def wilson_texts(satisfied, n):
    if n == 0:
        return None
    with decimal.localcontext() as context:
        context.prec = 40
        z, size = decimal.Decimal("1.959964"), decimal.Decimal(n)
        p = decimal.Decimal(satisfied) / size
        middle = p + z * z / (2 * size)
        reach = z * (p * (1 - p) / size + z * z / (4 * size * size)).sqrt()
        whole = 1 + z * z / size
        return [str((100 * bound / whole).quantize(decimal.Decimal("0.01"), decimal.ROUND_HALF_UP))
                for bound in (max(middle - reach, decimal.Decimal(0)), min(middle + reach, whole))]


def basis(n):
    """What so many ratings can bear, by the sample center's limits."""
    return "none" if n == 0 else "too-few" if n < 30 else "indicative" if n < 100 else "enough"


def judge(satisfied, n, operator, percent):
    if n == 0:
        return "no-data"
    met = 100 * satisfied >= int(percent) * n if operator == ">=" else 100 * satisfied > int(percent) * n
    return "met" if met else "missed"


def count(rows, first, last, area, item):
    counts = [0] * 5
    for day, where, levels in rows:
        if first <= day <= last and area in (None, where) and item in levels:
            counts[levels[item] - 1] += 1
    return counts


def figures(counts):
    n, satisfied = sum(counts), counts[3] + counts[4]
    return {"n": n, "satisfied": satisfied, "share": share_text(satisfied, n)}


def report_rows(rows, first, last):
    items = ASKED + [item for item in OTHERS if sum(count(rows, first, last, None, item))]
    out = []
    for area in [None] + AREAS:
        for item in items:
            counts = count(rows, first, last, area, item)
            row = {"scope": "area" if area else "overall", "area": area, "item": item, "counts": counts}
            row.update(figures(counts))
            row["wilson95"] = wilson_texts(row["satisfied"], row["n"])
            row["set_aside"] = [0] * 5
            row["basis"] = basis(row["n"])
            out.append(row)
    return out


def readings(areas):
    yield "pooled", areas
    if len(areas) > 1:
        for area in areas:
            yield "each", [area]


def target_rows(rows, first, last, plan):
    for item, areas, operator, percent, valid in PLANS[plan]:
        for reading, over in readings(areas):
            parts = [count(rows, first, last, area, item) for area in (over or [None])]
            row = {"plan": plan, "item": item, "outside": item is None, "scope": "areas" if areas else "overall",
                   "areas": over, "reading": reading, "op": operator, "percent": percent,
                   "in_force": valid[0] <= first.isoformat() and last.isoformat() <= valid[1]}
            row.update(figures([sum(level) for level in zip(*parts)]))
            row["verdict"] = judge(row["satisfied"], row["n"], operator, percent)
            row["basis"] = basis(row["n"])
            yield row


def report(rows, text, window, plans, today):
    """center and journals aside, the report as it has to be."""
    kind, first, last = period(text, window, today)
    return {"period": {"kind": kind, "from": first.isoformat(), "to": last.isoformat(), "window": window},
            "rows": report_rows(rows, first, last),
            "targets": [row for plan in plans for row in target_rows(rows, first, last, plan)]}
