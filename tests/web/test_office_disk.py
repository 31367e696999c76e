"""The staff's pages of the built sipas-web while the disk takes nothing."""
import resource
import subprocess
import unittest

from webcase import PATIENCE, SIPAS, WebCase

PASSWORD = "mot hai ba bon"
PAGES = ("/quan-ly?ky=last-week", "/quan-ly/bao-cao?ky=last-week&dang=csv", "/quan-ly/gop-y")


class OfficeDisk(WebCase):
    def log_in(self, web):
        return web.ask("POST", "/quan-ly/vao", {"ten": "lan", "mat-khau": PASSWORD}, side="staff",
                       Origin=f"http://127.0.0.1:{web.port('staff')}")

    def noted(self):
        return [note for note, in self.rows("SELECT note FROM entry WHERE note LIKE 'staff %' ORDER BY seq")]

    def test_nothing_is_given_that_cannot_be_written_down(self):
        subprocess.run([SIPAS, "staff", "add", "lan", "--data", self.data], input=PASSWORD + "\n", text=True, check=True,
                       capture_output=True, timeout=PATIENCE)
        # Writing beyond the limit is then an error and no end.
        web = self.web(restore_signals=False)
        cookie = self.log_in(web)[1]["Set-Cookie"].split(";")[0]
        self.assertEqual(self.noted(), ["staff lan: log-in"])
        before = resource.prlimit(web.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(web.process.pid, resource.RLIMIT_FSIZE, (0, before[1]))
        for path in PAGES:
            status, headers, text = web.ask("GET", path, side="staff", Cookie=cookie)
            self.assertEqual((path, status, headers["Content-Disposition"]), (path, 503, None))
            self.assertIn("không đưa ra được gì", text)
        status, headers, _ = self.log_in(web)
        self.assertEqual((status, headers["Set-Cookie"]), (503, None))
        resource.prlimit(web.process.pid, resource.RLIMIT_FSIZE, before)
        self.assertEqual(self.noted(), ["staff lan: log-in"])
        for path in PAGES:
            self.assertEqual(web.ask("GET", path, side="staff", Cookie=cookie)[0], 200)
        self.assertEqual([note.split()[2] for note in self.noted()], ["log-in", "board", "report", "remarks"])
        self.assertEqual(web.end(), 0)


if __name__ == "__main__":
    unittest.main()
