"""A PostgreSQL server of our own, for the tests and for measuring: started and stopped by whoever needs it."""

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


QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Nobody minds if the data is lost, so the server need not wait for the disk."""


class Cluster:
    """A server of our own, reached through a socket in a temporary folder, so that no port can be taken.

    Its data is thrown away at the end, unless it is told of a folder to keep it in. `settings` are those of
    postgresql.conf. PostgreSQL refuses to run as root; there it runs as the user postgres, or else nobody.
    """

    def __init__(self, keep: Path | None = None, settings=QUICK):
        self.binaries = find_binaries()
        # The socket's whole path may have no more than 103 characters, which macOS's own TMPDIR uses up.
        self.folder = Path(tempfile.mkdtemp(prefix="tracker-pg-", dir="/tmp"))
        self.home = keep or self.folder
        self.settings = settings
        self.server = None

    @property
    def url(self) -> str:
        """What DATABASE_URL is set to."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgres://postgres@/{self.folder}/{database}"

    def start(self):
        """Create the cluster where there is none, and wait until it answers.

        Raises PostgreSQLError with the server's own words.
        """
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self):
        self.home.mkdir(exist_ok=True)
        as_user = _unprivileged(self.folder, self.home)
        data = self.home / "data"
        if not (data / "PG_VERSION").exists():
            self._create(as_user, data)
        log = self.folder / "log"
        options = [f"--{name}={value}" for name, value in {"listen_addresses": "", **self.settings}.items()]
        with log.open("w") as output:
            # Of its own session, for Ctrl-C in the terminal is for the tests, which then stop the server in order.
            self.server = subprocess.Popen(
                [*as_user, *ends_with_us(), self.binaries / "postgres", "-D", data, "-k", self.folder, *options],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                cwd=self.folder,
            )
        self._wait(data / "postmaster.pid", log)

    def _create(self, as_user, data):
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

    def _wait(self, status: Path, log: Path):
        until = time.monotonic() + 60
        # Where the data is kept, a server that was killed may have left its own file.
        ours = f"{self.server.pid}\n"
        while not (status.is_file() and (said := status.read_text()).startswith(ours) and "ready" in said):
            if self.server.poll() is not None or time.monotonic() > until:
                raise PostgreSQLError(f"PostgreSQL did not start: {log.read_text().strip()}")
            time.sleep(0.05)

    def stop(self):
        """Stop the server, whoever is connected, and remove its data where it is not kept."""
        if self.server and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
            try:
                self.server.wait(30)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _unprivileged(*folders: Path) -> list[str]:
    """The words before a command that run it as somebody else where we are root, who then owns these folders."""
    if os.geteuid():
        return []
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    who = names.get("postgres") or names["nobody"]
    for folder in folders:
        os.chown(folder, who.pw_uid, who.pw_gid)
    return ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups", "--"]


def ends_with_us(how="INT") -> list[str]:
    """The words before a command by which, on Linux, it ends with us even where we are killed."""
    return ["setpriv", f"--pdeathsig={how}", "--"] if shutil.which("setpriv") else []
