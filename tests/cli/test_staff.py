"""sipas staff: the PIN, the accounts and the keys of codes, from a pipe and from a terminal."""
import configparser
import datetime
import os
import pty
import select
import stat
import subprocess
import tempfile
import termios
import time
import unittest
from pathlib import Path

SIPAS = os.environ["SIPAS"]


def read_until(terminal, text):
    seen, until = "", time.monotonic() + 30
    while text not in seen and time.monotonic() < until:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                seen += os.read(terminal, 4096).decode()
            except OSError:  # the other side was closed
                break
    return seen


class Staff(unittest.TestCase):
    """What the tests share."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.data = Path(self.folder.name) / "center"
        subprocess.run([SIPAS, "init", "--data", self.data], check=True, capture_output=True)
        self.pin = self.data / "keys" / "staff.pin"

    def tearDown(self):
        self.folder.cleanup()

    def staff(self, *words, text=""):
        return subprocess.run([SIPAS, "staff", *words, "--data", self.data], input=text, capture_output=True, text=True,
                              encoding="utf-8", check=False)

    def set_pin(self, text, data=None):
        return subprocess.run([SIPAS, "staff", "set-pin", "--data", data or self.data], input=text,
                              capture_output=True, text=True, check=False)

    def at_a_terminal(self, *answers, words=("set-pin",), what="PIN"):
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(SIPAS, [SIPAS, "staff", *words, "--data", str(self.data)])
        seen = ""
        for question, answer in zip((f"New {what}: ", "Again: "), answers):
            seen += read_until(terminal, question)
            os.write(terminal, answer.encode() + b"\n")
        seen += read_until(terminal, "never said")
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), seen


class Pin(Staff):
    """The PIN of the kiosk's staff pages."""

    def test_a_pin_is_kept_as_a_hash_that_only_its_owner_reads(self):
        done = self.set_pin("274951\n")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertTrue(self.pin.read_text().startswith("$argon2id$"))
        self.assertNotIn("274951", self.pin.read_text())
        self.assertEqual(stat.S_IMODE(self.pin.stat().st_mode), 0o600)
        self.assertNotIn("274951", done.stderr)

    def test_a_bad_pin_changes_nothing(self):
        self.set_pin("274951\n")
        before = self.pin.read_bytes()
        for bad in ("", "\n", "123\n", "1234\n", "5555\n", "27495a\n", "2749510000000\n", "9" * 300 + "\n"):
            done = self.set_pin(bad)
            self.assertEqual(done.returncode, 2, bad)
            self.assertEqual(len(done.stderr.splitlines()), 1)
            self.assertIn("expected", done.stderr)
        self.assertEqual(self.pin.read_bytes(), before)

    def test_a_new_pin_takes_the_place_of_the_old(self):
        self.set_pin("274951\n")
        before = self.pin.read_bytes()
        self.assertEqual(self.set_pin("860413\n").returncode, 0)
        self.assertNotEqual(self.pin.read_bytes(), before)

    def test_a_terminal_asks_twice_and_shows_nothing(self):
        status, seen = self.at_a_terminal("274951", "274951")
        self.assertEqual(status, 0, seen)
        self.assertTrue(self.pin.exists())
        self.assertNotIn("274951", seen)

    def test_two_different_pins_at_a_terminal_set_none(self):
        status, seen = self.at_a_terminal("274951", "274915")
        self.assertEqual(status, 2)
        self.assertIn("expected the same PIN twice", seen)
        self.assertFalse(self.pin.exists())

    def test_an_interrupt_leaves_the_terminal_as_it_was(self):
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(SIPAS, [SIPAS, "staff", "set-pin", "--data", str(self.data)])
        seen = read_until(terminal, "New PIN: ")
        hidden = termios.tcgetattr(terminal)[3] & termios.ECHO
        os.write(terminal, b"2749\x03")
        seen += read_until(terminal, "expected the PIN")
        self.assertNotEqual(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 0, seen)
        self.assertEqual((hidden, termios.tcgetattr(terminal)[3] & termios.ECHO), (0, termios.ECHO))
        self.assertFalse(self.pin.exists())

    def test_a_folder_that_is_no_center_is_told(self):
        done = self.set_pin("274951\n", self.data / "nothing")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_anything_else_is_wrong_usage(self):
        for words in ([], ["foo"], ["set-pin", "274951"], ["add"], ["add", "lan", "hoa"], ["remove"], ["list", "lan"],
                      ["rotate-codes", "now"]):
            done = self.staff(*words)
            self.assertEqual((done.returncode, done.stdout), (2, ""), words)
            self.assertEqual(len(done.stderr.splitlines()), 1)
            self.assertIn("expected", done.stderr)


PASSWORD = "mùa lúa chín 2025"


