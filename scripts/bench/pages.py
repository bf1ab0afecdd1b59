"""Every page that is measured: its address in the loaded register, whose it is, and its floor."""

from collections.abc import Callable
from dataclasses import dataclass, replace

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
    `main` pages stand in the README and are visited by many at once for longer.
    """

    name: str
    address: str
    role: str
    floor: Floor = NOTHING
    kind: str = "page"
    shows: Callable | None = None
    main: bool = False


OVERDUE, DUE_SOON, NOT_DUE, NO_DEADLINE, NO_ACTION, COMPLETE, CLOSED = range(7)
OPEN = "o.closed_on IS NULL AND o.claim = ''"
ONLY = {
    "overdue": (f"{OPEN} AND o.due_on < %(on)s", (OVERDUE,)),
    "due_soon": (f"{OPEN} AND o.due_on >= %(on)s AND o.due_on <= %(on)s::date + 30", (DUE_SOON,)),
    "no_deadline": (f"{OPEN} AND o.due_on IS NULL", (NO_DEADLINE,)),
    "reported_complete": ("o.closed_on IS NULL AND o.claim = 'complete'", (COMPLETE,)),
    "closed": ("o.closed_on IS NOT NULL", (CLOSED,)),
}
"""A choice of statuses: as a condition, and which groups of the count it leaves."""


def count_of(statuses):
    """How many rows a list says that it has, of its floor's first statement."""
    return lambda found: [sum(n for status, n, _silent in found[0] if status in statuses)]


def listed(name, query, role="liaison", *, only=None, main=False, **chosen):
    """A page of the compliance list: `only` is a key of ONLY, the rest what the floor's statements choose."""
    condition, statuses = ONLY[only] if only else ("TRUE", range(7))
    floor = Floor("list", {"only": condition, **chosen})
    return Page(f"compliance list: {name}", f"/compliance/?{query}", role, floor, "list", count_of(statuses), main=main)


BODY = "JOIN inspections_body b ON b.id = o.body_id"
ITEM = "JOIN inspections_recommendation i ON i.id = o.recommendation_id"
REPORT = f"{ITEM} JOIN inspections_inspection p ON p.id = i.inspection_id"
DEADLINE = "o.due_on NULLS LAST, o.id"

LISTS = [
    listed("everything", "sort=deadline", main=True),
    listed("what it opens on, of an office", "force={force}", "editor", where="o.body_id = %(force_id)s"),
    listed("overdue", "status=overdue", only="overdue", main=True),
    listed("due soon", "status=due_soon", only="due_soon"),
    listed("reported complete", "status=reported_complete", only="reported_complete"),
    listed("closed", "status=closed", only="closed"),
    listed("of one force", "force={force}", where="o.body_id = %(force_id)s", main=True),
    listed(
        "overdue of one force",
        "force={force}&status=overdue",
        only="overdue",
        where="o.body_id = %(force_id)s",
    ),
    listed("of one report", "inspection={report}", joins=ITEM, where="i.inspection_id = %(report_id)s"),
    listed(
        "several filters",
        "force={force}&force={other}&kind=recommendation&status=overdue&due_from=2025-01-01",
        only="overdue",
        joins=ITEM,
        where="o.body_id IN (%(force_id)s, %(other_id)s) AND i.kind = 'recommendation' AND o.due_on >= '2025-01-01'",
        main=True,
    ),
    listed("of one nation", "nation=wales", joins=BODY, where="b.nation = 'wales'"),
    listed("by force", "sort=force", joins=BODY, order="b.name, o.due_on NULLS LAST, o.id"),
    listed("by status", "sort=status", order="status, o.due_on NULLS LAST, o.id"),
    listed("last change first", "sort=-changed", order="o.changed_at DESC, o.id DESC"),
    listed(
        "latest report first",
        "sort=-inspection",
        joins=f"{REPORT} {BODY}",
        order="p.published_on DESC NULLS FIRST, p.id, i.sequence, b.name, o.id DESC",
    ),
    listed("page 2", "sort=deadline&page=2", offset="50"),
    listed("the page in the middle", "sort=deadline&page={middle}", offset="(%(middle)s - 1) * 50"),
    listed("the last page", "sort=deadline&page={last}", order="o.due_on DESC NULLS FIRST, o.id DESC"),
]

TOTAL = "list"


def figures_of(kind, name, address, role="liaison", **kwargs):
    return Page(name, address, role, kind=kind, **kwargs)


OTHERS = [
    Page("home of an editor", "/", "editor", Floor("home_office"), "home", main=True),
    Page("home of an approver", "/", "approver", Floor("home_office"), "home"),
    Page("home of a force's editor", "/", "force", Floor("home_office"), "home"),
    Page("home of a liaison", "/", "liaison", Floor("home_overview"), "home", main=True),
    Page("home of an administrator", "/", "administrator", Floor("home_overview"), "home"),
    Page("forces", "/forces/?sort=-overdue", "liaison", Floor("forces"), "forces", main=True),
    Page("forces, own ones", "/forces/", "liaison", Floor("forces"), "forces"),
    Page("a force", "/forces/{force}/", "liaison", Floor("force"), "force", main=True),
    Page("a force, of its office", "/forces/{force}/", "editor", Floor("force"), "force"),
    Page(
        "matrix: everything",
        "/compliance/matrix/?sort=deadline",
        "liaison",
        Floor("counts"),
        "matrix",
        main=True,
    ),
    Page(
        "matrix: one report",
        "/compliance/matrix/?inspection={report}",
        "liaison",
        Floor("matrix_items", {"where": "item.inspection_id = %(report_id)s"}),
        "matrix",
    ),
    Page(
        "matrix of a report",
        "/inspections/{report}/matrix/",
        "liaison",
        Floor("matrix_items", {"where": "item.inspection_id = %(report_id)s"}),
        "matrix",
        main=True,
    ),
]


def at(page, **changes):
    """The same page as at the earlier day."""
    address = page.address + ("&" if "?" in page.address else "?") + "as_at={past}"
    floor = replace(page.floor, past=True)
    return replace(page, name=f"{page.name}, a year ago", address=address, floor=floor, kind="past", **changes)


_NAMED = {page.name: page for page in [*LISTS, *OTHERS]}
PAST = [
    at(_NAMED[name])
    for name in (
        "compliance list: everything",
        "compliance list: overdue",
        "compliance list: of one force",
        "forces",
        "a force",
        "matrix: everything",
        "matrix of a report",
    )
]

PAGES = [*LISTS, *OTHERS, *PAST]
