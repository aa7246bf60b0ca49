"""A moment or a day as another system writes it: 2026-10-25T01:30:00+01:00, or 25/10/2026 01:30.

Without an offset it is London's time. Where its clocks show a time twice, or never, that is refused:
a machine can say which it means.
"""

import re
from datetime import date, datetime

from cairn.foundation import clock
from cairn.foundation.dates.reading import Unreadable

BRITISH = re.compile(
    r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?:[ T]([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?))?"
)
MOMENT = "Write it like 2026-10-25T01:30:00+01:00, or like 25/10/2026 01:30 for London’s time."
DAY = "Write it like 2012-05-27, or like 27/05/2012."


def read_written_moment(text: str) -> datetime:
    """The instant, in UTC. Raises Unreadable."""
    said = text.strip()
    if found := BRITISH.fullmatch(said):
        day, month, year, hour = found.groups()
        said = f"{year}-{month:0>2}-{day:0>2}T{(hour or ''):0>5}" if hour else "a day only"
    try:
        read = datetime.fromisoformat(said)
        if read.tzinfo:
            return clock.aware(read)
    except (ValueError, OverflowError):  # the year 1 in Auckland is no year in UTC
        raise Unreadable(MOMENT) from None
    if ":" not in said:
        raise Unreadable(f"The time is missing. {MOMENT}")
    return _in_london(read)


def read_written_day(text: str) -> date:
    """Raises Unreadable."""
    said = text.strip()
    if (found := BRITISH.fullmatch(said)) and found[4] is None:
        said = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Unreadable(DAY) from None


def _in_london(naive: datetime) -> datetime:
    first = naive.replace(tzinfo=clock.LONDON, fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return clock.aware(first)
    shown = naive.strftime("%H:%M")
    if clock.local(clock.aware(first)).time() != naive.time():
        raise Unreadable(f"The clocks went forward that night: {shown} was skipped. Look again.")
    raise Unreadable(
        f"The clocks showed {shown} twice that night. Add +01:00 for the first time, or +00:00 for "
        "the second."
    )
