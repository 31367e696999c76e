"""What respondents wrote is exported apart: the text alone, all of it, in an order that tells nothing."""
import csv
import datetime
import io
import json
import os
import random
import sqlite3
import subprocess
import unittest

import openpyxl

import command
from command import FAILED, SIPAS, sipas

MAKE_JOURNAL = os.environ["EXPORT_JOURNAL"]
TEXTS = ["Cán bộ rất tận tình", "Chờ lâu, nóng\nkhông có quạt", '"Tốt"', "=HYPERLINK(\"http://x\")", "-5", "@a",
         "Ông <b>Bà</b> & cháu", "Ẵ Ễ Ỗ", "a\\b", "😀", "Cán bộ rất tận tình", "  ", "＝1", "a\ufffeb"]


def guarded(text):
    return "'" + text if text[0] in "=+-@＝＋－＠" else text


class ExportRemarks(command.Case):
    def setUp(self):
        """A center with two journals. The remarks are put in by hand, as another program sees them."""
        super().setUp()
        self.data = self.center()
        for seed, device in enumerate(("kiosk-1", "web")):
            subprocess.run([MAKE_JOURNAL, self.data, "chi-minh", device, "200", str(seed)], check=True)

    def put(self, device, week, *texts):
        db = sqlite3.connect(self.data / "devices" / device / "journal.db")
        with db:
            db.executemany("INSERT INTO remark VALUES (randomblob(16), ?, ?)", [(week, text) for text in texts])
        db.close()

    def exported(self, format, *arguments):
        ended = self.run_done("export", "--remarks", "--data", self.data, "--format", format, *arguments)
        if format == "csv":
            header, *rows = csv.reader(io.StringIO(ended.stdout, newline=""), strict=True)
            self.assertEqual(header, ["remark"])
            texts = [text for text, in rows]
        else:
            texts = [json.loads(line)["remark"] for line in ended.stdout.splitlines()]
            self.assertEqual({len(json.loads(line)) for line in ended.stdout.splitlines()} | {1}, {1})
        self.assertEqual(ended.stderr, f"sipas export: {len(texts)} remarks\n")
        return texts

    def test_every_text_is_there_and_nothing_of_when_or_where(self):
        self.put("web", 20251103, *TEXTS[:8], None)
        self.put("kiosk-1", 20250106, *TEXTS[8:], None)
        in_order = sorted(TEXTS, key=lambda text: text.encode())
        self.assertEqual(self.exported("jsonl"), in_order)
        self.assertEqual(self.exported("csv"), [guarded(text) for text in in_order])

    def test_the_same_remarks_give_the_same_file_whoever_wrote_first(self):
        self.put("web", 20251103, *TEXTS)
        before = self.exported("jsonl")
        for device in ("web", "kiosk-1"):
            db = sqlite3.connect(self.data / "devices" / device / "journal.db")
            db.executescript("DROP TRIGGER remark_stays; DELETE FROM remark")
            db.close()
        shuffled = TEXTS[:]
        random.Random(3).shuffle(shuffled)
        self.put("kiosk-1", 20251103, *shuffled[:6])
        self.put("web", 20250303, *shuffled[6:])
        self.assertEqual(self.exported("jsonl"), before)

    def test_a_spreadsheet_reads_the_xlsx(self):
        self.put("web", 20251103, *TEXTS)
        file = self.folder / "remarks.xlsx"
        ended = self.run_done("export", "--remarks", "--data", self.data, "--format", "xlsx", "-o", file)
        self.assertEqual(ended.stderr, f"sipas export: {len(TEXTS)} remarks\n")
        in_order = [text.replace("\ufffe", "\ufffd") for text in sorted(TEXTS, key=lambda text: text.encode())]
        sheet = openpyxl.load_workbook(file)["remarks"]
        self.assertEqual([row for row in sheet.iter_rows(values_only=True)], [("remark",)] + [(t,) for t in in_order])
        self.assertEqual({cell.data_type for cell in sheet["A"]} - {"s", "inlineStr"}, set())
        self.assertEqual(sheet.freeze_panes, "A2")
        subprocess.run(["soffice", f"-env:UserInstallation=file://{self.folder}/office", "--headless", "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", self.folder, file], check=True,
                       capture_output=True, timeout=120)
        read = (self.folder / "remarks.csv").read_text("utf-8")
        self.assertEqual([text for text, in csv.reader(io.StringIO(read, newline=""))], ["remark"] + in_order)
        piped = subprocess.run([SIPAS, "export", "--remarks", "--data", self.data, "--format", "xlsx"], check=True,
                               capture_output=True)
        self.assertEqual(piped.stdout, file.read_bytes())

    def test_a_week_belongs_to_the_period_of_its_monday(self):
        for week in (20251027, 20251103, 20251124, 20251201):
            self.put("web", week, str(week))
        self.assertEqual(self.exported("jsonl", "--period", "month:2025-11"), ["20251103", "20251124"])
        self.assertEqual(self.exported("jsonl", "--period", "2025-11-04..2025-11-23"), [])
        self.assertEqual(self.exported("csv", "--period", "2025-W44"), ["20251027"])

    def test_a_week_comes_when_it_has_ended(self):
        """A remark that is new since the last export would be that of the rating that is new."""
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
        monday = today - datetime.timedelta(today.weekday())
        for weeks in (-2, -1, 0, 1):
            week = monday + datetime.timedelta(7 * weeks)
            self.put("web", int(f"{week:%Y%m%d}"), str(weeks))
        for arguments in ([], ["--period", f"{monday:%Y}-01-01..9999-12-31"], ["--period", "2020-01-01..9999-12-31"]):
            self.assertLessEqual(set(self.exported("jsonl", *arguments)), {"-2", "-1"})
        self.assertEqual(self.exported("jsonl"), ["-1", "-2"])
        self.assertEqual(self.exported("jsonl", "--period", "this-week"), [])

    def test_none_is_an_empty_file(self):
        self.assertEqual(self.exported("csv"), [])
        self.assertEqual(self.exported("jsonl"), [])

    def test_a_ratings_export_holds_none_of_it(self):
        self.put("web", 20251103, "chỉ ở góp ý")
        ended = self.run_done("export", "--data", self.data)
        self.assertNotIn("góp ý", ended.stdout)

    def test_what_cannot_be_is_refused(self):
        self.put("web", 20251104, "thứ Ba")
        ended = sipas("export", "--remarks", "--data", self.data)
        self.assert_refused(ended, FAILED, "damaged", "week of 20251104")


if __name__ == "__main__":
    unittest.main()
