"""The response of a local policing body to one report for one force: read by everybody, written by the two sides.

Who does not write it reads what is published of it. What is not theirs to write is a 404.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts import typed
from inspections.actions import ActionError
from inspections.fields import is_key
from responses import conflicts
from responses.views.addresses import duty_at
from responses.workspace.forms import FORMS, RemarkForm
from responses.workspace.page import Workspace
from responses.workspace.sections import SectionChanged, save_remark, save_section
from responses.workspace.sharing import NotShared, share_all
from responses.workspace.statement import Statement


@require_safe
def statutory_response(request, slug, force):
    """What was said on the whole of a report, and item by item; for those who write it, their workspace."""
    workspace = _workspace(request, slug, force)
    if workspace.side:
        return render(request, "responses/statutory_workspace.html", {"workspace": workspace})
    statement = Statement(workspace.duty, request.seat)
    return render(request, "responses/statutory_response.html", {"statement": statement})


def _workspace(request, slug, force):
    return Workspace(duty_at(request, slug, force), request.seat)


def _return(workspace, place, words, request):
    messages.success(request, words)
    return redirect(f"{workspace.here}#{place}")


# Sections -------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def statutory_section(request, slug, force, section):
    """The form of one section."""
    workspace = _workspace(request, slug, force)
    if not workspace.writes(section):
        raise Http404
    if request.method == "POST":
        return _save(request, workspace, section)
    if not workspace.is_writable:
        messages.warning(request, workspace.why_not)
        return redirect(f"{workspace.here}#{section}")
    return _show(request, workspace, section, _form(workspace, section))


def _form(workspace, section, *args, **kwargs):
    given = {"response": workspace.response, "side": workspace.side, "day": workspace.seat.day}
    if section == "signature":
        given |= {"settings": workspace.printed.settings, "recipients": workspace.printed.usual_recipients}
    return FORMS[section](*args, **given, **kwargs)


def _show(request, workspace, section, form, conflict=None):
    typed.take_up(request, form, f"{request.path}#section")
    context = {"workspace": workspace, "form": form, "section": section, "heading": workspace.heading_of(section)}
    return render(request, "responses/statutory_section.html", context | {"conflict": conflict})


def _save(request, workspace, section):
    """Save the section; whatever stands in the way, the words are in the form again."""
    data, is_to_be_edited = conflicts.settled(request.POST)
    typed.keep(request, data)
    form = _form(workspace, section, data)
    if is_to_be_edited:
        messages.info(request, _("Both texts are in the form now. Edit them and save: nothing is saved yet."))
    elif form.is_valid():
        given = {"by": request.user, "on": request.day, "saw": form.cleaned_data["saw"]}
        try:
            save_section(workspace.duty, section, form.words, **given)
        except SectionChanged as changed:
            conflict = conflicts.within_a_section(changed, form)
            held = conflict.words | {"saw": conflict.revision}
            return _show(request, workspace, section, _form(workspace, section, initial=held), conflict)
        except ActionError as refused:
            form.add_error(None, str(refused))
        else:
            typed.forget(request)
            words = _("Saved: %(section)s.") % {"section": workspace.heading_of(section)}
            return _return(workspace, section, words, request)
    return _show(request, workspace, section, form)


# Items ----------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def statutory_remark(request, slug, force, item):
    """What the response says of an item that is addressed to others."""
    workspace = _workspace(request, slug, force)
    line = next((line for line in workspace.lines if line.item.pk == item), None) if workspace.for_office else None
    if line is None or line.obligation:
        raise Http404
    remark = workspace.printed.remarks.get(item)
    form = RemarkForm(request.POST or None, usual=workspace.printed.usual_remark_on(line.item), remark=remark)
    typed.keep(request, request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            save_remark(workspace.duty, line.item, form.cleaned_data["text"], by=request.user, on=request.day)
        except ActionError as refused:
            form.add_error(None, str(refused))
        else:
            typed.forget(request)
            words = _("Saved: the remark on %(item)s.") % {"item": line.item.label_in_sentence}
            return _return(workspace, f"item-{item}", words, request)
    typed.take_up(request, form, f"{request.path}#remark")
    context = {"workspace": workspace, "line": line, "form": form}
    return render(request, "responses/statutory_remark.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def statutory_share(request, slug, force):
    """Says which drafts of the approver's side would be shared, and shares them all, or none."""
    workspace = _workspace(request, slug, force)
    if workspace.side is None or not workspace.side.approves:
        raise Http404
    drafts, refused = workspace.drafts, []
    if request.method == "POST":
        drafts = _as_seen(drafts, request.POST.getlist("draft"))
        try:
            share_all(drafts, by=request.user, on=request.day)
        except NotShared as not_shared:
            refused, drafts = not_shared.refused, _workspace(request, slug, force).drafts
        else:
            words = ngettext("%(n)s answer is shared.", "%(n)s answers are shared.", len(drafts)) % {"n": len(drafts)}
            return _return(workspace, "items", words, request)
    context = {"workspace": workspace, "drafts": drafts, "refused": refused}
    return render(request, "responses/statutory_share.html", context)


def _as_seen(drafts, sent):
    """The drafts that the approver was shown, in the revision they saw: what was saved since is not shared unseen."""
    seen = dict(pair.split("-", 1) for pair in sent if "-" in pair)
    drafts = [draft for draft in drafts if str(draft.pk) in seen]
    for draft in drafts:
        revision = seen[str(draft.pk)]
        draft.revision = int(revision) if is_key(revision) else 0
    return drafts
