"""The invented inspections and people: every status can be seen, and every seat has something to do."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.db.models import F

from accounts.models import User
from accounts.seats import seat_of
from inspections.models import Act, Body, Inspection, Obligation, Recommendation, RelatedForce
from inspections.statuses import Status
from responses.models import Draft, ProgressUpdate, Response
from responses.stages import Stage, State, stage_of, state_of
from responses.statutory import clocks
from responses.todo import todo
from tests.sample.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]

PROPERTY = "invented-example-found-property"
CLOCKS = "invented-example-station-clocks"
KEYS = "invented-example-lost-keys"
CROSSINGS = "invented-example-school-crossings"
AGAIN = "invented-example-found-property-again"


def invented():
    return Obligation.objects.filter(recommendation__inspection__slug=PROPERTY)


def seat(email):
    return seat_of(User.objects.get(email=email), DAY)


@pytest.mark.slow
def test_every_record_is_valid():
    """SQLite does not mind a text that is too long, PostgreSQL does."""
    for app in ("inspections", "responses", "accounts"):
        for model in apps.get_app_config(app).get_models():
            if not model.__name__.startswith("Historical"):
                for record in model._default_manager.all():
                    record.full_clean(validate_unique=False, exclude=["password"])


def test_made_up_reports_say_so_and_every_report_is_marked_as_sample():
    assert Inspection.objects.filter(sample=True).count() == Inspection.objects.count() == 7
    made_up = Inspection.objects.filter(title__startswith="Invented example")
    assert {report.slug for report in made_up} == {PROPERTY, CLOCKS, KEYS, CROSSINGS, AGAIN}
    assert all("does not exist" in report.summary for report in made_up)


def test_every_status_occurs():
    totals = invented().owed_on(DAY).totals(DAY)
    assert all(totals[status] for status in Status), totals
    assert 0 < totals.silent < totals[Status.OVERDUE]


def test_every_mark_occurs():
    rows = invented()
    assert set(rows.exclude(closure="").values_list("closure", flat=True)) == {
        "verified",
        "by_force",
        "no_action_agreed",
    }
    overdue = rows.owed_on(DAY).in_status([Status.OVERDUE], DAY)
    assert overdue.exclude(waiting_on=None).exists()
    assert overdue.filter(recommendation__deadline_kind="immediate").exists()
    assert rows.filter(claim="", closed_on=None, due_on__gte=DAY, response__target_on__lt=DAY).exists()
    assert rows.filter(has_own_due_on=True).exclude(due_on=F("recommendation__due_on")).exists()
    assert ProgressUpdate.objects.filter(obligation__in=rows).exists()


def test_moved_deadline_and_returned_claim_say_why():
    for kind in (Act.Kind.MOVED, Act.Kind.RETURNED):
        act = Act.objects.get(obligation__in=invented(), kind=kind)
        assert act.reason
        assert act.by.email == "liaison@inspectorate.example"


def test_cause_of_concern_has_two_recommendations_with_deadlines_of_their_own():
    cause = Recommendation.objects.get(kind="cause_of_concern")
    deadlines = [item.due_on for item in cause.under_cause.all()]
    assert len(set(deadlines)) == len(deadlines) == 2
    assert not invented().owed_on(DAY).filter(recommendation=cause).exists()


def test_statutory_responses_are_due_in_the_coming_weeks():
    report = Inspection.objects.get(slug=PROPERTY)
    assert DAY < report.response_due_on <= DAY + timedelta(days=28)
    unpublished = RelatedForce.objects.filter(inspection=report, statutory_response__published_on=None)
    assert set(unpublished.values_list("force__slug", flat=True)) == {"cleveland", "cambridgeshire"}


@pytest.mark.parametrize(
    ("report", "force", "stage", "state"),
    [
        (PROPERTY, "cleveland", Stage.CHIEF_OFFICER, State.OUTSTANDING),
        (PROPERTY, "cheshire", Stage.PUBLISHED, State.ON_TIME),
        (PROPERTY, "cambridgeshire", Stage.READY, State.OUTSTANDING),
        (KEYS, "cleveland", Stage.SENT, State.OVERDUE),
        (KEYS, "cheshire", Stage.PUBLISHED, State.LATE),
        (KEYS, "cambridgeshire", Stage.SIGNED, State.OVERDUE),
        (CROSSINGS, "cleveland", Stage.NOT_OWED, State.NOT_OWED),
        (CROSSINGS, "cheshire", Stage.WRITING, State.OUTSTANDING),
        (AGAIN, "cleveland", Stage.NOT_BEGUN, State.OUTSTANDING),
        (AGAIN, "cambridgeshire", Stage.READY, State.OUTSTANDING),
    ],
)
def test_statutory_responses_stand_at_every_stage(report, force, stage, state):
    duty = RelatedForce.objects.get(inspection__slug=report, force__slug=force)
    assert (stage_of(duty, DAY), state_of(duty, DAY)) == (stage, state)


def test_the_published_letter_of_day_57_is_one_day_late():
    [clock] = [
        clock
        for clock in clocks(Body.objects.filter(slug="cambridgeshire"), DAY)
        if clock.published_on == date(2024, 2, 2)
    ]
    assert (clock.state, clock.number, clock.days_late) == (State.LATE, 57, 1)


def test_an_office_is_past_its_own_target_and_a_chief_officer_late():
    todo_of = {email: todo(seat(email)) for email in ("editor@cambridgeshire.example", "force@cleveland.example")}
    [office, force] = todo_of.values()
    assert any("past our own target" in task.about for task in office.soon)
    assert any(task.verb == "Give the chief officer’s comments" for task in force.late)


def test_a_draft_waits_for_the_approver():
    draft = Draft.objects.get(sent_at__isnull=False)
    assert draft.side in {side.body for side in seat("approver@cleveland.example").sides.values()}
    assert not Response.objects.filter(obligation=draft.obligation).exists()


@pytest.mark.parametrize("force", ["cleveland", "cheshire", "cambridgeshire"])
def test_every_office_has_something_to_do(force):
    mine = Obligation.objects.owed_on(DAY).owed_by(seat(f"editor@{force}.example").sides)
    assert set(mine.values_list("body__slug", flat=True)) == {force}
    assert invented().owed_on(DAY).filter(body__slug=force).in_status([Status.OVERDUE, Status.DUE_SOON], DAY).exists()
    assert mine.filter(answered_on=None).exists()


@pytest.mark.parametrize(
    ("email", "sees"),
    [
        ("liaison@inspectorate.example", True),
        ("admin@tracker.example", True),
        ("approver@cleveland.example", False),
        ("force@cleveland.example", False),
    ],
)
def test_embargo(email, sees):
    assert Inspection.objects.visible_to(seat(email)).filter(slug=CLOCKS).exists() is sees
    assert Recommendation.objects.visible_to(seat(email)).filter(inspection__slug=CLOCKS).exists() is sees


@pytest.mark.parametrize("force", ["cleveland", "cheshire", "cambridgeshire"])
def test_editor_and_approver_act_for_their_force(force):
    for role in ("editor", "approver"):
        [side] = seat(f"{role}@{force}.example").sides.values()
        assert (side.role, side.body.is_local_policing_body) == (role, True)


def test_other_seats():
    [side] = seat("force@cleveland.example").sides.values()
    assert (side.role, side.body.slug) == ("editor", "cleveland")
    assert seat("liaison@inspectorate.example").inspectorate
    assert seat("admin@tracker.example").administrator
    assert User.objects.get(email="admin@tracker.example").is_superuser
    assert User.objects.count() == 9


def test_everybody_signs_in_with_the_printed_password(rf):
    for user in User.objects.all():
        assert authenticate(rf.post("/"), email=user.email, password="recommendation-tracker") == user
