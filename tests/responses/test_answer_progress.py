"""Progress updates on the answer page: shared at once, dated and signed."""

from datetime import timedelta

import pytest

from inspections.models import Obligation
from responses.models import ProgressUpdate
from tests.answers import YESTERDAY, add_progress, address, close, signed_in
from tests.factories import (
    PUBLISHED_ON,
    make_liaison,
    make_user,
)
from tests.pages import html_of

pytestmark = pytest.mark.django_db


def test_progress_is_shared_at_once(office, obligation):
    page = html_of(add_progress(make_user(office, name="Dana Whitlock"), obligation))
    assert "Progress update added." in page
    assert "Progress recorded" in page
    assert "by Dana Whitlock, Police and Crime Commissioner for Northshire" in page
    assert Obligation.objects.get().answered_on == YESTERDAY
    assert "Night cover began." in html_of(signed_in(make_liaison()).get(address(obligation)))


@pytest.mark.parametrize(
    ("update", "sentence"),
    [
        ({"on": YESTERDAY + timedelta(days=2)}, "The day cannot be in the future."),
        ({"on": PUBLISHED_ON - timedelta(days=1)}, "The day cannot be before the item was addressed, 18 June 2025."),
        ({"on": {"progress-on_day": "31", "progress-on_month": "2", "progress-on_year": "2026"}}, "is not a date"),
        ({"on": {}}, "Enter the day"),
        ({"text": " "}, "Write what is new."),
        ({"text": "x" * 60_000}, "must be 50,000 characters or fewer; you wrote 60,000."),
    ],
)
def test_wrong_progress_is_refused(force, obligation, update, sentence):
    page = html_of(add_progress(make_user(force), obligation, **update))
    assert sentence in page
    assert '<details class="govuk-details tracker-screen" open>' in page
    assert not ProgressUpdate.objects.exists()


def test_progress_sent_twice_is_recorded_once(force, obligation):
    user = make_user(force)
    add_progress(user, obligation)
    assert "This update is recorded already." in html_of(add_progress(user, obligation))
    assert ProgressUpdate.objects.count() == 1


def test_progress_on_a_closed_item_is_refused_and_what_was_typed_is_kept(force, obligation):
    close(obligation)
    page = html_of(add_progress(make_user(force), obligation))
    assert "This item is closed." in page
    assert "Night cover began." in page
    assert not ProgressUpdate.objects.exists()
