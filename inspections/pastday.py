"""A day in the past, as whose end things are asked for. Pure: no database, no clock."""

from datetime import date

PARAMETER = "as_at"
"""What an address calls the day: `?as_at=2024-12-31`."""
UNTIL = "until"
"""What the address of a period calls its last day, which is then the day that its page tells of."""


class PastDay(date):
    """The end of an earlier day: a `date` in everything, which tells the querysets to read the log of what has ended.

    Facts in force answer for today without it. Asked with a PastDay they answer as they stood when that day ended: an
    item that was reopened since is closed, one that was moved has its earlier deadline, one that passed to a successor
    is its predecessor's. What a correction put right is right on every day.
    """

    suffix = "then"
    """What ends the names of its columns."""

    @classmethod
    def of(cls, day):
        """The end of that day."""
        return cls(day.year, day.month, day.day)


class QuietDay(PastDay):
    """The same, asked of rows of which no act has ended anything since: nearly all of them.

    What holds of such a row is what held then or began later, so that the indexes of today's facts serve.
    """


class Eve(PastDay):
    """The end of the day before a period: asked for beside that of its last day, in columns of its own."""

    suffix = "before"


def is_past(day):
    """Whether `day` asks for how things stood, and not for how they stand."""
    return isinstance(day, PastDay)


def is_quiet(day):
    """Whether `day` is asked of rows alone of which nothing has ended since."""
    return isinstance(day, QuietDay)
