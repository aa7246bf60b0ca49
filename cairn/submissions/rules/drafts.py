"""What happens to a page of a draft when it is saved: nothing typed is ever lost.

A page may be open in two windows. Each rendering of it is a window with a name of its own; what a
window sends says which save it was based on, and in which order the window sent it.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any


@dataclass(frozen=True)
class Stamp:
    """How often a page was saved, by which window last, and that window's own count."""

    number: int = 0
    window: str = ""
    order: int = 0

    @classmethod
    def read(cls, kept: list[Any] | None) -> "Stamp":
        return cls(*kept) if kept else cls()

    def written(self) -> list[Any]:
        return [self.number, self.window, self.order]


class Verdict(Enum):
    SAVE = "save"  # it is the newest of what was typed
    SAME = "same"  # nothing changed
    LATE = "late"  # a later text of the same window has overtaken it on the way
    KEEP_BOTH = "keep both"  # two windows disagree, and only the person can choose
    SENT = "sent"  # it was sent before this arrived
    TOO_MANY = "too many"  # of one kind
    NOWHERE = "nowhere"  # there is no such draft, or it is not this person's


def verdict(*, typed: Any, stored: Any, sent: Stamp, last: Stamp, by_itself: bool) -> Verdict:
    """What to do with `typed`. `sent` is the window's stamp, `last` the draft's.

    `by_itself` says that the page saved while the person was still writing: such a text may arrive
    after the one that followed it.
    """
    if typed == stored:
        return Verdict.SAME
    if sent.window and sent.window == last.window:
        is_late = by_itself and sent.order <= last.order
        return Verdict.LATE if is_late else Verdict.SAVE
    if stored is None or sent.number >= last.number:
        return Verdict.SAVE
    return Verdict.KEEP_BOTH
