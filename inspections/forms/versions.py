"""Two administrators at one record: the second is told, and neither loses a word."""

from datetime import date
from functools import cached_property

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Model, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from inspections.fields import WithinYearsMixin
from inspections.wording import day_words

NOT_COMPARED = {"version", "reason"}
SALT = "inspections.forms.versions"


class VersionField(forms.CharField):
    """The state of the record that a form was opened with. It is carried along, and is no change of its own."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class VersionedForm(WithinYearsMixin, forms.ModelForm):
    """A record with history. What others saved since the form was opened goes into the form before it is read.

    A field that only they changed is taken over; a field that only the writer changed is kept; where both changed one,
    the writer's stays in the form and the sentence above it says what the other wrote. It is saved by saving again.
    """

    version = VersionField(required=False, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self._version  # read when it is shown: those who inherit add to the fields
        self.taken, self.both, self.written, self.caught_up = [], {}, False, False

    def _version(self):
        """The latest entry of the history, and what the form shows besides the record's fields; "" for a new one."""
        if self.instance.pk is None:
            return ""
        shown = {name: _plain(self._now(name)) for name in self.fields if name not in NOT_COMPARED}
        beside = {name: value for name, value in shown.items() if value != self._recorded(self.instance, name)}
        return signing.dumps({"history": self._latest, **beside}, salt=SALT)

    def _recorded(self, record, name):
        """A field's value in a version of the record; None for what the form shows besides its fields."""
        field = next((field for field in self._meta.model._meta.concrete_fields if field.name == name), None)
        return _plain(getattr(record, field.attname)) if field else None

    @property
    def _latest(self):
        if hasattr(self.instance, "latest_version"):
            return self.instance.latest_version
        return self.instance.history.order_by("-history_id").values_list("history_id", flat=True).first()

    def _now(self, name):
        return self.get_initial_for_field(self.fields[name], name)

    @cached_property
    def changed_data(self):
        self._catch_up()
        return super().changed_data

    def full_clean(self):
        self._catch_up()
        super().full_clean()

    def _catch_up(self):
        """Bring what was posted up to what is saved now, and remember what was taken over or changed by both."""
        if not self.is_bound or self.caught_up:
            return
        self.caught_up = True  # before the record takes on what was typed
        opened, current = self.data.get(self.add_prefix("version")), self._version()
        if not opened or not current:
            return
        opened = _read(opened)
        if opened.get("history") == self._latest:
            return
        base = self.instance.history.filter(history_id=opened.get("history")).first() or self.instance
        data = self.data.copy()
        for name in [name for name in self.fields if name not in NOT_COMPARED]:
            was, is_now = self._recorded(base, name), self._recorded(self.instance, name)
            shown = opened.get(name, was)
            theirs = shown != _plain(self._now(name)) if is_now is None else was != is_now
            self._merge(name, shown, data, theirs=theirs)
        data[self.add_prefix("version")] = current
        self.data = data

    def _merge(self, name, was, data, *, theirs):
        """Take one field over if only `theirs` changed it; `was` is what the form showed when it was opened."""
        field, key, now = self.fields[name], self.add_prefix(name), self._now(name)
        posted = field.widget.value_from_datadict(self.data, self.files, key)
        was = field.to_python(was) if isinstance(field, forms.DateField) else was
        ours = _differs(field, was, posted)
        self.written = self.written or ours
        if theirs and ours and _differs(field, now, posted):
            self.both[name] = now
        elif theirs and not ours:
            self.taken.append(name)
            _post(data, key, now)

    def clean(self):
        cleaned = super().clean()
        # Where the writer touched nothing here, there is nothing to look at again.
        if self.written and (self.taken or self.both):
            self.add_error(None, ValidationError(list(self._told())))
        return cleaned

    def _told(self):
        latest = self.instance.history.order_by("-history_id").select_related("history_user").first()
        at = timezone.localtime(latest.history_date)
        words = {
            "who": latest.history_user or _("Somebody"),
            "time": date_format(at, "H:i"),
            "day": day_words(at),
            "fields": ", ".join(str(self.fields[name].label) for name in [*self.taken, *self.both]),
        }
        sentence = _(
            "%(who)s saved this meanwhile, at %(time)s on %(day)s, and changed: %(fields)s. Nothing of yours is lost: "
            "it is in the form, with those changes. Look at it and save again."
        )
        yield sentence % words
        for name, value in self.both.items():
            both = _("You both changed “%(field)s”. Yours is in the form; theirs was: %(theirs)s")
            yield both % {"field": self.fields[name].label, "theirs": self._shown(name, value)}

    def _shown(self, name, value):
        field = self.fields[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            return ", ".join(map(str, field.queryset.filter(pk__in=_plain(value))))
        if isinstance(field, forms.ModelChoiceField):
            return field.queryset.filter(pk=value).first() or "–"
        if isinstance(field, forms.ChoiceField):
            return dict(field.choices).get(value, value)
        return day_words(value) if isinstance(value, date) else value if value not in (None, "") else "–"


def with_version(records):
    """Records with the latest entry of their history, so that many rows of a page ask once for it."""
    history = records.model.history.filter(**{records.model._meta.pk.attname: OuterRef("pk")})
    return records.annotate(latest_version=Subquery(history.order_by("-history_id").values("history_id")[:1]))


def _read(opened):
    """What a form was opened with; nothing where somebody tampered with it."""
    try:
        return signing.loads(opened, salt=SALT)
    except signing.BadSignature:
        return {}


def _differs(field, saved, posted):
    """Whether what was posted is another value than the saved one. Line ends are no difference."""
    if isinstance(posted, str) and isinstance(saved, str):
        saved, posted = (text.replace("\r\n", "\n").strip() for text in (saved, posted))
    return field.has_changed(saved, posted)


def _plain(value):
    """A value as it can be compared and written down."""
    if isinstance(value, (list, tuple, set)):
        return sorted(_plain(one) for one in value)
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def _post(data, key, value):
    """Write a value as a browser would post it."""
    value = _plain(value)
    if value is False:
        data.pop(key, None)
    elif isinstance(value, list):
        data.setlist(key, [str(one) for one in value])
    else:
        data[key] = "on" if value is True else str(value)
