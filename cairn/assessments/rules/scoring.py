"""What the answers come to, point by point with the reason of each, and the level that prompts.

A score prompts and a person decides: nothing here sets a level, and nothing predicts. The Centre of
Expertise on Child Sexual Abuse (2017) found weak evidence for the scoring of indicators.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cairn.assessments.choices import (
    TIMES,
    IndicatorKind,
    Level,
    OverrideWhen,
    Together,
    When,
)
from cairn.assessments.rules.tool import Band, Definition, Indicator, Override, Scoring, rank
from cairn.foundation.wording import name_list, plural

Answers = Mapping[str, Mapping[str, Any]]  # indicator's code -> {"when": [...], "evidence": "..."}


@dataclass(frozen=True)
class Given:
    """One indicator with its answer and what that counts. No `when`: not answered."""

    indicator: Indicator
    when: tuple[str, ...]
    evidence: str
    points: int
    reason: str

    @property
    def said(self) -> str:
        return ", ".join(str(When(one).label) for one in self.when) or "Not answered"

    @property
    def is_present(self) -> bool:
        return bool(set(self.when) & set(TIMES))


@dataclass(frozen=True)
class Part:
    """One domain: its answers and what they count together."""

    code: str
    name: str
    points: int
    given: tuple[Given, ...]


@dataclass(frozen=True)
class Score:
    total: int
    parts: tuple[Part, ...]
    unknown: int
    unanswered: int
    band: Band

    @property
    def given(self) -> tuple[Given, ...]:
        return tuple(one for part in self.parts for one in part.given)

    @property
    def strengths(self) -> tuple[Given, ...]:
        return tuple(
            one
            for one in self.given
            if one.indicator.kind == IndicatorKind.STRENGTH and When.NOW in one.when
        )

    @property
    def critical(self) -> tuple[Given, ...]:
        return tuple(one for one in self.given if one.indicator.critical and When.NOW in one.when)

    @property
    def has_indicators(self) -> bool:
        """Signs of exploitation itself within the last 12 months."""
        recent = {When.NOW, When.EARLIER}
        return any(one.indicator.is_behaviour and recent & set(one.when) for one in self.given)


@dataclass(frozen=True)
class Reason:
    words: str
    source: str = ""


@dataclass(frozen=True)
class Prompt:
    """The level a score prompts and why; `unsettled` says what would have to be known first."""

    level: str
    reasons: tuple[Reason, ...]
    unsettled: tuple[str, ...] = ()


def score(tool: Definition, answers: Answers) -> Score:
    """What the answers count. Not known counts nothing and is counted apart; so is not answered."""
    parts = []
    for domain in tool.domains:
        given = tuple(_given(tool, one, answers) for one in tool.of_domain(domain.code))
        parts.append(Part(domain.code, domain.name, sum(one.points for one in given), given))
    everything = [one for part in parts for one in part.given]
    total = sum(part.points for part in parts)
    return Score(
        total=total,
        parts=tuple(parts),
        unknown=sum(When.UNKNOWN in one.when for one in everything),
        unanswered=sum(not one.when for one in everything),
        band=tool.band_of(total),
    )


def _given(tool: Definition, indicator: Indicator, answers: Answers) -> Given:
    answer = answers.get(indicator.code, {})
    when = in_order(answer.get("when", ()))
    points, reason = _points(tool.scoring_of(indicator.kind), when)
    return Given(indicator, when, answer.get("evidence", ""), points, reason)


def in_order(when: Any) -> tuple[str, ...]:
    """The times that were ticked, the latest first. What is no answer is left out."""
    return tuple(one.value for one in When if one.value in set(when))


def _points(scoring: Scoring | None, when: tuple[str, ...]) -> tuple[int, str]:
    times = [time for time in TIMES if time.value in when]
    if scoring is None or not times:
        return 0, ""
    counted = [(scoring.points[time.value], time) for time in times]
    if scoring.together == Together.MOST:
        counted = [max(counted, key=lambda one: one[0])]
    counted = [(points, time) for points, time in counted if points]
    points = sum(points for points, _time in counted)
    reason = name_list(
        f"{points} for {str(time.label)[0].lower()}{str(time.label)[1:]}"
        for points, time in counted
    )
    return points, reason


def prompt(
    tool: Definition, score: Score, *, age: int | None, has_learning_disability: bool | None
) -> Prompt:
    """The level that a score prompts. `age` and `has_learning_disability` are None if not known."""
    level = score.band.level
    reasons = [
        Reason(
            f"The answers count {plural(score.total, 'point')}, which is in"
            f" “{score.band.name}” ({tool.range_of(score.band)})."
        )
    ]
    open_ones = []
    for override in tool.overrides:
        applies = _applies(override, score, age, has_learning_disability)
        if applies:
            level = max(level, override.level, key=rank)
            reasons.append(Reason(_said(override, score), override.source))
        elif applies is None:
            open_ones.append(override)
    # What could not raise the level any more is not worth a worry.
    unsettled = [_unsettled(one) for one in open_ones if rank(one.level) > rank(level)]
    if score.unknown:
        are = "is" if score.unknown == 1 else "are"
        unsettled.append(
            f"{plural(score.unknown, 'answer')} {are} not known. Not known is not no: the score may"
            " be too low."
        )
    return Prompt(level, tuple(reasons), tuple(unsettled))


def _applies(
    override: Override, score: Score, age: int | None, has_learning_disability: bool | None
) -> bool | None:
    """None: what it depends on is not known."""
    if override.when == OverrideWhen.CRITICAL_INDICATOR:
        return bool(score.critical)
    if not score.has_indicators:
        return False
    if override.when == OverrideWhen.UNDER_AGE:
        return None if age is None else age < override.age
    return has_learning_disability


def _said(override: Override, score: Score) -> str:
    if override.when != OverrideWhen.CRITICAL_INDICATOR:
        return override.words
    return f"{override.words} It is: {name_list(one.indicator.words for one in score.critical)}."


def _unsettled(override: Override) -> str:
    level = str(Level(override.level).label).lower()
    if override.when == OverrideWhen.UNDER_AGE:
        return (
            f"The child’s age is not known. If they are under {override.age}, the level prompted is"
            f" at least {level}."
        )
    return (
        "It is not known whether the child has a learning disability. If they have, the level"
        f" prompted is at least {level}."
    )
