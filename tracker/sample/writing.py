"""How far the invented statutory responses are: each step taken on its day, as people would have taken it."""

from accounts.models import User
from inspections.models import OfficeHolder, RelatedForce
from responses.models import OfficeSettings, Step
from responses.workspace import duties, signing, steps
from responses.workspace.sections import SECTIONS, response_to, save_section, seen
from tracker.sample import data
from tracker.sample.register import office_of


def load_settings(day):
    """What offices have set for their responses."""
    for row in data.tables("bodies.toml").get("office_settings", []):
        OfficeSettings.objects.create(body=office_of(row.pop("force"), day), **row)


def load_writing(row, inspection):
    """One response to the inspection with this slug: `row["steps"]` are {what was done: its day}, in their order."""
    duty = RelatedForce.objects.select_related("inspection", "force").get(
        inspection__slug=inspection, force__slug=row["force"]
    )
    by = User.objects.get(email=row["by"])
    if words := row.get("words"):
        _write(duty, words, by, row["written_on"])
    for step, on in row.get("steps", {}).items():
        STEPS[step](duty, row, by=by, on=on)
    if "exemption" in row:
        duties.exempt(duty, **row["exemption"], by=by, today=row["written_on"])
    if "answered_by" in row:
        other = RelatedForce.objects.get(inspection__slug=row["answered_by"], force=duty.force).statutory_response
        duties.answer_with(duty, other, reason=row["reason"], by=by, today=row["written_on"])


def _write(duty, words, by, on):
    """Each section is saved by itself, as on its page."""
    for name, fields in SECTIONS.items():
        if found := {field: words[field] for field in fields if field in words}:
            save_section(duty, name, found, by=by, on=on, saw=seen(response_to(duty, on)))


def _ask(duty, row, *, by, on):
    steps.ask_chief_officer(duty, by=by, on=on, due_on=row["due_on"], today=on)


def _sign(duty, row, *, by, on):
    signatory = signing.signatories(office_of(row["force"], on), on).get(capacity=OfficeHolder.Capacity.DEPUTY)
    _write(duty, {"signatory": signatory}, by, on)
    signing.sign_off(duty, by=by, on=on, today=on)


def _publish(duty, row, *, by, on):
    steps.record_published(duty, by=by, on=on, today=on, address=row["address"])


STEPS = {
    "asked": _ask,
    "received": lambda duty, _row, *, by, on: steps.record_received(duty, by=by, on=on, today=on),
    "ready": lambda duty, _row, *, by, on: steps.mark_ready(duty, by=by, on=on, today=on),
    "signed": _sign,
    "secretary": lambda duty, _row, *, by, on: steps.record_sent(duty, Step.Kind.SECRETARY, by=by, on=on, today=on),
    "inspectorate": lambda duty, _row, *, by, on: steps.record_sent(
        duty, Step.Kind.INSPECTORATE, by=by, on=on, today=on
    ),
    "published": _publish,
}
