"""Suggestions of better words for what people write about children. They warn and never block.

The words are in data/language.toml, which says how a pattern is written. Quotations are left alone.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from cairn.foundation.quotations import quotations

# Every repeat below has a limit, so that no text can make a search slow.
GAP = r"(?:,?\s{1,3}|\s?[-‐‑–]\s?)"
WHOLE_WORD_ENDS = r"(?!\w)(?!-\w)"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
PART = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]|(\S+)")
HYPHENS = ("-", "‐", "‑", "_")
SENTENCE_END = re.compile(r"[.!?\n]")
WORDS_BEFORE, CHARACTERS_BEFORE = 3, 60


@dataclass(frozen=True, slots=True)
class Advice:
    """One row of the guide."""

    number: int
    avoid: str
    say: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place in a text, text[start:end] == found, and what could be said instead."""

    start: int
    end: int
    found: str
    say: str
    why: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    advice: Advice
    find: re.Pattern[str]
    unless_before: frozenset[str]
    unless_after: re.Pattern[str] | None


def suggestions(text: str) -> list[Suggestion]:
    """What could be said better, in the order of the text, never overlapping."""
    patterns = _patterns()
    protected: list[tuple[int, int]] | None = None
    found: list[Suggestion] = []
    resume_at = 0
    for word in WORD.finditer(text):
        joined_on = text[max(0, word.start() - 1) : word.start()] in HYPHENS
        if word.start() < resume_at or joined_on:
            continue
        possible = patterns.get(word[0].lower().replace("’", "'"))
        best = _longest(text, word.start(), possible) if possible else None
        if best is None:
            continue
        protected = quotations(text) if protected is None else protected
        if _overlaps(protected, word.start(), best[0]):
            continue
        resume_at, advice = best
        said = text[word.start() : resume_at]
        found.append(Suggestion(word.start(), resume_at, said, advice.say, advice.why))
    return found


@cache
def guide() -> tuple[Advice, ...]:
    """Every row, for the page that explains the suggestions."""
    return tuple(
        Advice(row["number"], row["avoid"], row["say"], row["why"], row["source"])
        for row in _data()["row"]
    )


def _longest(text: str, start: int, possible: Iterable[_Pattern]) -> tuple[int, Advice] | None:
    best: tuple[int, Advice] | None = None
    for pattern in possible:
        match = pattern.find.match(text, start)
        if match is None or (best and match.end() <= best[0]):
            continue
        if pattern.unless_after and pattern.unless_after.match(text, match.end()):
            continue
        if pattern.unless_before and pattern.unless_before & _words_before(text, start):
            continue
        best = match.end(), pattern.advice
    return best


def _words_before(text: str, start: int) -> set[str]:
    """The last words before this place in the same sentence."""
    sentence = SENTENCE_END.split(text[max(0, start - CHARACTERS_BEFORE) : start])[-1]
    return {word.lower() for word in WORD.findall(sentence)[-WORDS_BEFORE:]}


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether start to end touches one of these spans, which are in order and apart."""
    begun = bisect_left(spans, (end, end))
    return begun > 0 and spans[begun - 1][1] > start


# --- reading the data --------------------------------------------------------------------------


@cache
def _data() -> dict[str, Any]:
    file = resources.files("cairn.foundation") / "data" / "language.toml"
    return tomllib.loads(file.read_text("utf-8"))


@cache
def _patterns() -> dict[str, list[_Pattern]]:
    """Patterns by the word they begin with."""
    named = _data()["words"]
    by_word: dict[str, list[_Pattern]] = {}
    for advice, row in zip(guide(), _data()["row"], strict=True):
        flags = re.NOFLAG if row.get("exact_case") else re.IGNORECASE
        for written in row["patterns"]:
            table = {"find": written} if isinstance(written, str) else written
            parts = _parts(table["find"].format_map(named))
            after = table.get("unless_after", "").format_map(named)
            pattern = _Pattern(
                advice,
                re.compile(_expression(parts), flags),
                frozenset(
                    filter(None, table.get("unless_before", "").format_map(named).split("|"))
                ),
                re.compile(f"{GAP}{_one_of(after)}{WHOLE_WORD_ENDS}", flags) if after else None,
            )
            for first in _first_words(parts):
                by_word.setdefault(first, []).append(pattern)
    return by_word


def _parts(written: str) -> list[tuple[bool, str]]:
    """A written pattern as (whether it is needed, its alternatives), in order."""
    return [(m[2] is None, m[1] or m[2] or m[3]) for m in PART.finditer(written)]


def _expression(parts: list[tuple[bool, str]]) -> str:
    built, begun = "", False
    for needed, alternatives in parts:
        one = f"{GAP}{_one_of(alternatives)}" if begun else _one_of(alternatives)
        if needed:
            built += one
            begun = True
        else:
            built += f"(?:{one})?" if begun else f"(?:{one}{GAP})?"
    return built + WHOLE_WORD_ENDS


def _one_of(alternatives: str) -> str:
    written = sorted(alternatives.split("|"), key=len, reverse=True)
    return "(?:" + "|".join(_phrase(one) for one in written) + ")"


def _phrase(words: str) -> str:
    return GAP.join(re.escape(word).replace("'", "['’]") for word in re.split(r"[ -]", words))


def _first_words(parts: list[tuple[bool, str]]) -> set[str]:
    """Each word, in small letters, with which a match can begin."""
    seen: set[str] = set()
    for needed, alternatives in parts:
        seen |= {re.split(r"[ -]", one)[0].lower() for one in alternatives.split("|")}
        if needed:
            break
    return seen
