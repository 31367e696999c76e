"""The reports of closed weeks, filed by themselves: whole, once, provable, amended beside what was filed first."""
import datetime
import hashlib
import random
import re
import resource
import signal
import subprocess
import time
import unittest

from command import FAILED, SIPAS, USAGE, WRONG, sipas
from weekly_case import Weekly, monday_of


class Filing(Weekly):
    def test_every_closed_week_from_the_first_rating_is_filed_empty_ones_between_too(self):
        self.rate_weeks("2025-W44", "2025-W45", "2025-W47", "2025-W48")
        weeks = ["2025-W44", "2025-W45", "2025-W46", "2025-W47"]
        self.assertEqual(self.weekly("2025-11-27"), [f"{week}: filed" for week in weeks])
        self.assertEqual(self.filed(), weeks)
        for week in weeks:
            self.assertEqual(self.names(week), self.first_names(week))
            self.assertEqual(self.assert_sums(week), self.first_names(week))
            self.assertEqual(self.counts(week), [0] * 5 if week == "2025-W46" else [1, 0, 0, 1, 2])
            period = self.figures(week)["period"]
            self.assertEqual((period["kind"], period["from"]), ("week", str(monday_of(week))))

    def test_the_report_is_by_day_beside_the_week_before_and_the_plan_in_force(self):
        self.rate_weeks("2025-W44", "2025-W45")
        self.weekly("2025-11-10")
        figures = self.figures("2025-W45")
        self.assertEqual(figures["compared"]["from"], "2025-10-27")
        self.assertEqual(figures["rows"][0]["before"]["n"], 4)
        steps = [step for step in figures["trend"]["steps"] if step["item"] == "tthc"]
        self.assertEqual([step["n"] for step in steps], [0, 0, 4, 0, 0, 0, 0])
        self.assertEqual({target["plan"] for target in figures["targets"]}, {"chi-minh"})

    def test_a_week_is_filed_once_it_is_over(self):
        self.rate_weeks("2025-W45")
        self.assertEqual(self.weekly("2025-11-09"), [])
        self.assertEqual(self.filed(), [])
        self.assertEqual(self.weekly("2025-11-10"), ["2025-W45: filed"])

    def test_nothing_is_filed_without_ratings_or_before_the_first(self):
        self.assertEqual(self.weekly("2025-11-10"), [])
        self.rate_weeks("2025-W45")
        self.assertEqual(self.weekly("1970-01-01"), [])
        self.assertEqual(self.filed(), [])

    def test_it_catches_up_after_an_outage_of_any_length(self):
        weeks = [f"2024-W{week}" for week in range(44, 53)] + [f"2025-W{week:02}" for week in range(1, 11)]
        self.rate_weeks(*weeks[::3])
        self.assertEqual(self.weekly("2024-11-05"), ["2024-W44: filed"])
        self.assertEqual(self.weekly("2028-11-10"), [f"{week}: filed" for week in weeks[1:]])
        self.assertEqual(self.filed(), weeks)

    def test_a_rating_of_a_clock_that_went_wrong_does_not_file_decades(self):
        self.rate_weeks("1970-W01", "2025-W45")
        self.assertEqual(self.weekly("2025-11-10"), ["1970-W01: filed", "2025-W45: filed"])

    def test_the_last_week_is_filed_on_its_monday_though_nobody_rated(self):
        self.rate_weeks("2025-W44")
        self.assertEqual(self.weekly("2025-11-10"), ["2025-W44: filed", "2025-W45: filed"])
        self.assertEqual(self.counts("2025-W45"), [0] * 5)
        self.assertEqual(self.weekly("2025-11-17"), ["2025-W46: filed"])
        self.rate_weeks("2025-W45")
        self.assertEqual(self.weekly("2025-11-17"), ["2025-W45: amended"])

    def test_a_year_after_the_last_rating_no_more_is_filed(self):
        self.rate_weeks("2025-W44")
        self.weekly("2025-11-03")
        self.assertEqual(self.weekly("2026-11-16"), [])  # 54 empty weeks
        self.assertEqual(len(self.weekly("2026-11-09")), 53)

    def test_a_rating_set_aside_opens_no_week(self):
        """A kiosk without a battery stamps 1970 until its clock is set."""
        self.enter("kiosk-1", ("set-aside", "1970-01-01"), ("set-aside", "2025-10-22"))
        self.assertEqual(self.weekly("2025-11-10"), [])
        self.rate_weeks("2025-W44")
        self.enter("kiosk-2", ("set-aside", "2025-11-05"))
        self.assertEqual(self.weekly("2025-11-10"), ["2025-W44: filed", "2025-W45: filed"])
        self.assertEqual(self.figures("2025-W45")["rows"][0]["set_aside"], [0, 0, 0, 0, 1])

    def test_only_the_last_weeks_when_asked(self):
        self.rate_weeks("2025-W42", "2025-W45")
        self.assertEqual(self.weekly("2025-11-10", "--weeks", 2), ["2025-W44: filed", "2025-W45: filed"])

    def test_without_a_day_it_is_today(self):
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
        year, week, _ = (today - datetime.timedelta(7)).isocalendar()
        self.rate_weeks(f"{year}-W{week:02}")
        self.run_done("weekly", "--data", self.data)
        self.assertEqual(self.filed(), [f"{year}-W{week:02}"])

    def test_a_report_filed_anew_is_the_same_byte_for_byte(self):
        self.rate_weeks("2025-W44", "2025-W45")
        self.weekly("2025-11-10")
        before = self.contents()
        for path in (self.reports / "2025-W45").iterdir():
            path.unlink()
        (self.reports / "2025-W45").rmdir()
        time.sleep(1.1)  # what is stamped with the time of writing would differ
        self.assertEqual(self.weekly("2025-11-14"), ["2025-W45: filed"])
        self.assertEqual(self.contents(), before)

    def test_running_again_touches_nothing(self):
        self.rate_weeks("2025-W44", "2025-W45")
        self.weekly("2025-11-10")
        before = self.state()
        for today in ("2025-11-10", "2025-11-11", "2025-11-16"):
            self.assertEqual(self.weekly(today), [])
        self.assertEqual(self.state(), before)

    def test_a_file_that_staff_put_beside_is_left_alone(self):
        self.rate_weeks("2025-W45")
        self.weekly("2025-11-10")
        (self.reports / "2025-W45" / "ban-da-ky.pdf").write_bytes(b"signed")
        before = self.state()
        self.assertEqual(self.weekly("2025-11-11"), [])
        self.assertEqual(self.state(), before)


