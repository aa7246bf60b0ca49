"""Loading the partnership's tools: whole or not at all, and never over what was loaded before."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from cairn.assessments import rules
from cairn.assessments.choices import Event
from cairn.assessments.models import Tool
from cairn.assessments.rules import Problem, Written
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import Refused

CONTENT = ("domain", "indicator", "scoring", "band", "override")


class ToolsRefused(Refused):
    """No tool was loaded. `problems` names each file and line with the reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@action(Permission.PROFILE_LOAD)
def load_tools(*, by: Any, files: list[Written], unread: Iterable[Problem] = ()) -> list[Tool]:
    """Keep each version that was not kept before; gives the new ones.

    `unread` is what could not even be read. Raises ToolsRefused with everything that is wrong, and
    then nothing was loaded.
    """
    if problems := [*unread, *rules.problems(files)]:
        raise ToolsRefused(problems)
    with connection.cursor() as cursor:  # two loads at the same time would trip over each other
        cursor.execute("LOCK TABLE assessments_tool IN SHARE ROW EXCLUSIVE MODE")
    kept = {(tool.code, tool.version): tool.digest for tool in Tool.objects.all()}
    new, refused = [], []
    for file in files:
        row = _row(file)
        digest = kept.get((row.code, row.version))
        reason = rules.reason_not_to_load(
            kept_digest=digest, digest=row.digest, code=row.code, version=row.version
        )
        if reason:
            refused.append(file.wrong(reason, field="version"))
        elif digest is None:
            new.append(row)
    if refused:
        raise ToolsRefused(refused)
    for row in new:
        row.save()
        trail.record(by=by, event=Event.TOOLS_LOADED, on=row, tool=row.code, version=row.version)
    return new


def _row(file: Written) -> Tool:
    said = file.tables
    whole = json.dumps(said, sort_keys=True, default=str, ensure_ascii=False)
    return Tool(
        code=said["code"], version=said["version"], name=said["name"], kind=said["kind"],
        purpose=said["purpose"], source=said["source"], is_default=said.get("default", False),
        from_on=said["from"], until_on=said.get("until"),
        content={name: said[name] for name in CONTENT if name in said},
        digest=hashlib.sha256(whole.encode()).hexdigest(), loaded_at=clock.now(),
    )  # fmt: skip
