"""Which board sipas-web publishes: the one that was filed, or the one it made."""
import datetime
import os
import time
import unittest

from webcase import PATIENCE, Web, WebCase


class WebBoard(WebCase):
    def monday(self, weeks):
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
        return today - datetime.timedelta(days=today.weekday() + 7 * weeks)

    def week_name(self, weeks):
        year, week, _ = self.monday(weeks).isocalendar()
        return f"{year}-W{week:02d}"

    def give(self, weeks, n, name):
        """Ratings of a week so many weeks ago."""
        rows = "".join(f"{self.monday(weeks)}T09:00:00+07:00,dat-dai,paper,{1 + i % 5}\n" for i in range(n))
        file = self.folder / f"{name}.csv"
        file.write_text("taken_at,area,channel,tthc\n" + rows)
        self.sipas("import", "--data", self.data, "--device", "paper", file)

    def await_board(self, web, found):
        end = time.monotonic() + PATIENCE
        while not found(board := web.ask("GET", "/ket-qua?l=vi")):
            self.assertLess(time.monotonic(), end, board[0])
            time.sleep(0.1)
        return board[2]

    def await_any(self, web):
        return self.await_board(web, lambda answer: answer[0] == 200 and "<svg" in answer[2])

    def web(self, *options, data=None, days=0, loose=False):
        """With a clock that is so many days off, and synchronised unless `loose`."""
        env = {**os.environ, "LD_PRELOAD": os.environ["CLOCK"], "CLOCK_DAYS": str(days),
               "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}
        if loose:
            env["CLOCK_LOOSE"] = "1"
        web = Web(data or self.data, *options, env=env)
        self.addCleanup(web.kill)
        return web

    def kept(self, data=None):
        return list(((data or self.data) / "devices").glob("*/board-*"))

    def test_the_board_of_the_last_week_is_made_once_and_then_the_same(self):
        self.give(1, 40, "first")
        web = self.web()
        board = self.await_any(web)
        self.assertEqual(web.end(), 0)
        self.give(1, 41, "later")
        web = self.web()
        self.assertEqual(self.await_any(web), board)
        self.assertEqual(web.end(), 0)

    def test_a_board_that_was_made_stays_when_its_week_is_filed_with_more(self):
        self.give(1, 40, "first")
        web = self.web()
        board = self.await_any(web)
        self.assertEqual(web.end(), 0)
        self.give(1, 41, "later")
        self.sipas("weekly", "--data", self.data)
        web = self.web()
        self.assertEqual(self.await_any(web), board)
        self.assertEqual(web.end(), 0)

    def test_the_board_that_was_filed_is_served_and_not_one_that_was_changed(self):
        self.give(1, 40, "first")
        self.sipas("weekly", "--data", self.data)
        filed, = (self.data / "reports").glob(f"{self.week_name(1)}/*.html")
        web = self.web()
        self.await_board(web, lambda answer: answer[0] == 200 and answer[2] == filed.read_text())
        self.assertEqual(self.kept(), [])
        self.assertEqual(web.end(), 0)
        filed.chmod(0o644)
        filed.write_text(filed.read_text() + "<!-- changed -->")
        web = self.web()
        web.await_said("changed since it was filed")
        self.assertNotIn("changed", web.ask("GET", "/ket-qua")[2])
        self.assertEqual(web.end(), 0)

    def test_where_weeks_are_filed_the_last_week_waits_for_its_own(self):
        self.give(2, 40, "first")
        self.sipas("weekly", "--data", self.data, "--today", self.monday(1))
        self.give(1, 41, "later")
        filed, = (self.data / "reports").glob(f"{self.week_name(2)}/*.html")
        web = self.web()
        self.await_board(web, lambda answer: answer[0] == 200 and answer[2] == filed.read_text())
        self.assertEqual(self.kept(), [])
        self.assertEqual(web.end(), 0)

    def test_a_machine_that_joined_makes_no_board_of_its_own_ratings(self):
        self.give(1, 40, "first")
        other = self.folder / "server"
        self.sipas("init", "--joins", self.data, "--device", "server", "--data", other)
        here, self.data = self.data, other
        self.give(1, 40, "there")
        web = self.web("--device", "server")
        web.port()
        time.sleep(1.5)
        self.assertEqual(web.ask("GET", "/ket-qua")[0], 404)
        self.assertEqual(self.kept(), [])
        self.data = here
        self.sipas("weekly", "--data", here)
        (other / "reports").mkdir(exist_ok=True)
        (here / "reports" / self.week_name(1)).rename(other / "reports" / self.week_name(1))
        self.assertEqual(web.end(), 0)
        web = self.web("--device", "server", data=other)
        self.await_any(web)
        self.assertEqual(web.end(), 0)

    def test_none_is_made_by_a_clock_that_nothing_vouches_for(self):
        if os.path.exists("/sys/class/rtc/rtc0"):
            self.skipTest("this machine has a clock of its own")
        self.give(1, 40, "first")
        web = self.web(loose=True)
        web.port()
        time.sleep(1.5)
        self.assertEqual(web.ask("GET", "/ket-qua")[0], 404)
        self.assertEqual(self.kept(), [])
        self.assertEqual(web.end(), 0)

    def test_one_that_was_made_before_its_week_was_over_is_thrown_away(self):
        self.give(0, 40, "first")
        web = self.web(days=7)
        early = self.await_any(web)
        self.assertEqual(web.end(), 0)
        web = self.web()
        web.port()
        end = time.monotonic() + PATIENCE
        while self.kept():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)
        self.assertEqual(web.ask("GET", "/ket-qua")[0], 404)
        self.assertEqual(web.end(), 0)
        self.give(0, 41, "later")
        web = self.web(days=7)
        self.assertNotEqual(self.await_any(web), early)
        self.assertEqual(web.end(), 0)

    def test_where_boards_were_filed_none_is_made_though_the_reports_are_away(self):
        self.give(1, 40, "first")
        self.sipas("weekly", "--data", self.data)
        web = self.web()
        self.await_any(web)
        self.assertEqual(web.end(), 0)
        (self.data / "reports").rename(self.data / "away")
        for make in (lambda: None, lambda: (self.data / "reports").write_text("no folder")):
            make()
            web = self.web()
            web.port()
            time.sleep(1.5)
            self.assertEqual(web.ask("GET", "/ket-qua")[0], 404)
            self.assertEqual(self.kept(), [])
            self.assertEqual(web.end(), 0)
        self.assertIn("board", web.said())


if __name__ == "__main__":
    unittest.main()
