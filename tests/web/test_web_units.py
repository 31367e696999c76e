"""The units of sipas-web: read by systemd's own tools, with the built program in the place of the installed one."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

SIPAS_WEB = os.environ["SIPAS_WEB"]
UNITS = pathlib.Path(SIPAS_WEB).parent.parent / "lib" / "systemd" / "system"
SERVICE, SOCKET = UNITS / "sipas-web.service", UNITS / "sipas-web.socket"


def analyze(*arguments):
    return subprocess.run(["systemd-analyze", *map(str, arguments)], capture_output=True, text=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "SYSTEMD_COLORS": "0"})


class Units(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="sipas-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.command = re.search(r"(?m)^ExecStart=(.*)$", SERVICE.read_text()).group(1).split()

    def copies(self, change=lambda text: text):
        service, listening = self.folder / SERVICE.name, self.folder / SOCKET.name
        service.write_text(change(SERVICE.read_text().replace(self.command[0], SIPAS_WEB)))
        listening.write_text(SOCKET.read_text())
        return [service, listening]

    def test_systemd_reads_them_without_a_word(self):
        ended = analyze("verify", "--man=no", *self.copies())
        self.assertEqual((ended.returncode, ended.stdout + ended.stderr), (0, ""))

    def test_systemd_would_find_a_mistake(self):
        ended = analyze("verify", "--man=no", *self.copies(lambda text: text.replace("PrivateTmp=", "PrivateTemp=")))
        self.assertIn("PrivateTemp", ended.stderr)

    def test_the_service_is_shut_in(self):
        ended = analyze("security", "--offline=true", "--threshold=20", self.copies()[0])
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)

    def test_it_runs_the_installed_program_on_the_system_s_folder(self):
        self.assertTrue(self.command[0].startswith("/") and self.command[0].endswith("/bin/sipas-web"), self.command)
        self.assertEqual(self.command[1:], ["--data", "/var/lib/sipas"])

    def test_the_socket_is_that_of_the_sample_center_and_has_the_server_s_name(self):
        text = SOCKET.read_text()
        center = (pathlib.Path(os.environ["SIPAS_ASSETS"]) / "center.ini").read_text()
        self.assertEqual(re.search(r"(?m)^ListenStream=(.*)$", text).group(1),
                         re.search(r"(?m)^listen = (.*)$", center).group(1))
        self.assertIn("\nFileDescriptorName=web\n", text)


if __name__ == "__main__":
    unittest.main()
