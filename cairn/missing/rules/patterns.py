"""What repeats in the times a child was missing: often, together with others, at one place, at one hour.

Facts in words, never a score. Sources: local standards (three in 30 days: Derbyshire's protocol; in 90:
common elsewhere); DfE (2014), children who run away or go missing: patterns and companions.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from cairn.foundation import clock, wording
from cairn.foundation.identifiers import normal_name
from cairn.missing.choices import Discussed

STANDS = timedelta(days=90)  # without another episode, what was asked lapses
NEAR = timedelta(hours=2)  # between two who left one place
FEWEST, MOST_OF_THEM = 3, 2 / 3  # from when on an hour is a habit
MONTH = timedelta(days=365.25 / 12)
TIMES = ("", "Once", "Twice", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
PARTS = ((6, "at night"), (12, "in the morning"), (17, "in the afternoon"), (22, "in the evening"))
# Words that name another place for each child.
THEIR_OWN = frozenset(
    {
        "home", "their home", "family home", "childrens home", "placement", "the placement",
        "school", "college", "bedroom", "their bedroom", "house", "work", "outside", "town",
    }
)  # fmt: skip
FOUND_TOGETHER = "at the same time, and found together"
SAME_PLACE = "at the same time and found at the same place"
SAME_ADULT = "at the same time, and found with the same adult"
LEFT_TOGETHER = "last seen at the same place, within two hours of each other"


@dataclass(frozen=True)
class Often:
    """So many episodes begun in so many days, up to `last`."""

    times: int
    days: int
    last: datetime

    @property
    def said(self) -> str:
        return f"{in_words(self.times)} in {self.days} days"


@dataclass(frozen=True)
class Spell:
    """An episode as patterns see it. A place is what identifies it, and its name."""

    number: int
    child: int
    from_at: datetime
    until_at: datetime | None = None
    seen: tuple[object, str] | None = None
    found: tuple[object, str] | None = None
    with_children: frozenset[int] = frozenset()
    with_adults: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Stretch:
    """The time before support began, or since: how often, and the longest time without."""

    name: str
    from_on: date
    until_on: date
    times: int
    longest_days: int

    @property
    def per_month(self) -> float:
        return round(self.times / max((self.until_on - self.from_on) / MONTH, 1), 1)


def in_words(times: int) -> str:
    """Once; Twice; Three times; 27 times."""
    if times < len(TIMES):
        return TIMES[times] if times < 3 else f"{TIMES[times]} times"
    return f"{times} times"


def often(
    begun: Iterable[datetime], limits: Mapping[int, int], *, answered_at: datetime | None,
    now: datetime,
) -> Often | None:  # fmt: skip
    """Whether a strategy discussion is asked for: by the latest episode that reached a limit.

    `limits`: so many episodes, by so many days. What began before the last answer is answered.
    """
    counted = sorted(one for one in begun if answered_at is None or one > answered_at)
    for last in reversed(counted):
        if now - last > STANDS:
            return None
        for days, limit in sorted(limits.items()):
            since = last - timedelta(days=days)
            times = sum(since < one <= last for one in counted)
            if times >= limit:
                return Often(times, days, last)
    return None


def place_of(record: int | None, name: str) -> tuple[object, str] | None:
    """What makes two places one: their record, or the same words, unless each child has their own."""
    if record is not None:
        return record, name
    words = normal_name(name).removeprefix("at ").removeprefix("the ")
    return (words, name.strip()) if words and words not in THEIR_OWN else None


def how_together(mine: Spell, other: Spell, *, now: datetime) -> str:
    """How two children were missing together; "" if nothing says they were."""
    starts = max(mine.from_at, other.from_at)
    if starts < min(mine.until_at or now, other.until_at or now):
        if other.child in mine.with_children or mine.child in other.with_children:
            return FOUND_TOGETHER
        if _is_one(mine.found, other.found):
            return SAME_PLACE
        if mine.with_adults & other.with_adults:
            return SAME_ADULT
    is_near = abs(mine.from_at - other.from_at) <= NEAR
    return LEFT_TOGETHER if is_near and _is_one(mine.seen, other.seen) else ""


def _is_one(place: tuple[object, str] | None, other: tuple[object, str] | None) -> bool:
    return place is not None and other is not None and place[0] == other[0]


def habits(spells: Sequence[Spell], adults: Mapping[int, str]) -> list[str]:
    """What repeats, each in a sentence. `adults`: the names of those the reader may know."""
    places = Counter(one.found[0] for one in spells if one.found)
    names = {one.found[0]: one.found[1] for one in spells if one.found}
    said = [
        f"Found {in_words(times).lower()} at the same place: {names[place]}."
        for place, times in places.most_common() if times > 1
    ]  # fmt: skip
    met = Counter(adult for one in spells for adult in one.with_adults if adult in adults)
    said += [
        f"Found {in_words(times).lower()} with the same adult: {adults[adult]}."
        for adult, times in met.most_common() if times > 1
    ]  # fmt: skip
    parts = Counter(part_of_day(one.from_at) for one in spells)
    for part, times in parts.most_common(1):
        if times >= FEWEST and times >= MOST_OF_THEM * len(spells):
            said.append(f"Mostly {part}: {times} of {wording.plural(len(spells), 'time')}.")
    return said


def part_of_day(at: datetime) -> str:
    """By the clocks on the wall."""
    hour = clock.local(at).hour
    return next((words for until, words in PARTS if hour < until), "at night")


def beside_support(
    begun: Iterable[date], *, support_on: date | None, today: date
) -> tuple[Stretch, Stretch] | None:
    """The time before support began and the time since; None where there is nothing to compare."""
    days = sorted(begun)
    if support_on is None or support_on >= today or not days or days[0] >= support_on:
        return None
    return (
        _stretch("Before", days[0], support_on, [on for on in days if on < support_on]),
        _stretch("Since", support_on, today, [on for on in days if on >= support_on]),
    )


def _stretch(name: str, from_on: date, until_on: date, begun: Sequence[date]) -> Stretch:
    marks = [from_on, *begun, until_on]
    longest = max((later - earlier).days for earlier, later in pairwise(marks))
    return Stretch(name, from_on, until_on, len(begun), longest)


def reason_not_to_answer(
    *, is_asked: bool, outcome: str, held_on: date | None, with_whom: str, why: str, today: date
) -> str | None:
    if not is_asked:
        return "Nothing asks for a strategy discussion now: somebody may have answered it."
    if outcome == Discussed.NOT_NEEDED:
        return None if why.strip() else "Say why no strategy discussion is needed."
    if held_on is None or not with_whom.strip():
        return "Say when the strategy discussion was held, and with whom."
    return "This day is still to come." if held_on > today else None
