"""The administrators' page of a sheet of records: out, and in again after a look at what would change."""

from functools import partial
from hashlib import sha256
from secrets import token_urlsafe

from django.contrib import admin, messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from inspections.exchange.forms import ConfirmForm, ExportForm, SheetForm
from inspections.sheets import CONTENT_TYPES, SheetRefused
from inspections.views.exports import streamed

KEPT_FOR = 60 * 60
"""Seconds for which a file that was looked at waits to be brought in."""

SHOWN = 500
"""Rows of a preview, and reasons: enough to see what a file does."""


class SheetPages:
    """The pages of `sheet`, beside the list of its records in the administration.

    `opts` are those of its records' model: whoever may change them may use the pages. `export_form` says which rows go
    out.
    """

    def __init__(self, sheet, opts, export_form=ExportForm):
        self.sheet, self.opts, self.export_form = sheet, opts, export_form
        self.name = f"{opts.app_label}_{opts.model_name}_sheet"
        self.page = f"admin:{self.name}"

    def urls(self, admin_view):
        """The addresses, which go before those of the model's own pages."""
        confirm, download = require_POST(self.confirm), require_GET(self.download)
        return [
            path("sheet/", admin_view(self.choose), name=self.name),
            path("sheet/confirm/", admin_view(confirm), name=f"{self.name}_confirm"),
            path(f"sheet/{self.sheet.name}.<slug:kind>", admin_view(download), name=f"{self.name}_download"),
        ]

    def choose(self, request):
        """Choose a file (POST: look at what it would change)."""
        self._check_may(request)
        given = (request.POST, request.FILES) if request.method == "POST" else ()
        form = SheetForm(self.sheet.most_rows, *given)
        if not form.is_valid():
            return self._render(request, form=form)
        data = form.cleaned_data["file"]
        try:
            outcome = self._bring_in(request, data, preview=True)
        except SheetRefused as refused:
            form.add_error("file", str(refused))
            return self._render(request, form=form)
        return self._preview(request, outcome, data)

    def confirm(self, request):
        """Bring in the file that was looked at."""
        self._check_may(request)
        data, seen = cache.get(self._key(request, request.POST.get("token", ""))) or (None, None)
        if data is None:
            messages.error(request, _("The file is no longer kept here. Choose it again."))
            return redirect(self.page)
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self._preview(request, self._bring_in(request, data, preview=True), data, form)
        with transaction.atomic():
            outcome = self._bring_in(request, data, form.cleaned_data["reason"])
            changed = outcome.told != seen
            transaction.set_rollback(changed)
        if changed and not outcome.refusals:
            messages.warning(request, _("The register changed since this was shown. Look at what will change again."))
        if changed or outcome.refusals:
            return self._preview(request, outcome, data)
        cache.delete(self._key(request, form.cleaned_data["token"]))
        messages.success(request, outcome.words(preview=False))
        return redirect(self.page)

    def download(self, request, kind):
        """The sheet as a file: with its rows, or empty."""
        self._check_may(request)
        form = self.export_form(request.GET)
        if kind not in CONTENT_TYPES or not form.is_valid():
            raise Http404
        make = partial(self.sheet.export, kind, form.records(self.sheet))
        name = {"Content-Disposition": f'attachment; filename="{form.file_name(self.sheet)}.{kind}"'}
        return streamed(request, make, reverse(self.page), content_type=CONTENT_TYPES[kind], headers=name)

    def _check_may(self, request):
        may_change = request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")
        if not request.seat.administrator or not may_change:
            raise PermissionDenied

    def _bring_in(self, request, data, reason="", preview=False):
        return self.sheet.bring_in(data, by=request.user, on=request.day, reason=reason, preview=preview)

    def _key(self, request, token):
        return f"sheet:{self.sheet.name}:{request.user.pk}:{sha256(token.encode()).hexdigest()}"

    def _preview(self, request, outcome, data, form=None):
        if outcome.can_be_written and form is None:
            token = token_urlsafe()
            cache.set(self._key(request, token), (data, outcome.told), KEPT_FOR)
            form = ConfirmForm(initial={"token": token})
        return self._render(
            request,
            outcome=outcome,
            words=outcome.words(preview=True),
            changes=outcome.changes[:SHOWN],
            refusals=outcome.refusals[:SHOWN],
            shown=SHOWN,
            confirm_form=form if outcome.can_be_written else None,
        )

    def _render(self, request, **context):
        context = {
            "title": _("%(records)s on a spreadsheet") % {"records": self.sheet.title},
            "sheet": self.sheet,
            "opts": self.opts,
            "page": self.page,
            "confirm_page": f"{self.page}_confirm",
            "download_page": f"{self.page}_download",
            "export_form": self.export_form(initial=request.GET.dict()),
            "kinds": list(CONTENT_TYPES),
            "outcome": None,
        } | context
        return TemplateResponse(request, "admin/sheet.html", admin.site.each_context(request) | context)
