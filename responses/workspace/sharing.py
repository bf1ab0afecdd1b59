"""All drafts of one side on a report, shared at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions import ActionError
from responses.actions import share


class NotShared(ActionError):
    """Some of the drafts cannot be shared, so none was. `refused` are (draft, why) pairs."""

    def __init__(self, refused):
        super().__init__(_("Nothing was shared."))
        self.refused = refused


@transaction.atomic
def share_all(drafts, *, by, on):
    """Share every draft, as `responses.actions.share` does one; or none, and say which are refused and why."""
    refused = []
    for draft in drafts:
        try:
            with transaction.atomic():
                share(draft, by=by, on=on)
        except ActionError as why:
            refused.append((draft, str(why)))
    if refused:
        raise NotShared(refused)
