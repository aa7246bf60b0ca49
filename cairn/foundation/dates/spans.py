"""Dates that are honest spans: last week, a few days ago, late November 2026, summer 2026."""

import re
from calendar import monthrange
from datetime import date, timedelta

from cairn.foundation.dates.reading import MONTHS, Precision, number

Span = tuple[date, date, Precision]

# Days back, from the longest to the shortest that people mean. Judgement, not a source.
LOOSELY = {
    "other day": (7, 2),
    "recently": (28, 0),
    "last night": (1, 0),
    "night before last": (2, 1),
    "a couple days ago": (3, 1),
    "couple days ago": (3, 1),
    "a few days ago": (6, 2),
    "few days ago": (6, 2),
    "several days ago": (7, 3),
    "a couple weeks ago": (21, 10),
    "couple weeks ago": (21, 10),
    "a few weeks ago": (35, 14),
    "few weeks ago": (35, 14),
    "several weeks ago": (49, 21),
    "a couple months ago": (92, 45),
    "couple months ago": (92, 45),
    "a few months ago": (184, 60),
    "few months ago": (184, 60),
}
UNITS = {"week": (7, 3), "fortnight": (14, 4), "month": (30, 15), "year": (365, 182)}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
WIDEN_BY: dict[Precision, int] = {"day": 3, "month": 31, "year": 365, "about": 0}
PARTS = {
    "early": (1, 10), "start": (1, 10), "beginning": (1, 10),
    "mid": (11, 20), "middle": (11, 20), "late": (21, 31), "end": (21, 31),
}  # fmt: skip


def days_in(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def month(year: int, number: int) -> Span:
    return date(year, number, 1), date(year, number, days_in(year, number)), "month"


def year(number: int) -> Span:
    return date(number, 1, 1), date(number, 12, 31), "year"


def recent_month(number: int, today: date) -> Span:
    """The month of that name that is going on or went by last."""
    return month(today.year if number <= today.month else today.year - 1, number)


def widen(earliest: date, latest: date, precision: Precision) -> tuple[date, date]:
    """What "about" adds on each side: three days, a month or a year; nothing to loose words."""
    by = timedelta(days=WIDEN_BY[precision])
    return earliest - by, latest + by


def span_in_words(words: list[str], today: date) -> Span | None:
    joined = " ".join(words)
    return (
        _weeks_months_years(joined, today)
        or _loosely(joined, today)
        or _season(words, today)
        or _part_of_month(words, today)
    )


def _weeks_months_years(joined: str, today: date) -> Span | None:
    """This week, last week, the weekend, this month, last month, last March, this year, last year."""
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    saturday = monday - timedelta(days=2) if today.weekday() < 5 else monday + timedelta(days=5)
    match joined.removeprefix("last "):
        case name if joined.startswith("last ") and name in MONTHS:
            return recent_month(MONTHS.index(name) + 1, before)
    match joined:
        case "this week" | "earlier this week":
            return monday, max(today, monday), "about"
        case "last week":
            return monday - timedelta(days=7), monday - timedelta(days=1), "about"
        case "week before last":
            return monday - timedelta(days=14), monday - timedelta(days=8), "about"
        case "last weekend" | "weekend" | "over weekend":
            return saturday, min(saturday + timedelta(days=1), today), "about"
        case "this month":
            return month(today.year, today.month)
        case "last month":
            return month(before.year, before.month)
        case "this year":
            return year(today.year)
        case "last year":
            return year(today.year - 1)
    return None


def _loosely(joined: str, today: date) -> Span | None:
    bounds = LOOSELY.get(joined)
    if bounds is None and (match := re.fullmatch(r"([a-z0-9]+ )?([a-z]+?)s? ago", joined)):
        count = number(match[1].strip()) if match[1] else 1
        if count and count <= 100 and match[2] in UNITS:
            days, give = UNITS[match[2]]
            bounds = (days * count + give, max(days * count - give, 0))
    if bounds is None:
        return None
    return today - timedelta(days=bounds[0]), today - timedelta(days=bounds[1]), "about"


def _season(words: list[str], today: date) -> Span | None:
    """Summer 2026, last summer, winter 2025/26. A winter begins in the December of its year."""
    if words[:1] in (["last"], ["this"], ["past"]):
        words = words[1:]
    if not words or words[0] not in SEASONS or len(words) > 2:
        return None
    starts = SEASONS[words[0]]
    if len(words) == 1:
        begins = today.year if date(today.year, starts, 1) <= today else today.year - 1
    elif match := re.fullmatch(r"((?:19|20)[0-9]{2})(?:[/-](?:[0-9]{2}){1,2})?", words[1]):
        begins = int(match[1])
    else:
        return None
    ends_year, ends = divmod(starts + 1, 12)
    last = date(begins + ends_year, ends + 1, days_in(begins + ends_year, ends + 1))
    return date(begins, starts, 1), last, "about"


def _part_of_month(words: list[str], today: date) -> Span | None:
    """Early November, mid-November 2026, the end of November, the start of last month."""
    words = [part for word in words for part in word.split("-") if part]
    words = [next((m for m in MONTHS if w[:3] == m[:3] and m.startswith(w)), w) for w in words]
    if len(words) < 2 or words[0] not in PARTS:
        return None
    whole = _weeks_months_years(" ".join(words[1:]), today)
    if words[1] in MONTHS:
        which = MONTHS.index(words[1]) + 1
        if len(words) == 2:
            whole = recent_month(which, today)
        elif len(words) == 3 and re.fullmatch(r"(?:19|20)[0-9]{2}", words[2]):
            whole = month(int(words[2]), which)
    if whole is None or whole[2] != "month":
        return None
    first, last = PARTS[words[0]]
    return (
        whole[0].replace(day=first),
        whole[0].replace(day=min(last, whole[1].day)),
        "about",
    )
