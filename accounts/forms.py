"""What administrators type about people: an invitation, a role from a day on, the forces of a liaison.

And what people choose for themselves.
"""

from itertools import combinations

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import ForceLiaison, Membership, User
from inspections.fields import RadiosWithHints, WithinYearsMixin
from inspections.forms import SAY_WHY, ReasonForm
from inspections.forms.base import bodies_field
from inspections.models import Body
from inspections.wording import day_words, in_sentence

ROLE_AND_BODY = _("Liaisons belong to the inspectorate, editors and approvers to other bodies.")
NOT_ON_THAT_DAY = _("%(body)s does not exist on %(day)s.")


def role_fits(body, role):
    """Whether the role is one of that kind of body."""
    return (body.kind == Body.Kind.INSPECTORATE) == (role == Membership.Role.LIAISON)


def check_exists(body, day):
    if not body.exists_on(day):
        raise ValidationError(NOT_ON_THAT_DAY, params={"body": body, "day": day_words(day)})


class TermForm(ReasonForm):
    """What a person is to a body from a day on; `body_field` names the body, `same` what two such terms share."""

    body_field = ""
    same = ()

    def clean(self):
        cleaned = super().clean()
        body = cleaned.get(self.body_field)
        for name in ("from_on", "until_on"):
            if body and cleaned.get(name) and {self.body_field, name} & set(self.changed_data):
                self._check_exists(body, name)
        return cleaned

    def _check_exists(self, body, name):
        try:
            check_exists(body, self.cleaned_data[name])
        except ValidationError as refused:
            self.add_error(name, refused)

    @property
    def term(self):
        """(what it is, first day, last day), None while that is not known."""
        given = self.cleaned_data if self.is_valid() else {}
        if not given.get(self.body_field) or not given.get("from_on"):
            return None
        return tuple(given.get(name) for name in self.same), given["from_on"], given.get("until_on")

    def refuse_overlap(self, other):
        """Say beside the first day that another term, from one day to another, covers it already."""
        from_on, until_on = other
        days = {"first": day_words(from_on), "last": day_words(until_on) if until_on else ""}
        until = _("The same stands from %(first)s to %(last)s. End that one before this begins, or leave this out.")
        open_ended = _("The same stands from %(first)s on. End that one before this begins, or leave this out.")
        self.add_error("from_on", (until if until_on else open_ended) % days)


class MembershipForm(TermForm):
    body_field = "body"
    same = ("body", "role")

    def clean(self):
        cleaned = super().clean()
        body, role = cleaned.get("body"), cleaned.get("role")
        if body and role and not role_fits(body, role):
            self.add_error("role", ROLE_AND_BODY)
        return cleaned


class ForceLiaisonForm(TermForm):
    body_field = "force"
    same = ("force",)


class TermsOfOnePerson(BaseInlineFormSet):
    """Rows on a person's page: none twice at a time, and a reason for what changes."""

    def clean(self):
        super().clean()
        changed = [form for form in self.forms if form.has_changed()]
        terms = [(form, form.term) for form in self.forms if form.term]
        for (first, one), (second, other) in combinations(terms, 2):
            if one[0] == other[0] and _meet(one[1:], other[1:]) and (first in changed or second in changed):
                late, early = (second, one) if second in changed else (first, other)
                late.refuse_overlap(early[1:])
        if changed and not self.data.get("reason", "").strip():
            raise ValidationError(SAY_WHY)


def _meet(one, other):
    """Whether two terms, each (first day, last day or None), have a day in common."""
    return all(end is None or start <= end for (start, _last), (_first, end) in ((one, other), (other, one)))


def alone(form_class):
    """The form of a term on a page of its own, where the person's other terms are asked of the database."""

    class Alone(form_class):
        def clean(self):
            cleaned = super().clean()
            who, from_on, changed = cleaned.get("user"), cleaned.get("from_on"), self.has_changed()
            if changed and self.instance.pk and not cleaned.get("reason"):
                self.add_error("reason", SAY_WHY)
            if changed and who and from_on and all(cleaned.get(name) for name in self.same):
                others = self._meta.model.objects.reaching(from_on, cleaned.get("until_on"))
                others = others.filter(user=who, **{name: cleaned[name] for name in self.same})
                if other := others.exclude(pk=self.instance.pk).first():
                    self.refuse_overlap((other.from_on, other.until_on))
            return cleaned

    return Alone


