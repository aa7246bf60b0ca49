"""Deciding who goes, hours and time off, handing over, and being warned once of each level."""

import uuid
from datetime import date, timedelta

import pytest

from cairn.audit.models import AuditEvent
from cairn.config.reactions import REACTIONS
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.interviews import actions as interviews
from cairn.interviews.models import Step
from cairn.planner import actions, queries, tasks
from cairn.planner.choices import Level
from cairn.planner.models import Warned, Whereabouts
from tests.planner.acts import THREE, arrange, choice, level, off, told
from tests.planner.conftest import HOUR, SATURDAY


def test_due_suggests_who_knows_the_child_and_says_why(due, tara):
    [one] = queries.due(by=tara)
    assert (one.person.name, one.judged.level) == ("Wren", Level.ENOUGH)
    assert "Already works with the child, and is independent of their care" in one.why
    assert {c.worker.name: c.why_not for c in one.judged.candidates} == {
        "Ola": "", "Tara": "No working hours are recorded for this time", "Wren": "",
    }  # fmt: skip


def test_due_suggests_one_visit_for_a_child_who_came_back_twice(due, tara, opened):
    later = opened(since=1.5, back=1)
    found = {one.interview.reference: one for one in queries.due(by=tara)}
    assert found[due.reference].suggested
    assert found[later.reference].suggested is None
    assert found[later.reference].beside == due
    assert found[due.reference].beside is None


def test_due_never_suggests_who_is_not_independent(due, tara, works, jade):
    works.involvements.update(kind="home_provider")
    [one] = queries.due(by=tara)
    assert one.person.name == "Ola"
    assert "not independent" in next(
        c.why_not for c in one.judged.candidates if c.worker.name == "Wren"
    )


def test_due_never_suggests_who_may_not_open_the_record(due, tara, jade, ola):
    jade.involvements.filter(team=ola.team, person=None).delete()
    [one] = queries.due(by=tara)
    said = {c.worker.name: c.why_not for c in one.judged.candidates}
    assert said["Ola"] == "Ola may not open the child’s record."


def test_arrange_says_who_and_when_in_one_act_and_tells_them(due, tara, ola, now):
    key = uuid.uuid4()
    made = arrange(tara, due, ola, key=key, town="bay")
    assert (made.interviewer, made.planned_at, made.planned_where) == (ola, THREE, "Her nan’s")
    assert told(ola, "interviews.yours")
    assert Whereabouts.objects.get().town.code == "bay"
    assert level(tara) == [Level.ARRANGED]
    assert queries.due(by=tara) == []


def test_arrange_twice_with_one_key_is_done_once(due, tara, ola, now):
    key, first = uuid.uuid4(), choice(due, ola)
    made = actions.arrange(by=tara, choice=first, key=key)
    again = actions.arrange(by=tara, choice=first, key=key)
    assert (made.version, again.version) == (now().version, now().version)
    assert Step.objects.filter(interview=due, what="planned").count() == 1
    assert AuditEvent.objects.filter(event="planner.arranged").count() == 1


def test_arrange_refuses_what_somebody_changed_meanwhile_and_changes_nothing(
    due, tara, ola, works, now
):
    old = choice(due, ola)
    arrange(tara, due, works)
    with pytest.raises(Overtaken):
        actions.arrange(by=tara, choice=old, key=uuid.uuid4())
    assert now().interviewer == works


def test_arrange_all_or_nothing_where_the_time_is_over(due, tara, ola, now):
    with pytest.raises(Refused, match="still to come"):
        arrange(tara, due, ola, at=SATURDAY - HOUR)
    assert now().interviewer is None


def test_arrange_from_one_to_another_tells_both(due, tara, ola, works, now):
    arrange(tara, due, works)
    arrange(tara, now(), ola)
    assert told(works, "planner.handed_over") == [
        "Ola will hold a return home interview that was yours."
    ]
    assert told(tara) == []


def test_arrange_is_for_those_who_say_who_goes(due, works, ola):
    with pytest.raises(Refused):
        arrange(works, due, ola)


