"""What became of the county's children in CERAR: which child takes which course, and when each step is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from cairn.county.data import words
from cairn.county.invented import Invented
from cairn.county.plan import Child, County
from cairn.foundation import clock
from cairn.foundation.clock import OfficeHours

MORNING, AFTERNOON = time(9, 30), time(14, 0)
# Of the children of whom no story is told, in the demo: the course, and how many days ago it began.
COURSES = (
    ("online", (300, 210, 120, 62, 33, 12)),
    ("line", (330, 280, 160, 100, 64, 41, 20)),
    ("early help", (200, 90, 30)),
    ("not exploitation", (150, 45)),
    ("moves", (130, 61, 40)),
    ("waiting", (112, 70, 26, 9, 6, 4)),
    ("line", (3,)),
    ("online", (1,)),
    ("waiting", (0, 0)),
    ("back this morning", (0, 0)),
)
TODAY = (("missing now", 0), ("back yesterday", 0))  # in every county
IN_SMALL = 4  # the first of each course is enough for a small county, of so many courses


@dataclass(frozen=True)
class Step:
    """One thing that happened about a child. `said` is what the file says of it."""

    at: datetime
    what: str
    child: str
    said: Mapping[str, Any]
    place: str  # of this step among all: what its keys are derived from


class Casework:
    """Plans the steps of each child: those of the stories, and those of a course for some others."""

    def __init__(self, county: County, invented: Invented, hours: OfficeHours, size: str) -> None:
        self.county, self.invented, self.hours, self.size = county, invented, hours, size
        self.today = clock.local(county.now).date()

    def all(self) -> Iterator[Step]:
        told = set()
        for case in words("casework")["case"]:
            key = self.county.stories[case["story"], case["child"]]
            told.add(key)
            yield from self._steps(key, case["steps"], None)
        others = [
            one
            for one in self.county.children()
            if one.key not in told | set(self.county.stories.values()) and not one.restricted_at
        ]
        self.invented.random.shuffle(others)
        courses = {one["name"]: one["steps"] for one in words("casework")["course"]}
        for child, (name, ago) in zip(others, self._taken(), strict=False):
            yield from self._steps(child.key, courses[name], self.today - timedelta(days=ago))

    def _taken(self) -> list[tuple[str, int]]:
        if self.size == "small":
            return [*((name, days[-1] + 9) for name, days in COURSES[:IN_SMALL]), *TODAY]
        return [*((name, ago) for name, days in COURSES for ago in days), *TODAY]

    def _steps(self, child: str, steps: list[dict[str, Any]], begun: date | None) -> Iterator[Step]:
        for number, said in enumerate(steps):
            place = f"{child}/{number}"
            if said["do"] in {"missing", "entry"} and "times" in said:
                yield from self._many(child, said, begun, place)
            else:
                yield Step(self._at(said, begun, number), said["do"], child, said, place)

    def _many(
        self, child: str, said: dict[str, Any], begun: date | None, place: str
    ) -> Iterator[Step]:
        """The same, so many times between two days; some on the same day."""
        first, last = self._day(said, begun), self._day(said, begun, "until")
        for number in range(said["times"]):
            on = first + (last - first) * number // max(said["times"] - 1, 1)
            at = clock.instant_of(on, time(23, 5 + number))
            yield Step(at, said["do"], child, said, f"{place}/{number}")

    def _at(self, said: Mapping[str, Any], begun: date | None, number: int) -> datetime:
        """Within office hours; in the order of the file where several are on one day."""
        if "hours_ago" in said:
            return self.county.now - timedelta(hours=said["hours_ago"])
        day = said.get("written_ago")
        on = self.today - timedelta(days=day) if day else self._day(said, begun)
        time_of_day = AFTERNOON if said["do"] == "level" else MORNING
        if begun == self.today:  # today's contacts came in early
            at = clock.instant_of(on, time_of_day)
            return min(at, self.county.now - timedelta(hours=1))
        opens = self.hours.next_opening(clock.instant_of(on, MORNING))  # on Monday, of a Saturday
        at = clock.instant_of(clock.local(opens).date(), time_of_day)
        return at + timedelta(minutes=number)

    def _day(self, said: Mapping[str, Any], begun: date | None, which: str = "") -> date:
        """The day that a step names: `on` or `until` a date, so many days `ago`, or `day` of a course."""
        if begun:
            return begun + timedelta(days=said[f"{which}_day" if which else "day"])
        if "ago" in said:
            return self.today - timedelta(days=said["ago"])
        month, day = (int(part) for part in said[which or "on"].split("-"))
        return date(year_of_the_last_spring(self.today), month, day)


def year_of_the_last_spring(today: date) -> int:
    """Of the last spring that is over, with some weeks after it in which nothing was heard."""
    return today.year if today >= date(today.year, 8, 1) else today.year - 1


def happened_on(step: Step, child: Child, casework: Casework) -> date:
    """The day of what is written on a line of time, which may be long before it was written."""
    if "written_ago" in step.said:
        return max(casework.today - timedelta(days=step.said["ago"]), child.born_on)
    return clock.local(step.at).date()
