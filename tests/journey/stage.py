"""The stage of a journey: an X server, the built kiosk on it, a hand that taps and an eye that watches.

Nothing here knows what the kiosk should do; it only drives the programs as people would and looks from outside.
"""
import ctypes
import os
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

XORG_CONF = """
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
  Option "AllowEmptyInput" "true"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam 65536
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5-1000
  VertRefresh 5-200
  Modeline "{w}x{h}" {clock:.2f} {w} {w8} {w40} {w120} {h} {h4} {h9} {h45}
EndSection
Section "Screen"
  Identifier "screen"
  Device "dummy"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "{w}x{h}"
    Virtual {w} {h}
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "touch"
  Driver "inputtest"
  Option "SocketPath" "{folder}/touch.sock"
  Option "DeviceType" "Touch"
  Option "TouchCount" "10"
EndSection
Section "InputDevice"
  Identifier "pointer"
  Driver "inputtest"
  Option "SocketPath" "{folder}/pointer.sock"
  Option "DeviceType" "PointerAbsolute"
EndSection
Section "ServerLayout"
  Identifier "layout"
  Screen "screen"
  InputDevice "pointer" "CorePointer"
  InputDevice "touch" "SendCoreEvents"
EndSection
"""


class StageError(Exception):
    """Something on the stage did not behave; the message is all there is to say."""


def end_with_us():
    """In a child: even when this journey is killed, what it started ends."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


class Lines:
    """A little program that answers each line with a line."""

    def __init__(self, *command, env=None):
        self.name = Path(command[0]).name
        self.process = subprocess.Popen([str(c) for c in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, bufsize=1, env=env)

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise StageError(f"{self.name} ended at '{line}'")
        return answer.strip()

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)


def read_line(fd, seconds):
    selector = selectors.DefaultSelector()
    selector.register(fd, selectors.EVENT_READ)
    got, end = b"", time.monotonic() + seconds
    while not got.endswith(b"\n"):
        if not selector.select(max(0, end - time.monotonic())):
            raise StageError("the X server did not start")
        piece = os.read(fd, 64)
        if not piece:
            raise StageError("the X server ended at once")
        got += piece
    return got.decode().strip()


def stop(process, seconds=20):
    """Ends a process we started and returns its exit status."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise StageError(f"{process.args[0]} did not end within {seconds} s of SIGTERM") from None


