"""What a return says of the interview after an episode: was it offered, was it accepted. No database.

Sources: Standard Safeguarding Dataset, table ssd_missing, and Annex A: both are Y, N or NA. What the
two can say beside each other follows from what they ask.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cairn.interviews.choices import Answer

Since = Sequence[tuple[date, list[str]]]  # from which day on which kinds, the latest first
YES, NO, NOT_APPLICABLE, NOT_KNOWN = "Y", "N", "NA", ""
SOURCE = "Standard Safeguarding Dataset, ssd_missing: return interview offered and accepted"
NO_ANSWER = "If an interview was offered, the record must say whether it was accepted: Y or N."
NOT_BEFORE = "Nobody can accept an interview that was not offered."


@dataclass(frozen=True)
class Offer:
    """The interview that answers an episode, as the returns need it."""

    offered_at: datetime | None = None
    answer: str = ""
    is_held: bool = False
    due_at: datetime | None = None


@dataclass(frozen=True)
class Heard:
    """Offered and accepted: Y, N or NA, and why. Accepted is empty where nobody recorded it."""

    offered: str
    accepted: str
    because: str


NOT_BACK = Heard(NOT_APPLICABLE, NOT_APPLICABLE, "The child is not back.")
NOBODY_OFFERS = Heard(
    NOT_APPLICABLE, NOT_APPLICABLE, "The local standard on that day did not require one."
)


def heard(*, is_back: bool, is_due: bool, offer: Offer | None, now: datetime) -> Heard:
    """`is_due`: the local standard of the day of the return says that one is offered.

    One interview may answer several episodes: each says the same of it.
    """
    if not is_back:
        return NOT_BACK
    found = offer or Offer()
    if found.offered_at is None and not found.is_held and found.answer in ("", Answer.NOT_POSSIBLE):
        if found.answer:
            return Heard(NO, NOT_APPLICABLE, "It was not possible to offer one.")
        return Heard(NO, NOT_APPLICABLE, "It was not offered.") if is_due else NOBODY_OFFERS
    offered = YES if found.offered_at or found.is_held else NO
    if found.is_held or found.answer == Answer.ACCEPTED:
        return Heard(offered, YES, "It was held." if found.is_held else "Accepted, not held yet.")
    if found.answer:
        return Heard(offered, NO, str(Answer(found.answer).label))
    if found.due_at and now <= found.due_at:
        return Heard(offered, NOT_APPLICABLE, "There is still time to answer.")
    return Heard(offered, NOT_KNOWN, "No answer is recorded.")


def is_offered_after(kind: str, back_on: date, since: Since) -> bool:
    """Whether the local standard of the day of the return says that an interview is offered."""
    return kind in next((kinds for from_on, kinds in since if from_on <= back_on), ())


def wrong_with(said: Heard) -> Iterator[str]:
    """What the national rules would not accept in these two."""
    if said.offered == YES and said.accepted == NOT_KNOWN:
        yield NO_ANSWER
    if said.offered != YES and said.accepted != NOT_APPLICABLE:
        yield NOT_BEFORE
