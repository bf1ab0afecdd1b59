"""What does not add up in a document, or between it and the register: what a careful person would ask about."""

from django.utils.translation import gettext as _


def doubts(page):
    """(sentence, id of the place on the page that it is about; "" where it is about the whole)."""
    yield from ((sentence, "") for sentence in page.facts["warnings"])
    named = page.facts["force"]
    if named and page.force and named != page.force.name:
        yield _("The document is about %(named)s.") % {"named": named}, "report"
    kinds = (
        (_("The text differs from the register’s: %(items)s."), lambda row: row.text_differs),
        (_("No answer follows: %(items)s."), lambda row: row.obligation and not row.has_answer),
        (_("Not in the register’s report: %(items)s."), lambda row: row.is_new and not row.may_be_new),
    )
    for sentence, applies in kinds:
        if rows := [row for row in page.rows if applies(row)]:
            yield sentence % {"items": _labels(rows)}, rows[0].form.prefix
    if page.left_out:
        sentence = _("In the register’s report, but not in this document: %(items)s.")
        yield sentence % {"items": _labels(page.left_out)}, "left-out"


def _labels(items):
    return ", ".join(item.label_in_sentence for item in items)
