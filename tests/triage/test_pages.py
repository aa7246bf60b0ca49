"""The desk's pages: what they show, to whom, and what they never show."""

import io
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cairn.audit.models import AuditEvent
from cairn.documents.models import Document
from cairn.foundation import clock
from cairn.submissions.choices import Rank
from cairn.submissions.models import Attachment, Draft, Message
from cairn.triage import actions
from cairn.triage.models import Decision

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
STORY = "got into a grey van"


def _decision(submission, **fields):
    return {
        "what": "no_action", "reason": "It was sent as a test.",
        "version": submission.version, "key": uuid.uuid4(), **fields,
    }  # fmt: skip


def _text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def _plain(response):
    """The page without what differs every time it is made: tokens, nonces and a form's key."""
    changing = rb'nonce="[^"]*"|name="(csrfmiddlewaretoken|key)" value="[^"]*"'
    return re.sub(changing, b"", response.content)


# --- the queue ----------------------------------------------------------------------------------


def test_queue_shows_what_cannot_wait_on_top_and_names_nobody(at_desk, send):
    send(ago=80)
    urgent = send(rank=Rank.URGENT, ago=20)
    page = at_desk.get("/desk/")
    text = _text(page)
    assert text.index(urgent.reference) < text.index("Overdue: 5 minutes late")
    assert "Said to be urgent" in text
    assert "1 child and 2 adults" in text
    assert "Northmoor" in text
    assert "Waiting 1 hour 20 minutes" in text
    assert "2 shown" in text
    for private in ("Kieron", "Shaz", STORY, "Tess", "Hill School"):
        assert private not in page.content.decode()


