"""What may still change before and while a meeting is held: its chair, its agenda; two people at once."""

import threading
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from openpyxl import load_workbook

from cairn.accounts.models import Notice, User
from cairn.accounts.roles import Role
from cairn.audit.models import AuditEvent
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Overtaken, Refused
from cairn.meetings import actions, queries, rules
from cairn.meetings.models import AgendaItem, Meeting
from tests.meetings.conftest import MONDAY_10AM, first_item
from tests.meetings.test_pages import browser, io


@pytest.fixture
def max_(partnership):
    """Another CERAR manager."""
    return User.objects.create(
        email="max@example.test", name="Max", roles=[Role.CERAR_MANAGER], agency=partnership
    )


def take_chair(by, meeting, chair, why="Mel is ill", version=None):
    return actions.change_chair(
        by=by, reference=meeting.reference, chair=chair, why=why,
        version=version or meeting.version,
    )  # fmt: skip


# --- the chair ----------------------------------------------------------------------------------


def test_change_chair_asks_and_tells_the_new_one(level_1, cory, mel, max_):
    changed = take_chair(cory, level_1, max_)
    assert (changed.chair, changed.chair_because) == (max_, "Mel is ill")
    assert queries.invitation_of(by=max_, meeting=changed)
    told = dict(
        Notice.objects.filter(key__startswith="meetings.chair:").values_list(
            "person__name", "wording"
        )
    )
    assert told == {
        "Max": "You are in the chair of a Level 1 meeting.",
        "Mel": "Somebody else is in the chair of a Level 1 meeting.",
    }
    event = AuditEvent.objects.get(event="meetings.chair_changed")
    assert event.details == {"chair": max_.pk, "before": mel.pk}
    asked = queries.invitation_of(by=mel, meeting=changed)
    actions.withdraw_invitation(by=cory, reference=level_1.reference, invitation=asked.reference)


def test_change_chair_keeps_the_rules_of_its_kind(level_1, cory, priya, mel, max_):
    with pytest.raises(Refused, match="chaired by a CERAR manager"):
        take_chair(cory, level_1, priya)
    with pytest.raises(Refused, match="in the chair already"):
        take_chair(cory, level_1, mel)
    with pytest.raises(Refused, match="Say why"):
        take_chair(cory, level_1, max_, why=" ")
    with pytest.raises(Overtaken):
        take_chair(cory, level_1, max_, version=7)
    level_1.child.is_restricted, level_1.child.restricted_because = True, "A test"
    level_1.child.save()
    with pytest.raises(OutOfReach):
        take_chair(cory, level_1, max_)


def test_change_chair_until_the_end(under_way, cory, max_, mel):
    changed = take_chair(cory, under_way, max_)
    actions.end_meeting(by=cory, reference=under_way.reference)
    under_way.refresh_from_db()
    with pytest.raises(Refused, match="has been held"):
        take_chair(cory, under_way, mel)
    assert actions.read_minutes(by=cory, reference=changed.reference)[1]["chair"] == "Max"


def test_chair_page_says_who_took_it_and_why(level_1, cory, max_):
    page = f"/meetings/{level_1.reference}/chair"
    said = {"chair": "", "why": "Mel is ill", "version": level_1.version}
    wrong = browser(cory).post(page, said).content.decode()
    assert "Choose who chairs" in wrong
    assert ">Mel is ill</textarea>" in wrong
    assert browser(cory).post(page, {**said, "chair": max_.reference}).status_code == 302
    shown = browser(cory).get(f"/meetings/{level_1.reference}/").content.decode()
    assert "Max took the chair: Mel is ill" in shown


# --- the agenda ---------------------------------------------------------------------------------


