"""docs/bench.svg: how many times its floor each main page takes, at both sizes, beside what is allowed."""

from responses.charts.drawing import GRID, INK, QUIET, line, picture, text
from responses.charts.drawing import element as drawn
from scripts.bench.goals import GOALS, LARGE, SMALL
from scripts.bench.reporting import both

WIDTH, LEFT, RIGHT, TOP, STEP = 860, 250, 780, 74, 30
FILLS = {SMALL: "#1d70b8", LARGE: "#d4351c"}
LEAST_SCALE = 4


def draw(rows):
    """The SVG of the main pages among these rows: a bar and a figure for each size, and a line for each goal."""
    pages = [
        (small, large)
        for small, large in both(rows)
        if (small or large)["main"] and (small or large)["kind"] != "export"
    ]
    most = max([LEAST_SCALE, *(row["ratio"] for pair in pages for row in pair if row)])
    scale = (RIGHT - LEFT) / most
    bottom = TOP + STEP * len(pages)
    content = [*_key(), *_goals(scale, bottom)]
    for place, (small, large) in enumerate(pages):
        content += _page(small, large, TOP + place * STEP, scale)
    content.append(line(LEFT, TOP - 6, LEFT, bottom))
    said = "; ".join(_in_words(small, large) for small, large in pages)
    description = f"Server time divided by the floor and 5 milliseconds. {said}."
    return picture("bench", "How near each page is to the database", description, WIDTH, bottom + 20, "".join(content))


def _in_words(small, large):
    parts = [f"{row['ratio']:.1f} at {size:,}" for size, row in ((SMALL, small), (LARGE, large)) if row]
    return f"{(small or large)['page']}: {', '.join(parts)}"


def _key():
    yield text(16, 24, "Server time as a multiple of (floor + 5 ms)", font_weight="bold")
    for place, size in enumerate((SMALL, LARGE)):
        x = 16 + place * 190
        yield drawn("rect", x=x, y=38, width=12, height=10, fill=FILLS[size])
        yield text(x + 18, 48, f"{size:,} obligations")


def _goals(scale, bottom):
    for size, kind in ((SMALL, "list"), (LARGE, "list")):
        ratio = GOALS[size][kind].ratio
        x = LEFT + ratio * scale
        yield line(x, TOP - 6, x, bottom, stroke=FILLS[size], stroke_dasharray="4 3")
        yield text(x, TOP - 12, f"≤ {ratio:g}", text_anchor="middle", fill=FILLS[size], font_size=12)


def _page(small, large, y, scale):
    name = (small or large)["page"]
    yield text(LEFT - 10, y + 16, name, text_anchor="end")
    yield line(16, y + STEP - 3, WIDTH - 16, y + STEP - 3, stroke=GRID, stroke_width=0.5)
    for offset, size, row in ((2, SMALL, small), (13, LARGE, large)):
        if row:
            width = max(1.0, row["ratio"] * scale)
            yield drawn(
                "rect", x=LEFT, y=y + offset, width=width, height=10, fill=FILLS[size], stroke=INK, stroke_width=0.5
            )
            figure = f"{row['ratio']:.1f} ({row['server_ms']:.0f} ms)"
            yield text(LEFT + width + 5, y + offset + 9, figure, font_size=11, fill=QUIET)
