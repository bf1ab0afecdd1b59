"""What an address of the compliance list chooses, as text that can be kept, compared and read."""

from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from inspections.filtering import FilterForm
from inspections.models import Obligation
from responses.filters.compliance import ComplianceFilter

EVERYTHING = urlencode({"sort": ComplianceFilter.base_filters["sort"].default})
"""The parameters that choose nothing. The bare address may open on somebody's default: this one never does."""


def kept(query):
    """The parameters that a filter keeps, as text: what is chosen, the order and whatever else the list is asked.

    `query` is a QueryDict. Neither the page nor the day, nor what is empty; what the list itself would leave out of its
    address is not kept either, or it would open by leading back to its bare address, and from there here again.
    """
    pairs = [
        (name, value)
        for name, values in ComplianceFilter.tidied(query).lists()
        if name not in FilterForm.beside
        for value in dict.fromkeys(values)
        if value
    ]
    return urlencode(pairs) or EVERYTHING


def meaning(text):
    """What a text of parameters chooses, in whatever order it says so: two that are equal show the same list."""
    query = QueryDict(text)
    pairs = {(name, value) for name, values in query.lists() for value in values if value}
    return frozenset(pair for pair in pairs if pair[0] not in FilterForm.beside) - meaning_of_nothing


meaning_of_nothing = frozenset(QueryDict(EVERYTHING).items())


class Panel:
    """The filter panel of the compliance list, asked of many texts of parameters with the queries of one.

    `texts` are all that it will be asked of: what they choose is among the choices, however long ago it was published.
    """

    def __init__(self, request, texts):
        self.request, self.every = request, QueryDict("&".join(texts))

    @cached_property
    def form_class(self):
        filterset = ComplianceFilter(self.every, queryset=Obligation.objects.none(), request=self.request)
        return filterset.get_form_class()

    def form(self, text):
        """The panel's form with what the text chooses."""
        return self.form_class(QueryDict(text))

    def fits(self, text):
        """Whether there is all that the text chooses."""
        return self.form(text).is_valid()