def test_queue_pages_by_key_and_counts_nothing(at_desk, send):
    sent = [send(ago=number).reference for number in range(30, 0, -1)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        first = at_desk.get("/desk/")
    assert "25 shown, more below" in _text(first)
    assert not any("COUNT(*)" in one["sql"] for one in asked)
    after = re.search(r"after=([^\"&]+)", first.content.decode()).group(1)
    second = at_desk.get(f"/desk/?after={after}")
    found = re.findall(r'id="item-([^"]+)"', first.content.decode() + second.content.decode())
    assert found == sent


@pytest.mark.parametrize(
    ("tab", "found"),
    [
        ("to-do", {"free", "held", "mine"}),
        ("waiting", {"asked"}),
        ("mine", {"mine"}),
        ("finished", {"done"}),
        ("nonsense", {"free", "held", "mine"}),
    ],
)
def test_queue_tabs_part_it(at_desk, pat, quinn, send, tab, found):
    items = {
        "free": send(), "held": send(), "mine": send(), "asked": send(waiting_since=clock.now()),
        "done": send(finished_at=clock.now(), outcome="crime"),
    }  # fmt: skip
    actions.pick_up(by=quinn, reference=items["held"].reference)
    actions.pick_up(by=pat, reference=items["mine"].reference)
    text = _text(at_desk.get(f"/desk/?tab={tab}"))
    assert {name for name, one in items.items() if one.reference in text} == found


def test_queue_filters_by_area_and_kind(at_desk, send, southmere):
    here, there = send(), send(council=southmere)
    text = _text(at_desk.get("/desk/?area=southmere&strand=cce"))
    assert there.reference in text
    assert here.reference not in text
    assert "The queue is empty." in _text(at_desk.get("/desk/?strand=cse"))
    assert here.reference in _text(at_desk.get("/desk/?strand=made-up%00&area=nowhere"))


@pytest.mark.parametrize("reference", ["%00", "SB-%00", "%F0%9F%92%A9", "x" * 5_000])
def test_item_of_a_strange_reference_is_not_there(at_desk, desk, reference):
    assert at_desk.get(f"/desk/{reference}").status_code == 404


@pytest.mark.parametrize("address", ["/desk/", "/desk/?tab=mine", "/desk/?tab=finished"])
def test_queue_asks_as_often_for_fifty_as_for_five(at_desk, pat, send, address):
    def statements(number):
        for one in range(number):
            done = {"finished_at": clock.now(), "outcome": "crime"} if "finished" in address else {}
            submission = send(ago=one, **done)
            if "mine" in address:
                actions.pick_up(by=pat, reference=submission.reference)
        with CaptureQueriesContext(connection) as asked:
            at_desk.get(address)
        return len(asked)

    assert statements(5) == statements(45)


def test_version_says_nothing_while_nothing_changed(at_desk, send):
    send()
    seen = re.search(r'name="seen" value="([^"]+)"', at_desk.get("/desk/").content.decode()).group(
        1
    )
    with CaptureQueriesContext(connection) as asked:
        answer = at_desk.get(f"/desk/version?tab=to-do&seen={seen}")
    assert (answer.status_code, answer.content) == (204, b"")
    of_the_queue = [one["sql"] for one in asked if "submissions_submission" in one["sql"]]
    assert len(of_the_queue) == 1


def test_version_brings_the_list_and_says_how_many_are_new(at_desk, send, monday, pat):
    from datetime import timedelta

    send()
    page = at_desk.get("/desk/").content.decode()
    seen, since = (
        re.search(rf'name="{name}" value="([^"]+)"', page).group(1) for name in ("seen", "since")
    )
    with clock.at(monday + timedelta(seconds=20)):
        new = send(rank=Rank.URGENT)
        answer = at_desk.get("/desk/version", {"seen": seen, "since": since})
    assert answer.status_code == 200
    assert "1 new item in the queue" in _text(answer)
    assert new.reference in _text(answer)
    assert "<html" not in answer.content.decode()


def test_version_changes_when_a_colleague_takes_one(at_desk, quinn, send):
    from cairn.triage import queries

    submission = send()
    before = queries.queue_version(by=quinn, tab="to-do")
    actions.pick_up(by=quinn, reference=submission.reference)
    assert queries.queue_version(by=quinn, tab="to-do") != before


@pytest.mark.parametrize("since", ["", "yesterday", "2026-13-45T99:99", "2026-11-23T09:00:00"])
def test_version_survives_a_strange_time(at_desk, send, since):
    send()
    assert at_desk.get("/desk/version", {"since": since}).status_code == 200


def test_take_next_opens_it(at_desk, send):
    submission = send()
    assert at_desk.post("/desk/next").url == f"/desk/{submission.reference}"
    assert "Nothing is waiting that nobody has" in _text(at_desk.post("/desk/next", follow=True))


def test_spreadsheet_holds_the_queue_and_leaves_a_trace(at_desk, pat, send):
    submission = send()
    answer = at_desk.get("/desk/spreadsheet?tab=to-do")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[1][0] == submission.reference
    assert "Kieron" not in str(rows)
    trace = AuditEvent.objects.get(event="triage.exported")
    assert (trace.actor_id, trace.details) == (str(pat.pk), {"tab": "to-do", "rows": 1})


# --- one item -----------------------------------------------------------------------------------


def test_item_shows_every_answer_and_hides_who_sent_it(at_desk, send):
    page = at_desk.get(f"/desk/{send().reference}")
    text = _text(page)
    for said in (STORY, "Kieron Madeup", "about 14", "A man with a cap", "Adult of concern 2",
                 "I saw or heard it myself", "Not answered:"):  # fmt: skip
        assert said in text
    assert "Tess" not in page.content.decode()
    assert "Hill School" not in page.content.decode()


def test_item_is_read_with_a_trace(at_desk, send):
    submission = send()
    at_desk.get(f"/desk/{submission.reference}")
    submission.refresh_from_db()
    assert submission.read_at == clock.now()
    assert AuditEvent.objects.filter(
        event="submissions.read", record_id=submission.reference
    ).exists()


def test_source_is_shown_on_purpose_with_a_trace(at_desk, send):
    submission = send()
    opened = at_desk.get(f"/desk/{submission.reference}/sender")
    assert opened["Location"] == f"/desk/{submission.reference}"
    assert not AuditEvent.objects.filter(event="submissions.source_seen").exists()
    assert "Tess Teacher" in _text(at_desk.post(f"/desk/{submission.reference}/sender"))
    assert AuditEvent.objects.filter(event="submissions.source_seen").count() == 1


def test_item_says_that_a_file_is_in_quarantine(at_desk, send):
    submission = send()
    draft = Draft.objects.create(holder_digest=b"", started_at=clock.now(), saved_at=clock.now())
    for number, scan in enumerate(("waiting", "infected", "clean")):
        document = Document.objects.create(
            name=f"{scan}.pdf", kind="application/pdf", size=1, digest=f"{number:064}", scan=scan,
            received_at=clock.now(),
        )  # fmt: skip
        Attachment.objects.create(document=document, draft=draft, submission=submission)
    page = at_desk.get(f"/desk/{submission.reference}")
    assert _text(page).count("It is in quarantine") == 2
    assert page.content.decode().count("/files/") == 1


def test_item_shows_questions_and_answers(at_desk, pat, send):
    submission = send()
    question = Message.objects.create(
        submission=submission, kind="question", text="Which day?", at=clock.now(), by=pat
    )
    Message.objects.create(
        submission=submission, kind="answer", text="Thursday.", at=clock.now(), answers=question
    )
    text = _text(at_desk.get(f"/desk/{submission.reference}"))
    assert "Which day?" in text
    assert "Thursday." in text
    assert "The submitter answered" in text


def test_item_says_what_the_submitter_will_read(at_desk, send):
    text = _text(at_desk.get(f"/desk/{send().reference}"))
    assert "Beyond the crime being recorded, they do not have to take it further." in text
    assert "passed it to the service you choose" in text
    assert "We cannot tell you what follows from it." in text


def test_item_asks_as_often_with_much_history_as_with_little(at_desk, pat, send):
    def statements(times):
        submission = send(content={"story": {"what": str(times)}})
        for _ in range(times):
            actions.pick_up(by=pat, reference=submission.reference)
            actions.put_back(by=pat, reference=submission.reference)
            Message.objects.create(
                submission=submission, kind="addition", text="More.", at=clock.now()
            )
        at_desk.get(f"/desk/{submission.reference}")
        with CaptureQueriesContext(connection) as asked:
            at_desk.get(f"/desk/{submission.reference}")
        return len(asked)

    assert statements(5) == statements(50)


def test_looking_tells_of_the_others_and_of_what_changed(at_desk, quinn, send):
    submission = send()
    page = at_desk.get(f"/desk/{submission.reference}").content.decode()
    held = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1)
        for name in ("stands", "said")
    }
    address = f"/desk/{submission.reference}/looking"
    assert at_desk.post(address, held).status_code == 204
    actions.open_item(by=quinn, reference=submission.reference)
    assert "Quinn is looking at this too." in _text(at_desk.post(address, held))
    actions.pick_up(by=quinn, reference=submission.reference)
    assert "Quinn picked it up" in _text(at_desk.post(address, held))


