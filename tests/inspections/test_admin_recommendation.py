"""One item on a page of its own."""

from datetime import date

import pytest
from django.urls import reverse

from tests.adminforms import complaints, typed
from tests.factories import (
    make_administrator,
    make_force,
    make_inspection,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)

ADD = reverse("admin:inspections_recommendation_add")


@pytest.fixture(autouse=True)
def administrator(client, db):
    user = make_administrator()
    client.force_login(user)
    return user


def change(client, item, **changes):
    address = reverse("admin:inspections_recommendation_change", args=[item.pk])
    return client.post(address, typed(client.get(address), **changes))


def add(client, inspection, **fields):
    return client.post(
        ADD, typed(client.get(ADD), **({"inspection": inspection.pk, "text": "Record it.", "number": "4"} | fields))
    )


def test_an_item_is_added_at_the_end_and_addressed(client):
    inspection, office = make_inspection(), make_national_body()
    last = make_recommendation(inspection)
    make_force()
    add(client, inspection, deadline_text="immediate", bodies=[office.pk], all_forces=True)
    item = inspection.items.get(number="4")
    assert (item.sequence, item.due_on) == (last.sequence + 1, inspection.published_on)
    assert item.obligations.count() == 2


def test_an_item_needs_its_report(client):
    page = client.post(ADD, typed(client.get(ADD), text="Record it.", deadline_text="By May 2020"))
    assert set(complaints(page)) == {"inspection"}


def test_a_number_used_twice_is_said_beside_it(client):
    item = make_recommendation(number="4")
    page = add(client, item.inspection)
    assert complaints(page) == {"number": ["Number 4 is already used for another recommendation of this report."]}
    cause = make_recommendation(item.inspection, kind="cause_of_concern", number="1")
    make_recommendation(item.inspection, cause=cause, number="4")
    page = add(client, item.inspection, cause=cause.pk)
    assert "under this cause of concern" in complaints(page)["number"][0]


def test_a_correction_says_why_beside_the_reason(client, administrator):
    item = make_recommendation(deadline_kind="date", due_on=date(2026, 12, 31))
    owed = make_obligation(recommendation=item)
    new = {"deadline_text": "By 31 March 2027", "explicit_due_on": None}
    assert set(complaints(change(client, item, **new))) == {"reason"}
    change(client, item, reason="A misprint.", **new)
    owed.refresh_from_db()
    assert owed.due_on == date(2027, 3, 31)
    history = reverse("admin:inspections_recommendation_history", args=[item.pk])
    content = client.get(history).content.decode()
    assert "A misprint." in content
    assert "Due on" in content
    assert 'style="' not in content


def test_an_item_with_all_forces_shows_a_tick_and_the_others_by_name(client, administrator):
    force, office = make_force(), make_national_body()
    item = make_obligation(force).recommendation
    make_obligation(office, recommendation=item)
    page = client.get(reverse("admin:inspections_recommendation_change", args=[item.pk]))
    form = page.context["adminform"].form
    assert (form["all_forces"].value(), form["bodies"].value()) == (True, [office.pk])
    assert change(client, item).status_code == 302
    assert item.obligations.live().count() == 2


def test_an_earlier_wording_is_read_and_not_put_back(client):
    inspection = make_inspection()
    item = make_recommendation(
        inspection, text="As it was.", cause=make_recommendation(inspection, kind="cause_of_concern")
    )
    version = item.history.get().pk
    item.text, item.cause = "As it is.", None
    item.save()
    address = reverse("admin:inspections_recommendation_simple_history", args=[item.pk, version])
    assert client.post(address, {"text": "Otherwise."}).status_code == 405
    page = client.get(address).content.decode()
    assert "As it was." in page
    assert "Cause of concern" in page
    assert "<form" not in page.split("content-main")[1]
    item.refresh_from_db()
    assert item.text == "As it is."
    other = reverse("admin:inspections_recommendation_simple_history", args=[item.pk, 0])
    assert client.get(other).status_code == 404


def test_staff_without_rights_read_no_earlier_wording(client):
    client.force_login(make_user(is_staff=True))
    item = make_recommendation()
    version = item.history.get().pk
    address = reverse("admin:inspections_recommendation_simple_history", args=[item.pk, version])
    assert client.get(address).status_code == 403


def test_words_that_cannot_be_read_are_left_as_they_are_until_somebody_corrects_them(client):
    item = make_recommendation(deadline_text="in due course", deadline_kind="date", due_on=date(2026, 12, 31))
    assert change(client, item, subject="Renamed").status_code == 302
    item.refresh_from_db()
    assert (item.subject, item.deadline_text, item.due_on) == ("Renamed", "in due course", date(2026, 12, 31))
    assert set(complaints(change(client, item, explicit_due_on=None))) == {"deadline_text"}


def test_a_cause_of_concern_of_another_report_is_refused(client):
    item, foreign = make_recommendation(), make_recommendation(kind="cause_of_concern")
    assert "same report" in complaints(change(client, item, cause=foreign.pk))["cause"][0]


@pytest.mark.parametrize("day", ["0001-01-01", "1799-12-31", "2200-01-01", "9999-12-31"])
def test_a_year_that_can_only_be_a_slip(client, day):
    item = make_recommendation(due_on=date(2026, 3, 31))
    sentence = "The year must lie between 1800 and 2199."
    assert complaints(change(client, item, explicit_due_on=day))["explicit_due_on"] == [sentence]
    report = reverse("admin:inspections_inspection_change", args=[item.inspection.pk])
    page = client.post(report, typed(client.get(report), published_on=day))
    assert complaints(page)["published_on"] == [sentence]
