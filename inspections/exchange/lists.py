"""Several bodies in one cell: how they are written, and whom they name."""

from functools import cache

from django.utils.translation import gettext as _

from inspections.exchange.names import plain
from inspections.models import Body
from inspections.pasting import Names
from inspections.wording import day_words

ALL_FORCES = ("all forces", "all territorial forces")
KINDS = (Body.Kind.FORCE, Body.Kind.NATIONAL)
"""Whom HMICFRS addresses items to."""


class BodyLists:
    """Reads and writes cells that name several of the register's `bodies`, as at the day of a report."""

    def __init__(self, bodies):
        self.bodies = bodies
        self.all = {body.pk: body for body in bodies.by_slug.values()}
        self.names = Names((name, body.pk) for body in self.all.values() if body.kind in KINDS for name in body.names)
        self.forces_on, self.read = cache(self.forces_on), cache(self.read)  # thousands of rows name the same bodies

    def forces_on(self, day):
        """The territorial forces there were on a day, as keys; none for no day."""
        there = (body for body in self.all.values() if body.is_force and day and body.exists_on(day))
        return frozenset(body.pk for body in there)

    def write(self, keys, day):
        """A cell that names these bodies, one on a line; None where there are none."""
        everyone = self.forces_on(day)
        is_all = bool(everyone) and everyone <= set(keys)
        others = sorted(self.all[key].name for key in (set(keys) - everyone if is_all else keys))
        return "\n".join([str(_("all forces"))] * is_all + others) or None

    def read(self, text, day, own=None):
        """The keys of the bodies that a cell names: one on a line or with ; between them, or as a report words it.

        `own` is the force that a report is on, which it calls "the force". Raises ValueError with a sentence for a
        name that nobody or more than one has.
        """
        parts = filter(None, map(str.strip, text.replace(";", "\n").splitlines()))
        return frozenset().union(*(self._part(part, day, own) for part in parts))

    def _part(self, part, day, own):
        if plain(part) in (*ALL_FORCES, plain(_("all forces"))):
            return self._all(day)
        if self.bodies.called(part):
            body = self.bodies.one(part)
            if body.kind not in KINDS:
                raise ValueError(_("items are not addressed to %s.") % body)
            return {body.pk}
        found = self.names.read(part, own=own)
        if found.unknown or not (found.bodies or found.all_forces):
            unknown = found.unknown[0] if found.unknown else part
            raise ValueError(_("The register knows no body called “%s”.") % unknown[:60])
        if found.condition:
            raise ValueError(_("write “%s” into Condition.") % found.condition[:60])
        return {*found.bodies, *(self._all(day) if found.all_forces else ())}

    def _all(self, day):
        if day is None:
            raise ValueError(_("Enter the day of publication first: it decides which forces there were."))
        return self.forces_on(day)

    def refuse_absent(self, keys, day):
        """Raise ValueError for the first of these bodies that did not exist on the day."""
        for body in sorted((self.all[key] for key in keys), key=str):
            if day and not body.exists_on(day):
                raise ValueError(_("%(body)s did not exist on %(day)s.") % {"body": body, "day": day_words(day)})
