"""Every address as every role, held against a table. An address that the table does not name fails."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.urls import resolve, reverse
from django.utils import timezone

from accounts.models import Membership, Typed
from accounts.optout import stop_path
from inspections.views.asat import as_at
from responses.models import (
    FilledSheet,
    ProgressUpdate,
    Response,
    Review,
    SavedFilter,
    StatutoryResponse,
    Step,
    Version,
    VersionDocument,
)
from tests.documents.facts import a_document
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
from tests.pages import served

pytestmark = pytest.mark.django_db

ROLES = ("signed out", "no body", "other force", "force", "editor", "approver", "liaison", "administrator")
OURS = ("force", "editor", "approver")
OVERSEERS = ("liaison", "administrator")
ONCE = ("approver", *OVERSEERS)
"""Who between them open every page: on the other database they suffice."""

TO_SIGN_IN = 302
EVERYBODY_SIGNED_IN = {"signed out": TO_SIGN_IN, **dict.fromkeys(ROLES[1:], 200)}
ANYBODY = dict.fromkeys(ROLES, 200)
NOBODY = {"signed out": TO_SIGN_IN, **dict.fromkeys(ROLES[1:], 404)}
UNDER_EMBARGO = NOBODY | dict.fromkeys(OVERSEERS, 200)
PROPOSED = NOBODY | dict.fromkeys(("editor", "approver", *OVERSEERS), 200)  # whose office proposed it
WHO_DECIDES = UNDER_EMBARGO | {"approver": 200}  # whether a response is owed, and which one it is
BACK_TO_THE_ANSWER = NOBODY | dict.fromkeys(OURS, 302)  # nothing is shown at the address where something is written
FOR_ADMINISTRATORS = NOBODY | {"administrator": 200}
OF_THE_OFFICE = NOBODY | {"editor": 200, "approver": 200}
FOR_APPROVERS = NOBODY | {"approver": 200}
ONLY_POST = {"signed out": TO_SIGN_IN, **dict.fromkeys(ROLES[1:], 405)}

PAGES = {
    "home": EVERYBODY_SIGNED_IN,
    "inspections:inspection_list": EVERYBODY_SIGNED_IN,
    "inspections:inspection_detail": EVERYBODY_SIGNED_IN,
    "inspections:inspection_detail embargoed": UNDER_EMBARGO,
    "inspections:inspection_detail proposed": PROPOSED,
    "inspections:inspection_matrix": EVERYBODY_SIGNED_IN,
    "inspections:inspection_matrix embargoed": UNDER_EMBARGO,
    "inspections:inspection_matrix proposed": PROPOSED,
    "responses:force_list": EVERYBODY_SIGNED_IN,
    "responses:force_detail": EVERYBODY_SIGNED_IN,
    "responses:body_detail": EVERYBODY_SIGNED_IN,
    "responses:recommendation_list": EVERYBODY_SIGNED_IN,
    "responses:recommendation_detail": EVERYBODY_SIGNED_IN,
    "responses:recommendation_detail embargoed": UNDER_EMBARGO,
    "responses:recommendation_detail proposed": PROPOSED,
    "responses:compliance_list": EVERYBODY_SIGNED_IN | dict.fromkeys(("other force", *OURS), 302),  # opens on theirs
    "responses:statutory_export": EVERYBODY_SIGNED_IN,
    "responses:compliance_matrix": EVERYBODY_SIGNED_IN,
    "responses:compliance_paper": EVERYBODY_SIGNED_IN,
    "responses:compliance_paper_file": EVERYBODY_SIGNED_IN,
    "responses:force_papers": EVERYBODY_SIGNED_IN,
    "responses:force_paper": EVERYBODY_SIGNED_IN,
    "responses:compliance_detail": EVERYBODY_SIGNED_IN,
    "responses:compliance_detail embargoed": UNDER_EMBARGO,
    "responses:compliance_detail proposed": PROPOSED,
    "responses:answer_discard": BACK_TO_THE_ANSWER,
    "responses:progress_add": BACK_TO_THE_ANSWER,
    "responses:answer_owner": BACK_TO_THE_ANSWER,
    "responses:answer_offer": NOBODY | {"approver": 302},
    "responses:answer_offer_end": ONLY_POST,
    "inspections:history": FOR_ADMINISTRATORS,
    "inspections:body_appoint": NOBODY | {"administrator": 200},
    "inspections:body_phase": NOBODY | {"administrator": 200},
    "responses:body_merge": NOBODY | {"administrator": 200},
    "responses:body_hand_over": NOBODY | {"administrator": 200},
    "responses:markdown_preview": ONLY_POST,
    "responses:sheet_download": NOBODY | dict.fromkeys(OURS, 200) | {"other force": 302},  # who owes nothing
    "responses:sheet_upload": NOBODY | dict.fromkeys(("other force", *OURS), 200),
    "responses:sheet_review": NOBODY | {"editor": 200},  # who uploaded the sheet
    "responses:import": EVERYBODY_SIGNED_IN | {"no body": 404},
    "responses:import_review": NOBODY | {"editor": 200},  # who gave the document to be read
    "inspections:inspection_export": EVERYBODY_SIGNED_IN,
    "responses:force_export": EVERYBODY_SIGNED_IN,
    "responses:recommendation_export": EVERYBODY_SIGNED_IN,
    "responses:compliance_export": EVERYBODY_SIGNED_IN,
    "responses:compliance_changes": EVERYBODY_SIGNED_IN,
    "responses:changes_export": EVERYBODY_SIGNED_IN,
    "responses:compliance_charts": EVERYBODY_SIGNED_IN,
    "responses:compliance_chart": EVERYBODY_SIGNED_IN,
    "responses:statutory_response": EVERYBODY_SIGNED_IN,
    "responses:passage_choose": OF_THE_OFFICE,
    "responses:statutory_response embargoed": UNDER_EMBARGO,
    "responses:statutory_response proposed": PROPOSED,
    "responses:statutory_list": EVERYBODY_SIGNED_IN,
    "responses:statutory_exemption": WHO_DECIDES,
    "responses:statutory_exemption embargoed": UNDER_EMBARGO,
    "responses:statutory_exemption proposed": WHO_DECIDES,
    "responses:statutory_answered_by": WHO_DECIDES,
    "responses:statutory_answered_by embargoed": UNDER_EMBARGO,
    "responses:statutory_section": OF_THE_OFFICE,
    "responses:statutory_section embargoed": NOBODY,
    "responses:statutory_section proposed": OF_THE_OFFICE,
    "responses:statutory_remark": OF_THE_OFFICE,
    "responses:statutory_share": NOBODY | {"approver": 200},
    "responses:response_steps": EVERYBODY_SIGNED_IN,
    "responses:response_steps embargoed": UNDER_EMBARGO,
    "responses:response_steps proposed": PROPOSED,
    "responses:response_step": OF_THE_OFFICE,
    "responses:response_step embargoed": NOBODY,
    "responses:response_sign_off": FOR_APPROVERS,
    "responses:response_undo signed": FOR_APPROVERS,
    "responses:response_document": OF_THE_OFFICE,
    "responses:response_document embargoed": NOBODY,
    "responses:version_document answered": EVERYBODY_SIGNED_IN,
    "responses:version_document signed": OF_THE_OFFICE,
    "responses:office_settings": FOR_APPROVERS,
    "responses:obligation_in_error": FOR_ADMINISTRATORS,
    "responses:saved_filters": EVERYBODY_SIGNED_IN,
    "responses:saved_filter_save": EVERYBODY_SIGNED_IN,
    "responses:saved_filter": NOBODY | {"editor": 302},  # who saved it
    "responses:saved_filter_change": NOBODY | {"editor": 200},
    "responses:saved_filter_delete": NOBODY | {"editor": 200},
    "responses:verify": NOBODY,  # its address says what it is for
    "responses:item_in_error": FOR_ADMINISTRATORS,
    "responses:answer_move": FOR_ADMINISTRATORS,
    "responses:answer_withdraw": FOR_ADMINISTRATORS,
    "responses:progress_withdraw": FOR_ADMINISTRATORS,
    "responses:proposal_accept proposed": UNDER_EMBARGO,
    "responses:proposal_match proposed": UNDER_EMBARGO,
    "responses:proposal_merge proposed": UNDER_EMBARGO,
    "responses:verdicts": NOBODY,  # it follows up no other report
    "responses:verdicts signed": UNDER_EMBARGO,
    "typed": EVERYBODY_SIGNED_IN | {"signed out": 401},  # for the page's script, which a sign-in page would not help
    "typed_discard": NOBODY | {"editor": 200},  # who typed it
    "accessibility": ANYBODY,
    "cookies": ANYBODY,
    "health": ANYBODY,
    "account": EVERYBODY_SIGNED_IN,
    "account_reminders_stop": ANYBODY,
    "account_login": {"signed out": 200, **dict.fromkeys(ROLES[1:], 302)},
    "account_logout": {"signed out": 302, **dict.fromkeys(ROLES[1:], 200)},
    "account_inactive": ANYBODY,
    "account_signup": {"signed out": 200, **dict.fromkeys(ROLES[1:], 302)},
    "account_see_as_stop": ONLY_POST,
    "account_reauthenticate": EVERYBODY_SIGNED_IN,
    "account_change_password": EVERYBODY_SIGNED_IN,
    "account_set_password": {"signed out": TO_SIGN_IN, **dict.fromkeys(ROLES[1:], 302)},
    "account_reset_password": ANYBODY,
    "account_reset_password_done": ANYBODY,
    "account_reset_password_from_key": ANYBODY,
    "account_reset_password_from_key_done": ANYBODY,
}

WRITES = {
    "responses:compliance_detail": {"position": "in_progress", "revision": 0, "based_on": 0, "then": "save"},
    "responses:progress_add": {"text": "Words.", "on_day": 1, "on_month": 1, "on_year": 2026},
    "responses:answer_discard": {"revision": 0},
    "responses:answer_owner": {"owner": ""},
    "responses:answer_offer": {"body": ""},
    "responses:answer_offer_end": {},
    "responses:import_review": {"then": "accept"},
    "typed_discard": {},
    "responses:saved_filter_change": {"name": "Theirs", "body": ""},
    "responses:saved_filter_delete": {},
    "responses:statutory_section": {"comments": "Words.", "saw": 0},
    "responses:statutory_remark": {"text": "Words."},
    "responses:statutory_share": {},
}


@pytest.fixture
def world(db):
    """One force with its office, their people, and an item in each of three reports: published, embargoed, proposed."""
    today = timezone.localdate()
    force, home_office = make_force(slug="northshire"), make_national_body(slug="home-office")
    office, elsewhere = make_local_policing_body(force), make_force(slug="eastshire")
    reports = {
        "": make_inspection([force], slug="published", published_on=date(2024, 1, 1)),
        "embargoed": make_inspection([force], slug="embargoed", published_on=today + timedelta(days=9)),
        "proposed": make_inspection([force], slug="proposed", proposed_by=office),
        "signed": make_inspection([force], slug="signed"),
        "answered": make_inspection([force], slug="answered"),
    }
    reports["signed"].follows_up = reports[""]
    reports["signed"].save()
    items = {name: make_recommendation(report) for name, report in reports.items()}
    obligations = {name: make_obligation(force, item) for name, item in items.items()}
    make_obligation(home_office, items[""])
    people = {
        "signed out": None,
        "no body": make_user(),
        "other force": make_user(elsewhere, Membership.Role.APPROVER),
        "force": make_user(force),
        "editor": make_user(office),
        "approver": make_user(office, Membership.Role.APPROVER),
        "liaison": make_liaison(),
        "administrator": make_administrator(),
    }
    make_answer(obligations[""], on=today)
    noted = make_obligation(force, make_recommendation(reports[""]))
    note = ProgressUpdate.objects.create(obligation=noted, on=today, text="Half done.")
    steps = {name: signed_off(reports[name], office, today) for name in ("signed", "answered")}
    signed = steps["answered"]
    Step.objects.create(response=signed.response, version=signed.version, kind="published", on=today)
    StatutoryResponse.objects.filter(pk=signed.response_id).update(published_on=today)
    review = Review.objects.create(
        by=people["editor"], begun_at=timezone.now(), name="response.txt", sha256="0" * 64, facts=a_document()
    )
    filled = FilledSheet.objects.create(
        by=people["editor"], begun_at=timezone.now(), name="ours.ods", facts={"lines": [], "rows": 1}
    )
    typed = Typed.objects.create(
        user=people["editor"], place="/#form", sheet="1", words="action=Words.", typed_at=timezone.now()
    )
    return {
        "note": note,
        "typed": typed,
        "saved": SavedFilter.objects.create(user=people["editor"], name="Late", query="status=overdue"),
        "steps": steps,
        "review": review,
        "filled": filled,
        "remarked": make_recommendation(reports[""]),
        "reports": reports,
        "items": items,
        "obligations": obligations,
        "people": people,
        "other": elsewhere,
        "office": office,
    }


def signed_off(report, office, today):
    """The step by which a response to the report was signed off, with one document."""
    duty = report.related_forces.get()
    response = StatutoryResponse.objects.create(duty=duty, body=office, signed_on=today)
    version = Version.objects.create(response=response, number=1, signed_on=today, layout="letter", held={})
    VersionDocument.objects.create(version=version, layout="letter", form="pdf", data=b"%PDF-")
    return Step.objects.create(response=response, version=version, kind="signed", on=today)


def address(page, world):
    """The address of a row of the table."""
    name, _, which = page.partition(" ")
    pk = world["obligations"][which].pk
    duty = [which or "published", "northshire"]
    arguments = {
        "responses:force_detail": ["northshire"],
        "responses:compliance_chart": ["over-time", "svg"],
        "responses:force_papers": ["northshire"],
        "responses:force_paper": ["northshire", "board", "html"],
        "responses:compliance_paper_file": ["html"],
        "responses:body_detail": ["home-office"],
        "inspections:inspection_detail": [which or "published"],
        "inspections:inspection_matrix": [which or "published"],
        "responses:recommendation_detail": [world["items"][which].pk],
        "responses:item_in_error": [world["items"][which].pk],
        "responses:answer_offer_end": [pk, "eastshire"],
        "responses:import_review": [world["review"].pk],
        "responses:sheet_review": [world["filled"].pk],
        "responses:statutory_section": [which or "published", "northshire", "comments"],
        "responses:statutory_remark": ["published", "northshire", world["remarked"].pk],
        "responses:statutory_share": ["published", "northshire"],
        "responses:statutory_response": duty,
        "responses:passage_choose": ["published", "northshire", world["items"][""].pk],
        "responses:statutory_exemption": [which or "published", "northshire"],
        "responses:statutory_answered_by": [which or "published", "northshire"],
        "responses:response_steps": duty,
        "responses:response_step": [*duty, "ask"],
        "responses:response_sign_off": duty,
        "responses:response_undo": [*duty, getattr(world["steps"].get(which), "pk", None)],
        "responses:response_document": [*duty, "letter", "html"],
        "responses:version_document": [*duty, 1, "letter", "pdf"],
        "responses:office_settings": [world["office"].slug],
        "inspections:body_appoint": [world["office"].pk],
        "inspections:body_phase": [world["other"].pk],
        "responses:body_merge": [world["other"].pk],
        "responses:body_hand_over": [world["office"].pk],
        "responses:progress_withdraw": [world["note"].obligation_id, world["note"].pk],
        "responses:verdicts": [which or "published"],
        "responses:proposal_accept": ["proposed"],
        "responses:proposal_match": ["proposed"],
        "responses:proposal_merge": ["proposed", "published"],
        "responses:saved_filter": [world["saved"].pk],
        "responses:saved_filter_change": [world["saved"].pk],
        "responses:saved_filter_delete": [world["saved"].pk],
        "account_reset_password_from_key": ["1", "not-a-key"],
        "account_reminders_stop": [stop_path(world["people"]["editor"]).split("/")[-2]],
        "typed_discard": [world["typed"].pk],
    }
    own = (
        [pk] if name.startswith(("responses:compliance_d", "responses:answer_", "responses:ob", "responses:p")) else []
    )
    return reverse(name, args=arguments.get(name, own))


def takes_a_day(address):
    """Whether the page at an address tells of an earlier day; the others do not look for one."""
    return resolve(address).func.__code__ is as_at(resolve).__code__


def test_the_table_names_every_address():
    assert served() == {page.partition(" ")[0] for page in PAGES}


@pytest.mark.slow
@pytest.mark.parametrize(
    "role", [*ONCE, *(pytest.param(role, marks=pytest.mark.on_one_database) for role in ROLES if role not in ONCE)]
)
def test_every_page_as_every_role(client, world, role):
    if world["people"][role]:
        client.force_login(world["people"][role])
    got = {page: client.get(address(page, world)).status_code for page in PAGES}
    assert got == {page: answers[role] for page, answers in PAGES.items()}


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.on_one_database
def test_an_earlier_day_opens_no_page_to_anybody(client, world, role):
    if world["people"][role]:
        client.force_login(world["people"][role])
    earlier = [page for page in PAGES if takes_a_day(address(page, world))]
    got = {page: client.get(address(page, world), {"as_at": "2024-06-30"}).status_code for page in earlier}
    assert got == {page: PAGES[page][role] for page in earlier}
    assert len(earlier) > 20


@pytest.mark.parametrize("role", [role for role in ROLES if role not in OURS])
def test_nobody_writes_an_answer_that_is_not_theirs(client, world, role):
    obligation = world["obligations"][""]
    before = list(Response.history.values_list("history_id", flat=True))
    if world["people"][role]:
        client.force_login(world["people"][role])
    for page, words in WRITES.items():
        answer = client.post(address(page, world), words)
        assert answer.status_code == (TO_SIGN_IN if role == "signed out" else 404), page
        assert not obligation.drafts.exists(), page
        assert not obligation.progress.exists(), page
        assert list(Response.history.values_list("history_id", flat=True)) == before, page


@pytest.mark.parametrize("role", ROLES)
def test_the_administration_is_for_administrators(client, world, role):
    if world["people"][role]:
        client.force_login(world["people"][role])
    pages = [reverse("admin:index")]
    for model in admin.site._registry:
        names = f"{model._meta.app_label}_{model._meta.model_name}"
        pages.append(reverse(f"admin:{names}_changelist"))
    codes = {client.get(page).status_code for page in pages}
    assert codes == {{"administrator": 200}.get(role, 302)}
