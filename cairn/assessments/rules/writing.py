"""What is written in an assessment: its pages, what each may hold, and what it needs to be finished.

Sources: the header fields of published tools (SERAF form; child and carer aware; previous concern);
evidence beside each answer as in ordinal tools; the child's own view as the strategy asks.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from cairn.assessments.choices import TIMES, Known, When
from cairn.assessments.rules.scoring import Answers, Score, in_order, prompt, score
from cairn.assessments.rules.tool import Definition, Indicator
from cairn.foundation.wording import name_list, plural

ABOUT, VOICE, ANALYSIS = "about", "voice", "analysis"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    ABOUT: ("learning_disability", "child_aware", "carer_aware"),
    VOICE: ("child_view", "no_view_because", "carer_view"),
    ANALYSIS: ("analysis",),
}
CONTEXT = ("informed_by", "living", "education", "services", "known_before")  # of "about", sparse
CHOSEN = frozenset({"learning_disability", "child_aware", "carer_aware", "known_before"})
LONGEST = 5_000  # characters of one answer
SHORTEST_REASON = 10
ALONE = (When.NO, When.UNKNOWN)  # an answer by itself, beside no time and not beside each other


@dataclass(frozen=True)
class Missing:
    """What has to be there before an assessment is finished, and on which page."""

    part: str
    words: str


def parts(tool: Definition) -> tuple[str, ...]:
    """The pages of an assessment, in order."""
    return (ABOUT, *(domain.code for domain in tool.domains), VOICE, ANALYSIS)


def reason_not_to_answer(when: Any) -> str | None:
    """Why these ticks are no answer together, or None. No tick at all: not answered yet."""
    ticked = [When(one) for one in in_order(when)]
    alone = [one for one in ALONE if one in ticked]
    if not alone or len(ticked) == 1:
        return None
    other = next(one for one in ticked if one is not alone[0])
    return (
        f"You ticked both “{alone[0].label}” and “{other.label}”. Tick the times it was there, or"
        " only “No”, or only “Not known”."
    )


def cleaned(tool: Definition, part: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a page holds, in the shape it is kept. Raises ValueError if it holds anything else."""
    if part in COLUMNS:
        known = COLUMNS[part] + (CONTEXT if part == ABOUT else ())
        if unknown := set(said) - set(known):
            raise ValueError(f"Not of this page: {sorted(unknown)}")
        texts = {name: _text(value) for name, value in said.items()}
        for name in CHOSEN & set(texts):
            if texts[name] and texts[name] not in Known.values:
                raise ValueError(f"No answer to {name}: {texts[name]!r}")
        return texts
    known_codes = {one.code for one in tool.of_domain(part)}
    if not known_codes or set(said) - known_codes:
        raise ValueError(f"Not of this page: {sorted(set(said) - known_codes)}")
    return {
        code: {"when": list(in_order(one.get("when", ()))), "evidence": _text(one.get("evidence"))}
        for code, one in said.items()
    }


def _text(value: Any) -> str:
    text = str(value or "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise ValueError(f"More than {LONGEST} characters")
    return text


def missing(tool: Definition, answers: Answers, said: Mapping[str, str]) -> tuple[Missing, ...]:
    """What is still to be answered, page by page. Not known is an answer; nothing is none."""
    found = []
    for name, words in (
        ("informed_by", "Say who took part and what you have read."),
        ("learning_disability", "Say whether the child has a learning disability, or that it is not known."),
        ("child_aware", "Say whether the child knows about this assessment."),
        ("carer_aware", "Say whether the parents or carers know about it."),
    ):  # fmt: skip
        if not said.get(name):
            found.append(Missing(ABOUT, words))
    for domain in tool.domains:
        found += _missing_of(domain.code, domain.name, tool.of_domain(domain.code), answers)
    if not said.get("child_view") and not said.get("no_view_because"):
        words = "Write down the child’s view in their own words, or why it is not here yet."
        found.append(Missing(VOICE, words))
    if not said.get("analysis"):
        found.append(Missing(ANALYSIS, "Say what you make of it."))
    return tuple(found)


def _missing_of(
    part: str, name: str, indicators: tuple[Indicator, ...], answers: Answers
) -> list[Missing]:
    found = []
    open_ones = [one for one in indicators if not answers.get(one.code, {}).get("when")]
    if open_ones:
        are = "is" if len(open_ones) == 1 else "are"
        words = f"{name}: {plural(len(open_ones), 'question')} {are} not answered."
        found.append(Missing(part, f"{words} “Not known” is an answer too."))
    bare = [
        one.words
        for one in indicators
        if set(answers.get(one.code, {}).get("when", ())) & set(TIMES)
        and not answers[one.code].get("evidence")
    ]
    if bare:
        listed = name_list(f"“{words}”" for words in bare)
        found.append(Missing(part, f"{name}: say what shows it beside {listed}."))
    return found


def outcome(
    tool: Definition, answers: Answers, *, age: int | None, learning_disability: str
) -> dict[str, Any]:
    """The score and what it prompts, as kept with a finished assessment."""
    found = score(tool, answers)
    has = {Known.YES: True, Known.NO: False}.get(learning_disability)  # type: ignore[call-overload]
    said = prompt(tool, found, age=age, has_learning_disability=has)
    return {
        "total": found.total,
        "unknown": found.unknown,
        "unanswered": found.unanswered,
        "band": asdict(found.band),
        "range": tool.range_of(found.band),
        "age": age,
        "learning_disability": learning_disability,
        "parts": _parts(found),
        "prompt": {
            "level": said.level,
            "reasons": [asdict(reason) for reason in said.reasons],
            "unsettled": list(said.unsettled),
        },
    }


def _parts(found: Score) -> list[dict[str, Any]]:
    return [
        {
            "code": part.code,
            "name": part.name,
            "points": part.points,
            "given": [
                {
                    "code": one.indicator.code, "kind": one.indicator.kind,
                    "words": one.indicator.words, "critical": one.indicator.critical,
                    "when": list(one.when), "said": one.said, "evidence": one.evidence,
                    "points": one.points, "reason": one.reason, "is_present": one.is_present,
                }
                for one in part.given
            ],
        }
        for part in found.parts
    ]  # fmt: skip


def repeat_due(finished_on: date, *, weeks: int) -> date:
    """By when a tool that is to be repeated is used again. Source of the weeks: a local standard."""
    return finished_on + timedelta(weeks=weeks)


def reason_not_to_start(*, is_in_force: bool, unfinished: str) -> str | None:
    """Why a new assessment cannot be started. `unfinished` is the reference of one that is."""
    if not is_in_force:
        return "This tool is not in force. Choose one of those that are."
    if unfinished:
        return (
            f"There is an unfinished assessment with this tool, {unfinished}. Go on with it, or"
            " discard it first."
        )
    return None


def reason_not_to_write(*, is_finished: bool, is_discarded: bool) -> str | None:
    if is_finished:
        return "This assessment is finished and stays as it is. Start a new one."
    if is_discarded:
        return "This assessment was discarded. Start a new one."
    return None


def reason_not_to_finish(lacking: tuple[Missing, ...]) -> str | None:
    return " ".join(one.words for one in lacking) or None


def reason_not_to_discard(*, reason: str) -> str | None:
    if len(reason.strip()) < SHORTEST_REASON:
        return f"Say why, in {SHORTEST_REASON} characters or more."
    return None
