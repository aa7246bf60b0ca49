"""The children of the county, and who works with each of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from cairn.agencies.choices import AgencyKind
from cairn.children.choices import InvolvementKind as Kind
from cairn.county.data import words
from cairn.county.invented import Invented
from cairn.county.plan import Child, County, Involved, Person
from cairn.foundation import clock
from cairn.foundation.clock import OfficeHours

AGES = (10, 11, 12, 12, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 15, 16, 16, 16, 17, 17)
# How often a child has somebody of this kind, besides a lead practitioner.
HAS = {
    Kind.INTERVENTION_WORKER: 0.45,
    Kind.POLICE: 0.4,
    Kind.SCHOOL: 0.8,
    Kind.HEALTH: 0.2,
    Kind.YOUTH_JUSTICE: 0.25,
    Kind.YOUTH_SERVICE: 0.2,
    Kind.HOME_PROVIDER: 0.12,
}
OF_AGENCY = {
    Kind.SCHOOL: AgencyKind.SCHOOL,
    Kind.YOUTH_SERVICE: AgencyKind.YOUTH,
    Kind.HOME_PROVIDER: AgencyKind.CARE_HOME,
}
CHILD_CENTRED = "child-centred-policing"


class Families:
    """Makes children, all of whom became known between two moments: those of whom a story is told
    at once."""

    def __init__(
        self,
        county: County,
        invented: Invented,
        hours: OfficeHours,
        towns: Mapping[str, Sequence[str]],
        *,
        since: datetime,
        until: datetime,
    ) -> None:
        self.county, self.invented, self.hours = county, invented, hours
        self.towns, self.since, self.until = towns, since, until

    def child(self, council: str, said: Mapping[str, Any] | None = None) -> Child:
        """A child with the people who work with them. `said` fixes age and name."""
        said = said or {}
        pick = self.invented.random.choice
        given, family = self.invented.person(given=said.get("given", ""))
        school = "" if said.get("out_of_school") else self._school(council)
        share = 0 if said else self.invented.random.random()
        at = self._office_time(self.since + share * (self.until - self.since))
        hub = self.county.with_role("hub_worker", council)
        child = Child(
            key=f"child-{len(self.county.children()) + 1}",
            given=given,
            family=family,
            born_on=self._birthday(said.get("age") or pick(AGES)),
            address=self.invented.address(pick(self.towns[council])),
            school=school,
            council=council,
            added_at=at,
            added_by=pick(hub).key,
            also=(f"{given[:3]}z",) if self.invented.chance(0.1) else (),
            involved=tuple(self._involved(council, at, school, said)),
        )
        self.county.named[child.key] = child
        return child

    def _school(self, council: str) -> str:
        schools = self._agencies(AgencyKind.SCHOOL, council)
        return self.invented.random.choice(schools).name

    def _agencies(self, kind: AgencyKind, council: str) -> list[Any]:
        return [one for one in self.county.agencies if (one.kind, one.council) == (kind, council)]

    def _birthday(self, age: int) -> date:
        on = clock.local(self.county.now).date() - timedelta(days=age * 365.25 + 30)
        return on - timedelta(days=self.invented.random.randint(0, 300))

    def _office_time(self, at: datetime) -> datetime:
        return self.hours.next_opening(at) + timedelta(minutes=self.invented.random.randint(5, 300))

    def _involved(
        self, council: str, at: datetime, school: str, said: Mapping[str, Any]
    ) -> list[Involved]:
        lead = self._somebody(self.county.with_role("lead_practitioner", council), said)
        found = [
            Involved(
                Kind.LEAD_PRACTITIONER, lead.agency, self._why(Kind.LEAD_PRACTITIONER), at, lead.key
            )
        ]
        for kind, share in HAS.items():
            is_wanted = said.get("intense") or self.invented.chance(share)
            if kind is Kind.HOME_PROVIDER and said.get("intense"):
                is_wanted = False  # she lives at home
            if kind is Kind.INTERVENTION_WORKER and said:
                is_wanted = False  # comes in the course of the story
            if is_wanted and (one := self._one(kind, council, at, school, said)):
                found.append(one)
        if said.get("intense"):
            found.append(Involved(Kind.OTHER, lead.agency, words("records")["why"]["other"][0], at))
        return found

    def _somebody(self, people: Sequence[Person], said: Mapping[str, Any]) -> Person:
        """Anybody; but the people whom the documentation knows are those around the girl of the
        newsletter's story."""
        return people[0] if said.get("intense") else self.invented.random.choice(people)

    def _one(
        self, kind: Kind, council: str, at: datetime, school: str, said: Mapping[str, Any]
    ) -> Involved | None:
        """Somebody of this kind, from some weeks later on."""
        later = self._office_time(at + timedelta(days=self.invented.random.randint(1, 40)))
        person = agency = ""
        if kind is Kind.INTERVENTION_WORKER:
            worker = self._somebody(self.county.with_role("intervention_worker", council), said)
            person, agency = worker.key, worker.agency
        elif kind is Kind.POLICE:
            officers = [one for one in self.county.people if one.team == CHILD_CENTRED]
            officer = self._somebody(officers, said)
            person, agency = officer.key, officer.agency
        elif kind in (Kind.HEALTH, Kind.YOUTH_JUSTICE):
            agency = "camhs" if kind is Kind.HEALTH else "youth-justice"
        else:
            rows = self._agencies(OF_AGENCY[kind], council)
            if kind is Kind.SCHOOL:
                rows = [one for one in rows if one.name == school]
            agency = self.invented.random.choice(rows).code if rows else ""
        if not agency:
            return None
        ends = kind is Kind.INTERVENTION_WORKER and self.invented.chance(0.25)
        until = self._office_time(later + timedelta(days=120)) if ends else None
        if until and until > self.county.now:
            until = None
        return Involved(kind, agency, self._why(kind), later, person, until=until)

    def _why(self, kind: Kind) -> str:
        return self.invented.random.choice(words("records")["why"][kind.value])