def test_compare_sets_two_side_by_side_and_reads_both(at_desk, send):
    this = send()
    other = send(content={"story": {"what": "A different tale.", "often": "once"}})
    text = _text(at_desk.get(f"/desk/{this.reference}/beside/{other.reference}"))
    assert STORY in text
    assert "A different tale." in text
    assert "Different" in text
    read = AuditEvent.objects.filter(event="submissions.read").values_list("record_id", flat=True)
    assert set(read) == {this.reference, other.reference}


def test_item_names_what_may_tell_of_the_same(at_desk, send):
    this, other = send(), send()
    page = at_desk.get(f"/desk/{this.reference}").content.decode()
    assert f"/desk/{this.reference}/beside/{other.reference}" in page


# --- what happens to it -------------------------------------------------------------------------


def test_decide_shows_what_is_missing_beside_its_field(at_desk, send):
    submission = send()
    page = at_desk.post(
        f"/desk/{submission.reference}/decide",
        _decision(submission, what="ask", reason="Remember the bus"),
    )
    assert page.status_code == 200
    assert "Enter your question." in _text(page)
    assert "Remember the bus" in _text(page)


@pytest.mark.parametrize(
    ("fields", "outcome", "told"),
    [
        ({"what": "processed", "nothing_more": "on"}, "processed", ""),
        ({"what": "crime", "reason": "A theft"}, "crime", ""),
        ({"what": "hub", "hub": "Northmoor Hub"}, "hub", "Northmoor Hub"),
        (
            {"what": "passed_on", "service": "other", "other_service": "housing"},
            "passed_on",
            "housing",
        ),
        ({}, "no_action", ""),
    ],
)
def test_decide_decides_in_one_step(at_desk, send, fields, outcome, told):
    submission = send()
    answer = at_desk.post(
        f"/desk/{submission.reference}/decide", _decision(submission, **fields), follow=True
    )
    assert "Decided." in _text(answer)
    submission.refresh_from_db()
    assert (submission.outcome, submission.told) == (outcome, told)


def test_decide_asks_the_submitter(at_desk, send):
    submission = send()
    posted = _decision(submission, what="ask", question="Which day?")
    for _double_click in range(2):
        at_desk.post(f"/desk/{submission.reference}/decide", posted)
    assert Message.objects.get().text == "Which day?"


def test_decide_keeps_both_texts_when_a_colleague_came_first(at_desk, quinn, send):
    submission = send()
    posted = _decision(submission, what="crime", reason="I think it is a theft")
    actions.decide(
        by=quinn, reference=submission.reference, outcome="no_action",
        reason="It was in the papers", version=submission.version, key=uuid.uuid4(),
    )  # fmt: skip
    page = at_desk.post(f"/desk/{submission.reference}/decide", posted)
    text = _text(page)
    assert page.status_code == 409
    assert "This changed while you had it open." in text
    assert "It was in the papers" in text
    assert text.count("I think it is a theft") == 2, "beside it, and still in the form"
    assert Decision.objects.get().by == quinn
    submission.refresh_from_db()
    again = posted | {"version": submission.version, "reopening": "It is a crime after all"}
    at_desk.post(f"/desk/{submission.reference}/decide", again)
    submission.refresh_from_db()
    assert submission.outcome == "crime"


