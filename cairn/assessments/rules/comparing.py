"""Two assessments of a child side by side, indicator by indicator."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cairn.assessments.choices import TIMES, Change, When
from cairn.assessments.rules.scoring import Answers, Given, score
from cairn.assessments.rules.tool import Definition

NOT_KNOWN = ((), (When.UNKNOWN.value,))  # not answered is not known either


@dataclass(frozen=True)
class Difference:
    """One indicator then and now. `then` or `since` is None where that version did not ask."""

    domain: str
    words: str
    then: Given | None
    since: Given | None
    change: Change


def compare(
    before: Definition, then: Answers, after: Definition, since: Answers
) -> tuple[Difference, ...]:
    """Every indicator of the later version in its order, then those it no longer asks."""
    old, new = _by_code(before, then), _by_code(after, since)
    found = []
    for code, (domain, given) in new.items():
        earlier = old[code][1] if code in old else None
        change = _change(earlier.when, given.when) if earlier else Change.NOT_ASKED_BEFORE
        found.append(Difference(domain, given.indicator.words, earlier, given, change))
    for code, (domain, given) in old.items():
        if code not in new:
            words = given.indicator.words
            found.append(Difference(domain, words, given, None, Change.NO_LONGER_ASKED))
    return tuple(found)


def _by_code(tool: Definition, answers: Answers) -> Mapping[str, tuple[str, Given]]:
    return {
        one.indicator.code: (part.name, one)
        for part in score(tool, answers).parts
        for one in part.given
    }


def _change(then: Any, since: Any) -> Change:
    """Present is now or in the last 6 months. What was not known before may have been there all along."""
    if then == since or (then in NOT_KNOWN and since in NOT_KNOWN):
        return Change.UNCHANGED
    was, is_there = When.NOW in then, When.NOW in since
    if is_there and not was:
        return Change.NOW_PRESENT if then in NOT_KNOWN else Change.APPEARED
    if then in NOT_KNOWN:
        return Change.NOW_KNOWN
    if since in NOT_KNOWN:
        return Change.NOT_KNOWN_ANY_MORE
    if was and not is_there:
        return Change.GONE
    return Change.OTHER_TIME if set(TIMES) & {*then, *since} else Change.UNCHANGED
