"""How far a statutory response is, and whether it is in time. Police Act 1996 s.55(4) to (6).

Each rule stands here in two forms that say the same: of one duty as it was read, and as a column of the database.
Where another response answers the report too, it is that one's days that count, against this report's own 56.
"""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Case, DateField, F, Q, TextChoices, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from inspections.deadlines import STATUTORY_DAYS, statutory_response_due
from inspections.pastday import is_past
from responses.models import StatutoryResponse


class Stage(TextChoices):
    """How far it is: derived from its days, never stored. The order is that of the work."""

    NOT_BEGUN = "not_begun", _("Not begun")
    IN_HAND = "in_hand", _("In hand")
    WRITING = "writing", _("Being written")
    CHIEF_OFFICER = "chief_officer", _("With the chief officer")
    READY = "ready", _("Ready for sign-off")
    SIGNED = "signed", _("Signed off")
    SENT = "sent", _("Sent")
    PUBLISHED = "published", _("Published")
    NOT_OWED = "not_owed", _("Not owed")


class State(TextChoices):
    """How it stands to the last of the 56 days: derived, never stored. Exactly one holds, the most pressing first."""

    OVERDUE = "overdue", _("Overdue")
    OUTSTANDING = "outstanding", _("Outstanding")
    LATE = "late", _("Late")
    ON_TIME = "on_time", _("On time")
    UNDATED = "undated", _("Day not known")
    NOT_OWED = "not_owed", _("Not owed")


PUBLISHED_STATES = (State.LATE, State.ON_TIME, State.UNDATED)

REACHED = {
    Stage.PUBLISHED: ("published_on",),
    Stage.SENT: ("sent_to_secretary_on", "sent_to_inspectorate_on"),
    Stage.SIGNED: ("signed_on",),
    Stage.READY: ("ready_on",),
}
"""The stages that a response has reached on any of these days, the furthest first."""

ASKED, RECEIVED = "comments_asked_on", "comments_received_on"

UNPUBLISHED = (Stage.WRITING, Stage.CHIEF_OFFICER, Stage.READY, Stage.SIGNED, Stage.SENT)
"""What only those who write the response, their force and those who oversee see apart: for others it is in hand."""


# Of one duty ----------------------------------------------------------------------------------------------------------


def recorded(duty):
    """The report's own response, None where nothing is begun: one that was only made to be shown is not saved."""
    own = getattr(duty, "statutory_response", None)
    return own if own is not None and own.pk else None


def answering(duty):
    """The response that answers the report: its own, or the one to another report; None where nothing is begun."""
    own = recorded(duty)
    return own.answered_by if own is not None and own.answered_by_id else own


def stage_of(duty, day, *, outside=False):
    """How far it was on `day`; `outside` for those who only see that it is in hand.

    Of a PastDay only what is dated is told: not that somebody had begun to write.
    """
    if duty.exemption:
        return Stage.NOT_OWED
    response = answering(duty)
    if response is None:
        return Stage.NOT_BEGUN
    stage = _stage_of(response, day)
    return Stage.IN_HAND if outside and stage in UNPUBLISHED else stage


def _stage_of(response, day):
    for stage, names in REACHED.items():
        if any(_reached(response, name, day) for name in names):
            return stage
    asked, received = _reached(response, ASKED, day), _reached(response, RECEIVED, day)
    if asked and not received:
        return Stage.CHIEF_OFFICER
    return Stage.WRITING if asked or received or not is_past(day) else Stage.NOT_BEGUN


def _reached(response, name, day):
    on = getattr(response, name)
    return on is not None and on <= day


def state_of(duty, day):
    """How it stood on `day`. The last day itself is in time."""
    if duty.exemption:
        return State.NOT_OWED
    response, last_day = answering(duty), statutory_response_due(duty.inspection.published_on)
    if response is None or not _reached(response, "published_on", day):
        return State.OVERDUE if day > last_day else State.OUTSTANDING
    if response.published_basis == StatutoryResponse.Basis.ENTRY:
        return State.UNDATED
    return State.LATE if response.published_on > last_day else State.ON_TIME


