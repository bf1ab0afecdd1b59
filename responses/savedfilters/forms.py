"""The name of a filter, who sees it, and for whom the list opens on it."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.fields import TextField, most_of
from responses.models import SavedFilter
from responses.savedfilters.acts import may_change, save

TAKEN = gettext_lazy("There is a filter of this name already. Choose another, or replace it.")


class SavedFilterForm(forms.Form):
    """What is said of a filter beside what it chooses. Who may not change it only chooses their own default."""

    name = TextField(
        label=gettext_lazy("Name"),
        most=most_of(SavedFilter, "name"),
        required=True,
        help_text=gettext_lazy("For example, Overdue custody items"),
        error_messages={"required": gettext_lazy("Give it a name.")},
    )
    body = forms.ChoiceField(
        label=gettext_lazy("Who sees it?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who sees it.")},
    )
    mine = forms.BooleanField(label=gettext_lazy("Open Compliance on it for me"), required=False)
    for_body = forms.BooleanField(required=False)

    def __init__(self, *args, saved, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.saved, self.seat = saved, seat
        bodies = {str(pk): side.body for pk, side in seat.belongs.items()}
        shared = [(pk, _("Everybody who acts for %(body)s") % {"body": body}) for pk, body in bodies.items()]
        own = [] if saved.pk and saved.user_id != seat.user.pk else [("", _("Only me"))]
        self.fields["body"].choices, self.fields["body"].required = [*own, *shared], not own
        self.fields["for_body"].label = _("Open Compliance on it for everybody who sees it and has no default")
        if saved.pk and not may_change(saved, seat):
            del self.fields["name"], self.fields["body"], self.fields["for_body"]
        else:
            if not shared:
                del self.fields["body"]
            if not any(side.decides for side in seat.belongs.values()):
                del self.fields["for_body"]

    def clean(self):
        cleaned = super().clean()
        chosen = cleaned.get("body")
        if cleaned.get("for_body"):
            if not chosen:
                self.add_error("for_body", _("Share it first: nobody else sees it now."))
            elif not self.seat.belongs[int(chosen)].decides:
                self.add_error("for_body", _("An approver chooses what it opens on for everybody."))
        if "name" in cleaned and self._same_names(cleaned["name"], chosen).exists():
            raise ValidationError({"name": TAKEN})
        return cleaned

    def _same_names(self, name, body):
        whose = {"body": int(body)} if body else {"body": None, "user": self.seat.user}
        return SavedFilter.objects.filter(name=name, **whose).exclude(pk=self.saved.pk)

    @property
    def defaults(self):
        """For whom it is a default from now on, as `acts.save` takes it."""
        return {"mine": self.cleaned_data["mine"], "for_body": self.cleaned_data.get("for_body")}

    def save(self):
        """Whether the filter is saved; not where its name was taken since the form was checked."""
        try:
            with transaction.atomic():
                save(self.fill(), seat=self.seat, **self.defaults)
        except IntegrityError:
            self.add_error("name", TAKEN)
            return False
        return True

    def fill(self):
        """The filter with what was typed."""
        if "name" in self.fields:
            self.saved.name = self.cleaned_data["name"]
        if "body" in self.fields:
            chosen = self.cleaned_data["body"]
            self.saved.body = self.seat.belongs[int(chosen)].body if chosen else None
        return self.saved


class ReplaceForm(forms.Form):
    """Which filter of theirs is to choose from now on what is shown."""

    saved = forms.ModelChoiceField(
        label=gettext_lazy("Which one?"),
        queryset=SavedFilter.objects.none(),
        empty_label=gettext_lazy("Choose a filter"),
        error_messages={
            "required": gettext_lazy("Choose a filter."),
            "invalid_choice": gettext_lazy("Choose one of these filters."),
        },
    )

    prefix = "replace"

    def __init__(self, *args, filters, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["saved"]
        field.queryset = SavedFilter.objects.filter(pk__in=[saved.pk for saved in filters]).in_order()
        field.label_from_instance = lambda saved: f"{saved.name} ({saved.body})" if saved.body else saved.name