def test_rename_and_remove_an_item_before_it_starts(level_1, cory):
    item = first_item(cory, level_1)
    at = {"by": cory, "reference": level_1.reference, "item": item}
    actions.rename_item(**at, title="What we know", was="What each agency knows")
    assert queries.agenda(by=cory, meeting=level_1).items[0].title == "What we know"
    with pytest.raises(Overtaken):
        actions.rename_item(**at, title="Everything", was="What each agency knows")
    with pytest.raises(Refused, match="Say what"):
        actions.rename_item(**at, title=" ", was="What we know")
    actions.remove_item(**at)
    assert [one.title for one in queries.agenda(by=cory, meeting=level_1).items] == ["Safety plan"]
    with pytest.raises(OutOfReach):
        actions.remove_item(**at)
    assert AuditEvent.objects.filter(event="meetings.agenda_changed").count() == 2


def test_rename_and_remove_no_item_of_a_meeting_that_has_started(under_way, cory):
    at = {"by": cory, "reference": under_way.reference, "item": first_item(cory, under_way)}
    with pytest.raises(Refused, match="already started"):
        actions.rename_item(**at, title="Else", was="What each agency knows")
    with pytest.raises(Refused, match="already started"):
        actions.remove_item(**at)


def test_key_of_another_agenda_is_refused_beside_the_question(level_1, monthly, cory):
    key = str(uuid.uuid4())
    for meeting, says in ((monthly, "It is on the agenda"), (level_1, "This form was used before")):
        page = browser(cory).post(
            f"/meetings/{meeting.reference}/agenda", {"title": "Buses", "key": key}, follow=True
        )
        assert says in page.content.decode()


def test_remove_item_keeps_what_has_words(level_1, cory):
    assert "stays" in rules.reason_not_to_remove_item(level_1.standing, has_words=True)
    assert rules.reason_not_to_remove_item(level_1.standing, has_words=False) is None


def test_item_of_a_hidden_child_is_nobodys_to_change(monthly, hidden, system, cory):
    item = actions.add_item(
        by=system, reference=monthly.reference, title="Amber", child=hidden.reference
    )
    at = {"by": cory, "reference": monthly.reference, "item": item.reference}
    with pytest.raises(OutOfReach):
        actions.remove_item(**at)
    with pytest.raises(OutOfReach):
        actions.rename_item(**at, title="Else", was="Amber")


def test_item_pages_ask_first_and_show_both_names(level_1, cory):
    item = AgendaItem.objects.get(reference=first_item(cory, level_1))
    page = f"/meetings/{level_1.reference}/agenda/{item.reference}"
    coordinator = browser(cory)
    assert 'value="What each agency knows"' in coordinator.get(page).content.decode()
    AgendaItem.objects.filter(pk=item.pk).update(title="Theirs")
    answer = coordinator.post(page, {"title": "Mine", "was": "What each agency knows"})
    assert answer.status_code == 409
    for words in ("Theirs", 'value="Mine"', 'name="was" value="Theirs"'):
        assert words in answer.content.decode()
    assert coordinator.post(page, {"title": "Mine", "was": "Theirs"}).status_code == 302
    asked = coordinator.get(f"{page}/remove").content.decode()
    assert "Take this off the agenda?" in asked
    assert AgendaItem.objects.filter(pk=item.pk).exists()
    assert coordinator.post(f"{page}/remove").status_code == 302
    assert not AgendaItem.objects.filter(pk=item.pk).exists()


# --- what is due about the child ----------------------------------------------------------------


def test_overdue_tasks_of_earlier_meetings_come_first_on_the_next(
    under_way, arrange, cory, priya, sam, jade
):
    task = actions.give_task(
        by=cory, reference=under_way.reference, item=first_item(cory, under_way),
        what="Ring the school", owner=priya.reference, key=uuid.uuid4(), due_on=date(2026, 11, 27),
    )  # fmt: skip

    def next_agenda():
        made = arrange(starts_at=clock.now() + timedelta(days=1))
        return made, [one.title for one in queries.agenda(by=cory, meeting=made).items]

    standing = ["What each agency knows", "Safety plan"]
    assert next_agenda()[1] == standing  # it is not overdue yet
    with clock.at(MONDAY_10AM + timedelta(days=7)):
        made, titles = next_agenda()
        assert titles == [rules.FROM_LAST_TIME, *standing]
        shown = browser(cory).get(f"/meetings/{made.reference}/").content.decode()
        assert "Overdue from earlier meetings" in shown
        assert "Ring the school" in shown
        actions.finish_task(by=priya, reference=task.reference, outcome="Rang", version=1)
        assert next_agenda()[1] == standing


