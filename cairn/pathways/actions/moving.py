"""Asking another council to take a pathway, and its answer."""

from typing import Any

from cairn.accounts import people
from cairn.accounts.actions import close_notices
from cairn.agencies.models import Council
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.children.actions import change_child
from cairn.foundation import clock
from cairn.foundation.refusals import find, refuse_if
from cairn.pathways import rules
from cairn.pathways.choices import Act, Answer, Event
from cairn.pathways.holding import changed, held
from cairn.pathways.models import Pathway, Transfer


@action(Permission.PATHWAYS_DECIDE)
def offer(
    *, by: Any, reference: str, version: int, why: str, to_council: str = "", to_elsewhere: str = ""
) -> Transfer:
    """Ask the other council of the county (by code), or one outside it (by name)."""
    refuse_if(
        rules.reason_not_to_offer(to_other=bool(to_council), to_elsewhere=to_elsewhere, why=why)
    )
    row = held(by=by, reference=reference, version=version, act=Act.OFFER)
    others = Council.objects.exclude(pk=row.council_id)
    made = Transfer.objects.create(
        pathway=row, from_council_id=row.council_id,
        to_council=find(others, code=to_council) if to_council else None,
        to_elsewhere=to_elsewhere.strip(), why=why, offered_at=clock.now(), offered_by=by,
    )  # fmt: skip
    changed(row)
    trail.record(by=by, event=Event.OFFERED, on=row, to=to_council or "elsewhere")
    return made


@action(Permission.PATHWAYS_DECIDE)
def answer(
    *, by: Any, reference: str, version: int, is_accepted: bool, reason: str = ""
) -> Transfer:
    """The council that is asked takes the pathway, or does not and says why.

    For a council outside the county, whoever asked writes down its answer; the pathway then ends
    with what is due at every end. Within it, the child's record moves to the new area as well.
    """
    act = Act.ACCEPT if is_accepted else Act.REJECT
    row = held(by=by, reference=reference, version=version, act=act, may_be_asked=True)
    transfer = Transfer.objects.select_related("to_council").get(pathway=row, answered_at=None)
    if transfer.to_council and transfer.to_council_id not in by.council_ids:
        refuse_if(f"{transfer.to_council.name} answers this.")
    refuse_if(None if is_accepted or reason.strip() else "Say why the council does not take it.")
    _answered(transfer, Answer.ACCEPTED if is_accepted else Answer.REJECTED, by=by, reason=reason)
    if is_accepted and transfer.to_council:
        row.council = transfer.to_council
        _move_child(row)
    changed(row)
    trail.record(by=by, event=Event.ANSWERED, on=row, answer=transfer.answer)
    return transfer


@action(Permission.PATHWAYS_DECIDE)
def withdraw(*, by: Any, reference: str, version: int) -> Transfer:
    """Whoever asked takes the question back."""
    row = held(by=by, reference=reference, version=version, act=Act.WITHDRAW)
    transfer = Transfer.objects.get(pathway=row, answered_at=None)
    _answered(transfer, Answer.WITHDRAWN, by=by)
    changed(row)
    trail.record(by=by, event=Event.ANSWERED, on=row, answer=transfer.answer)
    return transfer


def _answered(transfer: Transfer, answer: Answer, *, by: Any, reason: str = "") -> None:
    transfer.answer, transfer.answer_reason = answer, reason
    transfer.answered_at, transfer.answered_by = clock.now(), by
    transfer.save(update_fields=["answer", "answer_reason", "answered_at", "answered_by"])
    close_notices(by=by, about=transfer.pathway.reference, keys=rules.CALLS_TO_ANSWER)


def _move_child(row: Pathway) -> None:
    """Those who take the pathway do not reach the child yet: the record moves by itself."""
    child = row.child
    change_child(
        by=people.system(), reference=child.reference, version=child.version,
        changes={"council": row.council},
    )  # fmt: skip
