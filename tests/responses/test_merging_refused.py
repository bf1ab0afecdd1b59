"""A merger that cannot be is refused, and so is one of reports that changed since it was looked at."""

from datetime import timedelta

import pytest

from inspections import actions as register
from inspections.actions import ActionError
from inspections.models import Act, Inspection, Obligation, Recommendation
from responses.merging import CannotMerge, ChangedMeanwhile, Merger, What, merge, of_merge
from responses.models import Response, StatutoryResponse
from tests.factories import (
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_liaison,
    make_obligation,
    make_recommendation,
)
from tests.merging import SAID_ON, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


# What stands in the way ----------------------------------------------------------------------------------------------


def _closed(world, row):
    register.close([row], closure="verified", by=make_liaison(), on=TODAY, reason="Seen.")


def _twice(world):
    other = world.theirs.recommendation
    make_recommendation(world.proposal, number="5")
    return {"n4": {"what": What.SAME, "into": other}, "n5": {"what": What.SAME, "into": other}}


def _not_addressed(world):
    make_answer(world.ours, on=SAID_ON)
    Obligation.objects.filter(pk=world.theirs.pk).update(removed_on=TODAY, removal="ended")
    return {}


def _closed_there(world):
    make_answer(world.ours, on=SAID_ON)
    _closed(world, world.theirs)
    return {}


def _closed_here(world):
    make_answer(world.ours, on=SAID_ON)
    world.ours.refresh_from_db()
    _closed(world, world.ours)
    return {}


def _answered_and_left_out(world):
    make_answer(world.ours, on=SAID_ON)
    return {"n4": {"what": What.OUT}}


def _number_taken(world):
    return {"n4": {"what": What.NEW}}


def _too_early(world):
    make_answer(world.ours, on=SAID_ON)
    later = {"published_on": SAID_ON + timedelta(days=1)}
    Inspection.objects.filter(pk=world.report.pk).update(**later)
    Recommendation.objects.filter(pk=world.theirs.recommendation_id).update(issued_on=later["published_on"])
    return {}


def _undated(world):
    make_answer(world.more(other=False, number="9"), on=SAID_ON)
    Inspection.objects.filter(pk=world.report.pk).update(published_on=None)
    return {}


def _cause_and_item(world):
    cause = make_recommendation(world.proposal, kind="cause_of_concern", number="7")
    return {f"n{cause.number}": {"what": What.SAME, "into": world.theirs.recommendation}, "n4": {"what": What.OUT}}


def _cause_left_out(world):
    cause = make_recommendation(world.proposal, kind="cause_of_concern", number="7")
    make_recommendation(world.proposal, cause=cause, number="8")
    return {"n7": {"what": What.OUT}}


def _both_responses(world):
    for report in (world.proposal, world.report):
        StatutoryResponse.objects.create(duty=report.related_forces.get(), body=world.office, published_on=TODAY)
    return {}


def _others_point_to_it(world):
    went = make_answer(world.ours, on=SAID_ON, action="Here.")
    make_answer(world.more(other=False), on=SAID_ON, action="", answered_with=went)
    return {"n4": {"what": What.OUT, "reason": "Not ours."}}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (_twice, "Each can only be one of them"),
        (_not_addressed, "is not addressed to Northshire Police"),
        (_closed_there, "is closed for Northshire Police"),
        (_closed_here, "this item is closed"),
        (_answered_and_left_out, "Say why it is left out"),
        (_number_taken, "has recommendation 4 already"),
        (_too_early, "there it only binds from"),
        (_undated, "has no day of publication yet"),
        (_cause_and_item, "can only be the same as a cause of concern"),
        (_cause_left_out, "Items stand under this cause of concern that are not left out"),
        (_both_responses, "Both reports have a statutory response for Northshire Police"),
        (_others_point_to_it, "These are answered with this answer"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(world, given, sentence):
    what = given(world)
    world.report.refresh_from_db()
    before = (Act.objects.count(), Recommendation.history.count(), list(Response.objects.values_list("obligation")))
    with pytest.raises(ActionError, match=sentence):
        world.merge(**what)
    assert (
        Act.objects.count(),
        Recommendation.history.count(),
        list(Response.objects.values_list("obligation")),
    ) == before
    assert Inspection.objects.get(slug="drawer").is_proposed


def test_errors_of_choices_have_their_own_name(world):
    with pytest.raises(CannotMerge):
        world.merge(**_number_taken(world))


# Two people at once --------------------------------------------------------------------------------------------------


def _shares(world):
    make_answer(world.ours)


def _drafts(world):
    world.draft(world.ours, "Meanwhile.")


def _answers_there(world):
    make_answer(world.theirs)


def _corrects(world):
    Recommendation.objects.filter(pk=world.theirs.recommendation_id).update(text="Other words.")


def _adds(world):
    world.more(other=False)


def _takes_out(world):
    Recommendation.objects.filter(pk=world.ours.recommendation_id).update(in_error_on=TODAY)


@pytest.mark.parametrize("meanwhile", [_shares, _drafts, _answers_there, _corrects, _adds, _takes_out])
def test_what_changed_since_it_was_seen_is_looked_at_again(world, meanwhile):
    choices = world.choices()
    seen = of_merge(Merger(world.proposal, world.report), choices).mark
    meanwhile(world)
    with pytest.raises(ChangedMeanwhile):
        merge(world.proposal, world.report, choices, seen=seen, by=make_administrator(), on=TODAY, reason="")
    assert Inspection.objects.get(slug="drawer").is_proposed


def test_what_another_force_does_meanwhile_is_no_matter(world):
    choices = world.choices()
    seen = of_merge(Merger(world.proposal, world.report), choices).mark
    make_answer(make_obligation(make_force(), world.theirs.recommendation))
    merge(world.proposal, world.report, choices, seen=seen, by=make_administrator(), on=TODAY, reason="")


@pytest.mark.parametrize("first", ["accept", "merge"])
def test_only_one_of_two_decisions_is_carried_out(world, first):
    choices = world.choices()
    seen = of_merge(Merger(world.proposal, world.report), choices).mark
    signed = {"by": make_administrator(), "on": TODAY, "reason": "Meanwhile."}
    register.accept(world.proposal, **signed) if first == "accept" else world.merge()
    with pytest.raises(register.NotProposed):
        merge(world.proposal, world.report, choices, seen=seen, **signed)
    with pytest.raises(register.NotProposed):
        register.accept(world.proposal, **signed)
