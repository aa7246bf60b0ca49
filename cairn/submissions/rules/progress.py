"""How far a submission got, in words that are honest and safe for the person who sent it.

None of them says whether a child is known, has a pathway, or is spoken of elsewhere.
"""

from datetime import datetime

from cairn.submissions.choices import Outcome, State

# {told} is where it went, in the desk's words for the submitter.
WORDS_FOR_SUBMITTER: dict[Outcome, str] = {
    Outcome.PROCESSED: (
        "We have read what you shared and made it part of the picture that helps to protect "
        "children. We cannot tell you what follows from it."
    ),
    Outcome.CRIME: (
        "Part of what you shared is about a crime. Please report it on 101, or ask the person it "
        "happened to, or their appropriate adult, to do so. The police will offer them the chance "
        "to talk about it. Beyond the crime being recorded, they do not have to take it further."
    ),
    Outcome.HUB: (
        "We have passed what you shared to {told}. They may contact you. If you are more worried "
        "than before, call them yourself: do not wait."
    ),
    Outcome.PASSED_ON: (
        "What you shared is not about child exploitation, so we have passed it to {told}."
    ),
    Outcome.NO_ACTION: (
        "We have read what you shared, and nothing more will be done with it now. We keep it, "
        "because it may matter later. If you notice anything else, please share it."
    ),
}


def outcome_words(outcome: str, told: str) -> str:
    """What the submitter reads of the outcome; nothing while there is none."""
    if outcome not in Outcome.values:
        return ""
    unsaid = "the Safeguarding Hub" if outcome == Outcome.HUB else "another service"
    return WORDS_FOR_SUBMITTER[Outcome(outcome)].format(told=told or unsaid)


def state(
    *,
    read_at: datetime | None,
    waiting_since: datetime | None,
    finished_at: datetime | None,
) -> State:
    """The state a submitter is told, from the facts recorded."""
    if finished_at is not None:
        return State.FINISHED
    if waiting_since is not None:
        return State.ASKED
    return State.SENT if read_at is None else State.READING


def reason_not_to_ask(*, finished_at: datetime | None) -> str | None:
    if finished_at is not None:
        return "You cannot ask about this: it is finished. Open it again first."
    return None


def reason_not_to_finish(*, finished_at: datetime | None, outcome: str, told: str) -> str | None:
    """Why it cannot be finished like this, or None if it can."""
    if finished_at is not None:
        return "This is finished already."
    if outcome not in Outcome.values:
        return "Say what was decided."
    if outcome == Outcome.PASSED_ON and not told.strip():
        return "Say where it was passed to: the person who sent it will be told."
    return None


def reason_not_to_reopen(*, finished_at: datetime | None) -> str | None:
    return "This is not finished." if finished_at is None else None
