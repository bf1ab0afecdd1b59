"""What tests of pages share."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone


@pytest.fixture
def today():
    """The day that pages are shown for."""
    return timezone.localdate()


@pytest.fixture
def queries_of(client):
    """`queries_of(url)`: how many queries the signed-in client's page asks."""

    def count(url):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return count
