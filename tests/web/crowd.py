"""Two hundred phones at once: every sender that saw the thanks has its row, and no row is there that nobody sent.

    crowd.py [CLIENTS FORMS]   (50 4000)
"""
import subprocess
import sys
import unittest

from webcase import CROWD, WebCase

CLIENTS, FORMS = 50, 4000


class Crowd(WebCase):
    def test_rows_are_the_accepted_answers_exactly(self):
        web = self.web()
        thanked, unsure = self.folder / "thanked", self.folder / "unsure"
        ended = subprocess.run([CROWD, self.data, str(web.port()), str(CLIENTS), str(FORMS), thanked, unsure],
                               capture_output=True, text=True, timeout=600)
        print(ended.stdout.strip(), flush=True)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        figures = web.figures()
        self.assertEqual(web.end(), 0, web.said())
        sure, maybe = set(thanked.read_text().split()), set(unsure.read_text().split())
        spent = {token.hex() for (token,) in self.rows("SELECT token FROM spent")}
        self.assertGreater(len(sure), FORMS // 2)
        self.assertLessEqual(sure, spent)
        self.assertLessEqual(spent, sure | maybe)
        self.assertEqual(self.ratings(), len(spent))
        self.assertEqual(figures['sipas_web_submissions_total{outcome="stored"}'], len(spent))
        self.assertEqual(figures["sipas_web_submissions_waiting"], 0)
        self.assertEqual(self.rows("SELECT sum(n1 + n2 + n3 + n4 + n5) FROM tally")[0][0], len(spent))
        misuse = dict(self.rows("SELECT what, sum(n) FROM misuse GROUP BY what"))
        counts = dict(zip(ended.stdout.split()[::2], map(int, ended.stdout.split()[1::2])))
        self.assertEqual((misuse["forged"], misuse["replayed"]), (counts["forged"], counts["replayed"]))
        self.sipas("verify", "--data", self.data)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        CLIENTS, FORMS = int(sys.argv[1]), int(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
