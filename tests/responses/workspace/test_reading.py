"""The workspace of a statutory response: who sees which words, where its 56 days stand, and what is missing."""

from datetime import date, timedelta

import pytest

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.models import RelatedForce
from responses.models import OfficeSettings, Response, StatutoryResponse
from responses.workspace import signing, steps
from responses.workspace.page import Workspace
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import html_of, text_of
from tests.responses.workspace.world import PAGE, drafted, sent, signed_in, write

pytestmark = pytest.mark.django_db


# Who sees it ----------------------------------------------------------------------------------------------------------


def test_the_office_writes_every_section_and_the_force_the_chief_officers(duty, item, editor, member):
    words = {
        "comments": {"comments": "We welcome it."},
        "chief-officer": {"chief_officer_comments": "We accept it.", "chief_officer_name": "Jo Brandreth"},
        "reply": {"reply": "So do we."},
        "monitoring": {"monitoring": "Every quarter."},
    }
    for section, given in words.items():
        assert sent(signed_in(editor), section, **given).url == f"{PAGE}#{section}"
    text = text_of(signed_in(editor).get(PAGE))
    for said in ("We welcome it.", "We accept it.", "So do we.", "Every quarter.", "by Dana Whitlock"):
        assert said in text
    seen_by_the_force = text_of(signed_in(member).get(PAGE))
    assert "We accept it." in seen_by_the_force
    for said in ("We welcome it.", "So do we.", "Every quarter."):
        assert said not in seen_by_the_force
    for section in ("comments", "reply", "monitoring", "signature"):
        assert signed_in(member).get(f"{PAGE}{section}/").status_code == 404
        assert signed_in(member).post(f"{PAGE}{section}/", {"saw": 0}).status_code == 404


def test_the_force_writes_the_chief_officers_comments_but_not_that_none_came(duty, item, member):
    client = signed_in(member)
    assert "absence" not in client.get(f"{PAGE}chief-officer/").context["form"].fields
    sent(client, "chief-officer", chief_officer_comments="We accept it.", absence="None came.")
    response = StatutoryResponse.objects.get()
    assert (response.chief_officer_comments, response.absence) == ("We accept it.", "")


def test_nobody_else_reads_what_is_not_published(duty, item, editor, approver, force):
    write(duty, editor, "comments", comments="We welcome it.")
    write(duty, editor, "chief-officer", absence="The post is vacant.")
    drafted(item, editor, action="Half of an answer.")
    looking = signed_in(make_administrator())
    looking.post(f"/admin/accounts/user/{editor.pk}/see-as/")
    readers = [signed_in(make_liaison()), signed_in(make_administrator()), signed_in(make_user(make_force())), looking]
    for client in readers:
        text = text_of(client.get(PAGE))
        for said in ("We welcome it.", "The post is vacant.", "Half of an answer."):
            assert said not in text
        assert "Day 40 of 56." in text
        assert "missing" not in text
        for section in ("comments", "chief-officer", "signature"):
            assert client.get(f"{PAGE}{section}/").status_code in (403, 404)
            assert client.post(f"{PAGE}{section}/", {"saw": 0}).status_code in (403, 404)


def test_steps_are_told_to_those_whom_they_concern(duty, editor, member, today):
    steps.ask_chief_officer(duty, by=editor, on=today, due_on=today, today=today)
    for user in (editor, member, make_administrator()):
        assert "Chief officer asked for comments" in text_of(signed_in(user).get(PAGE))
    liaison = text_of(signed_in(make_liaison()).get(PAGE))
    assert "Chief officer asked for comments" not in liaison
    assert "Sent to the inspectorate" in liaison
    assert "Sent to the inspectorate" not in text_of(signed_in(make_user(make_force())).get(PAGE))


