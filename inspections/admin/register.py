"""Inspections, their items, and whom these are addressed to."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.shortcuts import redirect
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inspections.admin.base import AttentionFilter, Concern, NoDelete, RecordAdmin
from inspections.admin.longlists import LongList, NewestReports, how_many
from inspections.admin.pasting import TakesPastedItems
from inspections.admin.sheets import OnASheet
from inspections.attention import read_with_doubt, unaddressed, without_publication_day
from inspections.exchange import ITEMS
from inspections.exchange.forms import ItemsExportForm
from inspections.forms import (
    ExemptionForm,
    InspectionForm,
    ItemFormSet,
    ItemRowForm,
    RecommendationForm,
    with_standing,
    with_version,
)
from inspections.models import ClosureLevel, Inspection, Obligation, Recommendation, RelatedForce
from inspections.wording import day_words


class WithDeadlineRead:
    """Shows how an item's deadline was read."""

    @admin.display(description=_("deadline read as"))
    def deadline_read(self, item):
        if item is None or item.pk is None:
            return gettext("Shown after saving.")
        kind = item.get_deadline_kind_display()
        if item.due_on is None:
            return capfirst(kind)
        return f"{day_words(item.due_on)} ({kind})"


class MergedIsHistory:
    """Records that were merged into others, as `merged` finds them, are history: it is all that is shown of them."""

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and not (obj and self._is_merged(obj))

    def _is_merged(self, record):
        """Asked once of a record: the page of one asks for rights time and again."""
        if not hasattr(record, "is_merged"):
            record.is_merged = self.model._default_manager.filter(pk=record.pk, **self.merged).exists()
        return record.is_merged

    def change_view(self, request, object_id, *args, **kwargs):
        found = self.get_object(request, unquote(object_id))
        if found and self.has_view_permission(request, found) and not self.has_change_permission(request, found):
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", found.pk)
        return super().change_view(request, object_id, *args, **kwargs)


class ItemInline(WithDeadlineRead, admin.StackedInline):
    model = Recommendation
    form = ItemRowForm
    formset = ItemFormSet
    extra = 1
    show_change_link = True
    readonly_fields = ["deadline_read"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("kind", "number", "sequence"),
                    "subject",
                    "text",
                    ("deadline_text", "explicit_due_on"),
                    "deadline_read",
                    "all_forces",
                    "bodies",
                    "version",
                ]
            },
        ),
        (
            _("As written, level, cause of concern"),
            {
                "classes": ["collapse"],
                "fields": ["addressed_to", "condition", ("level", "cause"), ("issued_on", "section")],
            },
        ),
    ]

    def get_queryset(self, request):
        return with_standing(with_version(super().get_queryset(request).standing())).order_by("sequence", "pk")


