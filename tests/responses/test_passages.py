"""A paragraph of the comments answers an item: chosen on a page, kept word for word, found gone when rewritten."""

import pytest
from django.urls import reverse

from responses.models import Remark, StatutoryResponse
from tests.factories import (
    make_force,
    make_inspection,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def response(client):
    force = make_force(slug="northshire")
    office = make_local_policing_body(force)
    report = make_inspection([force])
    make_obligation(body=force, recommendation=make_recommendation(report))
    client.force_login(make_user(office))
    return StatutoryResponse.objects.create(
        duty=report.related_forces.get(),
        body=office,
        comments="We welcome the report.\n\nEvery officer is trained.",
        chief_officer_comments="Every officer is trained by March.",
    )


def address(response):
    item = response.duty.inspection.items.first()
    return reverse("responses:passage_choose", args=[response.duty.inspection.slug, "northshire", item.pk])


def choose(client, response, number):
    page = client.get(address(response))
    keys = [key for key, _section, _words in page.context["form"].found]
    return client.post(address(response), {"passage": keys[number]})


def test_the_paragraphs_of_all_comments_are_offered(client, response):
    page = client.get(address(response))
    assert [words for _key, _section, words in page.context["form"].found] == [
        "We welcome the report.",
        "Every officer is trained.",
        "Every officer is trained by March.",
    ]


def test_a_chosen_paragraph_is_kept_and_leads_back_to_the_item(client, response):
    answer = choose(client, response, 2)
    remark = Remark.objects.get()
    assert answer.url.endswith(f"#item-{remark.item_id}")
    assert (remark.section, remark.text) == ("chief_officer_comments", "Every officer is trained by March.")


def test_none_takes_the_link_away(client, response):
    choose(client, response, 1)
    client.post(address(response), {"passage": "none"})
    assert not Remark.objects.exists()


def test_a_paragraph_that_was_rewritten_meanwhile_is_not_linked(client, response):
    page = client.get(address(response))
    key = page.context["form"].found[1][0]
    StatutoryResponse.objects.update(comments="Other words.")
    answer = client.post(address(response), {"passage": key})
    assert "changed meanwhile" in answer.content.decode()
    assert not Remark.objects.exists()


def test_a_signed_response_takes_no_link(client, response):
    StatutoryResponse.objects.update(signed_on=response.duty.inspection.published_on)
    answer = choose(client, response, 0)
    assert "signed off" in answer.content.decode()
    assert not Remark.objects.exists()


def test_where_no_response_is_written_no_passage_is_linked(client, response):
    response.duty.exemption, response.duty.exemption_reason = "other_act", "A joint inspection."
    response.duty.save()
    assert client.get(address(response)).status_code == 404


def test_the_comments_are_not_shown_to_the_force(client, response):
    client.force_login(make_user(response.duty.force))
    assert client.get(address(response)).status_code == 404
