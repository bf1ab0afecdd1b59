"""An administrator merges forces, and lets a local policing body give way: each on one page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from inspections.governance import overseer_of
from inspections.models import Body, Governance, Obligation
from tests.adminforms import complaints, typed
from tests.answers import signed_in
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(make_administrator())


@pytest.fixture
def forces():
    return [make_force(name=f"{name} Police") for name in ("Northshire", "Southshire", "Mid Shires")]


def merger(body):
    return reverse("responses:body_merge", args=[body.pk])


def given(successor, today, others=(), **fields):
    keys = [body.pk for body in others]
    return {"successor": successor.pk, "others": keys, "on": today, "reason": "The order of 2026."} | fields


def confirmed(client, address, data):
    """Looks at what will change, and confirms it."""
    shown = client.post(address, data).context["shown"]
    return client.post(address, data | {"seen": shown.mark}, follow=True)


def test_the_page_is_reached_from_the_body(client, forces):
    office = make_local_policing_body(forces[0])
    for body, address in ((forces[0], merger(forces[0])), (office, f"/admin/bodies/{office.pk}/give-way/")):
        page = client.get(reverse("admin:inspections_body_change", args=[body.pk]))
        assert address in page.content.decode()
        assert client.get(address).status_code == 200


def test_what_will_change_is_shown_and_then_done(client, forces, today):
    north, south, new = forces
    item = make_recommendation(number="4")
    for body in (north, south):
        make_obligation(body, item)
    data = given(new, today, [south])
    page = client.post(merger(north), data)
    assert "1 item that is not closed passes to Mid Shires Police." in page.content.decode()
    assert Obligation.objects.live().filter(body=new).count() == 0
    page = client.post(merger(north), data | {"seen": page.context["shown"].mark}, follow=True)
    assert "Northshire Police has given way to Mid Shires Police." in page.content.decode()
    assert Obligation.objects.live().get().body == new


def test_what_changed_meanwhile_is_shown_again(client, forces, today):
    north, _south, new = forces
    data = given(new, today)
    mark = client.post(merger(north), data).context["shown"].mark
    make_obligation(north)
    page = client.post(merger(north), data | {"seen": mark})
    assert "This is not what you saw before." in page.content.decode()
    north.refresh_from_db()
    assert north.successor is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Say why: it is kept with every record that changes."),
        ({"on": "2199-01-01"}, "This day is still to come."),
        ({"on": "yesterday"}, "Enter a valid date."),
        ({"on": "1200-01-01"}, "The year must lie between"),
        ({"successor": "north"}, "Northshire Police cannot give way to itself"),
        ({"successor": "office"}, "Select a valid choice."),
        ({"successor": "later"}, "does not exist on"),
        ({"successor": "merged"}, "does not exist on"),
        ({"others": ["merged"]}, "has given way already, to Mid Shires Police."),
        ({"others": ["x"]}, "is not a valid value"),
    ],
)
def test_a_refusal_writes_nothing(client, forces, today, changes, sentence):
    north, _south, new = forces
    bodies = {
        "north": north,
        "office": make_national_body(),
        "later": make_force(active_from=today + timedelta(days=9)),
        "merged": make_force(active_until=today - timedelta(days=9), successor=new),
    }
    make_obligation(north)

    def key(value):
        return bodies[value].pk if value in bodies else value

    changes = {
        name: [key(one) for one in value] if isinstance(value, list) else key(value) for name, value in changes.items()
    }
    page = client.post(merger(north), given(new, today) | changes)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert page.context["shown"] is None
    north.refresh_from_db()
    assert north.active_until is None
    assert Obligation.objects.live().get().body == north


def test_a_local_policing_body_gives_way(client, forces, today):
    office = make_local_policing_body(forces[0])
    mayor = make_local_policing_body(kind=Body.Kind.MAYOR, name="Mayor of Northshire")
    address = reverse("responses:body_hand_over", args=[office.pk])
    page = client.post(address, given(mayor, today))
    assert dict(page.context["shown"].parts)[f"Mayor of Northshire oversees from {today:%-d %B %Y}:"] == [
        "Northshire Police"
    ]
    confirmed(client, address, given(mayor, today))
    assert overseer_of(forces[0], today) == mayor


def test_the_old_page_and_the_new_one_lead_to_each_other(client, forces, today):
    north, south, new = forces
    item = make_recommendation()
    rows = [make_obligation(body, item) for body in (north, south)]
    reader = make_user(new, Membership.Role.EDITOR)
    make_answer(rows[0], on=today - timedelta(days=30), action="Night cover began.")
    confirmed(client, merger(north), given(new, today, [south]))
    live = Obligation.objects.live().get()
    new_page = signed_in(reader).get(live.get_absolute_url()).content.decode()
    for row in rows:
        assert f'href="{row.get_absolute_url()}' in new_page
        old_page = signed_in(reader).get(row.get_absolute_url()).content.decode()
        assert f'href="{live.get_absolute_url()}' in old_page
    assert "Passed on to Mid Shires Police" in new_page
    assert "Addressed to Mid Shires Police" not in new_page
    assert "Night cover began." in signed_in(reader).get(rows[0].get_absolute_url()).content.decode()
    stranger = signed_in(make_user(make_force()))
    assert "Night cover began." not in stranger.get(rows[0].get_absolute_url()).content.decode()


def test_nobody_oversees_a_force_that_does_not_exist(client):
    force = make_force(active_from="2020-04-01")
    office = make_local_policing_body()
    address = reverse("admin:inspections_governance_add")
    page = client.post(address, {"force": force.pk, "local_policing_body": office.pk, "from_on": "2019-04-01"})
    assert complaints(page) == {"from_on": [f"{force} does not exist on that day."]}
    change = reverse("admin:inspections_body_change", args=[force.pk])
    row = {
        "governances-TOTAL_FORMS": 1,
        "governances-0-local_policing_body": office.pk,
        "governances-0-from_on": "2019-04-01",
    }
    page = client.post(change, typed(client.get(change)) | row)
    assert complaints(page) == {"governances-0-from_on": [f"{force} does not exist on that day."]}
    assert not Governance.objects.exists()
