"""What was done to the records: told by whom, when, why and field by field, and never written here."""

from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.actions import move_deadline
from inspections.history import PER_PAGE, Sought, sources_of, tell
from inspections.history.texts import LEFT_OUT, differing
from inspections.models import (
    Act,
    Body,
    ClosureLevel,
    Governance,
    Obligation,
    OfficeHolder,
    Recommendation,
    RelatedForce,
)
from responses.actions import save_draft
from responses.models import Response
from tests.adminforms import typed
from tests.factories import (
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_level,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

EVERYTHING = reverse("inspections:history")


@pytest.fixture(autouse=True)
def administrator(client, db):
    user = make_administrator(name="Ada Ling", email="ada@tracker.example")
    client.force_login(user)
    return user


def story_of(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_history", args=[record.pk])


def told(client, address, **query):
    """The entries of a page of the history."""
    return client.get(address, query).context["told"].entries


def saved(record, reason="", by=None, **changes):
    for name, value in changes.items():
        setattr(record, name, value)
    record._change_reason, record._history_user = reason, by
    record.save()
    return record


def changes(entry):
    return {change.name: (change.before, change.after) for change in entry.changes}


def at(record, on):
    """Date the last version of a record on a day."""
    last = record.history.first()
    type(last).objects.filter(pk=last.pk).update(
        history_date=timezone.make_aware(timezone.datetime(*on.timetuple()[:3]))
    )


# One record -----------------------------------------------------------------------------------------------------------


def test_a_change_is_told_by_whom_why_and_field_by_field(client, administrator):
    level = make_level(name="Level 1")
    item = make_recommendation(subject="Keys", due_on=date(2026, 3, 31))
    saved(item, "As printed.", administrator, subject="", level=level, due_on=date(2026, 4, 30))
    first, added = [entry for entry in told(client, story_of(item)) if entry.model is Recommendation]
    assert (first.title, first.who, first.why) == ("Changed", "Ada Ling", "As printed.")
    assert changes(first) == {
        "Subject": ("Keys", ""),
        "Due on": ("31 March 2026", "30 April 2026"),
        "Level": ("", "Level 1"),
    }
    assert added.title == "Added"
    page = text_of(client.get(story_of(item)))
    assert "31 March 2026 → became 30 April 2026" in page
    assert "Nothing → became Level 1" in page


def test_choices_ticks_and_days_are_told_in_words(client):
    body = make_force(name="Northshire Police")
    saved(body, kind="national_body", active_until=date(2025, 3, 31))
    inspection = saved(make_inspection(), thematic=True)
    assert changes(told(client, story_of(body))[0]) == {
        "Kind": ("territorial police force", "national body"),
        "Exists until": ("", "31 March 2025"),
    }
    assert changes(told(client, story_of(inspection))[0]) == {"Thematic": ("No", "Yes")}


def test_of_a_long_text_the_words_that_differ_are_marked(client):
    item = make_recommendation(text="Forces should record the reason for every decision that they make in custody.")
    saved(item, text="Forces should record the reasons for every decision that they make in custody.")
    page = client.get(story_of(item)).content.decode()
    assert '<del><span class="visually-hidden">removed: </span>reason<' in page
    assert '<ins><span class="visually-hidden">added: </span>reasons<' in page


def test_the_rows_of_a_body_belong_to_its_story(client):
    force, user = make_force(), make_user()
    office = make_local_policing_body(force)
    OfficeHolder.objects.create(body=force, name="Dana Whitlock", title="Chief", from_on=TODAY)
    Membership.objects.create(user=user, body=force, from_on=TODAY)
    assert {entry.model for entry in told(client, story_of(force))} == {Body, Governance, OfficeHolder, Membership}
    assert Governance in {entry.model for entry in told(client, story_of(office))}
    assert {entry.model for entry in told(client, story_of(make_force()))} == {Body}


def test_what_happened_to_the_addressees_belongs_to_the_story_of_an_item(client, administrator):
    force = make_force(name="Northshire Police")
    row = make_obligation(force, make_recommendation(due_on=date(2026, 12, 31)))
    move_deadline([row], due_on=date(2027, 3, 31), by=administrator, on=TODAY, reason="Agreed.")
    for record in (row, row.recommendation):
        entry = told(client, story_of(record))[0]
        assert entry.title == "Deadline moved from 31 December 2026 to 31 March 2027"
        assert (entry.model, entry.key, entry.who, entry.why) == (Obligation, row.pk, "Ada Ling", "Agreed.")
    assert Act not in {entry.model for entry in told(client, story_of(row.recommendation.inspection))}


def test_the_forces_of_a_report_belong_to_its_story(client, administrator):
    north, south = make_force(name="Northshire Police"), make_force(name="Southshire Police")
    inspection = make_inspection([north])
    address = reverse("admin:inspections_inspection_change", args=[inspection.pk])
    data = typed(client.get(address), all_forces=None, forces=[south.pk], reason="It is on the south.")
    assert client.post(address, data).status_code == 302
    entries = [entry for entry in told(client, story_of(inspection)) if entry.model is RelatedForce][:2]
    assert {(entry.title, entry.why, entry.who) for entry in entries} == {
        ("Added", "It is on the south.", "Ada Ling"),
        ("Deleted", "It is on the south.", "Ada Ling"),
    }
    assert any(change.after == "Southshire Police" for change in entries[0].filled + entries[1].filled)


def test_what_is_deleted_keeps_its_name_and_its_story(client, administrator):
    force = make_force(name="Northshire Police")
    holder = OfficeHolder.objects.create(body=force, name="Dana Whitlock", title="Chief", from_on=TODAY)
    address, pk = story_of(holder), holder.pk
    holder._change_reason = "Typed twice."
    holder.delete()
    first = told(client, address)[0]
    assert (first.title, first.record, first.why, first.key) == ("Deleted", "Dana Whitlock, Chief", "Typed twice.", pk)
    assert "History: Dana Whitlock, Chief" in client.get(address).content.decode()
    version = client.get(reverse("admin:inspections_officeholder_simple_history", args=[pk, first.version]))
    assert "Northshire Police" in version.content.decode()


def test_a_relation_to_what_is_deleted_says_so(client):
    body = make_force()
    level = make_level()
    item = saved(make_recommendation(), level=level)
    saved(item, level=None)
    pk = level.pk
    level.delete()
    assert changes(told(client, story_of(item))[0])["Level"] == (f"{ClosureLevel._meta.verbose_name} {pk}, deleted", "")
    assert client.get(story_of(body)).status_code == 200


@pytest.mark.parametrize("address", ["999999/history/", "nonsense/history/", "999999/history/1/"])
def test_what_never_was_has_no_history(client, address):
    assert client.get(reverse("admin:inspections_body_changelist") + address).status_code == 404
    assert client.get(reverse("admin:inspections_obligation_changelist") + "999999/history/").status_code == 404


def test_saving_without_a_change_says_so(client):
    assert told(client, story_of(saved(make_force())))[0].title == "Saved without a change."


# What is looked for ---------------------------------------------------------------------------------------------------


def test_by_the_field_that_changed(client):
    item = make_recommendation(subject="Keys", text="Old words.")
    saved(item, text="New words.")
    saved(item, subject="Doors")
    saved(item, level=make_level())
    saved(item, level=None)
    for name, count in {"text": 1, "subject": 1, "level": 2, "number": 0}.items():
        assert len(told(client, story_of(item), what=f"inspections.recommendation:{name}")) == count
        assert len(told(client, EVERYTHING, what=f"inspections.recommendation:{name}")) == count


def test_by_the_kind_of_record_and_of_act(client, administrator):
    row = make_obligation(due_on=date(2026, 12, 31))
    move_deadline([row], due_on=date(2027, 3, 31), by=administrator, on=TODAY, reason="Agreed.")
    assert {entry.model for entry in told(client, EVERYTHING, what="inspections.body")} == {Body}
    assert len(told(client, EVERYTHING, what="inspections.act")) == 2
    assert [entry.why for entry in told(client, EVERYTHING, what="inspections.act:moved")] == ["Agreed."]


def test_by_person_and_by_the_words_of_the_reason(client, administrator):
    other = make_user(name="Ines Calloway", email="ines@hmicfrs.example")
    body = make_force()
    saved(body, "Its own spelling.", administrator, region="Wales")
    saved(body, "A slip.", other, region="North West")
    assert [entry.who for entry in told(client, EVERYTHING, person="ada l")] == ["Ada Ling"]
    assert [entry.who for entry in told(client, story_of(body), person="@hmicfrs")] == ["Ines Calloway"]
    assert [entry.why for entry in told(client, EVERYTHING, words="SPELLING")] == ["Its own spelling."]
    assert told(client, EVERYTHING, person="ada", words="slip") == []


def test_between_two_days_both_of_which_count(client):
    body = make_force()
    for day in (9, 10, 11, 12):
        saved(body, f"On {day}.", region=str(day))
        at(body, date(2026, 5, day))
    found = told(client, story_of(body), from_on="10 5 2026", to_on="2026-05-11")
    assert [entry.why for entry in found] == ["On 11.", "On 10."]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"what": "inspections.nonsense"}, "There is no choice called “inspections.nonsense” here."),
        ({"what": "responses.draft:action"}, "There is no choice called “responses.draft:action” here."),
        ({"what": "accounts.user:password"}, "There is no choice called “accounts.user:password” here."),
        ({"from_on": "yesterday"}, "Enter a day as in 31 12 2026."),
        ({"to_on": "31 12 9999"}, "The year must lie between"),
        ({"from_on": "2 1 2026", "to_on": "1 1 2026"}, "The last day comes before the first."),
        ({"page": "0"}, "greater than or equal to 1"),
        ({"page": "101"}, "less than or equal to 100"),
        ({"history": "1"}, "There is no filter called “history”."),
    ],
)
def test_a_filter_that_cannot_be_is_an_error_and_not_everything(client, query, sentence):
    make_force()
    page = client.get(EVERYTHING, query)
    assert page.context["told"].entries == []
    assert sentence in page.content.decode()


