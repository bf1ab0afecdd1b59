"""What holds for every page: who gets in, and what a browser is told."""

import pytest
from django.core.management import call_command
from django.db import connection


def test_signed_out_people_are_sent_to_the_sign_in_page(client, db):
    answer = client.get("/accounts/password/change/")
    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=/accounts/password/change/"


def test_admin_sign_in_goes_through_the_throttled_page(client, db):
    answer = client.get("/admin/login/", {"next": "/admin/"})
    assert answer.url == "/accounts/login/?next=%2Fadmin%2F"
    answer = client.post("/admin/login/", {"username": "admin@tracker.example", "password": "guess"})
    assert answer.url.startswith("/accounts/login/")


def test_nobody_signs_up(client, db, django_user_model):
    password = "correct horse battery staple"
    form = {"email": "new@example.org", "password1": password, "password2": password}
    answer = client.post("/accounts/signup/", form)
    assert "account/signup_closed.html" in [template.name for template in answer.templates]
    assert not django_user_model.objects.exists()


def test_browsers_are_told_to_run_nothing_foreign(client, db):
    headers = client.get("/accounts/login/").headers
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


def test_health(client, db):
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer.headers["Cache-Control"]


def test_health_without_database(client, transactional_db, monkeypatch):
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "/nowhere/at/all")
        assert client.get("/health/").status_code == 503
        connection.close()


@pytest.mark.slow
def test_static_files_are_complete_and_hashed(settings, tmp_path):
    """As an installation collects them: whatever a style sheet refers to is there."""
    settings.STATIC_ROOT = tmp_path
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": storage}
    call_command("collectstatic", "--no-input", verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()
    assert list(tmp_path.glob("*.*.css.br")), "static/dist is not compiled: run make setup."
