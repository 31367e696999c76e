"""sipas bundle and sipas pull: what a public server and a kiosk without network have stored comes to the center."""
import os
import pathlib
import random
import shlex
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

import sshd
from command import DONE, FAILED, SIPAS, USAGE, WRONG, Case, sipas

DAY = "2025-11-05"


class Pulling(Case):
    def setUp(self):
        super().setUp()
        self.data = self.center()
        self.web = self.join("web")
        self.files = 0

    def join(self, device):
        data = self.folder / device
        self.run_done("init", "--joins", self.data, "--device", device, "--data", data)
        return data

    def rate(self, data, device, *levels, area="dat-dai"):
        self.files += 1
        lines = [f"{DAY}T10:{self.files:02}:00,{area},phone,{level}" for level in levels]
        file = self.write(f"{self.files}.csv", "\n".join(["taken_at,area,channel,tthc", *lines, ""]))
        self.run_done("import", "--data", data, "--device", device, file)

    def bundle(self, name, *arguments, data=None):
        file = self.folder / name
        self.run_done("bundle", "--data", data or self.web, "-o", file, *arguments)
        return file

    def pull(self, source, *arguments, status=DONE, **more):
        ended = sipas("pull", "--data", self.data, *arguments, source, **more)
        self.assertEqual(ended.returncode, status, ended.stderr)
        return ended

    def pulled(self, source, *arguments, **more):
        ended = self.pull(source, *arguments, **more)
        self.assertEqual(ended.stderr, "")
        return ended.stdout.splitlines()

    def refused(self, source, status, *parts, arguments=(), **more):
        """It is refused, and nothing of the center's is changed."""
        before = self.tree(self.data)
        self.assert_refused(sipas("pull", "--data", self.data, *arguments, source, **more), status, *parts)
        self.assertEqual(self.tree(self.data), before)

    def counts(self):
        return self.report(self.data, "--period", f"week:{DAY}")["rows"][0]["counts"]

    def head(self, data, device):
        lines = self.run_done("verify", "--data", data).stdout.splitlines()
        return next(line for line in lines if line.startswith(f"{device}: sound"))

    def assert_alike(self, device="web", data=None):
        self.assertEqual(self.head(self.data, device), self.head(data or self.web, device))


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
            database.execute("DROP TRIGGER entry_stays_as_it_is")
            database.execute("UPDATE entry SET tthc = 5 WHERE seq = 3")
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


