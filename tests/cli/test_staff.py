"""sipas staff: the PIN of the staff pages, from a pipe and from a terminal."""
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
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.data = Path(self.folder.name) / "center"
        subprocess.run([SIPAS, "init", "--data", self.data], check=True, capture_output=True)
        self.pin = self.data / "keys" / "staff.pin"

    def tearDown(self):
        self.folder.cleanup()

    def set_pin(self, text, data=None):
        return subprocess.run([SIPAS, "staff", "set-pin", "--data", data or self.data], input=text,
                              capture_output=True, text=True, check=False)

    def at_a_terminal(self, *answers):
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(SIPAS, [SIPAS, "staff", "set-pin", "--data", str(self.data)])
        seen = ""
        for question, answer in zip(("New PIN: ", "Again: "), answers):
            seen += read_until(terminal, question)
            os.write(terminal, answer.encode() + b"\n")
        seen += read_until(terminal, "never said")
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), seen

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

    def test_anything_but_set_pin_is_wrong_usage(self):
        for words in ([], ["add"], ["set-pin", "274951"]):
            done = subprocess.run([SIPAS, "staff", *words], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 2)
            self.assertIn("expected set-pin", done.stderr)


if __name__ == "__main__":
    unittest.main()
