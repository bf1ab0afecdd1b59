"""The paper for a panel: whether the statutory responses to reports were published in time. Police Act 1996 s.55."""

from django.utils.translation import gettext as _

from inspections.models import Obligation
from inspections.statuses import Status, Totals
from inspections.tables import Column
from inspections.wording import day_words
from responses.exports import days_late, how_far, in_time, of_responses, published, reports
from responses.papers.paper import Paper, Section, as_at_words
from responses.stages import State
from responses.statutory import clocks


def panel(force, seat, since, link):
    """The responses that the force's local policing body owes, and how what these reports ask of the force stands."""
    day = seat.as_at
    found = clocks([force], day, seat)
    states = {state: sum(1 for clock in found if clock.state == state) for state in State}
    owed = Obligation.objects.owed_for(seat).owed_by([force])
    by_report = owed.totals_by("recommendation__inspection", day)
    recent = [clock for clock in found if clock.published_on and not clock.day_unknown and clock.published_on >= since]
    office = next((clock.overseer for clock in found if clock.overseer), None)
    rows = [(clock, by_report.get(clock.inspection.pk, Totals())) for clock in found]
    return Paper(
        title=_("%(force)s: responses to HMICFRS’s reports") % {"force": force},
        author=str(office or force),
        as_at=as_at_words(day, since),
        day=day,
        facts=[
            *([(_("Local policing body"), office)] if office else []),
            (_("Reports that ask for a response"), sum(states.values()) - states[State.NOT_OWED]),
            *((state.label, count) for state, count in states.items() if count),
            (_("Published since %(day)s") % {"day": day_words(since)}, len(recent)),
        ],
        sections=[
            Section(
                _("To come"),
                _("Still to be published"),
                [*reports(), how_far(), days_late()],
                [clock for clock in found if clock.is_owed and not clock.published_on],
                _("None."),
            ),
            Section(
                _("Published"),
                _("Published"),
                [*reports(), published(), in_time(), days_late()],
                [clock for clock in found if clock.published_on],
                _("None."),
            ),
            _items(rows),
        ],
        listed=(of_responses(link), found),
    )


def _items(rows):
    """Rows are (Clock, Totals): what the report asks of the force."""
    columns = [
        Column(_("Report"), lambda row: row[0].inspection.title, 40),
        Column(_("Items"), lambda row: row[1].items, 8),
        Column(_("Open"), lambda row: row[1].open, 8),
        Column(Status.OVERDUE.label, lambda row: row[1][Status.OVERDUE], 9),
        Column(Status.CLOSED.label, lambda row: row[1][Status.CLOSED], 9),
    ]
    asked = [row for row in rows if row[1].items]
    return Section(_("What they ask"), _("What these reports ask, and how it stands"), columns, asked, _("Nothing."))
