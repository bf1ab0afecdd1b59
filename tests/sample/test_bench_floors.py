"""The floors of `make bench` are asked of the sample: PostgreSQL understands each, and each counts what pages show."""

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from scripts.bench.measuring import check
from scripts.bench.pages import PAGES
from scripts.bench.pages.page import ROLES
from scripts.bench.places import places
from scripts.bench.visiting import Answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]

COUNTING = [page for page in PAGES if page.shows]


def test_pages_of_lists_say_how_many_rows_there_are():
    assert len(COUNTING) > 10


if connection.vendor == "postgresql":  # floors are PostgreSQL's

    @pytest.fixture
    def there():
        connection.ensure_connection()
        return places(connection.connection, timezone.localdate())

    @pytest.mark.slow
    def test_every_floor_yields_rows(there):
        floors = {page.name: page.floor for page in PAGES}
        empty = {name for name, floor in floors.items() if not floor.run(connection.connection, there)}
        assert not empty

    @pytest.mark.slow
    def test_floors_count_what_pages_show(there):
        for page in COUNTING:
            client = Client()
            client.force_login(User.objects.get(email=ROLES[page.role]))
            answer = client.get(page.address.format(**there), follow=True)
            found = page.floor.run(connection.connection, there)
            check(page, Answer(answer.status_code, None, answer.content, 0, 0.0), found)
