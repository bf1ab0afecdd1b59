"""Finds what changed: which items, in which ways. Nine queries at most for a page of it, however many there are."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import compress

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from inspections.facts import CLAIM_ENDS
from inspections.models import Act, Obligation
from inspections.pastday import PastDay
from inspections.tables import chunks
from responses.changes.kinds import OF_ACTS, OF_REMOVALS, Standing, What, slips
from responses.changes.telling import told
from responses.models import ProgressUpdate

AT_A_TIME = 500
"""Rows told at once where all are read."""

REPORT, FORCE = "inspection", "force"

SAID = (Act.Kind.ANSWERED, Act.Kind.REPORTED, Act.Kind.RETRACTED, Act.Kind.WAITING, *CLAIM_ENDS)
"""Acts that go with an answer where it is moved: what was said before was never said here."""


@dataclass(frozen=True, slots=True)
class Found:
    """A row in which something changed: the id of the obligation, both standings and the kinds of changes."""

    pk: int
    before: Standing | None
    after: Standing | None
    kinds: tuple


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
        counted = Counter(kind for one in self.found for kind in one.kinds)
        return {what: counted[what] for what in What if counted[what]}

    def of(self, kinds):
        """Those that changed in one of these ways."""
        wanted = {What(kind) for kind in kinds}
        return self._only(wanted.intersection(one.kinds) for one in self.found)

    @property
    def slipped(self):
        """Those that became overdue, were given a later deadline, returned or reopened."""
        return self._only(map(slips, self.found))

    def _only(self, wanted):
        return Changes(list(compress(self.found, wanted)), self.seat, self.since, self.until, self._read)


def changes(rows, seat, since, until, *, by=REPORT):
    """What changed of these obligations in the period, as this viewer may know it: Changes.

    `rows` is a queryset that says which items of which bodies are meant, those that are no longer addressed among them
    (`between`); `until` is today or earlier. Items outside totals, proposals and embargoed items are in no change. `by`
    REPORT or FORCE is what the order begins with.

    An item that only came nearer to its deadline has not changed; one whose deadline passed has.
    """
    before, after = PastDay.of(since - timedelta(days=1)), PastDay.of(until)
    candidates = _candidates(since, until)
    meant = rows.filter(pk__in=candidates).order_by()
    first = list(meant.values_list("pk", flat=True)[: MOST_NAMED + 1])
    asked = Obligation.objects.filter(pk__in=first)
    if len(first) > MOST_NAMED:
        asked = Obligation.objects.filter(pk__in=candidates).filter(pk__in=meant.values("pk"))
    touched = between(asked, seat, since, until)
    touched = touched.with_facts(after).filter(_touched(since, until))
    ordered = list(touched.with_status(after).order_by(*_order(by, since)).values_list(*OF_A_ROW))
    few = len(ordered) <= MOST_NAMED
    keys = [pk for pk, *_facts in ordered] if few else touched.order_by().values("pk")
    stood, happened = _standings(keys, before), _happened(keys, since, until)
    found = []
    for pk, addressed_on, removed_on, removal, *facts in ordered:
        stands = Standing(*facts) if removal != "error" and (removed_on is None or removed_on > until) else None
        kinds = happened[pk] | _of_time(stood.get(pk), stands)
        if addressed_on >= since and What.TAKEN_OVER not in kinds:
            kinds.add(What.NEW)
        if removed_on and since <= removed_on <= until:
            kinds.add(OF_REMOVALS.get(removal, What.REMOVED))
        kinds = _that_count(kinds)
        if kinds:
            found.append(Found(pk, stood.get(pk), stands, tuple(what for what in What if what in kinds)))
    return Changes(found, seat, since, until)


MOST_NAMED = 5_000
"""Rows that are asked for by their keys; of more the database finds them again."""

OF_A_STANDING = ("status", "due_on_then", "closure_then")
OF_A_ROW = ("pk", "addressed_on", "removed_on", "removal", *OF_A_STANDING)


def _candidates(since, until):
    """The keys of all rows in which something can have changed, and of some more, each part served by an index.

    A deadline that passed in the period is that in force, unless it was moved after it.
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
            rows.filter(removed_on=None, in_totals=True, due_on__gte=eve, due_on__lt=until).values("pk"),
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


def _touched(since, until):
    """Condition: something took effect in the period, or the deadline passed in it."""
    own = {"obligation": OuterRef("pk"), "on__range": (since, until)}
    return (
        Exists(Act.objects.filter(**own))
        | Exists(ProgressUpdate.objects.filter(**own))
        | Q(addressed_on__gte=since)
        | Q(removed_on__range=(since, until))
        | Q(due_on_then__gte=since - timedelta(days=1), due_on_then__lt=until)
    )


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


def _standings(keys, day):
    """{obligation id: Standing} of those that counted at the end of a day."""
    rows = Obligation.objects.filter(pk__in=keys).owed_on(day).with_status(day)
    return {pk: Standing(*facts) for pk, *facts in rows.values_list("pk", *OF_A_STANDING)}


def _happened(keys, since, until):
    """{obligation id: the kinds of what was done}. What was said of an answer that moved away was never said here."""
    kinds = defaultdict(set)
    acts = Act.objects.filter(obligation__in=keys, on__range=(since, until)).order_by()
    for pk, row, kind, became, said_after in acts.values_list(
        "pk", "obligation", "kind", "became", "obligation__said_after"
    ):
        if kind in OF_ACTS and (kind not in SAID or pk > said_after):
            kinds[row].add(OF_ACTS[kind])
        elif kind == Act.Kind.ADDRESSED and became == Obligation.Removal.PASSED_ON:
            kinds[row].add(What.TAKEN_OVER)
    notes = ProgressUpdate.objects.standing().filter(obligation__in=keys, on__range=(since, until)).order_by()
    for row in notes.values_list("obligation", flat=True):
        kinds[row].add(What.PROGRESS)
    return kinds


def _of_time(before, after):
    """Whether it became overdue, or is so no longer; also by what was done."""
    was, is_now = bool(before and before.is_overdue), bool(after and after.is_overdue)
    if was == is_now:
        return set()
    return {What.OVERDUE} if is_now else {What.IN_TIME}


def _that_count(kinds):
    """Without what is not said of an item that was passed on, whose lateness goes on, or in error, which never was."""
    if What.IN_ERROR in kinds:
        return {What.IN_ERROR}
    if What.TAKEN_OVER in kinds:
        kinds = kinds - {What.OVERDUE}
    return kinds - {What.IN_TIME} if What.PASSED_ON in kinds else kinds
