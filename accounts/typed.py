"""What is typed into a form is kept while it is typed: for its writer alone, until it is saved or discarded.

A view gives a form its sheet with `take_up` before it is shown, calls `keep` when the form comes in and `forget` once
it is saved. Between these the page's script sends the form to `typed` every second or so.
"""

import base64
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode

from accounts.models import Typed, User

SEAL = "typed"
"""The hidden input by which a form names its sheet, sealed so that nobody makes one up."""

ANEW = "typed-anew"
"""Sent with what was typed into a page after its form had been sent."""

NOT_WORDS = {SEAL, ANEW, "csrfmiddlewaretoken", "then"}

LARGEST = 4_000_000
"""Characters of a form as it is sent. The longest field holds 200,000, of which some take nine each."""

HELD_FOR = timedelta(days=14)
"""How long a form may have been open when it is sent after the sign-in has ended, and is still kept."""

SALT = "accounts.typed"


class TooLong(Exception):
    """More than is kept of one form."""


@dataclass(frozen=True)
class Sheet:
    """A form as one page shows it to one person. `taken`: the row it was filled from, and as of when, where it was."""

    user: int
    place: str
    number: str
    taken: tuple = ()

    @property
    def seal(self):
        return signing.dumps([self.user, self.place, self.number, *self.taken], salt=SALT)

    @classmethod
    def of(cls, request, *, within=None):
        """The sheet that a form was sent from; None without one, or where its seal is not ours or older than that."""
        try:
            user, place, number, *taken = signing.loads(request.POST.get(SEAL, ""), salt=SALT, max_age=within)
        except signing.BadSignature:
            return None
        return cls(user, place, number, tuple(taken))

    @property
    def row(self):
        return {"user_id": self.user, "place": self.place, "sheet": self.number}


@dataclass(frozen=True)
class Typing:
    """What a form's page says of the words typed there: `row` fills the form, `others` are further texts of it."""

    sheet: Sheet
    row: Typed | None = None
    others: tuple = ()

    @property
    def key(self):
        """The person's key, in base64: their browser encrypts with it what it cannot send yet, as others use it too."""
        made = salted_hmac(SALT, str(self.sheet.user), algorithm="sha256").digest()
        return base64.b64encode(made).decode()


def take_up(request, form, place, rows=None):
    """Give a form its sheet, as `form.typed`, and fill it with what this person typed there and has not saved.

    `place` is the page's address with the form's name: "/compliance/7/#answer". A form that comes back with something
    to put right goes on with its sheet as it is. The fields keep what they were based on, a hidden revision among
    them, so that saving meets what others saved meanwhile. Nothing is done for somebody who only looks. `rows` is what
    `typed_on` found for the place, where the page asked already.
    """
    form.typed = None
    if request.look:
        return form
    sent = Sheet.of(request)
    if sent and sent.place == place and sent.user == request.user.pk:
        form.typed = Typing(sent)
        return form
    if rows is None and not form.is_bound:
        rows = typed_on(request, [place])[place]
    rows = [] if form.is_bound else [row for row in rows if _differs(form, row)]
    row = next((row for row in rows if str(row.pk) == request.GET.get("words")), rows[0] if rows else None)
    taken = ()
    if row:
        taken = (row.pk, row.typed_at.isoformat())
        form.initial.update(_values(form, row))
    sheet = Sheet(request.user.pk, place, secrets.token_urlsafe(9), taken)
    form.typed = Typing(sheet, row, tuple(other for other in rows if other != row))
    return form


def typed_on(request, places):
    """{place: rows of this person that hold words, newest first} for the forms of a page, in one query."""
    rows = {place: [] for place in places}
    if not request.look:
        for row in Typed.objects.unsaved().filter(user=request.user, place__in=places):
            rows[row.place].append(row)
    return rows


