"""The site files for nginx, run by a real nginx on free ports and with a certificate of its own."""
import base64
import hashlib
import http.client
import os
import pathlib
import re
import socket
import ssl
import subprocess
import time
import unittest

from webcase import PATIENCE, SIPAS, WebCase

SITE = pathlib.Path(os.environ["SIPAS_NGINX"])
STAFF_SITE = SITE.with_name("nginx-staff.conf")
PASSWORD = "mot hai ba bon"
HOST, STAFF_HOST = "danhgia.example.vn", "quanly.example.vn"


def free_ports(n):
    holders = [socket.socket() for _ in range(n)]
    for holder in holders:
        holder.bind(("127.0.0.1", 0))
    ports = [holder.getsockname()[1] for holder in holders]
    for holder in holders:
        holder.close()
    return ports


class Nginx(WebCase):
    def setUp(self):
        super().setUp()
        center = self.data / "center.ini"
        text = re.sub(r"(?m)^url =.*$", f"url = https://{HOST}", center.read_text())
        center.write_text(re.sub(r"(?m)^staff-url =.*$", f"staff-url = https://{STAFF_HOST}", text))
        subprocess.run([SIPAS, "staff", "add", "lan", "--data", self.data], input=PASSWORD + "\n", text=True, check=True,
                       capture_output=True, timeout=PATIENCE)
        self.server = self.web()
        self.certify()
        self.http, self.https, self.staff = free_ports(3)
        self.start()

    def certify(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-keyout", self.folder / "privkey.pem", "-out", self.folder / "fullchain.pem", "-days", "2",
                        "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST},DNS:{STAFF_HOST}"], check=True,
                       capture_output=True)
        self.trust = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))

    def adapt(self, file, changes):
        site = file.read_text().replace("DANHGIA.EXAMPLE.VN", HOST).replace("QUANLY.EXAMPLE.VN", STAFF_HOST)
        for before, after in changes:
            self.assertRegex(site, before)
            site = re.sub(rf"(?m)^ *{before}.*\n", "", site) if after is None else re.sub(before, after, site)
        (self.folder / file.name).write_text(site)

    def start(self):
        self.adapt(SITE, ((r"listen \[::\]:\d+", None), (r"listen 80\b", f"listen 127.0.0.1:{self.http}"),
                          (r"listen 443\b", f"listen 127.0.0.1:{self.https}"),
                          (r"127\.0\.0\.1:8080", f"127.0.0.1:{self.server.port()}"),
                          (rf"/etc/letsencrypt/live/{HOST}", str(self.folder)),
                          (r"/var/log/nginx", str(self.folder)), (r"/var/www/acme", str(self.folder / "acme"))))
        self.adapt(STAFF_SITE, ((r"192\.0\.2\.10:443", f"127.0.0.1:{self.staff}"),
                                (r"127\.0\.0\.1:8081", f"127.0.0.1:{self.server.port('staff')}"),
                                (r"/etc/ssl/sipas", str(self.folder)), (r"/var/log/nginx", str(self.folder))))
        temporary = "".join(f"{kind}_temp_path {self.folder}/{kind};\n" for kind in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (self.folder / "nginx.conf").write_text(
            f"daemon off;\nmaster_process off;\npid {self.folder}/pid;\nerror_log stderr;\n"
            f"events {{ worker_connections 256; }}\nhttp {{\n{temporary}include {self.folder}/nginx-*.conf;\n}}\n")
        self.nginx = subprocess.Popen(["/usr/sbin/nginx", "-p", str(self.folder), "-c", "nginx.conf", "-e", "stderr"],
                                      stderr=subprocess.PIPE)
        self.addCleanup(self.stop)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.https), timeout=PATIENCE).close()
                return
            except ConnectionRefusedError:
                self.assertIsNone(self.nginx.poll(), self.nginx.stderr.read() if self.nginx.poll() is not None else "")
                self.assertLess(time.monotonic(), end)
                time.sleep(0.05)

    def stop(self):
        self.nginx.terminate()
        self.nginx.communicate(timeout=PATIENCE)

    def over_https(self, request, name=HOST, port=None):
        line = self.trust.wrap_socket(socket.create_connection(("127.0.0.1", port or self.https), timeout=PATIENCE),
                                      server_hostname=name)
        line.sendall(request)
        answer = http.client.HTTPResponse(line)
        answer.begin()
        text = answer.read().decode()
        line.close()
        return answer.status, answer.headers, text

    def get(self, path, host=HOST):
        return self.over_https(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())

    def post(self, fields, **headers):
        body = "&".join(f"{name}={value}" for name, value in fields.items())
        more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return self.over_https((f"POST /d HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                f"{more}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}").encode())

    def log_of(self, requests):
        """nginx writes a line when it is done with the request, which may be after its answer has come."""
        end = time.monotonic() + PATIENCE
        while True:
            log = (self.folder / "sipas.log").read_text()
            if len(log.splitlines()) >= requests or time.monotonic() > end:
                return log
            time.sleep(0.02)

    def test_a_rating_through_it_is_stored(self):
        token = self.link()
        self.assertEqual(self.get(f"/d/{token}")[0], 200)
        status, headers, _ = self.post(self.form(token), Origin=f"https://{HOST}")
        self.assertEqual((status, headers["Location"].split("?")[0]), (303, "/cam-on"))
        self.assertEqual(self.ratings(), 1)
        self.assertEqual(self.post(self.form(token), Origin=f"https://{HOST}")[0], 409)
        self.assertIn(self.post(self.form(self.link()), Origin="https://elsewhere.example")[0], (400, 403))
        self.assertEqual(self.ratings(), 1)
        log = self.log_of(4)
        self.assertEqual(len(log.splitlines()), 4)
        self.assertNotIn(token, log)
        self.assertNotIn("127.0.0.1", log)

    def test_answers_are_those_of_a_secure_site(self):
        status, headers, _ = self.get("/")
        self.assertEqual(status, 200)
        self.assertEqual(headers["Strict-Transport-Security"], "max-age=31536000")
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        for name in set(headers.keys()):
            self.assertEqual(len(headers.get_all(name)), 1, name)

    def test_a_large_body_and_a_large_head_are_refused(self):
        self.assertEqual(self.post({"token": "a" * 5000})[0], 413)
        self.assertIn(self.get("/" + "a" * 9000)[0], (414, 400))
        self.assertEqual(self.ratings(), 0)

    def assert_plain_words(self, answer, status, words):
        """A page of nginx's own, as safe as those behind it."""
        got, headers, text = answer
        self.assertEqual(got, status)
        self.assertIn(words, text)
        self.assertIn('<p lang="en">', text)
        self.assertEqual(headers["Content-Type"], "text/html; charset=utf-8")
        style = re.search("<style>(.*?)</style>", text).group(1)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self.assertTrue(headers["Content-Security-Policy"].startswith(f"default-src 'none'; style-src 'sha256-{digest}'; "))
        for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
                     "Cross-Origin-Resource-Policy", "Permissions-Policy", "Strict-Transport-Security"):
            self.assertEqual(headers.get_all(name), self.behind.get_all(name), name)
        self.assertEqual(headers.get_all("Cache-Control"), ["no-store"])
        self.assertNotIn("nginx", text)

    def test_what_nginx_answers_itself_is_said_in_vietnamese_and_safe(self):
        self.behind = self.get("/")[1]
        self.assert_plain_words(self.post({"token": "a" * 5000}), 413, "Nội dung gửi quá dài")
        self.assert_plain_words(self.get("/" + "a" * 9000), 414, "Không mở được trang này")
        self.assert_plain_words(self.over_https(b"GET / HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\nCookie: " +
                                                b"a" * 9000 + b"\r\n\r\n"), 400, "Không mở được trang này")
        self.assert_plain_words(self.get("/khong-mo-duoc"), 404, "Không mở được trang này")
        self.assertEqual(self.server.end(), 0)
        token = "a" * 56
        for answer in (self.get(f"/d/{token}"), self.post({"token": token})):
            self.assert_plain_words(answer, 502, "Trang tạm thời chưa dùng được")
            self.assertEqual(answer[1]["Retry-After"], "60")
            self.assertNotIn(token, answer[2])

    def test_a_flood_from_one_address_is_told_to_wait(self):
        self.behind = self.get("/")[1]
        asked = f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
        end = time.monotonic() + PATIENCE
        answer = self.get("/")
        while answer[0] != 429 and time.monotonic() < end:
            with self.trust.wrap_socket(socket.create_connection(("127.0.0.1", self.https), timeout=PATIENCE),
                                        server_hostname=HOST) as line:
                line.sendall(asked * 150)
                seen = b""
                while seen.count(b"</html>") < 150:
                    part = line.recv(65536)
                    self.assertTrue(part)
                    seen += part
            answer = self.get("/")
        self.assert_plain_words(answer, 429, "quá nhiều lượt truy cập")

    def test_another_host_is_refused(self):
        with self.assertRaises(ssl.SSLError):
            self.over_https(b"GET / HTTP/1.1\r\n\r\n", name="other.example.vn")
        self.assertEqual(self.get("/", host="other.example.vn")[0], 421)
        with socket.create_connection(("127.0.0.1", self.http), timeout=PATIENCE) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: other.example.vn\r\n\r\n")
            self.assertEqual(line.makefile("rb").read(), b"")

    def test_without_https_it_leads_to_https_but_for_the_proof_of_the_name(self):
        proof = self.folder / "acme/.well-known/acme-challenge"
        proof.mkdir(parents=True)
        (proof / "proof").write_text("proof")
        line = http.client.HTTPConnection("127.0.0.1", self.http, timeout=PATIENCE)
        line.request("GET", "/d/x?l=en", headers={"Host": HOST})
        answer = line.getresponse()
        answer.read()
        self.assertEqual((answer.status, answer.headers["Location"]), (308, f"https://{HOST}/d/x?l=en"))
        line.request("GET", "/.well-known/acme-challenge/proof", headers={"Host": HOST})
        self.assertEqual(line.getresponse().read(), b"proof")
        line.close()

    def test_the_staff_s_pages_and_the_figures_are_not_behind_it(self):
        for path in ("/quan-ly", "/quan-ly/vao", "/metrics", "/healthz"):
            self.assertEqual(self.get(path)[0], 404)

    def ask_staff(self, method, path, body="", **headers):
        more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return self.over_https((f"{method} {path} HTTP/1.1\r\nHost: {STAFF_HOST}\r\nConnection: close\r\n{more}"
                                f"Content-Length: {len(body)}\r\n\r\n{body}").encode(), STAFF_HOST, self.staff)

    def test_the_staff_log_in_over_https_by_a_name_of_the_office(self):
        form = f"ten=lan&mat-khau={PASSWORD.replace(' ', '+')}"
        status, headers, _ = self.ask_staff("POST", "/quan-ly/vao", form, Origin=f"https://{STAFF_HOST}",
                                            **{"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual((status, headers["Location"]), (303, "/quan-ly"))
        self.assertIn("; Secure", headers["Set-Cookie"])
        cookie = headers["Set-Cookie"].split(";")[0]
        status, headers, _ = self.ask_staff("GET", "/quan-ly", Cookie=cookie)
        self.assertEqual((status, headers["Strict-Transport-Security"]), (200, "max-age=31536000"))
        period = time.strftime("%G-W%V", time.gmtime(time.time() + 7 * 3600))
        self.assertEqual(self.rows("SELECT note FROM entry WHERE note LIKE 'staff %' ORDER BY seq"),
                         [("staff lan: log-in",), (f"staff lan: board {period}",)])
        self.assertNotIn(cookie.split("=")[1], (self.folder / "sipas-staff.log").read_text())
        self.assertEqual(self.over_https(f"GET /quan-ly HTTP/1.1\r\nHost: {STAFF_HOST}\r\n\r\n".encode())[0], 421)


if __name__ == "__main__":
    unittest.main()
