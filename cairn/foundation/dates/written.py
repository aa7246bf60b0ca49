"""A moment or a day as another system writes it: 2026-10-25T01:30:00+01:00, or 25/10/2026 01:30.

Without an offset it is London's time. Where its clocks show a time twice, the first is taken; one that
they skip is read as if they had not gone forward yet. Nobody is there at 2am to be asked again, so it
is read all the same, and `unclear` says how.

Source: RFC 5545 (iCalendar), section 3.3.5, local time.
"""

import re
from datetime import date, datetime

from cairn.foundation import clock, wording
from cairn.foundation.dates.reading import Unreadable

BRITISH = re.compile(
    r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?:[ T]([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?))?"
)
MOMENT = "Write it like 2026-10-25T01:30:00+01:00, or like 25/10/2026 01:30 for London’s time."
DAY = "Write it like 2012-05-27, or like 27/05/2012."


def read_written_moment(text: str) -> datetime:
    """The instant, in UTC. Raises Unreadable."""
    read = _written(text)
    return clock.aware(read if read.tzinfo else read.replace(tzinfo=clock.LONDON))


def unclear(text: str) -> str:
    """How a moment was read that London's clocks show twice or never, in words; else empty."""
    read = _written(text)
    if read.tzinfo:
        return ""
    at = clock.aware(read.replace(tzinfo=clock.LONDON))
    if at == clock.aware(read.replace(tzinfo=clock.LONDON, fold=1)):
        return ""
    if clock.local(at).replace(tzinfo=None) != read:
        why = "the clocks went forward and skipped that time"
    else:
        why = "the clocks showed that time twice, and the first is taken"
    return f"“{text.strip()}” was read as {wording.exact(at)}: {why}."


def _written(text: str) -> datetime:
    """As it was written: with its offset, or without one."""
    said = text.strip()
    if found := BRITISH.fullmatch(said):
        day, month, year, hour = found.groups()
        said = f"{year}-{month:0>2}-{day:0>2}T{(hour or ''):0>5}" if hour else "a day only"
    try:
        read = datetime.fromisoformat(said)
        clock.aware(read if read.tzinfo else read.replace(tzinfo=clock.LONDON))
    except (ValueError, OverflowError):  # the year 1 in Auckland is no year in UTC
        raise Unreadable(MOMENT) from None
    if read.tzinfo is None and ":" not in said:
        raise Unreadable(f"The time is missing. {MOMENT}")
    return read


def read_written_day(text: str) -> date:
    """Raises Unreadable."""
    said = text.strip()
    if (found := BRITISH.fullmatch(said)) and found[4] is None:
        said = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Unreadable(DAY) from None
