"""sipas pull over ssh: a real sshd, keys that let in for one command, streams that are none, end early or never."""
import os
import pathlib
import shlex
import shutil
import subprocess
import unittest

import sshd
from command import FAILED, SIPAS, USAGE, WRONG, sipas
from pull_case import Pulling


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

    def allowing(self, command):
        """The key lets in for this command only, as the manual says."""
        allowed = self.sshd.folder / "allowed"
        before = allowed.read_text()
        self.addCleanup(allowed.write_text, before)
        allowed.write_text(f'command="{command}",restrict {before}')

    def test_a_key_for_one_command_lets_in_for_each_device(self):
        self.join("kiosk-2")
        self.rate(self.web, "web", 5, 5)
        self.allowing(f"sipas bundle --stream --data {self.web}")
        source = self.source(self.folder / "elsewhere")
        self.assertEqual(self.pulled(source, env=self.environment()), ["web: 3 new entries (2 ratings), now 3"])
        self.rate(self.web, "web", 4)
        size = self.folder / "size"
        counting = f"""sh -c '{self.sshd.command()} "$@" | tee {size} ' ssh"""
        self.assertEqual(self.pulled(source, env=self.environment(counting)), ["web: 2 new entries (1 rating), now 5"])
        self.assert_alike()

    def test_a_key_for_one_device_lets_in_for_no_other(self):
        self.join("kiosk-2")
        self.rate(self.web, "web", 5)
        self.rate(self.web, "kiosk-2", 1)
        self.allowing(f"sipas bundle --stream --device web --data {self.web}")
        self.assertEqual(self.pulled(self.source(), env=self.environment()), ["web: 2 new entries (1 rating), now 2"])
        self.assertIn("no journal", self.pull(self.source(), "--device", "kiosk-2", status=FAILED,
                                              env=self.environment()).stderr)

    def test_a_key_for_one_command_lets_in_for_nothing_else(self):
        self.rate(self.web, "web", 5)
        self.allowing(f"sipas bundle --stream --data {self.web}")
        for asked in ("touch pwned", "sipas bundle --stream --device ../x", "sipas bundle --stream --after -1",
                      "sipas bundle --stream --output x", "sipas bundle --stream --device", "sipas bundle --stream web",
                      "sipas export --stream", "sipas bundle --stream --device web --device web", "sipas bundle --stream 'x",
                      "sipas"):
            with self.subTest(asked=asked):
                ended = subprocess.run([*self.sshd.command_words(), self.sshd.host(), asked], stdin=subprocess.DEVNULL,
                                       capture_output=True, text=True, cwd=self.folder)
                self.assert_refused(ended, USAGE, "expected")
        self.assertEqual(list(self.folder.glob("pwned")) + list(pathlib.Path.home().glob("pwned")), [])

    def test_a_machine_that_streams_one_device_whatever_is_asked_is_no_failure(self):
        self.join("kiosk-2")
        self.rate(self.web, "web", 5)
        whole = self.folder / "whole"
        with open(whole, "wb") as stream:
            subprocess.run([SIPAS, "bundle", "--data", self.web, "--stream"], stdout=stream, check=True)
        self.assertEqual(self.pulled(self.source(), env=self.environment(f"sh -c 'cat {whole}' ssh")),
                         ["web: 2 new entries (1 rating), now 2"])

    def test_a_machine_that_talks_without_end_is_heard_and_its_bundle_taken(self):
        """More than a pipe holds."""
        self.rate(self.web, "web", 5)
        talking = "sh -c 'yes warning | head -c 1000000 >&2; echo the reason >&2; exit 255' ssh"
        self.refused(self.source(), FAILED, "the reason", env=self.environment(talking), timeout=60)
        talking = f"sh -c 'yes warning | head -c 1000000 >&2; {self.sshd.command()} \"$@\"' ssh"
        self.assertEqual(self.pulled(self.source(), env=self.environment(talking), timeout=60),
                         ["web: 2 new entries (1 rating), now 2"])

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

if __name__ == "__main__":
    unittest.main()
