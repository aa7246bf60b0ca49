"""The pages of meetings: what they show, what they keep, and what they never show."""

import io
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.meetings import actions, queries
from cairn.meetings.models import Decision, Invitation, Meeting, Statement, Task
from tests.meetings.conftest import BACKEND, MONDAY_10AM, come, first_item


def browser(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def plain(response):
    """The page without what differs every time it is made: tokens, nonces and a form's key."""
    changing = rb'nonce="[^"]*"|name="(csrfmiddlewaretoken|key)" value="[^"]*"'
    return re.sub(changing, b"", response.content)


def arranging(jade, mel, **said):
    return {
        "kind": "level-1", "child": jade.reference, "on": "24 11 2026", "at": "2pm",
        "where": "Room 2", "chair": mel.reference, "key": uuid.uuid4(), **said,
    }  # fmt: skip


def test_list_says_when_it_is_empty(local, priya):
    assert b"Nothing needs doing" in browser(priya).get("/meetings/").content
    assert b"Nothing" not in browser(priya).get("/meetings/?kind=review").content
    assert b"nothing needs doing" in browser(priya).get("/meetings/tasks/").content


def test_list_asks_for_an_answer_and_pages(arrange, priya, cory):
    for _ in range(26):
        meeting = arrange(priya)
    page = browser(priya).get("/meetings/")
    assert page.content.decode().count("Please answer") == 25
    (older,) = re.findall(r'href="(\?[^"]*after=[^"]*)"', page.content.decode())
    second = browser(priya).get("/meetings/" + older.replace("&amp;", "&")).content.decode()
    assert meeting.reference in second
    assert "Back to the start" in second


def test_arrange_by_name_asks_which_child_where_several_fit(local, cory, mel, jade, northmoor, sam):
    cory_at_work = browser(cory)
    twin = type(jade).objects.create(
        given_name="Jade", family_name="Exampel", search_name="jade exampel", council=northmoor,
        added_at=clock.now(), added_by=sam,
    )  # fmt: skip
    said = arranging(jade, mel, child="jade")
    page = cory_at_work.post("/meetings/arrange", said)
    assert "Choose which child" in page.content.decode()
    cory_at_work.post("/meetings/arrange", {**said, "chosen": twin.reference})
    assert Meeting.objects.get().child == twin


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on": "the day after"}, "Error:"),
        ({"on": "November 2026"}, "Enter one day"),
        ({"at": "half past lunch"}, "Error:"),
        ({"where": ""}, "Say where the meeting is"),
        ({"child": "Nobody Known"}, "No child you may know of is like this"),
        ({"kind": "strategic-group"}, "put each on its agenda"),
        ({"on": "20 11 2026"}, "later than now"),
    ],
)
def test_arrange_says_what_is_wrong_and_keeps_what_was_typed(local, cory, mel, jade, wrong, words):
    page = browser(cory).post("/meetings/arrange", arranging(jade, mel, **wrong)).content.decode()
    assert words in page
    assert "Room 2" in page or "where" in wrong
    assert not Meeting.objects.exists()


def test_run_shows_both_texts_to_whoever_was_overtaken(under_way, cory, police):
    at = {"reference": under_way.reference, "item": first_item(cory, under_way)}
    actions.share(by=cory, **at, agency=police.code, text="Seen at the station")
    said = {"agency": police.code, "text": "Stopped on Friday", "version": 0}
    address = f"/meetings/{at['reference']}/items/{at['item']}/share"
    page = browser(cory).post(address, said)
    assert page.status_code == 409
    for words in ("Seen at the station", "Stopped on Friday", "Nothing has been saved yet"):
        assert words in page.content.decode()
    assert 'name="version" value="1"' in page.content.decode()
    assert browser(cory).post(address, {**said, "version": 1}).status_code == 302
    assert Statement.objects.get().text == "Stopped on Friday"


@pytest.mark.parametrize("typed", ["\x00", "%", "1'", "9" * 5000, "\u202eyirp"])
def test_people_are_found_by_whatever_is_typed(level_1, cory, typed):
    page = reverse("meetings:invite", args=[level_1.reference])
    assert browser(cory).get(page, {"find": typed}).status_code == 200


