"""The tracker: what is due is what the rules say, every filter and order, the columns, saved views."""

import random
import uuid
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cairn.children.models import Child, Involvement
from cairn.foundation import clock
from cairn.foundation.refusals import OutOfReach, Refused
from cairn.pathways import actions, queries
from cairn.pathways.choices import Due, Level, Only, Order
from cairn.pathways.models import LevelSet, Pathway, Review, SavedView
from cairn.pathways.rules import due
from cairn.pathways.tracking import SOON, Asked
from tests.pathways.conftest import STANDARDS

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LATE = datetime(2026, 6, 15, 22, 30, tzinfo=UTC)  # half past eleven at night in London


@pytest.fixture
def monday():
    with clock.at(MONDAY):
        yield


def names(by, **asked):
    asked["only"] = tuple(asked.get("only", ()))
    rows = queries.tracker(by=by, asked=Asked(**asked)).order_by(*Asked(**asked).keys)
    return [row.child.given_name for row in rows]


def by_hand(pathway):
    """The due day from the rules, apart from every statement of the tracker."""
    level = pathway.levels.order_by("-at", "-id").first()
    if level is None:
        return due.level_1_due(pathway.opened_at, working_days=STANDARDS["level-1-working-days"])
    review = pathway.reviews.order_by("-at", "-id").first()
    last = max(moment for moment in (level.at, review and review.at) if moment)
    weeks = {one.value: STANDARDS[f"review-weeks-{one.value}"] for one in Level}
    return due.review_due(last, Level(level.level), weeks=weeks)


def scatter(mel, northmoor, number, seed):
    """Many pathways opened, set and reviewed at any moment of three years, weekends included."""
    chance, now = random.Random(seed), clock.now()
    children = Child.objects.bulk_create(
        Child(given_name=str(one), search_name=str(one), council=northmoor, added_at=now, added_by=mel)
        for one in range(number)
    )  # fmt: skip
    for child in children:
        opened = now - timedelta(minutes=chance.randrange(3 * 365 * 24 * 60))
        row = Pathway.objects.create(
            child=child, council=northmoor, opened_at=opened, opened_by=mel
        )
        for _ in range(chance.choice([0, 0, 1, 2])):
            at = opened + (now - opened) * chance.random()
            LevelSet.objects.create(
                pathway=row, level=chance.choice(list(Level)), reason="Signs", at=at, by=mel
            )
        for _ in range(chance.choice([0, 1, 2])):
            at = opened + (now - opened) * chance.random()
            Review.objects.create(pathway=row, note="Reviewed", at=at, by=mel)


@pytest.mark.parametrize("moment", [MONDAY, LATE, datetime(2027, 1, 2, 9, 0, tzinfo=UTC)])
def test_what_is_due_in_the_database_is_what_the_rules_say(mel, northmoor, moment):
    with clock.at(moment):
        scatter(mel, northmoor, 150, seed=moment.isoformat())
        rows = list(queries.tracker(by=mel, asked=Asked(order=Order.DUE)).order_by("due_on", "id"))
        assert [row.due_on for row in rows] == [by_hand(row) for row in rows]
        assert len({row.due_on for row in rows}) > 50
        today = clock.today()
        wanted = {
            Due.OVERDUE: {row.pk for row in rows if by_hand(row) < today},
            Due.WEEK: {row.pk for row in rows if today <= by_hand(row) <= today + SOON},
        }
        for due, expected in wanted.items():
            found = queries.tracker(by=mel, asked=Asked(due=due))
            assert {row.pk for row in found} == expected
            assert expected


def test_due_on_the_day_itself_is_not_overdue(mel, opened, monday):
    opened("Today", days_ago=40, levels=[(28, "high")])
    opened("Late", days_ago=40, levels=[(29, "high")])
    opened("Week", days_ago=40, levels=[(21, "high")])
    opened("Later", days_ago=40, levels=[(20, "high")])
    assert names(mel, due=Due.OVERDUE) == ["Late"]
    assert names(mel, due=Due.WEEK, order=Order.DUE) == ["Today", "Week"]


