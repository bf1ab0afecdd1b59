"""A force, its local policing body, and an item addressed to it."""

from datetime import date

import pytest

# Models cannot be imported before Django is set up, which is after this file is read.


@pytest.fixture
def force(db):
    from tests.factories import make_force  # noqa: PLC0415

    return make_force(name="Northshire Police", slug="northshire")


@pytest.fixture
def office(force):
    from tests.factories import make_local_policing_body  # noqa: PLC0415

    return make_local_policing_body(force, name="Police and Crime Commissioner for Northshire", slug="pcc-northshire")


@pytest.fixture
def obligation(force, office):
    from tests.factories import make_obligation  # noqa: PLC0415

    return make_obligation(force, due_on=date(2025, 10, 31))
