"""Pages on which something is written, and those of words alone."""

from scripts.bench.floors import Floor
from scripts.bench.pages.page import Page

RESPONSE = "/inspections/{writing}/response/{force}/"
OBLIGATION = Floor("obligation")
DUTY = Floor("response", {"report": "%(writing_id)s"})

ANSWERS = [
    Page("an answer", "/compliance/{obligation_id}/", "editor", OBLIGATION, main=True),
    Page("an answer, for a liaison", "/compliance/{obligation_id}/", "liaison", OBLIGATION),
    Page("signing off", "/compliance/verify/?act=close&row={obligation_id}", "liaison", OBLIGATION),
    Page(
        "signing off, all that a force owes",
        "/compliance/verify/?act=close&everything=on&force={force}",
        "liaison",
        Floor("counts", {"where": "o.body_id = %(force_id)s"}),
    ),
    Page("an answer in error", "/compliance/{obligation_id}/in-error/", "administrator", OBLIGATION),
    Page("an answer to be moved", "/compliance/{obligation_id}/move/", "administrator", OBLIGATION),
    Page("an answer to be withdrawn", "/compliance/{obligation_id}/withdraw/", "administrator", OBLIGATION),
    Page("an item in error", "/recommendations/{item_id}/in-error/", "administrator", Floor("item")),
    Page("verdicts of a report", "/inspections/{judging}/verdicts/", "liaison", Floor("inspection_judging")),
]

STATUTORY = [
    Page("comments of a response", f"{RESPONSE}comments/", "editor", DUTY),
    Page("sharing a response", f"{RESPONSE}share/", "approver", DUTY),
    Page("a step of a response", f"{RESPONSE}steps/ask/", "editor", DUTY),
    Page("signing a response off", f"{RESPONSE}steps/sign-off/", "approver", DUTY),
    Page("a remark of a response", f"{RESPONSE}items/{{others_item_id}}/", "editor", DUTY),
    Page("a passage of a response", f"{RESPONSE}items/{{writing_item_id}}/passage/", "editor", DUTY),
    Page("whether a response is owed", f"{RESPONSE}section-55/", "approver", DUTY),
    Page("which response answers", f"{RESPONSE}answered-by/", "approver", DUTY),
]

FILTERS = [
    Page("saved filters", "/filters/", "editor"),
    Page("saving a filter", "/filters/save/?status=overdue", "editor"),
]

SHEETS = [
    Page("answers on a sheet: uploading", "/compliance/sheet/upload/", "editor"),
    Page("a document: uploading", "/import/", "editor"),
]

BODIES = [
    Page("settings of an office", "/bodies/{office}/settings/", "approver"),
    Page("appointing an office", "/admin/bodies/{office_id}/office/", "administrator"),
    Page("a phase of a force", "/admin/bodies/{force_id}/phase/", "administrator", Floor("causes")),
    Page("merging a force", "/admin/bodies/{force_id}/merge/", "administrator"),
    Page("an office that gives way", "/admin/bodies/{office_id}/give-way/", "administrator"),
]

WORDS = [
    Page("one's account", "/accounts/", "editor"),
    Page("accessibility", "/accessibility/", "nobody"),
    Page("cookies", "/cookies/", "nobody"),
    Page("health", "/health/", "nobody"),
    Page("signing in", "/accounts/login/", "nobody"),
]

WORK = [*ANSWERS, *STATUTORY, *FILTERS, *SHEETS, *BODIES, *WORDS]
