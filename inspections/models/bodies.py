"""Bodies that inspect, that are inspected and that oversee, and how they relate from day to day."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from inspections.querysets import BodyQuerySet, PeriodQuerySet


class Body(models.Model):
    """Whom an item can be addressed to, or who oversees it: a force, a local policing body, the Home Office."""

    class Kind(models.TextChoices):
        FORCE = "force", _("territorial police force")
        COMMISSIONER = "police_and_crime_commissioner", _("police and crime commissioner")
        FIRE_COMMISSIONER = "police_fire_and_crime_commissioner", _("police, fire and crime commissioner")
        MAYOR = "mayor", _("mayor")
        MOPAC = "mopac", _("Mayor's Office for Policing and Crime")
        COMMON_COUNCIL = "common_council", _("Common Council")
        BOARD = "policing_and_crime_board", _("policing and crime board")
        NATIONAL = "national_body", _("national body")
        INSPECTORATE = "inspectorate", _("inspectorate")

    ADDRESSABLE_KINDS = (Kind.FORCE, Kind.NATIONAL)
    """Whom HMICFRS addresses items to."""

    LOCAL_POLICING_KINDS = (
        Kind.COMMISSIONER,
        Kind.FIRE_COMMISSIONER,
        Kind.MAYOR,
        Kind.MOPAC,
        Kind.COMMON_COUNCIL,
        Kind.BOARD,
    )

    class Nation(models.TextChoices):
        ENGLAND = "England", _("England")
        WALES = "Wales", _("Wales")

    name = models.CharField(_("name"), max_length=200, unique=True, help_text=_("As the body writes it."))
    slug = models.SlugField(
        _("address"), max_length=80, unique=True, help_text=_("The last part of its page's address.")
    )
    kind = models.CharField(_("kind"), max_length=40, choices=Kind)
    aliases = models.TextField(_("other names"), blank=True, help_text=_("One on a line, for example: the Met"))
    nation = models.CharField(_("nation"), max_length=10, choices=Nation, blank=True)
    region = models.CharField(_("region"), max_length=60, blank=True)
    ons_code = models.CharField(_("ONS code"), max_length=9, blank=True)
    active_from = models.DateField(_("exists from"), null=True, blank=True, help_text=_("Empty: since before records."))
    active_until = models.DateField(_("exists until"), null=True, blank=True, help_text=_("Its last day."))
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("successor")
    )

    objects = BodyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["ons_code"],
                condition=~Q(ons_code=""),
                name="%(app_label)s_%(class)s_ons_code_unique",
                violation_error_message=_("Another body has this ONS code."),
            ),
            models.CheckConstraint(
                condition=Q(active_from=None) | Q(active_until=None) | Q(active_until__gte=models.F("active_from")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                violation_error_message=_("A body's last day cannot come before its first."),
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=models.F("pk")),
                name="%(app_label)s_%(class)s_does_not_succeed_itself",
                violation_error_message=_("A body cannot be its own successor."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        page = "responses:force_detail" if self.is_force else "responses:body_detail"
        return reverse(page, args=[self.slug])

    @property
    def is_force(self):
        return self.kind == self.Kind.FORCE

    @property
    def is_local_policing_body(self):
        return self.kind in self.LOCAL_POLICING_KINDS

    def exists_on(self, day):
        """As `BodyQuerySet.active_on` finds it: its first and its last day are in it."""
        return (self.active_from is None or self.active_from <= day) and (
            self.active_until is None or self.active_until >= day
        )

    @property
    def names(self):
        """Its name and every other name it goes by, as a list of strings."""
        return [self.name, *filter(None, map(str.strip, self.aliases.splitlines()))]


def _check_existence(record, *fields):
    """Refuse a record that begins on a day when a body in one of these fields does not exist."""
    for name in fields:
        body = getattr(record, name) if getattr(record, f"{name}_id") else None
        if body and record.from_on and not body.exists_on(record.from_on):
            raise ValidationError({"from_on": _("%(body)s does not exist on that day.") % {"body": body}})


class Governance(models.Model):
    """From a day on, a local policing body oversees a force, until the force's next such record begins.

    Police Reform and Social Responsibility Act 2011, part 1. A start that is not known is left empty: it then holds
    for every day before the first that is.
    """

    force = models.ForeignKey(Body, models.PROTECT, related_name="governances", verbose_name=_("force"))
    local_policing_body = models.ForeignKey(
        Body, models.PROTECT, related_name="governs", verbose_name=_("local policing body")
    )
    from_on = models.DateField(_("from"), null=True, blank=True, help_text=_("Empty: since before records."))

    objects = PeriodQuerySet.of("force").as_manager()
    history = HistoricalRecords()

    PART_OF = ("force", "local_policing_body")

    class Meta:
        verbose_name = _("local policing body of a force")
        verbose_name_plural = _("local policing bodies of the forces")
        ordering = ["force", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["force", "from_on"],
                name="%(app_label)s_%(class)s_one_start_per_day",
                violation_error_message=_("This force already has a local policing body from that day."),
            ),
            models.UniqueConstraint(
                fields=["force"],
                condition=Q(from_on=None),
                name="%(app_label)s_%(class)s_one_unknown_start",
                violation_error_message=_("This force already has a local policing body without a first day."),
            ),
            models.CheckConstraint(
                condition=~Q(force=models.F("local_policing_body")),
                name="%(app_label)s_%(class)s_not_of_itself",
                violation_error_message=_("A force cannot be its own local policing body."),
            ),
        ]

    def __str__(self):
        return f"{self.local_policing_body} – {self.force}"

    def clean(self):
        """Nobody oversees, or is overseen, on a day when they do not exist."""
        super().clean()
        _check_existence(self, "force", "local_policing_body")


class OfficeHolder(models.Model):
    """Who holds, deputises or acts in an office from a day on, with the title of that day."""

    class Capacity(models.TextChoices):
        HOLDER = "holder", _("holds the office")
        DEPUTY = "deputy", _("deputy")
        ACTING = "acting", _("acting")

    body = models.ForeignKey(Body, models.CASCADE, related_name="office_holders", verbose_name=_("body"))
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("title"), max_length=160, help_text=_("For example: Police and Crime Commissioner"))
    capacity = models.CharField(_("capacity"), max_length=10, choices=Capacity, default=Capacity.HOLDER)
    from_on = models.DateField(_("from"))

    objects = PeriodQuerySet.of("body", "capacity").as_manager()
    history = HistoricalRecords()

    PART_OF = ("body",)

    class Meta:
        verbose_name = _("office-holder")
        verbose_name_plural = _("office-holders")
        ordering = ["body", "-from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "capacity", "from_on"],
                name="%(app_label)s_%(class)s_one_start_per_day",
                violation_error_message=_("Somebody already takes up this office on that day."),
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.title}"

    def clean(self):
        """Nobody holds an office of a body that does not exist."""
        super().clean()
        _check_existence(self, "body")


class MonitoringPhase(models.Model):
    """How closely HMICFRS watches a force from a day on: Scan for every force, Engage where it is not improving.

    Why: in words, and by the report and the causes of concern that HMICFRS names, of whichever reports these are.
    """

    class Phase(models.TextChoices):
        SCAN = "scan", _("Scan")
        ENGAGE = "engage", _("Engage")

    force = models.ForeignKey(Body, models.CASCADE, related_name="monitoring_phases", verbose_name=_("force"))
    phase = models.CharField(_("phase"), max_length=10, choices=Phase)
    from_on = models.DateField(_("from"))
    reasons = models.TextField(_("reasons"), blank=True)
    report = models.ForeignKey(
        "Inspection",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="monitoring_phases",
        verbose_name=_("report behind it"),
    )
    causes = models.ManyToManyField(
        "Recommendation",
        blank=True,
        related_name="monitoring_phases",
        limit_choices_to={"kind": "cause_of_concern"},
        verbose_name=_("causes of concern"),
    )

    objects = PeriodQuerySet.of("force").as_manager()
    history = HistoricalRecords(m2m_fields=["causes"])

    PART_OF = ("force",)

    class Meta:
        verbose_name = _("monitoring phase")
        verbose_name_plural = _("monitoring phases")
        ordering = ["force", "-from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["force", "from_on"],
                name="%(app_label)s_%(class)s_one_start_per_day",
                violation_error_message=_("This force already changes its phase on that day."),
            )
        ]

    def __str__(self):
        return f"{self.force}: {self.get_phase_display()}"

    def clean(self):
        """No force is watched before it exists."""
        super().clean()
        _check_existence(self, "force")
