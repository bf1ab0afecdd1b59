"""The invented people of the sample: one for each seat."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from accounts.models import ForceLiaison, Membership, User
from inspections.models import Body
from tracker.sample import data
from tracker.sample.register import office_of

PASSWORD = "recommendation-tracker"  # noqa: S105 - no secret: the command prints it
MEMBERS_FROM = date(2020, 1, 1)


def load_people(day):
    """Everybody, as a member of their body of the loading day since long before it."""
    password = make_password(PASSWORD)  # once, for hashing is slow and it is the same for all
    for row in _rows():
        rights = dict.fromkeys(["is_staff", "is_superuser"], row["role"] == "administrator")
        user = User.objects.create(email=row["email"], name=row["name"], password=password, **rights)
        if "office" in row or "body" in row:
            body = office_of(row["office"], day) if "office" in row else Body.objects.get(slug=row["body"])
            Membership.objects.create(user=user, body=body, role=row["role"], from_on=MEMBERS_FROM)
        for force in Body.objects.filter(slug__in=row.get("looks_after", [])):
            ForceLiaison.objects.create(user=user, force=force, from_on=MEMBERS_FROM)


def seats():
    """Who can sign in and as what: pairs such as ("editor@cleveland.example", "editor, Police and Crime …")."""
    people = User.objects.filter(email__in=[row["email"] for row in _rows()]).prefetch_related("memberships__body")
    for user in people.order_by("pk"):
        roles = [f"{membership.get_role_display()}, {membership.body}" for membership in user.memberships.all()]
        yield user.email, "; ".join(roles) or _("administrator")


def _rows():
    return data.tables("bodies.toml")["people"]
