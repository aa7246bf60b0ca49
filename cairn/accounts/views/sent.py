"""What was sent to a page that is also looked at."""

from typing import Any


def sent(request: Any) -> Any:
    """The fields of a form that was sent, none of which may be filled in; None for a look."""
    return request.POST if request.method == "POST" else None
