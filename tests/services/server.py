"""The tracker as a process of its own on the tests' database, which a test may kill and start again."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def database_url() -> str:
    """The address of the database that the tests write to."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    given = urlsplit(os.environ["DATABASE_URL"])
    return given._replace(path=f"{given.path.rpartition('/')[0]}/{name}").geturl()  # a socket's folder goes before it


def gather_static(folder: Path) -> dict[str, str]:
    """Gather the static files into the folder, unless that was done before.

    Returns the environment of an installation that serves them.
    """
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.services.production",
        "STATIC_ROOT": str(folder),
        "DEBUG": "off",
        "SECURE_SSL_REDIRECT": "off",
        "SECURE_COOKIES": "off",
    }
    if not (folder / "staticfiles.json").exists():
        gather = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
        subprocess.run(gather, cwd=ROOT, env=os.environ | environment, check=True)
    return environment


class Server:
    """Gunicorn on a free port, which it keeps when it is started again; `environment` is set besides the tests' own."""

    def __init__(self, **environment):
        self.environment = environment
        self.port = 0
        self.process = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        """Returns once the port is open: what is asked before the worker is there waits."""
        threads = ["--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *threads, "--bind", f"127.0.0.1:{self.port}", "tracker.wsgi"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": database_url()} | self.environment,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        said = []
        for line in self.process.stderr:
            said.append(line)
            if listens := re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", line):
                self.port = int(listens[1])
                return
        raise RuntimeError("".join(said))

    def kill(self):
        """At once, with its workers, as when the machine loses power."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process.stderr.close()
            self.process = None
