"""What must hold of an item before it is saved, whether it was typed into a form or stands on a sheet."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspections.deadlines import Deadline, DeadlineKind, UnreadableDeadline, read_deadline, read_deadline_field
from inspections.models import Recommendation
from inspections.wording import day_words


def deadline_of(words, day, text, issued_on):
    """The deadline that was typed: `words`, or else those of the `text`; a `day` counts where they give another.

    Raises UnreadableDeadline where the words cannot be read and no day is given.
    """
    explicit = Deadline(DeadlineKind.DATE, on=day, text=words) if day else None
    try:
        read = read_deadline_field(words) if words else read_deadline(text)
    except UnreadableDeadline:
        if explicit:
            return explicit
        raise
    return explicit if explicit and read.due_on(issued_on) != day else read


def check_issue(issued_on, published_on, *, accelerated):
    """Raise ValidationError for an item issued before its report, unless it is, or is under, a cause of concern."""
    if issued_on and published_on and issued_on < published_on and not accelerated:
        message = _("Before %(day)s, when the report was published, only a cause of concern is issued.")
        raise ValidationError(message, params={"day": day_words(published_on)})


def check_due(due_on, issued_on):
    """Raise ValidationError for a deadline before the day of issue."""
    if due_on and issued_on and due_on < issued_on:
        days = {"due": day_words(due_on), "issued": day_words(issued_on)}
        raise ValidationError(
            _("The deadline, %(due)s, comes before %(issued)s, the day the item was issued."), params=days
        )


def number_used(cleaned):
    """The sentence beside a number that another item of the same kind has. `cleaned`: kind, number and cause."""
    kind = Recommendation.LONG_KINDS[cleaned["kind"]].lower()
    if cleaned.get("cause"):
        message = gettext("Number %(number)s is already used for another %(kind)s under this cause of concern.")
    else:
        message = gettext("Number %(number)s is already used for another %(kind)s of this report.")
    return message % {"number": cleaned["number"], "kind": kind}
