"""Officers run the police's monthly meeting, and no other kind: not one they are asked to either."""

import inspect
import uuid
from datetime import timedelta

import pytest

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.audit.choices import Permission
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.meetings import actions, queries
from cairn.meetings.choices import Kind, State
from tests.meetings.conftest import MONDAY_10AM, come, first_item
from tests.meetings.test_pages import arranging, browser

# What stands for each argument of an act that runs a meeting.
ANYTHING = {
    "starts_at": MONDAY_10AM, "where": "Room 2", "why": "Snow", "version": 1, "person": None,
    "guest": "Mum", "part": "guest", "invitation": "NM-0000-0000", "attendance": {}, "view": "No",
    "because": "", "title": "More", "was": "", "child": "", "key": uuid.uuid4(), "is_up": True,
    "item": "AG-0000-0000", "agency": "police", "text": "More", "decision": "DC-0000-0000",
    "what": "Ring", "owner": "police", "due_on": None, "chair": None, "chosen": ["child"],
    "under": "",
}  # fmt: skip
RUNNING = [
    name
    for name in actions.__all__
    if getattr(actions, name).permission == Permission.MEETINGS_RUN
    and name not in {"arrange_meeting", "chase_task"}  # the one makes it, the other is a task's
]


@pytest.fixture
def metco(police):
    return User.objects.create(
        email="max@example.test", name="Max", roles=[Role.POLICE_METCO], agency=police
    )


@pytest.mark.parametrize("who", ["pat", "metco"])
def test_police_run_their_monthly_meeting_from_end_to_end(
    request, who, arrange, northmoor, sam, mel, jade
):
    officer = request.getfixturevalue(who)
    asked = {"by": officer, "kind": "police-monthly", "child": "", "chair": officer}
    meeting = arrange(sam, mel, **asked, council=northmoor)
    at = {"by": officer, "reference": meeting.reference}
    actions.start_meeting(**at)
    come(officer, meeting, officer, sam, mel)
    actions.decide(
        **at, item=first_item(officer, meeting), text="Watch the station", key=uuid.uuid4()
    )
    actions.end_meeting(**at)
    assert actions.send_minutes(**at).state == State.SENT
    assert queries.kinds_run(by=officer) == [Kind.POLICE_MONTHLY]


@pytest.mark.parametrize("kind", [Kind.LEVEL_1, Kind.REVIEW, Kind.STRATEGIC_GROUP])
def test_police_arrange_no_other_kind(arrange, pat, mel, jade, kind):
    child = jade.reference if kind in {Kind.LEVEL_1, Kind.REVIEW} else ""
    with pytest.raises(Refused, match=f"does not run a {kind.label}"):
        arrange(by=pat, kind=kind, child=child, chair=mel)


@pytest.mark.parametrize("name", RUNNING)
def test_police_run_no_level_1_that_they_are_asked_to(arrange, pat, name):
    meeting = arrange(pat)
    act = getattr(actions, name)
    wanted = set(inspect.signature(act).parameters) - {"by", "reference"}
    with pytest.raises(Refused, match="does not run a Level 1"):
        act(by=pat, reference=meeting.reference, **{one: ANYTHING[one] for one in wanted})


def test_police_reach_the_monthly_meetings_of_their_area_and_no_others(
    arrange, pat, northmoor, mel
):
    monthly = arrange(kind="police-monthly", child="", council=northmoor)
    arrange()
    arrange(kind="strategic-group", child="", council=None)
    assert list(queries.meetings(by=pat)) == [monthly]


def test_police_pages_offer_what_they_may_run(arrange, pat, mel, jade, northmoor):
    level_1 = arrange(pat, starts_at=MONDAY_10AM + timedelta(hours=1))
    monthly = arrange(kind="police-monthly", child="", council=northmoor, chair=pat)
    officer = browser(pat)
    assert "Arrange a meeting" in officer.get("/meetings/").content.decode()
    shown = officer.get("/meetings/arrange").content.decode()
    assert "Monthly police meeting" in shown
    assert "Level 1 meeting" not in shown
    said = arranging(jade, mel)
    assert "Choose what kind" in officer.post("/meetings/arrange", said).content.decode()
    assert "Ask people" not in officer.get(f"/meetings/{level_1.reference}/").content.decode()
    assert "Ask people" in officer.get(f"/meetings/{monthly.reference}/").content.decode()
    for page in ("invite", "move", "cancel", "run"):
        assert officer.get(f"/meetings/{level_1.reference}/{page}").status_code == 403


def test_police_finish_no_task_of_others_at_a_level_1(arrange, pat, cory, mel, priya):
    meeting = arrange(pat, priya)
    actions.start_meeting(by=cory, reference=meeting.reference)
    come(cory, meeting, mel, pat, priya)
    task = actions.give_task(
        by=cory, reference=meeting.reference, item=first_item(cory, meeting), what="Ring",
        owner=priya.reference, key=uuid.uuid4(),
    )  # fmt: skip
    with pytest.raises(Refused, match="Only whoever has this task"):
        actions.finish_task(by=pat, reference=task.reference, outcome="Done", version=1)


def test_who_is_not_asked_to_a_level_1_cannot_tell_it_from_none(level_1, pat):
    with pytest.raises(OutOfReach):
        actions.start_meeting(by=pat, reference=level_1.reference)
