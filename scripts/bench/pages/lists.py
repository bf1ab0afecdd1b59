"""The compliance list: as people filter it, sort it and leaf through it."""

from scripts.bench.floors import Floor
from scripts.bench.pages.page import Page

OVERDUE, DUE_SOON, NOT_DUE, NO_DEADLINE, NO_ACTION, COMPLETE, CLOSED = range(7)
OPEN = "o.closed_on IS NULL AND o.claim = ''"
ONLY = {
    "overdue": (f"{OPEN} AND o.due_on < %(on)s", (OVERDUE,)),
    "due_soon": (f"{OPEN} AND o.due_on >= %(on)s AND o.due_on <= %(on)s::date + 30", (DUE_SOON,)),
    "no_deadline": (f"{OPEN} AND o.due_on IS NULL", (NO_DEADLINE,)),
    "reported_complete": ("o.closed_on IS NULL AND o.claim = 'complete'", (COMPLETE,)),
    "closed": ("o.closed_on IS NOT NULL", (CLOSED,)),
}
"""A choice of statuses: as a condition, and which groups of the count it leaves."""


def count_of(statuses):
    """How many rows a list says that it has, of its floor's first statement."""
    return lambda found: [sum(n for status, n, _silent in found[0] if status in statuses)]


def listed(name, query, role="liaison", *, only=None, main=False, **chosen):
    """A page of the compliance list: `only` is a key of ONLY, the rest what the floor's statements choose."""
    condition, statuses = ONLY[only] if only else ("TRUE", range(7))
    floor = Floor("list", {"only": condition, **chosen})
    return Page(f"compliance list: {name}", f"/compliance/?{query}", role, floor, "list", count_of(statuses), main=main)


BODY = "JOIN inspections_body b ON b.id = o.body_id"
ITEM = "JOIN inspections_recommendation i ON i.id = o.recommendation_id"
REPORT = f"{ITEM} JOIN inspections_inspection p ON p.id = i.inspection_id"
DEADLINE = "o.due_on NULLS LAST, o.id"


def words(said):
    """The rows in which a word stands: in the item, its report's title, an answer, its particulars, or progress."""
    sought = query(said)
    item, title = vector(subject="A", section="B", text="C"), vector(title="A", short_title="A")
    answer, particulars = vector(action="A", comment="A"), vector(lead="A", evidence="A")
    return f"""o.id IN (
        SELECT found.id FROM inspections_obligation found WHERE found.recommendation_id IN (
            SELECT id FROM inspections_recommendation WHERE {item} @@ {sought} OR number ILIKE '{said}'
            UNION SELECT item.id FROM inspections_recommendation item
                JOIN inspections_inspection report ON report.id = item.inspection_id WHERE {title} @@ {sought}
        )
        UNION SELECT obligation_id FROM responses_response WHERE {answer} @@ {sought}
        UNION SELECT obligation_id FROM responses_response WHERE {particulars} @@ {sought}
        UNION SELECT note.obligation_id FROM responses_progressupdate note
            LEFT JOIN responses_progresswithdrawal gone ON gone.progress_id = note.id
            WHERE gone.id IS NULL AND {vector(**{"note.text": "A"})} @@ {sought}
    )"""  # noqa: S608 - our own words


def vector(**weights):
    """What the full text indexes hold."""
    weighed = (f"setweight(to_tsvector('english', {name}), '{weight}')" for name, weight in weights.items())
    return f"({' || '.join(weighed)})"


def query(said):
    return f"phraseto_tsquery('english', '{said}')"


LISTS = [
    listed("everything", "sort=deadline", main=True),
    listed("what it opens on, of an office", "force={force}", "editor", where="o.body_id = %(force_id)s"),
    listed("overdue", "status=overdue", only="overdue"),
    listed("due soon", "status=due_soon", only="due_soon"),
    listed("reported complete", "status=reported_complete", only="reported_complete"),
    listed("closed", "status=closed", only="closed"),
    listed("of one force", "force={force}", where="o.body_id = %(force_id)s", main=True),
    listed(
        "overdue of one force",
        "force={force}&status=overdue",
        only="overdue",
        where="o.body_id = %(force_id)s",
    ),
    listed("of one report", "inspection={report}", joins=ITEM, where="i.inspection_id = %(report_id)s"),
    listed(
        "several filters",
        "force={force}&force={other}&kind=recommendation&status=overdue&due_from=2025-01-01",
        only="overdue",
        joins=ITEM,
        where="o.body_id IN (%(force_id)s, %(other_id)s) AND i.kind = 'recommendation' AND o.due_on >= '2025-01-01'",
        main=True,
    ),
    listed("of one nation", "nation=wales", joins=BODY, where="b.nation = 'wales'"),
    listed("a selective word", "words=antisocial", where=words("antisocial")),
    listed("an unselective word", "words=month", where=words("month")),
    listed(
        "a word, overdue of one force",
        "words=month&force={force}&status=overdue",
        only="overdue",
        where=f"o.body_id = %(force_id)s AND {words('month')}",
    ),
    listed("by force", "sort=force", joins=BODY, order="b.name, o.due_on NULLS LAST, o.id"),
    listed("by status", "sort=status", order="status, o.due_on NULLS LAST, o.id"),
    listed("last change first", "sort=-changed", order="o.changed_at DESC, o.id DESC"),
    listed(
        "latest report first",
        "sort=-inspection",
        joins=f"{REPORT} {BODY}",
        order="p.published_on DESC NULLS FIRST, p.id, i.sequence, b.name, o.id DESC",
    ),
    listed("page 2", "sort=deadline&page=2", offset="50"),
    listed("the page in the middle", "sort=deadline&page={middle}", offset="(%(middle)s - 1) * 50"),
    listed("the last page", "sort=deadline&page={last}", order="o.due_on DESC NULLS FIRST, o.id DESC"),
]
