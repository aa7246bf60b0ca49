"""A plan is saved once, as a whole new version; nobody is overwritten, and each reading is kept."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cairn.audit.choices import Permission
from cairn.children.models import EmergencyAccess
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.plans import actions, queries
from cairn.plans.models import Plan, PlanVersion
from tests.plans.conftest import MONDAY, SAFETY, TRANSITION


def current(by, jade, kind="safety"):
    return queries.current(by=by, child=jade.reference, kind=kind)


def test_save_plan_makes_a_version_each_time(save, priya, mel, jade, traces):
    first = save()
    second = save(by=mel, signals="Three knocks")
    assert (first.number, first.why, first.by, first.at) == (1, "", priya, MONDAY)
    assert (second.number, second.why, second.by) == (2, "Things changed", mel)
    assert first.content == SAFETY
    assert current(priya, jade) == second
    assert Plan.objects.get().reference.startswith("PL-")
    details = {"child": jade.reference, "kind": "safety", "version": 2}
    assert traces("saved")[1] == (str(mel.pk), second.plan.reference, details)


def test_save_plan_is_once_for_each_key(save, priya, mel):
    key = uuid.uuid4()
    assert save(key=key) == save(key=key, version=0)
    assert PlanVersion.objects.count() == 1
    with pytest.raises(Refused, match="used before"):
        save(by=mel, key=key, signals="Mine")
    with pytest.raises(Refused, match="used before"):
        save(key=key, kind="transition")


def test_save_plan_keeps_one_of_each_kind(save, priya, jade):
    save()
    save(kind="transition")
    kinds = [plan.kind for plan in queries.plans(by=priya).order_by("kind")]
    assert kinds == ["safety", "transition"]
    assert current(priya, jade, "transition").content == {
        name: TRANSITION[name] for name in TRANSITION
    }


def test_save_plan_changes_nothing_where_it_says_the_same(save):
    first = save()
    assert save(why="") == first
    assert save(version=0) == first


def test_save_plan_refuses_an_empty_plan_and_a_change_without_a_reason(save, priya, jade):
    def empty(kind):
        return actions.save_plan(
            by=priya, child=jade.reference, kind=kind, version=0, why="", key=uuid.uuid4(),
            content={"child_part": "yes", "carers_part": "yes"} if kind == "safety" else {},
        )  # fmt: skip

    for kind in ("safety", "transition"):
        with pytest.raises(Refused, match="Write at least one thing of the plan"):
            empty(kind)
    save()
    with pytest.raises(Refused, match="Say what you changed, and why"):
        save(signals="Another", why=" ")
    assert PlanVersion.objects.count() == 1


def test_save_plan_overtaken_changes_nothing(save, mel, priya, jade):
    save()
    save(by=mel, signals="Theirs")
    for version in (0, 1, 3, -1):
        with pytest.raises(Overtaken):
            save(version=version, signals="Mine")
    assert current(priya, jade).content["signals"] == "Theirs"


def test_merged_starts_from_the_version_the_person_saw(save, mel, priya, jade):
    save()
    save(by=mel, home_agreed="Theirs")
    mine = {**SAFETY, "signals": "Mine"}
    now, both = queries.merged(
        by=priya, child=jade.reference, kind="safety", version=1, content=mine
    )
    assert (now.number, both.contested) == (2, ())
    assert (both.content["home_agreed"], both.content["signals"]) == ("Theirs", "Mine")
    _, unknown = queries.merged(
        by=priya, child=jade.reference, kind="safety", version=-1, content=mine
    )
    assert unknown.content == mine
    assert len(unknown.contested) == 2


def test_versions_are_never_changed(save):
    made = save()
    for change in (
        lambda: PlanVersion.objects.update(why="Other"),
        made.delete,
    ):
        with pytest.raises(DatabaseError, match="stays as it was saved"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.create(
            plan=made.plan, number=2, content={}, why="", at=MONDAY, by=made.by
        )


def test_restore_makes_an_earlier_version_the_next(save, priya, jade, traces):
    save()
    save(signals="Three knocks")
    key = uuid.uuid4()
    said = {"by": priya, "child": jade.reference, "kind": "safety", "number": 1, "version": 2}
    made = actions.restore(**said, why="Nan moved back", key=key)
    assert actions.restore(**said, why="Nan moved back", key=key) == made
    assert (made.number, made.content) == (3, SAFETY)
    assert made.why == "Version 1 was restored. Nan moved back"
    assert traces("restored")[0][2]["restored"] == 1
    with pytest.raises(Overtaken):
        actions.restore(**said, why="Again", key=uuid.uuid4())
    with pytest.raises(Refused, match="the plan as it is now"):
        actions.restore(**{**said, "number": 3, "version": 3}, why="Again", key=uuid.uuid4())
    with pytest.raises(Refused, match="Say why"):
        actions.restore(**{**said, "version": 3}, why=" ", key=uuid.uuid4())
    with pytest.raises(OutOfReach):
        actions.restore(**{**said, "number": 9, "version": 3}, why="Again", key=uuid.uuid4())


def test_comparison_is_of_any_two_and_unless_said_the_last_two(save, priya, jade):
    save()
    asked = {"by": priya, "child": jade.reference, "kind": "safety"}
    with pytest.raises(OutOfReach):
        queries.comparison(**asked)
    save(signals="Two")
    save(signals="Three")
    last = queries.comparison(**asked)
    assert (last.then.number, last.now.number) == (2, 3)
    assert [(one.then, one.since) for one in last.differing] == [("Two", "Three")]
    turned = queries.comparison(**asked, then=3, now=1)
    assert (turned.then.number, turned.now.number) == (1, 3)
    with pytest.raises(OutOfReach):
        queries.comparison(**asked, then=1, now=7)


def test_adult_service_is_what_the_transition_plan_names_now(save, priya, olu, jade):
    assert queries.adult_service(by=priya, child=jade.reference) == ""
    save()
    assert queries.adult_service(by=priya, child=jade.reference) == ""
    save(kind="transition")
    assert queries.adult_service(by=priya, child=jade.reference) == "Moors Adult Safeguarding"
    assert queries.adult_service(by=olu, child=jade.reference) == ""
    save(kind="transition", service_answer="refused", service_refused_because="Not eligible")
    assert queries.adult_service(by=priya, child=jade.reference) == ""
    save(kind="transition", service="", service_answer="")
    assert queries.adult_service(by=priya, child=jade.reference) == ""


def test_versions_in_time_are_of_both_kinds_from_the_first(save, priya, jade):
    save()
    save(kind="transition")
    save(signals="Three knocks")
    rows = queries.versions_in_time(by=priya, child=jade.reference)
    assert [(row.kind, row.number) for row in rows] == [
        ("safety", 1), ("transition", 1), ("safety", 2),
    ]  # fmt: skip
    assert all(row.at == MONDAY and row.by == priya for row in rows)


def test_reading_and_taking_copies_leave_a_trace(save, priya, jade, traces):
    of = {"by": priya, "child": jade.reference, "kind": "safety"}
    actions.read_plan(**of)
    assert traces("viewed")[0][1] == jade.reference  # nothing there yet to have been read
    plan = save().plan.reference
    save(signals="Two")
    actions.read_version(**of, number=1)
    actions.list_versions(**of)
    actions.compare(**of)
    actions.print_copy(**of, copy="child")
    actions.download_copy(**of, copy="carers")
    base = {"child": jade.reference, "kind": "safety", "version": 2}
    who = str(priya.pk)
    assert traces("viewed")[1] == (who, plan, {**base, "version": 1})
    assert traces("listed") == [(who, plan, base)]
    assert traces("compared") == [(who, plan, {**base, "then": 1})]
    assert traces("printed") == [(who, plan, {**base, "copy": "child"})]
    assert traces("downloaded") == [(who, plan, {**base, "copy": "carers"})]


def test_who_does_not_reach_the_child_learns_nothing(save, olu, jade):
    save()
    of = {"by": olu, "child": jade.reference, "kind": "safety"}
    assert queries.current(**of) is None
    assert list(queries.plans(by=olu)) == []
    assert queries.versions_in_time(by=olu, child=jade.reference) == []
    for act in (
        lambda: actions.read_plan(**of),
        lambda: actions.list_versions(**of),
        lambda: actions.compare(**of),
        lambda: actions.print_copy(**of, copy="child"),
        lambda: save(by=olu, version=1, signals="Mine"),
    ):
        with pytest.raises(OutOfReach):
            act()


def test_who_opened_the_record_in_an_emergency_reads_and_does_not_write(save, olu, jade):
    save()
    EmergencyAccess.objects.create(
        child=jade, person=olu, reason="A test", from_at=clock.now(),
        until_at=clock.now() + timedelta(hours=1),
    )  # fmt: skip
    of = {"by": olu, "child": jade.reference, "kind": "safety"}
    assert actions.read_plan(**of)[1].number == 1
    assert "in an emergency" in actions.open_to_write(**of)[2]
    with pytest.raises(Refused, match="in an emergency"):
        save(by=olu, signals="Mine")
    with pytest.raises(Refused, match="in an emergency"):
        actions.restore(**of, number=1, version=1, why="Mine", key=uuid.uuid4())


def test_unknown_kinds_and_copies_are_not_there(save, priya, jade):
    save()
    of = {"by": priya, "child": jade.reference}
    for act in (
        lambda: actions.read_plan(**of, kind="holiday"),
        lambda: actions.print_copy(**of, kind="safety", copy="press"),
        lambda: actions.print_copy(**of, kind="transition", copy="child"),
    ):
        with pytest.raises(OutOfReach):
            act()


def test_who_reads_only_does_not_write(save, sam, jade):
    save()
    of = {"by": sam, "child": jade.reference, "kind": "safety"}
    assert actions.read_plan(**of)[1].number == 1
    with pytest.raises(Refused):
        save(by=sam, signals="Mine")
    with pytest.raises(Refused):
        actions.open_to_write(**of)


DOORS = {
    "PLANS_VIEW": (
        actions.read_plan, actions.read_version, actions.list_versions, actions.compare,
        actions.print_copy, actions.download_copy, queries.plans,
        queries.versions, queries.version, queries.current, queries.adult_service, queries.with_adult_service,
        queries.with_safety_plan,
        queries.versions_in_time, queries.comparison, queries.merged, queries.whom_to_call,
    ),
    "PLANS_WRITE": (actions.save_plan, actions.restore, actions.open_to_write),
}  # fmt: skip


@pytest.mark.parametrize("permission", DOORS)
def test_every_door_asks_for_its_own_permission(permission):
    assert {door.permission for door in DOORS[permission]} == {Permission[permission]}
    every = {
        name
        for room in (actions, queries)
        for name, door in vars(room).items()
        if hasattr(door, "permission") and door.__module__ == room.__name__
    }
    assert every == {door.__name__ for doors in DOORS.values() for door in doors}
