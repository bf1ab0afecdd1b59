"""What a phase of monitoring rests on: the report behind it and the causes of concern that HMICFRS names."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from inspections.actions import NotOfTheForce, accept, enter_item_in_error, merge_bodies, set_phase
from inspections.filtering import MOST_LISTED
from inspections.governance import phase_of
from inspections.models import MonitoringPhase
from tests.adminforms import complaints, typed
from tests.factories import (
    make_administrator,
    make_force,
    make_inspection,
    make_liaison,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

WHY = "Two causes of concern are not put right."


@pytest.fixture(autouse=True)
def administrator(client, db):
    user = make_administrator()
    client.force_login(user)
    return user


@pytest.fixture
def force():
    return make_force(name="Northshire Police", slug="northshire")


def make_cause(force, report=None, **kwargs):
    """A cause of concern addressed to a force, by a report that relates to it."""
    report = report or make_inspection([force])
    values = {"kind": "cause_of_concern", "number": "", "subject": "Calls that nobody answers"} | kwargs
    return make_obligation(force, make_recommendation(report, **values)).recommendation


def page_of(force):
    return reverse("inspections:body_phase", args=[force.pk])


def given(on, **fields):
    return {"phase": "engage", "on": on, "reason": WHY} | fields


def test_reports_and_causes_of_the_force_are_offered(client, force):
    older = make_inspection([force], published_on=date(2024, 1, 8), title="Older")
    cause = make_cause(force, older)
    newer = make_inspection([force], published_on=date(2025, 1, 8), title="Newer")
    later = make_cause(force, newer, number="1")
    make_obligation(force, make_recommendation(newer))
    make_inspection([force], proposed_by=force)
    make_cause(make_force())
    form = client.get(page_of(force)).context["form"]
    assert list(form.fields["report"].queryset) == [newer, older]
    assert list(form.fields["causes"].queryset) == [later, cause]
    assert [str(label) for _key, label in form.fields["report"].choices] == [
        "None",
        "Newer (8 January 2025)",
        "Older (8 January 2024)",
    ]
    assert [str(label) for _key, label in form.fields["causes"].choices] == [
        "Cause of concern 1, Newer: Calls that nobody answers",
        "Cause of concern, Older: Calls that nobody answers",
    ]


def test_the_latest_reports_and_causes_are_listed_and_older_ones_taken(client, force, today):
    old = make_cause(force, make_inspection([force], published_on=date(2015, 1, 8), title="Old"))
    for n in range(MOST_LISTED):
        make_cause(force, make_inspection([force], published_on=date(2025, 1, 1 + n % 28), title=f"New {n}"))
    form = client.get(page_of(force)).context["form"]
    for name, record in {"report": old.inspection, "causes": old}.items():
        assert len([key for key, _label in form.fields[name].choices if key]) == MOST_LISTED
        assert record.pk not in dict(form.fields[name].choices)
        assert f"The latest {MOST_LISTED} are listed." in form.fields[name].help_text
    page = client.post(page_of(force), given(today, report=old.inspection.pk, causes=[old.pk]))
    assert page.context["shown"]
    for name, record in {"report": old.inspection, "causes": old}.items():
        assert record.pk in dict(page.context["form"].fields[name].choices)


def test_a_force_without_causes_of_concern_is_asked_for_none(client, force, today):
    assert "causes" not in client.get(page_of(force)).context["form"].fields
    shown = client.post(page_of(force), given(today)).context["shown"]
    assert client.post(page_of(force), given(today, seen=shown.mark)).status_code == 302
    assert "Report behind it" not in client.get(force.get_absolute_url()).content.decode()


def test_a_phase_rests_on_a_report_and_on_causes_of_concern(client, force, today):
    report = make_inspection([force], title="Effectiveness and legitimacy", published_on=date(2025, 1, 8))
    causes = [make_cause(force, report), make_cause(force, subject="Missing children")]
    data = given(today, report=report.pk, causes=[cause.pk for cause in causes])
    shown = client.post(page_of(force), data).context["shown"]
    said = dict(shown.parts)
    assert "The report behind it: Effectiveness and legitimacy (8 January 2025)." in said
    assert len(said["The causes of concern:"]) == 2
    assert client.post(page_of(force), data | {"seen": shown.mark}).status_code == 302
    phase = phase_of(force, today)
    assert (phase.report, set(phase.causes.all())) == (report, set(causes))
    client.force_login(make_user(make_force()))
    page = client.get(force.get_absolute_url())
    assert "Report behind it: Effectiveness and legitimacy (8 January 2025)" in text_of(page)
    for record in (report, *causes):
        assert f'<a class="govuk-link" href="{record.get_absolute_url()}">' in page.content.decode()


def test_other_causes_than_those_seen_are_shown_first(client, force, today):
    one, other = make_cause(force), make_cause(force, subject="Missing children")
    shown = client.post(page_of(force), given(today, causes=[one.pk])).context["shown"]
    page = client.post(page_of(force), given(today, causes=[other.pk], seen=shown.mark))
    assert page.context["changed"]
    assert not MonitoringPhase.objects.exists()


@pytest.mark.parametrize("key", ["x", "0", "-1", "9" * 30, "\0", "1,2"])
@pytest.mark.parametrize("name", ["report", "causes"])
def test_what_is_no_record_is_refused(client, force, today, name, key):
    make_cause(force)
    page = client.post(page_of(force), given(today, **{name: [key]}))
    assert set(page.context["form"].errors) == {name}
    assert not MonitoringPhase.objects.exists()


def test_what_is_not_the_forces_is_refused(client, force, today):
    report = make_inspection([force])
    make_cause(force, report)
    other = make_cause(make_force())
    item = make_obligation(force, make_recommendation(report)).recommendation
    unaddressed = make_recommendation(report, kind="cause_of_concern")
    proposed = make_inspection([force], proposed_by=force)
    for name, record in {"report": other.inspection, "causes": other}.items():
        page = client.post(page_of(force), given(today, **{name: [record.pk]}))
        assert "Select a valid choice." in page.content.decode()
    given_to_action = {"phase": "engage", "on": today, "reason": WHY}
    for wrong in ({"report": other.inspection}, {"report": proposed}):
        with pytest.raises(NotOfTheForce, match="is no report of the register that relates to Northshire Police"):
            set_phase(force, **given_to_action, **wrong)
    for cause in (other, item, unaddressed):
        with pytest.raises(NotOfTheForce, match="is no cause of concern that is addressed to Northshire Police"):
            set_phase(force, **given_to_action, causes=[cause])
    assert not MonitoringPhase.objects.exists()


def test_what_is_under_embargo_is_named_to_overseers_alone(client, force, today, administrator):
    hidden = make_inspection([force], title="Under embargo", published_on=today + timedelta(days=2))
    causes = [make_cause(force, subject="Missing children"), make_cause(force, hidden, subject="Hidden cause")]
    set_phase(force, phase="engage", on=today, reason=WHY, report=hidden, causes=causes)
    for reader, seen in ((administrator, True), (make_liaison(), True), (make_user(force), False)):
        client.force_login(reader)
        page = text_of(client.get(force.get_absolute_url()))
        assert "Missing children" in page
        assert ("Report behind it: Under embargo" in page, "Hidden cause" in page) == (seen, seen)
    type(hidden).objects.filter(pk=hidden.pk).update(published_on=today)
    page = text_of(client.get(force.get_absolute_url()))
    assert ("Report behind it: Under embargo" in page, "Hidden cause" in page) == (True, True)


def test_a_report_that_was_accepted_can_be_named(client, force, today, administrator):
    proposed = make_inspection([force], proposed_by=force)
    accept(proposed, by=administrator, on=today, reason="HMICFRS published it.")
    assert list(client.get(page_of(force)).context["form"].fields["report"].queryset) == [proposed]


def test_a_cause_that_was_entered_in_error_is_named_to_nobody(client, force, today, administrator):
    wrong = make_cause(force, subject="Never printed")
    phase = set_phase(force, phase="engage", on=today, reason=WHY, causes=[wrong])
    enter_item_in_error(wrong, by=administrator, on=today, reason="Not in the report.")
    assert "Never printed" not in text_of(client.get(force.get_absolute_url()))
    assert "causes" not in client.get(page_of(force)).context["form"].fields
    address = reverse("admin:inspections_monitoringphase_change", args=[phase.pk])
    saved = client.post(address, typed(client.get(address), reasons="As HMICFRS gives it.", reason="A slip."))
    assert saved.status_code == 302
    phase.refresh_from_db()
    assert (phase.reasons, list(phase.causes.all())) == ("As HMICFRS gives it.", [wrong])


def test_an_earlier_day_names_what_was_published_by_then(client, force, today):
    make_inspection(published_on=today - timedelta(days=90))
    report = make_inspection([force], title="Published later", published_on=today - timedelta(days=2))
    on = today - timedelta(days=9)
    set_phase(force, phase="engage", on=on, reason=WHY, report=report, causes=[make_cause(force, report)])
    page = text_of(client.get(force.get_absolute_url(), {"as_at": on}))
    assert "Monitoring phase: Engage" in page
    assert ("Published later" in page, "Causes of concern that" in page) == (False, False)
    assert "Published later" in text_of(client.get(force.get_absolute_url(), {"as_at": today - timedelta(days=1)}))


def test_a_merger_leaves_the_phase_and_its_grounds_where_they_were(client, force, today, administrator):
    successor = make_force(name="Ashmarsh Police")
    cause = make_cause(force, subject="Missing children")
    set_phase(force, phase="engage", on=today - timedelta(days=9), reason=WHY, report=cause.inspection, causes=[cause])
    merge_bodies([force], successor, by=administrator, on=today, reason="The order of 2026.")
    page = text_of(client.get(force.get_absolute_url()))
    assert "Monitoring phase: Engage" in page
    assert "Missing children" in page
    assert "Missing children" in text_of(client.get(force.get_absolute_url(), {"as_at": today - timedelta(days=1)}))
    assert phase_of(successor, today) is None
    assert list(client.get(page_of(successor)).context["form"].fields["causes"].queryset) == [cause]
    assert set_phase(successor, phase="engage", on=today, reason=WHY, causes=[cause]).causes.get() == cause


def test_a_page_with_six_causes_asks_no_more_than_with_one(client, force, today, queries_of):
    phase = set_phase(force, phase="engage", on=today, reason=WHY, causes=[make_cause(force)])
    addresses = [force.get_absolute_url(), page_of(force), reverse("admin:inspections_body_change", args=[force.pk])]
    client.get(addresses[-1])
    for_one = [queries_of(address) for address in addresses]
    phase.causes.add(*(make_cause(force, phase.causes.first().inspection) for _cause in range(5)))
    assert [queries_of(address) for address in addresses] == for_one


# --- in the administration


def change(client, phase, **changes):
    """Saves the phase's own page with these changes; returns its complaints."""
    address = reverse("admin:inspections_monitoringphase_change", args=[phase.pk])
    page = client.post(address, typed(client.get(address), reason="As HMICFRS wrote.", **changes))
    phase.refresh_from_db()
    return complaints(page) if page.status_code == 200 else {}


