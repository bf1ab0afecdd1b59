"""The pages on which overseers accept a proposed report or merge it; and where its addresses lead afterwards."""

import pytest

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.models import Inspection
from responses import actions
from responses.merging import Choice, Merger, What, merge, of_merge
from responses.models import Draft
from tests.answers import add_progress, address, post, signed_in, typed
from tests.factories import (
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import html_of, text_of

pytestmark = pytest.mark.django_db

ACCEPT, MATCH, MERGE = (f"/inspections/drawer/{part}/" for part in ("accept", "merge", "merge/custody"))


@pytest.fixture
def force():
    return make_force(name="Northshire Police")


@pytest.fixture
def approver(force):
    return make_user(make_local_policing_body(force), Membership.Role.APPROVER)


@pytest.fixture
def rows(force, approver):
    """(the obligation of the proposed report, that of the register's), each of an item 4."""
    [office] = approver.memberships.values_list("body", flat=True)
    proposal = make_inspection([force], title="Safer in custody: a report", slug="drawer", proposed_by_id=office)
    report = make_inspection([force], title="Safer in custody", slug="custody")
    texts = {"drawer": "Record each decision.", "custody": "Record every decision."}
    return [
        make_obligation(force, make_recommendation(inspection, number="4", text=texts[inspection.slug]))
        for inspection in (proposal, report)
    ]


@pytest.fixture(params=[make_liaison, make_administrator], ids=["liaison", "administrator"])
def overseer(request):
    return request.param()


def merged(rows):
    ours, theirs = (row.recommendation.inspection for row in rows)
    merger = Merger(ours, theirs)
    choices = [Choice(item, What.SAME, other) for item, other in merger.suggested.items()]
    seen = of_merge(merger, choices).mark
    merge(ours, theirs, choices, seen=seen, by=make_administrator(), on=TODAY, reason="The same.")


def given(rows, **changes):
    ours, theirs = (row.recommendation for row in rows)
    return {f"item-{ours.pk}": f"same:{theirs.pk}", f"why-{ours.pk}": "", "reason": "It is the same."} | changes


def mark_of(page):
    return page.context["preview"].mark


# Accept --------------------------------------------------------------------------------------------------------------


def test_its_page_leads_overseers_to_both_decisions(overseer, approver, rows):
    page = html_of(signed_in(overseer).get("/inspections/drawer/"))
    assert f'href="{ACCEPT}"' in page
    assert f'href="{MATCH}"' in page
    assert ACCEPT not in html_of(signed_in(approver).get("/inspections/drawer/"))


def test_it_is_accepted_with_a_reason(overseer, rows):
    client = signed_in(overseer)
    page = client.get(ACCEPT)
    assert "1 addressed item binds from 18 June 2025" in text_of(page)
    assert f'href="{MERGE}"' in html_of(page)  # the register has one like it
    assert "Say why: this corrects what others rely on." in text_of(client.post(ACCEPT, {"reason": ""}))
    page = client.post(ACCEPT, {"reason": "It is the report."}, follow=True)
    assert "Accepted into the register." in text_of(page)
    proposal = Inspection.objects.get(slug="drawer")
    assert proposal.accepted_on is not None
    assert proposal.history.first().history_user == overseer


def test_whoever_comes_too_late_is_told_and_nothing_is_done_twice(overseer, rows):
    client = signed_in(overseer)
    client.post(ACCEPT, {"reason": "First."})
    for url in (ACCEPT, MERGE):
        page = client.post(url, {"reason": "Second."}, follow=True)
        assert "was accepted or merged already" in text_of(page)
    assert "was accepted or merged already" in text_of(client.get(MATCH, follow=True))


@pytest.mark.parametrize("url", [ACCEPT, MATCH, MERGE])
def test_nobody_else_decides(approver, force, rows, url):
    for person in (approver, make_user(force), make_user()):
        client = signed_in(person)
        assert client.get(url).status_code == 404
        assert client.post(url, {"reason": "Mine."}).status_code in (404, 405)
    assert Inspection.objects.get(slug="drawer").is_proposed


# Merge ---------------------------------------------------------------------------------------------------------------


def test_likely_reports_are_suggested_and_others_are_found(overseer, rows):
    make_inspection(title="Crime recorded well", slug="crime", published_on=None)
    client = signed_in(overseer)
    page = html_of(client.get(MATCH))
    assert f'href="{MERGE}"' in page
    assert "Same day of publication, similar title" in page
    assert "/merge/crime/" in html_of(client.get(MATCH, {"words": "crime WELL"}))
    assert "No report of the register has these words" in html_of(client.get(MATCH, {"words": "zebra \0"}))


def test_items_stand_side_by_side_with_their_differences(overseer, approver, rows):
    make_answer(rows[0], by=approver, action="Private words.")
    page = html_of(signed_in(overseer).get(MERGE))
    assert "<del>every</del><ins>each</ins>" in page
    assert "Northshire Police: answer shared on" in page
    assert "selected>Recommendation 4" in page


def test_what_will_change_is_shown_before_it_is_done(overseer, approver, rows):
    make_answer(rows[0], by=approver, position="complete", action="Done.")
    client = signed_in(overseer)
    page = client.post(MERGE, given(rows))
    said = text_of(page)
    assert "1 item is in that report already." in said
    assert "Recommendation 4, Northshire Police: answer shared on 21 November 2026, complete" in said
    assert Inspection.objects.get(slug="drawer").is_proposed
    page = client.post(MERGE, given(rows, seen=mark_of(page)), follow=True)
    assert page.redirect_chain == [("/inspections/custody/", 302)]
    assert "was merged into this report." in text_of(page)
    assert "The answer" in text_of(signed_in(approver).get(address(rows[1])))


@pytest.mark.on_one_database
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Say why: this corrects what others rely on."),
        ({"item": "new"}, "That report has recommendation 4 already."),
        ({"item": "same:999999"}, "That item is no longer there. Choose again."),
        ({"item": "nonsense"}, "That item is no longer there. Choose again."),
        ({"item": "out"}, "Say why it is left out"),
        ({"item": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_said_beside_the_item(overseer, approver, rows, changes, sentence):
    make_answer(rows[0], by=approver)
    if "item" in changes:
        changes = {f"item-{rows[0].recommendation_id}": changes["item"]}
    page = signed_in(overseer).post(MERGE, given(rows, **changes))
    assert page.status_code == 200
    assert page.context["preview"] is None
    assert sentence in text_of(page)


def test_a_preview_that_is_no_longer_true_is_refused(overseer, approver, rows):
    client = signed_in(overseer)
    seen = mark_of(client.post(MERGE, given(rows)))
    make_answer(rows[0], by=approver)
    page = client.post(MERGE, given(rows, seen=seen))
    assert "Something changed since this was shown." in text_of(page)
    assert Inspection.objects.get(slug="drawer").is_proposed
    page = client.post(MERGE, given(rows))
    assert client.post(MERGE, given(rows, seen=mark_of(page))).status_code == 302


@pytest.mark.parametrize("into", ["drawer", "nowhere", "another"])
def test_it_is_merged_into_a_report_of_the_register_only(overseer, rows, into):
    make_inspection(slug="another", proposed_by=make_force())
    assert signed_in(overseer).get(f"{MATCH}{into}/").status_code == 404


# Afterwards ----------------------------------------------------------------------------------------------------------


def test_its_addresses_lead_to_what_took_its_place(overseer, approver, rows):
    ours, theirs = rows
    merged(rows)
    for person in (overseer, approver):
        client = signed_in(person)
        for old, new in (
            ("/inspections/drawer/", "/inspections/custody/"),
            ("/inspections/drawer/matrix/", "/inspections/custody/"),
            (ours.recommendation.get_absolute_url(), theirs.recommendation.get_absolute_url()),
            (address(ours), address(theirs)),
        ):
            page = client.get(old)
            assert (page.status_code, page.url) == (302, new)
    stranger = signed_in(make_user(make_force()))
    for old in ("/inspections/drawer/", ours.recommendation.get_absolute_url(), address(ours)):
        assert stranger.get(old).status_code == 404


def test_an_item_left_out_leads_to_the_report(approver, rows):
    ours, _theirs = rows
    choices = [Choice(ours.recommendation, What.OUT, reason="Not there.")]
    reports = [row.recommendation.inspection for row in rows]
    seen = of_merge(Merger(*reports), choices).mark
    merge(*reports, choices, seen=seen, by=make_administrator(), on=TODAY, reason="The same.")
    client = signed_in(approver)
    for old in (ours.recommendation.get_absolute_url(), address(ours)):
        assert client.get(old).url == "/inspections/custody/"
    assert post(approver, ours, action="Words.").status_code == 404


def test_words_typed_meanwhile_are_saved_where_the_item_went(approver, rows):
    ours, theirs = rows
    post(approver, ours, action="First words.")
    [draft] = ours.drafts.all()
    merged(rows)
    page = signed_in(approver).post(address(ours), typed(draft, action="Typed while it was merged."), follow=True)
    assert page.redirect_chain == [(address(theirs), 302)]
    assert Draft.objects.get().action == "Typed while it was merged."
    assert "Progress update added" in text_of(add_progress(approver, ours))
    assert theirs.progress.count() == 1


def test_words_typed_and_not_saved_are_found_where_the_item_went(approver, rows):
    ours, theirs = rows
    client = signed_in(approver)
    seal = client.get(address(ours)).context["page"].answer_form.typed.sheet.seal
    client.post("/typed/", typed(action="Typed and not saved.") | {"typed": seal})
    merged(rows)
    assert "Typed and not saved." not in html_of(client.get(address(theirs)))
    assert "Typed and not saved." in html_of(client.get(address(ours), follow=True))


def test_words_saved_at_the_moment_of_the_merger_go_along(approver, rows, monkeypatch):
    ours, theirs = rows
    save, times = actions.save_draft, []

    def save_after_the_merger(*args, **kwargs):
        if not times:
            times.append(1)
            merged(rows)
        return save(*args, **kwargs)

    monkeypatch.setattr(actions, "save_draft", save_after_the_merger)
    page = post(approver, ours, action="Typed at that moment.")
    assert page.redirect_chain == [(address(theirs), 302)]
    assert Draft.objects.get(obligation=theirs).action == "Typed at that moment."


def test_a_draft_is_not_saved_on_what_was_merged(approver, rows):
    ours, _theirs = rows
    side = seat_of(approver, TODAY).side_for(ours)
    merged(rows)
    with pytest.raises(actions.ReportMerged):
        actions.save_draft(ours, side, {"action": "Late."}, by=approver, revision=0)
