"""Several people at the same moment: nobody's words are lost, nobody gets an error, nothing is there twice."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts import typed
from accounts.models import Membership, Typed
from inspections.actions import address, close, move_deadline
from inspections.dayends import figures, month_ends
from inspections.models import Act, Inspection, MonitoringPhase, Obligation, OfficeHolder
from inspections.pastday import PastDay
from responses.models import Draft, OfficeSettings, ProgressUpdate, Response, Review, StatutoryResponse, Step, Version
from responses.workspace.sections import Frozen
from tests.adminforms import typed as typed_form
from tests.documents.facts import a_document
from tests.factories import (
    TODAY,
    make_administrator,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.responses.filled import Office, filled, upload
from tests.statutory import Acts, make_duty

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

TYPED = {"position": "in_progress", "revision": 0, "based_on": 0}


def at_once(jobs):
    """What each of these functions returned, or raised, when all were called in the same moment."""
    answers, start = [None] * len(jobs), Barrier(len(jobs))

    def run(place, job):
        try:
            start.wait(20)
            answers[place] = job()
        except Exception as error:
            answers[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=numbered) for numbered in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def posting(user, obligation, **typed):
    """A function that posts an answer as `user`, signed in beforehand, and returns the status."""
    client = Client()
    client.force_login(user)
    return lambda: client.post(obligation.get_absolute_url(), TYPED | typed).status_code


def test_one_of_a_side_saves_and_the_others_are_told():
    force = make_force()
    obligation = make_obligation(force)
    jobs = [posting(make_user(force), obligation, action=f"Words {n}.") for n in range(5)]
    assert sorted(at_once(jobs)) == [200, 200, 200, 200, 302]
    assert Draft.objects.get().revision == 1


def test_a_page_that_sends_what_is_typed_several_times_at_once_leaves_one_row():
    force = make_force()
    user, obligation = make_user(force), make_obligation(force)
    sheet = typed.Sheet(user.pk, f"{obligation.get_absolute_url()}#answer", "1")

    def typing(words):
        client = Client()
        client.force_login(user)
        data = TYPED | {"action": words, "typed": sheet.seal}
        return lambda: client.post(reverse("typed"), data).status_code

    assert at_once([typing(f"Words {n}.") for n in range(5)]) == [200] * 5
    assert Typed.objects.get().words.count("Words") == 1
    jobs = [typing("Words saved."), posting(user, obligation, action="Words saved.", typed=sheet.seal)]
    assert at_once(jobs) == [200, 302]
    assert not Typed.objects.unsaved().exists()


def test_a_sheet_is_written_undone_saved_and_written_anew_in_the_same_moment():
    user = make_user(make_force())
    sheet = typed.Sheet(user.pk, "/compliance/7/#answer", "1")
    form = RequestFactory().post("/compliance/7/", {"typed": sheet.seal})
    form.user = user

    def often(job):
        return lambda: [job() for _time in range(60)] and None

    def storing(words):
        return lambda: typed.store(sheet, QueryDict(words), at=timezone.now(), sent=True)

    jobs = [storing("action=One."), storing("action=Two."), storing(""), storing(""), lambda: typed.forget(form)]
    assert at_once([often(job) for job in jobs]) == [None] * 5
    storing("action=Last.")()
    assert Typed.objects.get().words == "action=Last."


def test_both_sides_share_in_the_same_moment():
    force = make_force()
    obligation, office = make_obligation(force), make_local_policing_body(force)
    people = [make_user(body, Membership.Role.APPROVER) for body in (force, office) for _person in range(3)]
    jobs = [posting(person, obligation, action=f"By {person}.", then="share") for person in people]
    answers = at_once(jobs)
    assert sorted(answers) == [200] * 5 + [302]
    assert Response.objects.get().shared_by == people[answers.index(302)]


def test_an_item_addressed_by_two_people_is_addressed_once():
    item, bodies = make_recommendation(), [make_force() for _force in range(4)]
    added = at_once([lambda: len(address(item, bodies, by=None))] * 4)
    assert sorted(added) == [0, 0, 0, 4]


def test_deadlines_moved_together_while_answers_are_shared():
    item, liaison = make_recommendation(due_on=TODAY), make_liaison()
    rows = [make_obligation(make_force(), item) for _force in range(4)]
    approvers = [make_user(row.body, Membership.Role.APPROVER) for row in rows]

    def moving(rows, days):
        move_to = {"due_on": TODAY + timedelta(days=days), "by": liaison, "on": TODAY, "reason": "A letter."}
        return lambda: len(move_deadline(rows, **move_to))

    sharing = [posting(person, row, action="Done.", then="share") for person, row in zip(approvers, rows, strict=True)]
    assert at_once([moving(rows, 5), moving(rows[::-1], 6), *sharing]) == [4, 4, 302, 302, 302, 302]
    assert Response.objects.count() == 4
    assert Act.objects.filter(kind=Act.Kind.MOVED).count() == 8


def test_a_report_is_merged_once_while_its_office_writes():
    force = make_force()
    office = make_local_policing_body(force)
    proposal, report = make_inspection([force], proposed_by=office), make_inspection([force])
    ours, theirs = (make_obligation(force, make_recommendation(one, number="4")) for one in (proposal, report))
    item, other = ours.recommendation_id, theirs.recommendation_id
    address = reverse("responses:proposal_merge", args=[proposal.slug, report.slug])
    typed = {f"item-{item}": f"same:{other}", f"why-{item}": "", "reason": "It is the same."}

    def merging():
        client = Client()
        client.force_login(make_liaison())
        seen = client.post(address, typed).context["preview"].mark
        return lambda: client.post(address, typed | {"seen": seen}).status_code

    writing = posting(make_user(office), ours, action="Typed meanwhile.")
    assert set(at_once([merging(), merging(), writing])) <= {200, 302}
    proposal.refresh_from_db()
    draft = Draft.objects.get()
    assert draft.action == "Typed meanwhile."
    assert draft.obligation == (theirs if proposal.merged_into else ours)
    assert proposal.history.filter(merged_into=report).count() == (1 if proposal.merged_into else 0)


def test_the_same_items_pasted_twice_at_once_are_saved_once():
    report, address = make_inspection(), "admin:inspections_inspection_paste"
    rows = {"items-TOTAL_FORMS": 1, "items-INITIAL_FORMS": 0, "items-0-text": "Act.", "items-0-kind": "recommendation"}

    def pasting():
        client = Client()
        client.force_login(make_administrator())
        return lambda: client.post(reverse(address, args=[report.pk]), rows).status_code

    assert sorted(at_once([pasting() for _person in range(4)])) == [200, 200, 200, 302]
    assert report.items.count() == 1


@pytest.mark.parametrize("kind", ["office", "phase"])
def test_a_button_that_is_pressed_twice_records_once(today, kind):
    force, administrator = make_force(), make_administrator()
    data = {"name": "Dana Whitlock", "title": "Chief", "capacity": "holder", "phase": "engage"}
    data |= {"on": today, "reason": "The order of 2026."}
    address = f"/admin/bodies/{force.pk}/{kind}/"
    clients = [Client(), Client(), Client()]
    for client in clients:
        client.force_login(administrator)
    data["seen"] = clients[0].post(address, data).context["shown"].mark
    codes = at_once([lambda client=client: client.post(address, data).status_code for client in clients])
    assert sorted(codes) == [200, 200, 302]
    assert OfficeHolder.objects.count() + MonitoringPhase.objects.count() == 1


def accepting(user, review=None):
    """A function that presses Accept on a document that `user` has read, and returns the status."""
    client = Client()
    client.force_login(user)
    facts = {"facts": a_document(), "name": "response.pdf", "sha256": "0" * 64}
    review = review or Review.objects.create(by=user, begun_at=timezone.now(), **facts)
    sent = client.get(f"/import/{review.pk}/").context["page"].as_sent().dict() | {"then": "accept"}
    return lambda: client.post(f"/import/{review.pk}/", sent).status_code


def test_a_document_is_taken_over_once_however_often_accept_is_pressed():
    force = make_force(name="Northshire Police")
    user = make_user(make_local_policing_body(force))
    first = accepting(user)
    review = Review.objects.get()
    answers = at_once([first, *(accepting(user, review) for _tab in range(3))])
    assert set(answers) <= {302, 404}
    assert Inspection.objects.count() == 1
    assert Draft.objects.get().revision == 1


def test_a_filled_sheet_is_accepted_once_while_a_colleague_writes_and_nobody_loses_words():
    office = Office(Client())
    rows = {2: {"Lead": "From the sheet", "New progress note": "Half."}, 3: {"Lead": "From the sheet"}}
    page = upload(office.client, filled(office.download(), "xlsx", rows))
    sent = {"seal": page.context["page"].form["seal"].value(), "then": "save"}

    def accepting():
        client = Client()
        client.force_login(office.editor)
        return lambda: client.post(page.request["PATH_INFO"], sent).status_code

    other = posting(make_user(office.body), office.items[1], action="A colleague’s.", lead="A colleague")
    *accepted, saved = at_once([accepting(), accepting(), accepting(), other])
    notes = ProgressUpdate.objects.count()
    assert notes == (saved == 200)  # else the sheet was shown again, beside what the colleague had saved
    assert set(accepted) <= {200, 302, 404}
    draft = office.items[1].drafts.get()
    assert (draft.lead, draft.revision) == ("From the sheet" if notes else "A colleague", 1)


def test_two_of_an_office_propose_one_document_once():
    force = make_force(name="Northshire Police")
    office = make_local_policing_body(force)
    answers = at_once([accepting(make_user(office)) for _person in range(4)])
    assert sorted(answers) == [200, 200, 200, 302]
    assert Inspection.objects.count() == 1
    assert Draft.objects.get().revision == 1


def pressing(act, name, **typed):
    """A function that presses the button of a step as the approver, who sees the page as it is now."""
    client = Client()
    client.force_login(act.by)
    address = f"/inspections/{act.duty.inspection.slug}/response/{act.duty.force.slug}/steps/{name}/"
    form = client.get(address).context["form"]
    sent = {"on_day": act.today.day, "on_month": act.today.month, "on_year": act.today.year} | typed
    if "seen" in form.fields:
        sent |= {"seen": form["seen"].value()}
    return lambda: client.post(address, sent).status_code


def test_a_response_is_signed_off_once_and_published_once_however_many_press(today):
    act = Acts(make_duty(published_on=today - timedelta(days=20)), today)
    act.write()
    act.choose_signatory()
    for kind, name in (("signed", "sign-off"), ("secretary", "home-secretary"), ("published", "published")):
        jobs = [pressing(act, name, gaps_reason="No time.") for _person in range(3)]
        assert at_once(jobs) == [302, 302, 302]
        assert Step.objects.filter(kind=kind).count() == 1
    assert at_once([pressing(act, "correction", reason=f"Figure {n}.") for n in range(3)]) == [302, 302, 302]
    assert Step.objects.filter(kind="correcting").count() == 1
    assert Version.objects.get().documents.count() == 8


def test_what_is_written_while_somebody_signs_is_signed_or_refused_and_never_half(today):
    act = Acts(make_duty(published_on=today - timedelta(days=20)), today)
    act.write(comments="Before.")
    act.choose_signatory()
    signing = pressing(act, "sign-off", gaps_reason="No time.")
    answers = at_once([signing, lambda: act.write(comments="After.").comments])
    response = StatutoryResponse.objects.get()
    if response.signed_on:
        assert Version.objects.get().content.comments == response.comments == "Before."
        assert isinstance(answers[1], Frozen)
    else:
        assert answers == [200, "After."]
        assert response.comments == "After."


def test_an_administrator_and_the_office_at_one_response_lose_nothing(today):
    act = Acts(make_duty(published_on=today - timedelta(days=20)), today)
    response = act.write()
    client = Client()
    client.force_login(make_administrator())
    address = reverse("admin:responses_statutoryresponse_change", args=[response.pk])
    for n in range(6):
        sent = typed_form(client.get(address), address=f"https://www.example.org/{n}")
        answers = at_once(
            [lambda sent=sent: client.post(address, sent).status_code, lambda n=n: act.write(comments=f"{n}")]
        )
        assert answers[0] == 302
        response = StatutoryResponse.objects.get()
        assert (response.address, response.comments) == (f"https://www.example.org/{n}", f"{n}")


def test_an_administrator_and_the_office_at_its_settings_lose_nothing_unseen():
    office = make_local_policing_body(make_force(), slug="commissioner")
    OfficeSettings.objects.create(body=office)
    pages = [
        (make_user(office, Membership.Role.APPROVER), "/bodies/commissioner/settings/", "form", "logo"),
        (
            make_administrator(),
            f"/admin/responses/officesettings/{office.office_settings.pk}/change/",
            "adminform",
            "address",
        ),
    ]
    for n in range(6):
        jobs = []
        for user, where, name, field in pages:
            client = Client()
            client.force_login(user)
            form = client.get(where).context[name]
            form = getattr(form, "form", form)
            held = {one.html_name: one.value() for one in form if one.value() is not None}
            jobs.append(
                lambda client=client, where=where, sent=held | {field: f"{n}"}: client.post(where, sent).status_code
            )
        told = at_once(jobs)
        settings = OfficeSettings.objects.get()
        kept = {name: getattr(settings, name) == f"{n}" for name in ("logo", "address")}
        assert [status == 302 for status in told] == list(kept.values())  # who is not saved is asked to look again


def test_no_month_end_misses_what_is_recorded_while_it_is_counted():
    by, report = make_administrator(), make_inspection(published_on=TODAY - timedelta(days=200))
    rows = [make_obligation(recommendation=make_recommendation(report)) for _ in range(6)]
    days = month_ends(report.published_on, TODAY)

    def closing(row, wait):
        return lambda: close([row], closure="verified", by=by, on=days[wait], reason="Seen.")

    def looking():
        return figures(days, patience=None)

    at_once([*(closing(row, n % 5) for n, row in enumerate(rows)), *[looking] * 4])
    counted = {day: Obligation.objects.owed_on(day).totals_by("body", day) for day in map(PastDay.of, days)}
    assert looking() == dict(sorted(counted.items()))
