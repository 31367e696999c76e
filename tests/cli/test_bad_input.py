"""Whatever is wrong with the input: one line that names it and what was expected, the right exit status, nothing half-made."""
import os
import resource
import shutil
import sqlite3
import unittest

import command
from command import ASSETS, FAILED, SIPAS, USAGE, WRONG, sipas


class WrongUsage(command.Case):
    def test_a_wrong_command_line_is_told(self):
        data = self.center()
        for arguments, found in (
                (["nonsense"], "nonsense"), (["help", "nonsense"], "nonsense"),
                (["report", "--nonsense"], "--nonsense"), (["report", "--format", "xml"], "xml"),
                (["report", "--lang", "xx"], "xx"), (["report", "--window", "moon"], "moon"),
                (["report", "more"], "more"), (["import"], "FILE"), (["import", "a", "b"], "FILE"),
                (["import", "--device", "Máy 1", "a"], "Máy 1"), (["verify", "--head", "abc"], "abc"),
                (["verify", "--device", "../x"], "../x"), (["demo", "--count", "0"], "0"),
                (["demo", "--count", "many"], "many"), (["demo", "--seed", "-1"], "-1"),
                (["demo", "--from", "2025-11-03"], "--to"), (["config"], "check or print"),
                (["config", "look"], "look"), (["init", "more"], "more")):
            with self.subTest(arguments=arguments):
                place = ["--data", data] if arguments[0] in ("report", "import", "verify", "demo", "config") else []
                self.assert_refused(sipas(*arguments, *place), USAGE, found)

    def test_a_wrong_period_is_told_with_what_was_expected(self):
        data = self.center()
        for period in ("2025-W54", "2025-W00", "month:2025-13", "quarter:2025-Q5", "half:2025-H3", "week:2025-02-29",
                       "2025-11-30..2025-11-01", "yesterday", "", "year:25", "last-century"):
            with self.subTest(period=period):
                self.assert_refused(sipas("report", "--data", data, "--period", period), USAGE, f'"{period}"', "expected")
        self.assert_refused(sipas("demo", "--data", data, "--from", "2025-11-30", "--to", "2025-11-01"), USAGE, "expected")
        self.assertEqual(list((data / "devices").iterdir()), [])

    def test_no_command_at_all_is_wrong_usage(self):
        self.assert_refused(sipas(), USAGE, "expected")


