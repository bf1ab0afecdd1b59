"""Lying bars with their words and figures beside them. Pure: it draws what it is given."""

from dataclasses import dataclass, field

from inspections.statuses import Status
from responses.charts.drawing import INK, LETTER, QUIET, cut, element, filled, key, line, picture, text

WIDTH, ROW, THICK = 720, 26, 18
MOST_NAME, MOST_FIGURE = 290, 230


@dataclass(frozen=True)
class Bar:
    """One bar: what it is, how many there are in each status, and the figure as it is printed behind it."""

    name: str
    counts: dict
    figure: str

    @property
    def whole(self):
        return sum(self.counts.values())


@dataclass(frozen=True)
class Group:
    """Bars under one heading; an empty heading takes no room."""

    heading: str
    bars: list = field(default_factory=list)


def draw(groups, *, name, title, description):
    """The SVG of groups of bars, all on one scale. Statuses are told by a key where there are several."""
    bars = [bar for group in groups for bar in group.bars]
    left = min(max((len(bar.name) for bar in bars), default=0) * LETTER + 10, MOST_NAME)
    right = WIDTH - min(max((len(bar.figure) for bar in bars), default=0) * LETTER + 12, MOST_FIGURE)
    scale = (right - left) / max((bar.whole for bar in bars), default=0) if any(bar.whole for bar in bars) else 0
    used = [status for status in Status if any(bar.counts.get(status) for bar in bars)]
    keyed, y = key(used, name, 4, WIDTH) if len(used) > 1 else ("", 4)
    content = [keyed]
    for group in groups:
        if group.heading:
            content.append(text(1, y + 18, group.heading, font_weight="bold"))
            y += ROW
        start = y
        for bar in group.bars:
            content += _bar(bar, left, y, scale, name)
            y += ROW
        content.append(line(left, start, left, y))
        y += 12
    return picture(name, title, description, WIDTH, y, "".join(content))


def _bar(bar, left, y, scale, name):
    yield text(left - 8, y + 18, cut(bar.name, MOST_NAME - 8), text_anchor="end")
    x = left
    for status, count in bar.counts.items():
        if count:
            size = {"width": float(count * scale), "height": THICK}
            yield element("rect", x=float(x), y=y + 4, **size, fill=filled(status, name), stroke=INK, stroke_width=0.8)
            x += count * scale
    yield text(float(x + 8), y + 18, bar.figure, fill=None if bar.whole else QUIET)
