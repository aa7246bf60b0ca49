"""Reports on their way: written and sent by those who noticed, dealt with by the desk."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

from cairn.accounts import people
from cairn.agencies import queries as agencies
from cairn.agencies.models import Council
from cairn.county.happening import Happening
from cairn.county.plan import Adult, Child, Claim, County, Place, Report, Step, Thing
from cairn.foundation import clock
from cairn.intelligence import actions as intelligence
from cairn.networks import actions as networks
from cairn.networks import queries as networks_read
from cairn.networks.choices import ThingKind
from cairn.submissions import actions as submissions
from cairn.submissions import permissions, steps
from cairn.submissions.forms import Options
from cairn.submissions.models import Submission
from cairn.submissions.rules import Stamp
from cairn.triage import actions as triage

CONDITIONS = (
    "Speak to the police unit before anything is done: only a few people could have told it."
)
WRITTEN_IN = timedelta(minutes=4)


class Reporting:
    """Plans every report and every step of the desk. `rows` are people and records by key."""

    def __init__(
        self,
        county: County,
        happening: Happening,
        rows: dict[str, Any],
        key_of: Callable[[str], UUID],
    ) -> None:
        self.county, self.happening, self.rows, self.key_of = county, happening, rows, key_of
        self.councils = {council.code: council for council in Council.objects.all()}
        self.references: dict[str, str] = {}
        self.proofs: dict[str, str] = {}

    def plan(self) -> None:
        for report in self.county.reports:
            self.happening.at(report.at - WRITTEN_IN, partial(self._write, report))
            if report.is_sent:
                self.happening.at(report.at, partial(self._send, report))
                self._look_out_for(report)
            for number, step in enumerate(report.steps):
                deed = getattr(self, f"_{step.what}")
                name = f"{report.key}/{number}"
                self.happening.at(step.at, partial(deed, report, step, self.key_of(name)))
        last = self.happening.now - timedelta(hours=2)
        for adult in (one for one in self.county.named.values() if isinstance(one, Adult)):
            self.happening.at(last, partial(self._unless_written, adult.key))
        for place in (one for one in self.county.named.values() if isinstance(one, Place)):
            self.happening.at(last, partial(self._unless_written, place.key))

    def _look_out_for(self, report: Report) -> None:
        """What the job for escalation would find, had it come by every few minutes."""
        taken = [step.at for step in report.steps if step.what in {"pick_up", "ask"}]
        instants = [self.happening.hours.add_office_time(report.at, timedelta(minutes=62))]
        if "call" in report.answers:  # day and night
            instants += [report.at + timedelta(minutes=minutes) for minutes in (16, 31, 46)]
        for at in instants:
            if not taken or taken[0] > at:
                self.happening.at(at, partial(self._escalate, report))

    def _escalate(self, report: Report) -> None:
        triage.escalate(by=people.system(), reference=self.references[report.key])

    # --- whoever noticed ------------------------------------------------------------------------

    def _write(self, report: Report) -> None:
        """Fill the form page by page, and attach the files."""
        by, key, holder = self._draft(report)
        gate = dict(report.answers["gate"])
        submissions.start_draft(by=by, holder=holder, key=key, gate=gate)
        for page, typed in report.answers.items():
            if page != "gate":
                submissions.save_page(
                    by=by, holder=holder, key=key, page=page, typed=typed, sent=Stamp()
                )
        for file in report.files:
            submissions.attach(
                by=by, holder=holder, key=key, name=file.name, content=BytesIO(file.content)
            )

    def _draft(self, report: Report) -> tuple[Any, UUID, bytes]:
        """Who writes it, and what their browser would remember."""
        by = self.rows[report.by] if report.by else people.STRANGER
        key = self.key_of(report.key)
        return by, key, sha256(key.bytes).digest()

    def _send(self, report: Report) -> None:
        by, key, holder = self._draft(report)
        compose = partial(
            steps.compose, options=self._options(by, report), signed_in=bool(report.by)
        )
        receipt = submissions.send(by=by, holder=holder, key=key, compose=compose)
        if receipt is None:
            raise ValueError(f"The form says that something is missing: {report.key}.")
        self.references[report.key] = receipt.reference

    def _options(self, by: Any, report: Report) -> Options:
        gate = report.answers["gate"]
        kinds = agencies.exploitation_strands(by=by)
        return Options(
            strands=tuple((kind.code, kind.name) for kind in kinds),
            areas=tuple((one.code, one.name) for one in agencies.councils(by=by)),
            has_pathway=gate["pathway"] == "yes",
        )

    def _answer(self, report: Report, step: Step, key: UUID) -> None:
        asked = self._submission(report).messages.filter(kind="question").latest("at")
        submissions.answer(
            by=self._draft(report)[0], question=asked.key, text=step.text, key=key,
            **self._proved(report),
        )  # fmt: skip

    def _add(self, report: Report, step: Step, key: UUID) -> None:
        submissions.add(by=self._draft(report)[0], text=step.text, key=key, **self._proved(report))

    def _proved(self, report: Report) -> dict[str, str]:
        """What opens it for somebody without an account: as though they had given the code."""
        reference = self.references[report.key]
        return {"reference": reference, "proof": permissions.proof_of(reference)}

    # --- the desk -------------------------------------------------------------------------------

    def _submission(self, report: Report) -> Submission:
        return Submission.objects.get(reference=self.references[report.key])

    def _read(self, report: Report, step: Step, key: UUID) -> None:
        submissions.mark_read(by=self.rows[step.by], reference=self.references[report.key])

    def _pick_up(self, report: Report, step: Step, key: UUID) -> None:
        triage.pick_up(by=self.rows[step.by], reference=self.references[report.key])

    def _ask(self, report: Report, step: Step, key: UUID) -> None:
        row = self._submission(report)
        triage.ask(
            by=self.rows[step.by], reference=row.reference, text=step.text, version=row.version,
            key=key,
        )  # fmt: skip

    def _decide(self, report: Report, step: Step, key: UUID) -> None:
        row = self._submission(report)
        triage.decide(
            by=self.rows[step.by], reference=row.reference, outcome=step.outcome,
            reason=step.reason, destination=step.text, nothing_more_to_make=True,
            version=row.version, key=key,
        )  # fmt: skip

    def _strand(self, report: Report, step: Step, key: UUID) -> None:
        by, claim = self.rows[step.by], report.claims[step.claim]
        sharing = report.answers["sharing"]
        story: Any = self._submission(report).content["story"]
        happened = story.get("when_from")
        links: dict[str, list[str]] = {"children": [], "adults": [], "places": [], "things": []}
        for name in claim.names:
            kind, reference = self._record(name, by)
            if reference:
                links[kind].append(reference)
        intelligence.make_strand(
            by=by, key=key, council=report.council, submission=self.references[report.key],
            claim=claim.text, text=claim.text, strand_codes=claim.kinds,
            learned_on=clock.local(report.at).date(),
            happened_from=date.fromisoformat(happened) if happened else None,
            source_grade=claim.source_grade, information_grade=claim.information_grade,
            source_risk=sharing.get("risk_who", ""), children=links["children"],
            adults=links["adults"], places=links["places"], things=links["things"],
            **self._handling(claim, report),
        )  # fmt: skip

    def _handling(self, claim: Claim, report: Report) -> dict[str, Any]:
        if not claim.is_careful:
            return {"handling": "P"}
        services = f"{report.council}-childrens-services"
        return {"handling": "C", "conditions": CONDITIONS, "for_agencies": [services, "police"]}

    # --- what a strand names --------------------------------------------------------------------

    def _unless_written(self, key: str) -> None:
        """Somebody whom nobody has made a strand about yet is known for another reason."""
        if key not in self.rows:
            self._record(key, self.rows[self.county.with_role("police_ce")[0].key])

    def _record(self, key: str, by: Any) -> tuple[str, str]:
        """The kind of link and the reference, made by the desk when it is first named."""
        one = self.county.named[key]
        kind = {Child: "children", Adult: "adults", Place: "places"}.get(type(one), "things")
        if isinstance(one, Thing) and not one.value:
            return kind, ""  # a thing without a number is only described
        if key not in self.rows:
            self.rows[key] = self._made(one, by)
        return kind, self.rows[key].reference

    def _made(self, one: Any, by: Any) -> Any:
        council, key = self.councils[one.council], self.key_of(one.key)
        match one:
            case Adult():
                also = [one.nickname] if one.nickname else []
                same: Any = networks_read.same_adults(by=by, name=one.name, also_known_as=also)
                return networks.add_adult(
                    by=by, council=council, name=one.name, also_known_as=also, age_guess=one.age,
                    description=one.looks, address=one.address, key=key,
                    not_these=[row.reference for row in same],
                )  # fmt: skip
            case Place():
                same = networks_read.same_places(by=by, name=one.name, address=one.address)
                return networks.add_place(
                    by=by, council=council, name=one.name, kind=one.kind, address=one.address,
                    times=one.times, key=key, not_these=[row.reference for row in same],
                )  # fmt: skip
            case Thing():
                looks = one.called.partition(" (")[0] if one.kind is ThingKind.VEHICLE else ""
                return networks.add_thing(
                    by=by, council=council, kind=one.kind, value=one.value, platform=one.platform,
                    description=looks, notes=one.note,
                )  # fmt: skip
        raise ValueError(f"The desk makes no record of {one.key}.")
