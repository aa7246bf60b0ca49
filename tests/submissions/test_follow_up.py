"""Following up: with the code or as the sender, and nobody else; honest, safe, and no oracle."""

import re
import time
from datetime import timedelta
from io import BytesIO
from unittest import mock
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cairn.accounts.people import STRANGER
from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.submissions import actions, permissions
from cairn.submissions.models import Message
from tests.submissions.conftest import BOXING_DAY_EVENING, Walker


def opened(walker, reference, code):
    """The page after typing a reference and a code."""
    said = {"reference": reference, "code": code}
    return walker.client.post(reverse("submissions:follow_up_open"), said, follow=True)


@pytest.fixture
def elsewhere(sent):
    """Another device, on which the reference and the code were typed."""
    walker = Walker()
    opened(walker, *sent.given)
    walker.address = reverse("submissions:followed", args=[sent.given[0]])
    return walker


def page(walker):
    return walker.client.get(walker.address).content.decode()


def key_of(text, nearby):
    return re.search(r'name="key" value="([^"]+)"', text[text.index(nearby) :])[1]


def test_follow_up_opens_with_what_a_person_types(sent):
    reference, code = sent.given
    typed = reference.lower().replace("-", " "), code.lower().replace("-", "").replace("0", "o")
    assert "Nobody has read it yet" in opened(Walker(), *typed).content.decode()


def test_followed_tells_when_the_desk_reads_again(elsewhere):
    assert "is reading what came in before it" in page(elsewhere)
    with clock.at(BOXING_DAY_EVENING):
        assert "reads again from 9am on Tuesday 29 December" in page(elsewhere)


def test_followed_shows_each_honest_state(sent, elsewhere, pat):
    reference = sent.given[0]
    actions.mark_read(by=pat, reference=reference)
    assert "Being read" in page(elsewhere)
    actions.ask(by=pat, reference=reference, text="Which van?", key=uuid4())
    assert "We have asked you a question" in page(elsewhere)
    assert "Which van?" in page(elsewhere)
    assert "Pat" not in page(elsewhere)
    actions.finish(
        by=pat, reference=reference, outcome="passed_on", told="the school nurse", version=2
    )
    text = page(elsewhere)
    assert "Finished" in text
    assert "passed it to the school nurse" in text


def test_followed_never_shows_what_was_sent(elsewhere, pat):
    for words in ("blue van", "Jade", "Alex", "Invented Lane"):
        assert words not in page(elsewhere)


def test_answer_ends_the_waiting_and_is_kept_once(sent, elsewhere, pat):
    reference = sent.given[0]
    question = actions.ask(by=pat, reference=reference, text="Which van?", key=uuid4())
    address = reverse("submissions:follow_up_answer", args=[reference, question.key])
    said = {"text": "A blue one.", "key": key_of(page(elsewhere), "Which van?")}
    for _ in "12":
        assert elsewhere.client.post(address, said).status_code == 302
    kept = Message.objects.get(kind="answer")
    assert (kept.text, kept.answers, kept.by) == ("A blue one.", question, None)
    assert sent.submission.waiting_since is None
    # A second answer to the same question is not refused and not lost.
    elsewhere.client.post(address, {"text": "And a red one.", "key": str(uuid4())})
    assert Message.objects.filter(kind="addition", text="And a red one.").exists()


def test_addition_is_kept_once_even_when_it_is_finished(sent, elsewhere, pat):
    actions.finish(by=pat, reference=sent.given[0], outcome="processed", version=1)
    address = reverse("submissions:follow_up_add", args=[sent.given[0]])
    said = {"text": "It was a Tuesday.", "key": str(uuid4())}
    for _ in "12":
        elsewhere.client.post(address, said)
    assert [m.text for m in Message.objects.filter(kind="addition")] == ["It was a Tuesday."]
    assert "It was a Tuesday." in page(elsewhere)


def test_addition_without_words_is_asked_again(sent, elsewhere):
    address = reverse("submissions:follow_up_add", args=[sent.given[0]])
    answer = elsewhere.client.post(address, {"text": " ", "key": str(uuid4())})
    assert "Enter what you want to tell us." in answer.content.decode()


