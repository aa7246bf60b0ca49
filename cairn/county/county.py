"""Puts the fictional county together: the same seed, size and moment give the same county."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cairn.county.circles import Circle, Things, circles
from cairn.county.data import words
from cairn.county.desk import Desk
from cairn.county.families import Families
from cairn.county.invented import Invented
from cairn.county.partnership import COUNCILS, people_the_partnership
from cairn.county.plan import Child, County, Report
from cairn.county.stories import Stories
from cairn.county.telling import Telling
from cairn.foundation.clock import OfficeHours

HISTORY = timedelta(days=365)  # of what was shared
BEGUN = timedelta(days=540)  # before now: the first children are known
TOLD_TWICE = 0.05
NOTHING_NEW = "Somebody else has told the same, and strands were made of it."
TOWNS = 4  # in each council area


@dataclass(frozen=True)
class Size:
    """How much of everything. Source of the demo's figures: domain facts on volumes."""

    children: int
    in_no_circle: int
    restricted: int
    circles: int
    more_adults: int
    reports: int
    of_each_story: int


SIZES = {
    "demo": Size(60, 8, 2, 12, 5, 250, 99),
    "small": Size(20, 2, 1, 2, 0, 24, 1),
}

# What stands open today: theme, minutes ago, and how far the desk has got with it.
OPEN_TODAY = (
    ("urgent", 14, "unread"),
    ("urgent", 42, "picked"),
    ("crime", 65, "unread"),
    ("line", 95, "unread"),
    ("grooming", 140, "unread"),
    ("online", 175, "unread"),
    ("place", 215, "unread"),
    ("missing", 260, "unread"),
    ("vapes", 330, "picked"),
    ("line", 1_500, "asked"),
    ("online", 2_900, "asked"),
    ("grooming", 3_100, "asked"),
    ("place", 4_400, "asked"),
    ("labour", 1_700, "answered"),
)
OPEN_IN_SMALL = (0, 2, 3, 9, 13)


def invent(*, size: str, seed: int, now: datetime, hours: OfficeHours) -> County:
    """The whole county as a plan. `hours` are those of the desk."""
    return _Inventing(size, seed, now, hours).county()


class _Inventing:
    def __init__(self, size: str, seed: int, now: datetime, hours: OfficeHours) -> None:
        self.name, self.size = size, SIZES[size]
        self.invented = Invented(f"{seed}")
        self.hours = hours
        self.made = County(now)
        self.towns = {code: [self.invented.town() for _ in range(TOWNS)] for code in COUNCILS}
        self.made.towns = self.towns

    def county(self) -> County:
        people_the_partnership(self.made, self.name, self.invented, self.towns)
        families = Families(
            self.made, self.invented, self.hours, self.towns,
            since=self.made.now - BEGUN, until=self.made.now - HISTORY - timedelta(days=5),
        )  # fmt: skip
        stories = Stories(self.made, self.invented, families, self.towns)
        told = list(stories.all(self.size.of_each_story))
        rings = self._circles(families)
        desk = Desk(self.invented, self.hours, self.made.with_role("police_ce"), self.made.now)
        self.made.reports = [desk.deal_with(report) for report in told]
        telling = Telling(self.made, self.invented, rings)
        self._open_today(telling, desk)
        self._history(telling, desk)
        self._drafts()
        self.made.reports.sort(key=lambda report: (report.at, report.key))
        return self.made

    def _circles(self, families: Families) -> list[Circle]:
        of_stories = len(self.made.children())
        children = [
            families.child(COUNCILS[number % 5 > 2])
            for number in range(self.size.children - of_stories)
        ]
        in_circles = children[: -self.size.in_no_circle]
        for child in children[-self.size.restricted :]:
            self._restrict(child)
        rings = circles(
            self.made, self.invented, self.towns,
            number=self.size.circles, history=HISTORY, children=in_circles,
        )  # fmt: skip
        things = Things(self.made, self.invented)
        for number in range(self.size.more_adults):
            council = COUNCILS[number % 2]
            things.adult(self.towns[council][0], council)
        return rings

    def _restrict(self, child: Child) -> None:
        """From then on only those named may change the record, so nobody ends what is recorded."""
        lasting = tuple(replace(one, until=None) for one in child.involved)
        self.made.named[child.key] = replace(
            child,
            involved=lasting,
            restricted_at=child.added_at + timedelta(days=100),
            restricted_because=self.invented.one("records", "restricted_why"),
        )

    def _open_today(self, telling: Telling, desk: Desk) -> None:
        rows: Sequence[tuple[str, int, str]] = OPEN_TODAY
        if self.name == "small":
            rows = tuple(OPEN_TODAY[number] for number in OPEN_IN_SMALL)
        report = None
        for theme, minutes, until in rows:
            at = self.made.now - timedelta(minutes=minutes)
            report = telling.report(self._circle(telling, theme), theme, at=at)
            self.made.reports.append(desk.deal_with(report, until=until))
            if (theme, until) == ("line", "unread"):  # and somebody else saw the same
                again = telling.again(report, at=at + timedelta(minutes=25))
                self.made.reports.append(again)

    def _circle(self, telling: Telling, theme: str) -> Circle:
        of_theme = [one for one in telling.circles if one.theme == theme]
        return self.invented.random.choice(of_theme or list(telling.circles))

    def _history(self, telling: Telling, desk: Desk) -> None:
        since = self.made.now - HISTORY
        while len(self.made.reports) < self.size.reports:
            report = telling.ordinary(telling.day(since))
            self._deal_with(report, telling, desk)
            if self.invented.chance(TOLD_TWICE):
                later = report.at + timedelta(hours=self.invented.random.randint(1, 30))
                if later < self.made.now - timedelta(days=1):
                    self._deal_with(telling.again(report, at=later), telling, desk, is_again=True)

    def _deal_with(
        self, report: Report, telling: Telling, desk: Desk, is_again: bool = False
    ) -> None:
        scenario: Any = telling.told[report.key].scenario
        other, nothing = scenario.get("other", ""), scenario.get("nothing", "")
        if is_again and not other and self.invented.chance(0.5):
            nothing = NOTHING_NEW
        self.made.reports.append(desk.deal_with(report, other=other, nothing=nothing))

    def _drafts(self) -> None:
        """What some people have begun to write and not sent; one has words worth a suggestion."""
        for number, said in enumerate(words("replies")["draft"], 1):
            people = [one for one in self.made.people if one.kind.value == said["by"]]
            at = self.hours.next_opening(self.made.now - timedelta(days=5 + number))
            at += timedelta(hours=2, minutes=17 * number)
            answers: dict[str, dict[str, Any]] = {
                "gate": {"now": "none", "about": "yes", "pathway": "unknown"}
            }
            if said["story"]:
                answers["story"] = {"what": said["story"], "about": ["child"]}
            self.made.reports.append(
                Report(
                    key=f"draft-{number}", at=at, by=people[0].key, council=people[0].councils[0],
                    story=said["story"], answers=answers, about=(), claims=(), is_sent=False,
                )
            )  # fmt: skip
