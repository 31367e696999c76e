"""A center whose weeks are filed, for the tests of `sipas weekly`."""
import datetime
import json
import os
import subprocess

import command
from command import sipas

ENDINGS = [".html", ".json", ".pdf", ".xlsx"]


def monday_of(name):
    year, week = name.split("-W")
    return datetime.date.fromisocalendar(int(year), int(week), 1)


class Weekly(command.Case):
    def setUp(self):
        super().setUp()
        self.data = self.center()
        self.reports = self.data / "reports"
        self.imported = 0

    def rate(self, *rows):
        """Imports ratings: (day, area, level)."""
        self.imported += 1
        lines = [f"{day},{area},paper,{level}" for day, area, level in rows]
        text = "\n".join(["taken_at,area,channel,tthc", *lines, ""])
        self.run_done("import", "--data", self.data, self.write(f"{self.imported}.csv", text))

    def rate_weeks(self, *names):
        """Three satisfied and one not on the Wednesday of each week."""
        self.rate(*((monday_of(name) + datetime.timedelta(2), "dat-dai", level) for name in names for level in (5, 5, 4, 1)))

    def enter(self, device, *entries):
        """Puts entries into the journal of a device that has none yet: (note, clock or set-aside, day)."""
        words = [word for entry in entries for word in entry]
        subprocess.run([os.environ["ENTER_JOURNAL"], self.data, "chi-minh", device, *words], check=True)

    def weekly(self, today, *more, status=0):
        ended = sipas("weekly", "--data", self.data, "--today", today, *more)
        self.assertEqual(ended.returncode, status, ended.stderr)
        if status == 0:
            self.assertEqual(ended.stderr, "")
        return ended.stdout.splitlines()

    def filed(self):
        """The names in reports/, hidden ones too."""
        return sorted(path.name for path in self.reports.iterdir())

    def names(self, week):
        return sorted(path.name for path in (self.reports / week).iterdir())

    def begin(self, week):
        return f"hai-long-chi-minh-{week}"

    def first_names(self, week):
        return sorted(["SHA-256SUMS"] + [self.begin(week) + ending for ending in ENDINGS])

    def added_names(self, week, end):
        return sorted(["SHA-256SUMS" + end] + [self.begin(week) + end + ending for ending in ENDINGS])

    def figures(self, week, end=""):
        return json.loads((self.reports / week / f"{self.begin(week)}{end}.json").read_text(encoding="utf-8"))

    def counts(self, week, end=""):
        return self.figures(week, end)["rows"][0]["counts"]

    def assert_sums(self, week):
        """sha256sum takes every file of sums, and together they name every file of ours."""
        named = []
        for sums in (self.reports / week).glob("SHA-256SUMS*"):
            ended = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", sums.name], cwd=self.reports / week,
                                   capture_output=True, text=True)
            self.assertEqual((ended.returncode, ended.stdout + ended.stderr), (0, ""), sums)
            named += [sums.name] + [line.split("  ")[1] for line in sums.read_text().splitlines()]
        return sorted(named)

    def state(self):
        """Every name with its bytes, inode and times: what must not be touched."""
        return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else None)
                for path in sorted(self.reports.rglob("*"))}

    def contents(self):
        return {name: kept[2] for name, kept in self.state().items()}
