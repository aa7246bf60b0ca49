"""The shape in which a submission is kept. SHAPE goes up when it changes; old ones stay readable.

Shape 1: {"gate": {...}, "call": {...}, "story": {...}, "child": [{...}], "adult": [{...}],
"place": [...], "vehicle": [...], "phone": [...], "online": [...], "sharing": {...}}. Inside, the
names are those of the forms' fields and the values are words as typed, or the codes of choices.
"story" also has when_from and when_until, and a child or adult born_on, where they could be read.
Who sent it is never part of it.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from cairn.submissions.choices import MentionKind

SHAPE = 1
KINDS = tuple(MentionKind.values)  # what there may be several of, in the order they are asked
MOST_OF_A_KIND = 20
LONGEST_DRAFT = 2_000_000  # characters, with what several windows wrote: three times the whole form


def numbers_of(kind: str, pages: Iterable[str]) -> list[int]:
    """The numbers of the children (adults, places...) among pages such as "child.2"."""
    names = (name.partition(".") for name in pages if not name.endswith("~"))
    return sorted(int(number) for start, _, number in names if start == kind and number)


def is_one_too_many(page: str, pages: Collection[str]) -> bool:
    """Whether this page would be one child (adult, place...) more than there may be."""
    kind = page.partition(".")[0]
    return page not in pages and len(numbers_of(kind, pages)) >= MOST_OF_A_KIND


def is_too_long(answers: dict[str, Any]) -> bool:
    """Whether a draft would be more than one person writes: nobody may fill the disk with one."""
    return len(json.dumps(answers, ensure_ascii=False)) > LONGEST_DRAFT


Content = dict[str, Any]


@dataclass(frozen=True)
class Composed:
    """What is sent, and who sends it, apart from one another."""

    content: Content
    who: dict[str, str]