def test_overdue_tasks_are_not_put_twice_on_an_agenda_that_has_them():
    standing = ["The picture", rules.FROM_LAST_TIME]
    assert rules.agenda_with_overdue(standing, has_overdue=True) == standing


# --- lists --------------------------------------------------------------------------------------


def test_list_is_taken_away_as_it_is_narrowed(level_1, monthly, cory, jade):
    sheet = browser(cory).get("/meetings/spreadsheet?kind=level-1")
    [row] = load_workbook(io.BytesIO(sheet.content)).active.iter_rows(min_row=2, values_only=True)
    assert row[:4] == (level_1.reference, "Level 1 meeting", jade.reference, "Northmoor")
    assert "Jade" not in str(row)
    assert AuditEvent.objects.get(event="meetings.exported").details == {"found": 1}
    sheet = browser(cory).get("/meetings/spreadsheet")  # those to come that Cory is asked to: none
    assert load_workbook(io.BytesIO(sheet.content)).active.max_row == 1


def test_childs_page_lists_meetings_to_come_first(under_way, arrange, cory, priya, pat, jade):
    planned = arrange(priya, kind="review", starts_at=MONDAY_10AM + timedelta(days=3))
    actions.end_meeting(by=cory, reference=under_way.reference)
    page = f"/meetings/child/{jade.reference}"
    shown = browser(priya).get(page).content.decode()
    assert shown.index(planned.reference) < shown.index(under_way.reference)
    assert f"/meetings/{under_way.reference}/minutes" in shown
    assert f"/meetings/{planned.reference}/minutes" not in shown
    assert page in browser(priya).get(f"/children/{jade.reference}").content.decode()
    assert "There are none" in browser(pat).get(page).content.decode()  # who reaches Jade alone


def test_menu_has_meetings_and_their_page_leads_to_my_tasks(under_way, cory, priya):
    actions.give_task(
        by=cory, reference=under_way.reference, item=first_item(cory, under_way), what="Ring",
        owner=priya.reference, key=uuid.uuid4(), due_on=date(2026, 11, 27),
    )  # fmt: skip
    with clock.at(MONDAY_10AM + timedelta(days=7)):
        shown = browser(priya).get("/meetings/").content.decode()
        menu = shown.split("</nav>")[0]
        assert "/meetings/tasks/" not in menu
        assert "My tasks from meetings" in shown
        assert "1 overdue" in shown
        assert "1 overdue" not in browser(cory).get("/meetings/").content.decode()
        assert 'href="/meetings/"' in browser(priya).get("/meetings/tasks/").content.decode()


# --- two at once --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_move_a_meeting_at_once_do_not_overwrite_each_other(level_1, cory, mel):
    """Two connections: the second waits for the first, and is then told."""
    ready, answers = threading.Barrier(2), []

    def move(by, where):
        try:
            with clock.at(MONDAY_10AM):
                ready.wait()
                actions.move_meeting(
                    by=by, reference=level_1.reference, where=where, why="Snow", version=1,
                    starts_at=MONDAY_10AM + timedelta(days=1),
                )  # fmt: skip
            answers.append(where)
        except Exception as problem:  # a thread's own failure would be lost
            answers.append(type(problem))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=move, args=said) for said in ((cory, "Room 3"), (mel, "Room 4"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [where] = [one for one in answers if one is not Overtaken]
    assert Overtaken in answers
    moved = Meeting.objects.get(pk=level_1.pk)
    assert (moved.where, moved.version) == (where, 2)
    assert AuditEvent.objects.filter(event="meetings.moved").count() == 1
