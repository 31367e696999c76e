"""sipas bundle and sipas pull: what a public server and a kiosk without network have stored comes to the center."""
import os
import random
import resource
import select
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from command import FAILED, SIPAS, USAGE, WRONG, sipas
from pull_case import Pulling


class Files(Pulling):
    def test_a_bundle_brings_what_was_stored_and_the_report_is_the_sum(self):
        self.rate(self.data, "quay", 5, 5, 4, 1)
        self.rate(self.web, "web", 5, 3, 2)
        file = self.bundle("web.sipas")
        self.assertEqual(self.pulled(file), ["web: 4 new entries (3 ratings), now 4"])
        self.assertEqual(self.counts(), [1, 1, 1, 1, 3])
        self.assert_alike()

    def test_minisign_says_where_a_bundle_comes_from(self):
        self.rate(self.web, "web", 5)
        file = self.bundle("web.sipas")
        ended = subprocess.run(["minisign", "-V", "-Q", "-p", self.data / "keys" / "trusted-web.pub", "-m", file],
                               capture_output=True, text=True, check=True)
        self.assertEqual(ended.stdout, "device web of center chi-minh, entries 1-2\n")

    def test_the_same_again_changes_nothing_and_the_next_goes_on(self):
        self.rate(self.web, "web", *[4] * 1200)
        first = self.bundle("first.sipas")
        self.assertEqual(self.pulled(first), ["web: 1 201 new entries (1 200 ratings), now 1 201"])
        self.assertEqual(self.pulled(first), ["web: 0 new entries (0 ratings), now 1 201"])
        self.rate(self.web, "web", 1)
        self.assertEqual(self.pulled(self.bundle("second.sipas", "--after", "1201")),
                         ["web: 2 new entries (1 rating), now 1 203"])
        self.assertEqual(self.pulled(first), ["web: 0 new entries (0 ratings), now 1 203"])
        self.assertEqual(self.counts(), [1, 0, 0, 1200, 0])
        self.assert_alike()

    def test_a_gap_is_refused_by_number(self):
        self.rate(self.web, "web", 5, 5)
        self.refused(self.bundle("a.sipas", "--after", "2"), FAILED, "after entry 2", "entry 1")

    def test_an_altered_bundle_is_refused_wherever_it_was_altered(self):
        self.rate(self.web, "web", 5, 5)
        file = self.bundle("web.sipas")
        whole = file.read_bytes()
        for at in range(100, len(whole), len(whole) // 11):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
            self.refused(file, WRONG, "does not fit its signature")
        for length in (0, 1, 4096, len(whole) - 1):
            file.write_bytes(whole[:length])
            self.refused(file, WRONG, "does not fit its signature")
        file.write_bytes(whole)
        signature = self.folder / "web.sipas.minisig"
        signed = signature.read_text()
        signature.write_text(signed.replace("entries 1-", "entries 2-"))
        self.refused(file, WRONG, "does not fit its signature")
        signature.unlink()
        self.refused(file, FAILED, "web.sipas.minisig")
        signature.write_text(signed)
        self.pulled(file)

    def test_an_altered_entry_that_was_signed_is_refused_by_its_seal(self):
        self.rate(self.web, "web", 5, 5, 4)
        file = self.bundle("web.sipas")
        database = sqlite3.connect(file)
        with database:
            database.execute("UPDATE entry SET tthc = 5 WHERE seq = 4")
        database.close()
        subprocess.run(["minisign", "-S", "-s", self.web / "keys" / "sign.key", "-m", file], check=True,
                       stdout=subprocess.DEVNULL)
        self.assert_refused(sipas("pull", "--data", self.data, file), WRONG, "entry 4 does not fit its seal")
        self.run_done("verify", "--data", self.data)
        self.assertEqual(self.pulled(self.bundle("right.sipas")), ["web: 4 new entries (3 ratings), now 4"])

    def test_a_machine_signs_for_its_own_device_alone(self):
        other = self.join("kiosk-2")
        self.rate(other, "web", 5)  # somebody with the kiosk in hand makes a journal of another name
        forged = self.bundle("forged.sipas", data=other)
        self.refused(forged, WRONG, "another key")
        self.refused(forged, WRONG, "another key", arguments=["--device", "web"])
        self.refused(forged, WRONG, "another key", arguments=["--device", "kiosk-2"])

    def test_a_stranger_is_refused(self):
        self.join("kiosk-2")
        stranger = self.center("stranger")
        self.rate(stranger, "web", 5)
        self.refused(self.bundle("a.sipas", data=stranger), WRONG, "none of the 2 machines")

    def test_without_a_trusted_key_nothing_is_pulled(self):
        alone = self.center("alone")
        self.rate(self.web, "web", 5)
        file = self.bundle("web.sipas")
        self.assert_refused(sipas("pull", "--data", alone, file), FAILED, "trusted-ID.pub")
        self.refused(file, FAILED, "trusted-kiosk-9.pub", arguments=["--device", "kiosk-9"])

    def test_a_journal_that_was_set_back_is_refused(self):
        self.rate(self.web, "web", 5, 4)
        shutil.copytree(self.web, self.folder / "backup")
        self.rate(self.web, "web", 3)
        self.pulled(self.bundle("a.sipas"))
        shutil.rmtree(self.web)
        (self.folder / "backup").rename(self.web)
        self.rate(self.web, "web", 1)
        before = self.head(self.data, "web")
        self.pull(self.bundle("b.sipas"), status=WRONG)
        self.assertEqual(self.head(self.data, "web"), before)

    def test_a_killed_pull_leaves_a_sound_copy_and_the_next_one_finishes(self):
        self.run_done("demo", "--data", self.web, "--device", "web", "--count", 20000)
        file = self.bundle("web.sipas")
        begun = time.monotonic()
        shutil.copytree(self.data, self.folder / "measured")
        self.run_done("pull", "--data", self.folder / "measured", file)
        duration = time.monotonic() - begun
        rng = random.Random(5)
        for _ in range(5):
            with subprocess.Popen([SIPAS, "pull", "--data", self.data, file], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL) as run:
                time.sleep(rng.random() * duration)
                run.send_signal(signal.SIGKILL)
            self.run_done("verify", "--data", self.data)
        self.pulled(file)
        self.assert_alike()
        self.assertEqual([path for path in self.data.iterdir() if path.name.startswith(".")], [])


class Staged(Pulling):
    """What may come from anybody is looked at before it takes room."""

    def sparse(self, name, size, signature=None):
        """A file of that size with little in it."""
        file = self.folder / name
        with open(file, "wb") as stream:
            stream.truncate(size)
        if signature:
            (self.folder / f"{name}.minisig").write_bytes(signature)
        return file

    def signature(self, *more, data=None):
        self.rate(data or self.web, "web", 5)
        self.bundle("signed", *more, data=data)
        return (self.folder / "signed.minisig").read_bytes()

    def small_files(self):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))

    def test_a_bundle_is_not_copied_before_its_signature_is_one_of_a_trusted_machine(self):
        stranger = self.signature(data=self.center("stranger"))
        for signature in (stranger, b"", b"x" * 20000, b"untrusted comment: \nAAAA\n"):
            file = self.sparse("large", 1 << 21, signature or b"\n")
            ended = sipas("pull", "--data", self.data, file, preexec_fn=self.small_files)
            self.assert_refused(ended, WRONG if len(signature) < 16384 else FAILED, "large")
            self.assertNotIn("too large", ended.stderr)

    def test_what_is_larger_than_a_bundle_can_be_is_not_copied(self):
        file = self.sparse("huge", (1 << 34) + 1, self.signature())
        self.refused(file, FAILED, "larger than a bundle can be", timeout=30)

    def on_a_small_disk(self, *arguments):
        """Runs it for a copy of the data folder on a disk of 16 MB that nobody else sees."""
        small = self.folder / "small"
        small.mkdir()
        new = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
        mount = 'mount -t tmpfs -o size=16m none "$1" || exit 99; cp -a "$2" "$1/center"; shift 2; exec "$@"'
        ended = subprocess.run([*new, "sh", "-c", mount, "sh", small, self.data, SIPAS, arguments[0], "--data", small / "center",
                                *arguments[1:]], capture_output=True, text=True)
        if ended.returncode == 99 or "unshare" in ended.stderr:
            self.skipTest(f"no disk of its own: {ended.stderr.strip()}")
        return ended

    def test_a_bundle_that_would_fill_the_disk_is_not_copied(self):
        file = self.sparse("large", 9 << 20, self.signature())
        self.assert_refused(self.on_a_small_disk("pull", file), FAILED, "free on the disk", "18.9")


