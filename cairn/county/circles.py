"""Children, adults, places and things of the county, in circles that have something to do with one
another: so that reports about one circle name the same people, places and things again and again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cairn.county.data import words
from cairn.county.invented import OF_CONCERN, Invented
from cairn.county.plan import Adult, Child, County, Named, Place, Thing
from cairn.networks.choices import PlaceKind, ThingKind

CALLED_BY_NICKNAME = 0.5


@dataclass
class Circle:
    """Whom and what reports of one theme are about, and between which moments."""

    theme: str
    council: str
    town: str
    since: datetime
    until: datetime
    members: dict[str, list[Named]] = field(default_factory=dict)

    def has(self, kinds: Sequence[str]) -> bool:
        """Whether it has a place of one of these kinds; no kinds means any place will do."""
        return not kinds or bool(self._of("place", kinds))

    def any_of(
        self, need: str, invented: Invented, *, besides: Sequence[Named], at: Sequence[str] = ()
    ) -> Named:
        """Somebody or something of this kind, and if it is a place then of the kinds `at`."""
        return invented.random.choice([one for one in self._of(need, at) if one not in besides])

    def _of(self, need: str, at: Sequence[str]) -> list[Named]:
        rows = self.members[need]
        return [one for one in rows if not (at and isinstance(one, Place) and one.kind not in at)]


class Things:
    """Makes adults, places and things, and keeps them in the county under their key."""

    def __init__(self, county: County, invented: Invented) -> None:
        self.county, self.invented = county, invented

    def adult(self, town: str, council: str, said: Mapping[str, Any] | None = None) -> Adult:
        said = said or {}
        looks = words("records")["looks"]
        pick = self.invented.random.choice
        has_nickname = bool(said.get("nickname", self.invented.chance(CALLED_BY_NICKNAME)))
        age = said.get("age") or pick(looks["age"])
        described = (
            f"{pick(looks['who'])}, {age}, {pick(looks['build'])}, {pick(looks['hair'])}, "
            f"{pick(looks['wears'])}"
        )
        has_name = not has_nickname or self.invented.chance(0.3)
        return self._keep(
            Adult(
                key=self._key("adult"),
                name=" ".join(self.invented.person(OF_CONCERN)) if has_name else "",
                nickname=self.invented.nickname() if has_nickname else "",
                age=age,
                looks=said.get("look") or described,
                address=self.invented.address(town) if self.invented.chance(0.4) else "",
                council=council,
            )
        )

    def place(
        self, kind: PlaceKind, town: str, council: str, said: Mapping[str, Any] | None = None
    ) -> Place:
        said = said or {}
        times = words("records")["times"].get(kind.value, ["evenings"])
        name = said.get("name") or self.invented.place(kind, town)
        streets = (PlaceKind.STREET, PlaceKind.HOME)
        where = name if kind in streets else f"{name}, {self.invented.street()}"
        return self._keep(
            Place(
                key=self._key("place"),
                name=name,
                kind=kind,
                address=f"{where}, {town}, {self.invented.postcode()}",
                times=said.get("times") or self.invented.random.choice(times),
                council=council,
            )
        )

    def vehicle(self, council: str, looks: str = "") -> Thing:
        looks = looks or self.invented.vehicle()
        plate = self.invented.plate()
        if "moped" in looks or self.invented.chance(0.25):
            plate = f"{plate[:4]} ???"  # half of it is what people remember
        if "bike" in looks:
            plate = ""
        called = f"{looks} ({plate})" if plate else looks
        mark = self.invented.one("places", "vehicle_mark")
        return self._keep(
            Thing(self._key("vehicle"), ThingKind.VEHICLE, plate, called, mark, council)
        )

    def phone(self, council: str, note: str = "") -> Thing:
        number = self.invented.mobile()
        return self._keep(Thing(self._key("phone"), ThingKind.PHONE, number, number, note, council))

    def online(self, council: str) -> Thing:
        platform, name = self.invented.online_name()
        called = f"{name} on {platform}"
        return self._keep(
            Thing(self._key("online"), ThingKind.ONLINE, name, called, "", council, platform)
        )

    def _key(self, kind: str) -> str:
        return f"{kind}-{sum(key.startswith(kind) for key in self.county.named) + 1}"

    def _keep(self, made: Any) -> Any:
        self.county.named[made.key] = made
        return made


def circles(
    county: County,
    invented: Invented,
    towns: Mapping[str, Sequence[str]],
    *,
    number: int,
    history: timedelta,
    children: Sequence[Child],
) -> list[Circle]:
    """Circles with their own adults, places and things. Some children belong to none."""
    things = Things(county, invented)
    made = [
        _circle(things, invented, towns, table, county.now, history)
        for table in words("records")["circle"][:number]
    ]
    for circle in made:
        near = [child for child in children if child.council == circle.council]
        of_none = [child for child in near if not _is_in(child, made)]
        circle.members["child"] = [*(of_none or near)[:5]]
    return made


def _circle(
    things: Things,
    invented: Invented,
    towns: Mapping[str, Sequence[str]],
    table: Mapping[str, str],
    now: datetime,
    history: timedelta,
) -> Circle:
    theme, council = table["theme"], table["council"]
    town = invented.random.choice(towns[council])
    length = timedelta(days=invented.random.randint(90, 180))
    since = now - invented.random.random() * (history - length / 2)
    kinds = [PlaceKind(kind) for kind in words("records")["places"][theme]]
    return Circle(
        theme,
        council,
        town,
        since,
        since + length,
        {
            "adult": [things.adult(town, council) for _ in range(3)],
            "place": [things.place(kind, town, council) for kind in kinds],
            "vehicle": [things.vehicle(council) for _ in range(2)],
            "phone": [things.phone(council) for _ in range(2)],
            "online": [things.online(council) for _ in range(2)],
        },
    )


def _is_in(child: Child, circles: Sequence[Circle]) -> bool:
    return any(child in circle.members.get("child", ()) for circle in circles)
