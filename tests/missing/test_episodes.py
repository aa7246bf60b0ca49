"""An episode from the report to the return, and everything that is said of it meanwhile."""

import uuid
from datetime import date, timedelta

import pytest

from cairn.accounts.models import Notice
from cairn.children.models import Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.missing import actions, queries
from cairn.missing.choices import Ended, What
from cairn.missing.models import Call, Episode, Report, Saying

HOUR = timedelta(hours=1)
WHO = {"given_name": "Jade", "family_name": "Marsh"}


def test_report_of_a_child_within_reach_begins_an_episode(reported, night):
    report = reported(hours_ago=2, last_seen=3)
    assert report.episode.from_at == night - 3 * HOUR
    assert report.episode.until_at is None


def test_one_form_sent_twice_is_one_report(priya, jade, night):
    said = {"child": jade.reference, "key": uuid.uuid4(), "reported_at": night}
    first, again = (actions.report_child(by=priya, **said) for _ in range(2))
    assert first == again
    assert Episode.objects.count() == Report.objects.count() == 1


def test_a_second_report_joins_and_says_only_what_nobody_has_said(reported, episode, night):
    more = reported(hours_ago=1, last_seen=3.5, said={"last_seen_by": "A friend"}, grade="medium")
    assert more.episode == episode
    episode.refresh_from_db()
    assert (episode.from_at, episode.grade) == (night - 3 * HOUR, "medium")
    assert Saying.objects.filter(episode=episode).count() == 2


def test_a_return_ends_it_and_is_put_right_with_a_reason(priya, episode, say, night):
    say(episode, What.RETURNED, 1, who="Her carer", how="By bus")
    episode.refresh_from_db()
    assert (episode.until_at, episode.ended) == (night - HOUR, Ended.RETURNED)
    with pytest.raises(Refused, match="Say why"):
        say(episode, What.RETURNED, 1.5)
    say(episode, What.RETURNED, 1.5, why="The carer looked at her phone again")
    episode.refresh_from_db()
    assert episode.until_at == night - 1.5 * HOUR
    told = queries.sayings(by=priya, episode=episode)
    assert [(one.saying.what, one.counts) for one in told] == [
        ("last_seen", True), ("reported", True), ("returned", False), ("returned", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "hours_ago", "reason"),
    [
        (What.RETURNED, -1, "lies in the future"),
        (What.RETURNED, 3.5, "was last seen after that"),
        (What.FOUND, 4, "was last seen after that"),
        (What.LAST_SEEN, 1, "was reported before that"),
    ],
)
def test_times_that_cannot_be_are_refused_in_words(episode, say, what, hours_ago, reason):
    with pytest.raises(Refused) as refusal:
        say(episode, what, hours_ago, why="I looked again")
    assert reason in str(refusal.value) or "Look at the times again" in str(refusal.value)
    assert Saying.objects.filter(episode=episode).count() == 2


def test_not_back_after_all_opens_it_again(priya, episode, say):
    say(episode, What.RETURNED, 1)
    episode.refresh_from_db()
    said = {"by": priya, "reference": episode.reference, "version": episode.version}
    with pytest.raises(Refused, match="Say why"):
        actions.not_back(**said, why=" ")
    actions.not_back(**said, why="It was her sister")
    episode.refresh_from_db()
    assert (episode.until_at, episode.ended) == (None, "")
    assert queries.times(by=priya, episodes=[episode])[episode.pk].keys() == {
        "last_seen", "reported",
    }  # fmt: skip
    say(episode, What.RETURNED, 0)


def test_not_back_is_refused_once_the_child_was_missing_again(priya, episode, say, reported):
    say(episode, What.RETURNED, 1)
    assert reported(hours_ago=0.2, last_seen=0.5).episode != episode
    episode.refresh_from_db()
    with pytest.raises(Refused, match="missing again since"):
        actions.not_back(by=priya, reference=episode.reference, version=episode.version, why="No")


def test_a_mistake_ends_it_and_makes_room(priya, episode, reported):
    actions.end_as_mistake(
        by=priya, reference=episode.reference, version=1, why="She was at school all day"
    )
    assert queries.of_child(by=priya, child=episode.child).count() == 0
    assert reported(hours_ago=2, last_seen=3).episode != episode


def test_whoever_was_overtaken_changes_nothing(priya, episode, say):
    say(episode, What.FOUND, 1)
    with pytest.raises(Overtaken):
        actions.grade(by=priya, reference=episode.reference, version=1, grade="low")


