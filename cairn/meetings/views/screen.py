"""What the chair's screen shows: everything of one item, and of the others their names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cairn.foundation.refusals import refuse_if
from cairn.meetings import queries, rules
from cairn.meetings.choices import Part
from cairn.meetings.forms import (
    AttendanceForm,
    ChangeDecisionForm,
    DecideForm,
    DissentForm,
    EndForm,
    GiveTaskForm,
    ShareForm,
    ViewForm,
)
from cairn.meetings.models import AgendaItem, Meeting, Task
from cairn.meetings.views import elsewhere


@dataclass(frozen=True)
class Kept:
    """What became of a text: its new version; or, overtaken, what was typed and what is there."""

    version: int = 0
    typed: str = ""
    there: str = ""
    label: str = ""

    @property
    def differing(self) -> list[tuple[str, str, str]]:
        return [(self.label, self.typed, self.there)] if self.there else []


def screen(request: Any, meeting: Meeting, item: str, forms: Mapping[str, Any]) -> dict[str, Any]:
    """`forms` are those that are not right yet, by name; the others are fresh."""
    by = request.actor
    refuse_if(rules.reason_not_to_minute(meeting.standing))
    asked = list(queries.invitations(by=by, meeting=meeting))
    agenda = queries.agenda(by=by, meeting=meeting)
    here = agenda.at(item)
    bound = [one for name, one in forms.items() if name != "overtaken" and one.is_bound]
    overtaken = forms.get("overtaken", Kept())
    return {
        "meeting": meeting,
        "asked": asked,
        "came": [one for one in asked if one.attendance == "present"],
        "agenda": agenda,
        "item": here,
        "next_item": agenda.after(here) if here else None,
        "ways": elsewhere.ways(by, meeting),
        "records": elsewhere.records(by, here.child if here else meeting.child),
        "part_of_plan": elsewhere.part_of_plan(by, here.child) if here else "",
        "overdue": _overdue(by, meeting),
        "quorum": queries.quorum(by=by, meeting=meeting),
        "attendance": forms.get("attendance") or AttendanceForm(asked=asked, auto_id="came_%s"),
        "end": forms.get("end") or EndForm(auto_id="end_%s"),
        "views_at": _views_at(agenda),
        "views": [
            (one, forms.get(f"view:{one.reference}") or _view(one))
            for one in asked
            if one.part in {Part.CHILD, Part.FAMILY}
        ],
        "form": bound[0] if bound else None,
        "differing": overtaken.differing,
        **(_item(by, meeting, here, forms) if here else {}),
    }


def _views_at(agenda: queries.Agenda) -> AgendaItem | None:
    """The item at which the child and the family are heard, where the agenda has one."""
    return next((one for one in agenda.items if one.title == rules.THEIR_WORDS), None)


def _overdue(by: Any, meeting: Meeting) -> list[Task]:
    """What earlier meetings about the child gave to do and is overdue."""
    if meeting.child is None:
        return []
    rows = queries.overdue_of_child(by=by, child=meeting.child)
    return list(rows.exclude(item__meeting=meeting))


def _view(one: Any) -> ViewForm:
    first = {"view": one.view, "version": one.version}
    return ViewForm(initial=first, auto_id=f"view_{one.reference}_%s")


def _item(by: Any, meeting: Meeting, item: Any, forms: Mapping[str, Any]) -> dict[str, Any]:
    names = [(one.code, one.name) for one in queries.agencies_asked(by=by, meeting=meeting)]
    said = {one.agency.code: one for one in item.shared}
    shared = [
        (one.agency, forms.get(f"share:{code}") or _shared(one, names))
        for code, one in said.items()
    ]
    others = [(code, name) for code, name in names if code not in said]
    return {
        "shared": shared,
        "share": forms.get("share:") or ShareForm(agencies=others, auto_id="share_%s"),
        "has_others": bool(others),
        "decide": forms.get("decide") or DecideForm(auto_id="decide_%s"),
        "decisions": [
            (
                one,
                forms.get(f"change:{one.reference}") or _change(one),
                forms.get(f"dissent:{one.reference}")
                or DissentForm(agencies=names, auto_id=f"dissent_{one.reference}_%s"),
            )
            for one in item.decisions.all()
        ],
        "give_task": forms.get("give_task")
        or GiveTaskForm(
            owners=queries.owners(by=by, meeting=meeting), usual=queries.usual_due(by=by),
            auto_id="task_%s",
        ),
    }  # fmt: skip


def _shared(one: Any, names: list[tuple[str, str]]) -> ShareForm:
    first = {"agency": one.agency.code, "text": one.text, "version": one.version}
    return ShareForm(agencies=names, initial=first, auto_id=f"share_{one.agency.code}_%s")


def _change(one: Any) -> ChangeDecisionForm:
    first = {"text": one.text, "version": one.version}
    return ChangeDecisionForm(initial=first, auto_id=f"change_{one.reference}_%s")
