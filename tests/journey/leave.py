"""Two people walk away in the middle: the kiosk asks whether they are there, then is home again. What was committed
stays and nothing else."""
from visitors import Visitors, confirm, prepare
from where import Where

IDLE = 10  # seconds until the warning; after it the kiosk counts down 20 s more


def before_rating(people):
    people.choose_area(1)
    people.go_home(seconds=IDLE + 30)


def after_rating(people):
    people.choose_language("en")
    people.choose_area(2)
    people.rate(2, 4, ("rate", 2, "phuc-vu"))
    people.go_home(seconds=IDLE + 30)


def play(stage):
    areas = prepare(stage, IDLE)
    people = Visitors(stage, Where(stage), areas)
    people.arrive()
    before_rating(people)
    after_rating(people)
    people.visit(1, 2)
    people.end()
    confirm(stage, people.tally)
