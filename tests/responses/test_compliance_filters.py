"""Each filter of the compliance list against a count made in the test by plain Python over the rows."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django.asserts import assertContains

from inspections.actions import close, move_deadline, reopen, wait_on
from inspections.models import Obligation, Recommendation
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_level,
    make_liaison,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

URL = "/compliance/"
CLOSED = {"closure": "verified", "closure_letter": "HMICFRS, 1 May"}
DAY = date(2025, 12, 31)


@pytest.fixture
def client(client):
    client.force_login(make_liaison())
    return client


@pytest.fixture
def shown(client):
    """`shown(status="overdue")`: the ids of the rows that the list holds, which its totals agree with."""

    def rows(**query):
        response = client.get(URL, query)
        assert response.context["form"].errors == {}
        found = {row.pk for row in response.context["object_list"]}
        assert response.context["counted"].items == len(found)
        return found

    return rows


def ids(rows, condition=lambda row: True):
    return {row.pk for row in rows if condition(row)}


def test_by_region_and_nation(shown):
    bodies = [
        make_force(region="North East"),
        make_force(region="London"),
        make_force(region="Wales", nation="Wales"),
        make_national_body(),
    ]
    rows = [make_obligation(body) for body in bodies]
    assert shown(region=["London", "Wales"]) == ids(rows, lambda row: row.body.region in ("London", "Wales"))
    assert shown(nation="Wales") == ids(rows, lambda row: row.body.nation == "Wales")
    assert shown(nation=["England", "Wales"], region="London") == ids(rows, lambda row: row.body.region == "London")


def test_by_several_inspections_and_levels(shown):
    force, levels = make_force(), [make_level(), make_level(), None]
    reports = [make_inspection(slug=slug) for slug in ("custody", "stalking", "fraud")]
    rows = [make_obligation(force, make_recommendation(report, level=level)) for report in reports for level in levels]
    slugs = {"custody", "fraud"}
    assert shown(inspection=sorted(slugs)) == ids(rows, lambda row: row.recommendation.inspection.slug in slugs)
    assert shown(level=[str(levels[0].pk), "none"]) == ids(rows, lambda row: row.recommendation.level != levels[1])
    assert shown(level=str(levels[1].pk), inspection="fraud") == ids(
        rows, lambda row: row.recommendation.level == levels[1] and row.recommendation.inspection.slug == "fraud"
    )


def test_by_cause_of_concern(client, shown):
    force = make_force()
    causes = [make_recommendation(kind=Recommendation.Kind.CAUSE_OF_CONCERN, number=str(n)) for n in (1, 2, 3)]
    under = {
        cause: [
            make_obligation(force, make_recommendation(cause.inspection, cause=cause, number=str(n))) for n in (1, 2)
        ]
        for cause in causes
    }
    make_obligation(force)
    assert shown(cause=str(causes[0].pk)) == ids(under[causes[0]])
    assert shown(cause=[str(cause.pk) for cause in causes[:2]]) == ids(under[causes[0]] + under[causes[1]])
    response = client.get(URL, {"cause": str(causes[0].pk)})
    assertContains(response, f"Cause of concern 1: {causes[0].short}")
    alone = make_recommendation(kind=Recommendation.Kind.CAUSE_OF_CONCERN)
    assertContains(client.get(URL, {"cause": alone.pk}), "There is no choice called")


def test_a_cause_under_embargo_is_no_choice_for_those_who_may_not_know_it(client, today):
    secret = make_inspection(published_on=today + timedelta(days=9))
    cause = make_recommendation(secret, kind=Recommendation.Kind.CAUSE_OF_CONCERN, subject="Unheard of")
    make_recommendation(secret, cause=cause)
    client.force_login(make_user(make_force()))
    assert "Unheard of" not in text_of(client.get(URL))
    assertContains(client.get(URL, {"cause": cause.pk}), "There is no choice called")


def test_by_condition_and_follow_up(shown):
    force, first = make_force(), make_obligation(make_force())
    report = make_inspection(follow_up=True)
    later = make_inspection(follows_up=first.recommendation.inspection)
    rows = [
        first,
        make_obligation(force, make_recommendation(condition="that have not yet done so")),
        make_obligation(force, make_recommendation(report)),
        make_obligation(force, make_recommendation(later, continues=first.recommendation)),
    ]
    assert shown(condition="yes") == {rows[1].pk}
    assert shown(condition="no") == ids(rows) - {rows[1].pk}
    assert shown(follow_up="of_follow_up") == {rows[2].pk, rows[3].pk}
    assert shown(follow_up="continues") == {rows[3].pk}
    assert shown(follow_up="continued") == {first.pk}
    assert shown(follow_up=["continues", "continued"]) == {first.pk, rows[3].pk}


def test_that_an_item_under_embargo_continues_it_is_not_told(client, shown, today):
    row = make_obligation()
    make_recommendation(make_inspection(published_on=today + timedelta(days=9)), continues=row.recommendation)
    assert shown(follow_up="continued") == {row.pk}
    client.force_login(make_user(row.body))
    assert shown(follow_up="continued") == set()


def test_by_days_overdue(shown, today):
    force = make_force()
    rows = [make_obligation(force, due_on=today - timedelta(days=days)) for days in (0, 1, 29, 30, 31, 90)]
    make_obligation(force, due_on=today - timedelta(days=40), closed_on=today, **CLOSED)
    make_obligation(force)

    def late(row):
        return (today - row.due_on).days

    assert shown(overdue_at_least="30") == ids(rows, lambda row: late(row) >= 30)
    assert shown(overdue_at_most="30") == ids(rows, lambda row: 1 <= late(row) <= 30)
    assert shown(overdue_at_least="29", overdue_at_most="31") == ids(rows, lambda row: 29 <= late(row) <= 31)


def test_by_day_of_closure_and_of_the_last_change(shown):
    force = make_force()
    days = [date(2026, 3, n) for n in (1, 2, 3)]
    rows = [make_obligation(force, closed_on=day, **CLOSED) for day in days]
    make_obligation(force)
    Obligation.objects.update(changed_at=datetime(2026, 3, 1, tzinfo=ZoneInfo("Europe/London")))
    assert shown(closed_from="2 3 2026") == ids(rows[1:])
    assert shown(closed_to="2 3 2026") == ids(rows[:2])
    assert shown(closed_from="2 3 2026", closed_to="2 3 2026") == {rows[1].pk}
    midnight = datetime(2026, 7, 1, tzinfo=ZoneInfo("Europe/London"))
    Obligation.objects.filter(pk=rows[0].pk).update(changed_at=midnight)
    Obligation.objects.filter(pk=rows[1].pk).update(changed_at=midnight - timedelta(seconds=1))
    assert shown(changed_since="1 7 2026") == {rows[0].pk}
    assert shown(changed_since="30 6 2026") == ids(rows[:2])


def test_by_who_is_waited_for(client, shown, today):
    force, by = make_force(), make_liaison()
    office, college = make_national_body(name="Home Office"), make_national_body(name="College of Policing")
    rows = [make_obligation(force) for _ in range(4)]
    wait_on(rows[:1], office, by=by, on=today)
    wait_on(rows[1:3], college, by=by, on=today)
    Obligation.objects.filter(pk=rows[2].pk).update(closed_on=today, **CLOSED)
    assert shown(waiting_on=college.slug) == {rows[1].pk}
    assert shown(waiting_on=[office.slug, college.slug]) == {rows[0].pk, rows[1].pk}
    page = client.get(URL, {"waiting_on": college.slug})
    assertContains(page, "Waiting on: College of Policing")
    idle = make_national_body(name="Welsh Government")
    assert shown(waiting_on=idle.slug) == set()
    offered = [slug for slug, _name in client.get(URL).context["form"]["waiting_on"].field.widget.choices]
    assert set(offered) == {office.slug, college.slug}


@pytest.mark.parametrize("query", [{"lead": "whitlock"}, {"lead": "DANA"}, {"lead": "whit dana"}])
def test_lead_officers_are_found_by_those_who_may_read_them_alone(client, shown, today, query):
    row, other = make_obligation(), make_obligation()
    make_answer(row, on=today, lead="Dana Whitlock")
    make_answer(other, on=today, lead="Sam O'Brien")
    for reader, found in ((make_liaison(), {row.pk}), (make_user(row.body), {row.pk}), (make_user(other.body), set())):
        client.force_login(reader)
        assert shown(**query) == found
    client.force_login(make_liaison())
    assert shown(lead="o'brien") == {other.pk}
    assert shown(lead="dana brien") == set()


def test_every_filter_tells_of_the_day(client, shown):
    """What has been reopened, moved and no longer waits since stands as it stood; nobody's count is of two days."""
    by, force = make_administrator(), make_force()
    report = make_inspection(published_on=date(2025, 1, 1))
    rows = [make_obligation(force, make_recommendation(report, due_on=date(2025, 12, 1))) for _ in range(4)]
    closed, moved, waited, still = rows
    office = make_national_body(active_from=None)
    signed = {"by": by, "reason": "So it was."}
    close([closed], closure="verified", on=date(2025, 6, 1), **signed)
    reopen([closed], on=date(2026, 2, 1), **signed)
    move_deadline([moved], due_on=date(2026, 6, 1), on=date(2026, 2, 1), **signed)
    wait_on([waited], office, on=date(2025, 6, 1), **signed)
    wait_on([waited], None, on=date(2026, 2, 1), **signed)
    as_at = {"as_at": DAY.isoformat()}
    assert shown(closed_from="1 1 2025", **as_at) == {closed.pk}
    assert shown(closed_from="1 1 2025") == set()
    assert shown(closed_to="31 5 2025", **as_at) == set()
    assert shown(overdue_at_least="30", **as_at) == {moved.pk, waited.pk, still.pk}
    assert shown(overdue_at_least="31", **as_at) == set()
    assert moved.pk in shown(overdue_at_least="30", overdue_at_most="30", **as_at)
    assert shown(waiting_on=office.slug, **as_at) == {waited.pk}
    assert shown(waiting_on=office.slug) == set()
    assert office.slug in [
        slug for slug, _name in client.get(URL, as_at).context["form"]["waiting_on"].field.widget.choices
    ]
    assert shown(changed_since="1 6 2025", **as_at) == {closed.pk, waited.pk}
    assert shown(region=force.region, nation="England", inspection=report.slug, **as_at) == ids(rows)


