"""What is one's own: an editor takes items, saves the filter and opens on it; the pages at both widths."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.seats import seat_of
from inspections.models import Obligation
from responses.models import Owner, SavedFilter
from responses.owners import give
from tests.browser.test_accessibility import faults
from tests.services.pages import DESKTOP, PHONE

EDITOR = "editor@cleveland.example"


def test_an_editor_takes_items_saves_the_filter_and_opens_on_it(page_for, person):
    editor = person(EDITOR)
    page = page_for(editor)
    page.goto("/compliance/?status=overdue&force=cleveland")
    boxes = page.locator("#results tbody input[type=checkbox]")
    for number in (0, 1):
        boxes.nth(number).check()
    page.get_by_label("With the ticked items").select_option(label="Give to an owner")
    page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_role("button", name="Give 2 items").click()
    page.get_by_text("The owner of 2 items is recorded.").wait_for()
    page.get_by_role("link", name="Mine", exact=True).click()
    expect(page.get_by_role("heading", name="2 items")).to_be_visible()

    page.get_by_label("Overdue (2)").check()
    page.get_by_role("button", name="Apply filter").click()
    page.get_by_role("link", name="Save this filter").click()
    page.get_by_label("Name").fill("What I am late with")
    page.get_by_label("Open Compliance on it for me").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved as “What I am late with”.").wait_for()

    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Yours (2)")).to_be_visible()
    page.get_by_role("link", name="Compliance", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"\?.*status=overdue.*owner=me"))
    expect(page.locator(".moj-sub-navigation [aria-current]")).to_have_text("What I am late with")

    page.locator("#results tbody a").first.click()
    page.get_by_text("Give it to somebody else").click()
    page.get_by_label("Owner", exact=True).select_option(label="Priya Lockwood")
    page.get_by_role("button", name="Give", exact=True).click()
    page.get_by_text("Priya Lockwood owns this item now.").wait_for()
    page.get_by_role("button", name="Make it mine").wait_for()
    page.get_by_role("link", name="Back to compliance").click()
    expect(page.get_by_role("heading", name="1 item")).to_be_visible()
    for _ in range(2):
        page.locator(".moj-filter__tag").first.click()
    expect(page).to_have_url(re.compile(r"/compliance/\?.*sort=deadline$"))
    assert Owner.objects.filter(user=editor).count() == 1


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_nothing_is_wrong_with_the_pages(page_for, person, axe, width):
    editor, day = person(EDITOR), timezone.localdate()
    seat = seat_of(editor, day)
    rows = Obligation.objects.owed_for(seat).owed_by(list(seat.sides)).filter(closed_on=None)
    give(Obligation.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:3])), to=editor, seat=seat)
    [office] = [side.body for side in seat.belongs.values()]
    for number in range(10):
        name = f"What the board of the office asked for in quarter {number}"
        SavedFilter.objects.create(user=editor, name=name, query=f"words=a{number}")
        SavedFilter.objects.create(user=editor, name=name, query="force=gone", body=office)
    first = SavedFilter.objects.first()
    row = Owner.objects.first().obligation
    page, found = page_for(editor, width), {}
    for path in (
        "/",
        "/compliance/",
        "/compliance/?force=gone",
        "/compliance/?owner=me&owner=left",
        "/compliance/verify/?act=give&everything=on&owner=me",
        row.get_absolute_url(),
        "/filters/",
        "/filters/save/?status=overdue",
        f"/filters/{first.pk}/change/",
        f"/filters/{first.pk}/delete/",
    ):
        page.goto(path)
        found |= {path: wrong} if (wrong := faults(page, axe)) else {}
    assert not found
