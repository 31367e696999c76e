"""What a report is narrowed to and put beside, against figures worked out from the imported file by themselves."""
import datetime
import os
import pty
import sqlite3
import subprocess
import unittest
from fractions import Fraction

import command
import witness
from command import DONE, FAILED, SIPAS, USAGE, WRONG, sipas

FIRST, LAST = datetime.date(2025, 9, 1), datetime.date(2025, 12, 31)
MONTH = (datetime.date(2025, 11, 1), datetime.date(2025, 11, 30))
BEFORE = (datetime.date(2025, 10, 1), datetime.date(2025, 10, 31))
CHANNELS = ["kiosk", "phone", "paper", "other"]
# The first step of each may begin before the period, the last end after it: both are cut.
STEPS = {"day": [(MONTH[0] + datetime.timedelta(i),) * 2 for i in range(30)],
         "week": [(datetime.date(2025, 11, 1), datetime.date(2025, 11, 2))] +
                 [(datetime.date(2025, 11, day), datetime.date(2025, 11, day + 6)) for day in (3, 10, 17, 24)],
         "month": [MONTH]}


def points_text(now, before):
    """The difference of two shares in percentage points, two decimals, half away from zero."""
    difference = Fraction(100 * now[0], now[1]) - Fraction(100 * before[0], before[1])
    hundredths = int(abs(difference) * 100 + Fraction(1, 2))
    return ("-" if difference < 0 and hundredths else "") + "%d.%02d" % divmod(hundredths, 100)


def apart(now, before):
    """Whether the intervals of two (satisfied, n) have no point in common."""
    (low, high), (low_before, high_before) = ([Fraction(text) for text in witness.wilson_texts(*share)]
                                              for share in (now, before))
    return low > high_before or low_before > high


