"""What happens to a page of a draft when it is saved: nothing typed is ever lost.

A page may be open in two windows. Each rendering of it is a window with a name of its own; what a
window sends says which save it was based on, and in which order the window sent it.
"""

from dataclasses import dataclass, field, replace
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
    TOO_LONG = "too long"  # for one draft
    NOWHERE = "nowhere"  # there is no such draft, or it is not this person's


@dataclass(frozen=True)
class Written:
    """One page as the draft holds it: the text that stands, other windows' texts, the last stamp.

    `others` is window -> {"typed", "order", "number"}, until the person has chosen between them.
    """

    typed: Any = None
    others: dict[str, Any] = field(default_factory=dict)
    last: Stamp = Stamp()


@dataclass(frozen=True)
class Settled:
    """What became of a text: the page as it is now, and the number its window is to name next."""

    verdict: Verdict
    page: Written
    number: int


def settle(page: Written, *, typed: Any, sent: Stamp, by_itself: bool) -> Settled:
    """What to do with `typed`, which a window stamped as `sent`.

    `by_itself` says that the page saved while the person was still writing: such a text may arrive
    after the one that followed it, and it never chooses between the texts of two windows.
    """
    last = page.last
    is_same_window = bool(sent.window) and sent.window == last.window
    has_seen_all = sent.number >= last.number
    if page.others and not (has_seen_all and not by_itself):
        return _beside(page, typed, sent, by_itself)
    if typed == page.typed and not page.others:
        return _same(page, sent, is_same_window)
    if is_same_window and by_itself and sent.order <= last.order:
        return Settled(Verdict.LATE, page, last.number)
    if is_same_window or has_seen_all or page.typed is None:
        number = last.number + 1
        saved = Written(typed, {}, Stamp(number, sent.window, sent.order))
        return Settled(Verdict.SAVE, saved, number)
    return _beside(page, typed, sent, by_itself)


def _same(page: Written, sent: Stamp, is_same_window: bool) -> Settled:
    """Nothing changed but the window's own count, by which later ones are told from late ones."""
    last = page.last
    if is_same_window and sent.order > last.order:
        page = replace(page, last=replace(last, order=sent.order))
    return Settled(Verdict.SAME, page, last.number)


def _beside(page: Written, typed: Any, sent: Stamp, by_itself: bool) -> Settled:
    """Keep it beside the text that stands. Its window goes on naming the number it knew."""
    before = page.others.get(sent.window)
    if typed == page.typed and before is None:
        return Settled(Verdict.SAME, page, sent.number)
    if before and by_itself and sent.order <= before["order"]:
        return Settled(Verdict.LATE, page, sent.number)
    if before and before["typed"] == typed:
        return Settled(Verdict.KEEP_BOTH, page, sent.number)
    # Counted, so that a window which has not seen both cannot settle it by saving.
    number = page.last.number + 1
    kept = {"typed": typed, "order": sent.order, "number": number}
    others = page.others | {sent.window: kept}
    return Settled(Verdict.KEEP_BOTH, replace(page, others=others, last=Stamp(number)), sent.number)
