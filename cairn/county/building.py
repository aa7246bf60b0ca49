"""Writes an invented county down, through the same actions that people use, at simulated instants.

It is one transaction: a build that is interrupted leaves nothing behind.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from cairn.accounts import actions as accounts
from cairn.accounts import invitations, people
from cairn.accounts.models import User
from cairn.agencies import queries as agencies
from cairn.agencies.models import Agency, Council, Team
from cairn.children import actions as children
from cairn.children import queries as children_read
from cairn.county import actions
from cairn.county.casework import Casework
from cairn.county.county import BEGUN, invent
from cairn.county.habits import Habits
from cairn.county.happening import Happening, Say
from cairn.county.invented import Invented
from cairn.county.plan import Child, County, Involved, Person
from cairn.county.reporting import Reporting
from cairn.county.rotas import Rotas
from cairn.county.working import Working
from cairn.foundation import clock

OURS = UUID("7f2f5d3e-3f0e-4c53-9d0c-6c1a5a1f7c01")  # from which the county's keys are derived
NO_PASSWORD: Any = None  # makes one that nothing matches
BEFORE = timedelta(days=21)  # people join before anything is shared


def build(*, size: str, seed: int, now: datetime, say: Say) -> dict[str, int]:
    """Invent a county and write it down. Returns what there is now, in numbers."""
    by = people.system()
    hours = agencies.office_hours(by=by, code="desk")
    county = invent(size=size, seed=seed, now=now, hours=hours)
    say(f"Invented {len(county.people)} people and {len(county.reports)} reports")
    happening = Happening(now, hours, Invented(f"{seed} habits"), say)
    with transaction.atomic():
        writing = _Writing(county, happening, seed)
        writing.partnership(hours.next_opening(now - BEGUN - BEFORE))
        say("People have joined")
        writing.families()
        Reporting(county, happening, writing.rows, partial(key_of, seed)).plan()
        casework = Casework(county, Invented(f"{seed} casework"), hours, size)
        Working(county, happening, writing.rows, partial(key_of, seed), casework).plan()
        Habits(county, happening, writing.rows).plan()
        Rotas(county, happening, writing.rows, partial(key_of, seed)).plan()
        deeds = happening.run()
        happening.put_jobs_aside()
        figures = {
            "agencies": len(county.agencies),
            "people": len(county.people),
            "children": len(county.children()),
            "reports": sum(report.is_sent for report in county.reports),
            "strands": sum(step.what == "strand" for r in county.reports for step in r.steps),
            "deeds": deeds,
        }
        with clock.at(now):
            actions.mark_built(by=by, size=size, seed=seed, figures=figures)
    return figures


def key_of(seed: int, name: str) -> UUID:
    """The same key for the same thing, so that nothing is written twice."""
    return uuid5(OURS, f"{seed}/{name}")


class _Writing:
    """People and children. `rows` holds what was written, by the keys of the plan."""

    def __init__(self, county: County, happening: Happening, seed: int) -> None:
        self.county, self.happening, self.seed = county, happening, seed
        self.by = people.system()
        self.rows: dict[str, Any] = {}
        self.councils = {council.code: council for council in Council.objects.all()}

    def partnership(self, at: datetime) -> None:
        for agency in self.county.agencies:
            self.happening.at(at, partial(self._agency, agency.code))
        for number, person in enumerate(self.county.people):
            invited = at + timedelta(minutes=number)
            self.happening.at(invited, partial(self._person, person))
        self.happening.run()

    def _agency(self, code: str) -> None:
        one = next(agency for agency in self.county.agencies if agency.code == code)
        actions.add_agency(by=self.by, code=code, name=one.name, kind=one.kind, council=one.council)

    def _person(self, person: Person) -> None:
        """Invited by Cairn itself, and accepted at once. Without a password nobody signs in as
        them: the demo's own page is the only way to be one of these people."""
        invitation = accounts.invite(
            by=self.by, email=person.email, name=person.name, roles=person.roles,
            job_title=person.job, team=person.team, agency=person.agency,
        )  # fmt: skip
        secret = invitations.secret_of(invitation)
        self.rows[person.key] = accounts.accept(
            by=people.STRANGER, secret=secret, name=person.name,
            password=NO_PASSWORD,
        )  # fmt: skip

    def families(self) -> None:
        for child in self.county.children():
            self.happening.at(child.added_at, partial(self._child, child))
            for number, one in enumerate(child.involved):
                after = timedelta(minutes=3 + number)
                self.happening.at(one.at + after, partial(self._involve, child, one))
            if child.restricted_at:
                self.happening.at(child.restricted_at, partial(self._restrict, child))

    def _child(self, child: Child) -> None:
        by = self.rows[child.added_by]
        same = children_read.likely_same(
            by=by, given_name=child.given, family_name=child.family, also_known_as=child.also,
            born_on=child.born_on,
        )  # fmt: skip
        row = children.add_child(
            by=by, council=self.councils[child.council], given_name=child.given,
            family_name=child.family, also_known_as=child.also, born_on=child.born_on,
            address=child.address, school=child.school, key=key_of(self.seed, child.key),
            not_these=[one.reference for one in same],
        )  # fmt: skip
        self.rows[child.key] = row

    def _involve(self, child: Child, one: Involved) -> None:
        by, reference = self.rows[child.added_by], self.rows[child.key].reference
        person: User | None = self.rows.get(one.person)
        involvement = children.involve(
            by=by, reference=reference, kind=one.kind, why=one.why, person=person,
            agency=Agency.objects.get(code=one.agency),
            team=Team.objects.filter(code=one.team).first(),
        )  # fmt: skip
        if one.until:
            end = partial(
                children.end_involvement,
                by=by, reference=reference, involvement_id=involvement.pk,
            )  # fmt: skip
            self.happening.at(one.until, end)

    def _restrict(self, child: Child) -> None:
        manager = self.county.with_role("team_manager", child.council)[0]
        children.restrict(
            by=self.rows[manager.key], reference=self.rows[child.key].reference,
            reason=child.restricted_because,
        )  # fmt: skip
