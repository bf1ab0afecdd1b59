"""What a browser would post from a page of the administration, so that a test types only what it is about."""

from datetime import date


def typed(page, **changes):
    """The fields of an admin form as the page shows them, with `changes`; None leaves a key out."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {field.html_name: _text(field.value()) for form in forms for field in form}
    data |= {name: _text(value) for name, value in changes.items()}
    return {name: value for name, value in data.items() if value is not None}


def row(index, prefix="items", **fields):
    """Fields of one row among the items of a report, named as in its page."""
    return {f"{prefix}-{index}-{name}": value for name, value in fields.items()}


def new_rows(*rows, prefix="items"):
    """Several new items on an empty page, with the count that goes along."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows)}
    for index, fields in enumerate(rows):
        data |= row(index, prefix, **({"kind": "recommendation", "text": f"Record decision {index}."} | fields))
    return data


def complaints(page):
    """Every message beside a field or above a form: {field: [sentence]}, rows as in items-0-number."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += inline.formset.forms
    found = {form.add_prefix(name): list(errors) for form in forms for name, errors in form.errors.items()}
    return {name: errors for name, errors in found.items() if errors}


def _text(value):
    if value is None or value is False:
        return None
    if value is True:
        return "on"
    if isinstance(value, date):
        return value.isoformat()
    return [str(one) for one in value] if isinstance(value, list | tuple | set) else str(value)
