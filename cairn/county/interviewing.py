"""Return home interviews of the county's children: offered, held or declined, written up, signed off."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from cairn.children.choices import InvolvementKind
from cairn.county.casework import Step
from cairn.county.data import words
from cairn.county.hands import Hands
from cairn.county.happening import Happening
from cairn.foundation import clock
from cairn.interviews import actions as interviews
from cairn.interviews import queries as interviews_read
from cairn.interviews.choices import Answer, How, Relation, Seen, Whom, WhyNot

LET_SLEEP = timedelta(hours=2)  # before anybody offers an interview
HELD_AFTER = (5, 7, 6)  # hours from the offer
NO_TIME_YET = "no time yet"
WRITTEN_UP, READ_BY_MANAGER = timedelta(hours=1), timedelta(hours=20)


class Interviewing:
    """Plans what follows from each return."""

    def __init__(self, by: Hands, happening: Happening, key_of: Callable[[str], UUID]) -> None:
        self.by, self.happening, self.key_of = by, happening, key_of

    def after(self, step: Step, episode: str, number: int) -> None:
        """A child is back, the first time or the fifth: an interview is offered in office hours."""
        ways = words("interviews")["ways"]
        way = step.said.get("interview", ways[number % len(ways)])
        if way == "again":  # missing again before anybody came: the next interview answers both
            return
        offered = self.happening.hours.next_opening(clock.now() + LET_SLEEP)
        self.happening.at(offered, partial(self._offer, step, episode, number, way))

    def _offer(self, step: Step, episode: str, number: int, way: str) -> None:
        row = interviews_read.of_episode(by=self._holder(step), episode=episode)
        if row.offered_at:  # after a weekend one interview answers several returns
            return None
        do = partial(self._do, step, episode)
        do("take")
        do("offer", at=clock.now(), how=How.PHONE, whom=Whom.CARER)
        self._join(step, episode)
        if way in ("held", NO_TIME_YET):
            return self._arrange(step, episode, number, way)
        if way == "declined":
            said = words("interviews")["declined"]
            do(
                "answer",
                at=clock.now(),
                answer=Answer.DECLINED,
                whom=Whom.CHILD,
                words=said["words"],
            )
            do("carers_say", at=clock.now(), words=said["carers"], who="Her carer")
        else:
            said = words("interviews")["not_possible"]
            do(
                "answer",
                at=clock.now(),
                answer=Answer.NOT_POSSIBLE,
                why_not=WhyNot.OTHER,
                words=said["words"],
            )
        return self._hand_in(step, episode)

    def _arrange(self, step: Step, episode: str, number: int, way: str) -> None:
        """The child says yes, and as a rule a time is found the same day."""
        held = clock.now() + timedelta(hours=HELD_AFTER[number % len(HELD_AFTER)])
        self._do(
            step, episode, "answer", at=clock.now(), answer=Answer.ACCEPTED, whom=Whom.CHILD
        )  # fmt: skip
        if way == NO_TIME_YET:
            return
        self._do(step, episode, "plan", at=held, where="At home")
        self.happening.at(held, partial(self._hold, step, episode))
        self.happening.at(held + WRITTEN_UP, partial(self._write_up, step, episode, number))

    def _hold(self, step: Step, episode: str) -> None:
        knows = self.by.named(step, InvolvementKind.INTERVENTION_WORKER)
        self._do(
            step, episode, "hold_it", at=clock.now(), where="At home", seen=Seen.ALONE,
            relation=Relation.WORKS_WITH if knows else Relation.NONE,
        )  # fmt: skip

    def _write_up(self, step: Step, episode: str, number: int) -> None:
        models = words("interviews")["said"]
        said = dict(models[number % len(models)])
        said["words"] = {"childs_words": said.pop("childs_words")}
        by = self._holder(step)
        row = interviews_read.of_episode(by=by, episode=episode)
        for part, answers in said.items():
            row = interviews.save_part(
                by=by,
                reference=row.reference,
                part=part,
                version=row.version_of(part),
                said=answers,
            )
        self._hand_in(step, episode)

    def _hand_in(self, step: Step, episode: str) -> None:
        row = interviews_read.of_episode(by=self._holder(step), episode=episode)
        self._do(step, episode, "hand_in", versions=row.versions)
        read = self.happening.hours.next_opening(clock.now() + READ_BY_MANAGER)
        self.happening.at(read, partial(self._sign_off, step, episode))

    def _sign_off(self, step: Step, episode: str) -> None:
        """By the team's manager, unless it is their own."""
        manager = self.by.team_manager(step)
        row = interviews_read.of_episode(by=manager, episode=episode)
        if manager not in (row.held_by, row.handed_in_by):
            self._do(step, episode, "sign_off", by=manager)

    def _join(self, step: Step, episode: str) -> None:
        """What was not offered yet is talked about at the same time."""
        by = self._holder(step)
        row = interviews_read.of_episode(by=by, episode=episode)
        for other in interviews_read.could_join(by=by, interview=row):
            key = self.key_of(f"{step.place}/joined/{other.opened_at}")
            interviews.join(
                by=by,
                reference=other.reference,
                version=other.version,
                key=key,
                other=row.reference,
            )

    def _holder(self, step: Step) -> Any:
        """The child's own worker; or, where none is named, a senior one of the team."""
        return self.by.named(step, InvolvementKind.INTERVENTION_WORKER) or self.by.senior(step)

    def _do(self, step: Step, episode: str, act: str, *, by: Any = None, **said: Any) -> None:
        by = by or self._holder(step)
        row = interviews_read.of_episode(by=by, episode=episode)
        getattr(interviews, act)(
            by=by, reference=row.reference, version=row.version,
            key=self.key_of(f"{step.place}/interview/{act}"), **said,
        )  # fmt: skip
