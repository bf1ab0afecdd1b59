"""How a response's steps are shown: to everybody what they may know, with what is late, and the task at home."""

from datetime import timedelta

import pytest

from accounts.seats import seat_of
from inspections.models import OfficeHolder
from responses.models import StatutoryResponse
from responses.todo import todo
from responses.workspace.log import Kind
from tests.factories import make_answer, make_obligation, make_recommendation, make_user
from tests.statutory import Acts, complete, make_duty, office_of, page, people, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(today):
    return Acts(make_duty(published_on=today - timedelta(days=20)), today)


@pytest.fixture
def approver(client, act):
    client.force_login(act.by)
    return act.by


def rows(client, act, user):
    client.force_login(user)
    return {row.kind: row for row in client.get(page(act)).context["steps"].rows}


def test_everybody_sees_what_they_may_know(client, act):
    for job in (act.ask, act.receive, act.ready, act.sign, act.send):
        job()
    act.send(Kind.INSPECTORATE)
    act.publish()
    everyone = people(act)
    everything = {"asked", "received", "ready", "signed", "secretary", "inspectorate", "published"}
    for role in ("editor", "approver", "force", "administrator"):
        assert set(rows(client, act, everyone[role])) == everything, role
    assert set(rows(client, act, everyone["liaison"])) == {"inspectorate", "published"}
    for role in ("other office", "nobody"):
        assert set(rows(client, act, everyone[role])) == {"published"}, role
    told = {role: f"by {act.by}" in text(_page(client, act, user)) for role, user in everyone.items()}
    assert {role for role, who in told.items() if who} == {"editor", "approver", "liaison", "administrator"}


def _page(client, act, user):
    client.force_login(user)
    return client.get(page(act))


@pytest.mark.on_one_database
def test_links_lead_only_where_the_viewer_may_go(client, act):
    everyone = people(act)
    for job in (lambda: None, act.ask, act.ready, act.sign, act.send, act.publish, act.correct):
        job()
        for user in everyone.values():
            client.force_login(user)
            steps = client.get(page(act)).context["steps"]
            links = [link.url for row in steps.rows for link in row.links]
            links += [steps.next.url] if steps.next else []
            links += [steps.undo_correction] if steps.undo_correction else []
            links += [file.url for file in steps.preview]
            links += [file.url for kept in steps.versions for file in kept.downloads]
            assert {client.get(url).status_code for url in links} <= {200}


def test_late_is_said_with_its_days(client, act, today):
    act.duty.inspection.published_on = today - timedelta(days=60)
    act.duty.inspection.save()
    act.today = today - timedelta(days=30)
    act.ask()
    act.today = today - timedelta(days=28)
    found = rows(client, act, act.by)
    assert found["received"].late == "30 days late"
    assert found["published"].late == "5 days late"
    act.sign()
    act.publish(on=today - timedelta(days=4))
    found = rows(client, act, act.by)
    assert found["published"].late == "1 day late"
    assert found["published"].notes == ["day 57"]
    assert found["received"].late == ""


def test_comments_that_will_not_come_are_not_called_late(client, act, today):
    act.today = today - timedelta(days=3)
    act.ask()
    act.write("chief-officer", absence="The chief constable left.")
    row = rows(client, act, act.by)["received"]
    assert (row.words, row.late) == ("None came", "")
    shown = text(client.get(act.response.get_absolute_url()))
    assert "none came." in shown
    assert "days late" not in shown


def test_comments_that_stand_in_the_response_are_not_called_late(client, act, today):
    act.today = today - timedelta(days=3)
    act.ask()
    act.write("chief-officer", chief_officer_comments="We accept it.")
    row = rows(client, act, act.by)["received"]
    assert (row.words, row.late) == ("In the response; the day is not recorded", "")
    shown = text(client.get(act.response.get_absolute_url()))
    assert "the day on which they came is not recorded." in shown
    assert "days late" not in shown


def test_while_a_correction_is_written_its_steps_are_still_to_come(client, act):
    act.sign()
    act.publish()
    assert rows(client, act, act.by)["ready"].words == "Not recorded here"
    act.correct()
    assert rows(client, act, act.by)["ready"].words == "Not yet"


def test_a_publication_on_a_day_that_is_not_known_is_not_called_late(client, act, today):
    act.write()
    StatutoryResponse.objects.update(published_on=today, published_basis="entry")
    row = rows(client, act, act.by)["published"]
    assert (row.on, row.late) == (None, "")
    assert "not known" in row.words


def test_what_was_undone_stays_in_the_log(client, act, approver):
    act.undo(act.ask())
    shown = text(client.get(page(act)))
    assert "Undone: Chief officer asked for comments" in shown
    assert "Undone since" in shown
    assert "It was a slip." in shown


@pytest.mark.on_one_database
def test_the_list_asks_no_more_for_many_steps(act, approver, queries_of):
    complete(act)
    act.sign()
    act.publish()
    few = queries_of(page(act))
    for _round in range(3):
        act.correct()
        act.write(comments=f"Round {_round}.")
        act.sign()
        act.publish()
    assert queries_of(page(act)) == few


@pytest.mark.on_one_database
def test_the_page_of_sign_off_asks_no_more_for_many_items(act, approver, queries_of):
    complete(act)
    few = queries_of(page(act, "sign-off"))
    for _item in range(5):
        make_answer(make_obligation(act.duty.force, make_recommendation(act.duty.inspection)), on=act.today)
        make_recommendation(act.duty.inspection)
    assert queries_of(page(act, "sign-off")) == few


# To do ----------------------------------------------------------------------------------------------------------------


def test_the_approver_finds_it_at_home(act, today):
    editor = make_user(office_of(act.duty))
    assert not todo(seat_of(act.by, today)).to_approve
    act.write()
    act.ready()
    [task] = todo(seat_of(act.by, today)).to_approve
    assert task.verb == "Sign off the statutory response"
    assert task.url == page(act, "sign-off")
    assert not todo(seat_of(editor, today)).to_approve
    assert "With the approver" in next(one for one in todo(seat_of(editor, today)).later if not one.obligation).verb
    act.sign()
    assert not todo(seat_of(act.by, today)).to_approve
    act.publish()
    act.correct()
    act.ready()
    [task] = todo(seat_of(act.by, today)).to_approve
    assert task.by_on is None


def test_nobody_holds_the_office(client, act, approver):
    OfficeHolder.objects.all().delete()
    act.write()
    assert "Nobody is chosen yet" in text(client.get(page(act, "sign-off")))
