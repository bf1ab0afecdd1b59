"""The facts that statuses are derived from: those in force, or those at the end of an earlier day."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.timezone import make_aware

from inspections.pastday import is_past, is_quiet

CLAIM_ENDS = ("withdrawn", "returned")
ENDING = (*CLAIM_ENDS, "moved", "reopened", "waiting", "retracted")
"""Acts that end what had held since an earlier day."""
ENDS = tuple(kind for kind in ENDING if kind != "waiting")
"""Those of them that end a fact, of which statuses are derived."""
FOR_EVERY_DAY = ("corrected", "placed", "taken")
"""Acts of a day that change what holds on every day."""
ITEMS_OWN = "item"
"""What a move says that it ended where that was the item's own deadline: a correction of the item holds for it too."""


@dataclass(frozen=True)
class Facts:
    """The names of the columns that hold an obligation's facts."""

    due_on: str
    has_own_due_on: str
    answered_on: str
    reported_on: str
    claim: str
    closed_on: str
    closure: str

    def are(self, **lookups):
        """A condition on the facts, as in `facts.are(closed_on=None, due_on__lt=day)`."""
        named = {}
        for lookup, value in lookups.items():
            name, *rest = lookup.split("__")
            named["__".join([getattr(self, name), *rest])] = value
        return Q(**named)

    def columns(self, day):
        """The annotations that a past day's facts are, by name. One act at most has ended each fact that held then."""
        return _relations(day) | {getattr(self, name): column for name, column in _then(day, *_relations(day)).items()}


NAMES = [field.name for field in fields(Facts)]
NOW = Facts(*NAMES)


@dataclass(frozen=True)
class Begun(Facts):
    """The facts of rows of which nothing has ended since `day`: those in force that had begun by then."""

    day: date

    def are(self, **lookups):
        """The same conditions on the columns in force, which indexes serve."""
        condition = Q()
        for lookup, value in lookups.items():
            name, *rest = lookup.split("__")
            if name not in BEGINS_WITH:
                condition &= Q(**{lookup: value})
                continue
            since = BEGINS_WITH[name]
            begun = Q(**{f"{since}__lte": self.day})
            if rest == ["isnull"]:
                condition &= self._not_yet(since) if value else begun
            else:
                condition &= begun & Q(**{lookup: value}) if value else self._not_yet(since)
        return condition

    def _not_yet(self, since):
        return Q(**{since: None}) | Q(**{f"{since}__gt": self.day})

    def columns(self, day):
        """The same annotations, without a look at any act."""
        in_force = {name: F(name) for name in NAMES if name not in BEGINS_WITH}
        begun = {name: _begun(day, since, name) for name, since in BEGINS_WITH.items()}
        return {getattr(self, name): column for name, column in (in_force | begun).items()}


BEGINS_WITH = {
    "answered_on": "answered_on",
    "reported_on": "reported_on",
    "claim": "reported_on",
    "closed_on": "closed_on",
    "closure": "closed_on",
}
"""The day on which a fact began to hold, where it did not with the item itself."""


def facts_on(day):
    """The facts in force; for a PastDay those of its end, which `ObligationQuerySet.with_facts` annotates."""
    if not is_past(day):
        return NOW
    names = [f"{name}_{day.suffix}" for name in NAMES]
    return Begun(*names, day=day) if is_quiet(day) else Facts(*names)


def _ended(day, condition):
    """The act that ended, after `day`, what held on it. An empty start: since the item was addressed."""
    held = Q(acts__ended_from_on=None) | Q(acts__ended_from_on__lte=day)
    return FilteredRelation("acts", condition=condition & held & Q(acts__on__gt=day))


def _said_here():
    """What was said before an answer moved away was never said here."""
    return Q(acts__pk__gt=F("said_after"))


def _relations(day):
    """What ended since then, by name: the deadline, the claim and the closure."""
    return {
        f"moved_{day.suffix}": _ended(day, Q(acts__kind="moved")),
        f"unclaimed_{day.suffix}": _ended(day, Q(acts__kind__in=CLAIM_ENDS) & _said_here()),
        f"reopened_{day.suffix}": _ended(day, Q(acts__kind="reopened")),
    }


