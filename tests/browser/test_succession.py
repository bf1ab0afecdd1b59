"""Two forces merge in the browser: today shows the successor, the pages of the predecessors stay."""

from datetime import timedelta

from django.urls import reverse

from inspections.models import Obligation
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
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
