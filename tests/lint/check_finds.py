"""Plants one fault for each check into a small tree of its own; tools/check must name it, and must say nothing before."""
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HEADER = "#pragma once\n/* A thing. */\nint thing_count(int n);\n"
WORDS = "[language]\ntag={tag}\nname={tag}\n\n[idle]\ncountdown={n} s\n"
README = "# A folder\n\nSee `tools/check`.\n"


class CheckFinds(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="sipas-lint-"))
        self.addCleanup(shutil.rmtree, self.root)
        self.write(".clang-format", (ROOT / ".clang-format").read_text())
        self.write("tools/check", (ROOT / "tools/check").read_text())
        for folder in ("kiosk", "kiosk/survey", "kiosk/journal", "kiosk/report", "assets", "assets/words", "tools"):
            self.write(f"{folder}/README.md", README)
        self.write("kiosk/survey/thing.h", HEADER)
        self.write("kiosk/journal/shelf.h", HEADER)
        self.write("kiosk/journal/writer.h", HEADER)
        for tag in ("vi", "en"):
            self.write(f"assets/words/{tag}.ini", WORDS.replace("{tag}", tag))

    def write(self, name, content):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")

    def findings(self, check):
        done = subprocess.run([sys.executable, self.root / "tools/check", check], text=True, capture_output=True, check=False)
        found = done.stdout.splitlines()[:-1]
        self.assertEqual(done.returncode, 1 if found else 0, done.stderr)
        return found

    def assert_found(self, check, name, content, wanted):
        self.assertEqual(self.findings(check), [])
        self.write(name, content)
        found = self.findings(check)
        self.assertEqual(len(found), 1, found)
        self.assertIn(wanted, found[0])

    def test_a_file_that_is_not_formatted(self):
        self.assert_found("format", "kiosk/survey/a.c", "int  a( void );\n", "kiosk/survey/a.c:1: not as clang-format")

    def test_an_arrow_upwards(self):
        self.assert_found("arrows", "kiosk/survey/a.c", '#include "shelf.h"\n', "kiosk/survey may not know kiosk/journal")

    def test_the_writing_half_of_the_journal_in_a_reader(self):
        self.write("kiosk/report/b.c", '#include "shelf.h"\n')
        self.assert_found("arrows", "kiosk/report/a.c", '#include "writer.h"\n', "only the journal's reading half")

    def test_a_library_behind_the_wrong_door(self):
        self.write("kiosk/journal/b.c", "#include <sqlite3.h>\n")
        self.assert_found("arrows", "kiosk/report/a.c", "#include <sqlite3.h>\n", "sqlite3.h only in kiosk/journal/")

    def test_a_header_that_leans_on_another(self):
        self.write("kiosk/survey/a.h", "#pragma once\nsize_t a(void);\n")
        self.assertEqual(len(self.findings("headers")), 2)  # gcc and clang

    def test_a_banned_function(self):
        self.write("kiosk/survey/b.c", '/* strcpy( */ const char *s = "strcpy(";\nint my_strcpy(void);\n')
        self.assert_found("banned", "kiosk/survey/a.c", "\nint n = atoi(s);\n", "kiosk/survey/a.c:2: atoi() is banned")

    def test_an_exit_outside_a_main(self):
        self.write("kiosk/survey/a_main.c", "void f(void)\n{\n    exit(1);\n}\n")
        self.assert_found("banned", "kiosk/survey/a.c", "void f(void)\n{\n    exit(1);\n}\n", "exit() outside a main")

    def test_a_sentence_that_one_language_lacks(self):
        self.assert_found("words", "assets/words/en.ini", "[language]\ntag=en\nname=en\n", "idle.countdown is missing")

    def test_a_value_that_one_language_does_not_put_in(self):
        self.assert_found("words", "assets/words/en.ini", "[language]\ntag=en\nname=en\n[idle]\ncountdown=soon\n",
                          "does not have the same {values}")

    def test_a_sentence_that_code_asks_for_in_vain(self):
        self.write("kiosk/survey/b.c", 'const char *a = words_get(words, tag, "idle.countdown");\n')
        self.assert_found("words", "kiosk/survey/a.c", 'const char *a = words_get(words, tag, "idle.later");\n',
                          "no sentence idle.later")

    def test_a_script_that_a_readme_names_in_vain(self):
        self.assert_found("readme", "kiosk/README.md", "Run `tools/gone` first.\n", "tools/gone is not there")

    def test_a_long_file(self):
        self.assert_found("sizes", "kiosk/survey/a.c", "\n" * 501, "501 lines")

    def test_a_long_function(self):
        self.assert_found("sizes", "kiosk/survey/a.c", "int f(void)\n{\n" + "\n" * 80 + "    return 0;\n}\n", "f has 84 lines")

    def test_a_folder_without_a_readme(self):
        self.assert_found("folders", "kiosk/screen/a.c", "", "kiosk/screen: has no README.md")

    def test_a_top_level_folder_of_another_name(self):
        self.assert_found("folders", "more/a.txt", "", "more: no such top-level folder")

    def test_a_careless_script(self):
        self.assert_found("scripts", "tools/go", "#!/bin/sh\nrm -r $1\n", "tools/go:2")

    def test_work_left_over(self):
        self.assert_found("leftovers", "kiosk/survey/a.c", "/* TO" + "DO */\n", "kiosk/survey/a.c:1: TO" + "DO left over")


if __name__ == "__main__":
    unittest.main()