class WrongCenter(command.Case):
    def spoil(self, old, new):
        text = (ASSETS / "center.ini").read_text(encoding="utf-8")
        self.assertIn(old, text)
        return text.replace(old, new, 1)

    def test_a_folder_without_a_center_is_named(self):
        nowhere = self.folder / "nowhere"
        for name in ("report", "verify", "demo"):
            self.assert_refused(sipas(name, "--data", nowhere), FAILED, nowhere, "center.ini", "sipas init")
        self.assert_refused(sipas("config", "check", "--data", nowhere), FAILED, nowhere)
        self.assertFalse(nowhere.exists())

    def test_a_mistake_is_one_line_with_group_key_and_what_was_expected(self):
        data = self.center()
        for old, new, parts in (
                ("decimals = 2", "decimals = 7", ("report", "decimals", "7", "0, 1 or 2")),
                ("window = calendar", "windw = calendar", ("report", "windw")),
                ("[area khac]", "[area Khác]", ("Khác",)),
                ("[web]", "[wob]", ("wob",))):
            with self.subTest(new=new):
                (data / "center.ini").write_text(self.spoil(old, new), encoding="utf-8")
                self.assert_refused(sipas("report", "--data", data, "--period", "2025-W45"), FAILED, data / "center.ini",
                                    *parts, "expected")

    def test_only_what_config_check_would_name_is_left_to_it(self):
        hint = "sipas config check"
        text = self.spoil("rotation = 0", "rotation = 45").replace("decimals = 2", "decimals = 7")
        ended = sipas("init", "--data", self.folder / "new", "--center", self.write("given.ini", text))
        self.assert_refused(ended, FAILED, "given.ini", "and 1 more")
        self.assertNotIn(hint, ended.stderr)
        data = self.center()
        plan = (ASSETS / "plans" / "chi-minh.ini").read_text(encoding="utf-8").replace("percent = 90", "percent = 190")
        ended = sipas("report", "--data", data, "--plan", self.write("plan.ini", plan))
        self.assert_refused(ended, FAILED, "plan.ini", "and 1 more")
        self.assertNotIn(hint, ended.stderr)
        (data / "center.ini").write_text(text, encoding="utf-8")
        self.assert_refused(sipas("report", "--data", data), FAILED, "center.ini", "and 1 more", hint)

    def test_a_line_end_in_a_name_hides_nothing(self):
        data = self.center("two\nlines")
        for arguments in (["report", "--data", self.folder / "no\nwhere"], ["import", "--data", data, "no\nfile"],
                          ["report", "--data", data, "--output", self.folder / "no\nwhere" / "x"]):
            with self.subTest(arguments=arguments):
                ended = sipas(*arguments)
                self.assert_refused(ended, FAILED, "no?")
                self.assertRegex(ended.stderr, "No such file|expected")
                self.assertNotIn("more", ended.stderr)
        (data / "center.ini").write_text(self.spoil("rotation = 0", "rotation = 45"), encoding="utf-8")
        ended = sipas("report", "--data", data)
        self.assert_refused(ended, FAILED, "two?lines/center.ini", "rotation", "45")
        self.assertNotIn("more", ended.stderr)
        self.assertEqual(len(sipas("config", "check", "--data", data).stdout.splitlines()), 1)
        self.assert_refused(sipas("no\nsuch"), USAGE, "no?such")
        self.assert_refused(sipas("report", "--data", self.center(), "--plan", "no\nplan"), USAGE, "no?plan", "expected")

    def test_what_is_no_key_file_is_told_in_one_line(self):
        data = self.center()
        for text in (b"\x00\x01\x02", b"no group\n", b"[center\nid=x\n", b"\xff\xfe[center]\n", b""):
            with self.subTest(text=text):
                (data / "center.ini").write_bytes(text)
                self.assert_refused(sipas("report", "--data", data), FAILED, "center.ini")

    def test_init_checks_the_file_before_it_makes_anything(self):
        bad = self.write("bad.ini", self.spoil("rotation = 0", "rotation = 45"))
        data = self.folder / "data"
        self.assert_refused(sipas("init", "--data", data, "--center", bad), FAILED, bad, "rotation", "45")
        missing = self.folder / "missing.ini"
        self.assert_refused(sipas("init", "--data", data, "--center", missing), FAILED, missing)
        for file in (self.folder, "/dev/zero"):
            self.assert_refused(sipas("init", "--data", data, "--center", file, timeout=60), FAILED, file, "plain file")
        plan = self.write("plan.ini", self.spoil("plans = chi-minh", "plans = nonsense"))
        self.assert_refused(sipas("init", "--data", data, "--center", plan), FAILED, "nonsense", "expected")
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["bad.ini", "plan.ini"])


class WrongPlan(command.Case):
    def test_a_wrong_plan_is_named(self):
        data = self.center()
        text = (ASSETS / "plans" / "chi-minh.ini").read_text(encoding="utf-8")
        for old, new, parts in (("percent = 90", "percent = 190", ("percent", "190")),
                                ("operator = >\n", "operator = about\n", ("operator", "about")),
                                ("item = tthc", "item = weather", ("item", "weather")),
                                ("[plan]", "[plun]", ("plun",))):
            with self.subTest(new=new):
                plan = self.write("plan.ini", text.replace(old, new, 1))
                self.assert_refused(sipas("report", "--data", data, "--plan", plan), FAILED, plan, *parts, "expected")

    def test_an_area_that_the_center_does_not_have_is_refused(self):
        data = self.center()
        text = (ASSETS / "plans" / "chi-minh.ini").read_text(encoding="utf-8")
        wrong = text.replace("areas = dat-dai;xay-dung", "areas = dat-dai;xay-dungg")
        self.assertNotEqual(text, wrong)
        plan = self.write("plan.ini", wrong)
        target = wrong[:wrong.index("xay-dungg")].rsplit("[", 1)[1].split("]", 1)[0]
        mistake = f"[{target}] areas: found xay-dungg, expected an area of center.ini\n"
        self.assert_refused(sipas("report", "--data", data, "--plan", plan), FAILED, f"sipas report: {plan}: {mistake}")
        self.assert_refused(sipas("report", "--data", data, "--plan", "ke-sat", "--plan", plan), FAILED, mistake)
        in_force = data / "plans" / "chi-minh.ini"
        in_force.write_text(wrong, encoding="utf-8")
        self.assert_refused(sipas("report", "--data", data), FAILED, f"sipas report: {in_force}: {mistake}")
        checked = sipas("config", "check", "--data", data)
        self.assertEqual((checked.returncode, checked.stdout), (WRONG, f"{in_force}: {mistake}"))

    def test_the_shipped_plans_go_with_the_sample_center(self):
        data = self.center()
        plans = sorted(path.stem for path in (ASSETS / "plans").glob("*.ini"))
        self.assertEqual(len(plans), 5)
        self.report(data, *(word for plan in plans for word in ("--plan", plan)))

    def test_a_plan_that_is_not_there_is_named(self):
        data = self.center()
        for plan in ("nonsense", "nonsense.ini", "/nowhere/plan.ini"):
            self.assert_refused(sipas("report", "--data", data, "--plan", plan), USAGE, plan, "expected")


