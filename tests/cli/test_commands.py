"""What the commands do when all is well: init, demo, verify, config, and where results go."""
import filecmp
import os
import sqlite3
import stat
import subprocess
import unittest

import command
from command import ASSETS, DONE, FAILED, SIPAS, USAGE, WRONG, sipas


class Init(command.Case):
    def test_a_new_folder_holds_center_plans_key_and_places(self):
        data = self.center()
        self.assertEqual(sorted(path.name for path in data.iterdir()),
                         ["center.ini", "devices", "keys", "plans", "reports"])
        self.assertTrue(filecmp.cmp(data / "center.ini", ASSETS / "center.ini", shallow=False))
        self.assertTrue(filecmp.cmp(data / "plans" / "chi-minh.ini", ASSETS / "plans" / "chi-minh.ini", shallow=False))
        for path, mode in ((data, 0o750), (data / "keys", 0o700), (data / "keys" / "seal.key", 0o600)):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), mode, path)

    def test_two_centers_have_two_keys(self):
        keys = [(self.center(name) / "keys" / "seal.key").read_bytes() for name in ("one", "two")]
        self.assertNotEqual(*keys)

    def test_a_folder_with_a_center_is_left_untouched(self):
        data = self.center()
        before = self.tree(data)
        self.assert_refused(sipas("init", "--data", data), FAILED, data, "holds a center")
        self.assertEqual(self.tree(data), before)

    def test_a_folder_of_somebody_else_is_left_untouched(self):
        data = self.folder / "photos"
        data.mkdir()
        (data / "holiday.jpg").write_bytes(b"x")
        self.assert_refused(sipas("init", "--data", data), FAILED, data, "empty folder")
        self.assertEqual([path.name for path in data.iterdir()], ["holiday.jpg"])
        file = self.write("file", "x")
        self.assert_refused(sipas("init", "--data", file), FAILED, file)

    def test_an_empty_folder_is_filled_and_a_half_made_one_finished(self):
        empty = self.folder / "empty"
        (empty / "lost+found").mkdir(parents=True)
        self.run_done("init", "--data", empty)
        half = self.center("half")
        key = (half / "keys" / "seal.key").read_bytes()
        (half / "center.ini").unlink()
        self.run_done("init", "--data", half)
        self.assertEqual((half / "keys" / "seal.key").read_bytes(), key)
        self.assertTrue((half / "center.ini").exists())

    def test_a_given_center_is_copied_with_the_plans_beside_it(self):
        (self.folder / "given" / "plans").mkdir(parents=True)
        text = (ASSETS / "center.ini").read_text(encoding="utf-8").replace("plans = chi-minh", "plans = ours;ke-sat")
        plan = (ASSETS / "plans" / "an-phong.ini").read_text(encoding="utf-8").replace("id = an-phong", "id = ours")
        given = self.write("given/center.ini", text)
        self.write("given/plans/ours.ini", plan)
        data = self.folder / "data"
        self.run_done("init", "--data", data, "--center", given)
        self.assertEqual(sorted(path.name for path in (data / "plans").iterdir()), ["ke-sat.ini", "ours.ini"])
        self.assertEqual({row["plan"] for row in self.report(data)["targets"]}, {"ours", "ke-sat"})

    def test_the_environment_names_the_folder_when_nothing_else_does(self):
        data = self.folder / "there"
        environment = {**os.environ, "SIPAS_DATA": str(data)}
        self.run_done("init", env=environment)
        self.run_done("config", "check", env=environment)
        self.assertTrue((data / "center.ini").exists())


