"""The pages on which administrators put right what was entered by mistake."""

from datetime import timedelta

import pytest

from inspections import actions as register
from inspections.models import Obligation, Recommendation
from responses.models import ProgressUpdate, Response
from tests.adminforms import complaints, typed
from tests.answers import YESTERDAY, add_progress, address, signed_in
from tests.factories import (
    make_administrator,
    make_answer,
    make_liaison,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import html_of

pytestmark = pytest.mark.django_db

REASON = {"reason": "Typed at the wrong item."}
PARTS = ("day", "month", "year")
SECRET = "Sergeant Invented lives in Mill Lane."


@pytest.fixture
def administrator():
    return make_administrator(name="Ada Ling")


@pytest.fixture
def claimed(obligation):
    make_answer(obligation, on=YESTERDAY, position="complete", action=SECRET)
    return obligation


def show(user, obligation, part=""):
    return html_of(signed_in(user).get(address(obligation, part)))


def submit(user, obligation, part, **data):
    return html_of(signed_in(user).post(address(obligation, part), REASON | data, follow=True))


def test_only_administrators_are_offered_corrections(claimed, administrator):
    assert "Entered by mistake?" in show(administrator, claimed)
    for other in (make_liaison(), make_user(claimed.body)):
        assert "Entered by mistake?" not in show(other, claimed)


def test_entered_in_error(claimed, administrator):
    page = show(administrator, claimed, "in-error/")
    for words in ("it leaves every total, of every day", "stays in history", "complete", "Mark as entered in error"):
        assert words in page
    assert "Say why" in submit(administrator, claimed, "in-error/", reason="")
    assert not Obligation.objects.filter(removal="error").exists()
    page = submit(administrator, claimed, "in-error/")
    assert "is not addressed to" in page
    assert "entered in error" in page
    assert signed_in(administrator).get(address(claimed, "in-error/")).status_code == 404


def test_an_answer_is_moved(claimed, administrator):
    other = make_obligation(
        claimed.body, make_recommendation(claimed.recommendation.inspection, number="9", subject="Keys")
    )
    taken = make_obligation(claimed.body, answered_on=YESTERDAY)
    page = show(administrator, claimed, "move/")
    assert f'<option value="{other.pk}">' in page
    assert f'<option value="{taken.pk}">' not in page
    assert "Choose where the answer belongs" in submit(administrator, claimed, "move/")
    assert "Something was recorded there meanwhile" in submit(administrator, claimed, "move/", to=taken.pk)
    page = submit(administrator, claimed, "move/", to=other.pk)
    assert "Recommendation 9" in page
    assert SECRET in page
    assert Response.objects.get().obligation == other
    page = show(make_user(claimed.body), claimed)
    assert SECRET not in page
    assert "Answer moved to where it belongs" in page


def test_a_move_that_is_refused_says_why(claimed, administrator):
    later = make_obligation(claimed.body, addressed_on=YESTERDAY + timedelta(days=1))
    page = submit(administrator, claimed, "move/", to=later.pk)
    assert "before the day the item was addressed" in page
    assert Response.objects.get().obligation == claimed


def test_words_are_withdrawn(claimed, administrator):
    page = show(administrator, claimed, "withdraw/")
    assert SECRET in page
    assert "is taken back" in page
    page = submit(administrator, claimed, "withdraw/")
    assert SECRET not in page
    assert "What was withdrawn on" in page
    for reader in (make_liaison(), make_user(claimed.body)):
        page = show(reader, claimed)
        assert SECRET not in page
        assert "Answer withdrawn" in page
        assert "What was withdrawn" not in page
        found = signed_in(reader).get("/compliance/", {"q": "Mill Lane"})
        assert "1 item" not in html_of(found)
    history = Response.history.first()
    page = html_of(signed_in(administrator).get(f"/admin/responses/response/{history.id}/history/"))
    assert "Typed at the wrong item." in page
    page = signed_in(administrator).get(f"/admin/responses/response/{history.id}/history/{history.history_id}/")
    assert SECRET in html_of(page)


def test_progress_is_withdrawn(obligation, administrator):
    writer = make_user(obligation.body)
    add_progress(writer, obligation, SECRET)
    part = f"progress/{ProgressUpdate.objects.get().pk}/withdraw/"
    assert SECRET in show(administrator, obligation, part)
    assert SECRET not in submit(administrator, obligation, part)
    assert SECRET not in show(writer, obligation)
    assert signed_in(administrator).get(address(obligation, part)).status_code == 404
    listed = html_of(signed_in(administrator).get("/admin/responses/progressupdate/"))
    assert "Typed at the wrong item." in listed
    note = html_of(
        signed_in(administrator).get(f"/admin/responses/progressupdate/{ProgressUpdate.objects.get().pk}/change/")
    )
    assert "Typed at the wrong item." in note


def test_an_item_is_entered_in_error(claimed, administrator):
    item = claimed.recommendation
    kept = make_obligation(claimed.body, make_recommendation(item.inspection))
    client, writer = signed_in(administrator), make_user(claimed.body)
    assert "Mark this item as entered in error" in html_of(client.get(item.get_absolute_url()))
    assert "Mark this item" not in html_of(signed_in(make_liaison()).get(item.get_absolute_url()))
    page = item.get_absolute_url() + "in-error/"
    assert "1 body no longer owes it; 1 answered it" in html_of(client.get(page))
    assert "This item was entered in error" in html_of(client.post(page, REASON, follow=True))
    assert client.get(page).status_code == 404
    for address_ in (item.inspection.get_absolute_url(), "/recommendations/", "/compliance/"):
        listed = html_of(client.get(address_))
        assert item.subject not in listed
        assert kept.recommendation.subject in listed
    assert signed_in(writer).get(item.get_absolute_url()).status_code == 404
    page = show(writer, claimed)
    assert SECRET in page
    assert f'href="{item.get_absolute_url()}' not in page
    change = f"/admin/inspections/recommendation/{item.pk}/change/"
    refused = client.post(change, typed(client.get(change), subject="Back again", reason="It was right."))
    assert "entered in error" in complaints(refused)["__all__"][0]
    make_recommendation(item.inspection, number=item.number)


def test_an_item_that_others_rely_on_stays(obligation, administrator):
    inspection = obligation.recommendation.inspection
    cause = make_recommendation(inspection, kind="cause_of_concern", number="")
    make_recommendation(inspection, cause=cause)
    client = signed_in(administrator)
    page = html_of(client.post(f"/recommendations/{cause.pk}/in-error/", REASON, follow=True))
    assert "Items stand under this cause of concern" in page
    other = make_obligation()
    closed = {"closure": "superseded", "by": administrator, "on": YESTERDAY, "reason": "New report."}
    register.close([other], superseded_by=obligation.recommendation, **closed)
    page = html_of(client.post(f"/recommendations/{obligation.recommendation.pk}/in-error/", REASON, follow=True))
    assert "take the place of another item" in page
    assert not Recommendation.objects.exclude(in_error_on=None).exists()
