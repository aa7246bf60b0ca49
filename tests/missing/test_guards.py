"""What is refused about missing children: by role, by reach, by what is so already, and to whom."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn.accounts.models import Notice
from cairn.accounts.roles import Role
from cairn.agencies.models import LocalStandard
from cairn.children import actions as children
from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.missing import actions, permissions, queries, tasks
from cairn.missing.models import Call, Dropped, Report, Saying, StrategyDiscussion
from cairn.missing.notification import read_row
from cairn.missing.rules.episodes import as_seen
from cairn.networks import actions as networks
from cairn.pathways import actions as pathways
from cairn.pathways.models import Contact
from tests.cast import _person
from tests.missing.conftest import same

HOUR = timedelta(hours=1)


@pytest.fixture
def in_emergency(olu, jade):
    """Olu, to whom Jade's record is open for some hours: to be read, and not to be written in."""
    LocalStandard.objects.create(
        key="emergency-access-hours", value=4, from_on=date(2021, 9, 1), source="DEFAULT"
    )
    children.open_in_emergency(
        by=olu, reference=jade.reference, reason="She stands at our door and is alone"
    )
    return olu


# --- by role -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "act", "may"),
    [
        (Role.PARTNER, "read_episode", False),
        (Role.POLICE_OFFICER, "read_episode", True),
        (Role.PARTNER, "acknowledge", False),
        (Role.POLICE_OFFICER, "set_aside", False),
        (Role.POLICE_OFFICER, "match", False),
        (Role.POLICE_METCO, "set_aside", True),
        (Role.PARTNER, "report_child", False),
        (Role.POLICE_METCO, "receive", False),
        (Role.POLICE_SYSTEM, "receive", True),
        (Role.POLICE_SYSTEM, "report_somebody", False),
        (Role.POLICE_SYSTEM, "read_report", False),
        (Role.PARTNER, "take_rows", False),
        (Role.POLICE_OFFICER, "take_rows", False),
        (Role.POLICE_METCO, "take_rows", True),
        (Role.POLICE_METCO, "answer_discussion", False),
        (Role.POLICE_METCO, "call_next", False),
        (Role.POLICE_METCO, "take_file", False),
        (Role.POLICE_METCO, "end_at_18", False),
    ],
)
def test_role_decides_what_somebody_may_do(police, role, act, may):
    guard = getattr(actions, act).permission
    assert (guard in _person("Somebody", police, role).permissions) is may


def test_who_only_sees_records_nothing(priya, episode):
    from types import SimpleNamespace

    from cairn.audit.choices import Permission

    only = SimpleNamespace(permissions={Permission.MISSING_VIEW})
    for act in ("say", "grade", "not_back", "end_as_mistake", "join_to", "begin_from", "looked_at",
                "report_child", "match", "set_aside", "take_up", "take_rows", "receive"):  # fmt: skip
        with pytest.raises(Refused, match="role"):
            getattr(actions, act)(by=only)


# --- by reach ----------------------------------------------------------------------------------


def test_out_of_reach_there_is_neither_report_nor_call(olu, episode, unnamed):
    report = Report.objects.get(episode=episode)
    for reference in (report.reference, unnamed.reference):
        for act in (actions.read_report, actions.acknowledge):
            with pytest.raises(OutOfReach):
                act(by=olu, reference=reference)
    for queried in (queries.reports, queries.waiting, queries.unacknowledged, queries.my_calls):
        assert not queried(by=olu).exists()


def test_unnamed_reports_are_of_the_area_and_of_those_who_receive(
    meg, sam, southmere, unnamed, police
):
    assert queries.reports(by=meg).get() == unnamed
    assert not queries.reports(by=sam).exists()
    Report.objects.update(council=southmere)
    police.councils.remove(southmere)
    assert not queries.reports(by=type(meg).objects.get(pk=meg.pk)).exists()


def may_open(person, child, council):
    return person.pk in permissions.who_may_open([person], child, council)


