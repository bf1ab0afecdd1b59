"""Sign-off: from then on a response is frozen, and kept in the database as it was, in every form."""

from django.db import transaction
from django.utils.translation import gettext as _

from documents.writing.content import Layout
from documents.writing.forms import Form, write
from inspections.actions import ActionError
from inspections.models import OfficeHolder
from responses.models import Step, Version, VersionDocument
from responses.workspace.content import Printed
from responses.workspace.sections import opened, saved
from responses.workspace.steps import Kind, WrongStep, check_day, standing_versions


class GapsRemain(ActionError):
    """The check finds what the law asks for missing, and nobody said why it is signed off all the same."""

    def __init__(self, gaps):
        super().__init__(_("Something that the law asks for is missing. Add it, or say why it is signed off without."))
        self.gaps = gaps


class NoSignatory(ActionError):
    """Nobody is chosen to sign, or they held no office of the body on the day."""


def signatories(body, on):
    """Who may sign for a local policing body on a day: whoever then holds the office, deputises or acts in it."""
    return OfficeHolder.objects.in_force_on(on).filter(body=body).order_by("capacity", "name")


@transaction.atomic
def sign_off(duty, *, by, on, today, gaps=(), gaps_reason=""):
    """Freeze the response and keep it as a version with its documents; returns the Version.

    `gaps` are the sentences of what the check found missing: with any, a reason is needed, and kept.
    """
    response = opened(duty, today)
    check_day(response, on, today)
    if gaps and not gaps_reason:
        raise GapsRemain(gaps)
    if not signatories(response.body, on).filter(pk=response.signatory_id).exists():
        raise NoSignatory(_("Choose who signs, among those who hold the office on the day of sign-off."))
    number = standing_versions(response).count() + 1 if response.pk else 1
    response.dated_on, response.signed_on = response.dated_on or on, on
    response.ready_on = response.ready_on or on
    saved(response, by=by)
    version = _keep(response, today, by=by, number=number, gaps=gaps, gaps_reason=gaps_reason)
    Step.objects.create(response=response, version=version, kind=Kind.SIGNED, by=by, on=on, reason=gaps_reason)
    return version


def _keep(response, today, *, by, number, gaps=(), gaps_reason=""):
    """The version with its documents, in both layouts and all forms."""
    printed = Printed(response.duty, today)
    content = printed.content(draft=False, version=number)
    version = Version.objects.create(
        response=response,
        number=number,
        signed_on=response.signed_on or response.published_on,
        signed_by=by,
        approval=response.approval,
        gaps=[str(gap) for gap in gaps],
        gaps_reason=gaps_reason,
        layout=printed.layout,
        held=content.as_json(),
    )
    for layout in Layout:
        for form in Form:
            VersionDocument.objects.create(version=version, layout=layout, form=form, data=write(content, layout, form))
    return version


@transaction.atomic
def begin_correction(duty, *, by, on, reason):
    """Open a published response again, to put something right. What was published stays, and stays readable.

    The day of first publication does not move. A response that was published elsewhere is first kept as recorded.
    """
    response = opened(duty, on, frozen=True)
    if response.published_on is None:
        raise WrongStep(_("It is not published yet: undo the sign-off instead."))
    if not response.is_frozen:
        raise WrongStep(_("A correction is begun already."))
    if not standing_versions(response).exists():
        version = _keep(response, on, by=None, number=1)
        Step.objects.create(
            response=response,
            version=version,
            kind=Kind.PUBLISHED,
            by=by,
            on=response.published_on,
            address=response.address,
            reason=_("Published before it was kept here."),
        )
    response.correction, response.signed_on, response.ready_on = reason, None, None
    saved(response, by=by, reason=reason)
    return Step.objects.create(response=response, kind=Kind.CORRECTING, by=by, on=on, reason=reason)
