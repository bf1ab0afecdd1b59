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
    Replaced is what the admin does not use: the templates field.html (which `as_field_group` renders) and div.html, and
    the lists of radios and checkboxes (the admin has its own, over multiple_input.html). A test holds it to that.
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
        if kind := CHOSEN_FROM.get(name):
            return _choices(context["widget"], kind)
        return super().render(template_name, context, request)


# Django's templates of these include another for the attributes of each, a select one for each option: a panel of
# filters spends more on them than on all the rest of it.

CHOSEN_FROM = {"radio": "radios", "checkbox_select": "checkboxes"}
"""Lists of inputs, and what GOV.UK calls them."""

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


def _choices(widget, kind):
    """Radios or tick boxes below one another, each with its label and its hint; the names of groups above theirs."""
    parts = []
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(format_html('<p class="govuk-hint">{}</p>', group))
        parts += [_choice(option, kind) for option in options]
    attrs = widget["attrs"]
    return format_html(
        '<div class="govuk-{0} {1}" data-module="govuk-{0}"{2}>{3}</div>',
        kind,
        attrs.get("class", ""),
        _attributes({"id": attrs["id"]}) if attrs.get("id") else "",
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _choice(option, kind):
    attrs = option["attrs"]
    key, hint = attrs.get("id", ""), option.get("hint")
    return format_html(
        '<div class="govuk-{0}__item"><input class="govuk-{0}__input" type="{1}" name="{2}" value="{3}"{4}>'
        '<label class="govuk-label govuk-{0}__label" for="{5}">{6}</label>{7}</div>',
        kind,
        option["type"],
        option["name"],
        str(option["value"]),
        _attributes({name: value for name, value in attrs.items() if name not in ("class", "aria-invalid")}),
        key,
        option["label"],
        format_html('<div class="govuk-hint govuk-{}__hint" id="{}_hint">{}</div>', kind, key, hint) if hint else "",
    )


def _attributes(attrs):
    """ " id="id_words" required": what is True stands by its name alone, what is False not at all."""
    told = (
        (name, mark_safe("") if value is True else format_html('="{}"', str(value)))
        for name, value in attrs.items()
        if value is not False
    )
    return format_html_join("", " {}{}", told)