@pytest.mark.parametrize("query", [{"position": "in_progress"}, {"lead": "whitlock"}])
def test_what_is_known_of_today_alone_is_not_told_of_an_earlier_day(client, today, query):
    row = make_obligation(recommendation=make_recommendation(make_inspection(published_on=date(2025, 1, 1))))
    make_answer(row, on=today, lead="Dana Whitlock")
    page = client.get(URL, query | {"as_at": DAY.isoformat()})
    assertContains(page, "is known as it is today, not as it was.")
    assert list(page.context["object_list"]) == []
    assertContains(page, f'<a class="moj-filter__tag" href="/compliance/?as_at={DAY}&amp;sort=deadline">')


@pytest.mark.on_one_database
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"region": "Atlantis"}, "There is no choice called “Atlantis” here."),
        ({"nation": "\x00"}, "There is no choice called"),
        ({"cause": "x"}, "There is no choice called “x” here."),
        ({"cause": "9" * 5000}, "There is no choice called"),
        ({"condition": "maybe"}, "There is no choice called “maybe” here."),
        ({"follow_up": "no"}, "There is no choice called “no” here."),
        ({"waiting_on": "nobody"}, "There is no choice called “nobody” here."),
        ({"level": ["none", "x"]}, "There is no choice called “x” here."),
        ({"column": "colour"}, "There is no choice called “colour” here."),
        ({"overdue_at_least": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"overdue_at_least": "many"}, "Enter a whole number of days."),
        ({"overdue_at_most": "9" * 5000}, "Enter a whole number of days."),
        ({"overdue_at_most": "99999"}, "Ensure this value is less than or equal to 36500."),
        ({"overdue_at_least": "9", "overdue_at_most": "8"}, "At most is less than at least."),
        ({"closed_from": "2 1 2026", "closed_to": "1 1 2026"}, "The last day comes before the first."),
        ({"closed_from": "soon"}, "Enter a day as in 31 12 2026."),
        ({"changed_since": "0001-01-01x"}, "Enter a day as in 31 12 2026."),
        ({"lead": "\x00"}, "Null characters are not allowed."),
        ({"lead": "x" * 101}, "Ensure this value has at most 100 characters"),
    ],
)
def test_a_wrong_filter_matches_nothing_and_says_why(client, query, message):
    make_obligation()
    response = client.get(URL, query)
    assertContains(response, message)
    assert list(response.context["object_list"]) == []


