"""How the register's facts read in words. Pure: the day is an argument."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.deadlines import STATUTORY_DAYS, DeadlineKind, PeriodUnit, statutory_day


def day_words(on):
    """ "31 December 2024"."""
    return date_format(on, "j F Y")


def period_words(period):
    """ "3 months", "28 days"."""
    count = {"count": period.count}
    return {
        PeriodUnit.DAY: ngettext("%(count)s day", "%(count)s days", period.count) % count,
        PeriodUnit.WEEK: ngettext("%(count)s week", "%(count)s weeks", period.count) % count,
        PeriodUnit.MONTH: ngettext("%(count)s month", "%(count)s months", period.count) % count,
    }[period.unit]


def deadline_explained(item):
    """How a day that the report does not name was read from its words, "" where the report names the day itself."""
    deadline = item.deadline
    if deadline.kind not in (DeadlineKind.NONE, DeadlineKind.DATE) and item.due_on is None:
        return _("To be counted from the day of issue, which is not known yet")
    issued = day_words(item.issued_on) if item.issued_on else ""
    return {
        DeadlineKind.DATE: "",
        DeadlineKind.MONTH: _("A month is given: due on its last day"),
        DeadlineKind.IMMEDIATE: _("Immediate: due on the day of issue"),
        DeadlineKind.RELATIVE: _("%(period)s from the day of issue, %(issued)s")
        % {"period": period_words(deadline.period) if deadline.period else "", "issued": issued},
        DeadlineKind.NONE: _("HMICFRS set none, so it is never overdue"),
    }[deadline.kind]


def deadline_in_a_head(item):
    """A deadline in two short lines, for the head of a narrow column: ("31 Dec", "2026"), ("at once", "")."""
    if item.is_immediate:
        return _("at once"), ""
    if item.due_on is None:
        return _("no date"), ""
    return date_format(item.due_on, "j M"), date_format(item.due_on, "Y")


def statutory_words(inspection, day):
    """Where the 56 days of Police Act 1996 s.55(5A) stand on `day`: "day 12 of 56", "the last day was …".

    "" while there is no day of publication, and so nothing that counts.
    """
    if inspection.published_on is None:
        return ""
    number, days = statutory_day(inspection.published_on, day), STATUTORY_DAYS
    last = day_words(inspection.response_due_on)
    if number == 0:
        return _("%(last)s, the last of %(days)s days that begin with publication") % {"last": last, "days": days}
    if number > days:
        return _("The last day was %(last)s") % {"last": last}
    left = days - number
    words = ngettext("%(left)s day left", "%(left)s days left", left) % {"left": left}
    return _("%(last)s. Day %(number)s of %(days)s, %(words)s") % {
        "last": last,
        "number": number,
        "days": days,
        "words": words if left else _("the last day"),
    }
