"""How things go with an item, by chance: which of the actions happen, and when."""

from dataclasses import dataclass
from math import log

from inspections.models import ClosureLevel, Obligation
from tracker.sample.scale.stories import Story

Claim, Closure = Obligation.Claim, Obligation.Closure
BY_LEVEL = {
    ClosureLevel.ClosedBy.FORCE: Closure.BY_FORCE,
    ClosureLevel.ClosedBy.CHIEF_OFFICER: Closure.CONFIRMED,
    ClosureLevel.ClosedBy.EVIDENCE: Closure.VERIFIED,
    ClosureLevel.ClosedBy.REVISIT: Closure.VERIFIED,
}


@dataclass(frozen=True, slots=True)
class Item:
    """What a story needs to know of an item; `cause` is the key of the cause of concern that it stands under."""

    pk: int
    begins: int
    due: int | None
    in_totals: bool
    closure: str
    theme: str
    reference: str
    cause: int | None


def tell(books, cast, item, body):
    """Everything that happened by now to what the body owes on the item, written into the books."""
    story = Story(books, cast, item, body)
    _unfold(story, cast.chance)
    if story.closed is None and cast.chance() < 0.02:
        story.drafts(max(cast.last - int(cast.chance() * 60), story.answered or item.begins))
    story.write()
    return story


def tell_cause(books, cast, item, body, under):
    """As `tell`, of a cause of concern: it is closed once the items `under` it are."""
    story = Story(books, cast, item, body)
    story.answers(item.begins + 20 + int(cast.chance() * 40))
    if all(one.closed for one in under):
        story.closes(max(one.closed for one in under) + 10 + int(cast.chance() * 60), Closure.VERIFIED)
    story.write()
    return story


def _unfold(story, chance):
    first = _begins_well(story, chance)
    if chance() < 0.03:
        gone = Closure.SUPERSEDED if chance() < 0.6 else Closure.WITHDRAWN
        story.closes(first + 60 + int(chance() * 400), gone)
        return
    if story.due and chance() < 0.05:
        moved = max(first, story.due - 10 - int(chance() * 50))
        story.moves(moved, max(moved, story.due) + 90 + int(chance() * 180))
        first = moved
    if chance() < 0.12:
        first += 20 + int(chance() * 60)
        story.notes(first)
    if chance() > 0.025:  # else it never gets done
        _gets_done(story, chance, max(first + 5, _done(story, chance)))


def _begins_well(story, chance):
    """What is first heard of it; returns the first day on which something else can follow."""
    on, way = story.item.begins + 10 + int(chance() * 45), chance()
    if way < 0.45:
        other = story.cast.national[int(chance() * len(story.cast.national))] if chance() < 0.06 else story.body
        story.answers(on, waiting=None if other is story.body else other.pk)
    elif way < 0.7:
        story.notes(on)
    return on


def _done(story, chance):
    """When the body's part is done: the better the body, the more often before the deadline."""
    due, quality = story.due or story.item.begins + 270, story.body.quality
    late = chance() > 0.3 + 0.4 * quality
    return due + int(_wait(chance, 300 - 180 * quality)) if late else due - int(_wait(chance, 45))


def _gets_done(story, chance, on):
    claim = Claim.COMPLETE if chance() < 0.94 else Claim.NO_ACTION
    if not story.claims(on, claim):
        return
    if chance() < 0.07:
        back = on + 15 + int(chance() * 75)
        on = back + 30 + int(chance() * 150)
        if not (story.returns(back) and story.claims(on, claim)):
            return
    closure = story.item.closure if claim == Claim.COMPLETE else Closure.NO_ACTION_AGREED
    on += 10 + int(_wait(chance, 110))
    if story.closes(on, closure) and story.item.cause is None and chance() < 0.012:
        again = on + 60 + int(chance() * 400)
        if story.reopens(again):
            story.closes(again + 40 + int(chance() * 160), closure)


def _wait(chance, mean):
    """Days until something happens that happens at any time as likely as at any other."""
    return -mean * log(1.0 - chance())