def test_filters_find_whom_they_say(mel, wren, priya, opened, southmere, monday):
    opened("Bare", levels=[(3, "high")], born_on=date(2012, 5, 4))
    opened("Led", levels=[(3, "medium")], lead=mel, worker=wren, born_on=date(2009, 5, 4))
    opened("Meet", lead=priya, born_on=date(2008, 11, 24))  # 18 tomorrow
    opened("South", levels=[(3, "low")], council=southmere, born_on=date(2008, 11, 23))
    everybody = {"Bare", "Led", "Meet", "South"}
    assert set(names(mel)) == everybody
    assert names(mel, council="southmere") == ["South"]
    assert set(names(mel, only=[Only.NO_LEAD])) == {"Bare", "South"}
    assert names(mel, only=[Only.NO_WORKER]) == ["Bare"]
    assert names(mel, only=[Only.MINE]) == ["Led"]
    assert set(names(mel, only=[Only.NEARLY_ADULT])) == {"Led", "Meet"}
    assert names(mel, only=[Only.NO_LEAD, Only.NO_WORKER], level="high") == ["Bare"]
    assert names(mel, age="13_15") == ["Bare"]
    assert set(names(mel, age="16_17")) == {"Led", "Meet"}
    assert names(mel, age="18") == ["South"]
    assert names(mel, level="to_meet") == ["Meet"]


def test_age_not_known_is_found_by_asking_for_it(mel, opened):
    opened("Unknown")
    opened("Known", born_on=date(2012, 5, 4))
    assert names(mel, age="unknown") == ["Unknown"]
    assert names(mel, age="under_13") == []


def test_text_finds_a_name_misspelled_and_a_reference_within_reach(mel, steph, opened):
    ava = opened("Ava")
    opened("Robin")
    assert names(mel, text="avva sample") == ["Ava"]
    assert names(mel, text=ava.reference.lower()) == ["Ava"]
    assert names(mel, text=ava.child.reference) == ["Ava"]
    assert names(mel, text="nobody") == []
    assert names(steph, text="ava") == []


def test_orders(mel, opened, monday):
    opened("Zoe", days_ago=1, family_name="Aa")
    opened("Old", days_ago=100, levels=[(3, "low")], family_name="Cc")
    opened("Mid", days_ago=50, levels=[(29, "high")], family_name="Bb")
    assert names(mel) == ["Zoe", "Mid", "Old"]
    assert names(mel, order=Order.LONGEST) == ["Old", "Mid", "Zoe"]
    assert names(mel, order=Order.NAME) == ["Zoe", "Mid", "Old"]
    assert names(mel, order=Order.DUE) == ["Mid", "Zoe", "Old"]


@pytest.mark.parametrize("order", Order)
def test_pages_by_key_show_each_row_once_in_every_order(mel, northmoor, monday, order):
    scatter(mel, northmoor, 60, seed=order.value)
    seen, after = [], ""
    while True:
        page = actions.list_tracker(by=mel, asked=Asked(order=order), after=after)
        seen += [row.pk for row in page.rows]
        after = page.older
        if not after:
            break
    whole = queries.tracker(by=mel, asked=Asked(order=order)).order_by(*Asked(order=order).keys)
    assert seen == [row.pk for row in whole]
    assert len(seen) == 60


# --- the worker -----------------------------------------------------------------------------------


def low(opened, mel, name, is_needed=None, **more):
    row = opened(name, levels=[(3, "low")], **more)
    if is_needed is not None:
        actions.consider_worker(
            by=mel, reference=row.reference, version=1, is_needed=is_needed, reason="Asked for"
        )
    return row


def test_low_lacks_a_worker_only_where_somebody_said_one_is_needed(mel, wren, opened):
    low(opened, mel, "Unsaid")
    low(opened, mel, "Needed", is_needed=True)
    low(opened, mel, "Not", is_needed=False)
    low(opened, mel, "Has", is_needed=True, worker=wren)
    assert names(mel, only=[Only.NO_WORKER]) == ["Needed"]
    rows = list(queries.tracker(by=mel))
    lacking = [row for row in queries.tracker_rows(by=mel, pathways=rows) if row.work.lacks_worker]
    assert [row.pathway.child.given_name for row in lacking] == ["Needed"]


def test_what_was_said_at_low_is_forgotten_when_the_level_moves(mel, opened):
    row = low(opened, mel, "Needed", is_needed=True)
    seen = {"by": mel, "reference": row.reference}
    actions.set_level(**seen, version=2, level="low", reason="The same")
    assert names(mel, only=[Only.NO_WORKER]) == ["Needed"]
    actions.set_level(**seen, version=3, level="medium", reason="More signs")
    with pytest.raises(Refused, match="At Medium every child is entitled"):
        actions.consider_worker(**seen, version=4, is_needed=False, reason="No")
    actions.set_level(**seen, version=4, level="low", reason="Fewer signs")
    assert names(mel, only=[Only.NO_WORKER]) == []
    actions.consider_worker(**seen, version=5, is_needed=True, reason="School asks")
    actions.consider_worker(**seen, version=6, is_needed=False, reason="School has one")
    assert names(mel, only=[Only.NO_WORKER]) == []
    with pytest.raises(Refused, match="Write why"):
        actions.consider_worker(**seen, version=7, is_needed=True, reason=" ")


