"""Cells of a matrix and rows of reports. Whole strings: a template took more than half the time of their pages."""

import html

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from inspections.statuses import Status
from tracker.components import dates, statuses

OFF = '<td><span class="tracker-cell tracker-cell--off"><span class="govuk-visually-hidden">{}</span></span></td>'
CELL = (
    '<td><a class="{}" href="{}"><span aria-hidden="true">{}</span>'
    '<span class="govuk-visually-hidden">{}: {}, {}</span></a></td>'
)

HEAD = (
    '<th scope="row" role="rowheader" class="govuk-table__header">'
    '<a class="govuk-link govuk-!-font-weight-bold" href="{}">{}</a>{}</th>'
)
NAMED = '<td role="cell" class="govuk-table__cell" data-label="{}">{}</td>'
FIGURE = '<td role="cell" class="govuk-table__cell govuk-table__cell--numeric" data-label="{}">{}</td>'
BAR = '<td role="cell" class="govuk-table__cell tracker-col-bar">{}{}</td>'
NOTHING_OWED = '<td role="cell" class="govuk-table__cell tracker-secondary" colspan="3">{}</td>'
SUB = '<span class="tracker-table__sub">{}</span>'


def matrix_cells(row, trail, absent):
    """The cells of one body: an inspections.matrix.Row. `trail` is what links carry, `absent` what an empty cell is."""
    off, body, trail = OFF.format(html.escape(absent)), html.escape(row.body.name), html.escape(trail)
    cells = (_cell(cell, label, body, trail) if cell else off for cell, label in row.cells)
    return mark_safe("".join(cells))  # noqa: S308 - what people wrote is escaped


def _cell(cell, label, body, trail):
    face, short, words, address = cell
    return CELL.format(
        face, html.escape(address) + trail, html.escape(short), html.escape(words), body, html.escape(label)
    )


def inspection_rows(rows, request, day):
    """The rows of the list of reports, (Inspection with its `item_count`, Totals). Links carry the `day`, as an address
    does.
    """
    rows = (f'<tr class="govuk-table__row" role="row">{_report(*row, request, day)}</tr>' for row in rows)
    return mark_safe("".join(rows))  # noqa: S308 - what people wrote is escaped


def _report(report, totals, request, day):
    types, name = report.type_labels, html.escape(report.short)
    below = SUB.format(html.escape(capfirst(", ".join(map(str, types))))) if types else ""
    if report.is_proposed or not report.published_on or report.published_on > request.day:
        below += render_to_string("inspections/_marks.html", {"inspection": report, "request": request})
    published, due = report.published_on, report.response_due_on
    cells = [
        HEAD.format(html.escape(report.get_absolute_url() + day), name, below),
        NAMED.format(_("Published"), dates.time_element(published) if published else ""),
        NAMED.format(_("Responses due"), dates.time_element(due) if due else ""),
        FIGURE.format(_("Items"), report.item_count),
    ]
    if not totals.items:
        return "".join([*cells, NOTHING_OWED.format(_("Nothing is owed on it yet"))])
    return "".join(
        [
            *cells,
            BAR.format(statuses.status_bar(totals, report.short), _silent(totals)),
            FIGURE.format(_("Overdue"), _overdue(totals)),
            FIGURE.format(_("Share closed"), html.escape(statuses.percent(totals.share_closed))),
        ]
    )


def _silent(totals):
    words = _("%(n)s late, nothing recorded") % {"n": statuses.grouped(totals.silent)}
    return SUB.format(words) if totals.silent else ""


def _overdue(totals):
    if not (n := totals[Status.OVERDUE]):
        return "0"
    icon = statuses.icon(Status.OVERDUE)
    return f'<span class="tracker-figure tracker-late">{icon}{statuses.grouped(n)}</span>'
