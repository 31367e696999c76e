"""The removable drive on real mounts: a memory file system and, where loop devices are to be had, ext4 on one.

Runs itself anew in a mount namespace of its own (as root, or in a user namespace), so that nothing of the machine is
touched. Exit status 77 when the machine allows neither; the reason is printed.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PUT = sys.argv[1]
NONE, MANY, FULL, READ_ONLY, GONE, DIFFERS = range(6)


def content(number, size):
    return bytes((i * 7 + number) % 256 for i in range(size))


class Drive(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="sipas-drive-"))
        self.media = self.folder / "media"
        self.usb = self.media / "clerk" / "USB STICK"
        self.usb.mkdir(parents=True)
        self.mounted = []

    def tearDown(self):
        for mount in reversed(self.mounted):
            subprocess.run(["umount", "-l", mount], stderr=subprocess.DEVNULL, check=False)
        shutil.rmtree(self.folder)

    def mount(self, *arguments, at=None):
        at = at or self.usb
        at.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", *arguments, at], check=True)
        self.mounted.append(at)
        return at

    def put(self, *arguments):
        done = subprocess.run([PUT, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done.stdout.strip()

    def fails(self, kind, *arguments):
        self.assertTrue(self.put(*arguments).startswith(f"{kind} "), self.put(*arguments))

    def leftovers(self):
        return [path for path in self.usb.rglob(".*")]

    def test_no_drive_is_told(self):
        self.fails(NONE, "find", self.media)

    def test_a_mounted_drive_is_found_also_with_a_space_in_its_name(self):
        self.mount("-t", "tmpfs", "usb")
        self.assertEqual(self.put("find", self.folder / "other", self.media), str(self.usb))

    def test_what_is_mounted_elsewhere_is_no_drive(self):
        self.mount("-t", "tmpfs", "usb", at=self.folder / "media-of-another" / "usb")
        self.fails(NONE, "find", self.media)

    def test_two_drives_are_one_too_many(self):
        self.mount("-t", "tmpfs", "usb")
        self.mount("-t", "tmpfs", "usb", at=self.media / "second")
        self.fails(MANY, "find", self.media)

    def test_files_are_written_whole_and_nothing_else(self):
        self.mount("-t", "tmpfs", "usb")
        self.assertEqual(self.put("write", self.usb, 3, 100_000), "written")
        self.assertEqual(sorted(path.name for path in self.usb.rglob("*")), ["0.bin", "1.bin", "2.bin", "week"])
        for number in range(3):
            self.assertEqual((self.usb / "week" / f"{number}.bin").read_bytes(), content(number, 100_000))

    def test_an_older_file_is_replaced_and_a_part_of_one_cleared(self):
        self.mount("-t", "tmpfs", "usb")
        (self.usb / "week").mkdir()
        (self.usb / "week" / "0.bin").write_bytes(b"older")
        (self.usb / "week" / ".0.bin.part").write_bytes(b"of a drive that was pulled")
        self.assertEqual(self.put("write", self.usb, 1, 1000), "written")
        self.assertEqual((self.usb / "week" / "0.bin").read_bytes(), content(0, 1000))
        self.assertEqual(self.leftovers(), [])

    def test_a_full_drive_is_told_and_keeps_what_it_had(self):
        self.mount("-t", "tmpfs", "-o", "size=256k", "usb")
        (self.usb / "week").mkdir()
        (self.usb / "week" / "1.bin").write_bytes(b"older")
        self.fails(FULL, "write", self.usb, 2, 200_000)
        self.assertEqual((self.usb / "week" / "0.bin").read_bytes(), content(0, 200_000))
        self.assertEqual((self.usb / "week" / "1.bin").read_bytes(), b"older")
        self.assertEqual(self.leftovers(), [])

    def test_a_locked_drive_is_told(self):
        self.mount("-t", "tmpfs", "-o", "ro", "usb")
        self.fails(READ_ONLY, "write", self.usb, 1, 1000)

    def test_a_drive_that_is_no_longer_mounted_is_not_the_disk_beneath(self):
        self.fails(GONE, "write", self.usb, 1, 1000)
        self.assertEqual(list(self.usb.iterdir()), [])

    def test_a_link_on_the_drive_leads_nowhere(self):
        self.mount("-t", "tmpfs", "usb")
        outside = self.folder / "outside"
        outside.mkdir()
        (self.usb / "week").symlink_to(outside)
        self.assertNotEqual(self.put("write", self.usb, 1, 1000), "written")
        self.assertEqual(list(outside.iterdir()), [])

    def test_a_drive_pulled_while_it_is_written_is_told(self):
        self.mount("-t", "tmpfs", "-o", "size=1g", "usb")
        writing = subprocess.Popen([PUT, "write", self.usb, "400", "1000000"], stdout=subprocess.PIPE, text=True)
        while not (self.usb / "week" / "3.bin").exists():
            self.assertIsNone(writing.poll())
            time.sleep(0.001)
        writing.send_signal(signal.SIGSTOP)
        self.assertFalse((self.usb / "week" / "399.bin").exists(), "it was over before it could be pulled")
        subprocess.run(["umount", "-l", self.usb], check=True)
        writing.send_signal(signal.SIGCONT)
        self.assertTrue(writing.communicate(timeout=120)[0].startswith(f"{GONE} "))
        self.assertEqual(list(self.usb.iterdir()), [])

    def loop_ext4(self, image):
        subprocess.run(["truncate", "-s", "64M", image], check=True)
        subprocess.run(["mkfs.ext4", "-q", "-O", "^has_journal", image], check=True)
        try:
            self.mount("-o", "loop", image)
        except subprocess.CalledProcessError:
            self.skipTest("no loop device is to be had here")

    def test_a_block_device_is_written_and_read_back_from_its_medium(self):
        self.loop_ext4(self.folder / "image")
        self.assertEqual(self.put("write", self.usb, 2, 3_000_000), "written")
        self.assertEqual((self.usb / "week" / "1.bin").read_bytes(), content(1, 3_000_000))

    def test_a_failing_block_device_is_told(self):
        small = self.mount("-t", "tmpfs", "-o", "size=4m", "small", at=self.folder / "small")
        self.loop_ext4(small / "image")
        answer = self.put("write", self.usb, 20, 1_000_000)
        # Some kernels fail the sync, others lose the bytes in silence: then only the reading back tells.
        self.assertTrue(answer.startswith((f"{GONE} ", f"{DIFFERS} ")), answer)


def alone():
    """Goes on in a mount namespace of its own."""
    for unshare in (["unshare", "-m"], ["unshare", "-rm"]):
        able = subprocess.run([*unshare, "mount", "-t", "tmpfs", "probe", "/mnt"], capture_output=True, check=False)
        if able.returncode == 0:
            os.environ["SIPAS_TEST_ALONE"] = "1"
            os.execvp("unshare", [*unshare, sys.executable, *sys.argv])
    print("skipped: this machine allows no mount, neither as root nor in a user namespace")
    sys.exit(77)


if __name__ == "__main__":
    if "SIPAS_TEST_ALONE" not in os.environ:
        alone()
    unittest.main(argv=sys.argv[:1], verbosity=2)
