"""An answer that is older than the corrected text of its item says so."""

import pytest
from django.utils import timezone

from inspections.models import Recommendation
from inspections.wording import day_words
from tests.answers import address, signed_in
from tests.factories import make_administrator, make_answer, make_force, make_liaison, make_user
from tests.pages import html_of

pytestmark = pytest.mark.django_db

SINCE = "after this answer was shared"


def correct(obligation, **changes):
    item = Recommendation.objects.get(pk=obligation.recommendation_id)
    for name, value in changes.items():
        setattr(item, name, value)
    item._change_reason = "Misprint."
    item.save()


def show(user, obligation):
    return html_of(signed_in(user).get(address(obligation)))


def test_an_answer_older_than_the_corrected_text_says_so(obligation):
    correct(obligation, text="Keep a record of each visitor.")
    make_answer(obligation)
    assert SINCE not in show(make_liaison(), obligation)
    correct(obligation, text="Keep a record of each visit.")
    correct(obligation, subject="Visits")
    for reader in (make_liaison(), make_user(obligation.body)):
        page = show(reader, obligation)
        day = day_words(timezone.localdate())
        assert f"The item’s text was corrected on {day}, after this answer was shared." in page
        assert "Keep a record of each visitor." in page
    assert SINCE not in show(make_user(make_force()), obligation), "who reads no answer learns nothing of it"


def test_sharing_again_ends_it_but_a_correction_of_the_words_does_not(obligation):
    answer = make_answer(obligation)
    correct(obligation, text="Keep a record of each visit.")
    answer.lead, answer._change_reason = "A. Officer", "A name was missing."
    answer.save()
    assert SINCE in show(make_administrator(), obligation)
    make_answer(obligation, action="Of each visit.")
    assert SINCE not in show(make_administrator(), obligation)


def test_a_text_that_was_put_back_is_the_same(obligation):
    text = obligation.recommendation.text
    make_answer(obligation)
    correct(obligation, text="Other words.")
    correct(obligation, text=text)
    assert SINCE not in show(make_liaison(), obligation)
