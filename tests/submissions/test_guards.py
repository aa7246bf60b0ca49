"""Each guard of the front door by itself: what is sent stays, and a code opens one thing only."""

from uuid import UUID

import pytest
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import reverse

from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach
from cairn.submissions import actions, queries, rules
from cairn.submissions.models import Attachment, Draft, Submission
from cairn.submissions.views import holding
from tests.submissions.conftest import ANSWERS, BOXING_DAY_EVENING, MONDAY_MORNING

GATE = ANSWERS["gate"]


def _holder(walker):
    return holding.digest_of(walker.client.cookies[holding.COOKIE].value)


# --- what was sent --------------------------------------------------------------------------------


def test_sent_draft_is_no_longer_offered(sent, stranger):
    assert not queries.drafts(by=stranger, holder=_holder(sent)).exists()


def test_file_that_was_sent_cannot_be_taken_out(alex, stranger, tmp_path):
    alex.fill()
    note = tmp_path / "note.txt"
    note.write_text("a note")
    with note.open("rb") as file:
        alex.client.post(alex.at("attach"), {"file": file})
    held = Attachment.objects.get()
    alex.send()
    at = {"by": stranger, "holder": _holder(alex), "key": UUID(alex.key)}
    assert not queries.attachments(**at).exists()
    with pytest.raises(OutOfReach):
        actions.remove_attachment(file=held.document.reference, **at)
    assert Attachment.objects.get().submission == alex.submission


def test_receipt_of_what_is_not_sent_is_not_there(alex, stranger):
    alex.fill()
    with pytest.raises(OutOfReach):
        queries.receipt(by=stranger, holder=_holder(alex), key=UUID(alex.key))
    assert alex.client.get(alex.at("receipt")).status_code == 404


def test_gate_answered_again_after_sending_begins_anew(sent, stranger):
    key = UUID(sent.key)
    again = actions.start_draft(by=stranger, holder=_holder(sent), key=key, gate=GATE)
    assert again.key != key
    assert Draft.objects.get(key=key).answers == {}


def test_codes_of_exploitation_that_nobody_knows_are_not_kept(alex, stranger):
    alex.fill()
    alex.write("story", strands=["cce"])
    draft = alex.draft
    composed = rules.Composed(
        {"gate": GATE, "story": {"what": "x", "strands": ["cce", "weather"]}}, {}
    )
    actions.send(by=stranger, holder=_holder(alex), key=draft.key, compose=lambda answers: composed)
    assert alex.submission.strand_codes == ["cce"]


@pytest.mark.parametrize("act", ["throw_away", "remove_page", "choose_text"])
def test_nothing_is_taken_from_a_draft_by_who_may_not_see_it(alex, teacher, stranger, act):
    more = {"throw_away": {}, "remove_page": {"page": "child.1"},
            "choose_text": {"page": "story", "window": ""}}[act]  # fmt: skip
    alex.fill()
    teacher.fill()
    for walker, holder in ((alex, b"another"), (teacher, _holder(teacher))):
        with pytest.raises(OutOfReach):  # the teacher's own browser, in which nobody is signed in
            getattr(actions, act)(by=stranger, holder=holder, key=UUID(walker.key), **more)
    assert "child.1" in alex.draft.answers
    assert "child.1" in teacher.draft.answers


# --- following it up ------------------------------------------------------------------------------


def test_followed_needs_the_proof_and_brings_no_content(sent, stranger):
    reference = sent.submission.reference
    code = sent.given[1]
    for proof in ("", reference, f"{reference}:x:y"):
        assert not queries.may_follow(by=stranger, reference=reference, proof=proof)
        with pytest.raises(OutOfReach):
            queries.followed(by=stranger, reference=reference, proof=proof)
    opened = actions.open_follow_up(by=stranger, reference=reference, code=code, caller="x")
    followed = queries.followed(by=stranger, reference=reference, proof=opened.proof)
    assert "content" in followed.get_deferred_fields()


def test_proof_made_for_something_else_opens_nothing(sent, stranger):
    reference = sent.submission.reference
    proof = TimestampSigner().sign(reference)
    assert not queries.may_follow(by=stranger, reference=reference, proof=proof)