def test_a_slip_is_put_right_on_the_page_of_the_phase(client, force, today):
    cause, other = make_cause(force), make_cause(force, subject="Missing children")
    phase = set_phase(force, phase="engage", on=today, reason=WHY, causes=[cause])
    assert change(client, phase, report=other.inspection.pk, causes=[other.pk]) == {}
    assert (phase.report, phase.causes.get()) == (other.inspection, other)
    page = client.get(reverse("admin:inspections_body_change", args=[force.pk])).content.decode()
    assert f"<p>{other.inspection.short} (18 June 2025)</p><p>Cause of concern: Missing children</p>" in page


def test_the_page_of_the_phase_refuses_what_is_not_the_forces(client, force, today):
    phase, other = set_phase(force, phase="engage", on=today, reason=WHY), make_cause(make_force())
    report = other.inspection
    assert change(client, phase, report=report.pk, causes=[other.pk]) == {
        "report": [f"“{report}” is no report of the register that relates to Northshire Police."],
        "causes": [f"“{other}” is no cause of concern that is addressed to Northshire Police."],
    }
    item = make_obligation(force).recommendation
    for wrong in (item.pk, "x", "9" * 30):
        assert set(change(client, phase, causes=[wrong])) == {"causes"}
    assert not phase.causes.exists()


