"""A resident asks the council how many missing children were heard in time: the manager looks, opens what
is behind a figure, and takes away what may leave. And an offer that has no answer is mended.
"""

from datetime import timedelta

from cairn.foundation import clock
from cairn.interviews.models import Answered, Interview
from cairn.missing.models import Episode
from tests.journeys.test_cerar import manager_of_cerar
from tests.journeys.test_desk import people

NOW, HOUR = "2026-11-21T09:30", timedelta(hours=1)
HELD = {"answer": "accepted"}
WENT = [  # how often, what became of the interview, and held how many hours after the return
    (14, HELD, 30), (4, HELD, 90), (6, {"answer": "declined", "answered_by": "child"}, None),
    (1, {"answer": "declined", "answered_by": "carer"}, None), (2, {}, None),
    (3, {"answer": "not_possible", "why_not": "elsewhere"}, None),
]  # fmt: skip


def came_back(child, by, until, answered, held):
    one = Episode.objects.create(
        child=child, council=child.council, kind="away" if until.day % 4 == 0 else "missing",
        from_at=until - 6 * HOUR, until_at=until, ended="returned", opened_at=until, opened_by=by,
    )  # fmt: skip
    row = Interview.objects.create(
        child=child, due_at=until + 72 * HOUR, opened_at=until, opened_by=by, offered_at=until + HOUR,
        answered_at=until + HOUR if answered else None, held_by=by if held else None,
        held_at=until + held * HOUR if held else None, **answered,
    )  # fmt: skip
    Answered.objects.create(interview=row, episode=one, put_at=until, put_by=by)


def test_public_asks_and_only_what_may_leaves(site, visit):
    _officer, _priya, child = people()
    mel = manager_of_cerar()
    at = clock.from_iso(f"{NOW}:00+00:00") - 20 * HOUR
    came_back(child, mel, at, {}, None)
    at -= 80 * HOUR
    for times, answered, held in WENT:
        for _ in range(times):
            came_back(child, mel, at, answered, held)
            at -= 100 * HOUR
    server = site(at=NOW)
    for size in ("", "-phone"):
        visitor = visit(server, as_user=mel, phone=bool(size)).go("/returns/")
        visitor.reads("the record must say whether it was accepted").picture(
            f"returns-lacking{size}"
        )
        visitor.follow("Missing children: answers for the public").reads("60% of returns")
        visitor.picture(f"answers{size}")
        for more in ("By month of return", "Missing or away", "Late, declined, not possible"):
            visitor.page.locator("summary", has_text=more).click()
        visitor.picture(f"answers-open{size}")
        visitor.page.get_by_role("row", name="Done, later than 72 hours").get_by_role(
            "link", name="4"
        ).click()
        visitor.reads("Held, not within 72 hours").picture(f"answers-behind{size}")
        visitor.go("/returns/answers").follow("Show the version for the public")
        visitor.reads("held back").picture(f"answers-outside{size}")
    mended = visit(server, as_user=mel).go("/returns/")
    mended.follow("Record the answer to the offer").reads("Return home interview")
