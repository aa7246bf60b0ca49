"""What return home interviews ask of somebody."""

from collections.abc import Iterator
from typing import Any

from cairn.audit.choices import Permission
from cairn.foundation import clock, wording
from cairn.home.choices import About
from cairn.home.pages import address
from cairn.home.shortening import Need
from cairn.home.sources.lines import NAME, briefly, line
from cairn.interviews import queries as interviews
from cairn.interviews.telling import TO_DO_OF, to_do_of
from cairn.planner import queries as planner


def _to_decide(by: Any, most: int) -> Iterator[Need]:
    """Those that somebody has to be found for, before nobody can go in time any more."""
    if Permission.INTERVIEWS_ALLOCATE not in by.permissions:
        return
    rows = briefly(
        planner.to_decide(by=by), "reference", "due_at", child=NAME, interviewer=("name",)
    )
    for row in rows[:most]:
        page = address("planner:arrange", row.reference)
        text = f"Decide who goes to {row.child.name}"
        goes = f"{row.interviewer.name} has it now" if row.interviewer else "Nobody goes yet"
        why = f"{goes}. {wording.time_left(clock.now(), row.due_at)}"
        due_on = clock.local(row.due_at).date()
        many = "interviews to find somebody for"
        yield line(About.INTERVIEWS, text, why, page, many, due_on, row.due_at)


def of_interviews(by: Any, most: int) -> Iterator[Need]:
    """Theirs, and those that nobody has taken; and those that wait to be signed off by them."""
    if Permission.INTERVIEWS_RECORD in by.permissions:
        for row in briefly(interviews.to_do(by=by), *TO_DO_OF, child=NAME)[:most]:
            told = to_do_of(row, now=clock.now())
            page = address("interviews:interview", row.reference)
            on = told.at and clock.local(told.at).date()
            text = f"{told.what}: {row.child.name}"
            many = "return home interviews"
            yield line(About.INTERVIEWS, text, told.why, page, many, on, told.at)
    yield from _to_decide(by, most)
    if Permission.INTERVIEWS_SIGN_OFF in by.permissions:
        rows = briefly(
            interviews.to_sign_off(by=by), "reference", child=NAME, handed_in_by=("name",)
        )
        for row in rows[:most]:
            page = address("interviews:interview", row.reference)
            text = f"Sign off the interview with {row.child.name}"
            why = f"Handed in by {row.handed_in_by.name}" if row.handed_in_by else ""
            yield line(About.INTERVIEWS, text, why, page, "interviews to sign off")
