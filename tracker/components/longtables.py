"""The rows of long tables: of the compliance list, of bodies and reports, of the matrix.

Whole strings: fifty of them took a template half the time of their page.
"""

import html
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from documents.writing import markdown as writing
from inspections.statuses import Status
from inspections.wording import day_words, number_words
from tracker.components import dates, statuses

SUB = '<span class="tracker-table__sub">{}</span>'
CELL = '<td role="cell" class="govuk-table__cell">{}</td>'


def text(words):
    """Words as HTML. Nothing that these tables show is markup."""
    return html.escape(str(words))


# The compliance list --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """What the table shows of each row. `trail` is what its links carry, to come back by."""

    day: date
    columns: frozenset
    trail: str
    ticked: bool
    names_report: bool
    tells_changes: bool
    by_change: bool


def compliance_rows(rows, shown):
    """The obligations of a page of the compliance list, as responses.views.compliance puts them together."""
    return _table(_row(row, shown) for row in rows)


def body_rows(items, day, trail):
    """What one inspection asks of a body: responses.bodies.Items, seen on `day`."""
    return _table(_item(item, day, trail) for item in items)


def cause_rows(causes, trail):
    """The causes of concern of one body: responses.causes.CauseStandings."""
    return _table(_cause(cause, trail) for cause in causes)


def _table(rows):
    told = "".join(f'<tr role="row" class="govuk-table__row">{row}</tr>' for row in rows)
    return mark_safe(told)  # noqa: S308 - what people wrote is escaped below


def _row(row, shown):
    cells = [_tick(row)] if shown.ticked else []
    if "deadline" in shown.columns:
        cells.append(CELL.format(dates.due(shown.day, row.due_on, row.status, immediate=row.is_immediate)))
    cells.append(_head(row, shown))
    if "status" in shown.columns:
        cells.append(CELL.format(" ".join(filter(None, _standing(row, shown)))))
    return "".join(cells + [_column(column, value) for column, value in row.cells])


def _tick(row):
    return (
        '<td role="cell" class="govuk-table__cell tracker-col-tick tracker-screen">'
        '<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
        f'<input class="govuk-checkboxes__input" type="checkbox" name="row" value="{row.pk}" id="row-{row.pk}">'
        f'<label class="govuk-label govuk-checkboxes__label" for="row-{row.pk}">'
        f'<span class="govuk-visually-hidden">{text(row.name)}</span></label></div></div></td>'
    )


def _head(row, shown):
    item = row.recommendation
    report = f'<span class="tracker-table__sub tracker-fold">{text(item.inspection.short)}</span>'
    return (
        '<th scope="row" role="rowheader" class="govuk-table__header">'
        f'<a class="govuk-link govuk-!-font-weight-bold" href="{row.get_absolute_url()}{text(shown.trail)}">'
        f'{text(row.name)}</a> <span class="tracker-block tracker-fold">{text(item.short)}</span>'
        f"{report if shown.names_report else ''}</th>"
    )


def _standing(row, shown):
    """Its status, and what stands beside that."""
    yield statuses.status_tag(row.status)
    yield statuses.marks(row, row.past_target)
    if row.recommendation.inspection.is_proposed:
        yield render_to_string("inspections/_proposed.html", {"inspection": row.recommendation.inspection})
    yield statuses.since(row)
    yield _recorded_later(row)
    if row.owner:
        left = _(", who has left") if row.owner.has_left else ""
        yield SUB.format(text(_("Owner: %(person)s") % {"person": row.owner.user} + left))
    if shown.tells_changes and (shown.by_change or (row.is_open and row.answered_on)):
        yield SUB.format(_("Last change %(day)s") % {"day": day_words(localdate(row.changed_at))})


def _column(column, value):
    figure = " govuk-table__cell--numeric" if column.is_figure else ""
    label = f' data-label="{text(column.label)}"' if value else ""
    return f'<td role="cell" class="govuk-table__cell{figure}"{label}>{text(value)}</td>'


