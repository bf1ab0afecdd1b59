"""What a step changes, in sentences for whoever is about to take it or to take it back."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.wording import day_words
from responses.models import StatutoryResponse
from responses.workspace.log import SENDING, Kind


def of_undoing(step, log):
    """What goes when the step is undone, and what holds again."""
    told = {"day": day_words(step.on), "number": step.version.number if step.version else 0}
    sentences = {
        Kind.ASKED: lambda: _of_asking(step, log),
        Kind.RECEIVED: lambda: [_("The day on which the comments came goes. The comments themselves stay.")],
        Kind.READY: lambda: [_("The response no longer waits for an approver.")],
        Kind.SIGNED: lambda: [
            _("Version %(number)s is withdrawn: nobody opens its documents any more.") % told,
            _("The words can be changed again. The response can be signed off anew."),
        ],
        Kind.PUBLISHED: lambda: _of_publication(step, told),
        Kind.CORRECTING: lambda: [
            _("The response is again what was signed off or published before the correction began."),
            _("What was written in the correction is taken back, and no longer read here."),
        ],
    }
    if step.kind in SENDING:
        return [_("The record that a copy was sent on %(day)s goes.") % told]
    return sentences[step.kind]()


def _of_asking(step, log):
    yield _("That the chief officer was asked on %(day)s goes.") % {"day": day_words(step.on)}
    before = [one for one in log.of(Kind.ASKED) if one.pk < step.pk]
    if before:
        told = {"day": day_words(before[-1].on), "due": day_words(before[-1].due_on)}
        yield _("They were asked before, on %(day)s, for comments by %(due)s: that holds again.") % told


def _of_publication(step, told):
    if step.version and step.version.number > 1:
        yield (
            _("Version %(number)s no longer counts as published. What was published before it stays published.") % told
        )
        yield _("The day of the first publication stays as it is.")
    else:
        yield _("The response no longer counts as published, and section 55 asks for it again.")
        yield _("Its words and documents are read by your office alone again.")


def of_publication_elsewhere(response):
    """Which words everybody will read once it is recorded that the response was published."""
    names = [name for name in (*StatutoryResponse.COMMENTS, "reply", "monitoring") if getattr(response, name)]
    return [response._meta.get_field(name).verbose_name for name in names]


def of_signing(content):
    """What is frozen, counted: [(what, how much)]."""
    own = [item for item in content.items if item.answer is not None]
    answered = sum(not item.answer.is_empty for item in own)
    words = len(content.comments.split())
    return [
        (_("Version"), str(content.version)),
        (_("Comments"), ngettext("%(words)s word", "%(words)s words", words) % {"words": f"{words:,}"}),
        (
            _("Items addressed to the force"),
            _("%(answered)s of %(all)s answered") % {"answered": answered, "all": len(own)},
        ),
        (_("Items for others"), str(len(content.items) - len(own))),
    ]
