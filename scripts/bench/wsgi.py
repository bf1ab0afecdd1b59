"""The program with a stopwatch around it, for gunicorn: what the last request took, said at an address of its own.

The product knows nothing of this. `/-/measured` tells of the last request that this process has answered, and
`/-/peak` begins anew to watch how much memory the process uses at most.
"""

import gc
import json
import os
import re
from pathlib import Path
from time import perf_counter, thread_time

from django.db import connection

from scripts.bench.visiting import MEASURED, PEAK
from tracker.wsgi import application as program

PROCESS = Path("/proc/self")


class Measured:
    """The answer to one request, followed to the end of its body."""

    last = {}

    def __init__(self, environ, start_response):
        self.queries = 0
        self.began, self.worked = perf_counter(), thread_time()
        with connection.execute_wrapper(self._count):
            self.body = program(environ, start_response)

    def _count(self, execute, *args):
        self.queries += 1
        return execute(*args)

    def __iter__(self):
        with connection.execute_wrapper(self._count):
            yield from self.body
        Measured.last = {
            "server_ms": (perf_counter() - self.began) * 1000,
            "cpu_ms": (thread_time() - self.worked) * 1000,
            "queries": self.queries,
        }

    def close(self):
        if hasattr(self.body, "close"):
            self.body.close()


def application(environ, start_response):
    if environ["PATH_INFO"] == MEASURED:
        return _tell(start_response, Measured.last | {"process": os.getpid(), "peak_kib": _memory("VmHWM")})
    if environ["PATH_INFO"] == PEAK:
        gc.collect()
        if (PROCESS / "clear_refs").exists():
            (PROCESS / "clear_refs").write_text("5")
        return _tell(start_response, {"process": os.getpid(), "idle_kib": _memory("VmRSS")})
    return Measured(environ, start_response)


def _memory(name):
    """A line of what Linux says of this process, in KiB; None elsewhere."""
    status = PROCESS / "status"
    found = status.exists() and re.search(rf"^{name}:\s+(\d+) kB", status.read_text(), re.MULTILINE)
    return int(found[1]) if found else None


def _tell(start_response, facts):
    body = json.dumps(facts).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