class WrongJournal(command.Case):
    def filled(self, name="center"):
        data = self.center(name)
        self.run_done("demo", "--data", data, "--count", 300, "--period", "2025-W45")
        return data, data / "devices" / "demo" / "journal.db"

    def put(self, data, content):
        journal = data / "devices" / "kiosk-1" / "journal.db"
        journal.parent.mkdir(exist_ok=True)
        journal.write_bytes(content)
        return journal

    def verify(self, data, *arguments):
        """stdout of a verify that has to find something wrong."""
        ended = sipas("verify", "--data", data, *arguments)
        self.assertEqual(ended.returncode, WRONG, ended.stdout + ended.stderr)
        self.assertEqual(ended.stderr.count("\n"), 1)
        return ended.stdout

    def test_a_file_that_is_no_journal_is_named(self):
        data = self.center()
        for content in (b"not a journal at all\n" * 500, b"", b"SQLite format 3\x00" + b"\x55" * 4096):
            with self.subTest(content=content[:20]):
                journal = self.put(data, content)
                self.assert_refused(sipas("report", "--data", data), FAILED, journal)
                self.assertIn("kiosk-1: wrong: ", self.verify(data))

    def test_another_program_s_database_is_named(self):
        data = self.center()
        journal = self.put(data, b"")
        journal.unlink()
        with sqlite3.connect(journal) as other:
            other.execute("CREATE TABLE recipe (name TEXT)")
        other.close()
        before = journal.read_bytes()
        self.assert_refused(sipas("report", "--data", data), FAILED, journal)
        self.assert_refused(sipas("demo", "--data", data, "--device", "kiosk-1"), FAILED, journal)
        self.assertEqual(journal.read_bytes(), before)

    def test_a_journal_of_another_center_is_named(self):
        other, journal = self.filled("other")
        center = self.write("center.ini", (ASSETS / "center.ini").read_text(encoding="utf-8")
                            .replace("id = chi-minh", "id = an-phong"))
        data = self.folder / "center"
        self.run_done("init", "--data", data, "--center", center)
        shutil.copytree(journal.parent, data / "devices" / "demo")
        self.assert_refused(sipas("report", "--data", data), FAILED, data / "devices" / "demo" / "journal.db", "chi-minh")
        self.assertIn("demo: wrong: ", self.verify(data))
        self.assert_refused(sipas("demo", "--data", data), FAILED, data / "devices" / "demo" / "journal.db")

    def test_a_journal_of_another_device_is_named(self):
        data, journal = self.filled()
        shutil.copytree(journal.parent, data / "devices" / "kiosk-1")
        self.assert_refused(sipas("report", "--data", data), FAILED, data / "devices" / "kiosk-1" / "journal.db")
        self.assertIn("kiosk-1: wrong: ", self.verify(data))

    def test_a_changed_answer_is_found_and_its_entry_named(self):
        data, journal = self.filled()
        self.tamper(journal, "UPDATE entry SET tthc = 6 - tthc WHERE seq = 123")
        self.assertRegex(self.verify(data), "demo: wrong: .*123")

    def test_a_removed_entry_is_found(self):
        data, journal = self.filled()
        self.tamper(journal, "DELETE FROM entry WHERE seq = 77")
        self.assertRegex(self.verify(data), "demo: wrong: .*7[78]")

    def test_a_changed_tally_is_found(self):
        data, journal = self.filled()
        self.tamper(journal, "UPDATE tally SET n5 = n5 + 1 WHERE area = 'dat-dai'")
        self.assertIn("demo: wrong: ", self.verify(data))

    def test_a_cut_tail_is_found_against_a_noted_head(self):
        data, journal = self.filled()
        saved = journal.read_bytes()
        self.run_done("demo", "--data", data, "--count", 5, "--period", "2025-W46")
        head = self.report(data)["journals"][0]["head"]
        self.assertIn("demo: sound", self.run_done("verify", "--data", data, "--head", head).stdout)
        for extra in journal.parent.glob("journal.db-*"):
            extra.unlink()
        journal.write_bytes(saved)
        self.assertIn("demo: sound", self.run_done("verify", "--data", data).stdout)
        ended = sipas("verify", "--data", data, "--head", head)
        self.assertEqual(ended.returncode, WRONG)
        self.assertIn(head, ended.stderr)

    def test_damaged_pages_are_found(self):
        data, journal = self.filled()
        for extra in journal.parent.glob("journal.db-*"):
            extra.unlink()
        content = bytearray(journal.read_bytes())
        for at in range(4096 * 3, len(content), 997):
            content[at] ^= 0xFF
        journal.write_bytes(content)
        self.assertIn("demo: wrong: ", self.verify(data))
        ended = sipas("report", "--data", data, "--period", "2025-W45")
        if ended.returncode != command.DONE:  # the page with the tally may be among the whole ones
            self.assert_refused(ended, FAILED, journal)
        journal.write_bytes(content[:5000])
        self.assert_refused(sipas("report", "--data", data), FAILED, journal)

    def test_a_key_that_others_can_read_is_refused(self):
        data = self.center()
        key = data / "keys" / "seal.key"
        key.chmod(0o644)
        self.assert_refused(sipas("demo", "--data", data), FAILED, key)
        key.unlink()
        self.assert_refused(sipas("demo", "--data", data), FAILED, key)
        self.assertEqual(list((data / "devices").iterdir()), [])

    def tamper(self, journal, statement):
        """Changes the file as somebody with a tool would: the triggers that refuse are dropped first."""
        database = sqlite3.connect(journal)
        names = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in names:
            database.execute(f"DROP TRIGGER {name}")
        changed = database.execute(statement).rowcount
        database.commit()
        database.close()
        self.assertGreaterEqual(changed, 1)


