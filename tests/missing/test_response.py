"""The response plan stands at hand where a child is missing, and whoever reads it there leaves a trace."""

import uuid

import pytest
from django.urls import reverse

from cairn.audit.models import AuditEvent
from cairn.missing.choices import What
from cairn.plans import actions as plans
from tests.missing.conftest import BACKEND, read

STEPS = "Nan rings her, then 07700 900321."


@pytest.fixture
def plan(priya, jade):
    return plans.save_plan(
        by=priya, child=jade.reference, kind="response", version=0, why="", key=uuid.uuid4(),
        content={"steps": STEPS, "kept_by": "Nan"},
    )  # fmt: skip


def test_where_there_is_no_response_plan_it_says_so(by_priya, jade, episode):
    report = episode.reports.get()
    for name, row in (
        ("child", jade), ("report_child", jade), ("episode", episode), ("report", report)
    ):  # fmt: skip
        said = read(by_priya, name, row)
        assert "There is no response plan yet" in said, name
        assert reverse("plans:write", args=[jade.reference, "response"]) in said, name


def test_who_may_not_write_plans_is_offered_no_link_to(client, sam, jade, episode):
    client.force_login(sam, backend=BACKEND)
    said = read(client, "child", jade)
    assert "There is no response plan yet" in said
    assert reverse("plans:write", args=[jade.reference, "response"]) not in said


def test_while_the_child_is_missing_the_first_steps_are_read_here(by_priya, jade, plan, episode):
    for name, row in (
        ("report_child", jade), ("episode", episode), ("report", episode.reports.get())
    ):  # fmt: skip
        before = AuditEvent.objects.filter(event="plans.viewed").count()
        assert STEPS in read(by_priya, name, row), name
        assert AuditEvent.objects.filter(event="plans.viewed").count() == before + 1, name


def test_once_the_child_is_back_the_plan_is_a_link(by_priya, jade, plan, episode, say):
    say(episode, What.RETURNED)
    before = AuditEvent.objects.filter(event="plans.viewed").count()
    for name, row in (
        ("child", jade), ("episode", episode), ("report", episode.reports.get())
    ):  # fmt: skip
        said = read(by_priya, name, row)
        assert STEPS not in said, name
        assert reverse("plans:plan", args=[jade.reference, "response"]) in said, name
    assert AuditEvent.objects.filter(event="plans.viewed").count() == before
