"""Words in the compliance list: what is found on either database, what PostgreSQL finds besides, and the best first."""

import pytest
from django.db import connection
from pytest_django.asserts import assertContains, assertNotContains

from inspections.models import Inspection, Recommendation
from inspections.searching import Term, is_full_text, terms
from responses.filters import words as searched
from responses.filters.answers import LEAD
from responses.filters.words import ANSWER, ITEM, PARTICULARS, PROGRESS, TITLE
from responses.models import ProgressUpdate, Response
from tests.factories import (
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_obligation,
    make_recommendation,
    make_user,
)

URL = "/compliance/"


@pytest.fixture
def client(client):
    client.force_login(make_liaison())
    return client


@pytest.fixture
def found(client):
    """`found("custody")`: the rows that are found, in the order of the list."""

    def rows(words, **query):
        response = client.get(URL, {"words": words, **query})
        assert response.context["form"].errors == {}
        assert response.context["counted"].items == len(response.context["object_list"])
        return list(response.context["object_list"])

    return rows


def asked_of(text="Record each search.", **item):
    return make_obligation(recommendation=make_recommendation(text=text, **({"subject": "Searches"} | item)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("custody", [Term("custody")]),
        ('custody "strip search"', [Term("custody"), Term("strip search")]),
        ("“strip search” -drugs", [Term("strip search"), Term("drugs", without=True)]),
        ('-"strip search"', [Term("strip search", without=True)]),
        ("custod* -drug*", [Term("custod", begins=True), Term("drug", without=True, begins=True)]),
        ("follow-up", [Term("follow-up")]),
        ('strip "search', [Term("strip"), Term("search")]),
        ('- " "" * -* --', []),
        ("  ", []),
    ],
)
def test_terms(words, expected):
    assert terms(words) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "matches"),
    [
        ("strip", True),
        ("STRIP search", True),
        ('"strip search"', True),
        ("“strip search”", True),
        ('"search strip"', False),
        ("strip -drugs", True),
        ("strip -officers", False),
        ('strip -"search of"', False),
        ("off* strip", True),
        ("the strip", True),
        ("strip tortoise", False),
        ("-strip", False),
        ("-tortoise", True),
        ("Clothing", True),
        ("dignity", True),
        ("Safer strip", True),
    ],
)
def test_found_on_either_database(found, words, matches):
    report = make_inspection(title="Safer in custody")
    row = asked_of(
        "The strip search of a child needs two officers.",
        inspection=report,
        subject="Clothing",
        section="Dignity",
        number="4",
    )
    other = asked_of("Buy cameras.", subject="Cameras", number="5")
    assert (row in found(words)) == matches
    assert other not in found(f"{words} cameras tortoise")


@pytest.mark.django_db
def test_an_item_is_found_by_what_it_is_called(found):
    # Without the numbers that the factories put everywhere: SQLite finds letters wherever they stand.
    plain = {"subject": "Reasons", "text": "Say why.", "inspection": make_inspection(title="Custody")}
    four = asked_of(number="4", **plain)
    afi = asked_of(number="4", kind=Recommendation.Kind.AREA_FOR_IMPROVEMENT, **plain)
    forty = asked_of(number="14", **plain)
    assert found("recommendation 4") == [four]
    assert found("rec. 4 custody") == [four]
    assert found("AFI 4") == [afi]
    assert set(found("4")) == {four, afi}
    assert found("recommendation 14") == [forty]


