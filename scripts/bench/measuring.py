"""One database measured: every page beside its floor, on one connection, in one go."""

import gc
import re
import statistics
import time
from dataclasses import asdict, dataclass

from tqdm import tqdm

from scripts.bench.goals import ALLOWANCE
from scripts.bench.visiting import Visitor, load

WARM_UP = 2
LEAST = 5
"""Repetitions that everything has, however long it takes."""


class WrongPageError(Exception):
    """What came is not the page that was meant, or does not show what its floor counts."""


@dataclass(frozen=True)
class Effort:
    """How much is measured of each page.

    `repetitions` at most, and no more of them once `seconds` are over; then visitors come for `load_seconds`, 0 for
    none of them, or `main_load_seconds` where the page is one of the main ones.
    """

    repetitions: int = 30
    seconds: float = 6
    connections: int = 16
    load_seconds: float = 0
    main_load_seconds: float = 0


@dataclass
class Row:
    """What was measured of one page. Times are medians in milliseconds; `p95_ms` is of the server's time.

    The least of each time is what a machine that is busy otherwise tells best; `cpu_ms` is Python's part of it.
    """

    page: str
    kind: str
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

    @property
    def as_dict(self):
        return {name: round(value, 2) if isinstance(value, float) else value for name, value in asdict(self).items()}


class Measurer:
    """Measures pages on one database, whose server runs at `port`. `sessions` are {role: cookie}."""

    def __init__(self, *, port, sessions, connection, places, database):
        self.port, self.sessions = port, sessions
        self.connection, self.places, self.database = connection, places, database

    def measure_all(self, pages, effort):
        """A Row for each page, with a progress bar on a terminal."""
        with tqdm(pages, desc=self.database, unit=" pages", disable=None) as bar:
            for page in bar:
                bar.set_postfix_str(page.name)
                yield self.measure(page, effort)

    def measure(self, page, effort):
        with Visitor(self.port, self.sessions[page.role]) as visitor:
            address = self.settled(visitor, page)
            answer = visitor.get(address)
            if self.connection:
                check(page, answer, page.floor.run(self.connection, self.places))
            row = self._measured(visitor, page, address, effort)
        seconds = effort.main_load_seconds if page.main else effort.load_seconds
        if seconds and page.kind != "export":
            session = self.sessions[page.role]
            row.requests_per_second = load(self.port, session, address, connections=effort.connections, seconds=seconds)
        return row

    def settled(self, visitor, page):
        """The page's address: the one to which the one that people type leads, where it leads anywhere."""
        address = page.address.format(**self.places)
        for _leads in range(3):
            answer = visitor.get(address)
            if answer.status == 200:
                return address
            if answer.status not in (301, 302) or "/accounts/login/" in answer.location:
                break
            address = re.sub(r"^\?", f"{address.partition('?')[0]}?", answer.location)
        raise WrongPageError(f"{address} answers {answer.status} {answer.location or ''}")

    def _measured(self, visitor, page, address, effort):
        floors, servers, works, wholes, queries = [], [], [], [], []
        for _ in range(WARM_UP):
            answer = visitor.get(address)
        gc.disable()
        ends = time.perf_counter() + effort.seconds
        while len(servers) < effort.repetitions and (len(servers) < LEAST or time.perf_counter() < ends):
            if self.connection:
                began = time.perf_counter()
                page.floor.run(self.connection, self.places)
                floors.append((time.perf_counter() - began) * 1000)
            wholes.append(visitor.get(address).whole_ms)
            measured = visitor.measured()
            servers.append(measured["server_ms"])
            works.append(measured["cpu_ms"])
            queries.append(measured["queries"])
        gc.enable()
        floor, server = statistics.median(floors or [0]), statistics.median(servers)
        return Row(
            page=page.name,
            kind=page.kind,
            address=address,
            database=self.database,
            obligations=self.places["obligations"],
            floor_ms=floor,
            server_ms=server,
            p95_ms=percentile_95(servers),
            whole_ms=statistics.median(wholes),
            whole_p95_ms=percentile_95(wholes),
            queries=max(queries),
            bytes=answer.sent,
            bytes_unpacked=len(answer.body),
            repetitions=len(servers),
            ratio=server / (floor + ALLOWANCE),
            floor_least_ms=min(floors or [0]),
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
