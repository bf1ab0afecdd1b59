"""What is to be reached, and whether it was."""

from dataclasses import dataclass

ALLOWANCE = 5
"""Milliseconds beside the floor that a page may always take."""

SMALL, LARGE = 50_000, 1_000_000
"""The registers that goals are set for, in obligations."""

MOST_QUERIES = 12
MOST_BYTES = 30 * 1024
MOST_MS_LARGE = 400
MOST_MS_SQLITE = 500
MOST_MIB_OF_EXPORT = 150
MOST_SECONDS_TO_START = 5


@dataclass(frozen=True)
class Goal:
    """What a page of one kind is to reach on a register of one size. None where nothing is set."""

    ratio: float | None = None
    server_ms: float | None = None


GOALS = {
    SMALL: {
        "list": Goal(3, 60),
        "force": Goal(3, 60),
        "home": Goal(3, 75),
        "forces": Goal(3, 75),
        "matrix": Goal(3),
        "page": Goal(3),
        "past": Goal(3),
        "export": Goal(3),
    },
    LARGE: {
        "list": Goal(2, MOST_MS_LARGE),
        "force": Goal(2, MOST_MS_LARGE),
        "matrix": Goal(2, MOST_MS_LARGE),
        "home": Goal(None, MOST_MS_LARGE),
        "forces": Goal(None, MOST_MS_LARGE),
        "page": Goal(None, MOST_MS_LARGE),
        "past": Goal(None, MOST_MS_LARGE),
        "export": Goal(),
    },
}


def size_of(row):
    """Which of the two registers a row was measured on: the one that it is nearer to."""
    return LARGE if row["obligations"] > LARGE // 4 else SMALL


def missed(row):
    """The goals that a row misses, in words; empty where all are met."""
    if row["database"] == "sqlite":
        return [f"over {MOST_MS_SQLITE} ms"] if row["server_ms"] > MOST_MS_SQLITE and row["kind"] != "export" else []
    goal = GOALS[size_of(row)][row["kind"]]
    found = []
    if goal.ratio and row["ratio"] > goal.ratio:
        found.append(f"ratio over {goal.ratio:g}")
    if goal.server_ms and row["server_ms"] > goal.server_ms:
        found.append(f"over {goal.server_ms:g} ms")
    if size_of(row) == SMALL and row["kind"] != "export":
        if row["queries"] > MOST_QUERIES:
            found.append(f"over {MOST_QUERIES} queries")
        if row["bytes"] > MOST_BYTES:
            found.append(f"over {MOST_BYTES // 1024} KB")
    return found
