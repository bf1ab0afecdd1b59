"""What the pages of all records have in common: a history that is read, a reason, and actions that may refuse."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from simple_history.admin import SimpleHistoryAdmin

from inspections.actions import ActionError
from inspections.admin.lists import FoundByTyping, ReadableList
from inspections.forms import ReasonForm, VersionedForm, with_version
from inspections.history import version_told
from inspections.views.history import history_page


class ReadOnly:
    """Records that are written elsewhere, or never rewritten: here they are only looked at."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class NoDelete:
    """Records that are ended or switched off, never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


class HasHistory:
    """A record whose page has its story beside it: what was done to it and to what belongs to it. It is only read."""

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = self._key(object_id)
        record = self.model._base_manager.select_related().filter(pk=key).first()
        if record:
            return self._history_of(request, record, str(record))
        last = self._versions(key).first()
        if last is None:
            raise Http404
        return self._history_of(request, last.instance, version_told(self.model, last).record)

    def _history_of(self, request, record, name):
        title = _("History: %(record)s") % {"record": name}
        return history_page(request, record, title=title, name=name, opts=self.opts)

    def _versions(self, key):
        """The versions of a record, the last one first; a 404 for what is only logged, and never goes."""
        if not hasattr(self.model, "history"):
            raise Http404
        return self.model.history.filter(**{self.opts.pk.attname: key}).order_by("-history_id")

    def _key(self, written):
        """The primary key in an address; a 404 for what can be none."""
        try:
            return self.opts.pk.to_python(unquote(written))
        except ValidationError as error:
            raise Http404 from error


class RecordAdmin(HasHistory, FoundByTyping, ReadableList, SimpleHistoryAdmin):
    """A record with its history. The history is read: an earlier wording is typed in again, not put back unseen."""

    form = ReasonForm
    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_fields(self, request, obj=None):
        return [name for name in super().get_fields(request, obj) if name not in ("reason", "version")]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (_("Why"), {"fields": ["reason", "version"]})]

    def save_model(self, request, obj, form, change):
        obj._change_reason = form.cleaned_data.get("reason", "")
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for row in formset.forms:
            row.instance._change_reason = form.cleaned_data.get("reason", "")
        super().save_formset(request, form, formset, change)

    def get_object(self, request, object_id, from_field=None):
        """The record; in the transaction that is to save it, others who save it wait until it is."""
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST" and transaction.get_connection().in_atomic_block:
            self.model._base_manager.select_for_update().filter(pk=found.pk).first()
            return super().get_object(request, object_id, from_field)
        return found

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """An action that still refuses, because somebody else was quicker, writes nothing and says why."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ActionError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    @method_decorator(require_safe)
    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """One earlier version, all of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        versions = self._versions(self._key(object_id)).select_related("history_user")
        entry = version_told(self.model, get_object_or_404(versions, history_id=self._key(version_id)))
        is_private = bool(getattr(self.model, "PRIVATE", ()))
        context = {"title": entry.record, "entry": entry, "is_private": is_private, "opts": self.opts}
        return TemplateResponse(request, "admin/version.html", self.admin_site.each_context(request) | context)


@dataclass(frozen=True)
class Concern:
    """Something about records that needs an administrator: a choice of their list's filter, a line on the front page.

    `title` names it in the filter, `sentence(count)` says it with its number; `among(queryset, day)` finds the records.
    """

    name: str
    title: str
    sentence: Callable[[int], str]
    among: Callable[[QuerySet, date], QuerySet]


class AttentionFilter(admin.SimpleListFilter):
    """The records that need attention: what the page of these records lists as its `concerns`."""

    title = _("needs attention")
    parameter_name = "attention"

    def lookups(self, request, model_admin):
        self.concerns = {concern.name: concern for concern in model_admin.concerns}
        return [(concern.name, concern.title) for concern in model_admin.concerns]

    def queryset(self, request, queryset):
        concern = self.concerns.get(self.value())
        return concern.among(queryset, request.day) if concern else queryset


class RecordInline(FoundByTyping, admin.TabularInline):
    """Records of another one, on its page."""

    form = VersionedForm
    extra = 0
    show_change_link = True

    def get_queryset(self, request):
        return with_version(super().get_queryset(request))
