"""What the tests of the built sipas-web share: a center of its own, the program, and a plain client."""
import http.client
import os
import pathlib
import re
import secrets
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
import urllib.parse

SIPAS, SIPAS_WEB = os.environ["SIPAS"], os.environ["SIPAS_WEB"]
MINT, CROWD = os.environ["MINT"], os.environ["CROWD"]
PATIENCE = 60


class Web:
    """A running sipas-web."""

    def __init__(self, data, *options, command=(), **popen):
        self.errors = tempfile.TemporaryFile()
        addresses = [] if "--listen" in options else ["--listen", "127.0.0.1:0"]
        self.process = subprocess.Popen(
            [*command, SIPAS_WEB, "--data", str(data), *addresses, "--staff-listen", "127.0.0.1:0", "--status-listen",
             "127.0.0.1:0", *options], stderr=self.errors, **popen)

    def said(self):
        self.errors.seek(0)
        return self.errors.read().decode()

    def await_said(self, pattern):
        end = time.monotonic() + PATIENCE
        while True:
            found = re.search(pattern, self.said())
            if found:
                return found
            if time.monotonic() > end or self.process.poll() is not None:
                raise AssertionError(f"expected {pattern!r}, found:\n{self.said()}")
            time.sleep(0.02)

    def port(self, side="web"):
        return int(self.await_said(rf"sipas-web: {side}: port (\d+)").group(1))

    def ask(self, method, path, fields=None, side="web", **headers):
        """Status, headers and text of the answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port(side), timeout=PATIENCE)
        body = urllib.parse.urlencode(fields) if isinstance(fields, dict) else fields
        if body is not None:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer.status, answer.headers, text

    def figures(self):
        status, headers, text = self.ask("GET", "/metrics", side="status")
        assert status == 200, text
        return {name: float(value) for name, value in re.findall(r"(?m)^([^#\s]\S*) (\S+)$", text)}

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        self.errors.close()


class WebCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="sipas-web-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"
        self.sipas("init", "--data", self.data)

    def sipas(self, *arguments):
        ended = subprocess.run([SIPAS, *map(str, arguments)], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return ended.stdout

    def web(self, *options, **more):
        web = Web(self.data, *options, **more)
        self.addCleanup(web.kill)
        return web

    def link(self, kind="rate", area="", seconds=3600):
        return subprocess.run([MINT, self.data, kind, area, str(seconds)], check=True, capture_output=True,
                              text=True).stdout.strip()

    @staticmethod
    def form(token, form=None, **more):
        return {"token": token, "form": form or secrets.token_hex(16), "l": "vi", "area": "dat-dai", "tthc": "5",
                **more}

    def rows(self, question):
        journal = sqlite3.connect(f"file:{self.data}/devices/web/journal.db?mode=ro", uri=True, timeout=PATIENCE)
        try:
            return journal.execute(question).fetchall()
        finally:
            journal.close()

    def ratings(self):
        return self.rows("SELECT count(*) FROM entry WHERE kind = 1")[0][0]
