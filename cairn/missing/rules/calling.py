"""Who is asked to take on a report, and when the next person is.

The hours are real: a child who is missing at 2am is missing at 2am.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cairn.missing.choices import Grade


@dataclass(frozen=True)
class Waits:
    """The local standards: how long one person has before the next is asked."""

    high: timedelta
    other: timedelta

    def of(self, grade: str) -> timedelta:
        """Nobody has said that a report without a grade is not urgent: it is treated as high."""
        return self.high if grade in {Grade.HIGH, Grade.NOT_GRADED} else self.other


@dataclass(frozen=True)
class Rung:
    """Somebody who may be asked. `place` is that of their role on the ladder, from 0."""

    person: int
    place: int
    is_theirs: bool  # they work with the child
    is_of_this_area: bool


def in_order(rungs: Sequence[Rung]) -> list[int]:
    """The people of the ladder: by their roles, who knows the child first, then those of the area."""
    ordered = sorted(
        rungs, key=lambda one: (one.place, not one.is_theirs, not one.is_of_this_area, one.person)
    )
    return list(dict.fromkeys(one.person for one in ordered))


def next_asked(people: Sequence[int], asked: Sequence[int]) -> int | None:
    """Whom to ask now, who were asked so far in that order. After the last, the first again.

    Whoever was asked is not asked twice in a row while there is somebody else.
    """
    if not people:
        return None
    fewest = min(asked.count(one) for one in people)
    free = [one for one in people if asked.count(one) == fewest]
    others = [one for one in free if not asked or one != asked[-1]]
    return (others or free)[0]


def next_at(*, asked_at: datetime, grade: str, waits: Waits) -> datetime:
    """When the next person is asked, unless somebody took it on."""
    return asked_at + waits.of(grade)
