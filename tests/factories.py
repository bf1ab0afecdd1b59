"""Valid records of an invented Northshire, by plain functions: a test passes only what it is about."""

from datetime import date
from itertools import count

from simple_history.utils import bulk_create_with_history

from accounts.models import ForceLiaison, Membership, User
from accounts.seats import seat_of
from inspections.actions import address
from inspections.models import Body, ClosureLevel, Governance, Inspection, Recommendation, RelatedForce
from responses.actions import save_draft, share

numbers = count(1)

PUBLISHED_ON = date(2025, 6, 18)
TODAY = date(2026, 11, 21)


def make_body(**kwargs):
    n = next(numbers)
    values = {"name": f"Northshire {n} Police", "slug": f"northshire-{n}", "kind": Body.Kind.FORCE} | kwargs
    return Body.objects.create(**values)


def make_force(**kwargs):
    return make_body(**({"nation": "England", "region": "North East"} | kwargs))


def make_national_body(**kwargs):
    n = next(numbers)
    return make_body(**({"name": f"Office {n}", "slug": f"office-{n}", "kind": Body.Kind.NATIONAL} | kwargs))


def make_local_policing_body(force=None, from_on=date(2012, 11, 22), **kwargs):
    n = next(numbers)
    values = {"name": f"Commissioner for Northshire {n}", "slug": f"commissioner-{n}", "kind": Body.Kind.COMMISSIONER}
    body = make_body(**(values | kwargs))
    if force:
        Governance.objects.create(force=force, local_policing_body=body, from_on=from_on)
    return body


def make_inspection(forces=(), **kwargs):
    n = next(numbers)
    values = {"title": f"Safer in custody {n}", "slug": f"safer-in-custody-{n}", "published_on": PUBLISHED_ON} | kwargs
    inspection = Inspection.objects.create(**values)
    bulk_create_with_history([RelatedForce(inspection=inspection, force=force) for force in forces], RelatedForce)
    return inspection


def make_recommendation(inspection=None, **kwargs):
    """One item. A `due_on` without more is a deadline on that day."""
    n = next(numbers)
    if kwargs.get("due_on"):
        kwargs = {"deadline_kind": "date"} | kwargs
    values = {
        "sequence": n,
        "number": str(n),
        "text": f"Record the reason for every decision {n}.",
        "subject": f"Reasons {n}",
    }
    return Recommendation.objects.create(inspection=inspection or make_inspection(), **(values | kwargs))


def make_obligation(body=None, recommendation=None, by=None, **kwargs):
    """One addressed item. `due_on` belongs to the item; other keywords are set on the row as they are."""
    due_on = kwargs.pop("due_on", None)
    recommendation = recommendation or make_recommendation(due_on=due_on)
    [obligation] = address(recommendation, [body or make_force()], by=by)
    if kwargs:
        type(obligation).objects.filter(pk=obligation.pk).update(**kwargs)
        obligation.refresh_from_db()
    return obligation


def make_level(**kwargs):
    n = next(numbers)
    return ClosureLevel.objects.create(**({"name": f"Level {n}", "closed_by": "evidence"} | kwargs))


def make_user(body=None, role=Membership.Role.EDITOR, from_on=date(2020, 1, 1), **kwargs):
    n = next(numbers)
    values = {"email": f"person{n}@northshire.example", "name": f"Dana Whitlock {n}"} | kwargs
    user = User.objects.create_user(password="recommendation-tracker", **values)
    if body:
        Membership.objects.create(user=user, body=body, role=role, from_on=from_on)
    return user


def make_liaison(forces=(), **kwargs):
    """A liaison of the inspectorate, who looks after these forces."""
    inspectorate = Body.objects.filter(kind=Body.Kind.INSPECTORATE).first() or make_body(
        name="HMICFRS", slug="hmicfrs", kind=Body.Kind.INSPECTORATE
    )
    user = make_user(inspectorate, Membership.Role.LIAISON, **kwargs)
    for force in forces:
        ForceLiaison.objects.create(user=user, force=force, from_on=date(2020, 1, 1))
    return user


def make_administrator(**kwargs):
    return make_user(**({"is_staff": True, "is_superuser": True} | kwargs))


def make_answer(obligation, by=None, on=TODAY, **words):
    """A shared answer, written from the force's own side."""
    by = by or make_user(obligation.body, Membership.Role.APPROVER)
    side = seat_of(by, on).side_for(obligation)
    draft = save_draft(obligation, side, {"position": "in_progress", "action": "Under way."} | words, by=by, revision=0)
    response = share(draft, by=by, on=on)
    obligation.refresh_from_db()
    return response
