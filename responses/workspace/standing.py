"""What the pages of a response show alike, for its writers and its readers: its days, its steps, where it came from."""

from django.utils.functional import cached_property

from responses.statutory import Clock
from responses.workspace.content import Printed
from responses.workspace.days import Days
from responses.workspace.progress import Progress


class Standing:
    """The response to one report for one force, as it stands for somebody in this seat."""

    def __init__(self, duty, seat):
        self.duty, self.seat = duty, seat
        self.report, self.force = duty.inspection, duty.force

    @cached_property
    def is_inside(self):
        """Whether the viewer may know what the office set itself: those who write the response, and administrators."""
        return self.force.pk in self.seat.sides or self.seat.administrator

    @cached_property
    def clock(self):
        target_days = self.printed.settings.target_days if self.is_inside else None
        return Clock(self.duty, self.seat.day, self.office, target_days)

    @cached_property
    def printed(self):
        return Printed(self.duty, self.seat.day)

    @property
    def response(self):
        return self.printed.response

    @property
    def office(self):
        """The local policing body that answers, None where none is recorded."""
        return self.response.office

    @cached_property
    def days(self):
        return Days(self.clock, self.response, self.is_inside)

    @cached_property
    def steps(self):
        return Progress(self.duty, self.seat, self.response)

    @cached_property
    def sources(self):
        """The documents from which it was taken over, for those who answer and those who oversee."""
        if not (self.seat.oversees or self.force.pk in self.seat.sides):
            return []
        return self.printed.documents
