"""The start page: what needs each person today, and one main action."""

import re
import uuid

import pytest

from cairn.accounts.models import Invitation
from cairn.children.models import Child
from cairn.foundation import clock
from cairn.home import queries
from cairn.submissions.models import Draft, Submission
from tests.house_rules.conftest import STANDARDS

NOW = clock.from_iso("2026-11-23T10:00")


@pytest.fixture(autouse=True)
def monday():
    with clock.at(NOW):
        yield


def send(council, by=None, rank=2, minutes=30):
    return Submission.objects.create(
        key=uuid.uuid4(), code_digest=b"x", content={"child": [{"name": "Kieron Madeup"}]}, shape=1,
        council=council, rank=rank, sent_by=by, sent_at=NOW - clock.timedelta(minutes=minutes),
    )  # fmt: skip


def titles(person):
    return [part.title for part in queries.today(by=person).parts]


def part(person, title):
    return next(part for part in queries.today(by=person).parts if part.title == title)


def test_start_needs_an_account(client, db):
    assert client.get("/start").status_code == 302


@pytest.mark.parametrize(
    ("who", "action", "shown"),
    [
        ("tess", "Share information", ["What you shared"]),
        ("pat", "Take the next", ["Your list", "At the desk", "What you shared"]),
        ("priya", "See my children", ["Your list", "My children", "What you shared"]),
        (
            "ada",
            "Invite a colleague",
            ["Invitations not answered yet", "What you shared"],
        ),
        ("otto", "See the service", ["The service", "What you shared"]),
        ("dee", "Review emergency access", ["Emergency access to review", "What you shared"]),
        ("mel", "Screen contacts", ["Your list", "What you shared"]),
        ("cory", "Arrange a meeting", ["Your list", "What you shared"]),
        ("audrey", "Share information", ["What you shared"]),
    ],
)
def test_start_shows_each_role_its_own_work(
    request, profile_of_the_cast, client, who, action, shown
):
    person = request.getfixturevalue(who)
    assert titles(person) == shown
    assert queries.today(by=person).action.text == action
    client.force_login(person)
    text = client.get("/start").content.decode()
    assert re.search(rf"<h1[^>]*>What needs you today</h1>.*{action}.*{shown[0]}", text, re.DOTALL)


@pytest.mark.parametrize(("who", "is_said"), [("mel", True), ("audrey", True), ("otto", False)])
def test_start_says_so_where_nothing_waits(request, profile_of_the_cast, client, who, is_said):
    client.force_login(request.getfixturevalue(who))
    page = client.get("/start").content.decode()
    said = "Nothing waits for you now" in page or "Nothing needs you today" in page
    assert said == is_said


def test_start_shows_an_administrator_who_has_not_answered(client, ada, profile_of_the_cast):
    for days, name in ((3, "Nia New"), (-1, "Late Lee")):
        Invitation.objects.create(
            email=f"{name[:4].strip()}@example.test", name=name, roles=["partner"], agency=ada.agency,
            digest=name.encode(), invited_by=ada, invited_at=NOW, expires_at=NOW + clock.timedelta(days=days),
        )  # fmt: skip
    lines = part(ada, "Invitations not answered yet").lines
    assert {(line.text, line.tag) for line in lines} == {("Nia New", ""), ("Late Lee", "Expired")}


def test_start_shows_the_desk_its_five_most_pressing(pat, profile_of_the_cast, northmoor):
    for minutes in range(10, 70, 10):
        send(northmoor, minutes=minutes)
    urgent = send(northmoor, rank=0, minutes=1)
    lines = part(pat, "At the desk").lines
    assert len(lines) == 5
    assert (lines[0].text, lines[0].tag) == (urgent.reference, "Said to be urgent")


def test_start_says_that_nothing_needs_doing(client, pat, profile_of_the_cast):
    client.force_login(pat)
    text = client.get("/start").content.decode()
    assert "Nothing is waiting at the desk. You do not need to do anything." in text


def test_start_shows_no_distressing_text_and_nobody_elses_submissions(
    client, tess, pat, profile_of_the_cast, northmoor
):
    mine, other = send(northmoor, by=tess), send(northmoor)
    client.force_login(tess)
    text = client.get("/start").content.decode()
    assert mine.reference in text
    assert other.reference not in text
    client.force_login(pat)
    assert "Kieron" not in client.get("/start").content.decode()


def test_start_asks_the_submitter_to_answer(tess, profile_of_the_cast, northmoor):
    row = send(northmoor, by=tess)
    Submission.objects.filter(pk=row.pk).update(read_at=NOW, waiting_since=NOW)
    (line,) = part(tess, "What you shared").lines
    assert (line.pressing, line.tag) == ("Please answer", "")


def test_start_shows_what_was_begun_and_not_sent(tess, profile_of_the_cast):
    Draft.objects.create(owner=tess, holder_digest=b"x", started_at=NOW, saved_at=NOW)
    Draft.objects.create(owner=None, holder_digest=b"y", started_at=NOW, saved_at=NOW)
    assert len(part(tess, "Not sent yet").lines) == 1


def test_start_names_the_children_of_ones_own_work_only(
    client, priya, olu, jade, profile_of_the_cast
):
    client.force_login(priya)
    assert "Jade Example" in client.get("/start").content.decode()
    client.force_login(olu)
    text = client.get("/start").content.decode()
    assert "Jade" not in text
    assert "No child’s record names you." in text


def test_start_is_the_same_to_the_byte_with_and_without_a_hidden_child(
    client, olu, northmoor, priya, profile_of_the_cast
):
    client.force_login(olu)

    def shown():
        return re.sub(
            rb'(nonce=|name="csrfmiddlewaretoken" value=)"[^"]*"', b"", client.get("/start").content
        )

    before = shown()
    Child.objects.create(
        given_name="Hidden", family_name="Madeup", search_name="hidden madeup", council=northmoor,
        added_at=NOW, added_by=priya,
    )  # fmt: skip
    assert shown() == before


def test_start_tells_operators_what_is_wrong(otto, job, worker, profile_of_the_cast):
    job()
    assert [line.text for line in part(otto, "The service").lines] == [
        "The worker is missing",
        "1 failed job",
    ]
    worker()
    assert [line.text for line in part(otto, "The service").lines] == ["1 failed job"]


@pytest.fixture
def profile_of_the_cast(db):
    """The local standards, in the cast's own small partnership."""
    from cairn.agencies.models import ContactPoint, LocalStandard

    for key, value in {**STANDARDS, "desk-escalation-ladder": ["police_ce"]}.items():
        LocalStandard.objects.create(
            key=key, value=value, from_on=clock.date(2021, 9, 1), source="x"
        )
    week = dict.fromkeys(clock.DAYS[:5], "09:00-17:00")
    ContactPoint.objects.create(code="desk", name="The desk", hours=week)


def test_start_leads_only_to_pages_that_are_there(
    pat, priya, ada, otto, dee, jade, job, profile_of_the_cast, northmoor
):
    send(northmoor), send(northmoor, by=pat), job()
    for person in (pat, priya, ada, otto, dee):
        today = queries.today(by=person)
        assert today.action.page
        for shown in today.parts:
            assert shown.more_page or not shown.more, shown.title
            assert all(line.page for line in shown.lines), shown.title
