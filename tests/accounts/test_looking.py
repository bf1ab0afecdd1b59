"""An administrator sees what somebody else sees, changes nothing meanwhile, and reads no draft."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.looking import KEY
from accounts.middleware import WroteWhileLooking, _only_read
from accounts.models import Look, Membership, User
from accounts.seats import seat_of
from inspections.models import Act, Body, DayEnd
from responses.actions import save_draft
from responses.models import Draft, ProgressUpdate, Response
from tests.factories import (
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import html_of, text_of

pytestmark = pytest.mark.django_db

STOP = reverse("account_see_as_stop")
SECRET = "Nobody else has read this sentence."


@pytest.fixture
def administrator(client):
    user = make_administrator(name="Jo Castleton")
    client.force_login(user)
    return user


@pytest.fixture
def force(db):
    return make_force(name="Northshire Police", slug="northshire")


@pytest.fixture
def person(force):
    return make_user(force, Membership.Role.APPROVER, name="Dana Whitlock")


def address(person):
    return reverse("admin:accounts_user_see_as", args=[person.pk])


def look_as(client, person):
    return client.post(address(person), follow=True)


def test_pages_are_shown_as_that_person_sees_them(client, administrator, person, force):
    make_obligation(force)
    assert "The administration is closed until you stop." in text_of(client.get(address(person)))
    page = look_as(client, person)
    assert page.redirect_chain == [("/", 302)]
    assert page.context["bodies"] == [force]
    assert page.context["user"] == administrator
    said = text_of(page)
    assert "You are looking as Dana Whitlock (approver, Northshire Police). Nothing can be changed." in said
    assert "Jo Castleton" in said
    assert ">Administration</a>" not in html_of(page)


def test_what_the_person_may_not_see_is_not_shown(client, administrator, person, today):
    embargoed = make_inspection(published_on=today + timedelta(days=3))
    assert client.get(embargoed.get_absolute_url()).status_code == 200
    look_as(client, person)
    page = client.get(embargoed.get_absolute_url())
    assert page.status_code == 404
    assert "You are looking as Dana Whitlock" in text_of(page)


def test_a_person_without_a_body_is_looked_at_too(client, administrator):
    assert "acts for no body" in text_of(client.get(address(make_user())))
    assert "(acts for no body)" in text_of(look_as(client, make_user()))


def test_stopping_leads_back_to_the_person(client, administrator, person):
    look_as(client, person)
    page = client.post(STOP, follow=True)
    assert page.redirect_chain == [(reverse("admin:accounts_user_change", args=[person.pk]), 302)]
    assert KEY not in client.session
    home = client.get("/")
    assert "You are looking" not in text_of(home)
    assert home.wsgi_request.seat.user == administrator
    assert client.post(STOP).url == "/"


def everything():
    """How many rows there are of what could be written, and the latest of them."""
    models = [Response, Draft, ProgressUpdate, Act, Membership, User, Body]
    return [(model.__name__, model.objects.count()) for model in models] + list(
        User.history.values_list("history_id", flat=True)
    )


@pytest.mark.on_one_database
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_every_method_that_could_write_is_refused(client, administrator, person, force, method):
    row = make_obligation(force)
    look_as(client, person)
    before = everything()
    pages = [
        "/",
        "/compliance/",
        row.get_absolute_url(),
        reverse("responses:progress_add", args=[row.pk]),
        reverse("responses:answer_discard", args=[row.pk]),
        reverse("responses:obligation_in_error", args=[row.pk]),
        reverse("inspections:body_appoint", args=[force.pk]),
        reverse("account_change_password"),
        reverse("account_login"),
        reverse("admin:accounts_user_add"),
        reverse("admin:accounts_user_change", args=[administrator.pk]),
        address(make_user()),
        "/nowhere/",
        "/health/",
    ]
    before = everything()
    words = "position=in_progress&action=More.&revision=0&based_on=0&then=save&reason=x&email=a%40b.example&name=B"
    for page in pages:
        answer = client.generic(method, page, words, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 403, page
        assert "nothing can be changed meanwhile. Nothing was saved." in text_of(answer)
    assert everything() == before


def test_the_same_is_saved_after_stopping(client, administrator, force):
    """So that the test above refuses what would else be done."""
    add = {"name": "B", "email": "b@northshire.example", "body": force.pk, "role": "editor", "reason": "New."}
    add["from_on"] = "2026-01-01"
    look_as(client, make_user())
    client.post(reverse("admin:accounts_user_add"), add)
    assert not User.objects.filter(name="B").exists()
    client.post(STOP)
    client.post(reverse("admin:accounts_user_add"), add)
    assert User.objects.filter(name="B").exists()


def test_the_administration_and_the_own_account_are_closed(client, administrator, person):
    look_as(client, person)
    pages = [reverse("admin:index"), "/admin", reverse("account_change_password"), reverse("account_reset_password")]
    pages += [reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in _registered()]
    for page in pages:
        answer = client.get(page, follow=True)
        assert answer.status_code == 403, page
        assert 'action="/accounts/see-as/stop/"' in html_of(answer)


def _registered():
    return list(admin.site._registry)


def test_drafts_stay_with_those_who_write_them(client, administrator, person, force):
    office = make_local_policing_body(force)
    row, editor = make_obligation(force), make_user(office)
    own, other = seat_of(person, TODAY), seat_of(editor, TODAY)
    save_draft(row, own.side_for(row), {"action": SECRET}, by=person, revision=0)
    save_draft(row, other.side_for(row), {"action": SECRET}, by=editor, revision=0)
    discard = reverse("responses:answer_discard", args=[row.pk])
    pages = ["/", row.get_absolute_url(), force.get_absolute_url(), "/compliance/", discard]
    for somebody in (person, editor, make_liaison()):
        look_as(client, somebody)
        for page in pages:
            answer = client.get(page, follow=True)
            assert SECRET not in answer.content.decode(), page
            assert "Draft, not shared" not in answer.content.decode(), page
        client.post(STOP)
    client.force_login(person)
    assert SECRET in client.get(row.get_absolute_url()).content.decode()


def test_shared_answers_are_read_as_that_person_reads_them(client, administrator, person, force):
    row = make_obligation(force)
    make_answer(row, action="Night cover began.")
    look_as(client, person)
    assert "Night cover began." in text_of(client.get(row.get_absolute_url()))
    client.post(STOP)
    look_as(client, make_user(make_force()))
    assert "Night cover began." not in text_of(client.get(row.get_absolute_url()))


def test_who_looked_as_whom_and_when_is_kept(client, administrator, person):
    look_as(client, person)
    look = Look.objects.get()
    assert (look.by, look.person, look.ended_at) == (administrator, person, None)
    client.post(STOP)
    look.refresh_from_db()
    assert look.ended_at > look.began_at
    listed = client.get(reverse("admin:accounts_look_changelist"))
    assert "Dana Whitlock" in listed.content.decode()
    assert client.post(reverse("admin:accounts_look_change", args=[look.pk]), {"by": person.pk}).status_code == 403


def test_signing_out_ends_it(client, administrator, person):
    look_as(client, person)
    assert client.get(reverse("account_logout")).status_code == 200
    client.post(reverse("account_logout"))
    assert Look.objects.get().ended_at
    client.force_login(administrator)
    assert "You are looking" not in text_of(client.get("/"))


def refused(page):
    return Look.objects.count() == 0 and "You are looking" not in text_of(page)


@pytest.mark.parametrize("kind", ["inactive", "administrator", "oneself"])
def test_as_whom_nobody_looks(client, administrator, kind):
    other = {
        "inactive": lambda: make_user(make_force(), is_active=False),
        "administrator": make_administrator,
        "oneself": lambda: administrator,
    }[kind]()
    for page in (client.get(address(other), follow=True), look_as(client, other)):
        assert refused(page)
        assert "is an administrator" in text_of(page) or "may not sign in" in text_of(page)
    own_page = client.get(reverse("admin:accounts_user_change", args=[other.pk]))
    assert "See what this person sees" not in own_page.content.decode()


def test_only_administrators_look(client, person):
    for somebody in (make_user(make_force(), Membership.Role.APPROVER), make_liaison()):
        client.force_login(somebody)
        assert refused(look_as(client, person))
    client.logout()
    assert refused(look_as(client, person))


def test_it_ends_when_the_person_may_no_longer_sign_in(client, administrator, person):
    look_as(client, person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert "You are looking" not in text_of(client.get("/"))
    assert Look.objects.get().ended_at


def test_it_ends_when_the_administrator_is_none_any_more(client, administrator, person):
    look_as(client, person)
    User.objects.filter(pk=administrator.pk).update(is_staff=False, is_superuser=False)
    page = client.get("/")
    assert "You are looking" not in text_of(page)
    assert page.wsgi_request.seat.user == administrator


def test_a_look_of_somebody_else_is_not_taken_up(client, person):
    look = Look.objects.create(by=make_administrator(), person=person)
    client.force_login(make_user())
    session = client.session
    session[KEY] = look.pk
    session.save()
    assert "You are looking" not in text_of(client.get("/"))
    look.refresh_from_db()
    assert look.ended_at is None


def test_what_looking_sees_is_kept_by_no_browser(client, administrator, person):
    look_as(client, person)
    for page in ("/", reverse("admin:index")):
        assert {"no-store", "private"} <= set(client.get(page).headers["Cache-Control"].split(", "))


def test_figures_that_nobody_has_counted_yet_are_counted_while_looking(client, administrator, person, force):
    report = make_inspection(published_on=TODAY - timedelta(days=100))
    make_obligation(force, make_recommendation(report))
    look_as(client, person)
    page = client.get(reverse("responses:compliance_charts"), {"sort": "deadline"})
    assert "still to be counted" not in text_of(page)
    assert client.get(force.get_absolute_url()).status_code == 200
    assert DayEnd.objects.exists()


def test_a_page_that_writes_when_it_is_read_fails():
    done = []
    for sql in ("SELECT 1", "SAVEPOINT s1", " (SELECT 1)"):
        _only_read(lambda *query: done.append(query[0]), sql, (), False, {})
    assert len(done) == 3
    for sql in ("INSERT INTO x", "update x", " DELETE FROM x"):
        with pytest.raises(WroteWhileLooking):
            _only_read(lambda *query: done.append(query[0]), sql, (), False, {})
    assert len(done) == 3
