"""What is done about a statutory response, as dated facts: each sets a day and logs a Step; each is undone by another.

The day of the first publication is the law's: a correction never moves it.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions import ActionError
from inspections.wording import day_words
from responses.models import Remark, StatutoryResponse, Step
from responses.workspace.log import SENDING, Kind, Log
from responses.workspace.sections import opened, saved

DAYS = {
    Kind.ASKED: "comments_asked_on",
    Kind.RECEIVED: "comments_received_on",
    Kind.READY: "ready_on",
    Kind.SIGNED: "signed_on",
    Kind.SECRETARY: "sent_to_secretary_on",
    Kind.INSPECTORATE: "sent_to_inspectorate_on",
    Kind.PUBLISHED: "published_on",
}
"""The day that each step sets."""

FIRST_COUNTS = (*SENDING, Kind.PUBLISHED)
"""Of these the first day is the fact: a corrected version that is sent or published does not move it."""


class WrongStep(ActionError):
    """The step cannot be taken as the response stands, or not on that day."""


class WrongDay(WrongStep):
    """The step cannot be taken on that day."""


class AlreadyTaken(WrongStep):
    """Exactly this was recorded before: a second press of a button, or a colleague who was quicker."""


@transaction.atomic
def ask_chief_officer(duty, *, by, on, due_on, today):
    """The chief officer was invited to comment, by a day that the local policing body sets. s.55(4)."""
    response = begun(duty, Kind.ASKED, on, today)
    check_due(due_on, on)
    last = Log(response).last(Kind.ASKED)
    if last and (last.on, last.due_on) == (on, due_on):
        raise AlreadyTaken(_("This is recorded already."))
    response.comments_asked_on, response.comments_due_on = on, due_on
    return log(saved(response, by=by), Kind.ASKED, by=by, on=on, due_on=due_on)


@transaction.atomic
def record_received(duty, *, by, on, today):
    """The chief officer's comments came."""
    return _take(duty, Kind.RECEIVED, by=by, on=on, today=today)


@transaction.atomic
def mark_ready(duty, *, by, on, today):
    """An editor has finished, and asks the approver to sign off."""
    return _take(duty, Kind.READY, by=by, on=on, today=today)


@transaction.atomic
def record_sent(duty, kind, *, by, on, today):
    """A copy went to the Home Secretary (Kind.SECRETARY) or to the inspectors (Kind.INSPECTORATE). s.55(6).

    It is a copy of the latest version; while a correction is written, still of the one that is being corrected.
    """
    response = begun(duty, kind, on, today)
    version = Log(response).latest
    _check_after_sign_off(version, on)
    _set_day(response, kind, on)
    return log(saved(response, by=by), kind, by=by, on=on, version=version)


@transaction.atomic
def record_published(duty, *, by, on, today, address="", reason=""):
    """The response was published. s.55(5). Of one never signed off here, `reason` says how it was published."""
    response = begun(duty, Kind.PUBLISHED, on, today)
    version = Log(response).current
    if version is None and not reason:
        raise WrongStep(_("The response is not signed off yet."))
    _check_after_sign_off(version, on)
    if response.published_on is None:
        response.published_basis = StatutoryResponse.Basis.STATED
    _set_day(response, Kind.PUBLISHED, on)
    response.published_until = version.signed_on if version else None
    response.address = address or response.address
    response.correction = ""
    saved(response, by=by, reason=reason)
    return log(response, Kind.PUBLISHED, by=by, on=on, version=version, address=address, reason=reason)


def _take(duty, kind, *, by, on, today):
    response = begun(duty, kind, on, today)
    setattr(response, DAYS[kind], on)
    return log(saved(response, by=by), kind, by=by, on=on)


def _set_day(response, kind, on):
    before = getattr(response, DAYS[kind])
    setattr(response, DAYS[kind], min(before, on) if before else on)


def begun(duty, kind, on, today):
    """The duty's response, locked, of which this step may be taken on this day. Raises WrongStep."""
    response = opened(duty, today, frozen=True)
    steps = Log(response)
    if why_not := steps.refusal(kind):
        raise (AlreadyTaken if steps.is_taken(kind) else WrongStep)(why_not)
    check_day(response.duty, on, today)
    return response


def check_day(duty, on, today):
    """Nothing about a report is done in the future, or before it was published. Raises WrongDay, else WrongStep."""
    published_on = duty.inspection.published_on
    if on > today:
        raise WrongDay(_("The day cannot be in the future."))
    if published_on is None or published_on > today:
        raise WrongStep(_("The report itself is not published yet."))
    if on < published_on:
        raise WrongDay(
            _("The report itself was published on %(day)s: nothing was done before.") % {"day": day_words(published_on)}
        )


def check_due(due_on, asked_on):
    """Comments are asked for by a day that is still to come; `asked_on` is None where that is not known. WrongDay."""
    if asked_on and due_on < asked_on:
        raise WrongDay(_("They cannot be due before they were asked for."))