def test_pages_follow_one_another_without_a_gap(client, administrator):
    make_obligation()
    body = make_force()
    for number in range(PER_PAGE + 5):
        saved(body, str(number), administrator, region=str(number))
    same = timezone.now()
    Body.history.all().update(history_date=same)  # one moment for all: the keys put them in order
    sought, sources = Sought(), sources_of()
    pages = [tell(sources, sought, number) for number in (1, 2, 3)]
    seen = [(entry.model, entry.version, entry.at) for page in pages for entry in page.entries]
    assert len(seen) == len(set(seen)) == sum(len(source.newest(sought, 1000)) for source in sources)
    assert [(page.newer, page.older) for page in pages] == [(None, 2), (1, None), (2, None)]
    page = client.get(EVERYTHING, {"person": "ada", "page": 2})
    assert len(page.context["told"].entries) == 5
    assert 'href="?person=ada&amp;page=1" rel="prev"' in page.content.decode()


# Who reads it, and that nobody writes ---------------------------------------------------------------------------------


def drafted(words="Quite secret words."):
    """A draft of a force, saved twice."""
    row = make_obligation(make_force())
    writer = make_user(row.body)
    side = seat_of(writer, TODAY).side_for(row)
    draft = save_draft(row, side, {"action": words, "position": "complete"}, by=writer, revision=0)
    return save_draft(row, side, {"action": f"{words} More."}, by=writer, revision=draft.revision)