def test_mine_of_a_stranger_is_nothing(sent, stranger):
    assert Submission.objects.filter(sent_by=None).exists()
    assert not queries.mine(by=stranger).exists()


# --- rules ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spoilt", [{}, {"now": "never"}, {"about": "no"}, {"about": ""}, {"pathway": "maybe"}]
)
def test_is_complete_asks_for_each_answer_of_the_gate(spoilt):
    assert rules.is_complete(GATE | spoilt) is (not spoilt)
    for name in spoilt:
        assert not rules.is_complete({key: said for key, said in GATE.items() if key != name})


def test_code_digest_needs_the_key():
    one, other = (rules.code_digest(secret, "7K3M9Q2RXW4T") for secret in ("a", "b"))
    assert one != other
    assert b"7K3M" not in one


@pytest.mark.parametrize(
    ("now", "called", "begins"),
    [
        ("crime", "not_yet", "Report the crime on 101"), ("danger", "not_yet", "Call now"),
        ("soon", "not_yet", "Call now"), ("crime", "yes", None), ("danger", "somebody", None),
    ],
)  # fmt: skip
def test_receipt_says_what_only_the_sender_can_still_do(now, called, begins):
    content = {"gate": GATE | {"now": now}, "call": {"called": called}, "sharing": {}}
    given = rules.receipt(
        "a key", key=UUID(int=1), reference="SB-1", sent_at=MONDAY_MORNING, content=content
    )
    assert [line.startswith(begins or "-") for line in given.still_to_do] == (
        [True] if begins else []
    )


def test_receipt_says_to_tell_the_lead_practitioner_unless_they_know():
    for pathway, told, lines in (("yes", "no", 1), ("yes", "yes", 0), ("no", "no", 0)):
        given = rules.receipt(
            "a key", key=UUID(int=1), reference="SB-1", sent_at=MONDAY_MORNING,
            content={"gate": GATE | {"pathway": pathway}, "sharing": {"lead_told": told}},
        )  # fmt: skip
        assert len(given.still_to_do) == lines


def test_storable_ends_lines_in_one_way():
    assert rules.storable("a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        ("processed", "We cannot tell you what follows from it."),
        ("crime", "Please report it on 101"),
        ("hub", "call them yourself: do not wait"),
        ("passed_on", "is not about child exploitation"),
        ("no_action", "We keep it, because it may matter later."),
    ],
)
def test_outcome_words_say_what_the_sender_needs(outcome, says):
    assert says in rules.outcome_words(outcome, "")


def test_outcome_words_without_a_place_name_a_service():
    assert "the Safeguarding Hub" in rules.outcome_words("hub", "")
    assert "to another service." in rules.outcome_words("passed_on", "")


# --- the browser that holds it --------------------------------------------------------------------


def test_cookie_of_a_draft_is_for_this_site_alone(alex, settings):
    settings.SESSION_COOKIE_SECURE = True
    alex.start()
    cookie = alex.client.cookies[holding.COOKIE]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    assert len({holding.new_secret() for _ in range(20)}) == 20


def test_empty_or_endless_cookie_holds_nothing(alex, rf):
    for secret in ("", "x" * 101):
        request = rf.get("/")
        request.COOKIES[holding.COOKIE] = secret
        assert holding.holder_of(request) == b""


def test_closed_desk_says_when_it_reads_and_whom_to_call(alex):
    page = reverse("submissions:gate")
    assert "Nobody is reading this now" not in alex.client.get(page).content.decode()
    with clock.at(BOXING_DAY_EVENING):
        said = alex.client.get(page).content.decode()
    closed = said[said.index("Nobody is reading this now") :][:600]
    assert "reads again from" in closed
    assert "Tuesday" in closed or "tomorrow" in closed
    assert "tel:101" in closed
    assert "tel:999" in closed


def test_stale_form_of_a_follow_up_from_another_site_gives_nothing_back(sent):
    browser = Client(enforce_csrf_checks=True)
    address = reverse("submissions:follow_up_add", args=[sent.submission.reference])
    words = "Her aunt rang today."
    answer = browser.post(address, {"text": words}, headers={"origin": "https://x.example"})
    assert answer.status_code == 403
    assert words not in answer.content.decode()
    answer = browser.post(address, {"text": words}, headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    assert words in answer.content.decode()
