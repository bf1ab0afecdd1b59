"""Which record of the register a name on a sheet means."""

from collections import defaultdict

from django.utils.translation import gettext as _

from inspections.models import Body, Inspection


def plain(name):
    """A name as it is compared: without regard to capitals and blanks."""
    return " ".join(name.split()).casefold()


class Bodies:
    """The bodies of the register by every name that they go by, and by their address."""

    def __init__(self):
        self._named = defaultdict(dict)
        self.by_slug = {}
        for body in Body.objects.select_related("successor"):
            self.add(body)

    def add(self, body):
        """Know a body from now on, by the names that it has now."""
        self.by_slug[body.slug] = body
        for name in {*body.names, body.slug}:
            self._named[plain(name)][body.pk] = body

    def called(self, name):
        """All the bodies that are called so."""
        return list(self._named.get(plain(name), {}).values())

    def one(self, name):
        """The one body that is called so. Raises ValueError with a sentence where there is none, or more than one."""
        found = self.called(name)
        if len(found) == 1:
            return found[0]
        sentence = _("Several bodies are called “%s”.") if found else _("The register knows no body called “%s”.")
        raise ValueError(sentence % name[:60])


def reports_by_name():
    """{plain title, short title or address: {keys of inspections}}."""
    found = defaultdict(set)
    for inspection in Inspection.objects.only("title", "short_title", "slug"):
        for name in {inspection.title, inspection.short_title, inspection.slug} - {""}:
            found[plain(name)].add(inspection.pk)
    return found
