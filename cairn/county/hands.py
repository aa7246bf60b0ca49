"""Who does what in casework: the people of the county by their part in it."""

from typing import Any

from cairn.children.choices import InvolvementKind
from cairn.children.models import Involvement
from cairn.county.casework import Step
from cairn.county.plan import Child, County, Person


class Hands:
    """Finds the account of whoever does a step. `rows` are people and children by key."""

    def __init__(self, county: County, rows: dict[str, Any]) -> None:
        self.county, self.rows = county, rows

    def child(self, step: Step) -> Child:
        one = self.county.named[step.child]
        assert isinstance(one, Child)
        return one

    def row(self, person: Person) -> Any:
        return self.rows[person.key]

    def manager(self) -> Any:
        return self.row(self.county.with_role("cerar_manager")[0])

    def coordinator(self) -> Any:
        return self.row(self.county.with_role("cerar_coordinator")[0])

    def officer(self) -> Any:
        return self.row(self.county.with_role("police_metco")[0])

    def hub(self, step: Step) -> Any:
        return self.row(self.county.with_role("hub_worker", self.child(step).council)[0])

    def team_manager(self, step: Step) -> Any:
        return self.row(self.county.with_role("team_manager", self.child(step).council)[0])

    def senior(self, step: Step) -> Any:
        """Of the team for the child's area; a small county has only its manager."""
        found = self.county.with_role("senior_worker", self.child(step).council)
        return self.row(found[0]) if found else self.team_manager(step)

    def named(self, step: Step, kind: InvolvementKind) -> Any:
        """Who is now involved in this way; None where nobody is."""
        row = Involvement.objects.filter(
            child=self.rows[step.child], kind=kind, until_on=None, person__isnull=False
        ).first()
        return row and row.person

    def lead(self, step: Step) -> Any:
        return self.named(step, InvolvementKind.LEAD_PRACTITIONER)

    def reference(self, step: Step) -> str:
        return self.rows[step.child].reference
