"""A duty to respond with an item for the force and one for others, and its steps taken by the actions."""

from datetime import date

from django.urls import reverse

from accounts.models import Membership
from inspections.models import OfficeHolder
from responses.models import StatutoryResponse
from responses.workspace import signing, steps
from responses.workspace.log import Kind, Log
from responses.workspace.sections import save_section, seen
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)

REASON = "It was a slip."


def make_duty(**report):
    """A force's duty to respond to a report, with its office, whose holder is Dana Whitlock."""
    force = make_force(slug="northshire")
    office = make_local_policing_body(force, slug="commissioner")
    inspection = make_inspection([force], **report)
    make_obligation(body=force, recommendation=make_recommendation(inspection))
    make_recommendation(inspection)
    OfficeHolder.objects.create(body=office, name="Dana Whitlock", title="Commissioner", from_on=date(2024, 5, 9))
    return inspection.related_forces.get()


def office_of(duty):
    return duty.force.governances.get().local_policing_body


class Acts:
    """The steps of one response by an approver of its office, all on one day unless another is given."""

    def __init__(self, duty, today, by=None):
        self.duty, self.today = duty, today
        self.by = by or make_user(office_of(duty), Membership.Role.APPROVER)

    @property
    def response(self):
        return StatutoryResponse.objects.get(duty=self.duty)

    @property
    def log(self):
        return Log(self.response)

    def write(self, section="comments", **words):
        words = words or {"comments": "We welcome the report."}
        current = StatutoryResponse.objects.filter(duty=self.duty).first()
        saw = seen(current) if current else 0
        return save_section(self.duty, section, words, by=self.by, on=self.today, saw=saw)

    def ask(self, due_on=None):
        on = self.today
        return steps.ask_chief_officer(self.duty, by=self.by, on=on, due_on=due_on or on, today=on)

    def receive(self):
        return steps.record_received(self.duty, by=self.by, on=self.today, today=self.today)

    def ready(self):
        return steps.mark_ready(self.duty, by=self.by, on=self.today, today=self.today)

    def choose_signatory(self):
        self.write("signature", signatory=OfficeHolder.objects.first())

    def sign(self, **kwargs):
        self.choose_signatory()
        return signing.sign_off(self.duty, by=self.by, **({"on": self.today, "today": self.today} | kwargs))

    def publish(self, on=None, **kwargs):
        on = on or self.today
        return steps.record_published(self.duty, by=self.by, on=on, today=max(on, self.today), **kwargs)

    def send(self, kind=Kind.SECRETARY):
        return steps.record_sent(self.duty, kind, by=self.by, on=self.today, today=self.today)

    def correct(self, on=None, reason="A figure was wrong."):
        return signing.begin_correction(self.duty, by=self.by, on=on or self.today, reason=reason)

    def undo(self, step, on=None):
        return steps.undo(step, by=self.by, on=on or self.today, reason=REASON)


def page(act, name=""):
    """The address of a step of the response, or of the list of them."""
    names = [act.duty.inspection.slug, act.duty.force.slug]
    if name == "sign-off":
        return reverse("responses:response_sign_off", args=names)
    return (
        reverse("responses:response_step", args=[*names, name])
        if name
        else reverse("responses:response_steps", args=names)
    )


def undo(act, step):
    """The address where a step is taken back."""
    return reverse("responses:response_undo", args=[act.duty.inspection.slug, act.duty.force.slug, step.pk])


def day(on, name="on"):
    """A day as a browser sends it."""
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def text(answer):
    """The page with single spaces."""
    return " ".join(answer.content.decode().split())


def complete(act):
    """A response with nothing missing."""
    act.write(comments="We welcome the report.")
    act.write("chief-officer", absence="None were given.")
    act.choose_signatory()
    make_answer(act.duty.inspection.items.first().obligations.get(), on=act.today)


def people(act):
    """Somebody of each role, by name."""
    office, other = office_of(act.duty), make_force()
    return {
        "editor": make_user(office),
        "approver": act.by,
        "force": make_user(act.duty.force, Membership.Role.APPROVER),
        "other office": make_user(make_local_policing_body(other), Membership.Role.APPROVER),
        "liaison": make_liaison(),
        "administrator": make_administrator(),
        "nobody": make_user(),
    }
