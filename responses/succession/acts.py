"""A force merges, a local policing body hands over: in one transaction, from the register up to the drafts."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from simple_history.utils import bulk_update_with_history

from accounts.succession import pass_memberships
from inspections.actions import hand_over_governance, merge_bodies, pass_duties
from inspections.governance import overseer_of
from inspections.models import RelatedForce
from responses.actions import rebase
from responses.models import Draft, Response, Words
from responses.owners import pass_owners, pass_side
from responses.succession.filters import pass_filters
from responses.succession.words import combined


def duties_in_hand(bodies):
    """The duties to respond to a report for which no published response is recorded, not to another report either."""
    published = Q(statutory_response__published_on__isnull=False)
    published |= Q(statutory_response__answered_by__published_on__isnull=False)
    return RelatedForce.objects.filter(force__in=bodies, ended_on=None).exclude(published)


@transaction.atomic
def merge(predecessors, successor, *, by, on, reason):
    """Merge bodies into their successor from the day on, with what they owe, answer and write, and their people.

    The published and the shared words of the predecessors stay where they are, and are carried into the successor's.
    Raises CannotSucceed, and writes nothing, where the bodies cannot merge on that day.
    """
    sides = _sides(predecessors, successor, on)
    passed = merge_bodies(predecessors, successor, by=by, on=on, reason=reason)
    pass_duties(duties_in_hand(predecessors), successor, by=by, on=on, reason=reason)
    pass_memberships(predecessors, successor, on=on, reason=reason)
    shared = _answers(passed)
    answers = _pass_answers(passed, shared, reason)
    _pass_drafts(passed, shared, sides, answers, reason)
    places = {row.pk: one.obligation for one in passed for row in one.rows}
    pass_owners(places, sides, by=by, on=on, reason=reason)
    pass_filters(predecessors, successor)
    _wait_for(predecessors, successor, by=by, reason=reason)
    _offer_to(predecessors, successor)
    return passed


@transaction.atomic
def hand_over(body, successor, *, by, on, reason):
    """A local policing body gives way to another one: its forces, its people and its drafts pass from the day on.

    Responses that were published keep the name of their day. Raises CannotSucceed, and writes nothing.
    """
    forces = hand_over_governance(body, successor, on=on, reason=reason)
    pass_memberships([body], successor, on=on, reason=reason)
    drafts = list(drafts_of(body))
    theirs = {draft.obligation_id: draft for draft in drafts_of(successor)}
    for draft in drafts:
        if other := theirs.get(draft.obligation_id):
            _write_into(other, draft, reason)
        else:
            draft.side = successor
    pass_side(body, successor, by=by, reason=reason)
    pass_filters([body], successor)
    moved = [draft for draft in drafts if draft.obligation_id not in theirs]
    bulk_update_with_history(moved, Draft, ["side"], default_change_reason=reason, default_user=by)
    return forces


def drafts_of(body):
    """What the local policing body is writing on what its forces owe."""
    return Draft.objects.filter(side=body).select_related("side", "obligation")


def _write_into(draft, other, reason):
    """Put another side's draft into this one, each under its name."""
    for name, value in combined([(other.side, other.words), (draft.side, draft.words)], named=True).items():
        setattr(draft, name, value)
    draft.revision += 1
    draft.sent_at = draft.sent_by = None
    draft._change_reason = other._change_reason = reason
    draft.save()
    other.delete()


# Answers --------------------------------------------------------------------------------------------------------------


def _rows(passed):
    return [row for one in passed for row in one.rows]


def _answers(passed):
    """{obligation id: its shared answer} of the rows whose place is taken."""
    answers = Response.objects.filter(obligation__in=_rows(passed)).select_related(
        "shared_by", "shared_from", "waiting_on", "answered_with__obligation__recommendation"
    )
    answers = answers.select_related("answered_with__obligation__body").prefetch_related("offered_to")
    return {answer.obligation_id: answer for answer in answers}


def _of(one, shared):
    """Those of the shared answers in whose place one obligation is, by the row they answer."""
    return {row.pk: shared[row.pk] for row in one.rows if row.pk in shared}


def _pass_answers(passed, shared, reason):
    """Carry shared answers to the successor. Returns {id of an earlier answer: the answer in its place}."""
    answers = {}
    for one in passed:
        if earlier := _of(one, shared):
            response = _successors_answer(one, earlier, reason)
            answers |= {answer.pk: response for answer in earlier.values()}
    for response in {response.pk: response for response in answers.values()}.values():
        if response.answered_with_id in answers:
            response.answered_with = answers[response.answered_with_id]
            response._change_reason = reason
            response.save()
    return answers


