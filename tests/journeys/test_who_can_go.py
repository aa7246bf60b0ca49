"""The planner saves a breach: an interview is due on Sunday evening, its interviewer is ill on Saturday
morning, the manager is warned while somebody could still go, sees who and why, and hands it over.
"""

import io
import uuid
from datetime import date, time, timedelta

import pytest
from openpyxl import load_workbook

from cairn.accounts import people as accounts
from cairn.accounts.models import Notice
from cairn.accounts.roles import Role
from cairn.agencies.models import Team
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.interviews import actions as interviews
from cairn.interviews.models import Interview
from cairn.missing import actions as missing
from cairn.planner import actions, tasks
from cairn.planner.actions.arranging import Choice
from tests.cast import _person
from tests.journeys.test_desk import people

SATURDAY = clock.from_iso("2026-11-21T08:30:00+00:00")
RETURNED = clock.from_iso("2026-11-19T19:00:00+00:00")  # on Thursday: due on Sunday at 7pm
HOUR = timedelta(hours=1)


def says_hours(person, days, begins, ends, base):
    actions.say_week(
        by=person, person=person.reference, from_on=date(2026, 1, 5), on_holidays=False, said=0,
        days=[(day, time(begins), time(ends), base) for day in days], key=uuid.uuid4(),
    )  # fmt: skip


def team(child):
    """Tara plans; Wren works with the child, Yusuf does not; both work on Saturdays, Yusuf until three."""
    services = child.involvements.get(kind="lead_practitioner").agency
    known = Team.objects.get(kind="complex_safeguarding", agency=services)
    tara = _person("Tara", services, Role.TEAM_MANAGER, team=known)
    wren = _person("Wren", services, Role.INTERVENTION_WORKER, team=known)
    yusuf = _person("Yusuf", services, Role.INTERVENTION_WORKER, team=known)
    Involvement.objects.bulk_create(
        [
            Involvement(child=child, agency=services, person=wren, kind="intervention_worker",
                        why="Direct work", since_on=date(2026, 1, 5)),
            Involvement(child=child, agency=services, team=known, kind="other",
                        why="Return home interviews", since_on=date(2026, 1, 5)),
        ]
    )  # fmt: skip
    _person("Nina", services, Role.INTERVENTION_WORKER)  # of no team: the record is closed to her
    says_hours(wren, range(1, 6), 10, 18, "keswick")
    says_hours(yusuf, [0, 1, 2, 3, 5], 9, 15, "workington")
    says_hours(tara, range(5), 9, 17, "carlisle")
    return tara, wren, yusuf


@pytest.fixture
def planned(partnership_profile):
    """Wren has offered it, and is to hold it on Saturday at two."""
    _officer, priya, child = people()
    Child.objects.filter(pk=child.pk).update(address="4 Madeup Row, Cockermouth")
    with clock.at(RETURNED - 9 * HOUR):
        tara, wren, yusuf = team(child)
    with clock.at(RETURNED + HOUR):
        report = missing.report_child(
            by=priya, child=child.reference, key=uuid.uuid4(), reported_at=RETURNED - 6 * HOUR,
            last_seen_at=RETURNED - 7 * HOUR, returned_at=RETURNED,
        )  # fmt: skip
        row = interviews.open_for(by=accounts.system(), episode=report.episode.reference)
    with clock.at(RETURNED + 15 * HOUR):
        row = interviews.offer(
            by=wren, reference=row.reference, version=row.version, key=uuid.uuid4(), at=clock.now(),
            how="phone", whom="child",
        )  # fmt: skip
        at = SATURDAY.replace(hour=14, minute=0)
        choice = Choice(row.reference, row.version, wren.reference, at, "The library")
        row = actions.arrange(by=tara, choice=choice, key=uuid.uuid4())
    return tara, wren, yusuf, child, row


def told(person):
    rows = Notice.objects.filter(person=person, seen_at=None).order_by("pk")
    return list(rows.values_list("wording", flat=True))


@pytest.mark.parametrize("is_phone", [True, False])
def test_planner_saves_a_breach(site, visit, planned, is_phone):
    tara, wren, yusuf, child, row = planned
    size = "phone" if is_phone else "desk"
    server = site(at="2026-11-21T08:30")

    ill = visit(server, as_user=wren, phone=is_phone).go("/who-can-go/week")
    ill.reads("2pm to 3pm").reads("from Keswick").picture(f"planner-week-{size}")
    ill.press("Record time off").choose("Ill").picture(f"planner-say-away-{size}").press("Save")
    ill.reads("The people who allocate interviews have been told").picture(
        f"planner-away-own-{size}"
    )
    ill.go("/who-can-go/week").follow("Change the hours").picture(f"planner-hours-{size}")

    with clock.at(SATURDAY + timedelta(minutes=10)):
        assert tasks.warn() == 2
        assert tasks.warn() == 0
    said = told(tara)
    assert "Wren is away. Somebody else is needed for their interviews." in said
    assert (
        "Last chance for a return home interview: nobody can start it in time after 1:33pm today."
        in [one.replace("1:30pm", "1:33pm") for one in said]
    )

    manager = visit(server, as_user=tara, phone=is_phone).go("/start")
    manager.reads(f"Decide who goes to {child.name}").picture(f"planner-start-{size}")
    manager.go("/who-can-go/").reads("The latest start in time is")
    manager.reads("Independent of the child’s care").picture(f"planner-who-{size}")
    manager.press("Arrange").reads("Away with no end date.")
    manager.reads("a guess from the child’s address").picture(f"planner-arrange-{size}")
    manager.reads("Nina cannot be chosen").follow("Record them or their team as involved")
    manager.reads("Who is involved at").picture(f"planner-involve-{size}").follow("Back")
    manager.press("Check this plan").reads("It moves from Wren to Yusuf. Both will be told.")
    manager.reads("Yusuf leaves Workington").picture(f"planner-follows-{size}")
    manager.go("/who-can-go/workers").picture(f"planner-workers-{size}")
    manager.go("/who-can-go/away").picture(f"planner-aways-{size}").follow("Wren")
    manager.choose(f"{child.name}: Yusuf").picture(f"planner-hand-over-{size}")
    manager.press("Hand over the selected interviews").reads("1 interview is handed over")
    manager.go("/who-can-go/").reads("Every interview has somebody to go")
    manager.picture(f"planner-done-{size}")
    assert any(
        "Yusuf will hold a return home interview that was yours." in one for one in told(wren)
    )

    row.refresh_from_db()
    assert row.interviewer == yusuf
    site.later("2026-11-21T12:30")
    other = visit(server, as_user=yusuf, phone=is_phone).go("/start")
    other.follow("Hold the return home interview").picture(f"planner-yusuf-{size}")
    other.press("Record that it was held").type("When was it?", "20 minutes ago")
    other.type("Where?", "The library").choose("The child was seen alone")
    other.choose("No part in the child").press("Save").reads("Held in time")

    held = Interview.objects.get()
    assert held.held_at <= held.due_at
    found = load_workbook(io.BytesIO(_table(manager))).active.iter_rows(values_only=True)
    names, values = list(found)[:2]
    assert dict(zip(names, values, strict=True))["In time"] == "Held in time"


def _table(manager):
    """The county's interviews as the manager takes them away."""
    answer = manager.context.request.get(f"{manager.address}/interviews/spreadsheet?shown=all")
    return answer.body()