class Folders(Pulling):
    def test_all_bundles_of_a_folder_are_taken_in_order(self):
        kiosk = self.join("kiosk-2")
        stick = self.folder / "stick"
        stick.mkdir()
        for number in range(12):  # 9 comes before 10, whatever the alphabet says
            self.rate(self.web, "web", 5)
            self.bundle(f"stick/web-{number * 2 + 1}-{number * 2 + 2}.sipas", "--after", number * 2)
        self.rate(kiosk, "kiosk-2", 1, 1)
        self.bundle("stick/kiosk-2-1-3.sipas", "--device", "kiosk-2", data=kiosk)
        self.assertEqual(self.pulled(stick), ["kiosk-2: 3 new entries (2 ratings), now 3"]
                         + [f"web: 2 new entries (1 rating), now {number * 2 + 2}" for number in range(12)])
        self.assertEqual(self.counts(), [2, 0, 0, 0, 12])
        self.assert_alike()
        self.assert_alike("kiosk-2", kiosk)

    def test_a_drive_is_enough_for_the_kiosks_folder_on_it(self):
        drive = self.folder / "drive"
        (drive / "hai-long-chi-minh").mkdir(parents=True)
        self.rate(self.web, "web", 2)
        self.bundle("drive/hai-long-chi-minh/web-1-2.sipas")
        self.assertEqual(self.pulled(drive), ["web: 2 new entries (1 rating), now 2"])

    def test_of_a_folder_only_the_device_that_is_wanted_is_taken(self):
        kiosk = self.join("kiosk-2")
        stick = self.folder / "stick"
        stick.mkdir()
        self.rate(self.web, "web", 5)
        self.rate(kiosk, "kiosk-2", 1)
        self.bundle("stick/web.sipas")
        of_kiosk = self.bundle("stick/kiosk-2.sipas", "--device", "kiosk-2", data=kiosk)
        self.assertEqual(self.pulled(stick, "--device", "web"), ["web: 2 new entries (1 rating), now 2"])
        self.refused(of_kiosk, WRONG, "\"kiosk-2\"", arguments=["--device", "web"])

    def test_one_bad_bundle_does_not_keep_out_the_others(self):
        kiosk = self.join("kiosk-2")
        stick = self.folder / "stick"
        stick.mkdir()
        self.rate(self.web, "web", 5)
        self.rate(kiosk, "kiosk-2", 1)
        self.bundle("stick/kiosk-2.sipas", "--device", "kiosk-2", data=kiosk).write_bytes(b"spoilt")
        self.bundle("stick/web.sipas")
        ended = self.pull(stick, status=WRONG)
        self.assertEqual(ended.stdout, "web: 2 new entries (1 rating), now 2\n")
        self.assertEqual(ended.stderr.count("\n"), 1)
        self.assertIn("kiosk-2.sipas", ended.stderr)

    def test_a_mounted_data_folder_is_read_as_it_lies(self):
        self.rate(self.web, "web", 5, 1)
        self.assertEqual(self.pulled(self.web), ["web: 3 new entries (2 ratings), now 3"])
        self.rate(self.web, "web", 4)
        self.assertEqual(self.pulled(self.web), ["web: 2 new entries (1 rating), now 5"])
        self.assertEqual(self.pulled(self.web), ["web: 0 new entries (0 ratings), now 5"])
        self.assertEqual(self.counts(), [1, 0, 0, 1, 1])
        self.assert_alike()

    def test_a_mounted_journal_that_is_no_continuation_is_refused(self):
        self.rate(self.web, "web", 5, 1, 3)
        self.pulled(self.web)
        shutil.rmtree(self.web / "devices" / "web")
        self.rate(self.web, "web", 5)
        before = self.head(self.data, "web")
        ended = self.pull(self.web, status=WRONG)
        self.assertIn("there is no entry 4", ended.stderr)
        self.assertEqual(self.head(self.data, "web"), before)

    def test_an_altered_mounted_journal_is_refused_by_number(self):
        self.rate(self.web, "web", 5, 1, 3)
        database = sqlite3.connect(self.web / "devices" / "web" / "journal.db")
        with database:
            guard, = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'entry_stays_as_it_is'").fetchone()
            database.execute("DROP TRIGGER entry_stays_as_it_is")
            database.execute("UPDATE entry SET tthc = 5 WHERE seq = 3")
            database.execute(guard)
        database.close()
        self.assertIn("entry 3 does not fit its seal", self.pull(self.web, status=WRONG).stderr)

    def test_where_there_is_nothing_that_is_told(self):
        empty = self.folder / "empty"
        empty.mkdir()
        self.refused(empty, FAILED, "no bundle")
        (empty / "devices").mkdir()
        self.refused(empty, FAILED, "no journal")
        self.refused(self.folder / "nowhere", FAILED, "nowhere")
        self.refused(self.data, USAGE, "another machine")
        self.refused("", USAGE, "expected")


