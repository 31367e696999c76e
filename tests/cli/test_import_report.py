"""What is imported is what is reported: every figure against the witness, for every form of period and both windows."""
import datetime
import json
import unittest

import command
import witness

FORMS = ["2025-W45", "2026-W01", "2024-W52", "week:2025-11-05", "week:2025-12-31", "week:2025-11-09", "month:2025-11",
         "month:2026-01", "month:2025-03", "quarter:2025-Q1", "quarter:2025-Q2", "quarter:2025-Q3", "quarter:2025-Q4",
         "half:2025-H1", "half:2025-H2", "nine-months:2025", "year:2025", "year:2026", "2025-11-01..2025-11-30",
         "2025-11-05..2025-11-05", "2024-02-28..2025-02-28"]
RELATIVE = [which + "-" + kind for which in ("this", "last") for kind in ("week", "month", "quarter", "half", "year")]
EVERY_PLAN = ["chi-minh", "an-phong", "ngoc-lien", "chan-hung", "ke-sat"]


def today():
    return datetime.datetime.now(witness.VIETNAM).date()


class ImportReport(command.Case):
    def imported(self, *how):
        """A center with 5000 imported ratings, and those as the witness reads them."""
        data = self.center()
        file = self.make_csv("ratings.csv", "--count", 5000, *how)
        ended = self.run_done("import", "--data", data, file)
        self.assertIn("5000 ratings", ended.stderr)
        self.assertEqual(ended.stdout, "")
        return data, list(witness.read(file))

    def confirm(self, data, rows, form, window, plans=EVERY_PLAN):
        named = [part for plan in plans for part in ("--plan", plan)]
        day = today()
        found = self.report(data, "--period", form, "--window", window, *named)
        if today() != day:  # midnight passed meanwhile
            return self.confirm(data, rows, form, window, plans)
        expected = witness.report(rows, form, window, plans, day)
        for part in ("period", "rows", "targets"):
            pairs = [{k: v for k, v in row.items() if k != "what"} for row in found[part]] \
                if part == "targets" else found[part]
            self.assertEqual(pairs, expected[part], (form, window))
        return found

    def test_every_fixed_period_agrees_cell_by_cell(self):
        data, rows = self.imported("--from", "2024-11-01", "--to", "2026-03-31", "--seed", 11)
        counted = 0
        for window in ("calendar", "decree"):
            for form in FORMS:
                found = self.confirm(data, rows, form, window)
                counted += found["rows"][0]["n"] > 0
        self.assertGreater(counted, 2 * len(FORMS) - 6)

    def test_every_relative_period_agrees_cell_by_cell(self):
        first, last = today() - datetime.timedelta(800), today() + datetime.timedelta(30)
        data, rows = self.imported("--from", first, "--to", last, "--seed", 12, "--separator", ";", "--crlf", "--bom")
        for window in ("calendar", "decree"):
            for form in RELATIVE:
                found = self.confirm(data, rows, form, window)
                self.assertGreater(found["rows"][0]["n"], 0, form)

    def test_a_period_without_a_rating_says_so_and_not_zero_percent(self):
        data, rows = self.imported("--from", "2025-01-01", "--to", "2025-01-31", "--seed", 13)
        found = self.confirm(data, rows, "month:2019-06", "calendar")
        self.assertEqual({row["share"] for row in found["rows"]}, {None})
        self.assertEqual({row["verdict"] for row in found["targets"]}, {"no-data"})

    def test_the_default_is_last_week_the_center_s_window_and_its_plans(self):
        data, rows = self.imported("--from", today() - datetime.timedelta(20), "--to", today(), "--seed", 14)
        day = today()
        found = self.report(data)
        if today() == day:
            expected = witness.report(rows, "last-week", "calendar", ["chi-minh"], day)
            self.assertEqual(found["period"], expected["period"])
            self.assertEqual(found["rows"], expected["rows"])
            self.assertEqual(len(found["targets"]), len(expected["targets"]))

    def test_ratings_of_two_devices_add_up(self):
        data = self.center()
        first = self.make_csv("a.csv", "--count", 700, "--seed", 21, "--from", "2025-11-01", "--to", "2025-11-30")
        second = self.make_csv("b.csv", "--count", 300, "--seed", 22, "--from", "2025-11-01", "--to", "2025-11-30")
        self.run_done("import", "--data", data, first)
        self.run_done("import", "--data", data, "--device", "forms", second)
        rows = list(witness.read(first)) + list(witness.read(second))
        found = self.confirm(data, rows, "month:2025-11", "calendar")
        self.assertEqual([(j["device"], j["first_seq"], j["last_seq"], j["ratings"]) for j in found["journals"]],
                         [("forms", 1, 301, 300), ("import", 1, 701, 700)])

    def test_the_outside_target_is_shown_with_what_it_is_about(self):
        data = self.center()
        outside = [row for row in self.report(data, "--period", "2025-W45")["targets"] if row["outside"]]
        self.assertEqual(len(outside), 1)
        self.assertIn("giáo dục", outside[0]["what"])

    def test_keys_come_in_the_order_of_the_format(self):
        data = self.center()
        text = self.run_done("report", "--data", data, "--period", "2025-W45", "--format", "json").stdout
        found = json.loads(text, object_pairs_hook=lambda pairs: pairs)
        self.assertEqual([name for name, _ in found], ["center", "period", "rows", "targets", "journals", "trend", "channels", "reasons",
                                                      "entries"])
        rows = dict(found)["rows"]
        self.assertEqual([name for name, _ in rows[0]],
                         ["scope", "area", "item", "counts", "n", "satisfied", "share", "wilson95", "set_aside", "basis"])

    def test_the_same_file_twice_is_refused_and_counted_once(self):
        data, rows = self.imported("--from", "2025-11-01", "--to", "2025-11-30", "--seed", 15)
        before = self.report(data, "--period", "month:2025-11")
        file = self.folder / "ratings.csv"
        self.assert_refused(command.sipas("import", "--data", data, file), command.FAILED, file, "already imported")
        renamed = file.rename(self.folder / "other.csv")
        self.assert_refused(command.sipas("import", "--data", data, renamed), command.FAILED, "already imported")
        self.assert_refused(command.sipas("import", "--data", data, "--device", "second", renamed), command.FAILED,
                            "already imported by import")
        self.assertEqual(self.report(data, "--period", "month:2025-11"), before)
        self.confirm(data, rows, "month:2025-11", "calendar")


if __name__ == "__main__":
    unittest.main()
