"""The tasks of docs/administering.md, step by step as it tells them, and a picture of each. Everything is invented."""

from datetime import timedelta

import pytest
from django.urls import reverse

from inspections.governance import office_holders_of, overseer_of, phase_of
from inspections.models import Body, Inspection, MonitoringPhase, Obligation, OfficeHolder
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
from tests.services.pages import DESKTOP, PHONE

REPORT = """Cause of concern

The force doesn’t respond to vulnerable missing children in time.

Recommendation 1: By 31 December 2027, Ashcombe Constabulary should have a trained officer on every shift.

Recommendation 2: Within three months, the force should record the reason for each delay.

Areas for improvement

The force should work with Childwatch UK to hear what returning children say."""


@pytest.fixture
def world(transactional_db, today):
    """Four forces, their offices with people, and a report that asks three things of two of them."""
    ashcombe, fenmarsh, merged, northshire = (
        make_force(name=name)
        for name in ("Ashcombe Constabulary", "Fenmarsh Constabulary", "Ashmarsh Police", "Northshire Police")
    )
    offices = {}
    for force, person in ((ashcombe, "Bethan Rees"), (fenmarsh, "Imran Shah"), (northshire, "Ruth Adeyemi")):
        place = force.name.split()[0]
        office = make_local_policing_body(force, name=f"Police and Crime Commissioner for {place}")
        title = "Police and Crime Commissioner"
        OfficeHolder.objects.create(body=office, name=person, title=title, from_on=today - timedelta(days=900))
        make_user(office, name=f"{person.split()[0]} Lowe")
        offices[force.pk] = office
    title = "Out of sight: the policing of rural and wildlife crime"
    report = make_inspection(
        [ashcombe, fenmarsh], title=title, short_title="Rural crime", published_on=today - timedelta(days=40)
    )
    subjects = ("A rural crime lead with time for the task", "Repeat victims found in force data", "Hare coursing")
    for number, subject in enumerate(subjects, 1):
        due_on = today + timedelta(days=60 * number)
        item = make_recommendation(report, sequence=number, number=str(number), subject=subject, due_on=due_on)
        make_obligation(ashcombe, item)
        if number < 3:
            make_obligation(fenmarsh, item)
    MonitoringPhase.objects.create(force=northshire, phase="scan", from_on=today - timedelta(days=900))
    return {"report": report, "northshire": northshire, "merged": merged, "offices": offices}


@pytest.fixture
def start(page_for, world):
    """`start(width)`: the administration's front page, as an administrator sees it."""

    def opened(width=DESKTOP):
        page = page_for(make_administrator(name="Jo Castleton"), width)
        page.goto(reverse("admin:index"))
        return page

    return opened


