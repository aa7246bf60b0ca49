"""What stays as it was recorded, what is over and takes no more, and what others are told of it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from cairn.accounts.models import Notice, User
from cairn.audit.models import AuditEvent
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.foundation.refusals import Refused
from cairn.missing import actions, queries, tasks
from cairn.missing.actions.calling import NOBODY_TO_ASK
from cairn.missing.choices import Event, Source, What
from cairn.missing.models import Call, Report
from cairn.missing.queries import Narrowing
from cairn.missing.rules.episodes import as_seen
from cairn.missing.rules.joining import NO_BEGINNING, OUT_OF_ORDER
from tests.missing.conftest import same


def test_what_was_said_stays_as_it_was_said(priya, episode, say):
    say(episode, What.FOUND, 1)
    row = episode.sayings.latest("pk")
    for change in (row.save, row.delete):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            change()


def test_nothing_is_recorded_of_a_child_who_had_not_been_missing(priya, episode):
    row = actions.end_as_mistake(by=priya, **same(episode, why="She was upstairs"))
    when = {"what": What.REPORTED, "at": clock.now(), "key": uuid.uuid4(), "why": "Later"}
    with pytest.raises(Refused, match="had not been missing"):
        actions.say(by=priya, reference=row.reference, **when)
    with pytest.raises(Refused, match="had not been missing"):
        actions.grade(by=priya, **same(row, grade="low"))


def test_nothing_is_put_after_the_birthday_that_ended_an_episode(system, priya, episode):
    Child.objects.filter(pk=episode.child_id).update(
        born_on=clock.today() - timedelta(days=365 * 18)
    )
    with clock.at(clock.now() + timedelta(days=9)):
        assert actions.end_at_18(by=system, reference=episode.reference)
        row = queries.episode(by=priya, reference=episode.reference)
        for what in (What.LAST_SEEN, What.FOUND):
            seen = as_seen(queries.times(by=priya, episodes=[row])[row.pk].get(what))
            when = {
                "what": what,
                "at": clock.now(),
                "key": uuid.uuid4(),
                "why": "Seen",
                "seen": seen,
            }
            with pytest.raises(Refused, match="18 already"):
                actions.say(by=priya, reference=row.reference, **when)


def test_a_report_that_waits_is_not_taken_up_and_one_set_aside_is_not_placed(
    meg, priya, asking, unnamed
):
    with pytest.raises(Refused, match="nobody has set it aside"):
        actions.take_up(by=meg, **same(unnamed))
    Report.objects.filter(pk=asking.pk).update(
        set_aside_at=clock.now(), set_aside_by=meg, set_aside_because="A drill"
    )
    with pytest.raises(Refused, match="was set aside"):
        actions.begin_from(by=priya, **same(asking))


def test_operators_hear_where_nobody_can_be_asked(system, otto, unnamed):
    User.objects.filter(roles__overlap=["police_metco", "team_manager"]).update(
        ended_at=clock.now()
    )
    Report.objects.filter(pk=unnamed.pk).update(acknowledged_at=None, acknowledged_by=None)
    Call.objects.all().delete()
    for _ in range(2):
        assert actions.call_next(by=system, reference=unnamed.reference) is None
    notices = Notice.objects.filter(person=otto, key__startswith="missing.nobody")
    assert [one.wording for one in notices] == [NOBODY_TO_ASK]


def test_lists_leave_a_trace(priya, jade, episode):
    actions.list_missing(by=priya)
    actions.list_episodes(by=priya, asked=Narrowing())
    actions.list_of_child(by=priya, child=jade)
    rows = AuditEvent.objects.filter(event=Event.LISTED.value).order_by("pk")
    assert [one.details["found"] for one in rows] == [1, 1, 1]
    assert rows.last().record_id == jade.reference


def test_one_report_that_fails_keeps_no_other_from_its_turn(monkeypatch, unnamed, reported):
    asked = []

    def call(*, by, reference):
        asked.append(reference)
        if len(asked) == 1:
            raise ZeroDivisionError

    monkeypatch.setattr(queries, "due_for_a_call", lambda **_: ["first", "second"])
    monkeypatch.setattr(actions, "call_next", call)
    with pytest.raises(ZeroDivisionError):
        tasks.call_the_next()
    assert asked == ["first", "second"]


def test_pages_of_episodes_say_that_no_interview_is_recorded_and_call_none_late(
    client, priya, episode, say
):
    say(episode, What.RETURNED, 1)
    client.force_login(priya, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages = [
        reverse("missing:episode", args=[episode.reference]),
        reverse("missing:list"),
        reverse("missing:child", args=[episode.child.reference]),
    ]
    for page in pages:
        assert re.search(r"\d (hours|days) left", client.get(page).content.decode())
    with clock.at(clock.now() + timedelta(days=9)):
        for page in pages:
            said = client.get(page).content.decode()
            assert "late, was due" not in said
            assert "none recorded" in said.lower()


def test_a_report_by_name_says_whether_a_colleague_or_a_carer_made_it(tess, mel, northmoor, night):
    for by, source in ((tess, Source.CARER), (mel, Source.PAGE)):
        row = actions.report_somebody(
            by=by, council=northmoor, key=uuid.uuid4(), reported_at=night, given_name="Jaid"
        )
        assert row.source == source


@pytest.mark.parametrize(
    ("times", "since", "until", "asks"),
    [
        ({"seen": 5, "reported": 0, "returned": 1}, 5, 1, ""),
        ({"reported": 0, "returned": 1}, 1, 1, NO_BEGINNING),
        ({"reported": 0, "found": 2, "returned": 1}, 2, 1, NO_BEGINNING),
        ({"seen": 0.5, "reported": 0, "returned": 1}, 1, 1, OUT_OF_ORDER),
        ({"seen": 5, "reported": 4, "found": 1, "returned": 2}, 5, 2, OUT_OF_ORDER),
        ({"reported": 0, "found": 2}, 2, None, NO_BEGINNING),
        ({"seen": 5, "reported": 0, "found": 2}, 5, None, ""),
    ],
)
def test_a_report_made_late_or_with_times_that_cannot_be_is_taken_and_says_so(
    priya, jade, night, times, since, until, asks
):
    """However its times stand it is taken: nobody's report is lost for a slip of the pen."""
    at = {name: night - timedelta(hours=ago) for name, ago in times.items()}
    row = actions.report_child(
        by=priya, child=jade.reference, key=uuid.uuid4(), reported_at=at["reported"],
        last_seen_at=at.get("seen"), found_at=at.get("found"), returned_at=at.get("returned"),
    )  # fmt: skip
    made = row.episode
    made.refresh_from_db()
    assert made.from_at == night - timedelta(hours=since)
    assert made.until_at == (None if until is None else night - timedelta(hours=until))
    assert row.asks == asks
    known = queries.times(by=priya, episodes=[made])[made.pk]
    assert known.get("returned") == made.until_at
    assert list(known) == [
        one for one in ("last_seen", "reported", "found", "returned") if one in known
    ]
    actions.say(
        by=priya, reference=made.reference, what="reported", seen=as_seen(known["reported"]),
        at=night, why="A better clock", key=uuid.uuid4(),
    )  # fmt: skip
    made.refresh_from_db()
    assert made.until_at is None or made.from_at <= made.until_at


def test_a_return_before_an_episode_began_is_for_somebody_to_look_at(reported, night):
    """The police's number says where it belongs, and its time cannot be."""
    made = reported(hours_ago=2, police_reference="LOG-7").episode
    row = reported(hours_ago=9, last_seen=10, returned=8, police_reference="LOG-7")
    made.refresh_from_db()
    assert (row.episode, made.until_at) == (made, None)
    assert "does not fit" in row.asks
