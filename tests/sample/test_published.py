"""The bodies, and the two inspections that were published: what the data must say, written down from the facts."""

from datetime import date

import pytest

from inspections.models import Act, Body, Governance, Inspection, Obligation, OfficeHolder, Recommendation
from inspections.statuses import Status
from responses.models import Response, StatutoryResponse
from responses.statutory import Clock
from tests.sample.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]

FIRST = "group-based-child-sexual-exploitation-2023"
PROGRESS = "group-based-child-sexual-exploitation-progress-2025"
ALL_FORCES = "all 43 forces"
ASKED_IN_2023 = {
    ("recommendation", "1"): (
        date(2024, 12, 31),
        {
            "home-office",
            "department-for-education",
            "welsh-government",
            "national-crime-agency",
            "national-police-chiefs-council",
            "college-of-policing",
        },
    ),
    ("recommendation", "2"): (date(2024, 12, 31), ALL_FORCES),
    ("recommendation", "3"): (date(2025, 5, 30), {"national-crime-agency"}),
    ("recommendation", "4"): (date(2024, 12, 31), ALL_FORCES),
    ("recommendation", "5"): (date(2025, 3, 31), {"home-office"}),
    ("recommendation", "6"): (date(2026, 3, 31), {"home-office"}),
    ("recommendation", "7"): (date(2024, 12, 31), {"college-of-policing"}),
    ("recommendation", "8"): (date(2024, 6, 30), ALL_FORCES),
    ("recommendation", "9"): (date(2023, 12, 8), ALL_FORCES),
    ("area_for_improvement", "1"): (None, ALL_FORCES),
}
FORCES_AND_DEPARTMENTS = "all 43 forces, the Home Office and the Department for Education"
ASKED_IN_2025 = {
    ("recommendation", "1"): (date(2026, 3, 31), FORCES_AND_DEPARTMENTS),
    ("recommendation", "2"): (date(2026, 3, 31), ALL_FORCES),
    ("recommendation", "4"): (date(2026, 7, 31), ALL_FORCES),
    ("recommendation", "6"): (date(2026, 7, 31), ALL_FORCES),
}
ANSWERED = {
    (FIRST, "cleveland"): {"recommendation 2", "recommendation 4", "recommendation 9", "area_for_improvement 1"},
    **{
        (FIRST, force): {
            "recommendation 2",
            "recommendation 4",
            "recommendation 8",
            "recommendation 9",
            "area_for_improvement 1",
        }
        for force in ("cambridgeshire", "cheshire")
    },
    (FIRST, "hampshire"): {"recommendation 2", "recommendation 4", "recommendation 8", "recommendation 9"},
    (PROGRESS, "devon-and-cornwall"): {"recommendation 1", "recommendation 2", "recommendation 4", "recommendation 6"},
}
CLAIMED = {
    (FIRST, "cheshire", "area_for_improvement 1"),
    (FIRST, "hampshire", "recommendation 8"),
    (PROGRESS, "devon-and-cornwall", "recommendation 1"),
}


def slugs_of(addressees):
    forces = set(Body.objects.forces().values_list("slug", flat=True))
    named = {ALL_FORCES: forces, FORCES_AND_DEPARTMENTS: forces | {"home-office", "department-for-education"}}
    return addressees if isinstance(addressees, set) else named[addressees]


def rows_of(obligations):
    """Obligations as (inspection, body, "recommendation 4")."""
    names = ("recommendation__inspection__slug", "body__slug", "recommendation__kind", "recommendation__number")
    return {(report, body, f"{kind} {number}") for report, body, kind, number in obligations.values_list(*names)}


def published():
    return Obligation.objects.filter(recommendation__inspection__slug__in=[FIRST, PROGRESS])


def test_forces_and_national_bodies():
    assert Body.objects.forces().count() == 43
    assert Body.objects.forces().filter(nation="Wales").count() == 4
    assert not Body.objects.forces().filter(ons_code="").exists()
    assert set(Body.objects.national().values_list("name", flat=True)) == {
        "Home Office",
        "Department for Education",
        "Welsh Government",
        "National Crime Agency",
        "National Police Chiefs' Council",
        "College of Policing",
        "British Transport Police",
        "Civil Nuclear Constabulary",
        "Ministry of Defence Police",
    }
    assert Body.objects.get(slug="metropolitan").names[:2] == ["Metropolitan Police Service", "Metropolitan Police"]


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2025, 10, 24), DAY, date(2028, 2, 29)])
def test_every_force_has_one_local_policing_body(day):
    governed = Governance.objects.in_force_on(day).values_list("force", flat=True)
    assert sorted(governed) == sorted(Body.objects.forces().values_list("pk", flat=True))
    assert all(row.local_policing_body.is_local_policing_body for row in Governance.objects.in_force_on(day))


@pytest.mark.parametrize("force", ["south-yorkshire", "north-yorkshire"])
def test_two_mayors_took_over_from_commissioners(force):
    before, after = (
        Governance.objects.in_force_on(day).get(force__slug=force).local_policing_body
        for day in (date(2024, 5, 6), date(2024, 5, 7))
    )
    assert "Crime Commissioner" in before.name
    assert (after.kind, before.active_until, before.successor) == (Body.Kind.MAYOR, date(2024, 5, 6), after)


def test_office_holder_named_in_a_dated_letter():
    holder = OfficeHolder.objects.get(capacity=OfficeHolder.Capacity.HOLDER)
    assert (holder.body.slug, holder.from_on) == (
        "police-and-crime-commissioner-for-cambridgeshire-and-peterborough",
        date(2024, 2, 2),
    )