def test_what_is_published_is_what_was_signed(duty, item, editor, approver, holder, today):
    make_answer(item, on=today, action="As signed.")
    write(duty, editor, "comments", comments="We welcome it.")
    write(duty, editor, "reply", reply="We agree with the force.")
    write(duty, editor, "signature", signatory=holder)
    signing.sign_off(duty, by=approver, on=today, today=today, gaps=["Gaps"], gaps_reason="They are known.")
    reader = signed_in(make_user(make_force()))
    assert "We welcome it." not in text_of(reader.get(PAGE))
    steps.record_published(duty, by=approver, on=today, today=today)
    Response.objects.update(action="Written since.", shared_on=today)
    text = text_of(reader.get(PAGE))
    for said in ("We welcome it.", "We agree with the force.", "As signed.", "day 40: on time."):
        assert said in text
    assert "Written since." not in text
    signing.begin_correction(duty, by=approver, on=today, reason="A figure was wrong.")
    write(duty, editor, "comments", comments="We hardly welcome it.")
    assert "hardly" not in text_of(reader.get(PAGE))
    assert "We welcome it." in text_of(reader.get(PAGE))
    assert "hardly" in text_of(signed_in(editor).get(PAGE))


# The clock ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Day 1 of 56. 55 days left: the last day is"),
        (54, "Day 55 of 56. 1 day left: the last day is"),
        (55, "Day 56 of 56. Today is the last day."),
        (56, "One day late: the last day was"),
        (59, "4 days late: the last day was"),
    ],
)
def test_the_clock_says_how_many_days_are_left(report, editor, today, days, words):
    report.published_on = today - timedelta(days=days)
    report.save()
    assert words in text_of(signed_in(editor).get(PAGE))


def test_a_response_published_elsewhere_was_late(duty, force, office, editor):
    duty.inspection.published_on = date(2023, 12, 8)
    duty.inspection.save()
    StatutoryResponse.objects.create(duty=duty, body=office, published_on=date(2024, 2, 2), comments="We welcome it.")
    for user in (editor, make_user(make_force())):
        text = text_of(signed_in(user).get(PAGE))
        assert "Published on 2 February 2024, day 57: one day late." in text
        assert "We welcome it." in text


@pytest.mark.parametrize(
    ("published_on", "words"),
    [
        (date(2026, 10, 12), "The last day is a Sunday: the last working day before it is Friday 4 December."),
        (date(2026, 10, 31), "The last day is a bank holiday: the last working day before it is Thursday 24 December."),
        (date(2026, 10, 13), None),
    ],
)
def test_the_last_day_may_be_no_working_day(report, editor, published_on, words):
    report.published_on = published_on
    report.save()
    workspace = Workspace(report.related_forces.get(), seat_of(editor, date(2026, 11, 22)))
    assert workspace.days.ends_on_a_day_off == (words is not None)
    if words:
        assert workspace.clock.last_working_day.strftime("%A %-d %B") in words


def test_own_target_and_the_chief_officers_day_stand_on_the_line(duty, office, editor, today):
    OfficeSettings.objects.create(body=office, target_days=30)
    asked = today - timedelta(days=20)
    steps.ask_chief_officer(duty, by=editor, on=asked, due_on=today - timedelta(days=8), today=today)
    client = signed_in(editor)
    text = text_of(client.get(PAGE))
    assert "Day 30: own target" in text
    assert "Day 32: chief officer’s comments" in text
    assert "(day 32): 8 days late." in text
    assert "(day 30): 10 days ago." in text
    assert "Not received: 8 days late." in text
    assert "own target" not in text_of(signed_in(make_liaison()).get(PAGE))


def test_where_no_response_is_asked_for_the_page_says_why(duty, editor, item):
    RelatedForce.objects.update(exemption="not_subject", exemption_reason="It tells of another force.")
    client = signed_in(editor)
    text = text_of(client.get(PAGE))
    assert "asks for no response here" in text
    assert "It tells of another force." in text
    assert "of 56" not in text
    assert "Ready for sign-off" not in text
    assert client.get(f"{PAGE}comments/").status_code == 404


def test_a_response_that_answers_another_report_too_is_named(duty, force, office, editor, item):
    other = make_inspection(
        [force], title="The county report", slug="county", published_on=duty.inspection.published_on
    )
    answering = StatutoryResponse.objects.create(duty=other.related_forces.get(), body=office)
    StatutoryResponse.objects.create(
        duty=duty, body=office, answered_by=answering, answered_by_reason="The same findings."
    )
    html = html_of(signed_in(editor).get(PAGE))
    assert "The same findings." in html
    assert 'href="/inspections/county/response/northshire/"' in html
    assert signed_in(editor).get(f"{PAGE}comments/").status_code == 404


