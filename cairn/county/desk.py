"""What the police unit did with each report, and when: in office hours, by the people of its desk."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from cairn.county.data import words
from cairn.county.invented import Invented
from cairn.county.plan import Person, Report, Step
from cairn.foundation.clock import OfficeHours
from cairn.submissions.choices import Outcome

ASKED = 0.14  # of what is processed
NEVER_ANSWERED = 0.2
ADDED = 0.06
REPORTED_ON = 0.6  # of what is said to be a crime


class Desk:
    """Plans the steps of one report after another. The same people keep what they took."""

    def __init__(
        self, invented: Invented, hours: OfficeHours, people: Sequence[Person], now: datetime
    ) -> None:
        self.invented, self.hours, self.people, self.now = invented, hours, people, now

    def deal_with(
        self, report: Report, *, other: str = "", nothing: str = "", until: str = ""
    ) -> Report:
        """The report with all that has happened to it by now. `other` is where it really belongs,
        `nothing` why nothing is done; `until` stops at "unread", "picked", "asked" or "answered".
        """
        if until == "unread":
            return report
        by = self.invented.random.choice(self.people).key
        at = self._later(report.at, *((2, 11) if self._is_urgent(report) else (4, 55)))
        if until:  # what stands open today is dealt with before now, whatever the hour
            at = report.at + (self.now - report.at) / 3
        steps = [Step(at, "read", by)]
        steps += self._open(report, by, at, until) if until else []
        if not until:
            steps += self._whole(report, by, at, other, nothing)
        return replace(report, steps=tuple(one for one in steps if one.at < self.now))

    def _is_urgent(self, report: Report) -> bool:
        return "call" in report.answers

    def _later(self, at: datetime, fewest: int, most: int) -> datetime:
        """So many minutes of office time later."""
        minutes = self.invented.random.randint(fewest * 60, most * 60) / 60
        return self.hours.add_office_time(at, timedelta(minutes=minutes))

    def _open(self, report: Report, by: str, at: datetime, until: str) -> list[Step]:
        if until == "picked":
            return [Step(at + timedelta(minutes=1), "pick_up", by)]
        steps = [self._question(at + timedelta(minutes=4), by)]
        if until == "answered":
            steps.append(self._answer(at + (self.now - at) / 2))
        return steps

    def _question(self, at: datetime, by: str) -> Step:
        return Step(at, "ask", by, text=self.invented.one("replies", "question"))

    def _answer(self, at: datetime) -> Step:
        return Step(at, "answer", text=self.invented.one("replies", "answer"))

    def _whole(self, report: Report, by: str, at: datetime, other: str, nothing: str) -> list[Step]:
        """From picking up to deciding."""
        taken = self._later(at, 1, 4)
        steps = [Step(taken, "pick_up", by)]
        if other or nothing:
            return [*steps, self._elsewhere(self._later(taken, 3, 15), by, other, nothing)]
        ready, reason = taken, ""
        if self.invented.chance(ASKED):
            asked = self._question(self._later(taken, 3, 9), by)
            steps.append(asked)
            answered = asked.at + timedelta(hours=self.invented.random.uniform(1, 60))
            is_answered = not self.invented.chance(NEVER_ANSWERED)
            if is_answered:
                steps.append(self._answer(answered))
            else:
                reason = str(words("replies")["unasked"])
            ready = self._later(answered if is_answered else asked.at + timedelta(days=7), 5, 90)
        for number in range(len(report.claims)):
            ready = self._later(ready, 5, 18)
            steps.append(Step(ready, "strand", by, claim=number))
        steps.append(self._decide(report, self._later(ready, 2, 6), by, reason))
        if self.invented.chance(ADDED):
            addition = self.invented.one("replies", "addition")
            # Before it is decided: what comes later brings it back to the queue.
            steps.append(Step(at + timedelta(seconds=40), "add", text=addition))
        return sorted(steps, key=lambda one: one.at)

    def _decide(self, report: Report, at: datetime, by: str, reason: str) -> Step:
        outcome = Outcome.PROCESSED if report.claims else Outcome.NO_ACTION
        said = report.answers["gate"]["now"]
        if said == "crime" and self.invented.chance(REPORTED_ON):
            outcome = Outcome.CRIME
        if said == "soon" and self.invented.chance(REPORTED_ON):
            return Step(at, "decide", by, words("replies")["hub"], outcome=Outcome.HUB)
        if outcome == Outcome.NO_ACTION:
            reason = reason or self.invented.one("replies", "nothing")
        return Step(at, "decide", by, outcome=outcome, reason=reason)

    def _elsewhere(self, at: datetime, by: str, other: str, nothing: str) -> Step:
        if nothing:
            return Step(at, "decide", by, outcome=Outcome.NO_ACTION, reason=nothing)
        is_hub = other == "safeguarding-hub"
        outcome = Outcome.HUB if is_hub else Outcome.PASSED_ON
        return Step(
            at, "decide", by, words("replies")["hub" if is_hub else "police"], outcome=outcome
        )
