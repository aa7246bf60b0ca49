"""Nobody need look at a report any more: the notices are closed, and no open page asks for it."""

from typing import Any

from cairn.accounts import actions as accounts
from cairn.missing.models import Call, Report

CALLED = "missing.called:"  # how the keys of these notices begin


def call_off(by: Any, report: Report) -> None:
    """Within the action that settles it."""
    accounts.close_notices(by=by, about=report.reference, keys=(CALLED,))
    asked = Call.objects.filter(report=report)
    accounts.wake_pages(by=by, people=asked.values_list("person", flat=True))
