"""What somebody types is theirs alone, is kept until it is saved or discarded, and is limited."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import typed
from accounts.models import Membership, Typed
from inspections.actions import close
from responses.models import Draft, ProgressUpdate
from tests.answers import YESTERDAY, address, boxes, post, signed_in
from tests.factories import make_administrator, make_force, make_liaison, make_obligation, make_user
from tests.pages import html_of

pytestmark = pytest.mark.django_db

KEEP = reverse("typed")
SECRET = "Nobody else has read this sentence."
BANNER = "Words you did not save"


@pytest.fixture
def force():
    return make_force(name="Northshire Police", slug="northshire")


@pytest.fixture
def editor(force):
    return make_user(force, name="Dana Whitlock")


@pytest.fixture
def obligation(force):
    return make_obligation(force)


def form_of(page, name="answer"):
    return getattr(page.context["page"], f"{name}_form")


def seal_of(user, obligation, name="answer"):
    """The seal of a page that was opened just now."""
    return form_of(signed_in(user).get(address(obligation)), name).typed.sheet.seal


def words(action=SECRET, **more):
    return {"position": "in_progress", "action": action, "revision": 0, "based_on": 0} | more


def type_words(user, obligation, action=SECRET, seal=None, **more):
    """What the page's script does a second after the last key."""
    seal = seal or seal_of(user, obligation)
    return signed_in(user).post(KEEP, words(action, **more) | {"typed": seal})


def shown(user, obligation, query=""):
    """The action in the form of this person's page, and the page."""
    page = signed_in(user).get(address(obligation) + query)
    return form_of(page)["action"].value(), html_of(page)


# Theirs alone --------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_no_draft_and_comes_back(editor, obligation):
    answer = type_words(editor, obligation, lead="Inspector Vale", **boxes("target_on", YESTERDAY))
    assert answer.json()["says"].startswith("Saved as you type, ")
    assert not Draft.objects.exists()
    action, page = shown(editor, obligation)
    assert action == SECRET
    assert BANNER in page
    assert f'value="{YESTERDAY.year}"' in page
    assert "Inspector Vale" in page


@pytest.mark.parametrize("who", ["colleague", "office", "liaison", "administrator"])
def test_nobody_else_reads_it(force, editor, obligation, who):
    type_words(editor, obligation)
    people = {
        "colleague": lambda: make_user(force, Membership.Role.APPROVER),
        "office": make_user,
        "liaison": make_liaison,
        "administrator": make_administrator,
    }
    client, row = signed_in(people[who]()), Typed.objects.get()
    assert SECRET not in html_of(client.get(address(obligation)))
    assert SECRET not in html_of(client.get(address(obligation) + f"?words={row.pk}"))
    for method in (client.get, client.post):
        assert method(reverse("typed_discard", args=[row.pk])).status_code == 404
    assert Typed.objects.unsaved().get() == row


def test_the_administration_has_no_list_of_it():
    assert Typed not in admin.site._registry


def test_who_looks_from_the_seat_sees_nothing_of_it_and_writes_nothing(client, editor, obligation):
    administrator = make_administrator()
    type_words(editor, obligation)
    client.force_login(administrator)
    client.post(reverse("admin:accounts_user_see_as", args=[editor.pk]))
    page = client.get(address(obligation))
    assert page.context["page"].side is not None
    assert SECRET not in html_of(page)
    assert 'name="typed"' not in html_of(page)
    seal = seal_of(editor, obligation)
    assert client.post(KEEP, words("By the one who looks.") | {"typed": seal}).status_code == 403
    assert SECRET in shown(editor, obligation)[0]


def test_the_seal_is_the_writers_own(force, editor, obligation):
    seal = seal_of(editor, obligation)
    assert type_words(make_user(force), obligation, seal=seal).status_code == 409
    for forged in ("", "nonsense", seal[:-1] + "x", signing.dumps([editor.pk, "/", "1"], salt="another")):
        assert type_words(editor, obligation, seal=forged or "-").status_code == 400
    assert not Typed.objects.exists()


def test_a_forged_request_of_another_site_is_refused(editor, obligation):
    client, seal = Client(enforce_csrf_checks=True), seal_of(editor, obligation)
    client.force_login(editor)
    assert client.post(KEEP, words() | {"typed": "made up"}).status_code == 403
    assert client.post(KEEP, words() | {"typed": seal}).status_code == 403
    assert not Typed.objects.exists()
    token = client.get(KEEP).json()["token"]
    assert client.post(KEEP, words() | {"typed": seal, "csrfmiddlewaretoken": token}).status_code == 200


# Until it is saved or discarded --------------------------------------------------------------------------------------


def test_saving_forgets_it_and_what_arrives_late_is_known_to_be_saved(editor, obligation):
    seal = seal_of(editor, obligation)
    type_words(editor, obligation, seal=seal)
    post(editor, obligation, typed=seal, action=SECRET)
    assert not Typed.objects.unsaved().exists()
    assert type_words(editor, obligation, seal=seal).json()["new"] is False
    assert not Typed.objects.unsaved().exists()
    assert type_words(editor, obligation, "Typed on.", seal=seal, **{typed.ANEW: 1}).json()["new"] is True
    assert shown(editor, obligation)[0] == "Typed on."


