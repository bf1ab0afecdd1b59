"""What a follow-up report says of earlier items: entered in one form, seen before it is done, all or nothing."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Typed
from inspections.actions import close, submit_claim
from inspections.models import Act, Obligation
from tests.factories import (
    make_force,
    make_inspection,
    make_level,
    make_liaison,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PUBLISHED_ON = date(2026, 5, 4)
DAY = {"on_day": 4, "on_month": 5, "on_year": 2026}


@pytest.fixture
def forces():
    return [make_force(name=f"{name} Police") for name in ("Ashshire", "Elmshire", "Oakshire")]


@pytest.fixture
def first(forces):
    return make_inspection(forces, short_title="Custody 2023", published_on=date(2023, 12, 8))


@pytest.fixture
def second(forces, first):
    return make_inspection(forces, short_title="Custody: progress", published_on=PUBLISHED_ON, follows_up=first)


@pytest.fixture
def items(first, second, forces):
    """Three items of the first report for all forces; the second report's one item continues the second of them."""
    found = [
        make_recommendation(first, number=str(n), sequence=n, due_on=date(2024, 12, 31), subject=f"Subject {n}")
        for n in (1, 2, 3)
    ]
    for item in found:
        for force in forces:
            make_obligation(force, item)
    make_recommendation(second, number="1", continues=found[1])
    return found


@pytest.fixture
def liaison(client):
    user = make_liaison()
    client.force_login(user)
    return user


@pytest.fixture
def url(second):
    return reverse("responses:verdicts", args=[second.slug])


def rows_of(item):
    return list(item.obligations.order_by("body__name"))


def entered(items, **said):
    """The form as it is sent: `says_1="open"` is said of the first item; everything else as the page has it."""
    typed = DAY | {"words": "Progress report, chapter 4."}
    for place, item in enumerate(items, 1):
        typed[f"says-{item.pk}"] = "nothing"
        ours = {name.rpartition("_")[0]: value for name, value in said.items() if name.endswith(f"_{place}")}
        typed |= {f"{name}-{item.pk}": value for name, value in ours.items()}
    return typed


def look(client, url, typed):
    return client.post(url, typed)


def record(client, url, typed):
    page = look(client, url, typed)
    return client.post(url, typed | {"seen": page.context["preview"]["mark"]})


def test_the_page_lists_every_earlier_item_in_order_with_its_standing(client, liaison, items, url):
    close(rows_of(items[0])[:1], closure="verified", by=liaison, on=date(2025, 1, 1), reason="Seen.")
    submit_claim(rows_of(items[0])[1:2], claim="complete", by=None, on=date(2025, 1, 1))
    page = client.get(url)
    words = text_of(page)
    assert [asked.item for asked in page.context["form"].asked] == items
    assert "1 open, 1 reported complete, 0 with a reason for no action, 1 closed." in words
    assert "Continued by recommendation 1 of this report." in words
    assert page.context["form"]["on"].value() == PUBLISHED_ON


def test_the_preview_says_for_each_item_what_changes_and_for_how_many_and_writes_nothing(client, liaison, items, url):
    submit_claim(rows_of(items[2])[:1], claim="complete", by=None, on=date(2025, 1, 1))
    own = items[1].continued_by.get()
    some = rows_of(items[0])[:2]
    typed = entered(
        items,
        says_1="some",
        bodies_1=[row.pk for row in some],
        says_2="superseded",
        successor_2=own.pk,
        says_3="open",
        returns_3="on",
    )
    acts = Act.objects.count()
    page = look(client, url, typed)
    words = text_of(page)
    assert "What will change, for 8 answers that are owed" in words
    assert "Closed, verified, for 2 bodies on 4 May 2026: Ashshire Police, Elmshire Police" in words
    assert "Superseded by recommendation 1 for 3 bodies on 4 May 2026" in words
    assert "Recommendation 1 is not addressed to 3 of them" in words
    assert "The report of 1 body is returned on 4 May 2026: Ashshire Police" in words
    assert "Found still open for 2 bodies on 4 May 2026: their timelines say so" in words
    assert Act.objects.count() == acts
    assert not Obligation.objects.exclude(closed_on=None).exists()


