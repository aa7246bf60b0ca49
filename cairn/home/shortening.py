"""What a person's own list is made of, in which order it is told, and what is told in one line."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cairn.foundation import wording
from cairn.home.choices import About
from cairn.home.pages import address

MOST = 40  # of each kind
NEXT_DAYS = timedelta(days=7)
LAST = datetime.max.replace(tzinfo=UTC)
TOLD_ONE_BY_ONE = 4  # of one kind, alike in when: more of them are one line with their number


@dataclass(frozen=True)
class Need:
    """One thing for this person to do. `due_on` is None where no day is set."""

    about: About
    text: str
    why: str
    page: str
    many: str  # what several of the same kind are called
    due_on: date | None = None
    due: str = ""  # in words
    is_late: bool = False
    at: datetime | None = None  # where a time of the day is set


def in_order(needs: Sequence[Need], *, today: date) -> list[Need]:
    """What is for today and the next days, what is overdue, the longest first, what has no day but
    waits, and then the rest. Of one day: missing children, what has a time, and then the rest.
    """
    return sorted(
        needs,
        key=lambda one: (
            _place(one, today), one.due_on or date.max, one.about != About.MISSING,
            one.at or LAST, one.text, one.page,
        ),
    )  # fmt: skip


def _place(need: Need, today: date) -> int:
    if need.due_on is None:
        return 2
    if need.is_late:
        return 1
    return 0 if need.due_on <= today + NEXT_DAYS else 3


def shortened(needs: Sequence[Need], *, today: date) -> list[Need]:
    """The same list with many of one kind told as one line, which leads to the list of that kind."""
    alike: dict[tuple[int, str], list[Need]] = {}
    for one in needs:
        alike.setdefault((_place(one, today), one.many), []).append(one)
    in_all = Counter(one.many for one in needs)
    told = []
    for one in needs:
        kind = alike[_place(one, today), one.many]
        if len(kind) <= TOLD_ONE_BY_ONE:
            told.append(one)
        elif one is kind[0]:
            told.append(_one_line(kind, in_all=in_all[one.many]))
    return told


def _one_line(alike: Sequence[Need], *, in_all: int) -> Need:
    first = alike[0]
    number = in_words(len(alike), first.many, of=in_all)
    why = f"The first: {first.text}"
    if first.due_on:
        why += f". {first.due}"
    page = f"{address('home:needs')}?about={first.about}"
    return Need(
        first.about, number, why, page, first.many, first.due_on,
        "Late" if first.is_late else "", first.is_late,
    )  # fmt: skip


def in_words(number: int, many: str, *, of: int) -> str:
    """Of each kind no more than MOST are looked up: some of what reaches that may be more."""
    return f"{'At least ' if of >= MOST else ''}{wording.plural(number, many, many)}"