class NoRights(command.Case):
    """As somebody who may not: root gives its rights up for the call."""

    def setUp(self):
        super().setUp()
        self.program = self.folder / "sipas"
        shutil.copy(SIPAS, self.program)
        shutil.copytree(ASSETS / "words", self.folder / "assets" / "words")
        shutil.copytree(ASSETS / "plans", self.folder / "assets" / "plans")
        shutil.copy(ASSETS / "center.ini", self.folder / "assets")
        for path in (self.folder / "assets").rglob("*"):
            path.chmod(0o755)

    def call(self, *arguments):
        nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        environment = {**os.environ, "SIPAS_ASSETS": str(self.folder / "assets")}
        return command.subprocess.run([self.program, *map(str, arguments)], capture_output=True, text=True,
                                      env=environment, cwd="/", **nobody)

    def closed_center(self):
        data = self.center()
        data.chmod(0)
        self.addCleanup(data.chmod, 0o755)
        return data

    def test_a_data_folder_without_rights_is_named(self):
        data = self.closed_center()
        for arguments in (["report"], ["verify"], ["demo"], ["config", "check"]):
            with self.subTest(arguments=arguments):
                self.assert_refused(self.call(*arguments, "--data", data), FAILED, data, "Permission denied")

    def test_a_place_that_cannot_be_written_is_named(self):
        self.folder.chmod(0o555)
        self.addCleanup(self.folder.chmod, 0o755)
        data = self.folder / "new"
        self.assert_refused(self.call("init", "--data", data), FAILED, data, "Permission denied")
        self.assertFalse(data.exists())

    def test_a_report_that_cannot_be_written_leaves_nothing(self):
        data = self.center()
        for path in [data, *data.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        (data / "reports").chmod(0o555)
        file = data / "reports" / "week.json"
        self.assert_refused(self.call("report", "--data", data, "--format", "json", "--output", file), FAILED, file,
                            "Permission denied")
        self.assertEqual(list((data / "reports").iterdir()), [])

    def test_a_journal_folder_that_cannot_be_made_is_named(self):
        data = self.center()
        for path in [data, *data.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        (data / "devices").chmod(0o555)
        self.assert_refused(self.call("demo", "--data", data), FAILED, data / "devices" / "demo", "Permission denied")
        self.assertEqual(list((data / "devices").iterdir()), [])


class JournalOutOfReach(command.Case):
    """A journal that is there and cannot be read is told; it is never left out of a report or a verification."""

    def center_of_two(self):
        data = self.center()
        for device in ("kiosk-1", "kiosk-2"):
            self.run_done("demo", "--data", data, "--device", device, "--count", 3, "--period", "2025-W45")
        return data

    def refused(self, data, device):
        journal = data / "devices" / device / "journal.db"
        self.assert_refused(sipas("report", "--data", data), FAILED, journal)
        ended = sipas("verify", "--data", data)
        self.assertEqual(ended.returncode, FAILED, ended.stderr)
        self.assertIn(f"{device}: wrong: {journal}", ended.stdout)
        self.assertIn("kiosk-1: sound", ended.stdout)

    def test_a_link_that_leads_nowhere_is_told(self):
        data = self.center_of_two()
        journal = data / "devices" / "kiosk-2" / "journal.db"
        journal.unlink()
        journal.symlink_to("/nowhere/journal.db")
        self.refused(data, "kiosk-2")

    def test_a_folder_that_leads_nowhere_is_told(self):
        data = self.center_of_two()
        (data / "devices" / "kiosk-3").symlink_to("/nowhere")
        self.refused(data, "kiosk-3")

    def test_what_is_no_device_folder_is_passed_over(self):
        data = self.center_of_two()
        (data / "devices" / "notes.txt").write_text("no folder")
        never_started = data / "devices" / "kiosk-3"
        never_started.mkdir()
        for name in ("journal.lock", "journal.db.new", "journal.db.new-wal"):
            (never_started / name).write_text("")
        self.assertEqual(len(self.report(data)["journals"]), 2)
        self.assertEqual(self.run_done("verify", "--data", data).stdout.count(": sound"), 2)


class JournalThatCannotBeMade(command.Case):
    def test_a_first_start_without_room_leaves_nothing_and_stops_no_report(self):
        data = self.center()
        for size in (0, 4096, 12000, 28000):
            with self.subTest(size=size):
                limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
                ended = sipas("demo", "--data", data, "--device", "kiosk-1", preexec_fn=limit, restore_signals=False)
                self.assert_refused(ended, FAILED, data / "devices" / "kiosk-1" / "journal.db")
                self.assertEqual(list((data / "devices").iterdir()), [])
                self.assertEqual(self.report(data)["journals"], [])
        self.run_done("demo", "--data", data, "--device", "kiosk-1", "--count", 3)


class ImpossibleCounts(command.Case):
    def test_a_count_that_cannot_be_is_told_and_nothing_is_reported(self):
        for count in (-1, 10**12 + 1, 2**63 - 1):
            with self.subTest(count=count):
                data = self.center(f"center{count}")
                self.run_done("demo", "--data", data, "--count", 30, "--period", "2025-W45")
                journal = data / "devices" / "demo" / "journal.db"
                with sqlite3.connect(journal) as database:
                    database.execute("PRAGMA ignore_check_constraints = 1")
                    database.execute("UPDATE tally SET n3 = ?", (count,))
                database.close()
                self.assert_refused(sipas("report", "--data", data, "--period", "2025-W45"), FAILED, journal,
                                    "row that cannot be")
                ended = sipas("verify", "--data", data)
                self.assertEqual(ended.returncode, WRONG, ended.stderr)
                self.assertRegex(ended.stdout, "demo: wrong: .*row that cannot be")


class NotedHead(command.Case):
    def test_the_head_as_the_text_report_prints_it_is_enough(self):
        data = self.center()
        self.run_done("demo", "--data", data, "--count", 5, "--period", "2025-W45")
        head = self.report(data)["journals"][0]["head"]
        printed = self.run_done("report", "--data", data).stdout.split()
        self.assertIn(head[:16], printed)
        for noted in (head[:16], head[:16].upper(), head[:17], head[:63], head, head.upper()):
            with self.subTest(noted=noted):
                self.assertIn("demo: sound", self.run_done("verify", "--data", data, "--head", noted).stdout)
        other = ("0" if head[15] != "0" else "1").join((head[:15], ""))
        ended = sipas("verify", "--data", data, "--head", other)
        self.assertEqual(ended.returncode, WRONG)
        self.assertIn(other, ended.stderr)
        for noted in (head[:15], head + "0", head[:15] + "g", "", "0x" + head[:16], head[:16] + " "):
            with self.subTest(noted=noted):
                self.assert_refused(sipas("verify", "--data", data, "--head", noted), USAGE, f'"{noted}"',
                                    "16 to 64 hexadecimal digits")


if __name__ == "__main__":
    unittest.main()