# Of many, in the database ---------------------------------------------------------------------------------------------

OWN = "statutory_response__"
OTHER = "statutory_response__answered_by__"

LAST_DAY = Cast(F("inspection__published_on") + timedelta(days=STATUTORY_DAYS - 1), DateField())
"""`statutory_response_due` as a column."""


def _of_answering(**lookups):
    """Condition on whichever response answers. It asks for days, which a response that is not there has not."""
    own = Q(**{f"{OWN}{name}": value for name, value in lookups.items()})
    other = Q(**{f"{OTHER}{name}": value for name, value in lookups.items()})
    return Q(**{f"{OWN}answered_by": None}) & own | other


def _any_of(names, day):
    return reduce(or_, (_of_answering(**{f"{name}__lte": day}) for name in names))


def is_published(day):
    """Condition: the response that answers was published by then."""
    return _any_of(REACHED[Stage.PUBLISHED], day)


def begun(day):
    """Condition: something is recorded of the response by then. `stage_of` says Stage.NOT_BEGUN of the others."""
    if not is_past(day):
        return Q(statutory_response__isnull=False)
    return _any_of((ASKED, RECEIVED, *(name for names in REACHED.values() for name in names)), day)


def stage_column(day, inside=None):
    """`stage_of` for every row; `inside` is the condition on the rows that the viewer sees from within, None for all.

    Here each When stands for its stage and those before it have not held.
    """
    waiting = _of_answering(**{f"{ASKED}__lte": day, RECEIVED: None}) | _of_answering(
        **{f"{ASKED}__lte": day, f"{RECEIVED}__gt": day}
    )
    reached = {stage: _any_of(names, day) for stage, names in REACHED.items()}
    reached |= {Stage.CHIEF_OFFICER: waiting, Stage.WRITING: begun(day)}
    whens = [When(~Q(exemption=""), then=Value(Stage.NOT_OWED.value))]
    for stage, condition in reached.items():
        if stage in UNPUBLISHED and inside is not None:
            whens.append(When(condition & inside, then=Value(stage.value)))
            whens.append(When(condition, then=Value(Stage.IN_HAND.value)))
        else:
            whens.append(When(condition, then=Value(stage.value)))
    return Case(*whens, default=Value(Stage.NOT_BEGUN.value))


def is_over(day):
    """Condition: the 56 days are over."""
    return Q(inspection__published_on__lt=day - timedelta(days=STATUTORY_DAYS - 1))


def state_conditions(day):
    """State → condition on rows, as `state_of` has it: exactly one holds for each.

    Whether the 56 days are over is asked of the report's day, which has an index: rows in one state come in the order
    of the reports without all of them being read.
    """
    owed, published, over = Q(exemption=""), is_published(day), is_over(day)
    undated = _of_answering(published_basis=StatutoryResponse.Basis.ENTRY)
    late = _of_answering(published_on__gt=LAST_DAY)
    return {
        State.OVERDUE: owed & ~published & over,
        State.OUTSTANDING: owed & ~published & ~over,
        State.LATE: owed & published & ~undated & late,
        State.ON_TIME: owed & published & ~undated & ~late,
        State.UNDATED: owed & published & undated,
        State.NOT_OWED: ~owed,
    }


def state_column(day, told=lambda state: state.value):
    """What `told` makes of the state of every row: its name.

    Here each When stands for its state and those before it have not held, which says it in fewer words.
    """
    whens = {
        State.NOT_OWED: ~Q(exemption=""),
        State.UNDATED: _of_answering(published_on__lte=day, published_basis=StatutoryResponse.Basis.ENTRY),
        State.LATE: _of_answering(published_on__lte=day, published_on__gt=LAST_DAY),
        State.ON_TIME: is_published(day),
        State.OVERDUE: is_over(day),
    }
    whens = [When(holds, then=Value(told(state))) for state, holds in whens.items()]
    return Case(*whens, default=Value(told(State.OUTSTANDING)))
