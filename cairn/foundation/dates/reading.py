"""What a typed date or time turned out to mean, and the words that help to read one."""

import unicodedata
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from typing import Literal

LONGEST = 80
Precision = Literal["day", "month", "year", "about"]

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
SHORT_FORMS = {"sept": "september", "tues": "tuesday", "weds": "wednesday"}
SHORT_FORMS |= {"thur": "thursday", "thurs": "thursday"}
SHORT_FORMS |= {name[:3]: name for name in (*MONTHS, *WEEKDAYS)}
NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
ABOUT = (
    "about",
    "around",
    "roughly",
    "approximately",
    "approx",
    "circa",
    "maybe",
    "probably",
)


class Unreadable(ValueError):
    """The text could not be read. Its sentence says what to type instead."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Read:
    """A date as it was said: `on` when it names one day, and always the days it may have been."""

    on: date | None
    earliest: date
    latest: date
    precision: Precision
    said: str


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A time as it was said: `at` when it names one time, and always the times it may have been.

    `latest` is earlier than `earliest` when the span runs past midnight. `either` holds both
    readings of a time said without morning or evening ("half past seven"): ask which.
    """

    at: time | None
    earliest: time
    latest: time
    precision: Literal["minute", "about"]
    said: str
    either: tuple[time, ...] = ()


def plain(text: str, advice: str) -> str:
    """The text in lower case, its characters in their simplest form. Raises Unreadable(advice)."""
    simple = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    if not simple.strip() or len(simple) > LONGEST:
        raise Unreadable(advice)
    return simple


def known_word(word: str) -> str:
    """The month or weekday this word stands for, short or slightly misspelt; else the word."""
    if word in SHORT_FORMS:
        return SHORT_FORMS[word]
    names = (*MONTHS, *WEEKDAYS)
    started = [name for name in names if len(word) > 3 and name.startswith(word)]
    close = get_close_matches(word, names, n=1, cutoff=0.82) if len(word) > 5 else []
    return (started or close or [word])[0]


def number(word: str) -> int | None:
    """The number in digits or, up to twenty, in words; "a" is one."""
    if word.isascii() and word.isdigit():
        return int(word)
    if word in ("a", "an"):
        return 1
    return NUMBERS.index(word) if word in NUMBERS else None
