"""Versions of a response and their files: who reads them and when, byte for byte, and what a page of them cannot do."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import looking
from accounts.models import Membership
from documents.formats.document import read_document
from documents.writing.forms import Form
from inspections.models import OfficeHolder
from responses.models import Version, VersionDocument
from tests.factories import make_administrator, make_force, make_liaison, make_user
from tests.statutory import Acts, make_duty, office_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(today):
    return Acts(make_duty(published_on=today - timedelta(days=20), slug="custody"), today)


def place(act, *rest):
    return [act.duty.inspection.slug, act.duty.force.slug, *rest]


def file(act, number=1, layout="letter", form="html"):
    return reverse("responses:version_document", args=place(act, number, layout, form))


def draft(act, layout="letter", form="html"):
    return reverse("responses:response_document", args=place(act, layout, form))


def listed(client, act):
    return client.get(reverse("responses:response_steps", args=place(act))).context["steps"].versions


@pytest.fixture
def people(act):
    return {
        "editor": make_user(office_of(act.duty)),
        "approver": act.by,
        "force": make_user(act.duty.force, Membership.Role.APPROVER),
        "other force": make_user(make_force()),
        "liaison": make_liaison(),
        "administrator": make_administrator(),
        "nobody": make_user(),
    }


def readers(client, people, url):
    found = set()
    for role, user in people.items():
        client.force_login(user)
        if client.get(url).status_code == 200:
            found.add(role)
    return found


OFFICE = {"editor", "approver"}


def test_a_version_is_read_by_the_office_until_it_is_published_and_then_by_everybody(client, act, people):
    act.write()
    act.sign()
    assert readers(client, people, file(act)) == OFFICE
    step = act.publish()
    assert readers(client, people, file(act)) == set(people)
    act.undo(step)
    assert readers(client, people, file(act)) == OFFICE


def test_a_corrected_version_stands_beside_the_old_one(client, act, people):
    act.write()
    act.sign()
    act.publish()
    act.correct()
    act.write(comments="Put right.")
    act.sign()
    assert readers(client, people, file(act, 2)) == OFFICE
    assert readers(client, people, file(act, 1)) == set(people)
    client.force_login(people["nobody"])
    assert [kept.version.number for kept in listed(client, act)] == [1]
    act.publish()
    assert readers(client, people, file(act, 2)) == set(people)
    assert readers(client, people, file(act, 1)) == set(people)


def test_a_version_whose_sign_off_was_undone_is_gone(client, act, people):
    act.write()
    act.undo(act.sign().steps.get())
    assert readers(client, people, file(act)) == set()


@pytest.mark.on_one_database
def test_what_is_written_is_previewed_by_the_office_alone(client, act, people):
    act.write(comments="Not to be read yet.")
    for form in Form:
        assert readers(client, people, draft(act, form=form)) == OFFICE
    client.force_login(act.by)
    page = client.get(draft(act)).content.decode()
    assert "Not to be read yet." in page
    assert "Draft" in page
    act.sign()
    assert readers(client, people, draft(act)) == set()


def test_whoever_looks_from_the_office_s_seat_reads_nothing_that_is_not_published(client, act):
    act.write()
    client.force_login(make_administrator())
    client.post(reverse("admin:accounts_user_see_as", args=[act.by.pk]), {"reason": "They asked."})
    page = client.get(reverse("responses:response_steps", args=place(act)))
    assert looking.KEY in client.session
    assert page.context["steps"].preview == []
    assert client.get(draft(act)).status_code == 404
    act.sign()
    assert client.get(file(act)).status_code == 404


@pytest.mark.parametrize("form", Form)
def test_files_are_given_as_they_were_stored(client, act, form):
    act.write()
    act.sign()
    client.force_login(act.by)
    OfficeHolder.objects.update(name="Somebody Else")
    for layout in ("letter", "form"):
        answer = client.get(file(act, layout=layout, form=form))
        stored = VersionDocument.objects.get(layout=layout, form=form)
        assert answer.content == bytes(stored.data)
        assert answer["Content-Type"] == form.media_type
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        shown = "inline" if form == Form.HTML else "attachment"
        name = f"northshire-response-custody-version-1-{layout}.{form}"
        assert answer["Content-Disposition"] == f'{shown}; filename="{name}"'
        words = " ".join(block.text for block in read_document(answer.content, name).blocks)
        assert "We welcome the report." in words
        assert "Dana Whitlock" in words


def test_a_page_that_people_wrote_runs_nothing(client, act):
    act.write(comments="<script>alert(1)</script> [a](javascript:alert(1)) ![b](https://elsewhere.example/x.png)")
    act.sign()
    client.force_login(act.by)
    answer = client.get(file(act))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.on_one_database
@pytest.mark.parametrize(
    "address",
    [
        "versions/1/letter.exe",
        "versions/1/memo.pdf",
        "versions/9/letter.pdf",
        "versions/x/letter.pdf",
        "document/a.pdf",
    ],
)
def test_there_is_no_other_file(client, act, address):
    act.write()
    act.sign()
    client.force_login(act.by)
    assert client.get(f"/inspections/custody/response/northshire/{address}").status_code == 404


def test_a_file_is_only_read(client, act):
    act.write()
    act.sign()
    client.force_login(act.by)
    assert client.post(file(act)).status_code == 405


def test_who_signed_and_in_spite_of_what_is_for_the_office_and_overseers(client, act, people):
    act.write()
    act.sign(gaps=["Answer recommendation 2"], gaps_reason="They had no time.")
    act.publish()
    told = set()
    for role, user in people.items():
        client.force_login(user)
        page = client.get(reverse("responses:response_steps", args=place(act)))
        assert "Dana Whitlock, Commissioner" in page.content.decode()
        if "They had no time." in page.content.decode():
            told.add(role)
    assert told == {"editor", "approver", "liaison", "administrator"}


def test_what_a_version_takes(act):
    act.write()
    version = act.sign()
    sizes = [len(document.data) for document in version.documents.all()]
    assert len(sizes) == 8
    assert sum(sizes) < 600_000
    assert Version.objects.get().content.version == 1
