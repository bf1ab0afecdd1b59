"""Bodies and who oversees them, on a spreadsheet: in whole or not at all, and out the same."""

from datetime import date

import pytest

from inspections.exchange import BODIES
from inspections.exchange.bodies import COLUMNS
from inspections.models import Body, Governance
from tests.factories import (
    TODAY,
    make_administrator,
    make_force,
    make_local_policing_body,
    make_national_body,
    make_obligation,
)
from tests.sheets import rows_in, sheet

HEADINGS = [str(column.heading) for column in COLUMNS.values()]
COMMISSIONER = "Police and Crime Commissioner for Northshire"


@pytest.fixture
def by(db):
    return make_administrator()


@pytest.fixture
def take(by):
    """`take(row, …)`: bring in rows, or a file's bytes."""

    def take(*rows, kind="xlsx", **kwargs):
        data = rows[0] if isinstance(rows[0], bytes) else sheet(*rows, kind=kind, headings=HEADINGS)
        return BODIES.bring_in(data, by=by, on=TODAY, reason="The Home Office’s list.", **kwargs)

    return take


FORCE = {
    "Body": "Northshire Police",
    "Kind": "territorial police force",
    "Address": "northshire",
    "Other names": "Northshire Constabulary | the North",
    "Nation": "England",
    "Region": "North East",
    "ONS code": "E23000099",
    "Local policing body": COMMISSIONER,
    "Kind of local policing body": "police and crime commissioner",
    "Oversees from": date(2012, 11, 22),
}


def sentences(outcome):
    return [sentence for _row, sentence in outcome.refusals]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_row_becomes_a_force_and_the_body_that_oversees_it(take, by, kind):
    outcome = take(FORCE, kind=kind)
    assert (outcome.rows, len(outcome.changes), outcome.refusals) == (1, 1, [])
    assert outcome.words(preview=False) == "1 row is new."
    force = Body.objects.get(slug="northshire")
    assert (force.name, force.kind, force.nation) == ("Northshire Police", "force", "England")
    assert (force.region, force.ons_code) == ("North East", "E23000099")
    assert force.names == ["Northshire Police", "Northshire Constabulary", "the North"]
    record = force.governances.get()
    assert (record.local_policing_body.name, record.from_on) == (COMMISSIONER, date(2012, 11, 22))
    assert record.local_policing_body.kind == Body.Kind.COMMISSIONER
    for one in (force, record, record.local_policing_body):
        version = one.history.get()
        assert (version.history_change_reason, version.history_user) == ("The Home Office’s list.", by)
    again = take(FORCE, kind=kind)
    assert (again.unchanged, again.changes, again.refusals) == (1, [], [])
    assert again.words(preview=True) == "Nothing to change: the register has all of this already."
    assert Body.history.count() == 2


def test_a_preview_shows_both_values_and_writes_nothing(take):
    take(FORCE)
    outcome = take(FORCE | {"Region": "Yorkshire", "Body": "Northshire Constabulary"}, preview=True)
    [change] = outcome.changes
    assert (change.is_new, change.what) == (False, "Northshire Constabulary")
    assert change.shown == [
        ("Body", "Northshire Police", "Northshire Constabulary"),
        ("Region", "North East", "Yorkshire"),
    ]
    assert outcome.words(preview=True) == "1 row would change the register."
    assert Body.objects.get(slug="northshire").region == "North East"


def test_an_empty_cell_changes_nothing_and_another_name_finds_the_body(take):
    take(FORCE)
    outcome = take({"Body": "the north", "Exists until": "31/3/2030"})
    assert [change.shown for change in outcome.changes] == [[("Exists until", None, date(2030, 3, 31))]]
    force = Body.objects.get(slug="northshire")
    assert (force.name, force.active_until, force.region) == ("Northshire Police", date(2030, 3, 31), "North East")


def test_each_change_of_the_local_policing_body_has_a_row(take):
    mayor = {
        "Body": "Northshire Police",
        "Local policing body": "Mayor of Northshire",
        "Kind of local policing body": "mayor",
        "Oversees from": "7 May 2024",
    }
    assert len(take(FORCE, mayor).changes) == 2
    on = Governance.objects.in_force_on
    assert on(date(2024, 5, 6)).get().local_policing_body.name == COMMISSIONER
    assert on(date(2024, 5, 7)).get().local_policing_body.name == "Mayor of Northshire"
    assert sentences(take(FORCE, mayor, mayor)) == ["Row 3 says already who oversees it from that day."]
    wrong = mayor | {"Local policing body": COMMISSIONER, "Kind of local policing body": None}
    [change] = take(wrong).changes
    assert change.shown == [
        ("Local policing body", "Mayor of Northshire", COMMISSIONER),
        ("Oversees from", date(2024, 5, 7), date(2024, 5, 7)),
    ]


