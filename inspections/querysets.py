"""The questions asked of the register. The day is always an argument; a viewer is a `Seat` (see accounts.seats)."""

from datetime import timedelta
from functools import lru_cache, reduce
from operator import or_
from types import MappingProxyType

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from inspections.facts import NOW, ended_since, facts_on, recorded_later, waiting_then
from inspections.pastday import is_past, is_quiet
from inspections.statuses import DUE_SOON_DAYS, Status, Totals


def is_open(facts=NOW):
    """Condition on obligations: neither closed nor claimed. `Obligation.is_open` says it of one."""
    return facts.are(closed_on=None, claim="")


IS_OPEN = is_open()


@lru_cache(64, typed=True)  # a PastDay equals its date, and asks for other facts
def conditions(day):
    """Status → condition on the facts of `day`. Exactly one holds for every obligation.

    The deadline day itself is in time. A claim or a closure ends lateness; a refusal with a reason stands apart.
    """
    facts = facts_on(day)
    unclosed, unsettled = facts.are(closed_on=None), is_open(facts)
    soon = day + timedelta(days=DUE_SOON_DAYS)
    by_status = {
        Status.CLOSED: facts.are(closed_on__isnull=False),
        Status.REPORTED_COMPLETE: unclosed & facts.are(claim="complete"),
        Status.NO_ACTION: unclosed & facts.are(claim="no_action"),
        Status.NOT_DUE: unsettled & facts.are(due_on__gt=soon),
        Status.DUE_SOON: unsettled & facts.are(due_on__gte=day, due_on__lte=soon),
        Status.OVERDUE: unsettled & facts.are(due_on__lt=day),
        Status.NO_DEADLINE: unsettled & facts.are(due_on=None),
    }
    return MappingProxyType(by_status)


def status_column(day):
    """The status on `day`, as a column."""
    return Case(*(When(condition, then=Value(status.value)) for status, condition in conditions(day).items()))


def bound_on(day):
    """Condition: addressed by a PastDay, and still addressed when it ended."""
    return ~Q(removal="error") & (Q(removed_on=None) | Q(removed_on__gt=day)) & Q(addressed_on__lte=day)


def totals_in(counts):
    """The Totals that `ObligationQuerySet.counted_by` has counted, in the order of its columns."""
    return Totals(dict(zip(Status, counts[:-3], strict=True)), *counts[-3:])


def stands_for(seat, path=""):
    """Condition on obligations, reached by `path`: what is asked of bodies as this viewer knows it.

    For everybody that is what was addressed by their day. An office also works on the reports that it proposed, on what
    these ask of its own bodies, from their publication on, though nobody else is bound before they are accepted.
    """
    addressed = Q(**{f"{path}addressed_on__lte": seat.day})
    if not seat.proposals:
        return addressed
    own = {
        "addressed_on": None,
        "body__in": list(seat.sides),
        "recommendation__inspection__in": seat.proposals,
        "recommendation__issued_on__lte": seat.day,
    }
    return addressed | Q(**{f"{path}{name}": value for name, value in own.items()})


def is_silent(day):
    """Condition: overdue on `day`, with nothing recorded."""
    return conditions(day)[Status.OVERDUE] & facts_on(day).are(answered_on=None)


def is_true(condition):
    """A condition as a column that is true or false, false also where a comparison meets an empty value."""
    return Case(When(condition, then=Value(True)), default=Value(False))


class PeriodQuerySet(QuerySet):
    """Records that have a start only: each holds until the next of the same subject begins, so none can overlap."""

    subject = ()

    @classmethod
    def of(cls, *subject):
        """The class for records that follow one another within these fields."""
        return type(cls.__name__, (cls,), {"subject": subject})

    def in_force_on(self, day):
        """The record of each subject that holds on `day`. An unknown start comes before every known one."""
        same = {name: OuterRef(name) for name in self.subject}
        latest = (
            self.model._default_manager.filter(Q(from_on=None) | Q(from_on__lte=day), **same)
            .order_by(F("from_on").desc(nulls_last=True))
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(latest))


class BodyQuerySet(QuerySet):
    def forces(self):
        """The territorial police forces."""
        return self.filter(kind=self.model.Kind.FORCE)

    def active_on(self, day):
        return self.filter(
            Q(active_from=None) | Q(active_from__lte=day), Q(active_until=None) | Q(active_until__gte=day)
        )

    def known_on(self, day):
        """Of these, what had begun by a PastDay, also where it had ended. For today all of them."""
        return self.filter(Q(active_from=None) | Q(active_from__lte=day)) if is_past(day) else self

    def addressable(self):
        """Bodies that HMICFRS addresses items to: forces and national bodies."""
        return self.filter(kind__in=self.model.ADDRESSABLE_KINDS)

    def national(self):
        return self.filter(kind=self.model.Kind.NATIONAL)


