"""What stands beside an act upon a pathway: the assessment that prompts, and the child's meetings."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from cairn.audit.choices import Permission
from cairn.foundation import clock
from cairn.meetings import queries as meetings
from cairn.meetings.choices import Kind
from cairn.meetings.models import Meeting
from cairn.pathways import queries
from cairn.pathways.choices import State
from cairn.pathways.models import Pathway
from cairn.pathways.prompting import held_lately, prompt_of
from cairn.pathways.rules.due import is_to_arrange


@dataclass(frozen=True)
class Beside:
    """For the form; what it carries of what was seen; what it says at first; and for the page."""

    form: dict[str, Any] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    initial: dict[str, str] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)


def of_level(request: Any, row: Any) -> Beside:
    prompt = prompt_of(by=request.actor, pathway=row)
    held = list(held_lately(by=request.actor, pathway=row))
    return Beside(
        form={"held": held, "prompted": prompt.level if prompt else ""},
        seen={"assessment": prompt.assessment.reference if prompt else ""},
        initial=_meeting(request, held, row.level_at),
        shown={
            "standing_now": queries.standing(by=request.actor, pathway=row),
            "prompt": prompt,
            "may_assess": Permission.ASSESSMENTS_RECORD in request.actor.permissions,
        },
    )


def of_review(request: Any, row: Any) -> Beside:
    held = list(held_lately(by=request.actor, pathway=row))
    return Beside(form={"held": held}, initial=_meeting(request, held, row.reviewed_at))


def _meeting(request: Any, held: list[Meeting], decided: datetime | None) -> dict[str, str]:
    """The meeting from which somebody came here; else one held since the like was `decided` last.
    Otherwise nobody is taken at a word they did not say: the form asks.
    """
    came_from = request.GET.get("meeting", "")
    for one in held:
        is_new = decided is None or (one.started_at and one.started_at > decided)
        if one.reference == came_from or (not came_from and is_new):
            return {"meeting": one.reference}
    return {}


def of_pathway(request: Any, row: Pathway, standing: queries.Standing) -> dict[str, Any]:
    """The child's meetings as far as the person may know of them; the next; or one to arrange."""
    by = request.actor
    found = meetings.of_child(by=by, child=row.child.reference)
    [around] = queries.meetings_beside(by=by, pathways=[row])
    return {
        "meetings": {one.pk: one for one in found},
        "next_meeting": around.next,
        "held": None if standing.state is State.CLOSED else around.held,
        "arrange": None if around.next or around.held else _to_arrange(request, row, standing),
        "is_within_reach": queries.is_within_reach(by=by, pathway=row),
    }


def _to_arrange(request: Any, row: Pathway, standing: queries.Standing) -> dict[str, str] | None:
    """What is to be arranged now, by somebody whose role runs such meetings."""
    if Permission.MEETINGS_RUN_ALL not in request.actor.permissions or standing.due_on is None:
        return None
    if standing.state is State.TO_MEET:
        kind, text = Kind.LEVEL_1, "Arrange the Level 1 meeting"
    elif standing.state is State.MOVING or not is_to_arrange(standing.due_on, today=clock.today()):
        return None
    else:
        kind, text = Kind.REVIEW, "Arrange the review"
    asked = urlencode({"kind": kind.value, "child": row.child.reference})
    return {"text": text, "href": f"{reverse('meetings:arrange')}?{asked}"}
