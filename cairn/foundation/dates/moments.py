"""A moment as people type it: 9:30pm yesterday, 21 11 at 21:30, an hour ago, 7am.

London's time. Where its clocks show a time twice, or never, in one night, the sentence says so.
"""

import re
from datetime import date, datetime, time, timedelta

from cairn.foundation import clock
from cairn.foundation.dates.days import Prefer, read_date
from cairn.foundation.dates.reading import Unreadable
from cairn.foundation.dates.times import read_time

ADVICE = "Enter a day and a time, like 9:30pm yesterday or 21 11 2026 at 14:05."
AMOUNTS = {"a": 1, "an": 1, "one": 1, "half an": 0.5, "two": 2, "three": 3}
AGO = re.compile(
    r"(?:(?:about|around|roughly) )?([0-9]{1,4}|half an|an?|one|two|three) (minute|min|hour|hr)s? ago"
)
ZONE = re.compile(r"\s+(bst|gmt)$")
ABOUT = re.compile(r"\b(?:about|around|roughly|approximately) |(?<=[0-9a-z])ish\b| ish\b")
PART = re.compile(r" ?\b(morning|afternoon|evening|night|tonight)\b")
NIGHTS, NOON = {"night", "tonight", "evening"}, 12
HALF = re.compile(r"[ap]\.?m\b|noon|midday|midnight")
# The hours that a part of the day tells apart: of any other that was said beside it, it is asked.
MEANT = {
    "morning": range(12), "afternoon": range(12, 19), "evening": range(16, 24),
    "night": range(18, 24), "tonight": range(16, 24),
}  # fmt: skip


def read_moment(text: str, *, now: datetime, ahead: bool = False) -> datetime:
    """The instant that the text means, in UTC. Raises Unreadable.

    A time without a day is the last time the clocks showed it: at 1am, "11pm" was yesterday. With
    `ahead` it is the next, and days that could be meant are still to come.
    """
    said = " ".join(text.lower().split())
    if said in {"now", "just now"}:
        return now
    if ago := AGO.fullmatch(said):
        amount = AMOUNTS.get(ago[1]) or float(ago[1])
        return now - amount * timedelta(**{"minutes" if ago[2].startswith("min") else "hours": 1})
    said = ABOUT.sub("", said)
    zone = ZONE.search(said)
    words = (said[: zone.start()] if zone else said).replace(",", " ").split()
    prefer: Prefer = "future" if ahead else "past"
    found = _parts(words, clock.local(now).date(), prefer)
    if found is None:
        raise Unreadable(_what_is_missing(words, clock.local(now).date(), prefer))
    on, at = found
    if on is None:
        today = clock.local(now).date()
        is_today = (_instant(today, at, zone) > now) == ahead
        on = today if is_today else today + (clock.ONE_DAY if ahead else -clock.ONE_DAY)
    return _instant(on, at, zone)


def _parts(words: list[str], today: date, prefer: Prefer) -> tuple[date | None, time] | None:
    """A day and a time in either order, with or without "at"; or a time alone."""
    part = PART.search(" ".join(words))
    for place in range(len(words)):
        first, rest = words[:place], words[place:]
        if rest[0] == "at":
            rest = rest[1:]
        if first and first[-1] == "on":
            first = first[:-1]
        for day, hour in ((first, rest), (rest, first)):
            on, at = _day(day, today, prefer), _time(hour, part[1] if part else "")
            if at is not None and (on is not None or not day):
                return on, at
    return None


def _day(words: list[str], today: date, prefer: Prefer = "past") -> date | None:
    text = " ".join(word for word in words if word != "on")
    if text in {"last night", "yesterday evening", "yesterday night"}:
        return today - clock.ONE_DAY
    if text in {"tonight", "this morning", "this evening", "this afternoon"}:
        return today
    if len(text.split()) > 1:
        text = PART.sub("", text).strip()  # Monday evening, yesterday morning
    try:
        return read_date(text, today=today, prefer=prefer).on if text else None
    except Unreadable:
        return None


def _time(words: list[str], part: str = "") -> time | None:
    """One time; of morning or evening, the one that was said beside it. 10.30 last night is 22:30."""
    text = " ".join(words)
    try:
        read = read_time(text) if words else None
    except Unreadable:
        return None
    if read is None or not part:
        return read.at if read else None
    if HALF.search(text):  # 1am last night is of neither day for certain
        is_apart = part in NIGHTS and read.at is not None and read.at.hour < NOON
        return None if is_apart else read.at
    found = read.either or ((read.at, _later(read.at)) if read.at else ())
    meant = [one for one in found if one.hour in MEANT[part]]
    return meant[0] if len(meant) == 1 else None


def _later(at: time) -> time:
    """The other time that the hands of a clock show alike."""
    return at.replace(hour=(at.hour + 12) % 24)


def _what_is_missing(words: list[str], today: date, prefer: Prefer) -> str:
    if _day(words, today, prefer):
        guess = " If nobody knows it, give the time you think it was." if prefer == "past" else ""
        return f"Enter the time too, like 9:30{'pm' if guess else 'am'}.{guess}"
    for place in range(len(words) + 1):
        for some in (words[:place], words[place:]):
            try:
                either = read_time(" ".join(some)).either if some else ()
            except Unreadable:
                continue
            if either:
                return "Say if it was in the morning or the evening, like 7:30am or 7:30pm."
    return ADVICE


def _instant(on: date, at: time, zone: re.Match[str] | None) -> datetime:
    """Of a time that the clocks show twice, the one that was meant; of one they skip, none."""
    first = datetime.combine(on, at, tzinfo=clock.LONDON)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return clock.aware(first)
    shown = first.strftime("%H:%M")
    if clock.local(clock.aware(first)).time() != at:
        raise Unreadable(f"The clocks went forward that night: {shown} was skipped. Look again.")
    if zone is None:
        raise Unreadable(
            f"The clocks showed {shown} twice that night. Add BST for the first time, or GMT."
        )
    return clock.aware(first if zone[1] == "bst" else second)