def test_who_may_open_asks_for_role_reach_area_and_that_somebody_still_works_here(
    meg, sam, olu, tess, jade, northmoor, southmere
):
    assert may_open(meg, jade, northmoor.pk)
    assert not may_open(tess, jade, northmoor.pk)
    assert not may_open(olu, jade, northmoor.pk)
    assert may_open(meg, None, northmoor.pk)
    assert not may_open(sam, None, northmoor.pk)
    assert not may_open(olu, None, northmoor.pk)
    meg.ended_at = clock.now()
    assert not may_open(meg, jade, northmoor.pk)


def test_who_reads_in_an_emergency_writes_nothing(in_emergency, jade, episode, asking):
    by = in_emergency
    row = queries.episode(by=by, reference=episode.reference)
    for act in (
        lambda: actions.report_child(
            by=by, child=jade.reference, key=uuid.uuid4(), reported_at=clock.now()
        ),
        lambda: actions.say(
            by=by,
            reference=row.reference,
            what="found",
            at=clock.now() - 1.5 * HOUR,
            key=uuid.uuid4(),
        ),
        lambda: actions.grade(by=by, **same(row, grade="low")),
        lambda: actions.not_back(by=by, **same(row, why="-")),
        lambda: actions.end_as_mistake(by=by, **same(row, why="-")),
        lambda: actions.join_to(by=by, **same(asking, episode=row.reference)),
        lambda: actions.begin_from(by=by, **same(asking)),
    ):
        with pytest.raises(Refused, match="emergency"):
            act()
    assert Saying.objects.filter(said_by=by).count() == 0


def test_matched_to_nobody_out_of_reach(pat, meg, unnamed, jade):
    Child.objects.filter(pk=jade.pk).update(is_restricted=True, restricted_because="-")
    with pytest.raises(OutOfReach):
        actions.match(by=meg, **same(unnamed, child=jade.reference))


def test_found_with_nobody_out_of_reach(priya, episode, say, system, southmere):
    other = children.add_child(by=system, council=southmere, given_name="Kit", family_name="Beck")
    shaz = networks.add_adult(by=system, council=southmere, name="Shaz")
    flat = networks.add_place(by=system, council=southmere, name="The flat", kind="other")
    for found in ({"with_children": [other.reference]}, {"with_adults": [shaz.reference]},
                  {"place": flat.reference}):  # fmt: skip
        with pytest.raises((OutOfReach, Refused)):
            say(episode, "found", 1, **found)
    assert not Saying.objects.filter(what="found").exists()


# --- by what is so already ---------------------------------------------------------------------


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


# --- the ladder --------------------------------------------------------------------------------


def test_jobs_are_nobody_s_acts_but_the_system_s(priya, mel, otto, episode, northmoor):
    for by in (priya, mel, otto):
        with pytest.raises(Refused, match="role"):
            pathways.hear_of_often_missing(by=by, episode=episode.reference, said="Often")
        with pytest.raises(Refused, match="role"):
            actions.take_file(by=by, claimed="a~b", name="b", rows=[])
    assert not Contact.objects.exists()
    assert not Dropped.objects.exists()


def test_nobody_is_asked_of_what_is_taken_on_or_set_aside(system, meg, priya, unnamed, reported):
    report = reported()
    actions.acknowledge(by=priya, reference=report.reference)
    actions.set_aside(by=meg, **same(unnamed, why="A drill"))
    number = Call.objects.count()
    with clock.shifted(HOUR):
        for one in (report, unnamed):
            assert actions.call_next(by=system, reference=one.reference) is None
        assert queries.due_for_a_call(by=system) == []
    assert Call.objects.count() == number


def test_nobody_is_due_for_a_call_before_the_time_of_the_last_is_over(system, meg, reported):
    report = reported()
    assert queries.due_for_a_call(by=system) == []
    with clock.shifted(timedelta(minutes=10)):
        assert queries.due_for_a_call(by=system) == [report.reference]


def test_no_report_is_kept_from_its_turn_by_many_whom_nobody_can_be_asked_about(
    system, meg, southmere, reported
):
    now = clock.now()
    Report.objects.bulk_create(
        Report(
            source="page", council=southmere, received_at=now, received_by=system, kind="missing",
            reported_at=now,
        )
        for _ in range(600)
    )  # fmt: skip
    report = reported()
    with clock.shifted(timedelta(minutes=10)):
        assert report.reference in queries.due_for_a_call(by=system)


