"""The county's tools, ways to spoil a copy of one, and a Monday on which to use them."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from cairn.assessments.actions import load_tools
from cairn.assessments.reading import read_tools
from cairn.assessments.rules import Definition, Written
from cairn.foundation import clock

TOOLS = Path(django_settings.BASE_DIR) / "profiles" / "cumbria" / "tools"
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
    """The county's tools, loaded; by code."""
    files, unread = read_tools(TOOLS)
    return {tool.code: tool for tool in load_tools(by=system, files=files, unread=unread)}
