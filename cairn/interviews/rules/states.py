"""How far an interview is, and what may be done with it now. No database, no request, no clock.

Source: DfE (2014), Statutory guidance on children who run away or go missing from home or care: an
interview is offered after every episode, by somebody independent of the child's care, within 72 hours
of the return; where the child declines, the carers are asked what they know.
"""

from dataclasses import dataclass
from datetime import datetime

from cairn.interviews.choices import Answer, Next, Seen, State

CLOSED = {
    State.SIGNED_OFF: "This interview is signed off, and stays as it is.",
    State.JOINED: "This interview was joined to another. Go on there.",
    State.TAKEN_BACK: "The child was not back after all. If they come back, it goes on.",
}
WRITTEN_UP = "This interview is handed in, and waits to be signed off."
NEXT = {
    State.TO_OFFER: Next.OFFER, State.OFFERED: Next.ANSWER, State.TO_PLAN: Next.PLAN,
    State.PLANNED: Next.HELD, State.HELD: Next.WRITE, State.GIVEN_BACK: Next.WRITE_AGAIN,
    State.NOT_HELD: Next.HAND_IN, State.TO_SIGN_OFF: Next.SIGN_OFF,
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """All that tells how far an interview is."""

    answer: str = ""
    is_carers: bool = False  # a parent or carer answered, and not the child
    is_offered: bool = False
    is_planned: bool = False
    is_held: bool = False
    is_handed_in: bool = False
    is_given_back: bool = False  # and not handed in again since
    is_signed_off: bool = False
    is_joined: bool = False
    is_taken_back: bool = False


def is_declined_for(facts: Facts) -> bool:
    """A parent or carer said no. It is the child's to answer, and the time goes on."""
    return facts.answer == Answer.DECLINED and facts.is_carers


def is_not_held(facts: Facts) -> bool:
    """The child declined, or it is not possible: the interview ends with what the carers know."""
    return facts.answer in (Answer.DECLINED, Answer.NOT_POSSIBLE) and not is_declined_for(facts)


def state_of(facts: Facts) -> State:
    """The first that fits, from the end backwards."""
    fits = (
        (facts.is_joined, State.JOINED),
        (facts.is_signed_off, State.SIGNED_OFF),
        (facts.is_taken_back, State.TAKEN_BACK),
        (facts.is_handed_in, State.TO_SIGN_OFF),
        (facts.is_given_back, State.GIVEN_BACK),
        (facts.is_held, State.HELD),
        (is_not_held(facts), State.NOT_HELD),
        (is_declined_for(facts), State.OFFERED),
        (facts.is_planned, State.PLANNED),
        (facts.answer == Answer.ACCEPTED, State.TO_PLAN),
        (facts.is_offered, State.OFFERED),
    )
    return next((state for is_so, state in fits if is_so), State.TO_OFFER)


def next_of(facts: Facts, *, carers_said: str) -> Next | None:
    """What is to be done next, if anything: a time that is planned offers nothing to the child yet."""
    state = state_of(facts)
    if state == State.OFFERED and is_declined_for(facts):
        return Next.ASK_CHILD
    if state == State.PLANNED and not facts.is_offered:
        return Next.OFFER
    if state == State.NOT_HELD and facts.answer == Answer.DECLINED and not carers_said.strip():
        return Next.CARERS
    return NEXT.get(state)


def is_running(facts: Facts) -> bool:
    """The 72 hours still matter: nobody has held it, and nobody has said that it is not held."""
    return state_of(facts) in {State.TO_OFFER, State.OFFERED, State.TO_PLAN, State.PLANNED}


def reason_not_to_change(facts: Facts) -> str | None:
    """Why nothing can be recorded in an interview any more, or not now."""
    state = state_of(facts)
    return WRITTEN_UP if state == State.TO_SIGN_OFF else CLOSED.get(state)


def reason_not_at(
    at: datetime, *, now: datetime, returned_at: datetime | None = None
) -> str | None:
    """Why something cannot have happened then."""
    if at > now:
        return "This time lies in the future."
    if returned_at and at < returned_at:
        return "At that time the child was not back yet."
    return None


def reason_not_to_offer(facts: Facts) -> str | None:
    if facts.is_offered:
        return "It was offered already. Record that you tried again."
    return "It is held already." if facts.is_held else None


def reason_not_to_answer(
    facts: Facts, *, answer: str, whom: str, words: str, why_not: str
) -> str | None:
    if facts.is_held:
        return "The interview is held already."
    if answer != Answer.NOT_POSSIBLE and not facts.is_offered:
        return "Record first that it was offered."
    if answer != Answer.NOT_POSSIBLE and not whom:
        return "Say who answered."
    if answer == Answer.DECLINED and not words.strip():
        return "Say why, as far as you know, and what was tried."
    if answer == Answer.NOT_POSSIBLE and not (why_not and words.strip()):
        return "Choose why an interview is not possible, and say more about it."
    return None


def reason_not_to_plan(facts: Facts, *, at: datetime, now: datetime) -> str | None:
    if facts.is_held:
        return "The interview is held already."
    if is_not_held(facts):
        return "Record first that the child accepts after all."
    return "Enter a time that is still to come." if at <= now else None


def reason_not_to_hold(
    facts: Facts, *, seen: str, present: str, at: datetime, offered_at: datetime | None
) -> str | None:
    if facts.is_held:
        return "It is recorded already that the interview was held."
    if not facts.is_offered:
        return "Record first that it was offered."
    if offered_at and at < offered_at:
        return "It was offered after that. Look at the time again."
    if seen == Seen.WITH_OTHERS and not present.strip():
        return "Say who else was there."
    return None


def reason_not_to_write(facts: Facts) -> str | None:
    """Why nobody can write in the form now."""
    return reason_not_to_change(facts)


def reason_not_to_hand_in(facts: Facts, *, has_answers: bool, carers_said: str) -> str | None:
    if facts.is_held:
        return None if has_answers else "Write down first what the child said."
    if is_declined_for(facts):
        return "A parent or carer declined. Ask the child, or record that it is not possible."
    if not is_not_held(facts):
        return "Record first that it was held, declined or not possible."
    if facts.answer == Answer.DECLINED and not carers_said.strip():
        return "Ask the carers first what they know, and record what they say, or why you could not ask."
    return None


def reason_not_to_decide(facts: Facts, *, is_own: bool) -> str | None:
    """Why somebody cannot sign an interview off or give it back."""
    state = state_of(facts)
    if state != State.TO_SIGN_OFF:
        return CLOSED.get(state) or "It is not handed in yet."
    return "You held it or handed it in: somebody else signs it off." if is_own else None


def reason_not_to_join(
    facts: Facts, other: Facts, *, is_same: bool, is_same_child: bool
) -> str | None:
    if is_same or not is_same_child:
        return "Choose another interview of this child."
    if not is_running(facts):
        return "This interview is held, answered or closed, and stays by itself."
    return None if is_running(other) else "The other interview is held, answered or closed."


def reason_not_to_part(facts: Facts, *, episodes: int) -> str | None:
    """Why an episode cannot be given an interview of its own."""
    if episodes < 2:
        return "It has an interview of its own."
    return None if is_running(facts) else "This interview is held, answered or closed."