class Demo(command.Case):
    def rows(self, data, device="demo"):
        journal = sqlite3.connect(f"file:{data}/devices/{device}/journal.db?mode=ro", uri=True)
        columns = "utc_ms, day, area, channel, language, tthc, phuc_vu, trust"
        rows = journal.execute(f"SELECT {columns} FROM entry WHERE kind = 1 ORDER BY seq").fetchall()
        journal.close()
        return rows

    def test_the_same_seed_makes_the_same_ratings_and_another_does_not(self):
        one, two, three = (self.center(name) for name in ("one", "two", "three"))
        for data, seed in ((one, 5), (two, 5), (three, 6)):
            self.run_done("demo", "--data", data, "--count", 2000, "--period", "month:2025-11", "--seed", seed)
        self.assertEqual(self.rows(one), self.rows(two))
        self.assertNotEqual(self.rows(one), self.rows(three))

    def test_as_many_as_asked_are_stored_and_verified(self):
        data = self.center()
        self.run_done("demo", "--data", data, "--count", 1234, "--from", "2025-11-01", "--to", "2025-11-30")
        self.assertEqual(self.report(data, "--period", "month:2025-11")["rows"][0]["n"], 1234)
        self.assertRegex(self.run_done("verify", "--data", data).stdout, r"^demo: sound, 1235 entries, 1234 ratings, head ")

    def test_the_same_demo_twice_in_one_journal_is_refused(self):
        data = self.center()
        self.run_done("demo", "--data", data, "--count", 10, "--period", "2025-W45")
        self.assert_refused(sipas("demo", "--data", data, "--count", 10, "--period", "2025-W45"), FAILED)
        self.assertEqual(self.report(data, "--period", "2025-W45")["rows"][0]["n"], 10)

    def test_a_week_end_has_no_office_day(self):
        data = self.center()
        self.assert_refused(sipas("demo", "--data", data, "--from", "2025-11-08", "--to", "2025-11-09"), FAILED,
                            "office day")
        self.assertEqual(list((data / "devices").iterdir()), [])


class Config(command.Case):
    def test_a_right_center_is_passed_over_in_silence(self):
        ended = self.run_done("config", "check", "--data", self.center())
        self.assertEqual((ended.stdout, ended.stderr), ("", ""))

    def test_every_mistake_of_center_and_plans_is_printed(self):
        data = self.center()
        text = (data / "center.ini").read_text(encoding="utf-8")
        (data / "center.ini").write_text(text.replace("rotation = 0", "rotation = 45")
                                         .replace("decimals = 2", "decimals = x"), encoding="utf-8")
        plan = (data / "plans" / "chi-minh.ini").read_text(encoding="utf-8")
        (data / "plans" / "chi-minh.ini").write_text(plan.replace("percent = 80", "percent = -1"), encoding="utf-8")
        ended = sipas("config", "check", "--data", data)
        self.assertEqual(ended.returncode, WRONG)
        self.assertEqual(len(ended.stdout.splitlines()), 3, ended.stdout)
        for part in ("rotation", "decimals", "percent", "chi-minh.ini"):
            self.assertIn(part, ended.stdout)
        self.assertIn("3 mistakes", ended.stderr)

    def test_a_plan_over_an_area_the_center_does_not_have_is_a_mistake(self):
        data = self.center()
        plan = (data / "plans" / "chi-minh.ini").read_text(encoding="utf-8")
        (data / "plans" / "chi-minh.ini").write_text(plan.replace("dat-dai;xay-dung", "dat-dai;tau-vu-tru"),
                                                     encoding="utf-8")
        ended = sipas("config", "check", "--data", data)
        self.assertEqual(ended.returncode, WRONG)
        self.assertIn("tau-vu-tru", ended.stdout)

    def test_what_is_printed_makes_an_equal_center(self):
        text = (ASSETS / "center.ini").read_text(encoding="utf-8")
        for old, new in (("opening-hours =", "opening-hours = mon-fri 07:30-11:30; sat 08:00-24:00"),
                         ("hotline =", "hotline = 0225 3 000 000"), ("window = calendar", "window = decree"),
                         ("\narea =\n", "\narea = dat-dai\n"), ("\ndevice = web\n", "\ndevice = phone-1\n"),
                         ("languages = vi;en", "languages = en;vi"),
                         ("icon = khac", "icon = khac\nactive-from = 2025-07-01\nactive-to = 2030-12-31"),
                         ("channels = kiosk;phone;paper;other\n\n[kiosk]", "channels = paper\n\n[kiosk]")):
            self.assertIn(old, text)
            text = text.replace(old, new, 1)
        first, second = self.folder / "first", self.folder / "second"
        self.run_done("init", "--data", first, "--center", self.write("a.ini", text))
        printed = self.run_done("config", "print", "--data", first).stdout
        self.run_done("init", "--data", second, "--center", self.write("b.ini", printed))
        self.assertEqual(self.run_done("config", "print", "--data", second).stdout, printed)
        for part in ("opening-hours=mon-fri 07:30-11:30;sat 08:00-24:00", "hotline=0225 3 000 000", "window=decree",
                     "area=dat-dai", "\ndevice=phone-1\n", "languages=en;vi",
                     "active-to=2030-12-31", "channels=paper\n", "name[en]=Land"):
            self.assertIn(part, printed)


