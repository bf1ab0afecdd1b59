"""Show me exactly these: filters, orders, counts and what a mistyped address says."""

from datetime import date, timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.actions import wait_on
from inspections.models import Obligation, Recommendation
from responses.actions import record_progress, save_draft
from responses.filters.compliance import SORTS, order
from responses.filters.orders import MATCH
from tests.factories import (
    make_answer,
    make_force,
    make_inspection,
    make_level,
    make_liaison,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

URL = "/compliance/"
PAST = date(2025, 9, 30)
CLOSED = {"closure": "verified", "closure_letter": "HMICFRS, 1 May"}


@pytest.fixture
def client(client):
    client.force_login(make_liaison())
    return client


@pytest.fixture
def shown(client):
    """`shown(status="overdue")`: the rows of the list, filtered."""

    def rows(**query):
        response = client.get(URL, query)
        assert response.context["form"].errors == {}
        found = list(response.context["object_list"])
        assert response.context["counted"].items == response.context["paginator"].count
        return found

    return rows


def in_every_status(body, day):
    """One obligation of `body` in each status on `day`."""
    return {
        "closed": make_obligation(body, due_on=PAST, closed_on=day, **CLOSED),
        "reported_complete": make_obligation(body, due_on=PAST, claim="complete", reported_on=day, answered_on=day),
        "no_action": make_obligation(body, due_on=PAST, claim="no_action", reported_on=day, answered_on=day),
        "not_due": make_obligation(body, due_on=day + timedelta(days=31)),
        "due_soon": make_obligation(body, due_on=day),
        "overdue": make_obligation(body, due_on=day - timedelta(days=1)),
        "no_deadline": make_obligation(body),
    }


def test_compliance_list_by_status(shown, today):
    rows = in_every_status(make_force(), today)
    for status, row in rows.items():
        assert shown(status=status) == [row]
    assert set(shown(status=["overdue", "closed"])) == {rows["overdue"], rows["closed"]}
    assert set(shown()) == set(rows.values())


def test_each_box_says_how_many_a_tick_brings_under_the_other_filters(client, today):
    force = make_force(slug="northshire")
    in_every_status(force, today)
    in_every_status(make_force(), today)
    response = client.get(URL, {"force": "northshire", "status": "overdue"})
    assertContains(response, "Overdue (1)")
    assertContains(response, "Reported complete (1)")
    assertContains(response, "1 item</h2>")
    assert "1 open: 1 overdue (1 of them with nothing recorded here)" in text_of(response)


def test_what_is_open_reported_and_closed_is_told_apart_and_each_is_a_link(client, today):
    for _ in range(2):
        in_every_status(make_force(), today)
    told = client.get(URL, {"kind": "recommendation", "page": "1"})
    said = text_of(told)
    assert "8 open: 2 overdue (2 of them with nothing recorded here), 2 due soon, 2 not yet due, 2 no deadline" in said
    assert "4 reported, not closed: 2 reported complete, 2 no action, reason given" in said
    assert "2 closed" in said
    for status in ("overdue", "reported_complete", "closed"):
        assertContains(told, f'href="?kind=recommendation&amp;status={status}"')
        assert client.get(URL, {"kind": "recommendation", "status": status}).context["counted"].items == 2


def test_compliance_list_leaves_out_what_does_not_count(shown, today):
    force = make_force()
    to_come = make_inspection(published_on=today + timedelta(days=1))
    make_obligation(force, make_recommendation(to_come))
    make_obligation(force, make_recommendation(kind=Recommendation.Kind.CAUSE_OF_CONCERN))
    make_obligation(force, removed_on=today, removal="ended")
    assert shown() == []


def test_compliance_list_by_body(shown):
    north, south, office = make_force(slug="north"), make_force(slug="south"), make_national_body(slug="home-office")
    of_north, of_south, of_office = (make_obligation(body) for body in (north, south, office))
    assert shown(force="north") == [of_north]
    assert set(shown(force=["north", "home-office"])) == {of_north, of_office}
    assert set(shown(force="all-forces")) == {of_north, of_south}
    assert shown(force="national-bodies") == [of_office]


def test_compliance_list_by_inspection_kind_and_level(shown):
    inspection, level = make_inspection(slug="custody"), make_level()
    cause = make_recommendation(kind=Recommendation.Kind.CAUSE_OF_CONCERN)
    force = make_force()
    of_custody = make_obligation(force, make_recommendation(inspection))
    afi = make_obligation(force, make_recommendation(kind=Recommendation.Kind.AREA_FOR_IMPROVEMENT))
    levelled = make_obligation(force, make_recommendation(level=level, cause=cause, inspection=cause.inspection))
    assert shown(inspection="custody") == [of_custody]
    assert shown(kind="area_for_improvement") == [afi]
    assert set(shown(kind="recommendation")) == {of_custody, levelled}
    assert shown(kind="under_cause_of_concern") == [levelled]
    assert set(shown(kind=["area_for_improvement", "under_cause_of_concern"])) == {afi, levelled}
    assert shown(level=str(level.pk)) == [levelled]
    assert set(shown(level="none")) == {of_custody, afi}


@pytest.mark.parametrize("typed", ["31 12 2026", "31/12/2026", "31 December 2026", "2026-12-31"])
def test_compliance_list_by_deadline_range(shown, typed):
    before, on, after = (make_obligation(due_on=date(2026, 12, 30) + timedelta(days=days)) for days in range(3))
    make_obligation()
    assert shown(due_from=typed) == [on, after]
    assert shown(due_to=typed) == [before, on]
    assert shown(due_from=typed, due_to=typed) == [on]


def test_words_are_found_in_items_by_everybody(client, shown):
    row = make_obligation(recommendation=make_recommendation(text="Review every strip search.", subject="Searches"))
    make_obligation()
    client.force_login(make_user(make_force()))
    assert shown(words="STRIP review") == [row]
    assert shown(words="strip cameras") == []
    assert shown(words="100%") == []


@pytest.mark.parametrize("field", ["action", "comment", "lead", "evidence"])
def test_words_of_answers_are_found_by_their_readers_alone(client, shown, today, field):
    force = make_force()
    office = make_local_policing_body(force)
    row = make_obligation(force)
    make_answer(row, on=today, **{field: "Quinquereme"})
    for reader in (make_liaison(), make_user(force), make_user(office)):
        client.force_login(reader)
        assert shown(words="quinquereme") == [row]
    client.force_login(make_user(make_force()))
    assert shown(words="quinquereme") == []


def test_words_of_progress_are_found_by_their_readers_and_drafts_by_nobody(client, shown, today):
    force = make_force()
    officer = make_user(force, Membership.Role.APPROVER)
    row = make_obligation(force)
    side = seat_of(officer, today).side_for(row)
    save_draft(row, side, {"action": "Trireme"}, by=officer, revision=0)
    record_progress(row, side=side, by=officer, on=today, text="Quinquereme")
    for reader, found in ((make_liaison(), [row]), (officer, [row]), (make_user(make_force()), [])):
        client.force_login(reader)
        assert shown(words="quinquereme") == found
        assert shown(words="trireme") == []


def test_positions_and_own_targets_are_filters_over_answers_that_may_be_read(client, shown, today):
    force = make_force()
    row = make_obligation(force, due_on=PAST)
    make_answer(row, on=today, position="in_progress", target_on=today - timedelta(days=1))
    make_obligation(force, due_on=PAST)
    for reader, found in ((make_liaison(), [row]), (make_user(force), [row]), (make_user(make_force()), [])):
        client.force_login(reader)
        assert shown(position="in_progress") == found
        assert shown(position=["not_started", "in_progress"]) == found
        assert shown(mark="past_target") == found
        response = client.get(URL, {"sort": "deadline"})
        assert ("Past its own target</span>" in response.content.decode()) == bool(found)


def test_a_target_of_today_is_not_past(shown, today):
    make_answer(make_obligation(), on=today, target_on=today)
    assert shown(mark="past_target") == []


def test_compliance_list_by_marks(shown, today):
    force = make_force()
    silent, waiting = make_obligation(force, due_on=PAST), make_obligation(force, answered_on=today)
    closed = make_obligation(force, closed_on=today, **CLOSED)
    wait_on([waiting], make_national_body(), by=make_liaison(), on=today)
    assert shown(mark="nothing_recorded") == [silent]
    assert shown(mark="waiting") == [waiting]
    assert set(shown(mark=["waiting", "nothing_recorded"])) == {silent, waiting}
    assert closed not in shown(mark="nothing_recorded")


def test_compliance_list_sorts(shown, today):
    a, b = make_force(name="A Police"), make_force(name="B Police")
    early, late = make_obligation(b, due_on=PAST), make_obligation(a, due_on=PAST + timedelta(days=1))
    undated = make_obligation(a)
    assert shown() == shown(sort="deadline") == [early, late, undated]
    assert shown(sort="-deadline") == [undated, late, early]
    assert shown(sort="force") == [late, undated, early]
    assert shown(sort="status") == [early, late, undated]
    older = make_obligation(b, make_recommendation(make_inspection(published_on=date(2020, 1, 1))))
    assert shown(sort="inspection")[0] == older
    assert shown(sort="-inspection")[-1] == older
    Obligation.objects.filter(pk=late.pk).update(changed_at="2031-01-01T00:00:00Z")
    assert shown(sort="-changed")[0] == late
    assert shown(sort="changed")[-1] == late


@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort != MATCH])
def test_every_order_is_total(sort, today):
    """Rows that are level otherwise stand by key, so that no row is on two pages and none on neither."""
    assert order(sort, today)[-1] in ("pk", "-pk")
    force = make_force()
    item = make_recommendation()
    rows = [make_obligation(body, item) for body in (force, *(make_force() for _ in range(3)))]
    Obligation.objects.update(changed_at="2026-01-01T00:00:00Z")
    assert set(Obligation.objects.order_by(*order(sort, today))) == set(rows)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"state": "overdue"}, "There is no filter called “state”."),
        ({"status": "late"}, "There is no choice called “late” here."),
        ({"status": ["overdue", "late"]}, "There is no choice called “late” here."),
        ({"status": "\x00"}, "There is no choice called"),
        ({"force": "nowhere"}, "There is no choice called “nowhere” here."),
        ({"force": "a\x00b"}, "There is no choice called"),
        ({"inspection": "\x00"}, "There is no choice called"),
        ({"level": "999"}, "There is no choice called “999” here."),
        ({"level": "1\x00"}, "There is no choice called"),
        ({"kind": "cause_of_concern"}, "There is no choice called “cause_of_concern” here."),
        ({"position": "done"}, "There is no choice called “done” here."),
        ({"mark": "red"}, "There is no choice called “red” here."),
        ({"sort": "size"}, "There is no choice called “size” here."),
        ({"words": "a\x00b"}, "Null characters are not allowed."),
        ({"words": "x" * 10_000}, "Ensure this value has at most 100 characters (it has 10000)."),
        ({"words": "a b c d e f g h i"}, "Search for 8 words at most."),
        ({"due_from": "-1"}, "Enter a day as in 31 12 2026."),
        ({"due_from": "31 2 2026"}, "Enter a day as in 31 12 2026."),
        ({"due_to": "-0001-01-01"}, "Enter a day as in 31 12 2026."),
        ({"due_to": "\x00"}, "Enter a day as in 31 12 2026."),
        ({"due_from": "2 1 2026", "due_to": "1 1 2026"}, "The last day comes before the first."),
    ],
)
def test_a_wrong_filter_matches_nothing_and_says_why(client, query, message):
    make_obligation(due_on=PAST)
    response = client.get(URL, query)
    assertContains(response, message)
    assert list(response.context["object_list"]) == []
    assertContains(response, "There is a problem")


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "1.5", "\x00", "9" * 5000])
def test_a_page_that_is_not_there_is_not_found(client, page):
    make_obligation()
    assert client.get(URL, {"page": page}).status_code == 404