def test_adding_progress_forgets_it(editor, obligation):
    seal = seal_of(editor, obligation, "progress")
    data = {"progress-text": SECRET, "typed": seal} | boxes("progress-on", YESTERDAY)
    signed_in(editor).post(KEEP, data)
    page = signed_in(editor).get(address(obligation))
    assert form_of(page, "progress")["text"].value() == SECRET
    assert 'tracker-screen" open>' in html_of(page)
    signed_in(editor).post(address(obligation, "progress/"), data)
    assert ProgressUpdate.objects.get().text == SECRET
    assert not Typed.objects.unsaved().exists()


def test_a_form_that_comes_back_with_an_error_is_kept_without_any_script(editor, obligation):
    post(editor, obligation, typed=seal_of(editor, obligation), action=SECRET, position="")
    action, page = shown(editor, obligation)
    assert action == SECRET
    assert BANNER in page


def test_it_keeps_what_it_was_based_on_so_that_saving_meets_the_others_words(force, editor, obligation):
    type_words(editor, obligation)
    post(make_user(force, name="Robin Okafor"), obligation, action="Words of a colleague.")
    page = signed_in(editor).get(address(obligation))
    assert form_of(page)["action"].value() == SECRET
    assert str(form_of(page)["revision"].value()) == "0"
    page = post(editor, obligation, typed=form_of(page).typed.sheet.seal, action=SECRET)
    assert "Robin Okafor saved this draft at" in html_of(page)
    assert Draft.objects.get().action == "Words of a colleague."
    assert shown(editor, obligation)[0] == SECRET


def test_two_sheets_of_one_person_are_both_kept(editor, obligation):
    one, two = (seal_of(editor, obligation) for _ in range(2))
    type_words(editor, obligation, "One.", seal=one)
    type_words(editor, obligation, "Two.", seal=two)
    action, page = shown(editor, obligation)
    assert action == "Two."
    first = Typed.objects.get(words__contains="One.")
    assert first.get_absolute_url() in page
    assert shown(editor, obligation, f"?words={first.pk}")[0] == "One."


def test_a_sheet_takes_the_place_of_the_words_it_was_filled_with(editor, obligation):
    type_words(editor, obligation, "One.")
    type_words(editor, obligation, "One and more.")
    assert Typed.objects.count() == 1
    assert shown(editor, obligation)[0] == "One and more."


def test_words_typed_on_in_the_tab_they_were_taken_from_stay(editor, obligation):
    one = seal_of(editor, obligation)
    type_words(editor, obligation, "One.", seal=one)
    two = seal_of(editor, obligation)
    type_words(editor, obligation, "One, typed on.", seal=one)
    type_words(editor, obligation, "One, in another tab.", seal=two)
    assert Typed.objects.unsaved().count() == 2


def test_what_is_saved_by_now_is_not_offered(editor, obligation):
    type_words(editor, obligation)
    post(editor, obligation, action=SECRET)
    assert BANNER not in shown(editor, obligation)[1]


def test_a_form_without_fields_says_that_it_was_undone(editor, obligation):
    seal = seal_of(editor, obligation)
    type_words(editor, obligation, seal=seal)
    assert signed_in(editor).post(KEEP, {"typed": seal}).status_code == 200
    assert not Typed.objects.exists()


def test_it_is_discarded_after_a_question(editor, obligation):
    type_words(editor, obligation)
    where = reverse("typed_discard", args=[Typed.objects.get().pk])
    assert "Discard what you typed?" in html_of(signed_in(editor).get(where))
    page = signed_in(editor).post(where, follow=True)
    assert "What you typed and did not save was discarded." in html_of(page)
    assert form_of(page)["action"].value() == ""
    assert not Typed.objects.exists()


def test_words_on_an_item_that_was_closed_meanwhile_are_still_shown(editor, obligation):
    type_words(editor, obligation)
    close([obligation], closure="verified", by=make_liaison(), on=YESTERDAY, reason="Seen.")
    action, page = shown(editor, obligation)
    assert action == SECRET
    assert BANNER in page


def test_words_go_with_the_page_that_took_the_place_of_theirs(rf, editor, obligation):
    other = make_obligation(obligation.body)
    request = rf.get("/")
    request.user, request.look = editor, None
    seal = seal_of(editor, obligation)
    type_words(editor, obligation, seal=seal)
    typed.move(request, address(obligation), address(other))
    assert shown(editor, other)[0] == SECRET
    type_words(editor, obligation, "The page was open all the while.", seal)
    typed.move(request, address(obligation), address(other))
    assert shown(editor, other)[0] == "The page was open all the while."


# After the sign-in has ended -----------------------------------------------------------------------------------------