def test_of_two_at_one_phase_neither_loses_a_cause(client, force, today):
    first, theirs, ours = (make_cause(force, subject=subject) for subject in ("First", "Theirs", "Ours"))
    phase = set_phase(force, phase="engage", on=today, reason=WHY, causes=[first])
    address = reverse("admin:inspections_monitoringphase_change", args=[phase.pk])
    opened = client.get(address)
    assert change(client, phase, causes=[first.pk, theirs.pk]) == {}
    page = client.post(address, typed(opened, reasons="In other words."))
    assert page.context["adminform"].form["causes"].value() == [str(first.pk), str(theirs.pk)]
    page = client.post(address, typed(opened, causes=[ours.pk]))
    assert f"theirs was: {first}, {theirs}" in " ".join(complaints(page)["__all__"])
    assert set(phase.causes.all()) == {first, theirs}


def test_causes_are_found_by_typing(client, force):
    cause = make_cause(force, text="Calls go unanswered.")
    make_obligation(force, make_recommendation(text="Calls should be answered."))
    asked = {"app_label": "inspections", "model_name": "monitoringphase", "field_name": "causes", "term": "calls"}
    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [row["id"] for row in found] == [str(cause.pk)]


# --- in the history


def story(client, phase, **query):
    address = reverse("admin:inspections_monitoringphase_history", args=[phase.pk])
    return client.get(address, query).context["told"].entries


