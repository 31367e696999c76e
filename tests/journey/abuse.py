"""Abuse at the screen with true fingers: whatever hands do, each rating counts once."""
import sqlite3
import time

from visitors import DEAD, Visitors, confirm, expect, prepare
from where import Where


def double_tap_on_an_area(people):
    """The second half lands on the page of faces and means nothing."""
    spot = people.spot("area", 0)
    people.stage.tap(*spot)
    time.sleep(0.09)
    people.stage.tap(*spot)
    people.see("rate", 0, "tthc")
    people.still_here()


def double_tap_on_a_face(people):
    """Counts once; the second half does not answer the next question."""
    spot = people.spot("face", 4)
    people.stage.tap(*spot)
    time.sleep(0.08)
    people.stage.tap(*spot)
    people.see("rate", 0, "phuc-vu")
    people.rated(0, 4)
    people.still_here()
    people.page = "rate2"
    people.rate_service(0, None)
    people.give_reasons(())
    people.go_home()


def two_fingers(people):
    """Two faces at once: the finger that is lifted first has answered, the other has not."""
    people.choose_area(0)
    people.stage.down(*people.spot("face", 2), finger=11)
    people.stage.down(*people.spot("face", 5), finger=12)
    time.sleep(0.1)
    people.stage.up(*people.spot("face", 2), finger=11)
    people.stage.up(*people.spot("face", 5), finger=12)
    people.see("rate", 0, "phuc-vu")
    people.rated(0, 2)
    people.still_here()
    people.page = "rate2"
    people.rate_service(0, None)
    people.give_reasons(())
    people.go_home()


def palm(people):
    """A hand laid on the screen answers nothing."""
    people.choose_area(0)
    for finger, level in ((21, 1), (22, 2), (23, 3), (24, 4)):
        people.stage.down(*people.spot("face", level), finger)
    time.sleep(0.1)
    for finger, level in ((21, 1), (22, 2), (23, 3), (24, 4)):
        people.stage.up(*people.spot("face", level), finger)
    people.still_here()


def slide_off(people):
    """A finger that slides off a face has thought better of it."""
    x, y = people.spot("face", 1)
    people.stage.down(x, y, 31)
    time.sleep(0.1)
    people.stage.move(*people.spot("face", 2), 31)
    people.stage.up(*people.spot("face", 2), 31)
    people.still_here()


def resting_finger(people):
    """A finger held for long is no tap."""
    people.stage.down(*people.spot("face", 3), 41)
    time.sleep(5.6)
    people.stage.up(*people.spot("face", 3), 41)
    people.still_here()


def down_before_the_page(people):
    """A finger that was down before the faces appeared does not answer when it is lifted over one."""
    people.tap("back")
    people.see("home")
    people.stage.down(*people.spot("face", 5, page="rate"), 51)
    time.sleep(0.05)
    people.tap("area", 0, finger=52)
    people.see("rate", 0, "tthc")
    people.stage.up(*people.spot("face", 5), 51)
    people.still_here()


def within_the_dead_time(people):
    """A tap right after a page change was meant for the page before."""
    people.tap("back")
    people.see("home")
    people.tap("area", 0)
    people.stage.wait_picture(people.pictures["rate", "vi", 0, "tthc"])
    people.stage.tap(*people.spot("face", 1, page="rate"), 61)
    people.now = people.pictures["rate", "vi", 0, "tthc"]
    people.turned("rate")
    people.still_here()


def taps_while_saving(people):
    """Storing takes two seconds: the page says so, takes no further tap, and the answer counts once."""
    journal, = people.stage.data.glob("devices/*/journal.db")
    witness = sqlite3.connect(journal, isolation_level=None)
    witness.execute("BEGIN IMMEDIATE")
    try:
        people.tap("face", 5)
        people.now = people.stage.wait_other(people.now)
        for finger, level in ((71, 1), (72, 5), (73, 3)):
            people.tap("face", level, finger)
            time.sleep(0.3)
        time.sleep(DEAD)
        expect(people.stage.picture() not in people.pictures.values(), "the page does not say that it is saving")
    finally:
        witness.execute("ROLLBACK")
        witness.close()
    people.see("rate", 0, "phuc-vu")
    people.rated(0, 5)
    people.still_here()
    people.page = "rate2"
    people.rate_service(0, 4)
    people.give_reasons(())
    people.go_home()


def play(stage):
    areas = prepare(stage, idle=60)
    people = Visitors(stage, Where(stage), areas)
    people.arrive()
    double_tap_on_an_area(people)
    double_tap_on_a_face(people)
    two_fingers(people)
    palm(people)
    slide_off(people)
    resting_finger(people)
    down_before_the_page(people)
    within_the_dead_time(people)
    taps_while_saving(people)
    people.end()
    confirm(stage, people.tally)