class ReportOptions(command.Case):
    """Over 4000 imported ratings of four months; the reports are of November."""

    def setUp(self):
        super().setUp()
        self.data = self.center()
        file = self.make_csv("ratings.csv", "--count", 4000, "--seed", 31, "--from", FIRST, "--to", LAST)
        self.run_done("import", "--data", self.data, file)
        self.rows = list(witness.read_with_channels(file))

    def november(self, *arguments):
        return self.report(self.data, "--period", "month:2025-11", *arguments)

    def counts(self, days, item, area=None, channel=None):
        return witness.count([(day, where, levels) for day, where, way, levels in self.rows if channel in (None, way)],
                             *days, area, item)

    def share(self, days, item, area=None, channel=None):
        counts = self.counts(days, item, area, channel)
        return counts[3] + counts[4], sum(counts)

    def assert_counted(self, found, counts):
        self.assertEqual(found["counts"], counts)
        self.assertEqual((found["n"], found["satisfied"]), (sum(counts), counts[3] + counts[4]))
        self.assertEqual(found["share"], witness.share_text(counts[3] + counts[4], sum(counts)))

    # --- beside the period before ---

    def test_compare_puts_the_month_before_beside_every_row(self):
        found = self.november("--compare")
        self.assertEqual(found["compared"], {"kind": "month", "from": "2025-10-01", "to": "2025-10-31",
                                             "window": "calendar"})
        for row in found["rows"]:
            now = self.share(MONTH, row["item"], row["area"])
            before = self.share(BEFORE, row["item"], row["area"])
            if not before[1]:
                self.assertIsNone(row["before"])
                continue
            self.assertEqual(row["before"], {"n": before[1], "satisfied": before[0],
                                             "share": witness.share_text(*before)})
            if now[1]:
                self.assertEqual(row["points"], points_text(now, before))
                self.assertEqual(row["overlap"], not apart(now, before))

    def test_compare_of_what_has_nothing_before_it(self):
        found = self.report(self.data, "--period", "month:2025-09", "--compare")
        self.assertEqual({(row["before"], row["points"], row["overlap"]) for row in found["rows"]}, {(None,) * 3})

    def test_compare_needs_a_period_before(self):
        self.assert_refused(sipas("report", "--data", self.data, "--compare", "--period", "1900-01-01..9999-12-31"),
                            USAGE, "--compare", "expected")

    # --- step by step ---

    def test_by_gives_every_step_of_the_period(self):
        for by, steps in STEPS.items():
            trend = self.november("--by", by)["trend"]
            self.assertEqual(trend["by"], by)
            expected = [(first, last, item) for first, last in steps for item in ("tthc", "phuc-vu", "m02-1")]
            self.assertEqual([(step["from"], step["to"], step["item"]) for step in trend["steps"]],
                             [(first.isoformat(), last.isoformat(), item) for first, last, item in expected])
            for step, (first, last, item) in zip(trend["steps"], expected):
                self.assert_counted(step, self.counts((first, last), item))

    def test_by_over_more_than_400_days_shows_the_days_that_have_counts(self):
        trend = self.report(self.data, "--period", "2020-01-01..2030-12-31", "--by", "day")["trend"]["steps"]
        days = sorted({day.isoformat() for day, _, _, _ in self.rows})
        self.assertEqual(sorted({step["from"] for step in trend}), days)

    def test_without_by_there_is_no_step(self):
        self.assertEqual(self.november()["trend"], {"by": "none", "steps": []})

    # --- narrowed ---

    def test_a_channel_narrows_rows_targets_and_trend(self):
        for channel in CHANNELS:
            found = self.november("--channel", channel, "--by", "week")
            self.assertEqual(found["narrowed"], {"channel": channel, "area": None, "item": None})
            for row in found["rows"]:
                self.assert_counted(row, self.counts(MONTH, row["item"], row["area"], channel))
            for target in found["targets"]:
                parts = [self.counts(MONTH, target["item"], area, channel) for area in target["areas"] or [None]]
                self.assert_counted(dict(target, counts=[sum(level) for level in zip(*parts)]),
                                    [sum(level) for level in zip(*parts)])
                self.assertEqual(target["verdict"], witness.judge(target["satisfied"], target["n"], target["op"],
                                                                  target["percent"]))
            for step in found["trend"]["steps"]:
                days = [datetime.date.fromisoformat(step[end]) for end in ("from", "to")]
                self.assert_counted(step, self.counts(days, step["item"], None, channel))
            self.assertEqual({row["channel"] for row in found["channels"]}, {channel})

    def test_channels_are_shown_apart_and_then_together(self):
        found = self.november()["channels"]
        self.assertEqual([row["channel"] for row in found if row["item"] == "tthc"], CHANNELS + [None])
        for row in found:
            self.assert_counted(row, self.counts(MONTH, row["item"], None, row["channel"]))
            self.assertEqual(row["wilson95"], witness.wilson_texts(row["satisfied"], row["n"]))
            self.assertEqual(row["basis"], witness.basis(row["n"]))

    def test_an_area_shows_itself_and_the_targets_that_name_it(self):
        found = self.november("--area", "dat-dai", "--plan", "chi-minh", "--plan", "ke-sat")
        self.assertEqual({(row["scope"], row["area"]) for row in found["rows"]}, {("area", "dat-dai")})
        for row in found["rows"]:
            self.assert_counted(row, self.counts(MONTH, row["item"], "dat-dai"))
        self.assertEqual([(target["plan"], target["reading"], target["areas"]) for target in found["targets"]],
                         [("chi-minh", "pooled", ["dat-dai", "xay-dung"]), ("chi-minh", "each", ["dat-dai"]),
                          ("ke-sat", "pooled", ["dat-dai", "xay-dung", "dau-tu"]), ("ke-sat", "each", ["dat-dai"])])
        pooled = [self.counts(MONTH, "tthc", area) for area in ("dat-dai", "xay-dung")]
        self.assertEqual(found["targets"][0]["n"], sum(map(sum, pooled)))
        self.assertEqual([row["area"] for row in found["reasons"]], ["dat-dai"])

    def test_an_item_shows_itself_and_its_targets(self):
        found = self.november("--item", "phuc-vu", "--plan", "an-phong")
        self.assertEqual({row["item"] for row in found["rows"]}, {"phuc-vu"})
        self.assertEqual(len(found["rows"]), 1 + len(witness.AREAS))
        for row in found["rows"]:
            self.assert_counted(row, self.counts(MONTH, "phuc-vu", row["area"]))
        self.assertEqual({target["item"] for target in found["targets"]}, {"phuc-vu"})
        self.assertEqual(len(found["targets"]), 2)

    def test_all_narrowings_at_once(self):
        found = self.november("--channel", "paper", "--area", "xay-dung", "--item", "tthc", "--compare")
        self.assertEqual(found["narrowed"], {"channel": "paper", "area": "xay-dung", "item": "tthc"})
        self.assertEqual(len(found["rows"]), 1)
        self.assert_counted(found["rows"][0], self.counts(MONTH, "tthc", "xay-dung", "paper"))
        self.assertEqual(found["rows"][0]["before"]["n"], self.share(BEFORE, "tthc", "xay-dung", "paper")[1])

    def test_respondents_and_entries_add_up(self):
        found = self.november("--channel", "phone")
        self.assertEqual(found["entries"]["all"], self.respondents())
        self.assertEqual(found["entries"]["counted"], self.respondents())
        self.assertEqual(found["entries"]["set_aside"], 0)
        for row in found["reasons"]:
            self.assertEqual(row["respondents"], self.respondents(row["area"], "phone"))

    # --- files settled ---

    def dossiers(self, *arguments):
        """(files, respondents, participation, guide) by area."""
        return {row["area"]: (row["dossiers"], row["respondents"], row["participation"], row["guide"])
                for row in self.november(*arguments)["rows"] if "dossiers" in row}

    def respondents(self, area=None, channel=None):
        """Rows of November: not everybody answers every question."""
        return sum(MONTH[0] <= day <= MONTH[1] and area in (None, where) and channel in (None, way)
                   for day, where, way, _ in self.rows)

    def expected(self, number, area=None, channel=None):
        n = self.respondents(area, channel)
        guide = -(-400 * number // (400 + number))
        return number, n, witness.share_text(n, number) if n <= number else None, guide

    def test_a_number_is_that_of_the_whole_center(self):
        self.assertEqual(self.dossiers("--dossiers", "4100"), {None: self.expected(4100)})
        self.assertEqual(self.expected(4100)[3], 365)
        self.assertEqual(self.dossiers("--dossiers", "10")[None][2], None)

    def test_who_took_part_is_the_same_whatever_is_asked_about(self):
        self.assertLess(self.share(MONTH, "m02-1")[1], self.share(MONTH, "tthc")[1])
        self.assertLess(self.share(MONTH, "tthc")[1], self.respondents())
        for item in ("tthc", "phuc-vu", "m02-1"):
            self.assertEqual(self.dossiers("--dossiers", "4100", "--item", item), {None: self.expected(4100)})

    def test_one_way_in_counts_who_came_that_way(self):
        self.assertEqual(self.dossiers("--dossiers", "4100", "--channel", "phone"),
                         {None: self.expected(4100, channel="phone")})

    def test_a_number_is_that_of_the_area_asked_for(self):
        self.assertEqual(self.dossiers("--dossiers", "300", "--area", "dat-dai"),
                         {"dat-dai": self.expected(300, "dat-dai")})

    def test_a_file_gives_a_number_an_area(self):
        for name, text in (("a.csv", "area,dossiers\ndat-dai,300\nxay-dung,120\n"),
                           ("b.csv", "\ufeffdossiers;area\r\n300;dat-dai\r\n120;xay-dung\r\n")):
            self.assertEqual(self.dossiers("--dossiers", self.write(name, text)),
                             {"dat-dai": self.expected(300, "dat-dai"), "xay-dung": self.expected(120, "xay-dung")})

    def test_a_file_with_every_area_gives_the_sum_to_the_whole_center(self):
        file = self.write("all.csv", "area,dossiers\n" + "".join(f"{area},500\n" for area in witness.AREAS))
        self.assertEqual(self.dossiers("--dossiers", file)[None], self.expected(500 * len(witness.AREAS)))

    def test_a_row_without_an_area_is_the_whole_center(self):
        file = self.write("d.csv", "area;dossiers\ndat-dai;300\n;5000\n")
        self.assertEqual(self.dossiers("--dossiers", file)[None], self.expected(5000))

    def test_every_bad_line_of_the_file_is_named(self):
        file = self.write("d.csv", "area,dossiers\nnowhere,3\ndat-dai,12\ndat-dai,13\nxay-dung,-1\nkhac\nho-tich,1.5\n"
                                   "dau-tu,1000000001\n\"khac,1\n")
        ended = sipas("report", "--data", self.data, "--dossiers", file)
        self.assertEqual((ended.returncode, ended.stdout), (FAILED, ""))
        lines = ended.stderr.splitlines()
        self.assertEqual([line.split(": ")[0] for line in lines[:-1]], [f"{file}:{n}" for n in (2, 4, 5, 6, 7, 8, 9)])
        self.assertIn("nowhere", lines[0])
        self.assertEqual(lines[-1], f"sipas report: {file}: 7 bad of 8 rows")

    def test_a_bad_header_or_an_empty_file_is_refused(self):
        for text, part in (("", "empty"), ("area,dossiers\n", "no number"), ("area\nkhac\n", "bad header"),
                           ("area,dossiers,more\nkhac,1,2\n", "bad header"), ("area,area\nkhac,1\n", "bad header"),
                           ("khac,1\n", "bad header")):
            ended = sipas("report", "--data", self.data, "--dossiers", self.write("d.csv", text))
            self.assertEqual((ended.returncode, ended.stdout), (FAILED, ""), text)
            self.assertIn(part, ended.stderr.splitlines()[-1], text)

    def test_a_number_out_of_range_or_a_file_that_is_not_there_is_refused(self):
        for text in ("-1", "-5", "1.5", "1,5", "+3", "1 000", "1e3", "1000000001", "9" * 30):
            self.assert_refused(sipas("report", "--data", self.data, "--dossiers", text), USAGE, f'"{text}"',
                                "expected a whole number from 0 to 1000000000 or a CSV")
        for text in ("nowhere.csv", "2025.csv", "-"):
            self.assert_refused(sipas("report", "--data", self.data, "--dossiers", text), FAILED, text, "expected")
        self.assert_refused(sipas("report", "--data", self.data, "--dossiers", ""), USAGE, "expected")

    def test_what_is_no_plain_file_is_refused_at_once(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        for file in (self.folder, pipe, "/dev/zero", "/dev/null"):
            ended = sipas("report", "--data", self.data, "--dossiers", file, timeout=60)
            self.assert_refused(ended, FAILED, file, "expected a plain file")

    # --- how it is asked ---

    def test_wrong_usage_says_what_was_expected(self):
        for arguments, part in ((("--by", "year"), "day, week or month"), (("--by", "none"), "day, week or month"),
                                (("--channel", "mail"), "kiosk, phone, paper, other or poster"),
                                (("--area", "nowhere"), "ho-tich, chung-thuc, dat-dai"), (("--area", ""), "ho-tich"),
                                (("--item", "m02-10"), "tthc, phuc-vu or m02-1 to m02-9"),
                                (("--format", "doc"), "text, csv, json, html, xlsx or pdf")):
            self.assert_refused(sipas("report", "--data", self.data, *arguments), USAGE, part, arguments[1])

    def test_a_binary_face_is_not_for_a_terminal(self):
        for face in ("xlsx", "pdf"):
            master, terminal = pty.openpty()
            ended = subprocess.run([SIPAS, "report", "--data", str(self.data), "--format", face], stdout=terminal,
                                   stderr=subprocess.PIPE, text=True, check=False)
            os.close(terminal)
            os.close(master)
            self.assertEqual(ended.returncode, USAGE)
            self.assertIn("--output", ended.stderr)

    def test_every_face_is_made_and_the_same_twice(self):
        for face, beginning in (("text", "KẾT".encode()), ("csv", b"\xef\xbb\xbf"), ("json", b"{"), ("html", b"<!"),
                                ("xlsx", b"PK"), ("pdf", b"%PDF")):
            asked = [SIPAS, "report", "--data", str(self.data), "--period", "month:2025-11", "--compare", "--by", "week",
                     "--dossiers", "900", "--format", face]
            first, second = (subprocess.run(asked, capture_output=True, check=False) for _ in range(2))
            self.assertEqual(first.returncode, DONE, first.stderr)
            self.assertTrue(first.stdout.startswith(beginning), first.stdout[:20])
            self.assertEqual(first.stdout, second.stdout, face)

    def test_no_face_for_reading_calls_it_the_ministry_s_index(self):
        for face in ("text", "csv", "html"):
            for language in ("vi", "en"):
                text = self.run_done("report", "--data", self.data, "--format", face, "--lang", language).stdout
                self.assertNotIn("Chỉ số SIPAS", text)
                self.assertNotIn("SIPAS index", text)


class ChangedTables(command.Case):
    """Somebody wrote into a journal's tables: no report is made of figures that contradict each other."""

    def setUp(self):
        super().setUp()
        self.data = self.center()
        self.run_done("import", "--data", self.data,
                      self.make_csv("ratings.csv", "--count", 900, "--seed", 7, "--from", BEFORE[0], "--to", MONTH[1]))

    def change(self, sql):
        (file,) = self.data.glob("devices/*/journal.db")
        database = sqlite3.connect(file)
        with database:
            self.assertGreater(database.execute(sql).rowcount, 0)
        database.close()

    def assert_no_report(self, *parts):
        for face in ("text", "json"):
            self.assert_refused(sipas("report", "--data", self.data, "--period", "month:2025-11", "--compare",
                                      "--format", face), FAILED, "tables disagree", "sipas verify", *parts)
        self.assertEqual(sipas("verify", "--data", self.data).returncode, WRONG)

    def test_more_answers_than_respondents(self):
        self.change("UPDATE tally SET n5 = n5 + 100 WHERE area = 'dat-dai' AND item = 'tthc'")
        self.assert_no_report("tally", "answers to tthc in dat-dai", "respondents")

    def test_more_answers_set_aside_than_respondents(self):
        self.change("UPDATE tally SET aside = 1 WHERE area = 'dat-dai' AND item = 'phuc-vu'")
        self.assert_no_report("answers to phuc-vu in dat-dai", "of 0 respondents")

    def test_answers_in_an_area_nobody_came_for(self):
        self.change("UPDATE respondent SET area = 'tu-phap' WHERE area = 'khac'")
        self.assert_no_report("in khac", "of 0 respondents")

    def test_more_or_fewer_respondents_than_ratings(self):
        for more in (1, -2):
            self.change(f"UPDATE respondent SET ratings = ratings + {more} WHERE day = 20251112")
            self.assert_no_report("respondent", "daybook")

    def test_more_ratings_than_respondents(self):
        self.change("UPDATE daybook SET entries = entries + 1 WHERE kind = 1 AND day = 20251103")
        self.assert_no_report("respondent", "daybook")

    def test_the_period_before_is_looked_at_when_it_is_compared(self):
        self.change("UPDATE tally SET n1 = n1 + 90 WHERE day = 20251006")
        self.report(self.data, "--period", "month:2025-11")
        self.assert_no_report("tally")

    def test_another_period_is_not_touched_by_it(self):
        self.change("UPDATE tally SET n1 = n1 + 90 WHERE day = 20251103")
        self.assertGreater(self.report(self.data, "--period", "month:2025-10")["entries"]["all"], 0)


if __name__ == "__main__":
    unittest.main()
