"""Whether the statutory responses to reports were published in time. Police Act 1996 s.55(5) and (5A)."""

from dataclasses import dataclass
from datetime import date

from inspections.deadlines import STATUTORY_DAYS, statutory_day
from inspections.models import Inspection, RelatedForce
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
    def published_on(self):
        return self.response.published_on if self.response else None

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
        .select_related("inspection", "force", "statutory_response__body")
        .order_by("-inspection__published_on", "inspection__title")
    )
    return [Clock(duty, day) for duty in duties]