class Remote(Pulling):
    """Over a real sshd."""

    @classmethod
    def setUpClass(cls):
        cls.place = pathlib.Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
        cls.addClassCleanup(shutil.rmtree, cls.place)
        (cls.place / "bin").mkdir()
        (cls.place / "bin" / "sipas").symlink_to(SIPAS)
        try:
            cls.sshd = sshd.Sshd(cls.place, f"{cls.place}/bin:/usr/bin:/bin", {"SIPAS_ASSETS": os.environ["SIPAS_ASSETS"]})
        except sshd.Unavailable as why:
            raise unittest.SkipTest(str(why)) from why
        cls.addClassCleanup(cls.sshd.stop)

    def environment(self, ssh=None):
        return {**os.environ, "SIPAS_SSH": ssh or self.sshd.command()}

    def source(self, data=None):
        return f"{self.sshd.host()}:{data or self.web}"

    def test_a_server_is_pulled_over_ssh_and_goes_on_after_the_last_entry(self):
        self.rate(self.data, "quay", 5, 1)
        self.rate(self.web, "web", 5, 4)
        self.assertEqual(self.pulled(self.source(), env=self.environment()), ["web: 3 new entries (2 ratings), now 3"])
        self.rate(self.web, "web", 3)
        self.assertEqual(self.pulled(self.source(), env=self.environment()), ["web: 2 new entries (1 rating), now 5"])
        self.assertEqual(self.pulled(self.source(), env=self.environment()), ["web: 0 new entries (0 ratings), now 5"])
        self.assertEqual(self.counts(), [1, 0, 1, 1, 2])
        self.assert_alike()

    def test_only_what_is_new_is_sent(self):
        self.run_done("demo", "--data", self.web, "--device", "web", "--count", 5000)
        size = self.folder / "size"
        counting = f"""sh -c '{self.sshd.command()} "$@" | tee {size} ' ssh"""
        self.pulled(self.source(), env=self.environment(counting))
        whole = size.stat().st_size
        self.rate(self.web, "web", 3)
        self.pulled(self.source(), env=self.environment(counting))
        self.assertLess(size.stat().st_size * 5, whole)
        self.assert_alike()

    def test_several_devices_are_asked_for_and_those_that_are_not_there_passed_over(self):
        self.join("kiosk-2")
        self.rate(self.web, "web", 5)
        self.assertEqual(self.pulled(self.source(), env=self.environment()), ["web: 2 new entries (1 rating), now 2"])
        self.assertIn("no journal", self.pull(self.source(), "--device", "kiosk-2", status=FAILED,
                                              env=self.environment()).stderr)

    def test_no_name_of_a_folder_reaches_a_shell(self):
        odd = self.folder / "dữ liệu '; touch $(echo pwned) \"&\" `touch pwned`"
        self.rate(self.web, "web", 5)
        self.web.rename(odd)
        self.web = odd
        self.assertEqual(self.pulled(self.source(), env=self.environment(), cwd=self.folder),
                         ["web: 2 new entries (1 rating), now 2"])
        self.assertFalse((self.folder / "pwned").exists() or (pathlib.Path.home() / "pwned").exists())

    def test_no_name_of_a_machine_is_an_option_or_reaches_a_shell(self):
        for host in ("-oProxyCommand=touch pwned", "a b", "$(touch pwned)", "x;touch pwned", "`touch pwned`", "@x", "", "a@-oProxyCommand=x"):
            with self.subTest(host=host):
                ended = sipas("pull", "--data", self.data, "--", f"{host}:data", env=self.environment(), cwd=self.folder)
                self.assert_refused(ended, FAILED, "expected [USER@]HOST:FOLDER")
        self.assertFalse((self.folder / "pwned").exists())

    def test_a_stream_that_is_cut_off_changes_nothing(self):
        self.rate(self.web, "web", *[5] * 40)
        whole = subprocess.run([SIPAS, "bundle", "--data", self.web, "--stream"], capture_output=True, check=True).stdout
        cut = self.folder / "cut"
        for length in [0, 1, 511, 512, 513, 1024, *range(1500, len(whole), 5001)]:
            for status in (0, 255):
                cut.write_bytes(whole[:length])
                complete = status == 0 and length > whole.rfind(b"trusted comment") + 200
                if not complete:
                    self.refused(self.source(), FAILED, env=self.environment(f"sh -c 'cat {cut}; exit {status}' ssh"))
        cut.write_bytes(whole)
        self.refused(self.source(), FAILED, "ended with 255", env=self.environment(f"sh -c 'cat {cut}; exit 255' ssh"))
        self.assertEqual(self.pulled(self.source(), env=self.environment(f"sh -c 'cat {cut}' ssh")),
                         ["web: 41 new entries (40 ratings), now 41"])

    def test_an_altered_stream_changes_nothing(self):
        self.rate(self.web, "web", *[5] * 40)
        whole = subprocess.run([SIPAS, "bundle", "--data", self.web, "--stream"], capture_output=True, check=True).stdout
        altered = self.folder / "altered"
        for at in range(600, whole.find(b"bundle.minisig") - 2000, 1777):
            altered.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1:])
            self.refused(self.source(), WRONG, "signature", env=self.environment(f"sh -c 'cat {altered}' ssh"))

    def test_what_is_no_bundle_is_refused(self):
        other = self.folder / "other.tar"
        subprocess.run(["tar", "-cf", other, "-C", self.data, "center.ini"], check=True)
        self.refused(self.source(), FAILED, "not a bundle", env=self.environment(f"sh -c 'cat {other}' ssh"))
        outside = self.folder / "outside.tar"
        subprocess.run(["tar", "-cf", outside, "-P", "--transform", "s,.*,../../bundle,", self.data / "center.ini"], check=True)
        self.refused(self.source(), FAILED, "not a bundle", env=self.environment(f"sh -c 'cat {outside}' ssh"))
        self.refused(self.source(), FAILED, env=self.environment("sh -c 'cat /dev/zero | head -c 5000000' ssh"))

    def test_a_stream_without_end_is_ended(self):
        self.refused(self.source(), FAILED, env=self.environment("sh -c 'exec yes' ssh"), timeout=60)

    def test_a_journal_that_was_set_back_is_refused_by_number(self):
        self.rate(self.web, "web", 5, 5)
        self.pulled(self.source(), env=self.environment())
        shutil.rmtree(self.web / "devices" / "web")
        self.rate(self.web, "web", 5)
        self.assertIn("there is no entry 3", self.pull(self.source(), status=WRONG, env=self.environment()).stderr)

    def test_what_ssh_says_is_told(self):
        words = self.sshd.command_words()
        words[words.index("-p") + 1] = "1"
        self.refused(self.source(), FAILED, "Connection refused", env=self.environment(shlex.join(words)))
        self.refused(self.source(self.folder / "nowhere"), FAILED, "nowhere", env=self.environment())
        self.refused(self.source(), FAILED, "no-such-ssh", env=self.environment("/no-such-ssh"))
        self.refused(self.source(), FAILED, "SIPAS_SSH", env=self.environment("ssh 'unclosed"))


class Bundles(Pulling):
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