@pytest.mark.parametrize("name", ["status=overdue", "mark=past_target", "force=all-forces", "kind=recommendation"])
def test_a_choice_repeated_a_thousand_times_is_one_choice(client, name):
    page = client.get(f"/compliance/?{'&'.join([name] * 1500)}&sort=-deadline", follow=True)
    assert page.redirect_chain == [(f"?{name}&sort=-deadline", 302)]
    assert page.status_code == 200


def test_fifty_to_a_page_and_every_link_keeps_the_filter(client, today):
    item = make_recommendation(due_on=PAST, deadline_kind="date")
    rows = [make_obligation(make_force(), item) for _ in range(51)]
    first = client.get(URL, {"status": "overdue"})
    assert len(first.context["object_list"]) == 50
    assertContains(first, "51 items</h2>")
    assertContains(first, 'href="?status=overdue&amp;page=2"')
    assertContains(first, 'href="?status=overdue&amp;sort=force"')
    second = client.get(URL, {"status": "overdue", "page": "2"})
    assert [*first.context["object_list"], *second.context["object_list"]] == sorted(rows, key=lambda row: row.pk)


def test_chips_take_one_choice_back(client):
    make_obligation(make_force(slug="north", name="North Police"), due_on=PAST)
    response = client.get(URL, {"status": ["overdue", "closed"], "force": "north", "words": "reason", "sort": "force"})
    for address in (
        "?status=closed&amp;force=north&amp;words=reason&amp;sort=force",
        "?status=overdue&amp;status=closed&amp;words=reason&amp;sort=force",
        "?status=overdue&amp;status=closed&amp;force=north&amp;sort=force",
    ):
        assertContains(response, f'<a class="moj-filter__tag" href="{address}">')


