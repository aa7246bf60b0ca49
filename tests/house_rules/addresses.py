"""Every page's address in the small world of conftest.py."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

# What a parameter of an address stands for: by page first, else by chapter.
MEANS = {
    "accounts:notice reference": "notice",
    "accounts:people_send_again reference": "invitation",
    "accounts:people_withdraw reference": "invitation",
    "accounts: reference": "person",
    "accounts: secret": "secret",
    "children: reference": "child",
    "networks:adult reference": "adult",
    "networks:change_adult reference": "adult",
    "networks:place reference": "place",
    "networks:change_place reference": "place",
    "networks:thing reference": "thing",
    "networks:change_thing reference": "thing",
    "submissions: key": "draft",
    "submissions: step": "step",
    "submissions: number": "number",
    "submissions: file": "file",
    "submissions: question": "question",
    "submissions: reference": "submission",
    "triage: reference": "submission",
    "triage: other": "other",
    "triage: file": "file",
    "intelligence:child_strands reference": "child",
    "intelligence:child_strands_spreadsheet reference": "child",
    **{
        f"intelligence:{kind}_strands{page} reference": kind
        for kind in ("adult", "place", "thing")
        for page in ("", "_spreadsheet")
    },
    "intelligence:make reference": "submission",
    "intelligence: child": "child",
    "intelligence: submission": "submission",
    "intelligence: reference": "strand",
    "intelligence: number": "number",
    "pathways:child reference": "child",
    "pathways:add_contact reference": "child",
    "pathways:level_of_child reference": "child",
    "pathways:review_of_child reference": "child",
    "pathways:agenda_due reference": "monthly",
    "pathways:contact reference": "contact",
    "pathways:delete_view reference": "view",
    "pathways: reference": "pathway",
    "meetings:task reference": "task",
    "meetings:child reference": "child",
    "meetings:reopen reference": "task",
    "meetings: reference": "meeting",
    "meetings: invitation": "asked",
    "meetings: item": "item",
    "meetings: decision": "decision",
    "plans: reference": "child",
    "missing:child reference": "child",
    "missing:report_child reference": "child",
    "missing:discussion reference": "child",
    **{
        f"missing:{page} reference": "report"
        for page in (
            "reported",
            "report",
            "take_on",
            "match",
            "place",
            "looked_at",
            "set_aside",
            "unmatch",
            "take_up",
        )
    },
    "missing: reference": "episode",
    "missing: what": "what",
    "returns:care reference": "child",
    "returns: reference": "care",
    "returns: council": "council",
    "returns: year": "year",
    "returns: file": "return_file",
    "interviews:child reference": "child",
    "interviews:of_episode reference": "returned",
    "interviews: reference": "interview",
    "interviews: episode": "returned",
    "interviews: act": "act",
    "planner:arrange reference": "interview",
    **{f"planner:{page} reference": "worker" for page in ("week", "hours", "say_away")},
    "planner: reference": "away",
    "plans: kind": "kind",
    "plans: copy": "copy",
    "plans: number": "number",
    "assessments:child_assessments reference": "child",
    "assessments:child_spreadsheet reference": "child",
    "assessments:start reference": "child",
    "assessments:latest reference": "child",
    **{
        f"assessments:{page} reference": "finished"
        for page in ("assessment", "spreadsheet", "compare", "compare_spreadsheet")
    },
    "assessments: reference": "assessment",
    "assessments: part": "part",
    "chronology:entry reference": "entry",
    "chronology: reference": "child",
    "home: number": "job",
    " provider_id": "provider",
    " pk": "number",
}


def pages(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of every address of the product, with the parameters it takes."""
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLPattern):
            yield f"{namespace}{part.name}", tuple(part.pattern.converters)
        else:
            inner = f"{namespace}{part.namespace}:" if part.namespace else namespace
            yield from pages(part, inner)


def addresses(world: dict[str, Any]) -> dict[str, str]:
    """Page name -> its address. Of a page with several patterns, the first."""
    found: dict[str, str] = {}
    for name, parameters in pages():
        if name not in found:
            values = {parameter: world[_means(name, parameter)] for parameter in parameters}
            found[name] = reverse(name, kwargs=values)
    return found


def _means(page: str, parameter: str) -> str:
    chapter = page.rpartition(":")[0] + ":" if ":" in page else ""
    return MEANS.get(f"{page} {parameter}") or MEANS[f"{chapter} {parameter}"]
