"""Which passage of a response's comments answers an item: a page for the office that writes the response."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inspections.actions import ActionError
from responses.views.addresses import duty_at
from responses.workspace.page import Workspace
from responses.workspace.passages import PassageForm
from responses.workspace.sections import save_remark


@require_http_methods(["GET", "HEAD", "POST"])
def passage_choose(request, slug, force, item):
    """Links a paragraph of the comments to an item that is the force's to answer."""
    workspace = Workspace(duty_at(request, slug, force), request.seat)
    if not workspace.for_office:
        raise Http404
    owed = workspace.report.items.standing().filter(obligations__body=workspace.force, obligations__removed_on=None)
    item = get_object_or_404(owed, pk=item)
    form = PassageForm(request.POST or None, response=workspace.response, remark=workspace.passage_of(item))
    if request.method == "POST" and form.is_valid():
        section, text = form.chosen
        try:
            save_remark(workspace.duty, item, text, section=section, by=request.user, on=request.day)
        except ActionError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved: what answers %(item)s.") % {"item": item.label_in_sentence})
            return redirect(f"{workspace.here}#item-{item.pk}")
    return render(request, "responses/passage.html", {"form": form, "item": item, "workspace": workspace})
