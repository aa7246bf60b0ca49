"""A plan of Jade's, and a Monday on which it is written."""

import uuid
from datetime import UTC, datetime

import pytest

from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.plans import actions, queries

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SAFETY = {
    "childs_words": "I want people to ask me first.",
    "signals": "🍕 to Nan means: ring me and say you need me home.",
    "safe_people": "Nan",
    "safe_places": "The library",
    "home_worry": "Her cousin’s friend waits outside.",
    "home_agreed": "Nan locks the back door at night.",
    "online_safe": "My school account",
    "who_does_what": "Nan rings school on Mondays.\nPriya visits every Thursday.",
    "call": "Priya, 07700 900123",
    "missing": "Nan rings 101 after one hour.",
    "carers_watch": "A second phone.",
    "contingency": "We meet again within two days.",
    "written_by": "Priya, youth worker",
    "child_part": "yes",
    "carers_part": "no",
    "carers_part_because": "Mum works nights; asked again on Friday.",
}
RESPONSE = {
    "steps": "1. Nan rings her, 07700 900321.\n2. Mum looks at the skate park.",
    "ring_999": "After dark, or if she is in a car.",
    "ring_101": "After one hour.",
    "places": "The skate park. The station.",
    "people": "Bo, 07700 900322",
    "money": "A bus pass.",
    "phone": "07700 900323; jade.x on a photo app",
    "looks": "Tall, a red coat.",
    "photo": "Nan, from September",
    "health": "An inhaler. Without it she is ill within a day.",
    "calms": "Music.",
    "frightens": "Shouting.",
    "childs_words": "Ring me before you ring Mum.",
    "back": "Nan makes toast and asks nothing.",
    "kept_by": "Nan, 07700 900321",
}
TRANSITION = {
    "wants": "A flat, and to keep my dog.",
    "service": "Moors Adult Safeguarding",
    "service_answer": "asked",
    "first_meeting_on": "2027-03-27",
    "if_no": "The team manager writes to them.",
}


@pytest.fixture
def monday():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def save(monday, priya, jade):
    """Save Jade's plan: save(by=mel, home_agreed="...") changes some of what is there now."""

    def saved(by=priya, kind="safety", why="Things changed", version=None, key=None, **changes):
        now = queries.current(by=by, child=jade.reference, kind=kind)
        first = {"safety": SAFETY, "response": RESPONSE, "transition": TRANSITION}
        begun = now.content if now else first[kind]
        return actions.save_plan(
            by=by, child=jade.reference, kind=kind, content={**begun, **changes}, why=why,
            version=(now.number if now else 0) if version is None else version,
            key=key or uuid.uuid4(),
        )  # fmt: skip

    return saved


@pytest.fixture
def traces():
    """What the trail holds of an event: who, on which record, and its details."""

    def found(event):
        rows = AuditEvent.objects.filter(event=f"plans.{event}").order_by("pk")
        return [(row.actor_id, row.record_id, row.details) for row in rows]

    return found