class Amending(Weekly):
    def setUp(self):
        super().setUp()
        self.rate_weeks("2025-W44", "2025-W45", "2025-W46")
        self.weekly("2025-11-17")
        self.first = self.state()

    def assert_first_untouched(self):
        now = self.state()
        for path, kept in self.first.items():
            if not path.endswith("2025-W45"):  # the folder itself has a new entry
                self.assertEqual(now[path], kept, path)

    def test_late_ratings_come_as_an_amendment_beside_the_first(self):
        self.rate(("2025-11-07", "xay-dung", 3))
        self.assertEqual(self.weekly("2025-11-18"), ["2025-W45: amended"])
        end = "-bo-sung-2025-11-18"
        both = sorted(self.first_names("2025-W45") + self.added_names("2025-W45", end))
        self.assertEqual(self.names("2025-W45"), both)
        self.assertEqual(self.assert_sums("2025-W45"), both)
        self.assertEqual((self.counts("2025-W45"), self.counts("2025-W45", end)), ([1, 0, 0, 1, 2], [1, 0, 1, 1, 2]))
        self.assertEqual(self.figures("2025-W45", end)["amends"], "2025-11-18")
        self.assert_first_untouched()
        self.assertEqual(self.filed(), ["2025-W44", "2025-W45", "2025-W46"])
        before = self.state()
        for today in ("2025-11-18", "2025-11-19"):
            self.assertEqual(self.weekly(today), [])
        self.assertEqual(self.state(), before)

    def test_a_second_amendment_of_a_day_is_numbered_and_a_later_day_starts_anew(self):
        ends = ["-bo-sung-2025-11-18", "-bo-sung-2025-11-18-2", "-bo-sung-2025-11-18-3", "-bo-sung-2025-11-20"]
        for n, end in enumerate(ends, 1):
            self.rate(("2025-11-07", "xay-dung", 3), *[("2025-11-06", "khac", 3)] * n)
            self.assertEqual(self.weekly(end[9:19]), ["2025-W45: amended"])
            self.assertEqual(self.assert_sums("2025-W45"),
                             sorted(sum((self.added_names("2025-W45", e) for e in ends[:n]), self.first_names("2025-W45"))))
            self.assertEqual(self.weekly(end[9:19]), [])
        self.assertEqual([self.counts("2025-W45", end)[2] for end in ends], [2, 5, 9, 14])
        self.assert_first_untouched()

    def test_more_than_nine_amendments_of_a_day_stay_in_order(self):
        for n in range(1, 12):
            self.rate(*[("2025-11-07", "xay-dung", 3)] * n)
            self.assertEqual(self.weekly("2025-11-18"), ["2025-W45: amended"])
            self.assertEqual(self.weekly("2025-11-18"), [])
        self.assertEqual(self.counts("2025-W45", "-bo-sung-2025-11-18-11")[2], 66)

    def test_late_entries_that_are_no_ratings_amend_nothing(self):
        self.enter("kiosk-1", ("note", "2025-11-07"), ("clock", "2025-11-07"), ("note", "2025-11-08"))
        self.assertEqual(self.weekly("2025-11-18"), [])
        self.assertEqual(self.state(), self.first)
        self.enter("kiosk-2", ("note", "2025-11-07"), ("set-aside", "2025-11-07"))
        self.assertEqual(self.weekly("2025-11-18"), ["2025-W45: amended"])

    def test_another_plan_or_name_amends_nothing(self):
        ini = self.data / "center.ini"
        text = ini.read_text(encoding="utf-8")
        self.assertIn("plans = chi-minh", text)
        ini.write_text(text.replace("plans = chi-minh", "plans = ke-sat;an-phong").replace("few = 30", "few = 2"),
                       encoding="utf-8")
        self.assertEqual(self.weekly("2025-11-18"), [])
        self.assertEqual(self.state(), self.first)

    def test_what_was_rated_late_for_a_week_of_its_own_is_filed_first(self):
        self.rate_weeks("2025-W42")
        self.assertEqual(self.weekly("2025-11-18"), ["2025-W42: filed", "2025-W43: filed"])

    def test_an_amendment_from_the_future_is_told_and_left(self):
        self.rate(("2025-11-07", "xay-dung", 3))
        self.weekly("2025-12-24", "--weeks", 10)
        self.rate(("2025-11-07", "dat-dai", 3))
        before = self.state()
        ended = sipas("weekly", "--data", self.data, "--today", "2025-11-18")
        self.assert_refused(ended, WRONG, "2025-W45", "2025-12-24", "expected")
        self.assertEqual(self.state(), before)


