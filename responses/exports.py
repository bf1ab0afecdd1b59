"""Lists that leave the program: statutory responses, each with its report, its days and how it stands to the 56."""

from functools import cache

from django.utils.translation import gettext as _

from inspections.models import RelatedForce
from inspections.tables import Column, labels


def of_responses(link):
    """Columns of responses.statutory.Clock."""
    exemptions, link = labels(RelatedForce.Exemption), cache(link)  # many rows are of one report
    return [
        Column(_("Force"), lambda clock: clock.duty.force.name, 30),
        *reports(),
        how_far(),
        published(),
        days_late(),
        in_time(),
        Column(_("Office"), lambda clock: clock.office and clock.office.name, 40),
        Column(_("Answered by the response to"), lambda clock: clock.answered_by and _report(clock.answered_by), 30),
        Column(_("Not owed because"), lambda clock: exemptions.get(clock.duty.exemption), 24),
        Column(_("Address of the response"), _address, 40),
        Column(_("Address of the report"), lambda clock: link(clock.inspection), 40),
    ]


def reports():
    """Which report is to be answered, and by when."""
    return [
        Column(_("Report"), lambda clock: clock.inspection.title, 42),
        Column(_("Report published"), lambda clock: clock.inspection.published_on, 20),
        Column(_("Last day"), lambda clock: clock.last_day, 20),
    ]


def how_far():
    """How far the response is."""
    return Column(_("How far"), lambda clock: clock.stage.label, 16)


def published():
    """The day on which the response was published, where that is known."""
    return Column(_("Response published"), lambda clock: None if clock.day_unknown else clock.published_on, 20)


def days_late():
    """By how much it is or was late; empty where it is in time, is not owed, or nothing can be said."""
    return Column(_("Days late"), _days_late, 11)


def in_time():
    """How it stands to the last day."""
    return Column(_("In time"), lambda clock: clock.state.label, 14)


def _days_late(clock):
    return (clock.days_late or None) if clock.is_owed and not clock.day_unknown else None


def _address(clock):
    return clock.answering.address if clock.published_on else None


def _report(response):
    return response.duty.inspection.title
