"""Tools are loaded whole or not at all, with file, line and reason; and a version never changes."""

import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction

from cairn.assessments import queries, rules
from cairn.assessments.actions import ToolsRefused, load_tools
from cairn.assessments.models import Tool
from cairn.assessments.reading import read_tools
from cairn.audit.models import AuditEvent
from cairn.foundation.refusals import Refused
from tests.assessments.conftest import TOOLS, written

OUT_LATE = 'code = "out_late"\ndomain = "moderate"\nkind = "moderate"'
BROKEN = [
    # in seraf.toml: old, new, the line's text, part of the reason
    ('version = "1"\n', "", "", "“version” is not given"),
    ('version = "1"', "version = 1", "version = 1", "1, which is not text"),
    ('version = "1"', 'version = ""', 'version = ""', "“version” is empty"),
    ('code = "seraf"', 'code = "Seraf!"', 'code = "Seraf!"', "small letters"),
    ('kind = "risk_assessment"', 'kind = "oracle"', 'kind = "oracle"', "not one of: checklist, risk"),
    ("from = 2021-09-01", 'from = "soon"', 'from = "soon"', "not a date"),
    ("from = 2021-09-01", "from = 2021-09-01T09:00:00", "from = 2021-09-01T09:00:00", "not a date"),
    ("from = 2021-09-01", "from = 2021-09-01\nuntil = 2021-09-01", "until = 2021-09-01", "after “from”"),
    ("from = 2021-09-01", "from = 2021-09-01\nboss = 1", "boss = 1", "“boss” is not something"),
    ('code = "seraf"', 'code = "seraf', 'code = "seraf', "cannot be read"),
    (OUT_LATE, OUT_LATE.replace("out_late", "drugs"), 'code = "drugs"', "'drugs' is there twice"),
    (OUT_LATE, OUT_LATE.replace('domain = "moderate"', 'domain = "modest"'), 'domain = "modest"',
     "'modest' is not a domain"),
    (OUT_LATE, OUT_LATE.replace('kind = "moderate"', 'kind = "modest"'), 'kind = "modest"', "not one of"),
    (OUT_LATE, OUT_LATE + "\ncritical = 1", "critical = 1", "not true or false"),
    (OUT_LATE, OUT_LATE.replace('kind = "moderate"', 'kind = "strength"\ncritical = true'),
     "critical = true", "A strength cannot be critical"),
    ('words = "Staying out late"', "", "[[indicator]]", "“words” is not given"),
    ('code = "moderate"', 'code = "voice"', 'code = "voice"', "name of another page"),
    ('[[domain]]\ncode = "moderate"', '[[domain]]\ncode = "more"\nname = "M"\n[[domain]]\ncode = "moderate"',
     'code = "more"', "No indicator is in 'more'"),
    ("now = 5", "now = -5", "now = -5", "it must be 0 or more"),
    ("now = 5", "now = true", "now = true", "not a whole number"),
    ('together = "sum"', 'together = "product"', 'together = "product"', "not one of: most, sum"),
    ('[[scoring]]\nkind = "significant"', '[[scoring]]\nkind = "moderate"', 'kind = "moderate"',
     "'moderate' is there twice"),
    ('[[scoring]]\nkind = "significant"', '[[scoring]]\nkind = "strength"', 'kind = "strength"',
     "A strength counts nothing"),
    ("least = 0", "least = 1", "least = 1", "must begin at 0"),
    ("least = 11", "least = 6", "least = 6", "must begin above 6"),
    ("least = 16", "least = 66", "least = 66", "the highest score there can be is 65"),
    ('level = "low"', 'level = "lowish"', 'level = "lowish"', "not one of"),
    ('level = "high"', 'level = "none"', 'level = "none"', "cannot prompt a lower level"),
    ("age = 13\n", "", "[[override]]", "“age” is not given"),
    ('when = "learning_disability"', 'when = "learning_disability"\nage = 3', "age = 3", "Only “under_age”"),
    ('when = "learning_disability"', 'when = "critical_indicator"', 'when = "critical_indicator"',
     "No indicator is critical"),
    ("[[band]]", "[[bond]]", "[[bond]]", "“bond” is not something"),
    ("[[override]]", "[override]", "[[override]]", "cannot be read"),
]  # fmt: skip


def spoiled(tmp_path, old, new):
    folder = Path(shutil.copytree(TOOLS, tmp_path / "tools"))
    path = folder / "seraf.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def load(system, folder):
    files, unread = read_tools(folder)
    return load_tools(by=system, files=files, unread=unread)


