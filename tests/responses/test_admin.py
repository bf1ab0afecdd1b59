"""Answers in the administration: words are corrected with a reason, and what carries a claim stays as it is."""

from datetime import date

import pytest
from django.urls import reverse

from responses.models import StatutoryResponse
from tests.adminforms import complaints, typed
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_local_policing_body,
    make_obligation,
)

ADD = reverse("admin:responses_statutoryresponse_add")


@pytest.fixture(autouse=True)
def administrator(client, db):
    user = make_administrator()
    client.force_login(user)
    return user


def change(client, answer, **changes):
    address = reverse("admin:responses_response_change", args=[answer.pk])
    return client.post(address, typed(client.get(address), **changes))


def test_shared_words_are_corrected_with_a_reason(client, administrator):
    answer = make_answer(make_obligation(make_force()))
    assert set(complaints(change(client, answer, action="Under review."))) == {"reason"}
    change(client, answer, action="Under review.", reason="A name stood in it.")
    answer.refresh_from_db()
    assert (answer.action, answer.revision) == ("Under review.", 2)
    kept = answer.history.first()
    assert (kept.history_change_reason, kept.history_user) == ("A name stood in it.", administrator)


def test_a_claim_is_not_made_here(client):
    answer = make_answer(make_obligation(make_force()))
    change(client, answer, position="complete", reason="It says so.")
    answer.refresh_from_db()
    assert answer.position == "in_progress"
    assert not answer.obligation.claim


def test_a_statutory_response_is_recorded(client):
    force = make_force()
    body = make_local_policing_body(force)
    duty = make_inspection([force], published_on=date(2025, 6, 18)).related_forces.get()
    form = {"duty": duty.pk, "body": body.pk, "published_on": "2025-06-17"}
    assert "18 June 2025" in complaints(client.post(ADD, form))["published_on"][0]
    assert set(complaints(client.post(ADD, form | {"body": force.pk}))) == {"body", "published_on"}
    client.post(ADD, form | {"published_on": "2025-08-12"})
    assert StatutoryResponse.objects.get().published_on == date(2025, 8, 12)


def test_what_another_response_answers_is_not_published_by_itself(client):
    force = make_force()
    body = make_local_policing_body(force)
    first, second = (make_inspection([force]).related_forces.get() for _ in range(2))
    other = StatutoryResponse.objects.create(duty=first, body=body)
    response = StatutoryResponse.objects.create(duty=second, body=body, answered_by=other, answered_by_reason="Same.")
    address = reverse("admin:responses_statutoryresponse_change", args=[response.pk])
    page = client.post(address, typed(client.get(address), published_on="2025-08-12", reason="It was published."))
    assert "Another response answers this report" in complaints(page)["published_on"][0]


def test_a_force_with_a_recorded_response_stays_on_its_report(client):
    force, other = make_force(), make_force()
    inspection = make_inspection([force, other])
    StatutoryResponse.objects.create(
        duty=inspection.related_forces.get(force=force), body=make_local_policing_body(force)
    )
    address = reverse("admin:inspections_inspection_change", args=[inspection.pk])
    page = client.post(address, typed(client.get(address), all_forces=None, forces=None))
    assert force.name in complaints(page)["forces"][0]
    assert inspection.related_forces.count() == 2


def test_words_shared_meanwhile_are_not_corrected_away(client):
    obligation = make_obligation(make_force())
    address = reverse("admin:responses_response_change", args=[make_answer(obligation).pk])
    form = typed(client.get(address), lead="A. Officer", reason="A name was missing.")
    make_answer(obligation, action="Newer words.")
    assert "meanwhile" in complaints(client.post(address, form))["__all__"][0]
    assert obligation.response.history.first().action == "Newer words."
