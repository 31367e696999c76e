#!/usr/bin/env python3
"""From the code to the report: the code on the running kiosk's screen, on printed slips and on a poster is read by zbar,
opened in Chromium, rated there, and shows in the report.

usage: scan.py BIN HELPERS MODULES      MODULES: the folder that holds node_modules
"""
import datetime
import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "journey"))
from stage import Stage, StageError  # noqa: E402
from visitors import expect, prepare  # noqa: E402

SIZES = ("1920x1080", "1080x1920")
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
SLIPS = 24


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def run(*command):
    done = subprocess.run([str(part) for part in command], text=True, capture_output=True, check=False)
    expect(done.returncode == 0, f"{command[0]} {command[1]}: status {done.returncode}: {done.stderr.strip()[-600:]}")
    return done.stdout


def read_codes(picture):
    """Every text that zbar finds in a picture."""
    return run("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture).split()


def open_to_phones(stage):
    """Gives the center an address that its own server answers at, and starts it; returns the address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    ini = stage.data / "center.ini"
    text = ini.read_text(encoding="utf-8")
    for key, value in (("url", url), ("listen", f"127.0.0.1:{port}"), ("staff-listen", f"127.0.0.1:{free_port()}"),
                       ("status-listen", f"127.0.0.1:{free_port()}")):
        text, found = re.subn(rf"(?m)^{key} *=.*$", f"{key} = {value}", text)
        expect(found == 1, f"the sample center has {found} keys {key}")
    ini.write_text(text, encoding="utf-8")
    server = subprocess.Popen([str(stage.bin / "sipas-web"), "--data", str(stage.data)], env=stage.env)
    stage.parts.append(server)
    for _ in range(200):
        expect(server.poll() is None, "sipas-web ended")
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return url
        except OSError:
            time.sleep(0.1)
    raise StageError("sipas-web does not answer")


def code_on_screen(stage, url):
    stage.start_kiosk()
    picture = stage.folder / "screen.ppm"
    stage.eye.ask(f"save {picture}")
    codes = read_codes(picture)
    expect(len(codes) == 1 and codes[0].startswith(f"{url}/d/"), f"the screen has the codes {codes}")
    stage.end_kiosk()
    return codes[0]


def codes_on_paper(stage, url, *options):
    """The codes of a printed page that zbar finds at once, in no order; cli/qr reads every one of a sheet cut apart."""
    pdf, page = stage.folder / "paper.pdf", stage.folder / "page"
    stage.run("sipas", "qr", "--data", stage.data, "--format", "pdf", "-o", pdf, *options)
    run("pdftoppm", "-r", 300, "-gray", "-singlefile", pdf, page)
    codes = read_codes(page.with_suffix(".pgm"))
    expect(all(code.startswith(f"{url}/d/") for code in codes), f"the page has the codes {codes}")
    return codes


def rated(stage):
    """How many ratings by phone and by poster the report of today counts, and their levels, 1 to 5."""
    today = datetime.datetime.now(VIETNAM).date()
    told = json.loads(stage.run("sipas", "report", "--data", stage.data, "--format", "json", "--period",
                                f"{today - datetime.timedelta(days=1)}..{today}"))
    counts = {row["channel"]: row["counts"] for row in told["channels"] if row["item"] == "tthc"}
    nothing = [0] * 5
    return counts.get("phone", nothing), counts.get("poster", nothing)


def rate(modules, *visits):
    run("node", modules / "scan.mjs", *(f"{level}={url}" for level, url in visits))


def play(bin_folder, helpers, modules, size):
    with Stage(bin_folder, helpers, size, False) as stage:
        prepare(stage, idle=600)
        url = open_to_phones(stage)
        shown = code_on_screen(stage, url)
        if size != SIZES[0]:
            rate(modules, (5, shown))
            expect(rated(stage) == ([0, 0, 0, 0, 1], [0] * 5), f"the report counts {rated(stage)}")
            return
        slips = codes_on_paper(stage, url, "--count", SLIPS, "--area", "dat-dai")
        expect(len(set(slips)) > 1, f"zbar reads {len(set(slips))} of {SLIPS} slips")
        poster, = codes_on_paper(stage, url, "--poster", "--area", "xay-dung")
        rate(modules, (5, shown), (2, slips[0]), (4, slips[-1]), (1, poster), (3, poster))
        expect(rated(stage) == ([0, 1, 0, 1, 1], [1, 0, 1, 0, 0]), f"the report counts {rated(stage)}")
        expect("sound" in stage.run("sipas", "verify", "--data", stage.data), "the journals are not sound")


def main():
    bin_folder, helpers, modules = (Path(argument).resolve() for argument in sys.argv[1:])
    for size in SIZES:
        try:
            play(bin_folder, helpers, modules, size)
        except StageError as problem:
            print(f"scan {size}: {problem}", file=sys.stderr)
            return 1
        print(f"scan {size}: read, opened, rated, counted", flush=True)
    return 0


sys.exit(main())