def test_attendance_of_a_page_that_was_opened_earlier_takes_nobodys_presence_back(
    level_1, cory, mel, priya, sam
):
    actions.start_meeting(by=cory, reference=level_1.reference)
    page = browser(cory).get(reverse("meetings:run", args=[level_1.reference])).content.decode()
    seen = dict(re.findall(r'name="(initial-NM-[^"]+)" value="([^"]*)"', page))
    asked = {one.person: one for one in queries.invitations(by=cory, meeting=level_1)}
    come(mel, level_1, mel, priya)  # on another screen
    typed = dict.fromkeys([one.reference for one in asked.values()], "")
    typed[asked[sam].reference] = "apologies"
    answer = browser(cory).post(
        reverse("meetings:attendance", args=[level_1.reference]), {**seen, **typed}
    )
    assert answer.status_code == 302
    came = queries.invitations(by=cory, meeting=level_1).values_list("person__name", "attendance")
    assert dict(came) == {"Mel": "present", "Priya": "present", "Sam": "apologies"}


def test_attendance_set_by_mistake_is_taken_back(under_way, cory, sam):
    asked = {one.person: one for one in queries.invitations(by=cory, meeting=under_way)}
    reference = asked[sam].reference
    browser(cory).post(
        reverse("meetings:attendance", args=[under_way.reference]),
        {f"initial-{reference}": "present", reference: ""},
    )
    assert queries.invitation_of(by=sam, meeting=under_way).attendance == ""


def test_share_saves_as_one_writes_and_says_so(under_way, cory, police):
    item = first_item(cory, under_way)
    address = f"/meetings/{under_way.reference}/items/{item}/share"

    def written(**said):
        said = {"agency": police.code, "text": "Seen", "version": 0, **said}
        return browser(cory).post(address, said, headers={"X-Requested-With": "autosave"}).json()

    assert written() == {"version": 1, "words": "Saved at 10am", "is_saved": True}
    assert written(text="Seen twice", version=1)["version"] == 2
    late = written(text="Never seen", version=1)
    assert "Not saved yet" in late["words"]
    assert not late["is_saved"]
    assert "Choose which agency" in written(agency="")["words"]
    assert Statement.objects.get().text == "Seen twice"


def test_run_keeps_what_was_typed_beside_its_error(under_way, cory, priya):
    item = first_item(cory, under_way)
    at = f"/meetings/{under_way.reference}/items/{item}"
    page = browser(cory).post(f"{at}/task", {"what": "Ring the school", "key": uuid.uuid4()})
    assert "Choose who does it" in page.content.decode()
    assert "Ring the school" in page.content.decode()
    late = {"what": "Ring", "owner": priya.reference, "due_on": "20 11 2026", "key": uuid.uuid4()}
    assert "must not be in the past" in browser(cory).post(f"{at}/task", late).content.decode()
    assert not Task.objects.exists()


def test_whole_meeting_by_its_pages(level_1, cory, police, priya):
    chair, at = browser(cory), f"/meetings/{level_1.reference}"
    assert chair.post(f"{at}/start").status_code == 302
    asked = Invitation.objects.values_list("reference", flat=True)
    chair.post(f"{at}/attendance", dict.fromkeys(asked, "present"))
    item = f"{at}/items/{first_item(cory, level_1)}"
    chair.post(f"{item}/decide", {"text": "High", "key": uuid.uuid4()})
    decision = f"{item}/decisions/{Decision.objects.get().reference}"
    chair.post(f"{decision}/change", {"text": "The level is High", "version": 1})
    chair.post(f"{decision}/dissent", {"agency": police.code, "why": "Medium is enough"})
    chair.post(f"{item}/task", {"what": "Ring", "owner": priya.reference, "key": uuid.uuid4()})
    assert chair.post(f"{at}/end").status_code == 302
    assert chair.post(f"{at}/send").status_code == 302
    text = browser(priya).get(f"{at}/minutes").content.decode()
    for words in ("The level is High", "Moors Police does not agree", "by 7 December 2026"):
        assert words in text