@pytest.fixture(params=["named", "at once", "one by one"])
def however_found(request, monkeypatch):
    """How rows are found whose answers have a word: by their keys, or, of a common word, all at once or one by one."""
    if request.param != "named":
        monkeypatch.setattr(searched, "MOST_ANSWERED", 0)
    if request.param == "one by one":
        monkeypatch.setattr(searched, "RARELY", 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("however_found")
@pytest.mark.parametrize("sort", ["deadline", "-changed", "inspection"])
def test_a_word_of_many_answers(found, today, sort):
    said, noted, both, neither = (asked_of(number=str(n)) for n in range(100, 104))
    for row, action in ((said, "Cameras for cells."), (both, "Every cell is watched."), (neither, "Nothing.")):
        make_answer(row, on=today, action=action)
    for row in (noted, noted, both):
        ProgressUpdate.objects.create(obligation=row, on=today, text="Two more cameras.")
    assert set(found("cameras", sort=sort)) == {said, noted, both}
    assert set(found("cameras -watched", sort=sort)) == {said, noted}
    assert set(found("-cameras", sort=sort)) == {neither}
    assert found("cameras watched", sort=sort) == [both]


@pytest.mark.django_db
@pytest.mark.usefixtures("however_found")
def test_every_word_may_stand_somewhere_else(found, client, today):
    row, other = asked_of("Record each search."), asked_of("Record each search.")
    make_answer(row, on=today, action="Cameras were bought.")
    assert found("record cameras") == [row]
    assert found("record -cameras") == [other]
    # What somebody may not read takes nothing away from what they find.
    client.force_login(make_user(make_force()))
    assert found("record cameras") == []
    assert found("record -cameras") == [row, other]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    ["'", "\\", "a' | 'b:*", "!!", "& | !", "<->", "('", "'''*", "\\'*", "%", "100%", "_", "-'", '"', "the", "a*"],
)
def test_nothing_that_can_be_typed_is_too_much(client, words):
    asked_of()
    for sort in ("match", "deadline"):
        assert client.get(URL, {"words": words, "sort": sort}).status_code == 200


@pytest.mark.django_db
def test_best_match_first(found, today):
    in_text, in_subject = asked_of("Record every handover.", number="14"), asked_of(subject="Handover")
    elsewhere = asked_of()
    make_answer(elsewhere, on=today, action="The handover is recorded.")
    assert found("handover", sort="match") == [in_subject, in_text, elsewhere]
    assert set(found("handover record", sort="match")) == {in_subject, in_text, elsewhere}
    assert found("recommendation", sort="match") == []
    assert found("recommendation 14", sort="match") == [in_text]
    assert elsewhere in found("the", sort="match")


@pytest.mark.django_db
def test_best_match_is_offered_where_something_is_searched_for(client):
    asked_of()
    assertNotContains(client.get(URL), "Best match first")
    assertContains(client.get(URL, {"words": "record"}), "Best match first")
    assert client.get(URL, {"sort": "match"}).url == URL
    assertContains(
        client.get(URL, {"sort": "match", "words": "record", "due_to": "x"}), "Enter a day as in 31 12 2026."
    )
    exported = client.get("/compliance/export/", {"as": "csv", "sort": "match"})
    assert exported.status_code == 200
    assert b"Record each search." in b"".join(exported.streaming_content)


@pytest.mark.django_db
def test_the_file_stands_in_the_order_of_the_match(client):
    asked_of("Record every handover."), asked_of("Buy cameras.", subject="Handover")
    exported = client.get("/compliance/export/", {"as": "csv", "sort": "match", "words": "handover"})
    text = b"".join(exported.streaming_content).decode()
    assert text.index("Buy cameras.") < text.index("Record every handover.")


@pytest.mark.django_db
def test_postgresql_searches_by_stems_and_sqlite_by_letters(found):
    row = asked_of("Officers searched every cell.", subject="Cells")
    assert (found("searching") == [row]) == is_full_text()
    assert (found("earch") == [row]) != is_full_text()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "searched", "term", "index"),
    [
        (Recommendation, ITEM, Term("handover"), "recommendation_words"),
        (Inspection, TITLE, Term("handover"), "inspection_words"),
        (Response, ANSWER, Term("night cover"), "response_words"),
        (Response, PARTICULARS, Term("handover", begins=True), "response_particulars"),
        (Response, LEAD, Term("whit", begins=True), "response_lead"),
        (ProgressUpdate, PROGRESS, Term("handover"), "progress_words"),
    ],
)
def test_each_search_is_served_by_its_index(model, searched, term, index):
    """On PostgreSQL. Other databases have no such index, and their migrations made none."""
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, model._meta.db_table)
        assert (index in indexes) == is_full_text()
        if is_full_text():
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = model._default_manager.filter(searched.finds(term)).order_by().explain()
    assert (index in plan) == is_full_text()