@pytest.mark.parametrize(
    "query",
    [
        {"changed_since": "0001-01-01"},
        {"changed_since": "9999-12-31"},
        {"closed_to": "9999-12-31"},
        {"overdue_at_least": "36500"},
        {"lead": "'; \\' :* & | ! <-> ("},
        {"lead": "%_\\"},
        {"lead": "-"},
        {"as_at": "2026-01-01", "changed_since": "0001-01-01"},
    ],
)
def test_nothing_that_can_be_typed_is_too_much_for_the_database(client, query):
    make_obligation(recommendation=make_recommendation(make_inspection(published_on=date(2025, 1, 1))))
    assert client.get(URL, query).status_code == 200


def test_boxes_left_empty_leave_no_trace_in_the_address(client):
    sent = client.get(URL, {"words": "", "due_from": "", "condition": "", "sort": "match", "status": "overdue"})
    assert (sent.status_code, sent.url) == (302, "?status=overdue")
    assert client.get(URL, {"words": "", "lead": ""}).url == URL
    assert client.get(URL, {"colour": ""}).status_code == 200


def test_chips_say_what_is_chosen_and_folds_how_much(client):
    force = make_force(slug="north", name="North Police", region="North East")
    make_obligation(force)
    response = client.get(
        URL, {"force": "north", "region": "North East", "condition": "no", "overdue_at_least": "30", "lead": "x"}
    )
    chips = text_of(response)
    for words in ("North Police", "Condition: On no condition", "Overdue by at least, days: 30", "Lead officer: x"):
        assert f"Remove this filter: {words}" in chips
    folds = {str(fold.title): (fold.chosen, fold.is_open) for fold in response.context["form"].folds}
    assert folds["Force or national body"] == (1, True)
    assert folds["Inspection"] == (0, False)
    assert [field.name for field in response.context["form"].unfolded] == ["sort", "words", "status"]
    assertContains(response, 'href="/compliance/?sort=deadline">Clear all</a>')