def test_team_is_no_worker_and_an_ended_involvement_none(mel, wren, opened):
    row = opened("Ava", levels=[(3, "high")], worker=wren)
    assert names(mel, only=[Only.NO_WORKER]) == []
    Involvement.objects.filter(child=row.child).update(until_on=date(2026, 2, 1))
    Involvement.objects.create(
        child=row.child, agency=wren.agency, team=wren.team, kind="intervention_worker",
        why="Duty", since_on=date(2026, 1, 5),
    )  # fmt: skip
    assert names(mel, only=[Only.NO_WORKER]) == ["Ava"]


# --- pages ----------------------------------------------------------------------------------------


@pytest.fixture
def manager(client, mel):
    client.force_login(mel, backend=BACKEND)
    return client


def text(answer):
    return answer.content.decode()


def test_tracker_shows_how_it_moved_who_works_and_what_is_missing(
    manager, priya, wren, opened, monday
):
    opened("Ava", days_ago=60, levels=[(50, "medium"), (20, "high")], lead=priya, worker=wren)
    opened("Bo", days_ago=60, levels=[(50, "medium"), (20, "medium")])
    said = text(manager.get(reverse("pathways:tracker")))
    for words in (
        "Up from Medium on 3 November 2026", "Priya", "Wren", "The same since 4 October 2026",
        "Nobody yet", "No worker yet", "24 September 2026",
    ):  # fmt: skip
        assert words in said, words
    sheet = manager.get(reverse("pathways:spreadsheet"), {"level": "high"})
    [head, row] = load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True)
    line = dict(zip(head, row, strict=True))
    assert (line["Moved"], line["Moved on"].date()) == ("Up from Medium", date(2026, 11, 3))
    assert (line["Lead practitioner"], line["Intervention worker"]) == ("Priya", "Wren")
    assert (line["By"].date(), line["Opened"].date()) == (date(2026, 12, 1), date(2026, 9, 24))


def test_unknown_filters_are_none_and_nothing_is_broken_by_them(manager, opened):
    opened("Ava")
    asked = {"level": "purple", "order": "x", "only": ["mine-all-mine", "no_lead"], "due": "soon",
             "age": "old", "council": "rutland"}  # fmt: skip
    said = text(manager.get(reverse("pathways:tracker"), asked))
    assert "Ava" in said
    assert "Shown: Show only: <strong>No lead practitioner</strong>" in said
    assert "There is a problem" not in said


@pytest.mark.parametrize(
    "asked", [{}, {"order": "due"}, {"order": "name", "due": "overdue"}, {"only": ["no_worker"]}]
)
def test_tracker_takes_the_same_number_of_statements(manager, priya, wren, opened, asked):
    taken = []
    for number in (2, 20):
        for place in range(number):
            opened(f"A{place}", days_ago=99, levels=[(90, "low"), (80, "high")], lead=priya)
        manager.get(reverse("pathways:tracker"), asked)
        with CaptureQueriesContext(
            connection,
        ) as statements:
            manager.get(reverse("pathways:tracker"), asked)
        taken.append(len(statements))
    assert taken[0] == taken[1]


def test_pathway_page_says_who_works_or_that_nobody_does_yet(
    manager, client, priya, wren, opened, jade, monday
):
    row = opened("Ava", levels=[(3, "high")], born_on=date(2008, 12, 24))
    page = reverse("pathways:pathway", args=[row.reference])
    said = text(manager.get(page))
    for words in ("Nobody yet", "Choose the lead practitioner", "No worker yet",
                  "Record who works with the child", "Turns 18 on 24 December 2026, in 31 days"):  # fmt: skip
        assert words in said, words
    for person, kind in ((priya, "lead_practitioner"), (wren, "intervention_worker")):
        Involvement.objects.create(
            child=row.child, agency=person.agency, person=person, kind=kind, why="-",
            since_on=date(2026, 11, 2),
        )  # fmt: skip
    client.force_login(priya, backend=BACKEND)
    said = text(client.get(page))
    assert "Wren, Northmoor Children’s Services" in said
    assert "Since 2 November 2026" in said
    assert "No worker yet" not in said


