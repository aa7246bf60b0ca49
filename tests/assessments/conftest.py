"""The county's tools, ways to spoil a copy of one, and a Monday on which to use them."""

import tomllib
import uuid
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from cairn.agencies.models import LocalStandard
from cairn.assessments import actions, rules
from cairn.assessments.actions import load_tools
from cairn.assessments.reading import read_tools
from cairn.assessments.rules import Definition, Written
from cairn.audit.models import AuditEvent
from cairn.foundation import clock

TOOLS = Path(django_settings.BASE_DIR) / "profiles" / "cumbria" / "tools"
WORDS = {
    "about": {
        "informed_by": "School, the youth worker and the child.", "learning_disability": "no",
        "child_aware": "yes", "carer_aware": "yes",
    },
    "voice": {"child_view": "I just want to be left alone."},
    "analysis": {"analysis": "Somebody is giving this child lifts and money."},
}  # fmt: skip
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def written(name):
    text = (TOOLS / f"{name}.toml").read_text(encoding="utf-8")
    return Written(f"tools/{name}.toml", text, tomllib.loads(text))


SERAF = Definition.of(written("seraf").tables)
CERAR = Definition.of(written("cerar-risk").tables)


@pytest.fixture
def monday():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def tools(system):
    """The county's tools, loaded; by code. And how often which of them is repeated."""
    for key, value in (("assessment-repeat-tools", ["seraf"]), ("assessment-repeat-weeks", 13)):
        LocalStandard.objects.create(key=key, value=value, from_on=date(2021, 9, 1), source="Test")
    files, unread = read_tools(TOOLS)
    return {tool.code: tool for tool in load_tools(by=system, files=files, unread=unread)}


@pytest.fixture
def start(tools, monday, priya, jade):
    """Start an assessment of Jade: start(by=priya, tool="seraf")."""

    def started(by=priya, tool="seraf", child=jade, key=None):
        return actions.start_assessment(
            by=by, child=child.reference, tool=tool, key=key or uuid.uuid4()
        )

    return started


@pytest.fixture
def fill():
    """Answer everything, "no" unless said otherwise: fill(row, priya, missing="now")."""

    def filled(row, by, **said):
        tool = row.tool.definition
        for part in rules.parts(tool):
            words = WORDS.get(part) or {
                one.code: {
                    "when": said.get(one.code, "no").split(),
                    "evidence": "Seen by a youth worker" if one.code in said else "",
                }
                for one in tool.of_domain(part)
            }
            row = actions.save_answers(
                by=by, reference=row.reference, part=part, version=row.version_of(part), said=words
            )
        return row

    return filled


@pytest.fixture
def finished(start, fill, priya):
    """A finished assessment of Jade: finished(missing="now")."""

    def made(by=priya, tool="seraf", **said):
        row = fill(start(by=by, tool=tool), by, **said)
        return actions.finish_assessment(by=by, reference=row.reference, version=row.version)

    return made


@pytest.fixture
def traces():
    """What the trail holds of an event: who, on which record, and its details."""

    def found(event):
        rows = AuditEvent.objects.filter(event=f"assessments.{event}").order_by("pk")
        return [(row.actor_id, row.record_id, row.details) for row in rows]

    return found
