"""Bodies in the administration: what others rely on stays what it is."""

import pytest
from django.urls import reverse

from tests.adminforms import complaints, typed
from tests.factories import make_administrator, make_force, make_local_policing_body, make_obligation


@pytest.fixture(autouse=True)
def administrator(client, db):
    client.force_login(make_administrator())


@pytest.mark.parametrize("key", ["x", "0", "_00", "9" * 20, "9" * 5000])
def test_a_history_of_nothing_is_not_found(client, key):
    body = make_force()
    assert client.get(f"/admin/inspections/body/{key}/history/").status_code == 404
    assert client.get(f"/admin/inspections/body/{body.pk}/history/{key}/").status_code == 404


def test_a_body_that_others_rely_on_keeps_its_kind(client):
    force = make_force()
    office = make_local_policing_body(force)
    make_obligation(force)
    for body, kind in ((force, "national_body"), (office, "force")):
        address = reverse("admin:inspections_body_change", args=[body.pk])
        assert set(complaints(client.post(address, typed(client.get(address), kind=kind)))) == {"kind"}
    client.post(address, typed(client.get(address), kind="mayor"))
    office.refresh_from_db()
    assert office.kind == "mayor"
