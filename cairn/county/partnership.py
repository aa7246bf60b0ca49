"""The agencies and the people at work in the fictional county."""

from typing import Any

from cairn.agencies.choices import AgencyKind
from cairn.county.data import words
from cairn.county.invented import Invented, email
from cairn.county.plan import Agency, County, Person
from cairn.networks.choices import PlaceKind

COUNCILS = ("cumberland", "westmorland-and-furness")
PROFILE_KINDS = {
    "police": AgencyKind.POLICE,
    "partnership": AgencyKind.OTHER,
    "youth-justice": AgencyKind.YOUTH_JUSTICE,
    "camhs": AgencyKind.HEALTH,
}


def people_the_partnership(county: County, size: str, invented: Invented, towns: Any) -> None:
    """Add agencies and people. `towns` are the invented towns of each council area."""
    _People(county, size, invented, towns).all()


class _People:
    def __init__(self, county: County, size: str, invented: Invented, towns: Any) -> None:
        self.county, self.size, self.invented, self.towns = county, size, invented, towns
        self.given = set[str]()

    def all(self) -> None:
        for table in words("partnership")["staff"]:
            for council in COUNCILS if "each" in table else [""]:
                self._staff(table, council)
        for table in words("partnership")["invented"]:
            for council in COUNCILS:
                for number in range(table[self.size]):
                    self._agency(table, council, number)

    def _staff(self, table: dict[str, Any], council: str) -> None:
        agency = table["agency"].format(council=council)
        team = table.get("team", "").format(council=council)
        kind = PROFILE_KINDS.get(agency, AgencyKind.COUNCIL)
        for job in table.get("each") or table["once"]:
            for _ in range(job[self.size]):
                self._person(job, agency, kind, (council,) if council else COUNCILS, team)

    def _agency(self, table: dict[str, Any], council: str, number: int) -> None:
        town = self.towns[council][number % len(self.towns[council])]
        kind = AgencyKind(table["kind"])
        name = self._name(table, town)
        code = "-".join(name.lower().replace("’", "").replace(".", "").split())
        self.county.agencies.append(Agency(code, name, kind, council))
        is_first = kind not in {agency.kind for agency in self.county.agencies[:-1]}
        for job in table["people"]:
            self._person(job, code, kind, (council,))
        if is_first and kind is AgencyKind.SCHOOL:
            self._person(words("partnership")["administrator"], code, kind, (council,))

    def _name(self, table: dict[str, Any], town: str) -> str:
        if "name" not in table:
            return self.invented.place(PlaceKind.SCHOOL, town)
        return table["name"].format(town=town)

    def _person(
        self,
        job: dict[str, Any],
        agency: str,
        kind: AgencyKind,
        councils: tuple[str, ...],
        team: str = "",
    ) -> None:
        known_by = self._known_by(job, councils)
        given, family = self.invented.person("given_at_work", given=known_by)
        name = f"{given} {family}"
        self.county.people.append(
            Person(
                key=f"person-{len(self.county.people) + 1}",
                name=name,
                email=email(name, agency.removesuffix("-childrens-services")),
                job=job["job"],
                roles=tuple(job["roles"]),
                agency=agency,
                kind=kind,
                councils=councils,
                team=team,
            )
        )

    def _known_by(self, job: dict[str, Any], councils: tuple[str, ...]) -> str:
        """The given name by which the documentation knows the first one who does this job, or the
        first in the second council area."""
        name = job.get("given" if COUNCILS[0] in councils else "given_next", "")
        if name in self.given:
            return ""
        self.given.add(name)
        return name
