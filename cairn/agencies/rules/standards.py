"""The local standards that the product reads, and what each may be."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cairn.agencies.choices import AgencyKind

# The local standards that the product reads: for a whole number, the least and the most it may be.
WHOLE_NUMBERS = {
    "desk-acknowledge-office-minutes": (1, 5 * 24 * 60),
    "desk-urgent-acknowledge-minutes": (1, 24 * 60),
    "desk-escalation-office-minutes": (1, 5 * 24 * 60),
    "draft-kept-days": (1, 365),
    "invitation-days": (1, 60),
    "emergency-access-hours": (1, 72),
    "attachment-megabytes": (1, 50),
    "attachments-per-submission": (0, 50),
    "screening-working-days": (0, 10),
    "level-1-working-days": (1, 30),
    "review-weeks-high": (1, 26),
    "review-weeks-medium": (1, 26),
    "review-weeks-low": (1, 52),
    "meeting-task-working-days": (0, 90),
    "assessment-fresh-days": (1, 730),
    "assessment-repeat-weeks": (1, 104),
    "missing-acknowledge-high-minutes": (1, 24 * 60),
    "missing-acknowledge-minutes": (1, 24 * 60),
    "missing-often-in-30-days": (2, 30),
    "missing-often-in-90-days": (2, 90),
    "interview-minutes": (10, 240),
    "interview-gap-minutes": (0, 120),
    "interview-last-chance-hours": (1, 71),
    "travel-fixed-minutes": (0, 60),
    "travel-10-km-minutes": (1, 60),
    "travel-unknown-minutes": (0, 240),
    "figures-suppress-under": (2, 20),
}
MEETINGS = ("level-1", "review", "police-monthly", "strategic-group")
QUORUMS = frozenset(f"meeting-quorum-{kind}" for kind in MEETINGS)  # of kinds of agency
AGENDAS = frozenset(f"meeting-agenda-{kind}" for kind in MEETINGS)
LISTS = (
    frozenset(
        {
            "desk-escalation-ladder",
            "missing-ladder",
            "interview-pauses",
            "interview-offered-for",
            "interview-warn-hours",
            "interview-day-hours",
            "school-hours",
            "assessment-repeat-tools",
            "towards-18-alerts",
        }
    )
    | QUORUMS
    | AGENDAS
)
STANDARDS = frozenset(WHOLE_NUMBERS) | LISTS
NEEDED = STANDARDS - {"interview-pauses"}  # without that one, nothing is paused
FROM_TO = frozenset({"interview-day-hours", "school-hours"})  # from one time of the day to another
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
HOURS = re.compile(r"[1-9]|[1-6][0-9]|7[01]")  # before the end of 72
ALERT = re.compile(r"1[0-7](\.5)?|[1-9][0-9]{0,2} days")  # an age, or days before 18


def wrong_with(key: str, value: Any) -> Iterator[str]:
    """What is wrong with a standard of this name that has this value."""
    if key not in STANDARDS:
        yield f"The product reads no standard of this name. It reads: {', '.join(sorted(STANDARDS))}."
    elif key in LISTS:
        if not isinstance(value, list) or not value:
            yield f"“value” is {value!r}. It must be a list of words, in order."
        elif key in QUORUMS:
            for kind in value:
                if kind not in AgencyKind.values:
                    yield f"{kind!r} is not one of: {', '.join(AgencyKind.values)}."
        elif key == "interview-offered-for" and not set(value) <= {"missing", "away"}:
            yield "“value” must be “missing”, “away” or both."
        elif key == "interview-warn-hours" and not all(map(HOURS.fullmatch, value)):
            yield "“value” must be hours like “24”, from 1 to 71."
        elif key in FROM_TO and not _is_from_to(value):
            yield "“value” must be two times in order, like “09:00” and “15:30”."
        elif key == "towards-18-alerts" and not all(map(ALERT.fullmatch, value)):
            yield "“value” must be ages like “17.5” and days before 18 like “100 days”."
    else:
        least, most = WHOLE_NUMBERS[key]
        if not isinstance(value, int) or not least <= value <= most:
            yield f"“value” is {value!r}. It must be a whole number from {least} to {most}."


def _is_from_to(value: list[Any]) -> bool:
    return len(value) == 2 and all(map(CLOCK.fullmatch, value)) and value[0] < value[1]


def reason_not_to_change_standard(*, on: date, value: Any, rows: Mapping[date, Any]) -> str | None:
    """Why a standard cannot say `value` from `on`, given what it has said since when. Or None.

    What has been in force is never rewritten: decisions made under it must stay explicable.
    """
    if on in rows:
        if rows[on] == value:
            return None
        return (
            f"It has said {rows[on]!r} from {on} on, and would now say {value!r}. Keep that entry "
            "and add one with the new value and a later “from”."
        )
    if rows and on < max(rows):
        return f"It would start before {max(rows)}, from when another value has been in force."
    return None
