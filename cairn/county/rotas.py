"""When those who hold return home interviews work, where they start from, and when they are away."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from cairn.accounts import people
from cairn.county import actions
from cairn.county.happening import Happening
from cairn.county.invented import Invented
from cairn.county.plan import County, Person
from cairn.foundation import clock
from cairn.planner import actions as planner
from cairn.planner.choices import Kind

HOLDERS = ("team_manager", "senior_worker", "intervention_worker")
BOXES = {  # within which the invented towns lie: north, west
    "cumberland": ((54.45, 54.90), (2.95, 3.50)),
    "westmorland-and-furness": ((54.15, 54.65), (2.45, 3.10)),
}
WEEKS: tuple[tuple[range, time, time], ...] = (
    (range(5), time(9), time(17)),
    (range(1, 6), time(11), time(19)),
    (range(5), time(8), time(16)),
    (range(2, 7), time(10), time(18)),
)
AWAY = (  # who is away, by number: from and until in days from today, and for what
    (2, 0, 2, Kind.ILL),
    (4, 1, 8, Kind.LEAVE),
    (5, 3, 4, Kind.TRAINING),
    (3, -20, -15, Kind.LEAVE),
)
SAID = timedelta(days=300)  # ago


class Rotas:
    """Plans them. `rows` are people by the keys of the plan."""

    def __init__(
        self, county: County, happening: Happening, rows: Mapping[str, Any],
        key_of: Callable[[str], UUID],
    ) -> None:  # fmt: skip
        self.county, self.happening, self.rows, self.key_of = county, happening, rows, key_of
        self.invented = Invented("towns on a map")

    def plan(self) -> None:
        began = self.happening.hours.next_opening(self.happening.now - SAID)
        for council, names in self.county.towns.items():
            codes = [self._town(began, council, name) for name in names]
            holders = [one for role in HOLDERS for one in self.county.with_role(role, council)]
            for number, person in enumerate(holders):
                self._week(began, person, number, codes[number % len(codes)])
            for number, first, last, kind in AWAY:
                if number < len(holders):
                    self._away(holders[number], first, last, kind)

    def _town(self, at: datetime, council: str, name: str) -> str:
        code = "-".join(name.lower().split())
        north, west = (round(self.invented.random.uniform(*box), 2) for box in BOXES[council])
        add = partial(
            actions.add_town, by=people.system(), code=code, name=name, council=council,
            north=north, west=west,
        )  # fmt: skip
        self.happening.at(at - timedelta(minutes=30), add)
        return code

    def _week(self, at: datetime, person: Person, number: int, base: str) -> None:
        days, begins, ends = WEEKS[number % len(WEEKS)]
        row = self.rows[person.key]
        said = partial(
            planner.say_week, by=row, person=row.reference, from_on=clock.local(at).date(),
            days=[(day, begins, ends, base) for day in days], on_holidays=False, said=0,
            key=self.key_of(f"{person.key}/week"),
        )  # fmt: skip
        self.happening.at(at + timedelta(minutes=number), said)

    def _away(self, person: Person, first: int, last: int, kind: str) -> None:
        """Said on the morning of it, or a week ahead where it can be foreseen."""
        today = clock.local(self.happening.now).date()
        start, end = (
            clock.instant_of(today + timedelta(days=days), time(8)) for days in (first, last)
        )
        said_at = min(start, self.happening.now) - timedelta(days=0 if kind == Kind.ILL else 7)
        row = self.rows[person.key]
        away = partial(
            planner.say_away, by=row, person=row.reference, kind=kind, from_at=start,
            until_at=end, key=self.key_of(f"{person.key}/{kind}"),
        )  # fmt: skip
        self.happening.at(said_at - timedelta(minutes=1), away)
