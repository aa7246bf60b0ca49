"""Acts that several tests do: arranging who goes, and being away."""

import uuid

from cairn.accounts.models import Notice
from cairn.foundation import clock
from cairn.planner import actions, queries
from cairn.planner.actions.arranging import Choice
from tests.planner.conftest import HOUR, SATURDAY

THREE = SATURDAY + 3 * HOUR


def choice(row, person, at=THREE, town="", version=None):
    return Choice(
        row.reference, row.version if version is None else version, person.reference, at, "Her nan’s",
        town,
    )  # fmt: skip


def arrange(by, row, person, key=None, **more):
    return actions.arrange(by=by, choice=choice(row, person, **more), key=key or uuid.uuid4())


def off(person, *, by=None, hours=48, kind="ill", after=0):
    return actions.say_away(
        by=by or person, person=person.reference, kind=kind, from_at=clock.now() + after * HOUR,
        until_at=clock.now() + (after + hours) * HOUR if hours else None, key=uuid.uuid4(),
    )  # fmt: skip


def told(person, key="planner"):
    return list(
        Notice.objects.filter(person=person, key__startswith=key, seen_at=None)
        .order_by("pk")
        .values_list("wording", flat=True)
    )


def level(by):
    return [one.judged.level for one in queries.due(by=by, asked=queries.Narrowing(shown="all"))]
