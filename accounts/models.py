"""People who sign in, and the bodies for which they act."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.querysets import TermQuerySet, TypedQuerySet
from inspections.models import Body

SECRET = ["password", "last_login"]
"""What the history of a person never holds: a secret, and what is no change of the record."""


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **fields, is_staff=True, is_superuser=True)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by their e-mail address. Deactivated when they leave, never deleted: the log names them."""

    class Reminders(models.TextChoices):
        """How often a person is written to of what is new: see `responses.reminders`."""

        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Once a week")
        NONE = "none", _("Never")

    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("Somebody has this address.")}
    )
    name = models.CharField(_("name"), max_length=120)
    is_staff = models.BooleanField(_("administrator"), default=False, help_text=_("May open the administration pages."))
    is_active = models.BooleanField(_("may sign in"), default=True)
    # Weekly unless they choose: what nobody asked for is read where it is rare, and a Monday lies in the last seven
    # days of every statutory response.
    reminders = models.CharField(_("reminders by e-mail"), max_length=6, choices=Reminders, default=Reminders.WEEKLY)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, help_text=_("When the last mail went."))

    objects = UserManager()
    history = HistoricalRecords(excluded_fields=SECRET)

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "email"]

    def __str__(self):
        return self.name or self.email

    def clean(self):
        super().clean()
        self.email = self.email.lower()

    def save(self, *args, update_fields=None, **kwargs):
        """A new password and a sign-in are no entries of the history."""
        if update_fields is not None and set(update_fields) <= set(SECRET):
            self.skip_history_when_saving = True
        try:
            super().save(*args, update_fields=update_fields, **kwargs)
        finally:
            self.__dict__.pop("skip_history_when_saving", None)


class Term(models.Model):
    """What a person is to a body from a day on. It is ended with its last day, never deleted."""

    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Empty: it goes on."))

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first."),
            )
        ]

    def is_in_force_on(self, day):
        """As `TermQuerySet.in_force_on` finds it: its last day is in it."""
        return self.from_on <= day and (self.until_on is None or self.until_on >= day)


class Membership(Term):
    """From a day on a person acts for a body in one role."""

    class Role(models.TextChoices):
        EDITOR = "editor", _("editor")
        APPROVER = "approver", _("approver")
        LIAISON = "liaison", _("HMICFRS liaison")

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("user"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships", verbose_name=_("body"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.EDITOR)

    history = HistoricalRecords()

    PART_OF = ("user", "body")

    class Meta(Term.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["body", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "body", "role", "from_on"],
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("This person already has this role from that day."),
            ),
            *Term.Meta.constraints,
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}, {self.body}"

    def at(self, body):
        """The same of the same person at another body, as fields."""
        return {"user_id": self.user_id, "role": self.role, "body": body}


class ForceLiaison(Term):
    """From a day on a liaison of the inspectorate looks after a force."""

    user = models.ForeignKey(User, models.PROTECT, related_name="looks_after", verbose_name=_("liaison"))
    force = models.ForeignKey(Body, models.PROTECT, related_name="liaisons", verbose_name=_("force"))

    history = HistoricalRecords()

    PART_OF = ("user", "force")

    class Meta(Term.Meta):
        verbose_name = _("force of a liaison")
        verbose_name_plural = _("forces of liaisons")
        ordering = ["force", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "force", "from_on"],
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("This liaison already looks after this force from that day."),
            ),
            *Term.Meta.constraints,
        ]

    def __str__(self):
        return f"{self.user}, {self.force}"

    def at(self, body):
        """The same of the same person at another force, as fields."""
        return {"user_id": self.user_id, "force": body}


class Look(models.Model):
    """An administrator sees the pages as somebody else does, and changes nothing, from one moment to another.

    Without an end: the browser was closed, or the sign-in ran out.
    """

    by = models.ForeignKey(User, models.PROTECT, related_name="looks", verbose_name=_("administrator"))
    person = models.ForeignKey(User, models.PROTECT, related_name="looked_as", verbose_name=_("as"))
    began_at = models.DateTimeField(_("began"), db_default=Now(), editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    class Meta:
        verbose_name = _("look as somebody else")
        verbose_name_plural = _("looks as somebody else")
        ordering = ["-began_at", "-pk"]

    def __str__(self):
        return f"{self.by} – {self.person}"


class Typed(models.Model):
    """What a person has typed into a form and not saved: theirs alone, apart from every record, read by nobody else.

    Each page that shows a form is a sheet of its own, so that two tabs never write over each other. Once the form is
    saved its sheet's row stays for a day without words: what arrives late from that page is then known to be saved.
    """

    KEPT = timedelta(days=90)
    SAVED_KEPT = timedelta(days=1)

    user = models.ForeignKey(User, models.CASCADE, related_name="typed")
    place = models.CharField(max_length=400, help_text="The form: its page's address and its name behind a #.")
    sheet = models.CharField(max_length=32)
    words = models.TextField(blank=True, help_text="The form as a browser encodes it; empty once it is saved.")
    typed_at = models.DateTimeField()

    objects = TypedQuerySet.as_manager()

    class Meta:
        verbose_name = _("typed and not saved")
        verbose_name_plural = _("typed and not saved")
        ordering = ["-typed_at", "-pk"]
        indexes = [models.Index(fields=["typed_at"], name="typed_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "place", "sheet"],
                name="%(app_label)s_%(class)s_one_row_a_sheet",
                violation_error_message=_("These words are kept already."),
            )
        ]

    def __str__(self):
        return self.place

    def get_absolute_url(self):
        """The form's page, with these words in the form."""
        path, _hash, name = self.place.partition("#")
        return f"{path}?words={self.pk}#{name}"
