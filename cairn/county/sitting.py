"""Meetings as they were held: arranged days before, opened, minuted, ended, and their minutes sent."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from cairn.children.choices import InvolvementKind
from cairn.county.casework import Step
from cairn.county.hands import Hands
from cairn.county.happening import Happening
from cairn.foundation import clock
from cairn.meetings import actions as meetings
from cairn.meetings import queries as meetings_read

LASTED = timedelta(minutes=70)
MINUTED = timedelta(minutes=88)
ARRANGED_BEFORE = timedelta(days=7)
DONE_AFTER = timedelta(days=12)
TASKS_DONE = 0.8


class Sittings:
    """Plans each meeting. `afterwards` is done when one has ended, with its step and itself."""

    def __init__(
        self, hands: Hands, happening: Happening, key_of: Callable[[str], UUID],
        afterwards: Callable[[Step, Any], None],
    ) -> None:  # fmt: skip
        self.by, self.happening = hands, happening
        self.key_of, self.afterwards = key_of, afterwards
        self.held: dict[str, Any] = {}  # by the place of their step

    def plan(self, step: Step) -> None:
        """Each part of it at its own time: what else happens meanwhile stands between."""
        begins = step.at + timedelta(minutes=1)
        self.happening.at(begins - ARRANGED_BEFORE, partial(self._arrange, step, begins))
        self.happening.at(begins, partial(self._begin, step))
        self.happening.at(begins + LASTED, partial(self._end, step))
        self.happening.at(begins + MINUTED, partial(self._send, step))

    def _arrange(self, step: Step, begins: Any) -> None:
        by = self.by.coordinator()
        meeting = meetings.arrange_meeting(
            by=by, kind=step.said["kind"], child=self.by.reference(step), chair=self.by.manager(),
            starts_at=begins, where="Video call", key=self.key_of(step.place),
        )  # fmt: skip
        asked = [self.by.lead(step), self.by.officer()]
        asked.append(self.by.named(step, InvolvementKind.INTERVENTION_WORKER))
        for person in filter(None, asked):
            meetings.invite(by=by, reference=meeting.reference, person=person)
        meetings.invite(
            by=by, reference=meeting.reference, guest=self.by.child(step).given, part="child"
        )
        self.held[step.place] = meeting

    def _begin(self, step: Step) -> None:
        by, meeting = self.by.coordinator(), self.held[step.place]
        meetings.start_meeting(by=by, reference=meeting.reference)
        everybody = meetings_read.invitations(by=by, meeting=meeting)
        there = {one.reference: "present" for one in everybody}
        meetings.record_attendance(by=by, reference=meeting.reference, attendance=there)
        for one in everybody:
            if one.guest:
                meetings.record_view(
                    by=by, reference=meeting.reference, invitation=one.reference,
                    view=step.said["child"], version=one.version,
                )  # fmt: skip
        item = self._item(step, "each agency knows")
        shared: dict[str, list[str]] = {}
        for who, text in step.said["shared"].items():
            shared.setdefault(self._agency(step, who), []).append(text)
        for agency, texts in shared.items():
            meetings.share(
                by=by, reference=meeting.reference, item=item, agency=agency, text=" ".join(texts)
            )

    def _item(self, step: Step, words_of_it: str) -> str:
        items = list(self.held[step.place].items.all())
        return next((one for one in items if words_of_it in one.title), items[0]).reference

    def _agency(self, step: Step, who: str) -> str:
        """Of those at the table; what the school knows, its council brings."""
        council = self.by.rows[step.child].council.code
        return "police" if who == "police" else f"{council}-childrens-services"

    def _end(self, step: Step) -> None:
        by, meeting = self.by.coordinator(), self.held[step.place]
        item = self._item(step, "Level of risk")
        meetings.decide(
            by=by, reference=meeting.reference, item=item, text=step.said["decided"],
            key=self.key_of(f"{step.place}/decided"),
        )  # fmt: skip
        for number, (who, what) in enumerate(step.said.get("tasks", ())):
            agency = self._agency(step, who)
            owner = self.by.officer() if who == "police" else self.by.lead(step)
            task = meetings.give_task(
                by=by, reference=meeting.reference, item=item, what=what,
                owner=owner.reference if owner else agency,
                key=self.key_of(f"{step.place}/task/{number}"),
            )  # fmt: skip
            if self.happening.invented.chance(TASKS_DONE):
                self.happening.at(clock.now() + DONE_AFTER, partial(self._done, task, owner or by))
        meetings.end_meeting(by=by, reference=meeting.reference)
        self.afterwards(step, meeting)

    def _done(self, task: Any, by: Any) -> None:
        meetings.finish_task(by=by, reference=task.reference, outcome="Done.", version=1)

    def _send(self, step: Step) -> None:
        meetings.send_minutes(by=self.by.coordinator(), reference=self.held[step.place].reference)
