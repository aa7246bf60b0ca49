"""What happens by itself: the next person is asked, an eighteenth birthday ends what nobody knows the
end of, and files of notifications are taken.
"""

from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from cairn.accounts import people
from cairn.agencies.queries import councils
from cairn.audit.models import AuditEvent
from cairn.foundation.dates import Unreadable
from cairn.foundation.each import each
from cairn.missing import actions, dropping, queries, tables
from cairn.missing.choices import Event
from cairn.missing.notification import read_row

SAID = {
    Event.OPENED: "A child you work with was reported missing.",
    Event.RETURNED: "A child you work with has come back.",
    Event.REOPENED: "A child you work with is not back after all.",
}


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="missing_call", pass_context=False)
def call_the_next(timestamp: int = 0) -> int:
    """Ask the next person about everything that nobody has taken on in time. How many were asked."""
    system = people.system()
    due = queries.due_for_a_call(by=system)
    called = each(due, lambda one: actions.call_next(by=system, reference=one))
    return sum(one is not None for one in called)


@app.periodic(cron="5 0 * * *")
@app.task(queueing_lock="missing_at_18", pass_context=False)
def end_at_18(timestamp: int = 0) -> int:
    system = people.system()
    grown = queries.grown_up(by=system)
    return sum(each(grown, lambda one: actions.end_at_18(by=system, reference=one)))


def ask_for_discussion(event: AuditEvent) -> None:
    """A child is missing, perhaps once too often: a strategy discussion is asked for."""
    actions.ask_for_discussion(by=people.system(), episode=event.record_id)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="missing_files", lock="missing_files", pass_context=False)
def take_dropped(timestamp: int = 0) -> int:
    """Take the files of CAIRN_MISSING_DROP, if there is such a folder. How many were laid aside."""
    if not settings.MISSING_DROP:
        return 0
    return dropping.take_all(Path(settings.MISSING_DROP), _take_file)


def _take_file(claimed: str, name: str, content: bytes) -> list[str]:
    by = people.system()
    unread, told = "", []
    try:
        if Path(name).suffix.lower() not in tables.DROPPED:
            raise Unreadable("Only .json, .csv and .eml files are read here.")
        told = tables.read(name, content)
    except Unreadable as problem:
        unread = str(problem)
    areas = councils(by=by)
    rows = [read_row(number, said, councils=areas) for number, said in told]
    return actions.take_file(by=by, claimed=claimed, name=name, rows=rows, unread=unread).reasons


def tell_who_work(event: AuditEvent) -> None:
    """A child is missing, or back: those who work with them hear of it."""
    actions.tell_who_work(
        by=people.system(), reference=event.record_id, wording=SAID[Event(event.event)],
        key=f"{event.event}:{event.pk}", but=event.actor_id,
    )  # fmt: skip