def _then(day, moved, unclaimed, reopened):
    was_the_items = {f"{moved}__ended_as": ITEMS_OWN}
    return {
        "due_on": Case(
            When(**was_the_items, then=F("recommendation__due_on")),
            When(**{f"{moved}__isnull": False}, then=F(f"{moved}__ended_due_on")),
            default=F("due_on"),
        ),
        "has_own_due_on": Case(
            When(**was_the_items, then=Value(False)),
            default=F("has_own_due_on"),
            output_field=BooleanField(),
        ),
        "answered_on": Case(
            When(answered_on__lte=day, then=F("answered_on")),
            When(_was_answered(day), then=Value(day)),
            output_field=DateField(),
        ),
        "reported_on": _before(unclaimed, "ended_from_on", day, "reported_on", "reported_on"),
        "claim": _before(unclaimed, "ended_as", day, "reported_on", "claim"),
        "closed_on": _before(reopened, "ended_from_on", day, "closed_on", "closed_on"),
        "closure": _before(reopened, "ended_as", day, "closed_on", "closure"),
    }


def _before(ended, what, day, since, name):
    """What has ended since; else what is in force, if it began by then; else nothing."""
    return _begun(day, since, name, When(**{f"{ended}__isnull": False}, then=F(f"{ended}__{what}")))


def _begun(day, since, name, *first):
    """What is in force, if it began by then; else nothing. `first` are cases that come before."""
    is_day = name == since
    return Case(
        *first,
        When(**{f"{since}__lte": day}, then=F(name)),
        default=Value(None if is_day else ""),
        output_field=DateField() if is_day else CharField(),
    )


def _acts():
    return apps.get_model("inspections", "Act")._default_manager.filter(obligation=OuterRef("pk"))


def _was_answered(day):
    """Whether words stood on that day that were withdrawn since."""
    retracted = _acts().filter(kind="retracted", pk__gt=OuterRef("said_after"))
    return Exists(retracted.filter(ended_from_on__lte=day, on__gt=day))


def waiting_then(day):
    """The annotations by which rows say on whom they waited then: the id of the body as text, "" for nobody."""
    return {
        "unwaited": _ended(day, Q(acts__kind="waiting") & _said_here()),
        "waiting_on_then": Case(
            When(unwaited__isnull=False, then=F("unwaited__ended_as")),
            When(waiting_on=None, then=Value("")),
            default=Cast("waiting_on_id", CharField()),
            output_field=CharField(),
        ),
    }


def waited_for_until(day):
    """The ids, as text, of the bodies that items of totals waited on when `day` ended, and do so no longer."""
    acts = apps.get_model("inspections", "Act")._default_manager
    ended = acts.filter(Q(ended_from_on=None) | Q(ended_from_on__lte=day), kind="waiting", on__gt=day)
    counted = ended.filter(obligation__in_totals=True, obligation__addressed_on__lte=day).exclude(ended_as="")
    return counted.exclude(obligation__removal="error").order_by().values("ended_as")


def ended_since(day):
    """The keys of the obligations of which an act has ended a fact after `day`: few."""
    acts = apps.get_model("inspections", "Act")._default_manager
    return acts.filter(kind__in=ENDS, on__gt=day).order_by().values("obligation")


def last_recorded_on(day):
    """The day of the last act by then, for the order of rows."""
    return Subquery(_acts().filter(on__lte=day).order_by("-on", "-pk").values("on")[:1])


def recorded_later(day):
    """When something was recorded that counts on that day, though nobody could have read it then; else nothing.

    A body that was added later is such a thing; not so an item that had not been entered at all.
    """
    after = make_aware(datetime.combine(day + timedelta(days=1), time.min))
    acts = apps.get_model("inspections", "Act")._default_manager
    entered = acts.filter(obligation__recommendation=OuterRef("obligation__recommendation"), recorded_at__lt=after)
    late = _acts().filter(Q(on__lte=day) | Q(kind__in=FOR_EVERY_DAY), recorded_at__gte=after)
    late = late.filter(~Q(kind="addressed") | Exists(entered))
    return Subquery(late.order_by("-recorded_at").values("recorded_at")[:1])
