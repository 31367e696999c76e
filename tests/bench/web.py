"""The phone's page under load by wrk: ratings beside single transactions and beside a server that stores nothing, the
form beside nginx, memory and the slowest of a hundred with many clients."""
import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CLIENTS = (1, 32, 128, 1000)
OF_THE_SERVER = ("Date", "Content-Length", "Connection", "Content-Type", "Server")  # each sends its own
UNIT_MS = {"us": 0.001, "ms": 1, "s": 1000}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port):
    for _ in range(200):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}")


class Load:
    def __init__(self, bench):
        self.bench, self.helpers = bench, bench.helpers
        self.folder = bench.work / "web"
        self.data = self.folder / "data"
        self.folder.mkdir()
        self.running = []
        bench.command("init", "--data", self.data)
        self.ports = {name: free_port() for name in ("ours", "staff", "status", "single", "bare", "nginx")}
        ini = self.data / "center.ini"
        text = ini.read_text(encoding="utf-8")
        for key, name in (("listen", "ours"), ("staff-listen", "staff"), ("status-listen", "status")):
            text, found = re.subn(rf"(?m)^{key} = .*$", f"{key} = 127.0.0.1:{self.ports[name]}", text)
            assert found == 1, key
        ini.write_text(text, encoding="utf-8")

    def start(self, name, *command):
        process = subprocess.Popen([str(c) for c in command], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        self.running.append(process)
        wait_for(self.ports[name])
        return process

    def start_all(self):
        self.ours = self.start("ours", self.bench.bin / "sipas-web", "--data", self.data)
        self.start("single", self.helpers / "bench_web_single", self.data, self.ports["single"])
        self.start("bare", self.helpers / "bench_web_bare", self.ports["bare"], self.headers_of_a_rating())

    def headers_of_a_rating(self):
        """A file of the headers that thank for a rating, which the yardstick sends too."""
        form = subprocess.run([self.helpers / "bench_web_bodies", self.data, "1"], check=True, capture_output=True).stdout
        asked = http.client.HTTPConnection("127.0.0.1", self.ports["ours"])
        asked.request("POST", "/d", form.strip(), {"Content-Type": "application/x-www-form-urlencoded"})
        answer = asked.getresponse()
        assert answer.status == 303, answer.status
        file = self.folder / "headers"
        file.write_text("".join(f"{name}: {value}\n" for name, value in answer.getheaders() if name not in OF_THE_SERVER))
        return file

    def end_all(self):
        for process in reversed(self.running):
            process.stdin.close()
            process.terminate()
            process.wait(60)

    def wrk(self, name, clients, seconds, path="/", forms=None):
        script = ["-s", ROOT / "tests/bench/web.lua"] if forms else []
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "--timeout", "30s", *script,
                   f"http://127.0.0.1:{self.ports[name]}{path}", *(["--", forms] if forms else [])]
        told = subprocess.run([str(c) for c in command], check=True, text=True, capture_output=True).stdout
        for trouble in ("Non-2xx", "Socket errors"):
            if trouble in told:
                raise SystemExit(f"{name}, {clients} clients: {told}")
        figure, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", told).groups()
        return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]), float(figure) * UNIT_MS[unit]

    def ratings(self, name, clients, seconds, most):
        """Each round has forms of its own: a link is good for one rating."""
        forms = self.folder / "forms"
        with open(forms, "wb") as out:
            subprocess.run([self.helpers / "bench_web_bodies", self.data, str(most * seconds)], stdout=out, check=True)
        return self.wrk(name, clients, seconds, "/d", forms)

    def stored(self):
        journal = self.data / "devices/web/journal.db"
        told = subprocess.run(["sqlite3", journal, "SELECT count(*) FROM entry WHERE kind = 1"], check=True, text=True,
                              capture_output=True)
        return int(told.stdout)

    def form(self):
        token = subprocess.run([self.helpers / "bench_web_bodies", self.data, "token"], check=True, text=True,
                               capture_output=True).stdout.strip()
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports['ours']}/d/{token}") as page:
            headers = [(name, value) for name, value in page.getheaders() if name not in OF_THE_SERVER]
            return f"/d/{token}", page.read(), headers

    def start_nginx(self, page, headers):
        root = self.folder / "nginx"
        (root / "tmp").mkdir(parents=True)
        (root / "form.html").write_bytes(page)
        temporary = "\n".join(f"  {kind}_temp_path {root}/tmp/{kind};"
                              for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        more = "\n".join(f'    add_header {name} "{value}";' for name, value in headers)
        (root / "nginx.conf").write_text(f"""daemon off; {"user root; " if os.getuid() == 0 else ""}worker_processes auto; pid {root}/pid; error_log {root}/error;
events {{ worker_connections 2048; }}
http {{
{temporary}
  access_log off; sendfile on; tcp_nopush on;
  types {{ text/html html; }} charset utf-8; etag off; if_modified_since off;
  server {{ listen 127.0.0.1:{self.ports['nginx']}; root {root};
{more}
  }}
}}
""")
        self.start("nginx", "nginx", "-e", root / "error", "-c", root / "nginx.conf")


def high_water_mb(pid):
    line = next(l for l in Path(f"/proc/{pid}/status").read_text().splitlines() if l.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def in_rounds(rounds, *measures):
    """Medians of what each measure gives, rate and slowest of a hundred, taken in turns."""
    taken = [[measure() for measure in measures] for _ in range(rounds)]
    return [tuple(statistics.median(figure) for figure in zip(*column)) for column in zip(*taken)]


def measure(bench):
    load = Load(bench)
    rounds, seconds, most = bench.size(5, 1), bench.size(4, 2), 180_000
    try:
        load.start_all()
        at_32 = in_rounds(rounds, *(lambda name=name: load.ratings(name, 32, seconds, most)
                                    for name in ("ours", "single", "bare")))
        ours, single, bare = (rate for rate, _ in at_32)
        line = bench.table.line
        line("ratings from phones, 32 clients", ours, "each in a transaction of its own, same server", single, "1/s", None)
        bench.table.plain("  times as many", ours / single, "x", 5, at_least=True)
        line("ratings from phones, 32 clients", ours, "bare libmicrohttpd, same answer, stores nothing", bare, "1/s", None)
        bench.table.plain("  of its rate", ours / bare, "x", 0.3, at_least=True)
        many = in_rounds(rounds, *(lambda clients=clients: load.ratings("ours", clients, seconds, most)
                                   for clients in CLIENTS))
        for clients, (rate, slow) in zip(CLIENTS, many):
            bench.table.plain(f"ratings from phones, {clients} clients", rate, "1/s")
            bench.table.plain("  the slowest of a hundred", slow, "ms")
        path, page, headers = load.form()
        load.start_nginx(page, headers)
        (form, _), (static, _) = in_rounds(rounds, lambda: load.wrk("ours", 32, seconds, path),
                                           lambda: load.wrk("nginx", 32, seconds, "/form.html"))
        line(f"the form, {len(page):,} bytes", form, "nginx, the same headers, the bytes as a file", static, "1/s", None)
        bench.table.plain("  of its rate", form / static, "x", 1, at_least=True)
        bench.table.plain("resident memory at most, 1,000 clients", high_water_mb(load.ours.pid), "MB", 40)
    finally:
        load.end_all()
    bench.table.plain("ratings in the journal after all that", load.stored(), "")
    shutil.rmtree(load.folder)
