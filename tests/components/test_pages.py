"""Pages that belong to no app: signing in, errors, and what every page has."""

import pytest
from django.template.loader import render_to_string

from accounts.models import User

PASSWORD = "correct horse battery"


@pytest.fixture
def user(db):
    return User.objects.create_user("dana@northshire.example", PASSWORD, name="Dana Whitlock")


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_pages_need_no_request(code):
    html = render_to_string(f"{code}.html")
    assert '<h1 class="govuk-heading-l">' in html
    assert "<nav" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/inactive/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/1-abc/",
        "/accessibility/",
        "/cookies/",
    ],
)
def test_pages_for_everybody(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


@pytest.mark.parametrize(
    "path", ["/accounts/logout/", "/accounts/password/change/", "/accounts/reauthenticate/", "/admin/", "/nowhere/"]
)
def test_pages_for_the_signed_in(client, user, path):
    user.is_staff = user.is_superuser = True
    user.save()
    client.force_login(user)
    assert client.get(path).content.count(b"<h1") >= 1


def test_a_wrong_password_is_told_above_the_form_and_in_the_title(client, user):
    html = client.post("/accounts/login/", {"login": user.email, "password": "wrong"}).content.decode()
    assert "<title>Error: Sign in – Recommendation tracker</title>" in html
    assert "There is a problem" in html


def test_the_head_of_the_page_names_the_person_and_signs_them_out(client, user):
    client.force_login(user)
    html = client.get("/accessibility/").content.decode()
    assert "Dana Whitlock" in html
    assert "Administration" not in html
    assert client.post("/accounts/logout/").status_code == 302
    assert "Dana Whitlock" not in client.get("/accessibility/").content.decode()


@pytest.mark.django_db
def test_every_inline_element_carries_the_nonce_and_none_a_style(client):
    response = client.get("/cookies/")
    html = response.content.decode()
    nonce = response["Content-Security-Policy"].partition("'nonce-")[2].partition("'")[0]
    assert nonce
    assert html.count(f'nonce="{nonce}"') == 2
    assert html.count("<style") == 1
    assert " style=" not in html
