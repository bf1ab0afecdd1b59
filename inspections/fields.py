"""Fields and widgets of forms: dates in three boxes, choices with hints, and text as people paste it."""

from datetime import date

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _


class PlainCharField(forms.CharField):
    """Text as people paste it: line ends become "\\n", so that a word count or a comparison sees words only.

    Django itself refuses NUL bytes, with its own sentence.
    """

    def to_python(self, value):
        value = super().to_python(value)
        return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def most_of(model, name):
    """The longest text that a field of a model holds, in characters."""
    return model._meta.get_field(name).max_length


class TextField(PlainCharField):
    """Text of at most `most` characters. More is refused whole, saying how many were written."""

    box = forms.Textarea

    def __init__(self, *, most, rows=None, **kwargs):
        widget = self.box({"rows": rows}) if rows else forms.TextInput
        super().__init__(**({"required": False, "widget": widget} | kwargs))
        self.most = most

    def validate(self, value):
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(
                _("%(field)s must be %(most)s characters or fewer; you wrote %(written)s."),
                code="max_length",
                params={
                    "field": self.label,
                    "most": number_format(self.most, force_grouping=True),
                    "written": number_format(len(value), force_grouping=True),
                },
            )


class MarkdownTextarea(forms.Textarea):
    """Text with Markdown's marks. Where scripts run it has a toolbar and a preview, and takes over what Word copies."""

    template_name = "django/forms/widgets/markdown.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        attrs = context["widget"]["attrs"]
        if "id" in attrs:
            described = [attrs.get("aria-describedby"), f"{attrs['id']}_marks"]
            attrs["aria-describedby"] = " ".join(filter(None, described))
        return context


class MarkdownField(TextField):
    """Prose of several lines with bold, lists, links and tables, written as Markdown."""

    box = MarkdownTextarea


FIRST_YEAR, LAST_YEAR = 1800, 2199


def check_year(day):
    """Refuse a day in a year that can only be a slip, and from which other days could not be counted."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        years = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ValidationError(_("The year must lie between %(first)s and %(last)s."), code="year", params=years)


class WithinYearsMixin:
    """A form whose days all lie within those years."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.validators.append(check_year)


def is_key(text):
    """Whether text can be the key of a record: a number that a database holds."""
    return text.isdecimal() and len(text) < 19


class RecordsField(forms.ModelMultipleChoiceField):
    """Several records. A key that no record can have is refused like one that none has."""

    def _check_values(self, value):
        for key in value if isinstance(value, (list, tuple)) else ():
            if not is_key(str(key)):
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": key})
        return super()._check_values(value)


class KeysOnly:
    """What is no key names no record, so it is not looked for when a refused form is shown again."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, list(filter(is_key, map(str, value))), attrs)


class AutocompleteKey(KeysOnly, AutocompleteSelect):
    """A record that is found by typing."""


class AutocompleteKeys(KeysOnly, AutocompleteSelectMultiple):
    """Several records that are found by typing."""


class RadiosWithHints(forms.RadioSelect):
    """Radios, some of which have a hint of their own: `hints` maps a choice's value to words.

    Class names of the widget (govuk-radios--small, govuk-radios--inline) go to the list.
    """

    def __init__(self, *args, hints=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def __deepcopy__(self, memo):
        copied = super().__deepcopy__(memo)
        copied.hints = self.hints.copy()
        return copied

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        if hint := self.hints.get(str(value)):
            option["hint"] = hint
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option


class FileUpload(forms.FileInput):
    """A file that is chosen, or dropped where scripts run."""

    template_name = "django/forms/widgets/govuk_file.html"


class GovukDateWidget(forms.MultiWidget):
    """A day in three boxes: name_day, name_month, name_year. It shows again whatever was typed."""

    template_name = "django/forms/widgets/govuk_date.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        digits = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__({part: forms.TextInput(digits) for part in ("day", "month", "year")}, attrs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        parts = zip(context["widget"]["subwidgets"], (_("Day"), _("Month"), _("Year")), (2, 2, 4), strict=True)
        for box, label, width in parts:
            box["label"] = label
            box["attrs"]["class"] = f"govuk-input govuk-date-input__input govuk-input--width-{width}"
            if box["attrs"].get("aria-invalid"):
                box["attrs"]["class"] += " govuk-input--error"
        return context

    def decompress(self, value):
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = None
        return [value.day, value.month, value.year] if value else [None, None, None]


class GovukDateField(forms.DateField):
    """A day typed as day, month and year; the month may be its name. One sentence says what is wrong with it."""

    widget = GovukDateWidget
    default_validators = [check_year]
    default_error_messages = {
        "required": _("Enter a date: day, month and year."),
        "incomplete": _("The date must have a day, a month and a year."),
        "year": _("The year must have four figures, for example 2026."),
        "invalid": _("%(typed)s is not a date. Write it like 31 12 2026."),
    }

    def to_python(self, value):
        if not isinstance(value, (list, tuple)):
            return super().to_python(value)
        day, month, year = typed = [str(part or "").strip() for part in value]
        if not any(typed):
            return None
        if not all(typed):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        if year.isdecimal() and len(year) != 4:
            raise ValidationError(self.error_messages["year"], code="year")
        try:
            return date(int(year), _month_number(month), int(day))
        except (ValueError, OverflowError) as error:
            raise ValidationError(
                self.error_messages["invalid"], code="invalid", params={"typed": " ".join(typed)}
            ) from error


def _month_number(typed):
    """1 to 12 from a number or a name ("3", "Mar", "march"). Raises ValueError for what is neither."""
    for names in (MONTHS, MONTHS_3):
        for number, name in names.items():
            if typed.rstrip(".").casefold() == str(name).rstrip(".").casefold():
                return number
    return int(typed)
