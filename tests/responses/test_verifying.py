"""Acts of the inspectorate for one item, for the ticked ones, or for all that a list leaves: all or nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from inspections.actions import close, submit_claim
from inspections.models import Act, Governance, Obligation
from responses.verifying.acts import ACTS
from tests.factories import (
    make_force,
    make_inspection,
    make_level,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

ON = {"on_day": 1, "on_month": 9, "on_year": 2026}


@pytest.fixture
def forces():
    return [make_force() for _n in range(4)]


@pytest.fixture
def item(forces):
    return make_recommendation(make_inspection(forces), due_on=date(2026, 6, 1), level=make_level(closed_by="evidence"))


@pytest.fixture
def owed(forces, item):
    return [make_obligation(body=force, recommendation=item) for force in forces]


@pytest.fixture
def liaison(client):
    user = make_liaison()
    client.force_login(user)
    return user


def address(act, *rows, **filters):
    ticked = "".join(f"&row={row.pk}" for row in rows)
    chosen = "".join(f"&{name}={value}" for name, value in filters.items())
    return f"{reverse('responses:verify')}?act={act}{ticked}{chosen}"


def record(client, where, **typed):
    page = client.get(where)
    typed = {"reason": "Seen at the revisit.", "state": page.context["form"]["state"].value()} | ON | typed
    return client.post(where, typed)


def test_ticked_rows_are_closed_together(client, liaison, owed):
    answer = record(client, address("close", *owed[:2]), closure="verified")
    assert answer.status_code == 302
    assert list(Obligation.objects.filter(closed_on=date(2026, 9, 1)).order_by("pk")) == owed[:2]
    assert Act.objects.filter(kind="closed", by=liaison, reason="Seen at the revisit.").count() == 2


def test_everything_that_the_filters_leave_is_closed_as_superseded(client, liaison, owed, item):
    successor = make_recommendation(make_inspection())
    close(owed[:1], closure="verified", by=liaison, on=date(2026, 8, 1), reason="Before.")
    where = address("close", everything="on", status="overdue", inspection=item.inspection.slug)
    answer = record(client, where, closure="superseded", superseded_by=successor.pk)
    assert answer.status_code == 302
    assert Obligation.objects.filter(closure="superseded", superseded_by=successor).count() == 3


def test_rows_for_which_it_cannot_be_done_stop_all_until_they_are_left_out(client, liaison, owed):
    close(owed[:1], closure="verified", by=liaison, on=date(2026, 8, 1), reason="Before.")
    where = address("close", *owed)
    answer = record(client, where, closure="confirmed")
    assert "all of them or for none" in answer.content.decode()
    assert Obligation.objects.filter(closure="confirmed").count() == 0
    record(client, where, closure="confirmed", leave_out="on")
    assert Obligation.objects.filter(closure="confirmed").count() == 3


def test_a_reported_item_is_returned_saying_what_is_lacking(client, liaison, owed):
    submit_claim(owed[:1], claim="complete", by=None, on=date(2026, 7, 1))
    record(client, address("return", owed[0]), reason="No evidence of training.")
    owed[0].refresh_from_db()
    assert owed[0].reported_on is None
    assert Act.objects.get(kind="returned").reason == "No evidence of training."


def test_one_row_and_many_are_judged_alike(liaison, owed):
    submit_claim(owed[:2], claim="complete", by=None, on=date(2026, 7, 1))
    close(owed[1:3], closure="verified", by=liaison, on=date(2026, 8, 1), reason="Before.")
    Obligation.objects.filter(pk=owed[3].pk).update(removed_on=date(2026, 8, 1), removal="passed_on")
    for act in ACTS.values():
        possible = set(Obligation.objects.filter(act.possible))
        assert possible == {row for row in Obligation.objects.all() if act.is_possible_for(row)}, act.name
        assert possible
        assert owed[3] not in possible


def test_closed_items_are_reopened(client, liaison, owed):
    close(owed, closure="verified", by=liaison, on=date(2026, 8, 1), reason="Before.")
    record(client, address("reopen", *owed))
    assert not Obligation.objects.exclude(closed_on=None).exists()


def test_deadlines_are_moved(client, liaison, owed):
    record(client, address("move", *owed), due_on_day=31, due_on_month=3, due_on_year=2027)
    assert set(Obligation.objects.values_list("due_on", flat=True)) == {date(2027, 3, 31)}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"due_on_day": 1, "due_on_month": 6, "due_on_year": 2026}, "This is the deadline already."),
        ({"due_on_day": 1, "due_on_month": 6, "due_on_year": 2020}, "no deadline comes before"),
        ({"on_year": 2099}, "cannot be in the future"),
        ({"reason": " "}, "Say why."),
    ],
)
def test_a_move_that_is_refused_says_why(client, liaison, owed, typed, sentence):
    due_on = {"due_on_day": 31, "due_on_month": 3, "due_on_year": 2027}
    assert sentence in record(client, address("move", *owed), **(due_on | typed)).content.decode()
    assert not Act.objects.filter(kind="moved").exists()


def test_the_page_of_an_answer_offers_what_can_be_recorded(client, liaison, owed):
    page = client.get(owed[0].get_absolute_url())
    titles = [str(act.title) for act, _url in page.context["page"].acts]
    assert titles == ["Close", "Move the deadline", "Set the level"]
    close(owed[:1], closure="verified", by=liaison, on=date(2026, 8, 1), reason="Before.")
    page = client.get(owed[0].get_absolute_url())
    assert [str(act.title) for act, _url in page.context["page"].acts] == ["Reopen", "Set the level"]


def test_a_level_is_set_for_the_item(client, liaison, owed, item):
    level = make_level(name="Revisit", closed_by="revisit")
    record(client, address("level", owed[0]), level=level.pk)
    item.refresh_from_db()
    assert item.level == level
    assert item.history.first().history_change_reason == "Seen at the revisit."


def test_a_day_before_the_last_act_is_refused_beside_what_was_typed(client, liaison, owed):
    answer = record(client, address("close", *owed), closure="verified", on_year=2020)
    assert "Seen at the revisit." in answer.content.decode()
    assert not Obligation.objects.exclude(closed_on=None).exists()


def test_what_changed_meanwhile_is_looked_at_again(client, liaison, owed):
    where = address("close", *owed)
    state = client.get(where).context["form"]["state"].value()
    submit_claim(owed[:1], claim="complete", by=None, on=date(2026, 7, 1))
    answer = client.post(where, {"closure": "verified", "reason": "Seen.", "state": state} | ON)
    assert "changed since this page was shown" in answer.content.decode()
    assert not Obligation.objects.exclude(closed_on=None).exists()
    fresh = answer.context["form"]["state"].value()
    client.post(where, {"closure": "verified", "reason": "Seen.", "state": fresh} | ON)
    assert Obligation.objects.exclude(closed_on=None).count() == 4


def test_nothing_ticked_leads_back_with_a_word(client, liaison, owed):
    answer = client.get(f"{reverse('responses:verify')}?act=close", follow=True)
    assert "Tick the items first" in answer.content.decode()


def test_a_body_records_what_hmicfrs_wrote_and_nothing_else(client, owed, forces):
    client.force_login(make_user(make_local_policing_body(forces[0])))
    where = address("close", owed[0], owed[1])
    without = record(client, where, closure="verified", leave_out="on")
    assert "date of its letter" in without.content.decode()
    letter = {"letter_on_day": 28, "letter_on_month": 8, "letter_on_year": 2026}
    record(client, where, closure="verified", leave_out="on", **letter)
    assert list(Obligation.objects.exclude(closed_on=None)) == owed[:1]
    assert Obligation.objects.get(pk=owed[0].pk).closure_letter == "2026-08-28"
    for act in ("return", "reopen", "move", "level"):
        assert client.get(address(act, owed[0])).status_code == 404


def test_a_force_closes_only_what_its_level_lets_it(client, owed, forces, item):
    client.force_login(make_user(forces[0], Membership.Role.APPROVER))
    where = address("close", owed[0])
    refused = record(client, where, closure="by_force")
    assert "level" in refused.content.decode()
    item.level = make_level(name="Force", closed_by="force")
    item.save()
    record(client, where, closure="by_force")
    assert Obligation.objects.get(pk=owed[0].pk).closure == "by_force"


def test_the_page_asks_as_much_for_an_office_of_four_forces_as_of_one(client, owed, forces):
    office = make_local_policing_body(forces[0])
    client.force_login(make_user(office))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address("close", owed[0])).status_code == 200
        return len(queries)

    asked()  # what is cached once for all pages is cached
    one = asked()
    for force in forces[1:]:
        Governance.objects.create(force=force, local_policing_body=office, from_on=date(2020, 1, 1))
    assert asked() == one


def test_other_peoples_items_are_not_there_to_close(client, owed):
    client.force_login(make_user(make_force(), Membership.Role.APPROVER))
    answer = record(client, address("close", owed[0]), closure="verified", leave_out="on")
    assert answer.status_code == 200
    assert not Obligation.objects.exclude(closed_on=None).exists()


@pytest.mark.parametrize(
    "query", ["act=close&row=x", "act=burn&row=1", "act=close&row=99999", "act=close&everything=on&colour=red"]
)
def test_addresses_that_name_nothing(client, liaison, owed, query):
    assert client.get(f"{reverse('responses:verify')}?{query}").status_code == 404


def test_the_list_offers_the_acts_to_those_who_may(client, liaison, owed):
    assert "With the ticked items" in client.get("/compliance/").content.decode()
    assert "With the ticked items" not in client.get("/compliance/?as_at=2026-06-30").content.decode()
    client.force_login(make_user())
    assert "With the ticked items" not in client.get("/compliance/").content.decode()


def test_a_return_asks_what_is_lacking(client, liaison, owed):
    submit_claim(owed[:1], claim="complete", by=None, on=date(2026, 7, 1))
    answer = record(client, address("return", owed[0]), reason="")
    assert "What is lacking?" in text_of(answer)
    assert "Say what is lacking." in text_of(answer)
    assert not Act.objects.filter(kind="returned").exists()


def test_rows_that_are_left_out_are_told_apart_by_why(client, owed, forces, liaison):
    close(owed[:1], closure="verified", by=liaison, on=date(2026, 8, 1), reason="Before.")
    office = make_local_policing_body(forces[0])
    Governance.objects.create(force=forces[1], local_policing_body=office, from_on=date(2020, 1, 1))
    client.force_login(make_user(office))
    words = text_of(client.get(address("close", *owed)))
    assert "1 item will change" in words
    assert "1 is left out: closed already." in words
    assert "2 are left out: not yours to record." in words


@pytest.mark.parametrize("closure", ["verified", "confirmed", "superseded", "withdrawn", "no_action_agreed"])
def test_a_body_records_every_closure_that_a_letter_of_hmicfrs_can_say(client, owed, forces, closure):
    client.force_login(make_user(forces[0]))
    successor = {"superseded_by": make_recommendation().pk} if closure == "superseded" else {}
    letter = {"letter_on_day": 28, "letter_on_month": 8, "letter_on_year": 2026}
    record(client, address("close", owed[0]), closure=closure, **letter, **successor)
    assert Obligation.objects.get(pk=owed[0].pk).closure == closure
    assert "Letter: HMICFRS, 28 August 2026." in text_of(client.get(owed[0].get_absolute_url()))
    assert "By the letter: HMICFRS, 28 August 2026." in text_of(client.get(owed[0].get_absolute_url()))


def test_a_letter_of_a_day_to_come_is_refused(client, owed, forces):
    client.force_login(make_user(forces[0]))
    letter = {"letter_on_day": 1, "letter_on_month": 1, "letter_on_year": 2099}
    answer = record(client, address("close", owed[0]), closure="verified", **letter)
    assert "The letter cannot be of a day to come." in text_of(answer)
    assert not Obligation.objects.exclude(closed_on=None).exists()


def test_what_is_superseded_names_the_item_that_is_not_itself(client, liaison, owed, item):
    where = address("close", *owed)
    assert "Choose the item that takes its place." in text_of(record(client, where, closure="superseded"))
    itself = record(client, where, closure="superseded", superseded_by=item.pk)
    assert "An item cannot take its own place." in text_of(itself)
    assert not Obligation.objects.exclude(closed_on=None).exists()


def test_the_page_of_a_level_says_of_how_many_items_the_rows_are(client, liaison, owed):
    assert "They are all of 1 item of a report." in text_of(client.get(address("level", *owed)))


@pytest.mark.parametrize(("act", "typed"), [("close", {"closure": "verified"}), ("level", {})])
def test_rows_are_locked_in_one_order(client, liaison, item, owed, act, typed):
    """Two people who lock the same rows in different orders wait for each other until the database refuses one."""
    typed |= {"level": item.level.pk} if act == "level" else {}
    with CaptureQueriesContext(connection) as asked:
        assert record(client, address(act, *reversed(owed)), **typed).status_code == 302
    locks = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"] and " IN (" in query["sql"]]
    assert all("ORDER BY" in lock for lock in locks)


def test_many_rows_become_the_same_by_one_statement_without_a_value_for_each(owed):
    by = make_liaison()
    with CaptureQueriesContext(connection) as asked:
        close(owed, closure="verified", by=by, on=date(2026, 9, 1), reason="Seen.")
    [written] = [query["sql"] for query in asked if query["sql"].startswith('UPDATE "inspections_obligation"')]
    assert "CASE" not in written