def test_the_words_of_a_draft_are_read_by_its_side_alone(client):
    draft = drafted("Unseen words.")
    own = reverse("admin:responses_draft_change", args=[draft.pk])
    versions = [
        reverse("admin:responses_draft_simple_history", args=[draft.pk, version.pk]) for version in draft.history.all()
    ]
    pages = [own, *versions, story_of(draft), story_of(draft.obligation), EVERYTHING]
    pages.append(reverse("admin:responses_draft_changelist"))
    for address in pages:
        page = client.get(address)
        assert page.status_code == 200
        assert "Unseen" not in page.content.decode(), address
    assert told(client, story_of(draft))[0].title == "Changed in what is not shown here."
    assert told(client, EVERYTHING, words="Unseen") == []


def test_what_was_shared_is_read_also_after_it_was_withdrawn(client):
    answer = make_answer(make_obligation(make_force()), action="Begun at both stations.")
    obligation = answer.obligation
    answer.delete()
    assert "Begun at both stations." in client.get(story_of(obligation)).content.decode()


@pytest.mark.parametrize("make", [make_user, make_liaison])
def test_nobody_else_reads_the_history(client, make):
    body = make_force()
    client.force_login(make())
    assert client.get(EVERYTHING).status_code == 404
    assert client.get(story_of(body)).status_code == 302
    assert client.get(f"{story_of(body)}{body.history.first().pk}/").status_code == 302


