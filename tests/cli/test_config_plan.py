"""Plans in words, and what in a plan cannot be right."""
import unittest

import command
from command import ASSETS, FAILED, USAGE, WRONG, sipas

PLANS = sorted(path.stem for path in (ASSETS / "plans").glob("*.ini"))
HEAD = "[plan]\nid = thu\nname = Kế hoạch thử\nsource = Nguồn thử\n"


def target(name, **keys):
    keys = {"item": "tthc", "scope": "overall", "operator": ">=", "percent": "90", "sentence": "câu", **keys}
    return f"[target {name}]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items() if value is not None)


class ConfigPlan(command.Case):
    def setUp(self):
        super().setUp()
        self.data = self.center()

    def told(self, *arguments):
        return self.run_done("config", "plan", "--data", self.data, *arguments).stdout

    def checked(self, *arguments, status):
        ended = sipas("config", "plan", "--data", self.data, "--check", *arguments)
        self.assertEqual(ended.returncode, status, ended.stderr)
        return ended.stdout


class Words(ConfigPlan):
    def test_the_plan_in_force_is_told_target_by_target(self):
        lines = [line.strip() for line in self.told().splitlines()]
        for line in ("Toàn trung tâm - Giải quyết thủ tục hành chính: từ 90 % trở lên (lớn hơn hoặc bằng)",
                     "Đất đai, xây dựng: trên 80 % (lớn hơn, không tính bằng)",
                     "Toàn trung tâm - Thái độ phục vụ: trên 90 % (lớn hơn, không tính bằng)",
                     "Dịch vụ y tế công và giáo dục công: trên 85 % (lớn hơn, không tính bằng)",
                     "Kiosk không đo nội dung này: chỉ nêu, không kết luận",
                     "Hiệu lực: từ 01/07/2025 đến 31/12/2025", "Nguyên văn: “đạt trên 80%”",
                     "Nguồn: Kế hoạch cải cách hành chính 6 tháng cuối năm 2025, xã Chí Minh, thành phố Hải Phòng"):
            self.assertIn(line, lines)
        self.assertEqual(lines.count("Kiosk không đo nội dung này: chỉ nêu, không kết luận"), 1)

    def test_other_plans_are_told_by_name_or_file(self):
        file = self.write("thu.ini", HEAD + target("a", percent="92,50", scope="areas",
                                                   areas="ho-tich;ho-kinh-doanh;dat-dai", item="phuc-vu"))
        text = self.told(file, "ngoc-lien", "chan-hung")
        for part in ("Kế hoạch thử (thu)\n", "- Thái độ phục vụ: từ 92,5 % trở lên (lớn hơn hoặc bằng)\n",
                     ", hộ kinh doanh, đất đai - ", "Thái độ phục vụ: đạt 100 % (mọi lượt đánh giá đều hài lòng)\n",
                     "Kế hoạch không nêu chỉ tiêu bằng con số", "Hiệu lực: kế hoạch không nêu thời hạn\n"):
            self.assertIn(part, text)
        self.assertNotIn("chi-minh", text)

    def test_validity_open_at_one_end(self):
        file = self.write("thu.ini", HEAD + target("a", **{"from": "2026-01-01"}) + target("b", item="phuc-vu", to="2030-12-31"))
        text = self.told(file)
        self.assertIn("Hiệu lực: từ 01/01/2026\n", text)
        self.assertIn("Hiệu lực: đến 31/12/2030\n", text)

    def test_in_english(self):
        text = self.told("--lang", "en")
        self.assertIn("  Land, construction: above 80% (greater than; equal does not count)\n", text)
        self.assertIn("  Whole center - Handling of the procedure: 90% or more (greater than or equal)\n", text)

    def test_no_plan_in_force(self):
        ini = self.data / "center.ini"
        ini.write_text(ini.read_text(encoding="utf-8").replace("plans = chi-minh", "plans ="), encoding="utf-8")
        self.assertIn("Chưa có kế hoạch nào", self.told())
        self.assertEqual(self.checked(status=0), "")

    def test_the_words_are_of_plain_spaces_and_composed(self):
        text = self.told(*PLANS)
        self.assertNotIn("\u00a0", text)
        self.assertFalse([c for c in text if "\u0300" <= c <= "\u036f"])


