"""A file of ratings that is wrong in any way: every bad line is named, nothing is stored."""
import os
import subprocess
import unittest

import command
from command import FAILED, SIPAS, sipas

HEADER = "taken_at,area,channel,tthc,phuc-vu\n"
GOOD = "2025-11-05,khac,paper,5,4\n"


class WrongFile(command.Case):
    """A bad file of ratings: every bad line is named, nothing is stored."""

    def refuse(self, content, *parts, lines=1):
        data = self.folder / "center"
        if not data.exists():
            self.center()
        before = self.tree(data)
        file = self.folder / "ratings.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        ended = sipas("import", "--data", data, file)
        self.assertEqual((ended.returncode, ended.stdout), (FAILED, ""), ended.stderr)
        self.assertEqual(ended.stderr.count("\n"), lines + 1, ended.stderr)
        self.assertTrue(ended.stderr.splitlines()[-1].startswith(f"sipas import: {file}: "), ended.stderr)
        for part in parts:
            self.assertIn(part, ended.stderr)
        self.assertEqual(self.tree(data), before)

    def test_every_bad_line_is_named_with_column_found_and_expected(self):
        rows = ["2025-11-05,khac,paper,5,4", "2025-02-30,khac,paper,5,4", "2025-11-05,nowhere,paper,5,4",
                "2025-11-05,khac,pigeon,5,4", "2025-11-05,khac,paper,6,4", "2025-11-05,khac,paper,5,x",
                "2025-11-05,khac,paper,,", "2025-11-05,khac,paper,5", "2025-11-05,khac,paper,0,9"]
        self.refuse(HEADER + "\n".join(rows) + "\n",
                    ":3: taken_at: found 2025-02-30, expected ", ":4: area: found nowhere, expected ",
                    ":5: channel: found pigeon, expected ", ":6: tthc: found 6, expected 1 to 5 or nothing",
                    ":7: phuc-vu: found x, expected ", ":8: answers: found none, expected at least one",
                    ":9: row: found 4 fields, expected 5", ":10: tthc: found 0", ":10: phuc-vu: found 9",
                    "8 bad of 9 rows, nothing was imported", lines=9)

    def test_times_that_are_none(self):
        times = ["", "05/11/2025", "2025-11-05T", "2025-11-05T25:00", "2025-13-05", "2025-11-05T09:30+99:00", "today",
                 "1800-01-01", "2025-11-05T09:30:75", "2025-11-05T09:30:60", "2025-11-05 09:30:60.5+07:00", "20251105T093060",
                 "2025-11-05T24:00", "2025-11-5", "20251105 "]
        self.refuse(HEADER + "".join(f"{time},khac,paper,5,4\n" for time in times), "taken_at", lines=len(times))

    def test_a_bad_header_names_every_mistake(self):
        self.refuse("taken_at,area,weather,tthc,tthc\n" + GOOD, ":1: header: found weather",
                    ":1: header: found tthc, expected every column once", ":1: channel: found no such column", lines=3)
        self.refuse("taken_at,area,channel\n2025-11-05,khac,paper\n", "at least one column of an item")

    def test_a_malformed_row_does_not_hide_the_next_one(self):
        self.refuse(HEADER + '2025-11-05,khac,pa"per,5,4\n' + '2025-11-05,khac,"paper"x,5,4\n'
                    + "2025-11-05,khac,paper,7,4\n",
                    ":2: row: found a quote", ":3: row: found text after a closing quote", ":4: tthc: found 7",
                    "3 bad of 3 rows", lines=3)

    def test_an_unclosed_quote_is_found(self):
        self.refuse(HEADER + GOOD + '"2025-11-05,khac,paper,5,4\n' + GOOD, ":3: row: found an unclosed quote")
        self.refuse(HEADER + '"' + GOOD * 1000,
                    ":2: row: found a record longer than 4096 bytes, perhaps an unclosed quote, expected")

    def test_what_an_unclosed_quote_swallows_is_read_all_the_same(self):
        swallowed = GOOD + "2025-11-05,mars,paper,5,4\n" + GOOD
        for end in ("", GOOD * 1000, '2025-11-05,khac,"paper",5,4\n', "2025-11-05,khac,paper,5,4\"\n"):
            with self.subTest(end=end[:40]):
                more = 1 if end.endswith('"\n') else 0
                self.refuse(HEADER + '2025-11-05,khac,paper,5,"4\n' + swallowed + end, ":2: ",
                            ":4: area: found mars, expected", lines=2 + more)

    def test_a_line_of_separators_takes_no_memory(self):
        data = self.center()
        file = self.folder / "commas.csv"
        file.write_bytes(HEADER.encode() + b"," * 60_000_000 + b"\n" + b"2025-11-05,mars,paper,5,4\n")
        with subprocess.Popen([SIPAS, "import", "--data", data, file], stderr=subprocess.PIPE, text=True) as importing:
            told = importing.stderr.read()
            _, status, used = os.wait4(importing.pid, 0)
            importing.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(importing.returncode, FAILED)
        self.assertIn(":2: row: found a record longer than 4096 bytes", told)
        self.assertIn(":3: area: found mars", told)
        self.assertLess(used.ru_maxrss, 200_000)  # KiB, with all that a sanitizer takes

    def test_bytes_that_are_no_text(self):
        self.refuse((HEADER + GOOD).encode("utf-16"), "header", lines=1)
        self.refuse(HEADER.encode() + b"2025-11-05,kh\xe1c,paper,5,4\n", ":2: area: found kh")
        self.refuse(HEADER.encode() + b"2025-11-05,khac,paper,5\x00,4\n", ":2: row: found a NUL byte")

    def test_files_without_a_rating(self):
        self.refuse("", "empty, expected a header line", lines=0)
        self.refuse("\n\r\n", "empty, expected a header line", lines=0)
        self.refuse(HEADER, "no rating in it", lines=0)

    def test_files_that_cannot_be_read(self):
        data = self.center()
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        for file, part in ((self.folder / "missing.csv", "No such file"), (self.folder, "plain file"),
                           ("/dev/null", "plain file"), (pipe, "plain file")):
            self.assert_refused(sipas("import", "--data", data, file, timeout=60), FAILED, file, part)


if __name__ == "__main__":
    unittest.main()