def test_whether_a_worker_is_needed_is_asked_at_low(manager, mel, opened):
    row = low(opened, mel, "Ava")
    page = reverse("pathways:pathway", args=[row.reference])
    assert "Nobody has said yet whether one is needed" in text(manager.get(page))
    ask = reverse("pathways:worker", args=[row.reference])
    assert ask in text(manager.get(page))
    assert "Choose yes or no." in text(manager.post(ask, {"version": 1, "reason": "School asks"}))
    said = {"version": 1, "is_needed": "yes", "reason": "School asks"}
    assert manager.post(ask, said)["Location"] == page
    shown = text(manager.get(page))
    assert "No worker yet" in shown
    assert "Intervention worker: needed" in shown
    assert "School asks" in shown


# --- saved views ----------------------------------------------------------------------------------


def test_view_is_saved_under_a_name_opened_and_deleted(manager, mel, opened):
    opened("Ava", levels=[(3, "high")])
    tracker, page = (
        reverse("pathways:tracker"),
        f"{reverse('pathways:save_view')}?level=high&only=no_lead",
    )
    shown = text(manager.get(page))
    assert "No lead practitioner" in shown
    key = shown.split('name="key" value="')[1].split('"')[0]
    assert "Give the view a name." in text(manager.post(page, {"key": key, "name": " "}))
    for _ in range(2):  # a double click
        answer = manager.post(page, {"key": key, "name": "High, nobody leads"})
        assert answer["Location"] == f"{tracker}?level=high&only=no_lead"
    view = SavedView.objects.get()
    assert view.asked == {"level": "high", "only": ["no_lead"]}
    shown = text(manager.get(tracker, {"level": "high", "only": "no_lead"}))
    assert "You are looking at your view “High, nobody leads”" in shown
    delete = reverse("pathways:delete_view", args=[view.reference])
    assert "No pathway is changed" in text(manager.get(delete))
    assert SavedView.objects.exists()
    assert manager.post(delete)["Location"] == tracker
    assert not SavedView.objects.exists()


def save(by, name, **asked):
    return actions.save_view(by=by, name=name, asked=asked, key=uuid.uuid4())


def test_view_has_its_own_name_and_there_are_twenty_at_most(mel, cory):
    save(mel, "Mine", level="high")
    with pytest.raises(Refused, match="Choose another name"):
        save(mel, " Mine ", level="low")
    save(cory, "Mine", level="low")
    for number in range(19):
        save(mel, str(number))
    with pytest.raises(Refused, match="You have 20 views"):
        save(mel, "One more")


def test_view_is_its_owner_s_alone(mel, cory, client):
    view = save(mel, "Mine", level="high")
    with pytest.raises(OutOfReach):
        actions.delete_view(by=cory, reference=view.reference)
    client.force_login(cory, backend=BACKEND)
    assert client.get(reverse("pathways:delete_view", args=[view.reference])).status_code == 404
    assert "My views" not in text(client.get(reverse("pathways:tracker")))


def test_view_whose_filter_is_no_longer_known_still_opens(manager, mel, opened):
    opened("Ava")
    save(mel, "From before", level="purple", only=["no_lead", "gone"], colour="red")
    shown = text(manager.get(reverse("pathways:tracker")))
    address = shown.split('aria-label="My views"')[1].split('href="')[1].split('"')[0]
    answer = manager.get(address.replace("&amp;", "&"))
    assert answer.status_code == 200
    assert "Ava" in text(answer)


def test_tracker_says_how_many_filters_are_used_and_tells_high_in_words(client, mel, pathway):
    client.force_login(mel, backend=BACKEND)
    assert "Filters: none in use" in text(client.get("/pathways/"))
    assert "govuk-tag--red" not in text(client.get("/pathways/"))
    LevelSet.objects.create(pathway=pathway, level="high", reason="-", at=clock.now(), by=mel)
    shown = text(client.get("/pathways/?level=high&age=13_15&order=due"))
    assert "Filters: 2 in use" in shown
    assert 'govuk-tag--red">High</strong>' in shown
    heads = [one.split("<")[0] for one in shown.split('scope="col">')[1:]]
    assert heads[:3] == ["Child", "Next", "Level"]
