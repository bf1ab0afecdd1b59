"""Pictures by their structure: what stands where, told apart without colour, and safe whatever the names are."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from defusedxml import ElementTree

from documents.writing.picture import as_png
from inspections.statuses import Status, Totals
from responses.charts import bars, dots, overtime
from responses.charts.drawing import FILLS, apart, steps

SVG = "{http://www.w3.org/2000/svg}"
NASTY = 'Northshire <script>alert("1")</script> & Co'


def totals(**counts):
    return Totals({status: counts.get(status.value, 0) for status in Status})


def read(svg):
    """The picture as XML. Nothing in it is refused by a policy that forbids styles and scripts."""
    root = ElementTree.fromstring(svg)
    assert not [node for node in root.iter() if "style" in node.attrib or node.tag in (f"{SVG}style", f"{SVG}script")]
    return root


def words(root):
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]


def over_time(*points):
    return overtime.draw(
        [overtime.Point(on, counts) for on, counts in points], name="t", title=NASTY, description="Words."
    )


def test_areas_lie_upon_one_another_in_the_order_of_bars():
    root = read(
        over_time(
            (date(2026, 1, 31), totals(closed=1, overdue=3)), (date(2026, 2, 28), totals(closed=2, no_deadline=2))
        )
    )
    areas = list(root.iter(f"{SVG}polygon"))
    assert [area.get("fill") for area in areas] == ["url(#t-closed)", "url(#t-overdue)", "url(#t-no_deadline)"]
    corners = [[tuple(map(float, corner.split(","))) for corner in area.get("points").split()] for area in areas]
    for (*_lower, left), (start, *_upper) in [(corners[1], corners[0])]:
        assert left == start  # one begins where the other ends
    assert len({x for x, _y in corners[0]}) == 2


def test_each_status_that_occurs_is_named_beside_its_area_and_defined_once():
    root = read(over_time((date(2026, 1, 31), totals(closed=1, overdue=3)), (date(2026, 2, 28), totals(closed=4))))
    assert {"Closed 4", "Overdue 0"} <= set(words(root))
    assert [node.get("id") for node in root.iter(f"{SVG}pattern")] == ["t-closed", "t-overdue"]


def test_a_picture_says_what_it_is_and_shows_any_words_as_words():
    root = read(over_time((date(2026, 1, 31), totals(closed=1))))
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "t-title t-desc")
    assert [root.find(f"{SVG}{name}").text for name in ("title", "desc")] == [NASTY, "Words."]


def test_a_name_with_signs_that_xml_cannot_hold_is_drawn_without_them():
    bar = bars.Bar("North\x01shire\ufffe", {Status.OVERDUE: 1}, "1")
    root = read(bars.draw([bars.Group("", [bar])], name="t", title="Late\x1f", description="Words."))
    assert "Northshire" in words(root)
    assert root.find(f"{SVG}title").text == "Late"


def test_one_month_alone_is_a_column():
    [area] = read(over_time((date(2026, 1, 31), totals(closed=1)))).iter(f"{SVG}polygon")
    assert len({corner.split(",")[0] for corner in area.get("points").split()}) == 2


@pytest.mark.parametrize("months", [1, 2, 3, 12, 36, 150])
def test_names_of_months_never_overlap(months):
    first = date(2014, 1, 31)
    root = read(over_time(*[(first + timedelta(days=30 * n), totals(overdue=n)) for n in range(1, months + 1)]))
    places = sorted(
        float(node.get("x")) for node in root.iter(f"{SVG}text") if node.get("y") == str(overtime.BOTTOM + 20)
    )
    assert 1 <= len(places) <= 7
    assert all(right - left >= 70 for left, right in pairwise(places))


def test_every_status_is_told_apart_without_colour():
    tiles = {(turned, tile.count("<"), "circle" in tile) for turned, tile in FILLS.values()}
    # Three are plain: white, the darkest and a light one, beside which their words stand.
    assert len(tiles) == len(FILLS) - 2


def test_bars_are_as_long_as_their_counts_and_names_are_words():
    rows = [bars.Bar(NASTY, {Status.OVERDUE: 10}, "10"), bars.Bar("Southshire Police", {Status.OVERDUE: 5}, "5")]
    svg = bars.draw([bars.Group("", rows), bars.Group("National bodies", [])], name="b", title="T", description="D")
    root = read(svg)
    first, second = [float(node.get("width")) for node in root.iter(f"{SVG}rect") if node.get("stroke")]
    assert first == pytest.approx(2 * second, abs=0.1)
    assert "Southshire Police" in words(root)
    assert any(text.startswith("Northshire <script>") for text in words(root))


def test_bars_of_several_statuses_have_a_key_and_nothing_at_all_is_drawn_too():
    rows = [bars.Bar("Under 30 days", {Status.OVERDUE: 1, Status.NOT_DUE: 2}, "3"), bars.Bar("More", {}, "0")]
    root = read(bars.draw([bars.Group("", rows)], name="b", title="T", description="D"))
    assert {"Not yet due", "Overdue", "0"} <= set(words(root))
    assert read(bars.draw([bars.Group("", rows[1:])], name="b", title="T", description="D")) is not None


def test_the_last_day_in_time_is_a_dot_and_the_next_a_triangle():
    row = dots.Row("Northshire Police", [56, 57, 300, 56], "2 of 4 in time")
    root = read(dots.draw([row], 56, ["Day 56", "In time", "Late"], name="d", title="T", description="D"))
    assert len(list(root.iter(f"{SVG}circle"))) == 1 + 2
    assert len(list(root.iter(f"{SVG}polygon"))) == 1 + 2
    assert "300" in words(root)  # beyond the line's end it says its number
    [limit] = [float(node.get("x1")) for node in root.iter(f"{SVG}line") if node.get("stroke-width") == "2"]
    assert {float(node.get("cx")) for node in root.iter(f"{SVG}circle")} == {7, limit}


@pytest.mark.parametrize("most", [0, 1, 2, 5, 6, 9, 10, 11, 49, 99, 101, 358, 12_345, 1_000_000])
def test_axes_reach_as_far_as_they_must_in_few_round_steps(most):
    marks = steps(most)
    assert marks[0] == 0
    assert max(most, 1) <= marks[-1] < max(most, 1) + marks[1]
    assert len(marks) <= 6


def test_labels_stand_apart_within_their_field():
    assert apart([10, 11, 12, 300], 19, 320) == [10, 29, 48, 300]
    assert apart([310, 315, 318], 19, 320) == [282, 301, 320]


def test_a_picture_becomes_a_png_of_twice_its_size():
    png = as_png(over_time((date(2026, 1, 31), totals(closed=1))))
    assert png.startswith(b"\x89PNG")
    assert [int.from_bytes(png[at : at + 4]) for at in (16, 20)] == [2 * overtime.WIDTH, 2 * overtime.HEIGHT]
