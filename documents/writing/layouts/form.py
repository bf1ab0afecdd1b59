"""The form: details of the inspection, boxes for its type, the comments, every item with its answers, who signs."""

from collections.abc import Iterator

from documents.writing.content import Content
from documents.writing.layouts import sections
from documents.writing.layouts.sections import STATUTE, on, quoted
from documents.writing.parts import Choices, Fields, Heading, Letterhead, Lines, Page, Paragraph, Part


def form(content: Content) -> Page:
    """The response as a form."""
    return sections.page(content, _parts(content))


def _parts(content: Content) -> Iterator[Part]:
    office, report = content.office, content.report
    yield Letterhead(office.logo, office.title, office.address)
    yield from sections.banners(content)
    yield Heading(1, f"Response to {quoted(report.title)}")
    yield Heading(2, "Inspection details")
    yield Fields("Inspection details", tuple(_details(content)))
    yield Choices("Type of inspection", sections.inspected_by_type(report))
    yield from sections.also_answers(report)
    yield from sections.comments(content)
    yield Heading(2, "Every item of the report")
    yield from sections.items(content)
    yield from sections.monitoring(content)
    yield Heading(2, "Signed")
    if content.signatory:
        yield sections.signed_by(content.signatory)
    else:
        yield Lines(("Nobody is chosen to sign yet" if content.draft else "Without a signature",))
    yield Heading(2, "For office use only")
    yield Paragraph("The office keeps its own record of when this response was sent and to whom.")


def _details(content: Content) -> Iterator[tuple[str, str]]:
    report = content.report
    yield "Title of report", quoted(report.title)
    yield "Date published", on(report.published_on)
    yield "Last day for this response", on(report.last_day)
    yield "Police force", content.force
    yield "Local policing body", content.office.title
    if content.dated_on:
        yield "Date of response", on(content.dated_on)
    if content.recipients:
        yield "To", ", ".join(content.recipients)
    yield "Made under", STATUTE
