"""Which machine of a center takes what comes by phone."""
import re
import subprocess
import unittest

from webcase import PATIENCE, SIPAS_WEB, Web, WebCase

URL = "https://danhgia.example.vn"


class WebDevice(WebCase):
    def set_key(self, data, key, value):
        center = data / "center.ini"
        center.write_text(re.sub(rf"(?m)^{key} =.*$", f"{key} = {value}", center.read_text()))

    def join(self, device):
        other = self.folder / device
        self.sipas("init", "--joins", self.data, "--device", device, "--data", other)
        return other

    def refusal(self, data, *options):
        ended = subprocess.run([SIPAS_WEB, "--data", data, "--listen", "127.0.0.1:0", "--status-listen", "127.0.0.1:0",
                                *options], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(ended.returncode, 1)
        self.assertEqual(len(ended.stderr.splitlines()), 1, ended.stderr)
        return ended.stderr

    def test_it_is_the_device_that_center_ini_names(self):
        self.set_key(self.data, "device", "cong")
        web = self.web()
        self.assertEqual(web.ask("POST", "/d", self.form(self.link()))[0], 303)
        self.assertTrue((self.data / "devices/cong/journal.db").exists())
        self.assertFalse((self.data / "devices/web").exists())
        self.assertTrue((self.data / "devices/cong/alive").exists())
        self.assertEqual(web.end(), 0)

    def test_a_link_counts_on_one_machine_of_the_center_alone(self):
        self.set_key(self.data, "url", URL)
        self.set_key(self.data, "device", "server")
        server, office = self.join("server"), self.web("--device", "noi-bo")
        outside = Web(server, "--verbose")
        self.addCleanup(outside.kill)
        token = self.link()
        self.assertEqual(outside.ask("POST", "/d", self.form(token))[0], 303)
        for answer in (office.ask("POST", "/d", self.form(token)), office.ask("GET", f"/d/{token}")):
            self.assertEqual(answer[0], 503)
            self.assertIn(URL, answer[2])
        self.assertEqual(len(re.findall("phone page", office.said())), 1)
        self.assertNotIn("phone page", outside.said())
        self.assertEqual(office.ask("GET", "/")[0], 200)
        self.assertEqual(office.ask("GET", "/ket-qua")[0], 404)
        self.assertEqual((outside.end(), office.end()), (0, 0))

    def test_a_device_that_another_machine_writes_is_refused(self):
        self.join("server")
        self.assertIn("seal-server.key", self.refusal(self.data, "--device", "server"))
        self.set_key(self.data, "device", "server")
        self.assertIn("seal-server.key", self.refusal(self.data))
        self.assertFalse((self.data / "devices/server").exists())

    def test_a_machine_that_joined_writes_its_own_device_alone(self):
        server = self.join("server")
        self.assertIn("server", self.refusal(server))
        self.assertFalse((server / "devices/web").exists())


if __name__ == "__main__":
    unittest.main()
