"""What an office sets for its responses: who may, what is refused, and that two who save do not lose words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from responses.models import OfficeSettings
from responses.workspace.content import Printed
from responses.workspace.signing import would_be_signed
from tests.adminforms import complaints, typed
from tests.factories import make_administrator, make_local_policing_body, make_user
from tests.statutory import Acts, make_duty, office_of

pytestmark = pytest.mark.django_db

SETTINGS = reverse("responses:office_settings", args=["commissioner"])
GIVEN = {
    "logo": "Northshire’s voice",
    "address": "1 High Street\r\nNorthtown",
    "recipients": "The Home Secretary\r\nHis Majesty’s Inspectorate",
    "monitoring": "At the board.",
    "layout": "form",
    "target_days": "30",
}


@pytest.fixture
def act(today):
    return Acts(make_duty(published_on=today - timedelta(days=20)), today)


@pytest.fixture
def approver(client, act):
    client.force_login(act.by)
    return act.by


def shown(client):
    """What a browser would send from the page as it is shown now."""
    form = client.get(SETTINGS).context["form"]
    return {field.html_name: "" if field.value() is None else field.value() for field in form}


def test_a_new_response_begins_from_the_settings(client, act, approver):
    answer = client.post(SETTINGS, shown(client) | GIVEN)
    assert answer.url == office_of(act.duty).get_absolute_url()
    settings = OfficeSettings.objects.get()
    assert settings.address == "1 High Street\nNorthtown"
    assert settings.history.get().history_user == approver
    content = Printed(act.duty, act.today).content()
    assert (content.office.logo, content.office.address) == ("Northshire’s voice", ("1 High Street", "Northtown"))
    assert content.recipients == ("The Home Secretary", "His Majesty’s Inspectorate")
    assert content.monitoring == "At the board."
    assert would_be_signed(act.duty, act.today)[0].layout == "form"


def test_nothing_changes_what_is_signed_off(client, act, approver):
    act.write()
    version = act.sign()
    client.post(SETTINGS, shown(client) | GIVEN)
    version.refresh_from_db()
    assert version.content.office.logo == ""
    assert version.layout == "letter"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("target_days", "0"),
        ("target_days", "57"),
        ("target_days", "soon"),
        ("layout", "memo"),
        ("logo", "x" * 121),
        ("address", "a\0b"),
        ("monitoring", "x" * 20_001),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(client, act, approver, name, words):
    answer = client.post(SETTINGS, shown(client) | GIVEN | {name: words})
    assert list(answer.context["form"].errors) == [name]
    assert not OfficeSettings.objects.exists()


def test_who_saves_second_is_told_and_loses_nothing(client, act, approver):
    first, second = shown(client), shown(client)
    client.post(SETTINGS, first | {"logo": "One"})
    answer = client.post(SETTINGS, second | {"address": "Two"})
    assert "Somebody else" in str(answer.context["form"].non_field_errors())
    assert OfficeSettings.objects.get().logo == "One"
    third, fourth = shown(client), shown(client)
    client.post(SETTINGS, third | {"logo": "Three"})
    answer = client.post(SETTINGS, fourth | {"address": "Four"})
    assert answer.status_code == 200
    again = {field.html_name: "" if field.value() is None else field.value() for field in answer.context["form"]}
    client.post(SETTINGS, again)
    settings = OfficeSettings.objects.get()
    assert (settings.logo, settings.address) == ("Three", "Four")


def test_only_approvers_of_the_office_set_it_and_see_the_way_there(client, act):
    office = office_of(act.duty)
    others = {
        "editor": make_user(office),
        "force": make_user(act.duty.force, Membership.Role.APPROVER),
        "elsewhere": make_user(make_local_policing_body(), Membership.Role.APPROVER),
    }
    for user in others.values():
        client.force_login(user)
        assert client.get(SETTINGS).status_code == client.post(SETTINGS, GIVEN).status_code == 404
        assert SETTINGS not in client.get(office.get_absolute_url()).content.decode()
    client.force_login(act.by)
    assert SETTINGS in client.get(office.get_absolute_url()).content.decode()
    assert client.get(reverse("responses:office_settings", args=[act.duty.force.slug])).status_code == 404


# In the administration ------------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(client, act):
    user = make_administrator()
    client.force_login(user)
    return user


def change(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def test_stored_words_are_not_published_unseen(client, act, administrator):
    act.write()
    url = change(act.response)
    page = client.post(url, typed(client.get(url), published_on=act.today, reason="It is out."))
    assert "published elsewhere" in complaints(page)["published_on"][0]
    assert act.response.published_on is None


def test_a_publication_without_words_is_recorded_and_corrected_with_a_reason(client, act, administrator):
    act.ask()
    url = change(act.response)
    client.post(url, typed(client.get(url), published_on=act.today))
    assert act.response.published_on == act.today
    earlier = act.today - timedelta(days=1)
    assert set(complaints(client.post(url, typed(client.get(url), published_on=earlier)))) == {"reason"}
    client.post(url, typed(client.get(url), published_on=earlier, reason="A slip."))
    assert act.response.published_on == earlier


def test_what_the_steps_say_is_not_typed_over(client, act, administrator):
    act.sign()
    act.publish()
    url = change(act.response)
    client.post(url, typed(client.get(url), published_on=act.today - timedelta(days=9), signed_on="", reason="No."))
    assert (act.response.published_on, act.response.signed_on) == (act.today, act.today)


def test_private_words_are_nowhere_in_the_administration(client, act, administrator):
    act.write(comments="Unseen words.")
    act.write("signature", approval="Unseen approval.")
    act.sign(gaps=["Unseen gap."], gaps_reason="Unseen reason.")
    records = [act.response, act.response.versions.get(), act.response.steps.get()]
    for url in [
        *map(change, records),
        *(reverse(f"admin:responses_{name}_changelist") for name in ("version", "remark")),
    ]:
        page = client.get(url).content.decode()
        assert "Unseen words" not in page
        assert "Unseen approval" not in page
        assert "Unseen gap" not in page


def test_a_duty_under_another_act_is_marked_with_a_reason(client, act, administrator):
    url = change(act.duty)
    given = {"exemption": "other_act", "exemption_reason": "Children Act 2004, section 20."}
    assert set(complaints(client.post(url, typed(client.get(url), **given)))) == {"reason"}
    given["reason"] = "It is a joint inspection."
    client.post(url, typed(client.get(url), **given))
    act.duty.refresh_from_db()
    assert not act.duty.is_owed
    assert act.duty.history.first().history_change_reason == "It is a joint inspection."
