"""The code on the running kiosk is scanned: read straight from the screen by a reader that is not ours, also at half
size, blurred and turned by 15 degrees. What its links say is worked out here, from the keys and the standard's
BLAKE2b. Each visit has fresh ones; where a code would lead nowhere there is none. With the phone's server on the same
machine somebody rates by the code, and somebody who has rated adds a remark: the report knows of both ratings."""
import base64
import configparser
import hashlib
import json
import re
import shutil
import socket
import sqlite3
import subprocess
import time
import urllib.parse
import urllib.request

from play import CannotPlay
from stage import end_with_us, stop
from visitors import DEAD, Tally, expect, prepare
from where import Where

ADDRESS = "https://danhgia.chiminh.haiphong.gov.vn"
RATE, REMARK, PHONE = 1, 2, 1
CODE_MINUTES = 90
WAYS = {"half size": ["-resize", "50%"], "blurred": ["-blur", "0x2"],
        "turned": ["-background", "gray40", "-rotate", "15"]}


def read_picture(file):
    done = subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", file], text=True,
                          capture_output=True, check=False)
    return done.stdout.split()


class Scanner:
    """Somebody with a phone before the kiosk."""

    def __init__(self, stage):
        self.stage = stage
        self.file = stage.folder / "seen.ppm"

    def read(self):
        """The one link that shows, or None."""
        expect(self.stage.eye.ask(f"save {self.file}") == "ok", "the screen cannot be saved")
        found = read_picture(self.file)
        expect(len(found) <= 1, f"more than one code: {found}")
        return found[0] if found else None

    def read_hard(self):
        """Likewise, and as a bad camera sees it."""
        link = self.read()
        for name, how in WAYS.items():
            altered = self.stage.folder / "altered.png"
            subprocess.run(["convert", self.file, *how, altered], check=True)
            expect(read_picture(altered) == [link], f"not read {name}")
        return link


def area_mark(area):
    if not area:
        return 0
    digest = hashlib.blake2b(area.encode(), digest_size=16, person=b"sipas-area-v1").digest()
    return int.from_bytes(digest[:4], "big") or 1


def check_link(stage, link, kind, area=None):
    """The link is of this center, of that kind, and ends when it should. Returns its id."""
    expect(link is not None, "there is no code")
    expect(link.startswith(ADDRESS + "/d/"), f"a code of another address: {link}")
    text = link[len(ADDRESS) + 3:]
    expect(len(text) == 56, f"a token of {len(text)} letters")
    token = base64.urlsafe_b64decode(text)
    keys = configparser.ConfigParser()
    keys.read(stage.data / "keys/token.ini")
    secret = bytes.fromhex(keys[f"key {token[1]}"]["secret"])
    seal = hashlib.blake2b(token[:26], digest_size=16, key=secret, person=b"sipas-token-v1").digest()
    expect(seal == token[26:], "the link is not sealed with the center's key")
    expect((token[0] >> 3 & 7, token[0] & 7) == (kind, PHONE), f"a link of another kind: {token[0]:08b}")
    expect(int.from_bytes(token[18:22], "big") == area_mark(area), "a link of another area")
    left = int.from_bytes(token[22:26], "big") - time.time() / 60
    expect(CODE_MINUTES - 2 < left <= CODE_MINUTES + 1, f"the link ends in {left:.0f} minutes")
    return token[2:18]


def set_key(stage, key, value):
    file = stage.data / "center.ini"
    source, found = re.subn(rf"(?m)^{key} *=.*$", f"{key} = {value}", file.read_text(encoding="utf-8"))
    expect(found == 1, f"the center has {found} keys {key}")
    file.write_text(source, encoding="utf-8")


class Visitor:
    """Taps what stands where the layout with a code has it."""

    def __init__(self, stage, where):
        self.stage, self.where, self.now = stage, where, None

    def arrive(self, *options):
        self.now = self.stage.start_kiosk(*options)
        time.sleep(DEAD)

    def tap(self, page, kind, index=0):
        self.stage.tap(*self.where.middle(page, 0, kind, index))
        self.now = self.stage.wait_other(self.now, 10)
        time.sleep(DEAD)

    def rate(self):
        self.tap("home", "area", 0)
        self.tap("rate", "face", 4)
        self.tap("rate2", "skip")
        self.tap("why", "skip")

    def wait(self, seconds):
        self.now = self.stage.wait_other(self.now, seconds)
        time.sleep(DEAD)

    def end(self):
        shown = self.stage.picture()
        self.stage.end_kiosk()
        self.stage.wait_other(shown, 10)


def scan_a_visit(stage, visitor, scanner):
    visitor.arrive()
    first = check_link(stage, scanner.read_hard(), RATE)
    visitor.tap("home", "area", 0)
    expect(scanner.read() is None, "a code beside the faces")
    visitor.tap("rate", "back")
    expect(check_link(stage, scanner.read(), RATE) == first, "another code for the same visitor")
    visitor.rate()
    remark = check_link(stage, scanner.read_hard(), REMARK)
    visitor.wait(10)  # nothing can be changed any more
    expect(check_link(stage, scanner.read(), REMARK) == remark, "another code under the visitor's phone")
    visitor.tap("over", "done")
    second = check_link(stage, scanner.read(), RATE)
    expect(len({first, remark, second}) == 3, "a code that was there before")
    visitor.end()


