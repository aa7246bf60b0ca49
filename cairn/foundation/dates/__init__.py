"""Dates, times and ages as a person says them, read without guessing more than was said."""

from cairn.foundation.dates.ages import age_on
from cairn.foundation.dates.days import read_date
from cairn.foundation.dates.reading import Read, ReadTime, Unreadable
from cairn.foundation.dates.times import read_time

__all__ = ["Read", "ReadTime", "Unreadable", "age_on", "read_date", "read_time"]
