"""An office works on a report that it proposed; an administrator merges it into the register's, in a browser."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from inspections.actions import address
from inspections.models import Obligation
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.services.pages import DESKTOP, PHONE

TEXTS = {
    "1": ("Within three months, record the reason for every strip search.", "record", date(2025, 9, 18)),
    "2": ("Publish how long children wait for an appropriate adult.", "publish", None),
    "": ("Review how handovers are recorded in every custody suite.", "review", None),
}


@pytest.fixture
def office(transactional_db):
    force = make_force(name="Northshire Police", slug="northshire")
    body = make_local_policing_body(force, name="Police and Crime Commissioner for Northshire")
    return make_user(body, Membership.Role.APPROVER, name="Dana Whitlock")


@pytest.fixture
def reports(office):
    """(the report of the register, for two forces; what the office typed in, with another third item)."""
    [membership] = office.memberships.select_related("body")
    force = membership.body.governs.get().force
    report = make_inspection(
        [force, make_force(name="Elmshire Police")],
        title="Safer in custody: how forces manage risk in police detention",
        short_title="Safer in custody",
        slug="safer-in-custody",
    )
    proposal = make_inspection(
        [force], title="Safer in custody, HMICFRS", slug="safer-in-custody-proposed", proposed_by=membership.body
    )
    for place, (number, (text, subject, due_on)) in enumerate(TEXTS.items(), 1):
        facts = {"sequence": place, "number": number, "subject": subject, "due_on": due_on}
        if number:
            address(make_recommendation(report, text=text, **facts), report.relates_to.all(), by=None)
        make_obligation(force, make_recommendation(proposal, text=text.replace("every", "each"), **facts))
    return report, proposal


def rows(report):
    return list(Obligation.objects.filter(recommendation__inspection=report, body__slug="northshire").order_by("pk"))


def figure(page, url):
    """How many items the compliance list counts."""
    page.goto(url)
    return int(page.locator("#results h2").inner_text().split()[0])


def test_a_proposed_report_and_its_answers_go_into_the_register(page_for, axe, office, reports):
    report, proposal = reports
    answered = rows(proposal)
    theirs, everybody, admin = page_for(office), page_for(make_liaison()), page_for(make_administrator())
    assert (figure(theirs, "/compliance/?force=northshire"), figure(everybody, "/compliance/")) == (5, 4)

    for row, words in zip(answered, ("It is recorded.", "It is published.", "The review began."), strict=True):
        theirs.goto(row.get_absolute_url())
        assert axe(theirs) == []
        theirs.get_by_text("Proposed, not yet accepted").wait_for()
        theirs.get_by_label("In progress").check()
        theirs.get_by_label("Action taken or planned").fill(words)
        theirs.get_by_role("button", name="Share").click()
        theirs.get_by_text("Shared with HMICFRS.").wait_for()

    admin.goto(reverse("admin:index"))
    admin.get_by_role("link", name="1 proposed inspection waits to be accepted").click()
    with admin.expect_navigation():
        admin.get_by_role("link", name="Merge", exact=True).click()
    assert axe(admin) == []
    with admin.expect_navigation():
        admin.get_by_role("link", name=report.title).click()
    assert axe(admin) == []
    third = admin.get_by_label("What becomes of recommendation “review”")
    assert third.input_value() == "new"
    admin.get_by_label("Why?", exact=True).fill("The office had it from a letter.")
    admin.get_by_role("button", name="Show what will change").click()
    changes = admin.get_by_role("region", name="What will change")
    said = changes.inner_text()
    assert axe(admin) == []
    assert "2 items are in that report already." in said
    assert "1 item becomes a new one of that report, with its answers." in said
    admin.get_by_role("button", name="Merge the reports").click()
    admin.get_by_text("was merged into this report.").wait_for()

    for old, words in zip(answered, ("It is recorded.", "It is published.", "The review began."), strict=True):
        theirs.goto(old.get_absolute_url())
        assert theirs.get_by_label("Action taken or planned").input_value() == words
        assert report.title in theirs.get_by_role("main").inner_text()
    theirs.goto(proposal.get_absolute_url())
    assert theirs.url.endswith(report.get_absolute_url())
    assert (figure(theirs, "/compliance/?force=northshire"), figure(everybody, "/compliance/")) == (3, 5)


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_its_pages_have_no_fault(page_for, axe, office, reports, today, width):
    report, proposal = reports
    make_answer(rows(report)[0], by=office)
    make_answer(rows(proposal)[0], by=office, on=today - timedelta(days=1), action="Written here.")
    page = page_for(make_liaison(), width)
    page.goto(proposal.get_absolute_url())
    merge = f"{proposal.get_absolute_url()}merge/"
    for url in (proposal.get_absolute_url(), f"{proposal.get_absolute_url()}accept/", merge, f"{merge}{report.slug}/"):
        page.goto(url)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    theirs = page_for(office, width)
    for url in ("/", "/compliance/", "/forces/northshire/?status=all", "/forces/"):
        theirs.goto(url)
        assert axe(theirs) == []
        assert theirs.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
