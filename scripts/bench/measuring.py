"""One database measured: every page beside its floor, on one connection, in one go."""

import gc
import re
import statistics
import time
from dataclasses import asdict, dataclass

from scripts.bench.goals import ALLOWANCE
from scripts.bench.visiting import Visitor, load

LEAST = 3
"""Repetitions that every page has, however long it takes."""

KIB_IN_MIB = 1024


class WrongPageError(Exception):
    """What came is not the page that was meant, or does not show what its floor counts."""


@dataclass(frozen=True)
class Effort:
    """How much is measured of each page.

    `repetitions` at most, and no more of them once `seconds` are over, or `main_seconds` where the page is one of the
    main ones; to these, `connections` visitors then come for `load_seconds`, 0 for none of them.
    """

    repetitions: int = 30
    seconds: float = 0.7
    main_seconds: float = 2
    connections: int = 16
    load_seconds: float = 0


@dataclass
class Row:
    """What was measured of one page. Times are medians in milliseconds; `p95_ms` is of the server's time.

    The least of each time is what a machine that is busy otherwise tells best; `cpu_ms` is Python's part of it.
    """

    page: str
    kind: str
    main: bool
    address: str
    database: str
    obligations: int
    floor_ms: float
    server_ms: float
    p95_ms: float
    whole_ms: float
    whole_p95_ms: float
    queries: int
    bytes: int
    bytes_unpacked: int
    repetitions: int
    ratio: float
    floor_least_ms: float
    server_least_ms: float
    cpu_ms: float
    requests_per_second: float | None = None
    more_mib: float | None = None
    """What a file takes of memory beyond what its process had before."""

    @property
    def as_dict(self):
        return {name: round(value, 2) if isinstance(value, float) else value for name, value in asdict(self).items()}


class Measurer:
    """Measures pages on one database, whose server runs at `port`. `sessions` are {role: cookie}."""

    def __init__(self, *, port, sessions, connection, places, database):
        self.port, self.sessions = port, sessions
        self.connection, self.places, self.database = connection, places, database

    def measure(self, page, effort):
        """The Row of one page."""
        with Visitor(self.port, self.sessions[page.role]) as visitor:
            if page.kind == "export":
                return self._file(visitor, page)
            address, _answer = self.settled(visitor, page)  # what is first asked for is still put together
            answer, found, *samples = self._samples(visitor, page, address, effort)
            if self.connection:
                check(page, answer, found)
            row = self._row(page, address, answer, *samples)
        if page.main and effort.load_seconds:
            many = {"connections": effort.connections, "seconds": effort.load_seconds}
            row.requests_per_second = load(self.port, self.sessions[page.role], address, **many)
        return row

    def settled(self, visitor, page):
        """The page's address, the one to which the one that people type leads if it leads on; and its answer."""
        address = page.address.format(**self.places)
        for _leads in range(3):
            answer = visitor.get(address)
            if answer.status == 200:
                return address, answer
            if answer.status not in (301, 302) or "/accounts/login/" in answer.location:
                break
            address = re.sub(r"^\?", f"{address.partition('?')[0]}?", answer.location)
        raise WrongPageError(f"{address} answers {answer.status} {answer.location or ''}")

    def _file(self, visitor, page):
        """A file takes long: it is asked for once, by a process that was idle, whose memory is watched."""
        visitor.get("/health/")
        idle = visitor.watch_memory()["idle_kib"]
        address, answer = self.settled(visitor, page)
        measured = visitor.measured()
        floor, _found = self._floor(page)
        row = self._row(page, address, answer, [floor], [measured | {"whole_ms": answer.whole_ms}])
        row.more_mib = (measured["peak_kib"] - idle) / KIB_IN_MIB if idle else None
        return row

    def _samples(self, visitor, page, address, effort):
        """The last answer and the floor's last rows; milliseconds of each floor, and what each page took, by turns."""
        floors, samples = [], []
        gc.disable()
        ends = time.perf_counter() + (effort.main_seconds if page.main else effort.seconds)
        while len(samples) < effort.repetitions and (len(samples) < LEAST or time.perf_counter() < ends):
            floor, found = self._floor(page)
            floors.append(floor)
            answer = visitor.get(address)
            samples.append(visitor.measured() | {"whole_ms": answer.whole_ms})
        gc.enable()
        return answer, found, floors, samples

    def _floor(self, page):
        """Milliseconds of the floor, and its rows."""
        if not self.connection:
            return 0, None
        began = time.perf_counter()
        found = page.floor.run(self.connection, self.places)
        return (time.perf_counter() - began) * 1000, found

    def _row(self, page, address, answer, floors, samples):
        floor = statistics.median(floors)
        servers, wholes, works = ([one[name] for one in samples] for name in ("server_ms", "whole_ms", "cpu_ms"))
        server = statistics.median(servers)
        return Row(
            page=page.name,
            kind=page.kind,
            main=page.main,
            address=address,
            database=self.database,
            obligations=self.places["obligations"],
            floor_ms=floor,
            server_ms=server,
            p95_ms=percentile_95(servers),
            whole_ms=statistics.median(wholes),
            whole_p95_ms=percentile_95(wholes),
            queries=max(one["queries"] for one in samples),
            bytes=answer.sent,
            bytes_unpacked=len(answer.body),
            repetitions=len(samples),
            ratio=server / (floor + ALLOWANCE),
            floor_least_ms=min(floors),
            server_least_ms=min(servers),
            cpu_ms=min(works),
        )


def percentile_95(values):
    """The smallest of the values that 95 of a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[-(-len(ordered) * 95 // 100) - 1]


def check(page, answer, found):
    """That the page shows the figures that its floor counts. Raises WrongPageError."""
    if page.shows is None:
        return
    text = re.sub(r"<[^>]+>|\s+", " ", answer.body.decode())
    for number in page.shows(found):
        if not re.search(rf"(?<![\d,]){number:,}(?![\d,])|(?<!\d){number}(?!\d)", text):
            raise WrongPageError(f"the floor counts {number:,}, which the page does not show")
