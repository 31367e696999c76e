"""What is exported is what is stored: every row against one worked out from the journal by another program."""
import csv
import datetime
import io
import json
import os
import pathlib
import pty
import re
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import tempfile
import unittest
import zipfile

import openpyxl

import command
import witness
from command import FAILED, SIPAS, USAGE, sipas

MAKE_JOURNAL = os.environ["EXPORT_JOURNAL"]
ITEMS = ["tthc", "phuc-vu"] + [f"m02-{i}" for i in range(1, 10)]
COLUMNS = ["device", "hour", "area", "channel", "language", "set_aside", "flags", "clock"] + ITEMS + ["reasons"]
FLAGS = ["cooldown", "burst", "same-run", "alternating", "held", "closed", "staff-test", "clock"]
REASONS = ["cho-doi", "giay-to", "thai-do", "huong-dan", "dung-hen", "phi", "co-so", "khac"]
CLOCKS = ["unknown", "rtc", "ntp", "given"]
NOON_MS = 12 * 3600 * 1000


def names(mask, of):
    return "+".join(name for bit, name in enumerate(of) if mask >> bit & 1)


def hour(utc_ms, trust):
    local = datetime.datetime.fromtimestamp(utc_ms // 1000, witness.VIETNAM)
    midnight = local.replace(hour=0, minute=0, second=0)
    alone = CLOCKS[trust] == "given" and utc_ms - midnight.timestamp() * 1000 == NOON_MS
    return local.strftime("%Y-%m-%d" if alone else "%Y-%m-%dT%H")


def stored(data, first="0001-01-01", last="9999-12-31"):
    """The rows there have to be, sorted, each as a tuple of texts."""
    rows = []
    for journal in sorted(pathlib.Path(data).glob("devices/*/journal.db")):
        db = sqlite3.connect(f"file:{journal}?mode=ro", uri=True)
        db.row_factory = sqlite3.Row
        ratings = {}
        for entry in db.execute("SELECT * FROM entry ORDER BY seq"):
            if entry["kind"] == 1:
                ratings[entry["seq"]] = rating = dict(entry)
            elif entry["refers"]:
                rating = ratings[entry["refers"]]
                rating["reasons"] |= entry["reasons"]
            for item in (item.replace("-", "_") for item in ITEMS):
                if entry[item] is not None:
                    rating[item] = entry[item]
        db.close()
        for rating in ratings.values():
            if first <= hour(rating["utc_ms"], rating["trust"])[:10] <= last:
                rows.append(row_of(journal.parent.name, rating))
    return sorted(rows)


def row_of(device, rating):
    answers = [str(rating[item.replace("-", "_")] or "") for item in ITEMS]
    return (device, hour(rating["utc_ms"], rating["trust"]), rating["area"], rating["channel"], rating["language"],
            "1" if rating["flags"] else "0", names(rating["flags"], FLAGS), CLOCKS[rating["trust"]], *answers,
            names(rating["reasons"], REASONS))


def from_csv(text):
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert header == COLUMNS, header
    return [tuple(row) for row in rows]


def from_jsonl(text):
    def flat(value):
        return "+".join(value) if isinstance(value, list) else "" if value is None else str(value)
    found = [json.loads(line) for line in text.splitlines()]
    assert all(list(row) == COLUMNS for row in found)
    return [tuple(flat(value) for value in row.values()) for row in found]


def from_xlsx(file):
    sheet = openpyxl.load_workbook(file)["ratings"]
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == COLUMNS, rows[0]
    return [tuple("" if cell is None else str(cell) for cell in row) for row in rows[1:]]


class Export(command.Case):
    def exported(self, data, *arguments):
        """Its rows as CSV, and how many it said there are."""
        ended = self.run_done("export", "--data", data, *arguments)
        said = re.fullmatch(r"sipas export: (\d+) ratings\n", ended.stderr)
        self.assertTrue(said, ended.stderr)
        return from_csv(ended.stdout), int(said.group(1))

    @classmethod
    def setUpClass(cls):
        """A center with journals full of everything, and one of imported forms. No test changes it."""
        cls.folder_of_all = tempfile.mkdtemp(prefix="sipas-")
        cls.addClassCleanup(shutil.rmtree, cls.folder_of_all)
        cls.busy = pathlib.Path(cls.folder_of_all) / "busy"
        forms = pathlib.Path(cls.folder_of_all) / "forms.csv"
        run = {"check": True, "stderr": subprocess.DEVNULL}
        subprocess.run([SIPAS, "init", "--data", cls.busy], **run)
        for seed, device in enumerate(("kiosk-1", "phone")):
            subprocess.run([MAKE_JOURNAL, cls.busy, "chi-minh", device, "2000", str(seed)], check=True)
        subprocess.run(["python3", command.HERE / "make_csv.py", "--count", "5000", "--seed", "31", "--from",
                        "2025-10-20", "--to", "2025-11-20", forms], **run)
        subprocess.run([SIPAS, "import", "--data", cls.busy, forms], **run)

    def verified(self, data):
        told = self.run_done("verify", "--data", data).stdout
        return sum(int(n) for n in re.findall(r"(\d+) ratings", told))

    def test_every_rating_is_there_as_it_stands_and_as_many_as_verify_counts(self):
        data = self.busy
        expected = stored(data)
        rows, said = self.exported(data)
        self.assertEqual(sorted(rows), expected)
        self.assertEqual(said, len(expected))
        self.assertEqual(said, 9000)
        self.assertEqual(said, self.verified(data))
        self.assertEqual({row[1][10:11] for row in rows}, {"", "T"})
        self.assertGreater(len({row[6] for row in rows}), 100, "flags of every kind")

    def test_each_format_says_the_same(self):
        data = self.busy
        rows, _ = self.exported(data)
        lines = self.run_done("export", "--data", data, "--format", "jsonl").stdout
        self.assertEqual(from_jsonl(lines), rows)
        file = self.folder / "ratings.xlsx"
        self.run_done("export", "--data", data, "--format", "xlsx", "-o", file)
        self.assertEqual(from_xlsx(file), rows)
        piped = subprocess.run([SIPAS, "export", "--data", data, "--format", "xlsx"], check=True, capture_output=True)
        self.assertEqual(piped.stdout, file.read_bytes())

    def test_a_spreadsheet_reads_the_xlsx(self):
        data = self.busy
        rows, _ = self.exported(data)
        self.run_done("export", "--data", data, "--format", "xlsx", "--output", self.folder / "r.xlsx")
        subprocess.run(["soffice", f"-env:UserInstallation=file://{self.folder}/office", "--headless", "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", self.folder, self.folder / "r.xlsx"],
                       check=True, capture_output=True, timeout=120)
        self.assertEqual(from_csv((self.folder / "r.csv").read_text("utf-8")), rows)

    def test_cells_are_numbers_or_text_and_the_header_stays(self):
        data = self.busy
        file = self.folder / "ratings.xlsx"
        self.run_done("export", "--data", data, "--format", "xlsx", "-o", file)
        sheet = openpyxl.load_workbook(file)["ratings"]
        self.assertEqual(sheet.freeze_panes, "A2")
        self.assertEqual(sheet.auto_filter.ref, f"A1:T{sheet.max_row}")
        self.assertTrue(all(cell.font.bold for cell in sheet[1]))
        for row in sheet.iter_rows(min_row=2):
            self.assertEqual({cell.data_type for cell in row[8:19]}, {"n"})
            self.assertEqual(row[5].data_type, "n")
            for cell in [*row[:5], row[6], row[7], row[19]]:
                self.assertIn((cell.data_type, cell.value is None), (("s", False), ("inlineStr", False), ("n", True)))

    def test_a_period_takes_its_days_alone(self):
        data = self.busy
        for period, first, last in (("2025-W45", "2025-11-03", "2025-11-09"),
                                    ("2025-11-04..2025-11-04", "2025-11-04", "2025-11-04"),
                                    ("month:2019-06", "2019-06-01", "2019-06-30")):
            rows, said = self.exported(data, "--period", period)
            expected = stored(data, first, last)
            self.assertEqual(sorted(rows), expected)
            self.assertEqual(said, len(expected))
        rows, _ = self.exported(data, "--period", "month:2025-11", "--window", "decree")
        self.assertEqual(sorted(rows), stored(data, "2025-10-15", "2025-11-14"))

    def test_nothing_is_finer_than_the_hour_and_nothing_numbers_the_rows(self):
        data = self.busy
        for form in ("csv", "jsonl"):
            text = self.run_done("export", "--data", data, "--format", form).stdout
            self.assertFalse(re.search(r"\d:\d|T\d\d[^\",]|\d{5}|remark", text))
        rows, _ = self.exported(data)
        self.assertEqual(rows, [row for device in sorted({row[0] for row in rows}) for row in rows if row[0] == device])

    def test_the_same_again_is_the_same_bytes(self):
        data = self.busy
        for form in ("csv", "jsonl", "xlsx"):
            files = [self.folder / f"{turn}.{form}" for turn in "ab"]
            for file in files:
                self.run_done("export", "--data", data, "--format", form, "-o", file)
            self.assertEqual(*(file.read_bytes() for file in files))

    def test_an_xlsx_is_a_zip_of_the_oldest_kind_and_tells_no_time(self):
        data = self.busy
        zones = ("Asia/Ho_Chi_Minh", "America/Los_Angeles")
        books = [subprocess.run([SIPAS, "export", "--data", data, "--format", "xlsx"], check=True, capture_output=True,
                                env={**os.environ, "TZ": zone}).stdout for zone in zones]
        self.assertEqual(*books)
        with zipfile.ZipFile(io.BytesIO(books[0])) as book:
            self.assertIsNone(book.testzip())
            for part in book.infolist():
                self.assertEqual(part.date_time, (1980, 1, 1, 0, 0, 0))
                self.assertEqual(part.extract_version, 20, "not the 45 of Zip64")
                self.assertEqual(part.compress_type, zipfile.ZIP_DEFLATED)

    def test_a_center_without_a_rating_has_a_header(self):
        data = self.center()
        self.assertEqual(self.exported(data), ([], 0))
        self.run_done("export", "--data", data, "--format", "xlsx", "-o", self.folder / "none.xlsx")
        self.assertEqual(from_xlsx(self.folder / "none.xlsx"), [])


def room_for(most):
    """Makes the process that is to run find a disk that takes files of so many bytes."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return limit


class Output(command.Case):
    def filled(self):
        data = self.center()
        self.run_done("demo", "--data", data, "--count", 20000, "--period", "month:2025-11")
        return data

    def test_a_file_is_replaced_as_a_whole_and_keeps_its_mode_and_its_link(self):
        data, file, link = self.filled(), self.write("old.csv", "old"), self.folder / "link.csv"
        file.chmod(0o640)
        link.symlink_to("old.csv")
        self.run_done("export", "--data", data, "-o", link)
        self.assertTrue(link.is_symlink())
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o640)
        self.assertEqual(len(file.read_text("utf-8").splitlines()), 20001)

    def test_a_full_disk_leaves_what_was_there(self):
        data = self.filled()
        (self.folder / "out").mkdir()
        for form in ("csv", "jsonl", "xlsx"):
            file = self.write(f"out/old.{form}", "old")
            before = self.tree(file.parent)
            ended = sipas("export", "--data", data, "--format", form, "-o", file, preexec_fn=room_for(100000))
            self.assert_refused(ended, FAILED, file)
            self.assertEqual(self.tree(file.parent), before)

    def test_one_byte_too_few_on_the_disk_is_a_failure(self):
        data, whole = self.filled(), self.folder / "whole.xlsx"
        self.run_done("export", "--data", data, "--format", "xlsx", "-o", whole)
        size = whole.stat().st_size
        file = self.folder / "part.xlsx"
        for most in (0, 1, size // 2, size - 1):
            ended = sipas("export", "--data", data, "--format", "xlsx", "-o", file, preexec_fn=room_for(most))
            self.assert_refused(ended, FAILED, file)
            self.assertFalse(file.exists())
        self.run_done("export", "--data", data, "--format", "xlsx", "-o", file, preexec_fn=room_for(size))
        self.assertEqual(file.read_bytes(), whole.read_bytes())

    def test_lost_output_is_a_failure(self):
        data = self.filled()
        for form in ("csv", "xlsx"):
            with open("/dev/full", "wb") as full:
                ended = subprocess.run([SIPAS, "export", "--data", data, "--format", form], stdout=full,
                                       stderr=subprocess.PIPE, text=True, check=False)
            self.assertEqual(ended.returncode, FAILED)
            self.assertEqual(ended.stderr.count("\n"), 1, ended.stderr)
            self.assertIn("standard output: No space left", ended.stderr)

    def test_what_is_wrong_is_said_in_one_line(self):
        data = self.center()
        for arguments, said in ((["--format", "xls"], "csv, jsonl or xlsx"), (["--period", "2025-W54"], "2025-W54"),
                                (["--window", "x"], "decree"), (["-o", ""], "--output"), (["more"], "more")):
            self.assert_refused(sipas("export", "--data", data, *arguments), USAGE, said)
        self.assert_refused(sipas("export", "--data", data, "-o", self.folder), FAILED, self.folder, "plain file")
        self.assert_refused(sipas("export", "--data", data, "-o", "/nowhere/x.csv"), FAILED, "/nowhere/x.csv")
        self.assert_refused(sipas("export", "--data", self.folder / "none"), FAILED, "none")

    def test_an_xlsx_is_not_written_to_a_terminal(self):
        data = self.center()
        ours, theirs = pty.openpty()
        try:
            ended = subprocess.run([SIPAS, "export", "--data", data, "--format", "xlsx"], stdout=theirs,
                                   stderr=subprocess.PIPE, text=True, check=False)
        finally:
            os.close(theirs)
            os.close(ours)
        self.assertEqual(ended.returncode, USAGE)
        self.assertIn("not for a terminal", ended.stderr)


if __name__ == "__main__":
    unittest.main()
