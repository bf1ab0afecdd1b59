"""Forces in Engage are marked on lists, and lists can be narrowed to them, as of the day that the page tells of."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from inspections.models import MonitoringPhase
from tests.factories import (
    make_force,
    make_liaison,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def forces(client):
    """Ash is in Engage since May 2026, Elm was until then, Oak has no phase recorded; each owes an item."""
    forces = [make_force(name=f"{name} Police", slug=name.lower()) for name in ("Ash", "Elm", "Oak")]
    for force, phase, from_on in (
        (forces[0], "scan", date(2025, 1, 1)),
        (forces[0], "engage", date(2026, 5, 1)),
        (forces[1], "engage", date(2025, 1, 1)),
        (forces[1], "scan", date(2026, 5, 1)),
    ):
        MonitoringPhase.objects.create(force=force, phase=phase, from_on=from_on, reasons="Custody.")
    for body in (*forces, make_national_body(name="Home Office")):
        make_obligation(body)
    client.force_login(make_user())
    return forces


def shown(client, page, **query):
    context = client.get(page, query).context
    rows = context["forces"].rows if "forces" in context else context["object_list"]
    return sorted(row.body.name for row in rows)


@pytest.mark.parametrize("page", ["/forces/", "/compliance/"])
def test_lists_narrow_to_a_phase_of_the_day(client, forces, page):
    assert shown(client, page, phase="engage") == ["Ash Police"]
    assert shown(client, page, phase="scan") == ["Elm Police", "Oak Police"]
    assert shown(client, page, phase="engage", as_at="2026-04-30") == ["Elm Police"]
    assert shown(client, page, phase="scan", as_at="2026-04-30") == ["Ash Police", "Oak Police"]


@pytest.mark.parametrize("page", ["/forces/", "/compliance/"])
def test_an_unknown_phase_is_refused_and_a_known_one_is_a_chip(client, forces, page):
    assert "There is no choice called “advise” here." in text_of(client.get(page, {"phase": "advise"}))
    assert "In Engage" in text_of(client.get(page, {"phase": "engage"}))


def test_forces_in_engage_are_marked_on_lists(client, forces):
    words = text_of(client.get("/forces/"))
    assert words.count("Engage since 1 May 2026") == 1
    assert "Engage since 1 January 2025" in text_of(client.get("/forces/", {"as_at": "2026-04-30"}))
    office = make_local_policing_body(forces[0])
    assert "Engage since 1 May 2026" in text_of(client.get(office.get_absolute_url()))
    client.force_login(make_liaison([forces[0]]))
    assert "Ash Police Engage" in text_of(client.get("/"))


def test_a_forces_page_says_so_with_the_reasons(client, forces):
    words = text_of(client.get(forces[0].get_absolute_url()))
    assert "In Engage" in words
    assert "Monitoring phase: Engage, since 1 May 2026." in words
    assert "Custody." in words
    assert "In Engage" not in text_of(client.get(forces[1].get_absolute_url()))


def test_the_export_of_forces_says_since_when(client, forces):
    answer = client.get(reverse("responses:force_export"), {"as": "csv", "phase": "engage"})
    [row] = csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
    assert (row["Force or body"], row["In Engage since"]) == ("Ash Police", "2026-05-01")
