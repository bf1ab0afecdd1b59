from django.shortcuts import redirect

from inspections.dayends import standing
from inspections.governance import engaged_on, forces_of, former_terms, office_holders_of
from inspections.models import Body
from responses.bodies import table, with_succession
from responses.views.forces import BodyPage
from responses.workspace.officeform import office_of


class BodyDetail(BodyPage):
    """A national body, which owes items like a force; a local policing body and its forces; or the inspectorate."""

    template_name = "responses/body_detail.html"
    queryset = with_succession(Body.objects)

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.object.is_force:
            return redirect("responses:force_detail", kwargs["slug"])
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        if not self.object.is_local_policing_body:
            return super().get_context_data(holders=office_holders_of(self.object, self.request.as_at), **kwargs)
        day, forces = self.request.as_at, forces_of(self.object, self.request.as_at)
        return super().get_context_data(
            holders=office_holders_of(self.object, day),
            forces=table(forces, standing(self.request.seat), engaged=engaged_on(day)),
            former=former_terms(self.object, day),
            sets=office_of(self.request.seat, self.object.slug) is not None,
            **kwargs,
        )
