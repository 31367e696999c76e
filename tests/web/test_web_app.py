"""The built sipas-web: rated by a plain client, ended, started again, and handed its sockets."""
import os
import signal
import socket
import subprocess
import time
import unittest

from webcase import PATIENCE, SIPAS_WEB, WebCase


class WebApp(WebCase):
    def test_a_form_that_is_sent_is_a_row_and_then_the_thanks(self):
        web = self.web()
        token = self.link()
        status, _, page = web.ask("GET", f"/d/{token}")
        self.assertEqual(status, 200)
        self.assertIn(token, page)
        self.assertEqual(self.ratings(), 0)
        status, headers, _ = web.ask("POST", "/d", self.form(token))
        self.assertEqual((status, headers["Location"].split("?")[0]), (303, "/cam-on"))
        self.assertEqual(self.rows("SELECT area, channel, tthc, flags FROM entry WHERE kind = 1"),
                         [("dat-dai", "phone", 5, 0)])
        self.assertEqual(web.end(), 0)

    def test_a_used_link_stays_used_and_the_same_form_gets_the_same_thanks_over_a_restart(self):
        token = self.link()
        form = self.form(token)
        for _ in range(2):
            web = self.web()
            self.assertEqual(web.ask("POST", "/d", form)[0], 303)
            self.assertEqual(web.ask("POST", "/d", self.form(token))[0], 409)
            self.assertEqual(web.end(), 0)
        self.assertEqual(self.ratings(), 1)
        self.assertEqual(self.rows("SELECT what, n FROM misuse"), [("replayed", 2)])

    def test_misuse_is_in_the_journal_when_it_has_ended(self):
        web = self.web()
        good, old = self.link(), self.link(seconds=-86400)
        forged = good[:-1] + ("A" if good[-1] != "A" else "B")
        self.assertEqual(web.ask("POST", "/d", self.form(good))[0], 303)
        for token in (good, old, old, forged):
            self.assertIn(web.ask("POST", "/d", self.form(token))[0] // 100, (4,))
        self.assertEqual(web.end(), 0)
        self.assertEqual(dict(self.rows("SELECT what, n FROM misuse")), {"forged": 1, "expired": 2, "replayed": 1})

    def test_what_is_under_way_when_it_is_told_to_end_is_stored_and_answered(self):
        web = self.web()
        body = "&".join(f"{name}={value}" for name, value in self.form(self.link()).items()).encode()
        line = socket.create_connection(("127.0.0.1", web.port()), timeout=PATIENCE)
        line.sendall(b"POST /d HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                     b"Content-Length: %d\r\n\r\n" % len(body) + body[:20])
        time.sleep(0.3)
        web.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        line.sendall(body[20:])
        answer = line.makefile("rb").read()
        line.close()
        self.assertTrue(answer.startswith(b"HTTP/1.1 303 "), answer)
        self.assertEqual(web.process.wait(PATIENCE), 0)
        self.assertEqual(self.ratings(), 1)

    def test_a_second_signal_ends_it_at_once(self):
        web = self.web()
        line = socket.create_connection(("127.0.0.1", web.port()), timeout=PATIENCE)
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        time.sleep(0.3)
        web.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        self.assertIsNone(web.process.poll())
        self.assertEqual(web.end(), -signal.SIGTERM)
        line.close()

    def test_health_and_figures_are_told_on_an_address_of_their_own(self):
        web = self.web()
        status, headers, text = web.ask("GET", "/healthz", side="status")
        self.assertEqual((status, text), (200, "ok\n"))
        self.assertEqual(web.ask("GET", "/healthz")[0], 404)
        self.assertEqual(web.ask("POST", "/metrics", {}, side="status")[0], 405)
        self.assertEqual(web.ask("GET", "/metrics", side="status", Host="localhost")[0], 200)
        self.assertEqual(web.ask("GET", "/metrics", side="status", Host="rebound.example")[0], 421)
        token = self.link()
        web.ask("POST", "/d", self.form(token))
        web.ask("POST", "/d", self.form(token))
        web.ask("GET", "/nowhere")
        status, headers, text = web.ask("GET", "/metrics", side="status")
        self.assertEqual(headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
        figures = self.read_metrics(text)
        self.assertEqual(figures['sipas_web_submissions_total{outcome="stored"}'], 1)
        self.assertEqual(figures['sipas_web_requests_total{server="web",route="/d",status="303"}'], 1)
        self.assertEqual(figures['sipas_web_requests_total{server="web",route="/d",status="409"}'], 1)
        self.assertEqual(figures['sipas_web_requests_total{server="status",route="/healthz",status="200"}'], 1)
        self.assertEqual(figures['sipas_web_connections{server="status"}'], 1)
        self.assertGreater(figures["process_resident_memory_bytes"], 1 << 20)
        self.assertNotIn(token, text)

    def read_metrics(self, text):
        """Reads the text format by its rules: each name is declared once, and before its values."""
        types, figures = {}, {}
        self.assertTrue(text.endswith("\n"))
        for line in text.splitlines():
            if line.startswith("# TYPE "):
                _, _, name, kind = line.split()
                self.assertNotIn(name, types)
                self.assertIn(kind, ("counter", "gauge"))
                types[name] = kind
            elif not line.startswith("# HELP "):
                self.assertRegex(line, r'^[a-z_]+(\{[a-z_]+="[^"\\]*"(,[a-z_]+="[^"\\]*")*\})? -?[0-9]+(\.[0-9]+)?$')
                name, value = line.rsplit(" ", 1)
                self.assertIn(name.split("{")[0], types)
                self.assertNotIn(name, figures)
                figures[name] = float(value)
        return figures

    def test_with_verbose_it_says_method_route_and_status_and_nothing_else(self):
        web = self.web("--verbose")
        token = self.link()
        web.ask("GET", f"/d/{token}?l=en", Cookie="secret=1", User_Agent="secret", X_Real_IP="203.0.113.9")
        web.ask("POST", "/d", self.form(token, remark="secret"))
        web.ask("GET", "/secret")
        self.assertEqual(web.end(), 0)
        said = [line for line in web.said().splitlines() if ": port " not in line]
        self.assertEqual(said, ["GET /d 200", "POST /d 303", "GET none 404"])

    def test_sockets_may_be_handed_over(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        web = self.web(command=["systemd-socket-activate", f"--listen=127.0.0.1:{port}", "--fdname=web",
                                "--setenv=SIPAS_ASSETS"])
        end = time.monotonic() + PATIENCE
        while True: # it is started by the first who asks
            try:
                line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
                break
            except ConnectionRefusedError:
                self.assertLess(time.monotonic(), end)
                time.sleep(0.05)
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        self.assertTrue(line.makefile("rb").read().startswith(b"HTTP/1.1 200 "))
        line.close()
        self.assertEqual(web.port(), port)
        self.assertEqual(web.end(), 0)

    def test_it_tells_the_service_manager_when_it_is_ready_and_when_it_ends(self):
        place = str(self.folder / "notify")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(place)
            manager.settimeout(PATIENCE)
            web = self.web(env={**os.environ, "NOTIFY_SOCKET": place})
            self.assertEqual(manager.recv(4096), b"READY=1")
            self.assertEqual(web.ask("GET", "/")[0], 200)
            self.assertEqual(manager.recv(4096), b"WATCHDOG=1")
            web.process.send_signal(signal.SIGTERM)
            while (heard := manager.recv(4096)) == b"WATCHDOG=1":
                pass
            self.assertEqual(heard, b"STOPPING=1")
            self.assertEqual(web.process.wait(PATIENCE), 0)

    def test_the_sign_of_life_is_written(self):
        web = self.web()
        web.port()
        alive = self.data / "devices/web/alive"
        end = time.monotonic() + PATIENCE
        while not alive.exists():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.02)
        boot, ms = alive.read_text().split()
        with open("/proc/sys/kernel/random/boot_id") as file:
            self.assertEqual(boot, file.read().strip().replace("-", ""))
        self.assertLess(abs(int(ms) - time.clock_gettime(time.CLOCK_BOOTTIME) * 1000), PATIENCE * 1000)
        self.assertEqual(web.end(), 0)

    def test_new_keys_are_taken_while_it_runs_and_wrong_ones_are_not(self):
        web = self.web()
        web.port()
        keys = self.data / "keys/token.ini"
        right = keys.read_text()
        before = self.link()
        keys.write_text("[nonsense\n")
        web.await_said("the keys of before stay in force")
        self.assertEqual(web.ask("POST", "/d", self.form(before))[0], 303)
        keys.write_text("[key 2]\nsecret = " + "7" * 64 + "\n" +
                        right.replace("[key 1]", "[key 1]\nreplaced=2020-01-01T00:00:00Z"))
        other = self.link()
        end = time.monotonic() + PATIENCE
        while web.ask("GET", f"/d/{other}")[0] != 200:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.2)
        self.assertEqual(web.ask("POST", "/d", self.form(other))[0], 303)
        self.assertEqual(web.end(), 0)

    def test_the_staff_s_server_is_not_there_before_there_is_an_account(self):
        web = self.web()
        web.port()
        self.assertNotIn("staff: port", web.said())
        accounts = self.data / "keys/accounts.ini"
        accounts.touch(0o600)
        accounts.write_text("[account lan]\nhash = $argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$"
                            "RdescudvJCsgt3ub+b5dWRWJTmaaJObGbGbGbGbGbGY\nmade = 2026-01-01\n")
        self.assertIn(web.ask("GET", "/quan-ly/vao", side="staff")[0], (200, 404))
        self.assertEqual(web.ask("GET", "/quan-ly/vao")[0], 404)
        self.assertEqual(web.end(), 0)

    def test_what_cannot_be_served_is_said_in_one_line(self):
        def said(*options):
            ended = subprocess.run([SIPAS_WEB, *map(str, options)], capture_output=True, text=True, timeout=PATIENCE)
            self.assertEqual(ended.stdout, "")
            self.assertEqual(len(ended.stderr.splitlines()), 1, ended.stderr)
            return ended.returncode, ended.stderr
        inner = ("--status-listen", "127.0.0.1:0")
        status, text = said("--data", self.folder / "nowhere")
        self.assertEqual(status, 1)
        self.assertIn("nowhere", text)
        self.assertEqual(said("--data", self.data, "--listen", "somewhere", *inner)[0], 1)
        self.assertEqual(said("--data", self.data, "more")[0], 2)
        self.assertEqual(said("--device", "A!")[0], 2)
        (self.data / "keys/token.ini").chmod(0o644)
        status, text = said("--data", self.data)
        self.assertEqual(status, 1)
        self.assertIn("token.ini", text)
        (self.data / "keys/token.ini").chmod(0o600)
        web = self.web()
        web.port()
        status, text = said("--data", self.data, "--listen", "127.0.0.1:0", *inner)
        self.assertEqual(status, 1)
        self.assertIn("journal", text)


if __name__ == "__main__":
    unittest.main()
