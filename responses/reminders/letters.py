"""What a person is written: new things under their headings, in plain text and in HTML."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from accounts.models import User
from accounts.optout import stop_path
from responses.reminders.lines import OF_FORCES, PAST_THEIR_DAY, Heap, Line

SHOWN = 10
"""Lines under a heading; where there are more, a link leads to all of them."""

PLACES = {
    Heap.LATE: ("home", "#late"),
    Heap.SOON: ("home", "#soon"),
    Heap.STATUTORY: ("home", ""),
    Heap.APPROVE: ("home", "#approve"),
    Heap.FORCES_LATE: ("responses:compliance_list", "?force=my-forces&status=overdue"),
    Heap.FORCES_RESPONSES: ("responses:statutory_list", "?force=my-forces&state=overdue"),
    Heap.FORCES_REPORTED: (
        "responses:compliance_list",
        "?force=my-forces&status=reported_complete&status=no_action",
    ),
}
"""Where all that belongs under a heading stands: (name of the page, what follows its address)."""

STANDING = {
    Heap.LATE: ngettext_lazy("%(n)d late", "%(n)d late", "n"),
    Heap.SOON: ngettext_lazy("%(n)d due in the next 30 days", "%(n)d due in the next 30 days", "n"),
    Heap.STATUTORY: ngettext_lazy(
        "%(n)d statutory response with few days left", "%(n)d statutory responses with few days left", "n"
    ),
    Heap.APPROVE: ngettext_lazy("%(n)d waiting for your approval", "%(n)d waiting for your approval", "n"),
    Heap.FORCES_LATE: ngettext_lazy("%(n)d overdue at your forces", "%(n)d overdue at your forces", "n"),
    Heap.FORCES_RESPONSES: ngettext_lazy("%(n)d statutory response overdue", "%(n)d statutory responses overdue", "n"),
    Heap.FORCES_REPORTED: ngettext_lazy("%(n)d to be verified", "%(n)d to be verified", "n"),
}
"""How many there are altogether, new or not, as a part of a sentence."""

SUBJECTS = {
    (False, True): ngettext_lazy("%(n)d thing to do", "%(n)d things to do", "n"),
    (False, False): ngettext_lazy("%(n)d new thing to do", "%(n)d new things to do", "n"),
    (True, True): ngettext_lazy("%(n)d thing at your forces", "%(n)d things at your forces", "n"),
    (True, False): ngettext_lazy("%(n)d new thing at your forces", "%(n)d new things at your forces", "n"),
}
"""How a subject begins, by (whether it is all of a liaison's forces, whether it is the first)."""

HOW_OFTEN = {
    User.Reminders.DAILY: gettext_lazy("You get this on days on which something is new."),
    User.Reminders.WEEKLY: gettext_lazy("You get this at the beginning of a week in which something is new."),
}


@dataclass(frozen=True)
class Section:
    """A heading with its lines, and how many more there are."""

    heap: Heap
    lines: list
    url: str

    @property
    def title(self):
        return self.heap.label

    @property
    def count(self):
        return len(self.lines)

    @property
    def is_late(self):
        return self.heap in PAST_THEIR_DAY

    @property
    def shown(self):
        return self.lines[:SHOWN]

    @property
    def more(self):
        return max(0, self.count - SHOWN)


@dataclass(frozen=True)
class Letter:
    """What is new to `user`, out of all that stands for them. `is_first`: they were never reminded of anything."""

    user: User
    new: list[Line]
    standing: list[Line]
    is_first: bool = False

    @property
    def sections(self):
        for heap in Heap:
            if found := [line for line in self.new if line.heap == heap]:
                yield Section(heap, found, address_of(heap))

    @property
    def headline(self):
        """What matters most: a statutory response whose days run out, else what the mail begins with."""
        return next((line for line in self.new if line.pressing), self.new[0]).headline

    @property
    def subject(self):
        """ "3 new things to do: recommendation 4 due in 5 days", in one line whatever the names hold."""
        count = len(self.new)
        words = SUBJECTS[all(line.heap in OF_FORCES for line in self.new), self.is_first] % {"n": count}
        whole = _("%(count)s: %(headline)s") % {"count": words, "headline": self.headline}
        return " ".join(whole.split())

    @property
    def altogether(self):
        """ "14 late, 5 due in the next 30 days"."""
        counts = {heap: sum(line.heap == heap for line in self.standing) for heap in Heap}
        return ", ".join(str(STANDING[heap] % {"n": count}) for heap, count in counts.items() if count)

    @property
    def text(self):
        return re.sub("\n{3,}", "\n\n", render_to_string("responses/email/reminder.txt", self._context).strip()) + "\n"

    @property
    def html(self):
        return render_to_string("responses/email/reminder.html", self._context)

    @property
    def stop(self):
        return absolute(stop_path(self.user))

    @property
    def _context(self):
        return {
            "letter": self,
            "person": self.user,
            "site": settings.SITE_URL,
            "home": absolute(reverse("home")),
            "account": absolute(reverse("account")),
            "how_often": HOW_OFTEN[self.user.reminders],
        }

    def message(self):
        """The mail. Its headers let a mail program stop the reminders by one click (RFC 8058), and keep answering
        machines silent (RFC 3834)."""
        headers = {
            "List-Unsubscribe": f"<{self.stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        }
        message = EmailMultiAlternatives(self.subject, self.text, to=[self.user.email], headers=headers)
        message.attach_alternative(self.html, "text/html")
        return message


def absolute(path):
    """The address of a page of the site, as it stands in a mail."""
    return f"{settings.SITE_URL}{path}"


def address_of(heap):
    name, rest = PLACES[heap]
    return absolute(reverse(name) + rest)
