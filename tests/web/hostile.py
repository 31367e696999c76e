"""A thousand connections that send one byte a second, and honest phones beside them.

    hostile.py [CONNECTIONS CLIENTS FORMS whole]   (1000 20 1000); whole: until all the slow are cut off
"""
import resource
import socket
import subprocess
import sys
import threading
import time
import unittest

from webcase import CROWD, PATIENCE, WebCase

CONNECTIONS, CLIENTS, FORMS, WHOLE = 1000, 20, 1000, False
STARTS = (b"GET /d/", b"POST /d HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4000\r\n\r\n", b"", b"GET / HTTP/1.1\r\nX: ")


class Slow(threading.Thread):
    """Many connections, each of which gets a byte a second until the other end has closed it."""

    def __init__(self, port, n):
        super().__init__(daemon=True)
        self.lines = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(n)]
        self.ending = threading.Event()
        self.closed = 0
        for i, line in enumerate(self.lines):
            line.sendall(STARTS[i % len(STARTS)])
            line.setblocking(False)

    def is_open(self, line):
        try:
            line.send(b"x")
            return line.recv(1) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def run(self):
        while self.lines and not self.ending.wait(1):
            self.lines, before = [line for line in self.lines if self.is_open(line) or line.close()], len(self.lines)
            self.closed += before - len(self.lines)

    def end(self):
        self.ending.set()
        self.join()
        for line in self.lines:
            line.close()


class Hostile(WebCase):
    def crowd(self, web):
        files = self.folder / "thanked", self.folder / "unsure"
        ended = subprocess.run([CROWD, self.data, str(web.port()), str(CLIENTS), str(FORMS), *files],
                               capture_output=True, text=True, timeout=600)
        print(ended.stdout.strip(), flush=True)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        return len(files[0].read_text().split())

    def test_honest_phones_are_served_beside_a_thousand_slow_connections(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, CONNECTIONS + 200), hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        web = self.web()
        slow = Slow(web.port(), CONNECTIONS)
        slow.start()
        self.addCleanup(slow.end)
        thanked = self.crowd(web)
        figures = web.figures()
        self.assertGreaterEqual(self.ratings(), thanked)
        self.assertEqual(web.ask("GET", "/healthz", side="status")[0], 200)
        print("memory %.1f MiB, connections %d" % (figures["process_resident_memory_bytes"] / 2**20,
                                                   figures['sipas_web_connections{server="web"}']), flush=True)
        if WHOLE:
            begun = time.monotonic()
            slow.join(90)
            self.assertFalse(slow.is_alive())
            print(f"all closed {time.monotonic() - begun:.1f} s after that", flush=True)
            self.assertGreater(web.figures()['sipas_web_connections_cut_off_total{server="web"}'], 0)
            self.crowd(web)
        slow.end()
        self.assertEqual(web.end(), 0, web.said())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        CONNECTIONS, CLIENTS, FORMS = map(int, sys.argv[1:4])
        WHOLE = "whole" in sys.argv
    unittest.main(argv=sys.argv[:1])
