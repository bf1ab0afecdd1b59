"""Finds what changed: which items, in which ways. Seven queries for a page of it, however many there are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import compress

from django.db import connection
from django.db.models import Case, F, IntegerField, Q, Sum, Value, When

from inspections.facts import CLAIM_ENDS
from inspections.keys import among
from inspections.models import Act, Obligation
from inspections.pastday import Eve, PastDay
from inspections.querysets import bound_on, conditions, is_true
from inspections.statuses import Status
from inspections.tables import chunks
from responses.changes.kinds import OF_ACTS, OF_REMOVALS, What, slips
from responses.changes.telling import told
from responses.models import ProgressUpdate

AT_A_TIME = 500
"""Rows told at once where all are read."""

REPORT, FORCE = "inspection", "force"

SAID = (Act.Kind.ANSWERED, Act.Kind.REPORTED, Act.Kind.RETRACTED, Act.Kind.WAITING, *CLAIM_ENDS)
"""Acts that go with an answer where it is moved: what was said before was never said here."""


@dataclass(frozen=True, slots=True)
class Found:
    """A row in which something changed: the id of the obligation, how, and whether its deadline is no later now."""

    pk: int
    kinds: tuple
    is_nearer: bool


class Changes(Sequence):
    """What changed, one ItemChange for each obligation, in order; words are read for the rows that are asked for.

    `figures` say how many items changed in each way, {What: how many}, without those in which none did.
    """

    def __init__(self, found, seat, since, until, read=None):
        self.found, self.seat, self.since, self.until = found, seat, since, until
        self._read = {} if read is None else read  # by its key, what was read of a part

    def __len__(self):
        return len(self.found)

    def __getitem__(self, place):
        asked = self.found[place] if isinstance(place, slice) else [self.found[place]]
        unread = [one for one in asked if one.pk not in self._read]
        self._read |= {change.obligation.pk: change for change in told(unread, self.seat, self.since, self.until)}
        changes = [self._read[one.pk] for one in asked]
        return changes if isinstance(place, slice) else changes[0]

    def __iter__(self):
        for few in chunks(self.found, AT_A_TIME):
            yield from told(few, self.seat, self.since, self.until)

    @property
    def figures(self):
        counted = Counter()
        for kinds, n in Counter(one.kinds for one in self.found).items():
            counted.update(dict.fromkeys(kinds, n))
        return {what: counted[what] for what in What if counted[what]}

    def of(self, kinds):
        """Those that changed in one of these ways."""
        wanted = {What(kind) for kind in kinds}
        return self._only(wanted.intersection(one.kinds) for one in self.found)

    @property
    def slipped(self):
        """Those that became overdue, were given a later deadline, returned or reopened."""
        return self._only(slips(one.kinds, is_nearer=one.is_nearer) for one in self.found)

    def _only(self, wanted):
        return Changes(list(compress(self.found, wanted)), self.seat, self.since, self.until, self._read)


def changes(rows, seat, since, until, *, by=REPORT):
    """What changed of these obligations in the period, as this viewer may know it: Changes.

    `rows` is a queryset that says which items of which bodies are meant, those that are no longer addressed among them
    (`between`); `until` is today or earlier. Items outside totals, proposals and embargoed items are in no change. `by`
    REPORT or FORCE is what the order begins with.

    An item that only came nearer to its deadline has not changed; one whose deadline passed has.
    """
    keys = list(rows.filter(pk__in=_candidates(since, until)).order_by().values_list("pk", flat=True))
    if connection.vendor != "postgresql" and len(keys) > MOST_NAMED:
        keys = rows.filter(pk__in=_candidates(since, until)).order_by().values("pk")
    asked = Obligation.objects.filter(among("pk", keys))
    eve, end = Eve.of(since - timedelta(days=1)), PastDay.of(until)
    done = _done(keys, since, until)
    touched = between(asked, seat, since, until).with_facts(eve).with_facts(end)
    rows = touched.annotate(**_at_both_ends(eve, end)).annotate(changed=_bits(since, until))
    ordered = rows.order_by(*_order(by, since)).values_list("pk", "changed", "is_nearer")
    found = [(pk, _that_count(bits | done.get(pk, 0)), is_nearer) for pk, bits, is_nearer in ordered]
    return Changes([Found(*row) for row in found if row[1]], seat, since, until)


MOST_NAMED = 5_000
"""Rows that SQLite is asked for by their keys; more it finds again."""


def _candidates(since, until):
    """The keys of all rows in which something can have changed, and of some more, each part served by an index.

    A deadline that passed in the period is that in force, unless it was moved after it. It says nothing of what had
    been claimed or closed before, and still is.
    """
    rows, acts = Obligation.objects.order_by(), Act.objects.order_by()
    eve = since - timedelta(days=1)
    return (
        acts.filter(on__range=(since, until))
        .values("obligation")
        .union(
            acts.filter(kind=Act.Kind.MOVED, on__gt=until).values("obligation"),
            ProgressUpdate.objects.order_by().filter(on__range=(since, until)).values("obligation"),
            rows.filter(addressed_on__range=(since, until)).values("pk"),
            rows.filter(removed_on__gte=since).values("pk"),
            rows.filter(
                Q(closed_on=None) | Q(closed_on__gte=since),
                Q(reported_on=None) | Q(reported_on__gte=since),
                removed_on=None,
                in_totals=True,
                due_on__gte=eve,
                due_on__lt=until,
            ).values("pk"),
        )
    )


def between(rows, seat, since, until):
    """Of these obligations, what counted on a day of the period or on the eve of it.

    What was found to be entered in error in the period is among it, for those who may see it: it counts on no day, and
    somebody will ask where it has gone.
    """
    asked = rows.filter(in_totals=True, addressed_on__lte=until)
    errors = Obligation.objects.filter(removal="error").visible_to(seat).order_by().values("pk")
    counted = ~Q(removal="error") & (Q(removed_on=None) | Q(removed_on__gte=since))
    return asked.filter(counted | Q(removed_on__range=(since, until), pk__in=errors))


def _order(by, since):
    """By report or by body. A report of the period comes after the others: all of it is new, for everybody."""
    published_on = "recommendation__inspection__published_on"
    report = [
        Case(When(**{f"{published_on}__gte": since}, then=Value(1)), default=Value(0)),
        F(published_on).desc(),
        "recommendation__inspection",
        "recommendation__sequence",
    ]
    return ["body__name", *report, "pk"] if by == FORCE else [*report, "body__name", "pk"]


BIT = {what: 1 << place for place, what in enumerate(What)}
"""Each kind of change as a bit, so that what changed of a row is one number."""


def _bits(since, until):
    """What changed of a row beside what acts say, as a column: the sum of the BITs."""
    period = (since, until)
    notes = ProgressUpdate.objects.standing().filter(on__range=period).order_by().values("obligation")
    removed = [When(removal=removal, then=BIT[what]) for removal, what in OF_REMOVALS.items()]
    return (
        _bit(What.PROGRESS, Q(pk__in=notes))
        + _bit(What.NEW, Q(addressed_on__gte=since))
        + Case(When(~Q(removed_on__range=period), then=0), *removed, default=BIT[What.REMOVED])
        + _bit(What.OVERDUE, Q(late_before=False, late_then=True))
        + _bit(What.IN_TIME, Q(late_before=True, late_then=False))
    )


def _bit(what, condition):
    return Case(When(condition, then=BIT[what]), default=0)


def _at_both_ends(eve, end):
    """What both ends of the period tell together, as columns; also by what was done."""
    late = {f"late_{day.suffix}": is_true(bound_on(day) & conditions(day)[Status.OVERDUE]) for day in (eve, end)}
    both = bound_on(eve) & bound_on(end)
    return late | {"is_nearer": is_true(both & Q(due_on_before__gte=F("due_on_then")))}


def _done(keys, since, until):
    """{obligation id: what was done, as the sum of BITs}.

    What was said of an answer that moved away was never said here.
    """
    said = When(kind__in=SAID, pk__lte=F("obligation__said_after"), then=0)
    whens = [When(kind=kind, then=BIT[what]) for kind, what in OF_ACTS.items()]
    taken_over = When(kind=Act.Kind.ADDRESSED, became=Obligation.Removal.PASSED_ON, then=BIT[What.TAKEN_OVER])
    bit = Case(said, *whens, taken_over, default=0, output_field=IntegerField())
    acts = Act.objects.filter(among("obligation", keys), on__range=(since, until)).order_by()
    return dict(acts.values_list("obligation").annotate(bits=Sum(bit, distinct=True)))


@cache
def _that_count(bits):
    """The kinds of a sum of bits, in their order.

    Without what is not said of an item that was passed on, whose lateness goes on, or in error, which never was.
    """
    kinds = {what for what, bit in BIT.items() if bits & bit}
    if What.IN_ERROR in kinds:
        return (What.IN_ERROR,)
    if What.TAKEN_OVER in kinds:
        kinds -= {What.OVERDUE, What.NEW}
    if What.PASSED_ON in kinds:
        kinds -= {What.IN_TIME}
    return tuple(what for what in What if what in kinds)
