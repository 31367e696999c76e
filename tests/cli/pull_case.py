"""A center and a public server of it, for the tests of `sipas pull` and `sipas bundle`."""
from command import DONE, Case, sipas

DAY = "2025-11-05"


class Pulling(Case):
    def setUp(self):
        super().setUp()
        self.data = self.center()
        self.web = self.join("web")
        self.files = 0

    def join(self, device):
        data = self.folder / device
        self.run_done("init", "--joins", self.data, "--device", device, "--data", data)
        return data

    def rate(self, data, device, *levels, area="dat-dai"):
        self.files += 1
        lines = [f"{DAY}T10:{self.files:02}:00,{area},phone,{level}" for level in levels]
        file = self.write(f"{self.files}.csv", "\n".join(["taken_at,area,channel,tthc", *lines, ""]))
        self.run_done("import", "--data", data, "--device", device, file)

    def bundle(self, name, *arguments, data=None):
        file = self.folder / name
        self.run_done("bundle", "--data", data or self.web, "-o", file, *arguments)
        return file

    def pull(self, source, *arguments, status=DONE, **more):
        ended = sipas("pull", "--data", self.data, *arguments, source, **more)
        self.assertEqual(ended.returncode, status, ended.stderr)
        return ended

    def pulled(self, source, *arguments, **more):
        ended = self.pull(source, *arguments, **more)
        self.assertEqual(ended.stderr, "")
        return ended.stdout.splitlines()

    def refused(self, source, status, *parts, arguments=(), **more):
        """It is refused, and nothing of the center's is changed."""
        before = self.tree(self.data)
        self.assert_refused(sipas("pull", "--data", self.data, *arguments, source, **more), status, *parts)
        self.assertEqual(self.tree(self.data), before)

    def counts(self):
        return self.report(self.data, "--period", f"week:{DAY}")["rows"][0]["counts"]

    def head(self, data, device):
        lines = self.run_done("verify", "--data", data).stdout.splitlines()
        return next(line for line in lines if line.startswith(f"{device}: sound"))

    def assert_alike(self, device="web", data=None):
        self.assertEqual(self.head(self.data, device), self.head(data or self.web, device))
