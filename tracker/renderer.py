"""How forms become HTML."""

from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

CLASSES = {
    **dict.fromkeys(("text", "email", "password", "number", "search", "tel", "url", "date", "find"), "govuk-input"),
    **dict.fromkeys(("textarea", "markdown"), "govuk-textarea"),
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "clearable_file_input": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
}
"""GOV.UK's class of each of Django's widgets, by the name of its template."""


class GovukRenderer(TemplatesSetting):
    """Forms in GOV.UK's components, from templates/django/forms/.

    It is the one FORM_RENDERER, so that no form can be forgotten, and the admin's forms pass through it too. Therefore
    plain inputs keep Django's own templates and only get a class more, which the admin's style sheet does not know.
    Replaced are templates that the admin does not use: field.html (which `as_field_group` renders), div.html, and the
    lists of radios and checkboxes (the admin has its own, over multiple_input.html). A test holds it to that.
    """

    def render(self, template_name, context, request=None):
        name = template_name.removeprefix("django/forms/widgets/").removesuffix(".html")
        if css := CLASSES.get(name):
            attrs = context["widget"]["attrs"]
            attrs.pop("placeholder", None)  # allauth brings them, and they vanish as soon as one types
            names = [css, attrs.get("class", "")]
            if attrs.get("aria-invalid"):
                names.append(f"{css}--error")
            attrs["class"] = " ".join(filter(None, names))
            if name == "select":
                return _select(context["widget"])
            if name in WRITTEN:
                return _input(context["widget"])
        return super().render(template_name, context, request)


# Django's templates of these include another for the attributes of each, a select one for each option: a panel of
# filters spends more on them than on all the rest of it.

WRITTEN = ("text", "date", "number", "search")


def _input(widget):
    """An input as django/forms/widgets/input.html has it."""
    value = "" if widget["value"] is None else format_html(' value="{}"', str(widget["value"]))
    attrs = _attributes(widget["attrs"])
    return format_html('<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, attrs)


def _select(widget):
    """A list to choose from as django/forms/widgets/select.html has it."""
    groups = (
        (name, format_html_join("", "{}", ((_option(one),) for one in options)))
        for name, options, _index in widget["optgroups"]
    )
    options = format_html_join(
        "",
        "{}",
        (
            (format_html('<optgroup label="{}">{}</optgroup>', name, inner) if name else inner,)
            for name, inner in groups
        ),
    )
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget["attrs"]), options)


def _option(option):
    attrs = _attributes(option["attrs"])
    return format_html('<option value="{}"{}>{}</option>', str(option["value"]), attrs, option["label"])


def _attributes(attrs):
    """ " id="id_words" required": what is True stands by its name alone, what is False not at all."""
    told = (
        (name, mark_safe("") if value is True else format_html('="{}"', str(value)))
        for name, value in attrs.items()
        if value is not False
    )
    return format_html_join("", " {}{}", told)