@pytest.mark.parametrize(("old", "new", "at", "reason"), BROKEN)
def test_load_tools_names_file_line_and_reason(system, tmp_path, old, new, at, reason):
    folder = spoiled(tmp_path, old, new)
    with pytest.raises(ToolsRefused) as refusal:
        load(system, folder)
    lines = (folder / "seraf.toml").read_text(encoding="utf-8").splitlines()
    said = [(one.line, one.reason) for one in refusal.value.problems if reason in one.reason]
    assert said, refusal.value
    assert {one.file for one in refusal.value.problems} == {"tools/seraf.toml"}
    assert any((lines[line - 1].strip() if line else "") == at for line, _ in said), said
    assert not Tool.objects.exists()


def test_load_tools_says_everything_at_once(system, tmp_path):
    folder = spoiled(tmp_path, "now = 5", "now = -5")
    text = (folder / "seraf.toml").read_text(encoding="utf-8")
    (folder / "seraf.toml").write_text(text.replace('"sum"', '"product"'), encoding="utf-8")
    with pytest.raises(CommandError, match=r"seraf.toml, line \d+: “now”") as refusal:
        call_command("load_tools", str(folder))
    assert "“together” is 'product'" in str(refusal.value)


def test_load_tools_refuses_the_same_version_twice(system, tmp_path):
    folder = spoiled(tmp_path, "now = 5", "now = 6")
    shutil.copy(TOOLS / "seraf.toml", folder / "again.toml")
    with pytest.raises(ToolsRefused, match=r"seraf version 1 is also in tools/again\.toml"):
        load(system, folder)


def test_load_tools_refuses_a_folder_without_tools(system, tmp_path):
    for folder, reason in ((tmp_path, "no tool in this"), (tmp_path / "none", "no such folder")):
        with pytest.raises(ToolsRefused, match=reason):
            load(system, folder)


def test_load_tools_twice_changes_nothing_the_second_time(tools, system, capsys):
    assert set(tools) == {"seraf", "cerar-risk", "vulnerability-checklist"}
    assert load(system, TOOLS) == []
    call_command("load_tools", str(TOOLS))
    assert "Nothing was changed" in capsys.readouterr().out
    traces = AuditEvent.objects.filter(event="assessments.tools_loaded")
    assert traces.count() == 3
    assert {"tool": "seraf", "version": "1"} in [one.details for one in traces]


def test_load_tools_refuses_changed_content_under_the_same_version(tools, system, tmp_path):
    folder = spoiled(tmp_path, "Staying out late", "Staying out very late")
    with pytest.raises(ToolsRefused, match=r"line 3: .*give it a new version"):
        load(system, folder)
    text = (folder / "seraf.toml").read_text(encoding="utf-8")
    (folder / "seraf.toml").write_text(text.replace('"1"', '"2"', 1), encoding="utf-8")
    assert [(one.code, one.version) for one in load(system, folder)] == [("seraf", "2")]
    assert Tool.objects.filter(code="seraf").count() == 2


def test_load_tools_by_a_person_is_refused(otto, mel):
    for person in (otto, mel):
        with pytest.raises(Refused):
            load_tools(by=person, files=[written("seraf")])


def test_a_version_of_a_tool_cannot_be_changed_or_removed(tools):
    for change in (lambda rows: rows.update(name="Other"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="load a new version"), transaction.atomic():
            change(Tool.objects.filter(code="seraf"))


def test_tools_drawn_from_no_source_of_the_partnership_are_marked(tools):
    assert {code: tool.is_default for code, tool in tools.items()} == {
        "seraf": False, "cerar-risk": True, "vulnerability-checklist": True,
    }  # fmt: skip
    for tool in tools.values():
        starts = tool.source.startswith("A starting version, for the partnership to replace.")
        assert starts == tool.is_default
        assert "DEFAULT" not in str(vars(tool))


def version(pk, code="t", begins=1, until=None):
    until_on = until and date(2026, 1, until)
    return SimpleNamespace(
        pk=pk, code=code, kind="k", name=code, from_on=date(2026, 1, begins), until_on=until_on
    )


def test_in_force_is_the_version_that_began_last_unless_it_ended():
    first, second, other = version(1), version(2, begins=10, until=20), version(3, "u", 5)
    found = {
        on: [one.pk for one in rules.in_force([second, other, first], date(2026, 1, on))]
        for on in (1, 4, 5, 9, 10, 19, 20, 31)
    }
    assert found == {1: [1], 4: [1], 5: [1, 3], 9: [1, 3], 10: [2, 3], 19: [2, 3], 20: [3], 31: [3]}


def test_tools_in_force_are_for_those_who_read_assessments(tools, priya, audrey):
    assert [one.code for one in queries.tools_in_force(by=priya)] == [
        "vulnerability-checklist", "cerar-risk", "seraf",
    ]  # fmt: skip
    assert queries.tools_in_force(by=priya, on=date(2021, 8, 31)) == []
    with pytest.raises(Refused):
        queries.tools_in_force(by=audrey)
