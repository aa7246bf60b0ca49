"""What people do besides: they open the children's records, ask colleagues in, and once cannot wait."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from cairn.accounts import actions as accounts
from cairn.children import actions as children
from cairn.county.happening import Happening
from cairn.county.invented import email
from cairn.county.plan import Child, County, Person
from cairn.foundation import clock
from cairn.intelligence import actions as intelligence

LATELY = timedelta(days=150)
LOOKS = 3  # at each child in that time, by the lead practitioner
REASON = (
    "The child was found in our area late this evening, and nobody who works with the child could "
    "be reached by telephone."
)


class Habits:
    """Plans them. `rows` are people and children by the keys of the plan."""

    def __init__(self, county: County, happening: Happening, rows: Mapping[str, Any]) -> None:
        self.county, self.happening, self.rows = county, happening, rows
        self.invented = happening.invented

    def plan(self) -> None:
        for child in self.county.children():
            for _ in range(LOOKS):
                self.happening.at(self._office_time(), partial(self._look, child))
        for one in self.county.with_role("agency_administrator"):
            self.happening.at(self.happening.now - timedelta(days=2), partial(self._invite, one))
        self.happening.at(self._evening(), self._cannot_wait)

    def _office_time(self) -> datetime:
        at = self.happening.now - self.invented.random.random() * LATELY
        minutes = timedelta(minutes=self.invented.random.randint(0, 400))
        return self.happening.hours.next_opening(at) + minutes

    def _evening(self) -> datetime:
        on = clock.local(self.happening.now - timedelta(days=40)).date()
        return clock.instant_of(on) + timedelta(hours=21, minutes=50)

    def _look(self, child: Child) -> None:
        """The lead practitioner opens the record, and often what is known about the child too."""
        lead = next(one for one in child.involved if one.kind == "lead_practitioner")
        by, reference = self.rows[lead.person], self.rows[child.key].reference
        children.read_child(by=by, reference=reference)
        if self.invented.chance(0.5):
            intelligence.read_strands_of_child(by=by, child=reference)

    def _invite(self, administrator: Person) -> None:
        """A colleague is asked in, and has not answered yet."""
        name = " ".join(self.invented.person("given_at_work"))
        accounts.invite(
            by=self.rows[administrator.key], email=email(name, administrator.agency), name=name,
            roles=["partner"], job_title="Attendance officer",
        )  # fmt: skip

    def _cannot_wait(self) -> None:
        """Somebody of the other council opens a record in an emergency, and says why."""
        by = self.county.with_role("lead_practitioner", "westmorland-and-furness")[0]
        child = next(one for one in self.county.children() if one.council == "cumberland")
        children.open_in_emergency(
            by=self.rows[by.key], reference=self.rows[child.key].reference, reason=REASON
        )
