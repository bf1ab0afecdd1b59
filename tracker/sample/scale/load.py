"""The invented inspections, entered all at once or not at all."""

import random
from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from inspections.asat import records_begin
from inspections.models import Body, Governance, Inspection, Restated
from inspections.monthends import keep, month_ends
from responses.models import Step
from tracker.sample.load import SampleRefused
from tracker.sample.people import MEMBERS_FROM
from tracker.sample.scale.books import FIRST, Addressee, Books
from tracker.sample.scale.indexes import made_afterwards
from tracker.sample.scale.plots import BY_LEVEL, Item, tell, tell_cause
from tracker.sample.scale.reports import SLUG, publish, save
from tracker.sample.scale.words import Words

AT_A_TIME = 10
"""Inspections whose rows are sent together."""

NATIONAL = ("college-of-policing", "home-office", "national-police-chiefs-council")
"""Bodies on which forces wait, and to which a part of the inspections addresses its last item as well."""

SHARED = 1 / 3


@dataclass
class Cast:
    """Who takes part, by which chance, and until which day: the one before the loading, which is over."""

    last: int
    words: Words
    chance: object
    liaison: int
    office: int
    forces: list
    national: list
    names: dict
    by_progress: str = field(default_factory=lambda: _("By a progress update."))
    published_elsewhere: str = field(default_factory=lambda: _("Published on the office’s own page."))


def silently(things, _called):
    """No progress bar."""
    return things


def scale_loaded():
    """How many of these inspections there are."""
    return Inspection.objects.filter(slug__startswith=SLUG).count()


@transaction.atomic
def load_scale(count, day, show=silently):
    """Enter so many invented inspections as at the day: the same ones for the same number, day and database.

    `show` is given things and what they are called, and yields them again one by one: a progress bar. Raises
    SampleRefused where another number of inspections is there already; where the same number is, nothing is done.
    """
    if there := scale_loaded():
        if there != count:
            raise SampleRefused(
                _("There are %(there)s such inspections already. Load another number of them into another database.")
                % {"there": there}
            )
        return
    words = Words(random.Random(f"{count} {day.isoformat()}"))  # noqa: S311 - no secret depends on it
    cast, books, batch = _cast(day, words), Books(), []
    reports = list(publish(count, day, words))
    with made_afterwards([table.model for table in books.tables], show):
        for report in show(reports, _("Inspections")):
            batch.append(report)
            if len(batch) == AT_A_TIME or report is reports[-1]:
                for saved in save(batch, words):
                    _tell(books, cast, *saved)
                books.write()
                batch.clear()
        books.close()
    Restated.mark((body, None) for body in Body.objects.addressable().values_list("pk", flat=True))


def count_again(day, show=silently):
    """What is kept besides the rows: figures month by month, and what the database knows of its tables.

    Outside of any transaction; `show` as above.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    first = records_begin(day)
    for end in show(month_ends(first, day), _("Month ends")):
        keep([end])


def _cast(day, words):
    users, governed = _users(words), defaultdict(list)
    records = Governance.objects.order_by("from_on").values_list("force", "local_policing_body", "from_on")
    for force, office, from_on in records:
        governed[force].append((from_on.toordinal() if from_on else 0, office))
    bodies = {
        body: Addressee(body.pk, users[body.pk], words.chance.random(), tuple(sorted(governed[body.pk])))
        for body in Body.objects.addressable().order_by("pk")
    }
    staff = dict(User.objects.values_list("email", "pk"))
    return Cast(
        last=day.toordinal() - 1,
        words=words,
        chance=words.chance.random,
        liaison=staff["liaison@inspectorate.example"],
        office=staff["admin@tracker.example"],
        forces=[addressee for body, addressee in bodies.items() if body.is_force],
        national=[addressee for body, addressee in bodies.items() if body.slug in NATIONAL],
        names={body.pk: body.name for body in bodies},
    )


def _users(words):
    """An invented approver for each body that owes items: {body id: user id}. Nobody can sign in as one of them."""
    users, nobody = {}, {"password": make_password(None), "reminders": User.Reminders.NONE}
    for body, name in zip(Body.objects.addressable().order_by("pk"), words.names, strict=False):
        user = User.objects.create(email=f"answers@{body.slug}.example", name=name, **nobody)
        Membership.objects.create(user=user, body=body, role=Membership.Role.APPROVER, from_on=MEMBERS_FROM)
        users[body.pk] = user.pk
    return users


def _tell(books, cast, inspection, theme, items):
    """What became of one inspection, for everybody."""
    reference = "".join(word[0] for word in theme.split()).upper() + str(inspection.pk)
    told = [_item(item, theme, reference) for item in items]
    causes = [item for item in told if not item.in_totals]
    for body in cast.forces:
        stories = [tell(books, cast, item, body) for item in told if item.in_totals]
        for cause in causes:
            under = [story for story in stories if story.item.cause == cause.pk]
            tell_cause(books, cast, cause, body, under)
        _duty(books, cast, inspection, theme, body)
    if cast.chance() < SHARED:
        for body in cast.national:
            tell(books, cast, told[-1], body)


def _item(item, theme, reference):
    return Item(
        pk=item.pk,
        begins=item.addressed_on.toordinal(),
        due=item.due_on and item.due_on.toordinal(),
        in_totals=not item.is_cause,
        closure=str(BY_LEVEL[item.level.closed_by]),
        theme=theme,
        reference=reference,
        cause=item.cause_id,
    )


def _duty(books, cast, inspection, theme, force):
    """The duty to respond, and mostly the response: published in time by four offices in five."""
    begins, days = inspection.published_on.toordinal(), books.days
    duty, at = (books.duties.key(), inspection.pk, force.pk), f"{days[begins]} 08:00:00"
    books.duties.rows.append(duty)
    books.duties_told.rows.append((*duty, FIRST, at, None))
    luck = cast.chance()
    on = begins + (25 + int(cast.chance() * 30) if luck < 0.84 else 56 + int(cast.chance() * 80))
    office = force.office_on(on)
    if luck > 0.96 or on > cast.last or office is None:
        return
    comments = cast.words.say("published", theme)
    row, at = (books.statutory.key(), duty[0], office, comments, days[on]), f"{days[on]} 15:00:00"
    books.statutory.rows.append(row)
    books.statutory_told.rows.append((*row, FIRST, at, cast.office))
    books.steps.rows.append((row[0], Step.Kind.PUBLISHED, days[on], cast.office, cast.published_elsewhere, at))