def test_staff_without_rights_read_none_of_it(client):
    body = make_force()
    client.force_login(make_user(is_staff=True))
    assert client.get(EVERYTHING).status_code == 404
    assert client.get(story_of(body)).status_code == 403


def everything_recorded():
    return [list(source.rows.order_by("pk").values()) for source in sources_of()]


def test_nothing_of_it_is_edited_deleted_or_put_back(client, administrator):
    body = saved(make_force(name="Northshire Police"), "Renamed.", administrator, name="Northern Police")
    answer = make_answer(make_obligation(body))
    version = body.history.last()
    before = everything_recorded()
    form = {"name": "Forged", "slug": "forged", "kind": "force", "history_change_reason": "Forged", "_save": "Save"}
    for record in (body, answer, answer.obligation, answer.obligation.acts.first()):
        for data in (form, {"post": "yes"}, {"action": "delete_selected", "_selected_action": [record.pk]}):
            assert client.post(story_of(record), data).status_code == 405
    assert client.post(EVERYTHING, form).status_code == 405
    assert client.delete(EVERYTHING).status_code == 405
    own = reverse("admin:inspections_body_simple_history", args=[body.pk, version.pk])
    for data in (form, {"_change_history": "1"} | form):
        assert client.post(own, data).status_code == 405
    body.refresh_from_db()
    assert body.name == "Northern Police"
    assert everything_recorded() == before
    assert not [model for model in admin.site._registry if model.__name__.startswith("Historical")]


# Queries --------------------------------------------------------------------------------------------------------------


def much(count, administrator):
    """Entries of every kind, with relations of their own."""
    for _number in range(count):
        force = make_force()
        make_local_policing_body(force)
        user = make_user(force, Membership.Role.APPROVER)
        item = make_recommendation(make_inspection([force]), level=make_level())
        row = make_obligation(force, item, by=user)
        make_answer(row, by=user)
        side = seat_of(user, TODAY).side_for(row)
        save_draft(row, side, {"action": "More."}, by=user, revision=0)
        OfficeHolder.objects.create(body=force, name="Dana Whitlock", title="Chief", from_on=TODAY)
        saved(item, "Corrected.", administrator, level=make_level(), text="Other words.")
        saved(force, "Corrected.", administrator, region="Wales")


@pytest.mark.on_one_database
def test_as_many_queries_for_sixty_entries_as_for_one(client, queries_of, administrator):
    much(1, administrator)
    item, force = Recommendation.objects.get(), Body.objects.filter(kind="force").get()
    pages = [EVERYTHING, *map(story_of, [item, force, Obligation.objects.get(), Response.objects.get()])]
    queries_of(EVERYTHING)
    for_one = [queries_of(page) for page in pages]
    assert max(for_one) < 50
    for number in range(60):
        saved(item, str(number), administrator, level=make_level() if number % 2 else None, text=f"Words {number}.")
        saved(force, str(number), administrator, region=str(number))
    much(4, administrator)
    for_sixty = [queries_of(page) for page in pages]
    assert all(many <= one for many, one in zip(for_sixty, for_one, strict=True)), (for_one, for_sixty)


# The words of a text --------------------------------------------------------------------------------------------------


def test_long_passages_that_are_the_same_are_cut():
    words = [f"w{n}" for n in range(200)]
    runs = differing(" ".join(words), " ".join([*words[:100], "new", *words[101:]]))
    assert [run.mark for run in runs] == ["same", "removed", "added", "same"]
    assert runs[0].text.startswith(LEFT_OUT)
    assert runs[0].text.endswith("w98 w99 ")
    assert runs[-1].text == f" {' '.join(words[101:113])}{LEFT_OUT}"
    assert all(len(run.text.split()) < 15 for run in runs)