class StateFilter(admin.SimpleListFilter):
    """Where a report stands on the way into the register."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("proposed", _("proposed, not accepted")),
            ("embargoed", _("under embargo")),
            ("published", _("published")),
            ("merged", _("proposed, merged into another")),
        ]

    def queryset(self, request, queryset):
        states = {
            "proposed": queryset.proposed(),
            "embargoed": queryset.embargoed(request.day),
            "published": queryset.in_register(request.day),
            "merged": queryset.filter(merged_into__isnull=False),
        }
        return states.get(self.value(), queryset)


class TypeFilter(admin.SimpleListFilter):
    """One of the types that are ticked."""

    title = _("type")
    parameter_name = "type"

    def lookups(self, request, model_admin):
        return [(name, Inspection._meta.get_field(name).verbose_name) for name in Inspection.TYPES]

    def queryset(self, request, queryset):
        return queryset.filter(**{self.value(): True}) if self.value() in Inspection.TYPES else queryset


@admin.register(Inspection)
class InspectionAdmin(MergedIsHistory, TakesPastedItems, RecordAdmin):
    merged = {"merged_into__isnull": False}
    form = InspectionForm
    inlines = [ItemInline]
    list_display = ["title", "published_on", "became", "proposed_by", "types", "item_count"]
    list_select_related = ["proposed_by", "merged_into"]
    list_filter = [AttentionFilter, StateFilter, TypeFilter]
    concerns = [
        Concern(
            "proposed",
            _("proposed, waiting to be accepted"),
            lambda n: ngettext(
                "%(n)d proposed inspection waits to be accepted", "%(n)d proposed inspections wait to be accepted", n
            ),
            lambda inspections, day: inspections.proposed(),
        ),
        Concern(
            "undated",
            _("without a day of publication"),
            lambda n: ngettext("%(n)d report has no day of publication", "%(n)d reports have no day of publication", n),
            lambda inspections, day: without_publication_day(inspections),
        ),
    ]
    search_fields = ["title", "short_title", "slug", "summary"]
    date_hierarchy = "published_on"
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["follows_up", "proposed_by"]
    fieldsets = [
        (None, {"fields": ["title", "short_title", "slug", "published_on", "url", "summary", "follows_up"]}),
        (_("Type"), {"fields": [Inspection.TYPES]}),
        (_("Forces"), {"fields": ["all_forces", "forces"]}),
        (_("Proposed"), {"fields": ["proposed_by", "accepted_on", "merged_into"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(item_count=how_many(Recommendation.objects, "inspection"))

    def get_readonly_fields(self, request, obj=None):
        # Who proposed a report decides whom it binds: it is said once, and ended by accepting it.
        return ["accepted_on", "merged_into"] if obj is None else ["proposed_by", "accepted_on", "merged_into"]

    @admin.display(description=_("type"))
    def types(self, inspection):
        return ", ".join(map(str, inspection.type_labels))

    @admin.display(description=_("items"), ordering="item_count")
    def item_count(self, inspection):
        return inspection.item_count

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        signed = {"by": request.user, "on": request.day}
        form.carry_out(**signed)
        for formset in formsets:
            formset.carry_out(**signed, reason=form.cleaned_data["reason"])

    @admin.display(description=_("decision"), ordering="accepted_on")
    def became(self, inspection):
        """What became of a proposed report; while it waits, what an administrator may decide."""
        if inspection.merged_into:
            return gettext("merged into %(report)s") % {"report": inspection.merged_into.short}
        if not inspection.is_proposed:
            return inspection.accepted_on
        page, decisions = inspection.get_absolute_url(), {"accept": gettext("Accept"), "merge": gettext("Merge")}
        links = [(page, name, words) for name, words in decisions.items()]
        return format_html_join(" · ", '<a href="{}{}/">{}</a>', links)


@admin.register(Recommendation)
class RecommendationAdmin(OnASheet, MergedIsHistory, WithDeadlineRead, RecordAdmin):
    merged = {"inspection__merged_into__isnull": False}
    form = RecommendationForm
    sheet = ITEMS
    sheet_export_form = ItemsExportForm
    list_display = ["label", "short", "inspection", "due_on", "level", "body_count"]
    list_display_links = ["label", "short"]
    list_select_related = ["inspection", "level"]
    list_filter = [
        AttentionFilter,
        "kind",
        "deadline_kind",
        "level",
        ("in_error_on", admin.EmptyFieldListFilter),
        ("inspection", NewestReports),
    ]
    concerns = [
        Concern(
            "unaddressed",
            _("addressed to nobody"),
            lambda n: ngettext("%(n)d item is addressed to nobody", "%(n)d items are addressed to nobody", n),
            lambda items, day: unaddressed(items),
        ),
        Concern(
            "deadline",
            _("deadline read with doubt"),
            lambda n: ngettext("%(n)d deadline was read with doubt", "%(n)d deadlines were read with doubt", n),
            lambda items, day: read_with_doubt(items),
        ),
    ]
    search_fields = ["number", "subject", "text", "inspection__title"]
    date_hierarchy = "due_on"
    ordering = ["-inspection__published_on", "inspection", "sequence", "pk"]
    autocomplete_fields = ["inspection", "cause", "continues"]
    fieldsets = [
        (None, {"fields": ["inspection", ("kind", "number", "sequence"), "section", "subject", "text"]}),
        (_("Deadline"), {"fields": [("deadline_text", "explicit_due_on"), "deadline_read", "issued_on"]}),
        (_("Addressed to"), {"fields": ["all_forces", "bodies", "addressed_to", "condition"]}),
        (_("Level and relations"), {"fields": ["level", "cause", "continues"]}),
    ]

    def get_queryset(self, request):
        live = how_many(Obligation.objects.live(), "recommendation")
        return super().get_queryset(request).annotate(body_count=live)

    def get_readonly_fields(self, request, obj=None):
        return ["deadline_read"] if obj is None else ["inspection", "deadline_read"]

    @admin.display(description=_("bodies"), ordering="body_count")
    def body_count(self, item):
        return item.body_count

    @admin.display(description=_("item"), ordering="number")
    def label(self, item):
        return item.label

    @admin.display(description=_("about"))
    def short(self, item):
        return item.short

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.carry_out(by=request.user, on=request.day, reason=form.cleaned_data["reason"])


@admin.register(ClosureLevel)
class ClosureLevelAdmin(RecordAdmin):
    list_display = ["name", "closed_by", "meaning"]
    list_filter = ["closed_by"]
    search_fields = ["name", "meaning"]


@admin.register(RelatedForce)
class RelatedForceAdmin(NoDelete, LongList, RecordAdmin):
    """Made on the inspection's page; here they are found, as the duties to respond that they are, or are not."""

    form = ExemptionForm
    list_display = ["inspection", "force", "ended_on", "exemption"]
    list_select_related = ["inspection", "force"]
    list_filter = ["exemption", "force__region"]
    found_through = {"inspection": ["title"], "force": ["name"]}
    search_fields = ["inspection__title", "force__name"]
    date_hierarchy = "inspection__published_on"
    fieldsets = [
        (None, {"fields": ["inspection", "force", "from_on", "ended_on"]}),
        (_("Police Act 1996, section 55"), {"fields": ["exemption", "exemption_reason"]}),
    ]
    readonly_fields = ["inspection", "force", "from_on", "ended_on"]

    def has_add_permission(self, request, obj=None):
        return False
