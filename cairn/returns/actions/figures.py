"""What people do with the answers to the public's questions: look, take them away, look behind a figure."""

from typing import Any

from django.db.models import QuerySet

from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.returns import queries
from cairn.returns.choices import Event
from cairn.returns.queries import Asked
from cairn.returns.rules.questions import TOTAL, Answers


@action(Permission.FIGURES_WHOLE)
def read_answers(*, by: Any, asked: Asked) -> Answers:
    """Look at the figures of a council and period."""
    found = queries.answers(by=by, asked=asked)
    trail.record(
        by=by, event=Event.ANSWERS_READ, on=asked.council, first=asked.first, last=asked.last
    )
    return found


@action(Permission.FIGURES_WHOLE)
def take_answers(*, by: Any, asked: Asked, version: str) -> Answers:
    """Take them away, with every number or with the small ones held back."""
    found = queries.answers(by=by, asked=asked)
    trail.record(
        by=by, event=Event.ANSWERS_TAKEN, on=asked.council, first=asked.first, last=asked.last,
        version=version,
    )  # fmt: skip
    return found


@action(Permission.INTERVIEWS_VIEW)
def read_behind(
    *, by: Any, council: str, first: str, last: str, line: str, month: str = TOTAL
) -> tuple[Asked, QuerySet[Any]]:
    """Look at the episodes behind a figure, as far as they are within reach."""
    asked = queries.asked(by=by, council=council, first=first, last=last)
    found = queries.behind(by=by, asked=asked, line=line, month=month)
    trail.record(
        by=by, event=Event.BEHIND_READ, on=asked.council, first=asked.first, last=asked.last,
        line=line, month=month,
    )  # fmt: skip
    return asked, found
