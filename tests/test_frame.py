"""What every page pays before it shows anything of its own."""

from datetime import date

import pytest

from accounts.models import Membership
from tests.factories import make_administrator, make_force, make_liaison, make_local_policing_body, make_user

ALMOST_EMPTY = "/cookies/"


@pytest.fixture
def people(db):
    """Somebody of each seat, by its name."""
    return {
        "force": make_user(make_force()),
        "office": make_user(make_local_policing_body(make_force())),
        "liaison": make_liaison(),
        "administrator": make_administrator(),
    }


@pytest.mark.parametrize(("seat", "queries"), [("force", 3), ("office", 4), ("liaison", 3), ("administrator", 3)])
def test_frame_asks_for_session_person_and_seat(client, people, queries_of, seat, queries):
    """The session, the person, their memberships; where they sit in a local policing body, its forces."""
    client.force_login(people[seat])
    assert queries_of(ALMOST_EMPTY) == queries


def test_frame_of_nobody_asks_nothing(client, db, queries_of):
    assert queries_of(ALMOST_EMPTY) == 0


def test_frame_does_not_grow_with_bodies(client, people, queries_of):
    client.force_login(people["office"])
    few = queries_of(ALMOST_EMPTY)
    for _number in range(20):
        office = make_local_policing_body(make_force())
        Membership.objects.create(user=people["office"], body=office, from_on=date(2020, 1, 1))
    assert queries_of(ALMOST_EMPTY) == few


def test_what_is_taken_from_somebody_is_gone_with_their_next_request(client, people):
    person = people["office"]
    client.force_login(person)
    assert "Import" in client.get(ALMOST_EMPTY).content.decode()
    person.memberships.update(until_on=date(2020, 1, 2))
    assert "Import" not in client.get(ALMOST_EMPTY).content.decode()
