"""Runs the built `sipas` in folders of a test's own."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

SIPAS = os.environ["SIPAS"]
ASSETS = pathlib.Path(os.environ["SIPAS_ASSETS"])
HERE = pathlib.Path(__file__).resolve().parent
DONE, FAILED, USAGE, WRONG = 0, 1, 2, 3


def sipas(*arguments, **more):
    """Runs it; gives back the ended process with stdout and stderr as text."""
    return subprocess.run([SIPAS, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", **more)


class Case(unittest.TestCase):
    """A test with a folder of its own that anybody may enter."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sipas-"))
        self.folder.chmod(0o755)
        self.addCleanup(shutil.rmtree, self.folder)

    def run_done(self, *arguments, **more):
        ended = sipas(*arguments, **more)
        self.assertEqual(ended.returncode, DONE, ended.stderr)
        return ended

    def center(self, name="center", **more):
        """A data folder of the sample center."""
        data = self.folder / name
        self.run_done("init", "--data", data, **more)
        return data

    def write(self, name, text):
        file = self.folder / name
        file.write_text(text, encoding="utf-8", newline="")
        return file

    def report(self, data, *arguments):
        return json.loads(self.run_done("report", "--data", data, "--format", "json", *arguments).stdout)

    def make_csv(self, name, *arguments):
        file = self.folder / name
        subprocess.run(["python3", HERE / "make_csv.py", *map(str, arguments), file], check=True)
        return file

    def assert_refused(self, ended, status, *parts):
        """It ended so, printed nothing, and said in one line what is wrong."""
        self.assertEqual(ended.returncode, status, ended.stderr)
        self.assertEqual(ended.stdout, "")
        self.assertEqual(ended.stderr.count("\n"), 1, ended.stderr)
        self.assertTrue(ended.stderr.startswith("sipas"), ended.stderr)
        for part in parts:
            self.assertIn(str(part), ended.stderr)

    def tree(self, folder):
        """Every file below with its bytes and mode: what must not change."""
        return {str(path): (path.stat().st_mode, path.read_bytes() if path.is_file() else None)
                for path in sorted(folder.rglob("*"))}
