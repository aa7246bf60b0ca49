"""An interview is opened for each return, offered, answered, held, written up and signed off."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cairn.accounts.models import Notice
from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.interviews import actions, queries, tasks
from cairn.interviews.choices import State
from cairn.interviews.models import Answered, Interview, Share, Step
from cairn.interviews.queries import Narrowing
from cairn.interviews.telling import state
from cairn.missing import actions as missing
from cairn.missing import queries as episodes
from cairn.missing.rules.episodes import as_seen
from tests.interviews.conftest import HOUR, SATURDAY, fresh


def test_open_for_is_once_for_each_return(system, was_missing):
    episode = was_missing(back=2)
    first, again = (actions.open_for(by=system, episode=episode.reference) for _ in range(2))
    assert first == again
    assert Interview.objects.count() == 1
    assert first.due_at == SATURDAY - 2 * HOUR + timedelta(hours=72)
    assert state(first) == State.TO_OFFER


def test_open_for_does_nothing_while_the_child_is_missing(system, was_missing):
    assert actions.open_for(by=system, episode=was_missing(back=None).reference) is None


def test_open_for_follows_the_local_standard(system, was_missing, django_db_blocker):
    from cairn.agencies.models import LocalStandard

    LocalStandard.objects.filter(key="interview-offered-for").update(value=["missing"])
    assert actions.open_for(by=system, episode=was_missing(kind="away").reference) is None


def test_the_reaction_opens_it_and_takes_it_back(system, priya, was_missing):
    episode = was_missing()
    event = AuditEvent.objects.get(event="missing.returned")
    tasks.open_for(event)
    [row] = Interview.objects.all()
    version = episodes.episode(by=priya, reference=episode.reference).version
    missing.not_back(by=priya, reference=episode.reference, version=version, why="Her sister")
    tasks.take_back(AuditEvent.objects.get(event="missing.reopened"))
    assert state(fresh(row)) == State.TAKEN_BACK
    back_at = clock.now() - HOUR
    missing.say(
        by=priya, reference=episode.reference, what="returned", at=back_at,
        key=uuid.uuid4(),
    )  # fmt: skip
    tasks.open_for(AuditEvent.objects.filter(event="missing.returned").latest("pk"))
    again = Interview.objects.get()
    assert (state(again), again.due_at) == (State.TO_OFFER, back_at + 72 * HOUR)


def test_a_return_put_right_moves_the_end(system, priya, row):
    [episode] = queries.episodes_of(by=priya, interview=row)
    missing.say(
        by=priya, reference=episode.reference, seen=as_seen(episode.until_at), what="returned",
        at=clock.now() - 3 * HOUR, key=uuid.uuid4(), why="She looked at her phone",
    )  # fmt: skip
    tasks.count_again(AuditEvent.objects.get(event="missing.return_changed"))
    assert fresh(row).due_at == SATURDAY + 69 * HOUR


def test_offered_once_and_then_tried_again(row, do, offer):
    key = uuid.uuid4()
    offer(row, key=key)
    offer(row, key=key)  # sent twice
    assert fresh(row).offered_at == SATURDAY - HOUR
    with pytest.raises(Refused, match="tried again"):
        offer(row)
    said = {"at": SATURDAY, "how": "message", "whom": "child"}
    with pytest.raises(Refused, match="what came of it"):
        do(row, actions.attempt, **said, words=" ")
    do(row, actions.attempt, **said, words="Read, no answer")
    assert list(Step.objects.values_list("what", flat=True)) == ["offered", "attempt"]


def test_nothing_was_before_the_return_or_is_to_come(row, offer):
    for hours_ago, words in ((3, "not back yet"), (-1, "future")):
        with pytest.raises(Refused, match=words):
            offer(row, hours_ago=hours_ago)


def test_declined_asks_the_carers_and_can_be_accepted_after_all(row, do, offer, tara):
    offer(row)
    said = {"at": SATURDAY, "answer": "declined", "whom": "child"}
    with pytest.raises(Refused, match="what was tried"):
        do(row, actions.answer, **said)
    do(row, actions.answer, **said, words="Not now. A walk and a call tried.")
    assert state(fresh(row)) == State.NOT_HELD
    with pytest.raises(Refused, match="carers"):
        do(row, actions.hand_in)
    do(row, actions.carers_say, at=SATURDAY, words="He was at Baz’s.", who="His dad")
    do(row, actions.answer, **said | {"answer": "accepted"})
    do(row, actions.plan, at=SATURDAY + HOUR, where="The library")
    assert state(fresh(row)) == State.PLANNED
    do(row, actions.answer, **said, words="He does not want to")
    assert fresh(row).planned_at is None
    do(row, actions.hand_in)
    do(row, actions.sign_off, by=tara)
    assert state(fresh(row)) == State.SIGNED_OFF


def test_hold_it_says_who_was_there_and_how_independent(row, do, offer):
    with pytest.raises(Refused, match="offered"):
        do(row, actions.hold_it, at=SATURDAY, where="-", seen="alone", relation="none")
    offer(row)
    said = {"at": SATURDAY, "where": "Her nan’s", "seen": "with_others", "relation": "home"}
    with pytest.raises(Refused, match="who else"):
        do(row, actions.hold_it, **said)
    with pytest.raises(Refused, match=r"Wren works where the child lives.*Say why"):
        do(row, actions.hold_it, **said, present="Nan")
    held = do(row, actions.hold_it, **said, present="Nan", because="Everybody is ill")
    assert (held.held_by.name, held.interviewer.name, held.present) == ("Wren", "Wren", "Nan")
    assert state(held) == State.HELD


def test_the_record_counts_beside_what_they_say(row, do, offer, tara, jade):
    jade.involvements.filter(person__name="Wren").update(kind="home_provider")
    offer(row)
    with pytest.raises(Refused, match="not independent"):
        do(row, actions.hold_it, at=SATURDAY, where="-", seen="alone", relation="none")


def test_save_part_keeps_each_part_and_says_when_somebody_was_quicker(row, works, tara):
    save = {"reference": row.reference, "part": "before", "version": 0}
    actions.save_part(by=works, **save, said={"why_left": "A row"})
    actions.save_part(by=works, **save, said={"why_left": "A row"})  # the same again
    with pytest.raises(Overtaken):
        actions.save_part(by=tara, **save, said={"why_left": "Bored"})
    actions.save_part(by=tara, **save | {"part": "after"}, said={"feelings": "Tired"})
    found = fresh(row)
    assert found.answers == {"before": {"why_left": "A row"}, "after": {"feelings": "Tired"}}
    assert found.versions == {"before": 1, "after": 1}
    with pytest.raises(OutOfReach):
        actions.save_part(by=works, **save | {"part": "nothing"}, said={})


def test_what_somebody_else_had_written_stays_to_be_read(row, works, tara, client):
    def save(by, words):
        version = Interview.objects.get(pk=row.pk).version_of("words")
        actions.save_part(
            by=by, reference=row.reference, part="words", version=version,
            said={"childs_words": words},
        )  # fmt: skip

    for by, words in [(works, "One"), (works, "One, and two"), (tara, "One, and two, and three")]:
        save(by, words)
    assert queries.earlier(by=works, interview=Interview.objects.get(pk=row.pk)) == []
    save(tara, "Three")  # she takes out what is not hers
    now = Interview.objects.get(pk=row.pk)
    [before] = queries.earlier(by=works, interview=now)
    assert (before.written_by, before.said) == (works, {"childs_words": "One, and two"})
    client.force_login(works)
    page = client.get(f"/interviews/{row.reference}").content.decode()
    assert f"What {works.name} had written" in page
    assert "One, and two" in page
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        before.delete()


def test_the_child_s_own_words_stand_apart(row, hold):
    found = fresh(hold(row))
    assert (found.childs_words, found.answers) == ("I was at my mate’s.", {})


def test_handed_in_given_back_and_signed_off_by_somebody_else(row, hold, do, works, tara):
    hold(row)
    do(row, actions.hand_in)
    with pytest.raises(Refused, match="waits to be signed off"):
        actions.save_part(
            by=works, reference=row.reference, part="words", version=1, said={"childs_words": "No"}
        )
    with pytest.raises(Refused, match="role"):
        do(row, actions.sign_off)
    with pytest.raises(Refused, match="what is missing"):
        do(row, actions.give_back, by=tara, words=" ")
    do(row, actions.give_back, by=tara, words="Where did she sleep?")
    assert state(fresh(row)) == State.GIVEN_BACK
    assert Notice.objects.filter(person=works, wording__contains="given back").exists()
    do(row, actions.hand_in)
    do(row, actions.sign_off, by=tara)
    assert state(fresh(row)) == State.SIGNED_OFF
    for changed in ({"carers_said": "-"}, {"signed_off_at": None, "signed_off_by": None}):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            Interview.objects.filter(pk=row.pk).update(**changed)


def test_nobody_signs_off_what_they_held(row, hold, do, tara):
    do(row, actions.take, by=tara)
    hold(row)
    do(row, actions.hand_in)
    with pytest.raises(Refused, match="somebody else"):
        do(row, actions.sign_off, by=tara)


def test_what_was_recorded_stays(row, offer, works):
    offer(row)
    actions.share(
        by=works, reference=row.reference, key=uuid.uuid4(), at=SATURDAY, with_whom="Priya",
        what="Where she slept", why="Her plan",
    )  # fmt: skip
    for model in (Step, Share):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            model.objects.update(said_at=SATURDAY)
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            model.objects.all()._raw_delete("default")


def test_shared_also_once_it_is_signed_off(row, hold, do, works, tara):
    hold(row)
    do(row, actions.hand_in)
    do(row, actions.sign_off, by=tara)
    said = {"at": SATURDAY, "with_whom": "Sam", "what": "The van", "why": "To find it"}
    key = uuid.uuid4()
    for _ in range(2):
        actions.share(by=works, reference=row.reference, key=key, **said)
    assert Share.objects.count() == 1


def test_open_for_goes_on_where_an_episode_was_joined_back(system, works, do, opened):
    first, second = opened(since=30, back=20), opened(since=8, back=1)
    goes_on = do(second, actions.join, other=first.reference)
    early, late = queries.episodes_of(by=works, interview=goes_on)
    with clock.shifted(HOUR / 4):
        own = do(goes_on, actions.give_its_own, episode=late.reference)
    with clock.shifted(HOUR / 2):
        do(own, actions.join, other=first.reference)
    put_at = dict(Answered.objects.values_list("episode", "put_at").filter(interview=first))
    assert put_at == {early.pk: SATURDAY, late.pk: SATURDAY + HOUR / 2}
    with clock.shifted(HOUR):
        for one in (early, late):
            assert actions.open_for(by=system, episode=one.reference) == first
    assert Interview.objects.count() == 3
    now = dict(Answered.objects.values_list("episode", "put_at").filter(interview=first))
    assert now == put_at  # what stood stays as it was put


def test_joined_the_other_way_round_the_earliest_end_counts(opened, do, row, works):
    later = opened(since=1.5, back=1)
    goes_on = do(row, actions.join, other=later.reference)
    assert goes_on.pk == later.pk
    assert goes_on.due_at == SATURDAY + 70 * HOUR


def test_outside_reach_and_role(olu, priya, sam, row):
    with pytest.raises(OutOfReach):
        queries.interview(by=olu, reference=row.reference)
    assert queries.interview(by=priya, reference=row.reference) == row
    with pytest.raises(Refused):
        queries.interview(by=sam, reference=row.reference)
    with pytest.raises(Refused):
        actions.save_part(by=priya, reference=row.reference, part="words", version=0, said={})


def test_lists_say_which_are_to_do(row, works, tara, hold, do):
    assert list(queries.to_do(by=works)) == [row]
    assert list(queries.interviews(by=tara, asked=Narrowing(whose="nobody"))) == [row]
    hold(row)
    assert list(queries.interviews(by=tara, asked=Narrowing(whose="nobody"))) == []
    do(row, actions.hand_in)
    assert list(queries.to_sign_off(by=tara)) == [row]
    assert list(queries.to_do(by=works)) == []
