"""How long a way takes, from town to town, and which town some words speak of.

As the crow flies, with local standards for what roads add: good enough to see that Millom is not
beside Carlisle. Nobody's whereabouts are reckoned nearer than their town.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time, timedelta

EARTH_KM = 6371.0


@dataclass(frozen=True)
class Point:
    """A town, about where it is."""

    code: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Measures:
    """The local standards: how long an interview takes, what lies between two, every way, and which
    hours are to be checked: from when to when school is, and from when to when an interview suits.
    """

    interview: timedelta
    gap: timedelta
    fixed: timedelta
    per_10_km: timedelta
    unknown: timedelta
    school: tuple[time, time]
    day: tuple[time, time]

    def way(self, start: Point | None, end: Point | None) -> timedelta:
        """From town to town, in whole minutes. The same both ways."""
        if start is None or end is None:
            return self.unknown
        minutes = (
            self.fixed + self.per_10_km * (distance_km(start, end) / 10)
        ).total_seconds() / 60
        return timedelta(minutes=math.ceil(round(minutes, 6)))


def distance_km(start: Point, end: Point) -> float:
    """Along the ground, as the crow flies (haversine)."""
    if start.code == end.code:
        return 0.0
    one, other = math.radians(start.latitude), math.radians(end.latitude)
    across = math.radians(end.longitude - start.longitude)
    half = (
        math.sin((other - one) / 2) ** 2
        + math.cos(one) * math.cos(other) * math.sin(across / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def guess(texts: Iterable[str], towns: Iterable[Point]) -> Point | None:
    """The town that the first text names which names one; of several, the one it names last, because
    an address ends with its town. A guess: a person can mend it.
    """
    known = sorted(towns, key=lambda one: (-len(one.name), one.name))
    for text in texts:
        found: list[tuple[int, Point]] = []
        rest = text.casefold()
        for town in known:  # the longest first, so that Kirkby Lonsdale is not half read
            pattern = re.compile(rf"(?<!\w){re.escape(town.name.casefold())}(?!\w)")
            for match in pattern.finditer(rest):
                found.append((match.start(), town))
            rest = pattern.sub(lambda match: " " * len(match[0]), rest)
        if found:
            return max(found, key=lambda one: one[0])[1]
    return None