REFUSED = [
    ({"Body": None}, "Body: nothing is written."),
    ({"Kind": None}, "Kind: say of which kind this new body is."),
    ({"Kind": "constabulary"}, "Kind: “constabulary” is none of the words that the template gives."),
    ({"Body": "x" * 201}, "Body: at most 200 characters; this has 201."),
    ({"Address": "North shire"}, "Address: Enter a valid “slug”"),
    ({"ONS code": "E23000001"}, "Another body has this ONS code."),
    ({"Body": "Home Office", "Address": "taken"}, "Address: It is the address of Taken Police."),
    ({"Exists from": "31/02/2024"}, "Exists from: “31/02/2024” is not a date. Write it like 31/12/2026."),
    ({"Exists from": date(2012, 11, 23)}, "Oversees from: Northshire Police does not exist on that day."),
    ({"Exists until": date(2012, 11, 21)}, "Oversees from: Northshire Police does not exist on that day."),
    ({"Exists from": date(2012, 1, 2), "Exists until": date(2012, 1, 1)}, "last day cannot come before its first."),
    ({"Oversees from": "=TODAY()"}, "Oversees from: “=TODAY()” is not a date."),
    ({"Local policing body": "Home Office", "Kind of local policing body": None}, "is no local policing body."),
    ({"Local policing body": "Nobody", "Kind of local policing body": None}, "knows no body called “Nobody”."),
    ({"Local policing body": None}, "Local policing body: say which body oversees this force."),
    ({"Kind": "national body"}, "Local policing body: only a territorial police force has one."),
    ({"Successor": "Godot"}, "Successor: The register knows no body called “Godot”."),
]


@pytest.mark.parametrize(("said", "sentence"), REFUSED)
def test_a_row_is_refused_with_its_reason(take, said, sentence):
    make_force(name="Taken Police", slug="taken", ons_code="E23000001")
    make_national_body(name="Home Office", slug="home-office")
    outcome = take({"Body": "British Transport Police", "Kind": "national body"}, FORCE | said)
    assert {row for row, _sentence in outcome.refusals} == {3}
    assert any(sentence in one for one in sentences(outcome)), outcome.refusals
    assert Body.objects.count() == 2


def test_a_kind_that_others_rely_on_stays(take):
    make_obligation(make_force(name="Northshire Police"))
    assert sentences(take({"Body": "Northshire Police", "Kind": "national body"})) == [
        "Kind: Other records rely on what this body is. Enter another body as its successor."
    ]


def test_a_body_that_is_there_gives_way_on_its_own_page(take):
    force, other = make_force(name="Northshire Police"), make_force(name="Southshire Police")
    row = {"Body": force.name, "Successor": other.name}
    assert sentences(take(row)) == [
        "Successor: let this body give way on its own page, so that what it owes passes on."
    ]
    take({"Body": "Eastshire Police", "Kind": "territorial police force", "Successor": other.name})
    assert Body.objects.get(slug="eastshire-police").successor == other


def test_two_rows_that_describe_one_body_are_refused(take):
    alone = {"Body": "Northshire Police", "Region": "North East"}
    assert sentences(take(FORCE, alone)) == ["Row 2 describes the same body already."]
    later = FORCE | {"Oversees from": date(2020, 1, 1)}
    assert sentences(take(FORCE, later | {"Region": "Wales"})) == ["Region: row 2 says otherwise of this body."]
    assert len(take(FORCE, later).changes) == 2


def test_an_unknown_beginning_goes_before_all_others(take):
    force = make_force(name="Northshire Police")
    row = {"Body": force.name, "Local policing body": make_local_policing_body().name}
    assert len(take(row).changes) == 1
    assert take(row).unchanged == 1
    other = row | {"Local policing body": make_local_policing_body().name}
    assert "say from which day" in sentences(take(other))[0]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_goes_out_comes_in_as_nothing_to_change_and_fills_an_empty_register(take, kind):
    new = make_force(name="Mid Shires Police", active_from=date(2026, 4, 1))
    force = make_force(name="=Northshire Police", aliases="@north\r\n -x", ons_code="E23000099", region="North")
    make_local_policing_body(force, from_on=None)
    make_local_policing_body(force, from_on=date(2024, 5, 7), kind=Body.Kind.MAYOR)
    make_force(name="Southshire Police", active_until=date(2026, 3, 31), successor=new)
    make_national_body(aliases="BTP")
    out = b"".join(BODIES.export(kind, BODIES.records()))
    assert len(rows_in(out)) == 7
    before = everything()
    again = take(out)
    assert (again.changes, again.refusals, again.unchanged) == ([], [], 7)
    Governance.objects.all().delete()
    Body.objects.update(successor=None)
    Body.objects.all().delete()
    assert take(out).refusals == []
    assert everything() == before


def everything():
    names = ("name", "slug", "kind", "aliases", "nation", "region", "ons_code", "active_from", "active_until")
    bodies = set(Body.objects.values_list(*names, "successor__name"))
    bodies = {(*body[:3], *body[3].split(), *body[4:]) for body in bodies}
    return bodies, set(Governance.objects.values_list("force__name", "local_policing_body__name", "from_on"))