def test_the_script_is_told_that_nobody_is_signed_in(client, editor, obligation):
    seal = seal_of(editor, obligation)
    assert client.get(KEEP).status_code == 401
    assert client.post(KEEP, words() | {"typed": seal}).status_code == 401
    assert not Typed.objects.exists()


def test_a_form_that_is_sent_then_is_kept_for_whom_it_was_shown_to(client, force, editor, obligation):
    seal = seal_of(editor, obligation)
    sent = client.post(address(obligation) + "?back=/compliance/", words() | {"typed": seal})
    assert sent.url == f"/accounts/login/?next={address(obligation)}%3Fback%3D/compliance/%23answer"
    assert "What you wrote is kept: sign in" in html_of(client.get(sent.url))
    assert shown(editor, obligation)[0] == SECRET
    assert SECRET not in html_of(signed_in(make_user(force)).get(address(obligation)))
    assert not Draft.objects.exists()


@pytest.mark.parametrize("case", ["too old", "forged", "left"])
def test_a_form_that_is_sent_then_with_no_good_seal_is_not_kept(client, editor, obligation, monkeypatch, case):
    seal = seal_of(editor, obligation)
    if case == "too old":
        monkeypatch.setattr(typed, "HELD_FOR", timedelta(seconds=-1))
    elif case == "left":
        type(editor).objects.filter(pk=editor.pk).update(is_active=False)
    else:
        seal += "x"
    sent = client.post(address(obligation), words() | {"typed": seal})
    assert sent.url.startswith("/accounts/login/?next=")
    assert not Typed.objects.exists()


def test_a_form_from_before_the_last_sign_in_is_shown_again(editor, obligation):
    client, seal = Client(enforce_csrf_checks=True), seal_of(editor, obligation)
    client.force_login(editor)
    page = client.post(address(obligation), words() | {"typed": seal}, follow=True)
    assert "What you wrote is kept, but not saved yet." in html_of(page)
    assert form_of(page)["action"].value() == SECRET
    assert not Draft.objects.exists()


def test_a_form_of_another_person_is_kept_for_them(force, editor, obligation):
    client, seal = Client(enforce_csrf_checks=True), seal_of(editor, obligation)
    client.force_login(make_user(force))
    page = client.post(address(obligation), words() | {"typed": seal})
    assert page.status_code == 403
    assert "kept for the person who opened the form" in html_of(page)
    assert SECRET not in html_of(page)
    assert shown(editor, obligation)[0] == SECRET


# Limits --------------------------------------------------------------------------------------------------------------


def test_more_than_any_form_of_ours_is_refused_and_what_was_kept_stays(editor, obligation, monkeypatch):
    monkeypatch.setattr(typed, "LARGEST", 500)
    seal = seal_of(editor, obligation)
    type_words(editor, obligation, seal=seal)
    assert type_words(editor, obligation, "x" * 501, seal=seal).status_code == 413
    assert shown(editor, obligation)[0] == SECRET
    post(editor, obligation, typed=seal, action="x" * 501)
    assert Draft.objects.get().action == "x" * 501


def test_the_longest_answer_in_any_letters_is_kept(editor, obligation):
    longest = "‘ŵ’\n" * 12_500
    assert type_words(editor, obligation, longest, comment=longest).status_code == 200
    assert shown(editor, obligation)[0].replace("\r", "") == longest


def test_what_nobody_came_back_for_goes_after_ninety_days(editor, obligation):
    now, old = timezone.now(), typed.Sheet(editor.pk, address(obligation) + "#answer", "old")
    typed.store(old, form_data(SECRET), at=now - timedelta(days=89))
    type_words(editor, make_obligation(obligation.body))
    assert Typed.objects.filter(sheet="old").exists()
    Typed.objects.filter(sheet="old").update(typed_at=now - timedelta(days=91))
    type_words(editor, make_obligation(obligation.body))
    assert not Typed.objects.filter(sheet="old").exists()


def test_the_traces_of_what_was_saved_go_after_a_day(editor, obligation):
    post(editor, obligation, typed=seal_of(editor, obligation), action="Saved.")
    Typed.objects.update(typed_at=timezone.now() - timedelta(hours=25))
    type_words(editor, make_obligation(obligation.body))
    assert Typed.objects.filter(words="").count() == 0


def form_data(action):
    data = typed.QueryDict(mutable=True)
    data.update(words(action))
    return data


def test_a_page_asks_once_for_all_its_forms(editor, obligation):
    client = signed_in(editor)
    seals = [seal_of(editor, obligation) for _ in range(3)]
    for seal in seals:
        type_words(editor, obligation, seal=seal)
    with connection.execute_wrapper(counting := Counting()):
        assert len(form_of(client.get(address(obligation))).typed.others) == 2
    assert counting.of(Typed) == 1


class Counting:
    """How many queries ask a model's table."""

    def __init__(self):
        self.asked = []

    def __call__(self, execute, sql, params, many, context):
        self.asked.append(sql)
        return execute(sql, params, many, context)

    def of(self, model):
        return sum(f'FROM "{model._meta.db_table}"' in sql for sql in self.asked)
