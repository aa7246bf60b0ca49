"""What a tool is: indicators by domain, what each counts, the bands, and what overrides them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cairn.assessments.choices import TIMES, IndicatorKind, Level, Together


@dataclass(frozen=True)
class Domain:
    code: str
    name: str
    hint: str = ""


@dataclass(frozen=True)
class Indicator:
    code: str
    domain: str
    words: str
    kind: str
    hint: str = ""
    critical: bool = False

    @property
    def is_behaviour(self) -> bool:
        """A sign of exploitation itself: neither what makes it easier nor what protects."""
        return self.kind in {IndicatorKind.MODERATE, IndicatorKind.SIGNIFICANT}


@dataclass(frozen=True)
class Scoring:
    """What an indicator of one kind counts at each time, and if it was there at several."""

    kind: str
    points: Mapping[str, int]  # by time
    together: str
    source: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Scoring":
        points = {time.value: row[time.value] for time in TIMES}
        return cls(row["kind"], points, row["together"], row["source"])

    @property
    def most(self) -> int:
        each = self.points.values()
        return sum(each) if self.together == Together.SUM else max(each)


@dataclass(frozen=True)
class Band:
    least: int
    name: str
    level: str


@dataclass(frozen=True)
class Override:
    when: str
    level: str
    words: str
    source: str
    age: int = 0


@dataclass(frozen=True)
class Definition:
    """The content of one version of a tool."""

    domains: tuple[Domain, ...]
    indicators: tuple[Indicator, ...]
    scorings: tuple[Scoring, ...]
    bands: tuple[Band, ...]
    overrides: tuple[Override, ...] = ()

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Definition":
        """From the tables of its file, which have been checked."""
        return cls(
            domains=tuple(Domain(**row) for row in content["domain"]),
            indicators=tuple(Indicator(**row) for row in content["indicator"]),
            scorings=tuple(Scoring.of(row) for row in content["scoring"]),
            bands=tuple(Band(**row) for row in content["band"]),
            overrides=tuple(Override(**row) for row in content.get("override", ())),
        )

    def of_domain(self, code: str) -> tuple[Indicator, ...]:
        return tuple(one for one in self.indicators if one.domain == code)

    def scoring_of(self, kind: str) -> Scoring | None:
        """What indicators of a kind count; None where they count nothing, as strengths do."""
        return next((one for one in self.scorings if one.kind == kind), None)

    def band_of(self, total: int) -> Band:
        return [band for band in self.bands if band.least <= total][-1]

    def range_of(self, band: Band) -> str:
        """Between what scores a band lies: "6 to 10", "16 or more"."""
        following = [one.least for one in self.bands if one.least > band.least]
        return f"{band.least} to {min(following) - 1}" if following else f"{band.least} or more"

    @property
    def most(self) -> int:
        """The highest total there can be."""
        scored = (self.scoring_of(one.kind) for one in self.indicators)
        return sum(one.most for one in scored if one)


def rank(level: str) -> int:
    """Levels in their order."""
    return list(Level.values).index(level)
