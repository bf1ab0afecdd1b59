"""The program as an installation serves it: gunicorn with two workers, production's settings, on the loopback."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services.postgresql import ends_with_us

ROOT = Path(__file__).resolve().parents[2]
WORKERS, THREADS = 2, 8
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "tracker.settings",
    "DEBUG": "off",
    "SECRET_KEY": "only-for-measuring-which-wants-fifty-characters-here-too",
    "ALLOWED_HOSTS": "127.0.0.1",
    # There is no proxy before it that ends TLS.
    "SECURE_SSL_REDIRECT": "off",
    "SECURE_COOKIES": "off",
    "EMAIL_URL": "memorymail://",
    "LOG_LEVEL": "WARNING",
}
"""What an installation sets, for the program on 127.0.0.1."""


def settings_for(database_url):
    """The environment of a process of the program on this database."""
    return os.environ | PRODUCTION | {"DATABASE_URL": database_url}


def manage(database_url, *arguments, **kwargs):
    """Run a command of manage.py on this database. Raises CalledProcessError."""
    subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=settings_for(database_url), check=True, **kwargs
    )


def prepare(database_url):
    """What `make serve` does before it starts the program: the cache's table, and static files gathered."""
    manage(database_url, "createcachetable", "--verbosity", "0")
    manage(database_url, "collectstatic", "--no-input", "--verbosity", "0")


class Gunicorn:
    """`with Gunicorn(database_url) as port:` the port of 127.0.0.1 at which the program answers.

    Started as `make serve` does, on what `prepare` has made; its workers end with it.
    """

    def __init__(self, database_url, *, workers=WORKERS):
        self.database_url = database_url
        self.workers = workers
        self.process = None

    def __enter__(self):
        self.log = tempfile.TemporaryFile("w+")
        how = ["--worker-class", "gthread", "--workers", str(self.workers), "--threads", str(THREADS)]
        # An export of a hundred thousand rows may take longer than the half minute that gunicorn allows.
        how += ["--bind", "127.0.0.1:0", "--limit-request-line", "8190", "--no-control-socket", "--keep-alive", "60"]
        self.process = subprocess.Popen(
            [
                *ends_with_us("TERM"),
                sys.executable,
                "-m",
                "gunicorn",
                *how,
                "--pythonpath",
                str(ROOT),
                "scripts.bench.wsgi",
            ],
            cwd=ROOT,
            env=settings_for(self.database_url),
            stdout=self.log,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            return self._port()
        except BaseException:
            self.stop()
            raise

    def _port(self):
        said = []
        for line in self.process.stderr:
            said.append(line)
            if listens := re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", line):
                return int(listens[1])
        raise RuntimeError("".join(said))

    def __exit__(self, *_exception):
        self.stop()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.process.stderr.close()
        self.log.close()