def test_what_was_seen_is_recorded(client, liaison, items, url, second):
    submit_claim(rows_of(items[2])[:1], claim="complete", by=None, on=date(2025, 1, 1))
    own = items[1].continued_by.get()
    typed = entered(
        items,
        says_1="withdrawn",
        says_2="superseded",
        successor_2=own.pk,
        says_3="open",
        returns_3="on",
        words_3="Slow.",
    )
    answer = record(client, url, typed)
    assert answer.url == second.get_absolute_url()
    assert "The verdicts on 3 items are recorded." in text_of(client.get(answer.url))
    assert {row.closure for row in rows_of(items[0])} == {"withdrawn"}
    assert {(row.closure, row.superseded_by, row.closed_on) for row in rows_of(items[1])} == {
        ("superseded", own, PUBLISHED_ON)
    }
    assert rows_of(items[1])[0].closure_letter == "Custody: progress (4 May 2026)"
    assert not any(row.claim or row.closed_on for row in rows_of(items[2]))
    assert Act.objects.get(kind="returned").reason == "Slow."
    judged = Act.objects.filter(kind="judged")
    assert {(act.became, act.reason, act.on, act.by) for act in judged} == {
        ("Custody: progress", "Slow.", PUBLISHED_ON, liaison)
    }
    assert judged.count() == 2
    page = client.get(rows_of(items[2])[1].get_absolute_url())
    assert "Found still open: Custody: progress" in text_of(page)


def test_closed_for_some_leaves_the_others(client, liaison, items, url):
    chosen = rows_of(items[0])[1]
    record(client, url, entered(items, says_1="some", bodies_1=[chosen.pk]))
    assert list(Obligation.objects.exclude(closed_on=None)) == [chosen]


def test_an_item_may_have_its_own_day_and_level(client, liaison, items, url):
    level = make_level(name="Revisit", closed_by="revisit")
    typed = entered(items, says_1="closed", level_1=level.pk, level_2=level.pk)
    typed |= {f"on-{items[0].pk}_{part}": value for part, value in (("day", 1), ("month", 6), ("year", 2026))}
    record(client, url, typed)
    assert {row.closed_on for row in rows_of(items[0])} == {date(2026, 6, 1)}
    for item in items[:2]:
        item.refresh_from_db()
        assert item.level == level
    assert items[1].history.first().history_change_reason == "Progress report, chapter 4."


@pytest.mark.on_one_database
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Say of one item at least what the report says of it."),
        ({"says_1": "some"}, "Choose for whom it is closed."),
        ({"says_1": "closed", "bodies_1": "first"}, "Some are ticked"),
        ({"says_2": "superseded", "successor_2": ""}, "Choose the item that takes its place."),
        ({"says_1": "burned"}, "burned is not one of the available choices"),
        ({"says_1": "some", "bodies_1": 999_999}, "closed by now, or no longer addressed"),
        ({"says_1": "closed", "words": ""}, "Give the words of the report here, or above"),
        ({"says_1": "closed", "on_year": 2099}, "The day cannot be in the future."),
        ({"says_1": "closed", "on_year": 2020}, "This cannot come before the day the item was addressed."),
    ],
)
def test_bad_input_writes_nothing_and_keeps_what_was_typed(client, liaison, items, url, said, sentence):
    if said.get("bodies_1") == "first":
        said = said | {"bodies_1": rows_of(items[0])[0].pk}
    whole = {name: value for name, value in said.items() if name in ("words", "on_year")}
    typed = entered(items, **{name: value for name, value in said.items() if name not in whole}) | whole
    typed[f"words-{items[2].pk}"] = "Words that stay."
    acts = Act.objects.count()
    page = look(client, url, typed | {"seen": "anything"})
    assert sentence in text_of(page)
    assert "Words that stay." in page.content.decode()
    assert page.context["preview"] is None
    assert Act.objects.count() == acts


