"""How the register's facts read in words. Pure: the day is an argument."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from inspections.deadlines import STATUTORY_DAYS, DeadlineKind, PeriodUnit, statutory_day
from inspections.models import Act, Obligation
from inspections.pastday import is_past
from inspections.statuses import OPEN, Status

Kind = Act.Kind


def day_words(on):
    """ "31 December 2024"."""
    return _day_words(on, get_language())


@lru_cache(4096)  # eleven years: the rows of a page share few days
def _day_words(on, language):
    return date_format(on, "j F Y")


def number_words(number):
    """ "50,140"."""
    return number_format(number, force_grouping=True) if number > 999 else str(number)


def distance(day, due_on):
    """How far `due_on` is from `day`: "in 5 days", "today", "14 days late". The deadline day itself is in time.

    From a PastDay it is as far as it was then, and "that day".
    """
    days = (due_on - day).days
    if days == 0:
        return _("that day") if is_past(day) else _("today")
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": number_words(-days)}
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": number_words(days)}


def due_words(day, due_on, status, *, immediate=False):
    """What stands beside a deadline, "" where nothing is to be said: the item is closed or claimed, or has no deadline.

    An immediate item has no number of days: it was due on the day of publication, however long ago that was.
    """
    if due_on is None or status not in OPEN:
        return ""
    if immediate:
        return _("immediate, not reported complete") if status == Status.OVERDUE else _("immediate")
    return distance(day, due_on)


MOST_NAMED = 5
"""Names that a sentence holds."""


def a_few(names, between=", "):
    """The first of some names: "Ashcombe Police, Elmshire Police and others"."""
    more = _(" and others") if len(names) > MOST_NAMED else ""
    return between.join(names[:MOST_NAMED]) + more


def in_sentence(label):
    """A label as it reads inside a sentence: "no action, reason given"."""
    return str(label)[:1].lower() + str(label)[1:]


def count_in_words(count, label, silent=0):
    """How many stand so: "4 overdue", "4 overdue (2 of them with nothing recorded here)"."""
    words = f"{number_words(count)} {in_sentence(label)}"
    if not silent:
        return words
    return _("%(overdue)s (%(silent)s of them with nothing recorded here)") % {
        "overdue": words,
        "silent": number_words(silent),
    }


def standing_in_words(counts, silent):
    """How the rows of a list stand: "4 overdue (2 of them with nothing recorded here), 12 outstanding".

    `counts` are (how many, label) pairs, the most pressing first: `silent` of those have nothing recorded.
    """
    counted = [(count, label) for count, label in counts if count]
    return ", ".join(count_in_words(*pair, silent if pair == counted[0] else 0) for pair in counted)


def report_in_words(report):
    """A report as a choice among others: its title with its day, "Missing children (18 June 2025)"."""
    return f"{report.short} ({day_words(report.published_on) if report.published_on else _('no day of publication')})"


def item_in_words(item, report=None):
    """An item as a choice among those of several reports, "Cause of concern 1, Missing children: Response times".

    Beside its own `report` that one's name is left out.
    """
    return f"{item.label}{'' if item.inspection == report else f', {item.inspection.short}'}: {item.short}"


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


# Causes of concern ----------------------------------------------------------------------------------------------------


def open_under_cause(held):
    """Why causes of concern cannot be closed: {obligation of a cause: obligations of items under it}, in a sentence."""
    told = [
        _("%(body)s: %(items)s")
        % {"body": row.body, "items": a_few([one.recommendation.label_in_sentence for one in items])}
        for row, items in held.items()
    ]
    sentence = _("A cause of concern is closed after the items under it. Not closed by then: %(which)s.")
    return sentence % {"which": a_few(told, "; ")}


def cause_standing(closed, items, *, is_closed):
    """How a cause of concern stands for a body by the items under it: how many there are and how many are closed."""
    given = {"n": items, "closed": closed}
    if is_closed and closed < items:
        return (
            ngettext(
                "It stands closed, though the item under it is not closed.",
                "It stands closed, though only %(closed)s of %(n)s items under it are closed.",
                items,
            )
            % given
        )
    if is_closed or not items:
        return "" if items else _("No items have been entered under it.")
    if closed == items:
        return (
            ngettext(
                "The one item under it is closed: HMICFRS can close it.",
                "All %(n)s items under it are closed: HMICFRS can close it.",
                items,
            )
            % given
        )
    return (
        ngettext(
            "%(closed)s of %(n)s item under it is closed.", "%(closed)s of %(n)s items under it are closed.", items
        )
        % given
    )


# Deadlines that move --------------------------------------------------------------------------------------------------


def times_moved_in_words(times):
    """ "Deadline moved twice"; "" where it never moved."""
    if times < 3:
        return ("", _("Deadline moved once"), _("Deadline moved twice"))[times]
    return _("Deadline moved %(times)s times") % {"times": times}


def earlier_moves_in_words(counts):
    """What moving deadlines would be: "For 3 of these it is the second move."

    `counts` is {times moved so far: of how many items}.
    """
    second = counts.get(1, 0)
    later = sum(number for times, number in counts.items() if times > 1)
    sentences = []
    if second:
        sentences.append(
            ngettext("For %(n)s of these it is the second move.", "For %(n)s of these it is the second move.", second)
            % {"n": second}
        )
    if later:
        sentences.append(
            ngettext(
                "For %(n)s of these it is the third move or a later one.",
                "For %(n)s of these it is the third move or a later one.",
                later,
            )
            % {"n": later}
        )
    return " ".join(sentences)


def letter_in_words(letter):
    """The letter that closed an item: one that is known by its day alone as that day in words."""
    try:
        return _("HMICFRS, %(day)s") % {"day": day_words(date.fromisoformat(letter))}
    except ValueError:
        return letter


# Acts -----------------------------------------------------------------------------------------------------------------


def act_title(act, obligation, nth=1):
    """What happened, in one line: "Deadline moved from 3 May 2026 to 9 June 2026", "Closed: verified by HMICFRS".

    `nth` says which move of the deadline it is: from the second on the title says so.
    """
    titles = {
        Kind.ADDRESSED: lambda: _addressed(act) % {"body": obligation.body},
        Kind.REMOVED: lambda: _with(act.get_kind_display(), label_of(Obligation.Removal, act.became)),
        Kind.REPORTED: lambda: claim_words(act.became),
        Kind.CLOSED: lambda: _with(act.get_kind_display(), label_of(Obligation.Closure, act.became)),
        Kind.MOVED: lambda: _moved(_move_sentence(nth), act, nth),
        Kind.CORRECTED: lambda: _moved(_("Deadline corrected from %(old)s to %(new)s"), act),
        Kind.RETRACTED: lambda: _retracted(act),
        Kind.JUDGED: lambda: _with(act.get_kind_display(), act.became),
        Kind.WAITING: lambda: (
            _("Waiting on %(body)s") % {"body": act.became} if act.became else _("No longer waiting on another body")
        ),
    }
    return str(titles.get(act.kind, act.get_kind_display)())


def claim_words(claim):
    """What a body reported: "Reported complete"."""
    if claim == Obligation.Claim.NO_ACTION:
        return _("Reported: no action, reason given")
    return _("Reported complete")


def label_of(choices, value):
    """The words of a choice; what is none stays as it is."""
    return choices(value).label if value in choices else value


def _addressed(act):
    """A successor is not addressed anew: the item is passed on to it."""
    return _("Passed on to %(body)s") if act.became == Obligation.Removal.PASSED_ON else _("Addressed to %(body)s")


def _retracted(act):
    if act.became:
        return _("Progress of %(day)s withdrawn") % {"day": day_words(date.fromisoformat(act.became))}
    return _("Answer withdrawn")


def _moved(sentence, act, nth=1):
    """From one day to another, "no deadline" where there was or is none."""
    new = date.fromisoformat(act.became) if act.became else None
    return sentence % {"old": _day_or_none(act.ended_due_on), "new": _day_or_none(new), "nth": nth}


def _move_sentence(nth):
    """A deadline that slips again is told from one that slipped once."""
    if nth < 2:
        return _("Deadline moved from %(old)s to %(new)s")
    if nth == 2:
        return _("Deadline moved a second time, from %(old)s to %(new)s")
    if nth == 3:
        return _("Deadline moved a third time, from %(old)s to %(new)s")
    return _("Deadline moved again, %(nth)s times by then, from %(old)s to %(new)s")


def _day_or_none(on):
    return day_words(on) if on else _("no deadline")


def _with(words, more):
    return f"{words}: {more}" if more else words
