"""A statutory response from the first word to the correction after publication, as dated facts."""

from datetime import date, timedelta

import pytest

from inspections.actions import ActionError
from inspections.models import OfficeHolder
from responses.models import StatutoryResponse, Step
from responses.workspace import signing, steps
from responses.workspace.content import Printed
from responses.workspace.sections import SECTIONS, Frozen, SectionChanged, save_section, seen
from tests.factories import (
    PUBLISHED_ON,
    make_force,
    make_inspection,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = PUBLISHED_ON + timedelta(days=40)


@pytest.fixture
def duty():
    force = make_force()
    office = make_local_policing_body(force)
    inspection = make_inspection([force])
    make_obligation(body=force, recommendation=make_recommendation(inspection))
    make_recommendation(inspection)
    OfficeHolder.objects.create(
        body=office, name="Dana Whitlock", title="Police and Crime Commissioner", from_on=date(2024, 5, 9)
    )
    return inspection.related_forces.get()


@pytest.fixture
def approver():
    return make_user()


def write(duty, approver, **words):
    section = next(name for name, fields in SECTIONS.items() if words.keys() <= set(fields))
    current = StatutoryResponse.objects.filter(duty=duty).first()
    return save_section(duty, section, words, by=approver, on=TODAY, saw=seen(current) if current else 0)


def signed(duty, approver):
    write(duty, approver, comments="We welcome the report.")
    write(duty, approver, signatory=OfficeHolder.objects.get())
    return signing.sign_off(duty, by=approver, on=TODAY, today=TODAY)


def test_a_signed_response_is_kept_whole_and_changes_no_more(duty, approver):
    version = signed(duty, approver)
    assert version.number == 1
    assert version.documents.count() == 8
    assert version.content.comments == "We welcome the report."
    assert version.content.signatory.title == "Police and Crime Commissioner"
    with pytest.raises(Frozen):
        write(duty, approver, comments="Something else.")


def test_the_names_and_titles_of_the_day_stay(duty, approver):
    version = signed(duty, approver)
    OfficeHolder.objects.update(name="Somebody Else", title="Mayor")
    version.refresh_from_db()
    assert version.content.signatory.name == "Dana Whitlock"


def test_a_gap_needs_a_reason_that_is_kept(duty, approver):
    write(duty, approver, signatory=OfficeHolder.objects.get())
    with pytest.raises(signing.GapsRemain):
        signing.sign_off(duty, by=approver, on=TODAY, today=TODAY, gaps=["No comments."])
    assert not Step.objects.exists()
    version = signing.sign_off(
        duty, by=approver, on=TODAY, today=TODAY, gaps=["No comments."], gaps_reason="None came."
    )
    assert version.gaps == ["No comments."]
    assert version.gaps_reason == "None came."


def test_only_an_office_holder_of_the_day_signs(duty, approver):
    write(duty, approver, signatory=OfficeHolder.objects.get())
    OfficeHolder.objects.update(from_on=TODAY + timedelta(days=1))
    with pytest.raises(signing.NoSignatory):
        signing.sign_off(duty, by=approver, on=TODAY, today=TODAY)


def test_a_correction_is_a_version_beside_the_old_and_moves_no_day(duty, approver):
    first = signed(duty, approver)
    steps.record_published(duty, by=approver, on=TODAY, today=TODAY, address="https://example.org/1")
    later = TODAY + timedelta(days=10)
    signing.begin_correction(duty, by=approver, on=later, reason="A figure was wrong.")
    write(duty, approver, comments="The figure is 7.")
    second = signing.sign_off(duty, by=approver, on=later, today=later)
    steps.record_published(duty, by=approver, on=later, today=later, address="https://example.org/2")
    response = StatutoryResponse.objects.get()
    assert (first.number, second.number) == (1, 2)
    assert second.content.correction == "A figure was wrong."
    assert first.content.comments == "We welcome the report."
    assert response.published_on == TODAY
    assert response.published_until == later
    assert response.address == "https://example.org/2"


def test_what_is_sent_or_published_needs_a_signature(duty, approver):
    write(duty, approver, comments="Words")
    for act in (
        lambda: steps.record_published(duty, by=approver, on=TODAY, today=TODAY),
        lambda: steps.record_sent(duty, Step.Kind.SECRETARY, by=approver, on=TODAY, today=TODAY),
    ):
        with pytest.raises(steps.WrongStep):
            act()


def test_a_sign_off_is_undone_with_a_reason_until_it_was_published(duty, approver):
    version = signed(duty, approver)
    step = version.steps.get()
    steps.undo(step, by=approver, on=TODAY, reason="Too early.")
    assert StatutoryResponse.objects.get().signed_on is None
    again = signing.sign_off(duty, by=approver, on=TODAY, today=TODAY)
    assert again.number == 1
    steps.record_published(duty, by=approver, on=TODAY, today=TODAY)
    with pytest.raises(steps.WrongStep):
        steps.undo(again.steps.get(kind="signed"), by=approver, on=TODAY, reason="Too late.")


def test_an_undone_publication_leaves_the_response_unpublished(duty, approver):
    signed(duty, approver)
    step = steps.record_published(duty, by=approver, on=TODAY, today=TODAY)
    steps.undo(step, by=approver, on=TODAY, reason="It went out only today.")
    response = StatutoryResponse.objects.get()
    assert response.published_on is None
    assert response.signed_on == TODAY


def test_two_who_write_one_section_do_not_lose_words(duty, approver):
    response = write(duty, approver, comments="One.")
    saw = seen(response)
    save_section(duty, "comments", {"comments": "Two."}, by=approver, on=TODAY, saw=saw)
    save_section(duty, "monitoring", {"monitoring": "Monthly."}, by=approver, on=TODAY, saw=saw)
    with pytest.raises(SectionChanged) as changed:
        save_section(duty, "comments", {"comments": "Three."}, by=approver, on=TODAY, saw=saw)
    assert changed.value.current.comments == "Two."
    assert changed.value.fields == ["comments"]


def test_what_is_printed_has_every_item_and_no_draft(duty, approver, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        content = Printed(duty, TODAY).content()
    assert len(content.items) == 2
    assert content.items[0].answer.is_empty
    assert content.items[1].answer is None
    assert content.draft


def test_the_day_lies_between_publication_of_the_report_and_today(duty, approver):
    for on in (PUBLISHED_ON - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(ActionError):
            steps.mark_ready(duty, by=approver, on=on, today=TODAY)