class Accounts(Staff):
    """The accounts of the web's staff pages."""

    def setUp(self):
        super().setUp()
        self.file = self.data / "keys" / "accounts.ini"

    def add(self, name, password=PASSWORD):
        return self.staff("add", name, text=password + "\n")

    def names(self):
        done = self.staff("list")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.split()

    def test_accounts_are_added_listed_and_removed(self):
        self.assertEqual(self.names(), [])
        self.assertFalse(self.file.exists())
        for name in ("lan", "an-2"):
            done = self.add(name)
            self.assertEqual((done.returncode, done.stdout), (0, ""))
            self.assertIn(f"{name}: the account is made", done.stderr)
        self.assertEqual(self.names(), ["an-2", "lan"])
        self.assertEqual(self.staff("remove", "lan").returncode, 0)
        self.assertEqual(self.names(), ["an-2"])
        again = self.staff("remove", "lan")
        self.assertEqual(again.returncode, 2)
        self.assertIn("expected the name of an account", again.stderr)

    def test_a_password_is_kept_as_a_hash_that_only_its_owner_reads(self):
        done = self.add("lan")
        text = self.file.read_text("utf-8")
        self.assertIn("[account lan]\nhash=$argon2id$", text)
        self.assertNotIn("lúa", text + done.stderr)
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)

    def test_a_second_add_gives_another_password(self):
        self.add("lan")
        before = self.file.read_bytes()
        done = self.add("lan", "another password")
        self.assertIn("lan: the account has a new password", done.stderr)
        self.assertNotEqual(self.file.read_bytes(), before)
        self.assertEqual(self.names(), ["lan"])

    def test_a_bad_name_or_password_changes_nothing(self):
        self.add("lan")
        before = self.file.read_bytes()
        for name in ("", "L", "Lan", "lan anh", "lân", "../lan", "a" * 32):
            self.assertEqual(self.add(name).returncode, 2, name)
        for password in ("", "ngắn", "aaaaaaaaaaaa", "to-truong-2", "a" * 64 + "b", "b" * 3000):
            done = self.add("to-truong-2", password)
            self.assertEqual(done.returncode, 2, password)
            self.assertEqual(len(done.stderr.splitlines()), 1)
            self.assertIn("expected", done.stderr)
        self.assertEqual(self.file.read_bytes(), before)

    def test_a_file_that_others_can_read_is_told(self):
        self.add("lan")
        self.file.chmod(0o640)
        for done in (self.add("hoa"), self.staff("list"), self.staff("remove", "lan")):
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn("0600", done.stderr)

    def test_a_terminal_asks_twice_and_shows_nothing(self):
        status, seen = self.at_a_terminal(PASSWORD, PASSWORD, words=("add", "lan"), what="password")
        self.assertEqual(status, 0, seen)
        self.assertNotIn("lúa", seen)
        self.assertEqual(self.names(), ["lan"])
        status, seen = self.at_a_terminal(PASSWORD, PASSWORD + "x", words=("add", "hoa"), what="password")
        self.assertEqual(status, 2)
        self.assertIn("expected the same password twice", seen)
        self.assertEqual(self.names(), ["lan"])


class Codes(Staff):
    """The keys that make codes."""

    def setUp(self):
        super().setUp()
        self.file = self.data / "keys" / "token.ini"

    def keys(self):
        ini = configparser.ConfigParser()
        ini.read(self.file)
        return ini

    def test_init_makes_a_key_that_only_its_owner_reads(self):
        self.assertEqual(self.keys().sections(), ["key 1"])
        self.assertRegex(self.keys()["key 1"]["secret"], "^[0-9a-f]{64}$")
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)

    def test_a_rotation_keeps_the_old_key_and_says_when_it_was_replaced(self):
        first = self.keys()["key 1"]["secret"]
        before = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        done = self.staff("rotate-codes")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("key 2", done.stderr)
        keys = self.keys()
        self.assertEqual(keys.sections(), ["key 1", "key 2"])
        self.assertEqual(keys["key 1"]["secret"], first)
        self.assertNotEqual(keys["key 2"]["secret"], first)
        self.assertNotIn("replaced", keys["key 2"])
        replaced = datetime.datetime.strptime(keys["key 1"]["replaced"] + "+0000", "%Y-%m-%dT%H:%M:%SZ%z")
        self.assertTrue(before <= replaced <= datetime.datetime.now(datetime.timezone.utc))
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)
        self.assertNotIn(first, done.stderr)

    def test_rotations_at_once_lose_no_key(self):
        running = [subprocess.Popen([SIPAS, "staff", "rotate-codes", "--data", self.data], stderr=subprocess.DEVNULL)
                   for _ in range(6)]
        self.assertEqual([process.wait() for process in running], [0] * 6)
        self.assertEqual(len(self.keys().sections()), 7)

    def test_a_folder_of_before_there_were_codes_gets_its_first_key(self):
        self.file.unlink()
        self.assertEqual(self.staff("rotate-codes").returncode, 0)
        self.assertEqual(self.keys().sections(), ["key 1"])

    def test_a_file_that_is_none_of_keys_is_left_as_it_is(self):
        self.file.write_text("[key 1]\nsecret=0102\n")
        done = self.staff("rotate-codes")
        self.assertEqual(done.returncode, 1)
        self.assertIn("expected 64 hexadecimal digits", done.stderr)
        self.assertEqual(self.file.read_text(), "[key 1]\nsecret=0102\n")


if __name__ == "__main__":
    unittest.main()