class InspectionQuerySet(QuerySet):
    path = ""

    @classmethod
    def _accepted(cls):
        return Q(**{f"{cls.path}proposed_by": None}) | Q(**{f"{cls.path}accepted_on__isnull": False})

    @classmethod
    def _merged(cls):
        return Q(**{f"{cls.path}merged_into__isnull": False})

    @classmethod
    def _proposed(cls):
        return ~cls._accepted() & ~cls._merged()

    @classmethod
    def _published(cls, day):
        return Q(**{f"{cls.path}published_on__lte": day})

    def proposed(self):
        """Proposed by an office, and neither accepted nor merged into another report yet."""
        return self.filter(self._proposed())

    def accepted(self):
        """Reports of the register, published or not: all but those that are or were only proposed."""
        return self.filter(self._accepted())

    def embargoed(self, day):
        """Accepted, but not published by `day`."""
        return self.filter(self._accepted() & ~self._published(day))

    def in_register(self, day):
        """Published by `day` and accepted: what everybody who signs in may see."""
        return self.filter(self._accepted() & self._published(day))

    def judging(self, day):
        """Those that say something of an earlier one: published, in the register, and following one up there."""
        register = self.model.objects.in_register(day)
        return self.in_register(day).filter(follows_up__in=register.order_by().values("pk"))

    def known_on(self, day):
        """Of these, what there was on a PastDay: what the register held of it. For today all of them."""
        return self.in_register(day) if is_past(day) else self

    def relating_to(self, force):
        """Accepted reports that relate to a force, or did until its successor had their duty. Under embargo too."""
        return self.accepted().filter(**{f"{self.path}relates_to": force})

    def visible_to(self, seat):
        """In the register; for overseers also what is under embargo or proposed, for an office what it proposes.

        A report that was merged into another one is seen by nobody: its address leads there.
        """
        if seat.oversees:
            return self.exclude(self._merged())
        own = self._proposed() & Q(**{f"{self.path}proposed_by__in": seat.body_ids})
        return self.filter(self._accepted() & self._published(seat.day) | own)

    def counted_for(self, seat):
        """Reports whose items may count for this viewer: those of the register, and what their office proposed."""
        if seat.past:
            return self.in_register(seat.past)
        key = Q(**{f"{self.path}pk__in": seat.proposals})
        return self.filter(self._accepted() & self._published(seat.day) | key)

    def merged_for(self, seat):
        """Reports that were merged into another one, for those who saw them before."""
        merged = self.filter(self._merged())
        return merged if seat.oversees else merged.filter(**{f"{self.path}proposed_by__in": seat.body_ids})


class RecommendationQuerySet(InspectionQuerySet):
    """Items are seen where their report is."""

    path = "inspection__"

    def known_on(self, day):
        """Of these, what had been issued by a PastDay."""
        known = super().known_on(day)
        return known.filter(issued_on__lte=day) if is_past(day) else known

    def standing(self):
        """Items of their report, without those that were entered in error, or merged with another report's."""
        return self.filter(in_error_on=None, merged_into=None)

    def visible_to(self, seat):
        """Items are seen where their report is; those entered in error by overseers only."""
        visible = super().visible_to(seat)
        return visible if seat.oversees else visible.standing()

    def causes_of(self, force):
        """Causes of concern of accepted reports that are addressed to a force, or were once. Under embargo too."""
        theirs = force.obligations.ever().order_by().values("recommendation")
        return self.accepted().standing().filter(kind=self.model.Kind.CAUSE_OF_CONCERN, pk__in=theirs)

    def counted(self):
        """Items that totals count: every one but the causes of concern, whose recommendations are counted instead."""
        return self.standing().exclude(kind=self.model.Kind.CAUSE_OF_CONCERN)


