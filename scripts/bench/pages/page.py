"""What a page that is measured is."""

from collections.abc import Callable
from dataclasses import dataclass

from scripts.bench.floors import NOTHING, Floor

ROLES = {
    "editor": "editor@cleveland.example",
    "approver": "approver@cleveland.example",
    "force": "force@cleveland.example",
    "liaison": "liaison@inspectorate.example",
    "administrator": "admin@tracker.example",
    "nobody": None,
}
"""Who looks, of the sample's people."""


@dataclass(frozen=True)
class Page:
    """One page: what it is called, where it is, who looks at it, the SQL that its figures need at least.

    `kind` says which goals it has. `shows` gives, of the rows of the floor, numbers that must stand on the page.
    `main` pages stand in the README and are visited by many at once. A file whose
    memory is of interest is written `alone`, by a process of its own.
    """

    name: str
    address: str
    role: str
    floor: Floor = NOTHING
    kind: str = "page"
    shows: Callable | None = None
    main: bool = False
    alone: bool = False