def test_followed_closes_after_an_hour_and_gives_the_words_back(sent, elsewhere):
    session = elsewhere.client.session
    session["followed"] = {sent.given[0]: aged(session["followed"][sent.given[0]])}
    session.save()
    assert elsewhere.client.get(elsewhere.address)["Location"] == reverse("submissions:follow_up")
    address = reverse("submissions:follow_up_add", args=[sent.given[0]])
    answer = elsewhere.client.post(address, {"text": "typed too late", "key": str(uuid4())})
    assert answer.status_code == 403
    assert "typed too late" in answer.content.decode()
    assert not Message.objects.exists()


def aged(proof):
    """The same proof, signed an hour and a second ago: signatures carry the machine's own time."""
    long_ago = time.time() - permissions.PROOF_HOLDS_FOR - 1
    with mock.patch("django.core.signing.time.time", return_value=long_ago):
        return permissions.proof_of(permissions.proved(proof))


def test_leave_closes_it_on_this_device(elsewhere):
    elsewhere.client.post(reverse("submissions:follow_up_leave"))
    assert elsewhere.client.get(elsewhere.address).status_code == 302


# --- guessing ---------------------------------------------------------------------------------------


def bare(answer, *said):
    """A page without what was typed and without the form's token, which differs every time."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    text = re.sub(r'nonce="[^"]+"', "", text)
    for one in said:
        text = text.replace(one, "")
    return text


def test_wrong_code_and_wrong_reference_are_the_same_page(sent):
    reference, _code = sent.given
    wrong_code = opened(Walker(), reference, "0000-0000-0000")
    no_such = opened(Walker(), "SB-0000-0000", "0000-0000-0000")
    assert wrong_code.status_code == no_such.status_code == 200
    assert "We could not find that" in wrong_code.content.decode()
    assert bare(wrong_code, reference) == bare(no_such, "SB-0000-0000")


def test_wrong_code_and_wrong_reference_take_the_same_statements(sent):
    counts = []
    for reference in (sent.given[0], "SB-0000-0000"):
        with CaptureQueriesContext(connection) as asked:
            actions.open_follow_up(by=STRANGER, reference=reference, code="x", caller=reference)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_guesses_for_one_reference_are_slowed_down(sent):
    reference, code = sent.given
    for caller in "12345":
        actions.open_follow_up(by=STRANGER, reference=reference, code="wrong", caller=caller)
    told = actions.open_follow_up(by=STRANGER, reference=reference, code=code, caller="6")
    assert "Wait 15 minutes" in told.reason
    assert not told.proof
    nobody = [
        actions.open_follow_up(by=STRANGER, reference="SB-0000-0000", code="x", caller=caller)
        for caller in "123456"
    ]
    assert nobody[-1].reason == told.reason, "what does not exist is slowed down alike"


def test_guesses_from_one_caller_are_slowed_down(sent):
    for number in range(30):
        actions.open_follow_up(by=STRANGER, reference=f"SB-0000-{number:04}", code="x", caller="me")
    told = actions.open_follow_up(
        by=STRANGER, reference=sent.given[0], code=sent.given[1], caller="me"
    )
    assert "Wait 15 minutes" in told.reason
    other = actions.open_follow_up(
        by=STRANGER, reference=sent.given[0], code=sent.given[1], caller="you"
    )
    assert other.proof


def test_right_code_forgets_the_failures_for_its_reference(sent):
    reference, code = sent.given
    for _ in range(2):
        for caller in "1234":
            actions.open_follow_up(by=STRANGER, reference=reference, code="wrong", caller=caller)
        assert actions.open_follow_up(by=STRANGER, reference=reference, code=code, caller="5").proof


def test_opening_leaves_a_trace(sent):
    actions.open_follow_up(by=STRANGER, reference=sent.given[0], code=sent.given[1], caller="me")
    assert AuditEvent.objects.last().event == "submissions.followed_up"


# --- whose ------------------------------------------------------------------------------------------


def test_proof_of_one_opens_no_other(sent, elsewhere):
    other = Walker()
    other.fill()
    reference, _code = other.send()
    session = elsewhere.client.session
    session["followed"] = {reference: session["followed"][sent.given[0]]}
    session.save()
    for name, more in (("followed", []), ("follow_up_add", []), ("follow_up_answer", [uuid4()])):
        address = reverse(f"submissions:{name}", args=[reference, *more])
        send = elsewhere.client.get if name == "followed" else elsewhere.client.post
        assert send(address).status_code in {302, 403}
    assert not Message.objects.exists()


def test_key_used_for_another_submission_is_refused(sent, elsewhere, pat):
    other = Walker()
    other.fill()
    reference, _code = other.send()
    asked = actions.ask(by=pat, reference=reference, text="Which day?", key=uuid4())
    address = reverse("submissions:follow_up_add", args=[sent.given[0]])
    answer = elsewhere.client.post(address, {"text": "It was a Tuesday.", "key": str(asked.key)})
    assert answer.status_code == 403
    assert Message.objects.count() == 1


def test_answer_to_a_question_of_another_submission_is_not_found(sent, elsewhere, pat):
    other = Walker()
    other.fill()
    question = actions.ask(by=pat, reference=other.send()[0], text="?", key=uuid4())
    address = reverse("submissions:follow_up_answer", args=[sent.given[0], question.key])
    assert elsewhere.client.post(address, {"text": "x", "key": str(uuid4())}).status_code == 404


def test_pages_say_why_what_was_sent_is_not_shown_again(teacher):
    teacher.fill().send()
    reference = teacher.submission.reference
    for page in (reverse("submissions:mine"), reverse("submissions:followed", args=[reference])):
        assert "What you wrote is not shown again" in teacher.client.get(page).content.decode()


def test_mine_lists_ones_own_and_nobody_elses(teacher, tess, priya, sent):
    teacher.fill().send()
    reference = teacher.submission.reference
    assert reference in teacher.client.get(reverse("submissions:mine")).content.decode()
    assert sent.given[0] not in teacher.client.get(reverse("submissions:mine")).content.decode()
    colleague = Walker(priya)
    assert reference not in colleague.client.get(reverse("submissions:mine")).content.decode()
    address = reverse("submissions:followed", args=[reference])
    assert teacher.client.get(address).status_code == 200
    assert colleague.client.get(address).status_code == 302
    nowhere = reverse("submissions:followed", args=["SB-0000-0000"])
    assert colleague.client.get(nowhere).status_code == 302


def test_mine_is_for_people_with_an_account(alex):
    assert reverse("account_login") in alex.client.get(reverse("submissions:mine"))["Location"]


def test_mine_filters_orders_and_pages(teacher, pat):
    references = []
    for minute in range(27):
        with clock.shifted(timedelta(minutes=minute)):
            teacher.fill().send()
            references.append(teacher.submission.reference)
    actions.mark_read(by=pat, reference=references[3])
    mine = reverse("submissions:mine")

    def listed(query):
        return re.findall(
            r">(SB-[^<]+)</a></th>", teacher.client.get(mine + query).content.decode()
        )

    assert listed("") == references[:1:-1]
    assert listed("?order=oldest") == references[:25]
    assert listed("?state=reading") == [references[3]]
    assert listed("?state=nonsense") == references[:1:-1]
    older = re.search(r'href="(\?after=[^"]+)"', teacher.client.get(mine).content.decode())[1]
    assert listed(older.replace("&amp;", "&")) == references[1::-1]


def test_mine_spreadsheet_is_in_the_order_of_the_list(teacher):
    references = []
    for minute in range(2):
        with clock.shifted(timedelta(minutes=minute)):
            teacher.fill().send()
            references.append(teacher.submission.reference)
    for order, expected in (("", references[::-1]), ("oldest", references)):
        answer = teacher.client.get(reverse("submissions:mine_spreadsheet"), {"order": order})
        rows = list(load_workbook(BytesIO(answer.content)).active.values)
        assert [row[0] for row in rows[1:]] == expected


def test_mine_spreadsheet_holds_the_list_and_leaves_a_trace(teacher, tess):
    teacher.fill().send()
    answer = teacher.client.get(reverse("submissions:mine_spreadsheet"))
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[1][0] == teacher.submission.reference
    assert AuditEvent.objects.last().event == "submissions.exported"
