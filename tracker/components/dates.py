"""How days and deadlines read. Pure: the day is an argument."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.pastday import is_past
from inspections.statuses import OPEN, Status
from inspections.wording import day_words


def long_date(on):
    """ "31 December 2024", and nothing for None."""
    return day_words(on) if on else ""


def time_element(on):
    """The day in words for people and in ISO for machines."""
    return format_html('<time datetime="{}" class="tracker-nowrap">{}</time>', on.isoformat(), long_date(on))


def distance(day, due_on):
    """How far `due_on` is from `day`: "in 5 days", "today", "14 days late". The deadline day itself is in time.

    From a PastDay it is as far as it was then, and "that day".
    """
    days = (due_on - day).days
    if days == 0:
        return _("that day") if is_past(day) else _("today")
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def due_words(day, due_on, status, *, immediate=False):
    """What stands beside a deadline, "" where nothing is to be said: the item is closed or claimed, or has no deadline.

    An immediate item has no number of days: it was due on the day of publication, however long ago that was.
    """
    if due_on is None or status not in OPEN:
        return ""
    if immediate:
        return _("immediate, not reported complete") if status == Status.OVERDUE else _("immediate")
    return distance(day, due_on)


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
