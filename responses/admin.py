"""What bodies answered: the shared words are corrected with a reason; drafts stay private, progress is looked at."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inspections.admin.base import HasHistory, NoDelete, ReadOnly, RecordAdmin
from inspections.admin.bodies import RightKindOfBody
from inspections.admin.lists import RecordList
from inspections.admin.sheets import OnASheet
from inspections.forms import SAY_WHY, ReasonForm
from inspections.wording import day_words
from responses.answersheet import ANSWERS
from responses.answersheet.forms import AnswersExportForm
from responses.models import Draft, ProgressUpdate, Response, StatutoryResponse

ITEM = ["obligation__body", "obligation__recommendation__inspection"]
FIND = [
    "obligation__body__name",
    "obligation__recommendation__subject",
    "obligation__recommendation__inspection__title",
]


class CorrectionForm(ReasonForm):
    """Words of a body that an administrator puts right: never without saying why, nor over newer ones."""

    def clean(self):
        cleaned = super().clean()
        if self.has_changed() and not cleaned.get("reason"):
            self.add_error("reason", SAY_WHY)
        return cleaned


class AnswerAdmin(NoDelete, RecordAdmin):
    """What answers and drafts have in common: they begin on the answer page, never here."""

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
    fields = ["obligation", "side", "saved_at", "saved_by", "sent_at", "sent_by"]


@admin.register(ProgressUpdate)
class ProgressUpdateAdmin(ReadOnly, HasHistory, RecordList):
    list_display = ["on", "obligation", "by", "side", "withdrawn"]
    list_select_related = [*ITEM, "by", "side", "withdrawal__by"]
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


class StatutoryResponseForm(ReasonForm):
    """The record that a local policing body published its response."""

    def clean(self):
        cleaned = super().clean()
        duty, published_on = cleaned.get("duty"), cleaned.get("published_on")
        reported_on = duty.inspection.published_on if duty else None
        if published_on and reported_on and published_on < reported_on:
            message = _("The report itself was published on %(day)s: no response came before it.")
            self.add_error("published_on", ValidationError(message, params={"day": day_words(reported_on)}))
        if published_on and self.instance.answered_by_id:
            self.add_error("published_on", _("Another response answers this report. Say first that it does not."))
        return cleaned


@admin.register(StatutoryResponse)
class StatutoryResponseAdmin(RightKindOfBody, NoDelete, RecordAdmin):
    form = StatutoryResponseForm
    list_display = ["duty", "body", "published_on", "published_basis"]
    list_select_related = ["duty__inspection", "duty__force", "body"]
    list_filter = ["published_basis", "body__kind"]
    search_fields = ["duty__inspection__title", "duty__force__name", "body__name"]
    date_hierarchy = "published_on"
    autocomplete_fields = ["duty", "body"]
    fieldsets = [(None, {"fields": ["duty", "body", "published_on", "published_basis", "address"]})]
