import pytest
from django.template import Context, Template

from inspections.statuses import Status, Totals
from tracker.components.statuses import bar_text, figures, percent, status_bar, status_key, status_tag

COUNTS = dict(zip(Status, (14, 4, 1, 8, 2, 4, 5), strict=True))


def totals(**counts):
    return Totals(dict.fromkeys(Status, 0) | {Status(status): count for status, count in counts.items()})


@pytest.mark.parametrize("status", Status)
def test_status_tag_has_word_shape_and_colour(status):
    tag = status_tag(status)
    assert str(status.label) in tag
    assert f"#tracker-icon-{status}" in tag
    assert f"tracker-status--{status}" in tag


def test_status_tag_takes_the_value_that_a_query_returns():
    assert Template("{% status_tag status %}").render(Context({"status": "overdue"})) == status_tag(Status.OVERDUE)


@pytest.mark.parametrize("unknown", ["done", "", None])
def test_status_tag_fails_on_what_is_no_status(unknown):
    with pytest.raises(KeyError):
        status_tag(unknown)


def test_bar_text_counts_in_words_and_skips_what_is_not_there():
    assert bar_text(totals(closed=14, no_action=1)) == "14 closed, 1 no action, reason given"
    assert bar_text(totals()) == "no items"


def test_bar_is_an_image_with_a_label_and_for_the_eye_only_without():
    labelled = status_bar(Totals(COUNTS), "Northshire & Co", large=True)
    assert 'role="img"' in labelled
    assert "Northshire &amp; Co: 14 closed, 4 reported complete" in labelled
    assert "tracker-bar--large" in labelled
    assert 'aria-hidden="true"' in status_bar(Totals(COUNTS))


def test_bar_segments_follow_one_another_to_the_end():
    bar = status_bar(totals(closed=1, overdue=3))
    assert 'x="0.00%" width="25.00%" height="100%" fill="url(#tracker-fill-closed)"' in bar
    assert 'x="25.00%" width="75.00%" height="100%" fill="url(#tracker-fill-overdue)"' in bar
    assert bar.count("tracker-bar__gap") == 1


def test_bar_of_nothing_is_an_empty_frame():
    assert status_bar(totals()).count("<rect") == 1


def test_key_with_totals_leaves_out_what_is_not_there_but_in_a_column():
    two = totals(closed=5, overdue=21)
    assert status_key(two).count("<li>") == 2
    assert status_key(two, column=True).count("<li>") == 7


def test_key_to_the_letters_explains_the_ring_and_the_hatching():
    key = status_key(cells="Not addressed")
    assert key.count("<li>") == 9
    assert "Not addressed" in key


def test_figures_link_into_the_list_and_say_share_and_silence():
    html = figures(Totals(COUNTS, silent=2, settled=14), "/forces/northshire/?as_at=2026-03-31")
    assert ">38</a>" in html
    assert "closed, 37%" in html
    assert "overdue, 2 nothing recorded" in html
    assert "closed, 17% done" in figures(Totals(COUNTS, settled=4, void=14)), "what was superseded is closed, not done"
    assert "?as_at=2026-03-31&amp;status=overdue" in html
    assert "<a" not in figures(Totals(COUNTS))


@pytest.mark.parametrize(
    ("share", "words"),
    [(None, "–"), (0, "0%"), (0.004, "<1%"), (0.01, "1%"), (0.368, "37%"), (0.999, "99%"), (1, "100%")],
)
def test_percent_is_none_and_all_only_where_it_is(share, words):
    assert percent(share) == words


def test_thousands_stand_apart():
    totals = Totals({status: 1160 if status == Status.CLOSED else 0 for status in Status})
    assert "1,160" in figures(totals)
    assert bar_text(totals) == "1,160 closed"
