"""Every page that is measured: its address in the loaded register, whose it is, and its floor."""

from scripts.bench.pages.exports import EXPORTS
from scripts.bench.pages.lists import LISTS
from scripts.bench.pages.past import at
from scripts.bench.pages.register import REGISTER
from scripts.bench.pages.views import VIEWS
from scripts.bench.pages.work import WORK

ON_AN_EARLIER_DAY = (
    "compliance list: everything",
    "compliance list: overdue",
    "compliance list: of one force",
    "matrix: everything",
    "matrix of a report",
    "forces",
    "a force",
    "inspections",
    "an inspection",
    "recommendations",
    "an item",
    "statutory responses",
    "charts: everything",
)
"""Pages that are also looked at as they stood about a year ago."""

_TODAY = [*LISTS, *VIEWS, *REGISTER, *WORK]
PAGES = [*_TODAY, *(at(page) for page in _TODAY if page.name in ON_AN_EARLIER_DAY), *EXPORTS]

UNMEASURED = {
    "responses:answer_discard": "leads back to the answer",
    "responses:progress_add": "leads back to the answer",
    "responses:answer_owner": "leads back to the answer",
    "responses:answer_offer": "leads back to the answer",
    "responses:answer_offer_end": "is only posted to",
    "responses:markdown_preview": "is only posted to",
    "responses:sheet_review": "shows a file that somebody has uploaded",
    "responses:import_review": "shows a file that somebody has uploaded",
    "responses:saved_filter": "leads to the list",
    "responses:saved_filter_change": "needs a filter that somebody has saved",
    "responses:saved_filter_delete": "needs a filter that somebody has saved",
    "responses:response_undo": "needs a step that can be taken back",
    "responses:version_document": "a file that is kept as it is",
    "responses:proposal_accept": "needs a report that an office has proposed",
    "responses:proposal_match": "needs a report that an office has proposed",
    "responses:proposal_merge": "needs a report that an office has proposed",
    "responses:progress_withdraw": "needs a note of progress",
    "typed": "is asked by a script, for what somebody is typing",
    "typed_discard": "is only posted to",
    "account_logout": "has no figures",
    "account_signup": "says that it is closed",
    "account_inactive": "has no figures",
    "account_see_as_stop": "is only posted to",
    "account_reminders_stop": "needs a link of a mail",
    "account_reauthenticate": "has no figures",
    "account_change_password": "has no figures",
    "account_set_password": "leads to the change of a password",
    "account_reset_password": "has no figures",
    "account_reset_password_done": "has no figures",
    "account_reset_password_from_key": "needs a link of a mail",
    "account_reset_password_from_key_done": "has no figures",
}
"""Addresses of the program that no page of the table is at, and why."""
