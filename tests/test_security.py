"""What holds for every page: who gets in, and what a browser is told."""

from pathlib import Path

import pytest
from django.db import connection

from tests.factories import make_force, make_obligation, make_user


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
    assert policy["style-src"].startswith("'self' 'nonce-")
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
def test_static_files_are_complete_and_hashed(installation):
    """As an installation collects them, which fails where something is not there that a style sheet refers to."""
    folder = Path(installation["STATIC_ROOT"])
    assert (folder / "staticfiles.json").is_file()
    assert list(folder.glob("*.*.css.br"))


@pytest.mark.parametrize("address", ["/", "/compliance/", "/inspections/", "/nowhere/", "/accounts/password/change/"])
def test_browsers_keep_no_page_of_somebody_who_signs_out(client, db, address):
    client.force_login(make_user())
    assert {"no-store", "private"} <= set(client.get(address).headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken", "messages"])
def test_a_cookie_with_a_nul_is_refused(client, db, cookie):
    assert client.get("/compliance/", headers={"cookie": f'{cookie}="\\000abcdefgh"'}).status_code == 400


def test_half_a_character_reaches_no_page_and_no_database(client, db):
    force = make_force()
    obligation = make_obligation(force)
    client.force_login(make_user(force))
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    page = client.generic("GET", "/compliance/?words=%5Cud800", b"", content_type=kind)
    assert page.status_code == 200
    fields = {"position": "in_progress", "action": r"\ud800", "revision": "0", "based_on": "0"}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{typed}' for name, typed in fields.items()]
    client.generic("POST", obligation.get_absolute_url(), "\r\n".join([*parts, "--x--\r\n"]), content_type=kind)
    assert obligation.drafts.get().action == r"\ud800"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_methods_that_nothing_answers(client, db, method):
    force = make_force()
    page = make_obligation(force).get_absolute_url()
    client.force_login(make_user(force))
    for address in ("/", "/forces/", page, f"{page}progress/", f"{page}offer/", f"{page}discard/", "/health/"):
        assert client.generic(method, address).status_code == 405, address


def test_somebody_deactivated_is_signed_out_at_once(client, db):
    user = make_user(make_force())
    client.force_login(user)
    assert client.get("/forces/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/forces/").status_code == 302