def _recorded_later(row):
    # Only rows of an earlier day know of it.
    return statuses.recorded_later(row) if getattr(row, "recorded_later_at", None) else ""


# The page of one body -------------------------------------------------------------------------------------------------


def _item(item, day, trail):
    row, named = item.obligation, item.obligation.recommendation
    particulars = "".join(SUB.format(text(words)) for words in item.particulars)
    standing = [statuses.status_tag(row.status), *map(statuses.mark, item.marks), statuses.since(row)]
    return (
        f"{CELL.format(dates.due(day, row.due_on, row.status, immediate=row.is_immediate))}"
        '<th scope="row" role="rowheader" class="govuk-table__header">'
        '<a class="govuk-link govuk-link--no-visited-state govuk-!-font-weight-bold"'
        f' href="{row.get_absolute_url()}{text(trail)}">{text(named.label)}</a>'
        f' <span class="tracker-block">{text(named.short)}</span>{particulars}</th>'
        f"{CELL.format(''.join(_said(item.said)))}"
        f"{CELL.format(' '.join(filter(None, [*standing, _recorded_later(row)])))}"
    )


def _said(said):
    """What may be read of how an item stands."""
    if said.text:
        yield f'<span class="tracker-fold">{text(writing.plain(said.text))}</span>'
    elif said.answered_with:
        yield f'<span class="tracker-block">{text(_("Answered with %(item)s") % {"item": said.answered_with})}</span>'
    if said.lead:
        yield SUB.format(text(said.lead))
    if said.drafted:
        yield SUB.format(_("Draft, not shared"))


def _cause(cause, trail):
    row, named = cause.obligation, cause.obligation.recommendation
    standing = [statuses.status_tag(row.status), statuses.since(row), _recorded_later(row)]
    return (
        '<th scope="row" role="rowheader" class="govuk-table__header">'
        f'<a class="govuk-link govuk-!-font-weight-bold" href="{row.get_absolute_url()}{text(trail)}">'
        f'{text(named.label)}</a> <span class="tracker-fold">{text(named.short)}</span> '
        f"{SUB.format(text(named.inspection.short))}</th>"
        f"{CELL.format(text(cause.words))}{CELL.format(' '.join(filter(None, standing)))}"
    )


# Matrices and reports -------------------------------------------------------------------------------------------------

OFF = '<td><span class="tracker-cell tracker-cell--off"><span class="govuk-visually-hidden">{}</span></span></td>'
MATRIX_CELL = (
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


def matrix_cells(row, trail, absent):
    """The cells of one body: an inspections.matrix.Row. `trail` is what links carry, `absent` what an empty cell is."""
    off, body, trail = OFF.format(text(absent)), text(row.body.name), text(trail)
    cells = (_cell(cell, label, body, trail) if cell else off for cell, label in row.cells)
    return mark_safe("".join(cells))  # noqa: S308 - what people wrote is escaped


def _cell(cell, label, body, trail):
    face, short, words, address = cell
    return MATRIX_CELL.format(face, text(address) + trail, text(short), text(words), body, text(label))


def inspection_rows(rows, request, day):
    """The rows of the list of reports, (Inspection with its `item_count`, Totals). Links carry the `day`, as an address
    does.
    """
    return _table(_report(*row, request, day) for row in rows)


def _report(report, totals, request, day):
    types, name = report.type_labels, text(report.short)
    below = SUB.format(text(capfirst(", ".join(map(str, types))))) if types else ""
    if report.is_proposed or not report.published_on or report.published_on > request.day:
        below += render_to_string("inspections/_marks.html", {"inspection": report, "request": request})
    published, due = report.published_on, report.response_due_on
    cells = [
        HEAD.format(text(report.get_absolute_url() + day), name, below),
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
            FIGURE.format(_("Share closed"), text(statuses.percent(totals.share_closed))),
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
