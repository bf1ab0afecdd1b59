"""The administration's front page says what needs attention, and leads there."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from inspections.attention import is_doubtful, read_with_doubt
from inspections.models import Recommendation
from tests.factories import (
    make_administrator,
    make_force,
    make_inspection,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)

INDEX = reverse("admin:index")
CALM = "Nothing: the records are whole."
DAY = date(2026, 12, 31)


@pytest.fixture(autouse=True)
def nothing_read_yet():
    """What was read of the items of another test, which had the same keys, is forgotten."""
    cache.clear()


@pytest.fixture(autouse=True)
def administrator(client, db):
    user = make_administrator()
    client.force_login(user)
    return user


def governed_force(**kwargs):
    force = make_force(**kwargs)
    make_local_policing_body(force)
    return force


def concerns(client):
    return client.get(INDEX).context["concerns"]


def listed(client, address):
    return list(client.get(address).context["cl"].queryset)


def test_nothing_needs_attention(client):
    force = governed_force()
    make_force(active_until=date(2020, 1, 1))
    make_obligation(force)
    make_recommendation(kind="cause_of_concern")
    make_user(force)
    make_user(is_active=False)
    page = client.get(INDEX)
    assert page.context["concerns"] == []
    assert CALM in page.content.decode()


def proposed(day):
    return make_inspection(proposed_by=governed_force(), published_on=None)


def undated(day):
    return make_inspection(published_on=None)


def unaddressed(day):
    return make_recommendation()


def no_longer_addressed(day):
    row = make_obligation(governed_force())
    type(row).objects.update(removed_on=day, removal="error")
    return row.recommendation


def another_deadline(day):
    text = "By 31 March 2026, forces should count their horses."
    return make_obligation(governed_force(), make_recommendation(text=text, due_on=DAY)).recommendation


def alone(day):
    return make_user()


def acting_no_more(day):
    user = make_user(governed_force())
    user.memberships.update(until_on=day - timedelta(days=1))
    return user


CONCERNS = {
    proposed: ("1 proposed inspection waits to be accepted", "2 proposed inspections wait to be accepted"),
    undated: ("1 report has no day of publication", "2 reports have no day of publication"),
    unaddressed: ("1 item is addressed to nobody", "2 items are addressed to nobody"),
    no_longer_addressed: ("1 item is addressed to nobody", None),
    another_deadline: ("1 deadline was read with doubt", "2 deadlines were read with doubt"),
    lambda day: make_force(): (
        "1 force has no local policing body today",
        "2 forces have no local policing body today",
    ),
    alone: ("1 user acts for no body today", "2 users act for no body today"),
    acting_no_more: ("1 user acts for no body today", "2 users act for no body today"),
}


@pytest.mark.parametrize(("make", "one", "two"), [(make, *words) for make, words in CONCERNS.items()])
def test_a_concern_leads_to_the_records(client, today, make, one, two):
    record = make(today)
    [(sentence, address)] = concerns(client)
    assert sentence == one
    assert listed(client, address) == [record]
    assert CALM not in client.get(INDEX).content.decode()
    if two:
        make(today)
        assert [words for words, _address in concerns(client)] == [two]


def test_as_many_queries_whatever_there_is(client, today, queries_of):
    queries_of(INDEX)
    makers = [proposed, undated, unaddressed, another_deadline, alone]
    for make in makers:
        make(today)
    once = queries_of(INDEX)
    for make in makers * 5:
        make(today)
    assert queries_of(INDEX) == once


def test_a_change_that_is_seen_after_a_later_one_is_read_too(today):
    """Two save at once: the first takes the lower key of a version, and finishes last."""
    first, second = another_deadline(today), another_deadline(today)
    rows, version = Recommendation.objects.filter(pk=first.pk), first.history.get()
    rows.update(due_on=date(2026, 3, 31))
    version.delete()
    assert set(read_with_doubt(Recommendation.objects)) == {second}
    rows.update(due_on=DAY)
    version.save()
    assert set(read_with_doubt(Recommendation.objects)) == {first, second}


ISSUED = date(2025, 6, 18)


@pytest.mark.parametrize(
    ("text", "words", "due_on", "doubtful"),
    [
        ("Count the horses.", "", None, False),
        ("By 31 December 2026, forces should count.", "By 31 December 2026", DAY, False),
        ("By December 2026, forces should count.", "", DAY, False),
        ("Within three months, forces should count.", "Within three months", date(2025, 9, 18), False),
        ("By 31 December 2026, forces should count.", "", None, True),
        ("By 31 March 2026, forces should count.", "By 31 December 2026", DAY, True),
        ("Count the horses.", "By 31 March 2026", DAY, True),
        ("By 31 February 2026, forces should count.", "", None, True),
        ("By 31 February 2026, forces should count.", "By 31 February 2026", DAY, False),
        ("Count the horses.", "in due course", None, True),
        ("Count the horses.", "before the next election", DAY, False),
        ("Count the horses.", "none", None, False),
    ],
)
def test_a_deadline_read_with_doubt(text, words, due_on, doubtful):
    assert is_doubtful(text, words, due_on, ISSUED) is doubtful


def test_an_unknown_concern_filters_nothing(client):
    item = make_recommendation()
    address = reverse("admin:inspections_recommendation_changelist")
    assert listed(client, f"{address}?attention=unaddressed") == [item]
    assert listed(client, f"{address}?attention=everything") == [item]