def _successors_answer(passed, shared, reason):
    parts = [(row.body, shared[row.pk].words) for row in passed.rows if row.pk in shared]
    words = combined(parts, named=len(passed.rows) > 1)
    if Words.CLAIMS.get(words["position"], "") != passed.obligation.claim:
        words["position"] = _position(passed.obligation.claim, parts)
    last = max(shared.values(), key=lambda answer: (answer.shared_on, answer.pk))
    response = Response(
        obligation=passed.obligation,
        shared_on=last.shared_on,
        shared_by=last.shared_by,
        shared_from=last.shared_from,
        **words | {"waiting_on": passed.obligation.waiting_on},
    )
    response._change_reason = reason
    response.save()
    offered = {body for answer in shared.values() for body in answer.offered_to.all()}
    response.offered_to.set(offered - {row.body for row in passed.rows} - {passed.obligation.body})
    return response


def _position(claim, parts):
    """Where it stands, so that it says neither more nor less than what counts as reported."""
    said = [words["position"] for _body, words in parts]
    return next((position for position in said if Words.CLAIMS.get(position) == claim), Words.Position.IN_PROGRESS)


# Drafts ---------------------------------------------------------------------------------------------------------------


def _sides(predecessors, successor, on):
    """{side that wrote until then: side that goes on writing}: the bodies, and their local policing bodies."""
    overseer = overseer_of(successor, on)
    sides = {body.pk: successor for body in predecessors}
    if overseer:
        before = (overseer_of(body, on - timedelta(days=1)) for body in predecessors)
        sides |= {body.pk: overseer for body in before if body}
    return sides


def _pass_drafts(passed, shared, sides, answers, reason):
    """Each side of the successor goes on with what its predecessors were writing, one draft for the item."""
    drafts = Draft.objects.filter(obligation__in=_rows(passed)).select_related("side", "saved_by", "waiting_on")
    drafts = drafts.select_related("answered_with__obligation__recommendation", "answered_with__obligation__body")
    place = {row.pk: one for one in passed for row in one.rows}
    groups = {}
    for draft in drafts.order_by("pk"):
        one, side = place[draft.obligation_id], sides.get(draft.side_id, draft.side)
        groups.setdefault((one.obligation.pk, side.pk), (one, side, []))[2].append(draft)
    for one, side, group in groups.values():
        _successors_draft(one, _of(one, shared), group, side, answers, reason)


def _successors_draft(passed, shared, drafts, side, answers, reason):
    response = next((answers[answer.pk] for answer in shared.values()), None)
    written = {draft.obligation_id for draft in drafts}
    rebased = {draft.pk: rebase(draft, shared.get(draft.obligation_id)) for draft in drafts}
    bodies = {row.pk: row.body for row in passed.rows}
    parts = [(bodies[draft.obligation_id], rebased[draft.pk][0]) for draft in drafts]
    parts += [(bodies[pk], answer.words) for pk, answer in shared.items() if pk not in written]
    words = combined(sorted(parts, key=lambda part: part[0].name), named=len(passed.rows) > 1)
    if words["answered_with"] and words["answered_with"].pk in answers:
        words["answered_with"] = answers[words["answered_with"].pk]
    last = max(drafts, key=lambda draft: draft.saved_at)
    unseen = any(both for _words, both in rebased.values())
    draft = Draft(
        obligation=passed.obligation,
        side=side,
        # Words of the other side that a writer had not seen are still to be chosen between.
        based_on=0 if unseen or response is None else response.revision,
        saved_by=last.saved_by,
        sent_at=last.sent_at if len(drafts) == 1 else None,
        sent_by=last.sent_by if len(drafts) == 1 else None,
        **words,
    )
    draft._change_reason = reason
    draft.save()
    Draft.objects.filter(pk=draft.pk).update(saved_at=last.saved_at)
    for earlier in drafts:
        earlier._change_reason = reason
        earlier.delete()


# Others ---------------------------------------------------------------------------------------------------------------


def _wait_for(predecessors, successor, *, by, reason):
    """Drafts, of whatever body, that wait for a predecessor wait for the successor; its own no longer wait."""
    drafts = list(
        Draft.objects.filter(waiting_on__in=predecessors, obligation__removed_on=None).select_related("obligation")
    )
    for draft in drafts:
        draft.waiting_on = None if draft.obligation.body_id == successor.pk else successor
    bulk_update_with_history(drafts, Draft, ["waiting_on"], default_change_reason=reason, default_user=by)


def _offer_to(predecessors, successor):
    """What others offer to a predecessor is offered to the successor too."""
    others = Response.objects.filter(offered_to__in=predecessors, obligation__removed_on=None)
    for response in others.exclude(obligation__body=successor).distinct():
        response.offered_to.add(successor)
