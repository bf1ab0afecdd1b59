"""The days of a response beside the law's last one, as far as a viewer may know them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from inspections.deadlines import statutory_day
from inspections.workingdays import is_working_day
from responses.models import StatutoryResponse
from responses.statutory import Clock


@dataclass(frozen=True)
class Days:
    """What the office set itself: its own target, and the chief officer's day. Known `inside`: to those who write the
    response, and to administrators.
    """

    clock: Clock
    response: StatutoryResponse
    inside: bool

    @property
    def day(self):
        return self.clock.day

    def number_of(self, on):
        return statutory_day(self.clock.inspection.published_on, on)

    @property
    def target_on(self):
        return self.clock.target_on

    @property
    def target_number(self):
        return self.number_of(self.target_on)

    @property
    def target_left(self):
        """Days until the office's own target; below 0 it has passed."""
        return (self.target_on - self.day).days

    @property
    def target_passed(self):
        return -self.target_left

    @property
    def asked_on(self):
        return self.response.comments_asked_on if self.inside else None

    @property
    def comments_due_on(self):
        return self.response.comments_due_on if self.inside else None

    @property
    def comments_number(self):
        return self.number_of(self.comments_due_on)

    @property
    def comments_came_on(self):
        """The day on which the chief officer's comments are known to have come, None while they are awaited."""
        return self.response.comments_received_on

    @property
    def none_came(self):
        """Whether the office says that the chief officer gave no comments."""
        return self.inside and bool(self.response.absence)

    @property
    def comments_stand_here(self):
        """Whether the comments are in the response, though nobody recorded the day on which they came."""
        return self.inside and bool(self.response.chief_officer_comments) and not self.comments_came_on

    @property
    def comments_late(self):
        """Days by which the comments came, or are now, after the day they were asked for by; 0 in time."""
        return max(0, ((self.comments_came_on or self.day) - self.comments_due_on).days)

    @property
    def comments_left(self):
        return (self.comments_due_on - self.day).days

    @property
    def ends_on_a_day_off(self):
        """Whether nobody works on the last day, and it is still to come."""
        last = self.clock.last_day
        return not (self.clock.published_on or self.clock.days_late or is_working_day(last))

    @property
    def ends_on_a_weekend(self):
        return self.clock.last_day.weekday() > 4

    @property
    def marks(self):
        """(number of the day, words) of the days that stand on the line, in order."""
        marks = []
        if self.target_on:
            words = _("Day %(number)s: own target") % {"number": self.target_number}
            marks.append((self.target_number, words))
        if self.comments_due_on:
            words = _("Day %(number)s: chief officer’s comments") % {"number": self.comments_number}
            marks.append((self.comments_number, words))
        return sorted(marks)
