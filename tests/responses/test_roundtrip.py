"""Open items on a spreadsheet: taken out, filled in offline, looked at, and accepted as a whole or not at all."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from inspections.actions import close, move_deadline
from inspections.models import Act
from responses.models import Draft, FilledSheet, ProgressUpdate, Response
from responses.roundtrip import page as page_module
from responses.roundtrip.reading import lines_of
from tests.factories import (
    make_answer,
    make_force,
    make_liaison,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.responses.filled import Office, filled, heading_of, rows_of, upload

pytestmark = pytest.mark.django_db

KINDS = ("xlsx", "ods")


@pytest.fixture
def office(db, client):
    return Office(client)


def accept(client, page, then="save", **choices):
    """Press a button of the review page as it was shown."""
    seal = page.context["page"].form["seal"].value()
    return client.post(page.request["PATH_INFO"], {"seal": seal, "then": then, **choices}, follow=True)


# Out ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_sheet_holds_ones_own_open_items_and_no_others(client, office, kind):
    make_answer(office.items[0], position="complete", action="Done.")
    close([office.items[1]], closure="verified", by=make_liaison(), on=date(2026, 1, 5), reason="Seen.")
    make_obligation(due_on=date(2026, 1, 1))
    rows = rows_of(office.download(kind))
    assert [row["Item"] for row in rows] == [office.items[2].recommendation.label]
    assert rows[0]["Position"] == "Not started"
    assert rows[0]["Force"] == office.force.name


def test_the_filters_of_the_list_narrow_the_sheet(client, office):
    item = office.items[1].recommendation
    assert [row["Text"] for row in rows_of(office.download("xlsx", words=item.text.split()[-1]))] == [item.text]
    assert client.get("/compliance/sheet/", {"status": "none"}).status_code == 302
    nothing = client.get("/compliance/sheet/", {"status": "closed"}, follow=True)
    assert "There is nothing to fill in" in nothing.content.decode()
    assert client.get("/compliance/sheet/", {"as": "csv"}).status_code == 404


def test_the_page_says_how_many_items_are_open(client, office):
    assert "You have 3 open items:" in client.get(reverse("responses:sheet_upload")).content.decode()
    client.force_login(make_user(make_force()))
    assert "None of your items is open" in client.get(reverse("responses:sheet_upload")).content.decode()


def test_a_draft_stands_on_its_own_sides_sheet_and_on_no_other(client, office):
    office.save(office.items[0], action="Ours alone.")
    assert "Ours alone." in str(rows_of(office.download()))
    client.force_login(make_user(office.force))
    assert "Ours alone." not in str(rows_of(office.download()))


# In -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_that_comes_back_as_it_was_changes_nothing(client, office, kind):
    office.save(office.items[0], action="=1+1\n\n- a\tb  c ", lead=" Insp. Ürsula ", target_on=date(2027, 1, 31))
    page = upload(client, office.download(kind), kind)
    assert "Nothing to change" in page.content.decode()
    assert page.context["page"].plan.unchanged == 3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("name", "heading", "value"),
    [
        ("position", "Position", "In progress"),
        ("action", "Action", "=Trained\n\n- all\n- of us"),
        ("lead", "Lead", "Insp. A"),
        ("target_on", "Own target", date(2027, 2, 28)),
        ("note", "New progress note", "Half of it."),
    ],
)
def test_each_cell_that_may_be_filled_in_is_found_when_it_alone_is_changed(client, office, kind, name, heading, value):
    data = filled(office.download(kind), kind, {3: {heading: value}})
    page = upload(client, data, kind)
    [cell] = page.context["page"].plan.cells
    assert (cell.name, cell.row) == (name, 3)
    done = accept(client, page)
    assert "saved" in done.content.decode() or "progress note added" in done.content.decode()
    if name == "note":
        note = ProgressUpdate.objects.get()
        assert (note.text, note.by, note.side) == (value, office.editor, office.body)
        assert Act.objects.filter(obligation=note.obligation, kind=Act.Kind.ANSWERED).exists()
        assert not Draft.objects.exists()
    else:
        draft = Draft.objects.get()
        assert getattr(draft, name) == {"In progress": "in_progress"}.get(value, value)
        assert (draft.side, draft.saved_by, draft.revision) == (office.body, office.editor, 1)
    assert not Response.objects.exists()
    assert not FilledSheet.objects.exists()


def test_an_emptied_cell_empties_the_words_and_a_row_that_is_gone_says_nothing(client, office):
    for item in office.items:
        office.save(item, lead="Insp. A", target_on=date(2027, 1, 1), action="Much.")
    data = filled(office.download(), "xlsx", {2: {"Lead": None, "Own target": None}}, without=[3, 4])
    accept(client, upload(client, data))
    assert [(d.lead, d.target_on, d.action) for d in Draft.objects.order_by("obligation")] == [
        ("", None, "Much."),
        *[("Insp. A", date(2027, 1, 1), "Much.")] * 2,
    ]


def test_the_same_sheet_uploaded_twice_adds_nothing(client, office):
    data = filled(office.download(), "xlsx", {2: {"Lead": "Insp. A", "New progress note": "Half."}})
    accept(client, upload(client, data))
    assert "Nothing to change" in upload(client, data).content.decode()


# Refused --------------------------------------------------------------------------------------------------------------


@pytest.mark.on_one_database
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"Force": "Other"}, "A3 (Force): this cell cannot be changed here"),
        ({"Deadline": date(2030, 1, 1)}, "E3 (Deadline): this cell cannot be changed here"),
        ({"Deadline": "when it snows"}, "E3 (Deadline): this cell cannot be changed here"),
        ({"Text": None}, "D3 (Text): this cell cannot be changed here"),
        ({"Position": "Nearly"}, "G3 (Position): “Nearly” is none of the words"),
        ({"Position": None}, "G3 (Position): say where it stands."),
        ({"Action": "=SUM(A1:A2)"}, "H3 (Action): a formula is not taken"),
        ({"Lead": "x" * 121}, "I3 (Lead): at most 120 characters"),
        ({"Own target": "soon"}, "J3 (Own target): “soon” is not a date"),
        ({"Own target": date(2025, 6, 17)}, "J3 (Own target): it cannot be before the report was published"),
        ({"Key": "made up"}, "Row 3: its key was changed."),
        ({"Key": None}, "Row 3 was added, or lost its key."),
    ],
)
def test_what_may_not_be_changed_is_refused_by_its_cell_and_nothing_is_written(client, office, change, sentence):
    data = filled(office.download(), "xlsx", {2: {"Lead": "Insp. A"}, 3: change}, formulas="=SUM" in str(change))
    page = upload(client, data)
    assert sentence in page.content.decode().replace("&quot;", '"')
    assert 'value="save"' not in page.content.decode()
    assert "Cells are refused" in accept(client, page).content.decode()
    assert not Draft.objects.exists()


def test_a_row_of_another_body_is_refused_and_tells_nothing_of_it(client, office):
    other = make_user(make_force(name="Eastshire Police"))
    theirs = make_obligation(Membership.objects.get(user=other).body, make_recommendation(text="Theirs alone."))
    client.force_login(other)
    data = filled(office.download(), "xlsx", {2: {"Lead": "Mine now"}})
    client.force_login(office.editor)
    page = upload(client, data)
    assert "Row 2: it is not, or no longer, an item of a body that you answer for." in page.content.decode()
    assert "Theirs alone" not in page.content.decode()
    accept(client, page)
    assert not theirs.drafts.exists()


def test_a_sheet_with_a_draft_of_the_other_side_is_refused(client, office):
    office.save(office.items[0], lead="Insp. A")
    data = filled(office.download(), "xlsx", {2: {"Lead": "Insp. B"}})
    client.force_login(make_user(office.force))
    assert "the sheet holds a draft of another side" in upload(client, data).content.decode()


def test_an_item_that_was_closed_or_taken_away_since_is_refused_only_where_it_was_filled_in(client, office):
    data = filled(office.download(), "xlsx", {2: {"Lead": "Insp. A"}})
    close([office.items[1]], closure="verified", by=make_liaison(), on=date(2026, 1, 5), reason="Seen.")
    assert not upload(client, data).context["page"].plan.refusals
    page = upload(client, data)
    close([office.items[0]], closure="verified", by=make_liaison(), on=date(2026, 1, 5), reason="Seen.")
    assert "Something changed while you were looking" in accept(client, page).content.decode()
    assert "Row 2: the item was closed meanwhile." in upload(client, data).content.decode()


def test_a_deadline_that_was_moved_since_is_no_changed_cell(client, office):
    data = filled(office.download(), "xlsx", {2: {"Lead": "Insp. A"}})
    move_deadline([office.items[0]], due_on=date(2027, 9, 9), by=None, on=date(2026, 11, 1), reason="Later.")
    assert not upload(client, data).context["page"].plan.refusals


def test_two_rows_of_one_item_and_other_files_are_refused(client, office):
    data = filled(office.download(), "xlsx", {3: {"Key": rows_of(office.download())[0]["Key"]}})
    assert "row 2 is of the same item already" in upload(client, data).content.decode()
    form = client.post(reverse("responses:sheet_upload"), {"file": upload.file(b"hello", "xlsx")})
    assert "This is not a spreadsheet" in form.content.decode()
    keyless = filled(office.download(), "xlsx", {row: {"Key": None} for row in (2, 3, 4)})
    form = client.post(reverse("responses:sheet_upload"), {"file": upload.file(keyless, "xlsx")})
    assert "The keys of the rows are missing" in form.content.decode()
    assert "Choose the file" in client.post(reverse("responses:sheet_upload")).content.decode()


# Two people at once ---------------------------------------------------------------------------------------------------


def test_words_that_somebody_changed_meanwhile_stand_in_three_columns_and_wait_for_a_choice(client, office):
    office.save(office.items[0], lead="Before", action="As it was")
    data = filled(office.download(), "xlsx", {2: {"Lead": "Mine"}, 3: {"Lead": "Other"}})
    office.save(office.items[0], lead="Theirs", action="They wrote")
    page = upload(client, data)
    [cell] = page.context["page"].plan.met
    assert (cell.before, cell.now, cell.mine) == ("Before", "Theirs", "Mine")
    for words in ("When you downloaded it", "Now in the tracker", "On your sheet"):
        assert words in page.content.decode()
    assert [change.row for change, cells in page.context["page"].others] == [3], "row 2 waits above, with nothing else"
    assert "I2 (Lead): choose whose words shall stand." in accept(client, page).content.decode()
    assert Draft.objects.count() == 1
    accept(client, page, **{"take-I2": "mine"})
    first, second = Draft.objects.order_by("obligation")
    assert (first.lead, first.action, second.lead) == ("Mine", "They wrote", "Other")


def test_theirs_leaves_the_words_that_stand(client, office):
    data = filled(office.download(), "xlsx", {2: {"Position": "Complete", "Lead": "Mine"}})
    make_answer(office.items[0], position="in_progress", action="Shared by the force.", lead="Theirs")
    page = upload(client, data)
    assert {(cell.name, cell.before) for cell in page.context["page"].plan.met} == {
        ("position", "not_started"),
        ("lead", None),
    }
    done = accept(client, page, **{"take-G2": "theirs", "take-I2": "theirs"})
    assert "Nothing was written" in done.content.decode()
    assert not Draft.objects.exists()


def test_words_that_changed_between_the_look_and_the_acceptance_are_shown_again(client, office):
    page = upload(client, filled(office.download(), "xlsx", {2: {"Lead": "Mine"}, 3: {"Lead": "Mine"}}))
    office.save(office.items[1], lead="Theirs")
    again = accept(client, page)
    assert "Something changed while you were looking" in again.content.decode()
    assert Draft.objects.count() == 1
    accept(client, again, **{"take-I3": "mine"})
    assert {draft.lead for draft in Draft.objects.all()} == {"Mine"}


def test_what_the_other_side_shared_is_kept_in_the_draft_that_the_sheet_makes(client, office):
    office.save(office.items[0], comment="Ours.")
    data = filled(office.download(), "xlsx", {2: {"Lead": "Mine"}})
    make_answer(office.items[0], position="in_progress", action="The force shared.")
    accept(client, upload(client, data))
    draft = Draft.objects.get()
    assert (draft.lead, draft.action, draft.comment, draft.based_on) == ("Mine", "The force shared.", "Ours.", 1)


def test_a_sheet_is_accepted_once(client, office):
    page = upload(client, filled(office.download(), "xlsx", {2: {"New progress note": "Half."}}))
    accept(client, page)
    assert client.post(page.request["PATH_INFO"], {"then": "save"}).status_code == 404
    assert ProgressUpdate.objects.count() == 1


# Sharing --------------------------------------------------------------------------------------------------------------


def test_an_approver_shares_all_of_it_at_once_as_the_answer_page_does(client, office):
    approver = make_user(office.body, Membership.Role.APPROVER)
    client.force_login(approver)
    office.save(office.items[1], action="In the draft.", comment="Of the office.")
    rows = {2: {"Position": "Complete", "Action": "Done."}, 3: {"Lead": "Insp. B", "New progress note": "So."}}
    page = upload(client, filled(office.download(), "xlsx", rows))
    assert "comment of the local policing body" in page.content.decode()
    done = accept(client, page, "share")
    assert "2 answers shared with HMICFRS. 1 progress note added." in done.content.decode()
    first, second = Response.objects.order_by("obligation")
    assert (first.position, first.shared_by, first.shared_from) == ("complete", approver, office.body)
    assert (second.action, second.comment, second.revision) == ("In the draft.", "Of the office.", 1)
    office.items[0].refresh_from_db()
    assert (office.items[0].claim, office.items[0].answered_on is not None) == ("complete", True)
    assert not Draft.objects.exists()
    assert Draft.history.filter(obligation=office.items[1], history_type="-", history_user=approver).exists()
    assert Response.objects.readable_by(office.seat_of(make_liaison())).count() == 2


def test_what_cannot_be_shared_yet_says_so_and_nothing_is_written(client, office):
    client.force_login(make_user(office.body, Membership.Role.APPROVER))
    rows = {2: {"Position": "No action is proposed"}, 3: {"Position": "Complete", "Action": "Done."}}
    page = upload(client, filled(office.download(), "xlsx", rows))
    refused = accept(client, page, "share")
    assert "Row 2: Give the reason why no action is taken." in refused.content.decode()
    assert not Response.objects.exists()
    accept(client, refused, "save")
    assert Draft.objects.count() == 2


def test_an_editor_cannot_share_but_sends_to_the_approver(client, office):
    page = upload(client, filled(office.download(), "xlsx", {2: {"Position": "Complete", "Action": "Done."}}))
    assert 'value="share"' not in page.content.decode()
    refused = accept(client, page, "share")
    assert "Row 2: only an approver can share this answer." in refused.content.decode()
    assert "1 answer sent to the approver." in accept(client, refused, "send").content.decode()
    assert Draft.objects.get().sent_by == office.editor


def test_a_draft_that_both_sides_changed_is_not_shared_by_a_sheet(client, office):
    approver = make_user(office.body, Membership.Role.APPROVER)
    client.force_login(approver)
    office.save(office.items[0], action="Ours.")
    make_answer(office.items[0], position="in_progress", action="Theirs.")
    page = upload(client, filled(office.download(), "xlsx", {2: {"Lead": "Mine"}}))
    assert "the other side shared other words meanwhile" in accept(client, page, "share").content.decode()
    accept(client, page, "save")
    assert (Draft.objects.get().action, Draft.objects.get().based_on) == ("Ours.", 0)


# Whose it is, and how much --------------------------------------------------------------------------------------------


def test_a_sheet_that_waits_is_its_owners_alone_and_can_be_thrown_away(client, office):
    page = upload(client, filled(office.download(), "xlsx", {2: {"Lead": "Insp. A"}}))
    address = page.request["PATH_INFO"]
    assert "filled.xlsx" in client.get(reverse("responses:sheet_upload")).content.decode()
    client.force_login(make_user(office.body))
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).url.endswith(f"?next={address}")
    client.force_login(office.editor)
    assert client.get(address).status_code == 200
    client.post(address, {"then": "throw"})
    assert not FilledSheet.objects.exists()


def asked_by(act):
    """How many queries something takes, and what it gives."""
    with CaptureQueriesContext(connection) as queries:
        given = act()
    return len(queries), given


@pytest.mark.on_one_database
def test_the_number_of_queries_does_not_grow_with_the_rows(client, office):
    def counts(then):
        said = {"Position": "Complete", "Action": "Done.", "New progress note": "So."}
        asked, data = asked_by(office.download)
        page = upload(client, filled(data, "xlsx", {n + 2: said for n in range(office.count)}))
        shown, page = asked_by(lambda: client.get(page.request["PATH_INFO"]))
        sent = {"seal": page.context["page"].form["seal"].value(), "then": then}
        accepted, answer = asked_by(lambda: client.post(page.request["PATH_INFO"], sent))
        assert answer.status_code == 302
        return asked, shown, accepted

    client.force_login(make_user(office.body, Membership.Role.APPROVER))
    few = counts("share")
    office.add(9)
    assert counts("share") == few
    office.add(3)
    few = counts("save")
    office.add(9)
    assert counts("save") == few


def test_reading_keeps_what_it_read_through_the_database(client, office):
    data = filled(office.download(), "xlsx", {2: {"Own target": date(2027, 2, 3), "Lead": None, "Action": "x"}})
    lines, rows = lines_of(data)
    assert rows == 3
    assert [type(line).of(line.facts) for line in lines] == lines
    assert heading_of("action") == "Action"


def test_many_changes_are_turned_page_by_page_and_accepted_all_at_once(client, office, monkeypatch):
    monkeypatch.setattr(page_module, "ITEMS_AT_A_TIME", 2)
    client.force_login(make_user(office.body))
    review = upload(client, filled(office.download(), "xlsx", {n + 2: {"Action": f"Done {n}."} for n in range(3)}))
    address = review.request["PATH_INFO"]
    first, last = (client.get(address, {"page": number}).content.decode() for number in (1, 2))
    assert ("Done 0." in first, "Done 2." in first, "Done 2." in last) == (True, False, True)
    assert "3 items change." in first
    seal = client.get(address).context["page"].form["seal"].value()
    assert client.post(f"{address}?page=2", {"seal": seal, "then": "save"}).status_code == 302
    assert sorted(Draft.objects.values_list("action", flat=True)) == ["Done 0.", "Done 1.", "Done 2."]
