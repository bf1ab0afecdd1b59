"""Bodies and inspections of the sample, entered into an empty register."""

from datetime import date

from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history

from inspections.actions import address, address_to_all_forces
from inspections.deadlines import read_deadline_field
from inspections.models import Body, ClosureLevel, Governance, Inspection, OfficeHolder, Recommendation, RelatedForce
from tracker.sample import data

INSPECTION_FIELDS = ("slug", "title", "short_title", "published_on", "summary", *Inspection.TYPES)
ITEM_FIELDS = ("kind", "number", "subject", "text", "addressed_to", "condition")


def load_bodies():
    """Forces, the offices that oversee and oversaw them, national bodies, and the levels at which items are closed."""
    tables = data.tables("bodies.toml")
    for row in data.forces():
        _load_force(row)
    for row in tables["bodies"]:
        Body.objects.create(**({"kind": Body.Kind.NATIONAL} | row))
    for row in tables["predecessors"]:
        _load_predecessor(row)
    for row in tables["levels"]:
        ClosureLevel.objects.create(**row)
    for row in tables["office_holders"]:
        office = office_of(row.pop("force"), row["from_on"])
        OfficeHolder.objects.create(body=office, **row)


def _load_force(row):
    force = Body.objects.create(
        kind=Body.Kind.FORCE,
        name=row["force"],
        slug=row["slug"],
        aliases=row["aliases"].replace("|", "\n"),
        nation=row["nation"],
        region=row["region"],
        ons_code=row["ons_code"],
    )
    office = _create_office(row["local_policing_body"], row["local_policing_body_kind"])
    from_on = date.fromisoformat(row["governs_from"]) if row["governs_from"] else None
    Governance.objects.create(force=force, local_policing_body=office, from_on=from_on)


def _load_predecessor(row):
    governance = Governance.objects.get(force__slug=row["force"])
    successor = governance.local_policing_body
    office = _create_office(row["name"], row["kind"], active_until=row["until_on"], successor=successor)
    Governance.objects.create(force=governance.force, local_policing_body=office, from_on=row["from_on"])


def _create_office(name, kind, **fields):
    return Body.objects.create(name=name, slug=slugify(name), kind=kind, **fields)


def office_of(force, day):
    """The local policing body of the force with this slug on a day."""
    return Governance.objects.in_force_on(day).get(force__slug=force).local_policing_body


def load_inspection(row):
    """One inspection with its items, each addressed to whom it is addressed to."""
    follows_up = Inspection.objects.get(slug=row["follows_up"]) if "follows_up" in row else None
    inspection = Inspection.objects.create(sample=True, follows_up=follows_up, **_only(INSPECTION_FIELDS, row))
    forces = Body.objects.forces().active_on(inspection.published_on)
    if "forces" in row:
        forces = forces.filter(slug__in=row["forces"])
    bulk_create_with_history([RelatedForce(inspection=inspection, force=force) for force in forces], RelatedForce)
    for sequence, item in enumerate(row["items"], 1):
        _load_item(inspection, sequence, item)


def _load_item(inspection, sequence, row):
    item = Recommendation(inspection=inspection, sequence=sequence, **_only(ITEM_FIELDS, row))
    item.deadline_text = row.get("deadline", "")
    item.deadline = read_deadline_field(item.deadline_text)
    if "cause" in row:
        item.cause = find_item(inspection, row["cause"])
    if "continues" in row:
        item.continues = find_item(inspection.follows_up, row["continues"])
    if "level" in row:
        item.level = ClosureLevel.objects.get(name=row["level"])
    item.save()
    address(item, Body.objects.filter(slug__in=row.get("bodies", [])), by=None)
    if row.get("all_forces"):
        address_to_all_forces(item, by=None)


def _only(names, row):
    return {name: row[name] for name in names if name in row}


def find_item(inspection, name):
    """The item of an inspection that the data files call by kind and number, such as "recommendation 4"."""
    kind, number = name.split()
    return inspection.items.get(kind=kind, number=number)