def test_a_time_taken_by_a_child_out_of_reach_is_busy(due, tara, works, ola, jade, northmoor, now):
    """Wren has an interview with a restricted child whom Tara does not reach: its time is taken."""
    from cairn.children.models import Child, Involvement

    hidden = Child.objects.create(
        given_name="Hidden", search_name="hidden", council=northmoor, is_restricted=True,
        restricted_because="A test", added_at=clock.now(), added_by=works,
    )  # fmt: skip
    Involvement.objects.create(
        child=hidden, kind="intervention_worker", agency=works.agency, person=works, why="-",
        since_on=date(2026, 1, 1),
    )  # fmt: skip
    type(due).objects.create(
        child=hidden, due_at=due.due_at, opened_at=clock.now(), opened_by=works, interviewer=works,
        planned_at=SATURDAY + HOUR, planned_where="Hill",
    )  # fmt: skip
    [one] = queries.due(by=tara, asked=queries.Narrowing(shown="all"))
    assert one.interview == due
    wren = next(c for c in one.judged.candidates if c.worker.name == "Wren")
    # 1pm to 2pm is taken, and a quarter of an hour with the way on each side
    assert not any(o.first <= SATURDAY + HOUR <= o.last for o in wren.openings)
    [day] = [
        d for d in queries.week_of(by=tara, person=works, first=date(2026, 11, 16)) if d.planned
    ]
    assert [part.interview for part in day.planned] == [None]
    [day] = [
        d for d in queries.week_of(by=works, person=works, first=date(2026, 11, 16)) if d.planned
    ]
    assert day.planned[0].interview.child == hidden


def test_warned_once_of_each_level_while_somebody_could_still_go(
    due, tara, works, ola, now, system
):
    interviews.take(by=works, reference=due.reference, version=due.version, key=uuid.uuid4())
    assert tasks.warn() == 0
    with clock.at(now().due_at - 20 * HOUR):
        assert tasks.warn() == 2
        assert tasks.warn() == 0
        said = {"reference": due.reference, "level": "last_chance", "words": "Said twice at once"}
        assert actions.warn(by=system, **said) == 0  # two jobs that found the same
        assert told(works)[0].startswith("Last chance for a return home interview")
        assert told(tara) == told(works)
        assert [row.pk for row in queries.to_decide(by=tara)] == [due.pk]
        off(works, hours=0)
        off(ola, hours=0)
        assert tasks.warn() == 2
        assert told(works)[-1].startswith("Nobody can hold a return home interview in time")
    with clock.at(now().due_at + HOUR):
        assert tasks.warn() == 2
        assert told(tara, "planner.warning") == [
            "A return home interview is late: its 72 hours are over."
        ]
    assert list(Warned.objects.order_by("pk").values_list("level", flat=True)) == [
        "last_chance", "nobody", "late",
    ]  # fmt: skip


def test_warnings_are_over_once_it_is_arranged(due, tara, ola, now, system):
    with clock.at(now().due_at - 20 * HOUR):
        tasks.warn()
        assert told(tara, "planner.warning")
        arrange(tara, now(), ola, at=now().due_at + HOUR)
        assert actions.settle(by=system, reference=due.reference) == 0
        arrange(tara, now(), ola, at=now().due_at - 6 * HOUR)
        assert REACTIONS["interviews.planned"] == ("cairn.planner.tasks.settle",)
        assert actions.settle(by=system, reference=due.reference) == 1
        assert told(tara, "planner.warning") == []
        assert list(queries.to_decide(by=tara)) == []
        assert tasks.warn() == 0


def test_town_is_guessed_from_the_address_until_somebody_says(due, tara, jade, towns):
    [one] = queries.due(by=tara)
    assert (one.placed.town, one.placed.guessed_from) == (None, "")
    jade.address = "3 Bay Road, Hill"
    jade.save()
    [one] = queries.due(by=tara)
    assert (one.placed.town.name, one.placed.guessed_from) == ("Hill", "the child’s address")
    actions.say_town(by=tara, reference=due.reference, town="bay")
    [one] = queries.due(by=tara)
    assert (one.placed.town.name, one.placed.guessed_from) == ("Bay", "")
    with pytest.raises(OutOfReach):
        actions.say_town(by=tara, reference=due.reference, town="nowhere")


def test_reading_leaves_a_trace(due, tara, works):
    actions.look(by=tara, asked=queries.Narrowing())
    actions.look_at_one(by=tara, reference=due.reference)
    actions.read_week(by=tara, person=works, first=date(2026, 11, 16))
    actions.read_week(by=works, person=works, first=date(2026, 11, 16))
    events = AuditEvent.objects.filter(event__startswith="planner.").exclude(
        event="planner.week_said"
    )
    assert sorted(events.values_list("event", flat=True)) == [
        "planner.asked", "planner.looked", "planner.week_read",
    ]  # fmt: skip
    assert timedelta(0) < HOUR
