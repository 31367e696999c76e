"""The units of systemd: read by systemd's own tools, with the built program in the place of the installed one."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from command import SIPAS

UNITS = pathlib.Path(SIPAS).parent.parent / "lib" / "systemd" / "system"
SERVICE, TIMER = UNITS / "sipas-weekly.service", UNITS / "sipas-weekly.timer"


def analyze(*arguments):
    return subprocess.run(["systemd-analyze", *map(str, arguments)], capture_output=True, text=True,
                          env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "SYSTEMD_COLORS": "0"})


class Units(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="sipas-")
        self.addCleanup(self.folder.cleanup)
        self.command = re.search(r"(?m)^ExecStart=(.*)$", SERVICE.read_text()).group(1).split()

    def copies(self, change=lambda text: text):
        """The units in a folder of their own, the service running the built program."""
        service = pathlib.Path(self.folder.name) / SERVICE.name
        service.write_text(change(SERVICE.read_text().replace(self.command[0], SIPAS)))
        timer = pathlib.Path(self.folder.name) / TIMER.name
        timer.write_text(TIMER.read_text())
        return [service, timer]

    def test_systemd_reads_them_without_a_word(self):
        ended = analyze("verify", "--man=no", *self.copies())
        self.assertEqual((ended.returncode, ended.stdout + ended.stderr), (0, ""))

    def test_systemd_would_find_a_mistake(self):
        ended = analyze("verify", "--man=no", *self.copies(lambda text: text.replace("PrivateTmp=", "PrivateTemp=")))
        self.assertIn("PrivateTemp", ended.stderr)

    def test_the_service_is_shut_in(self):
        ended = analyze("security", "--offline=true", "--threshold=10", self.copies()[0])
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)

    def test_it_runs_the_installed_program_on_the_system_s_folder(self):
        self.assertTrue(self.command[0].startswith("/") and self.command[0].endswith("/bin/sipas"), self.command)
        self.assertEqual(self.command[1:], ["weekly", "--data", "/var/lib/sipas"])
        self.assertNotIn("@", SERVICE.read_text().replace("@system-service", "").replace("@privileged", "")
                         .replace("@resources", ""))

    def test_the_timer_is_due_on_monday_morning_in_viet_nam(self):
        """06:30 at UTC+7 is 23:30 UTC of the Sunday."""
        calendar = re.search(r"(?m)^OnCalendar=(.*)$", TIMER.read_text()).group(1)
        for base, due in (("2025-11-05 12:00 UTC", "2025-11-09"), ("2025-11-09 23:29 UTC", "2025-11-09"),
                          ("2025-11-09 23:31 UTC", "2025-11-16"), ("2025-12-31 00:00 UTC", "2026-01-04")):
            ended = analyze("calendar", f"--base-time={base}", calendar)
            self.assertEqual(ended.returncode, 0, ended.stderr)
            self.assertRegex(ended.stdout, rf"Next elapse: Sun {due} 23:30:00 UTC")
        self.assertIn("Persistent=true", TIMER.read_text())


if __name__ == "__main__":
    unittest.main()
