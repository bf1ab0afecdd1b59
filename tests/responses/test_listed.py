"""Rows of files: they say what the list says, to everybody and of every day; their number costs no queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from accounts.seats import seat_of
from inspections import exports, reports
from inspections.actions import close, move_deadline, reopen, wait_on
from inspections.models import Obligation
from inspections.pastday import PastDay
from inspections.views import exports as of_inspections
from responses import listed, statutory
from responses.exporting import for_lines, lines_of
from responses.models import StatutoryResponse
from responses.papers import board
from tests.factories import (
    make_answer,
    make_force,
    make_inspection,
    make_level,
    make_liaison,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)

READERS = ("own", "office", "other", "liaison")
DAYS_AGO = (0, 5, 15, 25, 400)


class Register:
    """Two forces with the same six items: answered, waiting, superseded, moved, claimed, and closed and reopened."""

    def __init__(self, today):
        def ago(n):
            return today - timedelta(days=n)

        self.north, self.east = make_force(name="Northshire Police"), make_force(name="Eastshire Police")
        forces, signed = [self.north, self.east], {"by": make_liaison(), "reason": "So it is."}
        self.report = make_inspection(forces, published_on=ago(300))
        office = make_local_policing_body(self.east)
        StatutoryResponse.objects.create(duty=self.report.related_forces.last(), body=office, published_on=ago(12))
        items = [make_recommendation(self.report, due_on=ago(60 - 10 * n), level=make_level()) for n in range(6)]
        known = make_recommendation(make_inspection(published_on=ago(40)))
        unknown = make_recommendation(make_inspection(published_on=today + timedelta(days=40)))
        for force, other in ((self.north, unknown), (self.east, known)):
            rows = [make_obligation(force, item) for item in items]
            words = {"lead": "Vale", "comment": "Seen.", "target_on": ago(8)}
            make_answer(rows[0], on=ago(20), action="Half of it is done.", **words)
            wait_on([rows[1]], make_national_body(), on=ago(20), by=signed["by"])
            wait_on([rows[1]], None, on=ago(10), by=signed["by"])
            close([rows[2]], closure=Obligation.Closure.SUPERSEDED, superseded_by=other, on=ago(20), **signed)
            move_deadline([rows[3]], due_on=today + timedelta(days=90), on=ago(20), **signed)
            make_answer(rows[4], on=ago(20), position="complete", action="All of it is done.")
            close([rows[5]], closure=Obligation.Closure.VERIFIED, on=ago(20), **signed)
            reopen([rows[5]], on=ago(10), **signed)
        self.readers = {
            "own": make_user(self.north, role=Membership.Role.APPROVER),
            "office": make_user(make_local_policing_body(self.north)),
            "other": make_user(make_force()),
            "liaison": signed["by"],
        }


@pytest.fixture
def register(db, today):
    return Register(today)


def of_the_page(line):
    row, words = line.obligation, [line.said(name) for name in ("position", "action", "comment")]
    facts = [
        row.due_on,
        row.answered_on,
        row.reported_on,
        row.claim,
        row.closed_on,
        row.closure,
        row.status,
        row.silent,
    ]
    waiting_on = row.waiting_on and row.waiting_on.name
    return [
        row.pk,
        *facts,
        waiting_on,
        line.times_moved,
        line.days_overdue,
        *words,
        line.known("lead"),
        line.past_target,
    ]


def of_the_file(line, day):
    facts = [getattr(line, name) for name in ("due_on", "answered_on", "reported_on", "claim", "closed_on", "closure")]
    facts += [line.status, line.silent, line.waiting_on, line.times_moved, line.days_overdue(day)]
    return [line.pk, *facts, line.position, line.action, line.comment, line.lead, line.is_past_target(day)]


@pytest.mark.parametrize("ago", DAYS_AGO)
@pytest.mark.parametrize("reader", READERS)
def test_a_file_says_what_the_list_says(register, today, reader, ago):
    seat = seat_of(register.readers[reader], today)
    if ago:
        seat = seat.at_the_end_of(PastDay.of(today - timedelta(days=ago)))
    rows = Obligation.objects.owed_for(seat).order_by("pk")
    shown = lines_of(for_lines(rows, seat.as_at), seat)
    written = [of_the_file(line, seat.as_at) for line in listed.lines(rows, seat)]
    assert written == [of_the_page(line) for line in shown]
    assert len(written) == (0 if ago > 300 else 12)


def test_the_item_in_its_place_is_named_to_who_may_know_of_it(register, today):
    named = {}
    for reader, user in register.readers.items():
        found = listed.lines(Obligation.objects.live().order_by("pk"), seat_of(user, today))
        named[reader] = {line.body for line in found if line.successor}
    both = {"Northshire Police", "Eastshire Police"}
    assert named.pop("liaison") == both
    assert all(bodies == {"Eastshire Police"} for bodies in named.values())


def test_an_item_that_was_not_superseded_yet_has_nothing_in_its_place(register, today):
    seat = seat_of(register.readers["liaison"], today)
    for ago, named in ((15, 2), (25, 0)):
        then = seat.at_the_end_of(PastDay.of(today - timedelta(days=ago)))
        found = listed.lines(Obligation.objects.owed_for(then), then)
        assert sum(line.successor is not None for line in found) == named


def test_a_paper_shows_the_first_of_each_status_and_lists_all(register, today, monkeypatch):
    monkeypatch.setattr(board, "MOST_ROWS", 1)
    seat = seat_of(register.readers["own"], today)
    items = board.Items(Obligation.objects.owed_for(seat), seat)
    assert len(items.first) == sum(1 for n in items.totals.counts.values() if n)
    for status, n in items.totals.counts.items():
        assert len(list(board.Standing(items, status))) == len(board.Standing(items, status)) == n
        assert [line.pk for line in board.Standing(items, status)][:1] == [
            line.pk for line in board.Standing(items, status)[:1]
        ]


@pytest.mark.parametrize(
    "address",
    [
        "/compliance/export/?as=csv",
        "/compliance/export/?as=csv&as_at={earlier}",
        "/recommendations/export/?as=csv",
        "/inspections/export/?as=csv",
        "/statutory/export/?as=csv",
        "/forces/{force}/papers/board.html",
        "/forces/{force}/papers/board.csv",
        "/forces/{force}/papers/board.ods",
        "/forces/{force}/papers/panel.csv",
        "/compliance/paper.csv",
    ],
)
@pytest.mark.parametrize("reader", ["own", "liaison"])
def test_files_ask_as_many_queries_for_one_row_as_for_many(client, register, today, monkeypatch, address, reader):
    for module in (listed, statutory, reports, of_inspections):
        monkeypatch.setattr(module, "AT_A_TIME", 1)
    client.force_login(register.readers[reader])
    address = address.format(force=register.north.slug, earlier=today - timedelta(days=15))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
            written = b"".join(response.streaming_content)
        assert response.status_code == 200
        return len(queries), len(written)

    first, few = asked()
    for n in range(8):
        report = make_inspection([register.north, register.east], published_on=today - timedelta(days=200 - n))
        for force in (register.north, register.east):
            make_obligation(force, make_recommendation(report, due_on=today - timedelta(days=60)))
    then, many = asked()
    assert many > few
    assert then <= first


def test_addresses_are_those_of_the_records(register):
    found = list(exports.of_items(lambda record: f"https://tracker.example{record.get_absolute_url()}"))
    item = register.report.items.first()
    row = next(iter(reports.standings([item], seat_of(register.readers["own"], register.report.published_on))))
    assert found[-1].of(row) == f"https://tracker.example{item.get_absolute_url()}"
