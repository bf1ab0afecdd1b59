"""What the page of each step says and asks, and what it then does. Sign-off has a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy

from responses.workspace import signing, steps
from responses.workspace.log import Kind
from responses.workspace.progress import ELSEWHERE, NAMES
from responses.workspace.stepforms import AskForm, CorrectionForm, ElsewhereForm, PublishedForm, StepForm


@dataclass(frozen=True)
class Page:
    """The page of one step: what it says, and what it does with what was typed."""

    kind: str
    heading: str
    button: str
    act: Callable
    form: type = StepForm
    says: tuple = ()
    warns: bool = False


PAGES = {
    NAMES[Kind.ASKED]: Page(
        Kind.ASKED,
        gettext_lazy("Chief officer asked for comments"),
        gettext_lazy("Record"),
        steps.ask_chief_officer,
        AskForm,
        (
            gettext_lazy(
                "Section 55(4) of the Police Act 1996: you invite the chief officer’s comments by a day you set."
            ),
            gettext_lazy("Nothing is sent from here: record what you asked in your own letter or e-mail."),
        ),
    ),
    NAMES[Kind.RECEIVED]: Page(
        Kind.RECEIVED,
        gettext_lazy("Chief officer’s comments received"),
        gettext_lazy("Record"),
        steps.record_received,
        says=(gettext_lazy("The comments themselves are entered in the response, by you or by the force."),),
    ),
    NAMES[Kind.READY]: Page(
        Kind.READY,
        gettext_lazy("Ready for sign-off"),
        gettext_lazy("Mark as ready for sign-off"),
        steps.mark_ready,
        says=(
            gettext_lazy("Your approver finds the response on their home page. Its words can still be changed."),
            gettext_lazy("It may be marked as ready with things missing: the approver is told what they are."),
        ),
    ),
    NAMES[Kind.SECRETARY]: Page(
        Kind.SECRETARY,
        gettext_lazy("Sent to the Home Secretary"),
        gettext_lazy("Record"),
        partial(steps.record_sent, kind=Kind.SECRETARY),
        says=(
            gettext_lazy("Section 55(6) of the Police Act 1996 asks for a copy. Record when it was sent."),
            gettext_lazy("The day is not printed. Only your office and your force see it."),
        ),
    ),
    NAMES[Kind.INSPECTORATE]: Page(
        Kind.INSPECTORATE,
        gettext_lazy("Sent to the inspectorate"),
        gettext_lazy("Record"),
        partial(steps.record_sent, kind=Kind.INSPECTORATE),
        says=(
            gettext_lazy("Section 55(6) of the Police Act 1996 asks for a copy. Record when it was sent."),
            gettext_lazy(
                "The day is not printed in the response. Your office, your force and the inspectorate see it."
            ),
        ),
    ),
    NAMES[Kind.PUBLISHED]: Page(
        Kind.PUBLISHED,
        gettext_lazy("Published"),
        gettext_lazy("Record the publication"),
        steps.record_published,
        PublishedForm,
        (
            gettext_lazy("Everybody who signs in here then reads the response and its documents."),
            gettext_lazy("Record when it was published where the public can read it. That is not done from here."),
        ),
    ),
    ELSEWHERE: Page(
        Kind.PUBLISHED,
        gettext_lazy("Published without sign-off here"),
        gettext_lazy("Record the publication"),
        steps.record_published,
        ElsewhereForm,
        (
            gettext_lazy(
                "For a response that was published before anybody signed it off here. No document is kept of it."
            ),
            gettext_lazy("Its words here then change only in a correction."),
        ),
        warns=True,
    ),
    NAMES[Kind.CORRECTING]: Page(
        Kind.CORRECTING,
        gettext_lazy("Begin a correction"),
        gettext_lazy("Begin the correction"),
        signing.begin_correction,
        CorrectionForm,
        (
            gettext_lazy(
                "What was published stays as it is, and stays readable, until the corrected version is published."
            ),
            gettext_lazy(
                "The words can then be changed. The corrected version is signed off, sent and published anew."
            ),
            gettext_lazy("The day of the first publication does not move."),
        ),
    ),
}
