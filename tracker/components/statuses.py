"""The seven statuses as tags, cells, bars, keys and figures. Whole strings: a page holds hundreds of them."""

from functools import cache

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from inspections.statuses import LETTERS, Status
from inspections.wording import day_words, in_sentence, number_words
from responses import wording
from responses.stages import State


def icon(status):
    """The status's shape, drawn in the colour of the text around it. The sprite stands in base.html."""
    return format_html(
        '<svg class="tracker-icon" aria-hidden="true" focusable="false" viewBox="0 0 16 16">'
        '<use href="#tracker-icon-{}"></use></svg>',
        Status(status).value,
    )


@cache
def _tags(language):
    return {
        status.value: format_html(
            '<strong class="govuk-tag tracker-status tracker-status--{}">{}{}</strong>',
            status.value,
            icon(status),
            status.label,
        )
        for status in Status
    }


def status_tag(status):
    """The tag of one status: word, shape and colour. KeyError for what is no status."""
    return _tags(get_language())[status]


LOOKS = {
    State.OVERDUE: Status.OVERDUE,
    State.OUTSTANDING: Status.NOT_DUE,
    State.LATE: Status.DUE_SOON,
    State.ON_TIME: Status.CLOSED,
    State.UNDATED: Status.REPORTED_COMPLETE,
    State.NOT_OWED: Status.NO_DEADLINE,
}
"""The shape and colours that a statutory response borrows: one of each, so that no two of its states look alike."""


@cache
def _state_tags(language):
    return {
        state.value: format_html(
            '<strong class="govuk-tag tracker-status tracker-status--{}">{}{}</strong>',
            look.value,
            icon(look),
            state.label,
        )
        for state, look in LOOKS.items()
    }


def state_tag(state):
    """The tag of how a statutory response stands to its last day. KeyError for what is no State."""
    return _state_tags(get_language())[state]


def mark(words):
    """Words in a dashed outline beside a status: nothing recorded, past its own target, waiting on somebody."""
    return format_html('<span class="tracker-mark">{}</span>', words)


# What stands beside a status ------------------------------------------------------------------------------------------


def marks(row, past_target=False):
    """The marks of an obligation; `past_target` is what the viewer may know of its own target."""
    words = wording.marks(row, past_target)
    return format_html_join(" ", '<span class="tracker-mark">{}</span>', ((word,) for word in words))


def since(row):
    """Since when an item has been closed or claimed, and how it was closed."""
    words = wording.since(row)
    return _below(words) if words else ""


def recorded_later(row):
    """That what counts on an earlier day was recorded only after it."""
    return _below(_("Recorded later, on %(day)s") % {"day": day_words(localdate(row.recorded_later_at))})


def _below(words):
    return format_html('<span class="tracker-table__sub">{}</span>', words)


# Bars ----------------------------------------------------------------------------------------------------------------


def bar_text(totals):
    """The bar in words: "14 closed, 4 reported complete". Statuses without an item go unsaid."""
    parts = [f"{number_words(totals[status])} {in_sentence(status.label)}" for status in Status if totals[status]]
    return ", ".join(parts) or _("no items")


def status_bar(totals, label=None, *, large=False):
    """The bar of seven statuses. With a `label` ("Northshire Police") it is an image that says its counts in words;
    without one it is for the eye only, because the figures stand beside it.
    """
    segments, gaps, start = [], [], 0
    for status in filter(totals.__getitem__, Status):
        x, width = f"{100 * start / totals.items:.2f}%", f"{100 * totals[status] / totals.items:.2f}%"
        segments.append(f'<rect x="{x}" width="{width}" height="100%" fill="url(#tracker-fill-{status})"></rect>')
        if start:
            gaps.append(f'<line class="tracker-bar__gap" x1="{x}" x2="{x}" y1="0" y2="100%"></line>')
        start += totals[status]
    size = "tracker-bar tracker-bar--large" if large else "tracker-bar"
    role = f'role="img" aria-label="{escape(label)}: {escape(bar_text(totals))}"' if label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="{size}" {role} focusable="false">{"".join(segments)}{"".join(gaps)}'
        '<rect class="tracker-bar__edge" width="100%" height="100%"></rect></svg>'
    )


def swatch(status):
    """A square with a status's ink and pattern, as in the bars."""
    return format_html(
        '<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        '<rect width="16" height="16" fill="url(#tracker-fill-{})"></rect>'
        '<rect class="tracker-bar__edge" x=".5" y=".5" width="15" height="15"></rect></svg>',
        Status(status).value,
    )


# Keys and figures ----------------------------------------------------------------------------------------------------


def _bar_key(totals, column):
    shown = [status for status in Status if totals is None or column or totals[status]]
    numbers = [
        "" if totals is None else format_html(" <strong>{}</strong>", number_words(totals[status])) for status in shown
    ]
    items = [(swatch(status), status.label, number) for status, number in zip(shown, numbers, strict=True)]
    return format_html_join("", "<li>{}<span>{}</span>{}</li>", items)


