"""How fast documents are read and written, on one core: `make bench-documents`. They are invented and made here."""

import os
from datetime import date

import typst
from tqdm import tqdm

from documents.formats.document import read_document
from documents.opening import open_document
from documents.reading import KnownBody, read
from documents.writing.content import Answer, ChiefOfficer, Content, Item, Layout, Office, Report, Signatory
from documents.writing.forms import Form, write
from inspections.pasting import ItemKind

BODIES = [
    KnownBody("Northshire Police", "force"),
    KnownBody("Police and Crime Commissioner for Northshire", "police_and_crime_commissioner"),
    KnownBody("Home Office", "national_body"),
]
SENTENCE = "The custody sergeant looks in on every cell, writes down what was seen, and says so to the next shift. "
PAGES, DOCUMENTS = 300, 100
ITEMS, WORDS = 30, 1_500


def a_response(items, sentences):
    """A response in Typst's markup, with so many items and so many sentences in each answer."""
    yield "= Response to Safer in custody: how forces manage risk\n\nNorthshire Police, published on 18 June 2025\n"
    for number in range(1, items + 1):
        yield f"\n== Recommendation {number}\n\nBy 31 October 2025, the chief constable should check cells on time.\n"
        yield f"\n*Force response:* {SENTENCE * sentences}\n"


def a_long_response():
    """A response with so many items, each with an answer of so many words in paragraphs."""
    answer = "\n\n".join([SENTENCE * 5] * (WORDS // len((SENTENCE * 5).split())))
    text = "By 31 October 2025, the chief constable should check cells on time."
    kind = ItemKind.RECOMMENDATION
    return Content(
        office=Office("Police and Crime Commissioner for Northshire", ("1 High Street",)),
        force="Northshire Police",
        report=Report("Safer in custody: how forces manage risk", date(2025, 6, 18), {}, date(2025, 8, 12)),
        dated_on=date(2025, 8, 1),
        recipients=("Home Secretary",),
        comments=answer,
        chief_officer=ChiefOfficer(SENTENCE, "A. Person", "Chief Constable"),
        reply=SENTENCE,
        monitoring=SENTENCE,
        items=tuple(
            Item(kind, str(number), f"Recommendation {number}", text, answer=Answer("In progress", answer))
            for number in range(1, ITEMS + 1)
        ),
        signatory=Signatory("B. Person", "Police and Crime Commissioner for Northshire"),
    )


def seconds(work):
    """Processor time, that of child processes included: documents are opened in one, and other work does not count."""
    began = os.times()
    work()
    ended = os.times()
    return sum(ended[:4]) - sum(began[:4])


def main():
    long = typst.compile("".join(a_response(items=PAGES, sentences=42)).encode())
    short = typst.compile("".join(a_response(items=10, sentences=8)).encode())
    pages = len({block.place.number for block in read_document(long, "long.pdf").blocks})
    took = seconds(lambda: read(open_document(long, "long.pdf").blocks, BODIES))
    print(f"A PDF of {pages} pages: {took:.1f} s of processor time")
    took = seconds(
        lambda: [read(open_document(short, "short.pdf").blocks, BODIES) for _ in tqdm(range(DOCUMENTS), disable=None)]
    )
    rate = DOCUMENTS / took * 60
    print(f"{DOCUMENTS} PDFs of {len(short) // 1024} KB: {took:.1f} s of processor time, {rate:.0f} a minute and core")
    content = a_long_response()
    for form in Form:
        took = seconds(lambda form=form: write(content, Layout.LETTER, form))
        print(f"A response of {ITEMS} items of {WORDS:,} words as {form}: {took:.2f} s of processor time")


if __name__ == "__main__":
    main()
