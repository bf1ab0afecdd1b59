from datetime import date

import pytest
from django.db import transaction

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """The sample as at DAY, entered once for a module: each test undoes only what it does itself."""
    from tracker.sample.load import load  # noqa: PLC0415 - models cannot be imported before Django is set up

    with django_db_blocker.unblock(), transaction.atomic():
        load(DAY)
        yield
        transaction.set_rollback(True)
