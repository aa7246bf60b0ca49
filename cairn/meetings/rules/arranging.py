"""What must be true before a meeting: arranging, moving, its chair, who is asked, its agenda."""

from collections.abc import Collection
from datetime import datetime

from cairn.meetings.choices import Answer, Kind, Part, State
from cairn.meetings.rules.kinds import KINDS, OVER, Standing, reason_not_to_run


def reason_not_to_arrange(
    *, kind: str, kinds: Collection[str], has_child: bool, starts_at: datetime, now: datetime,
    chair_roles: Collection[str], may_chair: bool, where: str,
) -> str | None:  # fmt: skip
    """`kinds`: those that the person's role runs."""
    if kind not in Kind.values:
        return "Choose what kind of meeting it is."
    if reason := reason_not_to_run(kind=kind, kinds=kinds):
        return reason
    if reason := reason_not_to_be_about(kind=kind, has_child=has_child):
        return reason
    if reason := _reason_not_to_chair(kind, chair_roles, may_chair):
        return reason
    return reason_not_to_be_then(starts_at=starts_at, now=now, where=where)


def reason_not_to_be_about(*, kind: str, has_child: bool) -> str | None:
    wanted = KINDS[Kind(kind)]
    if wanted.is_about_one_child and not has_child:
        return f"A {Kind(kind).label} is about one child. Say which."
    if not wanted.is_about_one_child and has_child:
        return f"A {Kind(kind).label} is about several children: put each on its agenda."
    return None


def reason_not_to_be_then(*, starts_at: datetime, now: datetime, where: str) -> str | None:
    if not where.strip():
        return "Say where the meeting is, or how to join it."
    return reason_not_to_be_at(starts_at=starts_at, now=now)


def reason_not_to_be_at(*, starts_at: datetime, now: datetime) -> str | None:
    return "The meeting must start later than now." if starts_at < now else None


def reason_not_to_move(
    standing: Standing, *, starts_at: datetime, now: datetime, where: str, why: str
) -> str | None:
    if standing.state != State.PLANNED:
        return OVER[standing.state]
    if not why.strip():
        return "Say why it is moved."
    return reason_not_to_be_then(starts_at=starts_at, now=now, where=where)


def reason_not_to_cancel(standing: Standing, *, why: str) -> str | None:
    if standing.state != State.PLANNED:
        return OVER[standing.state]
    return None if why.strip() else "Say why it is cancelled."


def reason_not_to_invite(
    standing: Standing, *, part: str, is_about_one_child: bool, may_open: bool, guest: str
) -> str | None:
    """`may_open`: whether the person may know about the child and open meetings at all."""
    if standing.state not in {State.PLANNED, State.UNDER_WAY}:
        return OVER[standing.state]
    if part == Part.PROFESSIONAL:
        if not may_open:
            return "They may not open this meeting: record first that they are involved."
        return None
    if not guest.strip():
        return "Enter the guest’s name, or who they are to the child."
    if part in {Part.CHILD, Part.FAMILY} and not is_about_one_child:
        return "A child and their family are asked only to a meeting about that child."
    return None


def reason_not_to_withdraw(standing: Standing, *, is_chair: bool) -> str | None:
    if standing.state != State.PLANNED:
        return OVER[standing.state]
    return "The chair stays invited. Choose another chair first." if is_chair else None


def reason_not_to_answer(standing: Standing, *, answer: str) -> str | None:
    if standing.state != State.PLANNED:
        return OVER[standing.state]
    return None if answer in Answer.values else "Say whether you will come."


def reason_not_to_change_chair(
    standing: Standing, *, kind: str, is_same: bool, chair_roles: Collection[str], may_chair: bool,
    why: str,
) -> str | None:  # fmt: skip
    """`chair_roles` and `may_chair` are the new chair's. Until the meeting ends."""
    if standing.state not in {State.PLANNED, State.UNDER_WAY}:
        return OVER[standing.state]
    if is_same:
        return "They are in the chair already. Choose somebody else."
    if reason := _reason_not_to_chair(kind, chair_roles, may_chair):
        return reason
    return None if why.strip() else "Say why somebody else is in the chair."


def _reason_not_to_chair(kind: str, roles: Collection[str], may_chair: bool) -> str | None:
    wanted = KINDS[Kind(kind)].chair
    if wanted and wanted not in roles:
        return f"A {Kind(kind).label} is chaired by a {wanted.label}."
    if not may_chair:
        return "The person in the chair cannot open this meeting. Choose somebody who may."
    return None


# --- the agenda ---------------------------------------------------------------------------------


def reason_not_to_change_agenda(standing: Standing, *, title: str) -> str | None:
    if standing.state not in {State.PLANNED, State.UNDER_WAY}:
        return OVER[standing.state]
    return None if title.strip() else "Say what the item is about."


def reason_not_to_rename_item(standing: Standing, *, title: str) -> str | None:
    """Once the meeting has started, what was talked about keeps its name."""
    if standing.state != State.PLANNED:
        return OVER[standing.state]
    return None if title.strip() else "Say what the item is about."


def reason_not_to_remove_item(standing: Standing, *, has_words: bool) -> str | None:
    """`has_words`: something was said or decided on it, or given to do."""
    if standing.state != State.PLANNED:
        return OVER[standing.state]
    return "Something was recorded on this item, so it stays." if has_words else None
