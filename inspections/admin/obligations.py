"""What each body owes, and the log: looked at here, written by the actions alone."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inspections.admin.base import HasHistory, ReadOnly
from inspections.admin.lists import RecordList
from inspections.admin.longlists import LongList, NewestReports
from inspections.models import Act, Obligation
from inspections.statuses import Status


class ActInline(ReadOnly, admin.TabularInline):
    model = Act
    extra = 0
    fields = ["on", "kind", "became", "by", "reason", "recorded_at"]
    readonly_fields = fields
    ordering = ["on", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


class StatusFilter(admin.SimpleListFilter):
    """The status of today, as everywhere."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return Status.choices

    def queryset(self, request, queryset):
        return queryset.in_status([self.value()], request.day) if self.value() in Status.values else queryset


@admin.register(Obligation)
class ObligationAdmin(ReadOnly, HasHistory, LongList, RecordList):
    inlines = [ActInline]
    list_display = ["body", "item", "inspection", "due_on", "status", "removed_on"]
    list_display_links = ["body", "item"]
    list_select_related = ["body", "recommendation__inspection"]
    list_filter = [
        StatusFilter,
        "recommendation__kind",
        "closure",
        "removal",
        "has_own_due_on",
        ("recommendation__inspection", NewestReports),
    ]
    found_through = {"body": ["name", "aliases"], "recommendation": ["subject", "inspection__title"]}
    has_days_ahead = True
    search_fields = ["body__name", "body__aliases", "recommendation__subject", "recommendation__inspection__title"]
    date_hierarchy = "due_on"
    ordering = ["-changed_at", "-pk"]
    fieldsets = [
        (None, {"fields": ["body", "recommendation", "addressed_on", "removed_on", "removal"]}),
        (_("Deadline"), {"fields": ["due_on", "has_own_due_on", "waiting_on"]}),
        (_("What the body says"), {"fields": ["answered_on", "claim", "reported_on"]}),
        (
            _("What the inspectorate says"),
            {"fields": ["closed_on", "closure", "closed_by", "closure_letter", "superseded_by"]},
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_status(request.day)

    @admin.display(description=_("item"), ordering="recommendation__sequence")
    def item(self, obligation):
        return obligation.recommendation.label

    @admin.display(description=_("inspection"), ordering="recommendation__inspection")
    def inspection(self, obligation):
        return obligation.recommendation.inspection

    @admin.display(description=_("status"))
    def status(self, obligation):
        return Status(obligation.status).label


@admin.register(Act)
class ActAdmin(ReadOnly, HasHistory, LongList, RecordList):
    list_display = ["on", "kind", "obligation", "by", "reason"]
    list_select_related = ["obligation__body", "obligation__recommendation__inspection", "by"]
    list_filter = ["kind", "basis"]
    found_through = {"obligation__body": ["name"], "obligation__recommendation__inspection": ["title"], "": ["reason"]}
    search_fields = ["obligation__body__name", "obligation__recommendation__inspection__title", "reason"]
    date_hierarchy = "on"
    ordering = ["-on", "-pk"]
