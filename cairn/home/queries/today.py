"""What needs a person today, from the chapters that their role lets them read.

Each part is a list of a few lines with one way to see all of it. Nothing here is stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cairn.accounts import queries as accounts
from cairn.accounts import rules as account_rules
from cairn.accounts.choices import InvitationState
from cairn.audit.choices import Permission
from cairn.audit.guards import query
from cairn.children import queries as children
from cairn.children import rules as child_rules
from cairn.foundation import clock, wording
from cairn.home.pages import address
from cairn.home.queries.missing_children import missing_now, own_reports
from cairn.home.queries.needs import needs
from cairn.home.queries.parts import SHOWN, SHOWN_NOTICES, Line, Part
from cairn.home.queries.service import service
from cairn.home.shortening import in_words, shortened
from cairn.submissions import queries as submissions
from cairn.submissions import rules as submission_rules
from cairn.submissions.choices import State
from cairn.triage import queries as triage
from cairn.triage.choices import Tab

SHOWN_NEEDS = 8


@dataclass(frozen=True)
class MainAction:
    """The one thing this person most likely came for. `posts`: a button that acts, not a link."""

    text: str
    page: str
    posts: bool = False


@dataclass(frozen=True)
class Today:
    action: MainAction
    parts: list[Part] = field(default_factory=list)


@query(Permission.ACCOUNTS_SELF)
def today(*, by: Any) -> Today:
    """What needs this person today, most pressing work first."""
    return Today(_main_action(by), list(_parts(by)))


def _parts(by: Any) -> Iterator[Part]:
    held = by.permissions
    yield from _notices(by)
    if Permission.MISSING_VIEW in held:
        yield from missing_now(by=by)
    if Permission.CHILDREN_VIEW in held:
        yield _list(by)
    if Permission.SERVICE_OPERATE in held:
        yield _service(by)
    if Permission.SUBMISSIONS_TRIAGE in held:
        yield _desk(by)
    if Permission.CHILDREN_VIEW in held:
        yield from _children(by)
    if Permission.AUDIT_VIEW in held:
        yield _emergencies(by)
    if Permission.ACCOUNTS_MANAGE in held:
        yield _invitations(by)
    yield from _drafts(by)
    yield _shared(by)
    if Permission.MISSING_VIEW not in held:
        yield from own_reports(by=by)


def _main_action(by: Any) -> MainAction:
    """The first of these that belongs to the person's work; sharing is open to everybody."""
    for permission, text, page, posts in (
        (Permission.SUBMISSIONS_TRIAGE, "Take the next", "triage:take_next", True),
        (Permission.SERVICE_OPERATE, "See the service", "home:service", False),
        (Permission.ACCOUNTS_MANAGE, "Invite a colleague", "accounts:people_invite", False),
        (Permission.AUDIT_VIEW, "Review emergency access", "children:emergencies", False),
        (Permission.PATHWAYS_SCREEN, "Screen contacts", "pathways:contacts", False),
        (Permission.MEETINGS_RUN_ALL, "Arrange a meeting", "meetings:arrange", False),
        (Permission.CHILDREN_REACH_AREA, "Find a child", "children:list", False),
        (Permission.CHILDREN_VIEW, "See my children", "children:mine", False),
    ):
        if permission in by.permissions and address(page):
            return MainAction(text, address(page), posts)
    return MainAction("Share information", address("submissions:gate"))


def _notices(by: Any) -> Iterator[Part]:
    rows = list(accounts.unseen_notices(by=by).order_by("-given_at", "-pk")[:SHOWN_NOTICES])
    if rows:
        lines = [
            Line(
                row.wording,
                " · ".join(filter(None, (row.about, wording.exact(row.given_at)))),
                address("accounts:notice", row.reference),
            )
            for row in rows
        ]
        yield Part("New for you", lines, "", "See all notices", address("accounts:notices"))


def _list(by: Any) -> Part:
    """The beginning of the person's own list, which has a page of its own."""
    found = needs(by=by)
    told = shortened(found, today=clock.today())
    lines = [
        Line(
            need.text, need.why, need.page,
            tag="" if need.is_late else need.due, pressing=need.due if need.is_late else "",
        )
        for need in told[:SHOWN_NEEDS]
    ]  # fmt: skip
    is_cut = len(found) > len(told[:SHOWN_NEEDS])
    more = f": {in_words(len(found), 'things to do', of=len(found)).lower()}" if is_cut else ""
    return Part(
        "Your list", lines, "Nothing is on your list. Nothing needs you today.",
        f"See your whole list{more}", address("home:needs"),
    )  # fmt: skip


