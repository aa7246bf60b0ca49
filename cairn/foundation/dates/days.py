"""Dates as a person types them: day before month, words, and honest spans for the rest."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from cairn.foundation.dates import spans
from cairn.foundation.dates.reading import (
    ABOUT,
    MONTHS,
    WEEKDAYS,
    Read,
    Unreadable,
    known_word,
    number,
    plain,
)

Prefer = Literal["any", "past", "future"]

ADVICE = "Enter the date as day, month and year, like 27 3 2026."
FIRST_YEAR, LAST_YEAR = 1900, 2100
SMALL_WORDS = {"the", "of", "on", "in", "at", "during", "it", "was"}
NAMED_DAYS = {
    "christmas day": (25, 12), "christmas eve": (24, 12), "boxing day": (26, 12),
    "new year's day": (1, 1), "new years day": (1, 1), "new year's eve": (31, 12),
    "new years eve": (31, 12), "halloween": (31, 10), "bonfire night": (5, 11),
}  # fmt: skip


def read_date(text: str, *, today: date, prefer: Prefer = "any") -> Read:
    """What day, or span of days, the text means. Raises Unreadable.

    A day without a year, or a bare weekday, is the most recent one, today included for the former;
    with prefer="future" it is the next. With prefer="past" (dates of birth) a year of two digits
    never lands in the future. Otherwise 00 to 49 are 20xx and 50 to 99 are 19xx.
    """
    try:
        return _read(text, today, prefer)
    except OverflowError:
        raise Unreadable(ADVICE) from None


def _read(text: str, today: date, prefer: Prefer) -> Read:
    said = text.strip()
    words, about = _words(plain(text, ADVICE))
    joined = " ".join(words)
    found = (
        _relative_day(joined, today)
        or spans.span_in_words(words, today)
        or _numbers_only(joined, today, prefer)
        or _weekday(words, today, prefer)
        or _day_and_month(words, today, prefer)
    )
    if found is None:
        raise Unreadable(ADVICE)
    whole: spans.Span = (found, found, "day") if isinstance(found, date) else found
    earliest, latest, precision = whole
    if about:
        earliest, latest = spans.widen(earliest, latest, precision)
        precision = "about"
    return Read(
        on=earliest if precision == "day" else None,
        earliest=earliest,
        latest=latest,
        precision=precision,
        said=said,
    )


def _words(text: str) -> tuple[list[str], bool]:
    """The words that carry meaning, numbers apart from letters, and whether it said "about"."""
    text = re.sub(r"([0-9]+)(?:st|nd|rd|th)\b", r"\1#", text)
    text = re.sub(r"([0-9#])([a-z])", r"\1 \2", re.sub(r"([a-z])([0-9])", r"\1 \2", text))
    text, marked = re.subn(r"~|\bc\.|\bish\b|\?", " ", text)
    words = [word.strip(".'") for word in re.split(r"[\s,()]+", text)]
    about = bool(marked) or any(word in ABOUT for word in words)
    kept = [known_word(w) for w in words if w and w not in SMALL_WORDS and w not in ABOUT]
    return kept, about


def _relative_day(joined: str, today: date) -> date | None:
    """Days said from today: yesterday, three days ago, a week ago today."""
    days = {
        "today": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0,
        "just now": 0, "now": 0, "earlier today": 0, "yesterday": -1, "yesterday morning": -1,
        "yesterday afternoon": -1, "yesterday evening": -1, "day before yesterday": -2,
        "tomorrow": 1, "day after tomorrow": 2, "week ago today": -7, "a week ago today": -7,
        "fortnight ago today": -14, "a fortnight ago today": -14,
    }  # fmt: skip
    if joined in days:
        return today + timedelta(days=days[joined])
    if match := re.fullmatch(r"([a-z0-9]+) days? ago", joined):
        count = number(match[1])
        return None if count is None else today - timedelta(days=count)
    return None


def _numbers_only(joined: str, today: date, prefer: Prefer) -> date | spans.Span | None:
    """3/11/2026, 3 11 26, 3.11, 2026-11-03, 03112026, 11/2026, 2026."""
    if not re.fullmatch(r"[0-9#\s/.\-–]+", joined):
        return None
    parts = [part for part in re.split(r"[\s/.\-–]+", joined.replace("#", "")) if part]
    if len(parts) == 1:
        parts = _unpacked(parts[0])
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    match parts:
        case [day, month, year]:
            return _day(int(day), int(month), _year(year, today, prefer, int(day), int(month)))
        case [month, year] if len(year) == 4:
            return spans.month(_four_digits(year), _month(int(month)))
        case [year, month] if len(year) == 4:
            return spans.month(_four_digits(year), _month(int(month)))
        case [day, month]:
            return _nearest_day(int(day), int(month), today, prefer)
        case [day] if "#" in joined:
            return _nearest(
                lambda on: on.day == int(day.strip("#")),
                today,
                prefer,
                include_today=True,
            )
        case [year] if len(year) == 4:
            return spans.year(_four_digits(year))
    return None


def _unpacked(digits: str) -> list[str]:
    """A date typed without gaps: 03112026, 20261103 or 031126."""
    if len(digits) == 8 and FIRST_YEAR <= int(digits[4:]) <= LAST_YEAR:
        return [digits[:2], digits[2:4], digits[4:]]
    if len(digits) == 8:
        return [digits[:4], digits[4:6], digits[6:]]
    if len(digits) == 6:
        return [digits[:2], digits[2:4], digits[4:]]
    return [digits]


def _day_and_month(words: list[str], today: date, prefer: Prefer) -> date | spans.Span | None:
    """3 November 2026, 3rd Nov, November 3rd 2026, Tuesday 3 November, November 2026, November."""
    words = [part for word in words for part in re.split(r"[-/–.]", word) if part]
    words = [known_word(word) for word in words]
    weekday = words.pop(0) if words and words[0] in WEEKDAYS else None
    months = [place for place, word in enumerate(words) if word in MONTHS]
    numbers = [word for word in words if re.fullmatch(r"[0-9]+#?", word)]
    if len(months) != 1 or len(numbers) != len(words) - 1:
        return None
    month = MONTHS.index(words[months[0]]) + 1
    found: date | spans.Span | None = None
    if len(numbers) == 2:
        day, year = numbers if len(numbers[0].strip("#")) < 4 else reversed(numbers)
        day_number = int(day.strip("#"))
        found = _day(day_number, month, _year(year, today, prefer, day_number, month))
    elif len(numbers) == 1 and len(numbers[0]) == 4 and "#" not in numbers[0]:
        found = spans.month(_four_digits(numbers[0]), month)
    elif len(numbers) == 1:
        found = _day_with_month(numbers[0], months[0], month, today, prefer)
    elif not numbers:
        found = spans.recent_month(month, today)
    if weekday and isinstance(found, date) and WEEKDAYS[found.weekday()] != weekday:
        raise Unreadable(
            f"{_long(found)} is a {WEEKDAYS[found.weekday()].title()}, not a {weekday.title()}."
            " Check the day and the date."
        )
    return found if not weekday or isinstance(found, date) else None


def _day_with_month(
    said: str, month_place: int, month: int, today: date, prefer: Prefer
) -> date | None:
    """3 Nov or Nov 3rd. "Nov 26" alone may be a day or a year, so it is asked again."""
    day = int(said.strip("#"))
    if month_place == 0 and "#" not in said and len(said) == 2 and 1 <= day <= 31:
        name = MONTHS[month - 1].title()
        raise Unreadable(
            f"“{name} {day}” could be a day or a year."
            f" Enter it like {day} {name} {today.year}, or {name} 20{day:02}."
        )
    return _nearest_day(day, month, today, prefer)


def _weekday(words: list[str], today: date, prefer: Prefer) -> date | None:
    """Tuesday, last Tuesday (the most recent, today not included), next Tuesday."""
    if len(words) == 2 and words[1] in ("morning", "afternoon", "evening"):
        words = words[:1]
    *which, day = words or [""]
    joined = " ".join(words)
    if joined in NAMED_DAYS:
        return _nearest_day(*NAMED_DAYS[joined], today, prefer)
    if len(words) > 1 and " ".join(words[:-1]) in NAMED_DAYS:
        day_number, month = NAMED_DAYS[" ".join(words[:-1])]
        return _day(day_number, month, _year(day, today, prefer, day_number, month))
    if day not in WEEKDAYS or which not in ([], ["last"], ["next"], ["this"], ["past"]):
        return None
    if which:
        prefer = "future" if which in (["next"], ["this"]) else "any"
    wanted = WEEKDAYS.index(day)
    today_counts = which == ["this"]
    return _nearest(lambda on: on.weekday() == wanted, today, prefer, include_today=today_counts)


def _nearest_day(day: int, month: int, today: date, prefer: Prefer) -> date:
    _day(day, _month(month), 2024)  # a leap year, so that 29 February is a day
    return _nearest(lambda on: (on.day, on.month) == (day, month), today, prefer, True)


def _nearest(
    fits: Callable[[date], bool], today: date, prefer: Prefer, include_today: bool
) -> date:
    """The closest day that fits, backwards in time unless the future is preferred."""
    step = timedelta(days=1 if prefer == "future" else -1)
    on = today if include_today else today + step
    for _ in range(366 * 8 + 3):  # 29 February can be eight years away
        if fits(on):
            return on
        on += step
    raise Unreadable(ADVICE)


def _year(said: str, today: date, prefer: Prefer, day: int, month: int) -> int:
    if not re.fullmatch(r"[0-9]{2}", said):
        return _four_digits(said)
    year = int(said) + (2000 if int(said) < 50 else 1900)
    in_future = (year, month, day) > (today.year, today.month, today.day)
    return year - 100 if prefer == "past" and in_future else year


def _four_digits(said: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", said) or not FIRST_YEAR <= int(said) <= LAST_YEAR:
        raise Unreadable("Enter the year as 4 numbers, like 2026.")
    return int(said)


def _month(month: int) -> int:
    if not 1 <= month <= 12:
        raise Unreadable(f"There is no month {month}. {ADVICE}")
    return month


def _day(day: int, month: int, year: int) -> date:
    last = spans.days_in(year, _month(month))
    if not 1 <= day <= last:
        raise Unreadable(f"{MONTHS[month - 1].title()} {year} has {last} days. {ADVICE}")
    return date(year, month, day)


def _long(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1].title()} {on.year}"
