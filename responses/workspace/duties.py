"""Whether a response is owed, and whether the response to another report is that one too. Both are said with a reason.

Section 55 asks for none where another Act does, or where the force is clearly not the subject of the report. Where a
force's own report carries the findings of a national one, one response may answer both.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions import ActionError
from inspections.models import Inspection, RelatedForce
from responses.models import StatutoryResponse
from responses.workspace.sections import opened, saved

OWED = ""


class StandsInTheWay(ActionError):
    """Something else that is recorded of the response must be taken back first. The text says what."""


# Not owed -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def exempt(duty, *, exemption, reason, by, today):
    """Section 55 does not ask for this response: `exemption` is one of RelatedForce.Exemption.

    Said again it corrects the ground or the reason. Raises StandsInTheWay where other reports hang on the response.
    """
    duty = _locked(duty, today)
    response = StatutoryResponse.objects.filter(duty=duty).first()
    if response and response.answered_by_id:
        raise StandsInTheWay(_("Another response answers this report. Say first that it does not."))
    _refuse_while_it_answers(response)
    return _decide(duty, RelatedForce.Exemption(exemption).value, reason, by=by)


@transaction.atomic
def owe(duty, *, reason, by, today):
    """Section 55 asks for this response after all."""
    duty = _locked(duty, today)
    if duty.is_owed:
        raise StandsInTheWay(_("Section 55 applies already."))
    return _decide(duty, OWED, reason, by=by)


def _decide(duty, exemption, reason, *, by):
    duty.exemption, duty.exemption_reason = exemption, reason if exemption else ""
    duty._history_user, duty._change_reason = by, reason
    duty.save(update_fields=["exemption", "exemption_reason"])
    return duty


def _locked(duty, today):
    duty = RelatedForce.objects.select_for_update(of=("self",)).select_related("inspection", "force").get(pk=duty.pk)
    if duty.has_ended(today):
        raise StandsInTheWay(_("This duty has passed to the force’s successor: record it there."))
    return duty


def _refuse_while_it_answers(response):
    """A response that other reports are answered by cannot itself go."""
    other = response and response.also_answers.select_related("duty__inspection").order_by("pk").first()
    if other:
        raise StandsInTheWay(
            _("This response answers “%(report)s” too. Say first that it does not.")
            % {"report": other.duty.inspection.short}
        )


# Answered by another --------------------------------------------------------------------------------------------------


def that_may_answer(duty, seat):
    """Responses to other reports, of the same force, that may answer this report too: begun or published.

    Only those that answer for themselves, so that nobody is sent on, or round in a circle; and only to reports of the
    register, whose title everybody may read.
    """
    known = Inspection.objects.in_register(seat.day).order_by().values("pk")
    return (
        StatutoryResponse.objects.filter(duty__force=duty.force_id, duty__exemption=OWED, duty__inspection__in=known)
        .filter(answered_by=None, duty__ended_on=None)
        .exclude(duty=duty)
        .select_related("duty__inspection", "duty__force")
        .order_by("-duty__inspection__published_on", "pk")
    )


@transaction.atomic
def answer_with(duty, other, *, reason, by, today):
    """The response `other`, to another report of the force, answers this one too, because its findings are the same.

    From then on it is its publication that counts here, against this report's own 56 days. What was written here
    stays. Raises StandsInTheWay, and Frozen for a response that is signed off or published itself.
    """
    # In one order whichever report is asked, so that two people cannot lead two responses to each other.
    for pk in sorted({duty.pk, other.duty_id}):
        RelatedForce.objects.select_for_update(of=("self",)).get(pk=pk)
    duty = _locked(duty, today)
    if not duty.is_owed:
        raise StandsInTheWay(_("Section 55 does not apply here. Say first that it does."))
    response = opened(duty, today)
    if response.published_on is not None:  # a correction of it is being written
        raise StandsInTheWay(_("This report has a published response of its own."))
    if response.answered_by_id:
        raise StandsInTheWay(_("Another response answers this report already. Say first that it does not."))
    if response.pk:
        _refuse_while_it_answers(response)
    response.answered_by, response.answered_by_reason = _able(other, duty), reason
    return saved(response, by=by, reason=reason)


def _able(other, duty):
    other = StatutoryResponse.objects.select_related("duty").get(pk=other.pk)
    able = other.duty.force_id == duty.force_id and other.duty_id != duty.pk and other.duty.ended_on is None
    if not (able and other.duty.is_owed and other.answered_by_id is None):
        raise StandsInTheWay(_("That response cannot answer this report. Choose another."))
    return other


@transaction.atomic
def answer_alone(duty, *, reason, by, today):
    """This report needs a response of its own after all."""
    duty = _locked(duty, today)
    response = opened(duty, today, frozen=True)
    if response.answered_by_id is None:
        raise StandsInTheWay(_("This report has a response of its own already."))
    response.answered_by, response.answered_by_reason = None, ""
    return saved(response, by=by, reason=reason)
