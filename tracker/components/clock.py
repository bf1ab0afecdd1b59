"""The 56 days of a statutory response as a line of days. Pure: the clock and its marks are arguments."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.deadlines import STATUTORY_DAYS

BLACK, BLUE, GREY, OUTLINE = "#0b0c0c", "#1d70b8", "#f3f3f3", "#858686"

NARROWEST, CHARACTER = 700, 7.6
"""Pixels of the narrowest line that has words on it, and of one character: words that fit there fit everywhere."""

ROW, BAR = 18, 14
"""Pixels of a row of words, and of the bar."""

LATE_AT_MOST = 50
"""Per cent of the line that days after the last one take: beyond that they are drawn closer together."""


@dataclass(frozen=True)
class Word:
    """Words at a place of the line (0 to 100), in a row counted from the bar."""

    x: float
    text: str
    anchor: str
    row: int
    bold: bool = False


def clock_bar(clock, marks=()):
    """The days as a drawing that says itself in words; `marks` are (number of the day, words) pairs, in order."""
    line = _Line(clock.number)
    above = _placed([(line.x(number), words, ("end", "start"), False) for number, words in marks])
    below = _placed(_below(clock, line))
    top = 8 + ROW * _rows(above)
    height = top + BAR + 10 + ROW * _rows(below)
    return format_html(
        '<svg class="tracker-clock{}" role="img" aria-label="{}" width="100%" height="{}" focusable="false">{}</svg>',
        " tracker-clock--marked" if above else "",
        _in_words(clock, marks),
        height,
        mark_safe(  # noqa: S308 - each part is made of numbers and escaped words
            _bar(clock, line, top)
            + format_html_join("", "{}", ((_mark(word, top),) for word in above))
            + _now(clock, line, top)
            + format_html_join("", "{}", ((_text(word, top + BAR + 22 + ROW * word.row),) for word in below))
        ),
    )


class _Line:
    """Where each day stands on the line, in per cent; the last day ends it, or today where that is later."""

    def __init__(self, number):
        self.number = number
        late = max(0, number - STATUTORY_DAYS)
        self.end = 100 - min(LATE_AT_MOST, 100 * late / max(number, 1))

    def x(self, number):
        if number <= STATUTORY_DAYS:
            return max(0, number - 0.5) / STATUTORY_DAYS * self.end
        return self.end + (number - STATUTORY_DAYS) / (self.number - STATUTORY_DAYS) * (100 - self.end)


def _bar(clock, line, y):
    parts = [(0, line.end, GREY, OUTLINE)]
    if clock.number > 0:
        parts.append((0, min(line.x(clock.number), line.end), BLUE, BLUE))
    if clock.days_late:
        parts.append((line.end, 100 - line.end, "url(#tracker-fill-overdue)", "#651b1b"))
    return format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"></rect>',
        ((_percent(x), y, _percent(width), BAR, fill, stroke) for x, width, fill, stroke in parts),
    )


def _now(clock, line, y):
    if clock.number < 1:
        return ""
    x = _percent(line.x(clock.number))
    return format_html(
        '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="{3}" stroke-width="4"></line>',
        x,
        y - 6,
        y + BAR + 6,
        BLACK,
    )


def _mark(word, top):
    foot = top - 8 - ROW * word.row
    line = format_html(
        '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="{3}" stroke-width="2"></line>',
        _percent(word.x),
        foot,
        top + BAR,
        BLACK,
    )
    return line + _text(word, foot - 4)


def _text(word, y):
    return format_html(
        '<text class="tracker-wide" x="{}" y="{}" text-anchor="{}" fill="{}"{}>{}</text>',
        _percent(word.x),
        y,
        word.anchor,
        BLACK,
        mark_safe(' font-weight="700"') if word.bold else "",
        word.text,
    )


def _below(clock, line):
    """What stands under the line: the day of the report, the last day, and today or the day of the response."""
    last = _("Last day, %(day)s") % {"day": _short(clock.last_day)}
    words = [
        (0, _("Report published %(day)s") % {"day": _short(clock.inspection.published_on)}, ("start",), False),
        (line.end, last, ("end", "middle", "start"), False),
    ]
    now = [(line.x(clock.number), _now_words(clock), ("middle", "end", "start"), True)] if clock.number > 0 else []
    return [*words, *now]


def _now_words(clock):
    if clock.published_on:
        return _("Published, day %(number)s") % {"number": clock.number}
    if clock.days_late:
        late = ngettext("%(days)s day late", "%(days)s days late", clock.days_late) % {"days": clock.days_late}
        return _("Today, %(late)s") % {"late": late}
    return _("Today, day %(number)s") % {"number": clock.number}


def _in_words(clock, marks):
    return ". ".join(
        [text for _x, text, _anchors, _bold in _below(clock, _Line(clock.number))] + [w for _n, w in marks]
    )


def _percent(x):
    return f"{x:.1f}%"


def _short(on):
    return date_format(on, "j F")


# Words that do not run into one another -----------------------------------------------------------------------------


def _placed(wanted):
    """Words, each (x, text, anchors that suit it, bold), in the first row where they have room."""
    taken, words = [], []
    for x, text, anchors, bold in wanted:
        row, anchor = _room(x, text, anchors, taken)
        taken.append((row, *_extent(x, text, anchor)))
        words.append(Word(x, text, anchor, row, bold))
    return words


def _room(x, text, anchors, taken):
    for row in range(len(taken) + 1):
        for anchor in anchors:
            left, right = _extent(x, text, anchor)
            inside = left >= 0 and right <= 100
            if inside and all(row != other or right < start or left > end for other, start, end in taken):
                return row, anchor
    return len(taken), anchors[-1]


def _extent(x, text, anchor):
    width = 100 * (len(text) + 1) * CHARACTER / NARROWEST
    left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
    return round(left, 3), round(left + width, 3)


def _rows(words):
    return 1 + max(word.row for word in words) if words else 0
