"""What people are reminded of: each thing once, to those whom it concerns, with what matters first."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, User
from accounts.seats import seat_of
from inspections.actions import close, move_deadline, return_claim, submit_claim
from responses.actions import save_draft, send_to_approver
from responses.models import Digest, Told
from responses.reminders.lines import Heap, lines
from tests.factories import (
    TODAY,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.reminders import DAILY, NONE, WEEKLY, after, heaps, told
from tests.statutory import Acts, complete, make_duty

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://tracker.example.org"


@pytest.fixture
def force():
    return make_force(name="Northshire Police")


@pytest.fixture
def person(force):
    return make_user(force, reminders=DAILY, name="Dana Whitlock")


def test_a_digest_names_what_is_late_and_due_with_links(force, person):
    item = make_recommendation(
        make_inspection(title="Safer in custody"), number="4", subject="Reasons", due_on=after(5)
    )
    row = make_obligation(force, item)
    late = make_obligation(force, due_on=after(-3))
    assert told() == [(person.email, f"2 things to do: {late.recommendation.label_in_sentence}, 3 days late")]
    [message] = mail.outbox
    for words in (
        "Hello Dana Whitlock,",
        "LATE (1)",
        "3 days late, 18 November 2026",
        "DUE IN THE NEXT 30 DAYS (1)",
        "* Answer recommendation 4: in 5 days, 26 November 2026\n  Reasons\n  Safer in custody\n",
        f"\n  https://tracker.example.org/compliance/{row.pk}/\n",
        "Altogether: 1 late, 1 due in the next 30 days.",
        "Daily, weekly or never: https://tracker.example.org/accounts/",
    ):
        assert words in message.body
    [(page, kind)] = message.alternatives
    assert kind == "text/html"
    assert f'<a href="https://tracker.example.org/compliance/{row.pk}/"' in page
    assert "This is your first reminder" in message.body
    assert "This is your first reminder" in page


def test_the_subject_says_what_is_due(force, person):
    make_obligation(force, make_recommendation(number="4", due_on=after(5)))
    [(_to, subject)] = told()
    assert subject == "1 thing to do: recommendation 4 due in 5 days"


def test_each_thing_is_told_once_as_it_comes_near_and_once_as_it_is_late(force, person):
    make_obligation(force, make_recommendation(number="4", due_on=after(31)))
    subjects = {days: told(after(days)) for days in (0, 1, 2, 30, 31, 32, 33)}
    assert {days: sent[0][1] for days, sent in subjects.items() if sent} == {
        1: "1 thing to do: recommendation 4 due in 30 days",
        32: "1 new thing to do: recommendation 4, 1 day late",
    }


def test_what_is_opened_again_or_moved_is_new(force, person):
    row = make_obligation(force, make_recommendation(number="4", due_on=after(-3)))
    liaison = make_liaison()
    assert told()
    row.refresh_from_db()
    move_deadline([row], due_on=after(20), by=liaison, on=TODAY, reason="A letter.")
    assert told(after(1)) == [(person.email, "1 new thing to do: recommendation 4 due in 19 days")]
    assert told(after(2)) == []
    close([row], closure="verified", by=liaison, on=after(2), reason="Seen.")
    assert told(after(30)) == []


def test_a_claim_that_is_returned_makes_its_item_late_again(force, person):
    row = make_obligation(force, make_recommendation(number="4", due_on=after(-3)))
    liaison = make_liaison([force], reminders=DAILY)
    late = "recommendation 4, 3 days late"
    assert told() == [
        (person.email, f"1 thing to do: {late}"),
        (liaison.email, f"1 thing at your forces: Northshire Police, {late}"),
    ]
    submit_claim([row], claim="complete", by=person, on=TODAY)
    words = "1 new thing at your forces: Northshire Police reported on recommendation 4"
    assert told(after(1)) == [(liaison.email, words)]
    return_claim([row], by=liaison, on=after(1), reason="Two stations are missing.")
    assert [to for to, _subject in told(after(2))] == [person.email, liaison.email]
    submit_claim([row], claim="complete", by=person, on=after(2))
    assert told(after(3)) == [(liaison.email, words)]
    assert told(after(4)) == []


@pytest.mark.slow
def test_the_days_of_a_statutory_response_at_21_7_and_1():
    duty = make_duty(published_on=TODAY)
    office = duty.force.governances.get().local_policing_body
    editor = make_user(office, reminders=DAILY)
    others = [make_user(duty.force, reminders=DAILY), make_liaison([duty.force], reminders=DAILY)]
    got = {left: told(after(55 - left)) for left in (55, 22, 21, 20, 8, 7, 6, 2, 1, 0, -1, -2)}
    assert {left: sent for left, sent in got.items() if sent} == {
        21: [(editor.email, "1 thing to do: a statutory response, 21 days left")],
        7: [(editor.email, "1 new thing to do: a statutory response, 7 days left")],
        1: [(editor.email, "1 new thing to do: a statutory response, 1 day left")],
        -1: [
            (editor.email, "1 new thing to do: a statutory response, 1 day late"),
            (others[1].email, f"1 thing at your forces: a statutory response of {office}, 1 day late"),
        ],
    }


@pytest.mark.parametrize(
    ("runs", "sent"),
    [([6], [6]), ([22, 6, 5], [6]), ([20, 3, 0], [20, 3, 0]), ([1, 0], [1]), ([-4, -5], [-4]), ([7, 6, 2, 1], [7, 1])],
)
def test_a_step_on_whose_day_nothing_ran_is_made_up_for_once(runs, sent):
    duty = make_duty(published_on=TODAY)
    make_user(duty.force.governances.get().local_policing_body, reminders=DAILY)
    assert [left for left in runs if told(after(55 - left))] == sent


def test_few_days_of_a_statutory_response_go_first_in_the_subject():
    duty = make_duty(published_on=after(-52))
    make_user(duty.force.governances.get().local_policing_body, reminders=DAILY)
    make_obligation(duty.force, due_on=after(-9))
    [(_to, subject)] = told()
    assert subject == "2 things to do: a statutory response, 3 days left"
    assert "3 days left, the last is 24 November 2026" in mail.outbox[0].body


def test_the_last_working_day_is_named_where_it_is_an_earlier_one():
    sunday = date(2026, 11, 29)
    duty = make_duty(published_on=after(-55, sunday))
    make_user(duty.force.governances.get().local_policing_body, reminders=DAILY)
    told(after(-7, sunday))
    assert "the last is 29 November 2026, the last working day before it 27 November 2026" in mail.outbox[0].body
    told(sunday)
    assert "today is the last day" in mail.outbox[0].body


def test_a_published_response_is_no_longer_called_to_mind(today):
    act = Acts(make_duty(published_on=after(-54, today)), today)
    User.objects.update(reminders=DAILY)
    assert heaps(act.by, today) == {Heap.STATUTORY: ["Ask the chief officer for comments"]}
    complete(act)
    act.sign()
    act.publish()
    assert heaps(act.by, after(9, today)) == {}


def test_what_waits_for_approval_is_told_to_approvers_alone(force, person):
    approver = make_user(force, Membership.Role.APPROVER, reminders=DAILY)
    row = make_obligation(force, make_recommendation(number="4"))
    side = seat_of(person, TODAY).side_for(row)
    draft = save_draft(row, side, {"action": "Words that nobody else may read."}, by=person, revision=0)
    assert told() == []
    send_to_approver(draft, by=person, at=datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert told(after(1)) == [(approver.email, "1 thing to do: recommendation 4 waits for your approval")]
    assert "Words that nobody" not in mail.outbox[0].body
    assert told(after(2)) == []
    draft = save_draft(row, side, {"action": "Other words."}, by=person, revision=draft.revision)
    send_to_approver(draft, by=person, at=datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert told(after(3)) == [(approver.email, "1 new thing to do: recommendation 4 waits for your approval")]


def test_a_response_to_sign_off_is_told_to_approvers_alone(today):
    duty = make_duty(published_on=today)
    act = Acts(duty, today)
    editor = make_user(act.by.memberships.get().body, reminders=DAILY)
    User.objects.filter(pk=act.by.pk).update(reminders=DAILY)
    act.write()
    act.ready()
    assert heaps(act.by, today) == {Heap.APPROVE: ["Sign off the statutory response"]}
    assert heaps(editor, today) == {}


def test_the_chief_officers_comments_are_due(today):
    duty = make_duty(published_on=today)
    act = Acts(duty, today)
    person = make_user(duty.force, reminders=DAILY)
    User.objects.filter(pk=act.by.pk).update(reminders=NONE)
    act.ask(due_on=after(9, today))
    assert told(today) == [(person.email, "1 thing to do: the chief officer’s comments due in 9 days")]
    assert told(after(10, today)) == [(person.email, "1 new thing to do: the chief officer’s comments, 1 day late")]


# How often ------------------------------------------------------------------------------------------------------------


def test_weekly_is_once_a_week_on_monday(force):
    make_user(force, reminders=WEEKLY)
    for days in range(1, 15):
        make_obligation(force, make_recommendation(number=str(days), due_on=after(days + 29, MONDAY)))
    subjects = {days: told(after(days, MONDAY)) for days in range(15)}
    assert {days: sent[0][1].partition(":")[0] for days, sent in subjects.items() if sent} == {
        0: "1 thing to do",
        7: "7 new things to do",
        14: "6 new things to do",
    }


def test_weekly_comes_on_the_next_day_where_monday_failed(force):
    make_user(force, reminders=WEEKLY)
    make_obligation(force, due_on=after(-3))
    assert [bool(told(after(days, MONDAY))) for days in (2, 3, 6, 7)] == [True, False, False, False]


def test_a_week_in_which_nothing_was_new_on_monday_is_over(force):
    make_user(force, reminders=WEEKLY)
    assert told(MONDAY) == []
    make_obligation(force, due_on=after(-3))
    assert [bool(told(after(days, MONDAY))) for days in (1, 6, 7)] == [False, False, True]


def test_new_people_get_theirs_weekly(force):
    assert make_user(force).reminders == WEEKLY


@pytest.mark.slow
def test_a_week_never_passes_over_a_statutory_response():
    """Whatever weekday its last day is, a Monday lies in its last seven days."""
    for weekday in range(7):
        last = after(weekday, MONDAY)
        duty = make_duty_of(last)
        User.objects.update(reminders=NONE)
        make_user(duty.force.governances.get().local_policing_body)
        subjects = [subject for left in range(13, -1, -1) for _to, subject in told(after(-left, last))]
        assert "1 new thing to do: a statutory response, " in subjects[-1], weekday


def make_duty_of(last_day):
    """A duty whose 56 days end on this day."""
    force = make_force()
    make_local_policing_body(force)
    return make_inspection([force], published_on=after(-55, last_day)).related_forces.get()


# Much and little ------------------------------------------------------------------------------------------------------


def test_many_things_are_counted_and_the_first_ten_shown(force, person):
    for days in range(1, 26):
        make_obligation(force, due_on=after(-days))
    [(_to, subject)] = told()
    assert subject.startswith("25 things to do: ")
    body = mail.outbox[0].body
    assert body.count("days late, ") + body.count("1 day late, ") == 10
    assert "15 more: https://tracker.example.org/#late" in body
    assert Told.objects.count() == 25


def test_the_queries_are_as_many_for_one_thing_as_for_many(force):
    office, liaison = make_local_policing_body(force), make_liaison([force])
    people = [make_user(force), make_user(office, Membership.Role.APPROVER), liaison]

    def queries():
        counts = []
        for user in people:
            with CaptureQueriesContext(connection) as captured:
                assert lines(seat_of(user, TODAY))
            counts.append(len(captured))
        return counts

    def more(count):
        for _row in range(count):
            report = make_inspection([force], published_on=after(-100))
            row = make_obligation(force, make_recommendation(report, due_on=after(-3)))
            make_obligation(force, make_recommendation(report), claim="complete", reported_on=TODAY)
            side = seat_of(people[0], TODAY).side_for(row)
            save_draft(row, side, {"action": "Words."}, by=people[0], revision=0)

    more(1)
    for_one = queries()
    more(9)
    assert queries() == for_one
    assert max(for_one) <= 16, for_one


def test_a_name_with_marks_is_shown_as_it_is_written(force, person):
    make_obligation(force, make_recommendation(subject="Cells & <b>doors</b>", due_on=after(5)))
    told()
    assert "Cells & <b>doors</b>" in mail.outbox[0].body
    assert "Cells &amp; &lt;b&gt;doors&lt;/b&gt;" in mail.outbox[0].alternatives[0][0]


def test_nothing_is_kept_of_days_without_news(force, person):
    for days in range(5):
        assert told(after(days)) == []
    assert Digest.objects.count() == 1
