"""Invents people, places and things. The same seed gives the same ones, and none of them exists."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from cairn.county.data import words
from cairn.county.safety import problems
from cairn.networks.choices import PlaceKind

Made = TypeVar("Made")

# Letters of plates that cannot be issued: Q never stands in the area code.
# Without vowels the last three spell nothing.
AREA_LETTERS, LAST_LETTERS = "ABCDEFGHJKLMNOPRSTUVWXY", "BCDFGHJKLMNPRSTVWXYZ"
POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
OF_CONCERN = "given_of_men"  # the list of given names of adults of concern
FAMILIES_OF = {OF_CONCERN: 0, "given_at_work": 1, "given": 2}
MOST_TRIES = 2_000


class Invented:
    """One source of invented things: nothing it gives is given twice."""

    def __init__(self, seed: object) -> None:
        self.random = random.Random(f"cairn county {seed}")  # noqa: S311  (nothing here is secret)
        self._given: set[str] = set()
        self._mobiles = self._numbers("07700 900")
        self._landlines = self._numbers("01632 960")

    def one(self, name: str, word: str) -> str:
        """A word from a list of the data."""
        return self.random.choice(words(name)[word])

    def unused(self, name: str, word: str) -> str:
        """A word from a list of the data that was not given before."""
        return self._new(lambda: self.one(name, word))

    def town(self) -> str:
        return self._new(lambda: self.one("places", "town_start") + self.one("places", "town_end"))

    def person(self, of: str = "given", *, given: str = "") -> tuple[str, str]:
        """A given and a family name. `of` is the list of given names. Each list has family names
        of its own: the names of adults of concern may stand where others' must not, and nobody
        works with a child of their own name."""
        families = words("names")["family"][FAMILIES_OF[of] :: len(FAMILIES_OF)]

        def name() -> str:
            return f"{given or self.one('names', of)} {self.random.choice(families)}"

        whole = self._new(name)
        return whole.rsplit(" ", 1)[0], whole.rsplit(" ", 1)[1]

    def nickname(self) -> str:
        return self._new(
            lambda: self.one("names", "nickname_start") + self.one("names", "nickname")
        )

    def street(self) -> str:
        return f"{self._street_name()} {self.one('places', 'street_end')}"

    def _street_name(self) -> str:
        return self.one("places", "street_start") + self.one("places", "street_middle")

    def address(self, town: str) -> str:
        return self._new(
            lambda: f"{self.random.randint(1, 98)} {self.street()}, {town}, {self.postcode()}"
        )

    def postcode(self) -> str:
        last = "".join(self.random.choices(POSTCODE_LETTERS, k=2))
        return f"QX{self.random.randint(1, 9)} {self.random.randint(1, 9)}{last}"

    def mobile(self) -> str:
        return self._mobiles.pop()

    def landline(self) -> str:
        return self._landlines.pop()

    def plate(self) -> str:
        """In the current form, with a letter that the form never has."""

        def made() -> str:
            area = self.random.sample(["Q", self.random.choice(AREA_LETTERS)], 2)
            year = self.random.choice([*range(12, 26), *range(62, 75)])
            return f"{''.join(area)}{year} {''.join(self.random.choices(LAST_LETTERS, k=3))}"

        return self._new(made)

    def vehicle(self) -> str:
        """What it looks like, as a person would say it."""
        return self.one("places", "vehicle")

    def online_name(self) -> tuple[str, str]:
        """A platform and a name on it."""

        def made() -> tuple[str, str]:
            number = self.random.choice(["", "_x", str(self.random.randint(2, 99))])
            start, end = self.one("places", "handle_start"), self.one("places", "handle_end")
            return self.one("places", "platform"), f"{start}.{end}{number}"

        return self._new(made)

    def place(self, kind: PlaceKind, town: str) -> str:
        """What a place is called."""
        return self._new(lambda: self._place(kind, town))

    def _place(self, kind: PlaceKind, town: str) -> str:
        match kind:
            case PlaceKind.PARK:
                return f"{self._street_name()} {self.one('places', 'park_end')}"
            case PlaceKind.TRANSPORT:
                return f"{town} {self.one('places', 'transport_end')}"
            case PlaceKind.SCHOOL:
                start = self.random.choice([town, self.one("places", "saint")])
                return f"{start} {self.one('places', 'school_end')}"
            case PlaceKind.STREET:
                return self.street()
            case PlaceKind.HOME:
                return f"{self.random.randint(1, 98)} {self.street()}"
            case _:
                start, end = f"{kind.value}_start", f"{kind.value}_end"
                return f"{self.one('places', start)} {self.one('places', end)}"

    def sample(self, rows: Sequence[Made], fewest: int, most: int) -> list[Made]:
        """Some of the rows, in the rows' order."""
        number = min(len(rows), self.random.randint(fewest, most))
        chosen = set(self.random.sample(range(len(rows)), number))
        return [row for place, row in enumerate(rows) if place in chosen]

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def _numbers(self, prefix: str) -> list[str]:
        numbers = [f"{prefix}{number:03d}" for number in range(100, 1000)]
        self.random.shuffle(numbers)
        return numbers

    def _new(self, make: Callable[[], Made]) -> Made:
        """Something that was not given before and could not belong to anybody."""
        for _ in range(MOST_TRIES):
            made = make()
            known = str(made).casefold()
            if known not in self._given and not problems(str(made)):
                self._given.add(known)
                return made
        raise ValueError(f"The lists hold nothing new any more (last: {made}).")


def email(name: str, domain: str) -> str:
    """An address that never exists: .example is kept for that."""
    plain = "".join(c for c in name.lower().replace(" ", ".") if c.isascii() and c in LETTERS)
    return f"{plain}@{domain}.example"


LETTERS = "abcdefghijklmnopqrstuvwxyz.-"
