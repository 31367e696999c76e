"""Whose files are: what root makes and replaces in a data folder belongs to the owner of the folder, a service."""
import os
import pathlib
import pwd
import shutil
import stat
import subprocess
import unittest

from command import ASSETS, SIPAS, Case, sipas

SERVICE = "nobody"


@unittest.skipUnless(os.geteuid() == 0, "only root hands files over")
class Owner(Case):
    def setUp(self):
        super().setUp()
        self.user = pwd.getpwnam(SERVICE)
        self.data = self.folder / "center"
        self.data.mkdir(mode=0o750)
        os.chown(self.data, self.user.pw_uid, self.user.pw_gid)
        self.run_done("init", "--data", self.data)

    def as_service(self, *arguments, **more):
        """Runs it as the service does; it needs nothing that root alone can read."""
        ended = subprocess.run(["setpriv", f"--reuid={self.user.pw_uid}", f"--regid={self.user.pw_gid}", "--clear-groups",
                                self.program(), *map(str, arguments)], capture_output=True, text=True,
                               env={**os.environ, "SIPAS_ASSETS": str(self.assets()), "XDG_CACHE_HOME": str(self.cache())}, **more)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return ended

    def program(self):
        """A copy where anybody may enter, for the build folder may be closed."""
        copy = self.folder / "sipas"
        if not copy.exists():
            shutil.copy(SIPAS, copy)
        return copy

    def assets(self):
        copy = self.folder / "assets"
        if not copy.exists():
            shutil.copytree(ASSETS, copy)
            if not (copy / "fonts").exists():
                shutil.copytree(ASSETS.parent / "fonts", copy / "fonts")
        return copy

    def cache(self):
        cache = self.folder / "cache"
        if not cache.exists():
            cache.mkdir()
            os.chown(cache, self.user.pw_uid, self.user.pw_gid)
        return cache

    def assert_handed_over(self, data=None):
        paths = sorted((data or self.data).rglob("*"))
        self.assertGreater(len(paths), 5)
        strange = [str(path) for path in paths
                   if (path.lstat().st_uid, path.lstat().st_gid) != (self.user.pw_uid, self.user.pw_gid)]
        self.assertEqual(strange, [])

    def open_to_the_service(self):
        """Not one of its commands is locked out."""
        self.assert_handed_over()
        self.as_service("verify", "--data", self.data)
        self.as_service("staff", "list", "--data", self.data)
        self.as_service("staff", "rotate-codes", "--data", self.data)

    def test_a_folder_that_is_there_is_filled_for_its_owner(self):
        self.open_to_the_service()

    def test_a_folder_that_root_makes_is_roots(self):
        self.run_done("init", "--data", self.folder / "own")
        self.assertEqual((self.folder / "own" / "keys").stat().st_uid, 0)

    def test_secrets_stay_private_and_go_to_the_service(self):
        sipas("staff", "add", "lan", "--data", self.data, input="mười hai chữ\n", check=True)
        sipas("staff", "set-pin", "--data", self.data, input="830264\n", check=True)
        self.run_done("staff", "rotate-codes", "--data", self.data)
        self.assert_handed_over()
        for name in ("accounts.ini", "staff.pin", "token.ini"):
            self.assertEqual(stat.S_IMODE((self.data / "keys" / name).stat().st_mode), 0o600, name)
        self.assertEqual(self.as_service("staff", "list", "--data", self.data).stdout, "lan\n")
        self.open_to_the_service()

    def test_a_device_that_root_makes_is_written_on_by_the_service(self):
        self.run_done("demo", "--data", self.data, "--count", 20, "--period", "2025-W45")
        csv = self.make_csv("paper.csv", "--count", 5, "--from", "2025-11-03", "--to", "2025-11-07")
        self.run_done("import", "--data", self.data, csv)
        self.open_to_the_service()
        self.as_service("demo", "--data", self.data, "--count", 20, "--period", "2025-W46")
        self.run_done("demo", "--data", self.data, "--count", 20, "--period", "2025-W47")
        self.open_to_the_service()

    def test_reports_that_root_files_are_amended_by_the_service(self):
        self.run_done("demo", "--data", self.data, "--count", 20, "--period", "2025-W45")
        (self.data / "reports").rmdir()
        self.run_done("weekly", "--data", self.data, "--today", "2025-11-10")
        self.open_to_the_service()
        self.run_done("demo", "--data", self.data, "--count", 20, "--period", "2025-W45", "--seed", 2, "--device", "late")
        self.assertIn("amended", self.as_service("weekly", "--data", self.data, "--today", "2025-11-10").stdout)
        self.open_to_the_service()

    def test_a_copy_that_root_pulls_and_the_keys_of_a_further_machine_go_to_the_service(self):
        outside = self.folder / "outside"
        self.run_done("init", "--data", outside, "--joins", self.data, "--device", "web")
        self.run_done("demo", "--data", outside, "--device", "web", "--count", 20, "--period", "2025-W45")
        self.run_done("bundle", "--data", outside, "-o", self.folder / "a.sipas")
        self.run_done("pull", "--data", self.data, self.folder / "a.sipas")
        self.open_to_the_service()

    def test_no_link_is_followed_out_of_the_folder(self):
        other, second = self.write("other", "root's"), self.write("second", "root's")
        self.run_done("demo", "--data", self.data, "--count", 20, "--period", "2025-W45")
        device = self.data / "devices" / "demo"
        (device / "link").symlink_to(other)
        (device / "name").hardlink_to(second)
        self.run_done("demo", "--data", self.data, "--count", 20, "--period", "2025-W46")
        self.assertEqual([path.stat().st_uid for path in (other, second)], [0, 0])


class NotRoot(Case):
    def test_who_is_not_root_owns_what_is_made(self):
        data = self.center()
        self.run_done("demo", "--data", data, "--count", 20, "--period", "2025-W45")
        self.assertEqual({path.stat().st_uid for path in pathlib.Path(data).rglob("*")}, {os.geteuid()})


if __name__ == "__main__":
    unittest.main()
