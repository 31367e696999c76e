"""Ratings that came by a poster, from the journal to the report: counted, and told apart from all others."""
import os
import subprocess
import unittest

from command import Case, sipas

NOTE = "Lượt đánh giá qua áp phích đến từ một liên kết cố định"


class Poster(Case):
    """Two ratings by a poster and three on paper in one week."""

    def setUp(self):
        super().setUp()
        self.data = self.center()
        subprocess.run([os.environ["ENTER_JOURNAL"], self.data, "chi-minh", "web", "poster", "2025-11-05", "poster",
                        "2025-11-06"], check=True)
        forms = self.write("forms.csv", "taken_at,area,channel,tthc\n" + "2025-11-05,dat-dai,paper,1\n" * 3)
        self.run_done("import", "--data", self.data, forms)

    def week(self, *arguments):
        return self.report(self.data, "--period", "2025-W45", *arguments)

    def test_they_are_counted_as_a_channel_of_their_own(self):
        channels = {row["channel"]: row for row in self.week()["channels"] if row["item"] == "tthc"}
        self.assertEqual(channels["poster"]["counts"], [0, 0, 0, 0, 2])
        self.assertEqual(channels["phone"]["counts"], [0] * 5)
        self.assertEqual(channels["paper"]["counts"], [3, 0, 0, 0, 0])
        self.assertEqual(channels[None]["counts"], [3, 0, 0, 0, 2])

    def test_a_report_can_be_of_them_alone(self):
        report = self.week("--channel", "poster")
        self.assertEqual(report["rows"][0]["counts"], [0, 0, 0, 0, 2])
        text = self.run_done("report", "--data", self.data, "--period", "2025-W45", "--channel", "poster").stdout
        self.assertIn("kênh áp phích", text)

    def test_the_note_stands_where_they_are_and_nowhere_else(self):
        for period, there in (("2025-W45", True), ("2025-W46", False)):
            for face in ("text", "csv", "html"):
                ended = self.run_done("report", "--data", self.data, "--period", period, "--format", face)
                self.assertEqual(NOTE in ended.stdout, there, (period, face))
        self.assertNotIn("poster", [row["channel"] for row in self.report(self.data, "--period", "2025-W46")["channels"]])

    def test_an_export_names_them_and_the_journal_is_sound(self):
        rows = self.run_done("export", "--data", self.data, "--format", "csv").stdout.splitlines()
        self.assertEqual(sum(",poster," in row for row in rows), 2)
        self.assertIn("web: sound, 2 entries, 2 ratings", self.run_done("verify", "--data", self.data).stdout)

    def test_a_file_to_import_cannot_name_them(self):
        ended = sipas("import", "--data", self.data,
                      self.write("more.csv", "taken_at,area,channel,tthc\n2025-11-07,dat-dai,poster,5\n"))
        self.assertEqual((ended.returncode, ended.stdout), (1, ""))
        self.assertIn(":2: channel: found poster, expected paper, kiosk, phone or other", ended.stderr)


if __name__ == "__main__":
    unittest.main()
