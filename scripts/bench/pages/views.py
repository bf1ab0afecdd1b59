"""Home pages, forces, and the other ways in which the compliance list is looked at."""

from scripts.bench.floors import Floor
from scripts.bench.pages.page import Page

OF_A_REPORT = {"where": "item.inspection_id = %(report_id)s"}
OF_A_FORCE = {"where": "o.body_id = %(force_id)s"}
IN_ALL = {"joins": "", "where": "TRUE"}

HOMES = [
    Page("home of an editor", "/", "editor", Floor("home_office"), "home", main=True),
    Page("home of an approver", "/", "approver", Floor("home_office"), "home"),
    Page("home of a force's editor", "/", "force", Floor("home_office"), "home"),
    Page("home of a liaison", "/", "liaison", Floor("home_overview"), "home", main=True),
    Page("home of an administrator", "/", "administrator", Floor("home_overview"), "home"),
]

FORCES = [
    Page("forces", "/forces/?sort=-overdue", "liaison", Floor("forces"), "forces", main=True),
    Page("forces, those of a liaison", "/forces/", "liaison", Floor("forces"), "forces"),
    Page("a force", "/forces/{force}/", "liaison", Floor("force"), "force", main=True),
    Page("a force, for its office", "/forces/{force}/", "editor", Floor("force"), "force"),
    Page("a national body", "/bodies/{national}/", "liaison", Floor("body"), "force"),
    Page("papers of a force", "/forces/{force}/papers/", "liaison"),
]

MATRICES = [
    Page("matrix: everything", "/compliance/matrix/?sort=deadline", "liaison", Floor("matrix"), "matrix", main=True),
    Page(
        "matrix: one force",
        "/compliance/matrix/?force={force}",
        "editor",
        Floor("matrix", OF_A_FORCE),
        "matrix",
    ),
    Page(
        "matrix: one report",
        "/compliance/matrix/?inspection={report}",
        "liaison",
        Floor("matrix_items", OF_A_REPORT),
        "matrix",
    ),
    Page(
        "matrix of a report",
        "/inspections/{report}/matrix/",
        "liaison",
        Floor("matrix_items", OF_A_REPORT),
        "matrix",
    ),
]

LENSES = [
    Page("charts: everything", "/compliance/charts/?sort=deadline", "liaison", Floor("charts"), main=True),
    Page("charts: one force", "/compliance/charts/?force={force}", "liaison", Floor("charts", OF_A_FORCE)),
    Page("one chart", "/compliance/charts/over-time.svg?sort=deadline", "liaison", Floor("chart")),
    Page("what changed: one force", "/compliance/changes/?force={force}", "editor", Floor("changes", OF_A_FORCE)),
    Page("what changed: everything", "/compliance/changes/?by=inspection", "liaison", Floor("changes"), main=True),
    Page("paper: everything", "/compliance/paper/?sort=deadline", "liaison", Floor("counts")),
    Page("paper: one force", "/compliance/paper/?force={force}", "editor", Floor("counts", OF_A_FORCE)),
]

VIEWS = [*HOMES, *FORCES, *MATRICES, *LENSES]
