"""Whether the statutory responses to reports were published in time. Police Act 1996 s.55(5) and (5A)."""

from dataclasses import dataclass
from datetime import date, timedelta

from inspections.deadlines import STATUTORY_DAYS, statutory_day
from inspections.models import Inspection, RelatedForce
from inspections.workingdays import last_working_day
from responses.models import StatutoryResponse


@dataclass(frozen=True)
class Clock:
    """One report that a force's local policing body owes a response to, as it stands on `day`."""

    duty: RelatedForce
    day: date

    @property
    def inspection(self):
        return self.duty.inspection

    @property
    def response(self):
        """What was recorded of the response, None where nothing was, or it was published only after the day."""
        response = getattr(self.duty, "statutory_response", None)
        later = response and response.published_on and response.published_on > self.day
        return None if later else response

    @property
    def answering(self):
        """The response that answers this report: its own, or that to another report with the same findings."""
        response = self.response
        return response.answered_by if response and response.answered_by_id else response

    @property
    def published_on(self):
        published_on = self.answering.published_on if self.answering else None
        return published_on if published_on and published_on <= self.day else None

    @property
    def day_unknown(self):
        """Published, but only the day of entry is known: nothing can be said of lateness."""
        return bool(self.published_on) and self.response.published_basis == StatutoryResponse.Basis.ENTRY

    @property
    def from_response(self):
        return bool(self.published_on) and self.response.published_basis == StatutoryResponse.Basis.RESPONSE

    @property
    def number(self):
        """Day of the 56: of publication where it was published, of today where not."""
        return statutory_day(self.inspection.published_on, self.published_on or self.day)

    @property
    def days_left(self):
        """Days after this one until the last day; below 0 is late."""
        return STATUTORY_DAYS - self.number

    @property
    def days_late(self):
        return max(0, -self.days_left)

    @property
    def last_day(self):
        return self.inspection.response_due_on

    @property
    def last_working_day(self):
        """The last day on which somebody is at work to publish it: the law's last day does not move."""
        return last_working_day(self.last_day)

    def day_of(self, number):
        """The day with this number; day 1 is the day of publication."""
        return self.inspection.published_on + timedelta(days=number - 1)


def clocks(forces, day, seat=None):
    """The duties under section 55 that reports on these forces make, the latest report first, in one query.

    Reports that the viewer's office proposed (`seat`) are among them: the law does not wait for the register.

    Those that have passed to a successor by the day are that successor's.
    """
    reports = Inspection.objects.counted_for(seat) if seat else Inspection.objects.in_register(day)
    duties = (
        RelatedForce.objects.filter(force__in=forces, inspection__in=reports)
        .exclude(ended_on__lte=day)
        .exclude(from_on__gt=day)
        .filter(exemption="")
        .select_related("inspection", "force", "statutory_response__body", "statutory_response__answered_by")
        .order_by("-inspection__published_on", "inspection__title")
    )
    return [Clock(duty, day) for duty in duties]
