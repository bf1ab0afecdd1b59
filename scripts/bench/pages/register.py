"""The register's own pages: reports, items, statutory responses; and the administration."""

from scripts.bench.floors import Floor
from scripts.bench.pages.page import Page

REPORTS = [
    Page("inspections", "/inspections/?sort=-published", "liaison", Floor("inspections"), "list"),
    Page(
        "inspections, most overdue first",
        "/inspections/?sort=-overdue",
        "liaison",
        Floor("inspections_overdue"),
        "list",
    ),
    Page("an inspection", "/inspections/{report}/", "liaison", Floor("inspection")),
]

ITEMS = [
    Page("recommendations", "/recommendations/?sort=-published", "liaison", Floor("items"), "list"),
    Page(
        "recommendations of a report",
        "/recommendations/?inspection={report}",
        "editor",
        Floor("items", {"where": "item.inspection_id = %(report_id)s"}),
        "list",
    ),
    Page("an item", "/recommendations/{item_id}/", "liaison", Floor("item"), main=True),
    Page("an item, for an office", "/recommendations/{item_id}/", "editor", Floor("item")),
]

RESPONSES = [
    Page("statutory responses", "/statutory/?sort=-report", "liaison", Floor("statutory"), "list", main=True),
    Page(
        "statutory responses of an office",
        "/statutory/?force={force}",
        "editor",
        Floor("statutory", {"where": "duty.force_id = %(force_id)s"}),
        "list",
    ),
    Page("a statutory response", "/inspections/{report}/response/{force}/", "editor", Floor("response")),
    Page(
        "a statutory response, being written",
        "/inspections/{writing}/response/{force}/",
        "editor",
        Floor("response", {"report": "%(writing_id)s"}),
    ),
    Page("steps of a response", "/inspections/{report}/response/{force}/steps/", "editor", Floor("response")),
]

ADMINISTRATION = [
    Page("administration", "/admin/", "administrator", Floor("admin")),
    Page(
        "administration: addressed items",
        "/admin/inspections/obligation/",
        "administrator",
        Floor("admin_obligations"),
        "list",
    ),
    Page("administration: the log", "/admin/inspections/act/", "administrator", Floor("admin_acts"), "list"),
    Page("administration: items", "/admin/inspections/recommendation/", "administrator", Floor("admin_items"), "list"),
    Page(
        "administration: inspections",
        "/admin/inspections/inspection/",
        "administrator",
        Floor("admin_inspections"),
        "list",
    ),
    Page(
        "administration: an addressed item",
        "/admin/inspections/obligation/{obligation_id}/change/",
        "administrator",
        Floor("obligation"),
    ),
    Page(
        "administration: an item", "/admin/inspections/recommendation/{item_id}/change/", "administrator", Floor("item")
    ),
    Page("everything that changed", "/admin/history/", "administrator", Floor("history")),
]

REGISTER = [*REPORTS, *ITEMS, *RESPONSES, *ADMINISTRATION]
