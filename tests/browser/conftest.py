import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests.services import tables

# Models cannot be imported before Django is set up, which is after this file is read.


@pytest.fixture(scope="session")
def samples():
    """The rows of the sample of a day, by that day."""
    kept = {}
    yield kept
    for rows in kept.values():
        rows.close()


@pytest.fixture
def sample(transactional_db, samples):
    """The sample data, as `make run` loads it, dated from today because the server reads the real clock.

    It is loaded once, and put back as it was for the next test.
    """
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415

    day = timezone.localdate()
    connection.ensure_connection()
    if day in samples:
        samples[day].put_back()
        ContentType.objects.clear_cache()
        return
    call_command("load_sample", stdout=io.StringIO())
    samples[day] = tables.kept(f"{day:%Y%m%d}")


@pytest.fixture
def picture(request, tmp_path):
    """`picture("administering/history")`: where to draw it: docs/ with --pictures, else a folder that goes again."""
    folder = request.config.rootpath / "docs" if request.config.getoption("--pictures") else tmp_path

    def path(name):
        drawn = folder / f"{name}.png"
        drawn.parent.mkdir(parents=True, exist_ok=True)
        return drawn

    return path


@pytest.fixture
def person(sample, django_user_model):
    """`person("editor@cleveland.example")`: one of the people of the sample."""
    return lambda email: django_user_model.objects.get(email=email)
