"""An administrator enters a report with its items, corrects it, and is told beside the field what cannot be."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from inspections import actions
from inspections.actions import merge_inspection, merge_item
from inspections.models import Act, Inspection, Obligation, Recommendation
from responses.models import StatutoryResponse
from tests.adminforms import complaints, new_rows, row, typed
from tests.factories import (
    PUBLISHED_ON,
    make_administrator,
    make_force,
    make_inspection,
    make_level,
    make_national_body,
    make_obligation,
    make_recommendation,
)

ADD = reverse("admin:inspections_inspection_add")
LIST = reverse("admin:inspections_inspection_changelist")
REPORT = {"title": "Safer in custody", "slug": "safer-in-custody", "published_on": "2025-06-18"}


@pytest.fixture
def administrator(client, db):
    user = make_administrator()
    client.force_login(user)
    return user


def page_of(inspection):
    return reverse("admin:inspections_inspection_change", args=[inspection.pk])


def add(client, *items, **report):
    page = client.get(ADD)
    return client.post(ADD, typed(page, **REPORT | report | new_rows(*items)))


def change(client, inspection, **changes):
    address = page_of(inspection)
    return client.post(address, typed(client.get(address), **changes))


def item(**kwargs):
    values = {"deadline_text": "By 31 December 2026", "deadline_kind": "date", "due_on": date(2026, 12, 31)}
    return make_recommendation(**(values | kwargs))


# --- adding


def test_a_report_with_items_addressed_to_all_forces_is_added_in_one_save(client, administrator):
    forces = [make_force() for _ in range(3)]
    gone = make_force(active_until=PUBLISHED_ON - timedelta(days=1))
    office = make_national_body()
    first = {"number": "1", "deadline_text": "By the end of March 2026", "all_forces": True}
    second = {"number": "2", "text": "Within three months, the Office should write.", "bodies": [office.pk]}
    answer = add(client, first, second, all_forces=True, national=True)
    assert answer.url == LIST
    one, two = Inspection.objects.get().items.all()
    assert (one.due_on, one.deadline_kind, one.sequence) == (date(2026, 3, 31), "month", 1)
    assert (two.due_on, two.deadline_period, two.deadline_text) == (date(2025, 9, 18), "P3M", "Within three months")
    assert (two.sequence, two.issued_on) == (2, PUBLISHED_ON)
    assert set(one.obligations.values_list("body", flat=True)) == {force.pk for force in forces} - {gone.pk}
    assert set(one.obligations.values_list("due_on", "addressed_on")) == {(date(2026, 3, 31), PUBLISHED_ON)}
    assert list(two.obligations.values_list("body", flat=True)) == [office.pk]
    assert set(Act.objects.values_list("kind", "by", "on")) == {("addressed", administrator.pk, PUBLISHED_ON)}
    assert set(Inspection.objects.get().relates_to.all()) == set(forces)


def test_a_report_under_embargo_is_entered_before_its_day(client, administrator):
    make_force()
    add(client, {"all_forces": True}, published_on="2099-01-01")
    assert Obligation.objects.get().addressed_on == date(2099, 1, 1)
    assert b"Safer in custody" in client.get(LIST, {"state": "embargoed"}).content


REFUSED = {
    "a deadline that cannot be read": ({"deadline_text": "in due course"}, "items-0-deadline_text", "31 December 2024"),
    "a day that does not exist": ({"deadline_text": "By 31 February 2026"}, "items-0-deadline_text", "calendar"),
    "a text with such a deadline": ({"text": "By March, forces should act."}, "items-0-deadline_text", "day open"),
    "a deadline before publication": ({"deadline_text": "By 1 May 2024"}, "items-0-deadline_text", "18 June 2025"),
    "such a day typed": ({"explicit_due_on": "2024-05-01"}, "items-0-explicit_due_on", "1 May 2024, comes before"),
    "no day at all": ({"explicit_due_on": "soon"}, "items-0-explicit_due_on", "valid date"),
    "an issue before publication": ({"issued_on": "2025-01-01"}, "items-0-issued_on", "18 June 2025"),
    "NUL bytes": ({"text": "a\x00b"}, "items-0-text", "Null"),
    "a text without end": ({"text": "a" * 60_000}, "items-0-text", "20000"),
    "an unknown body": ({"bodies": ["999999"]}, "items-0-bodies", "999999"),
}


@pytest.mark.on_one_database
@pytest.mark.parametrize(("fields", "place", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_beside_its_field(client, administrator, fields, place, words):
    page = add(client, {"number": "1", "subject": "Kept"} | fields)
    assert words in " ".join(complaints(page)[place])
    assert not Inspection.objects.exists()
    content = page.content.decode()
    assert REPORT["title"] in content
    assert 'value="Kept"' in content


def test_an_explicit_day_counts_where_the_words_cannot_be_read(client, administrator):
    add(client, {"deadline_text": "before the next election", "explicit_due_on": "2028-05-04"})
    kept = Recommendation.objects.get()
    assert (kept.deadline_text, kept.due_on, kept.deadline_kind) == (
        "before the next election",
        date(2028, 5, 4),
        "date",
    )


def test_an_explicit_day_that_the_words_give_too_keeps_their_reading(client, administrator):
    add(client, {"deadline_text": "By March 2026", "explicit_due_on": "2026-03-31"})
    assert Recommendation.objects.get().deadline_kind == "month"


def test_two_new_items_with_one_number_clash_beside_the_second(client, administrator):
    page = add(client, {"number": "4"}, {"number": "4", "subject": "Kept"})
    assert complaints(page) == {
        "items-1-number": ["Number 4 is already used for another recommendation of this report."]
    }
    assert not Inspection.objects.exists()


def test_an_afi_may_have_a_recommendations_number(client, administrator):
    add(client, {"number": "4"}, {"number": "4", "kind": "area_for_improvement"}, {}, {})
    assert Recommendation.objects.count() == 4


def test_an_address_that_is_taken(client, administrator):
    make_inspection(slug="safer-in-custody")
    page = add(client)
    assert complaints(page) == {"slug": ["Another inspection has this address. Choose another."]}


def test_all_forces_need_a_day_of_publication(client, administrator):
    page = add(client, {"all_forces": True}, published_on="", all_forces=True)
    assert set(complaints(page)) == {"all_forces", "items-0-all_forces"}


def test_an_accelerated_cause_of_concern_is_issued_before_its_report(client, administrator):
    force = make_force()
    fields = {"issued_on": "2025-04-01", "deadline_text": "immediate", "bodies": [force.pk]}
    add(client, {"kind": "cause_of_concern"} | fields)
    owed = Obligation.objects.get()
    assert (owed.due_on, owed.addressed_on, owed.in_totals) == (date(2025, 4, 1), PUBLISHED_ON, False)


# --- changing


def test_opening_and_saving_changes_nothing(client, administrator):
    inspection = make_inspection([make_force()])
    for _ in range(2):
        actions.address_to_all_forces(item(inspection=inspection), by=administrator)
    make_obligation(recommendation=make_recommendation(inspection, due_on=date(2027, 1, 1), deadline_kind="date"))
    before = list(Recommendation.objects.values()), list(Act.objects.values())
    assert change(client, inspection).url == LIST
    assert (list(Recommendation.objects.values()), list(Act.objects.values())) == before
    assert Recommendation.history.count() == 3


def test_the_page_says_how_a_deadline_was_read(client, administrator):
    owned = item(deadline_text="within three months", deadline_kind="relative", deadline_period="P3M")
    assert b"31 December 2026 (a time counted from the day of issue)" in client.get(page_of(owned.inspection)).content


def test_a_corrected_deadline_moves_the_bodies_that_follow_it(client, administrator):
    corrected = item()
    follows, own = (make_obligation(recommendation=corrected) for _ in range(2))
    actions.move_deadline([own], due_on=date(2027, 6, 30), by=administrator, on=date(2026, 1, 1), reason="Agreed.")
    change(
        client,
        corrected.inspection,
        reason="A misprint.",
        **row(0, deadline_text="By 31 March 2027"),
    )
    follows.refresh_from_db()
    own.refresh_from_db()
    assert (follows.due_on, own.due_on) == (date(2027, 3, 31), date(2027, 6, 30))
    act = follows.acts.get(kind="corrected")
    assert (act.reason, act.by, act.became) == ("A misprint.", administrator, "2027-03-31")
    assert corrected.history.first().history_change_reason == "A misprint."


def test_a_correction_needs_its_reason(client, administrator):
    corrected = item()
    owed = make_obligation(recommendation=corrected)
    page = change(client, corrected.inspection, **row(0, deadline_text="By 31 March 2027"))
    assert "Say why" in complaints(page)["items-0-deadline_text"][0]
    owed.refresh_from_db()
    assert owed.due_on == date(2026, 12, 31)


def test_a_changed_day_of_publication_carries_its_items_along(client, administrator):
    force = make_force()
    counted = item(deadline_text="within 3 months", deadline_kind="relative", deadline_period="P3M")
    Recommendation.objects.update(due_on=date(2025, 9, 18))
    actions.address(counted, [force], by=administrator)
    page = change(client, counted.inspection, published_on="2025-07-01")
    assert set(complaints(page)) == {"reason"}
    change(client, counted.inspection, published_on="2025-07-01", reason="The report names 1 July.")
    owed = Obligation.objects.get()
    assert (owed.due_on, owed.addressed_on) == (date(2025, 10, 1), date(2025, 7, 1))
    assert owed.acts.get(kind="corrected").reason == "The report names 1 July."


@pytest.mark.parametrize("also", [{}, {"subject": "Renamed"}], ids=["the day alone", "an item as well"])
def test_a_report_gets_its_day_of_publication(client, administrator, also):
    inspection = make_inspection(published_on=None)
    counted = make_recommendation(
        inspection, deadline_text="within three months", deadline_kind="relative", deadline_period="P3M"
    )
    [owed] = actions.address(counted, [make_national_body()], by=administrator)
    assert (owed.due_on, owed.addressed_on) == (None, None)
    assert change(client, inspection, published_on="2025-06-18", **row(0, **also)).status_code == 302
    owed.refresh_from_db()
    counted.refresh_from_db()
    assert (owed.due_on, owed.addressed_on) == (date(2025, 9, 18), PUBLISHED_ON)
    assert (counted.due_on, counted.issued_on) == (date(2025, 9, 18), PUBLISHED_ON)
    assert set(owed.acts.values_list("kind", flat=True)) == {"addressed", "corrected"}


def test_a_response_that_is_not_published_is_not_in_the_way_of_the_day(client, administrator):
    force = make_force()
    inspection = make_inspection([force])
    StatutoryResponse.objects.create(duty=inspection.related_forces.get(), body=force, comments="Half of it.")
    assert change(client, inspection, published_on="2025-07-01", reason="The report names 1 July.").status_code == 302


def test_a_day_of_publication_after_a_deadline_is_refused_beside_that_deadline(client, administrator):
    late = item()
    page = change(client, late.inspection, published_on="2027-01-01", reason="A guess.")
    assert "31 December 2026, comes before 1 January 2027" in complaints(page)["items-0-deadline_text"][0]
    late.inspection.refresh_from_db()
    assert late.inspection.published_on == PUBLISHED_ON


def test_a_body_that_answered_stays_and_nothing_else_is_saved(client, administrator):
    answered = make_obligation(answered_on=date(2026, 1, 1), recommendation=item())
    inspection = answered.recommendation.inspection
    page = change(client, inspection, title="New", reason="Wrong.", **row(0, all_forces=None, bodies=None))
    [sentence] = complaints(page)["items-0-bodies"]
    assert "already answered" in sentence
    assert answered.body.name in sentence
    inspection.refresh_from_db()
    assert inspection.title != "New"


def test_a_body_entered_in_error_is_taken_off_and_another_added(client, administrator):
    office, other = make_national_body(), make_national_body()
    wrong = make_obligation(office, recommendation=item())
    inspection = wrong.recommendation.inspection
    assert "Say why" in complaints(change(client, inspection, **row(0, bodies=[other.pk])))["items-0-bodies"][0]
    change(client, inspection, reason="Misread.", **row(0, bodies=[other.pk]))
    wrong.refresh_from_db()
    assert wrong.removal == "error"
    assert wrong.acts.get(kind="removed").reason == "Misread."
    assert wrong.recommendation.obligations.live().get().body == other


def test_numbers_can_change_hands(client, administrator):
    inspection = make_inspection()
    one, two = (make_recommendation(inspection, number=number) for number in "12")
    change(client, inspection, **row(0, number="2"), **row(1, number="1"))
    assert [Recommendation.objects.get(pk=each.pk).number for each in (one, two)] == ["2", "1"]


def test_a_number_that_an_item_already_has(client, administrator):
    inspection = make_inspection()
    make_recommendation(inspection, number="1")
    make_recommendation(inspection, number="2")
    assert set(complaints(change(client, inspection, **row(1, number="1")))) == {"items-1-number"}


def test_an_addressed_item_does_not_become_a_cause_of_concern(client, administrator):
    owed = make_obligation(recommendation=item())
    page = change(client, owed.recommendation.inspection, **row(0, kind="cause_of_concern"))
    assert "Take the bodies off it first" in complaints(page)["items-0-kind"][0]


def test_an_item_stands_under_a_cause_of_concern_of_its_report(client, administrator):
    inspection, level = make_inspection(), make_level()
    cause = make_recommendation(inspection, kind="cause_of_concern", number="1")
    under = make_recommendation(inspection, number="1")
    change(client, inspection, **row(1, cause=cause.pk, level=level.pk))
    under.refresh_from_db()
    assert (under.cause, under.level) == (cause, level)
    foreign = make_recommendation(kind="cause_of_concern")
    assert set(complaints(change(client, inspection, **row(1, cause=foreign.pk)))) == {"items-1-cause"}


def test_an_item_that_somebody_owes_is_not_deleted(client, administrator):
    owed = make_obligation()
    page = change(client, owed.recommendation.inspection, **row(0, DELETE=True))
    assert page.status_code == 200
    assert Recommendation.objects.exists()


def test_an_item_of_nobody_is_deleted(client, administrator):
    alone = make_recommendation()
    change(client, alone.inspection, **row(0, DELETE=True))
    assert not Recommendation.objects.exists()


def test_the_forces_a_report_relates_to_change(client, administrator):
    one, two, three = (make_force() for _ in range(3))
    inspection = make_inspection([one, two])
    change(client, inspection, forces=[two.pk, three.pk], all_forces=None)
    assert set(inspection.relates_to.all()) == {two, three}


def test_a_report_added_without_javascript_has_an_empty_item(client, administrator):
    assert client.get(ADD).context["inline_admin_formsets"][0].formset.total_form_count() == 1


# --- proposed


def test_a_proposed_report_is_accepted_or_merged_from_the_list(client, administrator):
    inspection = make_inspection(proposed_by=make_national_body())
    owed = make_obligation(recommendation=item(inspection=inspection))
    assert owed.addressed_on is None
    page = client.get(LIST, {"attention": "proposed"}).content.decode()
    assert f'href="{inspection.get_absolute_url()}merge/"' in page
    accept = f"{inspection.get_absolute_url()}accept/"
    assert f'href="{accept}"' in page
    client.post(accept, {"reason": "It is the report."})
    inspection.refresh_from_db()
    owed.refresh_from_db()
    assert inspection.accepted_on is not None
    assert owed.addressed_on == PUBLISHED_ON
    assert (owed.acts.get().by, owed.acts.get().reason) == (administrator, "It is the report.")
    assert accept not in client.get(LIST).content.decode()


def test_a_report_that_was_merged_is_only_looked_at(client, administrator):
    report, row = make_inspection(), item(inspection=make_inspection(proposed_by=make_national_body()))
    merge_item(row, item(inspection=report), by=administrator, on=PUBLISHED_ON, reason="The same.")
    merge_inspection(row.inspection, report, reason="The same.")
    for model, pk in (("inspection", row.inspection_id), ("recommendation", row.pk)):
        page = client.post(reverse(f"admin:inspections_{model}_change", args=[pk]), {}, follow=True)
        assert page.redirect_chain == [(reverse(f"admin:inspections_{model}_history", args=[pk]), 302)]
        assert b"The same." in page.content
    assert client.get(reverse("admin:inspections_inspection_paste", args=[row.inspection_id])).status_code == 404
    assert client.get(LIST, {"state": "merged"}).context["cl"].result_count == 1
    assert client.get(LIST, {"attention": "proposed"}).context["cl"].result_count == 0


# --- the race that a form cannot see


def test_an_answer_that_comes_while_saving_is_not_lost(client, administrator, monkeypatch):
    owed = make_obligation(make_national_body(), recommendation=item())
    inspection = owed.recommendation.inspection

    def answered_meanwhile(rows):
        """The form looks before the answer arrives."""
        Obligation.objects.filter(pk=owed.pk).update(answered_on=date(2026, 1, 1))

    monkeypatch.setattr("inspections.forms.items.refuse_answered", answered_meanwhile)
    answer = change(client, inspection, title="New", reason="Wrong.", **row(0, bodies=None))
    assert answer.url == page_of(inspection)
    assert b"already answered" in client.get(answer.url).content
    inspection.refresh_from_db()
    assert inspection.title != "New"
