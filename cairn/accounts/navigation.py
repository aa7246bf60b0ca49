"""The service navigation: each person sees the parts of the service that their roles open."""

from typing import Any, NamedTuple

from django.urls import NoReverseMatch
from django.utils.html import format_html

from cairn.accounts import queries
from cairn.audit.choices import Permission as P
from cairn.foundation.jinja import page_address

NOTICES = "accounts:notices"
# Kept up to date by live.js while the page is open.
NUMBER = (
    'Notices<span class="moj-notification-badge cairn-unseen" id="cairn-unseen" data-number="{}"{}>'
    '<span>{}</span><span class="govuk-visually-hidden"> not seen</span></span>'
)


class Item(NamedTuple):
    text: str
    page: str
    permission: P
    section: str  # pages whose names begin so belong to it
    and_one_of: frozenset[P] = frozenset()  # without one of these the page would always be empty
    short_of: P | None = None  # those who hold this have a long menu: another page leads them there


# Where sections overlap, the longest that fits wins.
ITEMS = (
    Item("Start", "home:start", P.ACCOUNTS_SELF, "home:start"),
    Item("Share information", "submissions:gate", P.SUBMISSIONS_SHARE, "submissions:"),
    Item(
        "My submissions",
        "submissions:mine",
        P.SUBMISSIONS_FOLLOW_UP,
        "submissions:mine",
        short_of=P.CHILDREN_VIEW,
    ),
    Item("Queue", "triage:queue", P.SUBMISSIONS_TRIAGE, "triage:"),
    Item("Children", "children:list", P.CHILDREN_VIEW, "children:"),
    Item("Missing", "missing:now", P.MISSING_VIEW, "missing:"),
    Item("Interviews", "interviews:list", P.INTERVIEWS_VIEW, "interviews:"),
    Item("Who can go?", "planner:who", P.INTERVIEWS_ALLOCATE, "planner:"),
    Item("Figures", "returns:answers", P.FIGURES_WHOLE, "returns:"),
    Item("To screen", "pathways:contacts", P.PATHWAYS_SCREEN, "pathways:contact"),
    Item("Pathways", "pathways:tracker", P.PATHWAYS_VIEW, "pathways:"),
    Item("Meetings", "meetings:list", P.MEETINGS_VIEW, "meetings:"),
    Item(
        "Adults and places",
        "networks:list",
        P.NETWORKS_VIEW,
        "networks:",
        frozenset({P.NETWORKS_RECORD, P.CHILDREN_REACH_AREA}),
    ),
    Item("Strands", "intelligence:list", P.INTELLIGENCE_VIEW, "intelligence:"),
    Item("People", "accounts:people", P.ACCOUNTS_MANAGE, "accounts:people"),
    Item("Notices", NOTICES, P.ACCOUNTS_SELF, "accounts:notice"),
    Item("Service", "home:service", P.SERVICE_OPERATE, "home:service"),
)


def items(request: Any) -> list[dict[str, Any]]:
    """For the design system's service navigation. Nothing for people without an account."""
    if not request.actor.is_authenticated:
        return []
    match = request.resolver_match
    here = match.view_name if match else ""
    held = request.actor.permissions
    shown = [item for item in ITEMS if _is_for(item, held)]
    fitting = [item for item in shown if here.startswith(item.section)]
    section = max(fitting, key=lambda item: len(item.section), default=None)
    listed = []
    for item in shown:
        if address := _address(item.page):
            listed.append(
                {
                    "text": item.text,
                    "html": _with_number(request.actor) if item.page == NOTICES else "",
                    "href": address,
                    "current": item.page == here,
                    "active": item == section,
                }
            )
    return listed


def _is_for(item: Item, held: frozenset[P]) -> bool:
    may = item.permission in held and (not item.and_one_of or bool(item.and_one_of & held))
    return may and item.short_of not in held


def _with_number(person: Any) -> str:
    number = queries.unseen_number(by=person)
    return format_html(NUMBER, number, "" if number else " hidden", number)


def _address(page: str) -> str:
    try:
        return page_address(page)
    except NoReverseMatch:  # a part of the service that this copy does not have
        return ""
