"""The filters of the compliance list survive a visit to an item, a save and a sign-in, however long they are."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from inspections.models import Body
from tests.answers import typed
from tests.factories import make_force, make_liaison, make_obligation, make_recommendation, make_user

pytestmark = pytest.mark.django_db

BACK = r'href="([^"]*)" class="govuk-back-link"'


@pytest.fixture
def address():
    """The list filtered by sixty forces with long names."""
    names = [f"the-constabulary-of-northshire-and-eastshire-{n}" for n in range(60)]
    bodies = [make_force(slug=name) for name in names]
    make_obligation(bodies[7], make_recommendation())
    chosen = [("force", name) for name in names]
    return f"/compliance/?{urlencode([*chosen, ('status', 'no_deadline'), ('column', 'level')])}"


def link(response, pattern):
    return unescape(re.search(pattern, response.content.decode())[1])


def test_sixty_forces_survive_a_visit_and_a_save(client, address):
    client.force_login(make_user(Body.objects.get(slug__endswith="-7")))
    listed = client.get(address)
    [row] = listed.context["object_list"]
    to_item = link(listed, rf'href="(/compliance/{row.pk}/[^"]*)"')
    assert len(to_item) < 2_000
    item = client.get(to_item)
    assert link(item, BACK) == address
    saved = client.post(to_item, typed(action="Under way."), follow=True)
    assert row.drafts.get().action == "Under way."
    assert link(saved, BACK) == address


def test_sixty_forces_survive_an_act(client, address):
    client.force_login(make_liaison())
    listed = client.get(address)
    back, [row] = listed.context["back"], listed.context["object_list"]
    assert f'name="back" value="{back}"' in listed.content.decode()
    page = client.get("/compliance/verify/", {"row": row.pk, "act": "close", "back": back})
    assert page.context["page"].back.url == address


def test_the_list_comes_back_after_an_expired_sign_in(client):
    """Django takes 2,048 characters of an address through a sign-in: every force there is, and as many again."""
    user, bodies = make_liaison(), [make_force(slug=f"east-northshire-{n}") for n in range(80)]
    make_obligation(bodies[0])
    address = f"/compliance/?{urlencode([*(('force', body.slug) for body in bodies), ('status', 'no_deadline')])}"
    signing_in = client.get(address)
    assert signing_in.status_code == 302
    form = {"login": user.email, "password": "recommendation-tracker"}
    back = client.post(signing_in.url, form)
    assert back.status_code == 302
    assert back.url == address
    assert client.get(back.url).context["counted"].items == 1
