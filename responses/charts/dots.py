"""Days on a line, a dot for each: by shape those in time and those after it. Pure: it draws what it is given."""

from collections import defaultdict
from dataclasses import dataclass

from responses.charts.drawing import GREEN, GRID, INK, QUIET, YELLOW, cut, element, line, picture, text

WIDTH, ROW = 720, 26
LEFT, RIGHT = 285, 600
LEAST, MOST = 70, 196
"""Days that the line shows at least, and at most: what is later stands at its end with its number."""
WEEKS = 14
PLACES = (0, -5, 5)


@dataclass(frozen=True)
class Row:
    """A force: the number of the day of each response, and its figure in words."""

    name: str
    days: list
    figure: str


def draw(rows, limit, words, *, name, title, description):
    """The SVG of rows of days; those beyond `limit` are late.

    `words` are three: what the line of the limit is called, and what a dot in time and a late one mean.
    """
    most = max([LEAST, *(min(day, MOST) for row in rows for day in row.days)])
    scale = (RIGHT - LEFT) / most
    top, bottom = 52, 52 + ROW * len(rows)
    content = [*_key(words[1:]), *_scale(most, scale, top, bottom, limit, words[0])]
    for number, row in enumerate(rows):
        content += _row(row, top + ROW * number + ROW / 2, scale, limit)
    content.append(text(LEFT, bottom + 18, "0", text_anchor="middle", fill=QUIET))
    return picture(name, title, description, WIDTH, bottom + 28, "".join(content))


def _key(words):
    in_time, late = words
    yield _dot(7, 9)
    yield text(20, 14, in_time)
    yield _triangle(127, 9)
    yield text(140, 14, late)


def _scale(most, scale, top, bottom, limit, words):
    for day in range(WEEKS, most + 1, WEEKS):
        x = LEFT + day * scale
        if day != limit:
            yield line(x, top, x, bottom, stroke=GRID)
        yield text(x, bottom + 18, day, text_anchor="middle", fill=QUIET)
    edge = LEFT + limit * scale
    yield line(edge, top - 8, edge, bottom, stroke_width=2)
    yield text(edge, top - 14, words, text_anchor="middle", font_weight="bold")


def _row(row, y, scale, limit):
    yield line(LEFT, y, RIGHT, y, stroke=GRID)
    yield text(LEFT - 14, y + 5, cut(row.name, LEFT - 14), text_anchor="end")
    there = defaultdict(int)
    for day in sorted(row.days):
        x = LEFT + min(day, MOST) * scale
        # Several of one day stand side by side, a little apart; more than there are places would hide one another.
        if there[day] < len(PLACES):
            yield (_triangle if day > limit else _dot)(x, y + PLACES[there[day]])
        there[day] += 1
    beyond = [day for day in row.days if day > MOST]
    if beyond:
        yield text(RIGHT - 10, y - 3, ", ".join(map(str, beyond)), text_anchor="end", font_size=11)
    yield text(RIGHT + 14, y + 5, row.figure)


def _dot(x, y):
    return element("circle", cx=float(x), cy=float(y), r=5, fill=GREEN, stroke=INK)


def _triangle(x, y):
    corners = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in ((0, -7), (7, 6), (-7, 6)))
    return element("polygon", points=corners, fill=YELLOW, stroke=INK, stroke_width=1.4)
