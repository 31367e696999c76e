"""The disk is full: the kiosk apologises instead of thanking, counts nothing it did not store, and is back by itself
when there is room again."""
import os
import subprocess

from play import CannotPlay
from stage import StageError
from visitors import Visitors, confirm, expect, prepare
from where import Where

PROBE = 10  # seconds between two looks of the kiosk whether there is room


def small_disk(folder):
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", folder], capture_output=True, check=False)
    if done.returncode != 0:
        raise CannotPlay("a small disk needs the right to mount")


def fill(file):
    with open(file, "wb", buffering=0) as f:
        try:
            while True:
                f.write(b"\0" * 4096)
        except OSError:
            os.fsync(f.fileno())


def until_refused(people):
    """Room that the journal already holds may take a few more; each that is taken leads on, and counts."""
    for _ in range(40):
        people.choose_area(0)
        before = people.now
        people.tap("face", 4)
        after = people.stage.wait_other(before, 10)
        if after != people.pictures["rate", "vi", 0, "phuc-vu"]:
            return after
        people.now = after
        people.turned("rate2")
        people.rated(0, 4)
        people.rate_service(0, None)
        people.give_reasons(())
        people.go_home()
    raise StageError("the full disk took every rating")


def play(stage):
    areas = prepare(stage, idle=60)
    devices = stage.data / "devices"
    small_disk(devices)
    try:
        people = Visitors(stage, Where(stage), areas)
        people.arrive()
        people.visit(0, 5, service=3)
        fill(devices / "filler")
        fault = until_refused(people)
        expect(fault not in people.pictures.values(), "the kiosk does not apologise")
        people.now = fault
        for level in (1, 5):
            stage.tap(*people.spot("face", level, page="rate"))
        people.still_here(PROBE + 2)
        (devices / "filler").unlink()
        people.go_home(seconds=PROBE + 5)
        people.visit(1, 2)
        people.end()
        confirm(stage, people.tally)
    finally:
        subprocess.run(["umount", "-l", devices], check=False)
