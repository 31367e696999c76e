"""Keys and requests to close do nothing on a full screen; SIGTERM ends the kiosk well on every page; one journal has
one kiosk; in a window it closes as windows do."""
import time

from stage import StageError
from visitors import Visitors, confirm, expect, prepare
from where import Where

KEYS = ("Alt_L F4", "Escape", "q", "Return", "space", "Tab", "F11", "Control_L c", "Control_L q", "Control_L w",
        "Super_L", "Alt_L Tab", "Control_L Alt_L Delete")


def cannot_be_closed(people):
    for names in KEYS:
        if people.stage.keys.ask(f"key {names}") != "ok":
            raise StageError(f"cannot type {names}")
    people.stage.keys.ask("close")
    people.still_here()
    expect(people.stage.kiosk.poll() is None, "the kiosk ended")


def second_kiosk_is_refused(stage):
    stage.run("sipas-kiosk", "--data", stage.data, status=1)


def ends_well_on_every_page(people):
    people.choose_area(0)
    cannot_be_closed(people)
    people.end()
    people.arrive()
    people.choose_area(0)
    people.rate(0, 3, ("rate", 0, "phuc-vu"))
    people.end()
    people.arrive()
    people.choose_area(0)
    people.rate(0, 3, ("rate", 0, "phuc-vu"))
    people.page = "rate2"
    people.rate_service(0, None)
    people.end()
    people.arrive()
    people.choose_area(0)
    people.rate(0, 5, ("rate", 0, "phuc-vu"))
    people.page = "rate2"
    people.rate_service(0, None)
    people.give_reasons(())
    cannot_be_closed(people)
    people.end()


def window_closes(stage):
    stage.start_kiosk("--window")
    stage.keys.ask("close")
    end = time.monotonic() + 10
    while stage.kiosk.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    expect(stage.kiosk.poll() == 0, "the window did not close")
    stage.end_kiosk()


def play(stage):
    areas = prepare(stage, idle=60)
    people = Visitors(stage, Where(stage), areas)
    people.arrive()
    cannot_be_closed(people)
    second_kiosk_is_refused(stage)
    ends_well_on_every_page(people)
    confirm(stage, people.tally)
    window_closes(stage)
