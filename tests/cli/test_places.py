"""Where results go, and what a call that fails leaves behind: what was there before, and nothing else."""
import os
import resource
import signal
import stat
import subprocess
import unittest

import command
from command import ASSETS, FAILED, SIPAS, USAGE, sipas

SIZE_BETWEEN_PLAN_AND_CENTER = 2000


def take_no_larger_files():
    """A disk that is full for center.ini, which comes last, and takes all before it."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SIZE_BETWEEN_PLAN_AND_CENTER, SIZE_BETWEEN_PLAN_AND_CENTER))


class HalfMade(command.Case):
    """init in a folder that was there."""

    def fail_late(self, data):
        before = self.tree(data)
        ended = sipas("init", "--data", data, preexec_fn=take_no_larger_files)
        self.assert_refused(ended, FAILED, "center.ini")
        self.assertEqual(self.tree(data), before)

    def test_a_failure_leaves_what_was_there_before(self):
        self.assertLess((ASSETS / "plans" / "chi-minh.ini").stat().st_size, SIZE_BETWEEN_PLAN_AND_CENTER)
        self.assertGreater((ASSETS / "center.ini").stat().st_size, SIZE_BETWEEN_PLAN_AND_CENTER)
        data = self.folder / "data"
        (data / "lost+found").mkdir(parents=True)
        (data / "lost+found" / "#12").write_bytes(b"found by fsck")
        self.fail_late(data)
        (data / "reports").mkdir()
        (data / "plans").mkdir()
        (data / "plans" / "ours.ini").write_bytes(b"x")
        self.fail_late(data)

    def test_a_plan_named_as_a_file_beside_center_ini_goes_along(self):
        source, data = self.folder / "source", self.folder / "data"
        source.mkdir()
        center = (ASSETS / "center.ini").read_text("utf-8").replace("plans = chi-minh", "plans = ./ours.ini")
        self.assertIn("./ours.ini", center)
        (source / "center.ini").write_text(center, "utf-8")
        (source / "ours.ini").write_bytes((ASSETS / "plans" / "ke-sat.ini").read_bytes())
        self.run_done("init", "--data", data, "--center", source / "center.ini")
        report = self.run_done("report", "--data", data, "--period", "2026-W10", "--format", "json").stdout
        self.assertIn('"ke-sat"', report)

    def test_a_failure_leaves_no_new_folder(self):
        data = self.folder / "data"
        self.assert_refused(sipas("init", "--data", data, preexec_fn=take_no_larger_files), FAILED, "center.ini")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_journals_without_their_key_get_no_new_one(self):
        data = self.center()
        self.run_done("demo", "--data", data, "--count", 10, "--period", "2025-W45")
        key = (data / "keys" / "seal.key").read_bytes()
        (data / "keys" / "seal.key").unlink()
        (data / "center.ini").unlink()
        before = self.tree(data)
        self.assert_refused(sipas("init", "--data", data), FAILED, data, "devices", "keys/seal.key", "expected")
        self.assertEqual(self.tree(data), before)
        (data / "keys" / "seal.key").write_bytes(key)
        (data / "keys" / "seal.key").chmod(0o600)
        self.run_done("init", "--data", data)
        self.assertIn("demo: sound", self.run_done("verify", "--data", data).stdout)


class FailedImport(command.Case):
    def test_a_failed_import_leaves_no_device(self):
        """The journal cannot take all of it: the disk is full."""
        data = self.center()
        file = self.make_csv("many.csv", "--count", 20000, "--from", "2025-11-01", "--to", "2025-11-30")

        def full_disk():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

        self.assert_refused(sipas("import", "--data", data, file, preexec_fn=full_disk), FAILED)
        self.assertEqual(list((data / "devices").iterdir()), [])
        self.assert_refused(sipas("demo", "--data", data, "--count", 20000, preexec_fn=full_disk), FAILED)
        self.assertEqual(list((data / "devices").iterdir()), [])
        self.run_done("import", "--data", data, file)
        self.assertIn("import: sound", self.run_done("verify", "--data", data).stdout)

    def test_a_failed_import_keeps_what_the_device_had(self):
        data = self.center()
        self.run_done("demo", "--data", data, "--count", 10, "--period", "2025-W45")
        self.assert_refused(sipas("demo", "--data", data, "--count", 10, "--period", "2025-W45"), FAILED)
        self.assertIn("demo: sound, 11 entries", self.run_done("verify", "--data", data).stdout)


class OutputFile(command.Case):
    def setUp(self):
        super().setUp()
        self.data = self.center()

    def put(self, file, **more):
        return self.run_done("report", "--data", self.data, "--format", "json", "--output", file, **more)

    def test_a_symbolic_link_stays_one_and_its_target_gets_the_report(self):
        (self.folder / "shared").mkdir()
        (self.folder / "second").symlink_to("shared/report.json")
        first = self.folder / "first"
        first.symlink_to(self.folder / "second")
        for was in (None, "old"):
            if was:
                (self.folder / "shared" / "report.json").write_text(was, encoding="utf-8")
            self.put(first, cwd="/")
            self.assertTrue(first.is_symlink() and (self.folder / "second").is_symlink())
            self.assertTrue((self.folder / "shared" / "report.json").read_text(encoding="utf-8").startswith("{"))
        self.assertEqual([path.name for path in (self.folder / "shared").iterdir()], ["report.json"])

    def test_links_that_lead_nowhere_or_to_no_plain_file_are_refused(self):
        circle, full = self.folder / "circle", self.folder / "full"
        circle.symlink_to("circle")
        full.symlink_to("/dev/full")
        for link in (circle, full):
            self.assert_refused(sipas("report", "--data", self.data, "--output", link), FAILED, link, "expected")
            self.assertTrue(link.is_symlink())

    def test_a_file_keeps_its_mode_and_a_new_one_gets_the_usual(self):
        for mode in (0o600, 0o664, 0o640, 0o604):
            file = self.write("report.json", "old")
            file.chmod(mode)
            self.put(file, umask=0o022)
            self.assertEqual(stat.S_IMODE(file.stat().st_mode), mode)
        new = self.folder / "new.json"
        self.put(new, umask=0o027)
        self.assertEqual(stat.S_IMODE(new.stat().st_mode), 0o640)

    def test_an_error_names_the_file_that_was_wanted(self):
        file = self.folder / "nowhere" / "report.json"
        ended = sipas("report", "--data", self.data, "--output", file)
        self.assertEqual((ended.returncode, ended.stderr), (FAILED, f"sipas report: {file}: No such file or directory\n"))

    def test_no_name_at_all_is_wrong_usage(self):
        self.assert_refused(sipas("report", "--data", self.data, "--output", ""), USAGE, "--output", "expected")


class LostOutput(command.Case):
    def test_whatever_cannot_be_printed_is_a_failure(self):
        data = self.center()
        self.run_done("demo", "--data", data, "--count", 10, "--period", "2025-W45")
        for arguments in (["--version"], ["--help"], ["help", "report"], ["report", "--help"], ["report", "--data", data],
                          ["verify", "--data", data], ["config", "print", "--data", data]):
            with self.subTest(arguments=arguments), open("/dev/full", "w", encoding="utf-8") as full:
                ended = subprocess.run([SIPAS, *map(str, arguments)], stdout=full, stderr=subprocess.PIPE, text=True,
                                       check=False)
                self.assertEqual(ended.returncode, FAILED)
                self.assertRegex(ended.stderr, r"^sipas: standard output: (No space left on device|not all could be written)\n$")


class NoPlace(command.Case):
    def test_an_empty_name_of_the_data_folder_is_wrong_usage(self):
        for arguments in (["init"], ["report"], ["import", "x"], ["verify"], ["demo"], ["config", "check"]):
            with self.subTest(arguments=arguments):
                self.assert_refused(sipas(*arguments, "--data", "", cwd=self.folder), USAGE, "--data", "expected")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_an_empty_variable_is_as_good_as_none(self):
        environment = {**os.environ, "SIPAS_DATA": ""}
        ended = sipas("config", "print", env=environment, cwd=self.folder)
        without = {name: value for name, value in os.environ.items() if name != "SIPAS_DATA"}
        self.assertEqual(ended.stderr, sipas("config", "print", env=without, cwd=self.folder).stderr)


if __name__ == "__main__":
    unittest.main()