def _cell_key(absent):
    items = [(f"--{status}", LETTERS[status], status.label) for status in Status]
    items += [
        ("--overdue tracker-cell--silent", LETTERS[Status.OVERDUE], _("Overdue, nothing recorded here")),
        ("--off", "", absent),
    ]
    return format_html_join("", '<li><span class="tracker-cell tracker-cell{}">{}</span>{}</li>', items)


def status_key(totals=None, *, cells="", column=False):
    """What the colours mean: swatches as in the bars; or a matrix's cells, where `cells` says what an empty one is.

    With `totals` each swatch carries its number, and those without an item are left out unless it stands in a `column`.
    """
    name = _("Key to the letters") if cells else _("Key to the bars")
    kind = " tracker-key--cells" if cells else " tracker-key--column" if column else ""
    content = _cell_key(cells) if cells else _bar_key(totals, column)
    return format_html('<ul class="tracker-key{}" aria-label="{}">{}</ul>', kind, name, content)


def _figure(count, words, picture, url):
    count = number_words(count)
    number = format_html('<a class="govuk-link" href="{}">{}</a>', url, count) if url else count
    return format_html("<div><dt>{}{}</dt><dd>{}</dd></div>", picture, words, number)


def percent(share):
    """A share of 0 to 1 as "37%", and "–" where there is nothing to share (None). Only none is 0%, only all 100%."""
    if share is None:
        return "–"
    if 0 < share < 0.01:
        return "<1%"
    return f"{min(share, 0.99) if share < 1 else 1:.0%}"


def share_done(totals):
    """The share of what is closed as "37%"; "37% done" where some of it was closed without the work (superseded, …)."""
    share = percent(totals.share_closed)
    return _("%(share)s done") % {"share": share} if totals.void and totals.share_closed is not None else share


def _figure_words(totals, status):
    words = in_sentence(status.label)
    if status == Status.CLOSED and totals.share_closed is not None:
        return f"{words}, {share_done(totals)}"
    if status == Status.OVERDUE and totals.silent:
        return _("%(overdue)s, %(count)s nothing recorded") % {"overdue": words, "count": number_words(totals.silent)}
    return words


def figures(totals, url="", everything=""):
    """All items and the seven counts of `totals` in one line, each a link into the list at `url` where one is given.

    `everything` is the address of all items, where that is not `url` itself.
    """
    join = "&" if "?" in url else "?"
    items = _figure(totals.items, ngettext("item", "items", totals.items), "", everything or url)
    rest = [
        _figure(totals[status], _figure_words(totals, status), swatch(status), url and f"{url}{join}status={status}")
        for status in Status
    ]
    return format_html('<dl class="tracker-figures">{}{}</dl>', items, mark_safe("".join(rest)))  # noqa: S308 - as above


# Rows of figures ------------------------------------------------------------------------------------------------------

NUMERIC, GROUP, WIDE = "govuk-table__cell--numeric", "tracker-table__group", "tracker-wide"


@cache
def _standing_columns(language):
    """The figures beside a body's bar: (opening of the cell, which figure of its totals)."""
    columns = [
        (WIDE, _("Items"), "items"),
        (GROUP, _("Closed"), Status.CLOSED),
        ("", _("Share closed"), "share"),
        (GROUP, _("Reported"), Status.REPORTED_COMPLETE),
        (WIDE, _("No action"), Status.NO_ACTION),
        (f"{GROUP} {WIDE}", _("Not yet due"), Status.NOT_DUE),
        (WIDE, _("Due soon"), Status.DUE_SOON),
        ("", _("Overdue"), Status.OVERDUE),
        ("", _("Nothing recorded"), "silent"),
        (WIDE, _("No deadline"), Status.NO_DEADLINE),
    ]
    opening = '<td role="cell" class="govuk-table__cell {}" data-label="{}">'
    return [(format_html(opening, f"{NUMERIC} {classes}".strip(), label), figure) for classes, label, figure in columns]


def standing_cells(totals, whose, overdue_url=""):
    """The bar and the ten figures of one row: `totals` of `whose`. `overdue_url` is where the overdue are listed."""
    cells = [f'<td role="cell" class="govuk-table__cell tracker-col-bar">{status_bar(totals)}</td>']
    shown = {
        **{status: number_words(totals[status]) for status in Status},
        "items": number_words(totals.items),
        "share": percent(totals.share_closed),
        "silent": number_words(totals.silent),
        Status.OVERDUE: _overdue_figure(totals, whose, overdue_url),
    }
    cells += [f"{opening}{shown[figure]}</td>" for opening, figure in _standing_columns(get_language())]
    return mark_safe("".join(cells))  # noqa: S308 - numbers, and what was escaped


def _overdue_figure(totals, whose, url):
    if not totals[Status.OVERDUE]:
        return 0
    number = format_html("{}{}", icon(Status.OVERDUE), number_words(totals[Status.OVERDUE]))
    if not url:
        return format_html('<span class="tracker-figure">{}</span>', number)
    return format_html(
        '<a class="govuk-link govuk-link--no-visited-state tracker-figure" href="{}">{}'
        '<span class="govuk-visually-hidden"> {}</span></a>',
        url,
        number,
        _("overdue, %(whose)s") % {"whose": whose},
    )
