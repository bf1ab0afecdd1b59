"""The check, held against responses that were really published."""

import pytest

from accounts.seats import seat_of
from inspections.models import RelatedForce
from responses.workspace.checks import Check, Weight
from responses.workspace.content import Printed
from tests.factories import make_user
from tests.sample.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]


def test_hampshires_response_leaves_out_the_area_for_improvement():
    duty = RelatedForce.objects.get(force__slug="hampshire", statutory_response__published_on__isnull=False)
    check = Check(Printed(duty, DAY), seat_of(make_user(), DAY))
    [left_out] = [gap for gap in check.gaps if gap.item]
    assert left_out.item.kind == "area_for_improvement"
    assert left_out.weight is Weight.ADVICE
