"""What a response still lacks: what the law asks for, what is advised, and what does not add up."""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import cached_property


class Weight(Enum):
    """How much a gap weighs: the law asks for it; it looks wrong; it is advice."""

    LAW = "law"
    CHECK = "check"
    ADVICE = "advice"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing. `what` says it in a few words, `why` with the section of the Act or the figures.

    `section` is the section's name in addresses, or `item` the item; one of the two says where it is mended.
    """

    weight: Weight
    what: str
    why: str
    section: str = ""
    item: object = None


class Check:
    """The completeness of a response (`responses.workspace.content.Printed`) as somebody in this seat may see it."""

    def __init__(self, printed, seat):
        self.printed, self.seat = printed, seat

    @cached_property
    def gaps(self):
        """All gaps, in the order of the page."""
        return []

    @property
    def missing(self):
        """What the law asks for and what is not there: with any, sign-off needs a reason."""
        return [gap for gap in self.gaps if gap.weight is Weight.LAW]