class Stage:
    """An X server of one size with a touch screen (Xorg, `fingers`) or a mouse (Xvfb). The touch device takes one
    connection: `hand=False` leaves it free for somebody else."""

    def __init__(self, bin_folder, helpers, size, fingers, hand=True):
        self.bin, self.helpers = Path(bin_folder).resolve(), Path(helpers).resolve()
        self.width, self.height = (int(n) for n in size.split("x"))
        self.fingers, self.hand = fingers, hand
        self.folder = Path(tempfile.mkdtemp(prefix="sipas-journey-"))
        self.data = self.folder / "data"
        self.kiosk = None
        self.parts = []
        self.env = {k: v for k, v in os.environ.items() if k not in ("WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for part in reversed(self.parts):
            part.close() if isinstance(part, Lines) else stop(part)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self):
        self.env["DISPLAY"] = ":" + self._start_server()
        self.eye = self._part(Lines(self.helpers / "watch", env=self.env))
        self.keys = self._part(Lines(self.helpers / "tap_x", env=self.env))
        if self.fingers and self.hand:
            self.touch = self._part(Lines(self.helpers / "tap_touch", self.folder / "touch.sock"))
        width, height = self.eye.ask("size").split()
        if (int(width), int(height)) != (self.width, self.height):
            raise StageError(f"the screen is {width}x{height}, not {self.width}x{self.height}")

    def _part(self, part):
        self.parts.append(part)
        return part

    def _start_server(self):
        reading, writing = os.pipe()
        command = self._xorg() if self.fingers else \
            ["Xvfb", "-screen", "0", f"{self.width}x{self.height}x24"]
        with open(self.folder / "server.log", "wb") as log:
            self._part(subprocess.Popen([*command, "-displayfd", str(writing), "-nolisten", "tcp", "-noreset"],
                                        pass_fds=[writing], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                        preexec_fn=end_with_us))
        os.close(writing)
        try:
            return read_line(reading, 30)
        except StageError as problem:
            raise StageError(f"{problem}: {(self.folder / 'server.log').read_text()[-600:]}") from None
        finally:
            os.close(reading)

    def _xorg(self):
        w, h = self.width, self.height
        (self.folder / "xorg.conf").write_text(XORG_CONF.format(
            folder=self.folder, w=w, w8=w + 8, w40=w + 40, w120=w + 120, h=h, h4=h + 4, h9=h + 9, h45=h + 45,
            clock=(w + 120) * (h + 45) * 60 / 1e6))
        return ["/usr/lib/xorg/Xorg", "-config", str(self.folder / "xorg.conf"), "-logfile",
                str(self.folder / "xorg.log"), "-novtswitch", "-sharevts", "vt5"]

    # --- programs ---------------------------------------------------------------------------------------------

    def run(self, program, *arguments, status=0):
        """Runs a built program to its end and returns what it printed."""
        done = subprocess.run([str(self.bin / program), *map(str, arguments)], env=self.env, text=True,
                              capture_output=True, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != status:
            raise StageError(f"{program} {' '.join(map(str, arguments))}: exit status {done.returncode}, "
                             f"not {status}: {done.stderr.strip()[-400:]}")
        return done.stdout

    def start_kiosk(self, *options):
        """Starts the kiosk and returns the picture of its first page."""
        empty = self.picture()
        self.kiosk_log = open(self.folder / "kiosk.log", "ab")
        self.kiosk = self._part(subprocess.Popen([str(self.bin / "sipas-kiosk"), "--data", str(self.data), *options],
                                                 env=self.env, stdin=subprocess.DEVNULL, stdout=self.kiosk_log,
                                                 stderr=self.kiosk_log, preexec_fn=end_with_us))
        try:
            return self.wait_other(empty, 20)
        except StageError as problem:
            raise StageError(f"{problem}: {(self.folder / 'kiosk.log').read_text()[-600:]}") from None

    def end_kiosk(self):
        """Ends the kiosk as a service manager does; it must end well."""
        status = stop(self.kiosk)
        self.parts.remove(self.kiosk)
        self.kiosk_log.close()
        if status != 0:
            raise StageError(f"the kiosk ended with status {status}: "
                             f"{(self.folder / 'kiosk.log').read_text()[-600:]}")

    # --- the eye ----------------------------------------------------------------------------------------------

    def picture(self):
        return self.eye.ask("hash")

    def wait_other(self, picture, seconds=5, still=0.7):
        """Waits until the screen shows something else that stands still; returns that picture."""
        answer = self.eye.ask(f"leave {picture} {int(seconds * 1000)} {int(still * 1000)}")
        if answer.startswith("timeout"):
            raise StageError(f"the screen still shows the same after {seconds} s")
        return answer

    def wait_picture(self, picture, seconds=5):
        """Waits until the screen shows that very picture."""
        answer = self.eye.ask(f"reach {picture} {int(seconds * 1000)}")
        if answer.startswith("timeout"):
            raise StageError(f"the screen does not show the awaited page after {seconds} s")

    # --- the hand ---------------------------------------------------------------------------------------------

    def down(self, x, y, finger=1):
        if self.fingers:
            self._finger(f"down {finger}", x, y)
        else:
            self.keys.ask(f"down {x} {y}")

    def up(self, x, y, finger=1):
        if self.fingers:
            self._finger(f"up {finger}", x, y)
        else:
            self.keys.ask(f"up {x} {y}")

    def move(self, x, y, finger=1):
        if self.fingers:
            self._finger(f"move {finger}", x, y)
        else:
            self.keys.ask(f"move {x} {y}")

    def _finger(self, what, x, y):
        if self.touch.ask(f"{what} {x * 65535 // (self.width - 1)} {y * 65535 // (self.height - 1)}") != "ok":
            raise StageError("the touch device is gone")

    def tap(self, x, y, finger=1, held=0.06):
        self.down(x, y, finger)
        time.sleep(held)
        self.up(x, y, finger)
