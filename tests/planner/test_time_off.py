"""Weeks, hours and time off: said once, kept as they were said, and what is planned in them."""

import uuid
from datetime import date, time

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.interviews import actions as interviews
from cairn.interviews.models import Step
from cairn.planner import actions, queries
from cairn.planner.choices import Level
from cairn.planner.models import Away, Hours, Week, Whereabouts
from tests.planner.acts import arrange, choice, level, off, told
from tests.planner.conftest import HOUR


def test_say_week_keeps_the_past(at_work, works, say_hours):
    with pytest.raises(Refused, match="today or a later"):
        say_hours(works, from_on=date(2026, 11, 20), n=1)
    say_hours(works, days=[0], times=(time(12), time(14)), from_on=date(2026, 11, 30), n=1)
    said, coming = queries.week_said(by=works, person=works, on=date(2026, 11, 21))
    assert len(said.days) == 7
    assert [one.from_on for one in coming] == [date(2026, 11, 30)]


def test_say_week_twice_at_once_is_overtaken(at_work, works, say_hours):
    with pytest.raises(Overtaken):
        say_hours(works, from_on=date(2026, 11, 30), n=0)


def test_weeks_hours_and_towns_stay_as_they_were_said(due, tara, ola):
    arrange(tara, due, ola, town="bay")
    for model, change in (
        (Week, "said_at = now()"),
        (Hours, "weekday = 0"),
        (Whereabouts, "town_id = 1"),
    ):
        with (
            pytest.raises(DatabaseError, match="stays"),
            transaction.atomic(),
            connection.cursor() as c,
        ):
            c.execute(f"UPDATE {model._meta.db_table} SET {change}")


def test_time_off_touches_what_is_planned_in_it_and_tells_who_plans(due, tara, ola, works, now):
    arrange(tara, due, works)
    away = off(works)
    [one] = queries.to_hand_over(by=tara, away=away)
    assert (one.interview, one.person.name) == (due, "Ola")
    assert told(tara) == ["Wren is away. Somebody else is needed for their interviews."]
    assert level(tara) != [Level.ARRANGED]
    assert [row.pk for row in queries.to_decide(by=tara)] == [due.pk]


def test_time_off_elsewhere_touches_nothing(due, tara, works, now):
    arrange(tara, due, works)
    away = off(works, hours=2, after=5)
    assert queries.to_hand_over(by=tara, away=away) == []
    assert told(tara) == []


def test_time_off_touches_what_has_no_time_yet_where_none_is_left(due, tara, works, now):
    interviews.take(by=works, reference=due.reference, version=due.version, key=uuid.uuid4())
    assert queries.to_hand_over(by=tara, away=off(works, hours=24)) == []
    [one] = queries.to_hand_over(by=tara, away=off(works, hours=0))
    assert one.person.name == "Ola"


def test_hand_over_what_was_ticked_all_or_none(due, tara, works, ola, now, opened, jade):
    arrange(tara, due, works)
    away = off(works, by=tara)
    assert told(works, "planner.yours") == ["Somebody recorded time off for you."]
    with pytest.raises(Refused, match="Select"):
        actions.hand_over(by=tara, away=away.reference, choices=[], key=uuid.uuid4())
    key, ticked = uuid.uuid4(), [choice(now(), ola)]
    actions.hand_over(by=tara, away=away.reference, choices=ticked, key=key)
    actions.hand_over(by=tara, away=away.reference, choices=ticked, key=key)
    assert now().interviewer == ola
    assert queries.to_hand_over(by=tara, away=away) == []
    assert told(tara, "planner.off") == []
    assert Step.objects.filter(interview=due, what="planned").count() == 2


def test_change_and_take_back_time_off(at_work, works, tara):
    away = off(works)
    until = clock.now() + HOUR
    changed = actions.change_away(
        by=tara,
        reference=away.reference,
        version=1,
        kind="ill",
        from_at=away.from_at,
        until_at=until,
    )
    assert changed.version == 2
    with pytest.raises(Overtaken):
        actions.take_back_away(by=works, reference=away.reference, version=1)
    actions.take_back_away(by=works, reference=away.reference, version=2)
    assert actions.take_back_away(by=works, reference=away.reference, version=2).version == 3
    assert list(queries.aways(by=tara)) == []
    with pytest.raises(Refused, match="after the start"):
        off(works, hours=-1)


def test_say_away_twice_with_one_key_is_kept_once(at_work, works):
    said = {
        "by": works, "person": works.reference, "kind": "leave", "from_at": clock.now(),
        "until_at": None, "key": uuid.uuid4(),
    }  # fmt: skip
    assert actions.say_away(**said) == actions.say_away(**said)
    assert Away.objects.count() == 1


def test_hours_and_time_off_are_one_s_own_and_the_team_s(at_work, works, ola, tara, olu, mel, pat):
    away = off(works)
    assert queries.away(by=tara, reference=away.reference) == away
    with pytest.raises(OutOfReach):
        queries.away(by=ola, reference=away.reference)
    with pytest.raises(OutOfReach):
        queries.worker(by=ola, reference=works.reference)
    with pytest.raises(OutOfReach):
        actions.say_week(
            by=ola, person=works.reference, from_on=clock.today(), days=[], on_holidays=False, said=1,
            key=uuid.uuid4(),
        )  # fmt: skip
    for stranger in (olu, mel, pat):
        with pytest.raises(Refused):
            queries.aways(by=stranger)
        with pytest.raises(Refused):
            queries.due(by=stranger)


def test_planner_of_another_council_sees_no_hours(at_work, works, southmere_services, due):
    from cairn.accounts.roles import Role
    from tests.cast import _person

    other = _person("Tia", southmere_services, Role.TEAM_MANAGER)
    away = off(works)
    assert list(queries.workers(by=other)) == [other]
    assert list(queries.aways(by=other)) == []
    assert queries.due(by=other) == []
    with pytest.raises(OutOfReach):
        queries.away(by=other, reference=away.reference)
