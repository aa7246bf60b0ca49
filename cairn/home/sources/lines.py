"""One line of somebody's own list: when it is due in words, and rows read no further than needed."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from cairn.foundation import clock, wording
from cairn.home.choices import About
from cairn.home.shortening import Need

NAME = ("given_name", "family_name", "also_known_as")  # of which a child’s name is made


def line(
    about: About, text: str, why: str, page: str, many: str, due_on: date | None = None,
    at: datetime | None = None,
) -> Need:  # fmt: skip
    """`at`: when on that day, where a time is set."""
    today = clock.today()
    due = "" if due_on is None else _due(due_on, today)
    is_late = due_on is not None and due_on < today
    return Need(about, text, why, page, many, due_on, due, is_late, at)


def _due(on: date, today: date) -> str:
    if on == today:
        return "Today"
    if on < today:
        return f"{wording.plural((today - on).days, 'day')} late, was due {wording.day(on)}"
    return "By tomorrow" if (on - today).days == 1 else f"By {wording.weekday_day(on)}"


def briefly(rows: QuerySet[Any], *fields: str, **joined: tuple[str, ...]) -> QuerySet[Any]:
    """With these fields alone: of many lines, most of the time goes into what nobody reads."""
    beyond = [f"{via}__{name}" for via, names in joined.items() for name in names]
    return rows.select_related(None).select_related(*joined).only(*fields, *beyond)
