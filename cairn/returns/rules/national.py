"""What goes into a national return, and what the national rules would not accept. No database, no clock.

Sources: DfE, SSDA903 guide and its rules for the module Missing; Standard Safeguarding Dataset, table
ssd_missing (Annex A adds the return interview). Each rule says which.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cairn.foundation import clock, wording
from cairn.foundation.dates import adult_on
from cairn.missing.choices import Kind
from cairn.returns.choices import Mend
from cairn.returns.rules import heard
from cairn.returns.rules.heard import Heard

TYPES = {Kind.MISSING: "M", Kind.AWAY: "A"}
GUIDE = "DfE, SSDA903 guide, module Missing"
CARE_ENDS = "The care ends after it begins."


@dataclass(frozen=True)
class Year:
    """A collection year: from 1 April to 31 March. `first` is the year in which it begins."""

    first: int

    @property
    def from_on(self) -> date:
        return date(self.first, 4, 1)

    @property
    def until_on(self) -> date:
        return date(self.first + 1, 3, 31)

    @property
    def name(self) -> str:
        return f"{self.first}-{(self.first + 1) % 100:02}"


@dataclass(frozen=True)
class Care:
    """A time in which a child was looked after; both days belong to it."""

    from_on: date
    until_on: date | None = None


@dataclass(frozen=True)
class Missed:
    """An episode, as the returns need it."""

    reference: str
    child: str
    kind: str
    from_at: datetime
    until_at: datetime | None
    born_on: date | None
    heard: Heard = heard.NOT_BACK

    @property
    def from_on(self) -> date:
        return clock.local(self.from_at).date()

    @property
    def until_on(self) -> date | None:
        return clock.local(self.until_at).date() if self.until_at else None


@dataclass(frozen=True)
class Row903:
    """A row of the SSDA903. `end` is empty while the period is open at the end of the year."""

    episode: str
    child: str
    born_on: date
    type: str
    start: date
    end: date | None


@dataclass(frozen=True)
class Fault:
    """A record that the national rules would not accept: the rule in plain words, and its source."""

    episode: str
    child: str
    rule: str
    source: str
    mend: Mend


def year_of(on: date) -> Year:
    return Year(on.year if on >= date(on.year, 4, 1) else on.year - 1)


def touches(one: Missed, year: Year) -> bool:
    """Whether an episode lies in a year: an open one is carried from year to year."""
    return one.from_on <= year.until_on and (one.until_on is None or one.until_on >= year.from_on)


def ssda903(
    episodes: Iterable[Missed], care: Sequence[Care], year: Year
) -> tuple[list[Row903], list[Fault]]:
    """One child's rows, and what is wrong with those that are not among them.

    Only what happened in care belongs here. Where care ends, the period does.
    """
    rows: list[Row903] = []
    faults: list[Fault] = []
    for one in sorted(episodes, key=lambda one: (one.from_at, one.reference)):
        for time in without_breaks(care):
            end = _earliest(one.until_on, time.until_on)
            is_in_care = _meet(one.from_on, one.until_on, time.from_on, time.until_on)
            if not is_in_care or not _meet(one.from_on, end, year.from_on, year.until_on):
                continue
            found = list(_wrong_with_903(one, time, end, year, rows))
            if found:
                faults += found
                continue
            assert one.born_on is not None
            shown = end if end and end <= year.until_on else None
            rows.append(
                Row903(
                    one.reference, one.child, one.born_on, TYPES[Kind(one.kind)], one.from_on, shown
                )
            )
    return rows, faults


def _wrong_with_903(
    one: Missed, care: Care, end: date | None, year: Year, rows: Sequence[Row903]
) -> Iterator[Fault]:
    def fault(rule: str, mend: Mend = Mend.EPISODE) -> Fault:
        return Fault(one.reference, one.child, rule, GUIDE, mend)

    if one.born_on is None:
        yield fault("Every row has the child’s date of birth.", Mend.BIRTHDAY)
    if one.from_on < care.from_on:
        began = wording.day(care.from_on)
        yield fault(f"It cannot begin before the child is in care, on {began}.", Mend.CARE)
    if end is not None and end < one.from_on:
        yield fault("It cannot end before it begins.")
    if any(row.end is None for row in rows):
        yield fault("It cannot begin while an earlier one for this child is open.")
    elif any(row.end and one.from_on < row.end for row in rows):
        yield fault("It cannot overlap an earlier one for this child.")
    for rule, mend in _wrong_with_age(one, end, year):
        yield fault(rule, mend)


def _wrong_with_age(one: Missed, end: date | None, year: Year) -> Iterator[tuple[str, Mend]]:
    """Not before birth; and unresolved only until the eighteenth birthday."""
    if one.born_on is None:
        return
    adult = adult_on(one.born_on)
    if one.from_on < one.born_on:
        yield (
            f"It cannot begin before the child was born, on {wording.day(one.born_on)}.",
            Mend.BIRTHDAY,
        )
    if adult and one.from_on >= adult:
        yield (
            f"It cannot begin once the young person is 18, from {wording.day(adult)}.",
            Mend.EPISODE,
        )
    elif adult and adult <= year.until_on and (end is None or end > adult):
        rule = f"It must end by the eighteenth birthday, {wording.day(adult)}."
        yield rule, Mend.EPISODE


def without_breaks(care: Iterable[Care]) -> list[Care]:
    """Times in care that follow on each other, as when the legal status changes, are one."""
    found: list[Care] = []
    for one in sorted(care, key=lambda one: one.from_on):
        last = found[-1] if found else None
        if last and (last.until_on is None or one.from_on <= last.until_on + clock.ONE_DAY):
            ends = None if None in (last.until_on, one.until_on) else _latest(last, one)
            found[-1] = Care(last.from_on, ends)
        else:
            found.append(one)
    return found


def _latest(one: Care, other: Care) -> date:
    return max(on for on in (one.until_on, other.until_on) if on)


def ssd(episodes: Iterable[Missed], year: Year) -> tuple[list[Missed], list[Fault]]:
    """One child's episodes for ssd_missing, in care or not, and what is wrong with the others."""
    kept: list[Missed] = []
    faults: list[Fault] = []
    for one in sorted(episodes, key=lambda one: (one.from_at, one.reference)):
        if not touches(one, year):
            continue
        found = list(_wrong_with_age(one, one.until_on, year))
        if one.until_at and one.until_at < one.from_at:
            found.append(("It cannot end before it begins.", Mend.EPISODE))
        if any(row.until_at is None or one.from_at < row.until_at for row in kept):
            found.append(("It cannot overlap an earlier one for this child.", Mend.EPISODE))
        faults += [Fault(one.reference, one.child, rule, GUIDE, mend) for rule, mend in found]
        unheard = list(heard.wrong_with(one.heard))
        faults += [
            Fault(one.reference, one.child, rule, heard.SOURCE, Mend.INTERVIEW) for rule in unheard
        ]
        if not found and not unheard:
            kept.append(one)
    return kept, faults


def reason_not_to_record(
    *, from_on: date, until_on: date | None, born_on: date | None, today: date,
    others: Iterable[Care],
) -> str | None:  # fmt: skip
    """Why this cannot be a time in which a child was looked after."""
    if from_on > today or (until_on and until_on > today):
        return "Enter a day that is not in the future."
    if until_on and until_on < from_on:
        return CARE_ENDS
    if born_on and from_on < born_on:
        return f"The child was born on {wording.day(born_on)}."
    for one in others:
        starts_before_its_end = one.until_on is None or from_on < one.until_on
        if starts_before_its_end and (until_on is None or until_on > one.from_on):
            return f"It overlaps the time from {wording.day(one.from_on)}."
    return None


def _meet(start: date, end: date | None, other: date, its_end: date | None) -> bool:
    """Whether two times share a day; without an end they go on."""
    return (its_end is None or start <= its_end) and (end is None or other <= end)


def _earliest(one: date | None, other: date | None) -> date | None:
    return min((on for on in (one, other) if on), default=None)