class Check(ConfigPlan):
    def test_the_shipped_plans_are_right(self):
        self.assertEqual(len(PLANS), 5)
        self.assertEqual(self.checked(*PLANS, status=0), "")

    def assert_found(self, groups, *lines):
        file = self.write("thu.ini", HEAD + groups)
        expected = [f"{file}: {line}" for line in lines]
        self.assertEqual(self.checked(file, status=WRONG).splitlines(), expected)
        (self.data / "plans" / "thu.ini").write_text(HEAD + groups, encoding="utf-8")
        ended = sipas("config", "check", "--data", self.data)
        self.assertEqual((ended.returncode, len(ended.stdout.splitlines())), (WRONG, len(lines)))
        self.assertIn(f"{len(lines)} mistake", ended.stderr)
        self.assertIn(lines[0], ended.stdout)

    def test_an_unknown_area(self):
        self.assert_found(target("a", scope="areas", areas="dat-dai;sao-hoa;mat-trang"),
                          "[target a] areas: found sao-hoa, expected an area of center.ini",
                          "[target a] areas: found mat-trang, expected an area of center.ini")

    def test_dates_reversed(self):
        self.assert_found(target("a", **{"from": "2025-12-31", "to": "2025-07-01"}),
                          "[target a] to: found a day before from, expected from or later")

    def test_two_targets_that_contradict(self):
        areas = {"scope": "areas", "areas": "dat-dai;xay-dung"}
        turned = {"scope": "areas", "areas": "xay-dung;dat-dai"}
        self.assert_found(target("a", **areas) + target("b", **turned, percent="95", to="2025-12-31"),
                          "[target b] percent: found 95, expected 90 as in [target a], which asks the same to 2025-12-31")
        self.assert_found(target("a") + target("b", operator=">"),
                          "[target b] operator: found >, expected >= as in [target a], which asks the same on any day")

    def test_an_area_named_twice_and_a_limit_that_cannot_be(self):
        self.assert_found(target("a", scope="areas", areas="dat-dai;dat-dai"),
                          '[target a] areas: found "dat-dai;dat-dai", expected ids of areas with ; between, none twice')
        self.assert_found(target("a", operator=">", percent="100"),
                          "[target a] percent: found > 100, expected >= 100 or less than 100: nothing is above all")
        self.assert_found(target("a", percent="101"),
                          '[target a] percent: found "101", expected a number from 0 to 100 with at most two decimals')

    def test_an_area_that_is_not_offered_while_the_target_holds(self):
        ini = self.data / "center.ini"
        text = ini.read_text(encoding="utf-8")
        self.assertIn("icon = khac", text)
        ini.write_text(text.replace("icon = khac", "icon = khac\nactive-to = 2024-12-31", 1), encoding="utf-8")
        self.assert_found(target("a", scope="areas", areas="khac", **{"from": "2025-01-01"}),
                          "[target a] areas: found khac, expected an area that center.ini offers on some day from 2025-01-01")

    def test_different_plans_may_ask_for_different_figures(self):
        files = [self.write(f"{percent}.ini", HEAD + target("a", percent=percent)) for percent in ("90", "95")]
        self.assertEqual(self.checked(*files, status=0), "")

    def assert_in_force_once(self, plans, *found):
        """In force, the last of `plans` is one too many: config names it, and what judges by them is refused."""
        ini = self.data / "center.ini"
        sound = ini.read_text(encoding="utf-8")
        ini.write_text(sound.replace("plans = chi-minh", f"plans = {plans}"), encoding="utf-8")
        expected = [f"{ini}: [report] plans: {line}" for line in found]
        ended = sipas("config", "check", "--data", self.data)
        self.assertEqual((ended.returncode, ended.stdout.splitlines()), (WRONG, expected))
        self.assertEqual(self.checked(status=WRONG).splitlines(), expected)
        self.assert_refused(sipas("report", "--data", self.data), FAILED, f"center.ini: [report] plans: {found[0]}")
        ini.write_text(sound, encoding="utf-8")

    def test_a_plan_is_in_force_once(self):
        self.assert_in_force_once("chi-minh;chi-minh", "found chi-minh, the plan chi-minh again, expected every plan once")
        self.assert_in_force_once("ke-sat;chi-minh;./plans/chi-minh.ini",
                                  "found ./plans/chi-minh.ini, the plan chi-minh again, expected every plan once")
        copy = self.data / "plans" / "moi.ini"
        copy.write_bytes((self.data / "plans" / "chi-minh.ini").read_bytes())
        self.assertEqual(self.run_done("config", "check", "--data", self.data).stdout, "")
        self.assert_in_force_once("chi-minh;moi", "found moi, the plan chi-minh again, expected every plan once")
        self.assert_in_force_once("chi-minh;moi;ke-sat;ke-sat", "found moi, the plan chi-minh again, expected every plan once",
                                  "found ke-sat, the plan ke-sat again, expected every plan once")

    def test_a_report_is_asked_for_by_every_plan_once(self):
        copy = self.write("moi.ini", (ASSETS / "plans" / "ke-sat.ini").read_text(encoding="utf-8"))
        for plans in (("ke-sat", "ke-sat"), ("ke-sat", "an-phong", copy)):
            words = [word for plan in plans for word in ("-P", plan)]
            self.assert_refused(sipas("report", "--data", self.data, *words), USAGE,
                                f'"{plans[-1]}": the plan ke-sat again, expected every plan once')

    def test_an_item_that_the_center_never_asks(self):
        self.assert_found(target("a", item="m02-4"), "[target a] item: found m02-4, expected an item that center.ini asks")
        file = self.write("thu.ini", HEAD + target("a", item="m02-4"))
        self.assertIn("m02-4", self.run_done("report", "--data", self.data, "-P", file, "-f", "json").stdout)

    def test_a_plan_that_contradicts_itself_is_still_told(self):
        file = self.write("thu.ini", HEAD + target("a") + target("b", percent="95"))
        text = self.told(file)
        self.assertIn("từ 90 %", text)
        self.assertIn("từ 95 %", text)

    def test_those_in_force_are_checked_without_a_name(self):
        plan = self.data / "plans" / "chi-minh.ini"
        plan.write_text(plan.read_text(encoding="utf-8") + target("them", percent="91"), encoding="utf-8")
        self.assertEqual(self.checked(status=WRONG).splitlines(),
                         [f"{plan}: [target them] percent: found 91, expected 90 as in [target tthc], which asks the same "
                          "from 2025-07-01 to 2025-12-31"])
        plan.unlink()
        ini = self.data / "center.ini"
        ini.write_text(ini.read_text(encoding="utf-8").replace("plans = chi-minh", "plans = khong-co"), encoding="utf-8")
        self.assertIn("[report] plans: found khong-co, expected a plan", self.checked(status=WRONG))


class Misuse(ConfigPlan):
    def test_what_is_wrong_is_told(self):
        for arguments, status, parts in ((["plan", "khong-co"], USAGE, ("khong-co", "expected")),
                                         (["plan", "--check", "khong-co"], USAGE, ("khong-co", "expected")),
                                         (["plan", "--lang", "fr"], USAGE, ("--lang", "fr")),
                                         (["check", "--check"], USAGE, ("--check", "plan")),
                                         (["print", "--lang", "en"], USAGE, ("--lang", "plan")),
                                         (["print", "more"], USAGE, ("arguments",)), ([], USAGE, ("check or print",))):
            with self.subTest(arguments=arguments):
                self.assert_refused(sipas("config", "--data", self.data, *arguments), status, *parts)

    def test_a_plan_that_cannot_be_read_is_refused_in_one_line(self):
        file = self.write("thu.ini", HEAD + target("a", percent="x") + target("b", item="y"))
        self.assert_refused(sipas("config", "plan", "--data", self.data, file), FAILED, "[target a] percent", "1 more")


if __name__ == "__main__":
    unittest.main()
