"""Several visitors in both languages, with different areas, faces and reasons; two correct a mistap. Then the
report must equal what was tapped, also when the kiosk was ended and started anew in between."""
from visitors import Visitors, confirm, prepare
from where import Where


def play(stage):
    areas = prepare(stage)
    people = Visitors(stage, Where(stage), areas)
    people.arrive()
    people.visit(0, 5, service=5, reasons=(0,))
    people.visit(2, 3, language="en")
    people.visit(3, 1, service=1, language="en", reasons=(1, 4))
    people.visit(0, 2, service=4, correct=5)
    people.end()
    confirm(stage, people.tally)
    people.arrive()
    people.visit(2, 4, correct=2)
    people.end()
    confirm(stage, people.tally)
