"""What people do with meetings, from the invitation to the minutes and the tasks."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from cairn.accounts.models import Notice, User
from cairn.accounts.roles import Role
from cairn.audit.models import AuditEvent
from cairn.children.models import Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.meetings import actions, queries, tasks
from cairn.meetings.choices import State
from cairn.meetings.models import Meeting, Statement, Task
from tests.meetings.conftest import MONDAY_10AM, come, first_item


def keys_of(person):
    return [one.key.split(":")[0] for one in Notice.objects.filter(person=person).order_by("pk")]


def give(by, meeting, owner, **said):
    return actions.give_task(
        by=by, reference=meeting.reference, item=first_item(by, meeting), what="Ring the school",
        owner=owner, key=uuid.uuid4(), **said,
    )  # fmt: skip


def test_arrange_makes_one_meeting_for_a_key_with_its_standing_agenda(arrange, cory, mel, jade):
    key = uuid.uuid4()
    meeting, again = arrange(key=key), arrange(key=key)
    assert meeting == again
    assert Meeting.objects.count() == 1
    items = queries.agenda(by=cory, meeting=meeting).items
    assert [item.title for item in items] == ["What each agency knows", "Safety plan"]
    assert {item.child for item in items} == {jade}
    assert keys_of(mel) == ["meetings.asked"]
    with pytest.raises(OutOfReach):
        arrange(key=key, by=mel)


def test_arrange_a_level_1_is_chaired_by_the_cerar_manager(arrange, priya):
    with pytest.raises(Refused, match="chaired by a CERAR manager"):
        arrange(chair=priya)


def test_arrange_outside_ones_area_is_refused(arrange, cory, southmere, partnership):
    partnership.councils.remove(southmere)
    with pytest.raises(Refused, match="not part of your work"):
        arrange(kind="strategic-group", child="", council=southmere)


def test_invite_refuses_who_may_not_know_the_child(level_1, cory, wren, audrey):
    for person in (wren, audrey):
        with pytest.raises(Refused, match="record first that they are involved"):
            actions.invite(by=cory, reference=level_1.reference, person=person)


def test_answer_is_ones_own_and_moving_asks_again(level_1, cory, priya, sam, pat):
    actions.answer_invitation(
        by=priya, reference=level_1.reference, answer="apologies", said="In court that day"
    )
    for person in (pat, cory):  # the second may open it, and is not asked to it
        with pytest.raises(OutOfReach):
            actions.answer_invitation(by=person, reference=level_1.reference, answer="accepted")
    later = MONDAY_10AM + timedelta(days=1)
    moved = actions.move_meeting(
        by=cory, reference=level_1.reference, starts_at=later, where="Room 3", why="Snow",
        version=level_1.version,
    )  # fmt: skip
    assert queries.invitation_of(by=priya, meeting=moved).answer == ""
    assert keys_of(sam) == ["meetings.asked", "meetings.moved"]
    with pytest.raises(Overtaken):
        actions.cancel_meeting(
            by=cory, reference=level_1.reference, why="Snow", version=level_1.version
        )
    actions.cancel_meeting(by=cory, reference=level_1.reference, why="Snow", version=moved.version)
    assert keys_of(sam)[-1] == "meetings.cancelled"
    assert not Notice.objects.filter(person=sam, key__startswith="meetings.asked", seen_at=None)
    with pytest.raises(Refused, match="was cancelled"):
        actions.start_meeting(by=cory, reference=level_1.reference)


def test_withdrawn_invitation_waits_for_no_answer(level_1, cory, priya, sam):
    asked = queries.invitation_of(by=priya, meeting=level_1)
    actions.withdraw_invitation(by=cory, reference=level_1.reference, invitation=asked.reference)
    waiting = Notice.objects.filter(seen_at=None, about=level_1.reference)
    assert not waiting.filter(person=priya).exists()
    assert waiting.filter(person=sam).exists()


def test_start_takes_apologies_over(level_1, cory, priya):
    actions.answer_invitation(by=priya, reference=level_1.reference, answer="apologies")
    actions.start_meeting(by=cory, reference=level_1.reference)
    assert queries.invitation_of(by=priya, meeting=level_1).attendance == "apologies"


def test_share_by_two_at_once_keeps_both_texts(under_way, cory, mel, police):
    item = first_item(cory, under_way)
    place = {"reference": under_way.reference, "item": item, "agency": police.code}
    first = actions.share(by=cory, **place, text="Seen at the station")
    with pytest.raises(Overtaken):
        actions.share(by=mel, **place, text="Stopped on Friday")
    assert Statement.objects.get().text == "Seen at the station"
    both = "Seen at the station. Stopped on Friday"
    assert actions.share(by=mel, **place, text=both, version=first.version).text == both


def test_decide_once_and_dissent_says_who_and_why(under_way, cory, police):
    place = {"reference": under_way.reference, "item": first_item(cory, under_way)}
    key = uuid.uuid4()
    decision = actions.decide(by=cory, **place, text="The level is high", key=key)
    assert actions.decide(by=cory, **place, text="The level is high", key=key) == decision
    actions.dissent(
        by=cory, **place, decision=decision.reference, agency=police.code, why="Medium is enough"
    )
    better = {"decision": decision.reference, "text": "The level is High"}
    actions.change_decision(by=cory, **place, **better, version=1)
    with pytest.raises(Overtaken):
        actions.change_decision(by=cory, **place, **{**better, "text": "Low"}, version=1)
    content = actions.read_minutes(by=cory, reference=under_way.reference)[1]
    (kept,) = content["items"][0]["decisions"]
    assert kept["text"] == "The level is High"
    assert kept["dissents"] == [{"agency": "Moors Police", "why": "Medium is enough"}]


def test_child_speaks_in_their_own_words(under_way, cory):
    asked = actions.invite(by=cory, reference=under_way.reference, guest="Jade", part="child")
    words = "I dont want him to know where i live"
    actions.record_view(
        by=cory, reference=under_way.reference, invitation=asked.reference, view=words, version=1
    )
    content = actions.read_minutes(by=cory, reference=under_way.reference)[1]
    assert content["views"] == [{"who": "Jade", "words": words}]


def test_other_guests_have_no_view_of_their_own(under_way, cory):
    asked = actions.invite(
        by=cory, reference=under_way.reference, guest="Interpreter", part="guest"
    )
    with pytest.raises(OutOfReach):
        actions.record_view(
            by=cory, reference=under_way.reference, invitation=asked.reference, view="-", version=1
        )


def test_end_without_quorum_needs_a_reason(under_way, cory, sam):
    come(cory, under_way, sam, was="absent")
    with pytest.raises(Refused, match="nobody is present for Police"):
        actions.end_meeting(by=cory, reference=under_way.reference)
    ended = actions.end_meeting(
        by=cory, reference=under_way.reference, because="She is at risk tonight"
    )
    assert ended.state == State.HELD
    assert ended.inquorate_because == "She is at risk tonight"


def test_minutes_go_to_those_present_and_no_others(under_way, cory, mel, priya, sam):
    come(cory, under_way, sam, was="apologies")
    actions.end_meeting(by=cory, reference=under_way.reference, because="She is at risk tonight")
    actions.send_minutes(by=mel, reference=under_way.reference)
    assert "meetings.minutes" in keys_of(priya)
    assert "meetings.minutes" not in keys_of(sam)
    assert "meetings.minutes" not in keys_of(mel)  # who sent them has read them
    assert actions.read_minutes(by=priya, reference=under_way.reference)[1]["chair"] == "Mel"
    with pytest.raises(OutOfReach):
        actions.read_minutes(by=sam, reference=under_way.reference)
    assert all("Jade" not in notice.wording for notice in Notice.objects.all())


def test_minutes_that_were_sent_never_change(under_way, cory, police):
    item = first_item(cory, under_way)
    actions.end_meeting(by=cory, reference=under_way.reference)
    actions.send_minutes(by=cory, reference=under_way.reference)
    with pytest.raises(Refused, match="stay as they are"):
        actions.share(
            by=cory, reference=under_way.reference, item=item, agency=police.code, text="More"
        )
    with pytest.raises(Refused, match="stay as they are"):
        actions.send_minutes(by=cory, reference=under_way.reference)
    with pytest.raises(ProgrammingError, match="stay as they are"), transaction.atomic():
        Meeting.objects.filter(pk=under_way.pk).update(minutes={})


def test_task_is_due_by_the_standard_and_done_by_whoever_has_it(under_way, cory, priya, sam):
    task = give(cory, under_way, priya.reference)
    assert task.due_on == date(2026, 12, 7)
    assert keys_of(priya)[-1] == "meetings.task"
    with pytest.raises(Refused, match="Only whoever has this task"):
        actions.finish_task(by=sam, reference=task.reference, outcome="Done", version=1)
    done = actions.finish_task(by=priya, reference=task.reference, outcome="Rang them", version=1)
    assert list(queries.tasks_listed(by=priya, tab="to-do")) == []
    with pytest.raises(Overtaken):
        actions.reopen_task(by=priya, reference=task.reference, version=1)
    actions.reopen_task(by=priya, reference=task.reference, version=done.version)
    assert list(queries.my_tasks(by=priya)) == [task]


def test_task_of_an_agency_is_that_of_its_people_who_were_asked(
    under_way, cory, sam, priya, police
):
    task = give(cory, under_way, police.code)
    assert (task.owner, task.agency) == (None, police)
    assert list(queries.my_tasks(by=sam)) == [task]
    assert list(queries.my_tasks(by=priya)) == []


def test_task_goes_to_nobody_who_is_not_asked(under_way, cory, pat):
    with pytest.raises(Refused, match="Choose who does it"):
        give(cory, under_way, pat.reference)


def test_chase_once_each_working_day(under_way, cory, priya):
    give(cory, under_way, priya.reference, due_on=date(2026, 11, 27))
    with clock.at(MONDAY_10AM + timedelta(days=4)):
        assert tasks.chase_overdue() == 0
    with clock.at(MONDAY_10AM + timedelta(days=5)):  # a Saturday
        assert tasks.chase_overdue() == 0
    with clock.at(MONDAY_10AM + timedelta(days=7)):
        assert [tasks.chase_overdue(), tasks.chase_overdue()] == [1, 0]
    with clock.at(MONDAY_10AM + timedelta(days=8)):
        assert tasks.chase_overdue() == 1
    assert Task.objects.get().times_chased == 2
    assert keys_of(priya).count("meetings.chased") == 2
    assert (
        Notice.objects.filter(person=priya, key__startswith="meetings.chased", seen_at=None).count()
        == 1
    )


def test_chase_tells_those_who_are_left_where_whoever_has_it_has_left(under_way, cory, mel, priya):
    give(cory, under_way, priya.reference, due_on=date(2026, 11, 27))
    actions.send_minutes(
        by=cory,
        reference=actions.end_meeting(
            by=cory, reference=under_way.reference, because="-"
        ).reference,
    )

    def told(days):
        with clock.at(MONDAY_10AM + timedelta(days=days)):
            tasks.chase_overdue()
            rows = Notice.objects.filter(given_at=clock.now(), key__startswith="meetings.chased")
            return {(row.person.name, row.wording[:23]) for row in rows}

    assert told(7) == {("Priya", "A task of yours from a ")}
    for person, days, left in ((priya, 8, "Cory"), (cory, 9, "Mel"), (mel, 10, "Sam")):
        User.objects.filter(pk=person.pk).update(ended_at=MONDAY_10AM)
        assert told(days) == {(left, "A task from a meeting w")}


# --- reach --------------------------------------------------------------------------------------


def test_meeting_is_for_those_asked_and_those_who_run_them(level_1, cory, mel, priya, pat, olu):
    for person in (cory, mel, priya):
        assert list(queries.meetings(by=person)) == [level_1]
    for person in (pat, olu):
        assert list(queries.meetings(by=person)) == []
        with pytest.raises(OutOfReach):
            actions.read_meeting(by=person, reference=level_1.reference)


def test_who_runs_meetings_reaches_those_of_their_area_only(
    level_1, arrange, mel, southmere_services
):
    county = arrange(kind="strategic-group", child="", council=None)
    neighbour = User.objects.create(
        email="nia@example.test", name="Nia", roles=[Role.CERAR_COORDINATOR],
        agency=southmere_services,
    )  # fmt: skip
    assert list(queries.meetings(by=neighbour)) == []
    assert set(queries.meetings(by=mel)) == {level_1, county}


def test_meeting_is_out_of_reach_with_its_child(level_1, jade, priya, cory, mel):
    Involvement.objects.filter(person=priya).update(until_on=clock.today())
    assert list(queries.meetings(by=priya)) == []
    jade.is_restricted, jade.restricted_because = True, "A test"
    jade.save()
    for person in (cory, mel):
        assert list(queries.meetings(by=person)) == []


def test_item_about_a_hidden_child_is_never_there(monthly, hidden, system, cory, priya, sam, mel):
    actions.add_item(by=cory, reference=monthly.reference, title="Other matters")
    seen = [one.pk for one in queries.agenda(by=priya, meeting=monthly).items]
    item = actions.add_item(
        by=system, reference=monthly.reference, title="Amber", child=hidden.reference
    )
    actions.start_meeting(by=cory, reference=monthly.reference)
    come(cory, monthly, mel, priya, sam)
    task = actions.give_task(
        by=system, reference=monthly.reference, item=item.reference, what="Find Amber",
        owner=priya.reference, key=uuid.uuid4(),
    )  # fmt: skip
    for person in (priya, cory):
        assert [one.pk for one in queries.agenda(by=person, meeting=monthly).items] == seen
        assert task not in queries.tasks(by=person)
        with pytest.raises(OutOfReach):
            actions.read_task(by=person, reference=task.reference)
    actions.end_meeting(by=cory, reference=monthly.reference)
    actions.send_minutes(by=cory, reference=monthly.reference)
    frozen = Meeting.objects.get().minutes
    assert "Amber" in str(frozen)
    for person in (priya, cory):
        assert "Amber" not in str(actions.read_minutes(by=person, reference=monthly.reference))
    assert "Amber" in str(actions.read_minutes(by=system, reference=monthly.reference))


def test_trail_names_nobody(under_way, cory, priya):
    give(cory, under_way, priya.reference)
    for event in AuditEvent.objects.filter(event__startswith="meetings."):
        assert not {"Jade", "Priya", "Room", "Ring"} & set(str(event.details).split("'"))


def test_every_act_and_reading_leaves_a_trace(under_way, cory, priya):
    before = AuditEvent.objects.count()
    actions.read_meeting(by=priya, reference=under_way.reference)
    actions.read_minutes(by=priya, reference=under_way.reference)
    actions.list_meetings(by=priya)
    actions.list_tasks(by=priya)
    actions.export_tasks(by=priya)
    assert AuditEvent.objects.count() == before + 5
