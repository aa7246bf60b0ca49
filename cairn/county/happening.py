"""Lets things happen in the order of time, each at its own instant, with what follows from them."""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection

from cairn.accounts import actions as accounts
from cairn.accounts.models import Notice
from cairn.audit import reactions
from cairn.audit.models import AuditEvent
from cairn.audit.tasks import run_reaction
from cairn.county.invented import Invented
from cairn.foundation import clock
from cairn.foundation.clock import OfficeHours

JOBS_DONE = """
    DELETE FROM procrastinate_jobs job USING audit_reactionrun done
    WHERE job.task_name = %s AND job.status = 'todo'
      AND job.args->>'event_id' = done.event_id::text AND job.args->>'reaction' = done.reaction
"""
Deed = Callable[[], object]
Say = Callable[[str], None]

SEEN = 0.9  # of what people are told, they open most
SAY_EVERY = 100


class Happening:
    """A list of deeds by time. Reactions run at once, and their jobs are put aside."""

    def __init__(self, now: datetime, hours: OfficeHours, invented: Invented, say: Say) -> None:
        self.now, self.hours, self.invented, self.say = now, hours, invented, say
        self._deeds: list[tuple[datetime, int, Deed]] = []
        self._order = itertools.count()
        self._last_event = _latest(AuditEvent)
        self._last_notice = _latest(Notice)

    def at(self, instant: datetime, deed: Deed) -> None:
        """Something is done at this instant, unless it has not come yet."""
        if instant < self.now:
            heapq.heappush(self._deeds, (instant, next(self._order), deed))

    def run(self) -> int:
        """Do it all. How many deeds there were."""
        done = 0
        while self._deeds:
            instant, _, deed = heapq.heappop(self._deeds)
            with clock.at(instant):
                deed()
                if self._follow():
                    self._look_forward_to_notices(instant)
            done += 1
            if done % SAY_EVERY == 0:
                self.say(f"{done} deeds done, up to {clock.local(instant):%d %B %Y}")
        return done

    def put_jobs_aside(self) -> int:
        """Take the jobs of reactions that have run from the queue. Letters stay, for the worker."""
        with connection.cursor() as cursor:
            cursor.execute(JOBS_DONE, [run_reaction.name])
            return cursor.rowcount

    def _follow(self) -> bool:
        """Run the reactions to what was just done, and to what they did. Whether there were any."""
        names, has_run = list(reactions.table()), False
        while True:
            fresh = AuditEvent.objects.filter(pk__gt=self._last_event, event__in=names)
            events = list(fresh.order_by("pk").values_list("pk", "event"))
            if not events:
                return has_run
            has_run = True
            for pk, event in events:
                self._last_event = pk
                for path in reactions.table()[event]:
                    reactions.run(event_id=pk, reaction=path)

    def _look_forward_to_notices(self, after: datetime) -> None:
        """People open their notices when they are next at work, and not all of them."""
        for notice in Notice.objects.filter(pk__gt=self._last_notice).order_by("pk"):
            self._last_notice = notice.pk
            if not self.invented.chance(SEEN):
                continue
            wait = timedelta(minutes=self.invented.random.randint(10, 900))
            seen_at = self.hours.add_office_time(notice.given_at, wait)
            self.at(max(seen_at, after), _Opening(notice))


class _Opening:
    """A person opens a notice."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice

    def __call__(self) -> None:
        accounts.open_notice(by=self.notice.person, reference=self.notice.reference)


def _latest(model: type[AuditEvent] | type[Notice]) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