class Damage(Weekly):
    def setUp(self):
        super().setUp()
        self.rate_weeks("2025-W44", "2025-W45")
        self.weekly("2025-11-10")
        self.folder45 = self.reports / "2025-W45"

    def assert_told(self, *parts):
        """The one finding is told, nothing is written over, and the other weeks go on."""
        before = self.state()
        ended = sipas("weekly", "--data", self.data, "--today", "2025-11-11")
        self.assert_refused(ended, WRONG, "2025-W45/", "expected", *parts)
        self.assertEqual(self.state(), before)

    def test_a_changed_byte_is_found_in_every_file(self):
        for name in self.first_names("2025-W45"):
            with self.subTest(name=name):
                file = self.folder45 / name
                sound = file.read_bytes()
                file.write_bytes(bytes([sound[0] ^ 1]) + sound[1:])
                self.assert_told("2025-W45/" if name == "SHA-256SUMS" else f"2025-W45/{name}")
                file.write_bytes(sound)
                self.weekly("2025-11-11")

    def test_a_missing_file_is_found(self):
        for name in self.first_names("2025-W45"):
            with self.subTest(name=name):
                (self.folder45 / name).rename(self.folder / "away")
                self.assert_told(name)
                (self.folder / "away").rename(self.folder45 / name)
                self.weekly("2025-11-11")

    def test_sums_that_are_none_are_found(self):
        sums = self.folder45 / "SHA-256SUMS"
        sound = sums.read_bytes()
        for text in (b"", b"\n", sound[:-1], sound[:100], b"x" + sound, sound + b"\0\n", sound.replace(b"  ", b" "),
                     sound.replace(b"  ", b"  ../2025-W44/"), sound + b"0" * 64 + b"  \n"):
            with self.subTest(text=text):
                sums.write_bytes(text)
                self.assert_told("SHA-256SUMS")

    def test_a_damaged_amendment_is_found(self):
        self.rate(("2025-11-07", "xay-dung", 3))
        self.weekly("2025-11-11")
        (self.folder45 / "hai-long-chi-minh-2025-W45-bo-sung-2025-11-11.pdf").write_bytes(b"other")
        self.assert_told("hai-long-chi-minh-2025-W45-bo-sung-2025-11-11.pdf")

    def test_a_damaged_report_is_not_amended_and_the_others_are(self):
        (self.folder45 / "hai-long-chi-minh-2025-W45.pdf").write_bytes(b"other")
        before = {name: kept for name, kept in self.state().items() if "/2025-W45" in name}
        self.rate(("2025-11-07", "xay-dung", 3), ("2025-10-31", "xay-dung", 3), ("2025-11-12", "xay-dung", 3))
        self.assertEqual(self.weekly("2025-11-17", status=WRONG), ["2025-W44: amended", "2025-W46: filed"])
        self.assertEqual({name: kept for name, kept in self.state().items() if "/2025-W45" in name}, before)

    def test_figures_that_cannot_be_read_stop_no_later_week(self):
        """Whoever changed the JSON made its sums anew."""
        json_name = "hai-long-chi-minh-2025-W44.json"
        json_file, sums = (self.reports / "2025-W44" / name for name in (json_name, "SHA-256SUMS"))
        sound, lines = json_file.read_bytes(), sums.read_text().splitlines(keepends=True)
        self.rate_weeks("2025-W46")
        for text in (b"", sound[:-3], b"[]", b"{}", b"\xff\xfe{", b"{\"rows\"\n"):
            with self.subTest(text=text[:20]):
                json_file.write_bytes(text)
                sums.write_text("".join(lines[:-1]) + f"{hashlib.sha256(text).hexdigest()}  {json_name}\n")
                self.assert_goes_on(f"2025-W44/{json_name}")
        json_file.write_bytes(sound)
        sums.write_text("".join(lines[:-1]))
        self.assert_goes_on("2025-W44/SHA-256SUMS")

    def assert_goes_on(self, found):
        """The finding in 2025-W44 is told in one line, and 2025-W46 is filed."""
        subprocess.run(["rm", "-rf", self.reports / "2025-W46"], check=True)
        ended = sipas("weekly", "--data", self.data, "--today", "2025-11-17")
        self.assertEqual((ended.returncode, ended.stdout), (WRONG, "2025-W46: filed\n"), ended.stderr)
        self.assertEqual(ended.stderr.count("\n"), 1, ended.stderr)
        for part in (found, "found", "expected"):
            self.assertIn(part, ended.stderr)

    def test_an_amendment_that_cannot_come_in_stops_no_later_week(self):
        name, way = "hai-long-chi-minh-2025-W44.pdf", self.reports / ".2025-W44.add"
        self.rate_weeks("2025-W46")
        self.rate(("2025-10-31", "xay-dung", 3))  # it would be amended
        way.mkdir()
        (way / name).write_text("another")
        before = self.state()
        self.assert_goes_on(f"2025-W44/{name}")
        self.assertEqual({path: kept for path, kept in self.state().items() if "2025-W44" in path},
                         {path: kept for path, kept in before.items() if "2025-W44" in path})
        subprocess.run(["rm", "-r", way], check=True)
        way.write_text("no folder")
        self.assert_goes_on(".2025-W44.add")
        way.unlink()
        self.assertEqual(self.weekly("2025-11-17"), ["2025-W44: amended"])

    def test_what_is_no_folder_is_found(self):
        (self.reports / "2025-W46").write_text("no folder")
        self.rate_weeks("2025-W46")
        ended = sipas("weekly", "--data", self.data, "--today", "2025-11-17")
        self.assert_refused(ended, WRONG, "2025-W46/SHA-256SUMS", "expected")


