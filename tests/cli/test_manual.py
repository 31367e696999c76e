"""The man pages say what the programs say, read cleanly, and their examples work."""
import os
import pathlib
import re
import subprocess
import unittest

import command
from command import SIPAS

MANUAL = pathlib.Path(os.environ["SIPAS_MANUAL"])
COMMANDS = ["init", "report", "export", "import", "verify", "bundle", "pull", "weekly", "qr", "staff", "demo", "config"]


def page_text(name):
    shown = subprocess.run(["mandoc", "-T", "utf8", "-O", "width=200", MANUAL / name], capture_output=True, text=True,
                           check=True).stdout
    return re.sub(".\b", "", shown)  # overstruck letters are how bold is shown


def options(help_text):
    """Each option of a help text with its explanation."""
    return re.findall(r"^  (?:-(\w), )?--([a-z-]+)(?:=(\S+))?\s+(\S.*)$", help_text, re.M)


class Manual(command.Case):
    def assert_options(self, page, help_text):
        text = " ".join(page_text(page).split())
        found = options(help_text)
        self.assertGreater(len(found), 1)
        for short, name, argument, meaning in found:
            shown = (f"-{short}, " if short else "") + f"--{name}" + (f"={argument}" if argument else "")
            self.assertIn(f"{shown} {meaning}", text)

    def test_the_linter_has_nothing_to_say(self):
        pages = sorted(MANUAL.glob("*.1"))
        self.assertEqual(len(pages), len(COMMANDS) + 3)
        ended = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", *pages], capture_output=True, text=True)
        self.assertEqual((ended.returncode, ended.stdout + ended.stderr), (0, ""))

    def test_every_option_of_every_command_is_in_its_page_in_the_same_words(self):
        for name in COMMANDS:
            with self.subTest(name=name):
                self.assert_options(f"sipas-{name}.1", self.run_done("help", name).stdout)

    def test_every_option_of_the_kiosk_and_the_phone_page_is_in_its_page_in_the_same_words(self):
        for name, program in (("sipas-kiosk", "SIPAS_KIOSK"), ("sipas-web", "SIPAS_WEB")):
            ended = subprocess.run([os.environ[program], "--help"], capture_output=True, text=True, check=True)
            self.assert_options(f"{name}.1", ended.stdout)

    def test_the_overview_names_every_page(self):
        text = page_text("sipas.1")
        for page in MANUAL.glob("sipas-*.1"):
            self.assertIn(f"{page.stem}(1)", text)

    def examples(self):
        for name in COMMANDS:
            text = (MANUAL / f"sipas-{name}.1").read_text(encoding="utf-8")
            shown = re.findall(r"^\.Bd -literal -offset indent\n(.*)\n\.Ed$", text, re.M)
            self.assertGreater(len(shown), 0, name)
            yield from ((name, line) for line in shown)

    def test_every_example_works(self):
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "sipas").symlink_to(SIPAS)
        environment = {**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}
        self.make_csv("forms.csv", "--count", 20, "--from", "2025-11-03", "--to", "2025-11-07")
        self.write("my-center.ini", (command.ASSETS / "center.ini").read_text(encoding="utf-8"))
        for name, line in self.examples():
            with self.subTest(line=line):
                if name == "init" and "--joins" not in line:
                    subprocess.run(["rm", "-rf", self.folder / "center"], check=True)
                if name == "qr":
                    subprocess.run(["sed", "-i", "s|^url =.*|url = https://danhgia.example.vn|",
                                    self.folder / "center" / "center.ini"], check=True)
                ended = subprocess.run(["bash", "-c", line], cwd=self.folder, env=environment, capture_output=True,
                                       text=True)
                self.assertEqual(ended.returncode, 0, ended.stderr)


if __name__ == "__main__":
    unittest.main()
