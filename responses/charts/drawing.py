"""SVG from strings: what all charts are put together from. Pure: no database, no clock, no words of its own.

Everything is said by attributes of presentation, for a page's content security policy refuses styles within it, and the
same picture is a file of its own, a PNG and a part of a PDF.
"""

from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import mark_safe

from inspections.sheets.cells import printable
from inspections.statuses import Status

INK, GRID, QUIET, PAPER = "#0b0c0c", "#cecece", "#484949", "#ffffff"
FONT = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
SIZE = 14
LETTER = 0.5 * SIZE
"""How wide a letter is on average: what runs wider by that is cut."""

GREEN, YELLOW = "#0f7a52", "#ffdd00"

# The patterns of the bars on pages (templates/components/sprite.html, _settings.scss), so that each is told in grey.
FILLS = {
    Status.CLOSED: ("", f'<rect width="8" height="8" fill="{GREEN}"/>'),
    Status.REPORTED_COMPLETE: (
        "rotate(45)",
        '<rect width="8" height="8" fill="#5694ca"/><rect width="2.6" height="8" fill="#fff"/>',
    ),
    Status.NO_ACTION: ("", '<rect width="8" height="8" fill="#54319f"/><circle cx="4" cy="4" r="1.6" fill="#fff"/>'),
    Status.NOT_DUE: ("", '<rect width="8" height="8" fill="#fff"/>'),
    Status.DUE_SOON: ("", f'<rect width="8" height="8" fill="{YELLOW}"/>'),
    Status.OVERDUE: (
        "rotate(-45)",
        '<rect width="8" height="8" fill="#ca3535"/><rect width="3.2" height="8" fill="#651b1b"/>',
    ),
    Status.NO_DEADLINE: ("", '<rect width="8" height="8" fill="#fff"/><rect width="8" height="4.5" fill="#cecece"/>'),
}
"""How each status is filled: how its tile of 8 by 8 is turned, and what stands in it."""


def element(name, *children, **attributes):
    """An element. `font_size=14` becomes `font-size="14"`; what is None is left out, numbers lose idle digits."""
    named = {key.strip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    start = " ".join([name, *(f"{key}={quoteattr(_plain(value))}" for key, value in named.items())])
    return f"<{start}>{''.join(children)}</{name}>" if children else f"<{start}/>"


def _plain(value):
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _escaped(words):
    """Words as XML holds them: without markup, and without the control characters that it cannot hold at all."""
    return escape(printable(str(words)))


def text(x, y, words, **attributes):
    """Words with their baseline at y. Anything may stand in them."""
    return element("text", _escaped(words), x=x, y=y, **attributes)


def cut(words, width):
    """Words as they fit that many units, with an ellipsis where they do not."""
    most = int(width / LETTER)
    words = str(words)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def line(x1, y1, x2, y2, stroke=INK, **attributes):
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, **attributes)


def filled(status, name):
    """The fill of a status in the picture called `name`."""
    return f"url(#{name}-{status.value})"


def swatch(x, y, status, name):
    """A square as a key has it, its top left corner at x, y."""
    return element("rect", x=x, y=y, width=12, height=12, fill=filled(status, name), stroke=INK)


def key(statuses, name, y, width):
    """Swatches and words in as many lines as they need from y on, and where the next thing may begin."""
    parts, x = [], 1
    for status in statuses:
        wide = 18 + len(str(status.label)) * LETTER + 24
        if x > 1 and x + wide > width:
            x, y = 1, y + 22
        parts += [swatch(x + 0.5, y + 0.5, status, name), text(x + 18, y + 11, status.label)]
        x += wide
    return "".join(parts), y + 30


def picture(name, title, description, width, height, content):
    """The whole SVG, as text, of a size in units: an image to those who listen, with a title and its figures in words.

    `name` keeps apart what several pictures on one page define.
    """
    tiles = "".join(
        element(
            "pattern",
            tile,
            id=f"{name}-{status.value}",
            width=8,
            height=8,
            patternUnits="userSpaceOnUse",
            patternTransform=turned or None,
        )
        for status, (turned, tile) in FILLS.items()
        if filled(status, name) in content
    )
    whole = element(
        "svg",
        element("title", _escaped(title), id=f"{name}-title"),
        element("desc", _escaped(description), id=f"{name}-desc"),
        element("defs", tiles) if tiles else "",
        element("rect", width=width, height=height, fill=PAPER),
        element("g", content, font_family=FONT, font_size=SIZE, fill=INK),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        class_="tracker-chart",
        aria_labelledby=f"{name}-title {name}-desc",
    )
    return mark_safe(whole)  # noqa: S308 - `element` and `text` have escaped all words


def steps(most, lines=5):
    """The figures of an axis from 0 to at least `most` (a whole number), in steps of 1, 2 or 5 times a power of ten."""
    step = 1
    while step * lines < most:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return list(range(0, max(most, 1) + step, step))[: -(-max(most, 1) // step) + 1]


def apart(places, least, lowest):
    """The places (ascending), moved so that neighbours are `least` apart and none is beyond `lowest`."""
    found = []
    for place in places:
        found.append(max(place, found[-1] + least) if found else place)
    limit = lowest
    for index in reversed(range(len(found))):
        found[index] = min(found[index], limit)
        limit = found[index] - least
    return found
