"""Strands: any number of one submission, one claim each, kept in every version."""

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.accounts.models import Notice
from cairn.audit.models import AuditEvent
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.intelligence import actions, offers, queries, tasks
from cairn.intelligence.models import Source, Strand
from cairn.submissions.models import Submission
from tests.intelligence.conftest import SAID


def test_make_strand_three_times_of_one_submission(pat, sent, northmoor, strands, jade):
    for number in range(3):
        actions.make_strand(
            by=pat, key=uuid.uuid4(), council="northmoor", submission=sent.reference,
            children=[jade.reference], **{**SAID, "claim": f"Claim {number}"},
        )  # fmt: skip
    assert len(queries.strands_of_submission(by=pat, submission=sent.reference)) == 3
    assert Source.objects.filter(submission=sent).count() == 3


def test_make_strand_with_the_same_key_is_one_strand(make):
    key = uuid.uuid4()
    assert make(key=key) == make(key=key)
    assert Strand.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"text": "Jade was given a phone."}, "Take out “Jade”"),
        ({"text": "This child told Hill School."}, "Take out “Hill School”"),
        ({"text": "The head of year heard it."}, "Take out “head of year”"),
        ({"text": "Ring 01632960123."}, "Take out"),
        ({"information_grade": "E"}, "suspected to be false"),
        ({"handling": "C"}, "conditions"),
        ({"learned_on": date(2026, 12, 1)}, "today"),
        ({"happened_from": date(2026, 11, 21)}, "learned"),
        ({"strand_codes": []}, "kind of exploitation"),
        ({"claim": " "}, "claimed"),
    ],
)
def test_make_strand_is_refused_in_a_sentence(pat, sent, strands, jade, said, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.make_strand(
            by=pat, key=uuid.uuid4(), council="northmoor", submission=sent.reference,
            children=[jade.reference], **{**SAID, **said},
        )  # fmt: skip
    assert not Strand.objects.exists()


def test_make_strand_of_a_record_out_of_reach_is_none(make, sealed):
    with pytest.raises(OutOfReach):
        make(children=[sealed])


def test_desk_offers_records_that_may_be_the_ones_sent(pat, sent, jade):
    desk = queries.desk(by=pat, submission=sent.reference)
    first, second, *_ = desk.items
    assert [one.reference for one in first.candidates] == [jade.reference]
    assert list(second.candidates) == []
    assert [item.kind for item in desk.items] == ["child", "child", "adult", "place", "phone"]


def test_make_strand_makes_the_records_it_names(pat, sent, strands, jade, northmoor_services):
    desk = queries.desk(by=pat, submission=sent.reference)
    involvement = {"kind": "other", "agency": northmoor_services, "why": "Named in a submission"}
    new = [offers.new_record(item, involvement=involvement) for item in desk.items[1:]]
    strand = actions.make_strand(
        by=pat, key=uuid.uuid4(), council="northmoor", submission=sent.reference,
        children=[jade.reference], new_records=new, **SAID,
    )  # fmt: skip
    robin = strand.children.get(given_name="Robin")
    assert robin.born_on == date(2013, 2, 1)
    assert robin.involvements.get().why == "Named in a submission"
    assert strand.adults.get().name == "Shaz"
    assert strand.places.get().name == "The steps behind the arcade"
    assert strand.things.get().value == "07700 900123"


def test_change_strand_keeps_the_earlier_version_and_the_other_persons_text(make, pat, jade):
    strand = make(children=[jade])
    said = {**SAID, "text": "This child was given two phones."}
    actions.change_strand(
        by=pat, reference=strand.reference, version=1, children=[jade.reference], **said
    )
    with pytest.raises(Overtaken):
        actions.change_strand(by=pat, reference=strand.reference, version=1, **said)
    first = actions.read_version(by=pat, reference=strand.reference, number=1)
    assert first.text == SAID["text"]
    with pytest.raises(DatabaseError, match="for ever"), transaction.atomic():
        connection.cursor().execute("UPDATE intelligence_strandversion SET text = ''")


def _run_reactions():
    for event in AuditEvent.objects.filter(event="intelligence.strand_named_child"):
        tasks.tell_lead_practitioner(event)


def test_tell_lead_practitioner_hears_of_it_once(make, jade, priya):
    make(children=[jade])
    _run_reactions()
    _run_reactions()
    notice = Notice.objects.get(person=priya)
    assert notice.page == "intelligence:strand"
    assert "Jade" not in notice.wording


def test_tell_lead_practitioner_who_may_not_read_it_tells_the_desk(make, jade, priya, pat):
    make(children=[jade], handling="C", conditions="Ask first.")
    _run_reactions()
    assert not Notice.objects.filter(person=priya).exists()
    assert "does not let the lead practitioner read it" in Notice.objects.get(person=pat).wording


def test_tell_lead_practitioner_of_a_child_without_one_tells_the_desk(make, robin, pat):
    make(children=[robin])
    _run_reactions()
    assert "No lead practitioner is recorded" in Notice.objects.get(person=pat).wording


def test_submission_stays_as_sent_whatever_is_made_of_it(make, sent):
    make()
    assert Submission.objects.get().content == sent.content
