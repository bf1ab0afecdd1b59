"""On what the compliance list and the list of forces open, and that the address says it."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import ForceLiaison, Membership
from accounts.seats import seat_of
from inspections.models import Governance, Obligation
from responses.models import DefaultFilter, SavedFilter
from responses.owners import give
from responses.savedfilters.acts import make_default, opening
from responses.savedfilters.chosen import EVERYTHING, kept
from responses.succession import hand_over, merge
from tests.factories import (
    make_administrator,
    make_force,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_user,
)
from tests.pages import text_of
from tests.savedfilters import LIST, SAVE, change, delete, hmicfrs, led_to, saved

pytestmark = pytest.mark.django_db

APPROVER = Membership.Role.APPROVER


@pytest.fixture
def editor(office):
    return make_user(office, name="Dana Whitlock")


@pytest.fixture
def approver(office):
    return make_user(office, APPROVER)


def test_a_default_of_ones_own_comes_first_then_the_bodys(client, editor, approver, office, force, today):
    make_obligation(force)
    shared, own = saved(approver, "Ours", "status=due_soon", body=office), saved(editor)
    client.force_login(editor)
    assert led_to(client, LIST) == f"{LIST}?force={force.slug}"
    assert "for_body" not in client.get(change(shared)).context["form"].fields
    client.force_login(approver)
    client.post(change(shared), {"name": "Ours", "body": office.pk, "for_body": "on"})
    client.force_login(editor)
    assert led_to(client, LIST) == f"{LIST}?status=due_soon"
    assert led_to(client, LIST, as_at="2026-01-31") == f"{LIST}?as_at=2026-01-31&status=due_soon"
    client.post(change(own), {"name": "Late", "body": "", "mine": "on"})
    assert led_to(client, LIST) == f"{LIST}?status=overdue"
    client.post(change(shared), {"mine": "on"})
    assert led_to(client, LIST) == f"{LIST}?status=due_soon"
    client.post(change(shared), {})
    assert led_to(client, LIST) == f"{LIST}?status=due_soon", "as the body's"
    client.force_login(approver)
    client.post(delete(shared))
    client.force_login(editor)
    assert led_to(client, LIST) == f"{LIST}?force={force.slug}"


@pytest.mark.parametrize("query", ["sort=match", "column=deadline&column=status"])
def test_what_the_list_leaves_out_of_its_address_is_no_default_that_leads_in_a_circle(client, editor, query):
    client.force_login(editor)
    client.post(f"{SAVE}?{query}", {"name": "Nothing", "body": "", "mine": "on"})
    assert client.get(LIST, follow=True).redirect_chain == [(f"{LIST}?{EVERYTHING}", 302)]
    SavedFilter.objects.update(query=query)  # by a program that showed other columns
    assert client.get(LIST, follow=True).redirect_chain == [(f"{LIST}?{EVERYTHING}", 302)]


def test_what_is_shared_no_longer_is_nobody_elses_default(client, editor, approver, office, today):
    one = saved(approver, body=office)
    make_default(one, True, body=office)
    make_default(one, True, user=editor)
    make_default(one, True, user=approver)
    client.force_login(approver)
    client.post(change(one), {"name": "Late", "body": "", "mine": "on"})
    assert [default.user for default in DefaultFilter.objects.all()] == [approver]


def test_every_liaison_chooses_for_hmicfrs(client):
    first, second = make_liaison(), make_liaison()
    one = saved(first, body=hmicfrs(first))
    client.force_login(second)
    client.post(change(one), {"name": "Late", "body": one.body_id, "for_body": "on"})
    client.force_login(make_liaison())
    assert led_to(client, LIST) == f"{LIST}?status=overdue"


def test_the_list_opens_on_what_is_ones_own(client, force, office, editor, today):
    row = make_obligation(force)
    for person, opens in (
        (make_liaison([force]), "force=my-forces"),
        (editor, f"force={force.slug}"),
        (make_user(office), f"force={force.slug}"),
    ):
        client.force_login(person)
        assert led_to(client, LIST) == f"{LIST}?{opens}"
    for person in (make_liaison(), make_administrator(), make_user()):
        client.force_login(person)
        assert client.get(LIST).status_code == 200
    give(Obligation.objects.filter(pk=row.pk), to=editor, seat=seat_of(editor, today))
    client.force_login(editor)
    assert led_to(client, LIST) == f"{LIST}?owner=me"
    Obligation.objects.filter(pk=row.pk).update(closed_on=today, closure="verified", closure_letter="HMICFRS")
    assert led_to(client, LIST) == f"{LIST}?force={force.slug}"


def test_a_liaison_whose_term_ended_opens_on_everything(client, force):
    liaison = make_liaison([force])
    ForceLiaison.objects.update(until_on="2026-01-31")
    client.force_login(liaison)
    assert client.get(LIST).status_code == client.get("/forces/").status_code == 200


def test_everything_has_an_address_and_every_way_back_leads_there(client, force):
    rows = [make_obligation(force), make_obligation()]
    client.force_login(make_liaison([force]))
    page = client.get(LIST, follow=True)
    assert len(page.context["object_list"]) == 1
    [(_words, everything, _shown)] = [tab for tab in page.context["views"] if tab[0] == "Everything"]
    assert everything == f"?{EVERYTHING}"
    assert page.content.decode().count(f'href="{LIST}?sort=deadline"') == 2, "clear all, and the last chip"
    page = client.get(f"{LIST}{everything}")
    assert set(page.context["object_list"]) == set(rows)
    assert [tab[0] for tab in page.context["views"] if tab[2]] == ["Everything"]
    past = client.get(f"{LIST}?force=my-forces&as_at=2025-12-31").content.decode()
    assert f'href="{LIST}?as_at=2025-12-31&amp;sort=deadline"' in past


def test_files_and_acts_are_of_what_the_default_shows(client, force, today):
    rows = [make_obligation(force), make_obligation(force), make_obligation()]
    client.force_login(make_liaison([force]))
    page = client.get(LIST, follow=True)
    asked = page.request["QUERY_STRING"]
    assert page.context["counted"].items == 2
    assert f"/compliance/export/?{asked}&amp;as=csv" in page.content.decode()
    lines = b"".join(client.get(f"{LIST}export/?{asked}&as=csv").streaming_content).decode().splitlines()
    assert len(lines) == 1 + 2
    act = client.get(f"/compliance/verify/?act=close&everything=on&{asked}")
    assert "2 items will change" in text_of(act)
    assert ("force", "my-forces") in page.context["chosen"]
    everything = b"".join(client.get(f"{LIST}export/?{EVERYTHING}&as=csv").streaming_content).decode().splitlines()
    assert len(everything) == 1 + len(rows)


# --- seen as somebody else


def test_who_looks_sees_the_filters_and_the_default_of_that_person(client, editor):
    one = saved(editor)
    make_default(one, True, user=editor)
    client.force_login(make_administrator())
    client.post(reverse("admin:accounts_user_see_as", args=[editor.pk]))
    assert led_to(client, LIST) == f"{LIST}?status=overdue"
    page = client.get(LIST, {"status": "closed"})
    assert "Late" in [tab[0] for tab in page.context["views"]]
    assert page.context["saving"] is None
    assert client.post(f"{SAVE}?status=closed", {"name": "X"}).status_code == 403
    assert client.post(delete(one)).status_code == 403


def test_the_forces_of_an_office_are_all_ours(client, editor, office, force):
    other = make_force(name="Aldshire Police", slug="aldshire")
    Governance.objects.create(force=other, local_policing_body=office, from_on="2020-01-01")
    client.force_login(editor)
    assert led_to(client, LIST) == f"{LIST}?force=aldshire&force={force.slug}"
    assert kept(client.get(LIST, follow=True).wsgi_request.GET) == f"force=aldshire&force={force.slug}"


# --- bodies that give way


def test_the_filters_of_an_office_go_on_in_the_one_in_its_place(client, editor, approver, office, today):
    new = make_local_policing_body()
    there = make_user(new, APPROVER)
    for person, body in ((editor, office), (there, new)):
        saved(person, "Late", body=body)
    silent = saved(editor, "Silent", "mark=nothing_recorded", body=office)
    make_default(silent, True, body=office)
    hand_over(office, new, by=make_administrator(), on=date(2026, 10, 1), reason="The order of 2026.")
    seat = seat_of(there, today)
    names = [one.name for one in SavedFilter.objects.visible_to(seat).in_order()]
    assert names == ["Late", "Late (2)", "Silent"]
    assert opening(seat) == opening(seat_of(editor, today)) == "mark=nothing_recorded"


def test_bodies_with_different_defaults_leave_none(force, today):
    other, new = make_force(), make_force()
    for body in (force, other):
        make_default(saved(make_user(body), "Late", body=body), True, body=body)
    merge([force, other], new, by=make_administrator(), on=date(2026, 10, 1), reason="The order of 2026.")
    assert not DefaultFilter.objects.exists()
    assert set(SavedFilter.objects.values_list("body", "name")) == {(new.pk, "Late"), (new.pk, "Late (2)")}
