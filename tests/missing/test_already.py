"""What is refused about missing children by what is so already, and what happens once."""

import uuid
from datetime import date, timedelta

import pytest

from cairn.accounts.roles import Role
from cairn.audit.models import AuditEvent
from cairn.children import actions as children
from cairn.children.models import Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.missing import actions, queries
from cairn.missing.models import Dropped, Report, Saying, StrategyDiscussion
from cairn.missing.notification import read_row
from cairn.missing.rules.episodes import as_seen
from cairn.pathways import actions as pathways
from cairn.pathways.models import Contact
from tests.cast import _person
from tests.missing.conftest import same

HOUR = timedelta(hours=1)


def test_every_change_of_an_episode_and_of_a_report_says_which_version_it_saw(
    priya, meg, episode, asking, unnamed
):
    row = queries.episode(by=priya, reference=episode.reference)
    old = {"by": priya, "reference": row.reference, "version": row.version - 1}
    for act in (
        lambda: actions.grade(**old, grade="low"),
        lambda: actions.not_back(**old, why="-"),
        lambda: actions.end_as_mistake(**old, why="-"),
    ):
        with pytest.raises(Overtaken):
            act()
    for report, act, more in (
        (asking, actions.join_to, {"episode": row.reference}),
        (asking, actions.begin_from, {}),
        (asking, actions.looked_at, {}),
    ):
        with pytest.raises(Overtaken):
            act(by=priya, reference=report.reference, version=report.version - 1, **more)
    for act, more in ((actions.match, {"child": row.child.reference}), (actions.set_aside, {"why": "-"}),
                      (actions.take_up, {})):  # fmt: skip
        with pytest.raises(Overtaken):
            act(by=meg, reference=unnamed.reference, version=unnamed.version - 1, **more)


def test_a_saying_is_overtaken_by_another_of_the_same_and_by_nothing_else(priya, episode, say):
    row = queries.episode(by=priya, reference=episode.reference)
    actions.grade(by=priya, **same(row, grade="high"))
    found = {"by": priya, "reference": row.reference, "what": "found"}
    first, second = clock.now() - HOUR, clock.now() - HOUR / 2
    actions.say(**found, at=first, key=uuid.uuid4())
    better = found | {"why": "A better clock"}
    with pytest.raises(Overtaken):
        actions.say(**better, at=second, key=uuid.uuid4())
    actions.say(**better, at=second, seen=as_seen(first), key=uuid.uuid4())
    with pytest.raises(Overtaken):
        actions.say(**better, at=first, seen=as_seen(first), key=uuid.uuid4())
    assert queries.times(by=priya, episodes=[row])[row.pk]["found"] == second


def test_what_is_over_ends_once(priya, episode, say):
    row = queries.episode(by=priya, reference=episode.reference)
    with pytest.raises(Refused, match="Only a return"):
        actions.not_back(by=priya, **same(row, why="It was her sister"))
    with pytest.raises(Refused, match="Say how it is known"):
        actions.end_as_mistake(by=priya, **same(row, why=" "))
    row = actions.end_as_mistake(by=priya, **same(row, why="At school"))
    with pytest.raises(Refused, match="has ended"):
        actions.end_as_mistake(by=priya, **same(row, why="At school"))
    with pytest.raises(Refused, match="had not been missing"):
        say(row, "returned", 0.5)


def test_times_between_two_episodes_stay_between_them(priya, episode, say, reported):
    say(episode, "returned", 1)
    again = reported(hours_ago=0.2, last_seen=0.5).episode
    with pytest.raises(Refused, match="in a later episode"):
        say(episode, "returned", 0.3, why="Look again")
    with pytest.raises(Refused, match="in an earlier episode"):
        say(again, "last_seen", 1.5, why="Look again")


def test_a_saying_is_once_for_each_key_and_a_used_key_is_no_other_s(priya, sam, episode):
    said = {"what": "found", "at": clock.now() - HOUR, "key": uuid.uuid4()}
    once = {"by": priya, "reference": episode.reference, **said}
    actions.say(**once)
    actions.say(**once)
    assert Saying.objects.filter(what="found").count() == 1
    with pytest.raises(Refused, match="used before"):
        actions.say(**once | {"by": sam})


