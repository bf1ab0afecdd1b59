"""What the reader makes of a document, with the names of the register's bodies."""

from documents.blocks import Unreadable, gettext_noop
from documents.opening import open_document
from documents.reading import KnownBody, Oversight, read
from inspections.models import Body, Governance
from responses.models import Review

MOST_ITEMS = 1_000
"""Items of a document that one page checks: five times those of the largest report seen."""

TOO_MANY = gettext_noop("More than 1,000 items were found in this file. Choose a part of it.")


def review_of(data, name, *, at=None, by=None):
    """What a file that was called `name` says, for somebody (`by`) to check. It is not saved. Raises Unreadable."""
    document = open_document(data, name)
    facts = read(document.blocks, known_bodies()).as_json()
    if len(facts["items"]) > MOST_ITEMS:
        raise Unreadable(TOO_MANY)
    return Review(by=by, begun_at=at, name=name[:255], sha256=document.sha256, facts=facts)


def known_bodies():
    """The bodies of the register as the reader knows them: their names, and whom they oversaw from when."""
    oversees = {}
    for row in Governance.objects.select_related("force"):
        oversees.setdefault(row.local_policing_body_id, []).append(Oversight(row.force.name, row.from_on))
    return [
        KnownBody(body.name, body.kind, tuple(body.names[1:]), tuple(oversees.get(body.pk, ())))
        for body in Body.objects.order_by("pk")
    ]