def test_end_without_quorum_says_so_beside_the_question(under_way, cory, sam):
    come(cory, under_way, sam, was="absent")
    page = browser(cory).post(f"/meetings/{under_way.reference}/end", {"because": ""})
    assert 'id="end_because-error"' in page.content.decode()
    said = {"because": "She is at risk tonight"}
    assert browser(cory).post(f"/meetings/{under_way.reference}/end", said).status_code == 302
    minutes = browser(cory).get(f"/meetings/{under_way.reference}/minutes").content.decode()
    assert "did not have its quorum: nobody was present for Police" in minutes
    assert "She is at risk tonight" in minutes


@pytest.mark.parametrize("page", ["", "run", "invite", "move", "cancel", "minutes"])
def test_every_page_that_shows_a_meeting_leaves_a_trace(page, under_way, cory):
    before = AuditEvent.objects.filter(record_id=under_way.reference, actor_id=cory.pk).count()
    assert browser(cory).get(f"/meetings/{under_way.reference}/{page}").status_code == 200
    after = AuditEvent.objects.filter(record_id=under_way.reference, actor_id=cory.pk).count()
    assert after == before + 1


def test_tasks_as_a_spreadsheet_run_nothing(under_way, cory, priya):
    actions.give_task(
        by=cory, reference=under_way.reference, item=first_item(cory, under_way), what="=1+1",
        owner=priya.reference, key=uuid.uuid4(),
    )  # fmt: skip
    sheet = browser(priya).get("/meetings/tasks/spreadsheet?tab=to-do")
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert rows[1][1:3] == ("=1+1", "Priya, Northmoor Children’s Services")
    assert "Jade" not in str(rows)


def test_task_overtaken_keeps_what_was_typed(under_way, cory, priya):
    task = actions.give_task(
        by=cory, reference=under_way.reference, item=first_item(cory, under_way), what="Ring",
        owner=priya.reference, key=uuid.uuid4(),
    )  # fmt: skip
    said = {"outcome": "They will ring us", "version": 7}
    page = browser(priya).post(f"/meetings/tasks/{task.reference}", said)
    assert page.status_code == 409
    assert "They will ring us" in page.content.decode()


def test_pages_are_the_same_with_and_without_a_hidden_childs_item(
    monthly, hidden, system, cory, mel, priya, sam
):
    def pages(person):
        at = f"/meetings/{monthly.reference}"
        found = ["/meetings/", f"{at}/", f"{at}/minutes", "/meetings/tasks/?whose=all"]
        found += [f"{at}/run", f"{at}/invite"] if person == cory else []
        return [plain(browser(person).get(address)) for address in found]

    actions.start_meeting(by=cory, reference=monthly.reference)
    come(cory, monthly, mel, priya, sam)
    before = {person: pages(person) for person in (cory, priya)}
    item = actions.add_item(
        by=system, reference=monthly.reference, title="Amber", child=hidden.reference
    )
    at = {"by": system, "reference": monthly.reference, "item": item.reference}
    actions.share(**at, agency="police", text="Seen with Fitz")
    actions.decide(**at, text="Find her", key=uuid.uuid4())
    actions.give_task(**at, what="Find her", owner=priya.reference, key=uuid.uuid4())
    with clock.at(MONDAY_10AM):
        for person, seen in before.items():
            assert pages(person) == seen
    assert len(queries.agenda(by=system, meeting=monthly).items) == 2


def test_meetings_page_shows_at_first_what_is_planned_and_under_way(client, mel, under_way):
    client.force_login(mel, backend=BACKEND)
    assert under_way.reference in client.get(reverse("meetings:list")).content.decode()
    planned = client.get(reverse("meetings:list"), {"state": "planned", "is_mine": "on"})
    assert under_way.reference not in planned.content.decode()


def test_guest_is_taken_for_nobody_they_were_not_said_to_be(client, cory, level_1):
    client.force_login(cory, backend=BACKEND)
    page = reverse("meetings:invite", args=[level_1.reference])
    shown = client.get(page).content.decode()
    assert not [one for one in shown.split("<input") if 'name="part"' in one and "checked" in one]
    said = client.post(page, {"guest": "Robin"}).content.decode()
    assert "Say who the guest is" in said
    assert 'value="Robin"' in said
