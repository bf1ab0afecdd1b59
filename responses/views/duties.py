"""Whether a response is owed, and by which one it is answered: said with a reason, on pages that say what follows."""

from functools import partial, wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inspections.actions import ActionError
from responses.statutory import Clock
from responses.views.addresses import duty_at
from responses.workspace.duties import answer_alone, answer_with, exempt, owe, that_may_answer
from responses.workspace.dutyforms import AnsweredByForm, DecisionForm, ExemptionForm


def decides(seat, duty):
    """Whether the viewer may say that a response is not owed, or is another one: an approver of the office, those who
    oversee.
    """
    side = seat.sides.get(duty.force_id)
    return seat.oversees or bool(side and side.is_office and side.approves)


def of_a_duty(view):
    """A page about one duty to respond, for those who decide of it: everybody else is told that there is none."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def checked(request, slug, force):
        duty = duty_at(request, slug, force)
        if not decides(request.seat, duty):
            raise Http404
        return view(request, duty)

    return checked


@of_a_duty
def statutory_exemption(request, duty):
    """Section 55 does not ask for this response; or does after all."""
    if duty.is_owed:
        form = ExemptionForm(request.POST or None, duty=duty)
        return _page(
            request,
            duty,
            form,
            partial(exempt, duty),
            heading=_("Section 55 does not apply"),
            changes=[
                _("No response to this report is owed for %(force)s under section 55 of the Police Act 1996.")
                % {"force": duty.force},
                _("It counts as “not owed”: neither outstanding nor late."),
                _("What was written so far stays where it is."),
            ],
            button=_("Record that it does not apply"),
            done=_("Recorded: section 55 does not apply here."),
        )
    return _page(
        request,
        duty,
        DecisionForm(request.POST or None),
        partial(owe, duty),
        heading=_("Section 55 applies again"),
        changes=[
            _("A response to this report is owed for %(force)s, within the 56 days that began with its publication.")
            % {"force": duty.force},
            _("The ground that is recorded now goes: %(ground)s. “%(reason)s”")
            % {"ground": duty.get_exemption_display(), "reason": duty.exemption_reason},
        ],
        button=_("Record that it applies"),
        done=_("Recorded: section 55 applies here."),
    )


@of_a_duty
def statutory_answered_by(request, duty):
    """The response to another report answers this one too; or does not after all."""
    other = Clock(duty, request.day).answered_by
    if other is None:
        responses = that_may_answer(duty, request.seat)
        return _page(
            request,
            duty,
            AnsweredByForm(request.POST or None, responses=responses),
            partial(answer_with, duty),
            heading=_("Answered by the response to another report"),
            none=not responses.exists(),
            changes=[
                _("This report needs no response of its own: both have the same findings and recommendations."),
                _("The day on which the other response is published counts here, against this report’s own 56 days."),
                _("Unless it is signed off already, the other response says that it answers this report too."),
            ],
            button=_("Record that it answers both"),
            done=_("Recorded: one response answers both reports."),
        )
    return _page(
        request,
        duty,
        DecisionForm(request.POST or None),
        partial(answer_alone, duty),
        heading=_("A response of its own"),
        changes=[
            _("The response to “%(report)s” no longer answers this report.") % {"report": other.duty.inspection.short},
            _("A response to this report is owed within its own 56 days."),
        ],
        button=_("Record that it needs its own"),
        done=_("Recorded: this report needs a response of its own."),
    )


def _page(request, duty, form, carry_out, *, done, **context):
    """Say what will change; once it is decided, carry it out and go back to the response."""
    back = reverse("responses:statutory_response", args=[duty.inspection.slug, duty.force.slug])
    if form.is_valid():
        try:
            carry_out(**form.cleaned_data, by=request.user, today=request.day)
        except ActionError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"none": False} | context | {"form": form, "duty": duty, "back": back}
    return render(request, "responses/duty.html", context)
