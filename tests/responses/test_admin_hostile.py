"""Words that are their side's alone are not found by whoever guesses them in the address of a list."""

import pytest

from responses.models import Draft, StatutoryResponse
from tests.answers import signed_in
from tests.factories import make_administrator

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lookup", ["action__icontains", "comment__startswith", "action", "position", "evidence__gt"])
def test_drafts_are_not_found_by_their_words(obligation, force, lookup):
    Draft.objects.create(
        obligation=obligation, side=force, saved_by=make_administrator(), action="Secret", position="complete"
    )
    client = signed_in(make_administrator())
    assert client.get("/admin/responses/draft/", {lookup: "Sec"}).status_code in (302, 400)


@pytest.mark.parametrize("lookup", ["comments__icontains", "chief_officer_comments__startswith"])
def test_comments_are_not_found_by_their_words(obligation, force, office, lookup):
    inspection = obligation.recommendation.inspection
    duty = inspection.related_forces.create(force=force)
    StatutoryResponse.objects.create(duty=duty, body=office, comments="Secret")
    client = signed_in(make_administrator())
    assert client.get("/admin/responses/statutoryresponse/", {lookup: "Sec"}).status_code in (302, 400)


def test_lists_are_found_by_what_they_may(obligation, force):
    client = signed_in(make_administrator())
    assert client.get("/admin/responses/draft/", {"side__id__exact": force.pk}).status_code == 200