def test_a_report_s_key_is_no_other_s_and_of_no_other_child(priya, sam, jade, system, northmoor):
    key, now = uuid.uuid4(), clock.now()
    first = actions.report_child(by=priya, child=jade.reference, key=key, reported_at=now)
    with pytest.raises(OutOfReach):
        actions.report_child(by=sam, child=jade.reference, key=key, reported_at=now)
    kit = children.add_child(by=system, council=northmoor, given_name="Kit", family_name="Beck")
    Involvement.objects.create(
        child=kit, agency=priya.agency, person=priya, kind="lead_practitioner", why="-",
        since_on=date(2026, 1, 1),
    )  # fmt: skip
    with pytest.raises(Refused, match="used before"):
        actions.report_child(by=priya, child=kit.reference, key=key, reported_at=now)
    assert Report.objects.get() == first


def test_a_report_belongs_to_its_own_child_and_asks_but_once(priya, reported, asking, system,
                                                             northmoor, episode, night):  # fmt: skip
    kit = children.add_child(by=system, council=northmoor, given_name="Kit", family_name="Beck")
    Involvement.objects.create(
        child=kit, agency=priya.agency, person=priya, kind="lead_practitioner", why="-",
        since_on=date(2026, 1, 1),
    )  # fmt: skip
    other = reported(child=kit).episode
    with pytest.raises(Refused, match="another child"):
        actions.join_to(by=priya, **same(asking, episode=other.reference))
    with pytest.raises(Refused, match="Say first where"):
        actions.looked_at(by=priya, **same(asking))
    with pytest.raises(Refused, match="earlier than an episode"):
        actions.begin_from(by=priya, **same(asking))
    found = actions.join_to(by=priya, **same(asking, episode=episode.reference))
    with pytest.raises(Refused, match="stays there"):
        actions.join_to(by=priya, **same(found, episode=episode.reference))


def test_set_aside_is_once_and_of_what_belongs_nowhere(meg, priya, jade, unnamed, reported):
    row = actions.set_aside(by=meg, **same(unnamed, why="A drill"))
    with pytest.raises(Refused, match="already"):
        actions.set_aside(by=meg, **same(row, why="A drill"))
    with pytest.raises(Refused, match="Take it up again"):
        actions.match(by=meg, **same(row, child=jade.reference))
    with pytest.raises(Refused, match="Take it up again"):
        actions.acknowledge(by=meg, reference=row.reference)
    with pytest.raises(Refused, match="stays there"):
        actions.set_aside(by=meg, **same(reported(), why="-"))


def test_taken_on_twice_by_one_person_is_once(meg, unnamed):
    first = actions.acknowledge(by=meg, reference=unnamed.reference, does="I ring")
    with clock.shifted(HOUR):
        assert actions.acknowledge(by=meg, reference=unnamed.reference).does == "I ring"
    assert Report.objects.get().acknowledged_at == first.acknowledged_at


def test_whoever_has_a_report_says_more_of_what_they_do_and_each_line_once(meg, unnamed):
    for does in ("I ring", "", " I drive there ", "I drive there"):
        row = actions.acknowledge(by=meg, reference=unnamed.reference, does=does)
    assert row.does == "I ring\nI drive there"
    events = AuditEvent.objects.filter(event="missing.does", actor_id=meg.pk)
    assert events.count() == 1


def test_a_discussion_is_answered_where_one_is_asked_for(mel, jade, reported):
    said = {"by": mel, "child": jade.reference, "outcome": "not_needed", "why": "Held"}
    with pytest.raises(Refused, match="somebody may have answered"):
        actions.answer_discussion(**said, key=uuid.uuid4())
    for day in (9, 6, 3):
        reported(hours_ago=24 * day, last_seen=24 * day + 1, returned=24 * day - 2)
    key = uuid.uuid4()
    made = actions.answer_discussion(**said, key=key)
    assert actions.answer_discussion(**said, key=key) == made
    other = _person("Manager", mel.agency, Role.CERAR_MANAGER)
    with pytest.raises(Refused, match="used before"):
        actions.answer_discussion(**said | {"by": other}, key=key)
    assert StrategyDiscussion.objects.count() == 1


def test_a_file_is_taken_once_by_the_name_under_which_it_was_claimed(system, northmoor):
    told = {"message": "1", "council": "northmoor", "reported_at": "2026-11-21T22:00Z"}
    row = read_row(1, told, councils=[northmoor])
    for rows in ([row], []):
        assert actions.take_file(by=system, claimed="a~b", name="b", rows=rows).taken == 1
    assert Dropped.objects.count() == Report.objects.count() == 1


def test_often_missing_makes_one_contact_however_often_it_is_heard(system, episode):
    for _ in range(2):
        pathways.hear_of_often_missing(by=system, episode=episode.reference, said="Often")
    assert Contact.objects.count() == 1
