"""When a task is due, overdue and chased, who can finish it, and how long a table can be."""

from datetime import date

from cairn.foundation import clock

MOST_EXPORTED = 2_000


def task_due(*, given_on: date, working_days: int) -> date:
    """When a task is due where nobody says otherwise."""
    return clock.add_working_days(given_on, working_days)


def is_overdue(*, due_on: date, is_done: bool, today: date) -> bool:
    return not is_done and due_on < today


def is_to_chase(*, due_on: date, is_done: bool, chased_on: date | None, today: date) -> bool:
    """Once each working day, from the day after it was due."""
    late = is_overdue(due_on=due_on, is_done=is_done, today=today)
    return late and clock.is_working_day(today) and (chased_on is None or chased_on < today)


def reason_not_to_finish(*, is_done: bool, is_owner: bool, outcome: str) -> str | None:
    """`is_owner`: it is theirs, their agency's, or they run the meeting."""
    if is_done:
        return "This task is done already."
    if not is_owner:
        return "Only whoever has this task, or who runs the meeting, can finish it."
    return None if outcome.strip() else "Say what came of it."


def reason_not_to_reopen(*, is_done: bool, is_owner: bool) -> str | None:
    if not is_done:
        return "This task is not done yet."
    return None if is_owner else "Only whoever has this task can open it again."


def reason_not_to_export(*, at_least: int, what: str) -> str | None:
    """`what`: tasks, or meetings."""
    if at_least <= MOST_EXPORTED:
        return None
    return f"More than {MOST_EXPORTED:,} {what} are too many for one table. Narrow the list."