class Bundles(Pulling):
    def test_a_killed_stream_leaves_no_remark_on_the_disk(self):
        """It is killed while nobody reads on: what it sends lies nowhere any more."""
        self.run_done("demo", "--data", self.web, "--device", "web", "--count", 5000)
        temporary = self.folder / "tmp"
        temporary.mkdir()
        before = sorted(self.web.iterdir())
        with subprocess.Popen([SIPAS, "bundle", "--data", self.web, "--stream"], stdout=subprocess.PIPE,
                              env={**os.environ, "TMPDIR": str(temporary)}) as run:
            self.assertTrue(select.select([run.stdout], [], [], 60)[0])
            run.send_signal(signal.SIGKILL)
        self.assertEqual(run.wait(), -signal.SIGKILL)
        self.assertEqual(list(temporary.iterdir()), [])
        self.assertEqual(sorted(self.web.iterdir()), before)

    def test_what_a_killed_one_left_is_removed_by_the_next(self):
        self.rate(self.web, "web", 5)
        left = self.web / ".pull-abcdef"
        left.mkdir(mode=0o700)
        (left / "bundle").write_text("remarks")
        subprocess.run([SIPAS, "bundle", "--data", self.web, "--stream"], stdout=subprocess.DEVNULL, check=True)
        self.assertFalse(left.exists())

    def test_what_is_wrong_with_the_line_is_told(self):
        file = self.folder / "x.sipas"
        for arguments, parts in (([], ["--output", "--stream"]), (["-o", file, "--stream"], ["either"]), (["-o", "-"], ["-"]),
                                 (["-o", ""], ["--output"]), (["-o", file, "--after", "x"], ["--after"]),
                                 (["-o", file, "--after", "-1"], ["--after"]), (["-o", file, "--device", "../x"], ["--device"]),
                                 (["-o", file, "more"], ["more"])):
            with self.subTest(arguments=arguments):
                self.assert_refused(sipas("bundle", "--data", self.web, *arguments), USAGE, *parts)
        self.assertFalse(file.exists())

    def test_what_cannot_be_bundled_leaves_nothing(self):
        file = self.folder / "x.sipas"
        self.assert_refused(sipas("bundle", "--data", self.web, "-o", file), FAILED, "journal.db")
        self.rate(self.web, "web", 5)
        self.assert_refused(sipas("bundle", "--data", self.web, "-o", file, "--after", "3"), WRONG, "there is no entry 3")
        self.assert_refused(sipas("bundle", "--data", self.web, "-o", self.folder / "no" / "x"), FAILED, "no/x")
        self.assertEqual(list(self.folder.glob("x.sipas*")), [])
        (self.web / "keys" / "sign.key").chmod(0o644)
        self.assert_refused(sipas("bundle", "--data", self.web, "-o", file), FAILED, "0600")


if __name__ == "__main__":
    unittest.main()
