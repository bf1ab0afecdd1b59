"""Each role's home page: what must be done and by when, or where it is slipping."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.models import Inspection
from responses import actions
from responses.models import OfficeSettings, StatutoryResponse
from responses.todo import todo
from tests.factories import (
    TODAY,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

APPROVER = Membership.Role.APPROVER


@pytest.fixture
def liaison(db):
    return make_liaison()


def tasks(user):
    return todo(seat_of(user, TODAY))


def verbs(heap):
    return [task.verb for task in heap]


@pytest.mark.parametrize(("days", "heap"), [(-1, "late"), (0, "soon"), (30, "soon"), (31, "later"), (None, "undated")])
def test_items_stand_in_the_heap_of_their_deadline(force, days, heap):
    make_obligation(force, due_on=None if days is None else TODAY + timedelta(days=days))
    found = tasks(make_user(force))
    assert [name for name in ("late", "soon", "later", "undated") if getattr(found, name)] == [heap]


def test_what_to_do_is_a_verb(force):
    user = make_user(force, APPROVER)
    item = make_recommendation(number="4", due_on=date(2026, 10, 31), deadline_kind="date")
    obligation = make_obligation(force, item)
    assert verbs(tasks(user).late) == ["Answer recommendation 4"]

    side = seat_of(user, TODAY).side_for(obligation)
    draft = actions.save_draft(obligation, side, {"action": "Words."}, by=user, revision=0)
    assert verbs(tasks(user).late) == ["Finish the answer to recommendation 4"]

    actions.send_to_approver(draft, by=user, at="2026-11-21T10:00:00Z")
    assert verbs(tasks(user).late) == verbs(tasks(user).to_approve) == ["Approve the answer to recommendation 4"]
    editor = make_user(force)
    assert verbs(tasks(editor).late) == ["With the approver: recommendation 4"]
    assert tasks(editor).to_approve == []

    actions.share(draft, by=user, on=TODAY)
    assert verbs(tasks(user).late) == ["Update recommendation 4"]


def test_an_approver_sees_first_what_waits_for_approval(client, force):
    user = make_user(force, APPROVER)
    obligation = make_obligation(force, make_recommendation(number="4"))
    draft = actions.save_draft(
        obligation, seat_of(user, TODAY).side_for(obligation), {"action": "Words."}, by=user, revision=0
    )
    actions.send_to_approver(draft, by=user, at="2026-11-21T10:00:00Z")
    client.force_login(user)
    home = text_of(client.get("/"))
    assert "Waiting for your approval" in home
    assert "Approve the answer to recommendation 4" in home


def test_a_claimed_or_foreign_item_is_nothing_to_do(force):
    make_answer(make_obligation(force), position="complete", action="Done.")
    make_obligation(make_force(), due_on=date(2026, 10, 31))
    assert tasks(make_user(force)).count == 0


def test_marks_beside_the_status(force):
    obligation = make_obligation(force, due_on=None)
    assert tasks(make_user(force)).undated[0].obligation.answered_on is None
    make_answer(obligation, target_on=TODAY - timedelta(days=1))
    assert tasks(make_user(force)).undated[0].past_target


def test_a_statutory_response_is_the_local_policing_bodys_until_it_is_published(force, office):
    inspection = make_inspection([force], published_on=TODAY - timedelta(days=39))
    [task] = tasks(make_user(office)).soon
    assert (task.by_on, task.about) == (TODAY + timedelta(days=16), "Day 40 of 56")
    assert tasks(make_user(force)).count == 0

    StatutoryResponse.objects.create(duty=inspection.related_forces.get(), body=office, published_on=TODAY)
    assert tasks(make_user(office)).count == 0


@pytest.fixture
def report(force, office):
    """A report of which today is day 40."""
    return make_inspection([force], slug="custody", published_on=TODAY - timedelta(days=39))


def respond(report, office, **facts):
    StatutoryResponse.objects.update_or_create(duty=report.related_forces.get(), defaults={"body": office} | facts)


def about_responses(user):
    """[(by, verb)] of the tasks about statutory responses."""
    found = tasks(user)
    heaps = [*found.late, *found.soon, *found.later, *found.undated]
    return [(task.by_on, task.verb) for task in heaps if task.obligation is None]


LAST_DAY = TODAY + timedelta(days=16)
ASKED = {"comments_asked_on": TODAY - timedelta(days=20), "comments_due_on": TODAY - timedelta(days=2)}
RECEIVED = {**ASKED, "comments_received_on": TODAY - timedelta(days=1)}
SIGNED = {**RECEIVED, "ready_on": TODAY, "signed_on": TODAY}


@pytest.mark.on_one_database
@pytest.mark.parametrize(
    ("facts", "to_edit", "to_approve"),
    [
        ({}, "Ask the chief officer for comments", "Ask the chief officer for comments"),
        (RECEIVED, "Finish the statutory response", "Finish the statutory response"),
        ({**RECEIVED, "ready_on": TODAY}, "With the approver", "Sign off the statutory response"),
        (SIGNED, "With the approver", "Send and publish the statutory response"),
        (
            {**SIGNED, "sent_to_secretary_on": TODAY},
            "With the approver",
            "Send the statutory response to the inspectorate",
        ),
        (
            {**SIGNED, "sent_to_inspectorate_on": TODAY},
            "With the approver",
            "Send the statutory response to the Home Secretary",
        ),
        (
            {**SIGNED, "sent_to_secretary_on": TODAY, "sent_to_inspectorate_on": TODAY},
            "With the approver",
            "Publish the statutory response",
        ),
    ],
)
def test_the_next_step_of_a_response_is_its_task(report, office, facts, to_edit, to_approve):
    respond(report, office, **facts)
    for user, verb in ((make_user(office), to_edit), (make_user(office, APPROVER), to_approve)):
        [(by_on, said)] = about_responses(user)
        assert by_on == LAST_DAY
        assert said.startswith(verb)
        assert verbs(tasks(user).to_approve) == ([said] if verb.startswith("Sign off") else [])


def test_the_chief_officer_s_comments_are_asked_of_the_force_by_their_day(report, force, office):
    respond(report, office, **ASKED)
    assert about_responses(make_user(force)) == [(ASKED["comments_due_on"], "Give the chief officer’s comments")]
    [task] = tasks(make_user(force)).late
    assert (task.status, task.url) == ("overdue", "/inspections/custody/response/northshire/")
    assert about_responses(make_user(office)) == [
        (ASKED["comments_due_on"], "Record the chief officer’s comments"),
        (LAST_DAY, "Write the statutory response"),
    ]
    respond(report, office, **RECEIVED)
    assert about_responses(make_user(force)) == []


def test_the_own_target_comes_first_while_it_lies_ahead(report, office):
    settings = OfficeSettings.objects.create(body=office, target_days=45)
    [task] = tasks(make_user(office)).soon
    assert task.by_on == TODAY + timedelta(days=5)
    assert task.about == "By our own target. Day 40 of 56, the last is 7 December 2026"
    settings.target_days = 30
    settings.save()
    [task] = tasks(make_user(office)).soon
    assert (task.by_on, task.status) == (LAST_DAY, "due_soon")
    assert task.about == "Day 40 of 56, past our own target of 11 November 2026"


def test_after_publication_what_is_left_has_no_day(report, office):
    approver = make_user(office, APPROVER)
    respond(report, office, published_on=TODAY)
    assert about_responses(approver) == []  # published elsewhere: nothing says that it was not sent
    respond(report, office, **SIGNED, sent_to_secretary_on=TODAY)
    assert about_responses(approver) == [(None, "Send the statutory response to the inspectorate")]
    respond(report, office, correction="A name.", signed_on=None, ready_on=None)
    assert about_responses(approver) == [(None, "Finish the correction")]
    respond(report, office, ready_on=TODAY)
    assert about_responses(approver) == [(None, "Sign off the correction")]


def test_what_is_not_owed_is_no_task(report, office):
    report.related_forces.update(exemption="not_subject", exemption_reason="It has no such unit.")
    respond(report, office, **ASKED)
    assert about_responses(make_user(office)) == []


def test_a_report_that_another_response_answers_leads_to_that_one(report, force, office):
    national = make_inspection([force], slug="national", title="National", published_on=TODAY - timedelta(days=20))
    respond(national, office, ready_on=TODAY)
    other = StatutoryResponse.objects.get()
    respond(report, office, answered_by=other, answered_by_reason="The same findings.")
    first, second = tasks(make_user(office, APPROVER)).soon, tasks(make_user(office, APPROVER)).later
    [own], [others] = first, second
    assert (own.by_on, own.verb) == (LAST_DAY, "Sign off the statutory response")
    assert own.about == "Day 40 of 56. Answered by the response to National"
    assert own.url == others.url == "/inspections/national/response/northshire/steps/sign-off/"


def test_no_statutory_response_is_asked_for_under_embargo(force, office):
    make_inspection([force], published_on=TODAY + timedelta(days=1))
    make_inspection([force], proposed_by=make_force())
    assert tasks(make_user(office)).count == 0


@pytest.mark.on_one_database
def test_the_to_do_list_asks_as_many_queries_for_six_items_as_for_one(force, office, django_assert_num_queries):
    user = make_user(office)
    make_inspection([force])
    make_answer(make_obligation(force, due_on=date(2026, 10, 31)))
    for more in (0, 20):
        for _ in range(more):
            make_answer(make_obligation(force, due_on=date(2026, 10, 31)))
            make_inspection([force])
        for most in (None, 10):
            seat = seat_of(user, TODAY)
            with django_assert_num_queries(5):
                todo(seat, most)


def test_home_shows_the_first_of_each_heap_and_leads_to_all_of_them(client, force, office):
    for days in range(12):
        make_obligation(force, due_on=TODAY - timedelta(days=days + 1))
        make_obligation(force, due_on=None)
        make_inspection([force], published_on=TODAY - timedelta(days=100 + days))
    client.force_login(make_user(office))
    page = client.get("/")
    late, undated = page.context["heaps"]
    assert (late.count, undated.count) == (24, 12)
    items = [task.obligation.due_on for task in late.tasks if task.obligation]
    assert items == [TODAY - timedelta(days=12 - n) for n in range(10)]
    assert len(late.tasks) == 20
    assert len(undated.tasks) == 10
    assert "24 are late" in text_of(page)
    assert "All 12 items: Late" in text_of(page)
    assert "All 12 statutory responses: Late" in text_of(page)
    assert client.get(late.everything).context["paginator"].count == 12
    assert client.get(undated.everything).context["paginator"].count == 12


def test_home_of_an_approver_shows_what_waits_for_approval_first(client, force):
    user = make_user(force, APPROVER)
    obligation = make_obligation(force, make_recommendation(number="4"))
    draft = actions.save_draft(obligation, seat_of(user, TODAY).side_for(obligation), {}, by=user, revision=0)
    actions.send_to_approver(draft, by=user, at="2026-11-21T10:00:00Z")
    client.force_login(user)
    page = client.get("/")
    first = page.context["heaps"][0]
    assert (first.id, first.count, first.items, first.responses) == ("approve", 1, 0, 0)
    assert "Waiting for your approval (1)" in text_of(page)


def test_home_of_an_office(client, force, office):
    make_obligation(
        force,
        make_recommendation(
            number="4", due_on=date(2024, 1, 1), inspection=make_inspection(published_on=date(2023, 12, 8))
        ),
    )
    client.force_login(make_user(office))
    page = client.get("/").content.decode()
    assert "Answer recommendation 4" in page
    assert "1 is late" in page
    assert "How Northshire Police stands" in page


def test_home_of_an_office_with_nothing_to_do(client, office):
    client.force_login(make_user(office))
    assert "Nothing is due and nothing is open." in client.get("/").content.decode()


def test_home_of_the_inspectorate_leads_to_the_responses_that_are_overdue(client, force, office, today):
    make_inspection([force, other := make_force()], published_on=today - timedelta(days=56))
    make_inspection([force], published_on=today - timedelta(days=55))
    exempt = make_inspection([force], published_on=today - timedelta(days=90))
    exempt.related_forces.update(exemption="not_subject", exemption_reason="It has no such unit.")
    client.force_login(make_liaison([other]))
    page = client.get("/").content.decode()
    assert '<a class="govuk-link" href="/statutory/?state=overdue">2 statutory responses are overdue</a>' in page
    assert "1 overdue, 0 outstanding, 0 published late" in page
    assert client.get("/statutory/?state=overdue").context["counted"].duties == 2


def test_home_of_the_inspectorate(client, force, liaison):
    make_obligation(force, due_on=date(2025, 12, 31))
    make_answer(make_obligation(make_force(name="Eastshire Police")), action="Under way since May.")
    make_inspection(title="Not yet to be seen", published_on=date(2999, 1, 1))
    client.force_login(liaison)
    page = client.get("/").content.decode()
    assert "1 body is late" in page
    assert "Northshire Police" in page
    assert "Under way since May." in page
    assert "Not yet to be seen" in page


def test_home_names_the_answer_that_another_item_is_answered_with(client, queries_of, force, liaison):
    item = make_recommendation(number="2")
    answer = make_answer(make_obligation(force, item))
    client.force_login(liaison)
    client.get("/")  # counts the figures of the day, which are kept from then on
    one = queries_of("/")
    for number in "34":
        other = make_recommendation(item.inspection, number=number)
        make_answer(make_obligation(force, other), answered_with=answer, action="")
    assert client.get("/").content.decode().count("Answered with recommendation 2") == 2
    assert queries_of("/") == one


def test_home_without_a_body_says_what_to_do_and_shows_no_words(client, force):
    make_answer(make_obligation(force), action="Under way since May.")
    make_inspection(title="Not yet to be seen", published_on=date(2999, 1, 1))
    client.force_login(make_user())
    page = client.get("/").content.decode()
    assert "You do not act for a body yet" in page
    assert "Under way since May." not in page
    assert "Not yet to be seen" not in page


@pytest.mark.on_one_database
@pytest.mark.parametrize("role", ["office", "liaison", "nobody"])
def test_home_asks_as_many_queries_for_six_as_for_one(client, queries_of, force, office, liaison, role):
    client.force_login({"office": make_user(office), "liaison": liaison, "nobody": make_user()}[role])

    make_answer(make_obligation(force, due_on=date(2025, 12, 31)))
    make_obligation(force, due_on=date(2025, 12, 31))
    one = queries_of("/")
    for _ in range(5):
        body = make_force()
        make_answer(make_obligation(body, due_on=date(2025, 12, 31)))
        make_answer(make_obligation(force, due_on=date(2025, 12, 31)))
        make_obligation(force, due_on=date(2025, 12, 31))
    assert Inspection.objects.count() > 6
    assert queries_of("/") == one <= 30


def test_overseers_see_what_is_under_embargo_with_and_without_a_day_and_what_is_proposed_apart(client, liaison):
    client.force_login(liaison)
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_inspection(title="To come", published_on=tomorrow)
    make_inspection(title="Undated", published_on=None)
    make_inspection(title="From a drawer", published_on=tomorrow, proposed_by=make_force())
    make_inspection(title="Known")
    context = client.get("/").context
    assert {inspection.title for inspection in context["embargoed"]} == {"To come", "Undated"}
    assert [inspection.title for inspection in context["proposed"]] == ["From a drawer"]
