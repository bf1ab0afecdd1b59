"""Sign-off: from then on a response is frozen, and kept in the database as it was, in every form."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from documents.writing.content import Layout
from documents.writing.forms import Form, write
from inspections.actions import ActionError
from inspections.models import OfficeHolder
from inspections.wording import day_words
from responses.models import Version, VersionDocument
from responses.workspace.content import Printed
from responses.workspace.log import Kind, Log
from responses.workspace.sections import saved
from responses.workspace.steps import WrongDay, WrongStep, begun, log


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


class ChangedMeanwhile(ActionError):
    """Something of the response changed after the approver was shown what they sign off."""


@transaction.atomic
def sign_off(duty, *, by, on, today, gaps=(), gaps_reason="", seen=None):
    """Freeze the response and keep it as a version with its documents; returns the Version.

    `gaps` are the sentences of what the check found missing: with any, a reason is needed, and kept. `seen` is the
    `mark` of the page on which somebody signs, where there was one: what has changed since is not signed unseen.
    """
    response = begun(duty, Kind.SIGNED, on, today)
    steps = Log(response)
    printed = Printed(response.duty, today)
    content = printed.content(draft=False, version=steps.next_number)
    if seen is not None and seen != printed.mark(content):
        raise ChangedMeanwhile(_("The response changed since this page was shown. Look at it again, then sign it off."))
    if gaps and not gaps_reason:
        raise GapsRemain(gaps)
    _check_days(response, steps, on)
    _check_signatory(response, on)
    response.dated_on, response.signed_on = response.dated_on or on, on
    saved(response, by=by)
    content = replace(content, dated_on=response.dated_on)
    version = _keep(response, printed, content, by=by, gaps=gaps, gaps_reason=gaps_reason)
    log(response, Kind.SIGNED, version=version, by=by, on=on, reason=gaps_reason)
    return version


def would_be_signed(duty, day, response=None):
    """What signing the response off today would freeze: (Printed, its Content)."""
    printed = Printed(duty, day, response=response)
    return printed, printed.content(draft=False, version=Log(printed.response).next_number)


def _check_days(response, steps, on):
    published_on = response.duty.inspection.published_on
    began = steps.last(Kind.CORRECTING)
    if response.correction and began and on < began.on:
        raise WrongDay(
            _("The correction was begun on %(day)s: it cannot be signed off before.") % {"day": day_words(began.on)}
        )
    if response.dated_on and response.dated_on < published_on:
        raise WrongStep(
            _("The response is dated %(dated)s, before the report was published on %(day)s. Change its date first.")
            % {"dated": day_words(response.dated_on), "day": day_words(published_on)}
        )


def _check_signatory(response, on):
    """Whoever signs holds the office on the day of sign-off, and on the date that the response bears."""
    if response.signatory_id is None or not _in_office(response, on):
        raise NoSignatory(_("Choose who signs, among those who hold the office on the day of sign-off."))
    if response.dated_on and not _in_office(response, response.dated_on):
        raise NoSignatory(
            _("%(person)s does not hold the office on %(day)s, the date on the response.")
            % {"person": response.signatory, "day": day_words(response.dated_on)}
        )


def _in_office(response, day):
    return signatories(response.body, day).filter(pk=response.signatory_id).exists()


def _keep(response, printed, content, *, by, gaps=(), gaps_reason=""):
    """The version with its documents, in both layouts and all forms."""
    version = Version.objects.create(
        response=response,
        number=content.version,
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

    The day of first publication does not move. A response that was published elsewhere is first kept as recorded: with
    the answers that were shared by the day of its publication, for nothing newer was published.
    """
    response = begun(duty, Kind.CORRECTING, on, on)
    if not Log(response).versions:
        _keep_published(response, by=by, today=on)
    response.correction, response.signed_on, response.ready_on = reason, None, None
    response.dated_on, response.approval = None, ""  # a corrected version has a date and an approval of its own
    saved(response, by=by, reason=reason)
    return log(response, Kind.CORRECTING, by=by, on=on, reason=reason)


def _keep_published(response, *, by, today):
    printed = Printed(response.duty, today, until=response.published_on)
    version = _keep(response, printed, printed.content(draft=False), by=None)
    log(
        response,
        Kind.PUBLISHED,
        version=version,
        by=by,
        on=response.published_on,
        address=response.address,
        reason=_("Published before it was kept here."),
    )
