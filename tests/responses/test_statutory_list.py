"""Which responses are out, in time or late, and which are still to come? The list of all, its filter and its totals."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from inspections.filtering import MOST_LISTED
from inspections.models import Governance, RelatedForce
from responses.models import OfficeSettings, StatutoryResponse
from responses.stages import Stage, State
from tests.factories import make_force, make_inspection, make_liaison, make_local_policing_body, make_user
from tests.pages import text_of

pytestmark = pytest.mark.django_db

URL = reverse("responses:statutory_list")


@pytest.fixture
def liaison(client):
    client.force_login(user := make_liaison())
    return user


@pytest.fixture
def ago(today):
    """`ago(12)`: the day twelve days ago."""
    return lambda days: today - timedelta(days=days)


@pytest.fixture
def report(force, office, ago):
    return make_inspection([force], title="Safer in custody", slug="custody", published_on=ago(39))


def a_response(report, force, **facts):
    duty = report.related_forces.get(force=force)
    body = Governance.objects.get(force=force).local_policing_body
    return StatutoryResponse.objects.create(duty=duty, body=body, **facts)


def shown(response):
    return [(clock.inspection.slug, clock.duty.force.slug) for clock in response.context["clocks"]]


def words(response):
    return text_of(response).split("Apply filter", 1)[1]


def a_row(client, query=""):
    """The words of the only row of the table."""
    rows = re.findall(r'<tr role="row" class="govuk-table__row">.*?</tr>', client.get(f"{URL}{query}").text, re.S)
    [row] = rows
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


# Rows -----------------------------------------------------------------------------------------------------------------


def test_a_response_that_is_still_to_come_says_how_long_there_is(client, liaison, report):
    row = a_row(client)
    assert "Police and Crime Commissioner for Northshire" in row
    assert "Not begun" in row
    assert "Outstanding 16 days left, day 40 of 56" in row


@pytest.mark.parametrize(
    ("published", "facts", "expected"),
    [
        (55, {}, "Outstanding the last day is today"),
        (56, {}, "Overdue 1 day late"),
        (100, {"published_on": 45}, "On time published {on}, day 56"),
        (100, {"published_on": 44}, "Late published {on}, day 57 1 day late"),
        (100, {"published_on": 40, "published_basis": "entry"}, "Published Day not known"),
        (100, {"published_on": 44, "published_basis": "response"}, "1 day late dated by the response itself"),
    ],
)
def test_how_it_stands_to_the_last_day(client, liaison, report, force, ago, published, facts, expected):
    report.published_on = ago(published)
    report.save()
    if "published_on" in facts:
        facts = facts | {"published_on": ago(facts["published_on"])}
    a_response(report, force, **facts)
    on = facts.get("published_on", ago(0))
    row = a_row(client)
    assert expected.format(on=f"{on.day} {on:%B %Y}") in row
    assert f"published {report.published_on.day} {report.published_on:%B %Y}, last day" in row


def test_a_response_that_is_not_owed_says_why(client, liaison, report):
    RelatedForce.objects.update(exemption="other_act", exemption_reason="Children Act 2004, section 20.")
    row = a_row(client)
    assert "Not owed Not owed Another Act asks for the response Children Act 2004, section 20." in row


def test_a_response_to_another_report_is_named_and_counts(client, liaison, report, force, ago):
    other = make_inspection([force], title="A national report", slug="national", published_on=ago(90))
    answer = a_response(other, force, published_on=ago(30))
    a_response(report, force, answered_by=answer, answered_by_reason="The same findings.")
    row = a_row(client, "?inspection=custody")
    assert "Published On time" in row
    assert "day 10 Answered by the response to A national report The same findings." in row


def test_the_office_is_that_of_the_signature_else_that_of_the_day(client, liaison, report, force, office, ago, today):
    response = a_response(report, force)
    mayor = make_local_policing_body(force, from_on=today, name="Mayor of Northshire")
    assert "Mayor of Northshire" in a_row(client)
    StatutoryResponse.objects.filter(pk=response.pk).update(signed_on=ago(2))
    assert office.name in a_row(client)
    assert mayor.name not in a_row(client)


def test_the_own_target_is_told_to_those_it_concerns(client, report, office, force, ago):
    OfficeSettings.objects.create(body=office, target_days=30)
    told = {}
    for user in (make_user(office), make_user(force), make_liaison(), make_user()):
        client.force_login(user)
        told[user] = "own target" in a_row(client), "Past its own target" in a_row(client)
    assert list(told.values()) == [(True, True), (True, True), (True, True), (False, False)]


def test_others_see_that_it_is_in_hand_and_cannot_find_out_more(client, report, office, force, ago):
    a_response(report, force, ready_on=ago(3), comments_asked_on=ago(20))
    for user, seen in (
        (make_user(office), True),
        (make_user(force), True),
        (make_liaison(), True),
        (make_user(), False),
    ):
        client.force_login(user)
        assert ("Ready for sign-off" in a_row(client)) is seen
        assert ("In hand" in a_row(client)) is not seen
        assert bool(shown(client.get(URL, {"stage": "ready"}))) is seen


def test_the_row_leads_to_the_response_and_back(client, liaison, report):
    page = client.get(URL).text
    assert 'href="/inspections/custody/response/northshire/?back=%2Fstatutory%2F"' in page


# Whose ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def others(report, ago):
    """A second force on the report, and a second report on it alone."""
    other = make_force(slug="eastshire", name="Eastshire Police")
    make_local_policing_body(other)
    RelatedForce.objects.create(inspection=report, force=other)
    make_inspection([other], slug="elsewhere", title="Elsewhere", published_on=ago(70))
    return other


def test_an_office_begins_with_its_own_forces_and_is_shown_the_way_to_all(client, office, force, report, others):
    for user in (make_user(office), make_user(force)):
        client.force_login(user)
        opened = client.get(URL)
        assert shown(opened) == [("custody", "northshire")]
        [(_ours, _url, current), (everybody, url, _current), *_rest] = opened.context["views"]
        assert current
        assert everybody == "All forces"
        assert len(shown(client.get(url))) == 3
    assert shown(client.get(URL, {"force": "eastshire"})) == [("custody", "eastshire"), ("elsewhere", "eastshire")]


def test_the_inspectorate_begins_with_all_forces_and_may_choose_its_own(client, force, report, others):
    client.force_login(make_liaison([others]))
    assert len(shown(client.get(URL))) == 3
    assert shown(client.get(URL, {"force": "my-forces"})) == [("custody", "eastshire"), ("elsewhere", "eastshire")]
    client.force_login(make_liaison())
    assert "There is no choice called “my-forces” here." in text_of(client.get(URL, {"force": "my-forces"}))


def test_what_nobody_may_see_yet_is_not_listed(client, liaison, force, office, today):
    make_inspection([force], published_on=today + timedelta(days=1))
    make_inspection([force], published_on=None)
    assert shown(client.get(URL)) == []


def test_a_proposed_report_is_listed_for_its_office_alone(client, force, office, ago):
    make_inspection([force], slug="proposed", published_on=ago(9), proposed_by=office)
    client.force_login(make_user(office))
    assert shown(client.get(URL)) == [("proposed", "northshire")]
    assert "Proposed, not yet accepted" in text_of(client.get(URL))
    for user in (make_liaison(), make_user()):
        client.force_login(user)
        assert shown(client.get(URL)) == []


def test_a_duty_that_passed_on_is_listed_for_the_successor(client, liaison, report, others, today):
    report.related_forces.filter(force__slug="northshire").update(ended_on=today)
    report.related_forces.filter(force__slug="eastshire").update(from_on=today)
    assert shown(client.get(URL, {"inspection": "custody"})) == [("custody", "eastshire")]
    eve = (today - timedelta(days=1)).isoformat()
    assert shown(client.get(URL, {"inspection": "custody", "as_at": eve})) == [("custody", "northshire")]


# Filter, order and totals ---------------------------------------------------------------------------------------------


@pytest.fixture
def every_stage(office, force, ago):
    """{stage: slug of the report whose response is there}, half of them of last year or before."""
    facts = {
        Stage.NOT_BEGUN: None,
        Stage.WRITING: {},
        Stage.CHIEF_OFFICER: {"comments_asked_on": ago(3)},
        Stage.READY: {"ready_on": ago(3)},
        Stage.SIGNED: {"signed_on": ago(3)},
        Stage.SENT: {"signed_on": ago(3), "sent_to_secretary_on": ago(2)},
        Stage.PUBLISHED: {"published_on": ago(2)},
        Stage.NOT_OWED: None,
    }
    for n, (stage, days) in enumerate(facts.items()):
        report = make_inspection([force], slug=f"at-{stage}", title=stage.label, published_on=ago(30 + 10 * n))
        if days is not None:
            a_response(report, force, **days)
        if stage is Stage.NOT_OWED:
            report.related_forces.update(exemption="not_subject", exemption_reason="No such unit.")
    return {stage: f"at-{stage}" for stage in facts}


def test_by_stage(client, liaison, every_stage):
    for stage, slug in every_stage.items():
        assert shown(client.get(URL, {"stage": stage.value})) == [(slug, "northshire")]
    both = client.get(URL, {"stage": ["ready", "sent"]})
    assert {slug for slug, _force in shown(both)} == {"at-ready", "at-sent"}


def test_by_state_and_totals_agree_with_the_rows(client, liaison, every_stage):
    everything = client.get(URL)
    states = [clock.state for clock in everything.context["clocks"]]
    counted = everything.context["counted"]
    assert {state: counted[state] for state in State} == {state: states.count(state) for state in State}
    assert everything.context["sentence"] == "3 overdue, 3 outstanding, 1 late, 1 not owed"
    for state in State:
        found = client.get(URL, {"state": state.value})
        assert len(shown(found)) == states.count(state)
        assert f"{state.label} ({states.count(state)})" in text_of(found)


def test_by_year_and_report(client, liaison, force, office, today):
    for year in (2023, 2024):
        make_inspection([force], slug=f"of-{year}", published_on=today.replace(year=year, day=1))
    assert shown(client.get(URL, {"year": "2023"})) == [("of-2023", "northshire")]
    assert shown(client.get(URL, {"inspection": "of-2024"})) == [("of-2024", "northshire")]


@pytest.mark.parametrize("query", ["?stage=lost", "?state=lost", "?year=1066", "?sort=lost", "?fource=x", "?force=x"])
def test_a_mistyped_filter_shows_no_rows_and_says_so(client, liaison, report, query):
    page = client.get(URL + query)
    assert shown(page) == []
    assert "No responses are shown until the filter is put right" in text_of(page)


def test_a_chosen_filter_is_a_chip_that_goes(client, liaison, report):
    page = client.get(URL, {"stage": "not_begun"}).text
    assert "Remove this filter: </span>Not begun</a>" in page


def test_orders(client, liaison, report, others):
    by = {sort: shown(client.get(URL, {"sort": sort})) for sort in ("-report", "report", "state", "force", "-force")}
    assert by["-report"] == [("custody", "eastshire"), ("custody", "northshire"), ("elsewhere", "eastshire")]
    assert by["report"] == [("elsewhere", "eastshire"), ("custody", "eastshire"), ("custody", "northshire")]
    assert by["state"] == by["report"]  # the one that is overdue, then by name
    assert by["force"][-1] == by["-force"][0] == ("custody", "northshire")


def test_reports_are_headings_where_they_have_several_rows(client, liaison, report, others):
    assert [(one.slug, len(rows)) for one, rows in client.get(URL).context["groups"]] == [
        ("custody", 2),
        ("elsewhere", 1),
    ]
    assert client.get(URL, {"force": "eastshire"}).context["groups"] == []
    assert client.get(URL, {"sort": "force"}).context["groups"] == []


def test_fifty_on_a_page(client, liaison, ago):
    forces = [make_force() for _ in range(51)]
    make_inspection(forces, published_on=ago(1))
    assert len(shown(client.get(URL))) == 50
    assert len(shown(client.get(URL, {"page": 2}))) == 1
    assert client.get(URL, {"page": 3}).status_code == 404


@pytest.mark.on_one_database
def test_the_number_of_queries_does_not_grow(queries_of, liaison, force, office, ago):
    def more():
        other = make_force()
        body = make_local_policing_body(other)
        OfficeSettings.objects.create(body=body, target_days=30)
        first = make_inspection([force, other], published_on=ago(90))
        second = make_inspection([force, other], published_on=ago(60))
        answer = a_response(first, other, published_on=ago(50), comments="Words.")
        a_response(second, other, answered_by=answer, answered_by_reason="The same.")
        a_response(first, force, ready_on=ago(5))

    more()
    addresses = ("", "?sort=state", "?stage=ready&stage=published&state=overdue", f"?as_at={ago(20).isoformat()}")
    before = [queries_of(URL + address) for address in addresses]
    for _ in range(5):
        more()
    assert [queries_of(URL + address) for address in addresses] == before
    assert max(before) < 20


# As at an earlier day -------------------------------------------------------------------------------------------------


def test_an_earlier_day_knows_nothing_of_what_came_after(client, liaison, report, force, ago):
    a_response(report, force, comments_asked_on=ago(30), ready_on=ago(20), signed_on=ago(19), published_on=ago(10))

    def on(days):
        [clock] = client.get(URL, {"as_at": ago(days).isoformat()}).context["clocks"]
        return clock.stage, clock.state

    assert on(31) == (Stage.NOT_BEGUN, State.OUTSTANDING)
    assert on(30) == (Stage.CHIEF_OFFICER, State.OUTSTANDING)
    assert on(20) == (Stage.READY, State.OUTSTANDING)
    assert on(11) == (Stage.SIGNED, State.OUTSTANDING)
    assert on(10) == (Stage.PUBLISHED, State.ON_TIME)
    assert "are told as they are now" in text_of(client.get(URL, {"as_at": ago(10).isoformat()}))
    assert "are told as they are now" not in text_of(client.get(URL))


def test_links_stay_on_the_earlier_day(client, report, office, others, ago):
    client.force_login(make_user(office, Membership.Role.APPROVER))
    day = ago(10).isoformat()
    page = client.get(URL, {"as_at": day})
    assert all(f"as_at={day}" in url for _words, url, _current in page.context["views"])


# Empty ----------------------------------------------------------------------------------------------------------------


def test_empty_lists_say_why_and_show_a_way_on(client, liaison, office, others):
    assert "No responses match." in text_of(client.get(URL, {"state": "late"}))
    RelatedForce.objects.filter(force__slug="northshire").delete()
    client.force_login(make_user(office))
    assert "No report relates to your forces yet. See all forces" in text_of(client.get(URL))
    RelatedForce.objects.all().delete()
    client.force_login(make_liaison())
    assert "No report has been published yet, so no response is owed." in text_of(client.get(URL))


def test_the_page_of_a_report_counts_what_the_list_shows(client, liaison, report, others, force, ago):
    a_response(report, force, published_on=ago(2))
    for user in (liaison, make_user(others)):
        client.force_login(user)
        page = client.get("/inspections/custody/").text
        assert "1 of 2 published" in page
        url = re.search(r'href="(/statutory/\?inspection=custody[^"]*)"', page)[1].replace("&amp;", "&")
        assert len(shown(client.get(url))) == 2


def test_sixty_forces_and_twenty_reports(client, liaison, ago, django_assert_max_num_queries):
    forces = [make_force() for _ in range(60)]
    for n in range(20):
        make_inspection(forces, published_on=ago(10 * n))
    with django_assert_max_num_queries(16):
        page = client.get(URL)
    assert page.context["counted"].duties == 1200
    assert page.context["paginator"].num_pages == 24


def test_the_latest_inspections_are_listed_and_the_one_that_is_chosen(client, liaison, force, office, ago):
    make_inspection([force], title="Old", slug="old", published_on=ago(4000))
    for n in range(MOST_LISTED):
        make_inspection([force], slug=f"new-{n}", published_on=ago(n + 1))
    panel = client.get(URL).context["form"].fields
    listed = dict(panel["inspection"].choices)
    assert "old" not in listed
    assert len(listed) == MOST_LISTED + 1
    assert f"The latest {MOST_LISTED} are listed." in panel["inspection"].help_text
    assert str(ago(4000).year) in dict(panel["year"].choices)
    page = client.get(f"{URL}?inspection=old")
    assert "old" in dict(page.context["form"].fields["inspection"].choices)
    assert {clock.inspection.slug for clock in page.context["clocks"]} == {"old"}
