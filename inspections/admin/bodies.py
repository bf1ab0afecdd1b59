"""Bodies, who governs them, who holds office in them, and how closely the inspectorate watches them."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inspections.admin.base import AttentionFilter, Concern, RecordAdmin, RecordInline
from inspections.admin.sheets import OnASheet
from inspections.attention import ungoverned
from inspections.exchange import BODIES, OFFICES
from inspections.fields import AutocompleteKeys, RecordsField
from inspections.forms import BodyForm, MonitoringPhaseForm
from inspections.models import Body, Governance, MonitoringPhase, OfficeHolder
from inspections.wording import item_in_words, report_in_words

FORCE = {"kind": Body.Kind.FORCE}
KINDS_ASKED_FOR = {
    ("governance", "force"): FORCE,
    ("governance", "local_policing_body"): {"kind__in": Body.LOCAL_POLICING_KINDS},
    ("monitoringphase", "force"): FORCE,
    ("relatedforce", "force"): FORCE,
    ("forceliaison", "force"): FORCE,
    ("statutoryresponse", "body"): {"kind__in": Body.LOCAL_POLICING_KINDS},
    ("officesettings", "body"): {"kind__in": Body.LOCAL_POLICING_KINDS},
    ("obligation", "body"): {"kind__in": [Body.Kind.FORCE, Body.Kind.NATIONAL]},
}
"""Which bodies a field asks for, by (model, field): all others ask for any."""


class RightKindOfBody:
    """Only bodies of the kind that a field asks for may be chosen."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if wanted := KINDS_ASKED_FOR.get((db_field.model._meta.model_name, db_field.name)):
            kwargs["queryset"] = Body.objects.filter(**wanted)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class GovernanceInline(RightKindOfBody, RecordInline):
    model = Governance
    fk_name = "force"
    autocomplete_fields = ["local_policing_body"]
    verbose_name_plural = _("local policing bodies, from day to day")


class OfficeHolderInline(RecordInline):
    model = OfficeHolder


class MonitoringPhaseInline(RecordInline):
    """When a phase began and why; what it rests on is chosen on the page "Change the phase", or on its own."""

    model = MonitoringPhase
    exclude = ["report", "causes"]
    readonly_fields = ["rests_on"]
    formfield_overrides = {models.TextField: {"widget": forms.Textarea({"rows": 4, "cols": 50})}}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("report").prefetch_related("causes__inspection")

    @admin.display(description=_("report and causes of concern"))
    def rests_on(self, phase):
        if phase.pk is None:
            return ""
        report = [report_in_words(phase.report)] if phase.report else []
        causes = [item_in_words(cause, phase.report) for cause in phase.causes.all()]
        return format_html_join("", "<p>{}</p>", [(words,) for words in [*report, *causes]])


@admin.register(Body)
class BodyAdmin(OnASheet, RecordAdmin):
    form = BodyForm
    sheet = BODIES
    list_display = ["name", "kind", "nation", "region", "active_from", "active_until"]
    list_filter = [AttentionFilter, "kind", "nation", "region"]
    concerns = [
        Concern(
            "ungoverned",
            _("forces without a local policing body today"),
            lambda n: ngettext(
                "%(n)d force has no local policing body today", "%(n)d forces have no local policing body today", n
            ),
            ungoverned,
        )
    ]
    search_fields = ["name", "aliases", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["successor"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "aliases"]}),
        (_("Where"), {"fields": ["nation", "region", "ons_code"]}),
        (
            _("When"),
            {
                "fields": ["active_from", "active_until", "successor"],
                "description": _("A body that merges or gives way ends by its button above, and all passes with it."),
            },
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        # A successor takes over what the body owed: its page "Merge into another body" passes that, a field would not.
        if obj is None:
            return []
        return ["active_until", "successor"] if obj.successor_id else ["successor"]

    def get_inlines(self, request, obj):
        """What fits the kind of body: governance and phases are a force's."""
        if obj is None:
            return []
        return [GovernanceInline, OfficeHolderInline, MonitoringPhaseInline] if obj.is_force else [OfficeHolderInline]

    def get_search_results(self, request, queryset, search_term):
        asked_by = request.GET.get("model_name"), request.GET.get("field_name")
        if wanted := KINDS_ASKED_FOR.get(asked_by):
            queryset = queryset.filter(**wanted)
        return super().get_search_results(request, queryset, search_term)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_force or obj.kind == Body.Kind.NATIONAL else None


@admin.register(Governance)
class GovernanceAdmin(RightKindOfBody, RecordAdmin):
    list_display = ["force", "local_policing_body", "from_on"]
    list_select_related = ["force", "local_policing_body"]
    list_filter = ["local_policing_body__kind"]
    search_fields = ["force__name", "local_policing_body__name"]
    autocomplete_fields = ["force", "local_policing_body"]


@admin.register(OfficeHolder)
class OfficeHolderAdmin(OnASheet, RecordAdmin):
    sheet = OFFICES
    list_display = ["name", "title", "body", "capacity", "from_on"]
    list_select_related = ["body"]
    list_filter = ["capacity", "body__kind"]
    search_fields = ["name", "title", "body__name"]
    date_hierarchy = "from_on"
    autocomplete_fields = ["body"]


@admin.register(MonitoringPhase)
class MonitoringPhaseAdmin(RightKindOfBody, RecordAdmin):
    form = MonitoringPhaseForm
    list_display = ["force", "phase", "from_on", "report"]
    list_select_related = ["force", "report"]
    list_filter = ["phase"]
    search_fields = ["force__name", "reasons"]
    date_hierarchy = "from_on"
    autocomplete_fields = ["force", "report", "causes"]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs |= {"form_class": RecordsField, "widget": AutocompleteKeys(db_field, self.admin_site)}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if change:
            obj.skip_history_when_saving = True  # until its causes are saved too: one version tells all that changed
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change:
            del form.instance.skip_history_when_saving
            form.instance.save()
