"""How a statutory response stands to the last of its 56 days, by word and shape, and what follows."""

import html

from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.wording import number_words
from tracker.components import statuses
from tracker.components.dates import long_date

SUB = '<span class="tracker-table__sub{}">{}</span>'
LATE, FOLD = " tracker-late", " tracker-fold"


def verdict(clock, day):
    """The verdict of a responses.statutory.Clock. Links carry the `day` that the page tells of, as an address does."""
    told = [*_reached(clock), *_aimed(clock), *_answered(clock, day)] if clock.is_owed else _not_owed(clock.duty)
    return mark_safe("\n".join([statuses.state_tag(clock.state), *told]))  # noqa: S308 - what people wrote is escaped


def _sub(words, kind=""):
    return SUB.format(kind, html.escape(words))


def _not_owed(duty):
    return [_sub(capfirst(duty.get_exemption_display())), _sub(duty.exemption_reason, FOLD)]


def _reached(clock):
    """When it was published; or how far the last day is."""
    if clock.day_unknown:
        return []
    if clock.published_on:
        return _published(clock)
    late, left = clock.days_late, clock.days_left
    if late and clock.is_silent:
        words = ngettext("the last day was %(days)s day ago", "the last day was %(days)s days ago", late)
        return [_sub(words % {"days": number_words(late)}), statuses.mark(_("Nothing recorded"))]
    if late:
        return [_late(late)]
    if left:
        words = ngettext("%(days)s day left, day %(number)s of 56", "%(days)s days left, day %(number)s of 56", left)
        return [_sub(words % {"days": left, "number": clock.number})]
    return [_sub(_("the last day is today"))]


def _published(clock):
    words = _("published %(day)s, day %(number)s") if clock.number else _("published %(day)s, before this report")
    told = [_sub(words % {"day": long_date(clock.published_on), "number": clock.number})]
    if clock.days_late:
        told.append(_late(clock.days_late))
    if clock.from_response:
        told.append(_sub(_("dated by the response itself")))
    return told


def _late(days):
    return _sub(ngettext("%(days)s day late", "%(days)s days late", days) % {"days": number_words(days)}, LATE)


def _aimed(clock):
    """The office's own target, while the response is still to come."""
    if not clock.target_on or clock.published_on or clock.outside:
        return []
    told = [_sub(_("own target %(day)s") % {"day": long_date(clock.target_on)})]
    return [*told, statuses.mark(_("Past its own target"))] if clock.is_past_target else told


def _answered(clock, day):
    """Which other response answers this report, and why."""
    if not (other := clock.answered_by):
        return []
    address, report = html.escape(other.get_absolute_url() + day), html.escape(other.duty.inspection.short)
    link = f'<a class="govuk-link" href="{address}">{report}</a>'
    words = _("Answered by the response to")
    return [SUB.format("", f"{words} {link}"), _sub(clock.response.answered_by_reason, FOLD)]
