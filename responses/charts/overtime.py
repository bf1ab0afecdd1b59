"""The stacked area of the seven statuses, month end by month end. Pure: it draws what it is given."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from inspections.statuses import Status, Totals
from inspections.wording import number_words
from responses.charts.drawing import GRID, INK, QUIET, apart, element, filled, line, picture, steps, swatch, text

WIDTH, HEIGHT = 720, 380
LEFT, RIGHT, TOP, BOTTOM = 72, 480, 14, 336
"""The field of the areas; what each is stands right of it."""
ROOM = 76
"""What the name of a month takes below the field."""


@dataclass(frozen=True)
class Point:
    """How things stood at the end of a day."""

    on: date
    totals: Totals


def draw(points, *, name, title, description):
    """The SVG of at least one Point, the earliest first. One point alone is drawn as a column."""
    xs = _places([point.on for point in points])
    if len(points) == 1:
        middle = (LEFT + RIGHT) / 2
        xs, points = [middle - 40, middle + 40], [*points, *points]
    marks = steps(max(point.totals.items for point in points))
    scale = (BOTTOM - TOP) / marks[-1]
    content = [*_lines(marks, scale), *_areas(points, xs, scale, name), *_names(points, xs)]
    content.append(line(LEFT, BOTTOM, RIGHT, BOTTOM))
    content += _labels(points, xs[-1], scale, name)
    return picture(name, title, description, WIDTH, HEIGHT, "".join(content))


def _places(days):
    """Where each day stands between the edges: as far apart as they are in time."""
    whole = (days[-1] - days[0]).days or 1
    return [LEFT + (RIGHT - LEFT) * (day - days[0]).days / whole for day in days]


def _lines(marks, scale):
    for mark in marks:
        y = BOTTOM - mark * scale
        yield line(LEFT, y, RIGHT, y, stroke=GRID)
        yield text(LEFT - 8, y + 5, number_words(mark), text_anchor="end", fill=QUIET)


def _areas(points, xs, scale, name):
    """One area over the other in the order of bars: what is closed lies at the bottom."""
    below = [0] * len(points)
    for status in Status:
        above = [height + point.totals[status] for height, point in zip(below, points, strict=True)]
        if above != below:
            upper = list(zip(xs, above, strict=True))
            lower = list(zip(xs, below, strict=True))
            corners = " ".join(f"{x:.1f},{BOTTOM - height * scale:.1f}" for x, height in [*upper, *reversed(lower)])
            yield element(
                "polygon",
                points=corners,
                fill=filled(status, name),
                stroke=INK,
                stroke_width=0.8,
                stroke_linejoin="round",
            )
        below = above


def _names(points, xs):
    """Months below the field, as many as there is room for, and the last day in full."""
    first, last = points[0], points[-1]
    if first is last:
        yield text(sum(xs) / 2, BOTTOM + 20, date_format(last.on, "j M Y"), text_anchor="middle", fill=QUIET)
        return
    yield from _tick(xs[-1], date_format(last.on, "j M Y"), "end")
    end = xs[-1] - ROOM - 20
    free = LEFT - ROOM / 2
    for point, x in zip(points[:-1], xs, strict=False):
        if x - ROOM / 2 >= free and x + ROOM / 2 <= end:
            yield from _tick(x, date_format(point.on, "M Y"), "middle")
            free = x + ROOM / 2


def _tick(x, words, anchor):
    yield line(x, BOTTOM, x, BOTTOM + 5)
    yield text(x, BOTTOM + 20, words, text_anchor=anchor, fill=QUIET)


def _labels(points, edge, scale, name):
    """Each status that occurs, beside where its area ends, with its number of the last day."""
    last, shown, height = points[-1].totals, [], 0
    for status in Status:
        middle = BOTTOM - (height + last[status] / 2) * scale
        height += last[status]
        if any(point.totals[status] for point in points):
            shown.append((middle, status))
    shown.reverse()
    places = apart([max(middle, TOP + 4) for middle, _status in shown], 19, BOTTOM - 4)
    for (middle, status), y in zip(shown, places, strict=True):
        yield line(edge + 1, middle, RIGHT + 12, y, stroke=QUIET, stroke_width=0.8)
        yield swatch(RIGHT + 13.5, y - 6, status, name)
        label = element("tspan", number_words(last[status]), font_weight="bold")
        yield element("text", f"{status.label} {label}", x=RIGHT + 32, y=y + 5)