class Output(command.Case):
    def test_a_file_gets_what_the_standard_output_would(self):
        data = self.center()
        self.run_done("demo", "--data", data, "--count", 50, "--period", "2025-W45")
        for face in ("text", "csv", "json"):
            file = self.folder / f"report.{face}"
            arguments = ["report", "--data", data, "--period", "2025-W45", "--format", face]
            written = self.run_done(*arguments, "--output", file)
            self.assertEqual((written.stdout, written.stderr), ("", ""))
            printed = subprocess.run([SIPAS, *map(str, arguments)], capture_output=True, check=True).stdout
            self.assertEqual(file.read_bytes(), printed)

    def test_an_old_file_is_replaced_as_a_whole_or_stays(self):
        data = self.center()
        file = self.write("report.json", "old")
        self.assert_refused(sipas("report", "--data", data, "--plan", "nonsense", "--output", file), USAGE)
        self.assertEqual(file.read_text(), "old")
        self.run_done("report", "--data", data, "--format", "json", "--output", file)
        self.assertTrue(file.read_text().startswith("{"))
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["center", "report.json"])

    def test_a_place_that_takes_no_file_is_named(self):
        data = self.center()
        for place in (self.folder, self.folder / "nowhere" / "report.json", "/dev/full"):
            self.assert_refused(sipas("report", "--data", data, "--output", place), FAILED, place)
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/full").st_mode))

    def test_a_standard_output_that_is_full_is_a_failure(self):
        data = self.center()
        with open("/dev/full", "w", encoding="utf-8") as full:
            ended = subprocess.run([SIPAS, "report", "--data", str(data)], stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual(ended.returncode, FAILED)
        self.assertEqual(ended.stderr.count("\n"), 1)

    def test_english_and_the_locale_do_not_change_figures(self):
        data = self.center()
        self.run_done("demo", "--data", data, "--count", 500, "--period", "2025-W45")
        outputs = {self.run_done("report", "--data", data, "--period", "2025-W45", "--format", "csv",
                                 env={**os.environ, "LC_ALL": locale}).stdout for locale in ("C", "C.UTF-8", "POSIX")}
        self.assertEqual(len(outputs), 1)

    def test_reports_go_on_while_a_device_writes(self):
        data = self.center()
        writing = subprocess.Popen([SIPAS, "demo", "--data", str(data), "--count", "200000", "--period", "month:2025-11"])
        while writing.poll() is None:
            if (data / "devices" / "demo" / "journal.db").exists():
                ended = sipas("report", "--data", data, "--period", "month:2025-11", "--format", "json")
                self.assertEqual(ended.returncode, DONE, ended.stderr)
        self.assertEqual(writing.returncode, DONE)
        self.assertEqual(self.report(data, "--period", "month:2025-11")["rows"][0]["n"], 200000)


class Help(command.Case):
    def test_every_command_has_help_by_three_ways(self):
        overview = self.run_done("--help").stdout
        for name in ("init", "report", "import", "verify", "demo", "config"):
            self.assertIn(name, overview)
            texts = {self.run_done(*arguments).stdout
                     for arguments in (["help", name], [name, "--help"], [name, "-h"])}
            self.assertEqual(len(texts), 1, name)
            self.assertIn("--data=DIR", texts.pop())
        self.assertEqual(self.run_done("help").stdout, overview)
        self.assertRegex(self.run_done("--version").stdout, r"^sipas \d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    unittest.main()
