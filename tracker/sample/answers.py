"""What bodies answered, as published and as invented."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.seats import seat_of
from inspections.actions import close, move_deadline, record_answer, return_claim, submit_claim
from inspections.models import Act, Body, Inspection, RelatedForce
from responses.actions import record_progress, save_draft, send_to_approver, share
from responses.models import Response, StatutoryResponse
from tracker.sample.register import find_item, office_of

AFTERNOON = time(16, 30)


def load_response(row, day):
    """One published response: its answers, signed by nobody here, and its day of publication.

    Where it bears no date, everything is dated by the day of entry, `day`, and says so.
    """
    on = row.get("letter_on", day)
    basis = Act.Basis.RESPONSE if "letter_on" in row else Act.Basis.ENTRY
    shared = {"shared_on": on, "shared_from": office_of(row["force"], on), "letter_on": row.get("letter_on")}
    entered = {}
    for name, words in row["answers"].items():
        entered[name] = Response.objects.create(
            obligation=_owed(row["inspection"], name, row["force"]),
            **(words | shared | {"answered_with": entered.get(words.get("answered_with"))}),
        )
        _record(entered[name], by=None, on=on, basis=basis, reason=_("Entered from the published response."))
    load_publication({"force": row["force"], "published_on": on, "published_basis": basis}, row["inspection"])


def load_publication(row, inspection):
    """That a local policing body published its response to the inspection with this slug, for one force."""
    row = dict(row)
    duty = RelatedForce.objects.get(inspection__slug=inspection, force__slug=row.pop("force"))
    StatutoryResponse.objects.create(duty=duty, body=office_of(duty.force.slug, row["published_on"]), **row)


def _owed(inspection, item, body):
    item = find_item(Inspection.objects.get(slug=inspection), item)
    return item.obligations.live().get(body__slug=body)


def _record(answer, **dated):
    if answer.claim:
        submit_claim([answer.obligation], claim=answer.claim, **dated)
    else:
        record_answer([answer.obligation], **dated)


def load_event(row, inspection):
    """One thing that happened about an item of the inspection with this slug: `row["does"]` says what."""
    obligation = _owed(inspection, row["item"], row["body"])
    EVENTS[row["does"]](row, obligation, by=User.objects.get(email=row["by"]), on=row["on"])


def _draft(row, obligation, *, by, on):
    words = dict(row["words"])
    if "waiting_on" in row:
        words["waiting_on"] = Body.objects.get(slug=row["waiting_on"])
    return save_draft(obligation, seat_of(by, on).side_for(obligation), words, by=by, revision=0)


def _send(row, obligation, *, by, on):
    at = timezone.make_aware(datetime.combine(on, AFTERNOON))
    send_to_approver(_draft(row, obligation, by=by, on=on), by=by, at=at)


def _share(row, obligation, *, by, on):
    share(_draft(row, obligation, by=by, on=on), by=by, on=on)


def _return(row, obligation, *, by, on):
    return_claim([obligation], by=by, on=on, reason=row["reason"])


def _move(row, obligation, *, by, on):
    move_deadline([obligation], due_on=row["due_on"], by=by, on=on, reason=row["reason"])


def _close(row, obligation, *, by, on):
    close([obligation], closure=row["closure"], letter=row.get("letter", ""), by=by, on=on, reason=row["reason"])


def _progress(row, obligation, *, by, on):
    record_progress(obligation, side=seat_of(by, on).side_for(obligation), by=by, on=on, text=row["text"])


EVENTS = {
    "draft": _draft,
    "send": _send,
    "share": _share,
    "return": _return,
    "move": _move,
    "close": _close,
    "progress": _progress,
}