def test_the_history_tells_which_causes_were_named(client, force, today):
    cause, other = make_cause(force), make_cause(force, subject="Missing children")
    phase = set_phase(force, phase="engage", on=today, reason=WHY, report=cause.inspection, causes=[cause])
    change(client, phase, causes=[cause.pk, other.pk])
    last, *_earlier = told = story(client, phase)
    assert [entry.title for entry in told] == ["Changed", "Changed", "Added"]
    [told] = last.changes
    assert (told.name, told.before, told.after) == ("Causes of concern", str(cause), f"{cause}; {other}")
    assert last.why == "As HMICFRS wrote."
    assert {entry.why for entry in story(client, phase)} == {WHY, "As HMICFRS wrote."}
    version = reverse("admin:inspections_monitoringphase_simple_history", args=[phase.pk, last.version])
    assert f"Causes of concern {cause}; {other}" in text_of(client.get(version))


def test_the_history_is_searched_for_the_causes(client, force, today):
    cause, other = make_cause(force), make_cause(force)
    phase = set_phase(force, phase="engage", on=today, reason=WHY, causes=[cause])
    change(client, phase, reasons="In other words.")
    change(client, phase, causes=[other.pk])
    change(client, phase, causes=[])
    field = "inspections.monitoringphase:causes"
    found = client.get(reverse("inspections:history"), {"what": field}).context["told"].entries
    assert [(entry.changes[0].before, entry.changes[0].after) for entry in found] == [
        (str(other), ""),
        (str(cause), str(other)),
        ("", str(cause)),
    ]


def test_the_history_asks_no_more_for_six_phases_than_for_one(client, force, today, queries_of):
    address = reverse("admin:inspections_body_history", args=[force.pk])
    for n in range(2):
        on = today - timedelta(days=n)
        set_phase(force, phase=["scan", "engage"][n % 2], on=on, reason=WHY, causes=[make_cause(force)])
    for_two = queries_of(address)
    for n in range(2, 8):
        on = today - timedelta(days=n)
        set_phase(force, phase=["scan", "engage"][n % 2], on=on, reason=WHY, causes=[make_cause(force)])
    assert queries_of(address) == for_two