def _desk(by: Any) -> Part:
    page = triage.queue(by=by, tab=Tab.TO_DO)
    lines = [
        Line(
            line.reference,
            " · ".join(
                filter(None, (line.mentions, line.area, line.waited, line.pick_up, line.holder))
            ),
            address("triage:item", line.reference),
            tag=line.said,
            pressing="Late" if line.is_late else "",
        )
        for line in page.lines[:SHOWN]
    ]
    return Part(
        "At the desk", lines, "Nothing is waiting at the desk. You do not need to do anything.",
        "See the whole queue", address("triage:queue"),
    )  # fmt: skip


def _children(by: Any) -> Iterator[Part]:
    today = clock.today()
    lines = [
        Line(
            mine.child.name,
            " · ".join(filter(None, (
                child_rules.age_in_words(mine.child.born_on, today=today),
                mine.child.reference,
                f"New: {wording.name_list(mine.new)}" if mine.new else "",
            ))),
            address("children:child", mine.child.reference),
            tag="New since you looked" if mine.new else "" if mine.looked_at else "Not opened yet",
        )
        for mine in children.my_children(by=by)[:SHOWN]
    ]  # fmt: skip
    if not lines and Permission.CHILDREN_REACH_AREA in by.permissions:
        return  # they look across an area; that no record names them is nothing to be told
    yield Part(
        "My children", lines, "No child’s record names you. When one does, it is listed here.",
        "See all my children", address("children:mine"),
    )  # fmt: skip


def _emergencies(by: Any) -> Part:
    rows = children.emergencies_to_review(by=by).order_by("-from_at", "-pk")[:SHOWN]
    lines = [
        Line(
            f"{row.person.name}, {row.person.agency}",
            f"{row.child.reference} · {wording.exact(row.from_at)}",
            address("children:emergencies"),
        )
        for row in rows
    ]
    return Part(
        "Emergency access to review", lines,
        "No request for emergency access waits to be reviewed.",
        "Review them", address("children:emergencies"),
    )  # fmt: skip


def _invitations(by: Any) -> Part:
    now = clock.now()
    rows = accounts.invitations(by=by).filter(accepted_at=None, withdrawn_at=None)
    lines = []
    for row in rows.order_by("-invited_at", "-pk")[:SHOWN]:
        state = account_rules.state_of(
            now=now, expires_at=row.expires_at, accepted_at=None, withdrawn_at=None
        )
        has_expired = state == InvitationState.EXPIRED
        until = "" if has_expired else wording.time_left(now, row.expires_at)
        lines.append(
            Line(
                row.name,
                until,
                address("accounts:people_invitations"),
                tag="Expired" if has_expired else "",
            )
        )
    return Part(
        "Invitations not answered yet", lines, "Everybody you invited has answered.",
        "See all invitations", address("accounts:people_invitations"),
    )  # fmt: skip


def _service(by: Any) -> Part:
    state = service(by=by)
    page = address("home:service")
    lines = []
    if state.is_worker_missing:
        lines.append(
            Line(
                "The worker is missing",
                "Queued jobs wait until it runs.",
                page,
                pressing="Look into it",
            )
        )
    if state.jobs_failed:
        failed = wording.plural(state.jobs_failed, "failed job")
        lines.append(
            Line(failed, "They wait for somebody to look into them.", page, pressing="Look into it")
        )
    if state.contacts_missing:
        lines.append(Line(wording.plural(len(state.contacts_missing), "contact point") + " to be filled in",
                          "Nobody is told how to reach them.", page))  # fmt: skip
    return Part(
        "The service", lines, "The worker runs and no job has failed.", "See the service", page
    )


def _drafts(by: Any) -> Iterator[Part]:
    rows = list(submissions.drafts(by=by, holder=b"")[:SHOWN])
    if rows:
        lines = [
            Line(
                f"Started {wording.exact(row.started_at)}",
                f"Last saved {wording.exact(row.saved_at)}",
                address("submissions:task_list", row.key),
            )
            for row in rows
        ]
        yield Part("Not sent yet", lines, "")


def _shared(by: Any) -> Part:
    rows = submissions.mine(by=by).order_by("-sent_at", "-pk")[:SHOWN]
    lines = []
    for row in rows:
        state = submission_rules.state(
            read_at=row.read_at, waiting_since=row.waiting_since, finished_at=row.finished_at
        )
        lines.append(
            Line(
                row.reference, f"Sent {wording.exact(row.sent_at)}",
                address("submissions:followed", row.reference),
                tag="" if state == State.ASKED else str(state.label),
                pressing="Please answer" if state == State.ASKED else "",
            )
        )  # fmt: skip
    return Part(
        "What you shared", lines,
        "You have not shared anything yet. What you share, and what became of it, is listed here.",
        "See everything you shared", address("submissions:mine"),
    )  # fmt: skip
