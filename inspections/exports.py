"""Lists of forces, reports and items as tables: what each is, and how many of its items stand in each status."""

from django.utils.translation import gettext as _

from inspections.models import Recommendation
from inspections.statuses import Status
from inspections.tables import Column, addresses, labels


def figures():
    """The columns of figures, of rows that have `totals`."""
    return [
        Column(_("Items"), lambda row: row.totals.items, 8),
        *(Column(status.label, lambda row, status=status: row.totals[status], 10) for status in Status),
        Column(_("Overdue with nothing recorded"), lambda row: row.totals.silent, 10),
        Column(_("Share closed"), lambda row: _share(row.totals), 8),
    ]


def _share(totals):
    """In per cent, with one place; None where nothing counts."""
    share = totals.share_closed
    return None if share is None else round(share * 100, 1)


def of_bodies(link):
    """Columns of rows with a `body`, and since when it is in Engage."""
    return [
        Column(_("Force or body"), lambda row: row.body.name, 34),
        Column(_("Nation"), lambda row: row.body.nation, 10),
        Column(_("Region"), lambda row: row.body.region, 20),
        Column(_("ONS code"), lambda row: row.body.ons_code, 12),
        Column(_("In Engage since"), lambda row: row.engaged_from_on),
        *figures(),
        Column(_("Address"), lambda row: link(row.body), 40),
    ]


def of_reports(link):
    """Columns of rows with a `report`."""
    return [
        Column(_("Report"), lambda row: row.report.title, 60),
        Column(_("Published"), lambda row: row.report.published_on),
        Column(_("Last day of the statutory response"), lambda row: row.report.response_due_on),
        *figures(),
        Column(_("Address"), lambda row: link(row.report), 40),
    ]


def of_items(link):
    """Columns of inspections.reports.Standing."""
    kinds, address = labels(Recommendation.LONG_KINDS), addresses(link, Recommendation)
    return [
        Column(_("Report"), lambda row: row.item.inspection.title, 50),
        Column(_("Kind"), lambda row: kinds[row.item.kind], 20),
        Column(_("Number"), lambda row: row.item.number, 8),
        Column(_("Text"), lambda row: row.item.text, 60),
        Column(_("Deadline as written"), lambda row: row.item.deadline_text, 24),
        Column(_("Deadline"), lambda row: row.item.due_on),
        Column(_("Bodies"), lambda row: row.bodies, 8),
        *figures(),
        Column(_("Address"), lambda row: address(row.item.pk), 40),
    ]
