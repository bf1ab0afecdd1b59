"""Who looks after an item: on each side its own owner, seen there alone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.actions import close
from inspections.models import Act, Governance, Obligation
from responses.models import Owner
from responses.owners import CannotGive, give, mine
from responses.succession import hand_over, merge
from responses.todo import todo
from tests.factories import (
    make_administrator,
    make_force,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

LIST = "/compliance/"
LEFT_ON = date(2026, 1, 31)


def owned(row, user, today):
    """`user` makes the row their own."""
    give(Obligation.objects.filter(pk=row.pk), to=user, seat=seat_of(user, today))


def leave(user, on=LEFT_ON):
    Membership.objects.filter(user=user).update(until_on=on)


def found(client, **query):
    page = client.get(LIST, query)
    assert page.context["form"].errors == {}
    assert page.context["counted"].items == len(page.context["object_list"])
    return set(page.context["object_list"])


@pytest.fixture
def editor(force):
    return make_user(force, name="Dana Whitlock")


@pytest.fixture
def colleague(force):
    return make_user(force, name="Sam Okafor")


@pytest.fixture
def at_the_office(office):
    return make_user(office, name="Alex Winterbourne")


def test_each_side_has_its_own_owner(editor, at_the_office, obligation, today):
    owned(obligation, editor, today)
    owned(obligation, at_the_office, today)
    assert {(owner.side, owner.user) for owner in obligation.owners.all()} == {
        (obligation.body, editor),
        (at_the_office.memberships.get().body, at_the_office),
    }
    assert not Act.objects.filter(obligation=obligation, on=today).exists()


def test_whoever_owned_it_before_stays_in_its_history(editor, colleague, obligation, today):
    rows, seat = Obligation.objects.filter(pk=obligation.pk), seat_of(editor, today)
    for to in (editor, editor, colleague, None):
        give(rows, to=to, seat=seat)
    owner = Owner.objects.get()
    assert (owner.user, owner.given_by, owner.since_on) == (None, editor, today)
    assert [version.user for version in owner.history.order_by("history_id")] == [editor, colleague, None]


def test_nobody_gives_what_is_not_theirs_or_to_whom_it_cannot_be(editor, obligation, today):
    rows, seat = Obligation.objects.filter(pk=obligation.pk), seat_of(editor, today)
    stranger, gone = make_user(make_force()), make_user(obligation.body)
    leave(gone)
    for to in (stranger, gone, make_liaison()):
        with pytest.raises(CannotGive):
            give(rows, to=to, seat=seat)
    for giver in (stranger, make_liaison(), make_administrator()):
        with pytest.raises(CannotGive):
            give(rows, to=None, seat=seat_of(giver, today))
    assert not Owner.objects.exists()


# --- the page of an answer


def test_an_item_is_made_ones_own_in_one_click(client, editor, obligation):
    client.force_login(editor)
    address = reverse("responses:answer_owner", args=[obligation.pk])
    page = client.post(address, {"owner": editor.pk}, follow=True)
    assert "This item is yours now." in text_of(page)
    assert "Dana Whitlock" in text_of(page)
    assert "Make it mine" not in text_of(page)
    page = client.post(address, {"owner": ""}, follow=True)
    assert "Nobody owns this item now." in text_of(page)
    assert "Before: Dana Whitlock, from" in text_of(page)


@pytest.mark.parametrize("owner", ["stranger", "1\x00", "9" * 40, "x"])
def test_somebody_of_another_side_is_refused(client, editor, at_the_office, obligation, owner):
    client.force_login(editor)
    owner = at_the_office.pk if owner == "stranger" else owner
    page = client.post(reverse("responses:answer_owner", args=[obligation.pk]), {"owner": owner}, follow=True)
    assert "Nothing was changed." in text_of(page)
    assert not Owner.objects.exists()


def test_a_closed_item_is_given_to_nobody(client, editor, obligation, today):
    close([obligation], closure="verified", by=make_liaison(), on=today, reason="Seen.")
    client.force_login(editor)
    client.post(reverse("responses:answer_owner", args=[obligation.pk]), {"owner": editor.pk})
    assert not Owner.objects.exists()


def test_only_the_side_and_administrators_see_the_owner(client, editor, at_the_office, obligation, today):
    owned(obligation, editor, today)
    readers = {editor: True, make_administrator(): True, at_the_office: False, make_liaison(): False}
    for reader, sees in ({make_user(make_force()): False, make_user(): False} | readers).items():
        client.force_login(reader)
        pages = [client.get(obligation.get_absolute_url()), client.get(LIST, {"sort": "deadline"})]
        assert [f"Owner at {obligation.body}: Dana Whitlock" in text_of(pages[0])] == [sees]
        assert ("Owner: Dana Whitlock" in text_of(pages[1])) == (sees and not reader.is_staff)


def test_who_left_is_shown_as_such(client, editor, colleague, obligation, today):
    owned(obligation, colleague, today)
    leave(colleague)
    client.force_login(editor)
    page = text_of(client.get(obligation.get_absolute_url()))
    assert "Sam Okafor, who has left" in page
    assert "Owner: Sam Okafor, who has left" in text_of(client.get(LIST, {"owner": "left"}))


# --- the filter


@pytest.fixture
def rows(force, editor, colleague, at_the_office, today):
    """Rows by who owns them on the side of the force."""
    gone = make_user(force)
    rows = {name: make_obligation(force) for name in ("me", "colleague", "left", "nobody", "given back", "closed")}
    for name, user in {"me": editor, "colleague": colleague, "left": gone, "closed": editor}.items():
        owned(rows[name], user, today)
    owned(rows["given back"], editor, today)
    give(Obligation.objects.filter(pk=rows["given back"].pk), to=None, seat=seat_of(editor, today))
    owned(rows["nobody"], at_the_office, today)  # on the other side
    leave(gone)
    close([rows["closed"]], closure="verified", by=make_liaison(), on=today, reason="Seen.")
    make_obligation()  # somebody else's
    return rows


def test_the_list_is_filtered_by_owner(client, editor, colleague, rows):
    client.force_login(editor)
    assert found(client, owner="me") == {rows["me"]}
    assert found(client, owner=colleague.pk) == {rows["colleague"]}
    assert found(client, owner="left") == {rows["left"]}
    assert found(client, owner="nobody") == {rows["nobody"], rows["given back"]}
    assert found(client, owner=["left", "nobody"]) == {rows["left"], rows["nobody"], rows["given back"]}
    exported = b"".join(client.get(f"{LIST}export/", {"owner": "me"}).streaming_content).decode()
    assert exported.count("\n") == 2


def test_the_other_side_has_a_filter_of_its_own(client, at_the_office, rows):
    client.force_login(at_the_office)
    assert found(client, owner="me") == {rows["nobody"]}
    assert found(client, owner="nobody") == {rows[name] for name in ("me", "colleague", "left", "given back")}


def test_who_acts_for_nobody_has_no_such_choice(client, editor, rows):
    for reader in (make_liaison(), make_user(), make_administrator()):
        client.force_login(reader)
        page = client.get(LIST, {"owner": "me"})
        assert "There is no choice called “me” here." in text_of(page)
        assert list(page.context["object_list"]) == []
    client.force_login(make_user(make_force()))
    assert f"There is no choice called “{editor.pk}” here." in text_of(client.get(LIST, {"owner": editor.pk}))


def test_two_colleagues_of_one_name_are_told_apart(client, editor, force):
    for email in ("a@northshire.example", "b@northshire.example"):
        make_user(force, name="Kim Lee", email=email)
    client.force_login(editor)
    page = text_of(client.get(LIST, {"sort": "deadline"}))
    assert "Owned by Kim Lee (a@northshire.example)" in page
    assert "Owned by Kim Lee (b@northshire.example)" in page


# --- many at once


def give_page(client, query, **typed):
    address = f"{reverse('responses:verify')}?act=give&{query}"
    page = client.get(address)
    return client.post(address, {"state": page.context["form"]["state"].value()} | typed)


def test_a_whole_filtered_result_is_given_to_one_person(client, editor, colleague, rows):
    client.force_login(editor)
    answer = give_page(client, "everything=on&owner=left&owner=nobody", owner=colleague.pk)
    assert answer.status_code == 302
    assert found(client, owner=colleague.pk) == {rows[name] for name in ("colleague", "left", "nobody", "given back")}


def test_what_is_not_theirs_or_closed_is_left_out_and_said(client, editor, rows):
    client.force_login(editor)
    page = client.get(f"{reverse('responses:verify')}?act=give&everything=on&sort=deadline")
    assert "5 items will change" in text_of(page)
    for sentence in ("1 is left out: closed already.", "1 is left out: not yours to record."):
        assert sentence in text_of(page)
    assert "reason" not in page.context["form"].fields
    assert "Nobody" in text_of(page)


def test_only_members_of_a_side_give(client, editor, rows):
    for person in (make_liaison(), make_administrator(), make_user()):
        client.force_login(person)
        assert client.get(f"{reverse('responses:verify')}?act=give&row={rows['me'].pk}").status_code == 404
    client.force_login(make_user(make_force()))
    page = client.get(f"{reverse('responses:verify')}?act=give&row={rows['me'].pk}")
    assert "There is nothing to change." in text_of(page)


def test_an_office_of_two_forces_gives_both_at_once(client, office, at_the_office, obligation):
    other = make_force()
    Governance.objects.create(force=other, local_policing_body=office, from_on=date(2020, 1, 1))
    rows = [obligation, make_obligation(other)]
    client.force_login(at_the_office)
    give_page(client, "&".join(f"row={row.pk}" for row in rows), owner=at_the_office.pk)
    assert {owner.obligation for owner in Owner.objects.filter(user=at_the_office, side=office)} == set(rows)


# --- what is mine


def test_mine_is_what_one_owns_and_for_a_liaison_the_forces(editor, colleague, rows, today):
    def of(user):
        return set(Obligation.objects.filter(mine(seat_of(user, today))))

    assert of(editor) == {rows["me"]}
    assert of(colleague) == {rows["colleague"]}
    assert of(make_liaison([rows["me"].body])) == set(rows.values())
    assert of(make_user()) == set()
    assert {task.obligation for task in todo(seat_of(editor, today)).mine} == {rows["me"]}


def test_home_begins_with_what_is_mine_and_leads_to_the_rest(client, editor, rows):
    client.force_login(editor)
    page = client.get("/")
    heaps = [(heap.id, len(heap.tasks)) for heap in page.context["heaps"]]
    assert heaps == [("yours", 1), ("undated", 4)]
    assert "4 more that are not yours" in text_of(page)
    assert "1 of them is yours." in text_of(page)
    leave(editor)
    client.force_login(editor)
    assert "yours" not in text_of(client.get("/"))


# --- bodies that give way, reports that merge

MERGED_ON = date(2026, 10, 1)


def test_owners_go_on_at_the_successor_where_they_agree(editor, at_the_office, obligation, office, today):
    other, new = make_force(), make_force()
    Governance.objects.create(force=other, local_policing_body=office, from_on=date(2020, 1, 1))
    Governance.objects.create(force=new, local_policing_body=office, from_on=date(2020, 1, 1))
    same = make_obligation(other, obligation.recommendation)
    owned(obligation, editor, today)
    for row in (obligation, same):
        owned(row, at_the_office, today)
    merge([obligation.body, other], new, by=make_administrator(), on=MERGED_ON, reason="The order of 2026.")
    passed = Obligation.objects.get(body=new)
    assert {(owner.side, owner.user) for owner in passed.owners.all()} == {(new, editor), (office, at_the_office)}


def test_owners_who_differ_leave_the_item_to_nobody(editor, obligation, today):
    other, new = make_force(), make_force()
    same = make_obligation(other, obligation.recommendation)
    owned(obligation, editor, today)
    owned(same, make_user(other), today)
    merge([obligation.body, other], new, by=make_administrator(), on=MERGED_ON, reason="The order of 2026.")
    assert not Obligation.objects.get(body=new).owners.exists()


def test_the_office_in_the_place_of_another_has_its_owners(at_the_office, obligation, office, today):
    new = make_local_policing_body()
    owned(obligation, at_the_office, today)
    hand_over(office, new, by=make_administrator(), on=MERGED_ON, reason="The order of 2026.")
    assert (obligation.owners.get().side, obligation.owners.get().user) == (new, at_the_office)


# --- how much is asked


@pytest.mark.on_one_database
def test_list_and_home_ask_as_much_for_six_owners_as_for_one(client, queries_of, force, editor, today):
    def fill(count):
        for _ in range(count):
            owned(make_obligation(force, due_on=today - timedelta(days=1)), make_user(force), today)
            owned(make_obligation(force), editor, today)

    client.force_login(editor)
    for url in ("/", f"{LIST}?owner=me&owner=left&owner=nobody", f"{LIST}?sort=deadline"):
        fill(1)
        queries_of(url)
        asked = queries_of(url)
        fill(5)
        queries_of(url)
        assert queries_of(url) == asked


def test_who_looks_from_another_seat_sees_what_is_theirs_and_changes_nothing(client, editor, rows):
    administrator = make_administrator()
    client.force_login(administrator)
    client.post(reverse("admin:accounts_user_see_as", args=[editor.pk]), {"reason": "Asked to."})
    assert found(client, owner="me") == {rows["me"]}
    assert "With the ticked items" not in text_of(client.get(LIST, {"owner": "me"}))
    address = reverse("responses:answer_owner", args=[rows["nobody"].pk])
    assert client.post(address, {"owner": editor.pk}).status_code == 403
