"""What an installation sets: what is missing or wrong stops the program with a sentence that says what to set."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.conftest import ROOT
from tracker.environment import Environment


@pytest.fixture
def environment(monkeypatch):
    """`environment(NAME="value")`: an environment in which only that is set."""

    def build(**variables):
        monkeypatch.setattr(Environment, "ENVIRON", variables)
        return Environment()

    return build


@pytest.mark.parametrize("value", ["", "   "])
def test_required_names_the_variable_and_an_example(environment, value):
    with pytest.raises(ImproperlyConfigured, match=r"ALLOWED_HOSTS is not set\. .* for example tracker\.example\.org"):
        environment(ALLOWED_HOSTS=value).required("ALLOWED_HOSTS", example="tracker.example.org")


@pytest.mark.parametrize(
    ("read", "value", "sentence"),
    [
        (lambda env: env.bool("SETTING"), "perhaps", "SETTING must be on or off, but it is set to 'perhaps'"),
        (lambda env: env.int("SETTING"), "two", "SETTING must be a whole number, but it is set to 'two'"),
        (
            lambda env: env.one_of("SETTING", ["INFO"], "INFO"),
            "loud",
            "SETTING must be one of INFO, but it is set to 'LOUD'",
        ),
    ],
)
def test_a_value_that_cannot_be_read_is_named(environment, read, value, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        read(environment(SETTING=value))


@pytest.mark.parametrize(
    ("value", "expected"), [("on", True), ("True", True), ("1", True), ("off", False), ("no", False), ("", False)]
)
def test_on_and_off_can_be_written_in_several_ways(environment, value, expected):
    assert environment(DEBUG=value).bool("DEBUG", default=False) is expected


@pytest.mark.parametrize(
    "url", ["tracker", "mysql://me@db/tracker", "postgres://me@db:port/tracker", "postgres://me@db"]
)
def test_database_that_cannot_be_used(environment, url):
    with pytest.raises(ImproperlyConfigured, match=r"DATABASE_URL .* postgres://user:password@localhost:5432/tracker"):
        environment(DATABASE_URL=url).database()


def test_database_of_either_kind(environment):
    assert environment(DATABASE_URL="sqlite:////srv/db").database()["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert environment(DATABASE_URL="postgres://me@db/tracker").database()["CONN_HEALTH_CHECKS"]


@pytest.mark.parametrize(
    ("given", "name", "options"),
    [
        ("", "recommendation-tracker", "-c jit=off"),
        ("?application_name=mine", "mine", "-c jit=off"),
        ("?options=-c%20work_mem%3D16MB", "recommendation-tracker", "-c jit=off -c work_mem=16MB"),
    ],
)
def test_what_the_address_of_the_database_gives_wins(environment, given, name, options):
    found = environment(DATABASE_URL=f"postgres://me@db/tracker{given}").database()["OPTIONS"]
    assert found == {"application_name": name, "options": options}


def test_mail_server_that_cannot_be_read(environment):
    with pytest.raises(ImproperlyConfigured, match=r"EMAIL_URL cannot be read.*smtp"):
        environment(EMAIL_URL="mail.example.org").mail(default="memorymail://")


PRODUCTION = {"SECRET_KEY": "secret", "ALLOWED_HOSTS": "tracker.example.org", "DATABASE_URL": "sqlite:////srv/db"}


@pytest.mark.slow
@pytest.mark.parametrize("name", PRODUCTION)
def test_production_needs(name, tmp_path):
    """Each of them alone missing stops any command, on a machine that has no .env."""
    code = "import tracker.settings; assert not tracker.settings.DEBUG"
    rest = {key: value for key, value in PRODUCTION.items() if key != name}
    path = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    assert name not in _stderr(code, path | PRODUCTION, tmp_path)
    assert f"{name} is not set" in _stderr(code, path | rest | {name: ""}, tmp_path)


def _stderr(code, env, cwd) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=cwd, capture_output=True, text=True, check=False
    ).stderr


@pytest.mark.parametrize(
    ("given", "scheme", "hosts", "expected"),
    [
        ("https://tracker.example.org/", "https", ["*"], "https://tracker.example.org"),
        ("https://example.org/tracker", "https", [], "https://example.org/tracker"),
        ("", "https", ["tracker.example.org", "localhost"], "https://tracker.example.org"),
        ("", "http", ["localhost"], "http://localhost:8001"),
        ("", "https", [".example.org"], ""),
        ("", "https", ["*"], ""),
        ("", "https", [], ""),
    ],
)
def test_where_the_links_of_mails_lead(environment, given, scheme, hosts, expected):
    assert environment(SITE_URL=given, PORT="8001").site("SITE_URL", scheme, hosts) == expected


@pytest.mark.parametrize(
    "given", ["tracker.example.org", "ftp://tracker.example.org", "https://", "https://x.org/?a=b"]
)
def test_an_address_to_which_no_link_leads(environment, given):
    with pytest.raises(ImproperlyConfigured, match=r"SITE_URL must be like https://tracker\.example\.org"):
        environment(SITE_URL=given).site("SITE_URL", "https", [])
