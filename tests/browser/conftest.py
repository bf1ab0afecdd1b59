import io

import pytest
from django.core.management import call_command


@pytest.fixture
def sample(transactional_db):
    """The sample data, as `make run` loads it, dated from today because the server reads the real clock."""
    call_command("load_sample", stdout=io.StringIO())


@pytest.fixture
def person(sample, django_user_model):
    """`person("editor@cleveland.example")`: one of the people of the sample."""
    return lambda email: django_user_model.objects.get(email=email)
