"""Counts on the pages are those of the tables: one plain SQL statement, and random pages of each role."""

import io
import random
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import settings

from accounts.seats import seat_of
from inspections.models import Body, Inspection, Recommendation
from inspections.reports import Standing
from inspections.statuses import Status

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.by_chance]

PAGES = max(settings.default.max_examples // 4, 1)
LISTS = [
    "home",
    "responses:force_list",
    "inspections:inspection_list",
    "responses:recommendation_list",
    "responses:compliance_list",
    "responses:compliance_matrix",
]
FILTERS = {
    "responses:force_list": ("region", "nation"),
    "inspections:inspection_list": ("type",),
    "responses:recommendation_list": ("kind", "inspection"),
    "responses:compliance_list": ("status", "force", "inspection", "kind", "mark", "level"),
    "responses:compliance_matrix": ("status", "force", "inspection", "kind", "mark", "level"),
}

OWED = """
SELECT o.id, o.body_id, o.recommendation_id, r.inspection_id,
    CASE WHEN o.closed_on IS NOT NULL THEN 'closed'
        WHEN o.claim = 'complete' THEN 'reported_complete'
        WHEN o.claim = 'no_action' THEN 'no_action'
        WHEN o.due_on IS NULL THEN 'no_deadline'
        WHEN o.due_on < %(day)s THEN 'overdue'
        WHEN o.due_on <= %(soon)s THEN 'due_soon'
        ELSE 'not_due' END
FROM inspections_obligation o
JOIN inspections_recommendation r ON r.id = o.recommendation_id
JOIN inspections_inspection i ON i.id = r.inspection_id
LEFT JOIN accounts_membership own ON own.body_id = i.proposed_by_id AND own.user_id = %(user)s
WHERE o.removed_on IS NULL AND r.kind <> 'cause_of_concern'
    AND (o.addressed_on <= %(day)s
        OR own.id IS NOT NULL AND o.addressed_on IS NULL AND i.accepted_on IS NULL AND i.merged_into_id IS NULL)
"""
"""Everything that counts: for everybody what was addressed by the day, for an office what it proposed besides."""


class Register:
    """What one SQL statement says: how every item stands for every body."""

    def __init__(self, user, day):
        with connection.cursor() as cursor:
            cursor.execute(OWED, {"day": day, "soon": day + timedelta(days=30), "user": user.pk})
            self.rows = cursor.fetchall()

    def count(self, **chosen):
        """{status: how many} of the rows with this id, body, item or report (one, or a set of them)."""
        places = {"pk": 0, "body": 1, "item": 2, "report": 3}
        rows = self.rows
        for name, wanted in chosen.items():
            wanted = wanted if isinstance(wanted, set) else {wanted}
            rows = [row for row in rows if row[places[name]] in wanted]
        return Counter(row[4] for row in rows)


def shown(totals):
    return Counter({status.value: totals[status] for status in Status if totals[status]})


def told(context):
    """What a page's figures are of, as arguments of `Register.count`, and the totals that it shows of it."""
    for figures in (_of_matrix, _of_list, _of_forces, _of_records, _of_body):
        yield from figures(context)


def _of_matrix(context):
    if matrix := context.get("matrix"):
        of = {"report": context["inspection"].pk} if "inspection" in context else _rows_of(context)
        for row in [*matrix.forces, *matrix.national_bodies]:
            yield {**of, "body": row.body.pk}, row.totals


def _of_list(context):
    if "counted" in context:
        yield _rows_of(context), context["counted"]


def _of_forces(context):
    if "everything" in context and "forces" in context:
        tables = filter(None, (context["forces"], context["others"]))
        yield from (({"body": row.body.pk}, row.totals) for table in tables for row in table.rows)
        yield {}, context["everything"]


def _of_records(context):
    if "report" in context:
        yield {"report": context["report"].inspection.pk}, context["report"].totals
    standings = [context["standing"]] if "standing" in context else []
    for row in [*standings, *context.get("rows", [])]:
        if isinstance(row, Standing):
            yield {"item": row.item.pk}, row.totals
        elif isinstance(row, tuple) and isinstance(row[0], Inspection):
            yield {"report": row[0].pk}, row[1]


def _of_body(context):
    if "totals" in context:
        bodies = {context["body"].pk} if "body" in context else {body.pk for body in context.get("bodies", [])}
        yield {"body": bodies} if bodies else {}, context["totals"]


def _rows_of(context):
    return {"pk": set(context["filter"].qs.order_by().values_list("pk", flat=True))}


def choose(page, name, chance):
    """Choices of a list's filter, as its panel offers them."""
    chosen = {}
    fields = page.context["form"].fields if name in FILTERS else {}
    offered = [field for field in FILTERS.get(name, ()) if field in fields]
    for field in chance.sample(offered, k=min(2, len(offered))):
        values = [key for key, _label in _flat(fields[field].choices) if key]
        if values:
            chosen[field] = chance.choice(values)
    return chosen


def _flat(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def records(seat):
    """The addresses of single forces, bodies, reports and items."""
    addresses = [body.get_absolute_url() for body in Body.objects.addressable()]
    reports = Inspection.objects.visible_to(seat)
    addresses += [report.get_absolute_url() for report in reports]
    addresses += [reverse("inspections:inspection_matrix", args=[report.slug]) for report in reports]
    return addresses + [item.get_absolute_url() for item in Recommendation.objects.visible_to(seat)]


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """The sample as at today, because the pages read the clock; each role undoes only what it does itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_sample", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "email",
    ["editor@cleveland.example", "force@cleveland.example", "liaison@inspectorate.example", "admin@tracker.example"],
)
def test_no_total_of_a_random_page_disagrees_with_the_tables(client, sample, django_user_model, today, email):
    person = django_user_model.objects.get(email=email)
    client.force_login(person)
    register, chance = Register(person, today), random.Random(email)
    single = records(seat_of(person, today))
    figures = 0
    for _ in range(PAGES):
        name = chance.choice([*LISTS, None])
        address, query = (reverse(name), {}) if name else (chance.choice(single), {})
        page = client.get(address, follow=True)  # some lists open on what is one's own
        if name and chance.random() < 0.7:
            query = choose(page, name, chance)
            page = client.get(address, query)
        assert page.status_code == 200, (address, query)
        for of, totals in told(page.context[0].flatten()):
            assert shown(totals) == register.count(**of), (address, query, of)
            figures += 1
    assert figures > PAGES
