"""What somebody shared while signed in, and what became of it. Nobody else's, ever."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cairn.foundation import spreadsheets
from cairn.foundation.paging import page_of
from cairn.submissions import actions, queries, rules
from cairn.submissions.choices import State
from cairn.submissions.models import Submission
from cairn.submissions.views import holding

NEWEST_FIRST, OLDEST_FIRST = ("-sent_at", "-id"), ("sent_at", "id")


@require_GET
def mine(request: Any) -> HttpResponse:
    """One page of the list, in the order and the state asked for, after what is not sent yet."""
    state = request.GET.get("state", "")
    state = state if state in State.values else ""
    oldest_first = request.GET.get("order") == "oldest"
    page = page_of(
        queries.mine(by=request.actor, state=state),
        keys=OLDEST_FIRST if oldest_first else NEWEST_FIRST,
        after=request.GET.get("after", ""),
    )
    context = {
        "page": page,
        "rows": [{"submission": row, "state": state_of(row)} for row in page.rows],
        "drafts": list(queries.drafts(by=request.actor, holder=holding.holder_of(request))[:20]),
        "state": state,
        "states": State.choices,
        "oldest_first": oldest_first,
    }
    return render(request, "submissions/mine.html", context)


@require_GET
def mine_spreadsheet(request: Any) -> HttpResponse:
    rows = actions.export_mine(by=request.actor, state=request.GET.get("state", ""))
    if request.GET.get("order") == "oldest":
        rows = rows[::-1]
    columns = ("Reference", "Sent", "State", "What came of it")
    table = [
        (
            row.reference,
            row.sent_at,
            str(state_of(row).label),
            rules.outcome_words(row.outcome, row.told),
        )
        for row in rows
    ]
    book = spreadsheets.workbook(columns, table, title="What I shared")
    return spreadsheets.download("what-i-shared", book)


def state_of(row: Submission) -> State:
    return rules.state(
        read_at=row.read_at, waiting_since=row.waiting_since, finished_at=row.finished_at
    )
