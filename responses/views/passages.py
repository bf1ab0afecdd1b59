"""Which passage of a response's comments answers an item: a page for the office that writes the response."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inspections.actions import ActionError
from inspections.models import RelatedForce
from responses.workspace.passages import PassageForm
from responses.workspace.sections import response_to, save_remark


@require_http_methods(["GET", "HEAD", "POST"])
def passage_choose(request, slug, force, item):
    """Links a paragraph of the comments to an item that is the force's to answer."""
    duty = _duty(request, slug, force)
    owed = duty.inspection.items.standing().filter(obligations__body=duty.force, obligations__removed_on=None)
    item = get_object_or_404(owed, pk=item)
    response = response_to(duty, request.day)
    remark = response.remarks.filter(item=item).exclude(section="").first() if response.pk else None
    form = PassageForm(request.POST or None, response=response, remark=remark)
    if request.method == "POST" and form.is_valid():
        section, text = form.chosen
        try:
            save_remark(duty, item, text, section=section, by=request.user, on=request.day)
        except ActionError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved: what answers %(item)s.") % {"item": item.label_in_sentence})
            return redirect(f"{response.get_absolute_url()}#item-{item.pk}")
    return render(request, "responses/passage.html", {"form": form, "item": item, "response": response})


def _duty(request, slug, force):
    """The duty, for those who write the response to it; nobody else learns that it exists here."""
    duties = RelatedForce.objects.select_related("inspection", "force")
    duty = get_object_or_404(duties, inspection__slug=slug, force__slug=force)
    side = request.seat.sides.get(duty.force_id)
    if side is None or not side.body.is_local_policing_body or request.seat.looking:
        raise Http404
    if not type(duty.inspection).objects.visible_to(request.seat).filter(pk=duty.inspection_id).exists():
        raise Http404
    return duty
