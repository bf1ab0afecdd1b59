"""Every list of the administration: it opens, can be searched, and asks no more for sixty rows than for one."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import ForceLiaison, Look, Membership, User
from accounts.seats import seat_of
from inspections.models import (
    Act,
    Body,
    ClosureLevel,
    Governance,
    Inspection,
    MonitoringPhase,
    Obligation,
    OfficeHolder,
    Recommendation,
    RelatedForce,
)
from responses.actions import record_progress, save_draft
from responses.models import (
    Digest,
    Draft,
    OfficeSettings,
    ProgressUpdate,
    Remark,
    Response,
    StatutoryResponse,
    Step,
    Version,
)
from tests.factories import (
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_level,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)

MOST_QUERIES = 15
STATUTORY = (Remark, Version, Step)
NEVER_DELETED = {
    Act,
    Obligation,
    User,
    Membership,
    ForceLiaison,
    Look,
    Response,
    Draft,
    ProgressUpdate,
    StatutoryResponse,
    RelatedForce,
    *STATUTORY,
    OfficeSettings,
    Digest,
}
NEVER_ADDED = {Act, Obligation, Look, Response, Draft, ProgressUpdate, RelatedForce, *STATUTORY, Digest}
NEVER_CHANGED = {Act, Obligation, Look, Draft, ProgressUpdate, *STATUTORY, Digest}


@pytest.fixture(autouse=True)
def administrator(client, db):
    user = make_administrator()
    client.force_login(user)
    return user


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def make_everything(count):
    """Rows of every model, each with relations of its own, so that a query too many cannot hide."""
    for number in range(count):
        force = make_force()
        body = make_local_policing_body(force)
        user = make_user(force, Membership.Role.APPROVER)
        Look.objects.create(by=make_administrator(), person=make_liaison([force]))
        inspection = make_inspection([force], published_on=TODAY - timedelta(days=100 + number))
        item = make_recommendation(inspection, level=make_level(), due_on=date(2026, 12, 31), deadline_kind="date")
        obligation = make_obligation(force, item, by=user)
        make_answer(obligation, by=user)
        side = seat_of(user, TODAY).side_for(obligation)
        save_draft(obligation, side, {"action": "More."}, by=user, revision=0)
        record_progress(obligation, side=side, by=user, on=TODAY, text="Begun.")
        duty = inspection.related_forces.get()
        response = StatutoryResponse.objects.create(duty=duty, body=body, published_on=TODAY)
        version = Version.objects.create(response=response, number=1, signed_on=TODAY, layout="letter", held={})
        Step.objects.create(response=response, version=version, kind=Step.Kind.SIGNED, on=TODAY, by=user)
        Remark.objects.create(response=response, item=item, text="For the Home Office.")
        OfficeSettings.objects.create(body=body)
        OfficeHolder.objects.create(body=body, name="Dana Whitlock", title="Commissioner", from_on=date(2024, 5, 9))
        MonitoringPhase.objects.create(force=force, phase="scan", from_on=date(2024, 5, 9))
        Digest.objects.create(user=user, period=TODAY.isoformat())


MODELS = [
    Body,
    Governance,
    OfficeHolder,
    MonitoringPhase,
    Inspection,
    RelatedForce,
    ClosureLevel,
    Recommendation,
    Obligation,
    Act,
    User,
    Membership,
    ForceLiaison,
    Look,
    Response,
    Draft,
    ProgressUpdate,
    StatutoryResponse,
    *STATUTORY,
    OfficeSettings,
    Digest,
]


def test_the_administration_holds_every_record():
    assert set(admin.site._registry) == set(MODELS)


@pytest.mark.on_one_database
@pytest.mark.slow
def test_no_list_asks_more_for_sixty_rows_than_for_one(client, queries_of):
    def queries():
        return {model.__name__: queries_of(list_of(model)) for model in MODELS}

    make_everything(1)
    client.get(list_of(Body))
    for_one = queries()
    make_everything(59)
    for_sixty = queries()
    assert for_sixty == for_one
    assert max(for_sixty.values()) < MOST_QUERIES, for_sixty


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_list_is_searched_and_every_record_opened(client, model):
    make_everything(1)
    assert client.get(list_of(model), {"q": "northshire"}).status_code == 200
    record = model.objects.order_by("pk").first()
    opened = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[record.pk]))
    assert opened.status_code == 200
    assert opened.context["has_delete_permission"] is (model not in NEVER_DELETED)
    assert opened.context["has_change_permission"] is (model not in NEVER_CHANGED)
    assert opened.context["has_add_permission"] is (model not in NEVER_ADDED)
    history = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_history", args=[record.pk])
    assert client.get(history).status_code == 200
    if hasattr(model, "history"):
        version = f"{history}{record.history.first().pk}/"
        assert client.get(version).status_code == 200


def test_others_than_administrators_do_not_get_in(client):
    client.force_login(make_user(make_force()))
    for model in MODELS:
        assert client.get(list_of(model)).status_code == 302


@pytest.mark.parametrize("model", [Inspection, Recommendation, Body, ClosureLevel], ids=lambda model: model.__name__)
def test_what_others_rest_on_is_not_deleted(client, model):
    make_everything(1)
    record = Inspection.objects.first() if model is Inspection else model.objects.order_by("pk").first()
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_delete", args=[record.pk])
    assert client.post(address, {"post": "yes"}).status_code in (200, 403)
    assert model.objects.filter(pk=record.pk).exists()


@pytest.mark.parametrize(("state", "count"), [("proposed", 1), ("embargoed", 1), ("published", 1), ("nonsense", 3)])
def test_reports_by_state(client, state, count):
    make_inspection()
    make_inspection(published_on=None)
    make_inspection(proposed_by=make_force())
    assert client.get(list_of(Inspection), {"state": state}).context["cl"].result_count == count


def test_reports_by_type(client):
    make_inspection(thematic=True)
    make_inspection(national=True)
    assert client.get(list_of(Inspection), {"type": "thematic"}).context["cl"].result_count == 1
    assert client.get(list_of(Inspection), {"type": "nonsense"}).context["cl"].result_count == 2


def test_addressed_items_by_status(client):
    make_obligation(due_on=date(2026, 1, 1))
    make_obligation(closed_on=date(2026, 1, 1), closure="verified", closure_letter="HMICFRS, 1 January 2026")
    page = client.get(list_of(Obligation), {"status": "closed"})
    assert page.context["cl"].result_count == 1
    assert "Closed" in page.content.decode()
    assert client.get(list_of(Obligation), {"status": "nonsense"}).context["cl"].result_count == 2


# --- bodies found by typing


def find(client, model, field, term=""):
    asked = {"app_label": "inspections", "model_name": model, "field_name": field, "term": term}
    return [row["text"] for row in client.get(reverse("admin:autocomplete"), asked).json()["results"]]


def test_a_field_offers_the_kind_of_body_it_takes(client):
    force = make_force(aliases="the Northern")
    body = make_local_policing_body(force)
    assert find(client, "obligation", "body") == [force.name]
    assert find(client, "governance", "local_policing_body") == [body.name]
    assert find(client, "relatedforce", "force", "northern") == [force.name]
    assert set(find(client, "body", "successor")) == {force.name, body.name}


def test_a_force_is_not_its_own_governor(client):
    force = make_force()
    page = client.post(
        reverse("admin:inspections_governance_add"), {"force": force.pk, "local_policing_body": make_force().pk}
    )
    assert "local_policing_body" in page.context["adminform"].form.errors


def test_a_body_is_added_and_its_address_is_its_own(client):
    make_force(slug="northshire")
    form = {"name": "Northshire Constabulary", "slug": "northshire", "kind": "force"}
    page = client.post(reverse("admin:inspections_body_add"), form)
    assert page.context["adminform"].form.errors["slug"] == ["Another body has this address. Choose another."]
    client.post(reverse("admin:inspections_body_add"), form | {"slug": "northshire-constabulary"})
    assert Body.objects.filter(slug="northshire-constabulary").exists()
