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
from cairn.county.happening import Happening
from cairn.county.plan import Child, County, Person
from cairn.foundation import clock
from cairn.meetings import actions as meetings
from cairn.meetings import queries as meetings_read
from cairn.pathways import actions as pathways
from cairn.pathways import queries as pathways_read
from cairn.plans import actions as plans
from cairn.plans import queries as plans_read

LASTED = timedelta(minutes=70)
MINUTED = timedelta(minutes=88)
ARRANGED_BEFORE = timedelta(days=6)
DONE_AFTER = timedelta(days=12)
TASKS_DONE = 0.8


class Working:
    """Plans every step of casework. `rows` are people and children by key."""

    def __init__(
        self, county: County, happening: Happening, rows: dict[str, Any],
        key_of: Callable[[str], UUID], casework: Casework,
    ) -> None:  # fmt: skip
        self.county, self.happening, self.rows = county, happening, rows
        self.key_of, self.casework = key_of, casework
        self.contacts: dict[str, str] = {}  # child -> reference of the contact
        self.pathways: dict[str, str] = {}
        self.held: dict[str, Any] = {}  # child -> the meeting that was held last

    def plan(self) -> None:
        for step in self.casework.all():
            if step.what == "meeting":
                self._plan_meeting(step)
            else:
                self.happening.at(step.at, partial(getattr(self, f"_{step.what}"), step))

    def _plan_meeting(self, step: Step) -> None:
        """Each part of it at its own time: what else happens meanwhile stands between."""
        begins = step.at + timedelta(minutes=1)
        arranged = max(step.at - ARRANGED_BEFORE, step.at.replace(hour=0, minute=1))
        self.happening.at(min(arranged, begins), partial(self._arrange, step, begins))
        self.happening.at(begins, partial(self._begin, step))
        self.happening.at(begins + LASTED, partial(self._end, step))
        self.happening.at(begins + MINUTED, partial(self._send, step))

    # --- who does it ----------------------------------------------------------------------------

    def _child(self, step: Step) -> Child:
        one = self.county.named[step.child]
        assert isinstance(one, Child)
        return one

    def _row(self, person: Person) -> Any:
        return self.rows[person.key]

    def _manager(self) -> Any:
        return self._row(self.county.with_role("cerar_manager")[0])

    def _coordinator(self) -> Any:
        return self._row(self.county.with_role("cerar_coordinator")[0])

    def _officer(self) -> Any:
        return self._row(self.county.with_role("police_metco")[0])

    def _hub(self, step: Step) -> Any:
        return self._row(self.county.with_role("hub_worker", self._child(step).council)[0])

    def _named(self, step: Step, kind: InvolvementKind) -> Any:
        """Who is now involved in this way; None where nobody is."""
        row = Involvement.objects.filter(
            child=self.rows[step.child], kind=kind, until_on=None, person__isnull=False
        ).first()
        return row and row.person

    def _lead(self, step: Step) -> Any:
        return self._named(step, InvolvementKind.LEAD_PRACTITIONER)

    def _reference(self, step: Step) -> str:
        return self.rows[step.child].reference

    def _pathway(self, step: Step) -> dict[str, Any]:
        """The child's pathway as it is now: what every act upon it asks for."""
        by, reference = self._manager(), self.pathways[step.child]
        row = pathways_read.pathway(by=by, reference=reference)
        return {"by": by, "reference": reference, "version": row.version}

    # --- contacts and pathways ------------------------------------------------------------------

    def _contact(self, step: Step) -> None:
        made = pathways.record_contact(
            by=self._hub(step), key=self.key_of(step.place), child=self._reference(step),
            source=step.said["source"], said=step.said["said"], who=step.said.get("who", ""),
        )  # fmt: skip
        self.contacts[step.child] = made.reference

    def _screen(self, step: Step) -> None:
        made = pathways.screen(
            by=self._manager(), reference=self.contacts[step.child],
            outcome=step.said["outcome"], reason=step.said["reason"],
        )  # fmt: skip
        if made.pathway:
            self.pathways[step.child] = made.pathway.reference

    def _level(self, step: Step) -> None:
        prompted = self._prompted(step)
        differs = bool(prompted) and prompted != step.said["level"]
        meeting = self.held.get(step.child)
        pathways.set_level(
            **self._pathway(step), level=step.said["level"], reason=step.said["reason"],
            why_differs=step.said.get("why", "The meeting knows more.") if differs else "",
            meeting=meeting.reference if meeting else "",
        )  # fmt: skip

    def _prompted(self, step: Step) -> str:
        latest = assessments_read.latest_finished(by=self._manager(), child=self._reference(step))
        return latest.outcome["prompt"]["level"] if latest and latest.outcome else ""

    def _offer(self, step: Step) -> None:
        row = pathways_read.pathway(by=self._manager(), reference=self.pathways[step.child])
        [other] = pathways_read.other_councils(by=self._manager(), pathway=row)
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
        if self._named(step, InvolvementKind.INTERVENTION_WORKER):
            return
        council = self._child(step).council
        workers = self.county.with_role("intervention_worker", council)
        is_known = (step.child in self.county.stories.values()) or len(workers) == 1
        number = 0 if is_known else int(step.child.rpartition("-")[2]) % len(workers)
        worker = self._row(workers[number])
        children.involve(
            by=self._hub(step), reference=self._reference(step), person=worker,
            kind=InvolvementKind.INTERVENTION_WORKER, agency=worker.agency, why=step.said["why"],
        )  # fmt: skip

    def _end_worker(self, step: Step) -> None:
        row = Involvement.objects.filter(
            child=self.rows[step.child], kind=InvolvementKind.INTERVENTION_WORKER, until_on=None
        ).first()
        if row:
            children.end_involvement(
                by=self._hub(step), reference=self._reference(step), involvement_id=row.pk
            )

    # --- what is written of the child -----------------------------------------------------------

    def _missing(self, step: Step) -> None:
        self._write(step, "missing", "Reported missing", "Police", "harder")

    def _entry(self, step: Step) -> None:
        said = step.said
        self._write(step, said["kind"], said["what"], said["from"], said.get("turn", ""))

    def _write(self, step: Step, kind: str, what: str, known_from: str, turn: str) -> None:
        chronology.write(
            by=self._officer() if kind in {"missing", "crime", "disruption"} else self._hub(step),
            child=self._reference(step), kind=kind, what=what, known_from=known_from, turn=turn,
            from_on=happened_on(step, self._child(step), self.casework),
            key=self.key_of(step.place),
        )  # fmt: skip

    def _plan(self, step: Step) -> None:
        by, child = self._lead(step), self._reference(step)
        now = plans_read.current(by=by, child=self.rows[step.child].reference, kind="safety")
        plans.save_plan(
            by=by, child=child, kind="safety", version=now.number if now else 0,
            content={**(now.content if now else {}), **step.said["content"]},
            why=step.said["why"], key=self.key_of(step.place),
        )  # fmt: skip

    def _assess(self, step: Step) -> None:
        """Every question is answered: with what is there now, and no to the rest."""
        by, tool = self._lead(step), step.said.get("tool", words("casework")["assessment"])
        row = assessments.start_assessment(
            by=by, child=self._reference(step), tool=tool, key=self.key_of(step.place)
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

    # --- meetings -------------------------------------------------------------------------------

    def _arrange(self, step: Step, begins: Any) -> None:
        by = self._coordinator()
        meeting = meetings.arrange_meeting(
            by=by, kind=step.said["kind"], child=self._reference(step), chair=self._manager(),
            starts_at=begins, where="Video call", key=self.key_of(step.place),
        )  # fmt: skip
        asked = [self._lead(step), self._officer()]
        asked.append(self._named(step, InvolvementKind.INTERVENTION_WORKER))
        for person in filter(None, asked):
            meetings.invite(by=by, reference=meeting.reference, person=person)
        meetings.invite(
            by=by, reference=meeting.reference, guest=self._child(step).given, part="child"
        )
        self.rows[step.place] = meeting

    def _begin(self, step: Step) -> None:
        by, meeting = self._coordinator(), self.rows[step.place]
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
        items = list(self.rows[step.place].items.all())
        return next((one for one in items if words_of_it in one.title), items[0]).reference

    def _agency(self, step: Step, who: str) -> str:
        """Of those at the table; what the school knows, its council brings."""
        council = self.rows[step.child].council.code
        return "police" if who == "police" else f"{council}-childrens-services"

    def _end(self, step: Step) -> None:
        by, meeting = self._coordinator(), self.rows[step.place]
        item = self._item(step, "Level of risk")
        meetings.decide(
            by=by, reference=meeting.reference, item=item, text=step.said["decided"],
            key=self.key_of(f"{step.place}/decided"),
        )  # fmt: skip
        for number, (who, what) in enumerate(step.said.get("tasks", ())):
            agency = self._agency(step, who)
            owner = self._officer() if who == "police" else self._lead(step)
            task = meetings.give_task(
                by=by, reference=meeting.reference, item=item, what=what,
                owner=owner.reference if owner else agency,
                key=self.key_of(f"{step.place}/task/{number}"),
            )  # fmt: skip
            if self.happening.invented.chance(TASKS_DONE):
                self.happening.at(clock.now() + DONE_AFTER, partial(self._done, task, owner or by))
        meetings.end_meeting(by=by, reference=meeting.reference)
        self.held[step.child] = meeting
        if "review" in step.said:
            pathways.record_review(
                **self._pathway(step), note=step.said["review"], childs_view=step.said["child"],
                meeting=meeting.reference,
            )  # fmt: skip

    def _done(self, task: Any, by: Any) -> None:
        meetings.finish_task(by=by, reference=task.reference, outcome="Done.", version=1)

    def _send(self, step: Step) -> None:
        meetings.send_minutes(by=self._coordinator(), reference=self.rows[step.place].reference)
