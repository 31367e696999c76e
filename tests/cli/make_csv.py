#!/usr/bin/env python3
"""Makes a file of ratings as staff or another system would write it: seeded, so that it can be made again.

    make_csv.py --count 5000 --seed 1 --from 2024-11-01 --to 2026-03-31 FILE

Days, areas, channels and answers are mixed; times come in every form that is allowed; some fields are quoted.
"""
import argparse
import datetime
import random

AREAS = ["ho-tich", "chung-thuc", "dat-dai", "xay-dung", "bao-tro-xa-hoi", "nguoi-co-cong", "ho-kinh-doanh", "dau-tu",
         "giao-duc", "moi-truong", "thi-dua", "khac"]
CHANNELS = ["paper", "kiosk", "phone", "other"]
ITEMS = ["tthc", "phuc-vu", "m02-1"]
# How many of a hundred give each level, by area: some areas are near a target, some far from it.
WEIGHTS = {"dat-dai": [4, 6, 10, 40, 40], "xay-dung": [3, 5, 11, 41, 40], "dau-tu": [2, 3, 6, 44, 45]}
USUAL_WEIGHTS = [1, 2, 5, 42, 50]


def time_text(rng, day):
    """The moment in one of the forms allowed. All of them lie on `day` in Viet Nam except the one written in UTC, whose
    local day may be the next."""
    clock = datetime.time(rng.randrange(24), rng.randrange(60), rng.randrange(60))
    form = rng.randrange(6)
    if form == 0:
        return day.isoformat()
    if form == 1:
        return f"{day}T{clock:%H:%M}"
    if form == 2:
        return f"{day} {clock:%H:%M:%S}"
    if form == 3:
        return f"{day}T{clock:%H:%M:%S}+07:00"
    if form == 4:
        return f"{day}T{clock:%H:%M:%S}.250Z"
    return f"{day}T{clock:%H:%M}-05:30"


def answers(rng, area):
    given = [rng.choices("12345", WEIGHTS.get(area, USUAL_WEIGHTS))[0] if rng.random() < share else ""
             for share in (0.95, 0.6, 0.1)]
    return given if any(given) else ["5", "", ""]


def field(rng, text):
    return f'"{text}"' if rng.random() < 0.05 else text


def main():
    options = argparse.ArgumentParser()
    options.add_argument("file")
    options.add_argument("--count", type=int, default=5000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--from", dest="first", type=datetime.date.fromisoformat, required=True)
    options.add_argument("--to", dest="last", type=datetime.date.fromisoformat, required=True)
    options.add_argument("--separator", default=",")
    options.add_argument("--crlf", action="store_true")
    options.add_argument("--bom", action="store_true")
    given = options.parse_args()
    rng = random.Random(given.seed)
    end = "\r\n" if given.crlf else "\n"
    with open(given.file, "w", encoding="utf-8-sig" if given.bom else "utf-8", newline="") as out:
        out.write(given.separator.join(["taken_at", "area", "channel"] + ITEMS) + end)
        for _ in range(given.count):
            day = given.first + datetime.timedelta(rng.randrange((given.last - given.first).days + 1))
            area = rng.choice(AREAS)
            row = [time_text(rng, day), area, rng.choice(CHANNELS)] + answers(rng, area)
            out.write(given.separator.join(field(rng, text) for text in row) + end)


if __name__ == "__main__":
    main()