def test_a_report_is_kept_with_its_first_call_or_not_at_all(meg, jade, reported, monkeypatch):
    from cairn.missing.actions import reporting

    def die(**about):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(reporting, "call_next", die)
        with pytest.raises(KeyboardInterrupt):
            reported()
    assert not Report.objects.exists()
    call = Call.objects.get(report=reported())
    assert call.person == meg
    assert Notice.objects.get(person=meg).about == call.report.reference


def test_a_report_that_nobody_was_asked_about_is_found_by_the_job(meg, reported):
    report = reported()
    Call.objects.all().delete()
    assert tasks.call_the_next() == 1
    assert Call.objects.get(report=report).person == meg


def test_ladder_has_who_may_open_the_report_and_nobody_who_left(system, meg, pat, wren, unnamed,
                                                                jade, reported):  # fmt: skip
    report = reported()
    assert queries.ladder(by=system, report=report) == [meg.pk]
    assert queries.ladder(by=system, report=unnamed) == [meg.pk]
    meg.ended_at = clock.now()
    meg.save()
    assert queries.ladder(by=system, report=report) == []


def test_ladder_asks_in_one_statement_which_of_many_may_open_the_record(
    police, system, meg, pat, tess, olu, otto, jade, reported
):
    report = reported()
    everybody = [meg, pat, tess, olu, otto, system]
    may = permissions.who_may_open(everybody, jade, report.council_id)
    assert may == {one.pk for one in everybody if may_open(one, jade, report.council_id)}
    assert meg.pk in may
    assert tess.pk not in may
    for number in range(20):
        _person(f"Officer {number}", police, Role.POLICE_METCO)
    with CaptureQueriesContext(connection) as asked:
        assert len(queries.ladder(by=system, report=report)) == 21
    assert sum('FROM "children_child"' in one["sql"] for one in asked.captured_queries) == 1


def test_where_nobody_of_the_ladder_may_open_the_record_its_keepers_are_asked(
    system, meg, priya, jade, reported
):
    Child.objects.filter(pk=jade.pk).update(is_restricted=True, restricted_because="-")
    Call.objects.all().delete()
    report = reported()
    assert Call.objects.get(report=report).person == priya


def test_those_who_work_with_the_child_hear_and_whoever_did_it_does_not(
    system, priya, sam, episode
):
    Notice.objects.all().delete()
    actions.tell_who_work(
        by=system, reference=episode.reference, wording="Back.", key="k", but=str(priya.pk)
    )
    assert priya not in [one.person for one in Notice.objects.filter(key="k")]
    actions.tell_who_work(by=system, reference=episode.reference, wording="Back.", key="l", but="")
    assert priya in [one.person for one in Notice.objects.filter(key="l")]
    assert sam in [one.person for one in Notice.objects.filter(key="l")]
    sam.roles = [Role.PARTNER]  # who sees no missing children in that work
    sam.save()
    actions.tell_who_work(by=system, reference=episode.reference, wording="Back.", key="m", but="")
    assert sam not in [one.person for one in Notice.objects.filter(key="m")]


def test_a_discussion_is_answered_by_who_reaches_the_child_for_good(southmere_services, jade):
    manager = _person("Manager", southmere_services, Role.TEAM_MANAGER)
    LocalStandard.objects.create(
        key="emergency-access-hours", value=4, from_on=date(2021, 9, 1), source="DEFAULT"
    )
    said = {"by": manager, "child": jade.reference, "outcome": "not_needed", "why": "-"}
    with pytest.raises(OutOfReach):
        actions.answer_discussion(**said, key=uuid.uuid4())
    children.open_in_emergency(
        by=manager, reference=jade.reference, reason="She stands at our door and is alone"
    )
    with pytest.raises(Refused, match="emergency"):
        actions.answer_discussion(**said, key=uuid.uuid4())
