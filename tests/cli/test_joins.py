"""sipas init --joins: the data folder of a further machine of a center, and what the center keeps of it."""
import fcntl
import os
import resource
import signal
import stat
import subprocess
import unittest

from command import ASSETS, Case, FAILED, SIPAS, USAGE, WRONG, sipas

KEYS = {"seal.key", "sign.key", "sign.pub", "token.ini"}


def names(folder):
    return {path.name for path in folder.iterdir()}


def mode(file):
    return stat.S_IMODE(file.stat().st_mode)


class Init(Case):
    def test_a_center_has_keys_that_only_its_owner_reads(self):
        keys = self.center() / "keys"
        self.assertEqual(names(keys), KEYS)
        self.assertEqual(mode(keys), 0o700)
        for name in KEYS - {"sign.pub"}:
            self.assertEqual(mode(keys / name), 0o600, name)
        self.assertRegex((keys / "sign.pub").read_text(), r"^untrusted comment: .* chi-minh\nRW[A-Za-z0-9+/=]{54}\n$")


class Joins(Case):
    def setUp(self):
        super().setUp()
        self.data = self.center()
        (self.data / "plans" / "an-phong.ini").write_bytes((ASSETS / "plans" / "an-phong.ini").read_bytes())
        (self.data / "keys" / "staff.pin").write_text("x")
        self.outside = self.folder / "outside"

    def join(self, *arguments, **more):
        return sipas("init", "--data", self.outside, "--joins", self.data, *arguments, **more)

    def joined(self, device="web"):
        ended = self.join("--device", device)
        self.assertEqual((ended.returncode, ended.stdout), (0, ""), ended.stderr)
        return ended

    def test_a_further_machine_has_the_centers_files_and_keys_of_its_own(self):
        self.assertIn("device web of center chi-minh", self.joined().stderr)
        ours, theirs = self.data / "keys", self.outside / "keys"
        self.assertEqual(names(theirs), KEYS)
        self.assertEqual(mode(theirs), 0o700)
        for name in ("center.ini", "plans/chi-minh.ini", "plans/an-phong.ini", "keys/token.ini"):
            self.assertEqual((self.outside / name).read_bytes(), (self.data / name).read_bytes(), name)
        for name in ("seal.key", "sign.key", "sign.pub"):
            self.assertNotEqual((theirs / name).read_bytes(), (ours / name).read_bytes(), name)
        for name in KEYS - {"sign.pub"}:
            self.assertEqual(mode(theirs / name), 0o600, name)
        self.assertIn("chi-minh web", (theirs / "sign.pub").read_text())
        self.assertEqual(names(self.outside), {"center.ini", "joined", "plans", "keys", "devices", "reports"})
        self.assertEqual((self.outside / "joined").read_bytes(), b"web\n")
        self.assertFalse((self.data / "joined").exists(), "the center itself has joined none")
        self.run_done("report", "--data", self.outside, "--period", "2025-W45")

    def test_the_center_keeps_what_checks_the_machine(self):
        self.joined()
        ours, theirs = self.data / "keys", self.outside / "keys"
        self.assertEqual(names(ours), KEYS | {"staff.pin", "seal-web.key", "trusted-web.pub"})
        self.assertEqual((ours / "seal-web.key").read_bytes(), (theirs / "seal.key").read_bytes())
        self.assertEqual((ours / "trusted-web.pub").read_bytes(), (theirs / "sign.pub").read_bytes())
        self.assertEqual(mode(ours / "seal-web.key"), 0o600)

    def test_a_folder_made_before_is_filled(self):
        (self.outside / "keys").mkdir(parents=True)
        self.joined()
        self.assertEqual(names(self.outside / "keys"), KEYS)

    def test_a_journal_brought_from_there_is_checked_by_its_own_key(self):
        self.joined("demo")
        self.run_done("demo", "--data", self.outside, "--count", 20, "--period", "2025-W45")
        (self.data / "devices" / "demo").mkdir()
        source = self.outside / "devices" / "demo" / "journal.db"
        (self.data / "devices" / "demo" / "journal.db").write_bytes(source.read_bytes())
        csv = self.make_csv("paper.csv", "--count", 5, "--from", "2025-11-03", "--to", "2025-11-07")
        self.run_done("import", "--data", self.data, csv)
        printed = self.run_done("verify", "--data", self.data).stdout
        self.assertIn("demo: sound, 21 entries", printed)
        self.assertIn("import: sound", printed)
        (self.data / "keys" / "seal-demo.key").unlink()
        ended = sipas("verify", "--data", self.data)
        self.assertEqual(ended.returncode, WRONG)
        self.assertIn("demo: wrong", ended.stdout)
        self.assertIn("import: sound", ended.stdout)

    def test_a_key_that_cannot_be_read_is_no_fault_of_the_journal(self):
        self.joined("demo")
        self.run_done("demo", "--data", self.outside, "--count", 2, "--period", "2025-W45")
        (self.outside / "devices" / "demo").rename(self.data / "devices" / "demo")
        (self.data / "keys" / "seal-demo.key").chmod(0o644)
        self.assert_refused(sipas("verify", "--data", self.data), FAILED, "seal-demo.key", "0600")

    def test_the_center_does_not_write_for_the_machine(self):
        self.joined("demo")
        before = self.tree(self.data)
        self.assert_refused(sipas("demo", "--data", self.data, "--count", 2), FAILED, "demo", "another machine")
        self.assertEqual(self.tree(self.data), before)

    def test_a_device_is_given_once(self):
        self.joined()
        before = self.tree(self.folder)
        again = sipas("init", "--data", self.folder / "second", "--joins", self.data, "--device", "web")
        self.assert_refused(again, FAILED, "seal-web.key", "is there already")
        self.assertEqual(self.tree(self.folder), before)
        (self.data / "keys" / "seal-web.key").unlink()
        again = sipas("init", "--data", self.folder / "second", "--joins", self.data, "--device", "web")
        self.assert_refused(again, FAILED, "trusted-web.pub", "is there already")
        self.assertFalse((self.folder / "second").exists())
        sipas("init", "--data", self.folder / "third", "--joins", self.data, "--device", "web-2", check=True)

    def test_the_further_machine_has_the_centers_device_for_phones(self):
        ini = self.data / "center.ini"
        ini.write_text(ini.read_text("utf-8").replace("\ndevice = web\n", "\ndevice = phone-1\n"), "utf-8")
        self.joined("phone-1")
        lines = (self.outside / "center.ini").read_text("utf-8").split("[web]")[1].split("[")[0].splitlines()
        self.assertIn("device = phone-1", lines)

    def test_what_a_killed_call_left_is_told_of_and_its_folder_removed(self):
        """It was killed before its folder got its name: its keys at the center are there, and the folder is beside."""
        self.joined()
        left = self.folder / "outside.new-AbCdEf"
        self.outside.rename(left)
        others = [self.folder / "outside.new", self.folder / "outside-2.new-AbCdEf"]
        for other in others:
            other.mkdir()
        ended = self.join("--device", "web")
        seal, trusted = self.data / "keys" / "seal-web.key", self.data / "keys" / "trusted-web.pub"
        self.assert_refused(ended, FAILED, f"remove {seal} and {trusted}")
        seal.unlink()
        trusted.unlink()
        self.joined()
        self.assertFalse(left.exists(), "it holds keys")
        self.assertEqual([other.exists() for other in others], [True, True])

    def test_a_folder_that_another_call_is_making_is_left(self):
        making = self.folder / "outside.new-AbCdEf"
        making.mkdir()
        lock = os.open(making, os.O_RDONLY)
        self.addCleanup(os.close, lock)
        fcntl.flock(lock, fcntl.LOCK_EX)
        self.joined()
        self.assertTrue(making.exists())

    def test_a_half_made_further_machine_does_not_become_a_center(self):
        self.outside.mkdir()
        (self.outside / "joined").write_text("web\n")
        self.assert_refused(sipas("init", "--data", self.outside), FAILED, "expected an empty folder")
        self.joined("web-2")
        self.assertEqual((self.outside / "joined").read_bytes(), b"web-2\n")

    def test_a_device_that_the_center_writes_itself_is_refused(self):
        self.run_done("demo", "--data", self.data, "--count", 2, "--period", "2025-W45")
        before = self.tree(self.folder)
        self.assert_refused(self.join("--device", "demo"), FAILED, "devices/demo", "is there already")
        self.assertEqual(self.tree(self.folder), before)

    def test_a_folder_that_holds_a_center_is_left_as_it_is(self):
        self.run_done("init", "--data", self.outside)
        before = self.tree(self.folder)
        self.assert_refused(self.join("--device", "web"), FAILED, "holds a center already")
        self.assertEqual(self.tree(self.folder), before)

    def test_a_center_without_token_keys_is_told_and_nothing_is_left(self):
        (self.data / "keys" / "token.ini").unlink()
        before = self.tree(self.folder)
        self.assert_refused(self.join("--device", "web"), FAILED, "token.ini", "rotate-codes")
        self.assertEqual(self.tree(self.folder), before)

    def test_a_failure_late_leaves_everything_as_it_was(self):
        """The disk is full for center.ini, which comes after all keys, in a folder that is new and in one that was there."""
        def full_disk():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

        for there_before in (False, True):
            if there_before:
                (self.outside / "reports").mkdir(parents=True)
            before = self.tree(self.folder)
            self.assert_refused(self.join("--device", "web", preexec_fn=full_disk), FAILED, "center.ini")
            self.assertEqual(self.tree(self.folder), before)

    def test_a_center_that_cannot_be_written_gives_no_machine(self):
        keys, moved = self.data / "keys", self.folder / "moved"
        keys.rename(moved)
        keys.mkdir()
        (keys / "token.ini").write_bytes((moved / "token.ini").read_bytes())
        (keys / "trusted-web.pub").symlink_to("nowhere")
        ended = self.join("--device", "web")
        self.assert_refused(ended, FAILED, "trusted-web.pub")
        self.assertFalse(self.outside.exists())
        self.assertEqual(names(keys), {"token.ini", "trusted-web.pub"})

    def test_of_two_at_once_one_joins(self):
        running = [subprocess.Popen([SIPAS, "init", "--data", self.folder / f"at-once-{i}", "--joins", self.data,
                                     "--device", "web"], stderr=subprocess.DEVNULL) for i in range(4)]
        ended = [process.wait() for process in running]
        self.assertEqual(ended.count(0), 1, ended)
        made = [path for path in self.folder.iterdir() if path.name.startswith("at-once")]
        self.assertEqual(len(made), 1)
        self.assertEqual((made[0] / "keys" / "seal.key").read_bytes(), (self.data / "keys" / "seal-web.key").read_bytes())
        self.assertEqual((made[0] / "keys" / "sign.pub").read_bytes(), (self.data / "keys" / "trusted-web.pub").read_bytes())

    def test_options_that_do_not_go_together_are_wrong_usage(self):
        self.assert_refused(self.join(), USAGE, "--device")
        self.assert_refused(self.join("--device", "../x"), USAGE, "--device")
        self.assert_refused(self.join("--device", "web", "--center", ASSETS / "center.ini"), USAGE, "--center")
        self.assert_refused(sipas("init", "--data", self.outside, "--device", "web"), USAGE, "--joins")
        self.assert_refused(sipas("init", "--data", self.outside, "--joins", self.folder, "--device", "web"), FAILED,
                            "center.ini")
        self.assertFalse(self.outside.exists())


if __name__ == "__main__":
    unittest.main()
