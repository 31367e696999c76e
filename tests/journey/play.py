"""Runs one journey: PLAY SIZE pointer|touch, on a fresh stage. Exit status 0: as it should be; 77: cannot be
played here; 1: not, and standard error says what, with a picture of the screen where one could be taken."""
import argparse
import importlib
import os
import signal
import subprocess
import sys
import time

from stage import Stage, StageError


def alone():
    """Goes on in a mount namespace of its own, where a journey may mount what it likes; False when that cannot be."""
    if "SIPAS_TEST_ALONE" in os.environ:
        return True
    for unshare in (["unshare", "-m"], ["unshare", "-rm"]):
        able = subprocess.run([*unshare, "mount", "-t", "tmpfs", "probe", "/mnt"], capture_output=True, check=False)
        if able.returncode == 0:
            os.environ["SIPAS_TEST_ALONE"] = "1"
            os.execvp("unshare", [*unshare, sys.executable, *sys.argv])
    return False


class CannotPlay(Exception):
    """This machine does not offer what the journey needs."""


def arguments():
    parser = argparse.ArgumentParser(description="Runs one journey.")
    parser.add_argument("--bin", required=True, help="folder of the built programs")
    parser.add_argument("--helpers", required=True, help="folder of tap_x, tap_touch, watch and where")
    parser.add_argument("--picture", help="where to save the screen when it fails (PPM)")
    parser.add_argument("play", help="walk, leave, abuse, refused, scan, manners or staff")
    parser.add_argument("size", help="such as 1920x1080")
    parser.add_argument("input", choices=("pointer", "touch"))
    return parser.parse_args()


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the stage is cleared on the way out
    play = importlib.import_module(options.play)
    if getattr(play, "ALONE", False) and not alone():
        print("skipped: this machine allows no mount, neither as root nor in a user namespace")
        return 77
    since = time.monotonic()
    with Stage(options.bin, options.helpers, options.size, options.input == "touch") as stage:
        try:
            play.play(stage)
        except CannotPlay as reason:
            print(f"skipped: {reason}")
            return 77
        except StageError as problem:
            print(f"{options.play} {options.size} {options.input}: {problem}", file=sys.stderr)
            if options.picture and stage.eye.process.poll() is None:
                stage.eye.ask(f"save {options.picture}")
                print(f"the screen then: {options.picture}", file=sys.stderr)
            return 1
    print(f"{options.play} {options.size} {options.input}: as it should be, {time.monotonic() - since:.0f} s")
    return 0


if __name__ == "__main__":
    sys.modules["play"] = sys.modules["__main__"]
    sys.exit(main())