def test_views_are_one_click_away(client):
    force = make_force(slug="north")
    assert [words for words, _url, _shown in client.get(URL).context["views"]] == [
        "Everything",
        "Overdue",
        "Due soon",
        "Reported complete",
    ]
    response = client.get(URL, {"status": "overdue", "sort": "force"})
    assert [words for words, _url, shown in response.context["views"] if shown] == ["Overdue"]
    client.force_login(make_user(force))
    views = client.get(URL, follow=True).context["views"]
    assert [view[:2] for view in views[:3]] == [
        ("Mine", "?owner=me"),
        ("Ours", "?force=north"),
        ("Everything", "?sort=deadline"),
    ]


def test_links_to_items_lead_back_to_this_very_list(client):
    row = make_obligation(due_on=PAST)
    response = client.get(URL, {"status": "overdue", "sort": "force"})
    assertContains(response, f'href="/compliance/{row.pk}/?back=%2Fcompliance%2F%3Fstatus%3Doverdue%26sort%3Dforce"')


def test_an_empty_list_offers_a_way_on(client):
    assertContains(client.get(URL), "Nothing has been addressed to anybody yet.")
    response = client.get(URL, {"status": "overdue"})
    assertContains(response, "No items match.")
    assertContains(response, "moj-filter__tag")
    assertNotContains(response, "<table")


@pytest.mark.on_one_database
def test_compliance_list_asks_as_many_queries_for_six_rows_as_for_one(client, queries_of, today):
    force = make_force(slug="north")

    def fill(count):
        for _ in range(count):
            row = make_obligation(force, due_on=PAST)
            make_answer(row, on=today, target_on=PAST)
            wait_on([row], make_national_body(), by=make_liaison(), on=today)
            make_obligation(make_force())

    for user in (make_liaison(), make_user(force)):
        client.force_login(user)
        for url in (URL, f"{URL}?words=reason&status=overdue&force=north&sort=status&position=in_progress"):
            fill(1)
            asked = queries_of(url)
            fill(5)
            assert queries_of(url) == asked


def test_signed_out_nobody_sees_it(client):
    client.logout()
    assert client.get(URL).status_code == 302