def test_decide_lets_take_over_with_the_same_words(at_desk, pat, quinn, send):
    submission = send()
    posted = _decision(submission, what="crime", reason="I think it is a theft")
    actions.pick_up(by=quinn, reference=submission.reference)
    page = at_desk.post(f"/desk/{submission.reference}/decide", posted)
    assert page.status_code == 409
    assert "Quinn has it now." in _text(page)
    assert "Take it over from Quinn and decide this" in _text(page)
    for _double_click in range(2):
        at_desk.post(f"/desk/{submission.reference}/decide", posted | {"take_over": "yes"})
    decision = Decision.objects.get()
    assert (decision.by, decision.reason) == (pat, "I think it is a theft")


def test_decide_twice_by_a_double_click_is_one_decision(at_desk, send):
    submission = send()
    posted = _decision(submission)
    answers = [at_desk.post(f"/desk/{submission.reference}/decide", posted) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Decision.objects.count() == 1


def test_hand_to_and_reopen_from_the_page(at_desk, pat, quinn, send):
    submission = send()
    address = f"/desk/{submission.reference}"
    at_desk.post(f"{address}/hand-over", {"colleague": quinn.pk})
    assert "Quinn has it" in _text(at_desk.get(address))
    assert "Select who it goes to." in _text(at_desk.post(f"{address}/hand-over", {}))
    at_desk.post(f"{address}/hand-over", {"colleague": pat.pk})
    at_desk.post(f"{address}/decide", _decision(submission))
    submission.refresh_from_db()
    assert "Enter why it is reopened." in _text(
        at_desk.post(f"{address}/reopen", {"version": submission.version})
    )
    at_desk.post(f"{address}/reopen", {"version": submission.version, "reason": "The school rang."})
    assert "You have it" in _text(at_desk.get(address))


def test_put_back_from_the_page(at_desk, send):
    submission = send()
    at_desk.post(f"/desk/{submission.reference}/pick-up")
    answer = at_desk.post(f"/desk/{submission.reference}/put-back", follow=True)
    assert "is back in the queue" in _text(answer)


# --- who may not --------------------------------------------------------------------------------

PAGES = [
    ("GET", ""), ("GET", "version"), ("GET", "spreadsheet"), ("POST", "next"), ("GET", "{0}"),
    ("POST", "{0}/looking"), ("POST", "{0}/sender"), ("GET", "{0}/files/FILE-0000-0000"),
    ("GET", "{0}/beside/{0}"), ("POST", "{0}/pick-up"), ("POST", "{0}/put-back"),
    ("POST", "{0}/hand-over"), ("POST", "{0}/decide"), ("POST", "{0}/reopen"),
]  # fmt: skip
OF_ONE_ITEM = [(method, page) for method, page in PAGES if "{0}" in page]
VALID = {
    "what": "no_action", "reason": "x", "version": "1",
    "key": "6a1f8ef2-3a4c-4a55-9c1a-111111111111",
}  # fmt: skip


def _ask(client, method, page, reference):
    address = "/desk/" + page.format(reference)
    return client.post(address, VALID) if method == "POST" else client.get(address)


@pytest.mark.parametrize("who", ["priya", "sam", "olu", "mel", "tess", "dee", "otto"])
@pytest.mark.parametrize(("method", "page"), PAGES)
def test_pages_are_for_the_desk(request, client, send, who, method, page):
    client.force_login(request.getfixturevalue(who), backend=BACKEND)
    answer = _ask(client, method, page, send().reference)
    assert answer.status_code == 403
    assert "Your role does not allow this." in _text(answer)


@pytest.mark.parametrize(("method", "page"), OF_ONE_ITEM)
def test_pages_of_another_area_look_as_if_they_were_not_there(client, sol, send, method, page):
    client.force_login(sol, backend=BACKEND)
    hidden = _ask(client, method, page, send().reference)
    missing = _ask(client, method, page, "SB-0000-0000")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert _plain(hidden) == _plain(missing)


@pytest.mark.parametrize("page", ["", "?tab=finished", "version", "version?tab=waiting", "{0}"])
def test_outsider_never_meets_what_is_of_another_area(client, sol, send, southmere, page):
    """The paired world: the same request with and without the hidden item, to the byte."""
    own = send(council=southmere, ago=30)
    client.force_login(sol, backend=BACKEND)
    address = "/desk/" + page.format(own.reference)
    client.get(address)
    without = _plain(client.get(address))
    send(rank=Rank.URGENT, ago=45)  # the same names and story, in Northmoor
    send(waiting_since=clock.now())
    send(finished_at=clock.now(), outcome="crime")
    assert _plain(client.get(address)) == without


def test_item_stays_hidden_beside_one_within_reach(client, sol, send, southmere):
    own, hidden = send(council=southmere), send()
    client.force_login(sol, backend=BACKEND)
    assert client.get(f"/desk/{own.reference}/beside/{hidden.reference}").status_code == 404
    assert not AuditEvent.objects.filter(event="submissions.read").exists()
