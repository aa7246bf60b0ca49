"""Every page shows what its reader is asked to take on; the page's script keeps it up to date."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cairn.audit.choices import Permission
from cairn.missing import queries


@dataclass(frozen=True)
class Banner:
    """What the person of a request is asked to take on. Asked for when a page draws it.

    Drawn is not shown: a page may open where nobody looks. Its script says so once somebody can see it;
    without a script, opening the report does.
    """

    request: Any

    def __html__(self) -> SafeString:
        by = self.request.actor
        is_called = queries.is_called(by=by)
        most = queries.MOST_SHOWN
        calls = list(queries.my_calls(by=by)[: most + 1]) if is_called else []
        return render_to_string(
            "missing/_called.html", {"calls": calls, "most": most}, self.request
        )


def called(get_response):
    """Gives the request its banner, where the person may see who is missing."""

    def middleware(request):
        if Permission.MISSING_VIEW in request.actor.permissions:
            request.called = Banner(request)
        return get_response(request)

    return middleware
