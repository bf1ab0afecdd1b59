"""What bodies answered: the shared words are corrected with a reason; drafts stay private, progress is looked at."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from inspections.admin.base import HasHistory, NoDelete, ReadOnly, RecordAdmin
from inspections.admin.bodies import RightKindOfBody
from inspections.admin.lists import RecordList
from inspections.admin.longlists import LongList
from inspections.admin.sheets import OnASheet
from inspections.fields import is_key
from inspections.forms import SAY_WHY, ReasonForm
from inspections.models import RelatedForce
from inspections.wording import day_words
from responses.answersheet import ANSWERS
from responses.answersheet.forms import AnswersExportForm
from responses.models import (
    Digest,
    Draft,
    OfficeSettings,
    ProgressUpdate,
    Remark,
    Response,
    StatutoryResponse,
    Step,
    Version,
)

ITEM = ["obligation__body", "obligation__recommendation__inspection"]
FIND = [
    "obligation__body__name",
    "obligation__recommendation__subject",
    "obligation__recommendation__inspection__title",
]
FOUND_THROUGH = {"obligation__body": ["name"], "obligation__recommendation": ["subject", "inspection__title"]}


class CorrectionForm(ReasonForm):
    """Words of a body that an administrator puts right: never without saying why, nor over newer ones."""

    def clean(self):
        cleaned = super().clean()
        if self.has_changed() and not cleaned.get("reason"):
            self.add_error("reason", SAY_WHY)
        return cleaned


class AnswerAdmin(NoDelete, LongList, RecordAdmin):
    """What answers and drafts have in common: they begin on the answer page, never here."""

    found_through = FOUND_THROUGH
    list_select_related = ITEM
    search_fields = FIND

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Response)
class ResponseAdmin(OnASheet, AnswerAdmin):
    form = CorrectionForm
    sheet = ANSWERS
    sheet_export_form = AnswersExportForm
    list_display = ["obligation", "position", "shared_on", "shared_by"]
    list_select_related = [*ITEM, "shared_by"]
    list_filter = ["position", "shared_from__kind"]
    date_hierarchy = "shared_on"
    readonly_fields = [
        "obligation",
        "position",  # it carries a claim: the answer page changes it, and the log says so
        "answered_with",
        "letter_on",
        "shared_on",
        "shared_by",
        "shared_from",
    ]
    fieldsets = [
        (None, {"fields": ["obligation", "position", "answered_with"]}),
        (_("Words"), {"fields": ["action", "comment", "lead", "target_on", "evidence"]}),
        (_("Shared"), {"fields": ["shared_on", "shared_by", "shared_from", "letter_on"]}),
    ]

    def save_model(self, request, obj, form, change):
        obj.revision += 1  # whoever is writing a draft is told that the words changed
        super().save_model(request, obj, form, change)


@admin.register(Draft)
class DraftAdmin(ReadOnly, AnswerAdmin):
    """That somebody writes, for which side and since when; what they write is read by that side alone."""

    list_display = ["obligation", "side", "saved_at", "saved_by", "sent_at"]
    list_select_related = [*ITEM, "side", "saved_by"]
    list_filter = ["side__kind"]
    date_hierarchy = "saved_at"
    days = None  # drafts are few, and begun on few days
    fields = ["obligation", "side", "saved_at", "saved_by", "sent_at", "sent_by"]


@admin.register(ProgressUpdate)
class ProgressUpdateAdmin(ReadOnly, HasHistory, LongList, RecordList):
    list_display = ["on", "obligation", "by", "side", "withdrawn"]
    list_select_related = [*ITEM, "by", "side", "withdrawal__by"]
    found_through = FOUND_THROUGH | {"": ["text"]}
    search_fields = [*FIND, "text"]
    date_hierarchy = "on"

    def get_fields(self, request, obj=None):
        return [*super().get_fields(request, obj), "withdrawn"]

    @admin.display(description=_("withdrawn"))
    def withdrawn(self, update):
        """When, by whom and why it was withdrawn."""
        withdrawal = getattr(update, "withdrawal", None)
        if withdrawal is None:
            return ""
        parts = filter(None, [day_words(withdrawal.on), str(withdrawal.by or ""), withdrawal.reason])
        return _("withdrawn: %(how)s") % {"how": ", ".join(parts)}


UNSEEN = _(
    "Words of this response are stored that nobody has signed off, and this would publish them unseen. Its office "
    "signs them off, or records that the response was published elsewhere: on the page of the response, under Steps."
)


class StatutoryResponseForm(ReasonForm):
    """The record that a local policing body published its response elsewhere, and before it was signed off here."""

    def clean(self):
        cleaned = super().clean()
        duty = cleaned.get("duty") or (self.instance.duty if self.instance.duty_id else None)
        self._check_day(cleaned.get("published_on"), duty)
        self._check_other(cleaned.get("answered_by"), duty)
        return cleaned

    def _check_day(self, published_on, duty):
        reported_on = duty.inspection.published_on if duty else None
        if published_on and reported_on and published_on < reported_on:
            message = _("The report itself was published on %(day)s: no response came before it.")
            self.add_error("published_on", ValidationError(message, params={"day": day_words(reported_on)}))
        if published_on and self.instance.answered_by_id:
            self.add_error("published_on", _("Another response answers this report. Say first that it does not."))
        if published_on and self.initial.get("published_on") is None and self._holds_words():
            self.add_error("published_on", UNSEEN)
        if self.initial.get("published_on") and "published_on" in self.changed_data and not self.data.get("reason"):
            self.add_error("reason", SAY_WHY)

    def _holds_words(self):
        """Whether words are stored that nobody signed off. They are private: an administrator does not see them."""
        response = self.instance
        if response.pk is None:
            return False
        return any(getattr(response, name) for name in response.WORDS) or response.remarks.exists()

    def _check_other(self, other, duty):
        if other and duty and other.duty.force_id != duty.force_id:
            self.add_error("answered_by", _("Only another response for the same force answers this report too."))


@admin.register(StatutoryResponse)
class StatutoryResponseAdmin(RightKindOfBody, NoDelete, RecordAdmin):
    """What is public about a response. What its office writes and signs off is not read here."""

    form = StatutoryResponseForm
    list_display = ["duty", "body", "signed_on", "published_on", "published_basis"]
    list_select_related = ["duty__inspection", "duty__force", "body"]
    list_filter = ["published_basis", "body__kind"]
    search_fields = ["duty__inspection__title", "duty__force__name", "body__name"]
    date_hierarchy = "published_on"
    autocomplete_fields = ["duty", "body", "answered_by"]
    DAYS = [
        "comments_asked_on",
        "comments_due_on",
        "comments_received_on",
        "ready_on",
        "signed_on",
        "sent_to_secretary_on",
        "sent_to_inspectorate_on",
    ]
    PUBLICATION = ["published_on", "published_basis", "address"]
    fieldsets = [
        (None, {"fields": ["duty", "body"]}),
        (_("Publication"), {"fields": PUBLICATION}),
        (_("Answered by another response"), {"fields": ["answered_by", "answered_by_reason"]}),
        (
            _("Steps"),
            {"fields": DAYS, "description": _("Recorded and undone by the office, on the page of the response.")},
        ),
    ]

    def get_object(self, request, object_id, from_field=None):
        """The response; in the transaction that is to save it, its office waits, whose pages lock the duty first."""
        if request.method == "POST" and connection.in_atomic_block and is_key(object_id):
            duties = RelatedForce.objects.select_for_update(of=("self",))
            duties.filter(statutory_response=object_id).first()
        return super().get_object(request, object_id, from_field)

    def get_readonly_fields(self, request, obj=None):
        """What steps say, only steps change: a day that is typed here would contradict the log."""
        if obj is None:
            return self.DAYS
        recorded = obj.signed_on or obj.correction or obj.steps.filter(kind=Step.Kind.PUBLISHED, undone=None).exists()
        held = ["duty", *(self.PUBLICATION if recorded else ())]
        return [*self.DAYS, *held]


@admin.register(Remark)
class RemarkAdmin(ReadOnly, RecordAdmin):
    """Of which item a response says something in place of an answer; what, is read where it is published."""

    list_display = ["response", "item", "section"]
    list_select_related = ["response__duty__inspection", "response__duty__force", "item__inspection"]
    list_filter = ["section"]
    search_fields = ["response__duty__inspection__title", "response__duty__force__name"]
    fields = ["response", "item", "section"]


@admin.register(Version)
class VersionAdmin(ReadOnly, HasHistory, RecordList):
    """Who signed off what, and when. The document is read where it is published."""

    list_display = ["response", "number", "signed_on", "signed_by", "recorded_at"]
    list_select_related = ["response__duty__inspection", "response__duty__force", "signed_by"]
    search_fields = ["response__duty__inspection__title", "response__duty__force__name"]
    date_hierarchy = "signed_on"
    fields = ["response", "number", "signed_on", "signed_by", "layout", "recorded_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer(*Version.PRIVATE)


@admin.register(Step)
class StepAdmin(ReadOnly, HasHistory, RecordList):
    list_display = ["on", "kind", "response", "by", "reason"]
    list_select_related = ["response__duty__inspection", "response__duty__force", "by"]
    list_filter = ["kind"]
    search_fields = ["response__duty__inspection__title", "response__duty__force__name", "reason"]
    date_hierarchy = "on"
    ordering = ["-on", "-pk"]
    fields = ["response", "kind", "on", "due_on", "address", "by", "reason", "undoes", "recorded_at"]


@admin.register(OfficeSettings)
class OfficeSettingsAdmin(RightKindOfBody, NoDelete, RecordAdmin):
    """How an office writes its responses. Its approvers change it on a page of their own."""

    list_display = ["body", "layout", "target_days"]
    list_select_related = ["body"]
    list_filter = ["layout", "body__kind"]
    search_fields = ["body__name"]
    autocomplete_fields = ["body"]
    fields = ["body", "logo", "address", "recipients", "layout", "monitoring", "target_days"]


@admin.register(Digest)
class DigestAdmin(ReadOnly, RecordList):
    """Who was reminded, when and of how much. Of what, is for themselves alone."""

    list_display = ["begun_at", "user", "period", "new", "sent"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email"]
    date_hierarchy = "begun_at"
    fields = ["user", "period", "begun_at", "new", "sent"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(new=Count("told"))

    @admin.display(description=_("new things"), ordering="new")
    def new(self, digest):
        return digest.new

    @admin.display(description=_("sent"), ordering="sent_at")
    def sent(self, digest):
        if digest.sent_at:
            return date_format(timezone.localtime(digest.sent_at), "DATETIME_FORMAT")
        return _("not known") if digest.new else _("nothing was new")
