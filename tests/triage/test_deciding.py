"""What happens to an item: one step, once, and never over a colleague's head."""

import uuid
from datetime import timedelta

import pytest

from cairn.accounts.models import Notice
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.submissions.choices import Outcome
from cairn.submissions.models import Message
from cairn.triage import actions, queries
from cairn.triage.models import Decision, Pickup, Reopening


def decide(by, submission, outcome=Outcome.NO_ACTION, **fields):
    given = {
        "reason": "It was sent as a test.", "version": submission.version, "key": uuid.uuid4(),
        **fields,
    }  # fmt: skip
    return actions.decide(by=by, reference=submission.reference, outcome=outcome, **given)


@pytest.mark.parametrize(
    ("outcome", "fields", "told"),
    [
        (Outcome.PROCESSED, {"nothing_more_to_make": True}, ""),
        (Outcome.CRIME, {}, ""),
        (Outcome.HUB, {"destination": "Northmoor Hub"}, "Northmoor Hub"),
        (Outcome.PASSED_ON, {"destination": "adult social care"}, "adult social care"),
        (Outcome.NO_ACTION, {"destination": "left over in the form"}, ""),
    ],
)
def test_decide_finishes_it_in_one_step(pat, send, outcome, fields, told):
    submission = send()
    decision = decide(pat, submission, outcome, **fields)
    submission.refresh_from_db()
    assert (submission.outcome, submission.told) == (outcome, told)
    assert (decision.by, decision.destination) == (pat, told)
    assert not Pickup.objects.filter(submission=submission, until_at=None).exists()


def test_key_used_for_another_item_is_refused(pat, send):
    decision = decide(pat, send(), Outcome.CRIME)
    with pytest.raises(Refused, match="used before"):
        decide(pat, send(), Outcome.CRIME, key=decision.key)


@pytest.mark.parametrize(
    ("outcome", "fields", "sentence"),
    [
        (Outcome.PROCESSED, {}, "Make every strand it holds first"),
        (Outcome.HUB, {}, "Say where it goes."),
        (Outcome.NO_ACTION, {"reason": " "}, "Say why there is no action."),
    ],
)
def test_decide_refuses_in_a_sentence_and_changes_nothing(pat, send, outcome, fields, sentence):
    submission = send()
    with pytest.raises(Refused, match=sentence):
        decide(pat, submission, outcome, **fields)
    submission.refresh_from_db()
    assert submission.finished_at is None
    assert not Pickup.objects.exists()


def test_decide_twice_with_one_key_is_one_decision(pat, send):
    submission, key = send(), uuid.uuid4()
    assert decide(pat, submission, key=key) == decide(pat, submission, key=key)
    assert Decision.objects.count() == 1


def test_decide_refuses_who_was_overtaken_by_a_decision(pat, quinn, send):
    submission = send()
    decide(quinn, submission)
    with pytest.raises(Overtaken, match="This changed while you had it open"):
        decide(pat, submission, Outcome.CRIME)
    assert Decision.objects.get().by == quinn


def test_decide_refuses_who_was_overtaken_by_a_colleague(pat, quinn, send):
    submission = send()
    actions.pick_up(by=quinn, reference=submission.reference)
    with pytest.raises(Overtaken, match="Quinn has it now"):
        decide(pat, submission)


def test_decide_out_of_reach_is_not_there(sol, send):
    with pytest.raises(OutOfReach):
        decide(sol, send())


@pytest.mark.parametrize("who", ["priya", "sam", "mel", "tess", "stranger"])
def test_decide_is_for_the_desk(request, send, who):
    with pytest.raises(Refused, match="Your role does not allow this"):
        decide(request.getfixturevalue(who), send())


def test_ask_sends_the_question_and_keeps_the_item(pat, send):
    submission, key = send(), uuid.uuid4()
    asked = {"reference": submission.reference, "text": "Which day?", "key": key}
    first = actions.ask(by=pat, version=submission.version, **asked)
    assert actions.ask(by=pat, version=submission.version, **asked) == first
    submission.refresh_from_db()
    assert submission.waiting_since == clock.now()
    assert Message.objects.count() == 1
    assert Pickup.objects.get(until_at=None).person == pat


def test_reopen_keeps_the_decision_and_tells_who_made_it(pat, quinn, send):
    submission = send()
    decide(quinn, submission)
    submission.refresh_from_db()
    actions.reopen(
        by=pat, reference=submission.reference, reason="The school rang.",
        version=submission.version,
    )  # fmt: skip
    submission.refresh_from_db()
    assert (submission.finished_at, submission.outcome) == (None, "")
    assert Decision.objects.count() == Reopening.objects.count() == 1
    assert Pickup.objects.get(until_at=None).person == pat
    assert Notice.objects.get().person == quinn


def test_decide_again_reopens_and_decides_in_one_step(pat, quinn, send):
    submission, key = send(), uuid.uuid4()
    decide(quinn, submission)
    submission.refresh_from_db()
    decision = {"outcome": Outcome.CRIME, "version": submission.version, "key": key}
    again = {"reference": submission.reference, "reopening": "It is a crime.", "decision": decision}
    decided = actions.decide_again(by=pat, **again)
    assert actions.decide_again(by=pat, **again) == decided
    submission.refresh_from_db()
    assert submission.outcome == Outcome.CRIME
    assert [d.by for d in Decision.objects.order_by("id")] == [quinn, pat]


def test_bring_back_returns_what_was_decided_to_the_queue(pat, system, send):
    submission = send()
    decide(pat, submission)
    for _twice in range(2):
        actions.bring_back(by=system, reference=submission.reference)
    submission.refresh_from_db()
    assert submission.finished_at is None
    assert Reopening.objects.count() == 1
    assert actions.take_next(by=pat) == submission.reference


def test_history_tells_it_in_order_and_in_words(pat, quinn, send, monday):
    submission = send(ago=5)
    reference = submission.reference
    for minute, act in enumerate(
        [
            lambda: actions.pick_up(by=pat, reference=reference),
            lambda: actions.put_back(by=pat, reference=reference),
            lambda: actions.pick_up(by=quinn, reference=reference),
            lambda: actions.hand_to(by=quinn, reference=reference, colleague=pat),
            lambda: decide(pat, submission, Outcome.CRIME, reason="A theft"),
        ]
    ):
        with clock.at(monday + timedelta(minutes=minute)):
            act()
    told = queries.item(by=pat, reference=reference).history
    assert [one.words for one in told if "desk opened" not in one.words] == [
        "It was sent",
        "Pat picked it up",
        "Pat put it back in the queue",
        "Quinn picked it up",
        "Quinn handed it to Pat",
        "Pat decided: A crime: submitter asked to report on 101",
    ]
    assert told[-1].detail == "A theft"