class CutShort(Weekly):
    WEEKS = [f"2025-W{week}" for week in range(39, 46)]
    END = "-bo-sung-2025-11-11"

    def assert_nothing_half(self):
        """Whatever shows is whole: sums name every file that a reader can see, but for an amendment still on its way."""
        for name in self.filed():
            if name.startswith("."):
                continue
            named = self.assert_sums(name)
            self.assertLessEqual(set(self.first_names(name)), set(named))
            on_the_way = (self.reports / f".{name}.add").exists()
            self.assertTrue(on_the_way or named == self.names(name), self.names(name))

    def kill_at_random(self, rng, today):
        with subprocess.Popen([SIPAS, "weekly", "--data", self.data, "--today", today], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as run:
            time.sleep(rng.random() * self.duration)
            run.kill()
        return run.returncode == -signal.SIGKILL

    def measure(self, today):
        start = time.monotonic()
        self.weekly(today)
        self.duration = time.monotonic() - start

    def empty(self):
        subprocess.run(["rm", "-rf", self.reports], check=True)

    def test_a_killed_run_leaves_nothing_half_and_the_next_one_finishes(self):
        self.rate_weeks(*self.WEEKS)
        self.measure("2025-11-10")
        whole = self.contents()
        self.empty()
        rng = random.Random(7)
        killed = 0
        while killed < 12:
            self.reports.mkdir(mode=0o750, exist_ok=True)
            if self.kill_at_random(rng, "2025-11-10"):
                killed += 1
            else:
                self.empty()
                continue
            self.assert_nothing_half()
        self.weekly("2025-11-10")
        self.assertEqual(self.contents(), whole)

    def test_a_killed_amendment_leaves_nothing_half_and_the_next_run_finishes(self):
        self.rate_weeks(*self.WEEKS)
        self.weekly("2025-11-10")
        first = self.folder / "first"
        subprocess.run(["cp", "-a", self.reports, first], check=True)
        self.rate(*((monday_of(week), "khac", 2) for week in self.WEEKS))
        self.measure("2025-11-11")
        whole = self.contents()
        rng = random.Random(8)
        killed = 0
        while killed < 12:
            self.empty()
            subprocess.run(["cp", "-a", first, self.reports], check=True)
            killed += self.kill_at_random(rng, "2025-11-11")
            self.assert_nothing_half()
            self.weekly("2025-11-11")
            self.assertEqual(self.contents(), whole)

    def test_what_a_killed_run_was_still_writing_is_removed(self):
        self.rate_weeks("2025-W45")
        half = self.reports / ".2025-W45.new"
        half.mkdir()
        (half / "hai-long-chi-minh-2025-W45.xlsx").write_bytes(b"half")
        self.assertEqual(self.weekly("2025-11-10"), ["2025-W45: filed"])
        self.assertEqual(self.filed(), ["2025-W45"])
        self.assert_sums("2025-W45")

    def test_an_amendment_on_its_way_in_comes_in_as_it_was_made(self):
        self.rate_weeks("2025-W45")
        self.weekly("2025-11-10")
        self.rate(("2025-11-07", "khac", 2))
        self.weekly("2025-11-11")
        whole = self.contents()
        added = self.added_names("2025-W45", self.END)
        for n in range(1, len(added) + 1):
            with self.subTest(n=n):
                way = self.reports / ".2025-W45.add"
                way.mkdir()
                for name in added[:n]:  # SHA-256SUMS, which comes in last, is the first of them
                    (self.reports / "2025-W45" / name).rename(way / name)
                self.assertEqual(self.weekly("2025-11-14"), [])
                self.assertEqual(self.contents(), whole)

    def test_an_amendment_that_cannot_come_in_writes_over_nothing_and_shows_no_sums(self):
        self.rate_weeks("2025-W45")
        self.weekly("2025-11-10")
        self.rate(("2025-11-07", "khac", 2))
        self.weekly("2025-11-11")
        whole = self.contents()
        added, folder, way = self.added_names("2025-W45", self.END), self.reports / "2025-W45", self.reports / ".2025-W45.add"
        for blocked in added[1:]:
            with self.subTest(blocked=blocked):
                way.mkdir()
                for name in added:
                    (folder / name).rename(way / name)
                (folder / blocked).write_text("in the way")
                ended = sipas("weekly", "--data", self.data, "--today", "2025-11-12")
                self.assert_refused(ended, WRONG, f"2025-W45/{blocked}", ".2025-W45.add", "expected")
                self.assertEqual((folder / blocked).read_text(), "in the way")
                self.assertFalse((folder / added[0]).exists())
                (folder / blocked).unlink()
                self.assertEqual(self.weekly("2025-11-12"), [])
                self.assertEqual(self.contents(), whole)

    def test_an_amendment_whose_report_is_gone_goes_too(self):
        self.rate_weeks("2025-W45")
        way = self.reports / ".2025-W45.add"
        way.mkdir()
        (way / "hai-long-chi-minh-2025-W45-bo-sung-2025-11-11.pdf").write_bytes(b"x")
        self.assertEqual(self.weekly("2025-11-12"), ["2025-W45: filed"])
        self.assertEqual(self.filed(), ["2025-W45"])
        self.assertEqual(self.names("2025-W45"), self.first_names("2025-W45"))

    def test_runs_at_once_do_not_spoil_each_other(self):
        self.rate_weeks(*self.WEEKS)
        self.weekly("2025-11-10")
        whole = self.contents()
        self.empty()
        runs = [subprocess.Popen([SIPAS, "weekly", "--data", self.data, "--today", "2025-11-10"], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True) for _ in range(4)]
        printed = []
        for run in runs:
            out, err = run.communicate(timeout=120)
            self.assertEqual((run.returncode, err), (0, ""))
            printed += out.splitlines()
        self.assertEqual(sorted(printed), [f"{week}: filed" for week in self.WEEKS])
        self.assertEqual(self.contents(), whole)

    def test_a_full_disk_leaves_nothing(self):
        """All of the report fits but the PDF, which is the largest."""
        self.rate_weeks("2025-W45")
        self.weekly("2025-11-10")
        sizes = sorted((path.stat().st_size, path.suffix) for path in (self.reports / "2025-W45").iterdir())
        self.assertEqual(sizes[-1][1], ".pdf")
        self.empty()

        def full_disk():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (sizes[-1][0] - 1, sizes[-1][0] - 1))

        ended = sipas("weekly", "--data", self.data, "--today", "2025-11-10", preexec_fn=full_disk)
        self.assert_refused(ended, FAILED, "2025-W45.pdf")
        self.assertEqual(self.filed(), [])
        self.assertEqual(self.weekly("2025-11-10"), ["2025-W45: filed"])