def test_what_changed_meanwhile_is_looked_at_again(client, liaison, items, url):
    typed = entered(items, says_1="closed")
    mark = look(client, url, typed).context["preview"]["mark"]
    close(rows_of(items[0])[:1], closure="verified", by=liaison, on=date(2026, 6, 1), reason="Seen.")
    page = client.post(url, typed | {"seen": mark})
    assert "Something is different from what you had seen." in text_of(page)
    assert "Closed, verified, for 2 bodies" in text_of(page)
    assert Obligation.objects.exclude(closed_on=None).count() == 1
    client.post(url, typed | {"seen": page.context["preview"]["mark"]})
    assert Obligation.objects.exclude(closed_on=None).count() == 3


def test_a_verdict_that_differs_from_the_one_that_was_seen_is_not_recorded(client, liaison, items, url):
    mark = look(client, url, entered(items, says_1="open")).context["preview"]["mark"]
    page = client.post(url, entered(items, says_1="closed") | {"seen": mark})
    assert page.context["preview"]["mark"] != mark
    assert not Obligation.objects.exclude(closed_on=None).exists()


def test_a_cause_of_concern_is_judged_after_the_items_under_it(client, liaison, forces, first, items, url):
    cause = make_recommendation(first, kind="cause_of_concern", number="1", sequence=0)
    row = make_obligation(forces[0], cause)
    items[0].cause = cause
    items[0].save()
    alone = entered([cause, *items], says_1="closed")
    page = look(client, url, alone)
    assert "Not closed by then: Ashshire Police: recommendation 1." in text_of(page)
    assert page.context["preview"] is None
    record(client, url, entered([cause, *items], says_1="closed", says_2="closed"))
    row.refresh_from_db()
    assert row.closed_on == PUBLISHED_ON


def test_one_refusal_stops_all_verdicts(client, liaison, items, url):
    last = rows_of(items[1])[0]
    submit_claim([last], claim="complete", by=None, on=date(2026, 8, 1))
    page = look(client, url, entered(items, says_1="closed", says_2="open", returns_2="on"))
    assert "this cannot come before it" in text_of(page)
    assert page.context["preview"] is None
    assert not Obligation.objects.exclude(closed_on=None).exists()


def test_what_is_typed_is_there_again_after_the_sign_in_ended(client, liaison, items, url):
    page = client.get(url)
    seal = page.context["form"].typed.sheet.seal
    client.logout()
    typed = entered(items, says_1="open", words_1="Insufficient progress.")
    answer = client.post(url, typed | {"typed": seal})
    assert answer.status_code == 302
    assert Typed.objects.get().user == liaison
    client.force_login(liaison)
    form = client.get(url).context["form"]
    assert form[f"words-{items[0].pk}"].value() == "Insufficient progress."
    assert form[f"says-{items[0].pk}"].value() == "open"


def test_only_those_who_oversee_judge_and_only_a_report_that_follows_one_up(client, liaison, items, url, first, forces):
    assert client.get(reverse("responses:verdicts", args=[first.slug])).status_code == 404
    for user in (make_user(forces[0]), make_user()):
        client.force_login(user)
        assert client.get(url).status_code == 404
        assert client.post(url, entered(items, says_1="closed")).status_code == 404
    assert not Obligation.objects.exclude(closed_on=None).exists()


def test_the_page_of_the_follow_up_report_leads_to_it_once_it_is_published(client, liaison, items, url, second, first):
    assert url in client.get(second.get_absolute_url()).content.decode()
    assert url not in client.get(first.get_absolute_url()).content.decode()
    assert url not in client.get(second.get_absolute_url(), {"as_at": "2026-06-30"}).content.decode()
    second.published_on = timezone.localdate() + timedelta(days=3)
    second.save()
    assert url not in client.get(second.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 404
    client.force_login(make_user())
    assert url not in client.get(first.get_absolute_url()).content.decode()


def test_the_page_asks_as_much_for_nine_items_as_for_three(
    client, liaison, items, url, first, forces, django_assert_max_num_queries
):
    client.get(url)
    with django_assert_max_num_queries(60) as few:
        client.get(url)
    for n in range(4, 10):
        item = make_recommendation(first, number=str(n))
        for force in forces:
            make_obligation(force, item)
    with django_assert_max_num_queries(len(few)):
        client.get(url)