class UserForm(ReasonForm):
    """A person who is there already: whatever changes, with the reason."""

    class Meta:
        model = User
        fields = ["email", "name", "is_active", "is_staff", "reminders"]
        error_messages = {"email": {"unique": _("Somebody has this address.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Kept with the change. Every change of a person needs it.")

    def clean(self):
        cleaned = super().clean()
        if self.has_changed() and not cleaned.get("reason"):
            self.add_error("reason", SAY_WHY)
        return cleaned


class PasswordForm(AdminPasswordChangeForm):
    """An administrator sets somebody's password. The history says that, and never the password."""

    def save(self, commit=True):
        self.user._change_reason = gettext("An administrator set the password.")
        return super().save(commit)


class InvitationForm(WithinYearsMixin, forms.ModelForm):
    """A person who gets a mail, with their first role."""

    body = forms.ModelChoiceField(
        Body.objects.all(),
        label=_("Body"),
        required=False,
        widget=AutocompleteSelect(Membership._meta.get_field("body"), admin.site),
        help_text=_("For whom they act. Further bodies can be added afterwards."),
    )
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", "---------"), *Membership.Role.choices])
    from_on = forms.DateField(label=_("From"), widget=AdminDateWidget, help_text=_("Their first day."))
    forces = bodies_field(
        ForceLiaison._meta.get_field("force"),
        Body.objects.forces(),
        label=_("Forces of the liaison"),
        help_text=_("For an HMICFRS liaison: the forces that they look after."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
        help_text=_("Kept with the record. For example: takes over from Dana Whitlock."),
        error_messages={"required": _("Say why: it is kept with the record.")},
    )

    class Meta:
        model = User
        fields = ["email", "name", "is_staff"]
        error_messages = {"email": {"unique": _("Somebody has this address. Add a role on that person's page.")}}

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean()
        body, role = cleaned.get("body"), cleaned.get("role")
        if not body and (role or not cleaned.get("is_staff")):
            self.add_error("body", _("Choose the body for which they act. Only administrators may do without."))
        if body and not role:
            self.add_error("role", _("Choose a role."))
        if body and role and not role_fits(body, role):
            self.add_error("role", ROLE_AND_BODY)
        if cleaned.get("forces") and role != Membership.Role.LIAISON:
            self.add_error("forces", _("Only liaisons look after forces. Others act for the body chosen above."))
        self._check_day(cleaned)
        return cleaned

    def _check_day(self, cleaned):
        for body in filter(None, [cleaned.get("body"), *(cleaned.get("forces") or [])]):
            try:
                if cleaned.get("from_on"):
                    check_exists(body, cleaned["from_on"])
            except ValidationError as refused:
                self.add_error("from_on", refused)

    @property
    def first_role(self):
        """What `accounts.actions.enter` asks for besides the person."""
        return {name: self.cleaned_data[name] for name in ("body", "role", "from_on", "forces", "reason")}


class RemindersForm(forms.ModelForm):
    """How often a person wants to be written to, chosen on their own page."""

    class Meta:
        model = User
        fields = ["reminders"]
        labels = {"reminders": _("Reminders by email")}
        help_texts = {"reminders": _("What is late, due soon or waiting for you. You are told of each thing once.")}
        widgets = {
            "reminders": RadiosWithHints(
                hints={
                    User.Reminders.DAILY: _("In the morning, if something is new."),
                    User.Reminders.WEEKLY: _("On Monday, if something is new."),
                    User.Reminders.NONE: _("Your home page still shows everything."),
                }
            )
        }

    @property
    def words(self):
        """The choice within a sentence: "once a week"."""
        return in_sentence(self.instance.get_reminders_display())

    def save(self):
        """Writes the choice alone: an administrator may change the rest of the person in this very moment."""
        self.instance._change_reason = gettext("Chosen on their own page.")
        self.instance.save(update_fields=["reminders"])
        return self.instance
