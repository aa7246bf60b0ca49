"""A child is missing for the third time in a month: who decides is asked, and the return is made."""

import uuid
from datetime import date, timedelta

from cairn.children.actions import add_child, involve
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.missing import actions as missing
from cairn.returns import actions as returns
from tests.journeys.test_cerar import manager_of_cerar
from tests.journeys.test_desk import people

NOW, HOUR = "2026-11-21T09:30", timedelta(hours=1)
DAYS = (120, 117, 113, 110, 104, 99, 95, 92, 12, 7, 2)


def was_missing(by, child, days, **said):
    at = clock.now() - timedelta(days=days) - 12 * HOUR
    missing.report_child(
        by=by, child=child.reference, key=uuid.uuid4(), reported_at=at, last_seen_at=at - HOUR,
        found_at=at + 4 * HOUR, returned_at=at + 5 * HOUR, said=said,
    )  # fmt: skip


def friend(by, council, priya):
    made = add_child(by=by, council=council, given_name="Kit", family_name="Invented")
    involve(
        by=by, reference=made.reference, kind="lead_practitioner", agency=priya.agency, person=priya,
        why="Holds the plan",
    )  # fmt: skip
    return made


def test_third_time_in_a_month_is_answered_and_the_return_is_made(site, visit):
    _officer, priya, child = people()
    mel = manager_of_cerar()
    with clock.at(clock.from_iso(f"{NOW}:00+00:00")):
        other = friend(mel, child.council, priya)
        Involvement.objects.create(
            child=child, agency=priya.agency, person=None, kind="intervention_worker", why="-",
            since_on=date(2026, 8, 10),
        )  # fmt: skip
        for days in DAYS:
            was_missing(mel, child, days, found_where="The shelter by the weir")
        was_missing(mel, other, 2, found_where="the shelter by the weir")
        Child.objects.filter(pk=child.pk).update(born_on=None)
        returns.record_care(
            by=mel, child=child.reference, from_on=date(2026, 8, 1), key=uuid.uuid4()
        )
    server = site(at=NOW)
    phone = visit(server, as_user=priya, phone=True)
    phone.go(f"/missing/child/{child.reference}").reads("a strategy discussion is asked for")
    phone.reads("at the same time and found at the same place").picture("patterns-phone")

    phone = visit(server, as_user=mel, phone=True)
    phone.go(f"/missing/child/{child.reference}/discussion").picture("patterns-answer-phone")
    desk = visit(server, as_user=mel).go("/start").picture("patterns-start")
    desk.follow("Answer whether a strategy discussion").picture("patterns-answer")
    desk.choose("It was held").press("Save").reads("Say when the strategy discussion was held")
    desk.type("When was it held", "20 11 2026").type("With whom", "Police, health and school")
    desk.press("Save").reads("Your answer is kept").picture("patterns-child")
    desk.go("/missing/episodes").follow("National returns").reads("date of birth")
    desk.picture("returns")
    desk.go(f"/returns/care/{child.reference}").picture("returns-care")
    phone = visit(server, as_user=mel, phone=True).go("/returns/").picture("returns-phone")
    phone.go(f"/missing/child/{child.reference}/discussion").reads("Nothing asks for")
    assert phone.page.get_by_role("button", name="Save").count() == 0
