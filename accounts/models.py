"""People who sign in, and the bodies for which they act."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from inspections.models import Body


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

    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("Somebody has this address.")}
    )
    name = models.CharField(_("name"), max_length=120)
    is_staff = models.BooleanField(_("administrator"), default=False, help_text=_("May open the administration pages."))
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = UserManager()

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


class MembershipQuerySet(models.QuerySet):
    def in_force_on(self, day):
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)


class Membership(models.Model):
    """From a day on a person acts for a body in one role. It is ended, never deleted."""

    class Role(models.TextChoices):
        EDITOR = "editor", _("editor")
        APPROVER = "approver", _("approver")
        LIAISON = "liaison", _("HMICFRS liaison")

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("user"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships", verbose_name=_("body"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.EDITOR)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Empty: it goes on."))

    objects = MembershipQuerySet.as_manager()
    history = HistoricalRecords()

    PART_OF = ("user", "body")

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["body", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "body", "role", "from_on"],
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("This person already has this role from that day."),
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}, {self.body}"

    def is_in_force_on(self, day):
        """As `MembershipQuerySet.in_force_on` finds it: its last day is in it."""
        return self.from_on <= day and (self.until_on is None or self.until_on >= day)
