"""Two forces merge in the browser: today shows the successor, and every page as at the day before stays as it was."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from inspections.actions import close, move_deadline, submit_claim, wait_on
from inspections.models import Body, Obligation
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)


def test_two_forces_merge_with_one_shared_item(page_for, transactional_db, today):
    north, south, new = (make_force(name=f"{name} Police") for name in ("Northshire", "Southshire", "Mid Shires"))
    item = make_recommendation(make_inspection(short_title="Custody"), number="4", due_on=today + timedelta(days=90))
    rows = [make_obligation(body, item) for body in (north, south)]
    make_obligation(south)
    make_user(north, name="Dana Whitlock")
    for row, action in zip(rows, ("Night cover began.", "A rota is drawn up."), strict=True):
        make_answer(row, on=today - timedelta(days=30), action=action)
    page = page_for(make_administrator())
    page.goto(reverse("admin:inspections_body_change", args=[north.pk]))
    page.get_by_role("link", name="Merge into another body").click()
    page.get_by_label("Successor").select_option(label=new.name)
    page.get_by_label("Together with").select_option(label=south.name)
    page.get_by_label("Reason").fill("The order of 2026.")
    page.get_by_role("button", name="Show what will change").click()
    changes = page.get_by_role("region", name="What will change")
    said = changes.inner_text()
    assert "2 items that are not closed pass to Mid Shires Police." in said
    assert "Dana Whitlock, editor, Northshire Police" in said
    page.get_by_role("button", name="Do it").click()
    page.get_by_text("Northshire Police has given way to Mid Shires Police.").wait_for()
    page.goto("/forces/")
    assert page.get_by_role("row", name=new.name).count() == 1
    assert page.get_by_role("row", name=north.name).count() == 0
    merged = Obligation.objects.live().get(recommendation=item)
    page.goto(merged.get_absolute_url())
    shown = page.get_by_role("main").inner_text()
    assert "Northshire Police:\nNight cover began." in shown
    assert "Southshire Police:\nA rota is drawn up." in shown
    page.get_by_role("main").get_by_role("link", name=north.name).click()
    page.get_by_text("passed on to a successor. It cannot be answered.").wait_for()
    assert page.get_by_role("main").get_by_role("link", name=new.name).count() == 1


def pages_as_at(page, day):
    """{address: what the page says} of every compliance page, of every row and body there is, as at the day.

    What it says is in the answer of the server, so the browser fetches these hundred pages and draws none.
    """
    addresses = ["/forces/", "/forces/?sort=force", "/inspections/", "/inspections/?sort=overdue", "/recommendations/"]
    addresses += [
        "/recommendations/?sort=overdue",
        "/compliance/",
        "/compliance/?mark=waiting",
        "/compliance/?sort=status",
    ]
    addresses += ["/compliance/?mark=nothing_recorded", "/compliance/?sort=changed", "/compliance/?status=overdue"]
    for body in Body.objects.order_by("pk"):
        addresses += [body.get_absolute_url(), f"{body.get_absolute_url()}?status=all"]
    for row in Obligation.objects.order_by("pk").select_related("recommendation__inspection"):
        report = row.recommendation.inspection.get_absolute_url()
        addresses += [row.get_absolute_url(), row.recommendation.get_absolute_url(), report, f"{report}matrix/"]
    said = {}
    for address in dict.fromkeys(addresses):
        answer = page.request.get(f"{address}{'&' if '?' in address else '?'}as_at={day.isoformat()}")
        assert answer.ok, address
        shown = html.fromstring(answer.text())
        headings = shown.xpath("//*[self::h1 or self::h2 or self::h3]")
        assert sum("As things stood at the end of" in heading.text_content() for heading in headings) == 1
        [main] = shown.xpath("//main")
        said[address] = " ".join(main.text_content().split())
    return said


@pytest.mark.on_one_database
def test_every_page_as_at_the_day_before_a_merger_is_unchanged(page_for, transactional_db, today):
    eve, before = today - timedelta(days=1), today - timedelta(days=40)
    north, south, east = (make_force(name=f"{name} Police") for name in ("Northshire", "Southshire", "Eastshire"))
    for force in (north, south, east):
        make_local_policing_body(force, name=f"Commissioner for {force.name}")
    report = make_inspection([north, south, east], published_on=today - timedelta(days=50), short_title="Custody")
    shared, single, late, closed = (
        make_recommendation(report, due_on=today + timedelta(days=days)) for days in (90, 12, -20, 30)
    )
    by = make_administrator()
    rows = [make_obligation(body, item) for body in (north, south, east) for item in (shared, late)]
    rows += [make_obligation(south, single), make_obligation(north, closed)]
    waiting = make_obligation(make_national_body(name="Office"), shared)
    signed = {"by": by, "on": before, "reason": "So it was."}
    wait_on([waiting], north, **signed)
    make_answer(rows[0], on=before, action="Night cover began.")
    submit_claim([rows[2]], claim="complete", **signed)
    move_deadline([rows[3]], due_on=today + timedelta(days=5), **signed)
    close([rows[7]], closure="verified", **signed)
    page = page_for(by)
    told = pages_as_at(page, eve)

    new = make_force(name="Mid Shires Police", active_from=today, region="Midlands")
    page.goto(reverse("responses:body_merge", args=[north.pk]))
    page.get_by_label("Successor").select_option(label=new.name)
    page.get_by_label("Together with").select_option(label=south.name)
    page.get_by_label("Reason").fill("The order of 2026.")
    page.get_by_role("button", name="Show what will change").click()
    page.get_by_role("button", name="Do it").click()
    page.get_by_text("Northshire Police has given way to Mid Shires Police.").wait_for()

    now = pages_as_at(page, eve)
    assert {address: now[address] for address in told} == told
    assert not any(new.name in now[address] for address in told)
    for address in ("/forces/", "/compliance/", report.get_absolute_url() + "matrix/", shared.get_absolute_url()):
        page.goto(address)
        assert new.name in page.get_by_role("main").inner_text()
    page.goto("/forces/")
    assert page.get_by_role("row", name=north.name).count() == 1  # what was closed stays where it was closed
    assert page.get_by_role("row", name=south.name).count() == 0
