"""Of one interview: the level, the last moment, why not, and what would help."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.planner.choices import Level
from cairn.planner.rules import saying
from cairn.planner.rules.starts import Visit
from tests.planner.shapes import BAY, HILL, HOUR, M, Off, at, job, judged, week, worker

SATURDAYS = week(days=[5], ends=13)  # the 21st is one


def test_enough_while_the_last_start_is_far():
    found = judged(job(due=at(24, 12)), worker())
    assert found.level == Level.ENOUGH
    assert (found.last, found.last_by) == (at(24, 12), "Wren")


def test_last_chance_when_the_last_start_is_near_though_the_end_is_far():
    """Due on Sunday evening; whoever works weekdays only can begin on Friday at 3:50pm at the latest."""
    found = judged(job(due=at(22, 18)), worker(), after=at(20, 9))
    assert found.level == Level.LAST_CHANCE
    assert found.last == at(20, 15, 50)
    assert saying.warning(found, at(20, 9)).endswith(
        "nobody can start it in time after 3:50pm today."
    )
    assert "3:50pm today, by Wren" in saying.state(found, at(20, 9))


def test_nobody_names_what_would_help():
    found = judged(
        job(due=at(21, 18), town=BAY),
        worker(1, "Wren", offs=[Off(at(20, 0), at(22, 0), "training")]),
        worker(2, "Ola", weeks=[week(ends=12, days=[4])]),
        worker(3, "Tara", weeks=[]),
        after=at(20, 10),
    )
    assert found.level == Level.NOBODY
    assert [one.why_not for one in found.candidates] == [
        "On training until midnight on Sunday 22 November",
        "Finishes 1 hour 59 minutes too early on Friday",
        "No working hours are recorded for this time",
    ]
    ola, wren = found.helps
    assert ola.startswith("Ola: finishes 1 hour 59 minutes too early on Friday. If that can change")
    assert "Wren: on training until" in wren


def test_nobody_suggests_no_ill_person_come_in():
    found = judged(job(due=at(20, 18)), worker(offs=[Off(at(20, 0), None, "ill")]))
    assert found.level == Level.NOBODY
    assert found.helps == ()
    assert found.candidates[0].why_not == "Away with no end date"


def test_late_once_the_time_is_over():
    found = judged(job(due=at(20, 8)), worker())
    assert found.level == Level.LATE
    assert found.candidates[0].why_not == "The 72 hours are over"


def test_arranged_only_while_whoever_goes_is_there_and_in_time():
    planned = {"interviewer": 1, "planned_at": at(20, 14)}
    theirs = Visit(at(20, 14), at(20, 15), HILL, "RI-1")
    assert judged(job(**planned), worker(visits=[theirs])).level == Level.ARRANGED
    off = Off(at(20, 14, 30), at(20, 16), "court")
    assert judged(job(**planned), worker(offs=[off])).level != Level.ARRANGED
    late = {"interviewer": 1, "planned_at": at(23, 14)}
    assert judged(job(due=at(22, 18), **late), worker()).level != Level.ARRANGED
    assert judged(job(interviewer=None, planned_at=at(20, 14)), worker()).level != Level.ARRANGED


def test_its_own_time_is_not_in_the_way_of_a_new_one():
    theirs = Visit(at(20, 9, 30), at(20, 10, 30), HILL, "RI-1")
    other = Visit(at(20, 9, 30), at(20, 10, 30), HILL, "RI-2")
    free, busy = worker(visits=[theirs]), worker(visits=[other])
    assert judged(job(), free).candidates[0].openings[0].first == at(20, 9, 10)
    assert judged(job(), busy).candidates[0].openings[0].first == at(20, 10, 55)


def test_busy_all_the_time_is_said_so():
    visits = [Visit(at(20, hour), at(20, hour + 1), HILL, str(hour)) for hour in range(9, 17)]
    found = judged(job(due=at(20, 18)), worker(visits=visits))
    assert found.candidates[0].why_not == "Other appointments leave no time"


def test_who_is_barred_is_never_able_and_it_is_said_why():
    why = "Wren works for whoever looks after the child: that is not independent."
    found = judged(job(barred=((1, why),)), worker())
    assert found.able == []
    assert found.candidates[0].why_not == why
    assert found.level == Level.NOBODY
    assert why in found.helps[0]


def test_who_may_not_open_the_record_can_be_named_first():
    found = judged(job(barred=((1, "Shut."),), shut=frozenset({1})), worker())
    assert "once they or their team are recorded as involved" in found.helps[0]


def test_work_elsewhere_is_not_asked():
    assert judged(job(asked=()), worker()).candidates == ()


@given(st.integers(0, 72), st.integers(0, 72), st.integers(1, 71))
def test_a_level_never_gets_better_by_waiting(due, hours, chance):
    """Nothing but the time goes on: the level goes from enough to the last chance to nobody to late."""
    order = [Level.ENOUGH, Level.LAST_CHANCE, Level.NOBODY, Level.LATE]
    one, people = job(due=at(20, 9) + due * HOUR), [worker(), worker(2, "Ola", [SATURDAYS])]
    now = judged(one, *people, after=at(20, 9), chance=chance * HOUR).level
    later = judged(one, *people, after=at(20, 9) + hours * HOUR, chance=chance * HOUR).level
    assert order.index(now) <= order.index(later)


@pytest.mark.parametrize(
    ("who", "when", "words", "is_against"),
    [
        (worker(), at(20, 14), "before the 72 hours end", False),
        (worker(), at(23, 14), "after the 72 hours end", True),
        (worker(), at(20, 20), "outside Wren’s hours", True),
        (worker(offs=[Off(at(20, 13), at(20, 16), "court")]), at(20, 14), "at court until", True),
        (
            worker(visits=[Visit(at(20, 14), at(20, 15), BAY, "x")]),
            at(20, 12),
            "not time for both",
            True,
        ),
        (worker(), at(20, 14), "leaves Hill at 1:50pm and can be back at 3:10pm", False),
        (worker(), at(20, 16), "Travel there or back is outside", True),
        (worker(), at(20, 14), "It moves from Ola to Wren. Both will be told.", False),
    ],
)
def test_follows_says_what_follows(who, when, words, is_against):
    said = saying.follows(job(), who, when, after=at(20, 9), measures=M, now_with="Ola")
    assert [one.is_against for one in said if words in one.text] == [is_against]


def test_why_says_the_weightiest_first():
    one = judged(job(known_by=frozenset({1}), interviewer=1), worker()).candidates[0]
    said = saying.why(job(), one, at(20, 14), HILL, M)
    assert said[0] == "2 days 4 hours before the 72 hours end"
    assert said[1:] == [
        "Already has this interview",
        "Already works with the child, and is independent of their care",
        "Based in Hill, the same town",
        "In school hours: check with the school, or choose a later time",
    ]
    assert saying.way_words(None, HILL, M) == "Travel time not known: 45 minutes allowed"
    assert saying.way_words(BAY, HILL, M).startswith("Travel from Hill: 1 hour")
    assert timedelta(0) < M.fixed


def test_why_never_says_two_things_of_the_child_s_care():
    for known in (frozenset(), frozenset({1})):
        one = judged(job(known_by=known), worker()).candidates[0]
        said = [words for words in saying.why(job(), one, at(20, 14), HILL, M) if "care" in words]
        assert len(said) == 1
        assert ("Already works with the child" in said[0]) == bool(known)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (at(20, 7, 55), ["Starts before 8am"]),
        (at(20, 8), []),
        (at(20, 8, 5), ["In school hours"]),
        (at(20, 15, 25), ["In school hours"]),
        (at(20, 15, 30), []),
        (at(21, 11), []),  # a Saturday
        (at(25, 11, month=12), []),  # Christmas Day, a Friday
        (at(22, 14, month=6), ["In school hours"]),  # 3pm by the clocks there
        (at(22, 14, 30, month=6), []),
        (at(20, 19), []),
        (at(20, 19, 5), ["Ends after 8pm"]),
        (at(20, 23, 30), ["Ends after 8pm"]),
    ],
)
def test_to_check_says_school_hours_and_what_is_early_or_late(when, said):
    assert [one.split(":")[0] for one in saying.to_check(when, M)] == said
    follows = saying.follows(job(), worker(), when, after=at(20, 9), measures=M)
    assert [one.text.split(":")[0] for one in follows if "check" in one.text] == said
    assert all(one.is_against for one in follows if "check" in one.text)
