"""Slips and posters: what is printed is read back by programs of others, and the links in it by a second opinion."""
import base64
import datetime
import hashlib
import os
import pty
import re
import signal
import struct
import subprocess
import unittest
import xml.etree.ElementTree

import command
from command import FAILED, SIPAS, USAGE, sipas

ADDRESS = "https://danhgia.example.vn"
KEY = bytes(range(7, 39))
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
AREAS = ["ho-tich", "chung-thuc", "dat-dai", "xay-dung", "bao-tro-xa-hoi", "nguoi-co-cong", "ho-kinh-doanh", "dau-tu",
         "giao-duc", "moi-truong", "thi-dua", "khac"]
RATE, POSTER = 1, 3
PHONE_CHANNEL, POSTER_CHANNEL = 1, 4
MM = 300 / 25.4  # dots of a picture of 300 dots per inch


def mark(area):
    """What stands for an area in a link."""
    return int.from_bytes(hashlib.blake2b(area.encode(), digest_size=16, person=b"sipas-area-v1").digest()[:4], "big")


def take_apart(url, address=ADDRESS):
    """(kind, channel, id, area's mark, end in seconds) of a link whose seal is right."""
    assert url.startswith(address + "/d/"), url
    token = url[len(address) + 3:]
    assert re.fullmatch(r"[A-Za-z0-9_-]{56}", token), url
    data = base64.urlsafe_b64decode(token)
    seal = hashlib.blake2b(data[:26], key=KEY, digest_size=16, person=b"sipas-token-v1").digest()
    assert data[26:] == seal, "the seal is not of the center's key"
    what, number, link_id, area, end = struct.unpack(">BB16sII", data[:26])
    assert (what >> 6, number) == (1, 1), url
    return what >> 3 & 7, what & 7, link_id, area, end * 60


def run(*arguments):
    return subprocess.run(list(map(str, arguments)), check=True, capture_output=True)


def scan(*pictures):
    """Every code that zbar finds."""
    return run("zbarimg", "--nodbus", "-q", "--raw", *pictures).stdout.decode().split()


class Picture:
    """Grey dots of a picture file."""

    def __init__(self, file):
        data = run("convert", file, "-depth", "8", "pgm:-").stdout
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
        self.width, self.height = int(head[1]), int(head[2])
        self.dots = data[head.end():]

    def row(self, y, left=0, right=None):
        return self.dots[y * self.width + left:y * self.width + (self.width if right is None else right)]

    def lightest(self, left, top, right, bottom):
        return max(max(self.row(y, left, right)) for y in range(top, bottom))

    def darkest(self, left, top, right, bottom):
        return min(min(self.row(y, left, right)) for y in range(top, bottom))


