"""The answer page once HMICFRS has closed the item, taken the body off it, or returned its report."""

import pytest
from django.utils import timezone

from inspections import actions as register
from inspections.models import Obligation
from responses.models import Draft, Response
from tests.answers import APPROVER, YESTERDAY, address, close, post, signed_in
from tests.factories import (
    make_administrator,
    make_answer,
    make_inspection,
    make_liaison,
    make_recommendation,
    make_user,
)
from tests.pages import html_of

pytestmark = pytest.mark.django_db


def test_a_closed_item_says_who_closed_it_when_and_how_and_has_no_form(force, obligation):
    close(obligation, letter="HMICFRS, 3 March 2026")
    page = html_of(signed_in(make_user(force)).get(address(obligation)))
    assert "Ines Calloway closed it on" in page
    assert "verified by HMICFRS" in page
    assert "Letter: HMICFRS, 3 March 2026." in page
    assert "ask HMICFRS to reopen it" in page
    assert "Save draft" not in page
    assert "Add update" not in page


@pytest.mark.parametrize("then", ["save", "send", "share"])
def test_an_item_closed_meanwhile_keeps_what_was_written(force, obligation, then):
    close(obligation)
    page = html_of(post(make_user(force, APPROVER), obligation, action="Typed for an hour.", then=then))
    assert "What you wrote is kept as a draft." in page
    assert "Typed for an hour." in page
    assert Draft.objects.get().action == "Typed for an hour."
    assert not Response.objects.exists()


def test_a_superseded_item_names_its_successor_only_to_those_who_may_know_it(force, obligation):
    published = make_recommendation(subject="Newer")
    embargoed = make_recommendation(make_inspection(published_on=None, title="Secret report"))
    close(obligation, closure="superseded", superseded_by=published)
    assert published.get_absolute_url() in html_of(signed_in(make_user(force)).get(address(obligation)))
    Obligation.objects.update(superseded_by=embargoed)
    assert "Secret report" not in html_of(signed_in(make_user(force)).get(address(obligation)))


def test_an_item_no_longer_addressed_has_no_form(force, obligation):
    register.remove_addressees([obligation], removal="ended", by=make_administrator(), on=YESTERDAY, reason="Merged.")
    page = html_of(signed_in(make_user(force)).get(address(obligation)))
    assert "is not addressed to Northshire Police: no longer addressed." in page
    assert "Save draft" not in page


# Returned -------------------------------------------------------------------------------------------------------------


def test_a_returned_report_stands_first_and_is_only_made_again_by_choice(force, office, obligation):
    approver = make_user(force, APPROVER)
    make_answer(obligation, approver, on=YESTERDAY, position="complete", action="Locks are in use.")
    liaison = make_liaison()
    register.return_claim([obligation], by=liaison, on=timezone.localdate(), reason="Who holds the keys?")
    page = html_of(signed_in(approver).get(address(obligation)))
    assert "HMICFRS returned the report" in page
    assert page.index("Who holds the keys?") < page.index("Where does the force stand?")
    assert "Who holds the keys?" not in html_of(signed_in(make_user()).get(address(obligation)))

    said = Response.objects.get()
    hidden = {"revision": 0, "based_on": said.revision, "then": "share"}
    post(approver, obligation, position="in_progress", action="The sergeant holds the keys.", **hidden)
    assert Obligation.objects.get(pk=obligation.pk).claim == ""

    hidden["based_on"] = said.revision + 1
    post(approver, obligation, position="complete", action="The sergeant holds the keys.", **hidden)
    assert Obligation.objects.get(pk=obligation.pk).claim == "complete"
    assert "HMICFRS returned the report" not in html_of(signed_in(approver).get(address(obligation)))


def test_after_a_return_the_form_does_not_claim_again_by_itself(force, office, obligation):
    approver = make_user(force, APPROVER)
    make_answer(obligation, approver, on=YESTERDAY, position="complete", action="Locks are in use.")
    register.return_claim([obligation], by=make_liaison(), on=timezone.localdate(), reason="Who holds the keys?")
    form = signed_in(approver).get(address(obligation)).context["page"].answer_form
    assert (form["position"].value(), form["action"].value()) == ("in_progress", "Locks are in use.")
