"""Somebody who looks at pages: one connection that is kept, one sign-in, the encodings that browsers accept."""

import gzip
import http.client
import json
import time
from dataclasses import dataclass
from threading import Thread

import brotli

MEASURED, PEAK = "/-/measured", "/-/peak"
"""Where the stopwatch around the program (scripts.bench.wsgi) answers."""

CODINGS = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
LONGEST = 300  # seconds that an answer may take


@dataclass(frozen=True)
class Answer:
    """What came of one request. Times are in milliseconds, sizes in bytes: as sent, and as it is when unpacked."""

    status: int
    location: str | None
    body: bytes
    sent: int
    whole_ms: float


class Visitor:
    """`with Visitor(port, session) as visitor:` asks for pages as the person whose session this is."""

    def __init__(self, port, session=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
        self.headers = {"Accept-Encoding": "gzip, deflate, br"} | ({"Cookie": session} if session else {})

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.connection.close()

    def get(self, address):
        began = time.perf_counter()
        self.connection.request("GET", address, headers=self.headers)
        response = self.connection.getresponse()
        sent = response.read()
        whole = (time.perf_counter() - began) * 1000
        body = CODINGS[response.headers.get("Content-Encoding")](sent)
        return Answer(response.status, response.headers.get("Location"), body, len(sent), whole)

    def measured(self):
        """Of the last request on this connection: server_ms, queries, and what memory its process used at most."""
        return json.loads(self.get(MEASURED).body)

    def watch_memory(self):
        """Memory of the process from now on; `idle_kib` is what it uses now."""
        return json.loads(self.get(PEAK).body)


def load(port, session, address, *, connections, seconds):
    """Answers a second to so many visitors at once, each of whom asks again as soon as the page is there."""
    ends = time.perf_counter() + seconds
    answered = []

    def visit():
        with Visitor(port, session) as visitor:
            while time.perf_counter() < ends:
                visitor.get(address)
                answered.append(time.perf_counter())

    began = time.perf_counter()
    threads = [Thread(target=visit) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(answered) / (max(answered) - began) if answered else 0.0
