"""The cells of a matrix. Whole strings: a page has thousands, which took a template more than half its time."""

import html

from django.utils.safestring import mark_safe

OFF = '<td><span class="tracker-cell tracker-cell--off"><span class="govuk-visually-hidden">{}</span></span></td>'
CELL = (
    '<td><a class="{}" href="{}"><span aria-hidden="true">{}</span>'
    '<span class="govuk-visually-hidden">{}: {}, {}</span></a></td>'
)


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