class Misuse(Weekly):
    def test_what_is_wrong_is_told(self):
        for arguments, parts in ((["--today", "2025-11-31"], ("--today", "2025-11-31")), (["--today", ""], ("--today",)),
                                 (["--today", "0001-01-01"], ("--today",)), (["--today", "9999-12-31"], ("--today",)),
                                 (["more"], ("more",))):
            with self.subTest(arguments=arguments):
                self.assert_refused(sipas("weekly", "--data", self.data, *arguments), USAGE, *parts)
        for weeks in ("0", "-1", "-3", "5201", "99999", "99999999999999999999", "x", "", "3.5", "4 ", " 4", "+4", "4x"):
            for option in ("-n", "--weeks"):
                with self.subTest(weeks=weeks):
                    self.assert_refused(sipas("weekly", "--data", self.data, option, weeks), USAGE,
                                        f'--weeks: found "{weeks}", expected a whole number from 1 to 5200')
        self.assertEqual(self.filed(), [])

    def test_a_plan_in_force_that_is_not_there_stops_it(self):
        self.rate_weeks("2025-W45")
        ini = self.data / "center.ini"
        ini.write_text(re.sub(r"(?m)^plans = .*$", "plans = nonsense", ini.read_text(encoding="utf-8")), encoding="utf-8")
        self.assert_refused(sipas("weekly", "--data", self.data, "--today", "2025-11-10"), FAILED, "nonsense", "expected")
        self.assertEqual(self.filed(), [])

    def test_a_plan_in_force_twice_stops_it(self):
        self.rate_weeks("2025-W45")
        ini = self.data / "center.ini"
        ini.write_text(re.sub(r"(?m)^plans = .*$", "plans = chi-minh;chi-minh", ini.read_text(encoding="utf-8")), encoding="utf-8")
        self.assert_refused(sipas("weekly", "--data", self.data, "--today", "2025-11-10"), FAILED, "chi-minh", "once")
        self.assertEqual(self.filed(), [])


if __name__ == "__main__":
    unittest.main()
