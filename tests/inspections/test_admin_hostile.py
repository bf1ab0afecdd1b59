"""What no page of the administration sends, and what cannot be: a sentence or a 404, and nothing is written."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.urls import reverse

from inspections.models import Body, Governance, MonitoringPhase, OfficeHolder
from responses.models import StatutoryResponse
from tests.adminforms import complaints, new_rows, typed
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)

LISTS = [model for model in admin.site._registry if model._meta.app_label != "accounts"]


@pytest.fixture(autouse=True)
def administrator(client, db):
    client.force_login(make_administrator())


def page_of(record):
    return reverse(f"admin:inspections_{record._meta.model_name}_change", args=[record.pk])


def change(client, record, **fields):
    """Types into a record's page and saves it. Returns the sentences beside its fields, {} where it was saved."""
    page = client.post(page_of(record), typed(client.get(page_of(record)), **fields))
    record.refresh_from_db()
    return {} if page.status_code == 302 else complaints(page)


# --- lists


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_a_list_survives_whatever_its_address_says(client, model):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    day = admin.site._registry[model].date_hierarchy or "from_on"
    asked = [
        *({f"{day}__year": year} for year in ("9999", "0", "-1", "x", "9" * 20)),
        {f"{day}__year": "2026", f"{day}__month": "13"},
        {"q": "a" * 100_000},
        {"q": "a " * 3_000},
        {"q": "a\0"},
        {"kind": "a\0"},
        {"kind__exact": "\0"},
        {"attention": "\0"},
    ]
    for query in asked:
        assert client.get(address, query, follow=True).status_code == 200, query


def test_a_filter_that_cannot_be_read_is_named(client):
    make_force(name="Northshire Police")
    page = client.get(reverse("admin:inspections_body_changelist"), {"kind__exact": "\0"}, follow=True)
    assert "This filter cannot be read, so the whole list is shown." in page.content.decode()
    assert "Northshire Police" in page.content.decode()


@pytest.mark.parametrize("term", ["\0", "a" * 100_000, "a " * 3_000])
def test_a_body_is_looked_for_by_whatever_is_typed(client, term):
    asked = {"app_label": "inspections", "model_name": "obligation", "field_name": "body", "term": term}
    assert client.get(reverse("admin:autocomplete"), asked).status_code == 200


# --- forms


@pytest.mark.parametrize("key", ["x", "\0", "9" * 30, "-1"])
def test_a_field_found_by_typing_names_no_such_record(client, key):
    report, item, holder = make_inspection(), make_recommendation(), make_force()
    assert "follows_up" in change(client, report, follows_up=key)
    assert "forces" in change(client, report, forces=[key])
    assert "continues" in change(client, item, continues=key)
    address = reverse("admin:inspections_officeholder_add")
    assert "body" in complaints(client.post(address, {"body": key}))
    merger = reverse("responses:body_merge", args=[holder.pk])
    assert set(client.post(merger, {"successor": key, "others": [key]}).context["form"].errors) >= {
        "successor",
        "others",
    }
    assert change(client, holder, **{"governances-TOTAL_FORMS": "1", "governances-0-local_policing_body": key})


@pytest.mark.parametrize(
    "version", ["[" * 20_000, '{"history": 99999999999999999999}', '{"history": 1, "published_on": [1], "title": {}}']
)
def test_a_version_that_somebody_made_up_is_told_like_an_old_one(client, version):
    report = make_inspection()
    assert set(change(client, report, version=version, title="Safer in custody, again")) == {"__all__"}


def test_a_place_in_the_report_has_an_end(client):
    report = make_inspection()
    assert "items-0-sequence" in change(client, report, **new_rows({"sequence": 10_000}))
    assert change(client, report, **new_rows({"sequence": 9_999})) == {}


# --- what cannot be


def test_a_report_does_not_follow_up_itself_by_way_of_others(client):
    first = make_inspection(title="Safer in custody")
    second = make_inspection(follows_up=first)
    third = make_inspection(follows_up=second, title="Custody again")
    sentence = "“Custody again” follows up this report, so this one cannot follow it up."
    assert change(client, first, follows_up=third.pk) == {"follows_up": [sentence]}
    assert change(client, third, follows_up=first.pk) == {}


def test_an_item_does_not_continue_itself(client):
    first = make_recommendation(number="4")
    second = make_recommendation(continues=first, number="7")
    assert change(client, first, continues=second.pk) == {
        "continues": ["Recommendation 7 continues this item, so this one cannot continue it."]
    }
    assert change(client, first, continues=first.pk) == {"continues": ["An item does not continue itself."]}
    assert first.continues is None


