"""The staff pages: hidden from visitors, opened by a long press and the PIN; figures, reports on a USB drive that is
missing, right, full, or pulled, test mode, turning the machine off, and what the journal remembers of it.

The drive is a memory file system, mounted in a mount namespace of this journey's own.
"""
import json
import os
import sqlite3
import subprocess
import time

from visitors import Visitors, confirm, expect, prepare
from where import Where

ALONE = True  # play.py starts it in a mount namespace of its own
PIN, WRONG = "274951", "860413"
PRESS = 3.4  # seconds in the corner, and a little more


class Clerk:
    """Somebody who knows the corner and the PIN."""

    def __init__(self, people):
        self.people, self.stage = people, people.stage
        self.media = self.stage.folder / "media"
        self.drive = self.media / "USB"
        self.power = self.stage.folder / "power"

    def prepare(self):
        subprocess.run([self.stage.bin / "sipas", "staff", "set-pin", "--data", self.stage.data], input=PIN + "\n",
                       text=True, check=True, capture_output=True)
        self.drive.mkdir(parents=True)
        folder = self.stage.folder / "bin"
        folder.mkdir()
        stand_in = folder / "systemctl"
        stand_in.write_text(f'#!/bin/sh\necho "$*" >>{self.power}\n')
        stand_in.chmod(0o755)
        self.stage.env["PATH"] = f"{folder}:{os.environ['PATH']}"

    def press_corner(self, seconds):
        self.stage.tap(*self.people.where.middle("home", 0, "corner"), held=seconds)

    def changed(self, page, still=0.7, seconds=15):
        """Another picture than the last stands still; taps now mean that page."""
        self.people.now = self.stage.wait_other(self.people.now, seconds, still)
        self.people.turned(page)

    def type_pin(self, pin, page="pin"):
        self.people.page = page
        for digit in pin:
            self.people.tap("digit", int(digit))
            time.sleep(0.3)
        self.people.now = self.stage.picture()
        self.people.page = "pin4"
        self.people.tap("enter")

    def open(self):
        self.press_corner(PRESS)
        self.changed("pin")
        self.type_pin(PIN)
        self.changed("board", still=1.5)

    def leave(self):
        self.people.page = "board"
        self.people.tap("leave")
        self.people.see("home")

    def export(self):
        """Asks for the reports on the drive, waits for the result, and closes it."""
        ended = self.exports_ended()
        self.people.page = "board"
        self.people.tap("export")
        until = time.monotonic() + 60
        while self.exports_ended() == ended:
            expect(time.monotonic() < until, "the export does not end")
            time.sleep(0.1)
        time.sleep(0.5)  # until then the sheet of the work under way may still show
        self.changed("result")
        result = self.people.now
        x, y, w, _ = self.people.where.rect("result", 0, "ok")
        self.stage.tap(x + w // 2, y + 12)  # a shorter sentence than the longest lets the button stand a little higher
        self.changed("board", still=1.5)
        return result

    def exports_ended(self):
        """How many exports were told to have failed, in the log, or to have been written, in the journal."""
        log = (self.stage.folder / "kiosk.log").read_text(encoding="utf-8")
        witness = sqlite3.connect(f"file:{self.stage.data}/devices/kiosk-1/journal.db?mode=ro", uri=True)
        written, = witness.execute("SELECT count(*) FROM entry WHERE note LIKE '%written to a drive'").fetchone()
        witness.close()
        return log.count("\n") + written

    def mount(self, *options):
        subprocess.run(["mount", "-t", "tmpfs", *options, "usb", self.drive], check=True)

    def unmount(self):
        subprocess.run(["umount", self.drive], check=True)


def hidden_from_visitors(people, clerk):
    for seconds in (0.06, 1.0, 2.0):
        clerk.press_corner(seconds)
        people.still_here(0.5)
    x, y, w, h = people.where.rect("home", 0, "corner")
    people.stage.down(x + w // 2, y + h // 2)  # slid off in the middle of the press
    time.sleep(1)
    people.stage.move(x + 3 * w, y + 3 * h)
    time.sleep(3)
    people.stage.up(x + 3 * w, y + 3 * h)
    people.still_here(0.5)


def wrong_pin_waits(people, clerk):
    clerk.press_corner(PRESS)
    clerk.changed("pin")
    clerk.type_pin(WRONG)
    clerk.changed("wrong", still=0.2)
    time.sleep(3.5)  # two seconds of wait, and the pad is back
    people.now = people.stage.picture()
    clerk.type_pin(PIN)
    clerk.changed("board", still=1.5)
    clerk.leave()
    tries = (people.stage.data / "devices" / "kiosk-1" / "pin-tries").read_text().strip()
    expect(tries == "0", f"after the right PIN {tries!r} wrong ones are remembered")


def reports_on_the_drive(people, clerk):
    clerk.open()
    missing = clerk.export()
    clerk.mount()
    written = clerk.export()
    expect(written != missing, "a missing drive and a written one are told alike")
    folder = clerk.drive / "hai-long-chi-minh"
    weeks = sorted(path for path in folder.iterdir() if path.is_dir())
    expect(len(weeks) == 2, f"{weeks} on the drive, expected two weeks")
    bundles = sorted(path for path in folder.iterdir() if not path.is_dir())
    expect([path.suffix for path in bundles] == [".sipas", ".minisig"], f"{bundles} on the drive, expected a bundle, signed")
    subprocess.run(["minisign", "-V", "-q", "-p", people.stage.data / "keys" / "sign.pub", "-m", bundles[0]], check=True)
    expect(not list(clerk.drive.rglob(".*")), "a temporary file was left on the drive")
    for week, board in zip(weeks, ([".html"], [])):  # the week before, and this one, which is not over
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA-256SUMS"], cwd=week, check=True)
        expect(sorted(path.suffix for path in week.iterdir()) == sorted(["", ".json", ".pdf", ".xlsx", *board]),
               f"{week} holds {sorted(week.iterdir())}")
    clerk.unmount()
    clerk.mount("-o", "size=8k")
    full = clerk.export()
    clerk.unmount()
    clerk.mount("-o", "ro")
    locked = clerk.export()
    clerk.unmount()
    expect(len({missing, written, full, locked}) == 4, "two different ends of an export are told alike")
    clerk.leave()
    return weeks


def report_equals_what_was_written(people, clerk):
    """The week's JSON on the drive is the one of the command line, and holds the visitors' counts."""
    clerk.open()
    clerk.mount()
    clerk.export()
    filed = json.loads(next((clerk.drive / "hai-long-chi-minh").glob("*/*.json")).read_text(encoding="utf-8"))
    latest = max((json.loads(path.read_text(encoding="utf-8"))
                  for path in (clerk.drive / "hai-long-chi-minh").glob("*/*.json")),
                 key=lambda report: report["period"]["from"])
    said = json.loads(people.stage.run("sipas", "report", "--data", people.stage.data, "--period",
                                       f"week:{latest['period']['from']}", "--format", "json"))
    pick = lambda report: [(row["area"], row["item"], row["counts"], row["set_aside"], row["share"])
                           for row in report["rows"]]
    expect(pick(latest) == pick(said), "the file on the drive says otherwise than the report")
    expect(filed["center"]["id"] == "chi-minh", "another center's file")
    clerk.unmount()
    clerk.leave()


def test_mode(people, clerk):
    """Two ratings in test mode; after it a visitor counts again."""
    clerk.open()
    people.page = "board"
    people.tap("test")
    clerk.changed("testing")
    people.page = "testing"
    people.tap("leave")
    clerk.changed("home")
    banner = people.now
    expect(banner != people.pictures["home", "vi"], "test mode cannot be seen")
    for level in (1, 5):
        people.page = "home"
        people.tap("area", 2)
        clerk.changed("rate")
        people.tap("face", level)
        clerk.changed("rate2")
        people.tap("skip")
        clerk.changed("why")
        people.tap("skip")
        clerk.changed("thanks")
        people.tally.aside[people.areas[2], "tthc", level] += 1
        people.tally.respondents += 1
        people.tally.languages["vi"] += 1
        people.stage.wait_picture(banner, 15)
        people.now = banner
        people.turned("home")
    clerk.press_corner(PRESS)
    clerk.changed("pin")
    clerk.type_pin(PIN)
    clerk.changed("testing", still=1.5)
    people.tap("test")
    clerk.changed("board")
    people.tap("leave")
    people.see("home")


def turning_off(people, clerk):
    clerk.open()
    people.page = "board"
    people.tap("shut-down")
    clerk.changed("confirm")
    people.tap("no")
    clerk.changed("board")
    expect(not clerk.power.exists(), "the machine was turned off without being asked twice")
    people.page = "board"
    people.tap("shut-down")
    clerk.changed("confirm")
    people.tap("yes")
    end = time.monotonic() + 10
    while not clerk.power.exists() and time.monotonic() < end:
        time.sleep(0.05)
    expect(clerk.power.read_text() == "poweroff\n", f"systemctl was told {clerk.power.read_text()!r}")


def remembered(people):
    """What the journal says of the staff, and that the two test ratings are set aside."""
    journal, = people.stage.data.glob("devices/*/journal.db")
    witness = sqlite3.connect(f"file:{journal}?mode=ro", uri=True)
    notes = [note for note, in witness.execute("SELECT note FROM entry WHERE kind = 6 AND note LIKE 'staff%' "
                                               "ORDER BY seq")]
    flags = [flags for flags, in witness.execute("SELECT flags FROM entry WHERE kind = 1 AND flags <> 0")]
    witness.close()
    expect(flags == [64, 64], f"flags of the ratings set aside: {flags}")
    opened, left = notes.count("staff page opened"), notes.count("staff page left")
    expect(opened == left == 6, f"opened {opened} times, left {left} times")
    expect(notes.count("staff page: wrong PIN") == 1, f"{notes}")
    expect(notes.count("staff page: reports written to a drive") == 2, f"{notes}")
    expect(notes.count("staff page: machine turned off") == 1, f"{notes}")
    expect(not any(PIN in note or WRONG in note for note in notes), "a PIN stands in the journal")


def a_hung_drive_keeps_nobody(people, clerk):
    """While a drive hangs the page can be left, a visitor is heard, and the kiosk ends at once. Only where a loop
    device is to be had."""
    image = people.stage.folder / "image"
    subprocess.run(["truncate", "-s", "16M", image], check=True)
    subprocess.run(["mkfs.ext4", "-q", "-O", "^has_journal", image], check=True)
    if subprocess.run(["mount", "-o", "loop", image, clerk.drive], capture_output=True, check=False).returncode != 0:
        print("a hung drive was not played: no loop device is to be had here")
        return
    people.arrive("--drives", str(clerk.media))
    clerk.open()
    subprocess.run(["fsfreeze", "-f", clerk.drive], check=True)
    try:
        people.page = "board"
        people.tap("export")
        clerk.changed("exporting", still=1.0)
        people.tap("leave")
        people.see("home")
        people.visit(3, 4)
        since = time.monotonic()
        people.end()
        expect(time.monotonic() - since < 10, "the kiosk waited for a drive that hangs")
    finally:
        subprocess.run(["fsfreeze", "-u", clerk.drive], check=False)
    confirm(people.stage, people.tally)


def a_restart_keeps_the_wait(people, clerk):
    people.arrive("--drives", str(clerk.media))
    for number in (1, 2):
        clerk.press_corner(PRESS)
        clerk.changed("pin")
        clerk.type_pin(WRONG)
        clerk.changed("wrong", still=0.2)
        people.page = "wrong"
        people.tap("leave")
        people.see("home")
        time.sleep(2.5)
        tries = (people.stage.data / "devices" / "kiosk-1" / "pin-tries").read_text().strip()
        expect(tries == f"{number}", f"{tries!r} wrong PINs are remembered, {number} were given")
    people.end()


def play(stage):
    areas = prepare(stage, idle=20)
    people = Visitors(stage, Where(stage), areas)
    clerk = Clerk(people)
    clerk.prepare()
    people.arrive("--drives", str(clerk.media))
    hidden_from_visitors(people, clerk)
    people.visit(2, 5, 4, (0, 3))
    people.visit(3, 2)
    wrong_pin_waits(people, clerk)
    reports_on_the_drive(people, clerk)
    report_equals_what_was_written(people, clerk)
    test_mode(people, clerk)
    people.visit(2, 4, 4)
    turning_off(people, clerk)
    stage.end_kiosk()
    confirm(stage, people.tally)
    remembered(people)
    stage.wait_other(people.now, 10)
    a_hung_drive_keeps_nobody(people, clerk)
    a_restart_keeps_the_wait(people, clerk)
