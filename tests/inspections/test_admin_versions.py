"""Two administrators at one record: the second is told, and neither loses a word."""

import pytest
from django.urls import reverse

from inspections.models import Body, Inspection, Recommendation
from tests.adminforms import complaints, row, typed
from tests.factories import (
    make_administrator,
    make_force,
    make_inspection,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
)

pytestmark = pytest.mark.django_db

WHY = {"reason": "As printed."}


@pytest.fixture(autouse=True)
def first(client):
    administrator = make_administrator(name="Ada Ling")
    client.force_login(administrator)
    return administrator


def opened(client, record):
    """The page of a record as it is sent back untouched, and its address."""
    address = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    return address, client.get(address)


def test_the_second_is_told_and_keeps_both(client):
    body = make_force(name="Northshire Police", region="North East")
    address, page = opened(client, body)
    client.post(address, typed(page, region="North West", **WHY))
    told = client.post(address, typed(page, aliases="NP", **WHY))
    [sentence] = complaints(told)["__all__"]
    assert "Ada Ling saved this meanwhile" in sentence
    assert "changed: Region" in sentence
    assert Body.objects.get(pk=body.pk).aliases == ""
    client.post(address, typed(told))
    body.refresh_from_db()
    assert (body.region, body.aliases) == ("North West", "NP")


def test_where_both_changed_one_field_the_others_words_are_shown(client):
    inspection = make_inspection(title="Custody")
    address, page = opened(client, inspection)
    client.post(address, typed(page, title="Custody in the north", **WHY))
    told = client.post(address, typed(page, title="Custody, in the North", **WHY))
    assert "theirs was: Custody in the north" in complaints(told)["__all__"][1]
    client.post(address, typed(told))
    assert Inspection.objects.get().title == "Custody, in the North"


def test_a_row_that_was_not_touched_does_not_undo_what_another_did(client):
    item = make_recommendation(text="Old words.")
    address, page = opened(client, item.inspection)
    item.text = "New words."
    item.save()
    saved = client.post(address, typed(page, summary="Longer.", **WHY))
    assert saved.status_code == 302, complaints(saved)
    item.refresh_from_db()
    assert (item.text, item.inspection.summary) == ("New words.", "Longer.")


def test_a_row_that_both_changed_is_told_in_its_place(client):
    item = make_recommendation(text="Old words.")
    address, page = opened(client, item.inspection)
    own, own_page = opened(client, item)
    client.post(own, typed(own_page, text="Their words.", **WHY))
    told = client.post(address, typed(page, **row(0, text="Our words."), **WHY))
    assert "theirs was: Their words." in complaints(told)["items-0-__all__"][1]
    assert Recommendation.objects.get().text == "Their words."


def test_addressees_added_meanwhile_stay(client):
    force, other = make_force(), make_force()
    item = make_obligation(force).recommendation
    address, page = opened(client, item)
    client.post(address, typed(page, bodies=[force.pk, other.pk], **WHY))
    told = client.post(address, typed(page, subject="Keys", **WHY))
    assert "Addressed to" in complaints(told)["__all__"][0]
    client.post(address, typed(told))
    item.refresh_from_db()
    assert item.subject == "Keys"
    assert item.obligations.live().count() == 2


def test_the_governance_of_a_body_is_no_exception(client):
    force = make_force()
    make_local_policing_body(force)
    other = make_local_policing_body()
    address, page = opened(client, force)
    changes = {"governances-0-local_policing_body": other.pk}
    assert client.post(address, typed(page, region="Wales", **WHY) | changes).status_code == 302
    told = client.post(address, typed(page, aliases="NP", **WHY))
    assert "changed: Region" in complaints(told)["__all__"][0]
    client.post(address, typed(told))
    force.refresh_from_db()
    assert (force.region, force.aliases) == ("Wales", "NP")
    assert force.governances.get().local_policing_body == other


def test_saving_twice_and_alone_is_never_held_up(client):
    body = make_force()
    address, page = opened(client, body)
    for region in ("North West", "South East"):
        assert client.post(address, typed(page, region=region, **WHY)).status_code == 302
        page = client.get(address)
    broken = typed(page, region="Wales", version='{"history": "x"', **WHY)
    assert client.post(address, broken).status_code == 302
