"""The letter: to whom, by what law, the comments, who signs; and an appendix that goes through the report's items."""

import re
from collections.abc import Iterator

from documents.writing.content import Content, Report
from documents.writing.layouts import sections
from documents.writing.layouts.sections import STATUTE, on, quoted
from documents.writing.parts import Facts, Heading, Letterhead, Lines, Page, Paragraph, Part

HOME_SECRETARY = "Home Secretary"
STYLED = re.compile(r"\A(?:the\s+)?(?:(?:rt\.?|right)\s+hon(?:ourable|\.)?\s+)?(?:the\s+)?", re.IGNORECASE)
LONGEST_SALUTATION = 60


def letter(content: Content) -> Page:
    """The response as a letter with an appendix, item by item."""
    return sections.page(content, _parts(content))


def _parts(content: Content) -> Iterator[Part]:
    office, report = content.office, content.report
    yield Letterhead(office.logo, office.title, office.address)
    yield from sections.draft(content)
    if content.recipients:
        yield Lines(content.recipients)
    if content.dated_on:
        yield Lines((f"Date: {on(content.dated_on)}",))
    yield Paragraph(f"Dear {_written_to(content.recipients)}")
    yield Heading(1, f"Response to {quoted(report.title)}")
    yield Facts(
        (
            ("Title of report", quoted(report.title)),
            ("Type of inspection", _type(report)),
            ("Date published", on(report.published_on)),
            ("Last day for this response", on(report.last_day)),
        )
    )
    chief = content.chief_officer
    expected = content.draft and not chief.absence.strip()
    officers = ", those of the chief officer" if chief.comments.strip() or expected else ""
    yield Paragraph(
        f"This is the response of the {_without_article(office.title)} under {STATUTE}. It holds the comments on the "
        f"report as it concerns {content.force}{officers}, and in the appendix what is done about each item of the "
        "report."
    )
    yield from sections.also_answers(report)
    yield from sections.version(content)
    yield from sections.comments(content)
    yield from sections.monitoring(content)
    yield Lines(("Yours sincerely",))
    if content.signatory:
        yield sections.signed_by(content.signatory)
    elif content.draft:
        yield Lines(("Nobody is chosen to sign yet",))
    yield Heading(2, "Appendix: the report, item by item")
    yield from sections.items(content)


def _written_to(recipients: tuple[str, ...]) -> str:
    """Whom the letter greets: the Home Secretary by that title, else its first recipient without "The Rt Hon"."""
    if not recipients or any(line.removeprefix("The ") == HOME_SECRETARY for line in recipients):
        return HOME_SECRETARY
    name = STYLED.sub("", recipients[0], count=1).strip()
    return name if name and len(name) < LONGEST_SALUTATION else "Sir or Madam"


def _type(report: Report) -> str:
    named = [name.lower() for name, is_one in sections.inspected_by_type(report) if is_one]
    return ", ".join(named) or "not stated"


def _without_article(title: str) -> str:
    return title.removeprefix("The ").removeprefix("the ")
