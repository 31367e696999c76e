"""A real sshd on a port of its own, with keys of its own, that lets in whoever runs the test."""
import getpass
import os
import pathlib
import shlex
import socket
import subprocess
import time

SSHD = "/usr/sbin/sshd"
PRIVILEGE_SEPARATION = pathlib.Path("/run/sshd")


class Unavailable(Exception):
    """This machine or user cannot run sshd; the text says why."""


def make_key(file):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file], check=True)


class Sshd:
    def __init__(self, folder, path, environment):
        """`path` is the PATH of what is run through it."""
        if not os.path.exists(SSHD):
            raise Unavailable(f"no {SSHD}")
        if os.geteuid() == 0:
            PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
        self.folder = folder / "ssh"
        self.folder.mkdir(mode=0o700)
        self.user = getpass.getuser()
        make_key(self.folder / "host")
        make_key(self.folder / "client")
        (self.folder / "allowed").write_text((self.folder / "client.pub").read_text())
        self.settings = [f"SetEnv={name}={value}" for name, value in {"PATH": path, **environment}.items()]
        self.start()

    def configure(self):
        (self.folder / "config").write_text("\n".join([
            f"Port {self.port}", "ListenAddress 127.0.0.1", f"HostKey {self.folder}/host",
            f"AuthorizedKeysFile {self.folder}/allowed", f"PidFile {self.folder}/pid", "StrictModes no", "UsePAM no",
            "PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin prohibit-password",
            "SetEnv " + " ".join(f'"{setting[len("SetEnv="):]}"' for setting in self.settings), ""]))

    def start(self):
        for _ in range(10):  # another program may take the port first
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
            self.configure()
            self.log = open(self.folder / "log", "wb")
            self.process = subprocess.Popen([SSHD, "-D", "-e", "-f", self.folder / "config"], stdin=subprocess.DEVNULL,
                                            stdout=self.log, stderr=self.log)
            if self.answers():
                return
            self.stop()
        raise Unavailable((self.folder / "log").read_text().strip() or "sshd does not start")

    def answers(self):
        for _ in range(100):
            if self.process.poll() is not None:
                return False
            ended = subprocess.run([*self.command_words(), "-o", "BatchMode=yes", self.host(), "true"],
                                   stdin=subprocess.DEVNULL, capture_output=True, check=False)
            if ended.returncode == 0:
                return True
            if b"Permission denied" in ended.stderr:
                return False
            time.sleep(0.1)
        return False

    def host(self):
        return f"{self.user}@127.0.0.1"

    def command_words(self):
        return ["ssh", "-F", "none", "-p", str(self.port), "-i", str(self.folder / "client"), "-o", "IdentitiesOnly=yes",
                "-o", f"UserKnownHostsFile={self.folder}/known", "-o", "StrictHostKeyChecking=accept-new",
                "-o", "LogLevel=ERROR"]

    def command(self):
        """For $SIPAS_SSH."""
        return shlex.join(self.command_words())

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()
