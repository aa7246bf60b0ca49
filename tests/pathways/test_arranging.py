"""Arranging a meeting about a child on a pathway: by when it is due, who may chair, what is wrong."""

import html
import uuid
from datetime import timedelta

import pytest

from cairn.accounts.roles import Role
from cairn.meetings.models import Meeting
from cairn.meetings.queries import chairs
from cairn.pathways import actions, queries
from tests.cast import _person

ARRANGE = "/meetings/arrange"


def shown(response):
    return html.unescape(response.content.decode())


def whole(child, mel, on, **said):
    return {
        "kind": "level-1", "child": child.reference, "on": on.strftime("%-d %-m %Y"), "at": "2pm",
        "where": "Room 2", "chair": mel.reference, "key": uuid.uuid4(), **said,
    }  # fmt: skip


@pytest.fixture
def due(mel, pathway):
    """By when the Level 1 about Jade is due."""
    return queries.standing(by=mel, pathway=pathway).due_on


def said_of(on):
    return f"due by {on.day} {on:%B %Y}"


def test_form_says_by_when_it_is_due_and_about_whom_before_anything_is_chosen(manager, jade, due):
    page = shown(manager.get(f"{ARRANGE}?kind=level-1&child={jade.reference}"))
    assert said_of(due) in page
    assert "Jade Example" in page
    assert "Error" not in page
    review = shown(manager.get(f"{ARRANGE}?kind=review&child={jade.reference}"))
    assert "due by" not in review  # no level, so no review is due


def test_a_review_is_due_by_the_clock_of_the_level(manager, mel, jade, pathway, due):
    actions.set_level(by=mel, reference=pathway.reference, version=1, level="high", reason="Cars")
    on = queries.standing(by=mel, pathway=queries.pathway(by=mel, reference=pathway.reference))
    assert on.due_on != due
    assert said_of(on.due_on) in shown(manager.get(f"{ARRANGE}?kind=review&child={jade.reference}"))


def test_a_day_after_it_is_due_is_warned_of_once_and_not_forbidden(manager, mel, jade, due):
    late = whole(jade, mel, due + timedelta(days=1))
    page = shown(manager.post(ARRANGE, late))
    assert "This day is after" in page
    assert not Meeting.objects.exists()
    assert "Room 2" in page
    assert f'name="warned" value="{due}"' in page
    manager.post(ARRANGE, {**late, "warned": str(due)})
    assert Meeting.objects.get().where == "Room 2"


def test_the_day_it_is_due_is_not_late(manager, mel, jade, due):
    manager.post(ARRANGE, whole(jade, mel, due))
    assert Meeting.objects.count() == 1


def test_everything_that_is_wrong_is_said_at_once(manager, mel, jade, due):
    said = {**whole(jade, mel, due), "on": "20 1 2021", "where": "", "chair": ""}
    page = shown(manager.post(ARRANGE, said))
    for words in ("later than now", "Say where the meeting is", "Choose who chairs the meeting"):
        assert words in page
    nobody = shown(manager.post(ARRANGE, {**said, "child": "Nobody Known"}))
    for words in ("later than now", "Say where", "No child you may know of"):
        assert words in nobody


def test_first_the_kind_and_the_child_are_asked(manager, mel, jade):
    assert "Who chairs it" not in shown(manager.get(ARRANGE))
    page = shown(manager.post(ARRANGE, {"child": "Nobody Known"}))
    assert "Choose what kind of meeting" in page
    assert "No child you may know of" in page
    to = manager.post(ARRANGE, {"kind": "level-1", "child": "jade exampel"})
    assert to.url == f"{ARRANGE}?kind=level-1&child={jade.reference}"
    group = manager.post(ARRANGE, {"kind": "police-monthly", "child": ""})
    assert "Who chairs it" in shown(manager.get(group.url))


def test_a_child_out_of_reach_is_like_none(client, steph, jade, due):
    client.force_login(steph, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = shown(client.get(f"{ARRANGE}?kind=level-1&child={jade.reference}"))
    assert "Jade" not in page
    assert "due by" not in page


def test_chairs_are_those_who_may_chair_that_kind_about_that_child(
    cory, mel, pat, priya, jade, steph, northmoor_services
):
    manager = _person("Tam", northmoor_services, Role.TEAM_MANAGER)
    assert chairs(by=cory, kind="level-1", child=jade) == [mel]
    assert chairs(by=cory, kind="review", child=jade) == [cory, mel, manager]
    assert pat in chairs(by=cory, kind="police-monthly")
    jade.is_restricted = True
    assert chairs(by=cory, kind="review", child=jade) == []
