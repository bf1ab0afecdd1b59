"""Cells of a matrix, rows of reports, figures of items. Whole strings: templates took most of the time."""

import html

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from inspections.statuses import Status
from inspections.wording import number_words
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
BAR = '<td role="cell" class="govuk-table__cell tracker-col-bar">{}</td>'
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
            BAR.format(bar_of(totals, report.short)),
            FIGURE.format(_("Overdue"), overdue_figure(totals)),
            FIGURE.format(_("Share closed"), html.escape(statuses.percent(totals.share_closed))),
        ]
    )


def bar_of(totals, name):
    """The bar of a row, which belongs to `name`, and how much of what is overdue has no record."""
    words = _("%(n)s late, nothing recorded") % {"n": number_words(totals.silent)}
    silent = SUB.format(words) if totals.silent else ""
    return mark_safe(f"{statuses.status_bar(totals, name)}\n{silent}")  # noqa: S308 - a number in our words


def overdue_figure(totals):
    """A number of overdue answers in a table."""
    if not (n := totals[Status.OVERDUE]):
        return "0"
    shown = f'<span class="tracker-figure tracker-late">{statuses.icon(Status.OVERDUE)}{number_words(n)}</span>'
    return mark_safe(shown)  # noqa: S308 - a number
