"""The charts of what the compliance panel leaves: their figures are those of the list, on every day."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.seats import seat_of
from inspections.actions import close, move_deadline, submit_claim
from inspections.dayends import month_ends, sums
from inspections.models import Obligation, Restated
from inspections.pastday import PastDay
from inspections.statuses import Status
from responses.charts import series
from responses.charts.charts import NAMES, of_bodies, over_time
from responses.charts.overtime import Point
from tests.factories import (
    make_administrator,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.statutory import Acts, make_duty

pytestmark = pytest.mark.django_db
PAGE = "/compliance/charts/"


@pytest.fixture
def world(client, today):
    """Two forces and a national body, two reports, and something closed, claimed and moved since."""
    client.force_login(make_liaison())
    by, begun = make_administrator(), today - timedelta(days=400)
    bodies = [make_force(name="Northshire"), make_force(name="Southshire"), make_national_body(name="Office")]
    reports = [make_inspection(published_on=begun), make_inspection(published_on=begun + timedelta(days=150))]
    kinds = ("recommendation", "area_for_improvement")
    rows = [
        make_obligation(body, make_recommendation(report, kind=kind, due_on=report.published_on + timedelta(days=90)))
        for report in reports
        for kind in kinds
        for body in bodies
    ]
    close(rows[:2], closure="verified", by=by, on=today - timedelta(days=60), reason="Seen.")
    submit_claim(rows[2:4], claim="complete", by=by, on=today - timedelta(days=100))
    move_deadline(rows[4:6], due_on=today + timedelta(days=9), by=by, on=today - timedelta(days=40), reason="Asked.")
    call_command("month_ends")
    return rows


def charts(client, **query):
    """{name: chart} of the page."""
    return {chart.name: chart for chart in client.get(PAGE, query).context["charts"]}


def listed(client, url):
    """The counts that the list at an address shows: how many items, and by status."""
    counted = client.get(url).context["counted"]
    return [counted.items, *(counted[status] for status in Status)]


FILTERS = [
    {},
    {"force": "all-forces"},
    {"force": "national-bodies"},
    {"kind": "area_for_improvement"},
    {"status": ["overdue", "closed"]},
    {"words": "reason decision", "kind": "recommendation"},
]


@pytest.mark.slow
@pytest.mark.parametrize("asked", FILTERS)
def test_each_month_has_the_figures_of_the_list_as_at_its_end(client, world, asked):
    chart = charts(client, **asked)["over-time"]
    assert len(chart.lines) > 8
    for line in chart.lines[:: 3 if asked else 1]:
        assert line.cells == listed(client, line.url), line.head


@pytest.mark.slow
@pytest.mark.parametrize(("asked", "ago"), [({}, 0), ({}, 50), ({"kind": "recommendation"}, 50), (FILTERS[-2], 0)])
def test_the_other_charts_add_up_to_the_list_of_the_day(client, world, today, asked, ago):
    day = {"as_at": (today - timedelta(days=ago)).isoformat()} if ago else {}
    found = charts(client, **asked, **day)
    items, *counts = listed(client, found["over-time"].lines[0].url)
    by_status = dict(zip(Status, counts, strict=True))
    overdue = [line for line in found["overdue"].lines if line.cells[0]]
    assert sum(line.cells[0] for line in overdue) == by_status[Status.OVERDUE] > 0
    for line in overdue:
        assert listed(client, line.url)[0] == line.cells[0]
    opened = [by_status[status] for status in (Status.NOT_DUE, Status.DUE_SOON, Status.OVERDUE, Status.NO_DEADLINE)]
    sums = [sum(cells) for cells in zip(*(line.cells for line in found["open-for"].lines), strict=True)]
    assert sums == [sum(opened), *opened]
    assert sum(line.cells[0] for line in found["overdue-for"].lines) == by_status[Status.OVERDUE]
    assert items >= sum(opened)


def test_the_inspection_and_the_force_narrow_the_months(client, world):
    slug = world[-1].recommendation.inspection.slug
    of_report = charts(client, inspection=slug, force=world[-1].body.slug)["over-time"].lines
    assert {line.cells[0] for line in of_report} == {2}
    assert len(of_report) < len(charts(client)["over-time"].lines)


def test_where_counting_takes_too_long_the_kept_figures_are_shown_and_named(client, world, monkeypatch):
    monkeypatch.setattr(series, "MOST_COUNTED", 3)
    chart = charts(client, kind="recommendation", force="all-forces")["over-time"]
    assert "all items of the forces chosen" in chart.note
    assert chart.lines[0].cells[0] == Obligation.objects.filter(body__kind="force").count() == 8
    assert chart.lines[1].cells[0] == 8


@pytest.mark.parametrize(
    ("days", "band"), [(0, 0), (29, 0), (30, 1), (89, 1), (90, 2), (179, 2), (180, 3), (364, 3), (365, 4), (4000, 4)]
)
def test_the_edges_of_ages(today, days, band):
    item = make_recommendation(make_inspection(published_on=today - timedelta(days=days)))
    make_obligation(recommendation=item)
    opened, late = series.ages([(Obligation.objects.owed_on(today), today)])
    assert [counts[Status.NO_DEADLINE] for counts in opened] == [int(place == band) for place in range(5)]
    assert late == [0] * 5


def test_an_office_sees_what_it_proposed_among_what_is_open(client, today):
    force = make_force()
    office = make_local_policing_body(force)
    report = make_inspection(published_on=today - timedelta(days=40), proposed_by=office)
    make_obligation(force, make_recommendation(report))
    client.force_login(make_user(office))
    assert [line.cells[0] for line in charts(client)["open-for"].lines] == [0, 1, 0, 0, 0]
    client.force_login(make_user(make_force()))
    assert client.get(PAGE).context["charts"] == []


def test_days_to_the_response_count_from_the_day_of_publication(client, today):
    duty = make_duty(published_on=today - timedelta(days=99))
    make_obligation(duty.force, make_recommendation(duty.inspection))
    act = Acts(duty, today)
    act.sign(on=today - timedelta(days=44))
    act.publish(on=today - timedelta(days=43))
    other = make_duty_of_another(duty, today)
    client.force_login(make_user(make_force()))
    chart = charts(client)["statutory"]
    lines = {line.head: line.cells for line in chart.lines}
    assert lines[duty.force.name] == ["57", 0, 1, 0, 0, 0]
    assert lines[other.name] == ["–", 0, 0, 0, 0, 1]
    assert "1 late" in chart.summary
    assert [line.head for line in charts(client, force=other.slug)["statutory"].lines] == []
    before = charts(client, as_at=(today - timedelta(days=44)).isoformat())["statutory"]
    assert not before.svg
    assert "1 outstanding" not in before.summary


def make_duty_of_another(duty, today):
    """Another force, to which the same report relates and whose response is not out."""
    force = make_force(name="Southshire")
    duty.inspection.related_forces.create(force=force)
    make_obligation(force, duty.inspection.items.first())
    return force


# Files and pages ------------------------------------------------------------------------------------------------------


@pytest.mark.on_one_database
@pytest.mark.parametrize("name", NAMES[:4])
def test_charts_are_files(client, world, name):
    svg = client.get(reverse("responses:compliance_chart", args=[name, "svg"]), {"force": "all-forces"})
    assert (svg.status_code, svg["Content-Type"]) == (200, "image/svg+xml")
    assert svg["Content-Disposition"].endswith('.svg"')
    assert svg.content.startswith(b"<svg")
    assert svg.content.decode() in client.get(PAGE, {"force": "all-forces"}).content.decode()


def test_a_chart_is_a_png_too(client, world, today):
    png = client.get(reverse("responses:compliance_chart", args=["overdue", "png"]))
    assert png["Content-Type"] == "image/png"
    assert png["Content-Disposition"] == f'attachment; filename="overdue-by-force-{today.isoformat()}.png"'
    assert png.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("query", ["status=late", "colour=red", "words=nowhere"])
def test_a_file_that_there_is_not_leads_to_the_page_that_says_why(client, world, query):
    answer = client.get(f"{reverse('responses:compliance_chart', args=['over-time', 'png'])}?{query}")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?{query}")
    assert client.get(answer["Location"]).context["charts"] == []


def test_the_page_says_that_there_is_nothing(client):
    client.force_login(make_liaison())
    assert "Nothing has been addressed to anybody yet." in client.get(PAGE).content.decode()


def test_what_is_done_has_no_picture_of_what_is_late(client, today):
    client.force_login(make_liaison())
    row = make_obligation(due_on=today + timedelta(days=3))
    close([row], closure="verified", by=make_administrator(), on=today, reason="Seen.")
    found = charts(client)
    assert [name for name in NAMES if found[name].svg] == ["over-time"]
    assert found["overdue"].summary == "Nothing is overdue."


@pytest.mark.on_one_database
@pytest.mark.parametrize("asked", [{}, {"kind": "recommendation"}, {"force": "all-forces"}])
def test_charts_ask_as_many_queries_for_six_forces_as_for_one(client, queries_of, today, asked):
    client.force_login(make_liaison())
    item = make_recommendation(make_inspection(published_on=today - timedelta(days=200)), due_on=today)

    def queries():
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        call_command("month_ends")  # what the page would count itself
        return queries_of(f"{PAGE}?{query}")

    make_obligation(make_force(), item)
    one = queries()
    for _ in range(5):
        make_obligation(make_force(), item)
    assert queries() == one


def test_sixty_forces_have_sixty_bars(client, today):
    client.force_login(make_liaison())
    item = make_recommendation(
        make_inspection(published_on=today - timedelta(days=9)), due_on=today - timedelta(days=1)
    )
    for _ in range(60):
        make_obligation(make_force(), item)
    chart = charts(client)["overdue"]
    assert len(chart.lines) == 60
    assert chart.svg.count("url(#overdue-overdue)") == 60


def test_months_for_which_there_was_no_time_are_said_to_be_missing(client, world, monkeypatch):
    def hurried(days, bodies, *, begin):
        """The page found everything out of date, and could not wait."""
        Restated.mark([(world[-1].body_id, None)])
        return sums(days, bodies, begin=begin, patience=0)

    monkeypatch.setattr(series, "sums", hurried)
    assert "months are still to be counted" in charts(client)["over-time"].note
    monkeypatch.undo()
    call_command("month_ends")
    assert not charts(client)["over-time"].note


# Of bodies ------------------------------------------------------------------------------------------------------------


def test_a_force_shows_how_it_stood(client, world, today):
    force = world[0].body
    page = client.get(force.get_absolute_url()).content.decode()
    assert f'src="/compliance/charts/over-time.svg?force={force.slug}"' in page
    assert f'href="{PAGE}?force={force.slug}#over-time"' in page
    chart = charts(client, force=force.slug)["over-time"]
    ends = month_ends(today - timedelta(days=400), today)
    totals = [Obligation.objects.owed_on(day).owed_by([force]).totals(day) for day in (today, *map(PastDay.of, ends))]
    assert [line.cells for line in chart.lines] == [
        [counts.items, *(counts[status] for status in Status)] for counts in totals
    ]


def test_a_paper_has_as_many_months_as_it_asks_for(world, today):
    chart = of_bodies([world[0].body, world[1].body], seat_of(make_user(), today), months=3)
    assert len(chart.lines) == 4
    assert chart.svg.startswith("<svg")


def test_months_without_items_say_so():
    counts = Obligation.objects.none().totals(timezone.localdate())
    assert over_time([Point(date(2026, 1, 31), counts)]).summary == "There were no items."