class ObligationQuerySet(QuerySet):
    def live(self):
        """Still addressed; the causes of concern, which stand outside totals, among them."""
        return self.filter(removed_on=None)

    def ever(self):
        """All that were addressed, now or once. What was entered in error never was."""
        return self.exclude(removal="error")

    def with_facts(self, day):
        """For a PastDay, with the facts of its end beside those in force; as it is for today."""
        return self.annotate(**facts_on(day).columns(day)) if is_past(day) else self

    def binding_on(self, day):
        """Addressed by `day`, and still addressed then. Proposed and embargoed items are not.

        What was entered in error was never addressed, on no day.
        """
        if not is_past(day):
            return self.live().filter(addressed_on__lte=day)
        if is_quiet(day):
            # Each row is looked up as it comes in its order: a page needs few of them.
            has_ended = Exists(ended_since(day).filter(obligation=OuterRef("pk")))
            return self.live().filter(~has_ended, addressed_on__lte=day).with_facts(day)
        return self.filter(bound_on(day)).with_facts(day)

    def stirred_since(self, day):
        """Those of which a fact has ended after `day`, or that were removed: all but the rows of a QuietDay."""
        return self.filter(pk__in=self.model._default_manager.keys_stirred_since(day))

    def keys_stirred_since(self, day):
        return ended_since(day).union(self.filter(removed_on__gt=day).order_by().values("pk"))

    def addressed_as_at(self, day):
        """Whom items are addressed to, counted or not: today embargoed ones too, on a PastDay what bound then."""
        return self.binding_on(day) if is_past(day) else self.live()

    def owed_on(self, day):
        """What counts on `day`: all that binds by then but the causes of concern."""
        return self.binding_on(day).filter(in_totals=True)

    def binding_for(self, seat):
        """What binds as this viewer knows it: for their office also what it proposed and nobody has accepted yet.

        An earlier day is told as the register has it, which knows of no proposals.
        """
        return self.binding_on(seat.past) if seat.past else self.live().filter(stands_for(seat))

    def owed_for(self, seat):
        """What counts for this viewer: `owed_on` for everybody, and for an office its proposals besides."""
        return self.binding_for(seat).filter(in_totals=True)

    def owed_by(self, bodies):
        return self.filter(body__in=bodies)

    def visible_to(self, seat):
        """Rows whose item this viewer may see: embargoed items and foreign proposals are nobody else's business.

        A row that was entered in error is only seen by those who may have written on it.
        """
        if seat.oversees:
            return self.filter(recommendation__inspection__merged_into=None)
        bound = Q(addressed_on__lte=seat.day) & (~Q(removal="error") | Q(body__in=list(seat.sides)))
        proposed = Q(
            addressed_on=None,
            recommendation__inspection__accepted_on=None,
            recommendation__inspection__merged_into=None,
            recommendation__inspection__proposed_by__in=seat.body_ids,
        )
        return self.filter(bound | proposed)

    def with_status(self, day):
        """Each row with its `status` on `day`, and `silent`: overdue with nothing recorded here.

        For a PastDay the rows need the facts of it: those of `binding_on` have them.
        """
        rows = self.annotate(status=status_column(day), silent=is_true(is_silent(day)))
        return rows.with_waiting(day).annotate(recorded_later_at=recorded_later(day)) if is_past(day) else rows

    def with_waiting(self, day):
        """For a PastDay, with the id of the body that each row waited on."""
        known = "waiting_on_then" in self.query.annotations or not is_past(day)
        return self if known else self.annotate(**waiting_then(day))

    def in_status(self, statuses, day):
        """Rows in one of these statuses, as conditions that the partial indexes serve."""
        by_status = conditions(day)
        return self.filter(reduce(or_, (by_status[Status(status)] for status in statuses)))

    def counted_by(self, groups, day):
        """Rows of the values of `groups`, and what `totals_in` makes Totals of, in one grouped query."""
        by_status, facts = conditions(day), facts_on(day)
        sums = {f"in_{status}": Count("pk", filter=by_status[status]) for status in Status}
        return (
            self.order_by()
            .values_list(*groups)
            .annotate(
                **sums,
                of_silent=Count("pk", filter=is_silent(day)),
                of_settled=Count("pk", filter=facts.are(closure__in=self.model.SETTLED)),
                of_void=Count("pk", filter=facts.are(closure__in=self.model.VOID)),
            )
        )

    def totals_by(self, group, day):
        """One grouped query: {value of `group`: Totals}. Of a tuple of groups, {tuple of their values: Totals}."""
        groups = [group] if isinstance(group, str) else group
        n = len(groups)
        rows = self.counted_by(groups, day)
        return {row[0] if isinstance(group, str) else row[:n]: totals_in(row[n:]) for row in rows}

    def totals(self, day):
        """The whole set as one Totals."""
        return sum(self.annotate(everything=Value(1)).totals_by("everything", day).values(), start=Totals())

    def for_list(self):
        """With what a row of a list shows, in one query."""
        return self.select_related("body", "recommendation__inspection", "waiting_on")


class AppendOnlyQuerySet(QuerySet):
    """A log: rows are added, never changed."""

    def update(self, **kwargs):
        raise TypeError("A log entry is never rewritten: add another one.")

    def delete(self):
        raise TypeError("A log entry is never deleted: add another one.")
