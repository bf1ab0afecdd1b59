"""How long `make run` takes on a database that is there already, until the first page is answered."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time

from scripts.bench.serving import ROOT

LONGEST = 120  # seconds


class NotSetUpError(Exception):
    """`make run` would install things first, which is not what is measured, and nothing that measuring may do."""


def check():
    """Raises NotSetUpError where `make setup` has not been run since its dependencies changed."""
    for made in (".venv/.stamp", "node_modules/.stamp", "static/dist/.stamp"):
        if subprocess.run(["make", "--question", made], cwd=ROOT, capture_output=True, check=False).returncode:
            raise NotSetUpError(f"{made} is not up to date: run make setup first.")


def seconds(database_url):
    """Seconds from `make run` to the first answer. Raises RuntimeError where none comes."""
    check()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    process = subprocess.Popen(
        ["make", "--silent", "run"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.perf_counter() - began < LONGEST and process.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
                connection.request("GET", "/accounts/login/")
                connection.getresponse().read()
                return time.perf_counter() - began
            time.sleep(0.05)
        raise RuntimeError("make run did not answer.")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:  # a server that is told to end while it starts may forget it
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
