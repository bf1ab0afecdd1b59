"""The sheet as it is taken out."""

from django.utils.translation import gettext as _

from inspections.sheets import Page, SheetRefused, write
from inspections.statuses import Status
from inspections.wording import day_words
from responses.actions import begun_from
from responses.answersheet.exporting import answer_of, row_of, with_answers
from responses.models import Draft
from responses.roundtrip.columns import COLUMNS, FIELDS, MOST_ROWS, WORDS, Key, plain


def write_sheet(kind, obligations, seat):
    """The bytes of a spreadsheet ("ods" or "xlsx"), in pieces: a row for each of these open items of the seat's bodies.

    The items have their status of the day. A row says what the answer page would show: the draft of the person's side,
    else what is shared. Raises SheetRefused where there is nothing to write, or too much.
    """
    rows = list(with_answers(obligations).select_related("response__answered_with")[: MOST_ROWS + 1])
    if not rows:
        raise SheetRefused(_("There is nothing to fill in: none of these items is one of yours, and open."))
    if len(rows) > MOST_ROWS:
        raise SheetRefused(_("These are more items than a sheet takes. Filter the list, by inspection for example."))
    told = [_("Column"), _("What goes into it")]
    return write(
        kind,
        [
            page_of(_rows(rows, seat)),
            Page(_("How to fill it in"), told, [*_told(seat), *_explained()], [24, 110]),
        ],
    )


def page_of(rows):
    """The page that is filled in, of rows as `row_with_key` makes them."""
    headings, widths = zip(*((str(column.heading), column.width) for column in COLUMNS.values()), strict=True)
    return Page(_("Our items"), headings, rows, widths, FIELDS)


def _told(seat):
    """What to do, and what happens then."""
    return [
        [_("What to do"), _("Fill in the shaded cells and leave the others. Then upload the file where you got it.")],
        ["", _("Nothing is written before you have seen every change, and all of it is taken, or nothing.")],
        ["", _("To remove what stands in a shaded cell, empty it. A row that you delete changes nothing.")],
        ["", _("The sheet is protected without a password, so that nothing is changed by mistake.")],
        [_("Downloaded"), _("On %(day)s by %(who)s.") % {"day": day_words(seat.day), "who": seat.user}],
    ]


def _explained():
    return [[str(column.heading), column.explained] for name, column in COLUMNS.items() if name != "key"]


def _rows(rows, seat):
    written = Draft.objects.readable_by(seat).filter(obligation__in=[row.pk for row in rows])
    drafts = {(draft.obligation_id, draft.side_id): draft for draft in written}
    for row in rows:
        side = seat.side_for(row)
        draft = drafts.get((row.pk, side.body.pk)) or begun_from(answer_of(row), row, side, by=seat.user)
        yield row_with_key(row, draft, cells_of(row, {name: getattr(draft, name) for name in WORDS}))


def cells_of(obligation, words):
    """What stands in each column for an item, but for its key: text, days and None, and the name of a position."""
    return {
        **{name: value for name, value in row_of(obligation).items() if name in ("body", "inspection", "due_on")},
        "item": obligation.recommendation.label,
        "text": obligation.recommendation.text,
        "status": str(Status(obligation.status).label),
        **words,
    }


def row_with_key(obligation, draft, said):
    """The cells of a row as people read them, from what `cells_of` gives; the last one holds its key."""
    shown = said | {"position": COLUMNS["position"].label(said["position"])}
    cells = [plain(shown.get(name)) for name in COLUMNS if name != "key"]
    return [*cells, Key.of(obligation, draft, said).sealed]
