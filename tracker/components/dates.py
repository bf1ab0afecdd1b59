"""How days and deadlines read. Pure: the day is an argument."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inspections.statuses import Status
from inspections.wording import day_words, due_words


def long_date(on):
    """ "31 December 2024", and nothing for None."""
    return day_words(on) if on else ""


def time_element(on):
    """The day in words for people and in ISO for machines."""
    return _time_element(on, get_language())


@lru_cache(4096)  # as in day_words: the rows of a page share few days
def _time_element(on, language):
    return format_html('<time datetime="{}" class="tracker-nowrap">{}</time>', on.isoformat(), long_date(on))


def due(day, due_on, status, *, immediate=False):
    """The deadline and, below it in a table and beside it on a phone, how far it is."""
    status = Status(status)
    if due_on is None:
        return _("No deadline")
    words = due_words(day, due_on, status, immediate=immediate)
    if not words:
        return time_element(due_on)
    late = " tracker-late" if status == Status.OVERDUE else ""
    return format_html('{} <span class="tracker-table__sub{}">{}</span>', time_element(due_on), late, words)
