"""Children who were missing: the police tell, sometimes somebody at home before them; a METCO officer
takes it on; and as a rule the child is back before morning.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from cairn.accounts import people
from cairn.county.casework import Step
from cairn.county.hands import Hands
from cairn.county.happening import Happening
from cairn.county.interviewing import Interviewing
from cairn.foundation import clock
from cairn.missing import actions as missing
from cairn.missing.choices import Grade, Source, What

SEEN, TOLD = timedelta(minutes=95), timedelta(minutes=4)  # before the police's notification
TAKEN_ON = timedelta(minutes=7)
TOLD_TWICE = 4  # every so many times somebody at home reports it as well
BACK_AFTER, LATER = 3, 5  # hours, and by how many it differs


class Episodes:
    """Plans what follows from each report."""

    def __init__(self, by: Hands, happening: Happening, key_of: Callable[[str], UUID]) -> None:
        self.by, self.happening, self.key_of = by, happening, key_of
        self.interviewing = Interviewing(by, happening, key_of)
        self.times: Counter[str] = Counter()

    def report(self, step: Step) -> None:
        """The police notify, and every fourth time somebody at home has rung before them."""
        number = self.times[step.child]
        self.times[step.child] += 1
        told = {"reported_at": step.at - TOLD, "last_seen_at": step.at - SEEN}
        reports = []
        if number % TOLD_TWICE == 1:
            reports.append(
                missing.report_child(
                    by=self.by.hub(step), child=self.by.reference(step), **told,
                    key=self.key_of(f"{step.place}/home"), said={"reported_by": "A parent"},
                )
            )  # fmt: skip
        reports.append(self._notification(step, number, told))
        row = reports[-1].episode
        after = partial(self._take_on, [one.reference for one in reports])
        self.happening.at(step.at + TAKEN_ON, after)
        if row and not step.said.get("is_open"):
            hours = step.said.get("hours", BACK_AFTER + number % LATER)
            back = partial(self._back, step, row.reference, number)
            self.happening.at(step.at + timedelta(hours=hours), back)

    def _notification(self, step: Step, number: int, told: dict[str, Any]) -> Any:
        child = self.by.rows[step.child]
        grade = Grade.HIGH if step.said.get("is_open") else Grade.MEDIUM
        return missing.receive(
            by=people.system(), source=Source.POLICE_PUSH, sender="Police control room",
            message=str(self.key_of(step.place)), council=child.council, grade=grade,
            given_name=child.given_name, family_name=child.family_name, born_on=child.born_on,
            police_reference=f"log {200 + number} of {step.at:%d %m}", **told,
            said={"circumstances": "Not home at the time that was agreed.", "reported_by": "A parent"},
        )  # fmt: skip

    def _take_on(self, references: list[str]) -> None:
        for one in references:
            missing.acknowledge(
                by=self.by.officer(), reference=one, does="I ring the family and send a patrol."
            )

    def _back(self, step: Step, reference: str, number: int) -> None:
        """Found, where it is said where, and back."""
        found = step.said.get("found", ())
        if found:
            place = found[number % len(found)]
            self._say(step, reference, What.FOUND, how="A patrol met them.", where=place)
        self._say(step, reference, What.RETURNED, how="Brought home.", who="A parent")
        self.interviewing.after(step, reference, number)

    def _say(self, step: Step, reference: str, what: str, **said: str) -> None:
        by = self.by.officer()
        missing.say(
            by=by, reference=reference, what=what,
            at=clock.now(), key=self.key_of(f"{step.place}/{what}"), **said,
        )  # fmt: skip

    def discuss(self, step: Step) -> None:
        """A strategy discussion that the episodes asked for."""
        missing.answer_discussion(
            by=self.by.manager(), child=self.by.reference(step), outcome="held",
            held_on=clock.today(), with_whom=step.said["with"], why=step.said["why"],
            key=self.key_of(step.place),
        )  # fmt: skip
