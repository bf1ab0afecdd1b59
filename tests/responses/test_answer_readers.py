"""What is published of an answer, and what stays between the body and the inspectorate."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inspections import actions as register
from responses.models import StatutoryResponse
from tests.answers import YESTERDAY, address, signed_in
from tests.factories import (
    make_administrator,
    make_answer,
    make_inspection,
    make_liaison,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import html_of

pytestmark = pytest.mark.django_db


def test_what_is_published_are_the_words_and_not_who_leads_or_where_the_evidence_lies(force, office):
    inspection = make_inspection([force])
    obligation = make_obligation(force, make_recommendation(inspection))
    particulars = {"lead": "Chief Inspector Vale", "evidence": "NP/CUST/114", "target_on": YESTERDAY}
    make_answer(obligation, on=YESTERDAY, action="Locks are in use.", comment="Well done.", **particulars)
    StatutoryResponse.objects.create(duty=inspection.related_forces.get(), body=office, published_on=YESTERDAY)
    pages = {
        user: [
            html_of(signed_in(user).get(url))
            for url in (address(obligation), force.get_absolute_url(), obligation.recommendation.get_absolute_url())
        ]
        for user in (make_user(), make_user(office))
    }
    stranger, own = pages.values()
    assert "Locks are in use." in stranger[0]
    assert "Well done." in stranger[0]
    assert "Chief Inspector Vale" in own[0]
    for page in stranger:
        assert not any(words in page for words in ("Chief Inspector Vale", "NP/CUST/114", "Past its own target"))


@pytest.mark.parametrize("query", ["words=Vale", "words=CUST/114", "mark=past_target"])
def test_particulars_are_not_found_by_those_who_may_not_read_them(force, office, query):
    inspection = make_inspection([force])
    obligation = make_obligation(force, make_recommendation(inspection))
    make_answer(obligation, on=YESTERDAY, lead="Inspector Vale", evidence="NP/CUST/114", target_on=YESTERDAY)
    StatutoryResponse.objects.create(duty=inspection.related_forces.get(), body=office, published_on=YESTERDAY)
    found = {
        user: list(signed_in(user).get(f"/compliance/?{query}").context["object_list"])
        for user in (make_user(), make_user(office))
    }
    assert list(found.values()) == [[], [obligation]]


def test_an_item_entered_in_error_is_seen_by_those_who_may_have_written_on_it_alone(force, office, obligation):
    register.remove_addressees([obligation], removal="error", by=make_administrator(), on=YESTERDAY, reason="Misread.")
    codes = [
        signed_in(user).get(address(obligation)).status_code for user in (make_user(), make_user(force), make_liaison())
    ]
    assert codes == [404, 200, 200]


def test_an_office_no_longer_sees_its_proposal_once_it_is_accepted_under_embargo(force, office):
    tomorrow = timezone.localdate() + timedelta(days=1)
    proposal = make_inspection([force], proposed_by=office, published_on=tomorrow)
    obligation = make_obligation(force, make_recommendation(proposal))
    pages = (address(obligation), proposal.get_absolute_url(), obligation.recommendation.get_absolute_url())
    officer = signed_in(make_user(office))
    assert [officer.get(page).status_code for page in pages] == [200, 200, 200]
    register.accept(proposal, by=make_administrator(), on=timezone.localdate(), reason="It is the report.")
    assert [officer.get(page).status_code for page in pages] == [404, 404, 404]
