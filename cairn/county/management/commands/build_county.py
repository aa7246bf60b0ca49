"""`cairn build_county`: a fictional county to look at, to try and to measure. Never in production."""

import time
from datetime import date, datetime
from datetime import time as time_of_day

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from cairn.accounts import people
from cairn.county import bulk, queries
from cairn.county.building import build
from cairn.county.county import SIZES
from cairn.foundation import clock

AFTERNOON = time_of_day(15, 30)
LARGE = "large"
NOT_HERE = "The fictional county is only for the demo and for tests: CAIRN_ENV is neither."
ONLY_IN_TESTS = "The large county leaves no trace in the audit trail, so it is only for tests."


class Command(BaseCommand):
    help = "Build the fictional county through the product's own actions. Demo and tests only."

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=[*SIZES, LARGE], default="demo")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same county")
        parser.add_argument(
            "--today", type=date.fromisoformat, help="the day up to which it has happened (now)"
        )
        parser.add_argument(
            "--submissions", type=int, default=1_000, help="how many more, where the size is large"
        )

    def handle(self, *args, size, seed, today, submissions, **options):
        if settings.STAGE not in {"demo", "test"}:
            raise CommandError(NOT_HERE)
        if size == LARGE and settings.STAGE != "test":
            raise CommandError(ONLY_IN_TESTS)
        self.started, now = time.monotonic(), _instant(today)
        built = queries.what_was_built(by=people.system())
        if built and (size != LARGE or built["size"] == LARGE):
            self.stdout.write(
                f"The county is already built: size {built['size']}, seed {built['seed']}."
            )
            return
        if not built:
            first = "small" if size == LARGE else size
            figures = build(size=first, seed=seed, now=now, say=self._say)
            self._say(", ".join(f"{number} {name}" for name, number in figures.items()))
        if size == LARGE:
            bulk.enlarge(submissions=submissions, now=now, seed=seed, say=self._say)
            if not connection.in_atomic_block:
                bulk.tidy_up(self._say)
        self._say("The county is built")

    def _say(self, words: str) -> None:
        seconds = time.monotonic() - self.started
        self.stdout.write(f"{seconds:6.1f} s  {words}")
        self.stdout.flush()


def _instant(today: date | None) -> datetime:
    """Now, to the minute; or the afternoon of a day, so that two builds of it are the same."""
    if today:
        return clock.instant_of(today, AFTERNOON)
    return clock.now().replace(second=0, microsecond=0)