def test_every_filter_stands_in_the_panel(client, today):
    row = make_obligation()
    cause = make_recommendation(row.recommendation.inspection, kind="cause_of_concern")
    make_obligation(row.body, make_recommendation(row.recommendation.inspection, cause=cause))
    wait_on([row], make_national_body(), by=make_liaison(), on=today)
    client.force_login(make_user(row.body))  # who has owners to choose from
    form = client.get(URL, {"sort": "deadline"}).context["form"]
    shown = [field.name for field in form.unfolded]
    shown += [field.name for fold in form.folds for field, _find in fold.fields]
    assert sorted(shown) == sorted(set(form.fields) - {"column"})


@pytest.mark.on_one_database
def test_all_at_once_asks_as_many_queries_for_six_rows_as_for_one(client, queries_of, today):
    force, office, level = make_force(slug="north"), make_national_body(slug="office"), make_level()
    query = (
        f"?force=north&region=North+East&nation=England&level={level.pk}&condition=no&status=overdue&lead=dana"
        "&position=in_progress&waiting_on=office&overdue_at_least=2&changed_since=1+1+2020&words=reason&sort=match"
        "&column=level&column=lead&column=target&column=waiting&column=moved&column=position&column=closed"
    )

    def fill(count):
        for _ in range(count):
            row = make_obligation(force, make_recommendation(due_on=date(2026, 1, 1), level=level))
            make_answer(row, on=today, target_on=date(2026, 1, 1), lead="Dana Whitlock")
            wait_on([row], office, by=make_liaison(), on=today)

    for user in (make_liaison(), make_user(force)):
        client.force_login(user)
        fill(1)
        asked = queries_of(URL + query)
        fill(5)
        assert queries_of(URL + query) == asked
    assert client.get(URL + query).context["counted"].items == 12
