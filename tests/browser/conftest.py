import io

import pytest
from django.core.management import call_command


@pytest.fixture
def sample(transactional_db):
    """The sample data, as `make run` loads it, dated from today because the server reads the real clock."""
    call_command("load_sample", stdout=io.StringIO())


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
