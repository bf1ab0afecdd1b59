"""Filters of the compliance list under a name: kept, shared, opened by default, and seen by nobody else."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership
from accounts.seats import seat_of
from responses.models import QUERY_MAX_LENGTH, DefaultFilter, SavedFilter
from responses.savedfilters.acts import make_default, opening
from responses.savedfilters.chosen import EVERYTHING, meaning
from responses.savedfilters.forms import SavedFilterForm
from tests.factories import (
    make_administrator,
    make_force,
    make_liaison,
    make_local_policing_body,
    make_user,
)
from tests.pages import text_of
from tests.savedfilters import LIST, SAVE, change, delete, led_to, saved

pytestmark = pytest.mark.django_db

APPROVER = Membership.Role.APPROVER


@pytest.fixture
def editor(office):
    return make_user(office, name="Dana Whitlock")


@pytest.fixture
def approver(office):
    return make_user(office, APPROVER)


# --- saving


def test_what_is_chosen_is_kept_without_page_and_day(client, editor):
    client.force_login(editor)
    chosen = "status=overdue&status=closed&words=&sort=-deadline&page=2&as_at=2024-12-31&level="
    page = client.get(f"{SAVE}?{chosen}")
    assert "It shows: Closed, Overdue" in text_of(page) or "It shows: Overdue, Closed" in text_of(page)
    answer = client.post(f"{SAVE}?{chosen}", {"name": "Late or closed", "body": ""})
    one = SavedFilter.objects.get()
    assert (one.user, one.body, one.name) == (editor, None, "Late or closed")
    assert one.query == "status=overdue&status=closed&sort=-deadline"
    assert answer.headers["Location"] == f"{LIST}?{one.query}"


def test_the_list_offers_to_save_and_then_says_what_is_shown(client, editor):
    client.force_login(editor)
    page = client.get(LIST, {"status": "overdue", "sort": "deadline"})
    assert page.context["saving"] == ("Save this filter", f"{SAVE}?status=overdue&sort=deadline")
    one = saved(editor)
    page = client.get(LIST, {"words": "", "sort": "deadline", "status": "overdue"}, follow=True)
    words, address = page.context["saving"]
    assert words == "Saved as “Late”: change"
    assert address.startswith(change(one))
    assert [tab[0] for tab in page.context["views"] if tab[2]] == ["Late"]
    assert "Save this filter" in text_of(client.get(LIST, {"status": "overdue", "sort": "force"}))


def test_a_filter_that_is_wrong_is_not_saved(client, editor):
    client.force_login(editor)
    assert led_to(client, SAVE, force="nowhere") == f"{LIST}?force=nowhere"
    assert led_to(client, SAVE, state="late") == f"{LIST}?state=late"
    assert client.get(LIST, {"force": "nowhere"}).context["saving"] is None
    long = "&".join(f"force={make_force(slug='x' * 45 + str(n)).slug}" for n in range(QUERY_MAX_LENGTH // 50))
    assert led_to(client, f"{SAVE}?{long}").startswith(LIST)
    assert not SavedFilter.objects.exists()


def test_names_differ_for_one_person_and_within_a_body(client, editor, approver, office):
    saved(editor)
    saved(approver, "Shared", body=office)
    client.force_login(editor)
    for name, body in (("Late", ""), ("Shared", office.pk), (" ", ""), ("x" * 61, "")):
        assert client.post(f"{SAVE}?status=closed", {"name": name, "body": body}).status_code == 200
    for name, body in (("Late", office.pk), ("Shared", "")):
        assert client.post(f"{SAVE}?status=closed", {"name": name, "body": body}).status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        saved(editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        saved(editor, "Shared", body=office)


def test_a_name_that_is_taken_meanwhile_is_refused_too(editor, today):
    seat = seat_of(editor, today)
    new = SavedFilter(user=editor, query="status=closed")
    form = SavedFilterForm({"name": "Late", "body": ""}, saved=new, seat=seat)
    assert form.is_valid()
    saved(editor)
    assert not form.save()
    assert form.errors == {"name": ["There is a filter of this name already. Choose another, or replace it."]}


def test_other_ways_to_show_the_items_save_what_they_share_with_the_list(client, editor):
    client.force_login(editor)
    page = client.get("/compliance/matrix/", {"status": "overdue", "by": "items"})
    assert page.context["saving"] == ("Save this filter", f"{SAVE}?status=overdue")
    one = saved(editor)
    page = client.get("/compliance/matrix/", {"status": "overdue", "by": "items"})
    assert page.context["saved_here"] == one
    assert client.get("/compliance/matrix/").status_code == 200, "only the list opens on what is one's own"


def test_an_earlier_one_is_replaced(client, editor, approver, office):
    one, other, foreign = saved(editor), saved(editor, "Ours", body=office), saved(approver, "Theirs", body=office)
    make_default(one, True, user=editor)
    client.force_login(editor)
    page = client.post(f"{SAVE}?status=closed", {"replace": "on", "replace-saved": one.pk})
    assert page.status_code == 302
    one.refresh_from_db()
    assert (one.query, one.name) == ("status=closed", "Late")
    assert opening(seat_of(editor, page.wsgi_request.day)) == "status=closed"
    for wrong in (foreign.pk, "", "x", 10**30):
        page = client.post(f"{SAVE}?status=closed", {"replace": "on", "replace-saved": wrong})
        assert page.status_code == 200
        assert page.context["replace"].errors
    foreign.refresh_from_db()
    assert foreign.query == other.query == "status=overdue"


# --- who sees which


def test_own_ones_are_seen_by_their_owner_alone(client, editor, approver):
    one = saved(editor)
    for other in (approver, make_liaison(), make_administrator(), make_user()):
        client.force_login(other)
        for address in (one.get_absolute_url(), change(one), delete(one)):
            assert client.get(address).status_code == 404
        assert client.post(delete(one)).status_code == 404
        assert "Late" not in [tab[0] for tab in client.get(LIST, {"sort": "deadline"}).context["views"]]
        assert client.get("/filters/").context["lines"] == []
    assert SavedFilter.objects.filter(pk=one.pk).exists()


def test_shared_ones_are_seen_by_the_body_alone(client, editor, approver, office, force):
    one = saved(approver, body=office)
    client.force_login(editor)
    assert led_to(client, one.get_absolute_url()) == f"{LIST}?status=overdue"
    assert led_to(client, one.get_absolute_url(), as_at="2024-12-31") == f"{LIST}?status=overdue&as_at=2024-12-31"
    assert client.get(delete(one)).status_code == 404
    assert client.post(change(one), {"name": "Mine now", "body": ""}).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.body) == ("Late", office), "an editor changes what they shared themselves, no other"
    elsewhere = make_local_policing_body(make_force())
    for other in (make_user(force), make_user(elsewhere), make_liaison(), make_administrator()):
        client.force_login(other)
        assert client.get(one.get_absolute_url()).status_code == 404
        assert client.get(change(one)).status_code == 404


def test_who_left_sees_it_no_longer_and_the_body_keeps_it(client, editor, approver, office, today):
    one = saved(editor, body=office)
    make_default(one, True, user=editor)
    Membership.objects.filter(user=editor).update(until_on="2026-01-31")
    client.force_login(editor)
    assert client.get(one.get_absolute_url()).status_code == 404
    assert opening(seat_of(editor, today)) == ""
    client.force_login(approver)
    assert client.post(change(one), {"name": "Ours", "body": office.pk}).status_code == 302
    assert client.post(change(one), {"name": "Mine", "body": ""}).status_code == 200, "it is not theirs to take"
    assert SavedFilter.objects.get().body == office


def test_one_chooses_with_which_of_several_bodies_to_share(client, editor, office):
    other = make_local_policing_body(make_force(), name="Mayor of Southshire")
    Membership.objects.create(user=editor, body=other, role=APPROVER, from_on="2020-01-01")
    foreign = make_force()
    client.force_login(editor)
    page = client.get(f"{SAVE}?status=overdue")
    assert {str(value) for value, _words in page.context["form"].fields["body"].choices} == {
        "",
        str(office.pk),
        str(other.pk),
    }
    assert client.post(f"{SAVE}?status=overdue", {"name": "A", "body": foreign.pk}).status_code == 200
    refused = client.post(f"{SAVE}?status=overdue", {"name": "A", "body": office.pk, "for_body": "on"})
    assert "An approver chooses" in text_of(refused)
    assert client.post(f"{SAVE}?status=overdue", {"name": "A", "body": other.pk, "for_body": "on"}).status_code == 302
    assert SavedFilter.objects.get().body == DefaultFilter.objects.get().body == other


def test_the_office_of_a_force_does_not_share_with_the_force(client, editor, force):
    client.force_login(editor)
    assert client.post(f"{SAVE}?status=overdue", {"name": "A", "body": force.pk}).status_code == 200
    assert not SavedFilter.objects.exists()


# --- what no longer fits


def test_a_filter_that_no_longer_fits_says_so(client, editor, force):
    one = saved(editor, "Gone", f"force={force.slug}&status=overdue")
    make_default(one, True, user=editor)
    type(force).objects.filter(pk=force.pk).update(slug="newshire")
    client.force_login(editor)
    for address in (one.get_absolute_url(), LIST):
        page = client.get(address, follow=True)
        assert "The saved filter “Gone” no longer fits" in text_of(page)
        assert f"There is no choice called “{force.slug}” here." in text_of(page)
        assert list(page.context["object_list"]) == []
    assert "No longer fits: There is no choice called" in text_of(client.get("/filters/"))
    assert "No longer fits: There is no choice called" in text_of(client.get(change(one)))


def test_what_a_filter_means_does_not_hang_on_its_order_or_the_default_sort():
    assert meaning("status=closed&force=a") == meaning("force=a&words=&status=closed&sort=deadline&page=3")
    assert meaning("sort=-deadline") != meaning(EVERYTHING) == meaning("")


# --- many


def test_many_filters_stay_calm(client, queries_of, editor, approver, office, force):
    client.force_login(editor)

    def fill(count):
        for _ in range(count):
            n = SavedFilter.objects.count()
            saved(editor, f"A filter of the board with a long name {n}", f"words=a{n}")
            saved(approver, f"Shared {n}", f"words=b{n}&force={force.slug}", body=office)

    fill(1)
    addresses = (f"{LIST}?{EVERYTHING}", "/filters/", f"{SAVE}?status=overdue")
    asked = [queries_of(address) for address in addresses]
    fill(9)
    assert [queries_of(address) for address in addresses] == asked
    tabs = [tab[0] for tab in client.get(LIST, {"sort": "deadline"}).context["views"]]
    assert tabs[6:] == [*(f"A filter of the board with a long name {n}" for n in (0, 10, 12)), "All 20 saved filters"]
    tabs = [tab[0] for tab in client.get(LIST, {"words": "b2", "force": force.slug}).context["views"] if tab[2]]
    assert tabs == ["Shared 2"]


def test_own_ones_come_before_the_bodys(client, editor, approver, office):
    saved(approver, "A", body=office)
    saved(editor, "Z")
    client.force_login(editor)
    assert [line.saved.name for line in client.get("/filters/").context["lines"]] == ["Z", "A"]
