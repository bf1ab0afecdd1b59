"""One of very many is found by its words: the item that takes another's place, another response, another item."""

from datetime import timedelta

import pytest

from accounts.models import Membership
from inspections import finding
from responses.models import Response
from responses.workspace.sections import save_section
from tests.answers import YESTERDAY, address, signed_in
from tests.factories import (
    PUBLISHED_ON,
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
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Two rows are as many as fifty."""
    monkeypatch.setattr(finding, "MOST_OFFERED", 2)


def offered(page, name):
    """The words of what a page offers for a field, without "None" and the names of groups."""
    rows = []
    for value, words in page.context["form"].fields[name].choices:
        rows += [words] if isinstance(words, str) and value else words if isinstance(words, list) else []
    return [row if isinstance(row, str) else row[1] for row in rows]


@pytest.fixture
def owed():
    return make_obligation()


@pytest.fixture
def closing(client, owed):
    client.force_login(make_liaison())
    return f"/compliance/verify/?act=close&row={owed.pk}"


@pytest.fixture
def others():
    """Items of later reports than the one that is closed."""
    later = PUBLISHED_ON + timedelta(days=9)
    return [
        make_recommendation(
            make_inspection(title=f"A report on {about}", published_on=later), number=str(n), subject=f"About {about}"
        )
        for n, about in enumerate(("keys", "locks", "doors"), start=3)
    ]


def test_of_few_items_all_are_offered_and_none_is_looked_for(client, closing, owed):
    page = client.get(closing)
    assert "words" not in page.context["form"].fields
    assert len(offered(page, "superseded_by")) == 1


def test_of_many_items_those_of_the_same_report_and_of_its_follow_up_come_first(client, closing, owed, others):
    following = make_inspection(follows_up=owed.recommendation.inspection, published_on=PUBLISHED_ON)
    continuing = make_recommendation(following, subject="Carry on")
    page = client.get(closing)
    assert [words.rpartition(": ")[2] for words in offered(page, "superseded_by")] == [
        owed.recommendation.short,
        continuing.short,
    ]
    assert "The likeliest 2 are listed below" in text_of(page)


@pytest.mark.parametrize("words", ["locks", "recommendation 4", "report About LOCKS"])
def test_an_item_is_found_by_its_words_and_nothing_typed_is_lost(client, closing, owed, others, words):
    typed = {"find": "on", "words": words, "closure": "superseded", "reason": "It says so.", "on_day": "45"}
    page = client.post(closing, typed)
    assert [one.rpartition(": ")[2] for one in offered(page, "superseded_by")] == ["About locks"]
    form = page.context["form"]
    assert (form["closure"].value(), form["reason"].value()) == ("superseded", "It says so.")
    assert not form.errors
    assert 'name="on_day" value="45"' in page.text
    assert "What has these words is listed below" in text_of(page)


def test_what_is_chosen_stays_chosen_while_another_one_is_looked_for(client, closing, owed, others):
    page = client.post(closing, {"find": "on", "words": "locks", "superseded_by": others[2].pk})
    assert [one.rpartition(": ")[2] for one in offered(page, "superseded_by")] == ["About doors", "About locks"]
    assert f'value="{others[2].pk}" selected' in page.text


def test_what_was_found_takes_the_place(client, closing, owed, others):
    page = client.post(closing, {"find": "on", "words": "locks"})
    typed = {"closure": "superseded", "superseded_by": others[1].pk, "reason": "So.", "words": "locks"}
    day = {"on_day": 1, "on_month": 9, "on_year": 2026}
    state = page.context["form"]["state"].initial
    assert client.post(closing, typed | day | {"state": state}).status_code == 302
    owed.refresh_from_db()
    assert owed.superseded_by == others[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("nowhere", "None has these words"), ("about", "More than 2 have these words"), ("\0x" * 90, "None has these")],
)
def test_what_was_looked_for_is_told(client, closing, owed, others, words, sentence):
    assert sentence in text_of(client.post(closing, {"find": "on", "words": words}))


@pytest.mark.parametrize("key", ["9" * 30, "x", "²", "-1"])
def test_a_key_that_is_none_finds_nothing(client, closing, owed, others, key):
    assert client.post(closing, {"find": "on", "superseded_by": key}).status_code == 200


def test_looking_for_something_closes_nothing(client, closing, owed, others):
    client.post(closing, {"find": "on", "closure": "verified", "reason": "So.", "on_day": 1, "on_month": 9})
    owed.refresh_from_db()
    assert owed.closed_on is None


def test_one_of_many_responses_is_found_by_the_title_of_its_report(client):
    force = make_force()
    approver = make_user(make_local_policing_body(force), Membership.Role.APPROVER)
    for about in ("keys", "locks", "doors"):
        begun = make_inspection([force], title=f"A report on {about}").related_forces.get()
        save_section(begun, "comments", {"comments": "Begun."}, by=approver, on=PUBLISHED_ON, saw=0)
    duty = make_inspection([force], title="The force’s own").related_forces.get()
    client.force_login(approver)
    where = f"/inspections/{duty.inspection.slug}/response/{force.slug}/answered-by/"
    assert len(offered(client.get(where), "other")) == 2
    page = client.post(where, {"find": "on", "words": "locks", "reason": "The same."})
    assert [words.partition(" (")[0] for words in offered(page, "other")] == ["A report on locks"]
    assert page.context["form"]["reason"].value() == "The same."
    assert not page.context["form"].errors


def test_where_an_answer_belongs_is_found_by_its_words():
    obligation = make_obligation()
    make_answer(obligation, on=YESTERDAY)
    for subject in ("Keys", "Locks", "Doors"):
        make_obligation(obligation.body, make_recommendation(make_inspection(), subject=subject))
    near = make_obligation(
        obligation.body, make_recommendation(obligation.recommendation.inspection, subject="Windows")
    )
    client = signed_in(make_administrator())
    page = client.get(address(obligation, "move/"))
    assert near.recommendation.short in offered(page, "to")[0]
    page = client.post(address(obligation, "move/"), {"find": "on", "words": "locks"})
    assert [words.rpartition(": ")[2] for words in offered(page, "to")] == ["Locks"]
    assert Response.objects.get().obligation == obligation
