"""A person's own views of the tracker: saving one under a name, and deleting it."""

import uuid
from collections.abc import Mapping
from typing import Any

from cairn.accounts.models import User
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import find, refuse_if, refuse_used_key
from cairn.pathways import queries, rules
from cairn.pathways.choices import Event
from cairn.pathways.models import SavedView


@action(Permission.PATHWAYS_VIEW)
def save_view(*, by: Any, name: str, asked: Mapping[str, Any], key: uuid.UUID) -> SavedView:
    """Keep what was asked of the tracker, under a name that the person has not used yet."""
    find(User.objects.select_for_update(), pk=by.pk)  # so that nobody counts to twenty twice
    mine = queries.saved_views(by=by)
    if kept := mine.filter(key=key).first():
        return kept
    refuse_used_key(SavedView.objects.all(), key)
    said = " ".join(name.split())
    refuse_if(
        rules.reason_not_to_save_view(
            name=said, is_taken=mine.filter(name=said).exists(), kept=mine.count()
        )
    )
    view = SavedView.objects.create(
        person=by, name=said, asked=dict(asked), key=key, made_at=clock.now()
    )
    trail.record(by=by, event=Event.VIEW_SAVED, on=view)
    return view


@action(Permission.PATHWAYS_VIEW)
def delete_view(*, by: Any, reference: str) -> None:
    view = queries.saved_view(by=by, reference=reference)
    trail.record(by=by, event=Event.VIEW_DELETED, on=view)
    view.delete()
