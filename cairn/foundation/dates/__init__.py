"""Dates, times and ages as a person says them, read without guessing more than was said."""

from cairn.foundation.dates.ages import ADULT_AT, adult_on, age_on, birthday
from cairn.foundation.dates.days import read_date
from cairn.foundation.dates.moments import read_moment
from cairn.foundation.dates.reading import Read, ReadTime, Unreadable
from cairn.foundation.dates.times import read_time

__all__ = [
    "ADULT_AT",
    "Read",
    "ReadTime",
    "Unreadable",
    "adult_on",
    "age_on",
    "birthday",
    "read_date",
    "read_moment",
    "read_time",
]
