"""What is done about a statutory response, as dated facts: each sets a day and logs a Step; each is undone by another.

The day of the first publication is the law's: a correction never moves it.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions import ActionError
from inspections.wording import day_words
from responses.models import StatutoryResponse, Step
from responses.workspace.sections import opened, saved

Kind = Step.Kind

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


class WrongStep(ActionError):
    """The step cannot be taken as the response stands, or not on that day."""


@transaction.atomic
def ask_chief_officer(duty, *, by, on, due_on, today):
    """The chief officer was invited to comment, by a day that the local policing body sets. s.55(4)."""
    response = opened(duty, today)
    check_day(response, on, today)
    if due_on < on:
        raise WrongStep(_("They cannot be due before they were asked for."))
    response.comments_asked_on, response.comments_due_on = on, due_on
    return _log(saved(response, by=by), Kind.ASKED, by=by, on=on, due_on=due_on)


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
    """A copy went to the Home Secretary (Kind.SECRETARY) or to the inspectors (Kind.INSPECTORATE). s.55(6)."""
    return _take(duty, kind, by=by, on=on, today=today)


@transaction.atomic
def record_published(duty, *, by, on, today, address="", reason=""):
    """The response was published. s.55(5). Of one never signed off here, `reason` says how it was published."""
    response = opened(duty, today, frozen=True)
    version = current_version(response)
    if response.answered_by_id:
        raise WrongStep(_("Another response answers this report. Say first that it does not."))
    if version is None and (response.published_on or not reason):
        raise WrongStep(_("The response is not signed off yet."))
    check_day(response, on, today)
    _check_after_sign_off(response, on)
    _refuse_twice(response, Kind.PUBLISHED, version)
    if response.published_on is None:
        response.published_on, response.published_basis = on, StatutoryResponse.Basis.STATED
    response.published_until = version.signed_on if version else None
    response.address = address or response.address
    response.correction = "" if version and version.number > 1 else response.correction
    saved(response, by=by, reason=reason)
    return _log(response, Kind.PUBLISHED, by=by, on=on, version=version, address=address, reason=reason)


def _take(duty, kind, *, by, on, today):
    sends = kind in (Kind.SECRETARY, Kind.INSPECTORATE)
    response = opened(duty, today, frozen=sends)
    version = current_version(response)
    check_day(response, on, today)
    if sends:
        if response.signed_on is None and response.published_on is None:
            raise WrongStep(_("The response is not signed off yet."))
        _check_after_sign_off(response, on)
        _refuse_twice(response, kind, version)
    field = DAYS[kind]
    if not (sends and getattr(response, field)):  # a corrected version that is sent does not move the first day
        setattr(response, field, on)
    saved(response, by=by)
    return _log(response, kind, by=by, on=on, version=version if sends else None)


def current_version(response):
    """The version that is signed off and stands, None while there is none or a correction is being written."""
    return standing_versions(response).last() if response.pk and response.signed_on else None


def standing_versions(response):
    """Versions whose sign-off was not undone, the first one first."""
    return response.versions.exclude(steps__kind=Kind.SIGNED, steps__undone__isnull=False).order_by("pk")


def published_version(response, day):
    """The version that was published last by the day, None where there is none: a correction may be under way."""
    if response.pk is None:
        return None
    published = response.steps.filter(kind=Kind.PUBLISHED, undone=None, on__lte=day).order_by().values("version")
    return standing_versions(response).filter(pk__in=published).last()


def standing_steps(response):
    """What was done and not undone, in the order it was recorded."""
    return response.steps.filter(undone=None).exclude(kind=Kind.UNDONE).select_related("by", "version")


def check_day(response, on, today):
    published_on = response.duty.inspection.published_on
    if on > today:
        raise WrongStep(_("The day cannot be in the future."))
    if published_on is None or on < published_on:
        raise WrongStep(
            _("The report itself was published on %(day)s: nothing was done before.") % {"day": day_words(published_on)}
            if published_on
            else _("The report itself is not published yet.")
        )


def _check_after_sign_off(response, on):
    if response.signed_on and on < response.signed_on:
        raise WrongStep(
            _("It was signed off on %(day)s: this cannot come before.") % {"day": day_words(response.signed_on)}
        )


def _refuse_twice(response, kind, version):
    if standing_steps(response).filter(kind=kind, version=version).exists():
        raise WrongStep(_("This is recorded already. Undo it first, if its day is wrong."))


def _log(response, kind, *, by, on, **facts):
    return Step.objects.create(response=response, kind=kind, by=by, on=on, **facts)


# Undone ---------------------------------------------------------------------------------------------------------------


@transaction.atomic
def undo(step, *, by, on, reason):
    """Take back a step that was recorded by mistake: its day goes, the step and the reason stay.

    A sign-off is taken back only before the version was sent or published; after that, it is corrected.
    """
    response = opened(step.response.duty, on, frozen=True)
    if step.kind in (Kind.UNDONE, Kind.CORRECTING) or Step.objects.filter(undoes=step).exists():
        raise WrongStep(_("This cannot be undone."))
    if step.kind == Kind.SIGNED:
        _refuse_undoing_sign_off(response, step)
    elif response.signed_on and step.version_id is None and step.kind != Kind.PUBLISHED:
        raise WrongStep(_("The response is signed off. Undo the sign-off first."))
    log = _log(response, Kind.UNDONE, by=by, on=on, version=step.version, reason=reason, undoes=step)
    _recall(response, step)
    saved(response, by=by, reason=reason)
    return log


def _refuse_undoing_sign_off(response, step):
    if step.version != current_version(response):
        raise WrongStep(_("A later version stands, or a correction was begun."))
    if standing_steps(response).filter(version=step.version).exclude(pk=step.pk).exists():
        raise WrongStep(_("This version was sent or published. Begin a correction instead."))


def _recall(response, step):
    """Bring the response back to what the steps that still stand say."""
    before = standing_steps(response).filter(kind=step.kind)
    first_counts = step.kind in (Kind.SECRETARY, Kind.INSPECTORATE, Kind.PUBLISHED)
    rest = before.order_by("on", "pk").first() if first_counts else before.last()
    if step.kind in (Kind.SIGNED, Kind.READY):
        rest = None
    setattr(response, DAYS[step.kind], rest.on if rest else None)
    if step.kind == Kind.ASKED:
        response.comments_due_on = rest.due_on if rest else None
    if step.kind == Kind.PUBLISHED:
        response.address = before.last().address if rest else ""
        response.published_basis = response.published_basis if rest else StatutoryResponse.Basis.STATED
        last = before.exclude(version=None).last()
        response.published_until = last.version.signed_on if last else None
