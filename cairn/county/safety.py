"""What no invented text may hold: a phone, plate, town, postcode or address somebody could have."""

import re
from collections.abc import Iterator
from functools import cache

from cairn.county.data import words
from cairn.foundation.identifiers import is_impossible_plate, is_reserved_phone

# Nine digits or more are a phone number, whatever stands between them. Dates have eight at most.
LONG_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[\s().\-]{0,2}\d){8,}(?!\w)")
PLATE = re.compile(
    r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b|\b[A-Z]\d{1,3}\s?[A-Z]{3}\b|\b[A-Z]{3}\s?\d{1,3}[A-Z]\b"
)
POSTCODE = re.compile(r"\b([A-Z]{1,2})\d[A-Z\d]?\s\d[A-Z]{2}\b")
ADDRESS = re.compile(r"[\w.+-]+@([\w.-]+\w)")
WEB = re.compile(r"\b(?:https?://|www\.)([\w.-]+)", re.IGNORECASE)
INVENTED_AREAS = ("Q", "V", "X")  # no postcode begins with these letters


def problems(text: str) -> list[str]:
    """What in this text could belong to somebody, one line each. Empty means safe to publish."""
    return list(_problems(text))


def _problems(text: str) -> Iterator[str]:
    for found in LONG_NUMBER.finditer(text):
        if not is_reserved_phone(found[0]):
            yield f"{found[0]} is not a number kept for drama"
    for found in PLATE.finditer(text):
        if not is_impossible_plate(found[0]):
            yield f"{found[0]} could be on a vehicle"
    for found in POSTCODE.finditer(text):
        if not found[1].startswith(INVENTED_AREAS):
            yield f"{found[0]} could be a postcode"
    for found in [*ADDRESS.finditer(text), *WEB.finditer(text)]:
        if not found[1].lower().endswith(".example"):
            yield f"{found[0]} could be an address"
    for found in _real_towns().finditer(text):
        yield f"{found[0]} is a real place"
    for name in words("names")["never"]:
        if name.casefold() in text.casefold():
            yield f"{name} is a person many know"


@cache
def _real_towns() -> re.Pattern[str]:
    names = sorted(words("places")["real"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b", re.IGNORECASE)