def draw(page, picture, name, *, height=None):
    """The page, from its top, as its picture; it does not scroll sideways, whatever is on it."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.evaluate("window.scrollTo(0, 0)")
    clip = {"x": 0, "y": 0, "width": DESKTOP, "height": height} if height else None
    page.screenshot(path=picture(f"administering/{name}"), full_page=True, clip=clip)
    assert 10_000 < picture(f"administering/{name}").stat().st_size < 200_000


def open_record(page, records, name):
    """From the front page to the page of a record, found by its name."""
    page.get_by_role("link", name=records, exact=True).click()
    page.locator("#searchbar").fill(name)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=name).first.click()


def look(page, button="Show what will change"):
    """Presses it, and returns what the page says will change."""
    page.get_by_role("button", name=button).click()
    return page.get_by_role("region", name="What will change").inner_text()


def test_what_needs_attention(start, picture):
    make_inspection(title="Ready for disorder", published_on=None)
    item = make_recommendation(text="By 31 March 2026, forces should count.", due_on=None)
    make_user(name="Sam Nobody")
    page = start()
    said = page.get_by_role("region", name="What needs attention").inner_text()
    assert said.splitlines()[1:] == [
        "1 force has no local policing body today",
        "1 report has no day of publication",
        "1 item is addressed to nobody",
        "1 deadline was read with doubt",
        "1 user acts for no body today",
    ]
    draw(page, picture, "attention", height=560)
    page.get_by_role("link", name="1 item is addressed to nobody").click()
    page.get_by_role("link", name=item.subject).click()
    page.get_by_text("Deadline read as").wait_for()


def test_a_new_report(start, picture, today):
    page = start()
    page.locator(".model-inspection").get_by_role("link", name="Add").click()
    page.get_by_role("textbox", name="Title:", exact=True).fill("Missing children: Ashcombe Constabulary")
    page.get_by_label("Published on").fill(today.strftime("%d/%m/%Y"))
    page.get_by_label("Force-specific").check()
    page.locator(".field-forces .select2-selection").click()
    page.keyboard.type("ashcombe con")
    page.get_by_role("option", name="Ashcombe Constabulary").click()
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("link", name="Paste items").click()
    page.get_by_label("Items:").fill(REPORT)
    page.get_by_label("Put recommendations under the cause of concern that they follow").check()
    page.get_by_role("button", name="Read the items").click()
    page.get_by_text("4 items were read").wait_for()
    draw(page, picture, "report", height=1250)
    page.get_by_role("button", name="Save the items").click()
    page.get_by_text("4 items were added.").wait_for()
    report = Inspection.objects.get(slug="missing-children-ashcombe-constabulary")
    cause, first, second, area = report.items.all()
    assert [item.cause for item in (cause, first, second, area)] == [None, cause, cause, None]
    assert {body.name for body in area.addressees.all()} == {"Ashcombe Constabulary"}


def test_a_deadline_is_corrected_and_a_body_added(start, picture, today, world):
    page = start()
    open_record(page, "Items", "Hare coursing")
    due = today + timedelta(days=150)
    page.get_by_label("Due on").fill(due.strftime("%d/%m/%Y"))
    page.locator(".field-bodies .select2-selection").click()
    page.keyboard.type("northshire")
    page.get_by_role("option", name="Northshire Police").click()
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("Say why, in “Reason for the change”: this corrects what others rely on.").wait_for()
    page.get_by_label("Reason for the change").fill("The report names a later day, and Northshire Police too.")
    draw(page, picture, "deadline")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("was changed successfully").wait_for()
    rows = Obligation.objects.live().filter(recommendation__subject="Hare coursing")
    assert {(row.body.name, row.due_on) for row in rows} == {
        ("Ashcombe Constabulary", due),
        ("Northshire Police", due),
    }


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_deadline_moves(start, axe, today, width):
    row = Obligation.objects.get(recommendation__subject="Hare coursing")
    due_on = today + timedelta(days=300)
    page = start(width)
    page.goto("/compliance/")
    page.get_by_role("link", name="Ashcombe Constabulary, recommendation 3").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Move the deadline").click()
    assert axe(page) == []
    new = page.get_by_role("group", name="New deadline")
    for part in ("Day", "Month", "Year"):
        new.get_by_label(part).fill(str(getattr(due_on, part.lower())))
    with page.expect_navigation():
        page.get_by_role("button", name="Move 1 deadline").click()
    assert axe(page) == []
    assert new.get_by_label("Year").input_value() == str(due_on.year)
    page.get_by_label("Why?").fill("HMICFRS, letter of today.")
    page.get_by_role("button", name="Move 1 deadline").click()
    page.get_by_text("1 deadline is moved.").wait_for()
    row.refresh_from_db()
    assert row.due_on == due_on


def test_what_was_entered_by_mistake(start, picture, today):
    row = Obligation.objects.get(recommendation__subject="Hare coursing")
    make_answer(row, on=today - timedelta(days=3), action="Patrols on six farms began.")
    page = start()
    page.goto("/compliance/")
    page.get_by_role("link", name="Ashcombe Constabulary, recommendation 3").click()
    page.get_by_role("link", name="Entered in error").click()
    said = page.get_by_role("main").inner_text()
    assert "it leaves every total, of every day" in said
    page.get_by_label("Why?").fill("The report asks this of Fenmarsh Constabulary only.")
    draw(page, picture, "mistake")
    page.get_by_role("button", name="Mark as entered in error").click()
    page.get_by_text("everything recorded stays in history").wait_for()
    row.refresh_from_db()
    assert row.removal == "error"


def test_forces_merge(start, picture, world):
    page = start()
    open_record(page, "Bodies", "Ashcombe Constabulary")
    page.get_by_role("link", name="Merge into another body").click()
    page.get_by_label("Successor").select_option(label="Ashmarsh Police")
    page.get_by_label("Together with").select_option(label="Fenmarsh Constabulary")
    page.get_by_label("Reason").fill("The Ashmarsh order: both forces become one.")
    assert "3 items that are not closed pass to Ashmarsh Police." in look(page)
    draw(page, picture, "merge")
    page.get_by_role("button", name="Do it").click()
    page.get_by_text("Ashcombe Constabulary has given way to Ashmarsh Police.").wait_for()
    assert Obligation.objects.live().filter(body=world["merged"]).count() == 3


def test_a_local_policing_body_gives_way(start, picture, today, world):
    mayor = make_local_policing_body(name="Mayor of Northshire", kind=Body.Kind.MAYOR)
    page = start()
    open_record(page, "Bodies", "Police and Crime Commissioner for Northshire")
    page.get_by_role("link", name="Give way to another body").click()
    page.get_by_label("Successor").select_option(label="Mayor of Northshire")
    page.get_by_label("Reason").fill("The mayor takes over the commissioner’s functions.")
    assert "Northshire Police" in look(page)
    draw(page, picture, "give-way")
    page.get_by_role("button", name="Do it").click()
    page.get_by_text("has given way to Mayor of Northshire.").wait_for()
    assert overseer_of(world["northshire"], today) == mayor


def test_office_holders_change(start, picture, today, world):
    page = start()
    open_record(page, "Bodies", "Police and Crime Commissioner for Northshire")
    page.get_by_role("link", name="Somebody takes office").click()
    page.get_by_label("Name").fill("Tomos Vaughan")
    page.get_by_label("Title").fill("Acting Police and Crime Commissioner")
    page.get_by_label("Capacity").select_option(label="acting")
    page.get_by_label("Reason").fill("Ruth Adeyemi is on leave.")
    assert "Tomos Vaughan" in look(page)
    draw(page, picture, "office")
    page.get_by_role("button", name="Do it").click()
    page.get_by_text("Recorded for Police and Crime Commissioner for Northshire.").wait_for()
    holders = office_holders_of(world["offices"][world["northshire"].pk], today)
    assert [holder.name for holder in holders] == ["Ruth Adeyemi", "Tomos Vaughan"]


def test_a_force_is_engaged(start, picture, today, world):
    northshire, published_on = world["northshire"], today - timedelta(days=12)
    title = "An inspection of the control room of Northshire Police"
    report = make_inspection([northshire], title=title, short_title="Control room", published_on=published_on)
    subjects = ("Emergency calls that wait too long", "Repeat callers who are not recognised")
    for number, subject in enumerate(subjects, 1):
        item = make_recommendation(report, number=str(number), kind="cause_of_concern", subject=subject)
        make_obligation(northshire, item)
    page = start()
    open_record(page, "Bodies", "Northshire Police")
    page.get_by_role("link", name="Change the phase").click()
    page.get_by_label("Phase").select_option(label="Engage")
    page.get_by_label("Report behind it").select_option(index=1)
    causes = page.get_by_role("group", name="Causes of concern")
    causes.get_by_label("Emergency calls").check()
    causes.get_by_label("Repeat callers").check()
    page.get_by_label("Reason").fill("Two causes of concern about the control room have not been put right.")
    said = look(page)
    assert "Until then: Scan." in said
    assert "Cause of concern 2: Repeat callers" in said
    draw(page, picture, "phase")
    page.get_by_role("button", name="Do it").click()
    page.get_by_text("Recorded for Northshire Police.").wait_for()
    phase = phase_of(northshire, today)
    assert (phase.phase, phase.report, phase.causes.count()) == ("engage", report, 2)
    page.goto(northshire.get_absolute_url())
    page.get_by_role("list", name="Causes of concern that").get_by_role("link", name="Cause of concern 1").click()
    page.get_by_role("heading", name="Cause of concern 1").wait_for()


@pytest.mark.on_one_database
def test_the_pages_on_a_phone(start, axe, world):
    make_national_body()
    page, found = start(PHONE), []
    northshire = world["northshire"]
    cause = make_recommendation(world["report"], kind="cause_of_concern")
    make_obligation(northshire, cause)
    phase = MonitoringPhase.objects.get()
    phase.causes.add(cause)
    addresses = [
        reverse("admin:index"),
        reverse("admin:inspections_body_change", args=[northshire.pk]),
        reverse("admin:inspections_inspection_change", args=[world["report"].pk]),
        reverse("admin:inspections_recommendation_changelist"),
        reverse("responses:body_merge", args=[northshire.pk]),
        reverse("responses:body_hand_over", args=[world["offices"][northshire.pk].pk]),
        reverse("inspections:body_appoint", args=[northshire.pk]),
        reverse("inspections:body_phase", args=[northshire.pk]),
        reverse("admin:inspections_monitoringphase_change", args=[phase.pk]),
        northshire.get_absolute_url(),
    ]
    for address in addresses:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
        found += [f"{address}: {fault}" for fault in axe(page)]
    assert not found, "\n".join(found)
