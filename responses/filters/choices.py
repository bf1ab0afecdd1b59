"""How the compliance list's filters are chosen: ticks, lists, whole numbers and days."""

from html import escape

import django_filters
from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from inspections.filtering import DeadlineRangeForm
from inspections.pastday import is_past

MOST_DAYS = 36_500
"""A hundred years: no deadline is further away."""

FINDS = {
    "force": _("Find a force or body"),
    "region": _("Find a region"),
    "inspection": _("Find an inspection"),
    "cause": _("Find a cause of concern"),
    "waiting_on": _("Find a body"),
}
"""Lists of ticks that grow long, and what the box is called that narrows each of them."""

GROUPS = (
    (_("Force or national body"), ("force",)),
    (_("Owner"), ("owner",)),
    (_("Region or nation"), ("region", "nation", "phase")),
    (_("Inspection"), ("inspection",)),
    (_("Kind, level or condition"), ("kind", "level", "condition", "follow_up")),
    (_("Cause of concern"), ("cause",)),
    (
        _("Deadline or other day"),
        (
            "due_from",
            "due_to",
            "overdue_at_least",
            "overdue_at_most",
            "closed_from",
            "closed_to",
            "changed_since",
        ),
    ),
    (_("Marks, or waiting on whom"), ("mark", "waiting_on")),
    (_("Answer or lead officer"), ("position", "lead")),
)
"""The parts of the panel that fold, and what is in each. What is in none of them stands open."""


class Ticks(forms.CheckboxSelectMultiple):
    """Tick boxes as tracker.renderer has them, written in one go.

    The panel has more than a hundred of them, and a template takes longer for those than for all the rest of the page.
    """

    def render(self, name, value, attrs=None, renderer=None):
        attrs = self.build_attrs(self.attrs, attrs)
        key, chosen = attrs["id"], set(self.format_value(value))
        parts, n = [], 0
        for group, choices in self.choices:
            if isinstance(choices, (list, tuple)):
                parts.append(f'<p class="govuk-hint">{_text(group)}</p>')
            else:
                choices = [(group, choices)]
            parts += [_box(name, f"{key}_{n + i}", *choice, chosen) for i, choice in enumerate(choices)]
            n += len(choices)
        return mark_safe(  # noqa: S308 - what is not ours is escaped
            f'<div class="govuk-checkboxes {_text(attrs.get("class", ""))}" data-module="govuk-checkboxes"'
            f' id="{key}">{"".join(parts)}</div>'
        )


def _text(words):
    """Words as HTML: no choice is markup."""
    return escape(str(words))


def _box(name, key, value, label, chosen):
    checked = " checked" if str(value) in chosen else ""
    return (
        '<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox"'
        f' name="{name}" value="{_text(value)}" id="{key}"{checked}>'
        f'<label class="govuk-label govuk-checkboxes__label" for="{key}">{_text(label)}</label></div>'
    )


def several(label, choices=(), **kwargs):
    """A filter by any of several values, as tick boxes."""
    return django_filters.MultipleChoiceFilter(
        label=label,
        choices=choices,
        widget=Ticks,
        distinct=False,
        **kwargs,
    )


def one(label, empty_label, **kwargs):
    """A filter by one value, as a list to choose from."""
    return django_filters.ChoiceFilter(
        label=label,
        empty_label=empty_label,
        **kwargs,
    )


class _WholeNumberFilter(django_filters.Filter):
    field_class = forms.IntegerField


def days(label, **kwargs):
    """A filter by a number of days."""
    return _WholeNumberFilter(
        label=label,
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={"invalid": _("Enter a whole number of days.")},
        **kwargs,
    )


class Fold:
    """A part of the panel that folds: its fields, and how many of their values are chosen."""

    def __init__(self, title, fields, form):
        self.title = title
        self.fields = [(field, FINDS.get(field.name, "")) for field in fields]
        self.chosen = sum(_values_of(form.cleaned_data.get(field.name)) for field in fields)
        self.is_open = bool(self.chosen) or any(field.errors for field in fields)


def _values_of(value):
    return len(value) if isinstance(value, list) else int(value not in (None, ""))


class ComplianceForm(DeadlineRangeForm):
    """The panel of the compliance list: what most people ask stands open, the rest folds by theme."""

    arranges = frozenset({"sort", "column"})
    leading = ("sort",)
    """The fields that stand first."""

    groups = GROUPS
    ranges = (
        ("due_from", "due_to", _("The last day comes before the first.")),
        ("closed_from", "closed_to", _("The last day comes before the first.")),
        ("overdue_at_least", "overdue_at_most", _("At most is less than at least.")),
    )
    named_on_chips = frozenset({"waiting_on", "condition"})
    of_today = ("position", "lead")
    """What is known as it is today alone: no record says how it was."""

    day = None
    """The day that the page tells of. The filter set says which."""

    def clean(self):
        cleaned = super().clean()
        told = [self.fields[name].label for name in self.of_today if cleaned.get(name)]
        if told and is_past(self.day):
            message = _("“%(names)s” is known as it is today, not as it was. Remove it, or see how things stand today.")
            raise forms.ValidationError(message, params={"names": "”, “".join(map(str, told))}, code="of_today")
        return cleaned

    @property
    def unfolded(self):
        """The fields that stand open, in their order."""
        folded = {name for _title, names in self.groups for name in names} | self.arranges | set(self.leading)
        others = (field for field in self.visible_fields() if field.name not in folded)
        return [*(self[name] for name in self.leading), *others]

    @property
    def folds(self):
        """The parts that fold, as Folds."""
        groups = ((title, [self[name] for name in names if self._is_offered(name)]) for title, names in self.groups)
        return [Fold(title, fields, self) for title, fields in groups if fields]

    def _is_offered(self, name):
        """Not where this viewer has nothing to choose from."""
        return name in self.fields and bool(getattr(self.fields[name], "choices", True))
