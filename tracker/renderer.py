"""How forms become HTML."""

from django.forms.renderers import TemplatesSetting

CLASSES = {
    **dict.fromkeys(("text", "email", "password", "number", "search", "tel", "url", "date"), "govuk-input"),
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
        return super().render(template_name, context, request)
