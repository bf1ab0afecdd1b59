"""One answer for several items, and for both forces of a joint unit."""

import pytest
from lxml.html import document_fromstring

from inspections.models import Obligation
from responses.models import Response
from tests.answers import APPROVER, address, post, signed_in
from tests.factories import (
    make_answer,
    make_force,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbour(obligation):
    """The same item at another force, Westshire."""
    westshire = make_force(name="Westshire Police", slug="westshire")
    return make_obligation(westshire, obligation.recommendation)


def test_one_answer_serves_two_items_of_a_report(force, obligation):
    second = make_obligation(force, make_recommendation(obligation.recommendation.inspection, number="77"))
    elsewhere = make_answer(make_obligation(force), action="Of another report.")
    answer = make_answer(second, action="One unit does both.")
    user = make_user(force, APPROVER)
    page = html_of(signed_in(user).get(address(obligation)))
    assert "Recommendation 77" in page
    offered = document_fromstring(page).xpath("//select[@name='answered_with']/option/@value")
    assert str(answer.pk) in offered
    assert str(elsewhere.pk) not in offered
    page = html_of(post(user, obligation, position="complete", answered_with=answer.pk, then="share"))
    assert Obligation.objects.get(pk=obligation.pk).claim == "complete"
    assert "One unit does both." in page
    page = html_of(signed_in(user).get(address(second)))
    assert 'name="answered_with"' not in page, "an answer that stands on another serves nobody"


def test_a_refusal_needs_its_own_reason_also_with_another_answer(force, obligation):
    second = make_obligation(force, make_recommendation(obligation.recommendation.inspection))
    answer = make_answer(second)
    user = make_user(force, APPROVER)
    page = html_of(post(user, obligation, position="none_proposed", answered_with=answer.pk, then="share"))
    assert "Give the reason" in page


def test_an_offer_is_made_read_and_accepted(force, obligation, neighbour):
    make_answer(obligation, action="The joint unit did it.")
    approver, accepting = make_user(force, APPROVER), make_user(neighbour.body, APPROVER)
    assert "joint unit" not in html_of(signed_in(accepting).get(address(neighbour)))
    offered = {"offer-force": neighbour.body.pk}
    page = html_of(signed_in(approver).post(address(obligation, "offer/"), offered, follow=True))
    assert "Offered to Westshire Police." in page
    page = html_of(signed_in(accepting).get(address(neighbour)))
    assert "Northshire Police offers its answer" in page
    assert "The joint unit did it." in page
    assert "The joint unit did it." in html_of(signed_in(accepting).get(address(obligation)))
    answer = Response.objects.get()
    page = html_of(post(accepting, neighbour, position="complete", answered_with=answer.pk, then="share"))
    assert Obligation.objects.get(pk=neighbour.pk).claim == "complete"
    assert "Northshire Police" in page
    end = address(obligation, "offer/westshire/end/")
    assert "has accepted this answer" in html_of(signed_in(approver).post(end, follow=True))


def test_an_offer_is_taken_back(force, obligation, neighbour):
    answer = make_answer(obligation, action="The joint unit did it.")
    answer.offered_to.add(neighbour.body)
    end = address(obligation, "offer/westshire/end/")
    assert "no longer offered" in html_of(signed_in(make_user(force, APPROVER)).post(end, follow=True))
    reader = make_user(neighbour.body, APPROVER)
    assert "joint unit" not in html_of(signed_in(reader).get(address(neighbour)))
    page = html_of(post(reader, neighbour, position="complete", answered_with=answer.pk, then="share"))
    assert "That answer can no longer be chosen." in page


def test_who_may_not_offer_and_to_whom_not(force, office, obligation, neighbour):
    approver, unrelated = make_user(force, APPROVER), make_force()
    offered = {"offer-force": neighbour.body.pk}
    assert signed_in(approver).post(address(obligation, "offer/"), offered).status_code == 404, "nothing is shared"
    make_answer(obligation)
    assert signed_in(make_user(force)).post(address(obligation, "offer/"), offered).status_code == 404
    page = signed_in(approver).post(address(obligation, "offer/"), {"offer-force": unrelated.pk})
    assert "This item is not addressed to that force" in html_of(page)
    assert signed_in(approver).post(address(obligation, "offer/westshire/end/")).status_code == 404
    assert not Response.offered_to.through.objects.exists()
