"""An administrator records who takes office and how a force is monitored, each on one page that first shows it."""

from datetime import date

import pytest
from django.urls import reverse

from inspections.governance import office_holders_of, phase_of
from inspections.models import MonitoringPhase, OfficeHolder
from tests.factories import make_administrator, make_force, make_local_policing_body

pytestmark = pytest.mark.django_db
EARLIER = date(2024, 5, 9)


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(make_administrator())


@pytest.fixture
def office():
    body = make_local_policing_body(name="Commissioner for Northshire")
    OfficeHolder.objects.create(body=body, name="Ines Calloway", title="Commissioner", from_on=EARLIER)
    return body


def typed(on, **fields):
    person = {"name": "Dana Whitlock", "title": "Commissioner", "capacity": "holder"}
    return person | {"on": on, "reason": "The election of May."} | fields


def confirmed(client, address, data):
    """Looks at what will change, and confirms it. Returns what was said: [sentence]."""
    shown = client.post(address, data).context["shown"]
    assert client.post(address, data | {"seen": shown.mark}).status_code == 302
    return [sentence for sentence, _names in shown.parts]


def test_an_office_holder_changes(client, office, today):
    said = confirmed(client, reverse("inspections:body_appoint", args=[office.pk]), typed(today))
    assert said[1] == "Until then: Ines Calloway, Commissioner. What was published keeps that name."
    [holder] = office_holders_of(office, today)
    assert holder.name == "Dana Whitlock"
    assert holder.history.first().history_change_reason == "The election of May."
    assert office_holders_of(office, EARLIER)[0].name == "Ines Calloway"


def test_somebody_deputises_beside_the_holder(client, office, today):
    data = typed(today, title="Deputy Commissioner", capacity="deputy")
    assert len(confirmed(client, reverse("inspections:body_appoint", args=[office.pk]), data)) == 1
    assert [holder.name for holder in office_holders_of(office, today)] == ["Ines Calloway", "Dana Whitlock"]


def test_a_force_moves_to_another_phase(client, today):
    force = make_force()
    MonitoringPhase.objects.create(force=force, phase="scan", from_on=EARLIER)
    data = {"phase": "engage", "on": today, "reason": "Two causes of concern."}
    assert confirmed(client, reverse("inspections:body_phase", args=[force.pk]), data)[1] == "Until then: Scan."
    phase = phase_of(force, today)
    assert (phase.phase, phase.reasons) == ("engage", "Two causes of concern.")
    assert "Two causes of concern." in client.get(force.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "Ines Calloway"}, "Ines Calloway is in this office on"),
        ({"on": EARLIER}, "Ines Calloway already takes up this office on 9 May 2024."),
        ({"on": date(1999, 1, 1)}, "does not exist on 1 January 1999."),
        ({"reason": " "}, "Say why"),
        ({"capacity": "king"}, "Select a valid choice."),
        ({"name": ""}, "This field is required."),
    ],
)
def test_an_appointment_that_cannot_be(client, office, today, changes, sentence):
    office.active_from = date(2012, 11, 22)
    office.save()
    page = client.post(reverse("inspections:body_appoint", args=[office.pk]), typed(**({"on": today} | changes)))
    assert sentence in page.content.decode()
    assert OfficeHolder.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"), [({"phase": "scan"}, "is in the phase Scan"), ({"on": EARLIER}, "9 May")]
)
def test_a_phase_that_cannot_be(client, today, changes, sentence):
    force = make_force()
    MonitoringPhase.objects.create(force=force, phase="scan", from_on=EARLIER)
    data = {"phase": "engage", "on": today, "reason": "Two causes of concern."} | changes
    page = client.post(reverse("inspections:body_phase", args=[force.pk]), data)
    assert sentence in page.content.decode()
    assert MonitoringPhase.objects.count() == 1
