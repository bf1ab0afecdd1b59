"""The picture of a proposed report that is merged, for docs/administering.md."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Membership
from inspections.actions import address
from inspections.models import Body, Inspection
from tests import invented
from tests.factories import make_answer, make_inspection, make_local_policing_body, make_recommendation, make_user
from tests.services.pages import DESKTOP

TEXTS = (
    "Within three months, chief constables should make sure that every strip search is overseen by an inspector.",
    "Chief constables should make sure that an appropriate adult is there within two hours for each detained child.",
)


def test_merging_a_proposed_report(page_for, transactional_db, picture):
    day = timezone.localdate()
    liaison = invented.fill(day)
    force = Body.objects.get(slug="northshire")
    office = make_local_policing_body(force, name="Police and Crime Commissioner for Northshire")
    dana = make_user(office, Membership.Role.APPROVER, name="Dana Whitlock")
    report = Inspection.objects.get(slug="safer-in-custody")
    proposal = make_inspection([force], title="Safer in custody", proposed_by=office, published_on=report.published_on)
    open_items = report.items.filter(obligations__body=force, obligations__closed_on=None)
    for item, text in zip(open_items, TEXTS, strict=False):
        type(item).objects.filter(pk=item.pk).update(text=text)
        proposed = make_recommendation(proposal, number=item.number, text=text.replace("each", "every"))
        [row] = address(proposed, [force], by=dana)
        make_answer(row, by=dana, on=day - timedelta(days=9))
    page = page_for(liaison, DESKTOP, height=1150)
    page.goto(f"{proposal.get_absolute_url()}merge/{report.slug}/")
    page.get_by_label("Why?", exact=True).fill("The office had the report from HMICFRS's letter.")
    page.get_by_role("button", name="Show what will change").click()
    page.get_by_role("region", name="What will change").wait_for()
    page.screenshot(path=picture("administering/proposed"))
    assert 20_000 < picture("administering/proposed").stat().st_size < 200_000
