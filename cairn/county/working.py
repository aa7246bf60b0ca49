"""Casework as it happened: contacts screened, meetings held and minuted, levels set, plans written."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from cairn.assessments import actions as assessments
from cairn.assessments import queries as assessments_read
from cairn.children import actions as children
from cairn.children.choices import InvolvementKind
from cairn.children.models import Involvement
from cairn.chronology import actions as chronology
from cairn.county.casework import Casework, Step, happened_on
from cairn.county.data import words
from cairn.county.episodes import Episodes
from cairn.county.hands import Hands
from cairn.county.happening import Happening
from cairn.county.plan import County
from cairn.county.sitting import Sittings
from cairn.pathways import actions as pathways
from cairn.pathways import queries as pathways_read
from cairn.pathways.choices import Outcome
from cairn.plans import actions as plans
from cairn.plans import queries as plans_read

SCREENED_DAYS = 400  # back from now


class Working:
    """Plans every step of casework. `rows` are people and children by key."""

    def __init__(
        self, county: County, happening: Happening, rows: dict[str, Any],
        key_of: Callable[[str], UUID], casework: Casework,
    ) -> None:  # fmt: skip
        self.by, self.happening = Hands(county, rows), happening
        self.key_of, self.casework = key_of, casework
        self.sittings = Sittings(self.by, happening, key_of, self._reviewed)
        self.episodes = Episodes(self.by, happening, key_of)
        self.contacts: dict[str, str] = {}  # child -> reference of the contact
        self.pathways: dict[str, str] = {}
        self.met: dict[str, str] = {}  # child -> reference of the meeting that was held last

    def plan(self) -> None:
        """Every step of casework; and what the desk passed on besides is screened the same day."""
        for day in range(1, SCREENED_DAYS):
            at = self.happening.hours.next_opening(self.happening.now - timedelta(days=day))
            self.happening.at(at + timedelta(hours=6, minutes=50), self._screen_the_rest)
        for step in self.casework.all():
            if step.what == "meeting":
                self.sittings.plan(step)
            else:
                self.happening.at(step.at, partial(getattr(self, f"_{step.what}"), step))

    def _pathway(self, step: Step) -> dict[str, Any]:
        """The child's pathway as it is now: what every act upon it asks for."""
        by, reference = self.by.manager(), self.pathways[step.child]
        row = pathways_read.pathway(by=by, reference=reference)
        return {"by": by, "reference": reference, "version": row.version}

    # --- contacts and pathways ------------------------------------------------------------------

    def _contact(self, step: Step) -> None:
        made = pathways.record_contact(
            by=self.by.hub(step), key=self.key_of(step.place), child=self.by.reference(step),
            source=step.said["source"], said=step.said["said"], who=step.said.get("who", ""),
        )  # fmt: skip
        self.contacts[step.child] = made.reference

    def _screen(self, step: Step) -> None:
        made = pathways.screen(
            by=self.by.manager(), reference=self.contacts[step.child],
            outcome=step.said["outcome"], reason=step.said["reason"],
        )  # fmt: skip
        if made.pathway:
            self.pathways[step.child] = made.pathway.reference

    def _screen_the_rest(self) -> None:
        """What no course tells of: to the pathway the child has, or to social care."""
        by = self.by.manager()
        theirs = set(self.contacts.values())
        for contact in pathways_read.to_screen(by=by).exclude(reference__in=theirs):
            has_pathway = pathways_read.open_pathway(by=by, child=contact.child.reference)
            outcome = Outcome.EXISTING if has_pathway else Outcome.SOCIAL_CARE
            pathways.screen(
                by=by, reference=contact.reference, outcome=outcome,
                reason=words("casework")["passed_on"][outcome],
            )  # fmt: skip

    def _level(self, step: Step) -> None:
        prompted = self._prompted(step)
        differs = bool(prompted) and prompted != step.said["level"]
        pathways.set_level(
            **self._pathway(step), level=step.said["level"], reason=step.said["reason"],
            why_differs=step.said.get("why", "The meeting knows more.") if differs else "",
            meeting=self.met.get(step.child, ""),
        )  # fmt: skip

    def _reviewed(self, step: Step, meeting: Any) -> None:
        """A meeting has ended; if it was a review, the pathway says so."""
        self.met[step.child] = meeting.reference
        if "review" in step.said:
            pathways.record_review(
                **self._pathway(step), note=step.said["review"], childs_view=step.said["child"],
                meeting=meeting.reference,
            )  # fmt: skip

    def _prompted(self, step: Step) -> str:
        latest = assessments_read.latest_finished(
            by=self.by.manager(), child=self.by.reference(step)
        )
        return latest.outcome["prompt"]["level"] if latest and latest.outcome else ""

    def _offer(self, step: Step) -> None:
        row = pathways_read.pathway(by=self.by.manager(), reference=self.pathways[step.child])
        [other] = pathways_read.other_councils(by=self.by.manager(), pathway=row)
        pathways.offer(**self._pathway(step), to_council=other.code, why=step.said["why"])

    def _answer(self, step: Step) -> None:
        pathways.answer(**self._pathway(step), is_accepted=True)

    def _close(self, step: Step) -> None:
        said = step.said
        pathways.close(
            **self._pathway(step), why=said["why"], childs_voice=said["voice"],
            plans_outcome=said["outcome"], what_remains=said["remains"],
        )  # fmt: skip

    # --- who works with the child ---------------------------------------------------------------

    def _worker(self, step: Step) -> None:
        if self.by.named(step, InvolvementKind.INTERVENTION_WORKER):
            return
        council = self.by.child(step).council
        workers = self.by.county.with_role("intervention_worker", council)
        is_known = (step.child in self.by.county.stories.values()) or len(workers) == 1
        number = 0 if is_known else int(step.child.rpartition("-")[2]) % len(workers)
        worker = self.by.row(workers[number])
        children.involve(
            by=self.by.hub(step), reference=self.by.reference(step), person=worker,
            kind=InvolvementKind.INTERVENTION_WORKER, agency=worker.agency, why=step.said["why"],
        )  # fmt: skip

    def _end_worker(self, step: Step) -> None:
        row = Involvement.objects.filter(
            child=self.by.rows[step.child], kind=InvolvementKind.INTERVENTION_WORKER, until_on=None
        ).first()
        if row:
            children.end_involvement(
                by=self.by.hub(step), reference=self.by.reference(step), involvement_id=row.pk
            )

    # --- what is written of the child -----------------------------------------------------------

    def _missing(self, step: Step) -> None:
        self.episodes.report(step)

    def _strategy(self, step: Step) -> None:
        self.episodes.discuss(step)

    def _entry(self, step: Step) -> None:
        said = step.said
        self._write(step, said["kind"], said["what"], said["from"], said.get("turn", ""))

    def _write(self, step: Step, kind: str, what: str, known_from: str, turn: str) -> None:
        chronology.write(
            by=self.by.officer() if kind in {"crime", "disruption"} else self.by.hub(step),
            child=self.by.reference(step), kind=kind, what=what, known_from=known_from, turn=turn,
            from_on=happened_on(step, self.by.child(step), self.casework),
            key=self.key_of(step.place),
        )  # fmt: skip

    def _plan(self, step: Step) -> None:
        by, child = self.by.lead(step), self.by.reference(step)
        kind = step.said.get("kind", "safety")
        now = plans_read.current(by=by, child=child, kind=kind)
        plans.save_plan(
            by=by, child=child, kind=kind, version=now.number if now else 0,
            content={**(now.content if now else {}), **step.said["content"]},
            why=step.said["why"], key=self.key_of(step.place),
        )  # fmt: skip

    def _assess(self, step: Step) -> None:
        """Every question is answered: with what is there now, and no to the rest."""
        by, tool = self.by.lead(step), step.said.get("tool", words("casework")["assessment"])
        row = assessments.start_assessment(
            by=by, child=self.by.reference(step), tool=tool, key=self.key_of(step.place)
        )
        definition, seen = row.tool.definition, step.said["now"]
        if isinstance(seen, int):
            signs = [one.code for one in definition.indicators if one.kind != "strength"]
            seen = self.happening.invented.random.sample(signs, seen)
        parts: dict[str, dict[str, Any]] = {
            domain.code: {
                one.code: {
                    "when": ["now"] if one.code in seen else ["no"],
                    "evidence": "Seen by those who work with the child." * (one.code in seen),
                }
                for one in definition.of_domain(domain.code)
            }
            for domain in definition.domains
        }
        parts |= {
            "about": {
                "informed_by": "School, the police and the family.", "child_aware": "yes",
                "carer_aware": "yes", "learning_disability": "no",
            },
            "voice": {"child_view": step.said.get("view", words("casework")["view"])},
            "analysis": {"analysis": step.said.get("analysis", "What is seen goes together.")},
        }  # fmt: skip
        for part, said in parts.items():
            row = assessments.save_answers(
                by=by, reference=row.reference, part=part, version=0, said=said
            )
        assessments.finish_assessment(by=by, reference=row.reference, version=row.version)
