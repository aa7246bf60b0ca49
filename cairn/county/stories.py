"""The three stories of the newsletters, replayed with invented people."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from cairn.county.casework import year_of_the_last_spring
from cairn.county.circles import Things
from cairn.county.composing import Composing
from cairn.county.data import words
from cairn.county.families import Families
from cairn.county.invented import Invented
from cairn.county.plan import Claim, County, Named, Person, Report
from cairn.foundation import clock
from cairn.networks.choices import PlaceKind

TELLS_FOR = {"police": ("police_officer",), "council": ("intervention_worker",)}


class Stories:
    """Tells each story from its beginning; `most` limits how far, for a small county."""

    def __init__(
        self, county: County, invented: Invented, families: Families, towns: Mapping[str, Any]
    ) -> None:
        self.county, self.invented, self.families, self.towns = county, invented, families, towns
        self.things = Things(county, invented)
        self.composing = Composing(invented)

    def all(self, most: int) -> Iterator[Report]:
        for table in words("stories")["story"]:
            named = self._named(table)
            for word in table["children"]:
                self.county.stories[table["name"], word] = named[word].key
            for number, telling in enumerate(table["telling"][:most], 1):
                key = f"{table['name']}-{number}"
                yield self._report(key, table["council"], named, telling)

    def _named(self, table: Mapping[str, Any]) -> dict[str, Named]:
        """Whom and what the story is about, by the word the story uses."""
        council = table["council"]
        town = self.towns[council][0]
        named: dict[str, Named] = {}
        for word, said in table.get("children", {}).items():
            named[word] = self.families.child(council, said)
        for word, said in table.get("adults", {}).items():
            named[word] = self.things.adult(town, council, said)
        for word, said in table.get("places", {}).items():
            named[word] = self.things.place(PlaceKind(said["kind"]), town, council, said)
        for word, said in table.get("vehicles", {}).items():
            named[word] = self.things.vehicle(council, said["look"])
        for word, said in table.get("phones", {}).items():
            named[word] = self.things.phone(council, said["note"])
        return named

    def _report(
        self, key: str, council: str, named: Mapping[str, Named], telling: Mapping[str, Any]
    ) -> Report:
        at = self._instant(telling)
        by = self._teller(telling["from"], council)
        wanted = ("children", "adults", "places", "vehicles", "phones")
        about = [named[word] for group in wanted for word in telling.get(group, ())]
        said = {word: one.called for word, one in named.items()}
        claims = tuple(_claim(one, named, said) for one in telling["claims"])
        story = telling["text"].format_map(said)
        answers = self.composing.pages(
            at=at, on=clock.local(at).date(), story=story, about=about, by=by, area=council,
            kinds=sorted({kind for one in claims for kind in one.kinds}),
        )  # fmt: skip
        return Report(
            key=key, at=at, by=by.key, council=council, story=story, answers=answers,
            about=tuple(one.key for one in about), claims=claims,
        )  # fmt: skip

    def _instant(self, telling: Mapping[str, Any]) -> datetime:
        at = time.fromisoformat(telling["time"])
        today = clock.local(self.county.now).date()
        if "ago" in telling:
            return clock.instant_of(today - timedelta(days=telling["ago"]), at)
        month, day = (int(part) for part in telling["on"].split("-"))
        return clock.instant_of(date(year_of_the_last_spring(today), month, day), at)

    def _teller(self, kind: str, council: str) -> Person:
        people = [
            one
            for one in self.county.people
            if one.kind.value == kind
            and council in one.councils
            and (kind not in TELLS_FOR or set(TELLS_FOR[kind]) & set(one.roles))
            and "agency_administrator" not in one.roles
        ]
        return self.invented.random.choice(people)


def _claim(table: Mapping[str, Any], named: Mapping[str, Named], said: Mapping[str, str]) -> Claim:
    return Claim(
        text=table["say"].format_map(said),
        names=tuple(named[word].key for word in table["names"]),
        kinds=tuple(table["kinds"]),
        source_grade="1",
        information_grade="B",
        is_careful=table.get("careful", False),
    )
