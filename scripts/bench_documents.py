"""How fast documents are read, on one core: `make bench`. The documents are invented and made here."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import typst
from tqdm import tqdm

from documents.formats.document import read_document
from documents.opening import open_document
from documents.reading import KnownBody, read

BODIES = [
    KnownBody("Northshire Police", "force"),
    KnownBody("Police and Crime Commissioner for Northshire", "police_and_crime_commissioner"),
    KnownBody("Home Office", "national_body"),
]
SENTENCE = "The custody sergeant looks in on every cell, writes down what was seen, and says so to the next shift. "
PAGES, DOCUMENTS = 300, 100


def a_response(items, sentences):
    """A response in Typst's markup, with so many items and so many sentences in each answer."""
    yield "= Response to Safer in custody: how forces manage risk\n\nNorthshire Police, published on 18 June 2025\n"
    for number in range(1, items + 1):
        yield f"\n== Recommendation {number}\n\nBy 31 October 2025, the chief constable should check cells on time.\n"
        yield f"\n*Force response:* {SENTENCE * sentences}\n"


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


if __name__ == "__main__":
    main()
