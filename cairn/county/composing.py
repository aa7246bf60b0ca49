"""Fills the pages of the form as a professional would: what is typed, in the names of the fields."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cairn.county.data import words
from cairn.county.invented import Invented, email
from cairn.county.plan import Adult, Child, Named, Person, Place, Thing
from cairn.foundation import clock
from cairn.foundation.dates import age_on
from cairn.networks.choices import PlaceKind, ThingKind

Typed = dict[str, Any]
OUTDOORS = (PlaceKind.PARK, PlaceKind.STREET)
KIND_ON_FORM = {
    PlaceKind.HOME: "home",
    PlaceKind.SHOP: "shop",
    PlaceKind.TAKEAWAY: "shop",
    PlaceKind.SCHOOL: "school",
    PlaceKind.TRANSPORT: "transport",
    PlaceKind.HOTEL: "hotel",
    PlaceKind.ONLINE: "online",
    PlaceKind.PARK: "outdoors",
    PlaceKind.STREET: "outdoors",
}


def said_day(on: date, today: date) -> str:
    """How somebody says a day of the last week."""
    days = (today - on).days
    return {0: "today", 1: "yesterday"}.get(days, f"on {on.strftime('%A')}")


class Composing:
    """Composes the typed pages of one report."""

    def __init__(self, invented: Invented) -> None:
        self.invented = invented

    def pages(
        self,
        *,
        at: datetime,
        on: date,
        story: str,
        about: Sequence[Named],
        area: str,
        kinds: Sequence[str],
        now: str = "none",
        by: Person | None = None,
    ) -> dict[str, Typed]:
        """Every page by its name in the draft. `by` is None for somebody without an account."""
        typed: dict[str, Typed] = {"gate": self._gate(now, about)}
        if now != "none":
            typed["call"] = self._call(at)
        numbers: dict[str, int] = {}
        for one in about:
            kind = _kind_of(one)
            numbers[kind] = numbers.get(kind, 0) + 1
            typed[f"{kind}.{numbers[kind]}"] = self._named(one, at)
        typed["story"] = {
            "what": story,
            "when": self._when(on),
            "often": self._pick("once", "more", "more", "unknown"),
            "about": list(numbers),
            "area": area,
            "strands": list(kinds),
        }
        typed["sharing"] = self._sharing(about, typed["gate"])
        if by is None:
            typed["you"] = self._stranger()
        return typed

    def _pick(self, *words: str) -> str:
        return self.invented.random.choice(words)

    def _gate(self, now: str, about: Sequence[Named]) -> Typed:
        has_child = any(isinstance(one, Child) for one in about)
        pathway = self._pick("yes", "no", "unknown", "unknown") if has_child else "no"
        return {"now": now, "about": "yes" if about else "unsure", "pathway": pathway}

    def _call(self, at: datetime) -> Typed:
        called = clock.local(at).strftime("%H:%M")
        log = self.invented.random.randint(20, 480)
        return {"called": "yes", "call_reference": f"log {log} of today, just before {called}"}

    def _when(self, on: date) -> str:
        if self.invented.chance(0.75):
            return f"{on.day} {on.month} {on.year}"
        return self._pick("after school", "in the evening, about nine", "over the last two weeks")

    def _named(self, one: Named, at: datetime) -> Typed:
        match one:
            case Child():
                return self._child(one, clock.local(at).date())
            case Adult():
                return self._adult(one)
            case Place():
                return self._place(one)
            case _:
                return self._thing(one)

    def _child(self, child: Child, today: date) -> Typed:
        on = child.born_on
        is_sure = self.invented.chance(0.6)
        born = f"{on.day} {on.month} {on.year}" if is_sure else f"about {age_on(on, today)}"
        typed: Typed = {"name": child.name, "born": born, "school": child.school}
        if self.invented.chance(0.3):
            typed["carers"] = self._pick(
                "Mum", "Dad and his partner", "Grandparents", "Foster carers"
            )
        return typed

    def _adult(self, adult: Adult) -> Typed:
        other = adult.nickname if adult.name else ""
        typed: Typed = {"name": adult.name or adult.nickname, "other_names": other}
        typed["born"], typed["looks"] = adult.age, adult.looks
        typed["role"] = self._pick(*words("replies")["role"])
        return typed

    def _place(self, place: Place) -> Typed:
        is_whole = self.invented.chance(0.7)
        where = place.address if is_whole else place.name
        return {
            "where": where,
            "kind": KIND_ON_FORM.get(place.kind, "other"),
            "times": place.times,
        }

    def _thing(self, thing: Thing) -> Typed:
        if thing.kind is ThingKind.PHONE:
            return {"number": thing.value, "note": thing.note}
        if thing.kind is ThingKind.ONLINE:
            return {"platform": thing.platform, "handle": thing.value}
        looks = thing.called.partition(" (")[0]
        return {"plate": thing.value, "make": looks, "marks": thing.note}

    def _sharing(self, about: Sequence[Named], gate: Typed) -> Typed:
        replies = words("replies")
        has_child = any(isinstance(one, Child) for one in about)
        typed: Typed = {
            "how_known": self._pick("myself", "myself", "child", "child", "other_person"),
            "told": self._pick(*replies["told"]),
            "adult_told": self._pick("yes", "yes", "no") if has_child else "no_child",
            "risk": "no",
        }
        if self.invented.chance(0.4):
            typed["how_known_words"] = self._pick(*replies["how"])
        if typed["adult_told"] == "no":
            typed["adult_told_why"] = self._pick(*replies["not_told"])
        if self.invented.chance(0.12):
            typed |= {"risk": "yes", "risk_who": self._pick(*replies["risk"])}
        if gate["pathway"] == "yes":
            typed["lead_told"] = self._pick("yes", "no")
        return typed

    def _stranger(self) -> Typed:
        """Who tells without an account; some leave everything empty."""
        if self.invented.chance(0.3):
            return {}
        name = " ".join(self.invented.person("given_at_work"))
        replies = words("replies")
        return {
            "name": name,
            "job_title": self._pick(*replies["stranger_job"]),
            "agency_name": self._pick(*replies["stranger_agency"]),
            "email": email(name, "post"),
            "phone": self.invented.landline(),
        }


def _kind_of(one: Named) -> str:
    return one.kind.value if isinstance(one, Thing) else type(one).__name__.lower()
