"""What belongs together though it is written twice: the same report, and the same of its items."""

from dataclasses import dataclass
from datetime import date

from inspections.comparing import likeness
from inspections.models import Inspection

# Reports -------------------------------------------------------------------------------------------------------------

ENOUGH, SURE = 0.4, 0.9
"""Of a likeness of titles (0 to 1), and 0.5 for the same day, 0.4 for the same month, 0.2 for a day near it."""

A_FORTNIGHT = 14
"""Days by which a report's day of publication may be off, read from a letter about it, and still be a hint."""


@dataclass(frozen=True)
class Likely:
    """A report of the register, and how likely it is the one that is looked for."""

    report: Inspection
    same_day: bool
    score: float
    alike: bool = False

    @property
    def is_the_same(self):
        """Whether it most likely is: a title as like as this on the same day, or the same title on another."""
        return self.score >= SURE


def likeliest(reports, title, *, day=None, month=""):
    """The reports as `Likely`, likeliest first: by a title, and its day or month ("2023-12") of publication."""
    found = [_likely(report, title, day, month) for report in reports]
    return sorted(
        found,
        key=lambda one: (-one.score, -(one.report.published_on or date.min).toordinal(), one.report.title),
    )


def _likely(report, title, day, month):
    alike = score = max(likeness(title, name) for name in {report.title, report.short})
    published_on = report.published_on
    same_day = published_on is not None and published_on == day
    if same_day:
        score += 0.5
    elif published_on and month and f"{published_on:%Y-%m}" == month:
        score += 0.4
    elif published_on and day and abs((published_on - day).days) <= A_FORTNIGHT:
        score += 0.2
    return Likely(report, same_day, score, alike >= ENOUGH)


# Items ---------------------------------------------------------------------------------------------------------------

COMPARED = 2_000
"""Characters of a text whose likeness is measured: more tell no more."""

ALIKE = 0.6
"""From this likeness on (0 to 1), two texts are taken to be the same, changed a little."""


def pairs(items, others, *, key, text):
    """{item: the other that is most likely the same}, each other once: by its key, else by its text.

    `key(item)` is what names it, None where nothing does; a key that several share names none of them.
    """
    found = _by_key(items, others, key)
    taken = set(found.values())
    left = [(place, item, text(item)[:COMPARED]) for place, item in enumerate(items) if item not in found]
    free = [(place, other, text(other)[:COMPARED]) for place, other in enumerate(others) if other not in taken]
    scored = ((likeness(mine, theirs), i, j, item, other) for i, item, mine in left for j, other, theirs in free)
    alike = sorted((row for row in scored if row[0] >= ALIKE), key=lambda row: (-row[0], row[1], row[2]))
    for _score, _i, _j, item, other in alike:
        if item not in found and other not in taken:
            found[item] = other
            taken.add(other)
    return found


def _by_key(items, others, key):
    ours, theirs = _grouped(items, key), _grouped(others, key)
    alone = [name for name in ours if len(ours[name]) == 1 == len(theirs.get(name, ()))]
    return {ours[name][0]: theirs[name][0] for name in alone}


def _grouped(items, key):
    groups = {}
    for item in items:
        if (name := key(item)) is not None:
            groups.setdefault(name, []).append(item)
    return groups