# What is missing ------------------------------------------------------------------------------------------------------


def test_every_gap_leads_to_where_it_is_mended(duty, item, editor, member):
    client = signed_in(editor)
    workspace = client.get(PAGE).context["workspace"]
    links = {gap.section or gap.item: url for gap, url in workspace.links}
    assert links["comments"] == f"{PAGE}comments/"
    assert links[item.recommendation].startswith(f"/compliance/{item.pk}/?back=")
    assert all(client.get(url).status_code == 200 for url in links.values())
    force = signed_in(member)
    gaps = force.get(PAGE).context["workspace"].links
    assert {gap.section for gap, _url in gaps} == {"chief-officer", ""}
    assert all(force.get(url).status_code == 200 for _gap, url in gaps)


def test_that_nobody_signs_yet_is_not_called_advice(duty, item, editor):
    assert text_of(signed_in(editor).get(PAGE)).count("Needed") == 1
    for section, given in (("comments", "comments"), ("chief-officer", "absence")):
        sent(signed_in(editor), section, **{given: "Said."})
    make_answer(item, on=duty.inspection.published_on)
    text = text_of(signed_in(editor).get(PAGE))
    assert "It still needs somebody who signs." in text
    assert "The rest is advice." not in text


def test_when_nothing_is_missing_it_says_so(duty, item, editor, approver, holder, today):
    make_answer(item, on=today)
    for section, words in {
        "comments": {"comments": "We welcome it."},
        "chief-officer": {"chief_officer_comments": "We accept it."},
        "reply": {"reply": "So do we."},
        "monitoring": {"monitoring": "Quarterly."},
        "signature": {"signatory": holder, "dated_on": today},
    }.items():
        write(duty, editor, section, **words)
    text = text_of(signed_in(editor).get(PAGE))
    assert "Nothing is missing" in text
    assert "Missing." not in text


@pytest.mark.on_one_database
@pytest.mark.parametrize("role", ["editor", "reader"])
def test_sixty_items_ask_as_many_queries_as_six(report, force, editor, role, client, queries_of, today):
    client.force_login(editor if role == "editor" else make_liaison())
    home_office = make_national_body()

    def add(count):
        for _number in range(count):
            row = make_obligation(force, make_recommendation(report))
            make_answer(row, on=today)
            drafted(row, editor)
            make_obligation(home_office, make_recommendation(report))

    add(3)
    client.get(PAGE)
    six = queries_of(PAGE)
    assert six <= 12
    add(27)
    assert queries_of(PAGE) == six
    assert ("30 items" in text_of(client.get(PAGE))) == (role == "editor")


def test_a_report_without_items_and_with_long_names_is_shown(force, office, today):
    editor = make_user(office)
    make_inspection([force], slug="rural", title="Word " * 40, published_on=today)
    text = text_of(signed_in(editor).get(PAGE))
    assert "This report has no items." in text


def test_a_proposed_report_is_written_by_its_office_and_one_under_embargo_by_nobody(force, office, editor, today):
    make_inspection([force], slug="rural", proposed_by=office, published_on=today)
    page = signed_in(editor).get(PAGE)
    assert "This report is proposed" in text_of(page)
    assert "Write" in text_of(page)
    make_inspection([force], slug="later", published_on=today + timedelta(days=3))
    later = "/inspections/later/response/northshire/"
    assert signed_in(editor).get(later).status_code == 404
    assert "Under embargo until" in text_of(signed_in(make_liaison()).get(later))


def test_a_proposed_report_without_a_day_counts_nothing(force, office, editor):
    make_inspection([force], slug="rural", proposed_by=office, published_on=None)
    assert "no day of publication yet" in text_of(signed_in(editor).get(PAGE))


def test_a_local_policing_body_elsewhere_writes_nothing_here(duty, item):
    other = make_local_policing_body(make_force(slug="eastshire"))
    client = signed_in(make_user(other, Membership.Role.APPROVER))
    assert client.get(f"{PAGE}comments/").status_code == 404
    assert client.get(f"{PAGE}share/").status_code == 404
