"""Random acts, legal and not: no state is reached that the table does not allow, every refusal is a
sentence, and the state always equals what the facts say.
"""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.pathways import actions, queries, rules
from cairn.pathways.choices import Act, Level, State
from cairn.pathways.models import Ending, LevelSet, Pathway, Transfer
from tests.depth import examples
from tests.pathways.conftest import ENDING

LEVEL = st.sampled_from(list(Level))
# Which act: one that is legal then (by its place), or any. Seldom with a version gone stale.
WANTED = st.one_of(st.integers(0, 20), st.integers(0, 20), st.sampled_from(list(Act)))
STALE = st.sampled_from([False, False, False, False, True])
STEPS = st.lists(st.tuples(WANTED, LEVEL, st.booleans(), STALE), min_size=4, max_size=25)


class World:
    """The pathway, and beside it what a reader of the table would expect."""

    def __init__(self, mel, steph, pathway):
        self.mel, self.steph, self.reference = mel, steph, pathway.reference
        self.state = State.TO_MEET
        self.level = None
        self.answerer = mel

    def row(self):
        return queries.pathway(by=self.mel, reference=self.reference)

    def do(self, act, level, elsewhere, is_stale):
        version = self.row().version - (1 if is_stale else 0)
        seen = {"by": self.mel, "reference": self.reference, "version": version}
        match act:
            case Act.SET_LEVEL:
                actions.set_level(**seen, level=level, reason="As discussed")
            case Act.REVIEW:
                actions.record_review(**seen, note="Reviewed")
            case Act.WORKER:
                actions.consider_worker(**seen, is_needed=elsewhere, reason="As discussed")
            case Act.OFFER:
                to = {"to_elsewhere": "Farshire"} if elsewhere else {"to_council": self.other()}
                actions.offer(**seen, why="The family moves", **to)
            case Act.ACCEPT | Act.REJECT:
                accepted = act is Act.ACCEPT
                seen |= {"by": self.answerer}
                actions.answer(**seen, is_accepted=accepted, reason="No room")
            case Act.WITHDRAW:
                actions.withdraw(**seen)
            case Act.CLOSE:
                actions.close(**seen, **ENDING)
            case Act.REOPEN:
                actions.reopen(**seen, because="It began again")

    def other(self):
        return "northmoor" if self.row().council.code == "southmere" else "southmere"

    def expect(self, act, level, elsewhere):
        """What the act leads to, told apart from the product's own table."""
        resting = State(self.level.value) if self.level else State.TO_MEET
        if act is Act.SET_LEVEL:
            self.level, self.state = level, State(level.value)
        elif act is Act.OFFER:
            self.state = State.MOVING
            # Steph answers for her council: to her, what it is not asked to take is not there.
            self.answerer = (
                self.steph if not elsewhere and self.other() == "southmere" else self.mel
            )
        elif act is Act.CLOSE:
            self.state = State.CLOSED
        elif act in {Act.ACCEPT, Act.REJECT, Act.WITHDRAW, Act.REOPEN}:
            self.state = resting


LEGAL = {  # by hand, and not from rules.MOVES
    State.TO_MEET: {Act.SET_LEVEL, Act.OFFER, Act.CLOSE},
    State.HIGH: {Act.SET_LEVEL, Act.REVIEW, Act.OFFER, Act.CLOSE},
    State.MEDIUM: {Act.SET_LEVEL, Act.REVIEW, Act.OFFER, Act.CLOSE},
    State.LOW: {Act.SET_LEVEL, Act.REVIEW, Act.WORKER, Act.OFFER, Act.CLOSE},
    State.MOVING: {Act.ACCEPT, Act.REJECT, Act.WITHDRAW},
    State.CLOSED: {Act.REOPEN},
}


@settings(max_examples=examples(small=25, deep=1_000), deadline=None)
@given(steps=STEPS)
def test_random_acts_reach_no_illegal_state(mel, steph, southmere, pathway, steps):
    with transaction.atomic():
        world = World(mel, steph, pathway)
        for wanted, level, elsewhere, is_stale in steps:
            legal = sorted(LEGAL[world.state])
            act = legal[wanted % len(legal)] if isinstance(wanted, int) else wanted
            is_legal = act in LEGAL[world.state]
            before = world.row().version
            try:
                with transaction.atomic():
                    world.do(act, level, elsewhere, is_stale)
            except OutOfReach:
                assert act in {Act.ACCEPT, Act.REJECT}
                assert not is_legal
            except Overtaken:
                assert is_stale
            except Refused as refusal:
                assert not is_legal
                assert str(refusal).endswith(".")
            else:
                assert is_legal
                assert not is_stale
                assert world.row().version == before + 1
                world.expect(act, level, elsewhere)
            assert_facts_agree(world)
        transaction.set_rollback(True)


def assert_facts_agree(world):
    row = world.row()
    assert queries.standing(by=world.mel, pathway=row).state == world.state
    latest = LevelSet.objects.filter(pathway=row).order_by("-at", "-pk").first()
    assert (latest.level if latest else None) == world.level
    open_offers = Transfer.objects.filter(pathway=row, answered_at=None).count()
    assert open_offers == (world.state is State.MOVING)
    is_closed = world.state is State.CLOSED
    assert Ending.objects.filter(pathway=row, reopened_at=None).count() == is_closed
    assert (row.closed_at is not None) == is_closed
    assert Pathway.objects.filter(child=row.child, closed_at=None).count() == (not is_closed)


def test_table_of_moves_is_the_one_written_by_hand():
    assert {
        state: {move.act for move in rules.MOVES if state in move.possible_in} for state in State
    } == LEGAL


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", State)
def test_reason_not_to_says_why_in_a_sentence(act, state):
    reason = rules.reason_not_to(act, now=state)
    assert (reason is None) == (act in LEGAL[state])
    assert reason is None or reason.endswith(".")
