"""Keeping what somebody types, and letting go of it: sent, unwanted, old, or its writer gone."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from cairn.agencies import queries as agencies
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.drafts import permissions, rules
from cairn.drafts.choices import Event
from cairn.drafts.models import FormDraft
from cairn.drafts.rules import Sent
from cairn.foundation import clock
from cairn.foundation.refusals import refuse_if


@action(Permission.ACCOUNTS_SELF)
def keep(*, by: Any, sent: Sent, size: int) -> FormDraft:
    """Keep the form as it is now. Only its beginning leaves a trace: it is kept every second."""
    rows = FormDraft.objects.filter(permissions.reach(by))
    before = rows.select_for_update().filter(page=sent.page, form=sent.form).first()
    forms = rows.exclude(page=sent.page, form=sent.form).count()
    window = before.window if before else None
    refuse_if(rules.reason_not_to_keep(sent, size=size, forms=forms, window=window))
    kept, is_new = FormDraft.objects.update_or_create(
        person=by, page=sent.page, form=sent.form,
        defaults={"typed": sent.typed, "window": sent.window, "kept_at": clock.now()},
    )  # fmt: skip
    if is_new:
        trail.record(by=by, event=Event.KEPT, on=kept)
    return kept


@action(Permission.ACCOUNTS_SELF)
def remove(*, by: Any, page: str, form: str) -> None:
    """The person does not want it."""
    rows = FormDraft.objects.filter(permissions.reach(by), page=page, form=form)
    _remove(rows.select_for_update(), by, Event.REMOVED)


@action(Permission.ACCOUNTS_SELF)
def forget_sent(*, by: Any, form: str) -> None:
    """The form was accepted, and what came of it has a trace of its own."""
    FormDraft.objects.filter(permissions.reach(by), form=form).delete()


@action(Permission.SERVICE_OPERATE)
def remove_stale(*, by: Any) -> int:
    """Remove what nobody has touched for as long as the local standard keeps unfinished things."""
    kept_for = timedelta(days=agencies.standard(by=by, key="draft-kept-days"))
    stale = FormDraft.objects.filter(kept_at__lt=clock.now() - kept_for)
    return _remove(stale.select_for_update(skip_locked=True), by, Event.EXPIRED)


@action(Permission.SERVICE_OPERATE)
def remove_of_leavers(*, by: Any) -> int:
    """Nobody could ever read what somebody typed who has left the service."""
    rows = FormDraft.objects.filter(person__ended_at__isnull=False)
    return _remove(rows.select_for_update(of=("self",)), by, Event.LEFT)


def _remove(rows: Iterable[FormDraft], by: Any, event: Event) -> int:
    found = list(rows)
    for row in found:
        trail.record(by=by, event=event, on=row, person=row.person_id)
        row.delete()
    return len(found)