@pytest.mark.parametrize(("slug", "asked"), [(FIRST, ASKED_IN_2023), (PROGRESS, ASKED_IN_2025)])
def test_items_addressees_and_deadlines(slug, asked):
    items = Inspection.objects.get(slug=slug).items
    assert {(item.kind, item.number) for item in items.all()} == set(asked)
    for (kind, number), (due_on, addressees) in asked.items():
        item = items.get(kind=kind, number=number)
        assert item.due_on == due_on, item
        assert set(item.addressees.values_list("slug", flat=True)) == slugs_of(addressees), item
        assert set(item.obligations.values_list("due_on", flat=True)) == {due_on}, item


def test_words_of_deadlines_are_kept():
    items = Recommendation.objects.filter(inspection__slug=FIRST, kind="recommendation")
    assert items.get(number="5").deadline_text == "By 31 March 2025"
    assert (items.get(number="9").deadline_text, items.get(number="9").deadline_kind) == (
        "With immediate effect",
        "immediate",
    )
    assert items.get(number="8").condition


def test_both_reports_relate_to_every_force():
    assert [Inspection.objects.get(slug=slug).related_forces.count() for slug in (FIRST, PROGRESS)] == [43, 43]


def test_progress_report_follows_up_the_first():
    progress = Inspection.objects.get(slug=PROGRESS)
    assert progress.follow_up
    assert progress.follows_up.slug == FIRST
    continued = {item.number: (item.continues.kind, item.continues.number) for item in progress.items.all()}
    assert continued == {
        "1": ("recommendation", "1"),
        "2": ("recommendation", "2"),
        "4": ("recommendation", "4"),
        "6": ("area_for_improvement", "1"),
    }


def test_overdue_is_what_the_facts_say():
    """On DAY every deadline has passed; only what was reported complete is not overdue, and only the AFI has none."""
    expected = set()
    for slug, asked in ((FIRST, ASKED_IN_2023), (PROGRESS, ASKED_IN_2025)):
        for (kind, number), (due_on, addressees) in asked.items():
            if due_on:
                expected |= {(slug, body, f"{kind} {number}") for body in slugs_of(addressees)}
    overdue = published().owed_on(DAY).in_status([Status.OVERDUE], DAY)
    assert rows_of(overdue) == expected - CLAIMED
    assert overdue.count() == 6 + 1 + 1 + 1 + 1 + 43 * 4 - 1 + 43 * 4 + 2 - 1


def test_overdue_on_the_day_after_a_deadline():
    """1 April 2025: recommendation 5 was due the day before, 3 and 6 are not due yet."""
    day = date(2025, 4, 1)
    overdue = published().filter(recommendation__inspection__slug=FIRST).owed_on(day).in_status([Status.OVERDUE], day)
    national = {(body, item) for _, body, item in rows_of(overdue.filter(body__kind=Body.Kind.NATIONAL))}
    assert national == {(body, "recommendation 1") for body in ASKED_IN_2023["recommendation", "1"][1]} | {
        ("home-office", "recommendation 5"),
        ("college-of-policing", "recommendation 7"),
    }


def test_only_what_the_five_responses_say_is_recorded():
    answered = {(report, force, item) for (report, force), items in ANSWERED.items() for item in items}
    assert rows_of(published().filter(response__isnull=False)) == answered
    assert rows_of(published().exclude(answered_on=None)) == answered
    assert rows_of(published().filter(claim="complete")) == CLAIMED
    assert not published().filter(claim="no_action").exists()
    assert not published().exclude(closed_on=None).exists()
    assert not published().exclude(due_on=None).filter(has_own_due_on=True).exists()


def test_clevelands_statement_covers_its_items():
    answers = Response.objects.filter(obligation__body__slug="cleveland", shared_by=None)
    [statement] = answers.filter(answered_with=None)
    assert statement.obligation.recommendation.number == "2"
    assert statement.action
    assert {answer.answered_with for answer in answers.exclude(pk=statement.pk)} == {statement}


def test_hampshires_commissioner_comments_on_each_item():
    answers = Response.objects.filter(obligation__body__slug="hampshire")
    assert [bool(answer.comment) for answer in answers] == [True] * 4


def test_days_that_documents_do_not_give_are_marked():
    bases = {}
    for act in Act.objects.filter(obligation__in=published(), kind__in=["answered", "reported"]):
        bases.setdefault(act.obligation.body.slug, set()).add((act.basis, act.on))
    entered = {("entry", DAY)}
    assert bases == {
        "cambridgeshire": {("response", date(2024, 2, 2))},
        "cheshire": entered,
        "cleveland": entered,
        "devon-and-cornwall": entered,
        "hampshire": entered,
    }


def test_statutory_responses_and_the_letter_of_day_57():
    found = {
        (clock.inspection.slug, clock.duty.force.slug): (
            clock.response.published_basis,
            None if clock.day_unknown else clock.number,
        )
        for response in StatutoryResponse.objects.filter(duty__inspection__slug__in=[FIRST, PROGRESS])
        for clock in [Clock(response.duty, DAY)]
    }
    assert found == {
        (FIRST, "cambridgeshire"): ("response", 57),
        (FIRST, "cheshire"): ("entry", None),
        (FIRST, "cleveland"): ("entry", None),
        (FIRST, "hampshire"): ("entry", None),
        (PROGRESS, "devon-and-cornwall"): ("entry", None),
    }


def test_national_bodies_have_no_answers():
    assert not Response.objects.exclude(obligation__body__kind=Body.Kind.FORCE).exists()


def test_nobody_invented_signs_what_was_published():
    assert set(Act.objects.filter(obligation__in=published()).values_list("by", flat=True)) == {None}
