"""Pages as they stood on an earlier day."""

from dataclasses import replace


def at(page):
    """The same page as at the earlier day."""
    address = f"{page.address}{'&' if '?' in page.address else '?'}as_at={{past}}"
    floor = replace(page.floor, past=True)
    return replace(page, name=f"{page.name}, a year ago", address=address, floor=floor, kind="past", main=False)
