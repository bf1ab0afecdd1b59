"""The facts that statuses are derived from: those in force, or those at the end of an earlier day."""

from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta

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

from inspections.pastday import is_past

CLAIM_ENDS = ("withdrawn", "returned")
ENDING = (*CLAIM_ENDS, "moved", "reopened", "waiting", "retracted")
"""Acts that end what had held since an earlier day."""
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
        return _relations(day) | {getattr(self, name): column for name, column in _then(day).items()}


NAMES = [field.name for field in fields(Facts)]
NOW = Facts(*NAMES)
THEN = Facts(*(f"{name}_then" for name in NAMES))


def facts_on(day):
    """The facts in force; for a PastDay those of its end, which `ObligationQuerySet.with_facts` annotates."""
    return THEN if is_past(day) else NOW


def _ended(day, condition):
    """The act that ended, after `day`, what held on it. An empty start: since the item was addressed."""
    held = Q(acts__ended_from_on=None) | Q(acts__ended_from_on__lte=day)
    return FilteredRelation("acts", condition=condition & held & Q(acts__on__gt=day))


def _said_here():
    """What was said before an answer moved away was never said here."""
    return Q(acts__pk__gt=F("said_after"))


def _relations(day):
    return {
        "moved": _ended(day, Q(acts__kind="moved")),
        "unclaimed": _ended(day, Q(acts__kind__in=CLAIM_ENDS) & _said_here()),
        "reopened": _ended(day, Q(acts__kind="reopened")),
    }


def _then(day):
    return {
        "due_on": Case(
            When(moved__ended_as=ITEMS_OWN, then=F("recommendation__due_on")),
            When(moved__isnull=False, then=F("moved__ended_due_on")),
            default=F("due_on"),
        ),
        "has_own_due_on": Case(
            When(moved__ended_as=ITEMS_OWN, then=Value(False)),
            default=F("has_own_due_on"),
            output_field=BooleanField(),
        ),
        "answered_on": Case(
            When(answered_on__lte=day, then=F("answered_on")),
            When(_was_answered(day), then=Value(day)),
            output_field=DateField(),
        ),
        "reported_on": _before("unclaimed", "ended_from_on", day, "reported_on"),
        "claim": _before("unclaimed", "ended_as", day, "reported_on", "claim", none=""),
        "closed_on": _before("reopened", "ended_from_on", day, "closed_on"),
        "closure": _before("reopened", "ended_as", day, "closed_on", "closure", none=""),
    }


def _before(ended, what, day, since, name=None, none=None):
    """What has ended since; else what is in force, if it began by then; else nothing."""
    return Case(
        When(**{f"{ended}__isnull": False}, then=F(f"{ended}__{what}")),
        When(**{f"{since}__lte": day}, then=F(name or since)),
        default=Value(none),
        output_field=DateField() if none is None else CharField(),
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