class Qr(command.Case):
    def setUp(self):
        super().setUp()
        self.data = self.center()
        self.change("url =", f"url = {ADDRESS}")
        keys = self.data / "keys" / "token.ini"
        keys.write_text(f"[key 1]\nsecret={KEY.hex()}\n")
        keys.chmod(0o600)

    def change(self, old, new):
        ini = self.data / "center.ini"
        text = ini.read_text(encoding="utf-8")
        self.assertIn(f"\n{old}\n", text)
        ini.write_text(text.replace(f"\n{old}\n", f"\n{new}\n"), encoding="utf-8")

    def qr(self, name, *arguments):
        file = self.folder / name
        self.run_done("qr", "--data", self.data, *arguments, "--output", file)
        return file

    def sheet(self, pdf, number=1, dpi=300):
        """A sheet of a PDF as a picture."""
        run("pdftoppm", "-r", dpi, "-gray", "-png", "-singlefile", "-f", number, "-l", number, pdf, pdf.with_suffix(""))
        return pdf.with_suffix(".png")

    def cut(self, sheet, dpi=300):
        """The slips of a sheet, cut at the marks."""
        def box(*dots):
            return "{}x{}+{}+{}".format(*(round(n * dpi / 300) for n in dots))
        run("convert", sheet, "-crop", box(2304, 3328, 88, 90), "+repage", "-crop", "3x8@", "+repage",
            self.folder / "slip-%02d.png")
        return sorted(self.folder.glob("slip-*.png"))

    def info(self, pdf):
        return dict(line.split(":", 1) for line in run("pdfinfo", pdf).stdout.decode().splitlines())

    def text(self, pdf):
        return run("pdftotext", "-layout", pdf, "-").stdout.decode().replace("\u00a0", " ")

    # --- slips ---

    def test_each_of_24_slips_has_a_link_of_its_own_that_is_good(self):
        pdf = self.qr("slips.pdf", "--area", "dat-dai", "--days", "30")
        slips = self.cut(self.sheet(pdf))
        self.assertEqual(len(slips), 24)
        found = [scan(slip) for slip in slips]
        self.assertEqual([len(codes) for codes in found], [1] * 24)
        links = [take_apart(codes[0]) for codes in found]
        self.assertEqual({link[:2] + link[3:4] for link in links}, {(RATE, PHONE_CHANNEL, mark("dat-dai"))})
        self.assertEqual(len({link[2] for link in links}), 24)
        day = re.findall(r"Dùng đến hết (\d\d)/(\d\d)/(\d{4})", self.text(pdf))
        self.assertEqual((len(day), len(set(day))), (24, 1))
        midnight = datetime.datetime(*map(int, reversed(day[0])), tzinfo=VIETNAM) + datetime.timedelta(days=1)
        self.assertEqual({link[4] for link in links}, {int(midnight.timestamp())})

    def test_a_slip_is_read_small_blurred_and_turned(self):
        slips = self.cut(self.sheet(self.qr("slips.pdf")))[::4]
        expected = sorted(scan(*slips))
        self.assertEqual(len(set(expected)), 6)
        for spoil in (["-resize", "50%"], ["-blur", "0x2"], ["-rotate", "15"],
                      ["-resize", "60%", "-blur", "0x0.9", "-rotate", "15"]):
            with self.subTest(spoil=spoil):
                run("convert", *slips, *spoil, self.folder / "spoilt-%02d.png")
                self.assertEqual(sorted(scan(*sorted(self.folder.glob("spoilt-*.png")))), expected)

    def test_no_slip_is_ever_printed_twice(self):
        sheets = [self.sheet(self.qr(f"{turn}.pdf", "--count", "6"), dpi=150) for turn in "ab"]
        ids = [take_apart(url)[2] for sheet in sheets for url in scan(*self.cut(sheet, 150)[:6])]
        self.assertEqual((len(ids), len(set(ids))), (12, 12))

    def test_slips_of_no_area_leave_it_to_the_respondent(self):
        pdf = self.qr("slips.pdf", "--count", "1")
        self.assertEqual(take_apart(scan(self.sheet(pdf, dpi=150))[0])[3], 0)
        self.assertIn("Mọi lĩnh vực", self.text(pdf))

    def test_a_slip_says_what_for_how_long_whose_and_where(self):
        text = self.text(self.qr("slips.pdf", "--count", "1", "--area", "thi-dua"))
        words = " ".join(text.split())
        for part in ("Thi đua, khen thưởng", "Quét mã để đánh giá trên điện thoại.", "Ẩn danh, dùng một lần.",
                     "danhgia.example.vn", "Trung tâm Phục vụ hành chính công, Xã Chí Minh"):
            self.assertIn(part, words)
        self.assertNotIn("https", words)

    def test_days_count_from_today_and_are_whole(self):
        for days in (1, 92):
            before = datetime.datetime.now(VIETNAM).date()
            pdf = self.qr("slips.pdf", "--count", "1", "--days", days)
            after = datetime.datetime.now(VIETNAM).date()
            last = [day + datetime.timedelta(days=days - 1) for day in (before, after)]
            self.assertRegex(self.text(pdf), "|".join(f"{day:%d/%m/%Y}" for day in last))
            end = datetime.datetime.fromtimestamp(take_apart(scan(self.sheet(pdf, dpi=150))[0])[4], VIETNAM)
            self.assertIn(end.date() - datetime.timedelta(days=1), last)
            self.assertEqual((end.hour, end.minute), (0, 0))

    def test_a_slip_is_good_no_longer_than_its_area_is_offered(self):
        last = datetime.datetime.now(VIETNAM).date() + datetime.timedelta(days=9)
        self.change("[area thi-dua]", f"[area thi-dua]\nactive-to = {last}")
        pdf = self.qr("slips.pdf", "--count", "1", "--days", 30, "--area", "thi-dua")
        self.assertIn(f"{last:%d/%m/%Y}", self.text(pdf))
        end = datetime.datetime.fromtimestamp(take_apart(scan(self.sheet(pdf, dpi=150))[0])[4], VIETNAM)
        self.assertEqual((end.date(), end.hour, end.minute), (last + datetime.timedelta(days=1), 0, 0))
        ended = self.run_done("qr", "--data", self.data, "--count", "1", "--days", 5, "--area", "thi-dua", "-o", pdf)
        self.assertNotIn(str(last), ended.stderr, "fewer days stay fewer")

    def test_sheets_hold_24_and_the_last_what_is_left(self):
        pdf = self.qr("slips.pdf", "--count", "50")
        info = self.info(pdf)
        self.assertEqual(info["Pages"].strip(), "3")
        self.assertIn("(A4)", info["Page size"])
        self.assertEqual(len(scan(self.sheet(pdf, 3, 150))), 2)
        ended = self.run_done("qr", "--data", self.data, "--count", "50", "-o", pdf)
        self.assertRegex(ended.stderr, r"^sipas qr: 50 slips on 3 sheets, good until the end of \d{4}-\d\d-\d\d\n$")

    def test_the_longest_address_still_fits(self):
        address = "https://" + "d" * 33 + ".hp.vn"
        self.assertEqual(len(address), 47)
        self.change(f"url = {ADDRESS}", f"url = {address}")
        pdf = self.qr("slips.pdf", "--count", "1")
        self.assertEqual(take_apart(scan(self.sheet(pdf, dpi=150))[0], address)[0], RATE)
        self.assertIn(address[8:], "".join(self.text(pdf).split()), "it stands on two lines, with no letter added")

    # --- paper ---

    def assert_free_edges(self, page):
        """Nothing is nearer than 5 mm to an edge, where a printer's margin would take it."""
        margin = int(5 * MM)
        self.assertEqual((page.width, page.height), (2480, 3508))
        for box in ((0, 0, page.width, margin), (0, page.height - margin, page.width, page.height),
                    (0, 0, margin, page.height), (page.width - margin, 0, page.width, page.height)):
            self.assertEqual(page.darkest(*box), 255)

    def assert_symbol(self, picture, left, top, module, least_mm):
        """Its finder begins there in whole dots; it is as wide as it must be, with a light zone of 4 modules."""
        runs = [len(part) for part in re.findall(rb"\x00+|\xff+", picture.row(top + 3 * module, left, left + 7 * module))]
        self.assertEqual(runs, [module, module, 3 * module, module, module])
        side = 41 * module
        self.assertGreaterEqual(side / MM, least_mm)
        self.assertEqual(picture.darkest(left + side - 1, top, left + side, top + 1), 0, "the other finder's corner")
        quiet = 4 * module
        for box in ((left - quiet, top - quiet, left + side + quiet, top),
                    (left - quiet, top + side, left + side + quiet, top + side + quiet),
                    (left - quiet, top, left, top + side), (left + side, top, left + side + quiet, top + side)):
            self.assertEqual(picture.darkest(*box), 255)

    def test_a_slips_code_is_25_mm_with_a_quiet_zone_and_no_margin_cuts_anything(self):
        sheet = self.qr("slips.png", "--format", "png")
        self.assert_free_edges(Picture(sheet))
        slips = self.cut(sheet)
        for slip in (slips[0], slips[23]):
            self.assert_symbol(Picture(slip), 42, 44, 8, 25)
        self.assertGreaterEqual(8 / MM, 0.5)

    def test_a_posters_code_is_100_mm_with_a_quiet_zone_and_no_margin_cuts_anything(self):
        picture = Picture(self.qr("poster.png", "--format", "png", "--poster", "--area", "dat-dai"))
        self.assert_free_edges(picture)
        top = next(y for y in range(picture.height) if re.search(rb"\xff{29}\x00{203}", picture.row(y)))
        left = re.search(rb"\xff{29}\x00{203}", picture.row(top)).start() + 29
        self.assert_symbol(picture, left, top, 29, 100)

    def test_no_hairline_shows_between_modules_at_any_scale(self):
        pdf = self.qr("poster.pdf", "--poster", "--area", "dat-dai")
        for dpi in (97, 131):
            page = Picture(self.sheet(pdf, dpi=dpi))
            row = next(y for y in range(page.height) if re.search(rb"\x00{40}", page.row(y)))
            left = re.search(rb"\x00{40}", page.row(row)).start()
            module = 29 * dpi / 300
            inner = [round(left + 2.2 * module), round(row + 2.2 * module), round(left + 4.6 * module),
                     round(row + 4.6 * module)]
            self.assertEqual(page.lightest(*inner), 0, "the heart of a finder is nine modules")

    def test_a_pdf_has_its_fonts_in_it_and_no_pictures(self):
        for arguments in (["--count", "48"], ["--poster"]):
            pdf = self.qr("sheets.pdf", *arguments)
            fonts = run("pdffonts", pdf).stdout.decode().splitlines()[2:]
            self.assertGreater(len(fonts), 1)
            for line in fonts:
                self.assertRegex(line, r"^[A-Z]{6}\+NotoSans-\S+ .* yes +yes +yes ")
            self.assertEqual(len(run("pdfimages", "-list", pdf).stdout.splitlines()), 2)
            run("qpdf", "--check", pdf)

    def test_a_png_is_a4_at_300_dots_per_inch_and_each_sheet_a_file(self):
        self.qr("slips.v2.png", "--format", "png", "--count", "25")
        self.assertEqual(sorted(path.name for path in self.folder.glob("*.png")), ["slips.v2-01.png", "slips.v2-02.png"])
        data = (self.folder / "slips.v2-02.png").read_bytes()
        self.assertEqual(struct.unpack(">II", data[16:24]), (2480, 3508))
        at = data.index(b"pHYs")
        self.assertLess(at, data.index(b"IDAT"))
        self.assertEqual(struct.unpack(">IIB", data[at + 4:at + 13]), (11811, 11811, 1))
        shown = run("identify", "-format", "%x %U", self.folder / "slips.v2-02.png").stdout.decode()
        self.assertRegex(shown, r"^118\.1\d* PixelsPerCentimeter$")
        self.assertEqual(len(scan(self.folder / "slips.v2-02.png")), 1)

    def test_an_svg_is_sound_and_other_programs_draw_it(self):
        file = self.qr("slips.svg", "--format", "svg")
        root = xml.etree.ElementTree.parse(file).getroot()
        self.assertEqual(root.tag, "{http://www.w3.org/2000/svg}svg")
        self.assertEqual(root.get("width"), "595.275591pt")
        self.assertNotIn(b"<image", file.read_bytes())
        picture = self.folder / "drawn.png"
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={self.folder}/browser",
            "--force-device-scale-factor=3", "--window-size=794,1123", "--hide-scrollbars",
            f"--screenshot={picture}", file.as_uri())
        slips = self.cut(picture, 288)
        self.assertEqual(len({take_apart(url)[2] for url in scan(*slips)}), 24)

    # --- posters ---

    def test_each_area_has_a_poster_whose_link_is_fixed(self):
        pdf = self.qr("posters.pdf", "--poster")
        self.assertEqual(self.info(pdf)["Pages"].strip(), str(len(AREAS)))
        run("pdftoppm", "-r", "80", "-gray", "-png", pdf, self.folder / "poster")
        found = [scan(file) for file in sorted(self.folder.glob("poster-*.png"))]
        self.assertEqual([take_apart(codes[0]) for codes in found],
                         [(POSTER, POSTER_CHANNEL, bytes(16), mark(area), 0) for area in AREAS])

    def test_a_poster_is_the_same_each_time(self):
        for form in ("pdf", "png", "svg"):
            before = datetime.datetime.now(VIETNAM).date()
            files = [self.qr(f"{turn}.{form}", "--poster", "--area", "ho-tich", "--format", form) for turn in "ab"]
            if datetime.datetime.now(VIETNAM).date() == before:  # a PDF tells on which day it was made
                self.assertEqual(files[0].read_bytes(), files[1].read_bytes())

    def test_a_poster_is_read_small_blurred_and_turned(self):
        page = self.sheet(self.qr("poster.pdf", "--poster", "--area", "dau-tu"), dpi=100)
        expected = scan(page)
        self.assertEqual(len(expected), 1)
        for spoil in (["-resize", "50%"], ["-blur", "0x2"], ["-rotate", "15"]):
            run("convert", page, *spoil, self.folder / "spoilt.png")
            self.assertEqual(scan(self.folder / "spoilt.png"), expected)

    def test_a_poster_asks_the_centers_question_in_its_languages(self):
        self.change("hotline =", "hotline = 1022")
        both = " ".join(self.text(self.qr("both.pdf", "--poster", "--area", "dat-dai")).split())
        for part in ("Đất đai", "Land", "Rất không", "Very dissatisfied", "Rất hài lòng", "danhgia.example.vn",
                     "Áp phích: ai cũng quét được", "How satisfied are you with how it was handled?", "hoặc 1022.",
                     "or 1022.", "Trung tâm Phục vụ hành chính công", "Xã Chí Minh, Thành phố Hải Phòng"):
            self.assertIn(part, both)
        self.change("languages = vi;en", "languages = vi")
        self.change("[item tthc]\nquestion =", "[item tthc]\nquestion = Ông/Bà có hài lòng không?")
        alone = " ".join(self.text(self.qr("alone.pdf", "--poster", "--area", "dat-dai")).split())
        self.assertIn("Ông/Bà có hài lòng không?", alone)
        for part in ("Land", "dissatisfied", "Portal", "anyone"):
            self.assertNotIn(part, alone)

    def test_an_area_that_is_no_longer_offered_has_no_paper(self):
        self.change("icon = khac", "icon = khac\nactive-to = 2025-01-31")
        self.assertEqual(self.info(self.qr("posters.pdf", "--poster"))["Pages"].strip(), str(len(AREAS) - 1))
        for more in ([], ["--poster"]):
            ended = sipas("qr", "--data", self.data, "--area", "khac", "-o", self.folder / "x.pdf", *more)
            self.assert_refused(ended, USAGE, "--area", "khac")

    # --- what cannot be ---

    def refused(self, status, arguments, *parts):
        file = self.folder / "never.pdf"
        ended = sipas("qr", "--data", self.data, "--output", file, *arguments)
        self.assert_refused(ended, status, *parts)
        self.assertEqual(list(self.folder.glob("*never*")), [])

    def test_what_is_out_of_bounds_is_refused(self):
        for arguments, parts in ((["--count", "0"], ["--count", "1 to 10000"]),
                                 (["--count", "10001"], ["--count", "10001"]),
                                 (["--count", "x"], ["x"]),
                                 (["--days", "0"], ["--days", "1 to 92"]), (["--days", "93"], ["--days", "93"]),
                                 (["--area", "dat"], ["--area", "\"dat\"", "ho-tich", "khac"]),
                                 (["--format", "gif"], ["--format", "pdf, png or svg"]),
                                 (["--poster", "--count", "2"], ["--poster", "--count"]),
                                 (["--poster", "--days", "2"], ["--poster", "--days"]),
                                 (["more"], ["more", "no argument"])):
            with self.subTest(arguments=arguments):
                self.refused(USAGE, arguments, *parts)

    def test_without_an_address_or_keys_nothing_is_printed(self):
        (self.data / "keys" / "token.ini").unlink()
        self.refused(FAILED, [], "keys/token.ini", "sipas init", "rotate-codes")
        self.change(f"url = {ADDRESS}", "url =")
        self.refused(FAILED, [], "center.ini", "[web] url", "address")

    def test_keys_that_others_can_read_are_refused(self):
        (self.data / "keys" / "token.ini").chmod(0o644)
        self.refused(FAILED, [], "token.ini")

    def test_several_sheets_of_a_file_each_need_a_name(self):
        ended = sipas("qr", "--data", self.data, "--count", "25", "--format", "svg")
        self.assert_refused(ended, USAGE, "2 sheets", "--output")
        ended = subprocess.run([SIPAS, "qr", "--data", self.data, "--count", "2", "--format", "png"], check=True,
                               capture_output=True)
        (self.folder / "piped.png").write_bytes(ended.stdout)
        self.assertEqual(len(scan(self.folder / "piped.png")), 2)

    def test_a_terminal_gets_no_pdf(self):
        master, slave = pty.openpty()
        try:
            ended = subprocess.run([SIPAS, "qr", "--data", self.data], stdout=slave, stderr=subprocess.PIPE, text=True)
        finally:
            os.close(slave)
            os.close(master)
        self.assertEqual(ended.returncode, USAGE)
        self.assertRegex(ended.stderr, r"^sipas qr: --format: pdf is not for a terminal, expected --output FILE.*\n$")

    def test_a_full_disk_leaves_no_half_file(self):
        ended = subprocess.run(["bash", "-c", f'ulimit -f 40; exec "{SIPAS}" qr --data "{self.data}" --count 100 '
                                f'-o "{self.folder}/slips.pdf"'], capture_output=True, text=True,
                               preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
        self.assertEqual((ended.returncode, ended.stderr.count("\n")), (FAILED, 1), ended.stderr)
        self.assertIn("slips.pdf: File too large", ended.stderr)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["center"])


if __name__ == "__main__":
    unittest.main()
