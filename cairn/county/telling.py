"""Reports of professionals: who tells what, on which day, about which circle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from cairn.agencies.choices import AgencyKind
from cairn.county.circles import Circle
from cairn.county.composing import Composing, said_day
from cairn.county.data import words
from cairn.county.files import files_for
from cairn.county.invented import Invented
from cairn.county.plan import Claim, County, Named, Person, Report
from cairn.foundation import clock

WITHOUT_ACCOUNT = 0.12
WITH_FILE = 0.06
RARE = {"crime": 6, "urgent": 5, "elsewhere": 6, "thin": 4}  # of a hundred
WEEKDAYS_ONLY = {"school", "health", "housing", "council", "youth_justice"}
# Whoever tells in the evening: the kinds of agency, and how often.
IN_THE_EVENING = {"youth": 0.85, "care_home": 0.6, "police": 0.5, "voluntary": 0.4, "school": 0.12}
TELLERS = {
    "partner", "champion", "lead_practitioner", "intervention_worker", "senior_worker",
    "police_officer", "police_metco",
}  # fmt: skip
ANY_KIND = [kind.value for kind in AgencyKind]
BY_DAY = range(7, 21)
LATELY = timedelta(days=10)
GRADES = {"myself": ("1", "A"), "child": ("1", "B"), "other_person": ("2", "C")}

Scenario = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """What a report tells, before anybody tells it: somebody else can tell the same."""

    scenario: Scenario
    circle: Circle
    about: tuple[Named, ...]


class Telling:
    """Makes one report after another out of the scenarios. `told` keeps what each one tells."""

    def __init__(self, county: County, invented: Invented, circles: Sequence[Circle]) -> None:
        self.county, self.invented, self.circles = county, invented, circles
        self.composing = Composing(invented)
        self.told: dict[str, Told] = {}

    def day(self, since: datetime) -> date:
        """A day of the history; later months have more of them, as more people know the way."""
        share = self.invented.random.random() ** 0.7
        return clock.local(since + share * (self.county.now - since)).date()

    def ordinary(self, on: date) -> Report:
        """A report of this day, of the kind that comes in most days."""
        going_on = [one for one in self.circles if one.since.date() <= on <= one.until.date()]
        circle = self._pick(going_on or self.circles)
        themes = [*RARE, circle.theme]
        weights = [*RARE.values(), 100 - sum(RARE.values())]
        theme = self.invented.random.choices(themes, weights)[0]
        if clock.local(self.county.now).date() - on < LATELY:
            theme = circle.theme  # what cannot wait today is chosen one by one
        return self.report(circle, theme, on=on)

    def report(
        self, circle: Circle, theme: str, *, on: date | None = None, at: datetime | None = None
    ) -> Report:
        """A report about a circle, sent on a day or at an instant."""
        scenario, by = self._scenario(theme, circle, at)
        about = tuple(self._about(scenario, circle))
        return self._write(Told(scenario, circle, about), by, on, at)

    def again(
        self, report: Report, *, on: date | None = None, at: datetime | None = None
    ) -> Report:
        """The same, told by somebody else."""
        told = self.told[report.key]
        council = told.circle.council
        by = self._teller(told.scenario["from"], council, besides=report.by)
        by = by or self._teller(ANY_KIND, council, besides=report.by)
        return self._write(told, by, on, at)

    def _scenario(self, theme: str, circle: Circle, at: datetime | None) -> tuple[Scenario, Person]:
        """A scenario of this theme, and who tells it: at night somebody who works at night."""
        fitting = [
            (one, self._teller(one["from"], circle.council))
            for one in words("scenarios")["scenario"]
            if one["theme"] == theme and circle.has(one.get("at", ()))
        ]
        told = [(one, by) for one, by in fitting if by]
        if at and clock.local(at).hour not in BY_DAY:
            told = [(one, by) for one, by in told if by.kind.value not in WEEKDAYS_ONLY] or told
        return self._pick(told)

    def _teller(self, kinds: Sequence[str], council: str, besides: str = "") -> Person | None:
        """Somebody of these kinds of agency who notices things in this area."""
        people = [
            one
            for one in self.county.people
            if one.kind.value in kinds and council in one.councils and TELLERS & set(one.roles)
        ]
        others = [one for one in people if one.key != besides]
        return self._pick(others) if others else None

    def _about(self, scenario: Scenario, circle: Circle) -> list[Named]:
        about: list[Named] = []
        for need in scenario["needs"]:
            at = scenario.get("at", ())
            about.append(circle.any_of(need.rstrip("2"), self.invented, besides=about, at=at))
        return about

    def _write(self, told: Told, by: Person | None, on: date | None, at: datetime | None) -> Report:
        assert by, "every area has people who tell"
        sent_at = at or self._moment(by.kind.value, on or self.day(told.circle.since))
        today = clock.local(sent_at).date()
        happened = today - timedelta(days=self._pick((0, 0, 1, 1, 2, 3)))
        named = dict(zip(told.scenario["needs"], told.about, strict=True))
        said = {name: one.called for name, one in named.items()}
        said |= {"day": said_day(happened, today), "town": told.circle.town}
        story = " ".join(_sentence(self._pick(group), said) for group in told.scenario["tell"])
        has_account = not self.invented.chance(WITHOUT_ACCOUNT)
        answers = self.composing.pages(
            at=sent_at, on=happened, story=story, about=told.about, by=by if has_account else None,
            area=told.circle.council if self.invented.chance(0.9) else "",
            kinds=told.scenario["kinds"] if self.invented.chance(0.7) else [],
            now=told.scenario.get("now", "none"),
        )  # fmt: skip
        key = f"report-{len(self.told) + 1}"
        self.told[key] = told
        return Report(
            key=key,
            at=sent_at,
            by=by.key if has_account else "",
            council=told.circle.council,
            story=story,
            answers=answers,
            about=tuple(one.key for one in told.about),
            claims=tuple(self._claim(one, named, said, answers) for one in told.scenario["claims"]),
            files=files_for(self.invented) if self.invented.chance(WITH_FILE) else (),
        )

    def _claim(
        self, claim: Mapping[str, Any], named: Mapping[str, Named], said: Mapping[str, str],
        answers: Mapping[str, Any],
    ) -> Claim:  # fmt: skip
        source, information = GRADES[answers["sharing"]["how_known"]]
        return Claim(
            text=_sentence(claim["say"], said),
            names=tuple(named[name].key for name in claim["names"]),
            kinds=tuple(claim["kinds"]),
            source_grade="2" if "you" in answers else source,
            information_grade=information,
            is_careful=claim.get("careful", False) or answers["sharing"]["risk"] == "yes",
        )

    def _moment(self, kind: str, on: date) -> datetime:
        """When somebody of this kind of agency writes on this day, or the next that they work."""
        if kind in WEEKDAYS_ONLY and on.weekday() > 4 and not self.invented.chance(0.1):
            on += timedelta(days=7 - on.weekday())
        if self.invented.chance(IN_THE_EVENING.get(kind, 0.1)):
            minutes = self.invented.random.randint(17 * 60 + 30, 23 * 60 + 20)
        else:
            minutes = self.invented.random.randint(8 * 60, 17 * 60 + 30)
        at = clock.instant_of(on, time(minutes // 60, minutes % 60))
        return min(at, self.county.now - timedelta(minutes=self.invented.random.randint(20, 200)))

    def _pick(self, rows: Sequence[Any]) -> Any:
        return self.invented.random.choice(rows)


def _sentence(pattern: str, said: Mapping[str, str]) -> str:
    filled = pattern.format_map(said)
    # An online name is written as its owner writes it, at the beginning of a sentence too.
    return filled if pattern.startswith("{online}") else filled[:1].upper() + filled[1:]