@pytest.mark.parametrize("day", [date(2025, 8, 15), None])
def test_a_report_came_before_its_response(client, day):
    force = make_force(name="Northshire Police")
    report = make_inspection([force], published_on=date(2025, 6, 18))
    office = make_local_policing_body(force)
    StatutoryResponse.objects.create(
        duty=report.related_forces.get(), body=office, published_on=date(2025, 8, 12), published_basis=""
    )
    sentence = "A response to it was published on 12 August 2025 (Northshire Police), so the report came before that."
    assert change(client, report, published_on=day or "", reason="Misread.")["published_on"] == [sentence]
    assert change(client, report, published_on="2025-08-12", reason="Misread.") == {}


def test_a_report_came_before_what_was_recorded_on_it(client):
    owed = make_obligation(make_force(name="Northshire Police"))
    make_answer(owed, on=date(2025, 9, 1))
    report = owed.recommendation.inspection
    sentence = "Something was recorded on 1 September 2025 (Northshire Police), so the report came before that."
    for day in ("2025-09-02", ""):
        assert change(client, report, published_on=day, reason="Misread.")["published_on"] == [sentence]
    assert change(client, report, published_on="2025-09-01", reason="Misread.") == {}


@pytest.mark.parametrize("model", [OfficeHolder, MonitoringPhase])
def test_nothing_begins_before_the_body_does(client, model):
    force = make_force(name="Northshire Police", active_from=date(2020, 1, 1))
    data = {"body": force.pk, "force": force.pk, "name": "Dana", "title": "Chief", "capacity": "holder"}
    address = reverse(f"admin:inspections_{model._meta.model_name}_add")
    page = client.post(address, data | {"phase": "scan", "from_on": "2019-12-31"})
    assert complaints(page) == {"from_on": ["Northshire Police does not exist on that day."]}
    client.post(address, data | {"phase": "scan", "from_on": "2020-01-01"})
    assert model.objects.count() == 1


# --- bodies end on their own page


def test_a_successor_is_not_typed(client):
    force, other = make_force(), make_force()
    assert change(client, force, successor=other.pk) == {}
    assert force.successor is None
    Body.objects.filter(pk=force.pk).update(successor=other, active_until="2026-03-31")
    assert change(client, force, active_until="", successor="") == {}
    assert (force.successor, force.active_until) == (other, date(2026, 3, 31))
    assert "Merge into another body" not in client.get(page_of(force)).content.decode()


def test_a_body_does_not_end_while_something_would_have_to_pass(client):
    owing, free, yesterday = make_national_body(), make_national_body(), date(2026, 3, 31)
    make_obligation(owing)
    governed = make_force(name="Northshire Police")
    office = make_local_policing_body(governed)
    assert change(client, owing, active_until=yesterday) == {
        "active_until": ["Items that are not closed are addressed to it. Use “Merge into another body” instead."]
    }
    assert change(client, office, active_until=yesterday) == {
        "active_until": ["It oversees Northshire Police after that day. Use “Give way to another body” instead."]
    }
    assert change(client, free, active_until=yesterday) == {}
    assert free.active_until == yesterday


def test_a_body_does_not_merge_before_its_governance_began(client, today):
    force, successor = make_force(), make_force()
    make_local_policing_body(force, from_on=date(2012, 11, 22))
    data = {"successor": successor.pk, "on": "2012-11-21", "reason": "The order of 2026."}
    page = client.post(reverse("responses:body_merge", args=[force.pk]), data)
    assert "is recorded from 22 November 2012, so it did not end before that." in page.content.decode()
    page = client.post(reverse("responses:body_merge", args=[force.pk]), data | {"on": "2012-11-22"})
    assert page.context["shown"]


def test_a_slip_of_the_year_is_told_everywhere(client, today):
    force, office = make_force(), make_local_policing_body()
    sentence = "The year must lie between 1800 and 2199."
    for address in (
        reverse("responses:body_merge", args=[force.pk]),
        reverse("responses:body_hand_over", args=[office.pk]),
        reverse("inspections:body_appoint", args=[office.pk]),
        reverse("inspections:body_phase", args=[force.pk]),
    ):
        for day in ("0001-01-01", "9999-12-31"):
            assert sentence in client.post(address, {"on": day, "reason": "x"}).content.decode()


def test_nobody_else_changes_a_body(client, today):
    force, successor = make_force(), make_force()
    office = make_local_policing_body(force)
    data = {"successor": successor.pk, "on": today - timedelta(days=1), "reason": "x", "phase": "engage"}
    data |= {"name": "Dana", "title": "Chief", "capacity": "holder"}
    changes = {"responses:body_merge": force, "responses:body_hand_over": office}
    changes |= {"inspections:body_appoint": office, "inspections:body_phase": force}
    for role in ("editor", "approver"):
        client.force_login(make_user(office, role))
        for name, body in changes.items():
            address = reverse(name, args=[body.pk])
            assert client.get(address).status_code == client.post(address, data).status_code == 404
    assert not Body.objects.exclude(successor=None).exists()
    assert (OfficeHolder.objects.count(), MonitoringPhase.objects.count(), Governance.objects.count()) == (0, 0, 1)