def test_an_episode_ends_with_the_eighteenth_birthday(system, priya, jade, reported):
    jade.born_on = date(2008, 11, 22)
    jade.save()
    episode = reported(hours_ago=2).episode
    assert not actions.end_at_18(by=system, reference=episode.reference)
    with clock.shifted(timedelta(days=2)):
        assert actions.end_at_18(by=system, reference=episode.reference)
        assert not actions.end_at_18(by=system, reference=episode.reference)
    episode.refresh_from_db()
    assert episode.until_at == clock.instant_of(date(2026, 11, 22))
    assert episode.ended == Ended.TURNED_18


def test_outside_reach_there_is_no_episode(olu, episode):
    with pytest.raises(OutOfReach):
        queries.episode(by=olu, reference=episode.reference)
    assert queries.still_missing(by=olu).count() == 0


def test_the_first_person_is_asked_at_once_and_the_next_when_nobody_comes(
    system, meg, wren, jade, reported, night
):
    Involvement.objects.create(
        child=jade, agency=wren.agency, person=wren, kind="intervention_worker", why="Direct work",
        since_on=date(2026, 1, 5),
    )  # fmt: skip
    report = reported(hours_ago=0)
    [call] = Call.objects.all()
    assert (call.person, call.until_at) == (meg, night + timedelta(minutes=10))
    assert actions.call_next(by=system, reference=report.reference) is None
    with clock.shifted(timedelta(minutes=10)):
        second = actions.call_next(by=system, reference=report.reference)
    assert second.person == wren
    assert Notice.objects.filter(about=report.reference, seen_at=None).count() == 2
    actions.acknowledge(by=wren, reference=report.reference, does="I ring her carer")
    assert Notice.objects.filter(about=report.reference, seen_at=None).count() == 0
    with clock.shifted(timedelta(hours=1)):
        assert actions.call_next(by=system, reference=report.reference) is None
    with pytest.raises(Refused, match="Wren"):
        actions.acknowledge(by=meg, reference=report.reference)


def test_what_a_screen_shows_is_kept(meg, reported):
    reported(hours_ago=0)
    [call] = actions.show(by=meg)
    assert Call.objects.get().shown_at == clock.now()
    assert actions.show(by=meg) == [call]


def test_a_report_of_somebody_nobody_named_waits_for_those_who_receive(
    tess, meg, priya, olu, northmoor, jade, night
):
    said = {"given_name": "Jaid", "family_name": jade.family_name, "reported_at": night}
    report = actions.report_somebody(by=tess, council=northmoor, key=uuid.uuid4(), **said)
    assert report.episode is None
    assert [one.reference for one in queries.waiting(by=meg)] == [report.reference]
    for one in (priya, olu):
        assert queries.waiting(by=one).count() == 0
    matched = actions.match(
        by=meg, reference=report.reference, version=report.version, child=jade.reference
    )
    assert matched.episode.child == jade
    with pytest.raises(Refused, match="already"):
        actions.match(
            by=meg, reference=report.reference, version=matched.version, child=jade.reference
        )


def test_a_name_and_a_birthday_that_one_child_has_is_that_child(system, northmoor, jade, night):
    jade.born_on = date(2011, 4, 2)
    jade.save()
    said = {
        "given_name": jade.given_name.upper(), "family_name": jade.family_name,
        "born_on": jade.born_on, "reported_at": night, "source": "police_push",
        "sender": "Police", "message": "1", "council": northmoor,
    }  # fmt: skip
    report = actions.receive(by=system, **said)
    assert report.episode.child == jade
    assert actions.receive(by=system, **said) == report


def test_set_aside_with_a_reason_and_taken_up_again(tess, meg, northmoor, night):
    report = actions.report_somebody(
        by=tess, council=northmoor, key=uuid.uuid4(), reported_at=night, **WHO
    )
    said = {"by": meg, "reference": report.reference}
    with pytest.raises(Refused, match="Say why"):
        actions.set_aside(**said, version=report.version, why="")
    actions.set_aside(**said, version=report.version, why="A drill")
    assert queries.waiting(by=meg).count() == 0
    actions.take_up(**said, version=report.version + 1)
    assert queries.waiting(by=meg).count() == 1


def test_a_report_that_asks_is_put_where_somebody_says(priya, reported, episode, say):
    say(episode, What.RETURNED, 1)
    earlier = reported(hours_ago=30, last_seen=31)
    assert (earlier.episode, bool(earlier.asks)) == (None, True)
    found = actions.join_to(
        by=priya, reference=earlier.reference, version=earlier.version, episode=episode.reference
    )
    assert (found.episode, found.asks) == (episode, "")