def _check_after_sign_off(version, on):
    if version and on < version.signed_on:
        raise WrongDay(
            _("It was signed off on %(day)s: this cannot come before.") % {"day": day_words(version.signed_on)}
        )


def log(response, kind, *, by, on, **facts):
    return Step.objects.create(response=response, kind=kind, by=by, on=on, **facts)


# Undone ---------------------------------------------------------------------------------------------------------------


@transaction.atomic
def undo(step, *, by, on, reason):
    """Take back a step that was recorded by mistake: its day goes, the step and the reason stay.

    What rests on it is undone first. A correction that is undone takes back what was written in it: the words are
    again those that were signed off or published.
    """
    response = opened(step.response.duty, on, frozen=True)
    why_not = Log(response).refusal_of_undoing(step)
    if why_not:
        raise (AlreadyTaken if Step.objects.filter(undoes=step).exists() else WrongStep)(why_not)
    signed = {"by": by, "on": on, "reason": reason}
    undone = _take_back(response, step, **signed)
    if step.kind == Kind.CORRECTING:
        _recall_words(response, signed)
        _recall_remarks(response, step, by=by, reason=reason)
    else:
        _recall(response, step)
    saved(response, by=by, reason=reason)
    return undone


def _take_back(response, step, **signed):
    return log(response, Kind.UNDONE, version=step.version, undoes=step, **signed)


@transaction.atomic
def correct_day(step, *, by, on, today, reason):
    """Put right the day on which a copy was sent, or the response published; nothing else changes.

    The step is undone and taken again on the right day, so the log tells both.
    """
    response = opened(step.response.duty, today, frozen=True)
    if step.kind not in FIRST_COUNTS or step.pk not in {one.pk for one in Log(response).standing}:
        raise WrongStep(_("The day of this cannot be changed."))
    if step.on == on:
        raise WrongDay(_("This is its day already."))
    check_day(response.duty, on, today)
    _check_after_sign_off(step.version, on)
    _take_back(response, step, by=by, on=today, reason=reason)
    again = log(response, step.kind, by=by, on=on, version=step.version, address=step.address, reason=step.reason)
    setattr(response, DAYS[step.kind], _first(Log(response).of(step.kind)).on)
    if step.kind == Kind.PUBLISHED:
        response.published_basis = StatutoryResponse.Basis.STATED
    saved(response, by=by, reason=reason)
    return again


def _first(steps):
    return min(steps, key=lambda step: (step.on, step.pk), default=None)


def _recall(response, step):
    """Bring the response back to what the steps that still stand say."""
    rest = Log(response).of(step.kind)
    last = rest[-1] if rest else None
    counts = _first(rest) if step.kind in FIRST_COUNTS else last
    if step.kind in (Kind.SIGNED, Kind.READY):
        counts = None
    setattr(response, DAYS[step.kind], counts.on if counts else None)
    if step.kind == Kind.ASKED:
        response.comments_due_on = counts.due_on if counts else None
    if step.kind == Kind.PUBLISHED:
        _recall_publication(response, step, rest)


def _recall_publication(response, step, rest):
    """Words of a corrected version that is not published after all are a correction again, and nobody else's."""
    response.address = next((one.address for one in reversed(rest) if one.address), "")
    response.published_until = rest[-1].version.signed_on if rest and rest[-1].version else None
    if not rest:
        response.published_basis = StatutoryResponse.Basis.STATED
    if step.version and step.version.number > 1:
        response.correction = step.version.content.correction


RECALLED = (*StatutoryResponse.WORDS, *StatutoryResponse.SIGNING, "body_id", "ready_on", "signed_on", "correction")


def _recall_words(response, signed):
    """The words as they stood when the correction was begun, and signed off as they were."""
    before = response.history.filter(correction="", published_on__isnull=False).order_by("-history_id").first()
    if before is None:
        raise WrongStep(_("What stood before the correction is not known any more. Sign the correction off instead."))
    for name in RECALLED:
        setattr(response, name, getattr(before, name))
    if before.signed_on is None:  # published elsewhere: the version that was kept for the correction goes with it
        for kept in Log(response).of(Kind.PUBLISHED):
            if kept.version_id and kept.version.signed_by_id is None:
                _take_back(response, kept, **signed)


def _recall_remarks(response, step, *, by, reason):
    """Remarks on items for others, as they stood when the correction was begun."""
    before = {remark.item_id: remark for remark in _remarks_at(response, step.recorded_at)}
    now = {remark.item_id: remark for remark in response.remarks.all()}
    for item in before.keys() | now.keys():
        remark = now.get(item) or Remark(response=response, item_id=item)
        remark._history_user, remark._change_reason = by, reason
        if item not in before:
            remark.delete()
        elif (remark.text, remark.section) != (before[item].text, before[item].section):
            remark.text, remark.section = before[item].text, before[item].section
            remark.save()


def _remarks_at(response, moment):
    return Remark.history.as_of(moment).filter(response=response)
