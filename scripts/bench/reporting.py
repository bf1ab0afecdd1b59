"""What was measured, as tables: on the terminal, in README.md, and whole in docs/SPEED.md."""

import os
import platform
import re

from scripts.bench.goals import LARGE, SMALL, missed, size_of
from scripts.bench.serving import ROOT

MARKS = "<!-- {0}: make bench -->", "<!-- end of {0} -->"


def machine(version):
    """Facts of the machine, in words; `version` is PostgreSQL's."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores, Python {platform.python_version()}, PostgreSQL {version}, {platform.system()}"


def both(rows):
    """[(row at 50,000, row at 1,000,000)] by page, either of them None where it was not measured."""
    sizes = {SMALL: {}, LARGE: {}}
    for row in rows:
        if row["database"] == "postgresql":
            sizes[size_of(row)][row["page"]] = row
    names = list(dict.fromkeys([*sizes[SMALL], *sizes[LARGE]]))
    return [(sizes[SMALL].get(name), sizes[LARGE].get(name)) for name in names]


def verdict(rows):
    """Whether all goals are met, with words: a mark alone would not be read aloud."""
    said = [f"{words} at {_size(row)}" for row in rows if row for words in missed(row)]
    return f"✗ {', '.join(said)}" if said else "✓ met"


def _size(row):
    return "1,000,000" if size_of(row) == LARGE else "50,000"


HEAD = (
    "| page | floor | server | ratio | floor | server | ratio | growth | queries | KB sent | a second | goals |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n"
)


def table(rows, *, main=False):
    """The table in Markdown, of the main pages or of all. Milliseconds; first at 50,000, then at 1,000,000."""
    lines = [_line(small, large) for small, large in both(rows) if not main or (small or large)["main"]]
    return HEAD + "\n".join(lines)


def _line(small, large):
    either = small or large
    growth = f"{large['server_ms'] / small['server_ms']:.1f}×" if small and large else ""
    rate = next((row["requests_per_second"] for row in (small, large) if row and row["requests_per_second"]), None)
    cells = [
        either["page"],
        *_times(small),
        *_times(large),
        growth,
        str(max(row["queries"] for row in (small, large) if row)),
        f"{either['bytes'] / 1024:,.1f}",
        f"{rate:.0f}" if rate else "",
        verdict((small, large)),
    ]
    return f"| {' | '.join(cells)} |"


def _times(row):
    if not row:
        return ["", "", ""]
    return [f"{row['floor_ms']:.1f}", f"{row['server_ms']:.1f}", f"{row['ratio']:.1f}"]


def on_sqlite(rows):
    """What SQLite needs, in a sentence: the longest page, and those that take too long."""
    there = [row for row in rows if row["database"] == "sqlite" and row["kind"] != "export"]
    if not there:
        return "SQLite was not measured."
    longest = max(there, key=lambda row: row["server_ms"])
    slow = [row["page"] for row in there if missed(row)]
    said = f"{len(there) - len(slow)} of {len(there)} pages within 500 ms on SQLite at 50,000"
    return f"{said}; the longest is {longest['page']} with {longest['server_ms']:.0f} ms."


def memory(rows):
    """What files take of memory, a line each."""
    files = [row for row in rows if row.get("more_mib") is not None and row["database"] == "postgresql" and row["main"]]
    return "\n".join(
        f"- {row['page']}, {_size(row)} obligations: {row['more_mib']:.0f} MiB more than idle, "
        f"{row['bytes_unpacked'] / 1_000_000:.1f} MB in {row['whole_ms'] / 1000:.1f} s"
        for row in files
    )


def write_between(path, name, words):
    """Put words between the marks of that name in a file. Raises ValueError where it has none."""
    begin, end = (mark.format(name) for mark in MARKS)
    whole = path.read_text()
    if begin not in whole or end not in whole:
        raise ValueError(f"{path.relative_to(ROOT)} has no “{begin}” … “{end}”.")
    between = re.compile(rf"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    path.write_text(between.sub(lambda _found: f"{begin}\n\n{words.strip()}\n\n{end}", whole))
