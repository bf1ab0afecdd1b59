"""The words of a statutory response, saved a section at a time, so that two people seldom meet."""

from copy import copy

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions import ActionError
from inspections.governance import overseer_of
from inspections.models import RelatedForce
from responses.actions import merge
from responses.models import OfficeSettings, Remark, StatutoryResponse

SECTIONS = {
    "comments": ("comments",),
    "chief-officer": ("chief_officer_comments", "chief_officer_name", "chief_officer_rank", "absence"),
    "reply": ("reply",),
    "monitoring": ("monitoring",),
    "signature": StatutoryResponse.SIGNING,
}
"""What is written together, by the name it has in addresses."""


class Frozen(ActionError):
    """The response is signed off or published: its words change only in a correction."""


class SectionChanged(ActionError):
    """Somebody else saved other words in this section meanwhile. `current` is the response, `fields` both changed."""

    def __init__(self, current, fields):
        super().__init__(_("Somebody else saved this section while you were writing."))
        self.current, self.fields = current, fields


def response_to(duty, day):
    """The duty's response as it stands, else an unsaved one, begun from the settings of the force's office.

    Until it is signed off its body is the local policing body of the day; None where none was ever recorded, and then
    nothing can be saved.
    """
    response = _recorded(duty)
    if response and response.is_frozen:
        return response
    body = overseer_of(duty.force, day, "office_settings")
    if response:
        response.body = body or response.body  # whoever governs the force when it is signed answers, not who began
        return response
    settings = settings_of(body)
    return StatutoryResponse(duty=duty, body=body, monitoring=settings.monitoring)


def _recorded(duty):
    """What is recorded of the duty's response, as it was fetched with the duty, else as it is now; None for nothing.

    It is changed here and there, and then not what the duty says of it.
    """
    if StatutoryResponse.duty.field.remote_field.is_cached(duty):
        return copy(getattr(duty, "statutory_response", None))
    return StatutoryResponse.objects.filter(duty=duty).select_related("body", "signatory").first()


def settings_of(body):
    """What the office has set for its responses; the defaults where it has set nothing."""
    if body and OfficeSettings.body.field.remote_field.is_cached(body):
        return getattr(body, "office_settings", None) or OfficeSettings(body=body)
    return OfficeSettings.objects.filter(body=body).first() or OfficeSettings(body=body)


def seen(response):
    """A number for the state that a writer sees, to be given back when they save; 0 before the first save."""
    latest = response.history.order_by("-history_id").first() if response.pk else None
    return latest.history_id if latest else 0


def opened(duty, day, *, frozen=False):
    """The duty's response, locked and saved, to be changed. Raises Frozen where its words may not change."""
    duty = RelatedForce.objects.select_for_update(of=("self",)).select_related("inspection", "force").get(pk=duty.pk)
    response = response_to(duty, day)
    if response.office is None:
        raise ActionError(_("No local policing body of %(force)s is recorded for today.") % {"force": duty.force})
    if response.is_frozen and not frozen:
        raise Frozen(_("This response is signed off or published. Begin a correction to change its words."))
    return response


@transaction.atomic
def save_section(duty, name, words, *, by, on, saw):
    """Save the fields of one section. `saw` is what `seen` said when the writer began.

    Fields that only somebody else changed since stay as they left them; where both changed one, SectionChanged says
    which, and nothing is written.
    """
    response = opened(duty, on)
    merged, both = merge(words_of(as_seen(response, saw), words), words_of(response, words), words)
    if both:
        raise SectionChanged(response, both)
    for field, value in merged.items():
        setattr(response, field, value)
    return saved(response, by=by)


def as_seen(response, saw):
    """The response as a writer saw it who was given `saw`; as it begins, for who began before the first save."""
    if response.pk and (record := response.history.filter(history_id=saw).first()):
        return record
    return StatutoryResponse(duty=response.duty, body=response.body, monitoring=settings_of(response.body).monitoring)


def words_of(response, names):
    """The fields with these names, as they stand in a response or in a record of its history."""
    return {name: getattr(response, name) for name in names}


def saved(response, *, by, reason=""):
    """Save the response, its history signed."""
    response._history_user, response._change_reason = by, reason
    response.save()
    return response


@transaction.atomic
def save_remark(duty, item, text, *, by, on, section=""):
    """What the response says of an item that is addressed to others; "" for what it says by itself.

    With a `section`, the item is the force's, and `text` the passage of that section that answers it; "" for none.
    """
    response = opened(duty, on)
    if response.pk is None:
        saved(response, by=by)
    remark = response.remarks.filter(item=item).first() or Remark(response=response, item=item)
    remark.text, remark.section, remark._history_user = text, section, by
    if section and text and not remark.still_stands:
        raise SectionChanged(response, [section])
    if text:
        remark.save()
    elif remark.pk:
        remark.delete()
