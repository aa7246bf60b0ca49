"""What an interview brought goes on by a tick, once: to the police desk, and into the safety plan."""

import uuid

import pytest

from cairn.agencies.queries import councils
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.interviews import actions, queries
from cairn.plans import actions as plans
from cairn.submissions.forms import Options
from cairn.submissions.models import Mention, Submission
from cairn.submissions.queries import for_triage

GATE = {"now": "none", "about": "yes", "pathway": "unknown"}
SHARING = {"how_known": "child", "adult_told": "yes"}
BAZ, STEPS = ("new_people", "Baz, about 25"), ("new_places", "The steps")
VAN, PHONE = ("new_vehicles", "A white van with a dent"), ("new_phones", "07700 900123")


@pytest.fixture
def written(row, works):
    said = {
        "new_people": BAZ[1], "new_places": STEPS[1], "new_vehicles": VAN[1], "new_phones": PHONE[1],
    }  # fmt: skip
    for part, texts in (("new", said), ("risks", {"risks": "A van waits\nShe owes Baz money"})):
        actions.save_part(by=works, reference=row.reference, part=part, version=0, said=texts)
    return row


@pytest.fixture
def to_desk(written, works, strands):
    def passed(*ticked, key=None, **more):
        areas = tuple((one.code, one.name) for one in councils(by=works))
        given = {"gate": GATE, "call": {}, "sharing": SHARING, "options": Options(areas=areas)}
        return actions.pass_to_desk(
            by=works, reference=written.reference, key=key or uuid.uuid4(), ticked=ticked,
            **given | more,
        )  # fmt: skip

    return passed


def test_pass_to_desk_sends_what_is_ticked_and_no_more(to_desk, written, works, pat, jade):
    sent = to_desk(BAZ, VAN, PHONE)
    assert list(for_triage(by=pat)) == [sent]
    named = set(Mention.objects.filter(submission=sent).values_list("kind", "label"))
    assert ("child", jade.name) in named
    assert ("adult", BAZ[1]) in named
    assert "place" not in {kind for kind, _ in named}
    assert written.reference in sent.content["story"]["what"]
    gone = queries.passed(by=works, interview=written)
    assert {one.line for one in gone} == {BAZ[1], VAN[1], PHONE[1]}


def test_pass_to_desk_is_once_for_each_line_and_each_key(to_desk):
    key = uuid.uuid4()
    assert to_desk(BAZ, key=key) == to_desk(BAZ, key=key)
    with pytest.raises(Refused, match="Tick at least one"):
        to_desk(BAZ)
    to_desk(BAZ, STEPS)
    assert Submission.objects.count() == 2


def test_pass_to_desk_only_what_stands_in_the_form(to_desk):
    with pytest.raises(OutOfReach):
        to_desk(("new_people", "Somebody else"))
    assert Submission.objects.count() == 0


def test_pass_to_desk_keeps_nothing_where_something_is_missing(to_desk, written, works):
    with pytest.raises(Refused, match="front door"):
        to_desk(BAZ, sharing={"how_known": "child"})
    assert Submission.objects.count() == len(queries.passed(by=works, interview=written)) == 0


def into_plan(row, by, version, **ticked):
    return actions.put_into_plan(
        by=by, reference=row.reference, key=uuid.uuid4(), version=version, why="From the interview",
        ticked=ticked or {"A van waits": "peers_worry"},
    )  # fmt: skip


def test_put_into_plan_makes_the_next_version(written, works, jade):
    with pytest.raises(Refused, match="no safety plan"):
        into_plan(written, works, 0)
    content = {"childs_words": "Ask me", "child_part": "yes", "carers_part": "yes",
               "peers_worry": "New friends"}  # fmt: skip
    plans.save_plan(
        by=works, child=jade.reference, kind="safety", version=0, content=content, why="",
        key=uuid.uuid4(),
    )  # fmt: skip
    with pytest.raises(Overtaken):
        into_plan(written, works, 0)
    assert into_plan(written, works, 1) == 2
    _, now = plans.read_plan(by=works, child=jade.reference, kind="safety")
    assert now.content["peers_worry"] == "New friends\nA van waits"
    with pytest.raises(Refused, match="Tick"):
        into_plan(written, works, 2)