def move(request, path, to):
    """What this person typed on the forms of a page goes to the page that took its place."""
    if request.look:
        return
    with _alone(request.user.pk):
        for row in request.user.typed.filter(place__startswith=f"{path}#"):
            place = to + row.place.removeprefix(path)
            # A page that was open all the while writes on under its old address: that is the newer text of the sheet.
            Typed.objects.filter(user=row.user_id, place=place, sheet=row.sheet).delete()
            Typed.objects.filter(pk=row.pk).update(place=place)


def keep(request, data):
    """Keep what a form brings (`data`, mostly request.POST) before anything is done with it: whatever then stands in
    its way, it is there again.
    """
    sheet = Sheet.of(request)
    if sheet and sheet.user == request.user.pk:
        with suppress(TooLong):  # it still goes on to be saved
            store(sheet, data, at=timezone.now(), sent=True)


def forget(request):
    """The form was saved: its words stand where they belong."""
    sheet = Sheet.of(request)
    if sheet and sheet.user == request.user.pk:
        with _alone(sheet.user):
            Typed.objects.update_or_create(**sheet.row, defaults={"words": "", "typed_at": timezone.now()})
            _drop_taken(sheet)


def discard(row):
    """Its writer does not want these words any more."""
    with _alone(row.user_id):
        row.delete()


def keep_for_its_writer(request):
    """Keep a form that was sent after the sign-in ended, for the person to whom it was shown; its Sheet, else None.

    The seal says who that is. It was given to their page only, so it stands for what a session's token stands for,
    and the words are read by nobody but them.
    """
    sheet = Sheet.of(request, within=HELD_FOR) if request.method == "POST" else None
    if sheet is None or not User.objects.filter(pk=sheet.user, is_active=True).exists():
        return None
    try:
        store(sheet, request.POST, at=timezone.now(), sent=True)
    except TooLong:
        return None
    return sheet


def store(sheet, data, *, at, sent=False):
    """Keep the words of a form on its sheet; False where the sheet's form was saved already.

    `sent`: the person pressed the button, so the words are new even then. A form without any field tells that what
    was typed was undone. Raises TooLong.
    """
    words = urlencode([(name, values) for name, values in data.lists() if name not in NOT_WORDS], doseq=True)
    if len(words) > LARGEST:
        raise TooLong
    with _alone(sheet.user):
        row = Typed.objects.select_for_update().filter(**sheet.row).first()  # for it may be cleared just now
        if row is None and words:
            Typed.objects.create(**sheet.row, words=words, typed_at=at)
        elif row and not words:
            Typed.objects.unsaved().filter(pk=row.pk).delete()
        elif row and (row.words or sent or ANEW in data):
            Typed.objects.filter(pk=row.pk).update(words=words, typed_at=at)
        elif row:
            return False
        _drop_taken(sheet)
    if row is None:
        _clear(at)
    return True


@contextmanager
def _alone(user):
    """What one person typed is written by one request at a time, for their pages send several in the same moment.

    Who holds this lock waits for no other one, so that no two wait for each other. Rows may name the person meanwhile.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user)
        yield


@transaction.atomic
def _clear(at):
    """Let go, now and then, what nobody comes back for, except what somebody is writing on in this very moment."""
    gone = Typed.objects.gone_by(at).select_for_update(skip_locked=True).values_list("pk", flat=True)
    Typed.objects.filter(pk__in=list(gone)).delete()


def _drop_taken(sheet):
    """What filled the sheet goes with it, unless another tab has written on there since."""
    if sheet.taken:
        pk, typed_at = sheet.taken
        Typed.objects.filter(pk=pk, user=sheet.user, typed_at=datetime.fromisoformat(typed_at)).delete()


def _values(form, row):
    """What the row holds for the form's fields, as their inputs would have it."""
    data = QueryDict(row.words)
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if not field.widget.value_omitted_from_data(data, {}, form.add_prefix(name))
    }


def _differs(form, row):
    fields = ((form.fields[name], name, value) for name, value in _values(form, row).items())
    return any(
        field.has_changed(form.get_initial_for_field(field, name), value)
        for field, name, value in fields
        if not field.widget.is_hidden
    )
