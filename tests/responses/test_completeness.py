"""What a response still lacks, found by the check: what the law asks for, what does not add up, what is advice."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.models import OfficeHolder, RelatedForce
from responses.actions import save_draft
from responses.models import SourceDocument, StatutoryResponse
from responses.workspace.checks import Check
from responses.workspace.content import Printed
from responses.workspace.sections import save_remark
from tests.factories import (
    PUBLISHED_ON,
    make_answer,
    make_force,
    make_inspection,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = PUBLISHED_ON + timedelta(days=39)


class World:
    """A report with four recommendations for the force, one of them on a condition, one for others, and an AFI."""

    def __init__(self):
        self.force = make_force()
        self.office = make_local_policing_body(self.force)
        self.report = make_inspection([self.force])
        conditions = ["", "", "", "forces that have no agreement"]
        self.items = [make_recommendation(self.report, condition=condition) for condition in conditions]
        self.afi = make_recommendation(self.report, kind="area_for_improvement")
        self.other = make_recommendation(self.report)
        self.owed = {item: make_obligation(body=self.force, recommendation=item) for item in [*self.items, self.afi]}
        self.duty = RelatedForce.objects.get()
        self.editor = make_user(self.office, Membership.Role.EDITOR)
        self.response = StatutoryResponse(duty=self.duty, body=self.office)

    def record(self, **facts):
        for name, value in facts.items():
            setattr(self.response, name, value)
        self.response.save()

    def answer(self, *items):
        for item in items:
            make_answer(
                self.owed[item], on=PUBLISHED_ON + timedelta(days=3), position="in_progress", action="We do it."
            )

    def complete(self):
        self.record(
            comments="We welcome it.",
            chief_officer_comments="Accepted.",
            reply="Thank you.",
            monitoring="Monthly.",
            dated_on=TODAY,
            signatory=OfficeHolder.objects.create(body=self.office, name="D", title="PCC", from_on=date(2024, 5, 9)),
        )
        self.answer(*self.items, self.afi)

    @property
    def check(self):
        return Check(Printed(self.duty, TODAY), seat_of(self.editor, TODAY))

    @property
    def found(self):
        return [(gap.weight.value, gap.section or gap.item.pk) for gap in self.check.gaps]


@pytest.fixture
def world():
    return World()


def test_nothing_is_written_yet(world):
    law = [("law", "comments"), ("law", "chief-officer"), ("law", "reply")]
    items = [("law", item.pk) for item in world.items]
    advice = [("advice", world.afi.pk), ("needed", "signature"), ("advice", "signature")]
    assert world.found == [*law, ("advice", "monitoring"), *items, *advice]


def test_a_complete_response_lacks_nothing(world):
    world.complete()
    assert world.found == []
    assert len(world.check.done) == 5 + 5


def test_that_the_chief_officer_gave_no_comments_is_an_answer_when_it_is_explained(world):
    world.complete()
    world.record(chief_officer_comments="", reply="", absence="Asked for by 1 July; none came.")
    assert world.found == []


def test_it_says_how_late_the_chief_officers_comments_are(world):
    world.record(comments_asked_on=PUBLISHED_ON, comments_due_on=TODAY - timedelta(days=8))
    [gap] = [gap for gap in world.check.gaps if gap.section == "chief-officer"]
    assert "8 days ago" in gap.why


def test_an_item_on_a_condition_is_asked_about(world):
    [gap] = [gap for gap in world.check.gaps if gap.item == world.items[3]]
    assert "condition" in gap.why


def test_an_answer_that_is_only_drafted_is_not_there_for_readers(world):
    world.complete()
    item = make_recommendation(world.report)
    owed = make_obligation(body=world.force, recommendation=item)
    seat = seat_of(world.editor, TODAY)
    words = {"position": "in_progress", "action": "We will."}
    save_draft(owed, seat.side_for(owed), words, by=world.editor, revision=0)
    [gap] = world.check.gaps
    assert gap.item == item
    assert gap.what.startswith("Share")


def test_answered_with_another_answer_counts(world):
    world.complete()
    item = make_recommendation(world.report)
    owed = make_obligation(body=world.force, recommendation=item)
    make_answer(owed, on=TODAY, position="in_progress", answered_with=world.owed[world.items[0]].response)
    assert world.found == []


def test_a_linked_passage_of_the_comments_counts_while_it_stands(world):
    world.complete()
    item = make_recommendation(world.report)
    make_obligation(body=world.force, recommendation=item)
    world.record(comments="We welcome it.\n\nAll officers are trained.")
    linked = {"section": "comments", "by": world.editor, "on": TODAY}
    save_remark(world.duty, item, "All officers are trained.", **linked)
    assert world.found == []
    assert "All officers are trained." in Printed(world.duty, TODAY).content().items[-1].answer.answered_with
    world.response.refresh_from_db()
    world.record(comments="We welcome it.")
    assert world.found == [("check", item.pk)]


@pytest.mark.on_one_database
@pytest.mark.parametrize(
    ("words", "gaps"),
    [
        ("The report made three recommendations for forces.", 1),
        ("The report made four recommendations for forces.", 0),
        ("I accept the three recommendations.", 1),
        ("- I accept the **three** [recommendations](https://example.org).", 1),
        ("I accept all five recommendations, of which four are ours.", 0),
        ("HMICFRS made 5 recommendations.", 0),
        ("HMICFRS made 6 recommendations.", 1),
        ("Two recommendations concern data.", 0),
    ],
)
def test_counts_in_the_text_that_differ_from_the_report(world, words, gaps):
    world.complete()
    world.record(comments=words)
    assert world.found == [("check", "comments")] * gaps
    if gaps:
        assert f"recommendation {world.items[3].number}" in world.check.gaps[0].why


def test_a_wrong_count_in_an_imported_document_is_kept_and_asked_about(world):
    world.complete()
    facts = {"inspection": world.report, "force": world.force, "name": "response.docx", "sha256": "0" * 64, "on": TODAY}
    SourceDocument.objects.create(**facts, miscounts=["The text counts 3 recommendations for forces; 4 are."])
    [gap] = world.check.missing
    assert "response.docx" in gap.what


def test_recipients_that_the_law_names(world):
    world.complete()
    world.record(recipients="The Home Secretary")
    assert world.found == [("check", "signature")]


def test_a_cause_of_concern_is_answered_by_what_stands_under_it(world):
    world.complete()
    cause = make_recommendation(world.report, kind="cause_of_concern")
    under = make_recommendation(world.report, cause=cause)
    for item in (cause, under):
        make_obligation(body=world.force, recommendation=item)
    assert world.found == [("law", under.pk)]
    said = {item.label: item.answer for item in Printed(world.duty, TODAY).content().items}
    assert said[cause.label].is_empty
    make_answer(under.obligations.get(), on=TODAY, position="in_progress", action="We do it.")
    said = {item.label: item.answer for item in Printed(world.duty, TODAY).content().items}
    assert (said[cause.label].answered_with, said[under.label].answered_with) == (under.label, "")


def test_by_when_comments_were_asked_for_is_printed_where_none_came(world):
    world.record(absence="The chief constable is new.", comments_asked_on=TODAY, comments_due_on=date(2026, 11, 14))
    absence = Printed(world.duty, TODAY).content().chief_officer.absence
    assert absence.startswith("The chief constable is new.")
    assert absence.endswith("to be given by 14 November 2026.")


def test_the_queries_do_not_grow_with_the_items(world):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert world.check.gaps
        return len(queries)

    few = asked()
    for _n in range(20):
        make_obligation(body=world.force, recommendation=make_recommendation(world.report))
    assert asked() <= few <= 8