def rated_once(stage):
    """The codes were scanned only: one rating, by touch."""
    witness = sqlite3.connect(f"file:{stage.data}/devices/kiosk-1/journal.db?mode=ro", uri=True)
    ratings, = witness.execute("SELECT count(*) FROM entry WHERE kind = 1").fetchone()
    witness.close()
    expect(ratings == 1, f"{ratings} ratings in the journal, one was given")
    stage.run("sipas", "verify", "--data", stage.data)


def scan_one_area(stage, visitor, scanner):
    visitor.arrive("--area", "dat-dai")
    check_link(stage, scanner.read_hard(), RATE, "dat-dai")
    visitor.end()


def free_ports(n):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [s.getsockname()[1] for s in sockets]
    for each in sockets:
        each.close()
    return ports


def start_server(stage, port):
    server = subprocess.Popen([str(stage.bin / "sipas-web"), "--data", str(stage.data)], env=stage.env,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              preexec_fn=end_with_us)
    stage.parts.append(server)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        expect(server.poll() is None, "sipas-web ended at once")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return server
        except OSError:
            time.sleep(0.05)
    expect(False, "sipas-web does not answer")


def send_form(link, address, **answers):
    """Opens the link and sends its form as a browser without script would; returns where that led and the page."""
    with urllib.request.urlopen(link, timeout=10) as page:
        form = re.search(r'name="form" value="([0-9a-f]+)"', page.read().decode()).group(1)
    body = urllib.parse.urlencode({"token": link.rsplit("/", 1)[1], "form": form, "l": "vi", **answers}).encode()
    request = urllib.request.Request(address + "/d", body, {"Origin": address})
    with urllib.request.urlopen(request, timeout=10) as page:
        return urllib.parse.urlsplit(page.geturl()).path


def levels(stage):
    """How often each level was given for the main question, by the report."""
    told = json.loads(stage.run("sipas", "report", "--data", stage.data, "--period", Tally().period(), "--format",
                                "json"))
    row, = (row for row in told["rows"] if row["scope"] == "overall" and row["item"] == "tthc")
    return row["counts"]


def rate_by_phone(stage, scanner):
    port, staff, status = free_ports(3)
    address = f"http://127.0.0.1:{port}"
    for key, value in {"url": address, "listen": f"127.0.0.1:{port}", "staff-listen": f"127.0.0.1:{staff}",
                       "status-listen": f"127.0.0.1:{status}"}.items():
        set_key(stage, key, value)
    stage.env["WHERE_CODE"] = address + "/d/" + 56 * "a"
    before = levels(stage)
    server = start_server(stage, port)
    visitor = Visitor(stage, Where(stage))
    visitor.arrive()
    expect(send_form(scanner.read_hard(), address, area="dat-dai", tthc="2") == "/cam-on", "no thanks for a rating")
    visitor.rate()
    remark = "Cán bộ hướng dẫn rất tận tình."
    expect(send_form(scanner.read_hard(), address, remark=remark) == "/cam-on", "no thanks for a remark")
    visitor.end()
    expect(stop(server) == 0, "sipas-web did not end well")
    stage.parts.remove(server)
    after = levels(stage)
    grown = [b - a for a, b in zip(before, after)]
    expect(grown == [0, 1, 0, 1, 0], f"one rating by phone, one by touch: the report grew by {grown}")
    stage.run("sipas", "verify", "--data", stage.data)


def no_code_where_it_leads_nowhere(stage, visitor, scanner):
    sign = stage.data / "devices/web/alive"
    sign.parent.mkdir(parents=True, exist_ok=True)
    sign.write_text("00" * 16 + " 1\n")
    visitor.arrive("--verbose")
    expect(scanner.read() is None, "a code though the server of this machine is silent")
    visitor.end()
    log = (stage.folder / "kiosk.log").read_text()
    expect(log.count("code for phones hidden: the web server of this machine does not run") == 1,
           f"the log does not say why: {log[-300:]}")
    sign.unlink()
    set_key(stage, "url", "")
    visitor.arrive()
    expect(scanner.read() is None, "a code though there is no web address")
    visitor.end()


def play(stage):
    for program in ("zbarimg", "convert"):
        if shutil.which(program) is None:
            raise CannotPlay(f"there is no {program}")
    prepare(stage, idle=60)
    set_key(stage, "url", ADDRESS)
    set_key(stage, "code-minutes", CODE_MINUTES)
    stage.env["WHERE_CODE"] = ADDRESS + "/d/" + 56 * "a"
    visitor, scanner = Visitor(stage, Where(stage)), Scanner(stage)
    scan_a_visit(stage, visitor, scanner)
    rated_once(stage)
    scan_one_area(stage, visitor, scanner)
    rate_by_phone(stage, scanner)
    no_code_where_it_leads_nowhere(stage, visitor, scanner)
