"""A PostgreSQL server of the suite's own: started in a temporary folder, stopped and removed at the end."""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

OLDEST = 15
MISSING = (
    f"PostgreSQL {OLDEST} or newer is not installed. Install it (Debian: apt-get install postgresql; "
    "macOS: brew install postgresql), or set TEST_DATABASE_URL to a server on which databases may be created."
)
PLACES = [
    *os.environ.get("PATH", "").split(os.pathsep),
    *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True),
    *sorted(map(str, Path("/opt/homebrew/opt").glob("postgresql*/bin")), reverse=True),
    *sorted(map(str, Path("/usr/local/opt").glob("postgresql*/bin")), reverse=True),
    *sorted(map(str, Path("/usr").glob("pgsql-*/bin")), reverse=True),
]


class PostgreSQLError(Exception):
    """There is no server to test on; the message says what to do about it."""


def find_binaries() -> Path:
    """The first folder whose initdb and postgres run and are new enough. Raises PostgreSQLError."""
    for place in map(Path, PLACES):
        if (place / "initdb").is_file() and (place / "postgres").is_file() and _version(place / "postgres") >= OLDEST:
            return place
    raise PostgreSQLError(MISSING)


def _version(postgres: Path) -> int:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        said = subprocess.run([postgres, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
        if found := re.search(r"\(PostgreSQL\) (\d+)", said):
            return int(found[1])
    return 0


class Cluster:
    """A throw-away server, reached through a socket in its own folder, so that no port can be taken.

    PostgreSQL refuses to run as root; there it runs as the user postgres, or else nobody.
    """

    def __init__(self):
        self.binaries = find_binaries()
        # The socket's whole path may have no more than 103 characters, which macOS's own TMPDIR uses up.
        self.folder = Path(tempfile.mkdtemp(prefix="tracker-pg-", dir="/tmp"))
        self.server = None

    @property
    def url(self) -> str:
        """What DATABASE_URL is set to."""
        return f"postgres://postgres@/{self.folder}/postgres"

    def start(self):
        """Create the cluster and wait until it answers. Raises PostgreSQLError with the server's own words."""
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self):
        as_user = _unprivileged(self.folder)
        data = self.folder / "data"
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        made = subprocess.run(
            [*as_user, self.binaries / "initdb", "--pgdata", data, *options],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
        )
        if made.returncode:
            raise PostgreSQLError(f"PostgreSQL's initdb failed: {made.stderr.strip()}")
        log = self.folder / "log"
        # Nobody minds if this data is lost, so the server need not wait for the disk.
        quick = ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        options = [f"--{setting}" for setting in quick]
        with log.open("w") as output:
            # Of its own session, for Ctrl-C in the terminal is for the tests, which then stop the server in order.
            self.server = subprocess.Popen(
                [*as_user, *_ends_with_us(), self.binaries / "postgres", "-D", data, "-k", self.folder, *options],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                cwd=self.folder,
            )
        self._wait(data / "postmaster.pid", log)

    def _wait(self, status: Path, log: Path):
        until = time.monotonic() + 60
        while not (status.is_file() and "ready" in status.read_text()):
            if self.server.poll() is not None or time.monotonic() > until:
                raise PostgreSQLError(f"PostgreSQL did not start: {log.read_text().strip()}")
            time.sleep(0.05)

    def stop(self):
        """Stop the server, whoever is connected, and remove its folder."""
        if self.server and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
            try:
                self.server.wait(30)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _unprivileged(folder: Path) -> list[str]:
    """The words before a command that run it as somebody else where we are root, who then owns `folder`."""
    if os.geteuid():
        return []
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    who = names.get("postgres") or names["nobody"]
    os.chown(folder, who.pw_uid, who.pw_gid)
    return ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups", "--"]


def _ends_with_us() -> list[str]:
    """On Linux the server ends with the suite even where that is killed."""
    return ["setpriv", "--pdeathsig=INT", "--"] if shutil.which("setpriv") else []
