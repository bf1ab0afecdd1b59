"""Files: they are long, and so they are measured a few times only."""

from scripts.bench.floors import Floor
from scripts.bench.pages.page import Page

FORCES = ("cleveland", "cheshire", "cambridgeshire", "durham", "essex")
"""Five forces: a tenth of everything, a hundred thousand rows of a million."""
CHOSEN = "&".join(f"force={force}" for force in FORCES)
OF_THESE = {"where": f"body.slug IN {FORCES}"}
OF_A_FORCE = {"where": "o.body_id = %(force_id)s"}


def file(name, address, floor, role="liaison", **kwargs):
    return Page(f"file: {name}", address, role, floor, "export", **kwargs)


EXPORTS = [
    *(
        file(
            f"compliance of five forces, {kind}",
            f"/compliance/export/?{CHOSEN}&as={kind}",
            Floor("lines", OF_THESE),
            main=True,
            alone=True,
        )
        for kind in ("csv", "xlsx", "ods")
    ),
    file("forces", "/forces/export/?sort=-overdue&as=csv", Floor("forces")),
    file("recommendations", "/recommendations/export/?sort=-report&as=csv", Floor("items_all")),
    file("inspections", "/inspections/export/?sort=-published&as=csv", Floor("inspections_all")),
    file(
        "statutory responses of five forces",
        f"/statutory/export/?{CHOSEN}&as=csv",
        Floor("duties_all", {"where": f"force.slug IN {FORCES}"}),
    ),
    file(
        "what changed, one force",
        "/compliance/changes/export/?force={force}&as=csv",
        Floor("changes", OF_A_FORCE),
        "editor",
    ),
    file("answers on a sheet", "/compliance/sheet/?force={force}&status=overdue&as=xlsx", Floor("sheet"), "editor"),
    file("the board's paper", "/forces/{force}/papers/board.html", Floor("force"), "editor"),
    file("the panel's paper", "/forces/{force}/papers/panel.html", Floor("force"), "editor"),
    file("the inspectorate's paper, one force", "/compliance/paper.html?force={force}", Floor("matrix", OF_A_FORCE)),
    file(
        "a response as a letter",
        "/inspections/{writing}/response/{force}/document/letter.html",
        Floor("response", {"report": "%(writing_id)s"}),
        "editor",
    ),
]
