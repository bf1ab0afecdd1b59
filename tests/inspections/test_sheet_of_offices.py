"""Office-holders on a spreadsheet: in whole or not at all, and out the same."""

from datetime import date

import pytest

from inspections.exchange import OFFICES
from inspections.exchange.offices import COLUMNS
from inspections.models import OfficeHolder
from tests.factories import TODAY, make_administrator, make_local_policing_body
from tests.sheets import rows_in, sheet

HEADINGS = [str(column.heading) for column in COLUMNS.values()]
ROW = {"Body": "the Office", "Name": "Dana Whitlock", "Title": "Commissioner", "From": date(2024, 5, 9)}


@pytest.fixture
def by(db):
    return make_administrator()


@pytest.fixture
def office(db):
    return make_local_policing_body(name="Commissioner for Northshire", aliases="The office")


@pytest.fixture
def take(by, office):
    """`take(row, …)`: bring in rows, or a file's bytes."""

    def take(*rows, **kwargs):
        data = rows[0] if isinstance(rows[0], bytes) else sheet(*rows, headings=HEADINGS)
        return OFFICES.bring_in(data, by=by, on=TODAY, reason="The elections.", **kwargs)

    return take


def test_somebody_takes_up_an_office_and_is_put_right_later(take, office, by):
    outcome = take(ROW)
    [change] = outcome.changes
    assert (change.is_new, change.what) == (True, "Commissioner for Northshire: Dana Whitlock")
    holder = office.office_holders.get()
    assert (holder.name, holder.title, holder.capacity) == ("Dana Whitlock", "Commissioner", "holder")
    assert (holder.history.get().history_change_reason, holder.history.get().history_user) == ("The elections.", by)
    assert take(ROW).unchanged == 1
    wrong = take(ROW | {"Name": "Dana Whitelock"}, preview=True)
    assert wrong.changes[0].shown == [("Name", "Dana Whitlock", "Dana Whitelock")]
    take(ROW | {"Name": "Dana Whitelock"})
    holder.refresh_from_db()
    assert (holder.name, holder.history.count()) == ("Dana Whitelock", 2)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"Body": "Godot"}, "Body: The register knows no body called “Godot”."),
        ({"Name": None}, "Name: nothing is written."),
        ({"Title": "x" * 161}, "Title: at most 160 characters; this has 161."),
        ({"Capacity": "boss"}, "Capacity: “boss” is none of the words that the template gives."),
        ({"From": "in May"}, "From: “in May” is not a date."),
        ({"From": date(2010, 1, 1)}, "Commissioner for Northshire does not exist on 1 January 2010."),
        ({"From": date(2025, 5, 9)}, "Dana Whitlock is in this office on 9 May 2025 already."),
    ],
)
def test_a_row_is_refused_with_its_reason(take, office, said, sentence):
    take(ROW)
    office.active_from = date(2012, 11, 22)
    office.save()
    outcome = take(ROW | said)
    assert [row for row, _sentence in outcome.refusals] == [2]
    assert sentence in outcome.refusals[0][1]
    assert OfficeHolder.objects.count() == 1


def test_two_rows_for_one_office_and_day_are_refused(take):
    assert take(ROW, ROW | {"Name": "Rhys Bevan"}).refusals == [(3, "Row 2 fills the same office from the same day.")]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_goes_out_comes_in_as_nothing_to_change_and_fills_an_empty_register(take, office, kind):
    make = OfficeHolder.objects.create
    make(body=office, name="Dana Whitlock", title="Commissioner", from_on=date(2012, 11, 22))
    make(body=office, name="Rhys Bevan", title="=Commissioner", from_on=date(2016, 5, 12))
    make(body=office, name="Dana Whitlock", title="Commissioner", from_on=date(2021, 5, 13))
    make(body=office, name="Dana Whitlock", title="Mayor", from_on=date(2024, 5, 9))
    make(body=office, name="Rhys Bevan", title="Deputy", capacity="deputy", from_on=date(2021, 5, 13))
    names = ("body", "name", "title", "capacity", "from_on")
    before = set(OfficeHolder.objects.values_list(*names))
    out = b"".join(OFFICES.export(kind, OFFICES.records()))
    assert len(rows_in(out)) == 5
    assert take(out).unchanged == 5
    OfficeHolder.objects.all().delete()
    assert take(out).refusals == []
    assert set(OfficeHolder.objects.values_list(*names)) == before
